package diagnose

import (
	"context"
	"errors"
	"maps"
	"reflect"
	"strconv"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/metrics"
	"github.com/aws/smithy-go/middleware"
	"github.com/aws/smithy-go/tracing"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// rateMeters are the instruments of one provider.
type rateMeters struct {
	requests, errors, findings metrics.Int64Counter
	duration                   metrics.Float64Histogram
}

// metersOf returns the instruments of a provider, nil if it measures nothing.
func (r *Rates) metersOf(provider metrics.MeterProvider) *rateMeters {
	switch provider.(type) {
	case nil, metrics.NopMeterProvider, *metrics.NopMeterProvider:
		return nil
	}
	if !reflect.TypeOf(provider).Comparable() {
		return newMeters(provider.Meter(rateScope)) // can't be told from others
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if m, ok := r.meters[provider]; ok {
		return m
	}
	m := newMeters(provider.Meter(rateScope))
	r.meters[provider] = m
	return m
}

// newMeters makes the instruments. One that the provider refuses measures
// nothing: a request isn't to fail for it.
func newMeters(meter metrics.Meter) *rateMeters {
	nop := metrics.NopMeter{}
	counter := func(name, unit, text string) metrics.Int64Counter {
		c, err := meter.Int64Counter(name, describe(unit, text))
		if err != nil {
			c, _ = nop.Int64Counter(name)
		}
		return c
	}
	m := &rateMeters{
		requests: counter(MetricRequests, "{request}", "HTTP requests to S3, retries included"),
		errors:   counter(MetricErrors, "{request}", "HTTP requests to S3 that failed"),
		findings: counter(MetricFindings, "{finding}", "Rules that the guard found violated"),
	}
	var err error
	m.duration, err = meter.Float64Histogram(MetricDuration, describe("s", "Time from sending a request to S3 until its answer is read"))
	if err != nil {
		m.duration, _ = nop.Float64Histogram(MetricDuration)
	}
	return m
}

func describe(unit, text string) metrics.InstrumentOption {
	return func(o *metrics.InstrumentOptions) { o.UnitLabel, o.Description = unit, text }
}

// The kinds of sets, by instrument.
const (
	requestKey = iota
	errorKey
	findingKey
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

// rateSet is a set of attributes, ready to be handed to an instrument.
type rateSet struct{ options []metrics.RecordMetricOption }

// set returns the set of a key.
func (r *Rates) set(key rateKey) *rateSet {
	if s := (*r.sets.Load())[key]; s != nil {
		return s
	}
	return r.newSet(key)
}

// newSet adds a set, unless there are too many: then it is the one for all
// others of its kind.
func (r *Rates) newSet(key rateKey) *rateSet {
	r.mu.Lock()
	defer r.mu.Unlock()
	old := *r.sets.Load()
	if s := old[key]; s != nil {
		return s // another goroutine was faster
	}
	if other := (rateKey{kind: key.kind, operation: "other", code: "other", bucket: "other"}); len(old) >= r.options.MaxSets && key != other {
		if s := old[other]; s != nil {
			return s
		}
		key = other
	}
	sets := maps.Clone(old)
	s := &rateSet{}
	var props smithy.Properties
	for name, value := range key.attributes(r.options.Bucket != nil) {
		props.Set(name, value)
	}
	// The properties are shared by all records; adapters only read them.
	s.options = []metrics.RecordMetricOption{func(o *metrics.RecordMetricOptions) { o.Properties = props }}
	sets[key] = s
	r.sets.Store(&sets)
	return s
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
