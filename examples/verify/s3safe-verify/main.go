// Command s3safe-verify tries the catalogue of rules on Amazon S3 itself, in scratch
// buckets of your account:
//
//	s3safe-verify -dry-run                     # what would be sent, at most, and its price
//	s3safe-verify -json report.json -recorded cases.jsonl
//	s3safe-verify cleanup                      # after a crash: by prefix and tag
//	s3safe-verify policy                       # the IAM policy that a run needs
//	s3safe-verify parity staging production    # what two buckets' states make different
//
// Credentials and Region are the AWS SDK's usual ones. A run touches nothing but
// buckets that it makes, whose names begin with the prefix, and removes them; package
// verify says how.
//
// Its status is 1 if an answer contradicts a rule, if a limit ended the run, or if
// something could not be removed, and 2 for a mistake in its use.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/config"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/s3safe/s3safe-go/compat"
	rules "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/examples/verify"
	"github.com/s3safe/s3safe-go/internal/printable"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	// A second signal ends the removing too; the ledger knows what is left.
	context.AfterFunc(ctx, stop)
	os.Exit(command(ctx, os.Args[1:], os.Stdout, os.Stderr))
}

// errUse is a mistake in the use of the command.
var errUse = errors.New("")

func command(ctx context.Context, args []string, out, errs io.Writer) int {
	err := try(ctx, args, out, errs)
	switch {
	case err == nil:
		return 0
	case errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errUse):
		printable.Fprintf(errs, "s3safe-verify: %s\n", strings.TrimSpace(err.Error()))
		return 2
	}
	for line := range strings.SplitSeq(err.Error(), "\n") {
		printable.Fprintf(errs, "s3safe-verify: %s\n", line)
	}
	return 1
}

func use(format string, args ...any) error { return fmt.Errorf(format+"%w", append(args, errUse)...) }

// settings are what the flags say.
type settings struct {
	run                      verify.Run
	dry, verbose             bool
	json, recorded           string
	rule, known, id, profile string
}

func try(ctx context.Context, args []string, out, errs io.Writer) error {
	verb := "run"
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		verb, args = args[0], args[1:]
	}
	if !slices.Contains([]string{"run", "cleanup", "policy", "parity"}, verb) {
		return use("there is no command %q: it is run, cleanup, policy or parity", verb)
	}
	s := &settings{}
	flags := flag.NewFlagSet("s3safe-verify "+verb, flag.ContinueOnError)
	flags.SetOutput(errs)
	s.flags(flags)
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return err
		}
		return errUse
	}
	if verb != "parity" && flags.NArg() > 0 {
		return use("%q is more than %s takes", flags.Arg(0), verb)
	}
	if err := s.configure(ctx, verb == "cleanup" || verb == "run" && !s.dry); err != nil {
		return err
	}
	switch verb {
	case "policy":
		text, err := s.run.Policy()
		if err == nil {
			_, err = io.WriteString(out, text)
		}
		return err
	case "parity":
		return s.parity(ctx, flags.Args(), out, errs)
	case "cleanup":
		return s.cleanup(ctx, out)
	}
	if s.dry {
		plan, err := s.run.Plan(ctx)
		if err != nil {
			return err
		}
		return plan.Text(out, &s.run)
	}
	return s.try(ctx, out)
}

func (s *settings) flags(f *flag.FlagSet) {
	r := &s.run
	f.BoolVar(&s.dry, "dry-run", false, "only tell what would be sent, at most")
	f.BoolVar(&s.verbose, "v", false, "print every example with its answer")
	f.StringVar(&s.json, "json", "", "write the report as JSON to this `file`")
	f.StringVar(&s.recorded, "recorded", "", "write the answers as recorded cases to this `file`")
	f.StringVar(&s.rule, "rule", "", "try only the rules with these `ids`, separated by commas")
	f.StringVar(&r.Account, "account", "", "the account's `id`; found out if not given")
	f.StringVar(&r.Config.Region, "region", "", "the `Region`; the configuration's if not given")
	f.StringVar(&r.Prefix, "prefix", verify.DefaultPrefix, "begin the names of all buckets with this `text`")
	f.StringVar(&r.Ledger, "ledger", verify.DefaultLedger, "keep the names of all buckets in this `file`")
	f.IntVar(&r.Solved, "solved", verify.DefaultSolved, "try so `many` of the solver's examples too, per rule, operation and kind; negative: none")
	f.BoolVar(&r.Public, "public", false, "allow buckets that are open to others while an example is tried")
	f.StringVar(&r.Zone, "zone", "", "try a directory bucket too, in the Availability Zone with this `id`")
	f.BoolVar(&r.AccessPoint, "access-point", false, "try an access point too")
	f.IntVar(&r.Limits.Requests, "max-requests", verify.DefaultLimits.Requests, "send no more requests, but for removing what was made")
	f.DurationVar(&r.Limits.Time, "max-time", verify.DefaultLimits.Time, "begin nothing after this time")
	f.Float64Var(&r.Limits.Dollars, "max-dollars", verify.DefaultLimits.Dollars, "spend no more, but for removing what was made; an estimate outside us-east-1")
	f.Float64Var(&r.Limits.PerSecond, "rate", 20, "send so many requests a second, 1 or more; 0: as fast as they are answered")
	f.DurationVar(&r.Settle, "settle", 0, fmt.Sprintf("try what contradicts a rule once more with a bucket that was left alone for this time; 0: %s at Amazon S3, not at all with -endpoint; negative: not at all", verify.DefaultSettle))
	f.StringVar(&r.Endpoint, "endpoint", "", "try a server that isn't Amazon's, at this `URL`")
	f.StringVar(&s.known, "known", "", "with -endpoint, what the server is known to do differently: `files`, separated by commas, that command proof wrote with -record, or lists of exceptions")
	f.StringVar(&s.profile, "store", "", "with -endpoint, the `id` of the server's profile: what doesn't hold by it is known")
	f.StringVar(&s.id, "run", "", "with cleanup, only what the run with this `id` left")
}

func (s *settings) configure(ctx context.Context, identity bool) error {
	var opts []func(*config.LoadOptions) error
	if s.run.Config.Region != "" {
		opts = append(opts, config.WithRegion(s.run.Config.Region))
	}
	cfg, err := config.LoadDefaultConfig(ctx, opts...)
	if err != nil {
		return err
	}
	s.run.Config = cfg
	if s.rule != "" {
		ids := strings.Split(s.rule, ",")
		for _, id := range ids {
			if rules.Source().Rule(id) == nil {
				return use("no rule has the id %q", id)
			}
		}
		s.run.Rules = func(r *compat.Rule) bool { return slices.Contains(ids, r.ID) }
	}
	if s.profile != "" {
		for _, p := range provider.All() {
			if p.ID == s.profile {
				s.run.Known.Profile = p
			}
		}
		if s.run.Known.Profile == nil {
			return use("no store has the id %q", s.profile)
		}
	}
	if s.known != "" || s.profile != "" {
		if s.run.Endpoint == "" {
			return use("-known and -store are for a server that isn't Amazon's: they need -endpoint")
		}
	}
	if s.known != "" {
		for _, file := range strings.Split(s.known, ",") {
			known, err := verify.ReadKnown(file)
			if err != nil {
				return err
			}
			s.run.Known.Add(known)
		}
	}
	if identity && s.run.Account == "" {
		if s.run.Endpoint != "" {
			return use("-endpoint needs -account: the server can't be asked whose the credentials are")
		}
		who, err := sts.NewFromConfig(cfg).GetCallerIdentity(ctx, &sts.GetCallerIdentityInput{})
		if err != nil {
			return fmt.Errorf("whose the credentials are (-account says it too): %w", err)
		}
		s.run.Account = aws.ToString(who.Account)
	}
	return nil
}

func (s *settings) try(ctx context.Context, out io.Writer) error {
	report, err := s.run.Do(ctx)
	if report == nil {
		return err
	}
	errs := []error{err, report.Text(out, s.verbose)}
	for name, write := range map[string]func(io.Writer) error{s.json: report.JSON, s.recorded: report.Recorded} {
		if name != "" {
			errs = append(errs, toFile(name, write))
		}
	}
	if ids := report.Contradictions(); len(ids) > 0 {
		errs = append(errs, fmt.Errorf("contradicted: %s", strings.Join(ids, ", ")))
	}
	if report.Ended != "" {
		errs = append(errs, errors.New(report.Ended))
	}
	if len(report.Left) > 0 {
		errs = append(errs, errors.New("not everything is removed: the command cleanup does that"))
	}
	return errors.Join(errs...)
}

func toFile(name string, write func(io.Writer) error) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(file), file.Close())
}

func (s *settings) cleanup(ctx context.Context, out io.Writer) error {
	done, err := s.run.Cleanup(ctx, s.id)
	if done != nil {
		for _, name := range done.Removed {
			printable.Fprintf(out, "removed %s\n", name)
		}
		for _, left := range done.Left {
			printable.Fprintf(out, "not removed: %s\n", left)
		}
		fmt.Fprintf(out, "%d buckets removed, %d not\n", len(done.Removed), len(done.Left))
		if len(done.Left) > 0 {
			err = errors.Join(err, fmt.Errorf("%d buckets aren't removed", len(done.Left)))
		}
	}
	return err
}

// parity compares the states of two buckets and names the rules that answer the same
// request differently in them. What can't be read of one, say for want of a permission,
// is told; of what can't be read of both nothing is said.
func (s *settings) parity(ctx context.Context, buckets []string, out, errs io.Writer) error {
	if len(buckets) != 2 {
		return use("parity takes two buckets")
	}
	client := s3.NewFromConfig(s.run.Config, func(o *s3.Options) {
		if s.run.Endpoint != "" {
			o.BaseEndpoint, o.UsePathStyle = &s.run.Endpoint, true
		}
	})
	var facts [2]*compat.Facts
	for i, name := range buckets {
		reading, cancel := context.WithTimeout(ctx, time.Minute)
		var err error
		facts[i], err = state.Read(reading, client, name)
		cancel()
		if len(facts[i].Known()) == 0 {
			return fmt.Errorf("nothing is known of bucket %s: %w", name, err)
		}
		if exists, _ := facts[i].Get(compat.Exists); exists == "false" {
			return fmt.Errorf("there is no bucket %s", name)
		}
		if err != nil {
			for line := range strings.SplitSeq(err.Error(), "\n") {
				printable.Fprintf(errs, "s3safe-verify: not read: %s\n", line)
			}
		}
	}
	var unknown []string
	for f := range compat.Features {
		_, a := facts[0].Get(f)
		_, b := facts[1].Get(f)
		if name := state.FeatureName(f); name != "" && !a && !b {
			unknown = append(unknown, name)
		}
	}
	p := state.Compare(facts[0], facts[1], rules.Source().Rules())
	if len(unknown) > 0 {
		fmt.Fprintf(out, "not compared, as they are known of neither: %s\n", strings.Join(unknown, ", "))
	}
	if p.Equal() {
		fmt.Fprintln(out, "no difference in the rest")
		return nil
	}
	fmt.Fprint(out, p.String())
	return fmt.Errorf("%d differences, for which %d rules answer differently", len(p.Differences), len(p.Disagreements))
}
