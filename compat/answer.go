package compat

import (
	"net/http"
	"strings"

	"github.com/s3safe/s3safe-go/compat/operation"
)

// To returns the answer as a client of the operation gets it. An answer to a HEAD
// request has no body, so neither S3's code nor its message arrives: the SDK makes
// both from the status, "NotFound" and "Not Found" from 404. Source: package
// s3shared of the SDK, GetErrorResponseComponents.
func (a Answer) To(op Operation) Answer {
	if !bodyless(op) || a.Status == 0 {
		return a
	}
	text := http.StatusText(a.Status)
	return Answer{Status: a.Status, Code: strings.ReplaceAll(text, " ", ""), Message: text}
}

// bodyless reports whether the operation's requests are HEAD requests.
func bodyless(op Operation) bool { return op == operation.HeadObject || op == operation.HeadBucket }

// Answer is what S3 answers to the request, as a client gets it; see [Answer.To].
// It is zero if S3 answers with no error.
func (f *Finding) Answer() Answer {
	if f.Rule == nil {
		return Answer{}
	}
	return f.Rule.Answer.To(f.Operation)
}
