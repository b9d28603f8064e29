// Package stricttest gives tests an S3 server that is as strict as Amazon S3, in one
// line:
//
//	func TestUpload(t *testing.T) {
//		client := stricttest.Client(t)
//		// …
//	}
//
// Behind it is the server of package s3server, in the test's process. It takes a good
// deal that Amazon doesn't; package strict rejects that before it gets there.
package stricttest

import (
	"net/http/httptest"
	"net/url"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/examples/s3server/s3servertest"
	"github.com/s3safe/s3safe-go/s3safe/strict"
	"github.com/s3safe/s3safe-go/s3safe/strict/forward"
)

// Server is a strict server and the lax one behind it.
type Server struct {
	// URL is the endpoint of the strict server.
	URL string
	// Lax is the server behind it.
	Lax *s3server.Server
}

// New starts a strict server for a test, in front of the test process's S3 server,
// which is shared; see package s3servertest. Both end with the test. Rejections are
// logged by the test.
func New(t testing.TB, opts ...strict.Option) *Server {
	t.Helper()
	lax := s3servertest.Server(t)
	upstream, err := url.Parse(lax.Endpoint())
	if err != nil {
		t.Fatal(err)
	}
	opts = append([]strict.Option{strict.WithCredentials(lax.Config().Credentials), strict.OnFinding(logTo(t))}, opts...)
	if err := strict.Validate(opts...); err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(strict.Handler(forward.To(upstream), opts...))
	t.Cleanup(front.Close)
	return &Server{URL: front.URL, Lax: lax}
}

// Client returns a client of a strict server for a test.
func Client(t testing.TB, opts ...strict.Option) *s3.Client {
	t.Helper()
	return New(t, opts...).Client()
}

// Config returns a configuration for the strict server, as config.LoadDefaultConfig
// would for an application that uses it. The caller may change it.
func (s *Server) Config() aws.Config {
	c := s.Lax.Config()
	c.BaseEndpoint = &s.URL
	return c
}

// Client returns a client that addresses buckets by path.
func (s *Server) Client() *s3.Client {
	return s3.NewFromConfig(s.Config(), func(o *s3.Options) { o.UsePathStyle = true })
}
