package aws

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// argminRecreation is a test that runs against S3.
const argminRecreation = "https://github.com/justincormack/argmin/blob/b4b20fa717a0cacd711116fd022e4f60478bcc5e/crates/s3-tests/tests/ownership.rs"

// rankExists puts a taken name after what is wrong with a request to create a
// bucket itself.
const rankExists = 10

func placedOrTagged() *compat.Predicate {
	return compat.Document("names a location or sets tags", func(d *types.CreateBucketConfiguration) (string, bool) {
		if len(d.Tags) > 0 {
			return "Tags", true
		}
		return "LocationConstraint", d.LocationConstraint != ""
	}, []any{
		&types.CreateBucketConfiguration{LocationConstraint: types.BucketLocationConstraintUsWest2},
		&types.CreateBucketConfiguration{Tags: []types.Tag{{Key: ptr.String("team"), Value: ptr.String("blue")}}},
	}, []any{&types.CreateBucketConfiguration{}, &types.CreateBucketConfiguration{Tags: []types.Tag{}}})
}

// existsRules: buckets that don't exist, and buckets that do when they are to
// be created.
func existsRules() []compat.Rule {
	gone := func(op compat.Operation) compat.Case { return compat.Given(op).InBucket(compat.Exists, "false") }
	there := func(op compat.Operation) compat.Case { return compat.Given(op).InBucket(compat.Exists, "true") }
	taken := func(d *types.CreateBucketConfiguration) compat.Case {
		c := compat.Given(operation.CreateBucket, member.Bucket, "reports-2026")
		if d != nil {
			c = c.With(member.CreateBucketConfiguration, d)
		}
		return c.InBucket(compat.Exists, "true")
	}
	oregon := &types.CreateBucketConfiguration{LocationConstraint: types.BucketLocationConstraintUsWest2}
	copyFrom := compat.Given(operation.CopyObject, member.CopySource, "amzn-s3-demo-source/a.txt")
	missing := compat.Answer{Status: 404, Code: "NoSuchBucket", Message: "The specified bucket does not exist"}
	return slices.Concat(withHead(compat.Rule{
		ID:         "bucket-missing",
		Topic:      "exists",
		Title:      "The bucket doesn't exist",
		Problem:    "The bucket doesn't exist",
		Remedy:     "Check the name, or create it",
		Operations: except(with(member.Bucket), operation.CreateBucket),
		When:       compat.Bucket(compat.Exists, "false"),
		Answer:     missing,
		Why:        "No bucket has this name, or it was deleted.",
		Fix:        "Check the name, or create the bucket first.",
		Sources:    []string{"recorded:ls-a-0225", "recorded:ls-b-0014", "recorded:ls-b-0066", "recorded:ls-b-0074", stackdCaptures + "/owned_object_delivery.json"},
		Violating:  []compat.Case{gone(operation.GetObject), gone(operation.ListObjectsV2), gone(operation.DeleteBucket)},
		Allowed:    []compat.Case{there(operation.GetObject), there(operation.ListObjectsV2), compat.Given(operation.DeleteBucket)},
	}), []compat.Rule{{
		ID:         "copy-source-bucket-missing",
		Topic:      "exists",
		Title:      "The source bucket of the copy doesn't exist",
		Problem:    "The source bucket doesn't exist",
		Remedy:     "Check CopySource",
		Operations: with(member.CopySource),
		When:       compat.CopyBucket(compat.Exists, "false"),
		Answer:     missing,
		Why:        "No bucket has the name that CopySource begins with.",
		Fix:        "Check CopySource: it is bucket/key, percent-encoded.",
		Sources:    []string{docErrors, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html"},
		Violating:  []compat.Case{copyFrom.FromBucket(compat.Exists, "false")},
		Allowed:    []compat.Case{copyFrom.FromBucket(compat.Exists, "true"), copyFrom},
	}, {
		ID:         "bucket-already-yours",
		Topic:      "exists",
		Title:      "The bucket to create exists and is the caller's",
		Problem:    "The bucket exists, and is yours",
		Remedy:     "Use it",
		Operations: []compat.Operation{operation.CreateBucket},
		// Without location and tags the request goes to us-east-1, where
		// creating one's own bucket again succeeds, unless its name is one of
		// the account's namespace.
		When: compat.All(compat.Bucket(compat.Exists, "true"), compat.Bucket(compat.OwnedByCaller, "true"),
			compat.On(compat.GeneralPurposeBucket), compat.Any(
				compat.Matches(member.CreateBucketConfiguration, placedOrTagged()),
				compat.Equals(member.BucketNamespace, "account-regional"),
				// Nor is it accepted with another ownership than the bucket's
				// controls say; without controls nothing is compared.
				compat.All(compat.Bucket(compat.OwnershipControls, "some"), compat.Any(
					// Without the member it is BucketOwnerEnforced that is asked for.
					compat.All(compat.Any(compat.Not(compat.Set(member.ObjectOwnership)), compat.Equals(member.ObjectOwnership, "BucketOwnerEnforced")),
						compat.Bucket(compat.Ownership, "BucketOwnerPreferred", "ObjectWriter")),
					compat.All(compat.Equals(member.ObjectOwnership, "BucketOwnerPreferred"), compat.Bucket(compat.Ownership, "BucketOwnerEnforced", "ObjectWriter")),
					compat.All(compat.Equals(member.ObjectOwnership, "ObjectWriter"), compat.Bucket(compat.Ownership, "BucketOwnerEnforced", "BucketOwnerPreferred")))))),
		Answer:  compat.Answer{Status: 409, Code: "BucketAlreadyOwnedByYou", Message: "Your previous request to create the named bucket succeeded and you already own it."},
		Rank:    rankExists,
		Why:     "A bucket is created once. Only in us-east-1, only without tags, without a change of ownership and in the global namespace, does S3 accept to create one's own bucket again.",
		Fix:     "Use the bucket; change its configuration with the operations for that.",
		Sources: []string{docCreateBucket, "recorded:ls-b-0057", "recorded:ls-b-0058", "recorded:ls-e-0094", "recorded:ls-e-0095", pageNamespaceAnswers, argminRecreation, stackdS3 + "/buckets.go", stackdCaptures + "/recreation_controls_replay.json", stackdNotes + "#s3-bucket-creation-and-recreation", stackdCaptures + "/recreation_authority_replay.json", capturedACLs},
		Violating: []compat.Case{
			taken(oregon).InBucket(compat.OwnedByCaller, "true"),
			taken(&types.CreateBucketConfiguration{Tags: []types.Tag{{Key: ptr.String("team"), Value: ptr.String("blue")}}}).InBucket(compat.OwnedByCaller, "true"),
			taken(nil).With(member.ObjectOwnership, "BucketOwnerEnforced").InBucket(compat.OwnedByCaller, "true").InBucket(compat.Ownership, "ObjectWriter").InBucket(compat.OwnershipControls, "some"),
			taken(nil).InBucket(compat.OwnedByCaller, "true").InBucket(compat.Ownership, "BucketOwnerPreferred").InBucket(compat.OwnershipControls, "some"),
			taken(nil).With(member.Bucket, "reports-123456789012-us-east-1-an").With(member.BucketNamespace, "account-regional").InBucket(compat.OwnedByCaller, "true"),
		},
		Allowed: []compat.Case{
			taken(nil).InBucket(compat.OwnedByCaller, "true"),
			taken(&types.CreateBucketConfiguration{Tags: []types.Tag{}}).InBucket(compat.OwnedByCaller, "true"),
			taken(nil).With(member.ACL, "private").InBucket(compat.OwnedByCaller, "true").InBucket(compat.Ownership, "BucketOwnerEnforced").InBucket(compat.OwnershipControls, "some"),
			taken(nil).With(member.ObjectOwnership, "BucketOwnerPreferred").InBucket(compat.OwnedByCaller, "true").InBucket(compat.Ownership, "BucketOwnerPreferred").InBucket(compat.OwnershipControls, "some"),
			taken(nil).With(member.ObjectOwnership, "ObjectWriter").InBucket(compat.OwnedByCaller, "true").InBucket(compat.Ownership, "ObjectWriter"),
			taken(nil).With(member.ObjectOwnership, "BucketOwnerEnforced").InBucket(compat.OwnedByCaller, "true").InBucket(compat.Ownership, "ObjectWriter").InBucket(compat.OwnershipControls, "none"),
			taken(nil).InBucket(compat.OwnedByCaller, "true").InBucket(compat.Ownership, "ObjectWriter").InBucket(compat.OwnershipControls, "none"),
			compat.Given(operation.CreateBucket, member.Bucket, "reports-2026", member.CreateBucketConfiguration, oregon).InBucket(compat.Exists, "false"),
		},
	}, {
		ID:         "bucket-already-yours-differs",
		Topic:      "exists",
		Title:      "The bucket to create is the caller's, and set up otherwise",
		Problem:    "The bucket exists, is yours, and isn't set up like this",
		Remedy:     "Use it",
		Operations: []compat.Operation{operation.CreateBucket},
		When: compat.All(compat.Bucket(compat.Exists, "true"), compat.Bucket(compat.OwnedByCaller, "true"), compat.On(compat.GeneralPurposeBucket),
			compat.Any(
				compat.All(compat.Equals(member.ObjectLockEnabledForBucket, "true"), compat.Bucket(compat.ObjectLock, "none")),
				compat.All(compat.Not(compat.Equals(member.ObjectLockEnabledForBucket, "true")), compat.Bucket(compat.ObjectLock, "Enabled")),
				compat.Bucket(compat.ABAC, "Enabled"),
				compat.All(compat.Bucket(compat.PublicAccessBlock, "some"), compat.Any(
					compat.Bucket(compat.BlockPublicACLs, "false"), compat.Bucket(compat.IgnorePublicACLs, "false"),
					compat.Bucket(compat.BlockPublicPolicy, "false"), compat.Bucket(compat.RestrictPublic, "false"))))),
		Answer:     compat.Answer{Status: 409, Code: "BucketAlreadyOwnedByYou"},
		Rank:       rankExists,
		AmazonOnly: true,
		Why:        "us-east-1 accepts to create one's own bucket again only if that changes nothing but its ACL: object lock as it is, no access by tags, and public access blocked as in new buckets.",
		Fix:        "Use the bucket; change its configuration with the operations for that.",
		Sources:    []string{docCreateBucket, stackdS3 + "/buckets.go", stackdNotes + "#s3-bucket-creation-and-recreation", stackdCaptures + "/recreation_authority_replay.json"},
		Violating: []compat.Case{
			taken(nil).With(member.ObjectLockEnabledForBucket, true).InBucket(compat.OwnedByCaller, "true").InBucket(compat.ObjectLock, "none"),
			taken(nil).InBucket(compat.OwnedByCaller, "true").InBucket(compat.ObjectLock, "Enabled"),
			taken(nil).InBucket(compat.OwnedByCaller, "true").InBucket(compat.ABAC, "Enabled"),
			taken(nil).InBucket(compat.OwnedByCaller, "true").InBucket(compat.PublicAccessBlock, "some").InBucket(compat.BlockPublicPolicy, "false"),
			taken(nil).InBucket(compat.OwnedByCaller, "true").InBucket(compat.PublicAccessBlock, "some").InBucket(compat.BlockPublicACLs, "false"),
			taken(nil).InBucket(compat.OwnedByCaller, "true").InBucket(compat.PublicAccessBlock, "some").InBucket(compat.IgnorePublicACLs, "false"),
			taken(nil).InBucket(compat.OwnedByCaller, "true").InBucket(compat.PublicAccessBlock, "some").InBucket(compat.RestrictPublic, "false"),
		},
		Allowed: []compat.Case{
			taken(nil).InBucket(compat.OwnedByCaller, "true").InBucket(compat.ObjectLock, "none"),
			taken(nil).InBucket(compat.OwnedByCaller, "true").InBucket(compat.ABAC, "Disabled"),
			taken(nil).InBucket(compat.OwnedByCaller, "true").InBucket(compat.PublicAccessBlock, "none").InBucket(compat.BlockPublicPolicy, "false"),
			taken(nil).With(member.ObjectLockEnabledForBucket, true).InBucket(compat.OwnedByCaller, "true").InBucket(compat.ObjectLock, "Enabled"),
		},
	}, {
		ID:         "bucket-name-taken",
		Topic:      "exists",
		Title:      "The bucket to create exists and is someone else's",
		Problem:    "The bucket exists, and is someone else's",
		Remedy:     "Choose another",
		Operations: []compat.Operation{operation.CreateBucket},
		When: compat.All(compat.Bucket(compat.Exists, "true"), compat.Bucket(compat.OwnedByCaller, "false"),
			compat.On(compat.GeneralPurposeBucket)),
		Answer:    compat.Answer{Status: 409, Code: "BucketAlreadyExists", Message: "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Select a different name and try again."},
		Rank:      rankExists,
		Why:       "All accounts share the names of buckets.",
		Fix:       "Choose another name, or use the account regional namespace, whose names only the account can use.",
		Sources:   []string{docCreateBucket},
		Violating: []compat.Case{taken(nil).InBucket(compat.OwnedByCaller, "false")},
		Allowed: []compat.Case{
			taken(nil).InBucket(compat.OwnedByCaller, "true"),
			compat.Given(operation.CreateBucket, member.Bucket, "reports-2026").InBucket(compat.Exists, "false"),
		},
	}})
}
