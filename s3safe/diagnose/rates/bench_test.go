package rates

import (
	"context"
	"sync/atomic"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/metrics"
	"github.com/aws/smithy-go/middleware"
)

// cheapMeter is a backend that costs next to nothing, so that the cost of Rates
// themselves is measured.
type cheapMeter struct {
	metrics.NopMeter
	n atomic.Int64
}

func (m *cheapMeter) Meter(string, ...metrics.MeterOption) metrics.Meter { return m }
func (m *cheapMeter) Int64Counter(string, ...metrics.InstrumentOption) (metrics.Int64Counter, error) {
	return m, nil
}
func (m *cheapMeter) Float64Histogram(string, ...metrics.InstrumentOption) (metrics.Float64Histogram, error) {
	return cheapHistogram{m}, nil
}
func (m *cheapMeter) Add(_ context.Context, n int64, opts ...metrics.RecordMetricOption) {
	var o metrics.RecordMetricOptions
	for _, opt := range opts {
		opt(&o)
	}
	m.n.Add(n)
}

type cheapHistogram struct{ *cheapMeter }

func (h cheapHistogram) Record(ctx context.Context, _ float64, opts ...metrics.RecordMetricOption) {
	h.Add(ctx, 1, opts...)
}

// BenchmarkRates is the whole middleware around a call that does nothing, with a
// provider that is told of events and with one that reads counts: the budget is
// 1 µs. What a provider's own instruments cost isn't in it; see the benchmark of
// examples/metrics for OpenTelemetry's.
func BenchmarkRates(b *testing.B) {
	failure := &smithy.GenericAPIError{Code: "InvalidRequest"}
	for name, provider := range map[string]metrics.MeterProvider{"told": &cheapMeter{}, "reading": &quietReader{}} {
		for outcome, err := range map[string]error{"success": nil, "failure": failure} {
			b.Run(name+"/"+outcome, func(b *testing.B) {
				rates := NewRates()
				m := &rateMiddleware{rates: rates, client: &s3.Options{MeterProvider: provider}}
				m.once.Do(m.connect)
				ctx := middleware.WithOperationName(b.Context(), "PutObject")
				in := middleware.DeserializeInput{Request: requestStub(b)}
				next := middleware.DeserializeHandlerFunc(func(context.Context, middleware.DeserializeInput) (out middleware.DeserializeOutput, md middleware.Metadata, _ error) {
					return out, md, err
				})
				b.ReportAllocs()
				for b.Loop() {
					_, _, _ = m.HandleDeserialize(ctx, in, next)
				}
			})
		}
	}
}

func BenchmarkRatesFinding(b *testing.B) {
	rates := NewRates(func(o *RateOptions) { o.MeterProvider = &cheapMeter{} })
	b.ReportAllocs()
	for b.Loop() {
		rates.Finding(b.Context(), "PutObject", "one-checksum", true)
	}
}

// quietReader is a provider that could read counts, and has a histogram that
// costs nothing.
type quietReader struct{ metrics.NopMeter }

type quietRead struct{}

func (quietRead) Stop() {}

func (p *quietReader) Meter(string, ...metrics.MeterOption) metrics.Meter { return p }
func (p *quietReader) Int64AsyncCounter(string, metrics.Int64Callback, ...metrics.InstrumentOption) (metrics.AsyncInstrument, error) {
	return quietRead{}, nil
}
func (p *quietReader) Float64AsyncCounter(string, metrics.Float64Callback, ...metrics.InstrumentOption) (metrics.AsyncInstrument, error) {
	return quietRead{}, nil
}
