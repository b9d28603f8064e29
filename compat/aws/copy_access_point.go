package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// sourceElsewhere is about destinations that are buckets or access points: a request that
// S3 carries out goes to the endpoint of their Region.
func sourceElsewhere() *compat.Relation {
	return &compat.Relation{
		Name:    "CopySource is an access point of another Region than the endpoint's",
		Members: []compat.Member{member.CopySource},
		Test: func(source, region, _ compat.Value) compat.Truth {
			text, ok := source.Text()
			here, known := region.Text()
			if !ok || !known {
				return compat.Unknown
			}
			from := compat.ParseCopySource(text).Target
			return compat.TruthOf(from.Kinds.Has(compat.AccessPoint) && from.Kinds.Without(compat.Targets(compat.AccessPoint, compat.FSxAccessPoint)).Empty() && isRegionName(here) && isRegionName(from.Region) && here != from.Region)
		},
		Yes: [][]any{{exampleAccessPoint + "/object/a.csv", "eu-west-1"}},
		No:  [][]any{{exampleAccessPoint + "/object/a.csv", "us-west-2"}, {exampleAccessPoint + "/object/a.csv", "aws-global"}, {exampleBucket + "/a.csv", "eu-west-1"}},
	}
}

// copyAccessPointRules are about access points as the source of a copy.
func copyAccessPointRules() []compat.Rule {
	copied := func(op compat.Operation, bucket, source, region string) compat.Case {
		return compat.Given(op, member.Bucket, bucket, member.Key, "b.csv", member.CopySource, source).Regions("", region)
	}
	return []compat.Rule{{
		ID:         "copy-source-access-point-region",
		Topic:      "copy",
		Title:      "A copy from an access point stays within a Region",
		Problem:    "CopySource is an access point of another Region than {endpoint Region|the endpoint's}",
		Remedy:     "Name the bucket as the source",
		Operations: []compat.Operation{operation.CopyObject, operation.UploadPartCopy},
		// That the source is an access point is part of the relation: said here as well, no
		// other source is looked at.
		When: compat.All(compat.On(compat.GeneralPurposeBucket, compat.AccessPoint),
			compat.CopiesFrom(compat.AccessPoint, compat.FSxAccessPoint), compat.RelatedToRegion(sourceElsewhere())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Doubt:      "The documentation says that it isn't supported, not what S3 answers.",
		Why:        "S3 supports copies by access points only if the buckets of source and destination are in the same Region.",
		Fix:        "Name the bucket behind the access point as the source, or copy to a bucket of the access point's Region.",
		Sources:    []string{docCopyObject, referencePage(operation.UploadPartCopy)},
		AmazonOnly: true,
		Violating: []compat.Case{
			copied(operation.CopyObject, exampleBucket, exampleAccessPoint+"/object/a.csv", "eu-west-1"),
			copied(operation.UploadPartCopy, exampleBucket, exampleAccessPoint+"/object/a.csv", "us-east-1"),
		},
		Allowed: []compat.Case{
			copied(operation.CopyObject, exampleBucket, exampleAccessPoint+"/object/a.csv", "us-west-2"),
			copied(operation.CopyObject, exampleBucket, exampleBucket+"/a.csv", "eu-west-1"),
		},
	}}
}
