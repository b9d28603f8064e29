package diagnose

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"time"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe/internal/quiet"
)

// Middleware ids of the SDK that the recorder places itself by.
const (
	idSigning    = "Signing"
	idPresignURL = "PresignHTTPRequest"
)

// watchID is the id of the recorder's middleware in every step.
const watchID = "s3safe:Capture"

// watch sees one call of a client. It is in three steps of the stack: where the
// typed input is known, right after signing, and next to the transport. A call's
// attempts come one after the other, so one watch serves all of them, and the
// call pays for one allocation. It holds references only: copies are made when
// an attempt failed.
type watch struct {
	recorder *Recorder
	more     []*Recorder // other ones, which hardly any client has
	input    any
	presign  bool
	attempt  int

	signed  *snapshot
	sent    *smithyhttp.Request
	answer  *http.Response
	status  int // as it came: the SDK turns a 200 with an error into a 500
	started time.Time
	took    time.Duration
}

// install puts a watch into the stack. A stack without the SDK's signing, such
// as that of a presigned POST, is left alone.
func install(stack *middleware.Stack, r *Recorder) error {
	if present, found := stack.Serialize.Get(watchID); found {
		if w, ok := present.(*watch); ok && w.recorder != r && !slices.Contains(w.more, r) {
			w.more = append(w.more, r)
		}
		return nil
	}
	w := &watch{recorder: r}
	// Every call comes by here, so the stack isn't asked first whether it signs.
	if err := stack.Finalize.Insert(w, idSigning, middleware.After); err != nil {
		return installPresign(stack, w)
	}
	if err := stack.Serialize.Add(w, middleware.Before); err != nil {
		return err
	}
	return stack.Deserialize.Add(w, middleware.After)
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
func (*watch) ID() string { return watchID }

// HandleSerialize sees the typed input.
func (w *watch) HandleSerialize(
	ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler,
) (middleware.SerializeOutput, middleware.Metadata, error) {
	w.input = in.Parameters
	return next.HandleSerialize(ctx, in)
}

// HandleFinalize sees the request as it was signed, and after the attempt its
// outcome.
func (w *watch) HandleFinalize(
	ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
) (middleware.FinalizeOutput, middleware.Metadata, error) {
	w.attempt++
	w.sent, w.answer = nil, nil
	w.signed = snapshots.Get().(*snapshot)
	defer func() {
		// A middleware may panic, and a recovered call be made again.
		w.signed.release()
		w.signed = nil
	}()
	if req, ok := in.Request.(*smithyhttp.Request); ok {
		w.signed.take(req)
	}
	out, metadata, err := next.HandleFinalize(ctx, in)
	if err == nil && !w.all() || quiet.Is(ctx) {
		return out, metadata, err
	}
	if w.presign {
		if p, ok := out.Result.(*v4.PresignedHTTPRequest); ok && err == nil {
			w.tell(ctx, false, func() *Capture { return w.presigned(ctx, p) })
		}
		return out, metadata, err
	}
	w.tell(ctx, w.failed(err), func() *Capture { return w.capture(ctx, err) })
	return out, metadata, err
}

// all reports whether a recorder wants every attempt.
func (w *watch) all() bool {
	return w.recorder.all || slices.ContainsFunc(w.more, func(r *Recorder) bool { return r.all })
}

// tell gives the recorders a capture, which is made when the first wants it.
func (w *watch) tell(ctx context.Context, failure bool, capture func() *Capture) {
	var c *Capture
	give := func(r *Recorder) {
		if !r.wants(failure) {
			return
		}
		if c == nil {
			if c = capture(); c == nil {
				return
			}
		}
		r.keep(ctx, c, failure)
	}
	give(w.recorder)
	for _, r := range w.more {
		give(r)
	}
}

// HandleDeserialize sees the request as it goes to the transport, and the raw
// answer.
func (w *watch) HandleDeserialize(
	ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
) (middleware.DeserializeOutput, middleware.Metadata, error) {
	w.sent, _ = in.Request.(*smithyhttp.Request)
	w.started = time.Now()
	out, metadata, err := next.HandleDeserialize(ctx, in)
	if resp, ok := out.RawResponse.(*smithyhttp.Response); ok && resp.Response != nil && resp.StatusCode != 0 {
		w.answer, w.status = resp.Response, resp.StatusCode
		if resp.StatusCode >= 300 || w.all() {
			w.took = time.Since(w.started)
		}
	}
	return out, metadata, err
}

// failed reports whether an attempt is one of those that a recorder keeps. What
// S3 answers to a condition that doesn't hold, 304, is no failure.
func (w *watch) failed(err error) bool {
	if err == nil || w.answer == nil {
		return false
	}
	switch status := w.status; {
	case status == http.StatusNotModified:
		return false
	case status >= 300 && status < 500:
		return true
	case status < 300:
		var api smithy.APIError
		return errors.As(err, &api)
	}
	return false
}

// capture makes the capture of an attempt.
func (w *watch) capture(ctx context.Context, err error) *Capture {
	sent := w.signed.raw()
	if w.sent != nil {
		sent = rawOf(w.sent.Request)
		sent.length = lengthOf(w.sent)
	}
	if w.answer != nil && w.answer.Request != nil && w.answer.Request.URL != nil && len(w.answer.Request.Header) > 0 {
		// What reached the transport, after the round trippers around it.
		sent = rawOf(w.answer.Request)
	}
	signed := w.signed.raw()
	b := builder{source: "sdk", input: w.input, signed: &signed, sent: &sent, answer: w.answer, err: err}
	c := b.build()
	c.Time, c.Attempt = w.started, w.attempt
	c.Endpoint.Region = awsmiddleware.GetRegion(ctx)
	if w.answer != nil {
		c.Answer.Status, c.Answer.Duration = w.status, w.took
	}
	return c
}

// presigned makes the capture of a request that was presigned, but not sent.
func (w *watch) presigned(ctx context.Context, p *v4.PresignedHTTPRequest) *Capture {
	u, err := url.Parse(p.URL)
	if err != nil {
		return nil
	}
	raw := rawRequest{
		method: p.Method, scheme: u.Scheme, host: u.Host, path: u.EscapedPath(), query: u.RawQuery,
		header: p.SignedHeader, length: -1,
	}
	b := builder{source: "sdk", input: w.input, signed: &raw}
	c := b.build()
	c.Time, c.Endpoint.Region = time.Now(), awsmiddleware.GetRegion(ctx)
	return c
}
