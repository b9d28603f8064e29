package aws

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docOwnershipErrors = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-ownership-error-responses.html"
	docObjectOwnership = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html"
	docBlockPublic     = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html"
	docCreateBucket    = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucket.html"
	argminOwnership    = "https://github.com/justincormack/argmin/blob/f324239b27d40c765505015bbb945996831accea/plans/completed/object-ownership-aws-doc-conformance-plan.md" // S3's answers
)

// bucketOwnerControl is the one canned ACL that everyone may write with where
// ACLs are disabled.
const bucketOwnerControl = "bucket-owner-full-control"

func otherThanOwnerControl() *compat.Predicate {
	return compat.Text("isn't bucket-owner-full-control", func(s string) bool {
		s = headerValue(s)
		return s != "" && !strings.EqualFold(s, bucketOwnerControl)
	}, []any{"private", "public-read", "bucket-owner-read"}, []any{bucketOwnerControl, bucketOwnerControl + " "})
}

// otherThanOwn are the canned ACLs that give anyone but the owner something. The
// owner of the bucket can write with the rest: to an object that they own,
// private and bucket-owner-read add nothing.
func otherThanOwn() *compat.Predicate {
	return compat.Text("isn't private, bucket-owner-read or bucket-owner-full-control", func(s string) bool {
		s = headerValue(s)
		return s != "" && !strings.EqualFold(s, "private") && !strings.EqualFold(s, "bucket-owner-read") && !strings.EqualFold(s, bucketOwnerControl)
	}, []any{"public-read", "authenticated-read", "aws-exec-read"}, []any{"private", "bucket-owner-read", bucketOwnerControl})
}

// sharingGrantee is true of a full-control grant that isn't only to accounts,
// one of which may be the bucket's owner.
func sharingGrantee() *compat.Predicate {
	return someGrantee("grants to a group or an email address", func(kind, _ string) bool {
		return !strings.EqualFold(kind, "id")
	}, []any{`uri="` + groupLogDelivery + `"`}, []any{`id="` + canonicalID + `"`})
}

// sharingGrant is true of a document that certainly grants something else than
// full control to accounts, one of which may be the bucket's owner.
func sharingGrant() *compat.Predicate {
	return compat.Document("grants nothing, or something other than full control to an account", func(d *types.AccessControlPolicy) (string, bool) {
		for i := range d.Grants {
			switch g := &d.Grants[i]; {
			case g.Permission != types.PermissionFullControl:
				return element("Grants", i, "Permission"), true
			case g.Grantee != nil && g.Grantee.Type != types.TypeCanonicalUser:
				return element("Grants", i, "Grantee"), true
			}
		}
		return "Grants", d.Grants != nil && len(d.Grants) == 0
	}, []any{
		&types.AccessControlPolicy{Owner: ownACL().Owner, Grants: []types.Grant{}},
		logACL(),
		policyWith(types.PermissionFullControl, groupGrantee(groupLogDelivery)),
		policyWith(types.PermissionRead, userGrantee(canonicalID)),
	}, []any{ownACL()})
}

var publicCanned = []string{"public-read", "public-read-write", "authenticated-read"}

func publicGrantee() *compat.Predicate {
	return someGrantee("grants to everyone or to every AWS user", func(kind, value string) bool {
		return strings.EqualFold(kind, "uri") && isPublicGroup(value)
	}, []any{`uri="` + groupAllUsers + `"`, `id="` + canonicalID + `", uri="` + groupAuthenticatedUsers + `"`},
		[]any{`id="` + canonicalID + `"`, `uri="` + groupLogDelivery + `"`})
}

func publicGrant() *compat.Predicate {
	return someGrant("grants to everyone or to every AWS user", func(g *types.Grant) (string, bool) {
		return "Grantee.URI", g.Grantee != nil && g.Grantee.Type == types.TypeGroup && isPublicGroup(ptr.ToString(g.Grantee.URI))
	}, []any{
		policyWith(types.PermissionRead, groupGrantee(groupAllUsers)),
		policyWith(types.PermissionRead, groupGrantee(groupAuthenticatedUsers)),
	}, []any{ownACL(), logACL()})
}

// publicHeaders is true if the headers make the ACL public.
func publicHeaders() compat.Condition {
	return compat.Any(compat.Equals(member.ACL, publicCanned...), anyGrant(publicGrantee()))
}

// aclOnEnforced is true if the headers give a new bucket an ACL that isn't the
// one which a bucket without ACLs has. The canned ACLs about the bucket owner
// are left out: S3 ignores them.
func aclOnEnforced() compat.Condition {
	return compat.Any(
		compat.Matches(member.ACL, bucketACLProper()),
		anyFilled(member.GrantRead, member.GrantReadACP, member.GrantWrite, member.GrantWriteACP),
		compat.Matches(member.GrantFullControl, sharingGrantee()))
}

func bucketACLProper() *compat.Predicate {
	return compat.Text("is a canned ACL other than private that applies to buckets", func(s string) bool {
		switch strings.ToLower(s) {
		case "public-read", "public-read-write", "authenticated-read", "aws-exec-read", "log-delivery-write":
			return true
		}
		return false
	}, []any{"public-read", "log-delivery-write"}, []any{"private", bucketOwnerControl})
}

// aclStateRules: ACLs that the bucket's ownership or its public access block
// doesn't allow.
func aclStateRules() []compat.Rule {
	grant := `id="` + canonicalID + `"`
	logDelivery := `uri="` + groupLogDelivery + `"`
	everyone := `uri="` + groupAllUsers + `"`
	objectWriter := func(c compat.Case) compat.Case { return c.InBucket(compat.Ownership, "ObjectWriter") }
	enforced := func(c compat.Case) compat.Case { return c.InBucket(compat.Ownership, "BucketOwnerEnforced") }
	blocked := func(c compat.Case) compat.Case { return objectWriter(c).InBucket(compat.BlockPublicACLs, "true") }
	open := func(c compat.Case) compat.Case { return objectWriter(c).InBucket(compat.BlockPublicACLs, "false") }
	noACLs := compat.Answer{Status: 400, Code: "InvalidBucketAclWithObjectOwnership", Message: "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"}
	noObjectACLs := compat.Answer{Status: 400, Code: "AccessControlListNotSupported", Message: "The bucket does not allow ACLs"}
	writesWithACL := []compat.Operation{operation.CopyObject, operation.CreateMultipartUpload, operation.PutObject}
	return []compat.Rule{{
		ID:         "acl-disabled",
		Topic:      "acl",
		Title:      "A bucket whose owner is enforced takes no ACLs",
		Problem:    "{set} is set for a bucket without ACLs",
		Remedy:     "Leave it out",
		Operations: writesWithACL,
		When: compat.All(compat.Bucket(compat.Ownership, "BucketOwnerEnforced"), compat.Any(
			compat.Matches(member.ACL, otherThanOwn()),
			compat.All(compat.Bucket(compat.OwnedByCaller, "false"), compat.Matches(member.ACL, otherThanOwnerControl())),
			anyFilled(member.GrantRead, member.GrantReadACP, member.GrantWriteACP),
			compat.Matches(member.GrantFullControl, sharingGrantee()),
		)),
		Answer: noObjectACLs,
		Why: "With object ownership BucketOwnerEnforced, the default of new buckets, ACLs are disabled. S3 still takes bucket-owner-full-control, " +
			"which says what is the case anyway, and from the bucket's owner also private and bucket-owner-read, contrary to its documentation, but no other ACL.",
		Fix:     "Leave the ACL out and grant access in a bucket policy, or set the bucket's ownership to BucketOwnerPreferred or ObjectWriter.",
		Sources: []string{docOwnershipErrors, docObjectOwnership, argminOwnership, stackdCaptures + "/ownership_replay.json", stackdCaptures + "/ownership_authority_replay.json"},
		Violating: []compat.Case{
			enforced(compat.Given(operation.PutObject, member.ACL, "public-read")),
			enforced(compat.Given(operation.CopyObject, member.ACL, "authenticated-read")),
			enforced(compat.Given(operation.CopyObject, member.ACL, "private")).InBucket(compat.OwnedByCaller, "false"),
			enforced(compat.Given(operation.CreateMultipartUpload, member.ACL, "bucket-owner-read")).InBucket(compat.OwnedByCaller, "false"),
			enforced(compat.Given(operation.CreateMultipartUpload, member.GrantRead, grant)),
		},
		Allowed: []compat.Case{
			enforced(compat.Given(operation.PutObject, member.ACL, bucketOwnerControl)),
			enforced(compat.Given(operation.PutObject, member.ACL, bucketOwnerControl)).InBucket(compat.OwnedByCaller, "false"),
			// S3 refuses accounts unless the bucket's owner is among them.
			enforced(compat.Given(operation.CopyObject, member.GrantFullControl, grant)).InBucket(compat.OwnedByCaller, "false"),
			enforced(compat.Given(operation.PutObject, member.ACL, "private")),
			enforced(compat.Given(operation.CreateMultipartUpload, member.ACL, "bucket-owner-read")),
			enforced(compat.Given(operation.PutObject)),
			objectWriter(compat.Given(operation.PutObject, member.ACL, "public-read")),
			compat.Given(operation.PutObject, member.ACL, "private").InBucket(compat.Ownership, "BucketOwnerPreferred"),
		},
	}, {
		ID:         "acl-disabled-change",
		Topic:      "acl",
		Title:      "ACLs can't be changed in a bucket whose owner is enforced",
		Problem:    "The bucket has no ACLs to change ({at})",
		Remedy:     "Use a bucket policy",
		Operations: except(with(member.ACL), append([]compat.Operation{operation.CreateBucket}, writesWithACL...)...),
		When: compat.All(compat.Bucket(compat.Ownership, "BucketOwnerEnforced"), compat.Any(
			compat.Set(member.ACL),
			anyFilled(member.GrantFullControl, member.GrantRead, member.GrantReadACP, member.GrantWrite, member.GrantWriteACP),
			compat.Matches(member.AccessControlPolicy, sharingGrant()),
		)),
		Answer:  noObjectACLs,
		Why:     "With object ownership BucketOwnerEnforced, the default of new buckets, ACLs are disabled. Writes may ask for the ACL that is the case anyway; a change of an ACL is refused, even to private or to the owner's full control.",
		Fix:     "Leave the request out: the bucket's owner has full control. Grant access to others in a bucket policy, or set the bucket's ownership to BucketOwnerPreferred or ObjectWriter.",
		Sources: []string{docOwnershipErrors, docObjectOwnership, argminOwnership, stackdCaptures + "/ownership_replay.json", stackdCaptures + "/owned_object_delivery.json", capturedAccess},
		Violating: []compat.Case{
			enforced(compat.Given(operation.PutBucketAcl, member.ACL, "private")),
			enforced(compat.Given(operation.PutBucketAcl, member.ACL, bucketOwnerControl)),
			enforced(compat.Given(operation.PutObjectAcl, member.ACL, bucketOwnerControl)),
			enforced(compat.Given(operation.PutObjectAcl, member.GrantFullControl, grant)),
			enforced(compat.Given(operation.PutObjectAcl, member.AccessControlPolicy, logACL())),
		},
		Allowed: []compat.Case{
			objectWriter(compat.Given(operation.PutBucketAcl, member.ACL, "private")),
			objectWriter(compat.Given(operation.PutObjectAcl, member.ACL, bucketOwnerControl)),
		},
	}, {
		ID:         "bucket-acl-with-enforced-owner",
		Topic:      "acl",
		Title:      "A bucket can't be created with an ACL and with its owner enforced",
		Problem:    "{set} are set: an ACL and an enforced owner",
		Remedy:     "Leave the ACL out",
		Operations: []compat.Operation{operation.CreateBucket},
		When:       compat.All(compat.Equals(member.ObjectOwnership, "BucketOwnerEnforced"), aclOnEnforced()),
		Answer:     noACLs,
		Why:        "Object ownership BucketOwnerEnforced disables ACLs, so the bucket's ACL can only be the default one.",
		Fix:        "Leave the ACL out, or create the bucket with ownership BucketOwnerPreferred or ObjectWriter.",
		Sources:    []string{docOwnershipErrors, docCreateBucket, "https://github.com/versity/versitygw/issues/1387", capturedACLs},
		Violating: []compat.Case{
			compat.Given(operation.CreateBucket, member.ObjectOwnership, "BucketOwnerEnforced", member.ACL, "public-read"),
			compat.Given(operation.CreateBucket, member.ObjectOwnership, "BucketOwnerEnforced", member.GrantWrite, logDelivery),
		},
		Allowed: []compat.Case{
			compat.Given(operation.CreateBucket, member.ObjectOwnership, "BucketOwnerEnforced"),
			compat.Given(operation.CreateBucket, member.ObjectOwnership, "BucketOwnerEnforced", member.ACL, "private"),
			compat.Given(operation.CreateBucket, member.ObjectOwnership, "ObjectWriter", member.GrantWrite, logDelivery),
		},
	}, {
		ID:         "bucket-acl-needs-ownership",
		Topic:      "acl",
		Title:      "Creating a bucket with an ACL needs an object ownership that allows ACLs",
		Problem:    "{set} is set without ObjectOwnership",
		Remedy:     "Leave the ACL out",
		Needs:      []compat.Member{member.ObjectOwnership},
		Operations: []compat.Operation{operation.CreateBucket},
		When:       compat.All(compat.Not(compat.Set(member.ObjectOwnership)), aclOnEnforced()),
		Answer:     noACLs,
		AmazonOnly: true, // the default ownership is Amazon's
		Why:        "Since April 2023 new buckets have the ownership BucketOwnerEnforced unless the request says otherwise, and that disables ACLs.",
		Fix:        "Leave the ACL out, or set ObjectOwnership to BucketOwnerPreferred or ObjectWriter too.",
		Sources:    []string{docCreateBucket, "https://github.com/aws/aws-cdk/issues/25288", "https://github.com/versity/versitygw/pull/1871", capturedACLs},
		Violating: []compat.Case{
			compat.Given(operation.CreateBucket, member.ACL, "public-read"),
			compat.Given(operation.CreateBucket, member.GrantRead, logDelivery),
		},
		Allowed: []compat.Case{
			compat.Given(operation.CreateBucket, member.ACL, "private"),
			compat.Given(operation.CreateBucket, member.ACL, "log-delivery-write", member.ObjectOwnership, "BucketOwnerPreferred"),
		},
	}, {
		ID:         "bucket-acl-public-at-creation",
		Topic:      "acl",
		Title:      "A bucket can't be created with a public ACL",
		Problem:    "The new bucket gets a public ACL ({set})",
		Remedy:     "Set it afterwards",
		Operations: []compat.Operation{operation.CreateBucket},
		When:       compat.All(compat.Equals(member.ObjectOwnership, "BucketOwnerPreferred", "ObjectWriter"), publicHeaders()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidBucketAclWithBlockPublicAccessError", Message: "Bucket cannot have public ACLs set with BlockPublicAccess enabled"},
		AmazonOnly: true, // the default public access block is Amazon's
		Why:        "Since April 2023 public access to every new bucket is blocked.",
		Fix:        "Create the bucket without the ACL, delete its public access block, then set the ACL with PutBucketAcl.",
		Sources:    []string{docCreateBucket, "https://github.com/emgarten/Sleet/issues/180", capturedACLs},
		Violating: []compat.Case{
			compat.Given(operation.CreateBucket, member.ACL, "public-read", member.ObjectOwnership, "ObjectWriter"),
			compat.Given(operation.CreateBucket, member.GrantRead, everyone, member.ObjectOwnership, "BucketOwnerPreferred"),
		},
		Allowed: []compat.Case{
			compat.Given(operation.CreateBucket, member.ACL, "private", member.ObjectOwnership, "ObjectWriter"),
			compat.Given(operation.CreateBucket, member.GrantWrite, logDelivery, member.ObjectOwnership, "BucketOwnerPreferred"),
		},
	}, {
		ID:         "acl-public-blocked",
		Topic:      "acl",
		Title:      "The bucket's public access block doesn't allow public ACLs",
		Problem:    "The ACL is public ({at}), and BlockPublicAcls is on",
		Remedy:     "Don't make it public",
		Operations: except(with(member.ACL), operation.CreateBucket),
		When: compat.All(compat.Bucket(compat.BlockPublicACLs, "true"),
			compat.Any(publicHeaders(), compat.Matches(member.AccessControlPolicy, publicGrant()))),
		Answer:  compat.Answer{Status: 403, Code: "AccessDenied", Message: "Access Denied"},
		Why:     "With BlockPublicAcls, the default of new buckets, S3 refuses every request that gives everyone, or every AWS user, a permission in an ACL.",
		Fix:     "Don't make the object or bucket public, or turn BlockPublicAcls off in the bucket's public access block.",
		Sources: []string{docBlockPublic, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html"},
		Violating: []compat.Case{
			blocked(compat.Given(operation.PutObject, member.ACL, "public-read")),
			blocked(compat.Given(operation.CopyObject, member.GrantRead, everyone)),
			blocked(compat.Given(operation.PutBucketAcl, member.AccessControlPolicy, policyWith(types.PermissionRead, groupGrantee(groupAuthenticatedUsers)))),
		},
		Allowed: []compat.Case{
			open(compat.Given(operation.PutObject, member.ACL, "public-read")),
			blocked(compat.Given(operation.PutObject, member.ACL, "bucket-owner-read")),
			blocked(compat.Given(operation.PutBucketAcl, member.GrantWrite, logDelivery)),
		},
	}, {
		ID:         "acl-public-ignored",
		Topic:      "acl",
		Title:      "The bucket's public access block makes public ACLs ineffective",
		Problem:    "The ACL is public ({at}), and IgnorePublicAcls is on",
		Remedy:     "Don't make it public",
		Effect:     compat.Ignored,
		Operations: except(with(member.ACL), operation.CreateBucket),
		When: compat.All(compat.Bucket(compat.IgnorePublicACLs, "true"), compat.Not(compat.Bucket(compat.BlockPublicACLs, "true")),
			compat.Any(publicHeaders(), compat.Matches(member.AccessControlPolicy, publicGrant()))),
		Why:       "With IgnorePublicAcls S3 stores a public ACL but doesn't act on it, so nobody gets the access that the request grants.",
		Fix:       "Turn IgnorePublicAcls off in the bucket's public access block, or don't make the object or bucket public.",
		Sources:   []string{docBlockPublic, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html"},
		Violating: []compat.Case{open(compat.Given(operation.PutObject, member.ACL, "public-read")).InBucket(compat.IgnorePublicACLs, "true")},
		Allowed: []compat.Case{
			open(compat.Given(operation.PutObject, member.ACL, "public-read")).InBucket(compat.IgnorePublicACLs, "false"),
			open(compat.Given(operation.PutObject, member.ACL, "bucket-owner-read")).InBucket(compat.IgnorePublicACLs, "true"),
		},
	}}
}
