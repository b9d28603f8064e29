package cli

import (
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/spf13/cobra"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/internal/printable"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/cloudformation"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/inputs"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/mapping"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/sarif"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/terraform"
	"github.com/s3safe/s3safe-go/s3safe/state"
	"github.com/s3safe/s3safe-go/s3safe/vet"
)

// checked is a finding of check, as JSON has it.
type checked struct {
	Source    string   `json:"source"`
	Operation string   `json:"operation"`
	Rule      string   `json:"rule"`
	Effect    string   `json:"effect"`
	Finding   string   `json:"finding"`
	Path      string   `json:"path,omitempty"`
	Members   []string `json:"members,omitempty"`
	Status    int      `json:"status,omitempty"`
	Code      string   `json:"code,omitempty"`
	Why       string   `json:"why,omitempty"`
	Fix       string   `json:"fix"`
	Doubt     string   `json:"doubt,omitempty"`
	Page      string   `json:"page,omitempty"`
	title     string
	file      string // empty for standard input
}

func (a *app) check() *cobra.Command {
	var op, snapshot string
	var doubtful, skip bool
	cmd := &cobra.Command{
		Use:   "check FILE…",
		Short: "Tell what S3 would reject or ignore of inputs, plans or templates in files",
		Long: `check judges inputs of S3's operations, in JSON or YAML, without sending them, and
what a plan of Terraform or a template of CloudFormation would send.
See s3safe help inputs for what it reads. - is standard input.`,
		Example: "  s3safe check --op PutObject input.json\n  terraform show -json plan.out | s3safe check -\n  s3safe check template.yaml\n  aws s3api get-bucket-lifecycle-configuration --bucket reports | s3safe check --op put-bucket-lifecycle-configuration -",
		Args:    cobra.MinimumNArgs(1),
	}
	f := cmd.Flags()
	f.StringVar(&op, "op", "", "the operation of inputs that don't name theirs: PutObject or put-object")
	f.StringVar(&snapshot, "snapshot", "", "file with the state of buckets, which snapshot writes")
	f.BoolVar(&doubtful, "doubtful", false, "report rules for which the sources aren't certain, too")
	f.BoolVar(&skip, "skip-others", false, "pass over files that hold neither inputs with their operation, a plan nor a template")
	f.StringVar(&a.region, "region", "", "judge the endpoint of this Region, too")
	f.StringVar(&a.endpoint, "endpoint-url", "", "judge requests to this endpoint")
	_ = cmd.RegisterFlagCompletionFunc("op", func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
		var names []string
		for id := operation.ID(1); id < operation.Count; id++ {
			names = append(names, id.String())
		}
		return names, cobra.ShellCompDirectiveNoFileComp
	})
	cmd.RunE = func(_ *cobra.Command, files []string) error {
		if n := slices.Index(files, "-"); n >= 0 && slices.Contains(files[n+1:], "-") {
			return errors.New("standard input can be read once: give - once")
		}
		var id operation.ID
		if op != "" {
			var err error
			if id, err = inputs.Operation(op); err != nil {
				return err
			}
		}
		if err := a.checkEndpoint(); err != nil {
			return err
		}
		var opts []s3safe.Option
		if snapshot != "" {
			s, err := state.ReadSnapshot(snapshot)
			if err != nil {
				return err
			}
			buckets := state.Buckets{}
			for name, b := range s.Buckets {
				buckets[name] = &b.Facts
			}
			opts = append(opts, s3safe.WithState(buckets))
		}
		if a.region != "" || a.endpoint != "" {
			o := s3.Options{Region: a.region, UsePathStyle: a.pathStyle}
			if a.endpoint != "" {
				o.BaseEndpoint = &a.endpoint
				o.UsePathStyle = elsewhere(o.BaseEndpoint)
			}
			if o.Region == "" {
				o.Region = "us-east-1"
			}
			opts = append(opts, s3safe.WithClientOptions(o))
		}
		out, n, skipped, doubted, left := []checked{}, 0, 0, 0, []string{}
		for _, name := range files {
			raw, source, err := a.raw(name)
			if err != nil {
				return err
			}
			file := name
			if name == "-" {
				file = "" // standard input is none
			}
			found, unread, is, err := planned(raw, id)
			if err != nil {
				return fmt.Errorf("%s: %w", source, err)
			}
			if is {
				if len(opts) > 0 {
					return fmt.Errorf("%s: a plan or template is judged without --snapshot, --region and --endpoint-url: leave them out", source)
				}
				for _, x := range found {
					for _, f := range x.Request.Judge() {
						if f.Rule.Doubt != "" && !doubtful {
							doubted++
							continue
						}
						in := inputs.Input{Source: source + ": " + x.Resource, File: file}
						out = append(out, checkedOf(in, f.Operation.String(), f.Finding))
					}
				}
				n += len(found)
				for _, u := range unread {
					left = append(left, notJudged+source+": "+u.String())
				}
				continue
			}
			if skip {
				named, err := inputs.Named(raw)
				if err != nil {
					return fmt.Errorf("%s: %w", source, err)
				}
				if !named {
					skipped++
					continue
				}
			}
			list, err := inputs.Read(source, raw, id, inputs.Unread)
			if err != nil {
				return err
			}
			for _, in := range list {
				in.File = file
				inputs.AsCLI(in.Value)
				v, err := s3safe.Inspect(in.Value, opts...)
				if err != nil {
					return fmt.Errorf("%s: %w", in.Source, err)
				}
				for _, f := range append(v.Rejected, v.Reported...) {
					if in.Document && f.Rule.ID == s3safe.SDKRequired {
						if f = ofDocument(f); f.Problem == "" {
							continue
						}
					}
					if f.Rule.Doubt != "" && !doubtful {
						doubted++
						continue
					}
					out = append(out, checkedOf(in, v.Operation, f))
				}
			}
			n += len(list)
		}
		if skipped > 0 {
			left = append(left, notJudged+count(skipped, "file")+" with nothing known")
		}
		if doubted > 0 {
			left = append(left, "not shown: "+count(doubted, "finding")+" of which the sources aren't certain: see --doubtful")
		}
		return a.writeChecked(out, n, left)
	}
	return cmd
}

// ofDocument leaves out of what an input lacks that which the AWS CLI is given beside
// a document: the members of the input. Nothing may be left.
func ofDocument(f compat.Finding) compat.Finding {
	var names []string
	text := strings.TrimSuffix(strings.TrimSuffix(f.Problem, " isn't set"), " aren't set")
	for _, name := range strings.Split(text, ", ") {
		if _, is := member.Parse(name); !is {
			names = append(names, name)
		}
	}
	f.Missing, f.Problem = nil, strings.Join(names, ", ")
	switch len(names) {
	case 0:
	case 1:
		f.Problem += " isn't set"
	default:
		f.Problem += " aren't set"
	}
	return f
}

// planned returns the requests of a plan or template, and the S3 resources and their
// properties of which isn't judged what they send. Who names an operation gives no such file.
func planned(raw []byte, op operation.ID) (found []mapping.Found, unread []mapping.Unread, is bool, err error) {
	switch {
	case op != 0:
		return nil, nil, false, nil
	case terraform.Is(raw):
		found, unread, err = terraform.Read(raw)
	case cloudformation.Is(raw):
		found, unread, err = cloudformation.Read(raw)
	default:
		return nil, nil, false, nil
	}
	return found, unread, true, err
}

// raw returns what a file, or standard input, holds, and what it is called.
func (a *app) raw(name string) (raw []byte, source string, err error) {
	if name == "-" {
		raw, err = inputs.Raw("standard input", a.in)
		return raw, "standard input", err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, name, err
	}
	defer func() { _ = f.Close() }()
	raw, err = inputs.Raw(name, f)
	return raw, name, err
}

// read reads inputs from a file, or standard input.
func (a *app) read(name string, op operation.ID, bodies inputs.Bodies) ([]inputs.Input, error) {
	raw, source, err := a.raw(name)
	if err != nil {
		return nil, err
	}
	return inputs.Read(source, raw, op, bodies)
}

func checkedOf(in inputs.Input, op string, f compat.Finding) checked {
	answer := f.Rule.Answer.To(f.Operation)
	c := checked{
		Source: in.Source, Operation: op, Rule: f.Rule.ID, Effect: f.Rule.Effect.String(), Finding: f.String(), Path: f.Path,
		Status: answer.Status, Code: answer.Code, Why: f.Rule.Why, Fix: f.Rule.Fix, Doubt: f.Rule.Doubt, Page: vet.PageOf(f.Rule), title: f.Rule.Title, file: in.File,
	}
	for _, m := range f.Members {
		c.Members = append(c.Members, m.String())
	}
	return c
}

// notJudged begins what is told of what wasn't looked at.
const notJudged = "not judged: "

// beside tells on standard error what the output has no place for.
func (a *app) beside(notes []string) {
	for _, n := range notes {
		_, _ = fmt.Fprintln(a.err, printable.Line("s3safe: "+n))
	}
}

func (a *app) writeChecked(out []checked, n int, left []string) error {
	var err error
	switch a.format {
	case "json":
		err = a.json(out)
		a.beside(left)
	case "sarif":
		var results []sarif.Result
		for _, c := range out {
			results = append(results, sarif.Result{
				Rule: c.Rule, Text: c.Operation + ": " + c.Finding + ". " + c.Fix, Help: c.title, Page: c.Page,
				Warning: c.Effect == "ignored", File: c.file,
			})
		}
		err = a.json(sarif.Log(results, left...))
	default:
		for _, c := range out {
			a.heading(fmt.Sprintf("%s: %s: %s", c.Source, c.Operation, c.Finding))
			a.printf("  fix:    %s\n", c.Fix)
			switch {
			case c.Effect == "ignored":
				a.printf("  effect: S3 accepts the request and ignores it\n")
			case c.Status == 0: // it doesn't get to S3
				a.printf("  answer: none, as the SDK doesn't send the request\n")
			default:
				a.printf("  answer: %d %s\n", c.Status, c.Code)
			}
			if c.Doubt != "" {
				a.printf("  doubt:  %s\n", c.Doubt)
			}
			if c.Page != "" {
				a.printf("  page:   %s\n", c.Page)
			}
		}
		if len(out) == 0 {
			a.printf("nothing found in %s; what depends on the bucket's state or the endpoint is judged only if that is given\n", count(n, "input"))
		}
		for _, l := range left {
			a.printf("%s\n", l)
		}
	}
	if err == nil && len(out) > 0 {
		err = errFound
	}
	return err
}
