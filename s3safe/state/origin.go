package state

import (
	"time"

	"github.com/s3safe/s3safe-go/compat"
)

// Origin says where a fact is known from.
type Origin uint8

// The origins in order of trust, the most trusted first.
const (
	// Declared facts stand in the application's code.
	Declared Origin = iota + 1
	// FromSnapshot facts were read from a snapshot file.
	FromSnapshot
	// OwnChange facts follow from a change that this client made itself.
	OwnChange
	// Learned facts were stated by an answer of S3 to a request that was made
	// for another reason.
	Learned
	// Probed facts were asked for.
	Probed
)

// String returns "declared", "snapshot", "own change", "learned" or "probed".
func (o Origin) String() string {
	switch o {
	case Declared:
		return "declared"
	case FromSnapshot:
		return "snapshot"
	case OwnChange:
		return "own change"
	case Learned:
		return "learned"
	case Probed:
		return "probed"
	}
	return "unknown"
}

// parseOrigin is the opposite of Origin.String, zero for anything else.
func parseOrigin(s string) Origin {
	for o := Declared; o <= Probed; o++ {
		if o.String() == s {
			return o
		}
	}
	return 0
}

// static reports whether facts of the origin hold for as long as the process
// runs.
func (o Origin) static() bool { return o == Declared || o == FromSnapshot }

// Explanation says where a fact is known from, and how old it is. The age of a
// declared fact is 0.
type Explanation struct {
	Origin Origin
	Age    time.Duration
	// Shared is set if the fact comes from a store, so that its age is by the
	// clock of whoever wrote it.
	Shared bool
}

// Fresh is how old what S3 has said may be for a request to be stopped by it.
// What is older is asked for again first.
const Fresh = 2 * time.Second

// Stands reports whether the fact holds until somebody says otherwise: it is
// declared, or in a snapshot.
func (e Explanation) Stands() bool { return e.Origin.static() }

// Certain reports whether a request that began a while ago may be stopped by the
// fact. What the client has changed itself S3 must have confirmed, since its
// servers learn of a change one after the other.
func (e Explanation) Certain(began time.Duration) bool {
	switch e.Origin {
	case Declared, FromSnapshot:
		return true
	case Learned, Probed:
		return !e.Shared && e.Age-began <= Fresh
	}
	return false
}

// Explainer is a Source that can tell where its facts are from.
type Explainer interface {
	Source
	// Explain explains a fact about a bucket. It reports false if the fact isn't
	// known.
	Explain(bucket string, f compat.Feature) (Explanation, bool)
}

// RegionExplainer is an Explainer that can tell where it has a bucket's Region
// from, which is no feature.
type RegionExplainer interface {
	Explainer
	// ExplainRegion explains the bucket's Region. It reports false if it isn't
	// known.
	ExplainRegion(bucket string) (Explanation, bool)
}
