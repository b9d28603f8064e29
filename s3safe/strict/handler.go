package strict

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/compat/wire"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/internal/known"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// handler judges requests before next gets them. It is safe for concurrent use.
type handler struct {
	next        http.Handler
	catalog     *compat.Catalog
	own         map[string]bool // rules that the application added
	mode        s3safe.Mode
	ruleModes   map[string]s3safe.Mode
	store       *provider.Profile
	endpoint    compat.Facts
	now         func() time.Time
	decoder     *wire.Decoder
	early, late *wire.Decoder // with clocks that are wrong; nil if ours isn't
	onRequest   []func(context.Context, Event)
	onFinding   []func(context.Context, Event)
	credentials aws.CredentialsProvider

	states   []state.Source
	probers  []known.Prober
	learners []known.Learner
}

// Handler returns a handler that judges each request to a server as Amazon S3 would.
// What Amazon would reject it answers itself, with Amazon's status, code and message.
// Everything else goes on to next, untouched: an object's body is streamed. Only the
// documents of configurations and the fields of a form are read beforehand, and next
// gets them as they came.
//
// What isn't known rejects nothing: a request that can't be read as one of S3's, or
// that depends on the state of a bucket which nobody told, goes on.
//
// Options that are wrong (see [Validate]) are left out.
func Handler(next http.Handler, opts ...Option) http.Handler {
	h, _ := newHandler(next, opts)
	return h
}

func newHandler(next http.Handler, opts []Option) (*handler, error) {
	var c config
	for _, o := range opts {
		if o != nil {
			o(&c)
		}
	}
	h := &handler{next: next}
	err := h.settings(&c)
	off := func(r *compat.Rule) bool { return h.ruleMode(r.ID) == s3safe.Off }
	for _, s := range h.states {
		if p, ok := s.(state.Prober); ok && h.credentials != nil {
			h.probers = append(h.probers, known.NewProber(p, h.catalog, off))
		}
		if l, ok := s.(state.Learner); ok {
			h.learners = append(h.learners, known.NewLearner(l))
		}
	}
	return h, err
}

// ServeHTTP implements http.Handler.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if h.mode == s3safe.Off && len(h.ruleModes) == 0 {
		h.next.ServeHTTP(w, r)
		return
	}
	m, err := h.decoder.Decode(r)
	if err != nil {
		h.unread(w, r, err)
		return
	}
	c := h.judge(r, m)
	e := Event{Operation: c.operation(), Bucket: m.Bucket, Findings: c.findings()}
	if len(c.stop) == 0 {
		h.tell(r.Context(), e)
		h.forward(w, r, c)
		return
	}
	first := &c.stop[0]
	e.Rejected, e.Answer = true, first.Rule.Answer
	h.tell(r.Context(), e)
	if f := c.request.Bucket; f != nil && f.Region != "" {
		w.Header().Set("X-Amz-Bucket-Region", f.Region)
	}
	c.reject(w, first)
}

// unread deals with a request that can't be read as one of S3's. If that is so by a rule,
// the rule says what becomes of it; else it goes on.
func (h *handler) unread(w http.ResponseWriter, r *http.Request, err error) {
	e := Event{Err: err}
	var wrong *wire.Error
	if !errors.As(err, &wrong) || wrong.Rule == "" {
		h.tell(r.Context(), e)
		h.next.ServeHTTP(w, r)
		return
	}
	c := &call{h: h, http: r, message: wrong.Message, request: wrong.Message.Request}
	e.Operation, e.Bucket = c.operation(), c.message.Bucket
	f := c.violation(wrong)
	stops, told := c.counts(&f)
	if told {
		e.Findings = []compat.Finding{f}
	}
	if stops {
		e.Rejected, e.Answer = true, f.Rule.Answer
	}
	h.tell(r.Context(), e)
	if !stops {
		h.next.ServeHTTP(w, r)
		return
	}
	c.reject(w, &f)
}

// violation is the finding of a rule by which a request, or its body, can't be read.
func (c *call) violation(wrong *wire.Error) compat.Finding {
	q := wrong.Message.Request
	q.Operation = c.request.Operation
	return compat.NewFinding(c.h.catalog.Rule(wrong.Rule), &q)
}

// operation returns the name of the operation, empty if there is none.
func (c *call) operation() string { return c.message.Operation.String() }

// reject answers in the place of the server what S3 does by the finding.
func (c *call) reject(w http.ResponseWriter, f *compat.Finding) {
	reject(w, c.http, rejection{answer: f.Rule.Answer, rule: f.Rule.ID, problem: f.Text(), bucket: c.message.Bucket, key: c.message.Key})
}

// tell calls the hooks.
func (h *handler) tell(ctx context.Context, e Event) {
	for _, hook := range h.onRequest {
		hook(ctx, e)
	}
	h.tellFinding(ctx, e)
}

// tellFinding calls the hooks for findings, if there is anything to tell.
func (h *handler) tellFinding(ctx context.Context, e Event) {
	if len(e.Findings) == 0 && e.Err == nil {
		return
	}
	for _, hook := range h.onFinding {
		hook(ctx, e)
	}
}
