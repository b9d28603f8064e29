package recorder

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
)

// answering is a transport that answers every request the same.
type answering struct {
	status int
	body   string
}

func (a answering) Do(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: a.status, Request: r, Body: io.NopCloser(strings.NewReader(a.body)),
		Header: http.Header{"X-Amz-Request-Id": {"REQ1"}, "X-Amz-Id-2": {"HOST1"}, "Server": {"AmazonS3"}, "X-Own": {"secret"}},
	}, nil
}

// bothWays makes an attempt, and its capture at once and as one that was kept.
type bothWays struct {
	t         *testing.T
	input     any
	now, kept *capture.Capture
	wasKept   bool
	over      bool // nobody has the request any more
	change    func(any)
}

func (b *bothWays) ID() string { return "both" }

func (b *bothWays) HandleFinalize(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (
	middleware.FinalizeOutput, middleware.Metadata, error,
) {
	signed := new(snapshot)
	req := in.Request.(*smithyhttp.Request)
	signed.take(req.Request, lengthOf(req))
	started := time.Now()
	out, metadata, err := next.HandleFinalize(ctx, in)
	a := attempt{input: b.input, number: 1, signed: signed, sent: req, started: started, err: err}
	a.readAnswer(metadata)
	b.now = a.capture(ctx)
	if b.over {
		a.signed.takeOver(req.Request, lengthOf(req))
	}
	f := a.keep(ctx)
	if b.change != nil {
		b.change(b.input)
	}
	if f != nil {
		b.wasKept, b.kept = true, f.capture()
	}
	return out, metadata, err
}

func errorOf(code, message string) string {
	return "<Error><Code>" + code + "</Code><Message>" + message + "</Message><RequestId>REQ2</RequestId><HostId>HOST2</HostId></Error>"
}

// A capture that is made when it is asked for is the one that would have been made
// at once, whatever the application did to its input since.
func TestKeptFailure(t *testing.T) {
	put := func() *s3.PutObjectInput {
		return &s3.PutObjectInput{
			Bucket: aws.String("reports"), Key: aws.String("a b/ü"), Body: strings.NewReader("x"), ContentLength: aws.Int64(1),
			StorageClass: types.StorageClassStandardIa, Tagging: aws.String("team=blue"), BucketKeyEnabled: aws.Bool(true),
			Metadata: map[string]string{"owner": "jane"}, ObjectLockRetainUntilDate: aws.Time(time.Unix(4e9, 0)),
		}
	}
	withKey := func() *s3.PutObjectInput {
		in := put()
		in.SSECustomerAlgorithm, in.SSECustomerKey = aws.String("AES256"), aws.String("MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=")
		return in
	}
	for name, c := range map[string]struct {
		in      func() *s3.PutObjectInput
		with    answering
		options []func(*s3.Options)
		kept    bool
	}{
		"error document":     {put, answering{400, errorOf("InvalidRequest", "no")}, nil, true},
		"without a document": {put, answering{403, ""}, nil, true},
		"values in the text": {put, answering{400, errorOf("InvalidArgument", "jane is not team=blue")}, nil, true},
		"redirected":         {put, answering{301, errorOf("PermanentRedirect", "elsewhere")}, nil, true},
		"error inside a 200": {put, answering{200, errorOf("InternalError", "no")}, nil, false},
		"customer key":       {withKey, answering{400, errorOf("InvalidRequest", "no")}, nil, false},
		"long text":          {put, answering{400, errorOf("InvalidRequest", strings.Repeat("no ", 30000))}, nil, false},
		"changed after": {put, answering{400, errorOf("SignatureDoesNotMatch", "no")}, []func(*s3.Options){s3.WithAPIOptions(
			func(stack *middleware.Stack) error {
				return stack.Finalize.Add(middleware.FinalizeMiddlewareFunc("change", func(
					ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
				) (middleware.FinalizeOutput, middleware.Metadata, error) {
					in.Request.(*smithyhttp.Request).Header.Set("User-Agent", "other")
					return next.HandleFinalize(ctx, in)
				}), middleware.After)
			})}, true},
	} {
		for _, over := range []bool{false, true} {
			if over && c.options != nil {
				continue // there is somebody
			}
			t.Run(fmt.Sprintf("%s, over: %v", name, over), func(t *testing.T) { testKeptFailure(t, c.in(), c.with, c.options, c.kept, over) })
		}
	}
}

func testKeptFailure(t *testing.T, in *s3.PutObjectInput, with answering, options []func(*s3.Options), kept, over bool) {
	both := &bothWays{t: t, input: in, over: over, change: func(in any) {
		p := in.(*s3.PutObjectInput)
		*p.Key, *p.Tagging, *p.ContentLength = "other", "other=1", 7
		p.Metadata["owner"], p.Body = "joe", nil
		*p.ObjectLockRetainUntilDate = time.Unix(0, 0)
	}}
	client := s3.New(s3.Options{Region: "us-east-1", HTTPClient: with, RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "s", SessionToken: "FwoGZXIvYXdzEJr1234567890"}, nil
		})})
	_, _ = client.PutObject(t.Context(), in, append(options, func(o *s3.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return stack.Finalize.Insert(both, "Signing", middleware.After)
		})
	})...)
	if both.wasKept != kept {
		t.Fatalf("kept: %v", both.wasKept)
	}
	if !kept {
		return
	}
	now, _ := json.Marshal(both.now)
	later, _ := json.Marshal(both.kept)
	if string(now) != string(later) {
		t.Errorf("at once %s\nkept    %s", now, later)
	}
}
