// Package endpoints remembers what the SDK resolved for a bucket:
//
//	if endpoints.Known(options.EndpointResolverV2) {
//		options.EndpointResolverV2 = endpoints.New()
//	}
//
// The SDK resolves the endpoint of every call twice: to choose how the request is signed,
// and for its URL. That takes a tenth of the time that it needs for a whole call, and
// the answer is the same for every key of a bucket. A [Resolver] asks the SDK's once for
// a bucket, so that a guarded call saves more than most of what the guard costs it.
package endpoints

import (
	"context"
	"hash/maphash"
	"reflect"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	smithyendpoints "github.com/aws/smithy-go/endpoints"
)

// Resolver resolves endpoints with the SDK's own resolver, and remembers the answers. It
// is safe for concurrent use.
type Resolver struct {
	sdks    s3.EndpointResolverV2
	answers [slots]atomic.Pointer[answer]
}

// slots is how many answers there is room for, of about 1 KB each. A bucket may take
// the place of another.
const slots = 256

// answer is the endpoint for a question. It doesn't change.
type answer struct {
	question question
	endpoint endpoint
}

// New returns a resolver that remembers nothing yet.
func New() *Resolver { return &Resolver{sdks: s3.NewDefaultEndpointResolverV2()} }

// Known reports whether it is known what a resolver reads, so that one of [New] may take
// its place: it is the SDK's own, and of one of the releases that were looked at.
func Known(r s3.EndpointResolverV2) bool { return known && isSDKs(r) }

// SDKs reports whether a resolver resolves as the SDK's own does.
func SDKs(r s3.EndpointResolverV2) bool {
	_, remembers := r.(*Resolver)
	return remembers || isSDKs(r)
}

func isSDKs(r s3.EndpointResolverV2) bool { return reflect.TypeOf(r) == sdks }

// sdks is the type of the SDK's own resolver.
var sdks = reflect.TypeOf(s3.NewDefaultEndpointResolverV2())

// Unwrap returns the SDK's resolver.
func (r *Resolver) Unwrap() s3.EndpointResolverV2 { return r.sdks }

var seed = maphash.MakeSeed()

// ResolveEndpoint implements s3.EndpointResolverV2.
func (r *Resolver) ResolveEndpoint(ctx context.Context, params s3.EndpointParameters) (smithyendpoints.Endpoint, error) {
	var q question
	q.read(&params)
	slot := r.slot(q.bucket)
	if a := slot.Load(); a != nil && a.question == q {
		return a.endpoint.copied(), nil
	}
	resolved, err := r.sdks.ResolveEndpoint(ctx, params)
	if err != nil {
		return resolved, err
	}
	a := &answer{question: q.owned()}
	if a.endpoint.is(&resolved) {
		slot.Store(a)
	}
	return resolved, nil
}

func (r *Resolver) slot(bucket string) *atomic.Pointer[answer] {
	return &r.answers[maphash.String(seed, bucket)%slots]
}
