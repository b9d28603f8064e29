package s3safe_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
)

// forms makes the two forms of a guarded client.
func forms(o s3.Options, opts ...s3safe.Option) map[string]putter {
	return map[string]putter{"New": s3safe.New(s3.New(o), opts...), "Guard": s3.New(o, s3safe.Guard(opts...))}
}

// A guarded client's options are of the SDK's own types: code that compares them
// sees no difference but the added API option.
func TestOptionsStayTheSDKs(t *testing.T) {
	o := new(stub).options()
	plain := s3.New(o).Options()
	for name, guarded := range map[string]s3.Options{
		"New": s3safe.New(s3.New(o)).Options(), "Guard": s3.New(o, s3safe.Guard()).Options(),
	} {
		a, b := reflect.ValueOf(plain), reflect.ValueOf(guarded)
		for i := range a.NumField() {
			f := a.Type().Field(i)
			if !f.IsExported() || f.Name == "APIOptions" || f.Type.Kind() != reflect.Interface {
				continue
			}
			if x, y := fmt.Sprintf("%T", a.Field(i).Interface()), fmt.Sprintf("%T", b.Field(i).Interface()); x != y {
				t.Errorf("%s: %s is a %s, not a %s", name, f.Name, y, x)
			}
		}
	}
	own := s3.NewDefaultEndpointResolverV2()
	o.EndpointResolverV2 = own
	if got := s3.New(o, s3safe.Guard()).Options().EndpointResolverV2; got != own {
		t.Errorf("the resolver is %T, not the application's", got)
	}
}

// The recorder of a client is found without running anything of the client's.
func TestRecorderOf(t *testing.T) {
	s := new(stub)
	o := s.options()
	ran := 0
	o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
		return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("ran", func(
			ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
		) (middleware.InitializeOutput, middleware.Metadata, error) {
			ran++
			return next.HandleInitialize(ctx, in)
		}), middleware.Before)
	})
	guarded := s3.New(o, s3safe.Guard())
	r := s3safe.RecorderOf(guarded)
	if r == nil || s3safe.RecorderOf(guarded) != r {
		t.Errorf("%p and %p", r, s3safe.RecorderOf(guarded))
	}
	if s3safe.RecorderOf(s3.New(o)) != nil || s3safe.RecorderOf(nil) != nil || s3safe.RecorderOf(s3.New(o, s3safe.Guard(s3safe.WithoutRecorder()))) != nil {
		t.Error("a recorder of a client that has none")
	}
	if c := s3safe.New(s3.New(o)); s3safe.RecorderOf(c.Client) != c.Recorder() {
		t.Error("not the recorder of a Client")
	}
	s.untouched(t)
	wanted := recorder.NewRecorder()
	for name, guards := range map[string][]func(*s3.Options){
		"twice":          {s3safe.Guard(), s3safe.Guard()},
		"thrice":         {s3safe.Guard(), s3safe.Guard(), s3safe.Guard()},
		"asked first":    {s3safe.Guard(s3safe.WithRecorder(wanted)), s3safe.Guard()},
		"asked last":     {s3safe.Guard(), s3safe.Guard(s3safe.WithRecorder(wanted))},
		"asked for both": {s3safe.Guard(s3safe.WithRecorder(recorder.NewRecorder())), s3safe.Guard(s3safe.WithRecorder(wanted))},
		"beside another": {recorder.NewRecorder().Option(), s3safe.Guard(), s3safe.Guard()},
		"last without":   {s3safe.Guard(s3safe.WithRecorder(wanted)), s3safe.Guard(s3safe.WithoutRecorder())},
	} {
		client := s3.New(rejecting().options(), guards...)
		_, _ = client.PutObject(t.Context(), plain())
		if r := s3safe.RecorderOf(client); r == nil || r.Last() == nil {
			t.Errorf("%s: the recorder has no failure", name)
		}
		wanted.Reset()
	}
	if ran != 0 {
		t.Errorf("the client's middleware ran %d times", ran)
	}
}

func encrypted() *s3.PutObjectInput {
	in := plain()
	in.SSECustomerAlgorithm = aws.String("AES256")
	in.SSECustomerKey = aws.String("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
	in.SSECustomerKeyMD5 = aws.String("KYvwGXoFFJ42a2u2GDWhwQ==")
	return in
}

// beforeSerializer inserts middleware that changes the input right before the
// serializer.
func beforeSerializer(change func(*s3.PutObjectInput)) func(*s3.Options) {
	return s3.WithAPIOptions(func(stack *middleware.Stack) error {
		return stack.Serialize.Insert(middleware.SerializeMiddlewareFunc("change", func(
			ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler,
		) (middleware.SerializeOutput, middleware.Metadata, error) {
			change(in.Parameters.(*s3.PutObjectInput))
			return next.HandleSerialize(ctx, in)
		}), "OperationSerializer", middleware.Before)
	})
}

// What middleware does behind the guard is judged: to the input until it is
// serialised, to the headers until they are signed.
func TestBehindTheGuard(t *testing.T) {
	crc, sha := "jNwWgw==", "LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=" // of the body
	for name, c := range map[string]struct {
		in     func() *s3.PutObjectInput
		change func(*s3.Options)
		rule   string // empty: it is sent
	}{
		"input changed": {plain, beforeSerializer(func(in *s3.PutObjectInput) {
			in.ChecksumCRC32, in.ChecksumSHA256 = &crc, &sha
		}), "checksum-several-values"},
		"two headers added": {plain, s3.WithAPIOptions(
			smithyhttp.AddHeaderValue("x-amz-checksum-crc32", crc), smithyhttp.AddHeaderValue("x-amz-checksum-sha256", sha)), "checksum-several-values"},
		"one header added to a member": {func() *s3.PutObjectInput {
			in := plain()
			in.ChecksumCRC32 = &crc
			return in
		}, s3.WithAPIOptions(smithyhttp.AddHeaderValue("x-amz-checksum-sha256", sha)), "checksum-several-values"},
		"one header added":           {plain, s3.WithAPIOptions(smithyhttp.AddHeaderValue("x-amz-checksum-crc32", crc)), ""},
		"a header that is no member": {plain, s3.WithAPIOptions(smithyhttp.AddHeaderValue("x-own", "1")), ""},
		"an ACL in a header": {func() *s3.PutObjectInput {
			in := plain()
			in.GrantRead = aws.String(`id="79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"`)
			return in
		}, s3.WithAPIOptions(smithyhttp.AddHeaderValue("x-amz-acl", "private")), "acl-several"},
	} {
		for form := range forms(new(stub).options()) {
			s := new(stub)
			client := forms(s.options())[form]
			// First without, so that the guard knows what is usual.
			if _, err := client.PutObject(t.Context(), c.in()); err != nil {
				t.Fatal(err)
			}
			_, err := client.PutObject(t.Context(), c.in(), c.change)
			var stopped *s3safe.IncompatibleError
			switch {
			case c.rule == "" && (err != nil || s.requests.Load() != 2):
				t.Errorf("%s, %s: %v", name, form, err)
			case c.rule == "":
			case !errors.As(err, &stopped) || s.requests.Load() != 1:
				t.Errorf("%s, %s: not stopped: %v", name, form, err)
			case name != "an ACL in a header" && stopped.Findings[0].Rule.ID != c.rule:
				t.Errorf("%s, %s: stopped by %s", name, form, stopped.Findings[0].Rule.ID)
			}
		}
	}
}

// Nothing that the SDK itself adds to a request counts as added: with rules true of
// every member with a header, exactly those of the input are found.
func TestSDKAddsNothing(t *testing.T) {
	for _, op := range allOperations() {
		var rules []compat.Rule
		all := sdk.Schema.Members(op)
		for _, m := range all.IDs() {
			if b, ok := sdk.BindingOf(op, m); ok && b.Location == sdk.Header {
				id := "test-member-" + strings.ToLower(m.String())
				rules = append(rules, ownRule(id, compat.Set(m), []compat.Operation{op},
					compat.Given(op, m, sdk.Schema.Samples(op, m)[0])))
			}
		}
		for _, mode := range []aws.RequestChecksumCalculation{aws.RequestChecksumCalculationWhenRequired, aws.RequestChecksumCalculationWhenSupported} {
			s := new(stub)
			o := s.options()
			o.RequestChecksumCalculation = mode
			o.ResponseChecksumValidation = aws.ResponseChecksumValidation(mode)
			var found []string
			client := s3safe.New(s3.New(o), s3safe.WithRules(rules...), s3safe.WithMode(s3safe.Report), s3safe.OnFinding(func(_ context.Context, e s3safe.Event) {
				for _, f := range e.Findings {
					if strings.HasPrefix(f.Rule.ID, "test-member-") {
						found = append(found, f.Rule.ID)
					}
				}
			}))
			in := compatible(t, op)
			_ = invoke(client, op.String(), in)
			var r compat.Request
			sdk.Describe(in, &r)
			for _, m := range r.Present.IDs() {
				found = slices.DeleteFunc(found, func(id string) bool { return id == "test-member-"+strings.ToLower(m.String()) })
			}
			// What the SDK sets in the input itself, before it is serialised.
			found = slices.DeleteFunc(found, func(id string) bool {
				return id == "test-member-checksumalgorithm" || id == "test-member-checksummode"
			})
			if len(found) > 0 {
				t.Errorf("%s, %d: found %v in what the SDK adds", op, mode, found)
			}
		}
	}
}

// Who removes the guard's middlewares from a call of a Client finds them back; and
// with any of them gone, what remains works.
func TestLostPlaces(t *testing.T) {
	for _, id := range []string{"s3safe:Signed", "disableHTTPS", "GetIdentity"} {
		lose := s3.WithAPIOptions(func(stack *middleware.Stack) error {
			var m middleware.FinalizeMiddleware
			switch id {
			case "s3safe:Signed":
				_, err := stack.Finalize.Remove(id)
				return err
			case "GetIdentity":
				m = passing{id}
			default:
				_, err := stack.Finalize.Remove(id)
				return err
			}
			_, err := stack.Finalize.Swap(id, m)
			return err
		})
		if id != "GetIdentity" { // without credentials nothing is signed
			for form, client := range forms(new(stub).options()) {
				if _, err := client.PutObject(t.Context(), plain(), lose); err != nil {
					t.Errorf("%s without %s: %v", form, id, err)
				}
			}
		}
		for when, rule := range map[string]compat.Rule{
			"endpoint":  ownRule("test-moment", compat.Endpoint(compat.Scheme, "https"), onPut, aPut),
			"signature": ownRule("test-moment", compat.Signature(compat.Digest, "none"), onPut, aPut),
		} {
			s := new(stub)
			_, err := newClient(s, s3safe.WithRules(rule)).PutObject(t.Context(), plain(), lose)
			if id == "GetIdentity" && when == "signature" {
				continue
			}
			mustStop(t, err)
			if s.requests.Load() != 0 {
				t.Errorf("%s lost: sent although the %s is wrong", id, when)
			}
		}
	}
}

// passing does nothing.
type passing struct{ id string }

func (p passing) ID() string { return p.id }
func (passing) HandleFinalize(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (
	middleware.FinalizeOutput, middleware.Metadata, error,
) {
	return next.HandleFinalize(ctx, in)
}

// A stop for the endpoint fetches no credentials and makes no session for a
// directory bucket, also if the call brings a resolver of its own.
func TestEndpointStopComesFirst(t *testing.T) {
	rule := ownRule("test-endpoint", compat.Endpoint(compat.Scheme, "https"), onPut, aPut)
	own := func(o *s3.Options) { o.EndpointResolverV2 = s3.NewDefaultEndpointResolverV2() }
	for _, bucket := range []string{"reports", "reports--use1-az4--x-s3"} {
		for _, opts := range [][]func(*s3.Options){nil, {own}} {
			for name := range forms(new(stub).options()) {
				s := &stub{body: expressSession}
				in := plain()
				in.Bucket = aws.String(bucket)
				_, err := forms(s.options(), s3safe.WithRules(rule))[name].PutObject(t.Context(), in, opts...)
				mustStop(t, err)
				s.untouched(t)
			}
		}
	}

}
