package aws_test

import (
	"slices"
	"testing"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
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

// TestFirstAnswer: of several things that are wrong S3 answers the one that it looks at
// first.
func TestFirstAnswer(t *testing.T) {
	create := func(c *types.CreateBucketConfiguration, region string) compat.Case {
		return compat.Given(operation.CreateBucket, member.Bucket, "reports-2026", member.CreateBucketConfiguration, c).Regions("", region)
	}
	zonal := &types.CreateBucketConfiguration{
		LocationConstraint: "us-west-1",
		Location:           &types.LocationInfo{Type: types.LocationTypeAvailabilityZone, Name: awssdk.String("use2-az1")},
		Bucket:             &types.BucketInfo{Type: types.BucketTypeDirectory, DataRedundancy: types.DataRedundancySingleAvailabilityZone},
	}
	const key = "arn:aws:kms:us-east-2:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
	put := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "k", member.ServerSideEncryption, "aws:kms", member.SSEKMSKeyId, key).Regions("", "eu-west-1")
	for _, x := range []struct {
		c           compat.Case
		first, also string
	}{
		{put.InBucket(compat.Exists, "false"), "bucket-missing", "kms-key-in-another-region"},
		{
			create(&types.CreateBucketConfiguration{LocationConstraint: "foo"}, "us-east-1").InBucket(compat.Exists, "true").InBucket(compat.OwnedByCaller, "true"),
			"create-bucket-location-invalid", "bucket-already-yours",
		},
		{create(zonal, "us-east-2"), "create-bucket-zonal-configuration", "create-bucket-location-differs"},
	} {
		var ids []string
		for _, f := range aws.Catalog().Check(compat.Complete(x.c, sdk.Schema).Request(), nil) {
			ids = append(ids, f.Rule.ID)
		}
		if len(ids) == 0 || ids[0] != x.first {
			t.Errorf("%v, want %s first", ids, x.first)
		}
		if !slices.Contains(ids, x.also) {
			t.Errorf("%v, want %s as well", ids, x.also)
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
