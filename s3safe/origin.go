package s3safe

import (
	"net/url"
	"reflect"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/compat"
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

// goesElsewhere is foreign for a call whose options aren't known, by where it goes:
// what isn't certainly the client's own service is another.
func (o *origin) goesElsewhere(c *call) bool {
	to := c.resolved
	if to == nil || o.client.EndpointResolver != nil || reflect.TypeOf(o.client.EndpointResolverV2) != ownEndpoints {
		return true // a resolver of the application's own may send anything anywhere
	}
	host := strings.ToLower(to.url.Host)
	if o.client.BaseEndpoint != nil {
		base, err := url.Parse(*o.client.BaseEndpoint)
		return err != nil || base.Host == "" || !isOrEndsIn(host, strings.ToLower(base.Host)) || !strings.HasPrefix(to.url.Path, base.Path)
	}
	_, amazon := compat.AmazonDomain(strings.ToLower(to.url.Hostname()))
	return !amazon || partitionOf(to.region) != partitionOf(o.client.Region)
}

// isOrEndsIn reports whether a host is the other one, or has labels before it.
func isOrEndsIn(host, other string) bool {
	return host == other || strings.HasSuffix(host, "."+other)
}

// partitionOf returns the partition that a Region's name says it is in. Source: the
// partitions of the SDK's endpoint rules.
func partitionOf(region string) string {
	for _, p := range [...]string{"cn-", "us-gov-", "us-iso-", "us-isob-", "us-isof-", "eu-isoe-", "eusc-"} {
		if strings.HasPrefix(region, p) {
			return p
		}
	}
	return ""
}

// ownEndpoints is the type of the SDK's default endpoint resolver.
var ownEndpoints = reflect.TypeOf(s3.NewDefaultEndpointResolverV2())

// prober returns a function that makes a client to look facts up with: the one
// that the call comes from, with the call's own options as far as they are known.
func (o *origin) prober(c *call) func() state.API {
	// The probe may go on when the call has long gone on itself.
	var resolved *destination
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

// carryOver sets options to what leads to the same place.
func (d *destination) carryOver(o *s3.Options) {
	if d.region != "" {
		o.Region = d.region
	}
	o.UsePathStyle = d.path
	if o.BaseEndpoint != nil {
		return
	}
	var f compat.Facts
	readEndpoint(&f, &d.url, "")
	o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateDisabled
	if v, _ := f.Get(compat.FIPS); v == "true" {
		o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateEnabled
	}
	o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateDisabled
	if v, _ := f.Get(compat.DualStack); v == "true" {
		o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled
	}
}
