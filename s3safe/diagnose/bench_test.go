package diagnose_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/diagnose"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
)

// BenchmarkCapture puts a call with the recorder beside one without, over a stub
// transport, in the same run.
func BenchmarkCapture(b *testing.B) {
	in := &s3.PutObjectInput{
		Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("reports/2026/q3.csv"), ContentType: aws.String("text/csv"),
		CacheControl: aws.String("no-cache"), ContentLanguage: aws.String("en"), StorageClass: types.StorageClassStandardIa,
		ServerSideEncryption: types.ServerSideEncryptionAwsKms, SSEKMSKeyId: aws.String("arn:aws:kms:us-east-1:123456789012:key/1"),
		ExpectedBucketOwner: aws.String("123456789012"), IfNoneMatch: aws.String("*"),
	}
	run := func(f *diagtest.Fake, optFns ...func(*s3.Options)) func(*testing.B) {
		client := s3.New(diagtest.FakeOptions(f), optFns...)
		return func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_, _ = client.PutObject(context.Background(), in)
			}
		}
	}
	ok, bad := &diagtest.Fake{}, &diagtest.Fake{Status: http.StatusBadRequest, Body: diagtest.InvalidRequest}
	all := diagnose.NewRecorder(diagnose.CaptureAll(), diagnose.OnCapture(func(context.Context, *diagnose.Capture) {}))
	b.Run("SuccessWithout", run(ok))
	b.Run("Success", run(ok, diagnose.NewRecorder().Option()))
	b.Run("FailureWithout", run(bad))
	b.Run("Failure", run(bad, diagnose.NewRecorder().Option()))
	b.Run("SuccessCaptureAll", run(ok, all.Option()))
}
