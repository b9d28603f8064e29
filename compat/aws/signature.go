package aws

import (
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	pageQueryAuth = reference + "sigv4-query-string-auth.html"
	pageAnonymous = "https://github.com/versity/versitygw/blob/main/s3api/middlewares/public-bucket.go"
	// pageAnonymousTests are tests that run against Amazon S3.
	pageAnonymousTests = "https://github.com/justincormack/argmin/blob/0a0fcfeb8193c14a06bc58a7dd2112d2376d9e3a/crates/s3-tests/tests/bucket_anon.rs"

	// rankAnonymousPrivate puts the bucket's refusal after what S3 finds wrong
	// with a request's headers, and before bodies and configurations.
	rankAnonymousPrivate = -5
)

// signatureRules are the rules about how a request is signed, or isn't.
func signatureRules() []compat.Rule {
	anonymous := compat.Signature(compat.SignatureScheme, "anonymous")
	unsigned := func(c compat.Case) compat.Case { return c.Over(compat.SignatureScheme, "anonymous") }
	signed := func(c compat.Case) compat.Case { return c.Over(compat.SignatureScheme, "SigV4") }
	get := compat.Given(operation.GetObject, member.Bucket, exampleBucket, member.Key, "q3.csv")
	put := get.Without(member.Bucket) // a copy to change
	put.Operation = operation.PutObject
	put = put.With(member.Bucket, exampleBucket)

	closed := func(c compat.Case) compat.Case {
		return c.InBucket(compat.Policy, "none").InBucket(compat.Ownership, "BucketOwnerEnforced")
	}

	var rules []compat.Rule
	for _, c := range []struct {
		id, title string
		ops       []compat.Operation
		message   string
		why, fix  string
		sources   []string
		example   compat.Case
	}{
		{
			id: "anonymous-operation", title: "This operation needs an identity",
			ops:     []compat.Operation{operation.CreateBucket, operation.PutBucketAcl, operation.PutObjectAcl, operation.SelectObjectContent},
			message: "Anonymous users cannot invoke this API. Please authenticate.",
			why:     "No policy and no ACL can allow it to everyone.",
			fix:     "Give the client credentials.",
			sources: []string{referencePage(operation.CreateBucket), referencePage(operation.SelectObjectContent), pageAnonymous},
			example: compat.Given(operation.CreateBucket, member.Bucket, exampleBucket),
		},
		{
			id: "anonymous-bucket-policy", title: "Bucket policies are read and written by an identity",
			ops:     []compat.Operation{operation.GetBucketPolicy, operation.PutBucketPolicy, operation.DeleteBucketPolicy},
			message: "Access Denied",
			why:     "Only identities of the account that owns the bucket can, whatever the bucket policy says. If it allows everyone the action, S3 answers MethodNotAllowed.",
			fix:     "Give the client credentials of the bucket owner's account.",
			sources: []string{
				referencePage(operation.PutBucketPolicy), referencePage(operation.GetBucketPolicy),
				"https://github.com/scality/cloudserver/pull/2124", "https://github.com/versity/versitygw/blob/main/s3api/middlewares/public-bucket.go",
			},
			example: compat.Given(operation.GetBucketPolicy, member.Bucket, exampleBucket),
		},
		{
			id: "anonymous-copy", title: "Anonymous requests can't copy objects",
			ops:     []compat.Operation{operation.CopyObject},
			message: "Anonymous users cannot copy objects. Please authenticate.",
			why:     "S3 reads the source in the name of the one who asks for the copy.",
			fix:     "Give the client credentials, or download the object and upload it.",
			sources: []string{referencePage(operation.CopyObject), pageAnonymous},
			example: compat.Given(operation.CopyObject, member.Bucket, exampleBucket, member.Key, "b.csv", member.CopySource, exampleBucket+"/a.csv"),
		},
		{
			id: "anonymous-multipart-upload", title: "Anonymous requests can't begin a multipart upload",
			ops:     []compat.Operation{operation.CreateMultipartUpload},
			message: "Anonymous users cannot initiate multipart uploads.  Please authenticate.", // two spaces
			why:     "An upload in parts belongs to the one who began it.",
			fix:     "Give the client credentials, or upload the object with one PutObject.",
			sources: []string{pageAnonymous, referencePage(operation.CreateMultipartUpload)},
			example: compat.Given(operation.CreateMultipartUpload, member.Bucket, exampleBucket, member.Key, "q3.csv"),
		},
		{
			id: "anonymous-ownership-controls", title: "Ownership controls need an identity",
			ops:     []compat.Operation{operation.PutBucketOwnershipControls, operation.DeleteBucketOwnershipControls},
			message: "s3:PutBucketOwnershipControls does not support Anonymous requests!",
			why:     "No policy can allow it to everyone.",
			fix:     "Give the client credentials.",
			sources: []string{pageAnonymous, referencePage(operation.PutBucketOwnershipControls)},
			example: compat.Given(operation.PutBucketOwnershipControls, member.Bucket, exampleBucket),
		},
		{
			id: "anonymous-get-ownership-controls", title: "To read ownership controls one needs an identity",
			ops:     []compat.Operation{operation.GetBucketOwnershipControls},
			message: "s3:GetBucketOwnershipControls does not support Anonymous requests!",
			why:     "No policy can allow it to everyone.",
			fix:     "Give the client credentials.",
			sources: []string{pageAnonymous, referencePage(operation.GetBucketOwnershipControls)},
			example: compat.Given(operation.GetBucketOwnershipControls, member.Bucket, exampleBucket),
		},
		{
			id: "anonymous-list-buckets", title: "Buckets are listed for an identity",
			ops:     []compat.Operation{operation.ListBuckets, operation.ListDirectoryBuckets},
			why:     "The list is the one of the caller's account.",
			fix:     "Give the client credentials.",
			sources: []string{pageAnonymous, referencePage(operation.ListBuckets)},
			example: compat.Given(operation.ListBuckets),
		},
	} {
		rules = append(rules, compat.Rule{
			ID: c.id, Topic: "signature", Title: c.title,
			Problem: "{operation} is anonymous", Remedy: "Use credentials",
			Operations: c.ops, When: anonymous,
			Answer:    compat.Answer{Status: 403, Code: "AccessDenied", Message: c.message},
			Why:       c.why,
			Fix:       c.fix,
			Sources:   c.sources,
			Rank:      -60,
			Violating: []compat.Case{unsigned(c.example)},
			Allowed:   []compat.Case{signed(c.example)},
		})
	}

	// Who isn't known gets in by an ACL or by the bucket's policy.
	private := withHead(compat.Rule{
		ID:         "anonymous-private-bucket",
		Topic:      "signature",
		Title:      "Nothing gives everyone access to this bucket",
		Problem:    "The request is anonymous, the bucket not public",
		Remedy:     "Use credentials",
		Operations: except(with(member.Bucket), operation.CreateBucket, operation.HeadBucket), // see regionRules
		When: compat.All(anonymous, compat.On(compat.GeneralPurposeBucket), compat.Bucket(compat.Policy, "none"),
			compat.Any(compat.Bucket(compat.Ownership, "BucketOwnerEnforced"), compat.Bucket(compat.IgnorePublicACLs, "true"))),
		Answer:    compat.Answer{Status: 403, Code: "AccessDenied", Message: "Access Denied"},
		Why:       "The bucket has no policy, and its ACLs are disabled or those that make something public are ignored.",
		Fix:       "Give the client credentials, or allow the access in a bucket policy.",
		Sources:   []string{userGuide + "access-control-block-public-access.html", userGuide + "about-object-ownership.html", pageAnonymousTests},
		Rank:      rankAnonymousPrivate,
		Violating: []compat.Case{closed(unsigned(get)), closed(unsigned(put)), unsigned(get).InBucket(compat.Policy, "none").InBucket(compat.IgnorePublicACLs, "true")},
		Allowed: []compat.Case{
			closed(signed(get)), unsigned(get).InBucket(compat.Policy, "none"), unsigned(get).InBucket(compat.Ownership, "BucketOwnerEnforced"),
			unsigned(get).InBucket(compat.Policy, "none").InBucket(compat.Ownership, "ObjectWriter").InBucket(compat.IgnorePublicACLs, "false"),
		},
	})
	rules = append(rules, private...)
	rules = append(rules, withHead(
		compat.Rule{
			ID:         "anonymous-directory-bucket",
			Topic:      "signature",
			Title:      "Directory buckets can't be public",
			Problem:    "The request to {target} is anonymous",
			Operations: supporting(with(member.Bucket), compat.DirectoryBucket),
			When:       compat.All(anonymous, compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint)),
			Answer:     compat.Answer{Status: 403, Code: "AccessDenied"},
			Why:        "Block Public Access is always on for them and can't be changed.",
			Fix:        "Give the client credentials.",
			Sources:    []string{pageDirectory, referencePage(operation.CreateSession)},
			Rank:       -60,
			Violating:  []compat.Case{unsigned(get.With(member.Bucket, exampleDirectory))},
			Allowed:    []compat.Case{get.With(member.Bucket, exampleDirectory).Over(compat.SignatureScheme, "S3Express"), unsigned(get)},
		})...)

	// Operations that S3 authorizes for directory buckets by IAM credentials
	// and not by a session: those at the Regional endpoint and a few others.
	byIdentity := append(marked('R', compat.DirectoryAccessPoint), operation.CopyObject, operation.UploadPartCopy,
		operation.HeadBucket, operation.CreateSession)
	return append(rules,
		compat.Rule{
			ID:         "anonymous-signed-chunks",
			Topic:      "signature",
			Title:      "Signed chunks need a signed request",
			Problem:    "The chunks are signed, and the request is anonymous",
			Remedy:     "Send the payload unsigned",
			Operations: []compat.Operation{operation.PutObject, operation.UploadPart},
			When:       compat.All(anonymous, compat.Signature(compat.Payload, "streaming", "streaming-trailer")),
			Answer: compat.Answer{Status: 400, Code: "InvalidRequest",
				Message: "Anonymous requests don't support this x-amz-content-sha256 value. Please use UNSIGNED-PAYLOAD or STREAMING-UNSIGNED-PAYLOAD-TRAILER."},
			Why:       "The signature of each chunk continues that of the request.",
			Fix:       "Send the payload unsigned, as the SDK does for anonymous credentials.",
			Doubt:     "Only another server is known to check it.",
			Sources:   []string{"https://github.com/versity/versitygw/blob/main/s3api/utils/chunk-reader.go"},
			Rank:      -50,
			Violating: []compat.Case{unsigned(put).Over(compat.Payload, "streaming")},
			Allowed:   []compat.Case{unsigned(put).Over(compat.Payload, "unsigned-trailer"), signed(put).Over(compat.Payload, "streaming")},
		},
		compat.Rule{
			ID:         "presigned-too-long",
			Topic:      "signature",
			Title:      "A presigned URL is valid for a week at most",
			Problem:    "The URL is valid for {expires}; S3 allows 604,800 s",
			Remedy:     "Presign for a week or less",
			Operations: except(with()),
			When:       compat.All(compat.Signature(compat.Presigned, "url"), compat.ExpiresBeyond("604800")),
			Answer: compat.Answer{Status: 400, Code: "AuthorizationQueryParametersError",
				Message: "X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds"},
			Why:       "A signing key of Signature Version 4 is valid for up to seven days.",
			Fix:       "Presign for 604,800 seconds or less, and again when the time is up.",
			Sources:   []string{pageQueryAuth, "https://github.com/aws/aws-cli/issues/5464"},
			Rank:      -60,
			Violating: []compat.Case{get.PresignedFor(8 * 24 * time.Hour), get.PresignedFor(7*24*time.Hour + time.Second)},
			Allowed:   []compat.Case{get.PresignedFor(7 * 24 * time.Hour)},
		},
		compat.Rule{
			ID:         "multi-region-needs-sigv4a",
			Topic:      "signature",
			Title:      "A Multi-Region Access Point needs Signature Version 4A",
			Problem:    "The request to {target} is signed with {signature scheme}",
			Remedy:     "Leave the choice to the SDK",
			Operations: except(with(member.Bucket), operation.CreateBucket),
			When:       compat.All(compat.Signature(compat.SignatureScheme, "SigV4"), compat.On(compat.MultiRegionAccessPoint)),
			Answer: compat.Answer{Status: 400, Code: "AuthorizationHeaderMalformed",
				Message: "The authorization header is malformed; the region '…' is wrong; expecting '…'"},
			Doubt:     "S3 is reported to refuse the Region that Signature Version 4 was made for, so it may accept the signature if the request happens to be led to that Region.",
			Why:       "Which Region will serve the request isn't known when it is signed, and Signature Version 4 is made for one.",
			Fix:       "Don't override the client's authentication scheme: the SDK signs with SigV4A by itself.",
			Sources:   []string{userGuide + "MultiRegionAccessPointRestrictions.html", "https://github.com/boto/boto3/issues/4627"},
			Rank:      -60,
			Violating: []compat.Case{signed(get.With(member.Bucket, exampleMultiRegion))},
			Allowed:   []compat.Case{get.With(member.Bucket, exampleMultiRegion).Over(compat.SignatureScheme, "SigV4A"), signed(get)},
		},
		compat.Rule{
			ID:         "session-not-accepted",
			Topic:      "signature",
			Title:      "This operation is authorized by IAM credentials, not by a session",
			Problem:    "{operation} is signed with a session",
			Remedy:     "Leave the choice to the SDK",
			Operations: byIdentity,
			When:       compat.All(compat.Signature(compat.SignatureScheme, "S3Express"), compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint)),
			Answer:     compat.Answer{Status: 403, Code: "AccessDenied"},
			Why:        "Sessions serve the other operations at the Zonal endpoint.",
			Fix:        "Don't override the client's authentication scheme: the SDK chooses SigV4 for these.",
			Doubt:      "The documentation says what has to be used, not what S3 answers to a session; to HeadBucket, SDKs have long sent sessions.",
			Sources:    []string{referencePage(operation.CreateSession), referencePage(operation.HeadBucket), referencePage(operation.CopyObject), "https://github.com/aws/aws-sdk-go-v2/issues/3204"},
			Rank:       -60,
			Violating:  []compat.Case{compat.Given(operation.HeadBucket, member.Bucket, exampleDirectory).Over(compat.SignatureScheme, "S3Express")},
			Allowed:    []compat.Case{signed(compat.Given(operation.HeadBucket, member.Bucket, exampleDirectory))},
		},
	)
}
