package s3safe

import (
	"context"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// settle judges a request again after what it rests on was looked up, and makes
// sure of what it is about to be stopped by. The findings are those so far.
func (l *live) settle(ctx context.Context, g *guard, c *call, m moment, found []compat.Finding, j judgement) []compat.Finding {
	stop, _ := g.sort(ctx, c.mode, &c.request, found)
	if l.look(ctx, g, c, m, len(stop) > 0) {
		found = j.check(g, c)
		stop, _ = g.sort(ctx, c.mode, &c.request, found)
	}
	// What is asked for may make another rule true, which rests on something else.
	for range 3 {
		if len(stop) == 0 || !l.confirm(ctx, g, c, stop) {
			break
		}
		found = j.check(g, c)
		stop, _ = g.sort(ctx, c.mode, &c.request, found)
	}
	return found
}

// certain is sort for a call: what is known of the bucket must be certain for the
// call to be stopped by it.
func (g *guard) certain(ctx context.Context, c *call, found []compat.Finding) (stop, tell []compat.Finding) {
	stop, tell = g.sort(ctx, c.mode, &c.request, found)
	if g.live != nil {
		return g.live.doubt(ctx, g, c, stop, tell)
	}
	return stop, tell
}

// doubt moves findings from those that stop the request to those that are told
// only: they rest on what was so a while ago, and S3 can't be asked whether it
// still is.
func (l *live) doubt(ctx context.Context, g *guard, c *call, stop, tell []compat.Finding) (stops, tells []compat.Finding) {
	if len(stop) == 0 {
		return stop, tell
	}
	x := l.weigh(ctx, g, c)
	if x == nil {
		return stop, tell
	}
	for _, f := range stop {
		if x.certain(f.Rule) {
			stops = append(stops, f)
		} else {
			tell = append(tell[:len(tell):len(tell)], f)
		}
	}
	return stops, tell
}

// confirm asks for what findings rest on that isn't certain. It reports whether
// something was asked for.
func (l *live) confirm(ctx context.Context, g *guard, c *call, stop []compat.Finding) bool {
	if !l.mayAsk(c) {
		return false
	}
	x := l.weigh(ctx, g, c)
	if x == nil {
		return false
	}
	var need, source confirmation
	for _, f := range stop {
		if !x.certain(f.Rule) {
			need.add(x, &f, compat.ScopeBucket)
			source.add(x, &f, compat.ScopeSource)
		}
	}
	asked := false
	for _, p := range l.probers {
		asked = p.confirm(ctx, c, member.Bucket, &need) || asked
		asked = p.confirm(ctx, c, member.CopySource, &source) || asked
	}
	if asked {
		g.addState(ctx, c, g.states)
	}
	return asked
}

// confirmation is what of a bucket is to be made sure of.
type confirmation struct {
	features compat.FeatureSet
	region   bool
}

// add adds what a finding rests on.
func (n *confirmation) add(x *weighed, f *compat.Finding, s compat.Scope) {
	for _, k := range f.Facts {
		if k.Scope == s && x.uncertain[s].Has(k.Feature) {
			n.features |= compat.FeaturesOf(k.Feature)
		}
	}
	if x.uncertainRegion[s] {
		r := x.request
		without := *x.facts(s)
		without.Region = ""
		if s == compat.ScopeBucket {
			r.Bucket = &without
		} else {
			r.CopyFrom = &without
		}
		n.region = n.region || f.Rule.When.Eval(&r) != compat.True
	}
}

// confirm asks for what is to be made sure of.
func (p *prober) confirm(ctx context.Context, c *call, of compat.Member, n *confirmation) bool {
	if *n == (confirmation{}) {
		return false
	}
	asked := false
	if of == member.Bucket && n.features&ofOthers != 0 {
		asked = p.confirmOthers(ctx, c, n.features)
	}
	l := p.lookup(c, of)
	l.Confirm, l.ConfirmRegion, l.Since = n.features, n.region, c.live.since
	return p.Look(ctx, l) || asked
}

// weighed is a request with what is known of its buckets, and what of that is
// certain.
type weighed struct {
	request compat.Request // as it is judged
	sure    compat.Request // with what is certain only
	// uncertain are the facts that make the difference, by scope: the bucket and
	// the copy source's.
	uncertain       [2]compat.FeatureSet
	uncertainRegion [2]bool
}

// weigh returns nil if everything is certain.
func (l *live) weigh(ctx context.Context, g *guard, c *call) *weighed {
	if c.live.since.IsZero() {
		c.live.since = time.Now().Add(-state.Fresh)
	}
	sources := g.states
	if c.live.late || c.live.foreign {
		sources = l.fixed
	}
	x := &weighed{request: c.request, sure: c.request}
	bucket, _ := c.request.Value(member.Bucket).Text()
	x.sure.Bucket = x.certainly(ctx, c, sources, bucket, compat.ScopeBucket)
	x.sure.CopyFrom = x.certainly(ctx, c, sources, c.request.Source.Bucket, compat.ScopeSource)
	if x.uncertain == ([2]compat.FeatureSet{}) && x.uncertainRegion == ([2]bool{}) {
		return nil
	}
	return x
}

func (x *weighed) facts(s compat.Scope) *compat.Facts {
	if s == compat.ScopeBucket {
		return x.request.Bucket
	}
	return x.request.CopyFrom
}

// certainly returns the facts about a bucket that are certain.
func (x *weighed) certainly(ctx context.Context, c *call, sources []state.Source, bucket string, s compat.Scope) *compat.Facts {
	facts := x.facts(s)
	if facts == nil {
		return nil
	}
	began := time.Since(c.live.since) - state.Fresh
	sure := *facts
	for _, f := range facts.Known() {
		if e, ok := explanation(ctx, sources, bucket, f); ok && !e.Certain(began) {
			sure.Forget(f)
			x.uncertain[s] |= compat.FeaturesOf(f)
		} else if !ok && s == compat.ScopeBucket && ofOthers.Has(f) && !othersCertain(ctx, &x.request, sources, f, began) {
			sure.Forget(f)
			x.uncertain[s] |= compat.FeaturesOf(f)
		}
	}
	if e, ok := regionExplanation(ctx, sources, bucket); ok && facts.Region != "" && !e.Certain(began) {
		sure.Region = ""
		x.uncertainRegion[s] = true
	}
	return &sure
}

// certain reports whether a rule is true by what is certain.
func (x *weighed) certain(rule *compat.Rule) bool { return rule.When.Eval(&x.sure) == compat.True }
