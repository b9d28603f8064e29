package rates

import (
	"context"
	"errors"
	"strconv"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/middleware"
	"github.com/aws/smithy-go/tracing"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// The kinds of sets, by instrument.
const (
	requestKey = iota
	errorKey
	findingKey
	rateKinds
)

// rateKey identifies a set of attributes.
type rateKey struct {
	kind      uint8
	endpoint  endpointMode
	signature signatureMode
	stopped   bool
	status    uint16
	operation string
	// code is S3's code or, of a finding, the rule's id.
	code   string
	bucket string
}

// attributes returns the attributes of a key. Every set of a kind has the same
// names.
func (k rateKey) attributes(bucket bool) map[string]string {
	a := map[string]string{AttrOperation: k.operation}
	if k.kind == findingKey {
		a[AttrRule], a[AttrStopped] = k.code, strconv.FormatBool(k.stopped)
		return a
	}
	a[AttrEndpoint], a[AttrSignature] = k.endpoint.String(), k.signature.String()
	if k.operation == "other" {
		a[AttrEndpoint], a[AttrSignature] = "other", "other"
	}
	if bucket {
		a[AttrBucket] = k.bucket
	}
	if k.kind == errorKey {
		a[AttrCode], a[AttrStatus] = k.code, strconv.Itoa(int(k.status))
	}
	return a
}

// mark sets the attributes of a span.
func mark(span tracing.Span, k rateKey) {
	span.SetProperty(SpanPrefix+AttrEndpoint, k.endpoint.String())
	span.SetProperty(SpanPrefix+AttrSignature, k.signature.String())
	if k.kind == errorKey {
		span.SetProperty(SpanPrefix+AttrCode, k.code)
		span.SetProperty(SpanPrefix+AttrStatus, int(k.status))
	}
}

// failureOf returns the status and the code of a failed request.
func failureOf(ctx context.Context, raw any, err error) (uint16, string) {
	var status uint16
	if resp, ok := raw.(*smithyhttp.Response); ok && resp != nil && resp.Response != nil {
		status = uint16(min(max(resp.StatusCode, 0), 999))
	}
	var api smithy.APIError
	switch {
	case errors.As(err, &api):
		return status, codeOf(api.ErrorCode())
	case ctx.Err() != nil:
		return status, "Canceled"
	case status == 0:
		return status, "NoAnswer"
	}
	return status, "Unreadable"
}

// codeOf keeps texts that can't be one of S3's codes out of the attributes.
func codeOf(code string) string {
	if len(code) == 0 || len(code) > 64 {
		return "other"
	}
	for i := range len(code) {
		c := code[i]
		if c|0x20 < 'a' || c|0x20 > 'z' {
			if (c < '0' || c > '9') && c != '.' && c != '-' && c != '_' {
				return "other"
			}
		}
	}
	return code
}

type bucketKey struct{}

// rateBucket notes the bucket of a call, if that is asked for.
type rateBucket rateMiddleware

// ID implements middleware.SerializeMiddleware.
func (*rateBucket) ID() string { return "s3safe:RatesBucket" }

// HandleSerialize implements middleware.SerializeMiddleware.
func (b *rateBucket) HandleSerialize(
	ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler,
) (middleware.SerializeOutput, middleware.Metadata, error) {
	var r compat.Request
	if sdk.Describe(in.Parameters, &r) && r.Target.Name != "" {
		ctx = middleware.WithStackValue(ctx, bucketKey{}, b.rates.options.Bucket(r.Target.Name))
	}
	return next.HandleSerialize(ctx, in)
}
