package diagnose

import (
	"errors"
	"net/http"
	"regexp"

	smithyhttp "github.com/aws/smithy-go/transport/http"
)

func (r *redactor) learnRequest(req *http.Request) {
	r.learnHeaders(req.Header)
	if req.URL != nil {
		r.learnQuery(req.URL.RawQuery)
	}
}

// learnError learns the request of the answer that an error of the SDK holds.
func (r *redactor) learnError(err error) (learnt bool) {
	var failed *smithyhttp.ResponseError
	if errors.As(err, &failed) && failed.Response != nil && failed.Response.Response != nil && failed.Response.Request != nil {
		r.learnRequest(failed.Response.Request)
		return true
	}
	return false
}

var queryPart = regexp.MustCompile(`\?[^\s"']*`)

func withoutQueries(s string) string { return queryPart.ReplaceAllString(s, "") }
