package aws

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// mayNameVersion is false of most copy sources, which needn't be parsed then.
func mayNameVersion(s string) bool { return strings.IndexByte(s, '?') >= 0 }

func copiesNamedVersion() *compat.Predicate {
	return compat.Text("names a version other than null", func(s string) bool {
		if !mayNameVersion(s) {
			return false
		}
		source := compat.ParseCopySource(s)
		return source.Problem == 0 && source.HasVersion && source.VersionID != "null"
	}, []any{exampleDirectory + "/q3.csv?versionId=3HL4kqtJlcpXroDTDmjVBH40Nrjfkd"}, []any{exampleDirectory + "/q3.csv", exampleDirectory + "/q3.csv?versionId=null"}).Sifted(&unusualSource)
}

func copiesNoVersion() *compat.Predicate {
	return compat.Text("names something that can't be a version", func(s string) bool {
		if !mayNameVersion(s) {
			return false
		}
		source := compat.ParseCopySource(s)
		return source.Problem == 0 && source.HasVersion && noVersion(source.VersionID)
	}, []any{exampleBucket + "/q3.csv?versionId=test_file"}, []any{
		exampleBucket + "/q3.csv", exampleBucket + "/q3.csv?versionId=null", exampleBucket + "/q3.csv?versionId=3HL4kqtJlcpXroDTDmjVBH40Nrjfkd",
	}).Sifted(&unusualSource)
}

func copiesUnusualVersion() *compat.Predicate {
	return compat.Text("names a version that doesn't look like one", func(s string) bool {
		if !mayNameVersion(s) {
			return false
		}
		source := compat.ParseCopySource(s)
		return source.Problem == 0 && source.HasVersion && unusualVersionID(source.VersionID)
	}, []any{exampleBucket + "/q3.csv?versionId=not-a-version"}, []any{
		exampleBucket + "/q3.csv", exampleBucket + "/q3.csv?versionId=null", exampleBucket + "/q3.csv?versionId=dKRT5a1iLQOppsLQVD8HX3MghFn8CzT3",
	}).Sifted(&unusualSource)
}

func copiesEmptyVersion() *compat.Predicate {
	return compat.CopySourceProblem("ends with an empty versionId",
		[]any{exampleBucket + "/q3.csv?versionId="},
		[]any{exampleBucket + "/q3.csv", exampleBucket + "/q3.csv?versionId=null", "/q3.csv?versionId="},
		compat.EmptyVersionID)
}

// copySourceVersionRules are about the version that a copy is made of.
func copySourceVersionRules() []compat.Rule {
	copied := func(source string) compat.Case {
		return compat.Given(operation.CopyObject, member.Bucket, exampleBucket, member.Key, "q3.csv", member.CopySource, source)
	}
	part := func(source string) compat.Case {
		return compat.Complete(compat.Given(operation.UploadPartCopy, member.Bucket, exampleBucket, member.Key, "q3.csv", member.CopySource, source), sdk.Schema)
	}
	return []compat.Rule{{
		ID:         "directory-copy-source-version",
		Topic:      "copy",
		Title:      "Objects in a directory bucket have no versions to copy",
		Problem:    "CopySource names a version, in {source}",
		Remedy:     "Leave versionId out",
		Operations: with(member.CopySource),
		When: compat.All(compat.CopiesFrom(compat.DirectoryBucket, compat.DirectoryAccessPoint),
			compat.Matches(member.CopySource, copiesNamedVersion())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:        "Directory buckets have no versions, so null is the only version ID.",
		Fix:        "Leave versionId out of CopySource.",
		Sources:    []string{docCopyObject},
		Doubt:      "The documentation says that versions aren't supported, not what S3 answers.",
		AmazonOnly: true,
		Violating:  []compat.Case{copied(exampleDirectory + "/q3.csv?versionId=3HL4kqtJlcpXroDTDmjVBH40Nrjfkd")},
		Allowed:    []compat.Case{copied(exampleDirectory + "/q3.csv")},
	}, {
		ID:         "copy-source-version-empty",
		Topic:      "copy",
		Title:      "The version in the copy source can't be empty",
		Problem:    "CopySource ends in an empty versionId",
		Remedy:     "Leave it out",
		Operations: with(member.CopySource),
		When: compat.All(compat.Matches(member.CopySource, copiesEmptyVersion()),
			compat.Not(compat.CopiesFrom(keepNoVersions...))),
		Answer:    compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Version id cannot be the empty string"},
		Why:       "An empty version doesn't mean the current one.",
		Fix:       "Leave ?versionId= out to copy the current version.",
		Sources:   []string{docCopyObject, "https://github.com/code-dot-org/code-dot-org/pull/21563"},
		Violating: []compat.Case{copied(exampleBucket + "/q2.csv?versionId=")},
		Allowed:   []compat.Case{copied(exampleBucket + "/q2.csv"), copied(exampleBucket + "/q2.csv?versionId=null")},
	}, {
		ID:         "copy-source-version-malformed",
		Topic:      "copy",
		Title:      "The version in the copy source is an ID that S3 gave a version",
		Problem:    "CopySource names something that is no version ID",
		Remedy:     "Pass it unchanged",
		Operations: []compat.Operation{operation.UploadPartCopy},
		When: compat.All(compat.Matches(member.CopySource, copiesNoVersion()),
			compat.CopiesFrom(compat.GeneralPurposeBucket, compat.AccessPoint)),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Invalid version id specified"},
		AmazonOnly: true, // elsewhere version IDs may look otherwise
		Why:        "S3 decodes the ID. The IDs that it gives have 32 characters: letters and digits of ASCII, periods and underscores.",
		Fix:        "Give the VersionId of an answer or of a listing, unchanged.",
		Sources:    []string{referencePage(operation.UploadPartCopy), "https://github.com/versity/versitygw/pull/1638", versionIDAnswer, versionIDForm, meeseeksVersions},
		Violating:  []compat.Case{part(exampleBucket + "/q2.csv?versionId=test_file")},
		Allowed: []compat.Case{
			part(exampleBucket + "/q2.csv?versionId=3HL4kqtJlcpXroDTDmjVBH40Nrjfkd"), part(exampleBucket + "/q2.csv?versionId=null"),
		},
	}, {
		ID:         "copy-object-version-malformed",
		Topic:      "copy",
		Title:      "CopyObject copies a version by the ID that S3 gave it",
		Problem:    "CopySource names something that is no version ID",
		Remedy:     "Pass it unchanged",
		Operations: []compat.Operation{operation.CopyObject},
		When: compat.All(compat.Matches(member.CopySource, copiesNoVersion()),
			compat.CopiesFrom(compat.GeneralPurposeBucket, compat.AccessPoint)),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Invalid Request"},
		AmazonOnly: true, // elsewhere version IDs may look otherwise
		Why:        "S3 decodes the ID, and says less of it here than UploadPartCopy does. The IDs that it gives have 32 characters: letters and digits of ASCII, periods and underscores.",
		Fix:        "Give the VersionId of an answer or of a listing, unchanged.",
		Sources:    []string{docCopyObject, versionIDForm, meeseeksVersions},
		Violating:  []compat.Case{copied(exampleBucket + "/q2.csv?versionId=test_file")},
		Allowed: []compat.Case{
			copied(exampleBucket + "/q2.csv?versionId=3HL4kqtJlcpXroDTDmjVBH40Nrjfkd"), copied(exampleBucket + "/q2.csv?versionId=null"),
		},
	}, {
		ID:         "copy-source-version-unversioned",
		Topic:      "copy",
		Title:      "A bucket that was never versioned has no versions to copy",
		Problem:    "CopySource names a version, of a bucket never versioned",
		Remedy:     "Leave it out",
		Operations: with(member.CopySource),
		When: compat.All(compat.CopyBucket(compat.Versioning, "Unversioned"),
			compat.Matches(member.CopySource, copiesNamedVersion())),
		Answer:    compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Invalid version id specified"},
		Why:       "Objects get version ids only while versioning is enabled; without it the one version is null.",
		Fix:       "Leave versionId out of CopySource.",
		Sources:   []string{docCopyObject, "recorded:ls-e-0021", "https://github.com/versity/versitygw/pull/1638"},
		Violating: []compat.Case{copied(exampleBucket+"/q2.csv?versionId=3HL4kqtJlcpXroDTDmjVBH40Nrjfkd").FromBucket(compat.Versioning, "Unversioned")},
		Allowed: []compat.Case{
			copied(exampleBucket+"/q2.csv?versionId=3HL4kqtJlcpXroDTDmjVBH40Nrjfkd").FromBucket(compat.Versioning, "Enabled"),
			copied(exampleBucket+"/q2.csv?versionId=null").FromBucket(compat.Versioning, "Unversioned"),
		},
	}}
}
