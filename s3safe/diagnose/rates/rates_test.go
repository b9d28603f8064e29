package rates

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/metrics"
	"github.com/aws/smithy-go/tracing"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// meterStub is a MeterProvider that keeps what is recorded as text.
type meterStub struct {
	metrics.NopMeter
	mu   sync.Mutex
	sums map[string]float64
}

func (p *meterStub) Meter(string, ...metrics.MeterOption) metrics.Meter { return p }

func (p *meterStub) Int64Counter(name string, _ ...metrics.InstrumentOption) (metrics.Int64Counter, error) {
	return &counterStub{p, name}, nil
}

func (p *meterStub) Float64Histogram(name string, _ ...metrics.InstrumentOption) (metrics.Float64Histogram, error) {
	return histogramStub{&counterStub{p, name}}, nil
}

type counterStub struct {
	to   *meterStub
	name string
}

type histogramStub struct{ *counterStub }

func (h histogramStub) Record(ctx context.Context, _ float64, opts ...metrics.RecordMetricOption) {
	h.Add(ctx, 1, opts...)
}

func (c *counterStub) Add(_ context.Context, n int64, opts ...metrics.RecordMetricOption) {
	if !strings.HasPrefix(c.name, "s3safe.") {
		return // the SDK's own
	}
	var o metrics.RecordMetricOptions
	for _, opt := range opts {
		opt(&o)
	}
	text := c.name
	values := o.Properties.Values()
	names := []string{}
	for k := range values {
		names = append(names, k.(string))
	}
	slices.Sort(names)
	for _, k := range names {
		text += fmt.Sprintf(" %s=%v", k, values[k])
	}
	c.to.mu.Lock()
	c.to.sums[text] += float64(n)
	c.to.mu.Unlock()
}

func (p *meterStub) check(t *testing.T, want map[string]float64) {
	t.Helper()
	if !maps.Equal(p.sums, want) {
		t.Errorf("recorded\n%s", strings.Join(slices.Sorted(maps.Keys(p.sums)), "\n"))
	}
}

func stubGet() *s3.GetObjectInput {
	return &s3.GetObjectInput{Bucket: aws.String("planted-bucket"), Key: aws.String("planted-key")}
}

func TestRates(t *testing.T) {
	p := &meterStub{sums: map[string]float64{}}
	rates := NewRates()
	// The option stands before the provider's.
	use := func(o *s3.Options) { o.MeterProvider = p }
	ok := diagtest.Client(diagtest.Answering(200, "x"), rates.Option(), use)
	bad := diagtest.Client(diagtest.Answering(400, diagtest.Invalid), rates.Option(), use, func(o *s3.Options) { o.UsePathStyle = true })
	for range 3 {
		if _, err := ok.GetObject(t.Context(), stubGet()); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := bad.GetObject(t.Context(), stubGet()); err == nil {
		t.Fatal("no error")
	}
	_, err := ok.PutObject(t.Context(), &s3.PutObjectInput{
		Bucket: aws.String("planted-bucket"), Key: aws.String("planted-key"), Body: strings.NewReader("x"),
	})
	if err != nil {
		t.Fatal(err)
	}
	rates.Finding(t.Context(), "PutObject", "one-checksum", true)
	if _, err := s3.NewPresignClient(ok).PresignGetObject(t.Context(), stubGet()); err != nil {
		t.Fatal(err) // and nothing is sent
	}
	const (
		virtual = " endpoint=virtual-hosted operation=GetObject signature=SigV4/signed"
		path    = " endpoint=path operation=GetObject signature=SigV4/signed"
		put     = " endpoint=virtual-hosted operation=PutObject signature=SigV4/unsigned"
	)
	p.check(t, map[string]float64{
		MetricRequests + virtual: 3, MetricDuration + virtual: 3,
		MetricRequests + put: 1, MetricDuration + put: 1,
		MetricRequests + path: 1, MetricDuration + path: 1,
		MetricErrors + " code=InvalidRequest" + path + " status=400":           1,
		MetricFindings + " operation=PutObject rule=one-checksum stopped=true": 1,
	})
	for text := range p.sums {
		if strings.Contains(text, "planted") {
			t.Error(text)
		}
	}
}

// Buckets are told if that is asked for, keys never.
func TestRatesBucket(t *testing.T) {
	p := &meterStub{sums: map[string]float64{}}
	rates := NewRates(func(o *RateOptions) {
		o.MeterProvider = p
		o.Bucket = func(name string) string { return strings.TrimPrefix(name, "planted-") }
	})
	c := diagtest.Client(diagtest.Answering(200, "x"), rates.Option())
	if _, err := c.GetObject(t.Context(), stubGet()); err != nil {
		t.Fatal(err)
	}
	const set = " bucket=bucket endpoint=virtual-hosted operation=GetObject signature=SigV4/signed"
	p.check(t, map[string]float64{MetricRequests + set: 1, MetricDuration + set: 1})
}

// Whatever servers answer, the number of sets is bounded.
func TestRatesBounded(t *testing.T) {
	p := &meterStub{sums: map[string]float64{}}
	rates := NewRates(func(o *RateOptions) { o.MeterProvider = p; o.MaxSets = 10 })
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for j := range 100 {
				rates.Finding(t.Context(), "GetObject", fmt.Sprint("rule-", i, "-", j), false)
			}
		})
	}
	wg.Wait()
	sum := 0.0
	for _, n := range p.sums {
		sum += n
	}
	if len(p.sums) > 11 || sum != 400 {
		t.Errorf("%d sets, %v findings", len(p.sums), sum)
	}
}

func TestRatesFailures(t *testing.T) {
	for want, to := range map[string]diagtest.Transport{
		"NoAnswer":  func(*http.Request) (*http.Response, error) { return nil, errors.New("broken pipe") },
		"other":     diagtest.Answering(400, "<Error><Code>not a code</Code></Error>"),
		"NoSuchKey": diagtest.Answering(404, "<Error><Code>NoSuchKey</Code></Error>"),
	} {
		p := &meterStub{sums: map[string]float64{}}
		rates := NewRates(func(o *RateOptions) { o.MeterProvider = p })
		c := diagtest.Client(to, rates.Option(), func(o *s3.Options) { o.Retryer = aws.NopRetryer{} })
		if _, err := c.GetObject(t.Context(), stubGet()); err == nil {
			t.Fatal("no error")
		}
		if all := fmt.Sprint(p.sums); !strings.Contains(all, MetricErrors+" code="+want+" ") {
			t.Errorf("%s: %s", want, all)
		}
	}
}

func TestEndpointMode(t *testing.T) {
	for text, want := range map[string]string{
		"https://b.s3.us-east-1.amazonaws.com/k":                                 "virtual-hosted",
		"https://s3.us-east-1.amazonaws.com/b/k":                                 "path",
		"https://b.s3-fips.dualstack.us-gov-west-1.amazonaws.com./k":             "virtual-hosted+dualstack+fips",
		"https://s3.us-east-1.amazonaws.com./b/k":                                "path",
		"https://s3.us-east-1.amazonaws.com/":                                    "none",
		"https://s3.dualstack.x.s3.us-east-1.amazonaws.com/k":                    "virtual-hosted",
		"https://b.s3-accelerate.dualstack.amazonaws.com/k":                      "virtual-hosted+accelerate+dualstack",
		"https://b.s3-fips.dualstack.us-gov-west-1.amazonaws.com":                "virtual-hosted+dualstack+fips",
		"https://s3express-control.us-east-1.amazonaws.com/b":                    "path",
		"https://b--usw2-az1--x-s3.s3express-usw2-az1.us-west-2.amazonaws.com/k": "virtual-hosted",
		"https://ap-123456789012.s3-accesspoint.us-east-1.amazonaws.com/k":       "virtual-hosted",
		"http://127.0.0.1:9000/b/k":                                              "path+custom",
		"http://[::1]:9000/b/k":                                                  "path+custom",
		"http://b.store.example.com:9000/k":                                      "virtual-hosted+custom",
		"http://store.example.com:9000/b/k":                                      "path+custom",
		"http://store.example.com:9000/":                                         "none+custom",
		"http://other.example.org/":                                              "virtual-hosted+custom",
		"https://b.s3.cn-north-1.amazonaws.com.cn/k":                             "virtual-hosted",
	} {
		u, err := url.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := endpointModeOf(u, "store.example.com:9000").String(); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestSignatureMode(t *testing.T) {
	for want, h := range map[string][3]string{
		"anonymous":                  {},
		"SigV4/signed":               {"AWS4-HMAC-SHA256 x", "e3b0", ""},
		"SigV4/streaming-trailer":    {"AWS4-HMAC-SHA256 x", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER", ""},
		"SigV4/streaming":            {"AWS4-HMAC-SHA256 x", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD", ""},
		"SigV4A/unsigned":            {"AWS4-ECDSA-P256-SHA256 x", "UNSIGNED-PAYLOAD", ""},
		"S3Express/unsigned-trailer": {"AWS4-HMAC-SHA256 x", "STREAMING-UNSIGNED-PAYLOAD-TRAILER", "t"},
		"other":                      {"Bearer x", "", ""},
	} {
		header := http.Header{}
		for i, name := range []string{"Authorization", "X-Amz-Content-Sha256", "X-Amz-S3session-Token"} {
			if h[i] != "" {
				header.Set(name, h[i])
			}
		}
		if got := signatureModeOf(header).String(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// spanStub is a span that keeps its properties.
type spanStub struct {
	tracing.Span
	properties map[any]any
	events     []string
}

func (s *spanStub) SetProperty(k, v any) { s.properties[k] = v }
func (s *spanStub) AddEvent(name string, _ ...tracing.EventOption) {
	s.events = append(s.events, name)
}

func TestRatesMarkSpans(t *testing.T) {
	rates := NewRates()
	nop, _ := tracing.GetSpan(t.Context())
	span := &spanStub{Span: nop, properties: map[any]any{}}
	ctx := tracing.WithSpan(t.Context(), span)
	m := &rateMiddleware{rates: rates, client: &s3.Options{}}
	m.once.Do(m.connect)
	req := requestStub(t)
	m.record(ctx, req, nil, errors.New("x"), 0)
	rates.Finding(ctx, "GetObject", "some-rule", true)
	if span.properties["s3safe.code"] != "NoAnswer" || span.properties["s3safe.endpoint"] != "virtual-hosted" || len(span.events) != 1 {
		t.Errorf("%v %v", span.properties, span.events)
	}
}

func requestStub(t testing.TB) *smithyhttp.Request {
	req, ok := smithyhttp.NewStackRequest().(*smithyhttp.Request)
	if !ok {
		t.Fatal("no request")
	}
	u, err := url.Parse("https://bucket.s3.us-east-1.amazonaws.com/key")
	if err != nil {
		t.Fatal(err)
	}
	req.URL = u
	req.Header.Set("Authorization", "AWS4-HMAC-SHA256 x")
	req.Header.Set("X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
	return req
}
