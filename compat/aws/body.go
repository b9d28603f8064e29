package aws

import (
	"bytes"
	"hash"
	"io"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// maxJudgedBody is the size up to which a body in memory is read to compare it
// with the digest given for it. Beyond, hashing costs more than a check before
// sending should.
const maxJudgedBody = 64 << 10

// bodySize returns the number of bytes that a body in memory will send, which
// is what is left to read, and whether the body is in memory at all. It reads
// nothing.
func bodySize(body any) (int64, bool) {
	switch r := body.(type) {
	case *bytes.Reader:
		if r != nil {
			return int64(r.Len()), true
		}
	case *strings.Reader:
		if r != nil {
			return int64(r.Len()), true
		}
	case *bytes.Buffer:
		if r != nil {
			return int64(r.Len()), true
		}
	}
	return 0, false
}

// hashBody feeds h with what a body in memory will send, without moving the
// body's position, and reports whether it could.
func hashBody(h hash.Hash, body any) bool {
	size, ok := bodySize(body)
	if !ok || size > maxJudgedBody {
		return false
	}
	switch r := body.(type) {
	case *bytes.Buffer:
		h.Write(r.Bytes())
		return true
	case *bytes.Reader:
		return hashRest(h, r, r.Size(), size)
	case *strings.Reader:
		return hashRest(h, r, r.Size(), size)
	}
	return false
}

// hashRest feeds h with the last rest bytes of a reader of the size.
func hashRest(h hash.Hash, r io.ReaderAt, size, rest int64) bool {
	var chunk [1024]byte
	for rest > 0 {
		n, err := r.ReadAt(chunk[:min(rest, int64(len(chunk)))], size-rest)
		if n == 0 && err != nil {
			return false
		}
		h.Write(chunk[:n])
		rest -= int64(n)
	}
	return true
}

// isEmptyBody is a predicate over bodies: certainly nothing to send.
func isEmptyBody() *compat.Predicate {
	return compat.Stream("is empty", func(body any) compat.Truth {
		size, ok := bodySize(body)
		if !ok {
			return compat.Unknown
		}
		return compat.TruthOf(size == 0)
	}, []any{strings.NewReader(""), bytes.NewReader(nil)}, []any{strings.NewReader("x"), bytes.NewReader([]byte("x"))})
}
