package wire

import (
	"net/http"
	"slices"
	"strings"
)

// headers are a request's headers, sorted by what they are good for in one pass.
type headers struct {
	authorization, date, amzDate, payloadHash, session, token, decodedLength, md5, encoding given

	// copySource says that there is an X-Amz-Copy-Source, digest that there is a
	// digest of the body, or that the trailer will have one.
	copySource, digest bool

	// blank says that a header's name has a blank, by which servers differ in what
	// they take for the name.
	blank bool

	// lengths are what the request says to be its length.
	lengths []string
	// codings are the transfer codings that a program gave itself; net/http keeps those
	// of a request that it received apart.
	codings []string

	// bound are the headers that members can be in, toSign the names, as they were
	// given, of those of Amazon's that S3 wants signed. all are the request's headers,
	// and metadata says that some of them are user metadata.
	bound    few[boundHeader]
	toSign   few[string]
	all      http.Header
	metadata bool
}

// few is a list with room for as many as most requests have. It is no slice, so that
// it needn't be on the heap.
type few[T any] struct {
	first [16]T
	n     int
	more  []T
}

func (f *few[T]) add(x T) {
	if f.n < len(f.first) {
		f.first[f.n] = x
		f.n++
		return
	}
	f.more = append(f.more, x)
}

func (f *few[T]) len() int { return f.n + len(f.more) }

func (f *few[T]) at(i int) *T {
	if i < f.n {
		return &f.first[i]
	}
	return &f.more[i-f.n]
}

// given is the value of a header that may be there.
type given struct {
	value string
	ok    bool
}

// boundHeader is a header that a member can be in.
type boundHeader struct {
	values []string
	number uint8
}

const (
	amzPrefix      = "X-Amz-"
	metadataPrefix = "X-Amz-Meta-"
)

// sort reads the headers.
func (s *headers) sort(h http.Header) {
	s.all = h
	for given, values := range h {
		if len(values) == 0 || given == "" {
			continue
		}
		name := given
		if c := name[0]; c >= 'a' && c <= 'z' {
			name = http.CanonicalHeaderKey(name)
		}
		number := headerNumber(name)
		if number == 0 && strings.IndexByte(name, ' ') >= 0 {
			s.blank = true
		}
		if strings.HasPrefix(name, amzPrefix) {
			s.amazon(given, name, number, values)
			continue
		}
		switch name {
		case "Authorization":
			s.authorization.set(values)
		case "Date":
			s.date.set(values)
		case "Content-Md5":
			s.digest = true
			s.md5.set(values)
		case "Content-Encoding":
			s.encoding.value, s.encoding.ok = strings.Join(trimmed(values), ","), true
		case "Transfer-Encoding":
			s.codings = values
		case "Content-Length":
			s.lengths = values
			continue // the request says it
		}
		if number != 0 {
			s.bound.add(boundHeader{values, number})
		}
	}
}

// amazon reads a header of Amazon's.
func (s *headers) amazon(given, name string, number uint8, values []string) {
	switch name {
	case "X-Amz-Content-Sha256":
		s.payloadHash.set(values)
		return
	case "X-Amz-Date":
		s.amzDate.set(values)
		return
	case "X-Amz-User-Agent":
		return
	case "X-Amz-S3session-Token":
		s.session.set(values)
	case "X-Amz-Security-Token":
		s.token.set(values)
	case "X-Amz-Decoded-Content-Length":
		s.decodedLength.set(values)
	case "X-Amz-Copy-Source":
		s.copySource = true
	case "X-Amz-Trailer":
		s.digest = s.digest || isChecksum(http.CanonicalHeaderKey(trim(values[0])))
	}
	s.toSign.add(given)
	switch {
	case strings.HasPrefix(name, metadataPrefix):
		s.metadata = true
	case number != 0:
		s.digest = s.digest || isChecksum(name)
		s.bound.add(boundHeader{values, number})
	default:
		s.digest = s.digest || isChecksum(name)
	}
}

func (g *given) set(values []string) { g.value, g.ok = trim(values[0]), true }

// says reports whether the header that members can be in is there, and isn't empty.
func (s *headers) says(number uint8) bool {
	for i := range s.bound.len() {
		if b := s.bound.at(i); b.number == number {
			return slices.ContainsFunc(b.values, func(v string) bool { return trim(v) != "" })
		}
	}
	return false
}

// streaming reports whether the payload is said to come in signed or trailed chunks.
func (s *headers) streaming() bool { return strings.HasPrefix(s.payloadHash.value, "STREAMING-") }

// chunked reports whether the body is aws-chunked.
func (s *headers) chunked() bool {
	return s.streaming() || strings.Contains(s.encoding.value, awsChunked)
}

// isChecksum reports whether a header carries a checksum.
func isChecksum(name string) bool {
	const prefix = "X-Amz-Checksum-"
	return strings.HasPrefix(name, prefix) && name != prefix+"Mode" && name != prefix+"Type" && name != prefix+"Algorithm"
}
