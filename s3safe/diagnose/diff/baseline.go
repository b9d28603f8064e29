package diff

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"reflect"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/build"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/resend"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Baseline returns the request that the SDK would build for the operation of a
// capture by itself: only the required members and a body if there was one, the SDK's defaults, the same
// Region and endpoint. Nothing is sent, and the credentials are made up. Of the
// members, those are the capture's whose values it shows.
//
// A [Diff] against it shows all that an application, its configuration, and what
// is in between add to a plain request.
func Baseline(ctx context.Context, c *capture.Capture) (*capture.Capture, error) {
	op, ok := build.OperationByName(c.Operation)
	if !ok {
		return nil, fmt.Errorf("diagnose: no baseline: the capture doesn't tell the operation")
	}
	plain := compat.Given(op)
	required := sdk.Schema.Required(op)
	for _, m := range c.Members {
		id, ok := redact.MemberByName(m.Name)
		if b, _ := sdk.BindingOf(op, id); ok && b.Location == sdk.Payload {
			// What is uploaded isn't an option; how, is the SDK's choice.
			plain = plain.With(id, sdk.Schema.Samples(op, id)[0])
			continue
		}
		if !ok || m.Masked || m.Value == "" || !required.Has(id) || strings.Contains(m.Value, capture.Masked) {
			continue
		}
		if sdk.Kind(op, id) == compat.KindString {
			plain = plain.With(id, m.Value)
		}
	}
	in, err := sdk.NewInput(compat.Complete(plain, sdk.Schema))
	if err != nil {
		return nil, fmt.Errorf("diagnose: no baseline: %w", err)
	}
	var built *capture.Capture
	recorder := recorder.NewRecorder(recorder.Keep(0), recorder.CaptureAll(), recorder.OnCapture(func(_ context.Context, got *capture.Capture) {
		// An S3 Express session is another call of the same client, and first.
		if got.Operation == c.Operation {
			built = got
		}
	}))
	client := s3.New(baselineOptions(c), recorder.Option())
	// The answer is made up too, so whether the SDK can read it says nothing.
	_, err = resend.Invoke(ctx, reflect.ValueOf(client), op, in, nil)
	if built == nil {
		return nil, fmt.Errorf("diagnose: no baseline: the SDK doesn't build it: %w", (&redact.Redactor{}).Plain(err))
	}
	built.Answer = capture.Answer{}
	built.Missing = append(built.Missing, "answer")
	return built, nil
}

// baselineOptions are the SDK's defaults for the capture's endpoint.
func baselineOptions(c *capture.Capture) s3.Options {
	o := s3.Options{
		Region: "us-east-1",
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "BASELINE", SecretAccessKey: "baseline"}, nil
		}),
		HTTPClient: baselineTransport{},
		Retryer:    aws.NopRetryer{},
		// The same that configuration loading gives every client.
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenSupported,
	}
	for _, region := range []string{c.Endpoint.Region, c.Signature.Region} {
		if redact.IsRegionName(region) {
			o.Region = region
			break
		}
	}
	if c.Endpoint.Provider == "other" && c.Endpoint.URL != "" {
		scheme, host, _ := strings.Cut(c.Endpoint.URL, "://")
		bucket := memberValue(c, "Bucket")
		if c.Endpoint.Style == "virtual-hosted" {
			host = strings.TrimPrefix(host, bucket+".")
		}
		o.BaseEndpoint = aws.String(scheme + "://" + host)
		o.UsePathStyle = c.Endpoint.Style != "virtual-hosted"
	}
	return o
}

func memberValue(c *capture.Capture, name string) string {
	for _, m := range c.Members {
		if m.Name == name {
			return m.Value
		}
	}
	return ""
}

// baselineTransport answers without sending.
type baselineTransport struct{}

// Do implements s3.HTTPClient.
func (baselineTransport) Do(r *http.Request) (*http.Response, error) {
	body := ""
	if r.URL.Query().Has("session") {
		// Without a session, the request to a directory bucket isn't built.
		body = `<CreateSessionResult><Credentials><AccessKeyId>BASELINE</AccessKeyId><SecretAccessKey>baseline</SecretAccessKey>` +
			`<SessionToken>baseline</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>`
	}
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	return &http.Response{
		StatusCode: http.StatusOK, Header: http.Header{}, Request: r,
		Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
	}, nil
}
