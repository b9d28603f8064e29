package diagnose_test

import (
	"context"
	"io"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

// fake is a transport that answers what it is told to.
type fake struct {
	status int
	body   string
	header http.Header
	seen   func(*http.Request)
}

const invalidRequest = `<Error><Code>InvalidRequest</Code><Message>no</Message><RequestId>R1</RequestId><HostId>H1</HostId></Error>`

func (f *fake) Do(r *http.Request) (*http.Response, error) {
	if f.seen != nil {
		f.seen(r)
	}
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	h := f.header.Clone()
	if h == nil {
		h = http.Header{}
	}
	status, body := f.status, f.body
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

func fakeOptions(f *fake) s3.Options {
	return s3.Options{
		Region: "eu-west-1", HTTPClient: f, Retryer: aws.NopRetryer{},
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported,
		ResponseChecksumValidation: aws.ResponseChecksumValidationWhenSupported,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "wJalrXUtnFEMI", SessionToken: "planted-session-token"}, nil
		}),
	}
}

func fakeClient(f *fake, r *diagnose.Recorder, more ...func(*s3.Options)) *s3.Client {
	return s3.New(fakeOptions(f), append([]func(*s3.Options){r.Option()}, more...)...)
}

func smallPut() *s3.PutObjectInput {
	return &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("2026/q3.csv"), Body: strings.NewReader("x"), ContentType: aws.String("text/csv")}
}

// only returns the one failure that there is.
func only(t *testing.T, r *diagnose.Recorder) *diagnose.Capture {
	t.Helper()
	list := r.Failures()
	if len(list) != 1 {
		t.Fatalf("%d failures, want 1", len(list))
	}
	return list[0]
}

// call calls the method of that name.
func call(client any, method string, input any) error {
	out := reflect.ValueOf(client).MethodByName(method).Call([]reflect.Value{reflect.ValueOf(context.Background()), reflect.ValueOf(input)})
	err, _ := out[len(out)-1].Interface().(error)
	return err
}
