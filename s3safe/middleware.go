package s3safe

import (
	"context"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Middleware ids of the SDK that the guard places itself by.
const (
	idSerializer  = "OperationSerializer"
	idAuthScheme  = "ResolveAuthScheme"
	idSigning     = "Signing"
	idPresignURL  = "PresignHTTPRequest"
	idPresignPost = "PresignPostRequestMiddleware"
)

type callKey struct{}

// inputMiddleware is the guard's first moment: the typed input, before anything
// of it is serialised and before credentials are fetched.
type inputMiddleware struct {
	guard   *guard
	presign string
}

// ID implements middleware.SerializeMiddleware.
func (*inputMiddleware) ID() string { return "s3safe:Input" }

// HandleSerialize judges the rules about the request, its target and its bucket.
func (m *inputMiddleware) HandleSerialize(
	ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler,
) (middleware.SerializeOutput, middleware.Metadata, error) {
	g := m.guard
	mode := g.mode(ctx)
	if mode == Off && !g.anyRuleMode(ctx) {
		return next.HandleSerialize(ctx, in)
	}
	c := &call{mode: mode, presign: m.presign}
	if !g.describe(ctx, in.Parameters, c) {
		// An operation that the catalogue doesn't know: nothing is known, so
		// it is sent.
		return next.HandleSerialize(ctx, in)
	}
	found := g.catalog.CheckInput(&c.request, nil)
	if stop, _ := g.sort(ctx, mode, &c.request, found); len(stop) > 0 {
		// The request won't get to the second moment: what holds at Amazon only
		// is told now, and may be what S3 would have answered first.
		found = g.catalog.Check(&c.request, nil)
	}
	if err := g.conclude(ctx, c, found); err != nil {
		return middleware.SerializeOutput{}, middleware.Metadata{}, err
	}
	if g.catalog.HasResolvedRules(c.request.Operation) {
		ctx = middleware.WithStackValue(ctx, callKey{}, &guarded{call: c, guard: g})
	}
	return next.HandleSerialize(ctx, in)
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
// really signed is known after signing.
func insertFinalize(stack *middleware.Stack, presign string) error {
	before := map[string]string{"false": idSigning, "url": idPresignURL, "post": idPresignPost}[presign]
	early := &resolvedMiddleware{id: "s3safe:Resolved", at: atAuthScheme}
	if _, found := stack.Finalize.Get(idAuthScheme); found {
		if err := stack.Finalize.Insert(early, idAuthScheme, middleware.After); err != nil {
			return err
		}
	}
	late := &resolvedMiddleware{id: "s3safe:Signing", at: atEndpoint}
	if _, found := stack.Finalize.Get(before); !found {
		return stack.Finalize.Add(late, middleware.After)
	}
	if err := stack.Finalize.Insert(late, before, middleware.Before); err != nil {
		return err
	}
	if presign != "false" {
		return nil // nothing is sent
	}
	return stack.Finalize.Insert(&resolvedMiddleware{id: "s3safe:Signed", at: atSignature}, before, middleware.After)
}

// presignForm tells what a stack was made for: the value of compat.Presigned.
// Under presigning the SDK replaces the middleware that signs.
func presignForm(stack *middleware.Stack) string {
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

// ID implements middleware.FinalizeMiddleware.
func (m *resolvedMiddleware) ID() string { return m.id }

// HandleFinalize judges the rules about endpoint and signature once.
func (m *resolvedMiddleware) HandleFinalize(
	ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
) (middleware.FinalizeOutput, middleware.Metadata, error) {
	if x := guardedOf(ctx); x != nil {
		if req, ok := in.Request.(*smithyhttp.Request); ok {
			if err := x.guard.resolved(ctx, x.call, m.at, req); err != nil {
				return middleware.FinalizeOutput{}, middleware.Metadata{}, err
			}
		}
	}
	return next.HandleFinalize(ctx, in)
}
