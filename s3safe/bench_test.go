package s3safe_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	catalogue "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
)

// tenMembers is a compatible PutObject with ten members.
func tenMembers() *s3.PutObjectInput {
	return &s3.PutObjectInput{
		Bucket:               aws.String("amzn-s3-demo-bucket"),
		Key:                  aws.String("reports/2026/q3.csv"),
		ContentType:          aws.String("text/csv"),
		CacheControl:         aws.String("no-cache"),
		ContentLanguage:      aws.String("en"),
		StorageClass:         types.StorageClassStandardIa,
		ServerSideEncryption: types.ServerSideEncryptionAwsKms,
		SSEKMSKeyId:          aws.String("arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"),
		ExpectedBucketOwner:  aws.String("123456789012"),
		IfNoneMatch:          aws.String("*"),
	}
}

// extractAndCheck measures the guard's work for one call.
func extractAndCheck(in *s3.PutObjectInput) func(*testing.B) {
	catalog := catalogue.Catalog()
	return func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var r compat.Request
			if !sdk.Describe(in, &r) || len(catalog.CheckInput(&r, nil)) != 0 {
				b.Fatal("the request isn't compatible")
			}
		}
	}
}

// putting measures a client's whole call.
func putting(client putter, in *s3.PutObjectInput) func(*testing.B) {
	return func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := client.PutObject(context.Background(), in); err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkGuard puts the guard's work for one call beside the SDK's own call
// over a stub transport, in the same run.
func BenchmarkGuard(b *testing.B) {
	in := tenMembers()
	catalog := catalogue.Catalog()
	bucket := compat.Facts{Region: "us-east-1"}.With(compat.Versioning, "Enabled").With(compat.Ownership, "BucketOwnerEnforced")

	b.Run("ExtractAndCheck", extractAndCheck(in))
	b.Run("ExtractAndCheckWithState", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var r compat.Request
			ok := sdk.Describe(in, &r)
			r.Bucket = &bucket
			if !ok || len(catalog.CheckInput(&r, nil)) != 0 {
				b.Fatal("the request isn't compatible")
			}
		}
	})
	s := new(stub)
	b.Run("PutObjectUnguarded", putting(s3.New(s.options()), in))
	b.Run("PutObjectGuarded", putting(s3safe.New(s3.New(s.options())), in))
}

// The compatible path allocates nothing.
func TestGuardAllocatesNothing(t *testing.T) {
	in := tenMembers()
	catalog := catalogue.Catalog()
	if n := settled(func() {
		var r compat.Request
		if !sdk.Describe(in, &r) || len(catalog.CheckInput(&r, nil)) != 0 {
			t.Fatal("the request isn't compatible")
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// compare makes calls with two clients by turns, and reports the least time of
// each, and how much longer the second takes: the median of all turns, so that
// neither the machine's mood nor a lucky moment decides.
func compare(b *testing.B, pair [2]putter, in *s3.PutObjectInput) {
	const calls = 50
	least := [2]time.Duration{1 << 62, 1 << 62}
	var more []float64
	for turn := 0; b.Loop(); turn++ {
		var took [2]time.Duration
		for i := range pair {
			i = (i + turn) % len(pair)
			start := time.Now()
			for range calls {
				if _, err := pair[i].PutObject(context.Background(), in); err != nil {
					b.Fatal(err)
				}
			}
			took[i] = time.Since(start) / calls
			least[i] = min(least[i], took[i])
		}
		more = append(more, 100*(float64(took[1])/float64(took[0])-1))
	}
	slices.Sort(more)
	var allocs [2]float64
	for i, client := range pair {
		allocs[i] = testing.AllocsPerRun(100, func() { _, _ = client.PutObject(context.Background(), in) })
	}
	b.ReportMetric(0, "ns/op") // it would be that of 100 calls
	b.ReportMetric(float64(least[0]), "ns/without")
	b.ReportMetric(float64(least[1]), "ns/with")
	b.ReportMetric(more[len(more)/2], "%more")
	b.ReportMetric(allocs[0], "allocs/without")
	b.ReportMetric(allocs[1]-allocs[0], "allocs/more")
}
