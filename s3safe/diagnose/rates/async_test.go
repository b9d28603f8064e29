package rates

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/metrics"
)

// readerStub is a MeterProvider that reads counts, as OpenTelemetry does.
type readerStub struct {
	meterStub
	refuses bool
	reads   map[string]func(context.Context)
}

func newReaderStub() *readerStub {
	return &readerStub{meterStub: meterStub{sums: map[string]float64{}}, reads: map[string]func(context.Context){}}
}

func (p *readerStub) Meter(string, ...metrics.MeterOption) metrics.Meter { return p }

type observerStub struct{ counterStub }

func (o *observerStub) Observe(ctx context.Context, n int64, opts ...metrics.RecordMetricOption) {
	o.Add(ctx, n, opts...)
}

type secondsStub struct{ counterStub }

func (o *secondsStub) Observe(ctx context.Context, n float64, opts ...metrics.RecordMetricOption) {
	o.Add(ctx, int64(n*1000), opts...)
}

type readStub struct {
	from *readerStub
	name string
}

func (r *readStub) Stop() { delete(r.from.reads, r.name) }

func (p *readerStub) Int64AsyncCounter(name string, read metrics.Int64Callback, _ ...metrics.InstrumentOption) (metrics.AsyncInstrument, error) {
	if p.refuses {
		return nil, errors.New("no")
	}
	p.reads[name] = func(ctx context.Context) { read(ctx, &observerStub{counterStub{&p.meterStub, name}}) }
	return &readStub{p, name}, nil
}

func (p *readerStub) Float64AsyncCounter(name string, read metrics.Float64Callback, _ ...metrics.InstrumentOption) (metrics.AsyncInstrument, error) {
	p.reads[name] = func(ctx context.Context) { read(ctx, &secondsStub{counterStub{&p.meterStub, name}}) }
	return &readStub{p, name}, nil
}

// collect returns what is read now, without what was recorded.
func (p *readerStub) collect() map[string]float64 {
	recorded := p.sums
	p.sums = map[string]float64{}
	for _, read := range p.reads {
		read(context.Background())
	}
	read := p.sums
	p.sums = recorded
	return read
}

func (p *readerStub) checkRead(t *testing.T, want map[string]float64) {
	t.Helper()
	if got := p.collect(); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("read\n%v\nwant\n%v", got, want)
	}
}

const (
	readSet   = " endpoint=virtual-hosted operation=GetObject signature=SigV4/signed"
	readError = MetricErrors + " code=InvalidRequest" + readSet + " status=400"
)

// A provider that can reads the counts, and reads all that was counted before.
func TestRatesAreRead(t *testing.T) {
	p := newReaderStub()
	rates := NewRates(func(o *RateOptions) { o.MeterProvider = p })
	bad := diagtest.Client(diagtest.Answering(400, diagtest.Invalid), rates.Option())
	p.checkRead(t, map[string]float64{})
	for i := range 3 {
		_, _ = bad.GetObject(t.Context(), stubGet())
		n := float64(i + 1)
		p.checkRead(t, map[string]float64{MetricRequests + readSet: n, readError: n})
	}
	rates.Finding(t.Context(), "PutObject", "one-checksum", true)
	if n := p.collect()[MetricFindings+" operation=PutObject rule=one-checksum stopped=true"]; n != 1 {
		t.Errorf("%v findings", n)
	}
	p.check(t, map[string]float64{MetricDuration + readSet: 3})
	rates.Close()
	rates.Close()
	p.checkRead(t, map[string]float64{})
}

// Counts of clients with providers of their own are kept apart.
func TestRatesOfTwoProviders(t *testing.T) {
	rates := NewRates()
	for _, n := range []int{1, 2} {
		p := newReaderStub()
		c := diagtest.Client(diagtest.Answering(200, ""), rates.Option(), func(o *s3.Options) { o.MeterProvider = p })
		for range n {
			_, _ = c.GetObject(t.Context(), stubGet())
		}
		p.checkRead(t, map[string]float64{MetricRequests + readSet: float64(n)})
	}
}

// A provider that can't read is told of each event, durations included.
func TestRatesAreRecorded(t *testing.T) {
	p := newReaderStub()
	p.refuses = true
	rates := NewRates(func(o *RateOptions) { o.MeterProvider, o.Buckets = p, []float64{1} })
	_, _ = diagtest.Client(diagtest.Answering(400, diagtest.Invalid), rates.Option()).GetObject(t.Context(), stubGet())
	p.check(t, map[string]float64{MetricRequests + readSet: 1, MetricDuration + readSet: 1, readError: 1})
	p.checkRead(t, map[string]float64{})
}

// Durations are counted in buckets if that is asked for; each holds those below.
func TestRatesBuckets(t *testing.T) {
	p := newReaderStub()
	rates := NewRates(func(o *RateOptions) {
		o.MeterProvider, o.Buckets = p, []float64{1, .25, math.NaN(), 1, -1, math.Inf(1), 60}
	})
	m := &rateMiddleware{rates: rates, client: &s3.Options{}}
	m.once.Do(m.connect)
	for _, took := range []time.Duration{0, 250 * time.Millisecond, 251 * time.Millisecond, time.Second, time.Hour} {
		m.record(t.Context(), requestStub(t), nil, nil, took)
	}
	const set = " operation= signature=SigV4/unsigned-trailer"
	bucket := func(le string) string {
		return MetricBuckets + " endpoint=virtual-hosted le=" + le + set
	}
	p.check(t, map[string]float64{})
	p.checkRead(t, map[string]float64{
		bucket("0.25"): 2, bucket("1"): 4, bucket("60"): 4, bucket("+Inf"): 5,
		MetricRequests + " endpoint=virtual-hosted" + set: 5,
		MetricSeconds + " endpoint=virtual-hosted" + set:  3601501,
	})
}

// Collecting while requests are counted never loses one, nor does the bound on
// the sets.
func TestRatesReadConcurrently(t *testing.T) {
	p := newReaderStub()
	rates := NewRates(func(o *RateOptions) { o.MeterProvider, o.MaxSets = p, 10 })
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for j := range 100 {
				rates.Finding(t.Context(), "GetObject", fmt.Sprint("rule-", i, "-", j%20), false)
			}
		})
	}
	last := 0.0
	for range 20 {
		n := total(p.collect())
		if n < last || n > 400 {
			t.Errorf("%v after %v", n, last)
		}
		last = n
	}
	wg.Wait()
	read := p.collect()
	if total(read) != 400 || len(read) > 11 {
		t.Errorf("%v findings in %d sets", total(read), len(read))
	}
	if !slices.ContainsFunc(keysOf(read), func(k string) bool { return strings.Contains(k, "rule=other") }) {
		t.Error("no set for the others")
	}
}

func total(m map[string]float64) (sum float64) {
	for _, n := range m {
		sum += n
	}
	return sum
}

func keysOf(m map[string]float64) (keys []string) {
	for k := range m {
		keys = append(keys, k)
	}
	return keys
}

// Counting allocates nothing once a set is there.
func TestRatesAllocateNothing(t *testing.T) {
	for _, buckets := range [][]float64{nil, {.1, 1}} {
		rates := NewRates(func(o *RateOptions) { o.MeterProvider, o.Buckets = &quietReader{}, buckets })
		m := &rateMiddleware{rates: rates, client: &s3.Options{}}
		m.once.Do(m.connect)
		req, ctx := requestStub(t), context.Background()
		if n := testing.AllocsPerRun(100, func() { m.record(ctx, req, nil, nil, time.Second) }); n != 0 {
			t.Errorf("%v allocations with the buckets %v", n, buckets)
		}
	}
}
