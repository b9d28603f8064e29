package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

func (a *app) snapshot() *cobra.Command {
	var file string
	cmd := a.reaching(&cobra.Command{
		Use:   "snapshot BUCKET…",
		Short: "Write the state of buckets to a file",
		Long: `snapshot asks S3 for the features of buckets and writes them to a file, or to
standard output. A guard, check and parity take the file.`,
		Args: cobra.MinimumNArgs(1),
	})
	cmd.Flags().StringVarP(&file, "file", "f", "", "file to write; it is replaced as a whole or not at all")
	cmd.RunE = func(cmd *cobra.Command, buckets []string) error {
		s, err := a.take(cmd.Context(), buckets...)
		if err != nil {
			return err
		}
		if file != "" {
			return s.WriteFile(file)
		}
		return a.json(s)
	}
	return cmd
}

// take asks for the state of buckets. What couldn't be had is told; a bucket of
// which nothing could is an error.
func (a *app) take(ctx context.Context, buckets ...string) (*state.Snapshot, error) {
	client, err := a.client(ctx)
	if err != nil {
		return nil, err
	}
	all := &state.Snapshot{Buckets: map[string]state.SnapshotBucket{}}
	var errs []error
	for _, name := range buckets {
		s, err := state.Take(ctx, client, name)
		b := s.Buckets[name]
		v, known := b.Facts.Get(compat.Exists)
		switch {
		case v == "false":
			return nil, fmt.Errorf("bucket %q doesn't exist", name)
		case !known && err != nil:
			return nil, fmt.Errorf("of bucket %q nothing is to be had: %w", name, firstFailure(err))
		}
		all.Buckets[name] = b
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		fmt.Fprintf(a.err, "s3safe: not known: %s\n", oneLine(err.Error()))
	}
	return all, nil
}

func (a *app) probe() *cobra.Command {
	cmd := a.reaching(&cobra.Command{
		Use: "probe BUCKET…", Short: "Show the state of buckets as a table", Args: cobra.MinimumNArgs(1),
	})
	cmd.RunE = func(cmd *cobra.Command, buckets []string) error {
		s, err := a.take(cmd.Context(), buckets...)
		if err != nil {
			return err
		}
		if a.format == "json" {
			return a.json(s)
		}
		for _, name := range buckets {
			b := s.Buckets[name]
			a.heading(name)
			if b.Facts.Region != "" {
				a.printf("  %-28s %s\n", "region", b.Facts.Region)
			}
			if b.Facts.Owner != "" {
				a.printf("  %-28s %s\n", "owner", b.Facts.Owner)
			}
			for f := compat.Feature(0); f < compat.Features; f++ {
				if state.FeatureName(f) == "" || f.Scope() != compat.ScopeBucket {
					continue
				}
				v, ok := b.Facts.Get(f)
				if !ok {
					v = "not known"
				}
				a.printf("  %-28s %s\n", state.FeatureName(f), v)
			}
		}
		return nil
	}
	return cmd
}

func (a *app) parity() *cobra.Command {
	var except []string
	cmd := a.reaching(&cobra.Command{
		Use:   "parity A B",
		Short: "Compare the state of two buckets",
		Long: `parity tells in which features two buckets differ, and which rules answer the
same request differently for it. A and B are buckets (s3://reports), or buckets in
a snapshot (prod.json:reports; prod.json if it has one bucket only).`,
		Args: cobra.ExactArgs(2),
	})
	cmd.Flags().StringSliceVar(&except, "except", nil, "features that don't count, by their names in a snapshot")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		var skip []compat.Feature
		for _, name := range except {
			f, ok := state.ParseFeature(name)
			if !ok {
				return fmt.Errorf("there is no feature %q: a snapshot has their names", name)
			}
			skip = append(skip, f)
		}
		var sides [2]*compat.Facts
		for i, arg := range args {
			facts, err := a.side(cmd.Context(), arg)
			if err != nil {
				return err
			}
			sides[i] = facts
		}
		unknown := unknownOf(sides[0], sides[1], skip)
		if len(sides[0].Known()) == 0 && len(sides[1].Known()) == 0 {
			return errors.New("of both buckets no feature is known: there is nothing to compare")
		}
		p := state.Compare(sides[0], sides[1], aws.Source().Rules(), skip...) // it tries their examples
		if a.format == "json" {
			type difference struct {
				Feature string `json:"feature"`
				A       string `json:"a"`
				B       string `json:"b"`
			}
			out := struct {
				Differences []difference `json:"differences"`
				Rules       []string     `json:"rules"`
				// NotCompared are known of neither bucket.
				NotCompared []string `json:"notCompared"`
			}{[]difference{}, []string{}, unknown}
			for _, d := range p.Differences {
				out.Differences = append(out.Differences, difference{d.Name, d.A, d.B})
			}
			for _, d := range p.Disagreements {
				out.Rules = append(out.Rules, d.Rule.ID)
			}
			if err := a.json(out); err != nil {
				return err
			}
		} else {
			if p.Equal() {
				a.printf("no difference\n")
			} else {
				a.printf("%s", p.String())
			}
			if len(unknown) > 0 {
				a.printf("not compared, as they are known of neither: %s\n", strings.Join(unknown, ", "))
			}
		}
		if !p.Equal() {
			return errFound
		}
		return nil
	}
	return cmd
}

// unknownOf returns the features that are known of neither bucket: nothing is said of
// them.
func unknownOf(a, b *compat.Facts, except []compat.Feature) []string {
	names := []string{}
	for f := compat.Feature(0); f < compat.Features; f++ {
		if state.FeatureName(f) == "" || f.Scope() != compat.ScopeBucket || slices.Contains(except, f) {
			continue
		}
		_, known := a.Get(f)
		if _, other := b.Get(f); !known && !other {
			names = append(names, state.FeatureName(f))
		}
	}
	return names
}

// side returns the state of one side of a comparison.
func (a *app) side(ctx context.Context, arg string) (*compat.Facts, error) {
	if bucket, ok := strings.CutPrefix(arg, "s3://"); ok {
		s, err := a.take(ctx, strings.TrimSuffix(bucket, "/"))
		if err != nil {
			return nil, err
		}
		b := s.Buckets[strings.TrimSuffix(bucket, "/")]
		return &b.Facts, nil
	}
	file, bucket := arg, ""
	if _, err := os.Stat(arg); err != nil {
		if n := strings.LastIndexByte(arg, ':'); n > 0 {
			file, bucket = arg[:n], arg[n+1:]
		}
	}
	s, err := state.ReadSnapshot(file)
	if err != nil {
		return nil, err
	}
	if bucket == "" && len(s.Buckets) == 1 {
		for name := range s.Buckets {
			bucket = name
		}
	}
	b, ok := s.Buckets[bucket]
	switch {
	case bucket == "":
		return nil, fmt.Errorf("%s has %d buckets: write %s:BUCKET", file, len(s.Buckets), file)
	case !ok:
		return nil, fmt.Errorf("%s has no bucket %q: write %s:BUCKET", file, bucket, file)
	}
	return &b.Facts, nil
}
