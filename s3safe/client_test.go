package s3safe_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	sdkaws "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
)

func mustStop(t *testing.T, err error) *s3safe.IncompatibleError {
	t.Helper()
	var stopped *s3safe.IncompatibleError
	if !errors.As(err, &stopped) {
		t.Fatalf("not stopped: %v", err)
	}
	return stopped
}

// details is all that a stopped request's error tells.
func details(err error) string {
	var stopped *s3safe.IncompatibleError
	if !errors.As(err, &stopped) {
		return ""
	}
	return fmt.Sprintf("%+v", stopped)
}

// A stopped request of any operation causes no request and no look at the
// credentials, whether the client is the drop-in or has the option.
func TestStoppedNeverLeaves(t *testing.T) {
	clients := map[string]func(*stub) any{
		"New": func(s *stub) any { return newClient(s, s3safe.WithRules(everything())) },
		"Guard": func(s *stub) any {
			return s3.New(s.options(), s3safe.Guard(s3safe.WithRules(everything())))
		},
	}
	for name, make := range clients {
		for _, op := range allOperations() {
			t.Run(name+"/"+op.String(), func(t *testing.T) {
				s := new(stub)
				err := invoke(make(s), op.String(), complete(t, op))
				stopped := mustStop(t, err)
				if stopped.Operation != op.String() {
					t.Errorf("operation %q", stopped.Operation)
				}
				s.untouched(t)
			})
		}
	}
}

// The same holds for everything that can be presigned.
func TestStoppedPresigned(t *testing.T) {
	s := new(stub)
	presigner := newClient(s, s3safe.WithRules(everything())).Presign()
	n := 0
	for _, op := range allOperations() {
		method := "Presign" + op.String()
		if !reflect.ValueOf(presigner).MethodByName(method).IsValid() {
			continue
		}
		n++
		mustStop(t, invoke(presigner, method, complete(t, op)))
	}
	if n == 0 {
		t.Fatal("the SDK presigns nothing")
	}
	_, err := presigner.PresignPostObject(context.Background(), plain())
	mustStop(t, err)
	s.untouched(t)
}

// A compatible request is presigned, as URL and as POST.
func TestPresignPasses(t *testing.T) {
	s := new(stub)
	presigner := newClient(s).Presign()
	u, err := presigner.PresignGetObject(context.Background(), &s3.GetObjectInput{Bucket: sdkaws.String("reports"), Key: sdkaws.String("k")})
	if err != nil || !strings.Contains(u.URL, "X-Amz-Signature") {
		t.Fatalf("%v %v", u, err)
	}
	if _, err := presigner.PresignPostObject(context.Background(), plain()); err != nil {
		t.Fatal(err)
	}
}

// An unknown checksum mode is refused as a header, and of no effect in a URL.
func TestPresignWithChecksumMode(t *testing.T) {
	s := new(stub)
	client := newClient(s)
	in := &s3.GetObjectInput{Bucket: sdkaws.String("reports"), Key: sdkaws.String("k"), ChecksumMode: "DISABLED"}
	if u, err := client.Presign().PresignGetObject(context.Background(), in); err != nil || !strings.Contains(u.URL, "X-Amz-Checksum-Mode=DISABLED") {
		t.Fatalf("%v %v", u, err)
	}
	_, err := client.GetObject(context.Background(), in)
	mustStop(t, err)
	if n := s.requests.Load(); n != 0 {
		t.Errorf("%d requests were sent", n)
	}
}

func TestStoppedThroughPaginatorAndWaiter(t *testing.T) {
	s := new(stub)
	client := newClient(s, s3safe.WithRules(everything()))
	_, err := s3.NewListObjectsV2Paginator(client, &s3.ListObjectsV2Input{Bucket: sdkaws.String("reports")}).NextPage(context.Background())
	mustStop(t, err)
	err = s3.NewObjectExistsWaiter(client).Wait(context.Background(),
		&s3.HeadObjectInput{Bucket: sdkaws.String("reports"), Key: sdkaws.String("k")}, time.Second)
	mustStop(t, err)
	s.untouched(t)
}

// A compatible request of every operation passes.
func TestCompatiblePasses(t *testing.T) {
	for _, op := range allOperations() {
		s := new(stub)
		err := invoke(newClient(s, s3safe.WithMode(s3safe.Enforce)), op.String(), compatible(t, op))
		var stopped *s3safe.IncompatibleError
		if errors.As(err, &stopped) {
			t.Errorf("%s: %v", op, err)
		}
		if s.requests.Load() == 0 {
			t.Errorf("%s: nothing was sent: %v", op, err)
		}
	}
}

// compatible makes an input of the operation that no rule is true of: one with
// the required members only, or an example that the catalogue calls allowed.
func compatible(t *testing.T, op compat.Operation) any {
	t.Helper()
	catalog := aws.Source()
	cases := []compat.Case{compat.Given(op)}
	for _, rule := range catalog.RulesFor(op) {
		for _, c := range rule.Allowed {
			if c.Operation == op {
				cases = append(cases, c)
			}
		}
	}
	for _, c := range cases {
		c = compat.Complete(c, sdk.Schema)
		if len(catalog.Check(c.Request(), nil)) == 0 {
			in, err := sdk.NewInput(c)
			if err != nil {
				t.Fatal(err)
			}
			return in
		}
	}
	t.Fatalf("the catalogue has no compatible %s", op)
	return nil
}

func TestSurvivesReset(t *testing.T) {
	s := new(stub)
	client := newClient(s, s3safe.WithRules(noTags()))
	_, err := client.PutObject(context.Background(), tagged(), func(o *s3.Options) { o.APIOptions = nil })
	mustStop(t, err)
	s.untouched(t)
}

// A guard among a call's options replaces the client's for that call.
func TestPerCallGuard(t *testing.T) {
	s := new(stub)
	client := newClient(s, s3safe.WithRules(noTags()))
	_, err := client.PutObject(context.Background(), tagged(), s3safe.Guard(s3safe.WithMode(s3safe.Off)))
	if err != nil {
		t.Fatal(err)
	}
	_, err = s3.New(s.options()).PutObject(context.Background(), tagged(), s3safe.Guard(s3safe.WithRules(noTags())))
	mustStop(t, err)
}

// However often a guard is installed, each request is judged once.
func TestJudgedOnce(t *testing.T) {
	s := new(stub)
	told := 0
	opts := []s3safe.Option{
		s3safe.WithRules(noTags()), s3safe.WithMode(s3safe.Report),
		s3safe.OnFinding(func(context.Context, s3safe.Event) { told++ }),
	}
	o := s.options()
	client := s3safe.New(s3.New(o, s3safe.Guard(opts...), s3safe.Guard(opts...)), opts...)
	if _, err := client.PutObject(context.Background(), tagged(), func(*s3.Options) {}); err != nil {
		t.Fatal(err)
	}
	if told != 1 {
		t.Errorf("told %d times", told)
	}
}

func TestModes(t *testing.T) {
	ctx := context.Background()
	for _, c := range []struct {
		name    string
		opts    []s3safe.Option
		ctx     context.Context
		stopped bool
		told    int
	}{
		{"default", nil, ctx, true, 1},
		{"report", []s3safe.Option{s3safe.WithMode(s3safe.Report)}, ctx, false, 1},
		{"off", []s3safe.Option{s3safe.WithMode(s3safe.Off)}, ctx, false, 0},
		{"call report", nil, s3safe.ContextWithMode(ctx, s3safe.Report), false, 1},
		{"call off", nil, s3safe.ContextWithMode(ctx, s3safe.Off), false, 0},
		{"call enforce", []s3safe.Option{s3safe.WithMode(s3safe.Off)}, s3safe.ContextWithMode(ctx, s3safe.Enforce), true, 1},
		{"rule report", []s3safe.Option{s3safe.WithRuleMode(s3safe.Report, "test-no-tags")}, ctx, false, 1},
		{"rule off", []s3safe.Option{s3safe.WithRuleMode(s3safe.Off, "test-no-tags")}, ctx, false, 0},
		{"rule enforced while off", []s3safe.Option{s3safe.WithMode(s3safe.Off), s3safe.WithRuleMode(s3safe.Enforce, "test-no-tags")}, ctx, true, 1},
		{"call rule off", nil, s3safe.ContextWithRuleMode(ctx, "test-no-tags", s3safe.Off), false, 0},
		{"call rule enforced while off", []s3safe.Option{s3safe.WithMode(s3safe.Off)}, s3safe.ContextWithRuleMode(ctx, "test-no-tags", s3safe.Enforce), true, 1},
		{"no such mode", []s3safe.Option{s3safe.WithMode(s3safe.Off + 1)}, ctx, true, 1},
		{"call with no such mode", []s3safe.Option{s3safe.WithMode(s3safe.Report)}, s3safe.ContextWithMode(ctx, 200), true, 1},
		{"call's rule with no such mode", nil, s3safe.ContextWithRuleMode(ctx, "test-no-tags", 200), true, 1},
		{"rule with no such mode", []s3safe.Option{s3safe.WithRuleMode(200, "test-no-tags")}, ctx, true, 1},
		{"nil options", []s3safe.Option{nil, s3safe.WithState(nil), s3safe.OnFinding(nil)}, ctx, true, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := new(stub)
			told := 0
			opts := append([]s3safe.Option{
				s3safe.WithRules(noTags()),
				s3safe.OnFinding(func(_ context.Context, e s3safe.Event) {
					told++
					if e.Stopped != c.stopped || e.Operation != "PutObject" || len(e.Findings) != 1 {
						t.Errorf("event %+v", e)
					}
				}),
			}, c.opts...)
			_, err := newClient(s, opts...).PutObject(c.ctx, tagged())
			if c.stopped {
				mustStop(t, err)
				s.untouched(t)
			} else if err != nil {
				t.Error(err)
			}
			if told != c.told {
				t.Errorf("hooks called %d times, want %d", told, c.told)
			}
		})
	}
}

// What other middleware changes before serialisation is what is judged.
func TestSeesChangesOfOtherMiddleware(t *testing.T) {
	s := new(stub)
	o := s.options()
	o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
		return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("tagger", func(
			ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
		) (middleware.InitializeOutput, middleware.Metadata, error) {
			in.Parameters.(*s3.PutObjectInput).Tagging = sdkaws.String("a=b")
			return next.HandleInitialize(ctx, in)
		}), middleware.After)
	})
	_, err := s3safe.New(s3.New(o), s3safe.WithRules(noTags())).PutObject(context.Background(), plain())
	mustStop(t, err)
	s.untouched(t)
}

func TestErrorIsS3s(t *testing.T) {
	rule := noTags()
	rule.Answer = compat.Answer{Status: 404, Code: "NoSuchBucket"}
	s := new(stub)
	_, err := newClient(s, s3safe.WithRules(rule)).PutObject(context.Background(), tagged())
	stopped := mustStop(t, err)
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != "NoSuchBucket" || api.ErrorFault() != smithy.FaultClient || api.ErrorMessage() == "" {
		t.Errorf("API error %v", api)
	}
	var typed *types.NoSuchBucket
	if !errors.As(err, &typed) {
		t.Error("not a types.NoSuchBucket")
	}
	if stopped.HTTPStatusCode() != 404 || stopped.RetryableError() {
		t.Error("status or retry")
	}
	for _, part := range []string{"PutObject", "test-no-tags", "Tagging", "the test says no", "Don't", "Amazon S3"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the text lacks %q:\n%s", part, err)
		}
	}
	details := fmt.Sprintf("%+v", stopped)
	for _, part := range []string{"PutObject", "test-no-tags", "Tagging", "the test says no", "why:", "It is a test.", "fix:", "404 NoSuchBucket", "source:"} {
		if !strings.Contains(details, part) {
			t.Errorf("the details lack %q:\n%s", part, details)
		}
	}
	if (&s3safe.IncompatibleError{}).Error() == "" || (&s3safe.IncompatibleError{}).ErrorCode() != "" {
		t.Error("the zero error")
	}
}

// The client given to New stays as it was, and works unguarded.
func TestNewLeavesClientAlone(t *testing.T) {
	s := new(stub)
	original := s3.New(s.options())
	before := original.Options()
	_ = s3safe.New(original, s3safe.WithRules(everything()))
	after := original.Options()
	if len(before.APIOptions) != len(after.APIOptions) || before.EndpointResolverV2 != after.EndpointResolverV2 ||
		before.ExpressCredentials != after.ExpressCredentials {
		t.Error("the options changed")
	}
	if _, err := original.PutObject(context.Background(), plain()); err != nil {
		t.Error(err)
	}
	// A request to a directory bucket first makes a session, with the client's
	// own guard or none.
	s.body = `<CreateSessionResult><Credentials><SessionToken>t</SessionToken><SecretAccessKey>s</SecretAccessKey><AccessKeyId>a</AccessKeyId><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>`
	in := plain()
	in.Bucket = sdkaws.String("reports--use1-az4--x-s3")
	if _, err := original.PutObject(context.Background(), in); err != nil {
		t.Error(err)
	}
}

// The session of a directory bucket is made through the same guarded client,
// inside another call.
func TestExpressSessionInsideCall(t *testing.T) {
	s := &stub{body: `<CreateSessionResult><Credentials><SessionToken>t</SessionToken><SecretAccessKey>s</SecretAccessKey><AccessKeyId>a</AccessKeyId><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>`}
	var seen []string
	rule := everything()
	client := newClient(s, s3safe.WithRules(rule), s3safe.WithMode(s3safe.Report), s3safe.OnFinding(func(_ context.Context, e s3safe.Event) {
		seen = append(seen, e.Operation)
	}))
	in := plain()
	in.Bucket = sdkaws.String("reports--use1-az4--x-s3")
	if _, err := client.PutObject(context.Background(), in); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 2 || seen[0] != "PutObject" || seen[1] != "CreateSession" {
		t.Errorf("judged %v", seen)
	}
}

func TestBadInput(t *testing.T) {
	s := new(stub)
	client := newClient(s)
	if _, err := client.PutObject(context.Background(), nil); err == nil {
		t.Error("a nil input passed")
	}
	var typed *s3.PutObjectInput
	if _, err := client.PutObject(context.Background(), typed); err == nil {
		t.Error("a typed nil passed")
	}
	var none context.Context
	if _, err := client.PutObject(none, plain()); err != nil {
		t.Errorf("a nil context: %v", err)
	}
	ctx := context.WithValue(context.Background(), struct{}{}, nil)
	if _, err := client.PutObject(ctx, plain()); err != nil {
		t.Error(err)
	}
	if _, err := s3safe.New(nil).PutObject(context.Background(), plain()); err == nil {
		t.Error("a client without options sent something")
	}
	for _, in := range []any{nil, typed, 7, "PutObject", s3.PutObjectInput{}, &struct{}{}, (*int)(nil)} {
		err := s3safe.Check(in)
		var stopped *s3safe.IncompatibleError
		if err == nil || errors.As(err, &stopped) {
			t.Errorf("Check(%T): %v", in, err)
		}
	}
	huge := plain()
	huge.Key = sdkaws.String(strings.Repeat("k", 1<<24))
	huge.Metadata = map[string]string{}
	for i := range 10000 {
		huge.Metadata[strings.Repeat("m", i%300)+string(rune('a'+i%26))] = strings.Repeat("v", 1000)
	}
	if err := s3safe.Check(huge); err == nil {
		t.Error("an absurd input passed")
	}
}

// An option that is wrong is told, and the rest still works.
func TestValidate(t *testing.T) {
	if err := s3safe.Validate(s3safe.WithRuleMode(s3safe.Off, "no-such-rule")); err == nil || !strings.Contains(err.Error(), "no-such-rule") {
		t.Errorf("unknown rule: %v", err)
	}
	if err := s3safe.Validate(s3safe.WithRules(compat.Rule{ID: "incomplete"})); err == nil || !strings.Contains(err.Error(), "incomplete") {
		t.Errorf("incomplete rule: %v", err)
	}
	if err := s3safe.Validate(s3safe.WithRules(noTags()), s3safe.WithRuleMode(s3safe.Report, "test-no-tags")); err != nil {
		t.Error(err)
	}
}

func TestConcurrentCalls(t *testing.T) {
	s := new(stub)
	client := newClient(s, s3safe.WithRules(noTags()))
	var wg sync.WaitGroup
	for i := range 32 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			if i%2 == 0 {
				_, err := client.PutObject(context.Background(), tagged())
				var stopped *s3safe.IncompatibleError
				if !errors.As(err, &stopped) {
					t.Errorf("not stopped: %v", err)
				}
			} else if _, err := client.PutObject(context.Background(), plain(), func(o *s3.Options) { o.UsePathStyle = true }); err != nil {
				t.Error(err)
			}
		}()
	}
	wg.Wait()
	if n := s.requests.Load(); n != 16 {
		t.Errorf("%d requests", n)
	}
}

func TestInspect(t *testing.T) {
	v, err := s3safe.Inspect(tagged(), s3safe.WithRules(noTags(),
		ownRule("test-versioned", compat.Bucket(compat.Versioning, "Enabled"), []compat.Operation{operation.PutObject},
			compat.Given(operation.PutObject, member.Key, "k"))))
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Rejected) != 1 || v.Operation != "PutObject" {
		t.Errorf("%+v", v)
	}
	found := false
	for _, u := range v.Undecided {
		if u.Rule.ID == "test-versioned" {
			found = true
			if got := u.Wants.String(); got != "the bucket's versioning" {
				t.Errorf("wants %q", got)
			}
		}
	}
	if !found {
		t.Error("the undecided rule isn't told")
	}
}

// What only the request itself tells, after it was signed: how long the body is,
// and whether it carries a digest.
func TestStoppedAsSigned(t *testing.T) {
	upload := func() *s3.PutObjectInput {
		return &s3.PutObjectInput{Bucket: sdkaws.String("reports"), Key: sdkaws.String("q3.csv"), Body: strings.NewReader("x")}
	}
	unknown := upload()
	unknown.Body = io.NopCloser(strings.NewReader("x"))
	locked := upload()
	locked.ObjectLockLegalHoldStatus = types.ObjectLockLegalHoldStatusOn
	for name, c := range map[string]struct {
		in       *s3.PutObjectInput
		required sdkaws.RequestChecksumCalculation
		rule     string
	}{
		"length unknown":            {unknown, sdkaws.RequestChecksumCalculationWhenSupported, "body-length-unknown"},
		"length known":              {upload(), sdkaws.RequestChecksumCalculationWhenSupported, ""},
		"lock, no digest":           {locked, sdkaws.RequestChecksumCalculationWhenRequired, "object-lock-digest"},
		"lock, the SDK's checksum":  {locked, sdkaws.RequestChecksumCalculationWhenSupported, ""},
		"no lock, no digest needed": {upload(), sdkaws.RequestChecksumCalculationWhenRequired, ""},
	} {
		t.Run(name, func(t *testing.T) {
			s := new(stub)
			o := s.options()
			o.RequestChecksumCalculation = c.required
			_, err := s3safe.New(s3.New(o)).PutObject(t.Context(), c.in)
			if c.rule == "" {
				if err != nil || s.requests.Load() != 1 {
					t.Fatalf("%v, %d requests", err, s.requests.Load())
				}
				return
			}
			if stopped := mustStop(t, err); stopped.Findings[0].Rule.ID != c.rule {
				t.Errorf("stopped for %s", stopped.Findings[0].Rule.ID)
			}
			if n := s.requests.Load(); n != 0 {
				t.Errorf("%d requests reached the transport", n)
			}
		})
	}
}
