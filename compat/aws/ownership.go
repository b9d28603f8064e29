package aws

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// isOwnership doesn't mind case, since whether S3 does in the header isn't known.
func isOwnership(s string) bool {
	return strings.EqualFold(s, "BucketOwnerEnforced") || strings.EqualFold(s, "BucketOwnerPreferred") || strings.EqualFold(s, "ObjectWriter")
}

func controls(values ...types.ObjectOwnership) *types.OwnershipControls {
	d := &types.OwnershipControls{Rules: []types.OwnershipControlsRule{}}
	for _, v := range values {
		d.Rules = append(d.Rules, types.OwnershipControlsRule{ObjectOwnership: v})
	}
	return d
}

func malformedOwnership() *compat.Predicate {
	return compat.Document("doesn't consist of one rule with a known ownership", func(d *types.OwnershipControls) (string, bool) {
		if len(d.Rules) != 1 {
			return "Rules", true
		}
		switch d.Rules[0].ObjectOwnership {
		case types.ObjectOwnershipBucketOwnerEnforced, types.ObjectOwnershipBucketOwnerPreferred, types.ObjectOwnershipObjectWriter:
			return "", false
		}
		return "Rules[0].ObjectOwnership", true
	}, []any{
		controls(),
		controls("RandomValue"),
		controls("objectwriter"),
		controls(types.ObjectOwnershipObjectWriter, types.ObjectOwnershipBucketOwnerPreferred),
	}, []any{controls(types.ObjectOwnershipObjectWriter), controls(types.ObjectOwnershipBucketOwnerEnforced)})
}

func unknownOwnership() *compat.Predicate {
	return compat.Text("is no object ownership", func(s string) bool {
		s = headerValue(s)
		return s != "" && !isOwnership(s)
	}, []any{"RandomValue", "BucketOwner"}, []any{"BucketOwnerEnforced", "BucketOwnerPreferred", "ObjectWriter"})
}

// ownershipRules: object ownership of a bucket.
func ownershipRules() []compat.Rule {
	put := func(values ...types.ObjectOwnership) compat.Case {
		return compat.Given(operation.PutBucketOwnershipControls, member.OwnershipControls, controls(values...))
	}
	return []compat.Rule{{
		ID:         "ownership-controls-malformed",
		Topic:      "ownership",
		Title:      "Ownership controls consist of one rule with a known ownership",
		Problem:    "OwnershipControls isn't one rule with a known ownership ({at})",
		Remedy:     "Give exactly one",
		Operations: []compat.Operation{operation.PutBucketOwnershipControls},
		When:       compat.Matches(member.OwnershipControls, malformedOwnership()),
		Answer:     malformedXML,
		Why:        "The document doesn't validate: it is a list by form, but holds one rule with BucketOwnerEnforced, BucketOwnerPreferred or ObjectWriter.",
		Fix:        "Give exactly one rule; use DeleteBucketOwnershipControls to have none.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_OwnershipControlsRule.html", localStack("provider.py#L4069")},
		Violating: []compat.Case{
			put(), put("RandomValue"),
			put(types.ObjectOwnershipObjectWriter, types.ObjectOwnershipBucketOwnerPreferred),
		},
		Allowed: []compat.Case{put(types.ObjectOwnershipObjectWriter), put(types.ObjectOwnershipBucketOwnerEnforced)},
	}, {
		ID:         "object-ownership-unknown",
		Topic:      "ownership",
		Title:      "ObjectOwnership is BucketOwnerEnforced, BucketOwnerPreferred or ObjectWriter",
		Problem:    "ObjectOwnership is {value ObjectOwnership|an unknown word}",
		Remedy:     "Use the SDK's constants",
		Operations: []compat.Operation{operation.CreateBucket},
		When:       compat.Matches(member.ObjectOwnership, unknownOwnership()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Invalid x-amz-object-ownership header: "},
		Why:        "S3 knows three kinds of object ownership.",
		Fix:        "Use one of the three, or leave ObjectOwnership out to get BucketOwnerEnforced.",
		Sources:    []string{docCreateBucket, localStack("provider.py#L543")},
		Violating:  []compat.Case{compat.Given(operation.CreateBucket, member.ObjectOwnership, "RandomValue")},
		Allowed:    []compat.Case{compat.Given(operation.CreateBucket, member.ObjectOwnership, "ObjectWriter")},
	}, {
		ID:         "ownership-controls-absent",
		Topic:      "ownership",
		Title:      "The bucket has no ownership controls",
		Problem:    "The bucket has no ownership controls",
		Remedy:     "Take it as ObjectWriter",
		Operations: []compat.Operation{operation.GetBucketOwnershipControls},
		When:       compat.Bucket(compat.OwnershipControls, "none"),
		Answer:     compat.Answer{Status: 404, Code: "OwnershipControlsNotFoundError", Message: "The bucket ownership controls were not found"},
		Why:        "The controls were deleted, or the bucket is older than they are and never got any.",
		Fix:        "Take the answer as ObjectWriter, which is what holds without controls.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html", localStack("provider.py#L4047"), stackdCaptures + "/ownership_authority_replay.json", capturedAccess},
		Violating:  []compat.Case{compat.Given(operation.GetBucketOwnershipControls).InBucket(compat.OwnershipControls, "none")},
		Allowed:    []compat.Case{compat.Given(operation.GetBucketOwnershipControls).InBucket(compat.OwnershipControls, "some")},
	}}
}
