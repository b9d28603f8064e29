package aws_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// TestBucketBeforeItsConfiguration: a bucket that is missing, or somebody else's, is
// answered before what is wrong with a configuration of acceleration.
func TestBucketBeforeItsConfiguration(t *testing.T) {
	const owner = "111122223333"
	for _, status := range []types.BucketAccelerateStatus{"enabled", ""} {
		put := compat.Given(operation.PutBucketAccelerateConfiguration, member.Bucket, "reports",
			member.AccelerateConfiguration, &types.AccelerateConfiguration{Status: status})
		for want, c := range map[string]compat.Case{
			"bucket-missing":         put.InBucket(compat.Exists, "false"),
			"expected-owner-differs": put.With(member.ExpectedBucketOwner, "444455556666").OwnedBy(owner),
		} {
			found := aws.Catalog().Check(compat.Complete(c, sdk.Schema).Request(), nil)
			if len(found) < 2 || found[0].Rule.ID != want {
				t.Errorf("status %q: %v, want %s first", status, found, want)
			}
		}
	}
}

// TestRangeBeforePartNumber: S3 was recorded to refuse a range and a part number together
// before it looks at the number.
func TestRangeBeforePartNumber(t *testing.T) {
	for _, part := range []int{0, 10_001} {
		c := compat.Given(operation.GetObject, member.Bucket, "reports", member.Key, "a", member.PartNumber, part, member.Range, "bytes=0-2")
		found := aws.Catalog().Check(compat.Complete(c, sdk.Schema).Request(), nil)
		if len(found) != 2 || found[0].Rule.ID != "range-with-part-number" || found[1].Rule.ID != "read-part-number-out-of-range" {
			t.Errorf("part %d: %v", part, found)
		}
	}
}
