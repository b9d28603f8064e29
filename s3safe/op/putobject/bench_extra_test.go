package putobject_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

const keyARN = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"

// The request has ten members, as in the benchmark of the guard.
func literal() *s3.PutObjectInput {
	return &s3.PutObjectInput{
		Bucket:               aws.String("amzn-s3-demo-bucket"),
		Key:                  aws.String("reports/2026/q3.csv"),
		ContentType:          aws.String("text/csv"),
		CacheControl:         aws.String("no-cache"),
		ContentLanguage:      aws.String("en"),
		StorageClass:         types.StorageClassStandardIa,
		ServerSideEncryption: types.ServerSideEncryptionAwsKms,
		SSEKMSKeyId:          aws.String(keyARN),
		ExpectedBucketOwner:  aws.String("123456789012"),
		IfNoneMatch:          aws.String("*"),
	}
}

func builder() putobject.GeneralBuilder {
	return putobject.General("amzn-s3-demo-bucket", "reports/2026/q3.csv").
		ContentType("text/csv").
		CacheControl("no-cache").
		ContentLanguage("en").
		StorageClass(opt.StandardIA).
		Encryption(opt.KMS(keyARN)).
		ExpectedBucketOwner("123456789012").
		If(opt.Absent())
}

var sink *s3.PutObjectInput

// BenchmarkPutObject puts a literal, Build, and the whole chain of setters with
// Build side by side.
func BenchmarkPutObject(b *testing.B) {
	b.Run("Literal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sink = literal()
		}
	})
	b.Run("Build", func(b *testing.B) {
		base := builder()
		b.ReportAllocs()
		for b.Loop() {
			in, err := base.Build()
			if err != nil {
				b.Fatal(err)
			}
			sink = in
		}
	})
	b.Run("SettersAndBuild", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			in, err := builder().Build()
			if err != nil {
				b.Fatal(err)
			}
			sink = in
		}
	})
}

// TestAllocations: building costs at most one allocation more than a literal.
func TestAllocations(t *testing.T) {
	byHand := testing.AllocsPerRun(100, func() { sink = literal() })
	built := testing.AllocsPerRun(100, func() {
		in, err := builder().Build()
		if err != nil {
			t.Fatal(err)
		}
		sink = in
	})
	if built > byHand+1 {
		t.Errorf("%v allocations, a literal has %v", built, byHand)
	}
}
