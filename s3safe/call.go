package s3safe

import (
	"context"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/internal/hook"
)

// call is what the guard keeps of one API call from moment to moment, in one
// piece: what it allocates, every call of the client pays for.
type call struct {
	request compat.Request
	mode    Mode

	// observed is set once the endpoint resolver was seen; resolved is what it
	// was asked and answered, as far as live needs that.
	observed bool
	resolved *resolution
	// endpoint and signature are the facts that the request refers to.
	endpoint, signature compat.Facts
	// guard is the guard that judges the call.
	guard *guard
	// presign says how the request is presigned: "url", "post", or "false".
	presign string
	// off is set if the call isn't judged, only learned from or recorded.
	off bool
	// judged is set once the endpoint rules were judged: a retry changes
	// nothing about them. signatureWanted is set if that left rules undecided
	// for want of the signature.
	judged, signatureWanted bool
	// stopped is the error that the call was stopped with after it was serialised:
	// a retryer may try again what it takes for an answer of S3's.
	stopped error
	// told holds the rules that were found already: a later moment, which knows
	// more, finds them again.
	told []*compat.Rule
	// live is what the live part of the guard keeps of the call.
	live liveCall

	// recorder records the call's attempts, if it isn't nil; recorded is what it
	// keeps of the call.
	recorder hook.Recorder
	recorded hook.Call

	context callContext
}

// callContext is the context of a guarded call, by which the later moments find
// it. Another call that is made with it, such as the SDK's CreateSession for a
// directory bucket, has a call of its own, or none: see unguarded.
type callContext struct {
	context.Context
	call *call
}

type callKey struct{}

// Value implements context.Context.
func (c *callContext) Value(key any) any {
	if key == (callKey{}) {
		return c.call
	}
	return c.Context.Value(key)
}

// within returns the context for the rest of the call.
func (c *call) within(ctx context.Context) context.Context {
	c.context = callContext{ctx, c}
	return &c.context
}

// unguarded returns a context that belongs to no guarded call.
func unguarded(ctx context.Context) context.Context {
	if callOf(ctx) == nil {
		return ctx
	}
	return context.WithValue(ctx, callKey{}, (*call)(nil))
}

// callOf returns the guarded call that a context belongs to, nil if none.
func callOf(ctx context.Context) *call {
	c, _ := ctx.Value(callKey{}).(*call)
	return c
}
