package s3safe_test

import (
	"context"
	"errors"
	"testing"
	"time"

	sdkaws "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/ratelimit"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// eager is a retryer that tries everything again, at once.
type eager struct{}

func (eager) IsErrorRetryable(error) bool                  { return true }
func (eager) MaxAttempts() int                             { return 3 }
func (eager) RetryDelay(int, error) (time.Duration, error) { return 0, nil }
func (eager) GetInitialToken() func(error) error           { return func(error) error { return nil } }
func (eager) GetRetryToken(context.Context, error) (func(error) error, error) {
	return func(error) error { return nil }, nil
}

// byCodes is the SDK's retryer, told to try again what has one of the codes.
func byCodes(codes ...string) sdkaws.Retryer {
	return retry.AddWithErrorCodes(retry.NewStandard(func(o *retry.StandardOptions) {
		o.Backoff = retry.BackoffDelayerFunc(func(int, error) (time.Duration, error) { return 0, nil })
		o.RateLimiter = ratelimit.None
	}), codes...)
}

// knowing is a source that knows what one case says. It learns, so that a guard
// asks it only when it is certain where the call goes.
type knowing struct{ compat.Case }

func (k knowing) Bucket(_ context.Context, name string) *compat.Facts {
	if s, ok := k.Members[member.CopySource].(string); ok && compat.ParseCopySource(s).Bucket == name && k.Members[member.Bucket] != name {
		return &k.CopyFrom
	}
	return &k.Case.Bucket
}
func (k knowing) Upload(context.Context, string, string, string) *compat.Facts { return &k.Case.Upload }

type learning struct{ knowing }

func (learning) Learn(context.Context, state.Answer) {}

// expressSession is an answer to CreateSession.
const expressSession = `<CreateSessionResult><Credentials><SessionToken>t</SessionToken><SecretAccessKey>s</SecretAccessKey>` +
	`<AccessKeyId>a</AccessKeyId><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>`

// overEndpoint sets the client options that lead to the endpoint and the signature
// of a case.
func overEndpoint(c compat.Case, o *s3.Options) {
	is := func(f *compat.Facts, feature compat.Feature, value string) bool {
		v, _ := f.Get(feature)
		return v == value
	}
	if c.Endpoint.Region != "" {
		o.Region = c.Endpoint.Region
	}
	if is(&c.Endpoint, compat.Scheme, "http") {
		o.BaseEndpoint = sdkaws.String("http://s3." + o.Region + ".amazonaws.com")
	}
	o.UseAccelerate = is(&c.Endpoint, compat.Accelerate, "true")
	o.UsePathStyle = is(&c.Endpoint, compat.Addressing, "path")
	if is(&c.Endpoint, compat.DualStack, "true") {
		o.EndpointOptions.UseDualStackEndpoint = sdkaws.DualStackEndpointStateEnabled
	}
	if is(&c.Endpoint, compat.FIPS, "true") {
		o.EndpointOptions.UseFIPSEndpoint = sdkaws.FIPSEndpointStateEnabled
	}
	if is(&c.Signature, compat.SignatureScheme, "anonymous") {
		o.Credentials = sdkaws.AnonymousCredentials{}
	}
}

// A stop holds for all attempts: whatever the moment of the stop and whatever a
// retryer makes of it, nothing reaches the transport.
func TestStopHoldsForAllAttempts(t *testing.T) {
	type form struct {
		name string
		make func(s3.Options, ...s3safe.Option) any
	}
	forms := []form{
		{"New", func(o s3.Options, opts ...s3safe.Option) any { return s3safe.New(s3.New(o), opts...) }},
		{"Guard", func(o s3.Options, opts ...s3safe.Option) any { return s3.New(o, s3safe.Guard(opts...)) }},
	}
	catalog := aws.Source()
	stoppedRules, late := map[string]bool{}, map[string]bool{}
	for _, rule := range catalog.Rules() {
		if rule.Effect != compat.Rejected || rule.Doubt != "" {
			continue
		}
		for _, c := range rule.Violating {
			if v, known := c.Signature.Get(compat.Presigned); known && v != "false" {
				continue // never sent
			}
			c = compat.Complete(c, sdk.Schema)
			in, err := sdk.NewInput(c)
			if err != nil {
				continue // written for what HTTP carries, not for the SDK
			}
			for _, f := range forms {
				for name, source := range map[string]state.Source{"declared": knowing{c}, "learned": learning{knowing{c}}} {
					for retries, retryer := range map[string]sdkaws.Retryer{"everything": eager{}, "by code": byCodes(rule.Answer.Code, rule.Answer.To(c.Operation).Code)} {
						if retries == "by code" && !rule.NeedsResolution() {
							continue // stopped before the retryer
						}
						s := &stub{body: expressSession}
						o := s.options()
						o.RetryMaxAttempts, o.Retryer = 0, retryer
						overEndpoint(c, &o)
						err := func() (err error) {
							// The SDK asks for a session without credentials to make it with.
							defer func() { _ = recover() }()
							return invoke(f.make(o, s3safe.WithState(source)), c.Operation.String(), in)
						}()
						var stopped *s3safe.IncompatibleError
						if !errors.As(err, &stopped) {
							continue // it rests on what a client can't be made to have
						}
						stoppedRules[rule.ID] = true
						late[rule.ID] = late[rule.ID] || rule.NeedsResolution()
						if n := s.requests.Load(); n != 0 {
							t.Errorf("%s, %s, %s, retries %s: %d requests after a stop", rule.ID, f.name, name, retries, n)
						}
					}
				}
			}
		}
	}
	n := 0
	for _, is := range late {
		if is {
			n++
		}
	}
	t.Logf("%d rules stopped a request, %d of them once the endpoint was known", len(stoppedRules), n)
	if len(stoppedRules) < 300 || n < 50 {
		t.Errorf("only %d rules stopped a request, %d once the endpoint was known", len(stoppedRules), n)
	}
}

// The moments that the catalogue has few rules for: after signing, and with an
// endpoint that isn't https.
func TestStopHoldsAtEveryMoment(t *testing.T) {
	for name, when := range map[string]compat.Condition{
		"input":     compat.Set(member.Key),
		"endpoint":  compat.Endpoint(compat.Scheme, "https"),
		"signature": compat.Signature(compat.Digest, "none"),
		"state":     compat.Bucket(compat.ObjectLock, "none"),
	} {
		rule := ownRule("test-moment", when, onPut, aPut)
		c := compat.Given(operation.PutObject).InBucket(compat.ObjectLock, "none")
		for _, source := range []state.Source{knowing{c}, learning{knowing{c}}} {
			s := new(stub)
			o := s.options()
			o.RetryMaxAttempts, o.Retryer = 0, eager{}
			opts := []s3safe.Option{s3safe.WithRules(rule), s3safe.WithState(source)}
			for _, client := range []putter{s3safe.New(s3.New(o), opts...), s3.New(o, s3safe.Guard(opts...))} {
				_, err := client.PutObject(t.Context(), plain())
				mustStop(t, err)
				if n := s.requests.Load(); n != 0 {
					t.Errorf("%s, %T, %T: %d requests", name, source, client, n)
				}
			}
		}
	}
}

// A stop is found by the types with which programs look at S3's answers.
func TestStopPassesForAnAnswer(t *testing.T) {
	rule := noTags()
	rule.Answer = compat.Answer{Status: 404, Code: "NoSuchBucket", Message: "no bucket"}
	s := new(stub)
	_, err := newClient(s, s3safe.WithRules(rule)).PutObject(t.Context(), tagged())
	var ofAWS *awshttp.ResponseError
	var ofSmithy *smithyhttp.ResponseError
	if !errors.As(err, &ofAWS) || !errors.As(err, &ofSmithy) {
		t.Fatalf("no response error in %v", err)
	}
	if ofAWS.HTTPStatusCode() != 404 || ofSmithy.HTTPStatusCode() != 404 || ofAWS.ServiceRequestID() != "" {
		t.Errorf("%d %d %q", ofAWS.HTTPStatusCode(), ofSmithy.HTTPStatusCode(), ofAWS.ServiceRequestID())
	}
	r := ofSmithy.HTTPResponse()
	if r == nil || r.Response == nil || r.Body == nil || r.Header == nil || len(r.Header) != 0 || r.Request != nil || r.Status != "404 Not Found" {
		t.Errorf("response %+v", r)
	}
	var typed *types.NoSuchBucket
	if !errors.As(ofAWS, &typed) || *typed.Message != "no bucket" {
		t.Error("the typed error isn't inside the response's")
	}
	if ofAWS.Error() == "" {
		t.Error("no text")
	}
	mustStop(t, err)

	// Without a type of the SDK's, the generic one, as for an answer.
	rule.Answer = compat.Answer{Status: 416, Code: "InvalidRange", Message: "no"}
	_, err = newClient(s, s3safe.WithRules(rule)).PutObject(t.Context(), tagged())
	var generic *smithy.GenericAPIError
	if !errors.As(err, &generic) || generic.Code != "InvalidRange" || !errors.As(err, &ofAWS) || ofAWS.HTTPStatusCode() != 416 {
		t.Errorf("%v", err)
	}
	// What the SDK refuses to send has no answer.
	if err := (&s3safe.IncompatibleError{Findings: []compat.Finding{{Rule: &compat.Rule{ID: s3safe.SDKEndpoint}}}}); errors.As(err, &ofSmithy) {
		t.Errorf("an answer to what wasn't sent")
	}
}

// A stop isn't recorded as a failure of S3's, whoever records.
func TestStopIsNoFailure(t *testing.T) {
	s := new(stub)
	client := newClient(s, s3safe.WithRules(ownRule("test-signed", compat.Signature(compat.Digest, "none"), onPut, aPut)))
	_, err := client.PutObject(t.Context(), plain(), client.Recorder().Option())
	mustStop(t, err)
	if n := client.Recorder().Total(); n != 0 {
		t.Errorf("%d failures", n)
	}
}

// To a HEAD request S3 answers without a code: a stop has the one that the SDK makes
// of the status.
func TestStopOfHead(t *testing.T) {
	for status, code := range map[int]string{400: "BadRequest", 403: "Forbidden", 404: "NotFound", 412: "PreconditionFailed", 416: "RequestedRangeNotSatisfiable"} {
		s := &stub{status: status}
		in := &s3.HeadObjectInput{Bucket: sdkaws.String("reports"), Key: sdkaws.String("k")}
		_, real := s3.New(s.options()).HeadObject(t.Context(), in)
		rule := everything()
		rule.Answer = compat.Answer{Status: status, Code: "InvalidRequest", Message: "no"}
		_, err := newClient(s, s3safe.WithRules(rule)).HeadObject(t.Context(), in)
		checked := s3safe.Check(in, s3safe.WithRules(rule))
		mustStop(t, err)
		for _, err := range []error{real, err, checked} {
			var api smithy.APIError
			if !errors.As(err, &api) || api.ErrorCode() != code {
				t.Errorf("%d: %v, want the code %s", status, err, code)
			}
		}
		var notFound *types.NotFound
		if errors.As(real, &notFound) != errors.As(err, &notFound) {
			t.Errorf("%d: types.NotFound: %v", status, err)
		}
	}
}

// A mode that doesn't exist doesn't switch anything off.
func TestUnknownMode(t *testing.T) {
	ctx := context.Background()
	for _, m := range []s3safe.Mode{3, 7, 254, 255} {
		for name, c := range map[string]struct {
			opts []s3safe.Option
			ctx  context.Context
		}{
			"client":    {[]s3safe.Option{s3safe.WithMode(m)}, ctx},
			"rule":      {[]s3safe.Option{s3safe.WithRuleMode(m, "test-no-tags")}, ctx},
			"call":      {nil, s3safe.ContextWithMode(ctx, m)},
			"call rule": {nil, s3safe.ContextWithRuleMode(ctx, "test-no-tags", m)},
		} {
			s := new(stub)
			opts := append(c.opts, s3safe.WithRules(noTags()))
			_, err := newClient(s, opts...).PutObject(c.ctx, tagged())
			var stopped *s3safe.IncompatibleError
			if !errors.As(err, &stopped) || s.requests.Load() != 0 {
				t.Errorf("mode %d for the %s: %v", m, name, err)
			}
			if c.opts != nil && s3safe.Validate(opts...) == nil {
				t.Errorf("mode %d for the %s is valid", m, name)
			}
		}
	}
}
