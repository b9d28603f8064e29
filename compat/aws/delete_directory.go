package aws

import (
	"fmt"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// deletionOf lists one object, with a version unless that is empty.
func deletionOf(version string) *types.Delete {
	o := types.ObjectIdentifier{Key: awssdk.String("q3.csv")}
	if version != "" {
		o.VersionId = awssdk.String(version)
	}
	return &types.Delete{Objects: []types.ObjectIdentifier{o}}
}

func deletesNamedVersions() *compat.Predicate {
	return compat.Document("names a version other than null", func(d *types.Delete) (string, bool) {
		for i := range d.Objects {
			if v := d.Objects[i].VersionId; v != nil && *v != "" && *v != "null" {
				return fmt.Sprintf("Objects[%d].VersionId", i), true
			}
		}
		return "", false
	}, []any{deletionOf("3HL4kqtJlcpXroDTDmjVBH40Nrjfkd")}, []any{deletionOf(""), deletionOf("null")})
}

// deleteDirectoryRules are about deletions from directory buckets.
func deleteDirectoryRules() []compat.Rule {
	del := func(version string) compat.Case {
		return compat.Given(operation.DeleteObjects, member.Bucket, exampleDirectory, member.Delete, deletionOf(version))
	}
	return []compat.Rule{{
		ID:         "directory-bucket-delete-version",
		Topic:      "delete",
		Title:      "Objects in a directory bucket have no versions to delete",
		Problem:    "A version is named, in {target}: {at}",
		Remedy:     "Leave it out",
		Operations: []compat.Operation{operation.DeleteObjects},
		When: compat.All(compat.On(compat.DirectoryBucket, compat.DirectoryAccessPoint),
			compat.Matches(member.Delete, deletesNamedVersions())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:        "Directory buckets have no versions, so null is the only version ID.",
		Fix:        "Leave VersionId out.",
		Sources:    []string{referencePage(operation.DeleteObjects)},
		Doubt:      silent,
		AmazonOnly: true,
		Violating:  []compat.Case{del("3HL4kqtJlcpXroDTDmjVBH40Nrjfkd")},
		Allowed:    []compat.Case{del("")},
	}}
}
