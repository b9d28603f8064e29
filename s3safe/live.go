package s3safe

import (
	"context"
	"io"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/internal/document"
	"github.com/s3safe/s3safe-go/s3safe/internal/known"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// live is the part of a guard whose state sources look facts up or learn.
type live struct {
	// sole is the only source, if it takes the time from whoever asks; nil otherwise.
	sole known.Clocked
	// unchanged are operations that change nothing for the learners, untold those of them
	// by whose success they learn nothing: nearly all calls are of these.
	unchanged, untold operation.Set

	learners []known.Learner
	probers  []known.Prober
	fixed    []state.Source // the sources that do neither
}

// newLive returns nil if every source stays as it is.
func (g *guard) newLive() *live {
	l := new(live)
	var off func(*compat.Rule) bool // nil, so that it isn't asked for each rule, if none is
	if slices.Contains(slices.Collect(maps.Values(g.ruleModes)), Off) {
		off = func(r *compat.Rule) bool { return g.ruleModes[r.ID] == Off }
	}
	for _, s := range g.states {
		learner, learns := s.(state.Learner)
		if learns {
			l.learners = append(l.learners, known.NewLearner(learner))
		}
		p, probes := s.(state.Prober)
		if probes {
			l.probers = append(l.probers, known.NewProber(p, g.catalog, off))
			modesInContext.Store(true) // probing has one
		}
		if !learns && !probes {
			l.fixed = append(l.fixed, s)
		}
	}
	if len(l.fixed) == len(g.states) {
		return nil
	}
	l.sole = known.Sole(g.states)
	l.unchanged, l.untold = known.Routine(l.learners)
	return l
}

// liveCall is what the live part keeps of a call.
type liveCall struct {
	origin *origin
	// late is set if the call's options aren't known: until the endpoint is
	// resolved, it isn't certain that the call goes to the service whose buckets
	// the sources know.
	late bool
	// foreign is set if it goes to another.
	foreign bool
	// refuted are facts about the bucket by which the call should fail, but is
	// let pass.
	refuted compat.FeatureSet
	// sent is when the request was given to the SDK to be sent, after epoch, or shortly
	// before; 0 if the clock is still to be read for it.
	sent time.Duration
	// changes are what the learners returned for a call that changes a bucket.
	changes []*state.Change
	// since is from when on S3 must have said what the call is stopped by; zero
	// until that matters.
	since time.Time
	// document is the root element of the answer, as far as it was looked at.
	document string
}

func (c *liveCall) begin(o *origin) {
	c.origin = o
	switch {
	case o == nil:
		c.foreign = true // installed by hand: nothing is known of the client
	case o.away():
		c.foreign = true
	case o.call == nil:
		c.late = true
	default:
		c.foreign = o.foreign()
	}
}

// suspect notes the facts of findings that don't stop the call: if it succeeds
// nevertheless, they aren't true any more.
func (c *liveCall) suspect(told []compat.Finding) {
	c.refuted |= known.Suspects(told, func(f *compat.Finding) bool { return !f.Rule.RestsOnAmazon() })
}

// moment says which rules a lookup is for.
type moment uint8

const (
	forInput    moment = 1 << iota // those that CheckInput judges
	forResolved                    // those that CheckResolved does
)

// mayAsk reports whether something may be looked up for the call: it goes to the
// service that the sources know, and is sent now. What is only presigned may be
// sent when all is different.
func (l *live) mayAsk(c *call) bool {
	return len(l.probers) > 0 && !c.live.late && !c.live.foreign && c.form == sent
}

// look looks up what the request can't be judged without, unless it is to be
// stopped anyway; and again, in the background, what it was judged by and is
// getting old. It reports whether more is known now.
func (l *live) look(ctx context.Context, g *guard, c *call, m moment, stopped bool) bool {
	if !l.mayAsk(c) {
		return false
	}
	more := false
	for i := range l.probers {
		p := &l.probers[i]
		var need compat.Need
		if m&forInput != 0 {
			p.Input(&c.request, &need)
		}
		if m&forResolved != 0 {
			p.Resolved(&c.request, &need)
		}
		if stopped {
			// What it is stopped by is made sure of, if need be.
			need = compat.Need{}
		}
		if need == (compat.Need{}) {
			continue
		}
		c.live.sent = 0 // that may take time
		if p.Find(ctx, c.question(), &need) {
			more = true
		}
	}
	if more {
		known.Add(ctx, &c.request, g.states)
		c.foreseen = foreseen{}
	}
	return more
}

// check judges the call by all rules, and reports whether they rest on anything that may
// be looked up, or looked up again.
func (l *live) check(g *guard, c *call) (found []compat.Finding, asks bool) {
	if !l.mayAsk(c) {
		return g.catalog.Check(&c.request, nil), false
	}
	var need compat.Need
	found = l.probers[0].Check(&c.request, &need)
	for i := range l.probers[1:] {
		p := &l.probers[1+i]
		p.Input(&c.request, &need)
		p.Resolved(&c.request, &need)
	}
	return found, need != (compat.Need{})
}

// question is what something is asked for: the call's request.
func (c *call) question() known.Question {
	return known.Question{Request: &c.request, Asker: c, Base: probing, Since: c.live.since}
}

// Client implements known.Asker.
func (c *call) Client() func() state.API { return c.live.origin.prober(c) }

// checkResolved judges the rules that need the endpoint; and if the first moment
// couldn't use what the live sources know, those that rest on it.
func (g *guard) checkResolved(ctx context.Context, c *call, w *compat.Wants) []compat.Finding {
	waited := c.waiting
	c.waiting = false
	if g.live == nil {
		found := g.catalog.CheckResolved(&c.request, nil, w)
		if waited {
			found = g.catalog.Check(&c.request, nil)
		}
		return found
	}
	late := c.live.late
	if late {
		c.live.late, c.live.sent = false, 0
		c.live.foreign = c.live.origin.goesElsewhere(c)
		defer g.live.sending(c, c.recorded.Input)
		if c.off {
			return nil
		}
		if !c.live.foreign {
			known.Add(ctx, &c.request, g.states)
		}
		if found, asks := g.live.check(g, c); len(found) == 0 && !asks {
			return nil // as nearly always
		}
	}
	m := forResolved
	if late {
		m |= forInput
	}
	j := judgement{input: late || waited, resolved: true, wants: w}
	var found []compat.Finding
	if !c.foreseen.by(c.endpoint) {
		found = j.check(g, c)
	}
	return g.live.settle(ctx, g, c, m, found, j)
}

// judgement says which rules a request is judged by.
type judgement struct {
	input, resolved bool
	wants           *compat.Wants // of those that need the endpoint; may be nil
}

func (j judgement) check(g *guard, c *call) (found []compat.Finding) {
	if j.input {
		found = g.catalog.CheckInput(&c.request, nil)
	}
	if j.resolved {
		if j.wants != nil {
			*j.wants = compat.Wants{}
		}
		found = g.catalog.CheckResolved(&c.request, found, j.wants)
	}
	return found
}

// epoch is what the times of calls are measured from: the monotonic clock takes half as
// long to read as the time.
var epoch = time.Now()

// sending tells the learners of a change before it is sent.
func (l *live) sending(c *call, input any) {
	if len(l.learners) == 0 {
		return
	}
	if c.live.sent == 0 {
		c.live.sent = time.Since(epoch)
	}
	if c.live.late || c.live.foreign || c.form != sent || l.unchanged.Has(c.request.Operation) {
		return
	}
	if changes := known.Announce(l.learners, input); changes != nil {
		c.live.changes = changes
	}
}

// learn tells the sources what S3 answered.
func (l *live) learn(ctx context.Context, c *call, input, output any, metadata middleware.Metadata, err error) {
	if c.form != sent || c.live.late || len(l.learners) == 0 || c.live.foreign && c.live.changes == nil {
		return
	}
	if err == nil && c.live.changes == nil && c.live.refuted == 0 &&
		(l.untold.Has(c.request.Operation) || !known.Tells(l.learners, input, output)) {
		return // as nearly always: then nothing else needs to be found out
	}
	x := answerOf(metadata, err)
	if u := x.url(); u != nil && c.live.origin.ledElsewhere(c.endpoint, c.request.Target.Name, u) {
		// Middleware has sent it there, or a redirect has led there.
		c.live.foreign = true
		if c.live.changes == nil {
			return
		}
	}
	a := state.Answer{
		Operation: c.request.Operation, Input: input, Output: output, Err: err,
		Began: epoch.Add(c.live.sent), Document: c.live.document, Status: http.StatusOK, RequestID: x.requestID,
	}
	if err == nil {
		if _, isPart := input.(*s3.UploadPartInput); isPart {
			a.Length = x.lengthSent()
		}
		a.Refuted = c.live.refuted
	} else {
		a.Output, a.Unsent = nil, x.stopped
		a.Status, a.Region = x.failure()
		if attempts, ok := retry.GetAttemptResults(metadata); ok {
			a.Attempts = len(attempts.Results)
		}
	}
	if a.Unsent && c.live.changes == nil {
		return // not an answer of S3's
	}
	if c.live.foreign {
		a.RequestID = "" // nor of the S3 that was meant
	}
	if a.Operation == 0 {
		// The call wasn't judged.
		var r compat.Request
		if !sdk.Describe(input, &r) {
			return
		}
		a.Operation = r.Operation
	}
	known.Teach(ctx, l.learners, c.live.changes, a)
}

// documentMiddleware looks at the root element of an answer.
type documentMiddleware seat

const idDocument = "s3safe:Document"

// ID implements middleware.DeserializeMiddleware.
func (*documentMiddleware) ID() string { return idDocument }

// HandleDeserialize looks at it before the SDK does.
func (m *documentMiddleware) HandleDeserialize(
	ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
) (middleware.DeserializeOutput, middleware.Metadata, error) {
	out, metadata, err := next.HandleDeserialize(ctx, in)
	response, ok := out.RawResponse.(*smithyhttp.Response)
	if err != nil || !ok || response.StatusCode != http.StatusOK {
		return out, metadata, err
	}
	s := (*seat)(m)
	c := s.enter()
	if c == nil {
		return out, metadata, err
	}
	defer s.leave()
	root, body := document.Root(response.Body)
	s.judging.Lock()
	c.live.document = root
	s.judging.Unlock()
	response.Body = struct {
		io.Reader
		io.Closer
	}{body, response.Body}
	return out, metadata, err
}

// watchAnswer adds to a stack what tells S3's answers from others', for an operation
// whose answers tell.
func (s *seat) watchAnswer(stack *middleware.Stack) error {
	if !s.documented {
		return nil
	}
	if _, there := stack.Deserialize.Get(idDocument); there {
		return nil
	}
	return stack.Deserialize.Add((*documentMiddleware)(s), middleware.After)
}
