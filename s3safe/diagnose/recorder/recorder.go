// Package recorder keeps captures of the attempts of a client that failed:
//
//	r := recorder.NewRecorder()
//	client := s3.NewFromConfig(cfg, r.Option())
//	// …
//	for _, c := range r.Failures() {
//		fmt.Println(c.Operation, c.Answer.Status, c.Answer.Code)
//	}
//
// It is the part of the diagnosis that the guard needs, and depends on none of the
// others.
package recorder

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
	"github.com/s3safe/s3safe-go/s3safe/internal/chain"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/s3safe/internal/quiet"
)

// defaultFailures is how many failures a recorder keeps.
const defaultFailures = 16

// Recorder keeps what is known of the last failures of a client: the attempts
// that S3 answered with an error (4xx, 5xx, a redirection, an error inside a 200), and
// those that got no answer. It costs next to nothing until there is one.
//
// What it keeps is bounded: so many failures (see [Keep]), of S3's error document the
// first 12 KiB, and code, message, ids and the values of headers, each cut at 4 KiB
// before what can't be printed in it is escaped. An error document of 64 KiB makes less
// than 24 KiB of a failure whose request is small. The request's headers and the values
// of its members come on top; no other body is kept.
//
// A Recorder is safe for concurrent use, also by several clients.
type Recorder struct {
	all   bool
	hooks []func(context.Context, *capture.Capture)
	size  int

	mu    sync.Mutex
	ring  []*failure
	next  int   // the oldest one once the ring is full
	total int64 // how many there were
}

// RecorderOption configures a recorder.
type RecorderOption func(*Recorder)

// Keep sets how many failures are kept; the default is 16, and 0 keeps none.
func Keep(n int) RecorderOption { return func(r *Recorder) { r.size = max(n, 0) } }

// CaptureAll captures every attempt for the hooks: those that succeed, too, and
// presigned requests. Only failures that [Recorder] speaks of are kept. Each attempt
// costs some 100 µs then (BenchmarkCapture).
func CaptureAll() RecorderOption { return func(r *Recorder) { r.all = true } }

// OnCapture adds a function that is called with every capture, on the caller's
// goroutine. It must be safe for concurrent use and must not change the capture.
func OnCapture(hook func(context.Context, *capture.Capture)) RecorderOption {
	return func(r *Recorder) {
		if hook != nil {
			r.hooks = append(r.hooks, hook)
		}
	}
}

// NewRecorder makes a recorder.
func NewRecorder(opts ...RecorderOption) *Recorder {
	r := &Recorder{size: defaultFailures}
	for _, o := range opts {
		if o != nil {
			o(r)
		}
	}
	return r
}

// Option returns an option, for a client or for a single call, that lets the
// recorder see its attempts.
//
// What middleware changes in the request after it is signed is seen. Middleware
// that puts another request in its place, and a wrapped http.RoundTripper, are seen
// as far as the transport puts its request into the answer, which net/http does.
//
// Where s3safe's guard is, its own recorder costs a call that succeeds no
// allocation; a recorder that is added by this option costs it three.
func (r *Recorder) Option() func(*s3.Options) {
	return func(o *s3.Options) { o.APIOptions = append(o.APIOptions, r.Install) }
}

// Install puts the recorder's middleware into a stack, once. It is for those who
// assemble APIOptions themselves; others use [Recorder.Option].
func (r *Recorder) Install(stack *middleware.Stack) error { return install(stack, r) }

// Failures returns the failures that are kept, the oldest first. They must not
// be changed.
func (r *Recorder) Failures() []*capture.Capture {
	r.mu.Lock()
	kept := slices.Concat(r.ring[r.next:], r.ring[:r.next])
	for _, f := range kept {
		f.shown = true
	}
	r.mu.Unlock()
	if len(kept) == 0 {
		return nil
	}
	captures := make([]*capture.Capture, len(kept))
	for i, f := range kept {
		captures[i] = f.capture()
	}
	return captures
}

// Last returns the latest failure, nil if there was none.
func (r *Recorder) Last() *capture.Capture {
	r.mu.Lock()
	var last *failure
	if len(r.ring) > 0 {
		last = r.ring[(r.next+len(r.ring)-1)%len(r.ring)]
		last.shown = true
	}
	r.mu.Unlock()
	if last == nil {
		return nil
	}
	return last.capture()
}

// LastFor returns the latest failure that an error of the client is about, nil if
// none is: the one with the error's request id; where there was no answer, that of
// the operation with the same transport error. Goroutines may share the client.
func (r *Recorder) LastFor(err error) *capture.Capture {
	if err == nil {
		return nil
	}
	list := r.Failures()
	slices.Reverse(list)
	_, operation := chain.Operation(err)
	var api smithy.APIError
	answered := errors.As(err, &api)
	id := chain.RequestID(err)
	var mask redact.Redactor
	text := mask.Text(err.Error())
	for _, c := range list {
		a := &c.Answer
		switch {
		case operation != "" && c.Operation != operation:
		case id != "" && a.RequestID == id:
			return c
		case id != "" || a.RequestID != "":
		case answered && a.Code == api.ErrorCode() && a.Message == mask.Text(api.ErrorMessage()):
			return c
		case !answered && a.Error != "" && strings.HasSuffix(text, a.Error):
			return c
		}
	}
	return nil
}

// Total returns how many failures there were, kept or not.
func (r *Recorder) Total() int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.total
}

// Reset forgets the failures.
func (r *Recorder) Reset() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ring, r.next, r.total = nil, 0, 0
}

// wants reports whether anybody would see a capture.
func (r *Recorder) wants(failure bool) bool {
	return failure && (r.size > 0 || len(r.hooks) > 0) || r.all && len(r.hooks) > 0
}

// keep puts a failure into the ring and tells the hooks.
func (r *Recorder) keep(ctx context.Context, c *capture.Capture, failed bool) {
	if failed {
		r.add(&failure{made: c})
	}
	for _, h := range r.hooks {
		h(ctx, c)
	}
}

// later reports whether nobody wants a failure's capture before it is asked for.
func (r *Recorder) later() bool { return len(r.hooks) == 0 && r.size > 0 }

// add puts a failure into the ring. The one that gives way for it serves again, unless
// somebody has it.
func (r *Recorder) add(f *failure) {
	if old := r.replace(f); old != nil && !old.shown {
		old.release()
	}
}

// replace returns the failure that had the place in the ring, nil if none had.
func (r *Recorder) replace(f *failure) (old *failure) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.total++
	switch {
	case r.size == 0:
	case len(r.ring) < r.size:
		r.ring = append(r.ring, f)
	default:
		old, r.ring[r.next] = r.ring[r.next], f
		r.next = (r.next + 1) % r.size
	}
	return old
}

// ContextWithout returns a context whose calls aren't captured: for requests
// that are expected to fail, such as a look whether something exists.
func ContextWithout(ctx context.Context) context.Context {
	return quiet.Context(ctx)
}
