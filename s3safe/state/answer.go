package state

import (
	"context"

	"github.com/s3safe/s3safe-go/compat"
)

// Answer is what S3 answered to a call.
type Answer struct {
	// Operation is the API operation.
	Operation compat.Operation
	// Input is the SDK's input, such as *s3.PutObjectInput.
	Input any
	// Output is the SDK's output; nil if the call failed.
	Output any
	// Err is the call's error, nil if it succeeded.
	Err error
	// Region is the Region of the bucket as far as the answer names it, in the
	// header x-amz-bucket-region.
	Region string
	// Refuted are facts about the request's bucket from which a rule followed
	// that the request would be rejected, although it wasn't.
	Refuted compat.FeatureSet
}

// Learner is a Source that wants to be told what S3 answered.
type Learner interface {
	Source
	// Learn is told of every call when it has ended. It must be quick, and
	// mustn't keep anything of the answer.
	Learn(ctx context.Context, a Answer)
}

// evidence is what an answer says of one bucket.
type evidence struct {
	bucket string
	facts  compat.Facts
	// forget are features that have changed, it isn't known to what.
	forget compat.FeatureSet
	// reset voids all that is known of the bucket from elsewhere than the code
	// and the snapshot.
	reset  bool
	origin Origin
	at     int32 // when it was so
	// contradiction is set if S3 has rejected something because of the facts.
	contradiction bool
}

func (e *evidence) set(f compat.Feature, value string) {
	// A value that this release doesn't know stays unknown.
	_ = e.facts.Set(f, value)
}

func (e *evidence) setBool(f compat.Feature, value bool) {
	if value {
		e.set(f, "true")
	} else {
		e.set(f, "false")
	}
}

func (e *evidence) forgets(fs ...compat.Feature) { e.forget |= compat.FeaturesOf(fs...) }

// features returns what the answer states.
func (e *evidence) features() compat.FeatureSet { return compat.FeaturesOf(e.facts.Known()...) }

// empty reports whether the answer says nothing.
func (e *evidence) empty() bool {
	return !e.reset && e.forget == 0 && e.facts == compat.Facts{}
}
