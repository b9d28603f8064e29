package redact

import (
	"errors"
	"net/http"
	"regexp"
	"sync"

	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// LearnRequest notes the secrets of a request.
func (r *Redactor) LearnRequest(req *http.Request) {
	r.LearnHeaders(req.Header)
	if req.URL != nil {
		r.LearnQuery(req.URL.RawQuery)
	}
}

// LearnError learns the request of the answer that an error of the SDK holds.
func (r *Redactor) LearnError(err error) (learnt bool) {
	var failed *smithyhttp.ResponseError
	if errors.As(err, &failed) && failed.Response != nil && failed.Response.Response != nil && failed.Response.Request != nil {
		r.LearnRequest(failed.Response.Request)
		return true
	}
	return false
}

var queryPart = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\?[^\s"']*`) })

// WithoutQueries returns a text without the queries of the URLs in it.
func WithoutQueries(s string) string { return queryPart().ReplaceAllString(s, "") }
