package s3safe_test

import (
	"context"
	"testing"

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
	if n := testing.AllocsPerRun(100, func() {
		var r compat.Request
		if !sdk.Describe(in, &r) || len(catalog.CheckInput(&r, nil)) != 0 {
			t.Fatal("the request isn't compatible")
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
