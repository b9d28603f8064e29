package recorder

import (
	"net/http"
	"net/url"
	"slices"
	"sync"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/build"

	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// inlineHeaders is how many headers a snapshot holds without an allocation. The
// SDK sends a dozen of its own.
const inlineHeaders = 24

// snapshot is what a request was at a moment, taken without an allocation:
// middleware changes the request in place. Texts and the slices of values aren't
// copied; the first value is, since it is what can be overwritten.
type snapshot struct {
	method, host string
	url          url.URL
	length       int64
	encoding     []string
	count        int
	inline       [inlineHeaders]singleHeader
	more         []headerEntry // those beyond, and those with other than one value
}

// singleHeader is a header with one value, which nearly all have.
type singleHeader struct{ name, value string }

type headerEntry struct {
	name, first string
	values      []string
}

// snapshots are those not in use: each is needed for one attempt only.
var snapshots = sync.Pool{New: func() any { return new(snapshot) }}

// release forgets what the snapshot refers to and gives it back.
func (s *snapshot) release() {
	clear(s.inline[:s.count])
	if len(s.more) > 0 {
		clear(s.more)
	}
	s.method, s.host, s.url, s.encoding = "", "", url.URL{}, nil
	s.count, s.more = 0, s.more[:0]
	snapshots.Put(s)
}

// take replaces the snapshot.
func (s *snapshot) take(req *smithyhttp.Request) {
	s.method, s.host = req.Method, req.Host
	s.length, s.encoding = lengthOf(req), req.TransferEncoding
	s.count, s.more = 0, s.more[:0]
	if req.URL != nil {
		s.url = *req.URL
	}
	s.takeHeader(req.Header)
}

// takeHeader adds headers to the snapshot.
func (s *snapshot) takeHeader(h http.Header) {
	n := 0
	for name, values := range h {
		if len(values) == 1 && n < inlineHeaders {
			s.inline[n] = singleHeader{name, values[0]}
			n++
			continue
		}
		e := headerEntry{name: name, values: values}
		if len(values) > 0 {
			e.first = values[0]
		}
		s.more = append(s.more, e)
	}
	s.count = n
}

// lengthOf returns the length with which the SDK sends a request: one that it
// has no body for has the length 0.
func lengthOf(req *smithyhttp.Request) int64 {
	if req.ContentLength == -1 && req.GetStream() == nil {
		return 0
	}
	return req.ContentLength
}

// raw makes a request of the snapshot.
func (s *snapshot) raw() build.Raw {
	r := build.Raw{
		Method: s.method, Host: s.host, Header: make(http.Header, s.count+len(s.more)),
		Length: s.length, Encoding: s.encoding,
	}
	r.SetURL(&s.url)
	for _, e := range s.inline[:s.count] {
		r.Header[e.name] = []string{e.value}
	}
	for _, e := range s.more {
		values := slices.Clone(e.values)
		if len(values) > 0 {
			values[0] = e.first
		}
		r.Header[e.name] = values
	}
	return r
}
