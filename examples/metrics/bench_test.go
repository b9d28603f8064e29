package main

import (
	"context"
	"net/http"
	"net/url"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/metrics"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

// BenchmarkOpenTelemetry puts what rates cost a request, through OpenTelemetry and
// the SDK's adapter for it, beside what the adapter costs alone for records with
// the same attributes:
//
//	Alone/Histogram  one record of a duration
//	Alone/Both       that and a count, as rates would record without being read
//	Rates/None       a request that isn't measured, to be subtracted
//	Rates/Default    counts are read, durations recorded
//	Rates/Buckets    durations are counted and read too
//	Rates/Told       all is recorded, as by a provider that doesn't read
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
	b.Run("Alone/Histogram", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			histogram.Record(b.Context(), .1, set)
		}
	})
	b.Run("Alone/Both", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			counter.Add(b.Context(), 1, set)
			histogram.Record(b.Context(), .1, set)
		}
	})
	for _, c := range []struct {
		name     string
		provider metrics.MeterProvider
		option   func(*diagnose.RateOptions)
	}{
		{"None", nil, func(*diagnose.RateOptions) {}},
		{"Default", m.provider, func(*diagnose.RateOptions) {}},
		{"Buckets", m.provider, func(o *diagnose.RateOptions) { o.Buckets = bounds }},
		{"Told", unread{m.provider}, func(*diagnose.RateOptions) {}},
	} {
		b.Run("Rates/"+c.name, func(b *testing.B) {
			rates := diagnose.NewRates(c.option)
			defer rates.Close()
			send := requests(b, rates, c.provider)
			b.ReportAllocs()
			for b.Loop() {
				send()
			}
		})
	}
}

// requests returns a function that runs what rates put into a call, around a
// transport that does nothing.
func requests(b *testing.B, rates *diagnose.Rates, provider metrics.MeterProvider) func() {
	b.Helper()
	o := s3.Options{MeterProvider: provider}
	rates.Option()(&o)
	stack := middleware.NewStack("PutObject", smithyhttp.NewStackRequest)
	for _, install := range o.APIOptions {
		if err := install(stack); err != nil {
			b.Fatal(err)
		}
	}
	req, ok := smithyhttp.NewStackRequest().(*smithyhttp.Request)
	if !ok {
		b.Fatal("no request")
	}
	req.URL = &url.URL{Scheme: "https", Host: "bucket.s3.us-east-1.amazonaws.com", Path: "/key"}
	req.Header.Set("Authorization", "AWS4-HMAC-SHA256 x")
	req.Header.Set("X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
	resp := &smithyhttp.Response{Response: &http.Response{StatusCode: http.StatusOK}}
	transport := middleware.HandlerFunc(func(context.Context, any) (any, middleware.Metadata, error) {
		return resp, middleware.Metadata{}, nil
	})
	ctx := middleware.WithOperationName(b.Context(), "PutObject")
	return func() {
		if _, _, err := stack.Deserialize.HandleMiddleware(ctx, req, transport); err != nil {
			b.Fatal(err)
		}
	}
}

// unread is a provider whose counters are told of every event.
type unread struct{ metrics.MeterProvider }

func (u unread) Meter(scope string, opts ...metrics.MeterOption) metrics.Meter {
	return unreadMeter{u.MeterProvider.Meter(scope, opts...)}
}

type unreadMeter struct{ metrics.Meter }

func (unreadMeter) Int64AsyncCounter(name string, read metrics.Int64Callback, opts ...metrics.InstrumentOption) (metrics.AsyncInstrument, error) {
	return metrics.NopMeter{}.Int64AsyncCounter(name, read, opts...)
}
