package resend

import (
	"context"
	"net/http"
	"sync"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Ear learns the secrets of the requests that are sent, so that no answer to them
// repeats one. It is safe for concurrent use.
type Ear struct {
	mu   sync.Mutex
	mask redact.Redactor
}

// EarKey is the key of the ear in the context of a call.
type EarKey struct{}

// Input learns the members of a typed input.
func (e *Ear) Input(in any) {
	var r compat.Request
	if !sdk.Describe(in, &r) {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	redact.LearnMembers(&e.mask, &r)
}

// request learns a request that is sent.
func (e *Ear) request(r *http.Request) {
	if r == nil {
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.mask.LearnRequest(r)
}

// Text masks a text that an answer has.
func (e *Ear) Text(s string) string {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.mask.Text(s)
}

// Error returns an error with a masked text; it unwraps to what it was.
func (e *Ear) Error(err error) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return &maskedError{e.mask.Text(redact.WithoutQueries(err.Error())), err}
}

// Install is a client option that lets the ear hear the calls.
func (e *Ear) Install(o *s3.Options) {
	o.APIOptions = append(o.APIOptions[:len(o.APIOptions):len(o.APIOptions)], func(stack *middleware.Stack) error {
		return stack.Deserialize.Add(middleware.DeserializeMiddlewareFunc("s3safe:Ear", e.handle), middleware.After)
	})
}

func (e *Ear) handle(
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

// Answer withholds what an answer repeats of the request's secrets.
func (e *Ear) Answer(a *Answer) {
	if a.Err == nil {
		return
	}
	e.mu.Lock()
	e.mask.LearnError(a.Err)
	e.mu.Unlock()
	a.Code, a.Message, a.Err = e.Text(a.Code), e.Text(a.Message), e.Error(a.Err)
}
