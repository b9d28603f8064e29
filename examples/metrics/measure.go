package main

import (
	"context"
	"net"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/metrics"
	"github.com/aws/smithy-go/metrics/smithyotelmetrics"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
	otelprometheus "go.opentelemetry.io/otel/exporters/prometheus"
	sdkmetric "go.opentelemetry.io/otel/sdk/metric"

	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/examples/s3server"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

// measured is where metrics go to and are served from.
type measured struct {
	provider metrics.MeterProvider
	rates    *diagnose.Rates
	url      string
	ln       net.Listener
}

// Close ends serving them.
func (m *measured) Close() error { return m.ln.Close() }

// bounds are those of the buckets of durations, in seconds. The default ones of
// OpenTelemetry are meant for milliseconds.
var bounds = []float64{.005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30}

// measure sets OpenTelemetry up, and serves the metrics for Prometheus.
func measure(listen string, optFns ...func(*diagnose.RateOptions)) (*measured, error) {
	registry := prometheus.NewRegistry()
	exporter, err := otelprometheus.New(
		otelprometheus.WithRegisterer(registry),
		otelprometheus.WithoutScopeInfo(),
		otelprometheus.WithoutTargetInfo(),
	)
	if err != nil {
		return nil, err
	}
	seconds := sdkmetric.NewView(
		sdkmetric.Instrument{Name: diagnose.MetricDuration},
		sdkmetric.Stream{Aggregation: sdkmetric.AggregationExplicitBucketHistogram{
			Boundaries: bounds,
		}},
	)
	provider := sdkmetric.NewMeterProvider(sdkmetric.WithReader(exporter), sdkmetric.WithView(seconds))

	ln, err := net.Listen("tcp", listen)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.Handle("/metrics", promhttp.HandlerFor(registry, promhttp.HandlerOpts{}))
	go func() { _ = http.Serve(ln, mux) }()
	return &measured{
		provider: smithyotelmetrics.Adapt(provider),
		rates:    diagnose.NewRates(optFns...),
		url:      "http://" + ln.Addr().String() + "/metrics",
		ln:       ln,
	}, nil
}

// clients returns a guarded client and one that isn't, both measured.
func (m *measured) clients(server *s3server.Server) (guarded *s3safe.Client, unguarded *s3.Client) {
	use := func(o *s3.Options) { o.MeterProvider = m.provider }
	unguarded = server.Client(use, m.rates.Option())
	// The server that is measured stands for Amazon S3.
	return s3safe.New(unguarded, s3safe.WithProvider(provider.Amazon), s3safe.OnFinding(m.found)), unguarded
}

// found is the guard's hook.
func (m *measured) found(ctx context.Context, e s3safe.Event) {
	for _, f := range e.Findings {
		m.rates.Finding(ctx, e.Operation, f.Rule.ID, e.Stopped)
	}
}
