package aws

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docEnableABAC = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/buckets-tagging-enable-abac.html"

func unknownABACStatus() *compat.Predicate {
	return compat.Document("has a status other than Enabled and Disabled", func(d *types.AbacStatus) (string, bool) {
		return "Status", d.Status != "" && d.Status != types.BucketAbacStatusEnabled && d.Status != types.BucketAbacStatusDisabled
	}, []any{&types.AbacStatus{Status: "enabled"}, &types.AbacStatus{Status: "On"}}, []any{
		&types.AbacStatus{Status: types.BucketAbacStatusEnabled}, &types.AbacStatus{Status: types.BucketAbacStatusDisabled},
	})
}

// abacRules: attribute-based access control of a bucket.
func abacRules() []compat.Rule {
	put := func(s types.BucketAbacStatus) compat.Case {
		return compat.Given(operation.PutBucketAbac, member.AbacStatus, &types.AbacStatus{Status: s})
	}
	tag := compat.Given(operation.PutBucketTagging, member.Tagging, &types.Tagging{
		TagSet: []types.Tag{{Key: ptr.String("team"), Value: ptr.String("blue")}},
	})
	untag := compat.Given(operation.DeleteBucketTagging)
	return []compat.Rule{{
		ID:         "abac-unknown-status",
		Topic:      "abac",
		Title:      "ABAC is either Enabled or Disabled",
		Problem:    "{at} is {value|an unknown word}",
		Remedy:     "Use Enabled or Disabled",
		Operations: []compat.Operation{operation.PutBucketAbac},
		When:       compat.Matches(member.AbacStatus, unknownABACStatus()),
		Answer:     malformedXML,
		Why:        "The document doesn't validate against S3's schema, which knows these two values.",
		Fix:        "Set Status to Enabled or Disabled.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_AbacStatus.html", "recorded:ls-b-0013", "recorded:ls-e-0066"},
		Violating:  []compat.Case{put("enabled"), put("On")},
		Allowed:    []compat.Case{put(types.BucketAbacStatusEnabled), put(types.BucketAbacStatusDisabled)},
	}, {
		ID:         "abac-bucket-tagging",
		Topic:      "abac",
		Title:      "A bucket with ABAC is tagged with TagResource, not with PutBucketTagging",
		Problem:    "{operation} is used on a bucket with ABAC",
		Remedy:     "Use S3 Control's TagResource",
		Operations: []compat.Operation{operation.PutBucketTagging},
		When:       compat.Bucket(compat.ABAC, "Enabled"),
		Answer:     compat.Answer{Status: 400, Code: "BadRequest"},
		AmazonOnly: true, // TagResource is an operation of S3 Control
		Why:        "Tags decide about access once attribute-based access control is enabled, so S3 allows changes only through the operations with permissions of their own.",
		Fix:        "Use TagResource and UntagResource of S3 Control.",
		Sources:    []string{docEnableABAC, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAbac.html", "recorded:cap-stackd-0478", stackdNotes + "#s3-bucket-abac"},
		Violating:  []compat.Case{tag.InBucket(compat.ABAC, "Enabled")},
		Allowed:    []compat.Case{tag.InBucket(compat.ABAC, "Disabled"), tag},
	}, {
		ID:         "abac-bucket-untagging",
		Topic:      "abac",
		Title:      "The tags of a bucket with ABAC are removed with UntagResource, not with DeleteBucketTagging",
		Problem:    "{operation} is used on a bucket with ABAC",
		Remedy:     "Use S3 Control's UntagResource",
		Operations: []compat.Operation{operation.DeleteBucketTagging},
		When:       compat.Bucket(compat.ABAC, "Enabled"),
		Answer:     compat.Answer{Status: 400, Code: "BadRequest"},
		AmazonOnly: true, // UntagResource is an operation of S3 Control
		Why:        "Tags decide about access once attribute-based access control is enabled, so S3 allows changes only through the operations with permissions of their own.",
		Fix:        "Use UntagResource of S3 Control.",
		Sources:    []string{docEnableABAC, "recorded:cap-stackd-0478"},
		Violating:  []compat.Case{untag.InBucket(compat.ABAC, "Enabled")},
		Allowed:    []compat.Case{untag.InBucket(compat.ABAC, "Disabled")},
	}}
}
