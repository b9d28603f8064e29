package known

import (
	"context"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// Confirm asks for what findings rest on that isn't certain. It reports whether
// something was asked for.
func Confirm(ctx context.Context, probers []Prober, q Question, x *Weighed, stop []compat.Finding) bool {
	var need, source confirmation
	for i := range stop {
		if !x.Certain(stop[i].Rule) {
			need.add(x, &stop[i], compat.ScopeBucket)
			source.add(x, &stop[i], compat.ScopeSource)
		}
	}
	asked := false
	for i := range probers {
		p := &probers[i]
		asked = p.confirm(ctx, &q, member.Bucket, &need) || asked
		asked = p.confirm(ctx, &q, member.CopySource, &source) || asked
	}
	return asked
}

// confirmation is what of a bucket is to be made sure of.
type confirmation struct {
	features compat.FeatureSet
	region   bool
}

// add adds what a finding rests on.
func (n *confirmation) add(x *Weighed, f *compat.Finding, s compat.Scope) {
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
func (p *Prober) confirm(ctx context.Context, q *Question, of compat.Member, n *confirmation) bool {
	if *n == (confirmation{}) {
		return false
	}
	asked := false
	if of == member.Bucket && n.features&ofOthers != 0 {
		asked = p.confirmOthers(ctx, q, n.features)
	}
	l := q.lookup(of)
	l.Confirm, l.ConfirmRegion, l.Since = n.features, n.region, q.Since
	return p.Look(ctx, l) || asked
}

// Weighed is a request with what is known of its buckets, and what of that is
// certain.
type Weighed struct {
	request compat.Request // as it is judged
	sure    compat.Request // with what is certain only
	// uncertain are the facts that make the difference, by scope: the bucket and
	// the copy source's.
	uncertain       [2]compat.FeatureSet
	uncertainRegion [2]bool
}

// Weigh tells what of a request's facts, which are the sources', is certain: S3 has
// said so since then. It returns nil if everything is.
func Weigh(ctx context.Context, r *compat.Request, sources []state.Source, since time.Time) *Weighed {
	x := &Weighed{request: *r, sure: *r}
	bucket, _ := r.Value(member.Bucket).Text()
	x.sure.Bucket = x.certainly(ctx, since, sources, bucket, compat.ScopeBucket)
	x.sure.CopyFrom = x.certainly(ctx, since, sources, r.Source.Bucket, compat.ScopeSource)
	if x.uncertain == ([2]compat.FeatureSet{}) && x.uncertainRegion == ([2]bool{}) {
		return nil
	}
	return x
}

func (x *Weighed) facts(s compat.Scope) *compat.Facts {
	if s == compat.ScopeBucket {
		return x.request.Bucket
	}
	return x.request.CopyFrom
}

// certainly returns the facts about a bucket that are certain.
func (x *Weighed) certainly(ctx context.Context, since time.Time, sources []state.Source, bucket string, s compat.Scope) *compat.Facts {
	facts := x.facts(s)
	if facts == nil {
		return nil
	}
	began := time.Since(since) - state.Fresh
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

// Certain reports whether a rule is true by what is certain. Everything is certain of
// a nil Weighed.
func (x *Weighed) Certain(rule *compat.Rule) bool {
	return x == nil || rule.When.Eval(&x.sure) == compat.True
}

// Divide moves findings from those that stop the request to those that are told only:
// they rest on what was so a while ago, and S3 can't be asked whether it still is.
func (x *Weighed) Divide(stop, tell []compat.Finding) (stops, tells []compat.Finding) {
	if x == nil {
		return stop, tell
	}
	for _, f := range stop {
		if x.Certain(f.Rule) {
			stops = append(stops, f)
		} else {
			tell = append(tell[:len(tell):len(tell)], f)
		}
	}
	return stops, tell
}
