package s3safe_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

// recordingPairs are clients of which the second one records.
func recordingPairs() map[string][2]putter {
	s := new(stub)
	sdk := func(optFns ...func(*s3.Options)) putter { return s3.New(s.options(), optFns...) }
	return map[string][2]putter{
		"New":      {newClient(s, s3safe.WithoutRecorder()), newClient(s)},
		"Guard":    {sdk(s3safe.Guard(s3safe.WithoutRecorder())), sdk(s3safe.Guard())},
		"Recorder": {sdk(), sdk(diagnose.NewRecorder().Option())},
	}
}

// Where there is a guard, recording a call that succeeds allocates nothing.
// Without one it takes the call's state, two handlers of the SDK's, and the list
// that a client without APIOptions hasn't got.
func TestCaptureAllocatesNothing(t *testing.T) {
	if raceDetector {
		t.Skip("sync.Pool forgets at random under the race detector")
	}
	in := tenMembers()
	allocs := func(client putter) float64 {
		n := make([]float64, 5)
		for i := range n {
			n[i] = testing.AllocsPerRun(100, func() {
				if _, err := client.PutObject(context.Background(), in); err != nil {
					t.Fatal(err)
				}
			})
		}
		return slices.Min(n)
	}
	for name, pair := range recordingPairs() {
		want := 0.0
		if name == "Recorder" {
			want = 4
		}
		without, with := allocs(pair[0]), allocs(pair[1])
		if with > without+want {
			t.Errorf("%s: %v allocations without recording, %v with it", name, without, with)
		}
		t.Logf("%s: %v allocations without recording, %v with it", name, without, with)
	}
}

// BenchmarkCapture puts calls that are recorded beside the same that aren't, by
// turns in one run, and tells how much longer they take.
func BenchmarkCapture(b *testing.B) {
	in := tenMembers()
	for name, pair := range recordingPairs() {
		b.Run(name, func(b *testing.B) { compare(b, pair, in) })
	}
	s := new(stub)
	b.Run("GuardAlone", func(b *testing.B) {
		compare(b, [2]putter{s3.New(s.options()), newClient(s, s3safe.WithoutRecorder())}, in)
	})
}

// Guard records too, and its recorder is found by the client.
func TestGuardRecords(t *testing.T) {
	s := rejecting()
	put := func(c putter, optFns ...func(*s3.Options)) {
		_, _ = c.PutObject(context.Background(), plain(), optFns...)
	}
	client := s3.New(s.options(), s3safe.Guard())
	put(client)
	put(client, s3safe.Guard(s3safe.WithMode(s3safe.Report))) // another guard, whose recorder nobody asked for
	list := s3safe.RecorderOf(client).Failures()
	if len(list) != 2 || list[1].Operation != "PutObject" || list[1].Attempt != 1 || list[1].Answer.Status != 400 {
		t.Errorf("%+v", list)
	}
	r := diagnose.NewRecorder()
	given := s3.New(s.options(), s3safe.Guard(s3safe.WithRecorder(r)))
	if s3safe.RecorderOf(given) != r || s3safe.RecorderOf(s3.New(given.Options(), s3safe.Guard())) == r {
		t.Error("not the recorder of the guard that was given last")
	}
	for _, c := range []*s3.Client{nil, s3.New(s.options()), s3.New(s.options(), s3safe.Guard(s3safe.WithoutRecorder()))} {
		if s3safe.RecorderOf(c) != nil {
			t.Error("there is a recorder")
		}
	}
}

// Whichever guards and recorders meet in a call, each recorder has it once.
func TestRecordersMeet(t *testing.T) {
	a, b := diagnose.NewRecorder(), diagnose.NewRecorder()
	var all int
	every := diagnose.NewRecorder(diagnose.CaptureAll(), diagnose.OnCapture(func(context.Context, *diagnose.Capture) { all++ }))
	with := func(r *diagnose.Recorder) func(*s3.Options) { return s3safe.Guard(s3safe.WithRecorder(r)) }
	for name, opts := range map[string][]func(*s3.Options){
		"a guard's and another":          {with(a), b.Option()},
		"another and a guard's":          {b.Option(), with(a)},
		"the guard's again":              {with(a), a.Option(), b.Option()},
		"the guard's before":             {a.Option(), b.Option(), with(a)},
		"two guards":                     {with(a), with(b)},
		"two guards and theirs":          {a.Option(), with(a), b.Option(), with(b)},
		"a guard without":                {with(a), b.Option(), s3safe.Guard(s3safe.WithoutRecorder())},
		"a guard with its own":           {with(a), b.Option(), s3safe.Guard()},
		"a guard with its own first":     {s3safe.Guard(), with(a), b.Option()},
		"one that wants all":             {with(every), with(a), b.Option()},
		"one that wants all later":       {with(a), b.Option(), with(every)},
		"one that wants all on its own":  {with(a), every.Option(), b.Option()},
		"one that wants all, own before": {every.Option(), s3safe.Guard(), with(a), with(b)},
		"the same guard's twice":         {with(a), with(a), b.Option()},
	} {
		for _, perCall := range []bool{false, true} {
			for _, r := range []*diagnose.Recorder{a, b, every} {
				r.Reset()
			}
			s := rejecting()
			client := s3.New(s.options(), opts...)
			var call []func(*s3.Options)
			if perCall {
				client, call = s3.New(s.options(), opts[0]), opts[1:]
			}
			all = 0
			_, _ = client.PutObject(context.Background(), plain(), call...)
			if a.Total() != 1 || b.Total() != 1 || all > 1 || int64(all) != every.Total() {
				t.Errorf("%s (per call: %t): a %d, b %d, all %d", name, perCall, a.Total(), b.Total(), all)
			}
		}
	}
}

// A drop-in client records calls that a guard of their own guards.
func TestClientRecordsGuardedCall(t *testing.T) {
	for _, o := range []func(*s3.Options){s3safe.Guard(), s3safe.Guard(s3safe.WithoutRecorder()), s3safe.Guard(s3safe.WithRecorder(diagnose.NewRecorder()))} {
		c := newClient(rejecting())
		_, _ = c.PutObject(context.Background(), plain(), o)
		if n := c.Recorder().Total(); n != 1 {
			t.Errorf("%d failures", n)
		}
	}
	// The recorder that Guard made for a client isn't the one of another client
	// that is made from it.
	client := s3.New(rejecting().options(), s3safe.Guard())
	c := s3safe.New(client)
	_, _ = c.PutObject(context.Background(), plain())
	if c.Recorder().Total() != 1 || s3safe.RecorderOf(client).Total() != 0 {
		t.Error("recorded by the wrong one")
	}
}

// A call that is repeated after its middleware panicked, one whose middleware
// makes it twice, many at the same time, and one inside another: each is recorded
// for itself.
func TestRecordsOddCalls(t *testing.T) {
	panics := true
	odd := func(stack *middleware.Stack) error {
		return stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc("odd", func(
			ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
		) (middleware.FinalizeOutput, middleware.Metadata, error) {
			if panics {
				panics = false
				panic("odd")
			}
			return next.HandleFinalize(ctx, in)
		}), "Signing", middleware.After)
	}
	c := newClient(rejecting())
	put := func(ctx context.Context, optFns ...func(*s3.Options)) error {
		_, err := c.PutObject(ctx, plain(), optFns...)
		return err
	}
	func() {
		defer func() { _ = recover() }()
		_ = put(context.Background(), s3.WithAPIOptions(odd))
	}()
	_ = put(context.Background(), s3.WithAPIOptions(odd))
	if n := c.Recorder().Total(); n != 1 {
		t.Errorf("after a panic: %d failures", n)
	}

	// Twice from the step before the guard's first moment.
	twice := func(stack *middleware.Stack) error {
		return stack.Initialize.Add(middleware.InitializeMiddlewareFunc("twice", func(
			ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
		) (middleware.InitializeOutput, middleware.Metadata, error) {
			_, _, _ = next.HandleInitialize(ctx, in)
			return next.HandleInitialize(ctx, in)
		}), middleware.After)
	}
	c.Recorder().Reset()
	_ = put(context.Background(), s3.WithAPIOptions(twice))
	list := c.Recorder().Failures()
	if len(list) != 2 || list[0].Attempt != 1 || list[1].Attempt != 1 {
		t.Errorf("twice: %+v", list)
	}

	// Many at the same time.
	c.Recorder().Reset()
	var wg sync.WaitGroup
	for range 40 {
		wg.Go(func() { _ = put(context.Background()) })
	}
	wg.Wait()
	if n := c.Recorder().Total(); n != 40 {
		t.Errorf("at the same time: %d failures", n)
	}
	for _, f := range c.Recorder().Failures() {
		if f.Attempt != 1 || f.Signed.Path != "/q3.csv" {
			t.Errorf("at the same time: %+v", f)
		}
	}

	// Inside another, with its context, which belongs to a guarded call.
	inside := func(stack *middleware.Stack) error {
		return stack.Finalize.Add(middleware.FinalizeMiddlewareFunc("inside", func(
			ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
		) (middleware.FinalizeOutput, middleware.Metadata, error) {
			off := s3safe.ContextWithMode(ctx, s3safe.Off)
			_, _ = newClient(rejecting(), s3safe.WithoutRecorder()).HeadBucket(off, &s3.HeadBucketInput{Bucket: aws.String("reports")})
			return next.HandleFinalize(ctx, in)
		}), middleware.After)
	}
	c.Recorder().Reset()
	err := put(context.Background(), s3.WithAPIOptions(inside))
	list = c.Recorder().Failures()
	if len(list) != 1 || list[0].Operation != "PutObject" {
		t.Errorf("inside another: %v, %+v", err, list)
	}
	var stopped *s3safe.IncompatibleError
	if errors.As(err, &stopped) {
		t.Error(err)
	}
}
