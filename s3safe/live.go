package s3safe

import (
	"context"
	"errors"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// live is the part of a guard whose state sources look facts up or learn.
type live struct {
	learners []state.Learner
	probers  []prober
	fixed    []state.Source // the sources that do neither
}

type prober struct {
	state.Prober
	lookups *compat.Lookups
}

// newLive returns nil if every source stays as it is.
func (g *guard) newLive() *live {
	l := new(live)
	off := func(r *compat.Rule) bool { return g.ruleModes[r.ID] == Off && g.hasRuleMode(r.ID) }
	for _, s := range g.states {
		learner, learns := s.(state.Learner)
		if learns {
			l.learners = append(l.learners, learner)
		}
		p, probes := s.(state.Prober)
		if probes {
			policy := p.Policy()
			policy.Skip = off
			l.probers = append(l.probers, prober{p, g.catalog.Lookups(policy)})
		}
		if !learns && !probes {
			l.fixed = append(l.fixed, s)
		}
	}
	if len(l.fixed) == len(g.states) {
		return nil
	}
	return l
}

func (g *guard) hasRuleMode(id string) bool {
	_, ok := g.ruleModes[id]
	return ok
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
}

func (c *liveCall) begin(o *origin) {
	c.origin = o
	switch {
	case o == nil:
		c.foreign = true // installed by hand: nothing is known of the client
	case o.call == nil:
		c.late = true
	default:
		c.foreign = o.foreign()
	}
}

// suspect notes the facts of findings that don't stop the call: if it succeeds
// nevertheless, they aren't true any more.
func (c *liveCall) suspect(told []compat.Finding) {
	for _, f := range told {
		if f.Rule.Effect != compat.Rejected || f.Rule.Doubt != "" || f.Rule.RestsOnAmazon() {
			continue
		}
		for _, k := range f.Facts {
			if k.Scope == compat.ScopeBucket {
				c.refuted |= compat.FeaturesOf(k.Feature)
			}
		}
	}
}

// moment says which rules a lookup is for.
type moment uint8

const (
	forInput    moment = 1 << iota // those that CheckInput judges
	forResolved                    // those that CheckResolved does
)

// look looks up what the request can't be judged without, unless it is to be
// stopped anyway; and again, in the background, what it was judged by and is
// getting old. It reports whether more is known now.
func (l *live) look(ctx context.Context, g *guard, c *call, m moment, stopped bool) bool {
	if len(l.probers) == 0 || c.live.late || c.live.foreign || c.presign != "false" {
		return false // what is only presigned may be sent when all is different
	}
	more := false
	for _, p := range l.probers {
		var need compat.Need
		if m&forInput != 0 {
			p.lookups.Input(&c.request, &need)
		}
		if m&forResolved != 0 {
			p.lookups.Resolved(&c.request, &need)
		}
		if stopped {
			need.Bucket, need.Source = 0, 0
		}
		if need != (compat.Need{}) && p.find(ctx, c, &need) {
			more = true
		}
	}
	if more {
		g.addState(ctx, c, g.states)
	}
	return more
}

// find asks for what is needed, of the request's bucket and of the copy
// source's.
func (p *prober) find(ctx context.Context, c *call, need *compat.Need) bool {
	// That a bucket hasn't got what is looked for is no failure of the client's.
	ctx = recorder.ContextWithout(bypassing(ctx))
	client := c.live.origin.prober(c)
	owner := func(m compat.Member) string {
		s, _ := c.request.Value(m).Text()
		return s
	}
	more := false
	if need.Bucket|need.UsedBucket != 0 {
		bucket, _ := c.request.Value(member.Bucket).Text()
		more = p.Look(ctx, state.Lookup{
			Bucket: bucket, Missing: need.Bucket, Used: need.UsedBucket,
			ExpectedOwner: owner(member.ExpectedBucketOwner), Client: client,
		})
	}
	if need.Source|need.UsedSource != 0 {
		if p.Look(ctx, state.Lookup{
			Bucket: c.request.Source.Bucket, Missing: need.Source, Used: need.UsedSource,
			ExpectedOwner: owner(member.ExpectedSourceBucketOwner), Client: client,
		}) {
			more = true
		}
	}
	return more
}

// checkResolved judges the rules that need the endpoint; and if the first moment
// couldn't use what the live sources know, those that rest on it.
func (g *guard) checkResolved(ctx context.Context, c *call, w *compat.Wants) []compat.Finding {
	if g.live == nil {
		return g.catalog.CheckResolved(&c.request, nil, w)
	}
	late := c.live.late
	if late {
		c.live.late = false
		c.live.foreign = c.live.origin.goesElsewhere(c)
		if c.off {
			return nil
		}
		if !c.live.foreign {
			g.addState(ctx, c, g.states)
		}
	}
	check := func(w *compat.Wants) []compat.Finding {
		var found []compat.Finding
		if late {
			found = g.catalog.CheckInput(&c.request, nil)
		}
		return g.catalog.CheckResolved(&c.request, found, w)
	}
	found := check(w)
	m := forResolved
	if late {
		m |= forInput
	}
	stop, _ := g.sort(ctx, c.mode, &c.request, found)
	if g.live.look(ctx, g, c, m, len(stop) > 0) {
		if w != nil {
			*w = compat.Wants{}
		}
		found = check(w)
	}
	return found
}

// learn tells the sources what S3 answered.
func (l *live) learn(ctx context.Context, c *call, input, output any, err error) {
	if c.presign != "false" || c.live.foreign || c.live.late || len(l.learners) == 0 {
		return
	}
	var stopped *IncompatibleError
	if err != nil && errors.As(err, &stopped) {
		return // not an answer of S3's
	}
	a := state.Answer{Operation: c.request.Operation, Input: input, Output: output, Err: err}
	if err != nil {
		a.Output, a.Region = nil, state.RegionOf(err)
	} else {
		a.Refuted = c.live.refuted
	}
	if a.Operation == 0 {
		// The call wasn't judged.
		var r compat.Request
		if !sdk.Describe(input, &r) {
			return
		}
		a.Operation = r.Operation
	}
	for _, learner := range l.learners {
		learner.Learn(ctx, a)
	}
}
