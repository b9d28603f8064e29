package known_test

import (
	"context"
	"reflect"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/internal/known"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// A caller that has read the clock gets to know the same as one that hasn't: of
// buckets, sources of copies and uploads, now and when what was learned has ended.
func TestAddAt(t *testing.T) {
	const ttl = time.Hour
	const ap = "arn:aws:s3:us-west-2:123456789012:accesspoint/reports"
	cache, err := state.New(state.WithTTL(ttl), state.Declare("declared", state.Versioning(types.BucketVersioningStatusEnabled)),
		state.Declare(ap, state.Is(compat.Payer, "Requester")))
	if err != nil {
		t.Fatal(err)
	}
	bucket, key, id := aws.String("learned"), aws.String("q3.csv"), aws.String("an upload")
	for _, a := range []state.Answer{
		{Input: &s3.GetBucketVersioningInput{Bucket: bucket}, Output: &s3.GetBucketVersioningOutput{Status: types.BucketVersioningStatusEnabled}},
		{Input: &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key}, Output: &s3.CreateMultipartUploadOutput{UploadId: id}},
	} {
		a.RequestID = "4442587FB7D0A2F9"
		cache.Learn(context.Background(), a)
	}
	sources := []state.Source{cache}
	sole := known.Sole(sources)
	if sole == nil || known.Sole([]state.Source{cache, cache}) != nil || known.Sole([]state.Source{state.Buckets{}}) != nil {
		t.Fatal("a cache alone takes the time from whoever asks, and nothing else does")
	}
	knows := 0
	describe := func(input any) *compat.Request {
		r := new(compat.Request)
		if !sdk.Describe(input, r) {
			t.Fatalf("%T isn't described", input)
		}
		return r
	}
	for _, input := range []any{
		&s3.GetObjectInput{Bucket: bucket, Key: key},
		&s3.GetObjectInput{Bucket: aws.String("nobody knows"), Key: key},
		&s3.GetObjectInput{Bucket: aws.String(ap), Key: key},
		&s3.GetObjectInput{Key: key},
		&s3.ListBucketsInput{},
		&s3.GetBucketVersioningInput{Bucket: bucket},
		&s3.GetBucketVersioningInput{Bucket: aws.String("declared")},
		&s3.CopyObjectInput{Bucket: bucket, Key: key, CopySource: aws.String("learned/a")},
		&s3.CopyObjectInput{Bucket: bucket, Key: key, CopySource: aws.String("declared/a")},
		&s3.CopyObjectInput{Bucket: bucket, Key: key, CopySource: aws.String("unknown/a")},
		&s3.CopyObjectInput{Bucket: aws.String("unknown"), Key: key, CopySource: aws.String("learned/a")},
		&s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: id},
		&s3.UploadPartInput{Bucket: bucket, Key: aws.String("another"), UploadId: id},
		&s3.PutBucketLoggingInput{Bucket: bucket, BucketLoggingStatus: &types.BucketLoggingStatus{LoggingEnabled: &types.LoggingEnabled{TargetBucket: aws.String("declared")}}},
	} {
		want, got := describe(input), describe(input)
		known.Add(context.Background(), want, sources)
		known.AddAt(context.Background(), time.Now(), got, sole, sources)
		for _, x := range [][2]*compat.Facts{{want.Bucket, got.Bucket}, {want.CopyFrom, got.CopyFrom}, {want.Upload, got.Upload}} {
			if !reflect.DeepEqual(x[0], x[1]) {
				t.Errorf("%T: %v is known, not %v", input, x[1], x[0])
			}
			if x[0] != nil {
				knows++
			}
		}
	}
	if knows < 8 {
		t.Errorf("only %d times was anything known", knows)
	}
	// What was learned has ended for whoever asks later, what is declared stays.
	end := time.Now().Add(3 * ttl)
	for name, stays := range map[string]bool{*bucket: false, "declared": true} {
		r := describe(&s3.GetObjectInput{Bucket: aws.String(name), Key: key})
		known.AddAt(context.Background(), end, r, sole, sources)
		if (r.Bucket != nil) != stays {
			t.Errorf("%s: %v in three hours", name, r.Bucket)
		}
	}
}
