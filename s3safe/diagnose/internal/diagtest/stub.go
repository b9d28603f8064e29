// Package diagtest has what the tests of the diagnosis share.
package diagtest

import (
	"context"
	"io"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Transport is an HTTP client that answers every request.
type Transport func(*http.Request) (*http.Response, error)

// Do implements s3.HTTPClient.
func (f Transport) Do(req *http.Request) (*http.Response, error) {
	if req.Body != nil {
		_, _ = io.Copy(io.Discard, req.Body)
		req.Body.Close()
	}
	return f(req)
}

// Answering returns a Transport with one answer; header holds names and values in turn.
func Answering(status int, body string, header ...string) Transport {
	return func(req *http.Request) (*http.Response, error) {
		h := http.Header{}
		for i := 0; i < len(header); i += 2 {
			h.Set(header[i], header[i+1])
		}
		return &http.Response{
			StatusCode: status, Header: h, Request: req,
			Body: io.NopCloser(strings.NewReader(body)), ContentLength: int64(len(body)),
		}, nil
	}
}

// Invalid is an error document of S3's.
const Invalid = `<Error><Code>InvalidRequest</Code><Message>no</Message></Error>`

// Client returns a client of S3 with a transport.
func Client(to Transport, opts ...func(*s3.Options)) *s3.Client {
	return s3.New(s3.Options{
		Region:     "us-east-1",
		HTTPClient: to,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "a", SecretAccessKey: "b"}, nil
		}),
	}, opts...)
}
