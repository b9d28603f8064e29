package cli

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/url"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/sidecar"
	"github.com/s3safe/s3safe-go/s3safe/state"
	"github.com/s3safe/s3safe-go/s3safe/strict"
	"github.com/s3safe/s3safe-go/s3safe/strict/forward"
)

func (a *app) proxy() *cobra.Command {
	var upstream, findings, snapshot, as string
	var report, lookUp, sign bool
	var off []string
	c := sidecar.Config{Drain: 30 * time.Second}
	cmd := &cobra.Command{
		Use:   "proxy --upstream URL",
		Short: "Answer in Amazon's place what Amazon would reject, and forward the rest",
		Long: `proxy is a server in front of an S3. It judges each request by the rules; what
Amazon S3 would reject it answers itself, with Amazon's status, code and message,
and the rule's id in the header X-S3safe-Rule. Everything else is forwarded, and
what isn't known rejects nothing. So a local server becomes as strict as Amazon,
and programs in any language are told before a request leaves the machine.

  s3safe proxy --upstream http://127.0.0.1:9000 --listen 127.0.0.1:8000
  aws --endpoint-url http://127.0.0.1:8000 s3 ls

Bodies and answers are streamed. Requests reach the upstream as they came, with
the client's Host, so that their signatures stay valid; an upstream that knows
itself by other names needs --sign.

Findings go to standard output, a line of JSON each. --admin serves /metrics for
Prometheus, /healthz, and /readyz, which is 503 while the upstream can't be
reached or the proxy ends. On SIGTERM or an interrupt the proxy ends when the
requests under way have, at the latest after --drain.

The proxy has no credentials unless it is told to use those that the AWS CLI would
(s3safe help configuration):
  --look-up  asks the upstream for the state of buckets that a request can't be
             judged without, such as object lock
  --sign     signs requests anew for the upstream. The clients' own signatures
             aren't verified: whoever reaches the proxy may do what the
             credentials may, so listen where nobody else can. Buckets must be
             addressed in the path. Presigned URLs, forms and anonymous requests
             are forwarded as they came.`,
		Args: cobra.NoArgs,
	}
	f := cmd.Flags()
	f.StringVar(&upstream, "upstream", "", "URL of the S3 to forward to, such as http://127.0.0.1:9000")
	f.StringVar(&c.Listen, "listen", "127.0.0.1:8000", "address to listen on")
	f.StringVar(&c.Admin, "admin", "", "address for metrics and health; none if empty")
	f.StringVar(&c.Certificate, "tls-cert", "", "file with a certificate: speak HTTPS")
	f.StringVar(&c.Key, "tls-key", "", "file with the certificate's key")
	f.DurationVar(&c.Drain, "drain", c.Drain, "how long requests under way may take at the end")
	f.BoolVar(&report, "report", false, "forward everything, and only tell what would be rejected")
	f.StringSliceVar(&off, "off", nil, "ids of rules that don't count")
	f.StringVar(&as, "as", "amazon", "be as strict as this store: amazon, or the id of a profile, such as minio")
	f.StringVar(&snapshot, "snapshot", "", "file with the state of buckets, of s3safe snapshot")
	f.StringVar(&findings, "findings", "-", "file to append findings to; - is standard output, empty is none")
	f.BoolVar(&lookUp, "look-up", false, "ask the upstream for the state of buckets")
	f.BoolVar(&sign, "sign", false, "sign requests anew")
	f.StringVar(&a.profile, "profile", "", "profile of the AWS configuration, for --look-up and --sign")
	f.StringVar(&a.region, "region", "", "AWS Region, for --sign")
	cmd.RunE = func(cmd *cobra.Command, _ []string) (err error) {
		if c.Upstream, err = upstreamURL(upstream); err != nil {
			return err
		}
		if (c.Certificate == "") != (c.Key == "") {
			return errors.New("--tls-cert and --tls-key go together")
		}
		if c.Strict, err = strictness(report, off, as, snapshot); err != nil {
			return err
		}
		if lookUp || sign {
			if a.region == "" && os.Getenv("AWS_REGION") == "" && os.Getenv("AWS_DEFAULT_REGION") == "" {
				a.region = "us-east-1"
			}
			client, err := a.client(cmd.Context())
			if err != nil {
				return err
			}
			o := client.Options()
			if lookUp {
				c.Strict = append(c.Strict, strict.WithCredentials(o.Credentials))
			}
			if sign {
				c.Forward = append(c.Forward, forward.Signing(o.Credentials, o.Region))
			}
		}
		to, done, err := a.findings(findings)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, done()) }()
		c.Findings = to
		c.Log = slog.New(slog.NewTextHandler(a.err, nil))
		c.Ready = func(clients, admin net.Addr) {
			attrs := []any{slog.String("address", clients.String()), slog.String("upstream", c.Upstream.Scheme+"://"+c.Upstream.Host)}
			if admin != nil {
				attrs = append(attrs, slog.String("admin", admin.String()))
			}
			c.Log.Info("s3safe: the proxy listens", attrs...)
		}
		ctx, stop := signal.NotifyContext(cmd.Context(), syscall.SIGTERM)
		defer stop()
		return sidecar.Run(ctx, c)
	}
	return cmd
}

func upstreamURL(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, errors.New("--upstream needs a URL with scheme and host, such as http://127.0.0.1:9000")
	}
	if u.User != nil || u.RawQuery != "" || u.Path != "" && u.Path != "/" {
		return nil, errors.New("--upstream has nothing but scheme, host and port")
	}
	return u, nil
}

// strictness returns the options that say how strict the handler is.
func strictness(report bool, off []string, as, snapshot string) ([]strict.Option, error) {
	options := []strict.Option{strict.WithRuleMode(s3safe.Off, off...)}
	if report {
		options = append(options, strict.WithMode(s3safe.Report))
	}
	store, err := storeOf(as)
	if err != nil {
		return nil, err
	}
	var known []state.Option
	if snapshot != "" {
		s, err := state.ReadSnapshot(snapshot)
		if err != nil {
			return nil, err
		}
		known = append(known, state.WithSnapshot(s))
	}
	cache, err := state.New(known...)
	if err != nil {
		return nil, err
	}
	return append(options, strict.As(store), strict.WithState(cache)), nil
}

func storeOf(id string) (*provider.Profile, error) {
	if id == provider.Amazon.ID {
		return provider.Amazon, nil
	}
	for _, p := range provider.All() {
		if p.ID == id {
			return p, nil
		}
	}
	return nil, fmt.Errorf("there is no store %q: s3safe proxy knows amazon and the profiles of package provider", id)
}

// findings opens where findings go.
func (a *app) findings(name string) (io.Writer, func() error, error) {
	none := func() error { return nil }
	switch name {
	case "":
		return nil, none, nil
	case "-":
		return a.out, none, nil
	}
	file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, err
	}
	return file, file.Close, nil
}
