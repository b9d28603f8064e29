package diagnose

import (
	"context"
	"errors"
	"net/http"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// ear learns the secrets of the requests that are sent, so that no answer to them
// repeats one. It is safe for concurrent use.
type ear struct {
	mu   sync.Mutex
	mask redactor
}

// earKey is the key of the ear in the context of a call.
type earKey struct{}

// input learns the members of a typed input.
func (e *ear) input(in any) {
	var r compat.Request
	if !sdk.Describe(in, &r) {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	learnMembers(&e.mask, &r)
}

// request learns a request that is sent.
func (e *ear) request(r *http.Request) {
	if r == nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.mask.learnRequest(r)
}

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

// text masks a text that an answer has.
func (e *ear) text(s string) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.mask.text(s)
}

// error returns an error with a masked text; it unwraps to what it was.
func (e *ear) error(err error) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return &maskedError{e.mask.text(withoutQueries(err.Error())), err}
}

// result masks an outcome. Etags, checksums and version ids are S3's.
func (e *ear) result(r *Result) {
	r.Code, r.Message = e.text(r.Code), e.text(r.Message)
	for _, s := range []*string{&r.ETag, &r.VersionID, &r.RequestID} {
		*s = e.text(*s)
	}
	for name, v := range r.Checksums {
		r.Checksums[name] = e.text(v)
	}
}

// install is a client option that lets the ear hear the calls.
func (e *ear) install(o *s3.Options) {
	o.APIOptions = append(o.APIOptions[:len(o.APIOptions):len(o.APIOptions)], func(stack *middleware.Stack) error {
		return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("s3safe:Ear", e.handle), middleware.After)
	})
}

func (e *ear) handle(
	ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
) (middleware.DeserializeOutput, middleware.Metadata, error) {
	if r, ok := in.Request.(*smithyhttp.Request); ok && r != nil {
		e.request(r.Request)
	}
	return next.HandleDeserialize(ctx, in)
}

// maskedError is an error whose text may be shown.
type maskedError struct {
	text string
	err  error
}

func (e *maskedError) Error() string { return e.text }
func (e *maskedError) Unwrap() error { return e.err }
