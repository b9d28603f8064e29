package aws

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func blocksNothing() *types.PublicAccessBlockConfiguration {
	return &types.PublicAccessBlockConfiguration{
		BlockPublicAcls: ptr.Bool(false), IgnorePublicAcls: ptr.Bool(false),
		BlockPublicPolicy: ptr.Bool(false), RestrictPublicBuckets: ptr.Bool(false),
	}
}

func emptyAccessBlock() *compat.Predicate {
	return compat.Document("sets none of its four options", func(d *types.PublicAccessBlockConfiguration) (string, bool) {
		return "", d.BlockPublicAcls == nil && d.IgnorePublicAcls == nil && d.BlockPublicPolicy == nil && d.RestrictPublicBuckets == nil
	}, []any{&types.PublicAccessBlockConfiguration{}}, []any{
		blocksNothing(), &types.PublicAccessBlockConfiguration{BlockPublicAcls: ptr.Bool(true)},
	})
}

// publicAccessBlockRules: a bucket's public access block. What it blocks is in
// the rules about ACLs and policies.
func publicAccessBlockRules() []compat.Rule {
	put := func(d *types.PublicAccessBlockConfiguration) compat.Case {
		return compat.Given(operation.PutPublicAccessBlock, member.PublicAccessBlockConfiguration, d)
	}
	get := compat.Given(operation.GetPublicAccessBlock)
	return []compat.Rule{{
		ID:         "public-access-block-absent",
		Topic:      "public-access-block",
		Title:      "The bucket has no public access block",
		Problem:    "The bucket has no public access block",
		Remedy:     "Take it as all off",
		Operations: []compat.Operation{operation.GetPublicAccessBlock},
		When:       compat.Bucket(compat.PublicAccessBlock, "none"),
		Answer:     compat.Answer{Status: 404, Code: "NoSuchPublicAccessBlockConfiguration", Message: "The public access block configuration was not found"},
		Why:        "The bucket's public access block was deleted; the account can still have one.",
		Fix:        "Take the answer as all four options being off for the bucket.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html", "recorded:ls-e-0181", capturedAccess},
		Violating:  []compat.Case{get.InBucket(compat.PublicAccessBlock, "none")},
		Allowed:    []compat.Case{get.InBucket(compat.PublicAccessBlock, "some"), get},
	}, {
		ID:         "public-access-block-empty",
		Topic:      "public-access-block",
		Title:      "A public access block sets at least one option",
		Problem:    "PublicAccessBlockConfiguration sets no option",
		Remedy:     "Set them",
		Operations: []compat.Operation{operation.PutPublicAccessBlock},
		When:       compat.Matches(member.PublicAccessBlockConfiguration, emptyAccessBlock()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Must specify at least one configuration."},
		Why:        "A configuration that says nothing about any option is no configuration. An option that is false counts: the SDK sends it.",
		Fix:        "Set the options, or use DeletePublicAccessBlock.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html", "https://github.com/awslabs/aws-sdk-rust/issues/819",
			stackdCaptures + "/public_access_replay.json"},
		Violating: []compat.Case{put(&types.PublicAccessBlockConfiguration{})},
		Allowed:   []compat.Case{put(blocksNothing()), put(&types.PublicAccessBlockConfiguration{BlockPublicAcls: ptr.Bool(true)})},
	}}
}
