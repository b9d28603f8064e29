package redact

import (
	"errors"
	"net/http"
	"regexp"

	smithyhttp "github.com/aws/smithy-go/transport/http"
)

func (r *Redactor) LearnRequest(req *http.Request) {
	r.LearnHeaders(req.Header)
	if req.URL != nil {
		r.LearnQuery(req.URL.RawQuery)
	}
}

// learnError learns the request of the answer that an error of the SDK holds.
func (r *Redactor) LearnError(err error) (learnt bool) {
	var failed *smithyhttp.ResponseError
	if errors.As(err, &failed) && failed.Response != nil && failed.Response.Response != nil && failed.Response.Request != nil {
		r.LearnRequest(failed.Response.Request)
		return true
	}
	return false
}

var queryPart = regexp.MustCompile(`\?[^\s"']*`)

func WithoutQueries(s string) string { return queryPart.ReplaceAllString(s, "") }
