package recorder

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/build"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe/internal/errordoc"
	"github.com/s3safe/s3safe-go/s3safe/internal/hook"
	"github.com/s3safe/s3safe-go/s3safe/internal/quiet"
)

// attempt is what is known of an attempt whose outcome a recorder wants.
type attempt struct {
	input  any
	number int
	signed *snapshot
	// sent is the request after the attempt: middleware changes it in place.
	sent    *smithyhttp.Request
	answer  *http.Response
	status  int // as it came: the SDK turns a 200 with an error into a 500
	started time.Time
	took    time.Duration
	err     error
}

// epoch is what the beginning of an attempt is measured from: the monotonic clock alone,
// which takes half as long to read as the time.
var epoch = time.Now()

// begun is an attempt that is being made. What may change until its end is in a
// snapshot, which is the attempt's own, and the rest is what the SDK returns: so a
// success costs the recorders no allocation.
type begun struct {
	number int
	signed *snapshot // nil as long as nothing may change
	sent   *smithyhttp.Request
	at     time.Duration // since the epoch
}

// begin takes down an attempt before it is made.
func begin(call *hook.Call, in middleware.FinalizeInput) begun {
	b := begun{number: int(call.Attempts.Add(1))}
	b.sent, _ = in.Request.(*smithyhttp.Request)
	if !call.Untouched {
		b.takeSigned(false)
	}
	b.at = time.Since(epoch)
	return b
}

// takeSigned takes the snapshot of what was signed, if there is none yet. Once the
// attempt is over, nobody has the request that the SDK made for it.
func (b *begun) takeSigned(over bool) {
	if b.signed != nil {
		return
	}
	b.signed = snapshots.Get().(*snapshot)
	switch {
	case b.sent == nil:
		*b.signed = snapshot{}
	case over:
		b.signed.takeOver(b.sent.Request, lengthOf(b.sent))
	default:
		b.signed.take(b.sent.Request, lengthOf(b.sent))
	}
}

// forget ends an attempt of which nobody is told.
func (b *begun) forget() {
	if b.signed != nil {
		b.signed.release()
	}
}

// end tells the recorders how an attempt ended.
func (b *begun) end(ctx context.Context, call *hook.Call, r *Recorder, more []*Recorder, metadata middleware.Metadata, err error) {
	if quiet.Is(ctx) || err != nil && hook.Stopped != nil && hook.Stopped(err) { // it looks like an answer of S3's, and is none
		b.forget()
		return
	}
	b.takeSigned(true)
	a := attempt{input: call.Input, number: b.number, signed: b.signed, sent: b.sent, err: err}
	a.readAnswer(metadata)
	a.time(metadata, b.at)
	if len(more) == 0 && r.later() && a.failed() {
		if f := a.keep(ctx); f != nil {
			r.add(f)
			return // the failure has the snapshot
		}
	}
	tellNow(ctx, r, more, a)
	b.forget()
}

// tellNow gives the recorders a capture that is made at once.
func tellNow(ctx context.Context, r *Recorder, more []*Recorder, a attempt) {
	tell(ctx, r, more, a.failed(), func() *capture.Capture { return a.capture(ctx) })
}

// wantsAll reports whether one of the recorders wants every attempt.
func wantsAll(list []*Recorder) bool {
	return slices.ContainsFunc(list, func(r *Recorder) bool { return r.all })
}

// tell gives the recorders a capture, which is made when the first wants it.
func tell(ctx context.Context, first *Recorder, more []*Recorder, failure bool, make func() *capture.Capture) {
	var c *capture.Capture
	give := func(r *Recorder) {
		if !r.wants(failure) {
			return
		}
		if c == nil {
			if c = make(); c == nil {
				return
			}
		}
		r.keep(ctx, c, failure)
	}
	give(first)
	for _, r := range more {
		give(r)
	}
}

// readAnswer finds the raw answer, which the SDK hands up with the result.
func (a *attempt) readAnswer(metadata middleware.Metadata) {
	resp, _ := awsmiddleware.GetRawResponse(metadata).(*smithyhttp.Response)
	if resp == nil {
		var failed *smithyhttp.ResponseError
		if errors.As(a.err, &failed) {
			resp = failed.Response
		}
	}
	if resp == nil || resp.Response == nil || resp.StatusCode == 0 {
		return
	}
	a.answer, a.status = resp.Response, statusOf(resp.Response)
}

// time sets when the attempt began, which is so long after the epoch, and how long the
// answer took. The SDK has read the clock when the answer came.
func (a *attempt) time(metadata middleware.Metadata, at time.Duration) {
	answered, ok := awsmiddleware.GetResponseAt(metadata)
	if !ok {
		answered = time.Now()
	}
	a.took = max(answered.Sub(epoch)-at, 0)
	a.started = answered.Add(-a.took)
}

// statusOf returns the status that S3 answered with. The SDK looks for an error
// inside a 2xx, and makes it a 500 if there is one.
func statusOf(resp *http.Response) int {
	if resp.StatusCode != http.StatusInternalServerError {
		return resp.StatusCode
	}
	if len(resp.Status) >= 3 {
		if status, err := strconv.Atoi(resp.Status[:3]); err == nil {
			return status
		}
	}
	// A transport that isn't net/http's may leave the text empty. But the SDK
	// lets nobody else read a body that it has looked into.
	if strings.HasSuffix(fmt.Sprintf("%T", errordoc.Below(resp)), ".replayReadCloser") {
		return http.StatusOK
	}
	return resp.StatusCode
}

// failed reports whether an attempt is one of those that a recorder keeps. What
// S3 answers to a condition that doesn't hold, 304, is no failure, and neither is
// that the caller has ended the call.
func (a *attempt) failed() bool {
	if a.err == nil {
		return false
	}
	if a.answer == nil {
		return !errors.Is(a.err, context.Canceled)
	}
	switch status := a.status; {
	case status == http.StatusNotModified:
		return false
	case status >= 300:
		return true
	}
	var api smithy.APIError
	return errors.As(a.err, &api)
}

// capture makes the capture of an attempt.
func (a *attempt) capture(ctx context.Context) *capture.Capture {
	signed := a.signed.raw()
	sent := signed
	if a.sent != nil {
		sent = build.RawOf(a.sent.Request)
		sent.Length = lengthOf(a.sent)
	}
	if a.answer != nil && a.answer.Request != nil && a.answer.Request.URL != nil && len(a.answer.Request.Header) > 0 {
		// What reached the transport, after the round trippers around it.
		sent = build.RawOf(a.answer.Request)
	}
	b := build.Builder{Source: "sdk", Input: a.input, Signed: &signed, Sent: &sent, Answer: a.answer, Err: a.err}
	if a.answer != nil {
		b.Body = string(errordoc.Of(a.answer))
	}
	c := b.Build()
	c.Time, c.Attempt = a.started, a.number
	c.Endpoint.Region = awsmiddleware.GetRegion(ctx)
	if a.answer != nil {
		c.Answer.Status, c.Answer.Duration = a.status, a.took
	}
	return c
}

// presigned tells the recorders of a request that was presigned, but not sent.
func (w *watch) presigned(ctx context.Context, result any) {
	p, ok := result.(*v4.PresignedHTTPRequest)
	if !ok {
		return
	}
	tell(ctx, w.recorder, w.more, false, func() *capture.Capture {
		u, err := url.Parse(p.URL)
		if err != nil {
			return nil
		}
		raw := build.Raw{
			Method: p.Method, Scheme: u.Scheme, Host: u.Host, Path: u.EscapedPath(), Query: u.RawQuery,
			Header: p.SignedHeader, Length: -1,
		}
		b := build.Builder{Source: "sdk", Input: w.call.Input, Signed: &raw}
		c := b.Build()
		c.Time, c.Endpoint.Region = time.Now(), awsmiddleware.GetRegion(ctx)
		return c
	})
}
