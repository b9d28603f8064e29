package s3safe

import (
	"context"
	"net/url"
	"reflect"
	"strings"
	"sync"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
	"github.com/s3safe/s3safe-go/s3safe/internal/endpoints"
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
	// single is set if they are those of a call.
	single bool
	// call are those of the call, client if it has none of its own; nil if they
	// aren't known. Only the methods of a Client know them.
	call *s3.Options
	// config are the client's options as a configuration made them, before the client's
	// own; nil if the guard isn't installed in one. moved is whether those lead to
	// another service.
	config *s3.Options
	moved  func() bool
	// alone is set if the call's options let nobody but the guard into the SDK's stack.
	alone bool
	// credentials is the cache that the client's come from, nil if that isn't known.
	credentials *cached
}

// newOrigin returns the origin for the options that the guard is installed by.
func newOrigin(g *guard, o *s3.Options) *origin {
	// Only a client that is made already has the SDK's provider of sessions.
	return &origin{guard: g, client: o, single: o.ExpressCredentials != nil && reflect.TypeOf(o.ExpressCredentials) == ownSessions()}
}

// alone reports whether options let nobody into the SDK's stack but the one who
// has a place in APIOptions.
func alone(o *s3.Options) bool {
	if len(o.APIOptions) != 1 {
		return false
	}
	// A kind of interceptors that this release of the SDK doesn't have counts, too.
	kinds := reflect.ValueOf(o.Interceptors)
	for i := range kinds.NumField() {
		if kind := kinds.Field(i); kind.Kind() != reflect.Slice || kind.Len() > 0 {
			return false
		}
	}
	return true
}

// ofConfig returns the origin for a client whose options are those of a configuration,
// and may still be changed.
func ofConfig(g *guard, o *s3.Options) *origin {
	config := *o
	x := &origin{guard: g, client: o, config: &config}
	x.moved = sync.OnceValue(func() bool { return leadsElsewhere(x.config, x.client) })
	return x
}

// away reports whether the client's own options may lead to another service than its
// configuration does, whose buckets the guard's sources know.
func (o *origin) away() bool { return o.moved != nil && o.moved() }

func (o *origin) install(stack *middleware.Stack) error { return o.guard.add(stack, o, true) }

// unknown is the origin of calls of which nothing is known, or need be.
var unknown origin

// foreign reports whether the call's options may send it to another service than
// the client's: what is known of the client's buckets isn't true there. Whatever
// leads elsewhere counts, but for the Region within a partition.
func (o *origin) foreign() bool { return o.call != o.client && leadsElsewhere(o.client, o.call) }

func leadsElsewhere(from, to *s3.Options) bool {
	return aws.ToString(to.BaseEndpoint) != aws.ToString(from.BaseEndpoint) ||
		to.Region != from.Region && partition(to.Region) != partition(from.Region) ||
		!sameResolver(to.EndpointResolverV2, from.EndpointResolverV2) ||
		!same(to.EndpointResolver, from.EndpointResolver) ||
		!same(to.HTTPClient, from.HTTPClient)
}

// same reports whether two values are certainly the same.
func same(a, b any) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	// Nearly all are equal, which takes no reflection.
	return equal(a, b)
}

// sameResolver reports whether two resolvers certainly resolve alike.
func sameResolver(a, b s3.EndpointResolverV2) bool {
	return same(a, b) || endpoints.SDKs(a) && endpoints.SDKs(b)
}

// equal reports whether two values are equal, which those of a type that can't be
// compared aren't.
func equal(a, b any) (is bool) {
	// A comparable type may hold a value that isn't.
	defer func() {
		if recover() != nil {
			is = false
		}
	}()
	return a == b
}

// partitions are the partitions of AWS by how the names of their Regions begin;
// all others are of the partition aws. Source: the SDK's endpoint rules.
var partitions = []struct{ prefix, name string }{
	{"cn-", "aws-cn"}, {"us-gov-", "aws-us-gov"}, {"us-iso-", "aws-iso"}, {"us-isob-", "aws-iso-b"},
	{"eu-isoe-", "aws-iso-e"}, {"us-isof-", "aws-iso-f"}, {"eusc-", "aws-eusc"},
}

// partition returns the partition of a Region: buckets of the same name in two
// partitions are two buckets.
func partition(region string) string {
	region = strings.TrimPrefix(strings.ToLower(region), "fips-")
	for _, p := range partitions {
		if strings.HasPrefix(region, p.prefix) || region == p.name+"-global" {
			return p.name
		}
	}
	return "aws"
}

// ledElsewhere is elsewhere for the URL that a request about a bucket goes to, or an answer
// is from. Of an endpoint that the client sends to it is found out once.
func (o *origin) ledElsewhere(e *endpointEntry, bucket string, u *url.URL) bool {
	if e == nil || !e.hosts(u, bucket) {
		return o.elsewhere(u) // middleware or a redirect has led there
	}
	if e.home.Load() == o.client {
		return false
	}
	if o.elsewhere(u) {
		return true
	}
	// With other buckets' names before it, a host is within all that it is in itself.
	if !o.single && o.hostDecides() && (e.bucket != "" || !o.elsewhere(&url.URL{Host: e.host, Path: u.Path})) {
		e.home.Store(o.client)
	}
	return false
}

// hostDecides reports whether all that counts for elsewhere is the URL's host.
func (o *origin) hostDecides() bool {
	if own := aws.ToString(o.client.BaseEndpoint); own != "" {
		base, err := url.Parse(own)
		return err == nil && base.Path == ""
	}
	return endpoints.SDKs(o.client.EndpointResolverV2) && o.client.EndpointResolver == nil
}

// elsewhere reports whether a URL may be one of another service than the
// client's.
func (o *origin) elsewhere(u *url.URL) bool {
	host := strings.ToLower(u.Host)
	if own := aws.ToString(o.client.BaseEndpoint); own != "" {
		base, err := url.Parse(own)
		return err != nil || base.Host == "" || !within(host, strings.ToLower(base.Host)) || !strings.HasPrefix(u.Path, base.Path)
	}
	if !endpoints.SDKs(o.client.EndpointResolverV2) || o.client.EndpointResolver != nil {
		return o.elsewhereOf(u)
	}
	if _, amazon := compat.AmazonDomain(strings.ToLower(u.Hostname())); !amazon {
		return true
	}
	var f compat.Facts
	readLabels(&f, strings.ToLower(u.Hostname()))
	domain, _ := compat.AmazonDomain(strings.ToLower(u.Hostname()))
	switch own := partition(o.client.Region); {
	case f.Region != "":
		return partition(f.Region) != own
	default:
		// Without a Region, an endpoint is the partition's.
		return own != "aws" || domain != ".amazonaws.com" && domain != ".api.aws"
	}
}

// within reports whether a host is another, or a name below it.
func within(host, base string) bool {
	return host == base || strings.HasSuffix(host, "."+base)
}

// elsewhereOf is elsewhere for a client with an endpoint resolver of its own: the
// resolver is asked.
func (o *origin) elsewhereOf(u *url.URL) bool {
	r := o.client.EndpointResolverV2
	if r == nil || o.client.EndpointResolver != nil {
		return true
	}
	own, err := r.ResolveEndpoint(context.Background(), s3.EndpointParameters{
		Region: aws.String(o.client.Region), Endpoint: o.client.BaseEndpoint, ForcePathStyle: aws.Bool(true),
		UseFIPS: aws.Bool(false), UseDualStack: aws.Bool(false), Accelerate: aws.Bool(false),
	})
	return err != nil || own.URI.Host == "" || !within(strings.ToLower(u.Host), strings.ToLower(own.URI.Host))
}

// goesElsewhere is foreign for a call whose options aren't known, by where it
// goes.
func (o *origin) goesElsewhere(c *call) bool {
	to := &c.resolved
	return to.url == nil || to.region != o.client.Region && partition(to.region) != partition(o.client.Region) ||
		o.ledElsewhere(c.endpoint, c.request.Target.Name, to.url)
}

// probing is the context of probes. It has nothing of the call that they are made
// for: what an application keeps in its context is for its own calls.
var probing = recorder.ContextWithout(bypassing)

// prober returns a function that makes a client to look facts up with: the one
// that the call comes from, with the call's endpoint, Region and credentials as
// far as they are known, and nothing else of the call's.
func (o *origin) prober(c *call) func() state.API {
	// The probe may go on when the call has long gone on itself.
	var resolved destination
	if o.call == nil && c.resolved.url != nil {
		own := *c.resolved.url
		resolved = c.resolved
		resolved.url = &own
	}
	return func() state.API {
		opts := unshared(o.client.Copy())
		if o.single {
			opts.APIOptions = nil // there is no telling the client's from the call's
		}
		switch {
		case o.call != nil:
			opts.Region, opts.Credentials = o.call.Region, o.call.Credentials
			opts.UsePathStyle, opts.EndpointOptions = o.call.UsePathStyle, o.call.EndpointOptions
			opts.UseARNRegion, opts.DisableMultiRegionAccessPoints = o.call.UseARNRegion, o.call.DisableMultiRegionAccessPoints
			opts.DisableS3ExpressSessionAuth = o.call.DisableS3ExpressSessionAuth
		case resolved.url != nil:
			resolved.carryOver(&opts)
		}
		// A probe that fails isn't worth a second one.
		opts.Retryer = aws.NopRetryer{}
		// A bucket that isn't set up for acceleration couldn't be asked.
		opts.UseAccelerate = false
		// What a probe brings, nobody is told as a line of a log.
		opts.ClientLogMode = 0
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
	readEndpoint(&f, d.url, "")
	o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateDisabled
	if v, _ := f.Get(compat.FIPS); v == "true" {
		o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateEnabled
	}
	o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateDisabled
	if v, _ := f.Get(compat.DualStack); v == "true" {
		o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled
	}
}
