package s3safe

import (
	"context"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
	"github.com/s3safe/s3safe-go/s3safe/internal/hook"
)

// Middleware ids of the SDK that the guard places itself by.
const (
	idSerializer  = "OperationSerializer"
	idAuthScheme  = "ResolveAuthScheme"
	idSigning     = "Signing"
	idPresignURL  = "PresignHTTPRequest"
	idPresignPost = "PresignPostRequestMiddleware"
)

// inputMiddleware is the guard's first moment: the typed input, before anything
// of it is serialised and before credentials are fetched.
type inputMiddleware struct {
	guard   *guard
	presign string
	// origin says which client the call comes from, if the guard is a live one.
	origin *origin
	// recorder is handed the call's attempts; nil if there is none, or if it has
	// middleware of its own.
	recorder *recorder.Recorder
	hosted   hook.Recorder
}

// ID implements middleware.SerializeMiddleware.
func (*inputMiddleware) ID() string { return hook.GuardID }

// Serves implements hook.Guard.
func (m *inputMiddleware) Serves(recorder any) bool {
	return m.hosted != nil && recorder == any(m.recorder)
}

// HandleSerialize judges the rules about the request, its target and its bucket.
func (m *inputMiddleware) HandleSerialize(
	ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler,
) (middleware.SerializeOutput, middleware.Metadata, error) {
	g := m.guard
	mode, bypassed := g.mode(ctx)
	off := mode == Off && !g.anyRuleMode(ctx)
	if bypassed || off && g.live == nil && m.hosted == nil {
		return next.HandleSerialize(unguarded(ctx), in)
	}
	c := &call{mode: mode, presign: m.presign, guard: g, off: off, recorder: m.hosted}
	c.recorded.Input = in.Parameters
	if g.live != nil {
		c.live.begin(m.origin)
	}
	if !off {
		if err := g.judge(ctx, in.Parameters, c); err != nil {
			return middleware.SerializeOutput{}, middleware.Metadata{}, err
		}
	}
	out, metadata, err := next.HandleSerialize(c.within(ctx), in)
	g.clock.learn(metadata)
	if g.live != nil {
		g.live.learn(ctx, c, in.Parameters, out.Result, err)
	}
	return out, metadata, err
}

// judge judges the rules about the request, its target and its bucket.
func (g *guard) judge(ctx context.Context, input any, c *call) error {
	if !g.describe(ctx, input, c) {
		// An operation that the catalogue doesn't know: nothing is known, so
		// it is sent.
		return nil
	}
	found := g.catalog.CheckInput(&c.request, nil)
	stop, _ := g.sort(ctx, c.mode, &c.request, found)
	if g.live != nil && g.live.look(ctx, g, c, forInput, len(stop) > 0) {
		found = g.catalog.CheckInput(&c.request, nil)
		stop, _ = g.sort(ctx, c.mode, &c.request, found)
	}
	if len(stop) > 0 {
		// The request won't get to the second moment: what holds at Amazon only
		// is told now, and may be what S3 would have answered first.
		found = g.catalog.Check(&c.request, nil)
	}
	return g.conclude(ctx, c, found)
}

// insertSerialize places the first moment right before the serializer, so that
// what other middleware changes in the input is seen.
func insertSerialize(stack *middleware.Stack, m *inputMiddleware) error {
	if _, found := stack.Serialize.Get(idSerializer); found {
		return stack.Serialize.Insert(m, idSerializer, middleware.Before)
	}
	return stack.Serialize.Add(m, middleware.Before)
}

// insertFinalize places the second moment. The endpoint is known as soon as the
// auth scheme is resolved, before credentials are fetched; how the request was
// really signed is known after signing. What is only presigned is judged before
// that, since nothing is sent after it.
func insertFinalize(stack *middleware.Stack, presign string) error {
	// Every call comes by here, so the stack isn't asked first what it has.
	_ = stack.Finalize.Insert(&resolvedEarly, idAuthScheme, middleware.After)
	var err error
	switch presign {
	case "url":
		err = stack.Finalize.Insert(&resolvedLate, idPresignURL, middleware.Before)
	case "post":
		err = stack.Finalize.Insert(&resolvedLate, idPresignPost, middleware.Before)
	default:
		err = stack.Finalize.Insert(&signed, idSigning, middleware.After)
	}
	if err != nil { // none of the SDK's stacks
		return stack.Finalize.Add(&resolvedLate, middleware.After)
	}
	return nil
}

// presignForm tells what a stack was made for: the value of compat.Presigned.
// Under presigning the SDK replaces the middleware that signs.
func presignForm(stack *middleware.Stack) string {
	if _, found := stack.Finalize.Get(idSigning); found {
		return "false"
	}
	if _, found := stack.Finalize.Get(idPresignURL); found {
		return "url"
	}
	if _, found := stack.Finalize.Get(idPresignPost); found {
		return "post"
	}
	return "false"
}

// place says how much is known where a resolvedMiddleware stands.
type place uint8

const (
	atAuthScheme place = iota // the endpoint if its resolver was observed
	atEndpoint                // the endpoint as it is in the request
	atSignature               // the signature too
)

// resolvedMiddleware is the guard's second moment: the endpoint and the
// signature that will really be used, per-call options included.
type resolvedMiddleware struct {
	id string
	at place
}

// The places have no state of a call: every stack shares them.
var (
	resolvedEarly = resolvedMiddleware{id: "s3safe:Resolved", at: atAuthScheme}
	resolvedLate  = resolvedMiddleware{id: "s3safe:Signing", at: atEndpoint}
	signed        = resolvedMiddleware{id: "s3safe:Signed", at: atSignature}
)

// ID implements middleware.FinalizeMiddleware.
func (m *resolvedMiddleware) ID() string { return m.id }

// HandleFinalize judges the rules about endpoint and signature once. After the
// signing it hands the attempt to the recorder.
func (m *resolvedMiddleware) HandleFinalize(
	ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
) (middleware.FinalizeOutput, middleware.Metadata, error) {
	c := callOf(ctx)
	if c == nil {
		return next.HandleFinalize(ctx, in)
	}
	if req, ok := in.Request.(*smithyhttp.Request); ok && c.stopped == nil {
		c.stopped = c.guard.resolved(ctx, c, m.at, req)
	}
	if c.stopped != nil {
		return middleware.FinalizeOutput{}, middleware.Metadata{}, c.stopped
	}
	if m.at == atSignature && c.recorder != nil {
		return c.recorder.Attempt(ctx, &c.recorded, in, next)
	}
	return next.HandleFinalize(ctx, in)
}
