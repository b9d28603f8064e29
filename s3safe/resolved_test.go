package s3safe_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

var (
	onPut = []compat.Operation{operation.PutObject}
	aPut  = compat.Given(operation.PutObject, member.Key, "k")
)

// Endpoint rules see what a call's own options make of the endpoint.
func TestEndpointFacts(t *testing.T) {
	for _, c := range []struct {
		name string
		when compat.Condition
		opt  func(*s3.Options)
	}{
		{"accelerate", compat.Endpoint(compat.Accelerate, "true"), func(o *s3.Options) { o.UseAccelerate = true }},
		{"path style", compat.Endpoint(compat.Addressing, "path"), func(o *s3.Options) { o.UsePathStyle = true }},
		{"dual-stack", compat.Endpoint(compat.DualStack, "true"), func(o *s3.Options) {
			o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled
		}},
		{"FIPS", compat.Endpoint(compat.FIPS, "true"), func(o *s3.Options) {
			o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateEnabled
		}},
		{"http", compat.Endpoint(compat.Scheme, "http"), func(o *s3.Options) {
			o.BaseEndpoint = aws.String("http://s3.us-east-1.amazonaws.com")
		}},
		{"region", compat.RegionDiffers(), func(o *s3.Options) { o.Region = "eu-west-1" }},
		{"SigV4", compat.Signature(compat.SignatureScheme, "SigV4"), nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			known := state.Buckets{"reports": state.Bucket(state.Region("us-east-1"))}
			for name, make := range map[string]func(*stub) interface {
				PutObject(context.Context, *s3.PutObjectInput, ...func(*s3.Options)) (*s3.PutObjectOutput, error)
			}{
				"New": func(s *stub) interface {
					PutObject(context.Context, *s3.PutObjectInput, ...func(*s3.Options)) (*s3.PutObjectOutput, error)
				} {
					return newClient(s, s3safe.WithState(known), s3safe.WithRules(ownRule("test-endpoint", c.when, onPut, aPut)))
				},
				"Guard": func(s *stub) interface {
					PutObject(context.Context, *s3.PutObjectInput, ...func(*s3.Options)) (*s3.PutObjectOutput, error)
				} {
					return s3.New(s.options(), s3safe.Guard(s3safe.WithState(known), s3safe.WithRules(ownRule("test-endpoint", c.when, onPut, aPut))))
				},
			} {
				t.Run(name, func(t *testing.T) {
					if c.opt != nil {
						s := new(stub)
						if _, err := make(s).PutObject(context.Background(), plain()); err != nil {
							t.Errorf("without the option: %v", err)
						}
					}
					s := new(stub)
					opts := []func(*s3.Options){}
					if c.opt != nil {
						opts = append(opts, c.opt)
					}
					_, err := make(s).PutObject(context.Background(), plain(), opts...)
					mustStop(t, err)
					if n := s.requests.Load(); n != 0 {
						t.Errorf("%d requests", n)
					}
					if n := s.credentials.Load(); n != 0 && c.name != "SigV4" {
						t.Errorf("credentials fetched %d times", n)
					}
				})
			}
		})
	}
}

// A resolver that a call brings along isn't observed; its endpoint is judged
// all the same, before the request is sent.
func TestUnobservedResolver(t *testing.T) {
	s := new(stub)
	client := s3.New(s.options(), s3safe.Guard(s3safe.WithRules(
		ownRule("test-endpoint", compat.Endpoint(compat.Addressing, "path"), onPut, aPut))))
	_, err := client.PutObject(context.Background(), plain(), func(o *s3.Options) {
		o.EndpointResolverV2 = s3.NewDefaultEndpointResolverV2()
		o.UsePathStyle = true
	})
	mustStop(t, err)
	if s.requests.Load() != 0 {
		t.Error("sent")
	}
}

// A request without credentials is anonymous; that is known after signing.
func TestAnonymous(t *testing.T) {
	rule := ownRule("test-anonymous", compat.Signature(compat.SignatureScheme, "anonymous"), onPut, aPut)
	s := new(stub)
	o := s.options()
	o.Credentials = aws.AnonymousCredentials{}
	_, err := s3safe.New(s3.New(o), s3safe.WithRules(rule)).PutObject(context.Background(), plain())
	mustStop(t, err)
	if s.requests.Load() != 0 {
		t.Error("sent")
	}
	if _, err := newClient(s, s3safe.WithRules(rule)).PutObject(context.Background(), plain()); err != nil {
		t.Error(err)
	}
}

func TestPresignedExpiry(t *testing.T) {
	rule := ownRule("test-expiry", compat.ExpiresBeyond("604800"), []compat.Operation{operation.GetObject},
		compat.Given(operation.GetObject).PresignedFor(time.Hour))
	s := new(stub)
	client := newClient(s, s3safe.WithRules(rule))
	in := &s3.GetObjectInput{Bucket: aws.String("reports"), Key: aws.String("k")}
	if _, err := client.Presign().PresignGetObject(context.Background(), in, s3.WithPresignExpires(time.Hour)); err != nil {
		t.Error(err)
	}
	_, err := client.Presign().PresignGetObject(context.Background(), in, s3.WithPresignExpires(8*24*time.Hour))
	mustStop(t, err)
}

// At another provider's endpoint, rules that rest on Amazon are only reported.
func TestOtherProvider(t *testing.T) {
	amazonOnly := ownRule("test-amazon-only", compat.Set(member.Tagging), onPut, compat.Given(operation.PutObject, member.Tagging, "a=b"))
	amazonOnly.AmazonOnly = true
	s := new(stub)
	var told []s3safe.Event
	o := s.options()
	o.BaseEndpoint = aws.String("http://localhost:9000")
	o.UsePathStyle = true
	client := s3safe.New(s3.New(o), s3safe.WithRules(amazonOnly), s3safe.OnFinding(func(_ context.Context, e s3safe.Event) { told = append(told, e) }))
	if _, err := client.PutObject(context.Background(), tagged()); err != nil {
		t.Fatal(err)
	}
	if len(told) != 1 || told[0].Stopped || told[0].Findings[0].Rule.ID != "test-amazon-only" {
		t.Errorf("told %+v", told)
	}
	_, err := newClient(s, s3safe.WithRules(amazonOnly)).PutObject(context.Background(), tagged())
	mustStop(t, err)
	// A rule about the request itself holds everywhere.
	_, err = s3safe.New(s3.New(o), s3safe.WithRules(noTags())).PutObject(context.Background(), tagged())
	mustStop(t, err)
}

// A retry doesn't judge again, and a stop at the second moment isn't retried.
func TestRetries(t *testing.T) {
	s := &stub{status: 503}
	told := 0
	client := newClient(s,
		s3safe.WithRules(ownRule("test-endpoint", compat.Endpoint(compat.Scheme, "https"), onPut, aPut)),
		s3safe.WithMode(s3safe.Report), s3safe.OnFinding(func(context.Context, s3safe.Event) { told++ }))
	_, err := client.PutObject(context.Background(), plain(), func(o *s3.Options) { o.RetryMaxAttempts = 3 })
	var stopped *s3safe.IncompatibleError
	if err == nil || errors.As(err, &stopped) {
		t.Fatal(err)
	}
	if told != 1 || s.requests.Load() < 2 {
		t.Errorf("told %d times over %d requests", told, s.requests.Load())
	}
}

// Known bucket state decides rules; what isn't known doesn't stop.
func TestState(t *testing.T) {
	rule := ownRule("test-locked", compat.Bucket(compat.ObjectLock, "none"), onPut, aPut)
	s := new(stub)
	known := state.Buckets{"reports": state.Bucket(state.Is(compat.ObjectLock, "none"), state.Owner("123456789012"))}
	_, err := newClient(s, s3safe.WithRules(rule), s3safe.WithState(known)).PutObject(context.Background(), plain())
	mustStop(t, err)
	s.untouched(t)
	other := plain()
	other.Bucket = aws.String("invoices")
	if _, err := newClient(s, s3safe.WithRules(rule), s3safe.WithState(known)).PutObject(context.Background(), other); err != nil {
		t.Error(err)
	}
	// Of two sources, the first that knows is believed.
	first := state.Buckets{"reports": state.Bucket(state.Is(compat.ObjectLock, "Enabled"))}
	if _, err := newClient(s, s3safe.WithRules(rule), s3safe.WithState(first), s3safe.WithState(known)).PutObject(context.Background(), plain()); err != nil {
		t.Error(err)
	}
}

// At an endpoint whose name begins like the bucket's, path style isn't taken for
// virtual-hosted style.
func TestAddressingOfLikeNames(t *testing.T) {
	for _, c := range []struct {
		endpoint, style string
		pathStyle, is   bool
	}{
		{"https://reports.example.com", "virtual-hosted", true, false},
		{"https://example.com", "virtual-hosted", false, true},
		{"https://example.com", "path", true, true},
		{"https://reports.example.com", "virtual-hosted", false, true},
		{"https://reports.amazonaws.com", "virtual-hosted", true, true}, // no such endpoint
	} {
		s := new(stub)
		o := s.options()
		o.BaseEndpoint, o.UsePathStyle = aws.String(c.endpoint), c.pathStyle
		found := false // reported: a rule about the endpoint speaks of Amazon's
		client := s3.New(o, s3safe.Guard(s3safe.WithMode(s3safe.Report), s3safe.WithRules(ownRule("test-endpoint", compat.Endpoint(compat.Addressing, c.style), onPut, aPut)),
			s3safe.OnFinding(func(context.Context, s3safe.Event) { found = true })))
		if _, err := client.PutObject(context.Background(), plain()); err != nil || found != c.is {
			t.Errorf("%+v: found %v, %v", c, found, err)
		}
	}
}
