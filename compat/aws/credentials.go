package aws

import (
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// docPresigned says how long presigned URLs are valid.
const docPresigned = userGuide + "using-presigned-url.html"

// credentialsRules are the rules about what a request is signed with.
func credentialsRules() []compat.Rule {
	const mfa = "arn:aws:iam::111122223333:mfa/user 123456"
	url := compat.Given(operation.GetObject, member.Bucket, exampleBucket, member.Key, "q3.csv").PresignedFor(24 * time.Hour)
	versioning := compat.Given(operation.PutBucketVersioning, member.Bucket, exampleBucket, member.VersioningConfiguration, mfaDeleteOn(), member.MFA, mfa)
	del := compat.Given(operation.DeleteObject, member.Bucket, exampleBucket, member.Key, "q3.csv", member.VersionId, "3HL4kqtJlcpXroDTDmjVBH40Nrjfkd", member.MFA, mfa)
	const issue = "https://github.com/99designs/aws-vault/issues/793"
	session := compat.Rule{
		ID:         "mfa-with-session-token",
		Topic:      "signature",
		Title:      "An MFA code goes with long-term credentials only",
		Problem:    "MFA is set, with temporary credentials",
		Remedy:     "Use long-term credentials",
		Operations: []compat.Operation{operation.PutBucketVersioning},
		When:       compat.All(anyFilled(member.MFA), compat.Signature(compat.Credentials, "temporary", "expiring first")),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "DevPay and Mfa are mutually exclusive authorization methods."},
		Rank:       -50,
		AmazonOnly: true,
		Why:        "A session token comes in the header that DevPay once used, and S3 takes an MFA code beside it for a second way to authorize the request.",
		Fix:        "Sign with the long-term access key of the account's root user, who alone can change MFA delete, instead of a session's.",
		Sources:    []string{issue, docMFADelete},
		Violating:  []compat.Case{versioning.Over(compat.Credentials, "temporary")},
		Allowed:    []compat.Case{versioning.Over(compat.Credentials, "permanent"), versioning, versioning.With(member.MFA, "").Over(compat.Credentials, "temporary"), versioning.Without(member.MFA).With(member.VersioningConfiguration, versioningOn()).Over(compat.Credentials, "temporary")},
	}
	objects := session
	objects.ID, objects.Title = "mfa-with-session-token-objects", "An MFA code for an object goes with long-term credentials only"
	objects.Operations = except(with(member.MFA), operation.PutBucketVersioning)
	objects.Doubt = "The answer on record is to PutBucketVersioning."
	objects.Violating = []compat.Case{del.Over(compat.Credentials, "temporary")}
	objects.Allowed = []compat.Case{del.Over(compat.Credentials, "permanent"), del, del.Without(member.MFA).Over(compat.Credentials, "temporary")}
	return []compat.Rule{session, objects, {
		ID:         "presigned-outlives-credentials",
		Topic:      "signature",
		Title:      "A presigned URL is valid no longer than the credentials that it is signed with",
		Problem:    "The URL is valid for {expires|longer}, its credentials less",
		Remedy:     "Use credentials that last",
		Operations: except(with()),
		When:       compat.All(compat.Signature(compat.Presigned, "url"), compat.Signature(compat.Credentials, "expiring first")),
		Effect:     compat.Ignored,
		AmazonOnly: true,
		Why:        "The URL has the session token in it. Once that has expired, S3 answers ExpiredToken, whatever the URL says of its validity.",
		Fix:        "Sign with the access key of an IAM user for up to seven days, assume the role for longer, or presign later, when the URL is needed.",
		Sources:    []string{docPresigned, "https://github.com/aws/aws-sdk-js/issues/1099"},
		Violating:  []compat.Case{url.Over(compat.Credentials, "expiring first")},
		Allowed:    []compat.Case{url.Over(compat.Credentials, "temporary"), url.Over(compat.Credentials, "permanent"), url},
	}}
}
