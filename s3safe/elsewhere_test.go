package s3safe_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	smithyendpoints "github.com/aws/smithy-go/endpoints"

	"github.com/s3safe/s3safe-go/compat"
	awscatalog "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// toElsewhere makes a client, or a call, go to a store that isn't Amazon's.
func toElsewhere(o *s3.Options) {
	o.BaseEndpoint = aws.String("https://s3.example.com")
	o.UsePathStyle = true
}

// ways are the ways in which a request gets to another store: by the client's
// options, or by those of the call, which the guard doesn't know when it judges the
// input.
var ways = map[string]func(o s3.Options) (s3.Options, []func(*s3.Options)){
	"client": func(o s3.Options) (s3.Options, []func(*s3.Options)) { toElsewhere(&o); return o, nil },
	"call":   func(o s3.Options) (s3.Options, []func(*s3.Options)) { return o, []func(*s3.Options){toElsewhere} },
}

// Elsewhere only rules that hold at every store stop a request, neither the error
// nor its code speaks of another, and what is about Amazon's own ids isn't told.
func TestEveryRuleElsewhere(t *testing.T) {
	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			stopped, sent := 0, 0
			for _, rule := range awscatalog.Source().Rules() {
				for _, c := range rule.Violating {
					c = compat.Complete(c, sdk.Schema)
					in, err := sdk.NewInput(c)
					if err != nil {
						t.Fatal(err)
					}
					s := new(stub)
					o, call := way(s.options())
					var told []compat.Finding
					buckets := state.Buckets{}
					if b, ok := c.Members[member.Bucket].(string); ok {
						buckets[b] = &c.Bucket
					}
					client := s3.New(o, s3safe.Guard(s3safe.WithState(buckets), s3safe.WithoutRecorder(),
						s3safe.OnFinding(func(_ context.Context, e s3safe.Event) { told = append(told, e.Findings...) })))
					err = invoke(client, c.Operation.String(), in, call...)
					var stop *s3safe.IncompatibleError
					if !errors.As(err, &stop) {
						if s.requests.Load() > 0 {
							sent++
							for _, f := range told {
								if provider.Elsewhere(f.Rule.ID, f.Operation) == provider.Meaningless {
									t.Errorf("%s: told %s", c.Operation, f.Rule.ID)
								}
							}
						}
						continue
					}
					stopped++
					if s.requests.Load() != 0 {
						t.Errorf("%s: stopped after %d requests", rule.ID, s.requests.Load())
					}
					if strings.Contains(err.Error(), "the SDK refuses it too") {
						continue // it would go nowhere
					}
					for _, f := range stop.Findings {
						if provider.Elsewhere(f.Rule.ID, f.Operation) != provider.Holds {
							t.Errorf("%s: %s is stopped by %s", rule.ID, c.Operation, f.Rule.ID)
						}
					}
				}
			}
			if stopped < 100 || sent < 500 {
				t.Errorf("%d requests were stopped and %d sent: too few to say anything", stopped, sent)
			}
		})
	}
}

// What holds everywhere is enforced elsewhere as at Amazon's.
func TestHoldsElsewhere(t *testing.T) {
	for name, way := range ways {
		for _, rule := range awscatalog.Source().Rules() {
			for _, c := range rule.Violating {
				if provider.Elsewhere(rule.ID, c.Operation) != provider.Holds {
					continue
				}
				r := c.Request()
				r.Endpoint, r.Signature, r.Upload, r.CopyFrom = nil, nil, nil, nil
				if !r.Now.IsZero() || rule.When.Eval(r) != compat.True {
					continue // it rests on more than is given here
				}
				c = compat.Complete(c, sdk.Schema)
				in, err := sdk.NewInput(c)
				if err != nil {
					t.Fatal(err)
				}
				s := new(stub)
				o, call := way(s.options())
				buckets := state.Buckets{}
				if b, ok := c.Members[member.Bucket].(string); ok {
					buckets[b] = &c.Bucket
				}
				client := s3.New(o, s3safe.Guard(s3safe.WithState(buckets), s3safe.WithoutRecorder()))
				err = invoke(client, c.Operation.String(), in, call...)
				if s.requests.Load() != 0 {
					t.Errorf("%s: %s of %s is sent to another store", name, c.Operation, rule.ID)
				}
				if err == nil {
					t.Errorf("%s: %s of %s succeeded", name, c.Operation, rule.ID)
				}
			}
		}
	}
}

// An account of another store's has a name of its own, which isn't to be found in
// the error, nor in its code.
func TestCodeElsewhere(t *testing.T) {
	in := &s3.PutObjectInput{
		Bucket: aws.String("reports"), Key: aws.String("k"), Body: strings.NewReader("x"),
		ChecksumCRC32: aws.String("jNwWgw=="), ChecksumSHA256: aws.String("LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE="),
		ExpectedBucketOwner: aws.String("team-a"),
	}
	// At a store that takes no two checksums, at one of which nothing is known, where
	// some store takes them, and with what every store refuses.
	digest := *in
	digest.ChecksumCRC32, digest.ChecksumSHA256, digest.ContentMD5 = nil, nil, aws.String("no digest")
	body := in.Body.(*strings.Reader)
	for name, way := range ways {
		for _, c := range []struct {
			store *provider.Profile
			in    *s3.PutObjectInput
			code  string // empty if the request is sent
			told  string
		}{
			{store: provider.VersityGW, in: in, code: "InvalidRequest", told: "checksum-several-values"},
			{in: in, told: "checksum-several-values"},
			{store: provider.Ceph, in: in, told: "checksum-several-values"},
			{store: provider.SeaweedFS, in: in, told: "checksum-several-values"},
			{in: &digest, code: "InvalidDigest", told: "content-md5-malformed"},
		} {
			s := new(stub)
			o, call := way(s.options())
			body.Reset("x") // a request before may have read it
			var told []string
			_, err := s3.New(o, s3safe.Guard(s3safe.WithProvider(c.store), s3safe.OnFinding(func(_ context.Context, e s3safe.Event) {
				for _, f := range e.Findings {
					told = append(told, f.Rule.ID)
				}
			}))).PutObject(context.Background(), c.in, call...)
			if !slices.Contains(told, c.told) || slices.Contains(told, "expected-owner-format") {
				t.Errorf("%s: told %q", name, told)
			}
			var stop *s3safe.IncompatibleError
			if c.code == "" {
				if err != nil || s.requests.Load() != 1 {
					t.Errorf("%s: %v", name, err)
				}
				continue
			}
			if !errors.As(err, &stop) || stop.ErrorCode() != c.code || len(stop.Findings) != 1 {
				t.Errorf("%s: %v", name, err)
			}
			if s.requests.Load() != 0 {
				t.Errorf("%s: sent", name)
			}
		}
	}
	// At Amazon's the error names both.
	body.Reset("x")
	s := new(stub)
	_, err := newClient(s).PutObject(context.Background(), in)
	var stop *s3safe.IncompatibleError
	if !errors.As(err, &stop) || len(stop.Findings) != 2 {
		t.Errorf("at Amazon's: %v", err)
	}
	s.untouched(t)
}

// What store it is can be declared: its own rules hold then. It has no effect at
// Amazon's endpoints.
func TestDeclaredProvider(t *testing.T) {
	both := plain()
	both.IfNoneMatch, both.IfMatch = aws.String(`"a"`), aws.String("*")
	alone := plain()
	alone.StorageClass = types.StorageClass("COLDLINE")
	for _, c := range []struct {
		name     string
		declared *provider.Profile
		in       *s3.PutObjectInput
		at       func(*s3.Options)
		stops    bool
	}{
		{"MinIO does what Amazon S3 refuses", provider.MinIO, both, toElsewhere, false},
		{"MinIO refuses it too", provider.MinIO, alone, toElsewhere, true},
		{"another store may accept it", nil, alone, toElsewhere, false},
		{"Amazon S3 behind another host", provider.Amazon, both, toElsewhere, true},
		{"Amazon's endpoint", provider.MinIO, both, func(*s3.Options) {}, true},
	} {
		s := new(stub)
		_, err := newClient(s, s3safe.WithProvider(c.declared)).PutObject(context.Background(), c.in, c.at)
		var stop *s3safe.IncompatibleError
		if got := errors.As(err, &stop); got != c.stops {
			t.Errorf("%s: %v", c.name, err)
		}
		if sent := s.requests.Load() > 0; sent == c.stops {
			t.Errorf("%s: %d requests", c.name, s.requests.Load())
		}
	}
}

// What depends on whose the endpoint is waits for it, and isn't lost if the SDK
// gives up before: a request that goes nowhere can't be stopped wrongly.
func TestWaitingElsewhere(t *testing.T) {
	in := func() *s3.PutObjectInput {
		in := plain()
		in.ACL = types.ObjectCannedACL("everybody") // another store may know it
		return in
	}
	told := 0
	hook := s3safe.OnFinding(func(context.Context, s3safe.Event) { told++ })
	s := new(stub)
	client := newClient(s, hook)
	_, err := client.PutObject(context.Background(), in())
	mustStop(t, err)
	s.untouched(t)
	if told != 1 {
		t.Errorf("told %d times", told)
	}
	if _, err := client.PutObject(context.Background(), in(), toElsewhere); err != nil {
		t.Error(err)
	}
	if told != 2 || s.requests.Load() != 1 {
		t.Errorf("told %d times, %d requests", told, s.requests.Load())
	}
	refusal := errors.New("no endpoint")
	_, err = client.PutObject(context.Background(), in(), func(o *s3.Options) { o.EndpointResolverV2 = refusing{refusal} })
	mustStop(t, err)
	if !errors.Is(err, refusal) {
		t.Errorf("the SDK's own error is lost: %v", err)
	}
}

// refusing is a resolver that knows no endpoint.
type refusing struct{ err error }

func (r refusing) ResolveEndpoint(context.Context, s3.EndpointParameters) (smithyendpoints.Endpoint, error) {
	return smithyendpoints.Endpoint{}, r.err
}

// A store that is recognised by its host has rules of its own, and the error is in
// its name.
func TestRecognisedStore(t *testing.T) {
	withTags := func() *s3.PutObjectInput {
		in := plain()
		in.Tagging = aws.String("a=b")
		return in
	}
	for _, c := range []struct {
		name  string
		store func(*s3.Options)
		in    *s3.PutObjectInput
		opts  []s3safe.Option
		stop  string // the rule; empty if the request is sent
		told  string
	}{
		{name: "R2 has no tags", store: provider.R2.Options("0123"), in: withTags(), stop: "r2-tagging"},
		{name: "R2 takes a plain upload", store: provider.R2.Options("0123"), in: plain()},
		{name: "MinIO drops an ACL", store: provider.MinIO.Options("http://127.0.0.1:9000"), in: acl(), opts: []s3safe.Option{s3safe.WithProvider(provider.MinIO)}, told: "minio-acl-ignored"},
		{name: "strictly", store: provider.MinIO.Options("http://127.0.0.1:9000"), in: acl(), opts: []s3safe.Option{s3safe.WithProvider(provider.MinIO), s3safe.WithStrict()}, stop: "minio-acl-ignored"},
		{name: "users report it", store: provider.Hetzner.Options("fsn1"), in: algorithm(), told: "hetzner-checksum-trailer"},
		{name: "switched off", store: provider.R2.Options("0123"), in: withTags(), opts: []s3safe.Option{s3safe.WithRuleMode(s3safe.Off, "r2-tagging")}},
	} {
		if err := s3safe.Validate(c.opts...); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		s := new(stub)
		var told []string
		hook := s3safe.OnFinding(func(_ context.Context, e s3safe.Event) {
			for _, f := range e.Findings {
				told = append(told, f.Rule.ID)
			}
		})
		client := s3.New(s.options(), c.store, s3safe.Guard(append(c.opts, hook)...))
		_, err := client.PutObject(context.Background(), c.in)
		var stop *s3safe.IncompatibleError
		if c.stop == "" {
			if err != nil || s.requests.Load() != 1 || c.told != strings.Join(told, " ") {
				t.Errorf("%s: %v, told %q", c.name, err, told)
			}
			continue
		}
		if !errors.As(err, &stop) || stop.Findings[0].Rule.ID != c.stop || s.requests.Load() != 0 {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if stop.Store == "" || !strings.Contains(err.Error(), stop.Store) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	// Amazon's own errors are in Amazon's name.
	_, err := newClient(new(stub), s3safe.WithProvider(provider.R2)).PutObject(context.Background(), withTags())
	if err != nil {
		t.Error(err)
	}
}

func acl() *s3.PutObjectInput {
	in := plain()
	in.ACL = types.ObjectCannedACLPublicRead
	return in
}

func algorithm() *s3.PutObjectInput {
	in := plain()
	in.ChecksumAlgorithm = types.ChecksumAlgorithmCrc32
	return in
}

// A store's rules cost a call that breaks none of them no allocation: a profile
// beside no profile.
func TestProfileAllocatesNothing(t *testing.T) {
	measure := func(opts ...s3safe.Option) float64 {
		s := new(stub)
		o := s.options()
		toElsewhere(&o)
		client := s3.New(o, s3safe.Guard(append(opts, s3safe.WithoutRecorder())...))
		in := &s3.HeadObjectInput{Bucket: aws.String("reports"), Key: aws.String("k")}
		call := func() {
			if _, err := client.HeadObject(context.Background(), in); err != nil {
				t.Fatal(err)
			}
		}
		return settled(call)
	}
	without, with := measure(), measure(s3safe.WithProvider(provider.R2))
	if !raceDetector && with > without+0.5 { // the detector allocates
		t.Errorf("%v allocations with a profile, %v without", with, without)
	}
}
