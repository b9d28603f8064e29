package s3safe

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/s3safe/state"
)

// origin says which client a call comes from. The SDK tells middleware nothing
// of the client, so the options that the guard is installed by keep it.
type origin struct {
	guard *guard
	// client are the client's options, or those of a call that the guard was
	// given for. The SDK still changes them when it hands them to the guard, and
	// is done with it before the first middleware runs.
	client *s3.Options
	// call are those of the call; nil if they aren't known. Only the methods of
	// a Client know them.
	call *s3.Options
}

func (o *origin) install(stack *middleware.Stack) error   { return o.guard.add(stack, o, true) }
func (o *origin) reinstall(stack *middleware.Stack) error { return o.guard.add(stack, o, false) }

// foreign reports whether the call's options send it to another service than
// the client's: what is known of the client's buckets isn't true there.
func (o *origin) foreign() bool {
	return o.call.BaseEndpoint != o.client.BaseEndpoint &&
		aws.ToString(o.call.BaseEndpoint) != aws.ToString(o.client.BaseEndpoint)
}

// goesElsewhere is foreign for a call whose options aren't known, by what the
// endpoint resolver was asked.
func (o *origin) goesElsewhere(c *call) bool {
	return c.resolved == nil || aws.ToString(c.resolved.params.Endpoint) != aws.ToString(o.client.BaseEndpoint)
}

// prober returns a function that makes a client to look facts up with: the one
// that the call comes from, with the call's own options as far as they are known.
func (o *origin) prober(c *call) func() state.API {
	// The probe may go on when the call has long gone on itself.
	var resolved *resolution
	if o.call == nil {
		resolved = c.resolved
	}
	return func() state.API {
		known := o.call
		if known == nil {
			known = o.client
		}
		opts := unshared(known.Copy())
		if resolved != nil {
			resolved.carryOver(&opts)
		}
		// A probe that fails isn't worth a second one.
		opts.Retryer = aws.NopRetryer{}
		// A bucket that isn't set up for acceleration couldn't be asked.
		opts.UseAccelerate = false
		return s3.New(opts)
	}
}

// carryOver sets options to what the resolver was asked with.
func (r *resolution) carryOver(o *s3.Options) {
	p := &r.params
	if region := aws.ToString(p.Region); region != "" {
		o.Region = region
	}
	o.BaseEndpoint = p.Endpoint
	o.UsePathStyle = aws.ToBool(p.ForcePathStyle)
	o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateDisabled
	if aws.ToBool(p.UseFIPS) {
		o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateEnabled
	}
	o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateDisabled
	if aws.ToBool(p.UseDualStack) {
		o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled
	}
}
