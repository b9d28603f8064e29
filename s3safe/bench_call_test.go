package s3safe_test

import (
	"context"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"runtime"
	"slices"
	"sync"
	"testing"
	"text/tabwriter"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/internal/endpoints"
)

// caller is one client, in one way of guarding, with which a call is made.
type caller struct {
	name   string
	client benchmarked
	ctx    context.Context
}

// benchmarked is what the benchmark calls.
type benchmarked interface {
	putter
	GetObject(context.Context, *s3.GetObjectInput, ...func(*s3.Options)) (*s3.GetObjectOutput, error)
	HeadObject(context.Context, *s3.HeadObjectInput, ...func(*s3.Options)) (*s3.HeadObjectOutput, error)
	ListObjectsV2(context.Context, *s3.ListObjectsV2Input, ...func(*s3.Options)) (*s3.ListObjectsV2Output, error)
	CopyObject(context.Context, *s3.CopyObjectInput, ...func(*s3.Options)) (*s3.CopyObjectOutput, error)
	DeleteObject(context.Context, *s3.DeleteObjectInput, ...func(*s3.Options)) (*s3.DeleteObjectOutput, error)
	UploadPart(context.Context, *s3.UploadPartInput, ...func(*s3.Options)) (*s3.UploadPartOutput, error)
}

// floor is what three middlewares that do nothing cost, the least that any guard of
// several moments does.
func floor(o *s3.Options) {
	o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
		if err := stack.Serialize.Add(idleSerialize, middleware.After); err != nil {
			return err
		}
		if err := stack.Finalize.Insert(idleFinalize, "ResolveEndpointV2", middleware.After); err != nil {
			return err
		}
		return stack.Finalize.Insert(idleSigned, "Signing", middleware.After)
	})
}

type idle struct{ id string }

func (m idle) ID() string { return m.id }
func (m idle) HandleFinalize(ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler) (
	middleware.FinalizeOutput, middleware.Metadata, error,
) {
	return next.HandleFinalize(ctx, in)
}
func (m idle) HandleSerialize(ctx context.Context, in middleware.SerializeInput, next middleware.SerializeHandler) (
	middleware.SerializeOutput, middleware.Metadata, error,
) {
	return next.HandleSerialize(ctx, in)
}

var idleSerialize, idleFinalize, idleSigned = &idle{"idle"}, &idle{"idle"}, &idle{"idle signed"}

// callers are the ways of guarding that the table compares; the first is the SDK's
// own client.
func callers(b *testing.B, s *stub) []caller {
	o := s.options()
	o.RetryMaxAttempts, o.Retryer = 0, aws.NopRetryer{}
	ctx := context.Background()
	return []caller{
		{"SDK", s3.New(o), ctx},
		{"floor", s3.New(o, floor), ctx},
		// A Client remembers endpoints, and so does Guard if asked to: what that alone saves
		// is told apart.
		{"SDK, cache", s3.New(o, func(o *s3.Options) { o.EndpointResolverV2 = endpoints.New() }), ctx},
		{"Guard", s3.New(o, s3safe.Guard()), ctx},
		{"Guard, cache", s3.New(o, s3safe.Guard(s3safe.WithEndpointCache())), ctx},
		{"New", s3safe.New(s3.New(o)), ctx},
		{"no recorder", s3.New(o, s3safe.Guard(s3safe.WithoutRecorder())), ctx},
		{"New, known state", s3safe.New(s3.New(o), s3safe.WithState(knownBucket(b))), ctx},
		{"Guard, known state", s3.New(o, s3safe.Guard(s3safe.WithState(knownBucket(b)))), ctx},
		{"Guard, Off", s3.New(o, s3safe.Guard()), s3safe.ContextWithMode(ctx, s3safe.Off)},
		{"New, Off", s3safe.New(s3.New(o)), s3safe.ContextWithMode(ctx, s3safe.Off)},
	}
}

// benchmarkCalls are the calls of the table. What S3 answers to the last two is an
// error, which is how programs ask whether something exists.
var benchmarkCalls = []struct {
	name   string
	status int
	body   string
	call   func(context.Context, benchmarked) error
}{
	{"PutObject, 10 members", 200, "", func(ctx context.Context, c benchmarked) error { _, err := c.PutObject(ctx, tenMembers()); return err }},
	{"CopyObject, 10 members", 200, "<CopyObjectResult/>", func(ctx context.Context, c benchmarked) error {
		_, err := c.CopyObject(ctx, tenMembersCopy())
		return err
	}},
	{"GetObject", 200, "", func(ctx context.Context, c benchmarked) error {
		out, err := c.GetObject(ctx, &s3.GetObjectInput{Bucket: demoBucket, Key: demoKey})
		if err == nil {
			_, _ = io.Copy(io.Discard, out.Body)
		}
		return err
	}},
	{"GetObject, any of 1,000 buckets", 200, "", func(ctx context.Context, c benchmarked) error {
		n := anyName()
		out, err := c.GetObject(ctx, &s3.GetObjectInput{Bucket: &manyNames[n], Key: &manyNames[len(manyNames)-1-n]})
		if err == nil {
			_, _ = io.Copy(io.Discard, out.Body)
		}
		return err
	}},
	{"HeadObject", 200, "", func(ctx context.Context, c benchmarked) error {
		_, err := c.HeadObject(ctx, &s3.HeadObjectInput{Bucket: demoBucket, Key: demoKey})
		return err
	}},
	{"ListObjectsV2", 200, "<ListBucketResult/>", func(ctx context.Context, c benchmarked) error {
		_, err := c.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: demoBucket, Prefix: demoKey})
		return err
	}},
	{"DeleteObject", 204, "", func(ctx context.Context, c benchmarked) error {
		_, err := c.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: demoBucket, Key: demoKey})
		return err
	}},
	{"UploadPart", 200, "", func(ctx context.Context, c benchmarked) error {
		_, err := c.UploadPart(ctx, &s3.UploadPartInput{Bucket: demoBucket, Key: demoKey, UploadId: demoKey, PartNumber: aws.Int32(1)})
		return err
	}},
	{"PutObject, answer 400", 400, "<Error><Code>InvalidRequest</Code><Message>no</Message></Error>",
		func(ctx context.Context, c benchmarked) error {
			_, err := c.PutObject(ctx, tenMembers())
			return failed(err)
		}},
	{"HeadObject, answer 404", 404, "", func(ctx context.Context, c benchmarked) error {
		_, err := c.HeadObject(ctx, &s3.HeadObjectInput{Bucket: demoBucket, Key: demoKey})
		return failed(err)
	}},
}

// anyName chooses one of manyNames.
var anyName = func() int { return rand.IntN(len(manyNames)) }

// manyNames are so many that a client doesn't remember the endpoints of all.
var manyNames = func() (names [1000]string) {
	for i := range names {
		names[i] = fmt.Sprint("amzn-s3-demo-bucket-", i)
	}
	return names
}()

var demoBucket, demoKey = aws.String("amzn-s3-demo-bucket"), aws.String("reports/2026/q3.csv")

func failed(err error) error {
	if err == nil {
		return fmt.Errorf("the call succeeded")
	}
	return nil
}

// callsTable keeps the table from being printed for every run of the benchmark.
var callsTable sync.Once

// BenchmarkCalls prints what a whole call costs with every way of guarding, side by
// side: the clients take turns in one run.
//
//	go test -run '^$' -bench Calls ./s3safe
func BenchmarkCalls(b *testing.B) {
	callsTable.Do(func() {
		w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(w, "\ncall\tclient\tµs, fastest tenth\tmore\tµs, median\tmore\tallocs\tmore\tbytes more")
		for _, c := range benchmarkCalls {
			s := &stub{status: c.status, body: c.body}
			printTurns(b, w, c.name, callers(b, s), c.call)
		}
		w.Flush()
	})
	for b.Loop() {
		// The table is the result.
	}
	b.ReportMetric(0, "ns/op")
}

// turns is how often each client makes the call. The machine is never idle: a call
// that is interrupted, or in which memory is collected, takes many times as long, so
// the fastest tenth counts, by turns in single calls.
func turns() int {
	if testing.Short() {
		return 1000
	}
	return 10000
}

// printTurns measures one call with all clients by turns.
func printTurns(b *testing.B, w io.Writer, name string, list []caller, call func(context.Context, benchmarked) error) {
	n := turns()
	took := make([][]float64, len(list))
	for i := range took {
		took[i] = make([]float64, n)
	}
	// In an order that changes: whoever always came after the SDK's own client would
	// always find its code out of the caches, and whoever came after another guard never.
	order := rand.New(rand.NewPCG(1, 2))
	for turn := range n {
		for _, i := range order.Perm(len(list)) {
			start := time.Now()
			err := call(list[i].ctx, list[i].client)
			took[i][turn] = float64(time.Since(start).Nanoseconds()) / 1000
			if err != nil {
				b.Fatal(name, list[i].name, err)
			}
		}
	}
	var first struct{ fast, median, allocs, bytes float64 }
	for i, c := range list {
		now := first
		now.fast, now.median = fastest(took[i])
		now.allocs, now.bytes = allocated(func() { _ = call(c.ctx, c.client) })
		if i == 0 {
			first = now
		}
		fmt.Fprintf(w, "%s\t%s\t%.2f\t%+.2f (%+.1f %%)\t%.2f\t%+.2f (%+.1f %%)\t%.0f\t%+.0f\t%+.0f\n", name, c.name,
			now.fast, now.fast-first.fast, 100*(now.fast/first.fast-1),
			now.median, now.median-first.median, 100*(now.median/first.median-1),
			now.allocs, now.allocs-first.allocs, now.bytes-first.bytes)
	}
}

// fastest returns the mean of the fastest tenth, and the median.
func fastest(took []float64) (fast, median float64) {
	slices.Sort(took)
	tenth := took[:max(1, len(took)/10)]
	for _, t := range tenth {
		fast += t
	}
	return fast / float64(len(tenth)), took[len(took)/2]
}

// allocated returns the allocations and bytes of one call of f.
func allocated(f func()) (n, bytes float64) {
	const runs = 200
	f()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range runs {
		f()
	}
	runtime.ReadMemStats(&after)
	return float64((after.Mallocs - before.Mallocs) / runs), float64((after.TotalAlloc - before.TotalAlloc) / runs)
}

// BenchmarkCheck measures a check without a client of a request that breaks no rule.
func BenchmarkCheck(b *testing.B) {
	in := tenMembers()
	b.ReportAllocs()
	for b.Loop() {
		if err := s3safe.Check(in); err != nil {
			b.Fatal(err)
		}
	}
}

// A check that finds nothing allocates nothing, but for a policy, which is parsed.
func TestCheckAllocatesNothing(t *testing.T) {
	for _, in := range []any{tenMembers(), tenMembersCopy(), &s3.GetObjectInput{Bucket: demoBucket, Key: demoKey}} {
		if n := settled(func() {
			if err := s3safe.Check(in); err != nil {
				t.Fatal(err)
			}
		}); n >= 1 && !raceDetector {
			t.Errorf("%T: %v allocations", in, n)
		}
	}
}

// mallocs returns the allocations of one call of f. Unlike testing.AllocsPerRun it doesn't
// cut what is behind the point, which differs by one when two of them are compared.
func mallocs(runs int, f func()) float64 {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range runs {
		f()
	}
	runtime.ReadMemStats(&after)
	return float64(after.Mallocs-before.Mallocs) / float64(runs)
}

// A guarded call allocates at most four times more than the SDK's own, one that fails
// at most eight times. What remembered endpoints save isn't set off against that.
func TestCallAllocations(t *testing.T) {
	// Which endpoints are remembered rests on the order of the buckets: it is the same for
	// all clients, and each bucket's turn comes once in the calls that are counted.
	n := 0
	defer func(before func() int) { anyName = before }(anyName)
	anyName = func() int { n++; return n % len(manyNames) }
	for _, c := range benchmarkCalls {
		s := &stub{status: c.status, body: c.body}
		o := s.options()
		o.RetryMaxAttempts, o.Retryer = 0, aws.NopRetryer{}
		ctx := context.Background()
		count := func(client benchmarked) float64 {
			n = 0
			for range 600 {
				_ = c.call(ctx, client)
			}
			if n > 0 {
				for range len(manyNames) {
					_ = c.call(ctx, client)
				}
				return mallocs(len(manyNames), func() { _ = c.call(ctx, client) })
			}
			return mallocs(100, func() { _ = c.call(ctx, client) })
		}
		limit := 4.0
		if c.status >= 400 {
			limit = 8
		}
		plain := count(s3.New(o))
		remembering := plain
		if endpoints.Known(s3.NewDefaultEndpointResolverV2()) {
			remembering = count(s3.New(o, func(o *s3.Options) { o.EndpointResolverV2 = endpoints.New() }))
		}
		for name, client := range map[string]struct {
			client benchmarked
			alone  float64
		}{
			"New":          {s3safe.New(s3.New(o)), remembering},
			"Guard":        {s3.New(o, s3safe.Guard()), plain},
			"Guard, cache": {s3.New(o, s3safe.Guard(s3safe.WithEndpointCache())), remembering},
			"known state":  {s3safe.New(s3.New(o), s3safe.WithState(knownBucket(t))), remembering},
		} {
			if more := math.Round(count(client.client) - client.alone); more > limit && !raceDetector {
				t.Errorf("%s, %s: %v allocations more", c.name, name, more)
			}
		}
	}
}
