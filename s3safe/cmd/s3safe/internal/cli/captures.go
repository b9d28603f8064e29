package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/inputs"
	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

// captures reads captures from a file: as the library writes them, a curl -v log,
// or a HAR file.
func (a *app) captures(name string) ([]*diagnose.Capture, error) {
	var raw []byte
	var err error
	if name == "-" {
		name = "standard input"
		raw, err = io.ReadAll(io.LimitReader(a.in, maxMaterial))
	} else {
		raw, err = os.ReadFile(name)
	}
	if err != nil {
		return nil, err
	}
	text := strings.TrimSpace(string(raw))
	var list []*diagnose.Capture
	switch r := bytes.NewReader(raw); {
	case text == "":
		return nil, fmt.Errorf("%s: it is empty", name)
	case curlLog.Match(raw):
		list, err = diagnose.ParseCurl(name, r)
	case strings.Contains(text, `"entries"`) && !strings.Contains(text, `"schema"`):
		list, err = diagnose.ParseHAR(name, r)
	default:
		list, err = diagnose.ReadJSON(name, r)
	}
	if err == nil && len(list) == 0 {
		err = fmt.Errorf("%s: it holds no request", name)
	}
	return list, err
}

// capture returns the last capture of a file.
func (a *app) capture(name string) (*diagnose.Capture, error) {
	list, err := a.captures(name)
	if err != nil {
		return nil, err
	}
	return list[len(list)-1], nil
}

func (a *app) diff() *cobra.Command {
	return &cobra.Command{
		Use:   "diff FILE [FILE]",
		Short: "Tell in what two captured requests differ",
		Long: `diff compares the last requests of two files: captures, a curl -v log or a HAR
file. With one file it compares the request with the one that the SDK would build
by itself.`,
		Args: cobra.RangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			one, err := a.capture(args[0])
			if err != nil {
				return err
			}
			var other *diagnose.Capture
			if len(args) == 2 {
				other, err = a.capture(args[1])
			} else {
				other, err = diagnose.Baseline(cmd.Context(), one)
			}
			if err != nil {
				return err
			}
			d := diagnose.Diff(one, other)
			if a.format == "json" {
				err = a.json(d)
			} else {
				a.printf("%s", d.String())
			}
			if err == nil && len(d.List) > 0 {
				err = errFound
			}
			return err
		},
	}
}

func (a *app) audit() *cobra.Command {
	return &cobra.Command{
		Use: "audit FILE", Short: "Tell what is wrong with how captured requests were signed and sent", Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			list, err := a.captures(args[0])
			if err != nil {
				return err
			}
			var all []diagnose.Discrepancy
			for _, c := range list {
				all = append(all, diagnose.Audit(c)...)
			}
			return a.discrepancies(all, unexamined(list))
		},
	}
}

// unexamined returns what captures lack, so that an audit says nothing of it.
func unexamined(list []*diagnose.Capture) (parts []string) {
	for _, c := range list {
		lacks := c.Missing
		if c.Signature.Scheme == "" {
			lacks = append([]string{"signature"}, lacks...)
		}
		for _, part := range lacks {
			if part == "signed" {
				part = "the request as it was signed"
			}
			if !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// discrepancies writes what was found, and what wasn't examined.
func (a *app) discrepancies(all []diagnose.Discrepancy, unexamined []string) error {
	if all == nil {
		all = []diagnose.Discrepancy{}
	}
	if a.format == "json" {
		// None found is no all-clear for what wasn't looked at.
		err := a.json(struct {
			Discrepancies []diagnose.Discrepancy `json:"discrepancies"`
			Unexamined    []string               `json:"unexamined,omitempty"`
		}{all, unexamined})
		if err != nil {
			return err
		}
	} else {
		for _, d := range all {
			a.printf("%s\n", d.String())
		}
		if len(all) == 0 {
			a.printf("no discrepancy\n")
		}
		if len(unexamined) > 0 {
			a.printf("not examined, as it isn't there or can't be read: %s\n", strings.Join(unexamined, ", "))
		}
	}
	if len(all) > 0 {
		return errFound
	}
	return nil
}

func (a *app) proxyAudit() *cobra.Command {
	return &cobra.Command{
		Use:   "proxy-audit URL",
		Short: "Tell what a proxy does to S3 requests",
		Long: `proxy-audit sends requests through a proxy at the URL to an echo behind it, and
tells what the proxy changed. The echo is part of the library: diagnose.Echo.`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			u, err := url.Parse(args[0])
			if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
				return fmt.Errorf("%q isn't a URL with scheme and host, such as https://proxy.example.com", withoutUser(args[0]))
			}
			all, err := diagnose.AuditProxy(cmd.Context(), args[0])
			if err != nil {
				return firstFailure(err)
			}
			return a.discrepancies(all, nil)
		},
	}
}

// withoutUser returns a URL's text without what may be a password in it.
func withoutUser(text string) string {
	if n := strings.LastIndexByte(text, '@'); n >= 0 {
		return "…" + text[n:]
	}
	return text
}

// failures returns the errors that were joined.
func failures(err error) []error {
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	var all []error
	for _, e := range joined.Unwrap() {
		all = append(all, failures(e)...)
	}
	return all
}

// firstFailure returns the first of joined errors, and how many more there are: requests
// that don't arrive fail all alike.
func firstFailure(err error) error {
	all := failures(err)
	switch len(all) {
	case 1:
		return all[0]
	case 2:
		return fmt.Errorf("%w, and 1 more request failed", all[0])
	}
	return fmt.Errorf("%w, and %d more requests failed", all[0], len(all)-1)
}

// failing returns the input that a file has, or that a capture was taken of.
func (a *app) failing(name, op string) (any, *diagnose.Capture, error) {
	if op != "" {
		id, err := inputs.Operation(op)
		if err != nil {
			return nil, nil, err
		}
		list, err := a.read(name, id, inputs.AsText)
		if err != nil {
			return nil, nil, err
		}
		if len(list) != 1 {
			return nil, nil, fmt.Errorf("%s: it holds %d inputs: give a file with one", name, len(list))
		}
		return list[0].Value, nil, nil
	}
	c, err := a.capture(name)
	if err != nil {
		return nil, nil, fmt.Errorf("%w; if it is an input, give --op", err)
	}
	in, err := diagnose.InputOf(*c)
	if err != nil {
		return nil, nil, fmt.Errorf("%w, with --op and the input's file", err)
	}
	return in, c, nil
}

func (a *app) minimize() *cobra.Command {
	var op, scratch string
	var most int
	cmd := a.reaching(&cobra.Command{
		Use:     "minimize FILE",
		Aliases: []string{"minimise"},
		Short:   "Find out which members make a request fail, by sending it with ever fewer",
		Long: `minimize sends the request of a capture, or with --op the input in the file, with
ever fewer optional members until none can be left out. A Body in the file is sent
as the text it is there, not as the file it may name. Operations that write need
--scratch-key: an object that may be written and deleted.`,
		Args: cobra.ExactArgs(1),
	})
	f := cmd.Flags()
	f.StringVar(&op, "op", "", "the file is an input of this operation")
	f.StringVar(&scratch, "scratch-key", "", "key of an object that may be written, overwritten and deleted")
	f.IntVar(&most, "max-requests", 40, "how many requests are sent at most")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		in, _, err := a.failing(args[0], op)
		if err != nil {
			return err
		}
		client, err := a.client(cmd.Context())
		if err != nil {
			return err
		}
		m, err := diagnose.Minimise(cmd.Context(), in, diagnose.Through(client).Sender(), func(o *diagnose.MinimiseOptions) {
			o.ScratchKey, o.MaxRequests = scratch, most
			o.Progress = func(s diagnose.Step) { a.progress("request %d of at most %d: %s\n", s.Request, s.Bound, s.Outcome) }
		})
		if m == nil {
			return err
		}
		if a.format == "json" {
			if err := a.json(m); err != nil {
				return err
			}
		} else {
			a.printf("%s\n", m.String())
		}
		if err != nil {
			return err
		}
		return errFound
	}
	return cmd
}

func (a *app) replay() *cobra.Command {
	var op, scratch, earlier string
	cmd := a.reaching(&cobra.Command{
		Use:   "replay FILE",
		Short: "Send a captured request again and compare what came of it",
		Long: `replay sends the request of a capture again, with a fresh signature, and tells
what is no longer as it was. A capture that withholds values needs the input: give
--op with the input's file, and --capture. A Body in the file is sent as the text
it is there, not as the file it may name. A write is sent only with --scratch-key.`,
		Args: cobra.ExactArgs(1),
	})
	f := cmd.Flags()
	f.StringVar(&op, "op", "", "the file is an input of this operation")
	f.StringVar(&earlier, "capture", "", "the capture, if the file is an input")
	f.StringVar(&scratch, "scratch-key", "", "key of an object that may be written in the place of the request's")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		in, c, err := a.failing(args[0], op)
		if err != nil {
			return err
		}
		if c == nil {
			if earlier == "" {
				return fmt.Errorf("there is nothing to compare with: give --capture")
			}
			if c, err = a.capture(earlier); err != nil {
				return err
			}
		}
		r, err := a.send(cmd.Context(), in, c, scratch)
		if err != nil {
			return err
		}
		if a.format == "json" {
			err = a.json(r)
		} else {
			a.printf("%s\n", r.String())
		}
		if err == nil && !r.After.Succeeded() {
			err = errFound
		}
		return err
	}
	return cmd
}

// reads reports whether an operation only reads.
func reads(op string) bool {
	id, ok := operation.Parse(op)
	if !ok {
		return false
	}
	method := sdk.RouteOf(id).Method
	return method == http.MethodGet || method == http.MethodHead
}

func (a *app) send(ctx context.Context, in any, c *diagnose.Capture, scratch string) (*diagnose.Replayed, error) {
	if scratch == "" && !reads(c.Operation) {
		return nil, fmt.Errorf("%s writes: give --scratch-key, the key of an object that may be written", c.Operation)
	}
	client, err := a.client(ctx)
	if err != nil {
		return nil, err
	}
	return diagnose.Replay(ctx, in, *c, diagnose.Through(client), func(o *diagnose.ReplayOptions) { o.ScratchKey = scratch })
}
