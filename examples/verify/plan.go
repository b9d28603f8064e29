package verify

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/internal/printable"
)

// Plan is what a run would do, at most.
type Plan struct {
	// Rules are those with an example that can be tried, of Of that are wanted.
	Rules, Of int
	// Examples is how many requests the rules' examples are.
	Examples int
	// Buckets is how many scratch buckets are made, one after the other.
	Buckets int
	// Spent is the expected number of all requests, what prepares and removes
	// included, and the price.
	Spent Spent
	// Held tells what can't be tried, and for how many rules.
	Held map[string]int
}

// Plan goes through the whole run with a stub in place of the network, which accepts
// everything. Accepted requests change buckets, so that more have to be made than in a
// run: the numbers are upper bounds, but for answers that a real store gives in several
// pages, for what is tried once more because its answer contradicts a rule, and for what
// the SDK repeats while it removes buckets. Nothing is sent.
func (r *Run) Plan(ctx context.Context) (*Plan, error) {
	dir, err := os.MkdirTemp("", "s3safe-verify-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	dry := *r
	if dry.Account == "" {
		dry.Account = exampleAccount
	}
	if err := dry.validate(); err != nil {
		return nil, err
	}
	dry.Limits = Limits{Requests: 1 << 30, Time: DefaultLimits.Time, Dollars: 1e9}
	dry.Settle = -1 // what contradicts a stub isn't what will contradict S3
	dry.Config = r.Config.Copy()
	// It needs neither credentials nor whose they are.
	dry.Config.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "dry", SecretAccessKey: "dry"}, nil
	})
	under := &stub{}
	dry.Config.HTTPClient = under
	rep, err := dry.do(ctx, under, filepath.Join(dir, "ledger"))
	if err != nil {
		return nil, err
	}
	// The stub lists nothing, so that what is removed at the end is reckoned: for each
	// bucket two listings and two deletions, and a deletion for each object.
	rep.Spent.Requests += 4*under.made + under.objects + under.uploads
	rep.Spent.Writes += 2 * under.made
	rep.Spent.Dollars += float64(2*under.made) * writePrice
	p := &Plan{Of: len(rep.Rules), Spent: rep.Spent, Buckets: under.made, Held: map[string]int{}}
	for i, rule := range rep.Rules {
		sent := false
		for _, t := range rep.results[i].Trials {
			if t.Violating && t.Got.Status > 0 {
				sent = true
			}
			if t.Got.Status > 0 {
				p.Examples++
			}
		}
		if sent {
			p.Rules++
			continue
		}
		why := rule.Why
		if why == "" {
			why = "no violating example"
		}
		p.Held[why]++
	}
	return p, nil
}

// Text writes the plan.
func (p *Plan) Text(w io.Writer, r *Run) error {
	out := &errWriter{w: w}
	fmt.Fprintf(out, "%d of %d rules can be tried, by %d examples in %d scratch buckets %s…\n", p.Rules, p.Of, p.Examples, p.Buckets, r.prefix())
	fmt.Fprintf(out, "at most %d requests, of which %d are billed as writes or listings: at most %s\n", p.Spent.Requests, p.Spent.Writes, dollars(p.Spent.Dollars))
	l := newMeter(nil, r.Limits).limits
	fmt.Fprintln(out, "what contradicts a rule is tried once more, which isn't in these numbers")
	fmt.Fprintf(out, "the run ends at %d requests, %s or $%.2f, whichever comes first\n", l.Requests, l.Time, l.Dollars)
	fmt.Fprintln(out, "not tried, with the number of rules:")
	for _, line := range byCount(p.Held) {
		printable.Fprintf(out, "  %s\n", line)
	}
	return out.err
}

// stub answers as a store that accepts everything.
type stub struct {
	mu                     sync.Mutex
	made, objects, uploads int
}

// Do implements the SDK's HTTPClient.
func (s *stub) Do(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
		_ = r.Body.Close()
	}
	q, text := r.URL.Query(), ""
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case strings.Contains(r.URL.Host, ".s3-control."):
		if name := path.Base(r.URL.Path); r.Method == http.MethodPut {
			account, _, _ := strings.Cut(r.URL.Host, ".")
			text = "<CreateAccessPointResult><AccessPointArn>arn:aws:s3:us-east-1:" + account + ":accesspoint/" + name + "</AccessPointArn></CreateAccessPointResult>"
		}
	case r.Method == http.MethodGet && q.Has("session"):
		text = "<CreateSessionResult><Credentials><AccessKeyId>dry</AccessKeyId><SecretAccessKey>dry</SecretAccessKey><SessionToken>dry</SessionToken>" +
			"<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>"
	case r.Method == http.MethodPost && q.Has("uploads"):
		s.uploads++
		text = fmt.Sprintf("<InitiateMultipartUploadResult><UploadId>%d</UploadId></InitiateMultipartUploadResult>", s.uploads)
	case r.Method == http.MethodPost && q.Has("uploadId"):
		s.objects++
		text = "<CompleteMultipartUploadResult/>"
	case r.Method == http.MethodPut && r.Header.Get("X-Amz-Copy-Source") != "":
		s.objects++
		text = "<CopyResult/>"
	case r.Method == http.MethodPut && len(q) == 0 && isBucket(r):
		s.made++
	case r.Method == http.MethodPut && !q.Has("partNumber"):
		s.objects++
	case r.Method == http.MethodGet && q.Has("policy"):
		text = "{}"
	case r.Method == http.MethodGet && len(q) > 0:
		text = "<Result/>"
	}
	h := http.Header{"Etag": {`"stub"`}}
	return &http.Response{StatusCode: http.StatusOK, Header: h, Request: r, Body: io.NopCloser(strings.NewReader(text)), ContentLength: int64(len(text))}, nil
}

// isBucket reports whether a PUT makes a bucket.
func isBucket(r *http.Request) bool {
	path := strings.Trim(r.URL.Path, "/")
	if strings.HasPrefix(r.URL.Host, "s3.") || !strings.Contains(r.URL.Host, ".amazonaws.com") {
		return path != "" && !strings.Contains(path, "/")
	}
	return path == ""
}

// mostReasons bounds the reasons that a plan lists.
const mostReasons = 12

// byCount lists the commonest first.
func byCount(counts map[string]int) []string {
	var keys []string
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int {
		if n := cmp.Compare(counts[b], counts[a]); n != 0 {
			return n
		}
		return cmp.Compare(a, b)
	})
	rest := 0
	for i, k := range keys {
		keys[i] = fmt.Sprintf("%4d  %s", counts[k], k)
		if i >= mostReasons {
			rest += counts[k]
		}
	}
	if rest > 0 {
		keys = append(keys[:mostReasons], fmt.Sprintf("%4d  other reasons or several", rest))
	}
	return keys
}
