package s3server

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
)

// WithSecret sets the secret of the server's one account, for [Attach].
func WithSecret(secret string) Option { return func(o *options) { o.secret = secret } }

// Attach stands before a server that runs already, of whatever make, at the
// address (host and port) where it speaks plain HTTP, and counts the requests to
// it. With [WithTLS] clients speak HTTPS to the front: the scheme isn't signed, so
// the server needn't know. Close leaves the server running.
//
// ctx bounds the first connection only.
func Attach(ctx context.Context, addr string, opts ...Option) (*Server, error) {
	o := options{region: DefaultRegion, access: defaultAccessKey, secret: secretKey, tempDir: os.TempDir()}
	for _, opt := range opts {
		opt(&o)
	}
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	first, err := dialer.DialContext(ctx, "tcp", addr)
	if err != nil {
		return nil, fmt.Errorf("s3server: attach: %w", err)
	}
	if err := first.Close(); err != nil {
		return nil, fmt.Errorf("s3server: attach: %w", err)
	}
	s := &Server{region: o.region, access: o.access, secret: o.secret, attached: true}
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("s3server: attach: %w", err)
	}
	client := awshttp.NewBuildableClient()
	if o.tls {
		dir, err := os.MkdirTemp(o.tempDir, "s3server-")
		if err != nil {
			return nil, errors.Join(err, ln.Close())
		}
		certificate, err := newCertificate(dir)
		// The certificate is served from memory.
		if err := errors.Join(err, os.RemoveAll(dir)); err != nil {
			return nil, errors.Join(err, ln.Close())
		}
		s.pool = certificate.pool
		ln = tls.NewListener(ln, certificate.serverConfig())
		client = client.WithTransportOptions(trust(s.pool))
	}
	s.client = client
	s.front = newFront(ln, addr, nil)
	return s, nil
}
