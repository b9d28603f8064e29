package strict

import (
	"errors"
	"net/http"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/state"
)

// forward lets the request go on, and learns from the answer.
func (h *handler) forward(w http.ResponseWriter, r *http.Request, c *call) {
	if len(h.learners) == 0 {
		h.next.ServeHTTP(w, r)
		return
	}
	o := &observer{ResponseWriter: w, keep: 0}
	l := lesson{call: c, seen: o, input: inputOf(&c.request, r), began: time.Now()}
	if l.input != nil && readers[c.request.Operation] != nil {
		o.keep = mostAnswer
	}
	l.announce()
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

// announce tells the learners of a change before it is made.
func (l *lesson) announce() {
	if l.input == nil {
		return
	}
	for i, learner := range l.call.h.learners {
		changer, ok := learner.(state.Changer)
		if !ok {
			continue
		}
		if x := changer.Change(l.input); x != nil {
			if l.changes == nil {
				l.changes = make([]*state.Change, len(l.call.h.learners))
			}
			l.changes[i] = x
		}
	}
}
