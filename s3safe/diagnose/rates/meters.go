package rates

import (
	"context"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/aws/smithy-go"
	"github.com/aws/smithy-go/metrics"
)

// rateMeters are the instruments of one provider, and what they count.
type rateMeters struct {
	rates *Rates
	// counters are told of every event, by kind; nil where the provider reads
	// the counts. duration is nil where durations are counted too.
	counters [rateKinds]metrics.Int64Counter
	duration metrics.Float64Histogram
	// buckets are the upper bounds of durations.
	buckets []time.Duration

	// sets holds the sets of attributes that occurred. A map is never changed
	// but replaced: reading is on the path of every request.
	sets atomic.Pointer[map[rateKey]*rateSet]
}

// rateSet is a set of attributes, ready to be handed to an instrument, and its
// counts.
type rateSet struct {
	options []metrics.RecordMetricOption
	n       atomic.Int64
	// took are the requests by duration, not those below as Prometheus has them;
	// the last ones are above all bounds. sum is that of the durations.
	took   []atomic.Int64
	sum    atomic.Int64
	bounds [][]metrics.RecordMetricOption
}

// metersOf returns the instruments of a provider, nil if it measures nothing.
func (r *Rates) metersOf(provider metrics.MeterProvider) *rateMeters {
	switch provider.(type) {
	case nil, metrics.NopMeterProvider, *metrics.NopMeterProvider:
		return nil
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !reflect.TypeOf(provider).Comparable() {
		return r.newMeters(provider.Meter(rateScope)) // can't be told from others
	}
	if m, ok := r.meters[provider]; ok {
		return m
	}
	m := r.newMeters(provider.Meter(rateScope))
	r.meters[provider] = m
	return m
}

// newMeters makes the instruments. One that the provider refuses measures
// nothing: a request isn't to fail for it.
func (r *Rates) newMeters(meter metrics.Meter) *rateMeters {
	m := &rateMeters{rates: r}
	m.sets.Store(&map[rateKey]*rateSet{})
	m.counter(meter, requestKey, MetricRequests, "{request}", "HTTP requests to S3, retries included")
	m.counter(meter, errorKey, MetricErrors, "{request}", "HTTP requests to S3 that failed")
	m.counter(meter, findingKey, MetricFindings, "{finding}", "Rules that the guard found violated")
	if len(r.options.Buckets) > 0 && m.readsDurations(meter) {
		return m
	}
	var err error
	m.duration, err = meter.Float64Histogram(MetricDuration, describe("s", "Time from sending a request to S3 until its answer is read"))
	if err != nil {
		m.duration, _ = metrics.NopMeter{}.Float64Histogram(MetricDuration)
	}
	return m
}

// counter makes the counter of a kind: one that the provider reads, if it can.
func (m *rateMeters) counter(meter metrics.Meter, kind uint8, name, unit, text string) {
	i, err := meter.Int64AsyncCounter(name, func(ctx context.Context, o metrics.Int64Observer) {
		for _, s := range m.of(kind) {
			o.Observe(ctx, s.n.Load(), s.options...)
		}
	}, describe(unit, text))
	if m.reads(i, err) {
		return
	}
	c, err := meter.Int64Counter(name, describe(unit, text))
	if err != nil {
		c, _ = metrics.NopMeter{}.Int64Counter(name)
	}
	m.counters[kind] = c
}

// readsDurations makes the instruments for durations that are counted in buckets,
// and reports whether the provider reads them.
func (m *rateMeters) readsDurations(meter metrics.Meter) bool {
	buckets, err := meter.Int64AsyncCounter(MetricBuckets, func(ctx context.Context, o metrics.Int64Observer) {
		for _, s := range m.of(requestKey) {
			n := int64(0)
			for i := range s.took {
				n += s.took[i].Load()
				o.Observe(ctx, n, s.bounds[i]...)
			}
		}
	}, describe("{request}", "HTTP requests to S3 that were answered in no longer than le seconds"))
	if !m.reads(buckets, err) {
		return false
	}
	sum, err := meter.Float64AsyncCounter(MetricSeconds, func(ctx context.Context, o metrics.Float64Observer) {
		for _, s := range m.of(requestKey) {
			o.Observe(ctx, time.Duration(s.sum.Load()).Seconds(), s.options...)
		}
	}, describe("s", "Time from sending requests to S3 until their answers are read"))
	m.reads(sum, err) // the quantiles don't need it
	for _, b := range m.rates.options.Buckets {
		m.buckets = append(m.buckets, time.Duration(b*float64(time.Second)))
	}
	return true
}

// The types of instruments that nobody reads. A provider that has none of its own
// may return them.
var nopInstruments = func() (types [2]reflect.Type) {
	n, _ := metrics.NopMeter{}.Int64AsyncCounter("", nil)
	f, _ := metrics.NopMeter{}.Float64AsyncCounter("", nil)
	return [2]reflect.Type{reflect.TypeOf(n), reflect.TypeOf(f)}
}()

// reads reports whether a provider reads an instrument that it has made.
func (m *rateMeters) reads(i metrics.AsyncInstrument, err error) bool {
	if err != nil || i == nil || slices.Contains(nopInstruments[:], reflect.TypeOf(i)) {
		return false
	}
	m.rates.read = append(m.rates.read, i)
	return true
}

func describe(unit, text string) metrics.InstrumentOption {
	return func(o *metrics.InstrumentOptions) { o.UnitLabel, o.Description = unit, text }
}

// of lists the sets of a kind.
func (m *rateMeters) of(kind uint8) []*rateSet {
	var list []*rateSet
	for k, s := range *m.sets.Load() {
		if k.kind == kind {
			list = append(list, s)
		}
	}
	return list
}

// request counts a request.
func (m *rateMeters) request(ctx context.Context, key rateKey, took time.Duration) {
	s := m.count(ctx, key)
	if m.duration != nil {
		m.duration.Record(ctx, took.Seconds(), s.options...)
		return
	}
	i := 0
	for i < len(m.buckets) && took > m.buckets[i] {
		i++
	}
	s.took[i].Add(1)
	s.sum.Add(int64(took))
}

// count counts an event.
func (m *rateMeters) count(ctx context.Context, key rateKey) *rateSet {
	s := (*m.sets.Load())[key]
	if s == nil {
		s = m.newSet(key)
	}
	if c := m.counters[key.kind]; c != nil {
		c.Add(ctx, 1, s.options...)
	} else {
		s.n.Add(1)
	}
	return s
}

// newSet adds a set, unless there are too many: then it is the one for all
// others of its kind.
func (m *rateMeters) newSet(key rateKey) *rateSet {
	m.rates.mu.Lock()
	defer m.rates.mu.Unlock()
	old := *m.sets.Load()
	if s := old[key]; s != nil {
		return s // another goroutine was faster
	}
	if other := (rateKey{kind: key.kind, operation: "other", code: "other", bucket: "other"}); len(old) >= m.rates.options.MaxSets && key != other {
		if s := old[other]; s != nil {
			return s
		}
		key = other
	}
	sets := maps.Clone(old)
	attributes := key.attributes(m.rates.options.Bucket != nil)
	s := &rateSet{options: recordWith(attributes)}
	if key.kind == requestKey && m.duration == nil {
		s.took = make([]atomic.Int64, len(m.buckets)+1)
		for i := range s.took {
			attributes[AttrBound] = "+Inf"
			if i < len(m.buckets) {
				attributes[AttrBound] = strconv.FormatFloat(m.rates.options.Buckets[i], 'g', -1, 64)
			}
			s.bounds = append(s.bounds, recordWith(attributes))
		}
	}
	sets[key] = s
	m.sets.Store(&sets)
	return s
}

// recordWith returns the options of a record. They are shared by all records of a
// set: adapters only read them.
func recordWith(attributes map[string]string) []metrics.RecordMetricOption {
	var props smithy.Properties
	for name, value := range attributes {
		props.Set(name, value)
	}
	return []metrics.RecordMetricOption{func(o *metrics.RecordMetricOptions) { o.Properties = props }}
}
