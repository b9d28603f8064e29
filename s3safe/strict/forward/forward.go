// Package forward is a reverse proxy for S3 that keeps requests as they are signed:
//
//	upstream, err := url.Parse("http://127.0.0.1:9000")
//	if err != nil {
//		return err
//	}
//	server := &http.Server{Addr: "127.0.0.1:8000", Handler: forward.To(upstream)}
//
// Host, path, query and headers reach the server as the client sent them, bodies are
// streamed, and so are answers: a signature that was valid stays valid. With [Signing]
// requests are signed anew.
package forward

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/internal/printable"
)

// Option configures a reverse proxy.
type Option func(*proxy)

type proxy struct {
	upstream  *url.URL
	transport http.RoundTripper
	signer    *signer
	log       *slog.Logger
}

// WithTransport sets what sends the requests, for instance one that trusts a
// certificate. The default is a transport of its own without a proxy. A transport must
// not ask for compressed answers by itself (DisableCompression).
func WithTransport(t http.RoundTripper) Option { return func(p *proxy) { p.transport = t } }

// Signing signs requests anew, with the credentials, for the Region and the upstream's
// host. Clients must address buckets in the path then.
//
// The upstream lets whoever reaches the proxy do what the credentials may do: the
// client's own signature isn't verified. Signed are requests with an Authorization
// header, whatever it holds, with a payload that is signed, unsigned, or signed chunk
// by chunk, of which one at a time is in memory and may have 16 MiB. Others go on as
// they came, with the client's Host: anonymous requests, presigned URLs, forms, and
// those of an S3 Express session. One whose chunks are signed with SigV4A isn't
// forwarded.
func Signing(credentials aws.CredentialsProvider, region string) Option {
	return func(p *proxy) { p.signer = &signer{credentials: credentials, region: region} }
}

// WithLog logs requests that couldn't be forwarded, without their query, at level
// Error. The default is silence: the client gets status 502.
func WithLog(l *slog.Logger) Option { return func(p *proxy) { p.log = l } }

// To returns a handler that forwards requests to the server at a URL, of which it uses
// the scheme and the host.
func To(upstream *url.URL, opts ...Option) http.Handler {
	p := &proxy{upstream: upstream}
	for _, o := range opts {
		if o != nil {
			o(p)
		}
	}
	if p.transport == nil {
		p.transport = &http.Transport{
			DialContext:         dial,
			MaxIdleConnsPerHost: 64, IdleConnTimeout: 90 * time.Second,
			TLSHandshakeTimeout: 10 * time.Second, ExpectContinueTimeout: 5 * time.Second,
			DisableCompression: true, // an encoding that nobody asked for isn't signed
			WriteBufferSize:    64 << 10, ReadBufferSize: 64 << 10,
		}
	}
	proxied := &httputil.ReverseProxy{
		Rewrite: p.rewrite, Transport: p, BufferPool: buffers{}, ErrorHandler: p.failed,
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { proxied.ServeHTTP(lowering{w}, r) })
}

// lowering is an answer in which the names of metadata are in lower case.
type lowering struct{ http.ResponseWriter }

// WriteHeader implements http.ResponseWriter.
func (w lowering) WriteHeader(status int) {
	lowerMetadata(w.Header())
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap is for http.ResponseController.
func (w lowering) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// rewrite sends a request to the upstream. What httputil has removed of the query
// because it couldn't be parsed is part of what was signed.
func (p *proxy) rewrite(r *httputil.ProxyRequest) {
	r.Out.URL.Scheme, r.Out.URL.Host = p.upstream.Scheme, p.upstream.Host
	r.Out.URL.RawQuery = r.In.URL.RawQuery
	r.Out.URL.ForceQuery = r.In.URL.ForceQuery
	// The path as it came: decoded and encoded again, it could be another.
	if path, _, _ := strings.Cut(r.In.RequestURI, "?"); strings.HasPrefix(path, "/") && !strings.HasPrefix(path, "//") {
		r.Out.URL.Opaque = path
	}
	r.Out.Host = r.In.Host
	lowerMetadata(r.Out.Header)
	for _, name := range [...]string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"} {
		if v, ok := r.In.Header[name]; ok {
			r.Out.Header[name] = v // they may be signed
		}
	}
}

// lowerMetadata puts the names of metadata in lower case: clients show them as they
// come, S3 has them so, and net/http capitalises them.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingMetadata.html
func lowerMetadata(h http.Header) {
	const prefix = "X-Amz-Meta-"
	for name, values := range h {
		if strings.HasPrefix(name, prefix) {
			delete(h, name)
			h[strings.ToLower(name)] = values
		}
	}
}

// RoundTrip implements http.RoundTripper.
func (p *proxy) RoundTrip(r *http.Request) (*http.Response, error) {
	if p.signer != nil {
		if err := p.signer.sign(r, p.upstream.Host); err != nil {
			if r.Body != nil {
				_ = r.Body.Close()
			}
			return nil, err
		}
	}
	return p.transport.RoundTrip(r)
}

// failed answers a request that couldn't be forwarded. Queries can hold signatures.
func (p *proxy) failed(w http.ResponseWriter, r *http.Request, err error) {
	if p.log != nil && r.Context().Err() == nil {
		p.log.ErrorContext(r.Context(), "s3safe: a request can't be forwarded",
			slog.String("method", r.Method), slog.String("reason", reason(err)))
	}
	w.Header().Set("Content-Type", "application/xml")
	w.WriteHeader(http.StatusBadGateway)
	if r.Method != http.MethodHead {
		_, _ = io.WriteString(w, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>ServiceUnavailable</Code><Message>The server behind the proxy can't be reached.</Message></Error>")
	}
}

// reason returns an error's text without the URL that url.Error has in front.
func reason(err error) string {
	if u, ok := err.(*url.Error); ok {
		err = u.Err
	}
	return printable.Line(err.Error())
}
