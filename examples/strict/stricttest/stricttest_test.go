package stricttest

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/examples/s3server/s3servertest"
)

// archive is a function of an application. It names a storage class that Amazon S3
// doesn't have.
func archive(ctx context.Context, client *s3.Client, bucket string) error {
	_, err := client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &bucket, Key: aws.String("2026.tar"), Body: strings.NewReader("…"), StorageClass: types.StorageClass("GLACIER_DEEP_ARCHIVE"),
	})
	return err
}

// TestArchive is the test that an application would have: it passes on the lax server,
// although production will fail, and fails on the strict one.
func TestArchive(t *testing.T) {
	strictly := New(t)
	bucket := s3servertest.Bucket(t, strictly.Lax)
	if err := archive(t.Context(), strictly.Lax.Client(), bucket); err != nil {
		t.Errorf("the lax server answers %v", err)
	}
	err := archive(t.Context(), strictly.Client(), bucket)
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != "InvalidStorageClass" {
		t.Errorf("the strict server answers %v", err)
	}
}

// TestOneLine: the client works as with the server itself.
func TestOneLine(t *testing.T) {
	client := Client(t)
	bucket := aws.String("one-line")
	if _, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: bucket}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: bucket, Key: aws.String("k"), Body: strings.NewReader("hello")}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.PutObject(t.Context(), &s3.PutObjectInput{
		Bucket: bucket, Key: aws.String("k"), Body: strings.NewReader("hello"), ObjectLockLegalHoldStatus: types.ObjectLockLegalHoldStatusOn,
	}); err == nil {
		t.Error("a hold in a bucket without object lock is accepted")
	}
}
