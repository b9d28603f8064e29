package main

import (
	"testing"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/metrics"

	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

// BenchmarkOpenTelemetry is the cost of the adapter and of OpenTelemetry for what
// the rates record per request: a counter and a histogram.
func BenchmarkOpenTelemetry(b *testing.B) {
	m, err := measure("127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer m.Close()
	meter := m.provider.Meter("bench")
	counter, err := meter.Int64Counter(diagnose.MetricRequests)
	if err != nil {
		b.Fatal(err)
	}
	histogram, err := meter.Float64Histogram(diagnose.MetricDuration)
	if err != nil {
		b.Fatal(err)
	}
	var props smithy.Properties
	props.Set(diagnose.AttrOperation, "PutObject")
	props.Set(diagnose.AttrEndpoint, "virtual-hosted")
	props.Set(diagnose.AttrSignature, "SigV4/unsigned-trailer")
	set := func(o *metrics.RecordMetricOptions) { o.Properties = props }
	b.ReportAllocs()
	for b.Loop() {
		counter.Add(b.Context(), 1, set)
		histogram.Record(b.Context(), .1, set)
	}
}
