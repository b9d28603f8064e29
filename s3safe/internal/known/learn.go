package known

import (
	"context"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// Learner is a source that learns, with what else it is.
type Learner struct {
	state.Learner
	changer   state.Changer   // nil if it is none
	selective state.Selective // nil if it is none
}

// routine is what a [state.Cache] has.
type routine interface {
	Routine() (unchanged, untold operation.Set)
}

// Routine returns the operations that change nothing for any of the learners, and those
// of them by whose success none learns anything: those of which a cache says so. What
// embeds a cache may say otherwise, and is asked each time.
func Routine(learners []Learner) (unchanged, untold operation.Set) {
	for i := range learners {
		var here [2]operation.Set
		if isCache(learners[i].Learner) {
			if r, ok := learners[i].Learner.(routine); ok {
				here[0], here[1] = r.Routine()
			}
		}
		if i == 0 {
			unchanged, untold = here[0], here[1]
		}
		unchanged = unchanged.Without(unchanged.Without(here[0]))
		untold = untold.Without(untold.Without(here[1]))
	}
	return unchanged, untold
}

// NewLearner returns the learner of a source.
func NewLearner(l state.Learner) Learner {
	out := Learner{Learner: l}
	out.changer, _ = l.(state.Changer)
	out.selective, _ = l.(state.Selective)
	return out
}

// Tells reports whether a successful answer may tell any of the learners anything.
func Tells(learners []Learner, input, output any) bool {
	for i := range learners {
		if s := learners[i].selective; s == nil || s.Tells(input, output) {
			return true
		}
	}
	return false
}

// Announce tells the learners of a change before it is made. It returns what they
// answer, by learner, nil if it is no change to any.
func Announce(learners []Learner, input any) (changes []*state.Change) {
	for i := range learners {
		changer := learners[i].changer
		if changer == nil {
			continue
		}
		if x := changer.Change(input); x != nil {
			if changes == nil {
				changes = make([]*state.Change, len(learners))
			}
			changes[i] = x
		}
	}
	return changes
}

// Teach tells the learners of an answer, each with the change that it was announced.
func Teach(ctx context.Context, learners []Learner, changes []*state.Change, a state.Answer) {
	for i := range learners {
		a.Change = nil
		if changes != nil {
			a.Change = changes[i]
		}
		learners[i].Learn(ctx, a)
	}
}

// Suspects returns the facts about the bucket by which a request should be rejected,
// but isn't stopped: if it succeeds nevertheless, they aren't true any more. Rules that
// may not hold where it is sent say nothing of that.
func Suspects(told []compat.Finding, holds func(*compat.Finding) bool) (features compat.FeatureSet) {
	for i := range told {
		f := &told[i]
		if f.Rule.Effect != compat.Rejected || f.Rule.Doubt != "" || !holds(f) {
			continue
		}
		for _, k := range f.Facts {
			if k.Scope == compat.ScopeBucket {
				features |= compat.FeaturesOf(k.Feature)
			}
		}
	}
	return features
}
