package s3safe

import (
	"sync/atomic"

	"github.com/s3safe/s3safe-go/compat"
)

// Nearly all requests of an operation get to S3 in the same way: to an endpoint of which
// the same is known, and signed alike. So the first moment judges a request by all rules,
// as if it went the way of the last. If no rule is true of it, and the second moment
// finds that it does go that way, nothing is left to judge there.

// usualWays are how the last requests of an operation got to S3: those to general purpose
// buckets, and others.
type usualWays [2]usualWay

type usualWay struct {
	// endpoint is nil if requests shouldn't be judged by it, since the last broke a rule.
	endpoint atomic.Pointer[endpointEntry]
	// signature is nil if none is known yet.
	signature atomic.Pointer[compat.Facts]
}

// usualWay returns how requests like this one got to S3.
func (t *tables) usualWay(r *compat.Request) *usualWay {
	ways := &t.operations[r.Operation].ways
	if r.Target.Kinds == compat.Targets(compat.GeneralPurposeBucket) {
		return &ways[0]
	}
	return &ways[1]
}

// signatureOr returns how the last request was signed, or what is known of one that is
// presigned, or the first.
func (w *usualWay) signatureOr(f form) *compat.Facts {
	if f == sent {
		if last := w.signature.Load(); last != nil {
			return last
		}
	}
	return notSigned[f]
}

// goes takes over the endpoint of a request that broke no rule.
func (w *usualWay) goes(endpoint *endpointEntry) {
	if w.endpoint.Load() != endpoint {
		w.endpoint.Store(endpoint)
	}
}

// foreseen is the way by which a request breaks no rule. Another endpoint of which the
// same is known has the same facts.
type foreseen struct {
	endpoint  *endpointEntry
	signature *compat.Facts
	// asks is set if there may be something to look up, or to look up again.
	asks bool
}

// by reports whether the request was judged by the endpoint.
func (f *foreseen) by(e *endpointEntry) bool {
	return f.endpoint == e || f.endpoint != nil && f.endpoint.facts == e.facts
}

// foresee judges the call by all rules, as if it went the usual way. It reports false if
// that isn't known, or if there is anything to tell: then the call is judged moment by
// moment.
func (g *guard) foresee(c *call) bool {
	if c.form != sent || c.live.late {
		return false
	}
	r := &c.request
	way := g.tables.usualWay(r)
	endpoint := way.endpoint.Load()
	if endpoint == nil {
		return false
	}
	signature := way.signatureOr(c.form)
	r.Endpoint, r.Signature = endpoint.facts, signature
	var found []compat.Finding
	asks := false
	if g.live == nil {
		found = g.catalog.Check(r, nil)
	} else {
		found, asks = g.live.check(g, c)
	}
	r.Endpoint, r.Signature = nil, nil
	if len(found) > 0 {
		way.endpoint.Store(nil)
		return false
	}
	c.foreseen = foreseen{endpoint, signature, asks}
	return true
}
