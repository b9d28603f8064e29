package recorder

import (
	"context"
	"slices"
	"time"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe/internal/errordoc"
	"github.com/s3safe/s3safe-go/s3safe/internal/hook"
	"github.com/s3safe/s3safe-go/s3safe/internal/quiet"
)

// Middleware ids of the SDK that the recorder places itself by.
const (
	idSigning    = "Signing"
	idPresignURL = "PresignHTTPRequest"
)

// watch sees one call of a client that no guard hands to its recorders. It is in
// three steps of the stack: where the typed input is known, right after signing, and
// where the answer is read.
type watch struct {
	call     hook.Call
	recorder *Recorder
	more     []*Recorder // other ones, which hardly any client has
	presign  bool
	reader   errordoc.Reader
}

// install puts a watch into the stack. A stack without the SDK's signing, such
// as that of a presigned POST, is left alone.
func install(stack *middleware.Stack, r *Recorder) error {
	if present, found := stack.Serialize.Get(hook.RecorderID); found {
		if w, ok := present.(*watch); ok && w.recorder != r && !slices.Contains(w.more, r) && !served(stack, r) {
			w.more = append(w.more, r)
		}
		return nil
	}
	if served(stack, r) {
		return nil
	}
	w := &watch{recorder: r}
	// Every call comes by here, so the stack isn't asked first whether it signs.
	if err := stack.Finalize.Insert(w, idSigning, middleware.After); err != nil {
		return installPresign(stack, w)
	}
	w.reader.Take(stack)
	return stack.Serialize.Add(w, middleware.Before)
}

// served reports whether the stack has a guard that hands the call to the
// recorder.
func served(stack *middleware.Stack, r *Recorder) bool {
	present, _ := stack.Serialize.Get(hook.GuardID)
	g, ok := present.(hook.Guard)
	return ok && g.Serves(r)
}

// installPresign puts a watch into a stack that has no request to sign: one that
// presigns a URL has a place for it.
func installPresign(stack *middleware.Stack, w *watch) error {
	if _, found := stack.Finalize.Get(idPresignURL); !found || !w.recorder.all {
		return nil
	}
	w.presign = true
	if err := stack.Finalize.Insert(w, idPresignURL, middleware.Before); err != nil {
		return err
	}
	return stack.Serialize.Add(w, middleware.After)
}

// ID implements the SDK's middleware interfaces.
func (*watch) ID() string { return hook.RecorderID }

// HandleSerialize sees the typed input.
func (w *watch) HandleSerialize(
	ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler,
) (middleware.SerializeOutput, middleware.Metadata, error) {
	w.call.Input = in.Parameters
	return next.HandleSerialize(ctx, in)
}

// HandleFinalize sees the request as it was signed, and after the attempt its
// outcome.
func (w *watch) HandleFinalize(
	ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
) (middleware.FinalizeOutput, middleware.Metadata, error) {
	if w.presign {
		out, metadata, err := next.HandleFinalize(ctx, in)
		if err == nil && !quiet.Is(ctx) {
			w.presigned(ctx, out.Result)
		}
		return out, metadata, err
	}
	b := begin(&w.call, in)
	out, metadata, err := next.HandleFinalize(ctx, in)
	if err == nil && !w.recorder.all && !wantsAll(w.more) {
		b.forget()
		return out, metadata, err
	}
	b.end(ctx, &w.call, w.recorder, w.more, metadata, err)
	return out, metadata, err
}

// hosted is a recorder that a guard hands its calls to.
type hosted Recorder

// Attempt implements hook.Recorder.
func (h *hosted) Attempt(
	ctx context.Context, call *hook.Call, in middleware.FinalizeInput, next middleware.FinalizeHandler,
) (middleware.FinalizeOutput, middleware.Metadata, error) {
	if req, ok := in.Request.(*smithyhttp.Request); ok && !call.Untouched && len(req.Header) <= inlineHeaders {
		return h.attemptSeen(ctx, call, in, next, req)
	}
	return h.attempt(ctx, call, in, next)
}

func (h *hosted) attempt(
	ctx context.Context, call *hook.Call, in middleware.FinalizeInput, next middleware.FinalizeHandler,
) (middleware.FinalizeOutput, middleware.Metadata, error) {
	b := begin(call, in)
	out, metadata, err := next.HandleFinalize(ctx, in)
	if err == nil {
		b.forget()
		return out, metadata, err
	}
	b.end(ctx, call, (*Recorder)(h), nil, metadata, err)
	return out, metadata, err
}

// attemptSeen is attempt for a request with so few headers that their snapshot has its
// place on the stack: what is written there costs less than what the collector watches.
func (h *hosted) attemptSeen(
	ctx context.Context, call *hook.Call, in middleware.FinalizeInput, next middleware.FinalizeHandler, req *smithyhttp.Request,
) (middleware.FinalizeOutput, middleware.Metadata, error) {
	var signed snapshot
	if !signed.takeFew(req.Header) {
		return h.attempt(ctx, call, in, next)
	}
	signed.takeHead(req.Request, lengthOf(req))
	b := begun{number: int(call.Attempts.Add(1)), sent: req, at: time.Since(epoch)}
	out, metadata, err := next.HandleFinalize(ctx, in)
	if err != nil {
		b.signed = snapshots.Get().(*snapshot)
		*b.signed = signed
		b.end(ctx, call, (*Recorder)(h), nil, metadata, err)
	}
	return out, metadata, err
}

func init() {
	hook.Of = func(recorder any) hook.Recorder {
		// One that wants everything also wants presigned requests, for which a
		// guard has nothing after the signing.
		if r, ok := recorder.(*Recorder); ok && r != nil && !r.all {
			return (*hosted)(r)
		}
		return nil
	}
}
