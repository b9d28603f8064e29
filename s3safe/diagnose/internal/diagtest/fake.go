package diagtest

import (
	"context"
	"io"
	"net/http"
	"net/http/httputil"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
)

// Fake is a transport that answers what it is told to.
type Fake struct {
	Status int // 0 means 200
	Body   string
	Header http.Header
	// Seen, if not nil, is called with each request first.
	Seen func(*http.Request)
}

// InvalidRequest is an error document of S3's with the ids.
const InvalidRequest = `<Error><Code>InvalidRequest</Code><Message>no</Message><RequestId>R1</RequestId><HostId>H1</HostId></Error>`

// Do implements s3.HTTPClient.
func (f *Fake) Do(r *http.Request) (*http.Response, error) {
	if f.Seen != nil {
		f.Seen(r)
	}
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	h := f.Header.Clone()
	if h == nil {
		h = http.Header{}
	}
	status, body := f.Status, f.Body
	if status == 0 {
		status = http.StatusOK
	}
	if r.URL.Query().Has("session") {
		status = http.StatusOK
		body = `<CreateSessionResult><Credentials><AccessKeyId>SESSIONKEYID</AccessKeyId><SecretAccessKey>s</SecretAccessKey>` +
			`<SessionToken>sessiontoken-sessiontoken</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials></CreateSessionResult>`
	}
	return &http.Response{StatusCode: status, Header: h, Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body))}, nil
}

// Recorder is a *recorder.Recorder, whose own tests use this package.
type Recorder interface {
	Option() func(*s3.Options)
	Failures() []*capture.Capture
}

// FakeOptions are those of a client with the transport, and with temporary credentials.
func FakeOptions(f *Fake) s3.Options {
	return s3.Options{
		Region: "eu-west-1", HTTPClient: f, Retryer: aws.NopRetryer{},
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenSupported,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI", SessionToken: "planted-session-token"}, nil
		}),
	}
}

// FakeClient returns a client with the transport and a recorder.
func FakeClient(f *Fake, r Recorder, more ...func(*s3.Options)) *s3.Client {
	return s3.New(FakeOptions(f), append([]func(*s3.Options){r.Option()}, more...)...)
}

// SmallPut returns an input without anything unusual.
func SmallPut() *s3.PutObjectInput {
	return &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("2026/q3.csv"), Body: strings.NewReader("x"), ContentType: aws.String("text/csv")}
}

// Only returns the one failure that there is.
func Only(t *testing.T, r Recorder) *capture.Capture {
	t.Helper()
	list := r.Failures()
	if len(list) != 1 {
		t.Fatalf("%d failures, want 1", len(list))
	}
	return list[0]
}

// Call calls a client's method of that name.
func Call(client any, method string, input any) error {
	out := reflect.ValueOf(client).MethodByName(method).Call([]reflect.Value{reflect.ValueOf(context.Background()), reflect.ValueOf(input)})
	err, _ := out[len(out)-1].Interface().(error)
	return err
}

// DumpOf sends the complete input of an operation and returns its dump.
func DumpOf(t *testing.T, c compat.Case, optFns ...func(*s3.Options)) (*http.Request, []byte) {
	t.Helper()
	in, err := sdk.NewInput(compat.Complete(c, sdk.Schema))
	if err != nil {
		t.Fatal(err)
	}
	var dump []byte
	var req *http.Request
	f := &Fake{Status: 400, Body: InvalidRequest, Seen: func(r *http.Request) {
		if r.URL.Query().Has("session") && c.Operation.String() != "CreateSession" {
			return
		}
		req = r
		dump, _ = httputil.DumpRequestOut(r, false)
	}}
	client := s3.New(FakeOptions(f), optFns...)
	reflect.ValueOf(client).MethodByName(c.Operation.String()).Call([]reflect.Value{reflect.ValueOf(context.Background()), reflect.ValueOf(in)})
	if dump == nil {
		t.Fatalf("%s wasn't sent", c.Operation)
	}
	return req, dump
}

// HAR returns a HAR file with the entries.
func HAR(entries ...string) string {
	return `{"log":{"version":"1.2","creator":{"name":"x","nested":[1,{"a":[]}]},"entries":[` + strings.Join(entries, ",") + `],"pages":[]}}`
}
