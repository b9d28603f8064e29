package build

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// Raw is a request before anything is masked.
type Raw struct {
	Method, Scheme, Host string
	Path, Query          string // escaped, and as it is
	Header               http.Header
	Length               int64 // -1 if it isn't known
	Encoding             []string
	dropped              []string // parts of the URL that no capture has
}

// RawOf reads a request.
func RawOf(req *http.Request) Raw {
	r := Raw{
		Method: req.Method, Host: req.Host, Header: req.Header,
		Length: req.ContentLength, Encoding: req.TransferEncoding,
	}
	r.SetURL(req.URL)
	return r
}

// SetURL takes over scheme, path and query of a URL, and the host if there is none yet.
func (r *Raw) SetURL(u *url.URL) {
	if u == nil {
		return
	}
	r.Scheme, r.Path, r.Query = u.Scheme, u.EscapedPath(), u.RawQuery
	if u.Opaque != "" {
		r.Path = u.Opaque
	}
	if r.Host == "" {
		r.Host = u.Host
	}
}

// SetTarget splits a request's target into path and query.
func (r *Raw) SetTarget(target string) {
	if i := strings.Index(target, "://"); i >= 0 {
		r.Scheme = strings.ToLower(target[:i])
		target = target[i+3:]
		host := target
		if j := strings.IndexAny(target, "/?"); j >= 0 {
			host, target = target[:j], target[j:]
		} else {
			target = "/"
		}
		if _, port, found := strings.Cut(host, ":"); found && strings.Trim(port, "0123456789") != "" && !strings.Contains(host, "@") && host[0] != '[' {
			// A password with a slash, which should have been escaped.
			if j := strings.LastIndexByte(target, '@'); j >= 0 {
				r.dropped = append(r.dropped, host+target[:j])
				host, target = "", target[j+1:]
				if j := strings.IndexAny(target, "/?"); j >= 0 {
					host, target = target[:j], target[j:]
				}
			}
		}
		// Name and password of a URL are credentials.
		if j := strings.LastIndexByte(host, '@'); j >= 0 {
			r.dropped = append(r.dropped, host[:j])
			host = host[j+1:]
		}
		r.Host = host
	}
	target, fragment, _ := strings.Cut(target, "#")
	r.dropped = append(r.dropped, fragment)
	r.Path, r.Query, _ = strings.Cut(target, "?")
}

// Frame takes what frames the body, and the host, out of the header, as net/http
// does.
func (r *Raw) Frame(fail func(string) error) error {
	h := r.Header
	if r.Host == "" || h.Get("Host") != "" {
		r.Host = h.Get("Host")
	}
	if v := h.Get("Transfer-Encoding"); v != "" {
		r.Encoding = strings.Split(strings.ReplaceAll(redact.LimitTo(v, 100), " ", ""), ",")
		r.Length = -1
	}
	if v := h.Get("Content-Length"); v != "" && r.Encoding == nil {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 0 {
			return fail("Content-Length isn't a length")
		}
		r.Length = n
	}
	h.Del("Host")
	h.Del("Transfer-Encoding")
	return nil
}
