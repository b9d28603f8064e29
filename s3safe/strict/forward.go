package strict

import (
	"errors"
	"net/http"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/internal/known"
)

// forward lets the request go on, judges its body as it passes, and learns from the
// answer.
func (h *handler) forward(w http.ResponseWriter, r *http.Request, c *call) {
	body := c.judgeChunks()
	if body == nil {
		h.hand(w, r, c)
		return
	}
	answer := &replacing{ResponseWriter: w, body: body}
	defer func() {
		if wrong := body.refused(); wrong != nil {
			e := Event{Operation: c.operation(), Bucket: c.message.Bucket, Findings: []compat.Finding{wrong.finding}, Err: wrong.err, Rejected: wrong.stops}
			if e.Rejected {
				e.Answer = wrong.finding.Rule.Answer
			}
			h.tellFinding(r.Context(), e)
		}
	}()
	h.hand(answer, r, c)
	answer.replace() // the server behind may have written nothing
}

// hand hands the request to the server behind, and learns from the answer.
func (h *handler) hand(w http.ResponseWriter, r *http.Request, c *call) {
	if len(h.learners) == 0 {
		h.next.ServeHTTP(w, r)
		return
	}
	o := &observer{ResponseWriter: w}
	l := lesson{call: c, seen: o, input: inputOf(&c.request, r), began: time.Now()}
	if l.input != nil && readers[c.request.Operation] != nil {
		o.keep = mostAnswer
	}
	if l.input != nil {
		l.changes = known.Announce(h.learners, l.input)
	}
	ended := false
	defer func() {
		// A handler that gives up panics; then nobody knows what became of a change.
		if !ended {
			o.failed = errGaveUp
		}
		l.learn(r.Context())
	}()
	h.next.ServeHTTP(o, r)
	ended = true
}

var errGaveUp = errors.New("strict: the server behind gave up")
