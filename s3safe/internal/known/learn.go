package known

import (
	"context"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// Announce tells the learners of a change before it is made. It returns what they
// answer, by learner, nil if it is no change to any.
func Announce(learners []state.Learner, input any) (changes []*state.Change) {
	for i, learner := range learners {
		changer, ok := learner.(state.Changer)
		if !ok {
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
func Teach(ctx context.Context, learners []state.Learner, changes []*state.Change, a state.Answer) {
	for i, learner := range learners {
		a.Change = nil
		if changes != nil {
			a.Change = changes[i]
		}
		learner.Learn(ctx, a)
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
