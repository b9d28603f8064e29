// Package rates measures errors by operation, endpoint, signature and code:
//
//	r := rates.NewRates()
//	client := s3.NewFromConfig(cfg, r.Option(), func(o *s3.Options) {
//		o.MeterProvider = meters // such as the SDK's adapter for OpenTelemetry
//	})
//
// See [Rates] for what it costs and what gets into the metrics.
package rates

import (
	"context"
	"net/url"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/metrics"
	"github.com/aws/smithy-go/middleware"
	"github.com/aws/smithy-go/tracing"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// The instruments of [Rates].
const (
	// MetricRequests counts HTTP requests, retries included, by operation,
	// endpoint and signature.
	MetricRequests = "s3safe.requests"
	// MetricErrors counts those that failed, by code and status as well.
	MetricErrors = "s3safe.errors"
	// MetricDuration is a histogram of the seconds from sending a request until
	// its answer is read; the body of an object isn't part of that.
	MetricDuration = "s3safe.request.duration"
	// MetricBuckets and MetricSeconds take its place if RateOptions have Buckets:
	// they count the requests that took no longer than AttrBound, and sum up the
	// seconds.
	MetricBuckets = "s3safe.request.buckets"
	MetricSeconds = "s3safe.request.time"
	// MetricFindings counts what the guard found, by operation, rule and whether
	// the request was stopped.
	MetricFindings = "s3safe.findings"
)

// The attributes of the instruments, and of spans with SpanPrefix before them.
const (
	AttrOperation = "operation"
	// AttrEndpoint is the addressing style ("virtual-hosted", "path", "none"
	// for operations without a bucket) and what is special about the endpoint:
	// "virtual-hosted+accelerate+dualstack+fips", "path+custom".
	AttrEndpoint = "endpoint"
	// AttrSignature is the scheme and how the payload is signed:
	// "SigV4/unsigned-trailer", "anonymous".
	AttrSignature = "signature"
	// AttrCode is S3's error code; "NoAnswer" and "Canceled" if there was none.
	AttrCode   = "code"
	AttrStatus = "status"
	// AttrRule is the id of a rule, AttrStopped "true" or "false".
	AttrRule    = "rule"
	AttrStopped = "stopped"
	// AttrBucket exists only if it is asked for.
	AttrBucket = "bucket"
	// AttrBound is the upper bound of a duration, in seconds, or "+Inf": the
	// label by which Prometheus tells the buckets of a histogram.
	AttrBound = "le"

	// SpanPrefix keeps the attributes apart from others of a span.
	SpanPrefix = "s3safe."
)

// maxBucket is what a time.Duration can hold, nearly.
const maxBucket = 9e9

const rateScope = "github.com/s3safe/s3safe-go/s3safe/diagnose"

// RateOptions configure [Rates].
type RateOptions struct {
	// MeterProvider gets the metrics. The default is the one of the client, which
	// makes the SDK record its own too; set here only, it does not.
	MeterProvider metrics.MeterProvider
	// Bucket, if not nil, gives the AttrBucket for a bucket: its name if it is
	// one of a few, else a common text. Buckets make the number of series grow.
	Bucket func(bucket string) string
	// MaxSets bounds the sets of attributes of a provider; the default is 2,000.
	// Beyond them all attributes are "other".
	MaxSets int
	// Buckets, if there are any, are upper bounds of durations, in seconds. Then
	// durations aren't recorded in a histogram, which is what costs most, but
	// counted, as MetricBuckets and MetricSeconds, if the provider reads counts.
	// Prometheus makes a histogram's quantiles of that:
	//
	//	histogram_quantile(0.95, sum by (le) (rate(s3safe_request_buckets_total[5m])))
	Buckets []float64
}

// Rates counts requests, errors and findings, and measures durations, through the
// MeterProvider of the client, and marks the spans of its TracerProvider:
//
//	rates := diagnose.NewRates()
//	client := s3.NewFromConfig(cfg, rates.Option(),
//		s3safe.Guard(s3safe.OnFinding(func(ctx context.Context, e s3safe.Event) {
//			for _, f := range e.Findings {
//				rates.Finding(ctx, e.Operation, f.Rule.ID, e.Stopped)
//			}
//		})))
//
// Both are interfaces of the SDK, with adapters for OpenTelemetry and others.
// Neither keys nor the names of buckets get into metrics and spans.
//
// Requests, errors and findings are counted here, and a provider that has
// asynchronous counters, as OpenTelemetry's, reads the counts when it collects:
// nothing is delayed or lost, and a request pays some 0.3 µs whatever the provider
// is. Durations are recorded in its histogram, at its own cost, unless
// RateOptions have Buckets.
//
// Rates are safe for concurrent use, and may serve several clients.
type Rates struct {
	options RateOptions

	mu sync.Mutex // held to replace what follows, and the sets of meters

	// meters holds the instruments by provider, last those that a client used
	// last: findings are told without their client.
	meters map[metrics.MeterProvider]*rateMeters
	last   atomic.Pointer[rateMeters]
	// read are the instruments that the providers read.
	read []metrics.AsyncInstrument
}

// NewRates returns Rates that belong to no client yet.
func NewRates(opts ...func(*RateOptions)) *Rates {
	r := &Rates{options: RateOptions{MaxSets: 2000}, meters: map[metrics.MeterProvider]*rateMeters{}}
	for _, opt := range opts {
		opt(&r.options)
	}
	r.options.Buckets = slices.DeleteFunc(slices.Clone(r.options.Buckets), func(b float64) bool {
		return !(b > 0 && b < maxBucket) // nor what isn't a number
	})
	slices.Sort(r.options.Buckets)
	r.options.Buckets = slices.Compact(r.options.Buckets)
	if r.options.MeterProvider != nil {
		r.last.Store(r.metersOf(r.options.MeterProvider))
	}
	return r
}

// Close lets the providers go, which read the counts from the Rates as long as
// there are both. It is for Rates that are given up before their provider; what
// they measure after it is lost.
func (r *Rates) Close() {
	r.mu.Lock()
	read := r.read
	r.read = nil
	r.mu.Unlock()
	for _, i := range read {
		i.Stop()
	}
}

// Option returns a client option. It may stand before those that set the
// providers.
func (r *Rates) Option() func(*s3.Options) {
	return func(o *s3.Options) {
		m := &rateMiddleware{rates: r, client: o}
		o.APIOptions = append(slices.Clip(o.APIOptions), m.install)
	}
}

// rateMiddleware counts the requests of one client. It is the same for all calls.
type rateMiddleware struct {
	rates *Rates
	// client are the client's options. The SDK still changes them when it hands
	// them to the option, and is done with it before the first call.
	client *s3.Options
	once   sync.Once
	meters *rateMeters // nil if nobody measures
	idle   bool        // set if nobody traces either
	base   string      // the host of BaseEndpoint, empty if there is none
}

// install adds the middleware to a stack.
func (m *rateMiddleware) install(stack *middleware.Stack) error {
	m.once.Do(m.connect)
	if _, found := stack.Deserialize.Get(m.ID()); found || m.idle {
		return nil
	}
	if m.rates.options.Bucket != nil {
		if err := stack.Serialize.Add((*rateBucket)(m), middleware.Before); err != nil {
			return err
		}
	}
	return stack.Deserialize.Add(m, middleware.Before)
}

// connect makes the instruments at the client's first call.
func (m *rateMiddleware) connect() {
	provider := m.rates.options.MeterProvider
	if provider == nil {
		provider = m.client.MeterProvider
	}
	m.meters = m.rates.metersOf(provider)
	if m.meters != nil {
		m.rates.last.Store(m.meters)
	}
	_, untraced := m.client.TracerProvider.(*tracing.NopTracerProvider)
	m.idle = m.meters == nil && (untraced || m.client.TracerProvider == nil)
	if u, err := url.Parse(aws.ToString(m.client.BaseEndpoint)); err == nil {
		m.base = u.Host
	}
	m.client = nil // of no more use
}

// ID implements middleware.DeserializeMiddleware.
func (*rateMiddleware) ID() string { return "s3safe:Rates" }

// HandleDeserialize counts one request.
func (m *rateMiddleware) HandleDeserialize(
	ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
) (middleware.DeserializeOutput, middleware.Metadata, error) {
	start := time.Now()
	out, metadata, err := next.HandleDeserialize(ctx, in)
	if req, ok := in.Request.(*smithyhttp.Request); ok {
		m.record(ctx, req, out.RawResponse, err, time.Since(start))
	}
	return out, metadata, err
}

// record measures one request.
func (m *rateMiddleware) record(ctx context.Context, req *smithyhttp.Request, raw any, err error, took time.Duration) {
	key := rateKey{
		operation: middleware.GetOperationName(ctx),
		endpoint:  endpointModeOf(req.URL, m.base),
		signature: signatureModeOf(req.Header),
	}
	if m.rates.options.Bucket != nil {
		key.bucket, _ = middleware.GetStackValue(ctx, bucketKey{}).(string)
	}
	failed := key
	if err != nil {
		failed.kind = errorKey
		failed.status, failed.code = failureOf(ctx, raw, err)
	}
	if m.meters != nil {
		m.meters.request(ctx, key, took)
		if err != nil {
			m.meters.count(ctx, failed)
		}
	}
	if span, ok := tracing.GetSpan(ctx); ok {
		mark(span, failed)
	}
}

// Finding counts a finding of the guard, and tells it to the span of the call.
// It counts nothing before the first call of a client that measures, unless
// RateOptions name the MeterProvider.
func (r *Rates) Finding(ctx context.Context, operation, rule string, stopped bool) {
	if m := r.last.Load(); m != nil {
		key := rateKey{kind: findingKey, operation: operation, code: rule, stopped: stopped}
		m.count(ctx, key)
	}
	if span, ok := tracing.GetSpan(ctx); ok {
		span.AddEvent(SpanPrefix+"finding", func(o *tracing.EventOptions) {
			o.Properties.Set(SpanPrefix+AttrRule, rule)
			o.Properties.Set(SpanPrefix+AttrStopped, stopped)
		})
	}
}
