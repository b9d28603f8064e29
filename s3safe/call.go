package s3safe

import (
	"net/url"
	"sync"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/s3safe/internal/hook"
)

// call is what the guard keeps of one API call from moment to moment. It is used
// again for other calls: nothing may keep it, or point into it, when the call is
// over.
type call struct {
	request compat.Request
	mode    Mode
	// guard is the guard that judges the call.
	guard *guard
	// form says whether the request is sent, or presigned.
	form form
	// off is set if the call isn't judged, only learned from.
	off bool
	// resolved is where the call goes, once that is known and as far as live needs
	// it.
	resolved destination
	// judged is set once the endpoint rules were judged, and signed once the
	// signature was: a retry changes nothing about them.
	judged, signed bool
	// waiting is set if what was found at the first moment is judged when the
	// endpoint is known, because it depends on whose that is.
	waiting bool
	// endpoint is the one that the request goes to, once that is known.
	endpoint *endpointEntry
	// foreseen is the way to S3 by which the call breaks no rule, if it was judged by one
	// at the first moment.
	foreseen foreseen
	// store is the profile of the store that the request goes to, nil if it is
	// Amazon's or unknown. It is known when the endpoint is.
	store *provider.Profile
	// strange is set if nothing tells whose the endpoint is but its answers.
	strange bool
	// stopped is the error that the call was stopped with after it was serialised:
	// a retryer may try again what it takes for an answer of S3's.
	stopped error
	// told holds the rules that were found already: a later moment, which knows
	// more, finds them again.
	told []*compat.Rule
	// live is what the live part of the guard keeps of the call.
	live liveCall
	// recorded is what a recorder keeps of the call.
	recorded hook.Call
}

// calls are the records that aren't in use.
var calls = sync.Pool{New: func() any { return new(call) }}

// release forgets the call and gives the record back.
func (c *call) release() {
	*c = call{}
	calls.Put(c)
}

// destination is where a call goes: what a call's own options make of the client's.
type destination struct {
	url *url.URL // the request's own; nil if it isn't known
	// region is the Region that the call's options have.
	region string
	// path is set if the bucket is addressed in the path.
	path bool
}
