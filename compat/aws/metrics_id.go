package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// metricsIDRules are about asking for a metrics configuration that can't exist.
func metricsIDRules() []compat.Rule {
	get := func(id string) compat.Case {
		return compat.Given(operation.GetBucketMetricsConfiguration, member.Bucket, exampleBucket, member.Id, id)
	}
	drop := func(id string) compat.Case {
		return compat.Given(operation.DeleteBucketMetricsConfiguration, member.Bucket, exampleBucket, member.Id, id)
	}
	return []compat.Rule{{
		ID:         "metrics-id-empty",
		Topic:      "metrics",
		Title:      "A metrics configuration is deleted by its ID",
		Problem:    "Id is empty",
		Remedy:     "Give an existing one",
		Operations: []compat.Operation{operation.DeleteBucketMetricsConfiguration},
		When:       compat.Equals(member.Id, ""),
		Answer:     compat.Answer{Status: 400, Code: "InvalidConfigurationId"},
		Why:        "No configuration has an empty ID, and S3 looks at the ID before it looks for the configuration.",
		Fix:        "Give the ID that the configuration was made with; ListBucketMetricsConfigurations tells those there are.",
		Sources:    []string{referencePage(operation.DeleteBucketMetricsConfiguration), "recorded:cap-stackd-0580"},
		Violating:  []compat.Case{drop("")},
		Allowed:    []compat.Case{drop("reports")},
	}, {
		ID:         "metrics-id-impossible",
		Topic:      "metrics",
		Title:      "No metrics configuration can have this ID",
		Problem:    "Id, of {length Id} bytes, isn't up to 64 letters, digits, ., - and _",
		Remedy:     "Give an existing one",
		Operations: []compat.Operation{operation.GetBucketMetricsConfiguration, operation.DeleteBucketMetricsConfiguration},
		When:       compat.Any(compat.Matches(member.Id, longConfigurationID()), compat.Matches(member.Id, irregularConfigurationID())),
		Answer:     compat.Answer{Status: 404, Code: "NoSuchConfiguration", Message: "The specified configuration does not exist."},
		Why:        "An ID has at most 64 letters, digits, periods, hyphens and underscores, and no configuration with another one can have been made.",
		Fix:        "Give the ID that the configuration was made with; ListBucketMetricsConfigurations tells those there are.",
		Sources:    []string{referencePage(operation.GetBucketMetricsConfiguration)},
		Doubt:      "S3 may answer 400 instead, and servers other than Amazon's may allow other IDs.",
		Violating:  []compat.Case{get("my reports")},
		Allowed:    []compat.Case{get("my_reports")},
	}}
}
