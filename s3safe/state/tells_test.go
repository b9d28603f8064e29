package state_test

import (
	"context"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe/state"
)

// A cache wants to be told of the answers that it learns from.
func TestTells(t *testing.T) {
	cache, err := state.New()
	if err != nil {
		t.Fatal(err)
	}
	bucket, key, id := aws.String("amzn-s3-demo-bucket"), aws.String("x"), aws.String("an upload")
	put := &s3.PutObjectInput{Bucket: bucket, Key: key}
	part := &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: id}
	create := &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key}
	copied := &s3.UploadPartCopyInput{Bucket: bucket, Key: key, UploadId: id}
	versioned := &s3.PutObjectOutput{VersionId: aws.String("3HL4kqtJlcpXroDTDmJ")}
	tells := func(name string, input, output any, want bool) {
		t.Helper()
		if got := cache.Tells(input, output); got != want {
			t.Errorf("%s: %v", name, got)
		}
	}
	tells("an object is read", &s3.GetObjectInput{Bucket: bucket, Key: key}, &s3.GetObjectOutput{}, false)
	tells("written", put, &s3.PutObjectOutput{}, false)
	tells("written as the null version", put, &s3.PutObjectOutput{VersionId: aws.String("null")}, false)
	tells("a version is written", put, versioned, true)
	tells("a part of an unknown upload", part, &s3.UploadPartOutput{}, false)
	tells("a copied part of one", copied, &s3.UploadPartCopyOutput{}, false)
	tells("an upload", create, &s3.CreateMultipartUploadOutput{UploadId: id}, true)
	tells("the bucket", &s3.HeadBucketInput{Bucket: bucket}, &s3.HeadBucketOutput{}, true)
	for _, a := range []state.Answer{{Input: put, Output: versioned}, {Input: create, Output: &s3.CreateMultipartUploadOutput{UploadId: id}}} {
		a.RequestID = "4442587FB7D0A2F9"
		cache.Learn(context.Background(), a)
	}
	tells("another version is written", put, versioned, false)
	tells("a part of a known upload", part, &s3.UploadPartOutput{}, true)
	tells("a copied part of one", copied, &s3.UploadPartCopyOutput{}, true)
}
