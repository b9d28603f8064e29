package diagnose

import "github.com/s3safe/s3safe-go/s3safe/diagnose/rates"

// RateOptions configure [Rates].
type RateOptions = rates.RateOptions

// Rates counts requests, errors and findings, and measures durations, through
// the MeterProvider of the client, and marks the spans of its TracerProvider: see [rates.Rates].
type Rates = rates.Rates

// The constants of package rates.
const (
	MetricRequests = rates.MetricRequests
	MetricErrors   = rates.MetricErrors
	MetricDuration = rates.MetricDuration
	MetricBuckets  = rates.MetricBuckets
	MetricSeconds  = rates.MetricSeconds
	MetricFindings = rates.MetricFindings
	AttrOperation  = rates.AttrOperation
	AttrEndpoint   = rates.AttrEndpoint
	AttrSignature  = rates.AttrSignature
	AttrCode       = rates.AttrCode
	AttrStatus     = rates.AttrStatus
	AttrRule       = rates.AttrRule
	AttrStopped    = rates.AttrStopped
	AttrBucket     = rates.AttrBucket
	AttrBound      = rates.AttrBound
	SpanPrefix     = rates.SpanPrefix
)

// NewRates returns Rates that belong to no client yet.
func NewRates(opts ...func(*RateOptions)) *Rates {
	return rates.NewRates(opts...)
}
