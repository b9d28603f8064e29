package aws

import (
	"slices"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docPutVersioning = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html"
	docMFADelete     = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiFactorAuthenticationDelete.html"
)

func versioned(status types.BucketVersioningStatus, mfa types.MFADelete) *types.VersioningConfiguration {
	return &types.VersioningConfiguration{Status: status, MFADelete: mfa}
}

func versioningOn() *types.VersioningConfiguration {
	return versioned(types.BucketVersioningStatusEnabled, "")
}

func versioningOff() *types.VersioningConfiguration {
	return versioned(types.BucketVersioningStatusSuspended, "")
}

func mfaDeleteOn() *types.VersioningConfiguration {
	return versioned(types.BucketVersioningStatusEnabled, types.MFADeleteEnabled)
}

func mfaDeleteOff() *types.VersioningConfiguration {
	return versioned(types.BucketVersioningStatusEnabled, types.MFADeleteDisabled)
}

// Status is compared with case: "enabled" is recorded as rejected.
func unknownVersioningStatus() *compat.Predicate {
	return compat.Document("has an unknown status", func(d *types.VersioningConfiguration) (string, bool) {
		return "Status", d.Status != "" && d.Status != types.BucketVersioningStatusEnabled && d.Status != types.BucketVersioningStatusSuspended
	}, []any{versioned("enabled", ""), versioned("Disabled", "")}, []any{versioningOn(), versioningOff(), versioned("", "")})
}

func noVersioningStatus() *compat.Predicate {
	return compat.Document("has no status", func(d *types.VersioningConfiguration) (string, bool) {
		return "Status", d.Status == ""
	}, []any{versioned("", ""), versioned("", types.MFADeleteDisabled)}, []any{versioningOn(), versioningOff()})
}

func unknownMFADelete() *compat.Predicate {
	return compat.Document("has an MFADelete other than Enabled and Disabled", func(d *types.VersioningConfiguration) (string, bool) {
		return "MFADelete", d.MFADelete != "" && d.MFADelete != types.MFADeleteEnabled && d.MFADelete != types.MFADeleteDisabled
	}, []any{versioned(types.BucketVersioningStatusEnabled, "true"), versioned(types.BucketVersioningStatusEnabled, "enabled")},
		[]any{versioningOn(), mfaDeleteOn(), mfaDeleteOff()})
}

func enablesMFADelete() *compat.Predicate {
	return compat.Document("enables MFA delete", func(d *types.VersioningConfiguration) (string, bool) {
		return "MFADelete", d.MFADelete == types.MFADeleteEnabled
	}, []any{mfaDeleteOn()}, []any{versioningOn(), mfaDeleteOff()})
}

func suspendsVersioning() *compat.Predicate {
	return compat.Document("suspends versioning", func(d *types.VersioningConfiguration) (string, bool) {
		return "Status", d.Status == types.BucketVersioningStatusSuspended
	}, []any{versioningOff()}, []any{versioningOn()})
}

func emptyVersion() *compat.Predicate {
	return compat.Shorter("is empty", 1, []any{""}, []any{"null", "L4kqtJlcpXroDTDmpUMLUo"})
}

func properVersion() *compat.Predicate {
	return compat.Text("names a version other than null", func(s string) bool {
		return s != "" && s != "null"
	}, []any{"L4kqtJlcpXroDTDmpUMLUo"}, []any{"null", ""})
}

// The lengths between which a text may be a version ID. Those that S3 gives have
// 32 characters, and S3 was seen to refuse one of 15. Recorded answers have had
// their IDs replaced by shorter ones, so texts that come near are left to S3.
const minVersionID, usualVersionID, maxVersionID = 10, 32, 1024

// noVersion reports whether a text certainly isn't the ID of a version that S3
// gave, nor null. An empty one isn't judged here.
func noVersion(s string) bool {
	if s == "" || s == "null" {
		return false
	}
	if len(s) < minVersionID || len(s) > maxVersionID {
		return true
	}
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '.', c == '_', c == '-', c == '+':
		default:
			return true
		}
	}
	return false
}

func malformedVersion() *compat.Predicate {
	return compat.Text("can't be a version ID", noVersion,
		[]any{"test_file", "dsf", "1", "é", "no/version/of/an/object", strings.Repeat("a", maxVersionID+1)},
		[]any{"null", "", "L4kqtJlcpXroDTDmpUMLUo", "6LfRKv8tGuFvrH.z4WzLq._7s6igA_Qq", "3sL4kqtJlcpXroDTDmJ+rmSpXd3dIbrHY+MTRCxf3vjVBH40Nr8X8gdRQBpUMLUo"})
}

// unusualVersion is true of a text that may be a version ID and doesn't look like those
// that S3 gives.
func unusualVersion() *compat.Predicate {
	return compat.Text("doesn't look like a version ID", unusualVersionID,
		[]any{"not-a-version", "dKRT5a1iLQOppsLQVD8HX3MghFn8CzT", "dKRT5a1iLQOppsLQVD8HX3MghFn8Cz-3"},
		[]any{"dKRT5a1iLQOppsLQVD8HX3MghFn8CzT3", "b6nNypTikuHZzUA_JN0.ykqjLJtGq9e8", "null", "", "test_file"})
}

func unusualVersionID(s string) bool {
	return s != "" && s != "null" && !noVersion(s) && (len(s) != usualVersionID || strings.ContainsAny(s, "-+"))
}

// What S3 was seen to answer to texts that are no version IDs.
const (
	versionIDAnswer = "https://github.com/versity/versitygw/issues/1698"
	versionIDHead   = "https://github.com/Seagate/cortx-s3server/pull/1724"
	versionIDForm   = "https://github.com/localstack/localstack/pull/11451"
)

func noMFACode() *compat.Predicate {
	return compat.Text("isn't a serial number, a space and a code", func(s string) bool {
		serial, code, ok := strings.Cut(s, " ")
		return s != "" && (!ok || serial == "" || code == "")
	}, []any{"123456", "arn:aws:iam::111122223333:mfa/user"}, []any{"arn:aws:iam::111122223333:mfa/user 123456", "20899872 301749"})
}

func deletesVersions() *compat.Predicate {
	return compat.Document("deletes versions", func(d *types.Delete) (string, bool) {
		for i := range d.Objects {
			if v := d.Objects[i].VersionId; v != nil && *v != "" {
				return element("Objects", i, "VersionId"), true
			}
		}
		return "", false
	}, []any{deleteVersion("a.txt", "L4kqtJlcpXroDTDmpUMLUo")}, []any{deletion("a.txt", "b.txt")})
}

// versioningRules: a bucket's versioning, MFA delete, and versions in requests.
func versioningRules() []compat.Rule {
	const mfa = "arn:aws:iam::111122223333:mfa/user 123456"
	const version = "L4kqtJlcpXroDTDmpUMLUo"
	put := func(d *types.VersioningConfiguration, pairs ...any) compat.Case {
		return compat.Given(operation.PutBucketVersioning, append([]any{member.VersioningConfiguration, d}, pairs...)...)
	}
	withMFA := func(c compat.Case) compat.Case { return c.InBucket(compat.MFADelete, "Enabled") }
	// In the answer of WriteGetObjectResponse the version is a header's value.
	versions := except(with(member.VersionId), operation.WriteGetObjectResponse)
	mfaMissing := compat.Answer{Status: 403, Code: "AccessDenied", Message: "Mfa Authentication must be used for this request"}
	return slices.Concat([]compat.Rule{{
		ID:         "versioning-unknown-status",
		Topic:      "versioning",
		Title:      "Versioning is either Enabled or Suspended",
		Problem:    "{at} is {value|an unknown word}",
		Remedy:     "Use Enabled or Suspended",
		Operations: []compat.Operation{operation.PutBucketVersioning},
		When:       compat.Matches(member.VersioningConfiguration, unknownVersioningStatus()),
		Answer:     malformedXML,
		Why:        "The document doesn't validate against S3's schema. Versioning can't be disabled once it was enabled, only suspended.",
		Fix:        "Use Enabled or Suspended, in this spelling.",
		Sources:    []string{docPutVersioning, "recorded:ls-e-0066", "recorded:ls-e-0069", stackdCaptures + "/versioning.json"},
		Violating:  []compat.Case{put(versioned("enabled", "")), put(versioned("Disabled", ""))},
		Allowed:    []compat.Case{put(versioningOn()), put(versioningOff())},
	}, {
		ID:         "versioning-status-missing",
		Topic:      "versioning",
		Title:      "A versioning configuration needs a status",
		Problem:    "{at} isn't set",
		Remedy:     "Use Enabled or Suspended",
		Operations: []compat.Operation{operation.PutBucketVersioning},
		When:       compat.Matches(member.VersioningConfiguration, noVersioningStatus()),
		Answer:     compat.Answer{Status: 400, Code: "IllegalVersioningConfigurationException", Message: "The Versioning element must be specified"},
		Why:        "The status is what the request sets; the SDK doesn't require it, S3 does, also when MFA delete is changed.",
		Fix:        "Set Status to Enabled or Suspended.",
		Sources:    []string{docPutVersioning, "recorded:ls-e-0070", stackdCaptures + "/versioning.json"},
		Violating:  []compat.Case{put(versioned("", "")), put(versioned("", types.MFADeleteDisabled))},
		Allowed:    []compat.Case{put(versioningOn()), put(mfaDeleteOff())},
	}, {
		ID:         "versioning-unknown-mfa-delete",
		Topic:      "versioning",
		Title:      "MFADelete is either Enabled or Disabled",
		Problem:    "{at} is {value|an unknown word}",
		Remedy:     "Use Enabled or Disabled",
		Operations: []compat.Operation{operation.PutBucketVersioning},
		When:       compat.Matches(member.VersioningConfiguration, unknownMFADelete()),
		Answer:     malformedXML,
		Why:        "The document doesn't validate against S3's schema, which knows these two values.",
		Fix:        "Use Enabled or Disabled, or leave MFADelete out.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_VersioningConfiguration.html", "recorded:ls-e-0066"},
		Violating:  []compat.Case{put(versioned(types.BucketVersioningStatusEnabled, "true"))},
		Allowed:    []compat.Case{put(mfaDeleteOff()), put(mfaDeleteOn(), member.MFA, mfa)},
	}, {
		ID:         "versioning-mfa-missing",
		Topic:      "versioning",
		Title:      "Changing versioning with MFA delete needs an MFA code",
		Problem:    "MFA isn't set, with MFA delete",
		Remedy:     "Give serial number and code",
		Needs:      []compat.Member{member.MFA},
		Operations: []compat.Operation{operation.PutBucketVersioning},
		When: compat.All(compat.Not(compat.Set(member.MFA)), compat.Any(
			compat.Matches(member.VersioningConfiguration, enablesMFADelete()),
			compat.Bucket(compat.MFADelete, "Enabled"))),
		Answer:    mfaMissing,
		Why:       "To turn MFA delete on, and to change versioning while it is on, the bucket's owner must prove possession of the MFA device.",
		Fix:       "Set MFA to the device's serial number or ARN, a space and the current code.",
		Sources:   []string{docPutVersioning, docMFADelete},
		Violating: []compat.Case{put(mfaDeleteOn()), withMFA(put(versioningOff()))},
		Allowed:   []compat.Case{put(mfaDeleteOn(), member.MFA, mfa), put(versioningOff()).InBucket(compat.MFADelete, "Disabled"), put(mfaDeleteOff())},
	}, {
		ID:         "versioning-suspended-with-lock",
		Topic:      "versioning",
		Title:      "Versioning can't be suspended on a bucket with object lock",
		Problem:    "{at} is {value}, with object lock on",
		Remedy:     "Leave versioning enabled",
		Operations: []compat.Operation{operation.PutBucketVersioning},
		When:       compat.All(compat.Bucket(compat.ObjectLock, "Enabled"), compat.Matches(member.VersioningConfiguration, suspendsVersioning())),
		Answer:     compat.Answer{Status: 409, Code: "InvalidBucketState", Message: "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed."},
		Why:        "Object lock protects versions, so the bucket must go on keeping them.",
		Fix:        "Leave versioning enabled; object lock can't be switched off.",
		Sources:    []string{docObjectLockConfigure, localStack("provider.py#L3153")},
		Violating:  []compat.Case{put(versioningOff()).InBucket(compat.ObjectLock, "Enabled")},
		Allowed:    []compat.Case{put(versioningOn()).InBucket(compat.ObjectLock, "Enabled"), put(versioningOff()).InBucket(compat.ObjectLock, "none")},
	}, {
		ID:         "versioning-suspended-with-replication",
		Topic:      "versioning",
		Title:      "Versioning can't be suspended on a bucket that is replicated",
		Problem:    "{at} is {value}, with replication on",
		Remedy:     "Delete it first",
		Operations: []compat.Operation{operation.PutBucketVersioning},
		When:       compat.All(compat.Bucket(compat.Replication, "some"), compat.Matches(member.VersioningConfiguration, suspendsVersioning())),
		Answer: compat.Answer{Status: 409, Code: "InvalidBucketState",
			Message: "A replication configuration is present on this bucket, so you cannot change the versioning state. To change the versioning state, first delete the replication configuration."},
		Why: "Replication copies versions, so the bucket must go on keeping them.",
		Fix: "Delete the replication configuration first.",
		Sources: []string{userGuide + "replication-and-other-bucket-configs.html",
			"https://github.com/nozaq/terraform-aws-remote-state-s3-backend/issues/59"},
		Violating: []compat.Case{put(versioningOff()).InBucket(compat.Replication, "some")},
		Allowed:   []compat.Case{put(versioningOn()).InBucket(compat.Replication, "some"), put(versioningOff()).InBucket(compat.Replication, "none")},
	}, {
		ID:         "delete-version-mfa-missing",
		Topic:      "versioning",
		Title:      "Deleting a version from a bucket with MFA delete needs an MFA code",
		Problem:    "A version is deleted without MFA, in a bucket with MFA delete",
		Remedy:     "Set MFA",
		Needs:      []compat.Member{member.MFA},
		Operations: []compat.Operation{operation.DeleteObject, operation.DeleteObjects},
		When: compat.All(compat.Bucket(compat.MFADelete, "Enabled"), compat.Not(compat.Set(member.MFA)), compat.Any(
			compat.Matches(member.VersionId, someVersion()),
			compat.Matches(member.Delete, deletesVersions()))),
		Answer: mfaMissing,
		Why:    "MFA delete guards the permanent deletion of versions. One version in DeleteObjects makes the whole request fail.",
		Fix:    "Set MFA to the device's serial number or ARN, a space and the current code, or delete without a version to add a delete marker.",
		Sources: []string{docMFADelete, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html",
			"https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html"},
		Violating: []compat.Case{
			withMFA(compat.Given(operation.DeleteObject, member.VersionId, version)),
			withMFA(compat.Given(operation.DeleteObjects, member.Delete, deleteVersion("a.txt", version))),
		},
		Allowed: []compat.Case{
			withMFA(compat.Given(operation.DeleteObject)),
			withMFA(compat.Given(operation.DeleteObject, member.VersionId, version, member.MFA, mfa)),
			withMFA(compat.Given(operation.DeleteObjects, member.Delete, deletion("a.txt"))),
		},
	}, {
		ID:         "mfa-over-http",
		Topic:      "versioning",
		Title:      "An MFA code must be sent over HTTPS",
		Problem:    "MFA goes over HTTP",
		Remedy:     "Use HTTPS",
		Operations: with(member.MFA),
		When:       compat.All(compat.Set(member.MFA), compat.Endpoint(compat.Scheme, "http")),
		Answer:     compat.Answer{Status: 403, Code: "AccessDenied"},
		Doubt:      "HTTPS is required, but S3's answer isn't documented",
		Why:        "The code would travel in the clear.",
		Fix:        "Use an https endpoint.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObject.html"},
		Violating:  []compat.Case{compat.Given(operation.DeleteObject, member.MFA, mfa, member.VersionId, version).Over(compat.Scheme, "http")},
		Allowed:    []compat.Case{compat.Given(operation.DeleteObject, member.MFA, mfa, member.VersionId, version).Over(compat.Scheme, "https")},
	}, {
		ID:         "mfa-malformed",
		Topic:      "versioning",
		Title:      "MFA is a serial number, a space and a code",
		Problem:    "MFA isn't a serial number, a space and a code",
		Remedy:     "Write it so",
		Operations: with(member.MFA),
		When:       compat.Matches(member.MFA, noMFACode()),
		Answer:     compat.Answer{Status: 403, Code: "AccessDenied"},
		Doubt:      "the form is documented, but S3's answer to others isn't",
		Why:        "S3 needs to know which device the code is from.",
		Fix:        "Give the serial number, for virtual devices the ARN, then a space, then the code the device shows.",
		Sources:    []string{docPutVersioning},
		Violating:  []compat.Case{put(mfaDeleteOn(), member.MFA, "123456")},
		Allowed:    []compat.Case{put(mfaDeleteOn(), member.MFA, mfa)},
	}}, withHead(compat.Rule{
		ID:         "version-id-empty",
		Topic:      "versioning",
		Title:      "VersionId can't be empty",
		Problem:    "VersionId is empty",
		Remedy:     "Leave it nil",
		Operations: versions,
		When:       compat.All(compat.Matches(member.VersionId, emptyVersion()), compat.Not(compat.On(keepNoVersions...))),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Version id cannot be the empty string"},
		Why:        "The SDK sends an empty version as a query parameter without a value, which S3 rejects; it doesn't mean the current version.",
		Fix:        "Leave VersionId nil for the current version; use \"null\" for the version that has no id.",
		Sources: []string{
			referencePage(operation.GetObject), "https://github.com/amazon-archives/aws-sdk-core-ruby/issues/76", "https://github.com/Seagate/cortx-s3server/pull/1724",
			"https://github.com/noobaa/noobaa-core/pull/7970", "https://github.com/versity/versitygw/pull/2381",
		},
		Violating: []compat.Case{
			compat.Given(operation.GetObject, member.VersionId, ""),
			compat.Given(operation.PutObjectTagging, member.VersionId, "", member.Tagging, &types.Tagging{TagSet: []types.Tag{}}),
		},
		Allowed: []compat.Case{
			compat.Given(operation.GetObject, member.VersionId, "null"),
			compat.Given(operation.GetObject),
			compat.Given(operation.DeleteObject, member.VersionId, version),
		},
	}), withHead(compat.Rule{
		ID:         "version-id-malformed",
		Topic:      "versioning",
		Title:      "VersionId is an ID that S3 gave a version",
		Problem:    "VersionId, of {length VersionId} bytes, is no version ID",
		Remedy:     "Pass it unchanged",
		Operations: versions,
		When:       compat.All(compat.Matches(member.VersionId, malformedVersion()), compat.On(compat.GeneralPurposeBucket, compat.AccessPoint)),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Invalid version id specified"},
		Rank:       rankAfterBucket,
		AmazonOnly: true, // elsewhere version IDs may look otherwise
		Why:        "S3 decodes the ID, and answers NoSuchVersion only to one that could be. The IDs that it gives have 32 characters: letters and digits of ASCII, periods and underscores.",
		Fix:        "Give the VersionId of an answer or of a listing, unchanged, or \"null\" for the version that has no id.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html", versionIDAnswer, versionIDHead, versionIDForm, stackdLock, "https://github.com/versity/versitygw/pull/1638", stackdCaptures + "/versioning.json"},
		Violating: []compat.Case{
			compat.Given(operation.GetObject, member.VersionId, "test_file"),
			compat.Given(operation.GetObjectTagging, member.VersionId, "test_file"),
			compat.Given(operation.DeleteObject, member.VersionId, "1"),
		},
		Allowed: []compat.Case{
			compat.Given(operation.GetObject, member.VersionId, "null"),
			compat.Given(operation.GetObject, member.VersionId, version),
			compat.Given(operation.DeleteObject, member.VersionId, "6LfRKv8tGuFvrH.z4WzLq._7s6igA_Qq"),
		},
	}), withHead(compat.Rule{
		ID:         "version-id-unusual",
		Topic:      "versioning",
		Title:      "Version IDs have 32 letters, digits, periods and underscores",
		Problem:    "The version ID doesn't look like those that S3 gives",
		Remedy:     "Pass it unchanged",
		Operations: append(slices.Clip(versions), operation.ListObjectVersions, operation.CopyObject, operation.UploadPartCopy),
		When: compat.Any(
			compat.All(compat.Matches(member.VersionId, unusualVersion()), compat.On(compat.GeneralPurposeBucket, compat.AccessPoint)),
			compat.All(compat.Matches(member.VersionIdMarker, unusualVersion()), compat.On(compat.GeneralPurposeBucket, compat.AccessPoint)),
			compat.All(compat.Matches(member.CopySource, copiesUnusualVersion()), compat.CopiesFrom(compat.GeneralPurposeBucket, compat.AccessPoint))),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Invalid version id specified"},
		Rank:       rankAfterBucket,
		AmazonOnly: true, // elsewhere version IDs may look otherwise
		Doubt:      "All IDs on record look so, but AWS documents them as opaque texts of up to 1,024 bytes, and its examples have other lengths.",
		Why:        "S3 decodes the ID, and refuses most texts that it didn't give, even of 32 such characters.",
		Fix:        "Give the VersionId of an answer or of a listing, unchanged and whole, or \"null\" for the version that has no id.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/versioning-workflows.html", stackdCaptures + "/versioning.json", stackdCaptures + "/versioning_null.json"},
		Violating: []compat.Case{
			compat.Given(operation.GetObject, member.VersionId, "not-a-version"),
			compat.Given(operation.DeleteObject, member.VersionId, "dKRT5a1iLQOppsLQVD8HX3MghFn8CzT"),
			compat.Given(operation.ListObjectVersions, member.KeyMarker, "q3.csv", member.VersionIdMarker, "not-a-version"),
			compat.Given(operation.UploadPartCopy, member.CopySource, exampleBucket+"/q3.csv?versionId=not-a-version"),
		},
		Allowed: []compat.Case{
			compat.Given(operation.GetObject, member.VersionId, "b6nNypTikuHZzUA_JN0.ykqjLJtGq9e8"),
			compat.Given(operation.DeleteObject, member.VersionId, "null"),
			compat.Given(operation.ListObjectVersions, member.KeyMarker, "q3.csv", member.VersionIdMarker, "dKRT5a1iLQOppsLQVD8HX3MghFn8CzT3"),
			compat.Given(operation.CopyObject, member.CopySource, exampleBucket+"/q3.csv?versionId=dKRT5a1iLQOppsLQVD8HX3MghFn8CzT3"),
		},
	}), withHead(compat.Rule{
		ID:         "version-id-unversioned",
		Topic:      "versioning",
		Title:      "A bucket that was never versioned has no versions but null",
		Problem:    "VersionId is set, and the bucket was never versioned",
		Remedy:     "Leave it out",
		Operations: versions,
		When:       compat.All(compat.Bucket(compat.Versioning, "Unversioned"), compat.Matches(member.VersionId, properVersion())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Invalid version id specified"},
		Why:        "Objects get version ids only while versioning is enabled; without it the one version is \"null\".",
		Fix:        "Leave VersionId out, or use \"null\".",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/Versioning.html", "recorded:ls-e-0021", "recorded:ls-e-0022"},
		Violating: []compat.Case{
			compat.Given(operation.GetObject, member.VersionId, version).InBucket(compat.Versioning, "Unversioned"),
			compat.Given(operation.DeleteObject, member.VersionId, version).InBucket(compat.Versioning, "Unversioned"),
		},
		Allowed: []compat.Case{
			compat.Given(operation.GetObject, member.VersionId, version).InBucket(compat.Versioning, "Suspended"),
			compat.Given(operation.GetObject, member.VersionId, "null").InBucket(compat.Versioning, "Unversioned"),
			compat.Given(operation.DeleteObject, member.VersionId, version).InBucket(compat.Versioning, "Enabled"),
		},
	}))
}

// keepNoVersions are the targets whose objects have no versions.
var keepNoVersions = []compat.TargetKind{
	compat.DirectoryBucket, compat.DirectoryAccessPoint, compat.FSxAccessPoint, compat.OutpostsAccessPoint,
}

func someVersion() *compat.Predicate {
	return compat.Text("names a version", func(s string) bool { return s != "" }, []any{"L4kqtJlcpXroDTDmpUMLUo", "null"}, []any{""})
}
