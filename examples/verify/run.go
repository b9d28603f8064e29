package verify

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/logging"

	"github.com/s3safe/s3safe-go/compat"
	rules "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
)

const (
	// DefaultPrefix begins the names of all buckets, access points and directory
	// buckets.
	DefaultPrefix = "s3safe-verify-"
	// TagKey is that of the tag that every bucket gets; the value is the run's id.
	TagKey = "s3safe-verify"
	// DefaultLedger is the file of the ledger.
	DefaultLedger = "s3safe-verify.ledger"
	// DefaultSolved is how many of the solver's examples are tried, per rule,
	// operation and kind, besides the rules' own.
	DefaultSolved = 1
	// DefaultSettle is how long the configuration of a bucket may take to be known.
	DefaultSettle = 2 * time.Minute
)

// Run says what is tried, and where.
type Run struct {
	// Config has the credentials, and a Region.
	Config aws.Config
	// Account is the 12-digit id of the account of the credentials.
	Account string
	// Prefix begins the buckets' names; empty: DefaultPrefix.
	Prefix string
	// Ledger is the file of the ledger; empty: DefaultLedger.
	Ledger string
	// Rules are the rules that are tried; nil: all.
	Rules func(*compat.Rule) bool
	// Solved is how many of the solver's examples are tried, per rule, operation
	// and kind; 0: DefaultSolved, negative: none.
	Solved int
	// Public allows buckets that are open to others for as long as an example is
	// tried. There is nothing in them but the run's own few bytes.
	Public bool
	// Zone is the id of the Availability Zone of a directory bucket to try
	// examples with; empty: none.
	Zone string
	// AccessPoint is set if an access point is to be made and tried.
	AccessPoint bool
	// Limits bound the run.
	Limits Limits

	// Settle is how long a bucket is left alone before an example whose answer
	// contradicts its rule is tried once more, since S3's bucket configurations are
	// eventually consistent; acceleration gets 15 times as long. 0: DefaultSettle, or
	// not at all with an Endpoint; negative: not at all.
	Settle time.Duration

	// Endpoint is that of a server that isn't Amazon's, addressed by path; empty:
	// Amazon S3. Only what a server on the loopback interface can have is tried.
	Endpoint string
	// Known is what is known of such a server, see ReadKnown.
	Known Known

	id        string
	canonical string
	meter     *meter
	backoff   time.Duration // between attempts, at most; 0: the SDK's
}

// prefix is that of all runs' buckets.
func (r *Run) prefix() string {
	if r.Prefix == "" {
		return DefaultPrefix
	}
	return r.Prefix
}

// own is the prefix of this run's buckets.
func (r *Run) own() string { return r.prefix() + r.id + "-" }

var prefixes = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{4,18}-$`)

func (r *Run) validate() error {
	switch {
	case !prefixes.MatchString(r.prefix()):
		return fmt.Errorf("verify: the prefix %q isn't 6 to 20 lower-case letters, digits and hyphens with a hyphen at the end", r.prefix())
	case !regexp.MustCompile(`^\d{12}$`).MatchString(r.Account):
		return fmt.Errorf("verify: the account %q isn't 12 digits", r.Account)
	case r.Config.Region == "":
		return errors.New("verify: the configuration has no Region")
	case r.Limits.PerSecond > 0 && r.Limits.PerSecond < 1 || r.Limits.PerSecond < 0:
		return fmt.Errorf("verify: a rate of %g requests a second isn't 0, 1 or more: a request would wait longer for its turn than it may take", r.Limits.PerSecond)
	case r.Limits.Requests < 0 || r.Limits.Time < 0 || r.Limits.Dollars < 0:
		return errors.New("verify: a limit is negative")
	case r.Endpoint == "" && (r.Known.Rules != nil || r.Known.Missing != nil || r.Known.Profile != nil):
		return errors.New("verify: what is known of a server that isn't Amazon's excuses nothing at Amazon S3")
	}
	made := compat.Given(operation.CreateBucket, member.Bucket, r.prefix()+"m1k2j3h4-bucket-1")
	for _, f := range rules.Catalog().Check(made.Request(), nil) {
		if f.Rule.Effect == compat.Rejected {
			return fmt.Errorf("verify: S3 takes no bucket whose name begins with the prefix %q: %s", r.prefix(), f.Problem)
		}
	}
	return nil
}

// begin makes the run's id, and the transport that all of its requests go through.
func (r *Run) begin(under aws.HTTPClient) error {
	if err := r.validate(); err != nil {
		return err
	}
	r.id = strconv.FormatInt(time.Now().UnixMilli(), 36)
	r.meter = newMeter(under, r.Limits)
	return nil
}

// transport is the meter behind the fence.
func (r *Run) transport(prefix string) (aws.HTTPClient, error) {
	f := &fence{next: r.meter, prefix: prefix, account: r.Account}
	if r.Endpoint != "" {
		u, err := url.Parse(r.Endpoint)
		if err != nil || u.Host == "" {
			return nil, fmt.Errorf("verify: the endpoint %q isn't a URL with a host", r.Endpoint)
		}
		f.host = u.Host
	}
	return f, nil
}

// client makes a client whose requests stay within the prefix.
func (r *Run) client(prefix string, opts ...func(*s3.Options)) (*s3.Client, error) {
	transport, err := r.transport(prefix)
	if err != nil {
		return nil, err
	}
	first := func(o *s3.Options) {
		o.HTTPClient = transport
		o.Logger = logging.Nop{} // the report says what there is to say
		if r.Endpoint != "" {
			o.BaseEndpoint, o.UsePathStyle = &r.Endpoint, true
			return
		}
		// S3 may be busy with the same bucket for some seconds.
		o.Retryer = retry.AddWithErrorCodes(retry.NewStandard(func(s *retry.StandardOptions) {
			s.MaxAttempts, s.MaxBackoff = attempts, cmp.Or(r.backoff, s.MaxBackoff)
		}), "OperationAborted")
	}
	return s3.NewFromConfig(r.Config, append([]func(*s3.Options){first}, opts...)...), nil
}

// attempts is how often a request is sent that prepares or removes something, until it
// is answered.
const attempts = 6

// transportOf is what requests are sent by in the end. It follows no redirect: where it
// leads neither fence nor meter would see, and a request that was signed for another
// host is refused there. A client of another kind is taken as it is.
func transportOf(cfg aws.Config) aws.HTTPClient {
	var client http.Client
	switch c := cfg.HTTPClient.(type) {
	case nil:
		client.Transport = awshttp.NewBuildableClient().GetTransport()
	case *awshttp.BuildableClient:
		client.Transport = c.GetTransport()
	case *http.Client:
		client = *c
	default:
		return c
	}
	client.Timeout = requestTimeout
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &client
}

// requestTimeout bounds a request from its first byte to the last of its answer.
const requestTimeout = time.Minute

// server is one session.
type server struct {
	run    *Run
	tls    bool
	before int
}

// Client implements trial.Server.
func (s *server) Client(opts ...func(*s3.Options)) *s3.Client {
	c, err := s.run.client(s.run.own(), append([]func(*s3.Options){func(o *s3.Options) {
		o.EndpointOptions.DisableHTTPS = !s.tls
	}}, opts...)...)
	if err != nil {
		// The endpoint was tried when the run began.
		panic(err)
	}
	return c
}

// Requests implements trial.Server.
func (s *server) Requests() int64 { return int64(s.run.meter.Spent().Requests - s.before) }

// Endpoint implements trial.Server.
func (s *server) Endpoint() string { return s.run.Endpoint }

// Close implements trial.Server.
func (s *server) Close() error { return nil }

// store is where the examples are tried.
func (r *Run) store(l *ledger, canonical string, targets map[compat.TargetKind]string) *trial.Store {
	s := &trial.Store{
		ID: "amazon", Region: r.Config.Region, Prefix: r.own(), Solved: r.Solved,
		Start: func(_ context.Context, x trial.Session) (trial.Server, error) {
			return &server{run: r, tls: x.TLS, before: r.meter.Spent().Requests}, nil
		},
		Lacks: func(x trial.Session) string {
			if x.Region != r.Config.Region {
				return "the run is in the Region " + r.Config.Region + ", not in " + x.Region
			}
			return ""
		},
		Scratch: &trial.Scratch{
			Account: r.Account, Canonical: canonical, Public: r.Public, Targets: targets,
			Held:   func(c compat.Case) string { return held(c, r) },
			Making: func(bucket string) error { return l.add(entry{Bucket: bucket, Run: r.id}) },
			Made:   func(ctx context.Context, c *s3.Client, bucket string) error { return mark(ctx, c, bucket, r.id) },
			Odd:    func(key string) error { return l.add(entry{Key: []byte(key), Run: r.id}) },
			Remove: l.remove,
		},
	}
	switch {
	case r.Solved == 0:
		s.Solved = DefaultSolved
	case r.Solved < 0:
		s.Solved = 0
	}
	s.Ended = r.meter.ended
	s.Settle = max(r.Settle, 0)
	if r.Endpoint == "" {
		if r.Settle == 0 {
			s.Settle = DefaultSettle
		}
		s.Limits = r.amazon(targets)
		s.Mistaken = outside
		s.Silent = silent
		return s
	}
	tls := strings.HasPrefix(r.Endpoint, "https:")
	s.Mistaken = func(op compat.Operation) string {
		why := outside(op)
		switch {
		case why != "":
		case slices.Contains(r.Known.Missing, op.String()):
			why = "the server doesn't implement the operation"
		default:
			why = trial.Elsewhere(op)
		}
		return why
	}
	lacks := s.Lacks
	s.Lacks = func(x trial.Session) string {
		if x.TLS != tls {
			return "the endpoint has one scheme"
		}
		return lacks(x)
	}
	return s
}

// mark gives a bucket the tag by which it can be told.
func mark(ctx context.Context, c *s3.Client, bucket, run string) error {
	_, err := c.PutBucketTagging(ctx, &s3.PutBucketTaggingInput{Bucket: &bucket, Tagging: &types.Tagging{
		TagSet: []types.Tag{{Key: aws.String(TagKey), Value: &run}},
	}})
	return err
}

// Do tries the rules and removes everything, also when ctx ends before. The report is
// there even with an error, as far as the run came.
func (r *Run) Do(ctx context.Context) (*Report, error) {
	return r.do(ctx, transportOf(r.Config), r.ledgerName())
}

func (r *Run) ledgerName() string {
	if r.Ledger == "" {
		return DefaultLedger
	}
	return r.Ledger
}

func (r *Run) do(ctx context.Context, under aws.HTTPClient, ledgerName string) (rep *Report, err error) {
	if err := r.begin(under); err != nil {
		return nil, err
	}
	l, err := openLedger(ledgerName)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, l.close()) }()
	client, err := r.client(r.own())
	if err != nil {
		return nil, err
	}
	canonical := ""
	if out, err := client.ListBuckets(ctx, &s3.ListBucketsInput{Prefix: aws.String(r.own()), MaxBuckets: aws.Int32(1)}); err != nil {
		return nil, fmt.Errorf("verify: the account's buckets can't be listed, and so couldn't be removed after a crash: %w", err)
	} else if out.Owner != nil {
		canonical = aws.ToString(out.Owner.ID)
	}
	r.canonical = canonical
	began := time.Now()
	targets, undo, err := r.targets(ctx, l)
	defer func() {
		r.meter.clear()
		// The run may have been told to end; what was made goes all the same.
		clearing, cancel := context.WithTimeout(context.WithoutCancel(ctx), 30*time.Minute)
		defer cancel()
		err = errors.Join(err, undo(clearing))
		left, cleaning := r.cleanup(clearing, &l.noted, r.id)
		if err = errors.Join(err, cleaning); cleaning != nil {
			left.Left = append(left.Left, "perhaps more, which cleanup finds once it can: "+cleaning.Error())
		}
		if rep != nil {
			rep.Ended, rep.Left, rep.Spent, rep.Took = r.meter.ended(), left.Left, r.meter.Spent(), time.Since(began)
		}
	}()
	if err != nil {
		return nil, err
	}
	store := r.store(l, canonical, targets)
	wanted := r.Rules
	if wanted == nil {
		wanted = func(*compat.Rule) bool { return true }
	}
	results := store.Plan(wanted)
	_, tried := store.Try(ctx, results, false)
	return r.report(results, began), tried
}
