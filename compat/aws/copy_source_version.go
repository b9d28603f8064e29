package aws

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

var copiesNamedVersion = compat.Text("names a version other than null", func(s string) bool {
	// Most sources name no version: they aren't parsed.
	if !strings.Contains(s, "versionId=") {
		return false
	}
	source := compat.ParseCopySource(s)
	return source.Problem == 0 && source.HasVersion && source.VersionID != "null"
}, []any{exampleDirectory + "/q3.csv?versionId=3HL4kqtJlcpXroDTDmjVBH40Nrjfkd"}, []any{exampleDirectory + "/q3.csv", exampleDirectory + "/q3.csv?versionId=null"})

// copySourceVersionRules are about the version that a copy is made of.
func copySourceVersionRules() []compat.Rule {
	copied := func(source string) compat.Case {
		return compat.Given(operation.CopyObject, member.Bucket, exampleBucket, member.Key, "q3.csv", member.CopySource, source)
	}
	return []compat.Rule{{
		ID:         "directory-copy-source-version",
		Topic:      "copy",
		Title:      "Objects in a directory bucket have no versions to copy",
		Operations: with(member.CopySource),
		When: compat.All(compat.CopiesFrom(compat.DirectoryBucket, compat.DirectoryAccessPoint),
			compat.Matches(member.CopySource, copiesNamedVersion)),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:        "Directory buckets have no versions, so null is the only version ID.",
		Fix:        "Leave versionId out of CopySource.",
		Sources:    []string{docCopyObject},
		Doubt:      "The documentation says that versions aren't supported, not what S3 answers.",
		AmazonOnly: true,
		Violating:  []compat.Case{copied(exampleDirectory + "/q3.csv?versionId=3HL4kqtJlcpXroDTDmjVBH40Nrjfkd")},
		Allowed:    []compat.Case{copied(exampleDirectory + "/q3.csv")},
	}}
}
