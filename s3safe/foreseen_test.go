package s3safe_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// manyWays are options of a call that lead it to S3 in different ways.
var manyWays = map[string]func(*s3.Options){
	"as usual":   func(*s3.Options) {},
	"path":       func(o *s3.Options) { o.UsePathStyle = true },
	"accelerate": func(o *s3.Options) { o.UseAccelerate = true },
	"dual-stack": func(o *s3.Options) {
		o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled
	},
	"another Region": func(o *s3.Options) { o.Region = "eu-west-1" },
	"http":           func(o *s3.Options) { o.BaseEndpoint = aws.String("http://s3.us-east-1.amazonaws.com") },
	"another store":  func(o *s3.Options) { o.BaseEndpoint = aws.String("https://store.example.com") },
	"anonymous":      func(o *s3.Options) { o.Credentials = aws.AnonymousCredentials{} },
	"unsigned": func(o *s3.Options) {
		o.APIOptions = append(o.APIOptions, v4.SwapComputePayloadSHA256ForUnsignedPayloadMiddleware)
	},
}

// manyPuts are requests that break rules, or none, some depending on the way.
var manyPuts = map[string]func(*s3.PutObjectInput){
	"plain":         func(*s3.PutObjectInput) {},
	"key":           func(in *s3.PutObjectInput) { in.Key = aws.String("another/key.csv") },
	"leaving key":   func(in *s3.PutObjectInput) { in.Key = aws.String("../../q3.csv") },
	"dotted bucket": func(in *s3.PutObjectInput) { in.Bucket = aws.String("reports.2026") },
	"bucket":        func(in *s3.PutObjectInput) { in.Bucket = aws.String("figures") },
	"faulty bucket": func(in *s3.PutObjectInput) { in.Bucket = aws.String("Reports_2026") },
	"directory":     func(in *s3.PutObjectInput) { in.Bucket = aws.String("reports--use1-az4--x-s3") },
	"class":         func(in *s3.PutObjectInput) { in.StorageClass = types.StorageClassStandardIa },
	"no class":      func(in *s3.PutObjectInput) { in.StorageClass = "COLD" },
	"Outposts":      func(in *s3.PutObjectInput) { in.StorageClass = types.StorageClassOutposts },
	"ACL":           func(in *s3.PutObjectInput) { in.ACL = types.ObjectCannedACLPublicRead },
	"condition":     func(in *s3.PutObjectInput) { in.IfNoneMatch = aws.String("x") },
}

// What a guard foresees of a request from the way that others went changes nothing: a
// guard that has seen many requests stops and tells what one does that has seen none.
func TestForeseenAsSeen(t *testing.T) {
	own := ownRule("test-path", compat.All(compat.Endpoint(compat.Addressing, "path"), compat.Equals(member.StorageClass, "STANDARD_IA")), onPut, aPut)
	declared, err := state.New(state.Declare("reports", state.Region("us-east-1"), state.Is(compat.Ownership, "BucketOwnerEnforced"),
		state.Is(compat.Acceleration, "none")))
	if err != nil {
		t.Fatal(err)
	}
	for name, opts := range map[string][]s3safe.Option{
		"default":     nil,
		"own rules":   {s3safe.WithRules(own)},
		"declared":    {s3safe.WithState(state.Buckets{"reports": state.Bucket(state.Region("us-east-1"), state.Is(compat.Ownership, "BucketOwnerEnforced"))})},
		"a cache":     {s3safe.WithState(declared)},
		"report only": {s3safe.WithMode(s3safe.Report)},
	} {
		t.Run(name, func(t *testing.T) {
			var told []string
			opts := append(opts, s3safe.OnFinding(func(_ context.Context, e s3safe.Event) {
				told = append(told, fmt.Sprint(e.Stopped))
				for _, f := range e.Findings {
					told = append(told, f.Rule.ID)
				}
			}))
			for _, make := range []func(s *stub) putter{
				func(s *stub) putter { return s3safe.New(s3.New(s.options()), opts...) },
				func(s *stub) putter { return s3.New(s.options(), s3safe.Guard(opts...)) },
			} {
				seen := new(stub)
				old := make(seen)
				r := rand.New(rand.NewPCG(1, 2))
				var before string
				for range 300 {
					way, put := pick(r, manyWays, "as usual"), pick(r, manyPuts, "plain")
					does := func(client putter, s *stub) string {
						told = nil
						in := &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("q3.csv"), Body: strings.NewReader("x")}
						manyPuts[put](in)
						sent := s.requests.Load()
						_, err := client.PutObject(t.Context(), in, manyWays[way])
						var stopped *s3safe.IncompatibleError
						text := ""
						if errors.As(err, &stopped) {
							text = stopped.Error()
						}
						// How often tells of lookups, too, of which a cache needs no second.
						return fmt.Sprintf("%s %v sent %v", text, told, s.requests.Load() > sent)
					}
					fresh := new(stub)
					want := does(make(fresh), fresh)
					if got := does(old, seen); got != want {
						t.Fatalf("%s, %s, after %s:\n%s\nwithout:\n%s", way, put, before, got, want)
					}
					before = way + ", " + put
				}
			}
		})
	}
}

// pick picks one, mostly the usual one.
func pick[V any](r *rand.Rand, from map[string]V, usual string) string {
	if r.IntN(2) == 0 {
		return usual
	}
	names := make([]string, 0, len(from))
	for name := range from {
		names = append(names, name)
	}
	slices.Sort(names)
	return names[r.IntN(len(names))]
}

// Calls that go different ways at the same time foresee each other's, and are judged by
// their own.
func TestForeseenTogether(t *testing.T) {
	stopped := func(client putter, way, put string) string {
		in := &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("q3.csv"), Body: strings.NewReader("x")}
		manyPuts[put](in)
		_, err := client.PutObject(t.Context(), in, manyWays[way])
		var stop *s3safe.IncompatibleError
		if errors.As(err, &stop) {
			return stop.Error()
		}
		return "sent"
	}
	opts := []s3safe.Option{s3safe.WithState(state.Buckets{"reports": state.Bucket(state.Region("us-east-1"))})}
	want, stops := map[string]string{}, 0
	for way := range manyWays {
		for put := range manyPuts {
			want[way+put] = stopped(newClient(new(stub), opts...), way, put)
			if want[way+put] != "sent" {
				stops++
			}
		}
	}
	if stops == 0 || stops == len(want) {
		t.Fatalf("%d of %d are stopped", stops, len(want))
	}
	client := newClient(new(stub), opts...)
	var wg sync.WaitGroup
	for seed := range uint64(8) {
		wg.Go(func() {
			r := rand.New(rand.NewPCG(seed, 2))
			for range 200 {
				way, put := pick(r, manyWays, "as usual"), pick(r, manyPuts, "plain")
				if got := stopped(client, way, put); got != want[way+put] {
					t.Errorf("%s, %s: %s\nalone: %s", way, put, got, want[way+put])
					return
				}
			}
		})
	}
	wg.Wait()
}
