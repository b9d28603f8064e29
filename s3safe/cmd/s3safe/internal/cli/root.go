// Package cli is the s3safe command.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"github.com/spf13/cobra"

	"github.com/s3safe/s3safe-go/internal/printable"
)

// The exit codes.
const (
	nothing = 0 // nothing was found
	found   = 1 // something was
	failed  = 2 // the command was used wrongly, or couldn't do its work
)

// errFound ends a command that found something.
var errFound = errors.New("something was found")

// app is one run of the command.
type app struct {
	in       io.Reader
	out, err io.Writer
	format   string
	profile  string
	region   string
	endpoint string
	pathStyle,
	unsigned bool
}

// Main runs the command and returns its exit code.
func Main(args []string, in io.Reader, out, errs io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	written := &output{to: out}
	a := &app{in: in, out: written, err: errs}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetErr(errs)
	err := root.ExecuteContext(ctx)
	if failure := written.failure(); failure != nil && (err == nil || errors.Is(err, errFound)) {
		err = fmt.Errorf("the output isn't whole: %w", failure)
	}
	switch {
	case err == nil:
		return nothing
	case errors.Is(err, errFound):
		return found
	default:
		text := oneLine(err.Error())
		if strings.HasPrefix(text, "unknown command ") { // in the framework's words
			text += ": s3safe help lists what there is"
		}
		fmt.Fprintf(errs, "s3safe: %s\n", text)
		return failed
	}
}

// oneLine keeps an error's text to one line, and what could control a terminal
// out of it.
func oneLine(s string) string {
	lines := strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == '\r' })
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	return printable.Line(strings.Join(lines, "; "))
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "s3safe",
		Short: "What Amazon S3 rejects, before it is sent, and why it did afterwards",
		Long: `s3safe tells what Amazon S3 would reject or silently ignore before it is sent,
and why it rejected a request afterwards. It knows the causes as rules; each has
an id, S3's answer, the reason, the remedy and the source.`,
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
	}
	root.PersistentFlags().StringVarP(&a.format, "output", "o", "text", "format of the output: text, json, or, for check and vet, sarif")
	_ = root.RegisterFlagCompletionFunc("output", cobra.FixedCompletions([]string{"text", "json", "sarif"}, cobra.ShellCompDirectiveNoFileComp))
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		switch {
		case a.format == "text" || a.format == "json":
		case a.format == "sarif" && (cmd.Name() == "check" || cmd.Name() == "vet"):
		case a.format == "sarif":
			return fmt.Errorf("%s has no sarif output: use -o text or -o json", cmd.Name())
		default:
			return fmt.Errorf("unknown output format %q: use text, json or sarif", a.format)
		}
		return nil
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		return fmt.Errorf("%w: see %s", err, strings.TrimSpace("s3safe help "+strings.TrimPrefix(strings.TrimPrefix(cmd.CommandPath(), "s3safe"), " ")))
	})
	root.SetOut(a.out) // before the commands of completions take it
	root.AddCommand(a.check(), a.explain(), a.rules(), a.snapshot(), a.parity(), a.probe(),
		a.diff(), a.audit(), a.minimize(), a.replay(), a.proxyAudit(), a.proxy(), a.vet())
	root.AddCommand(topics()...)
	unforgiving(root)
	return root
}

// topics are texts that help shows.
func topics() []*cobra.Command {
	return []*cobra.Command{
		{Use: "exit-codes", Short: "What the exit status says", Long: `0  nothing was found
1  something was found: a rule that is violated, buckets or requests that
   differ, a proxy that changes requests, a request that still fails, code that
   vet reports
2  the command was used wrongly, or couldn't do its work: the line on standard
   error says why`},
		{Use: "inputs", Short: "What check reads", Long: `check reads JSON or YAML, from files or, for -, from standard input:

- the input of an operation, as the AWS CLI's --cli-input-json takes it, with
  --op naming the operation: PutObject or put-object
- the document of an operation that has one, as the AWS CLI's
  file://lifecycle.json is, or a bucket policy, with --op as well
- an object or a list of objects {"operation": "…", "input": {…}}, also one a
  line; they need no --op
- a plan of Terraform or OpenTofu, as terraform show -json PLAN writes it, without
  --op: the requests of the S3 resources that it creates or updates
- a template of CloudFormation, in JSON or YAML, without --op: the requests of its
  buckets, directory buckets and their policies

Of plans and templates it tells what it doesn't judge: resources of other APIs, such
as access points, which are S3 Control's, what nested stacks and modules make, S3
resources of other providers, and properties that it doesn't know. With -o json that
is on standard error. With --skip-others, what is neither JSON nor YAML is an error
still, as it may be anything: leave out such files, as settings with comments.

check takes bodies for unknown: the AWS CLI has a file's name in their place.
minimize and replay send them as the text they are.

Where a customer key comes without its MD5, it fills that in as the AWS CLI does; the SDK
for Go doesn't, and in a program vet reports it. In plans and templates, what is
known only later, and what intrinsic functions give, is unknown and never a finding;
policies and configurations are judged beside it, and what isn't known of them is told.
A configuration of which a part is unknown is judged on Linux only.`},
		{Use: "configuration", Short: "How S3 is reached", Long: `Commands that send requests are configured as the AWS CLI is: by --profile or
AWS_PROFILE, --region or AWS_REGION, the files in ~/.aws, SSO, the environment
and the instance's role. --endpoint-url, or AWS_ENDPOINT_URL_S3, names another
S3, which is addressed path-style. --no-sign-request sends without credentials.`},
	}
}
