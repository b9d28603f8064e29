package parse

import (
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/wire"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/build"
)

// maxDocument bounds what is read of a request's body, if it is a document.
const maxDocument = 1 << 20

// decoder decodes requests of any time, so it says nothing of their age.
var decoder = wire.NewDecoder(wire.MaxBody(maxDocument), wire.Clock(func() time.Time { return time.Time{} }))

// decoded returns what a request on the wire asks for, nil if it can't be decoded.
// The body may be nil if the source doesn't have it.
func decoded(raw *build.Raw, body io.Reader) *compat.Request {
	r := &http.Request{
		Method: raw.Method, Host: raw.Host, Header: raw.Header, ContentLength: raw.Length,
		URL: &url.URL{Scheme: raw.Scheme, RawQuery: raw.Query},
		// As of a request that was received: without a length it has no body.
		RequestURI: raw.Path,
	}
	var err error
	if r.URL.Path, err = url.PathUnescape(raw.Path); err != nil {
		return nil
	}
	r.URL.RawPath = raw.Path
	if body != nil && raw.Encoding == nil {
		r.Body = io.NopCloser(body)
	}
	m, err := decoder.Decode(r)
	if err != nil {
		return nil
	}
	// Every request has a length; as a member it is hardly ever given.
	m.Request.Present.Remove(member.ContentLength)
	return &m.Request
}
