package recorder

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
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
	keys         bool          // one of the headers is a customer's key
	// whole is the header itself, in the place of a copy, if nobody has it any more.
	whole http.Header
}

// singleHeader is a header with one value, which nearly all have.
type singleHeader struct{ name, value string }

type headerEntry struct {
	name, first string
	values      []string
}

// snapshots are those not in use: each is needed for one attempt only.
var snapshots = sync.Pool{New: func() any { return new(snapshot) }}

// release gives the snapshot back. What it refers to, texts of a request's head, is
// overwritten when it serves again, or collected with it: forgetting it at once would
// take as long as taking it.
//
// A customer's key doesn't stay.
func (s *snapshot) release() {
	if s.keys {
		*s = snapshot{}
	}
	s.whole = nil
	snapshots.Put(s)
}

// take replaces the snapshot.
func (s *snapshot) take(req *http.Request, length int64) {
	s.takeHead(req, length)
	s.takeHeader(req.Header)
}

// takeOver replaces the snapshot by a request that nobody has any more.
func (s *snapshot) takeOver(req *http.Request, length int64) {
	s.takeHead(req, length)
	s.count, s.more, s.whole = 0, s.more[:0], req.Header
}

// takeHead replaces all but the headers.
func (s *snapshot) takeHead(req *http.Request, length int64) {
	s.method, s.host = req.Method, req.Host
	s.length, s.encoding = length, req.TransferEncoding
	if req.URL != nil {
		s.url = *req.URL
	} else {
		s.url = url.URL{}
	}
}

// takeHeader replaces the snapshot's headers.
func (s *snapshot) takeHeader(h http.Header) {
	n := 0
	s.more = s.more[:0]
	for name, values := range h {
		if len(values) == 1 && n < inlineHeaders {
			s.inline[n] = singleHeader{name, values[0]}
			n++
		} else {
			e := headerEntry{name: name, values: values}
			if len(values) > 0 {
				e.first = values[0]
			}
			s.more = append(s.more, e)
		}
		if isKey(name) {
			s.keys = true
		}
	}
	s.count = n
}

// takeFew sets the headers of an empty snapshot, and reports whether they fit in without
// an allocation.
func (s *snapshot) takeFew(h http.Header) bool {
	if len(h) > inlineHeaders {
		return false
	}
	n := 0
	for name, values := range h {
		if len(values) != 1 {
			return false
		}
		s.inline[n] = singleHeader{name, values[0]}
		n++
		if isKey(name) {
			s.keys = true
		}
	}
	s.count = n
	return true
}

// isKey reports whether a header has a customer's key, or its digest.
func isKey(name string) bool {
	return len(name) >= len("X-Amz-Server-Side-Encryption-Customer-Key") && strings.Contains(name, "Customer-Key")
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
		Method: s.method, Host: s.host, Header: make(http.Header, s.count+len(s.more)+len(s.whole)),
		Length: s.length, Encoding: s.encoding,
	}
	maps.Copy(r.Header, s.whole)
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
