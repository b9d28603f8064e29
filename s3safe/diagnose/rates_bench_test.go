package diagnose

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

// BenchmarkRates is the whole middleware around a call that does nothing: the
// budget is 1 µs.
func BenchmarkRates(b *testing.B) {
	failure := &smithy.GenericAPIError{Code: "InvalidRequest"}
	for name, err := range map[string]error{"success": nil, "failure": failure} {
		b.Run(name, func(b *testing.B) {
			rates := NewRates()
			m := &rateMiddleware{rates: rates, client: &s3.Options{MeterProvider: &cheapMeter{}}}
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

func BenchmarkRatesFinding(b *testing.B) {
	rates := NewRates(func(o *RateOptions) { o.MeterProvider = &cheapMeter{} })
	b.ReportAllocs()
	for b.Loop() {
		rates.Finding(b.Context(), "PutObject", "one-checksum", true)
	}
}
