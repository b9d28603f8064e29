package wire_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/compat/wire"
	"github.com/s3safe/s3safe-go/s3safe"
)

// asking are rules that are true of every value of every fact of the endpoint and
// the signature: what a guard finds by them is what it knows.
func asking() (rules []compat.Rule, facts map[string]string) {
	facts = map[string]string{}
	for f := range compat.Features {
		scope := f.Scope()
		if scope != compat.ScopeEndpoint && scope != compat.ScopeSignature {
			continue
		}
		for i, value := range f.Values() {
			id := fmt.Sprintf("asking-%d-%d", f, i)
			when := compat.Endpoint
			if scope == compat.ScopeSignature {
				when = compat.Signature
			}
			c := compat.Given(operation.PutObject, member.Bucket, "amzn-s3-demo-bucket", member.Key, "k")
			rules = append(rules, compat.Rule{
				ID: id, Topic: "asking", Title: id, Problem: id, Effect: compat.Ignored,
				Operations: []compat.Operation{operation.PutObject, operation.GetObject, operation.DeleteObjects},
				When:       when(f, value), Why: id, Fix: id, Sources: []string{"https://docs.aws.amazon.com/"},
				Violating: []compat.Case{c.Over(f, value)}, Allowed: []compat.Case{c},
			})
			facts[id] = fmt.Sprintf("%d=%s", f, value)
		}
	}
	return rules, facts
}

// endpoints are ways to configure a client, and buckets.
var endpoints = []struct {
	name   string
	bucket string
	change func(*s3.Options)
}{
	{"virtual-hosted", "reports", nil},
	{"a period in the name", "reports.2026", nil},
	{"path style", "reports", func(o *s3.Options) { o.UsePathStyle = true }},
	{"accelerate", "reports", func(o *s3.Options) { o.UseAccelerate = true }},
	{"accelerate, dual-stack", "reports", func(o *s3.Options) { o.UseAccelerate = true; dualStack(o) }},
	{"dual-stack", "reports", dualStack},
	{"FIPS", "reports", fips},
	{"FIPS, dual-stack", "reports", func(o *s3.Options) { fips(o); dualStack(o) }},
	{"dual-stack, path style", "reports", func(o *s3.Options) { o.UsePathStyle = true; dualStack(o) }},
	{"us-east-1", "reports", func(o *s3.Options) { o.Region = "us-east-1" }},
	{"China", "reports", func(o *s3.Options) { o.Region = "cn-north-1" }},
	{"GovCloud", "reports", func(o *s3.Options) { o.Region = "us-gov-west-1" }},
	{"HTTP", "reports", func(o *s3.Options) { o.EndpointOptions.DisableHTTPS = true }},
	{"anonymous", "reports", func(o *s3.Options) { o.Credentials = aws.AnonymousCredentials{} }},
	{"access point", "arn:aws:s3:us-west-2:123456789012:accesspoint/reports-ap", nil},
	{"access point, dual-stack, FIPS", "arn:aws:s3:us-west-2:123456789012:accesspoint/reports-ap", func(o *s3.Options) { fips(o); dualStack(o) }},
	{"access point in China", "arn:aws-cn:s3:cn-north-1:123456789012:accesspoint/reports-ap", func(o *s3.Options) { o.Region = "cn-north-1" }},
	{"access point alias", "reports-ap-hrzrlukc5m36ft7okagglf3gmwluquse1b-s3alias", nil},
	{"Object Lambda", "arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/reports-olap", nil},
	{"Object Lambda, FIPS", "arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/reports-olap", fips},
	{"Multi-Region Access Point", "arn:aws:s3::123456789012:accesspoint/mfzwi23gnjvgw.mrap", nil},
	{"Outposts", "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/reports-ap", nil},
	{"Outposts alias", "reports-ap-o01ac5d28a6a232904e8xz5w8ijx1qzlbp3i3kuse10--op-s3", nil},
	{"directory bucket", "reports--usw2-az1--x-s3", nil},
	{"directory bucket, dual-stack", "reports--usw2-az1--x-s3", dualStack},
	{"directory bucket, FIPS", "reports--use1-az4--x-s3", func(o *s3.Options) { o.Region = "us-east-1"; fips(o) }},
	{"directory bucket without a session", "reports--usw2-az1--x-s3", func(o *s3.Options) { o.DisableS3ExpressSessionAuth = aws.Bool(true) }},
	{"access point for a directory bucket", "reports-ap--usw2-az1--xa-s3", nil},
	{"custom endpoint", "reports", func(o *s3.Options) { o.BaseEndpoint = aws.String("https://storage.example.com:9000") }},
	{"custom endpoint, path style", "reports", func(o *s3.Options) {
		o.BaseEndpoint, o.UsePathStyle = aws.String("http://storage.example.com"), true
	}},
	{"an address", "reports", func(o *s3.Options) {
		o.BaseEndpoint, o.UsePathStyle = aws.String("http://127.0.0.1:9000"), true
	}},
	{"localhost", "reports", func(o *s3.Options) { o.BaseEndpoint = aws.String("http://localhost:9000") }},
	{"checksum trailer", "reports", func(o *s3.Options) { o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenSupported }},
}

func dualStack(o *s3.Options) {
	o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled
}
func fips(o *s3.Options) { o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateEnabled }

// knownByResolver are facts that no request says.
func knownByResolver(fact string) bool {
	for _, f := range []compat.Feature{compat.UseARNRegion, compat.ExpressSessions} {
		if strings.HasPrefix(fact, fmt.Sprintf("%d=", f)) {
			return true
		}
	}
	return false
}

// TestFactsAreTheGuards: for every kind of endpoint and signature, a decoded request
// has the facts that the guard of the client that sent it has.
func TestFactsAreTheGuards(t *testing.T) {
	rules, facts := asking()
	for _, e := range endpoints {
		t.Run(e.name, func(t *testing.T) {
			for _, op := range []operation.ID{operation.PutObject, operation.GetObject, operation.DeleteObjects} {
				guard := map[string]bool{}
				in, err := sdk.NewInput(compat.Complete(compat.Given(op, member.Bucket, e.bucket), sdk.Schema).With(member.Bucket, e.bucket))
				if err != nil {
					t.Fatal(err)
				}
				if put, ok := in.(*s3.PutObjectInput); ok {
					put.Body = strings.NewReader("a,b\n")
				}
				w, err := send(op, in, func(o *s3.Options) {
					if e.change != nil {
						e.change(o)
					}
					s3safe.Guard(s3safe.WithMode(s3safe.Report), s3safe.WithRules(rules...), s3safe.OnFinding(func(_ context.Context, event s3safe.Event) {
						for _, f := range event.Findings {
							if fact := facts[f.Rule.ID]; fact != "" && !knownByResolver(fact) {
								guard[fact] = true
							}
						}
					}))(o)
				})
				if err != nil {
					if op == operation.GetObject || !strings.Contains(e.name, "Object Lambda") && !strings.Contains(e.name, "Outposts") {
						t.Fatal(err)
					}
					continue
				}
				r, err := w.received()
				if err != nil {
					t.Fatal(err)
				}
				for _, p := range compare(op.String(), in, r, w.body, wire.Domains("storage.example.com", "localhost")) {
					t.Error(p)
				}
				m, err := wire.Decode(r, wire.Domains("storage.example.com", "localhost"))
				if err != nil {
					t.Error(err)
					continue
				}
				for f := range compat.Features {
					of := m.Request.Endpoint
					if f.Scope() == compat.ScopeSignature {
						of = m.Request.Signature
					}
					if value, ok := of.Get(f); ok && f.Scope() != compat.ScopeWire {
						fact := fmt.Sprintf("%d=%s", f, value)
						if f.Scope() == compat.ScopeEndpoint || f.Scope() == compat.ScopeSignature {
							if !guard[fact] {
								t.Errorf("%s: %s is %s, which the guard doesn't know: %s", op, f, value, r.Host)
							}
							delete(guard, fact)
						}
					}
				}
				for fact := range guard {
					t.Errorf("%s: the guard knows %s: %s %v", op, fact, r.Host, r.Header)
				}
				if got, want := m.Request.Endpoint.Region, region(e.change, e.bucket); got != want {
					t.Errorf("%s: Region %q, want %q: %s", op, got, want, r.Host)
				}
			}
		})
	}
}

// region is the Region that a client's requests go to: for a Multi-Region Access
// Point and with acceleration it is the client's, which the request doesn't say but
// in its credential.
func region(change func(*s3.Options), bucket string) string {
	o := s3.Options{Region: "us-west-2"}
	if change != nil {
		change(&o)
	}
	if strings.HasPrefix(bucket, "arn:aws:s3::") {
		return ""
	}
	if _, anonymous := o.Credentials.(aws.AnonymousCredentials); anonymous && o.UseAccelerate {
		return ""
	}
	return o.Region
}
