package diagnose

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// rawRequest is a request before anything is masked.
type rawRequest struct {
	method, scheme, host string
	path, query          string // escaped, and as it is
	header               http.Header
	length               int64 // -1 if it isn't known
	encoding             []string
	dropped              []string // parts of the URL that no capture has
}

// rawOf reads a request.
func rawOf(req *http.Request) rawRequest {
	r := rawRequest{
		method: req.Method, host: req.Host, header: req.Header,
		length: req.ContentLength, encoding: req.TransferEncoding,
	}
	r.setURL(req.URL)
	return r
}

func (r *rawRequest) setURL(u *url.URL) {
	if u == nil {
		return
	}
	r.scheme, r.path, r.query = u.Scheme, u.EscapedPath(), u.RawQuery
	if u.Opaque != "" {
		r.path = u.Opaque
	}
	if r.host == "" {
		r.host = u.Host
	}
}

// setTarget splits a request's target into path and query.
func (r *rawRequest) setTarget(target string) {
	if i := strings.Index(target, "://"); i >= 0 {
		r.scheme = strings.ToLower(target[:i])
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
		r.host = host
	}
	target, fragment, _ := strings.Cut(target, "#")
	r.dropped = append(r.dropped, fragment)
	r.path, r.query, _ = strings.Cut(target, "?")
}

// frame takes what frames the body, and the host, out of the header, as net/http
// does.
func (r *rawRequest) frame(fail func(string) error) error {
	h := r.header
	if r.host == "" || h.Get("Host") != "" {
		r.host = h.Get("Host")
	}
	if v := h.Get("Transfer-Encoding"); v != "" {
		r.encoding = strings.Split(strings.ReplaceAll(limitTo(v, 100), " ", ""), ",")
		r.length = -1
	}
	if v := h.Get("Content-Length"); v != "" && r.encoding == nil {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil || n < 0 {
			return fail("Content-Length isn't a length")
		}
		r.length = n
	}
	h.Del("Host")
	h.Del("Transfer-Encoding")
	return nil
}
