package aws

import (
	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// exported is an analytics configuration with an export to the bucket.
func exported(bucket string, format types.AnalyticsS3ExportFileFormat, version types.StorageClassAnalysisSchemaVersion) *types.AnalyticsConfiguration {
	return change(analyticsOf(exampleConfigurationID), func(d *types.AnalyticsConfiguration) {
		d.StorageClassAnalysis = &types.StorageClassAnalysis{DataExport: &types.StorageClassAnalysisDataExport{
			OutputSchemaVersion: version,
			Destination: &types.AnalyticsExportDestination{S3BucketDestination: &types.AnalyticsS3BucketDestination{
				Bucket: awssdk.String(bucket), Format: format,
			}},
		}}
	})
}

// exportedTo is exported with what else an export needs.
func exportedTo(bucket string) *types.AnalyticsConfiguration {
	return exported(bucket, types.AnalyticsS3ExportFileFormatCsv, types.StorageClassAnalysisSchemaVersionV1)
}

func dataExport(d *types.AnalyticsConfiguration) *types.StorageClassAnalysisDataExport {
	if d.StorageClassAnalysis == nil {
		return nil
	}
	return d.StorageClassAnalysis.DataExport
}

func exportDestination(d *types.AnalyticsConfiguration) *types.AnalyticsS3BucketDestination {
	if x := dataExport(d); x != nil && x.Destination != nil {
		return x.Destination.S3BucketDestination
	}
	return nil
}

var exportsToNoBucketARN = compat.Document("has a destination that isn't the ARN of a bucket", func(d *types.AnalyticsConfiguration) (string, bool) {
	to := exportDestination(d)
	if to == nil || to.Bucket == nil {
		return "", false
	}
	parts := arnParts(*to.Bucket)
	return "StorageClassAnalysis.DataExport.Destination.S3BucketDestination.Bucket",
		!isARN(*to.Bucket) || parts[2] == "s3" && (parts[3] != "" || parts[4] != "")
}, []any{exportedTo("reports-analytics"), exportedTo("arn:aws:s3::111122223333:reports-analytics")},
	[]any{exportedTo("arn:aws:s3:::reports-analytics"), analyticsOf("reports")})

// exportedWith is an export with a changed destination.
func exportedWith(edit func(*types.AnalyticsS3BucketDestination)) *types.AnalyticsConfiguration {
	d := exportedTo("arn:aws:s3:::reports-analytics")
	edit(exportDestination(d))
	return d
}

var (
	exportPrefixEmpty = exportedWith(func(d *types.AnalyticsS3BucketDestination) { d.Prefix = awssdk.String("") })
	exportPrefix      = exportedWith(func(d *types.AnalyticsS3BucketDestination) { d.Prefix = awssdk.String("reports/") })

	exportsToEmptyPrefix = compat.Document("has a destination with an empty prefix", func(d *types.AnalyticsConfiguration) (string, bool) {
		to := exportDestination(d)
		return "StorageClassAnalysis.DataExport.Destination.S3BucketDestination.Prefix", to != nil && to.Prefix != nil && *to.Prefix == ""
	}, []any{exportPrefixEmpty}, []any{exportPrefix, exportedTo("arn:aws:s3:::reports-analytics"), analyticsOf("reports")})
)

// analyticsRules are about PutBucketAnalyticsConfiguration; what analytics share
// with other configurations is in configurationRules, and the values of
// enumerations in documentRules.
func analyticsRules() []compat.Rule {
	return []compat.Rule{{
		ID:         "analytics-destination-arn",
		Topic:      "analytics",
		Title:      "The destination of an analysis is given by the ARN of a bucket",
		Operations: []compat.Operation{operation.PutBucketAnalyticsConfiguration},
		When:       compat.Matches(member.AnalyticsConfiguration, exportsToNoBucketARN),
		Answer:     compat.Answer{Status: 400, Code: "InvalidDestination", Message: "Invalid bucket ARN."},
		Rank:       2,
		Why:        "Configurations name other buckets by ARN, without Region and account.",
		Fix:        "Write the destination as arn:aws:s3:::bucket-name.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_AnalyticsS3BucketDestination.html", stackdS3 + "/analytics_rules.go"},
		Violating:  []compat.Case{putAnalytics("reports", exportedTo("reports-analytics"))},
		Allowed:    []compat.Case{putAnalytics("reports", exportedTo("arn:aws:s3:::reports-analytics")), putAnalytics("reports", analyticsOf("reports"))},
	}, {
		ID:         "analytics-destination-prefix-empty",
		Topic:      "analytics",
		Title:      "The prefix of an analysis's export isn't empty",
		Operations: []compat.Operation{operation.PutBucketAnalyticsConfiguration},
		When:       compat.Matches(member.AnalyticsConfiguration, exportsToEmptyPrefix),
		Answer: compat.Answer{Status: 400, Code: "InvalidDestination",
			Message: "S3BucketDestination Prefix should be set with a valid non-empty value or not set at all."},
		Rank:      2,
		Why:       "An empty prefix is sent as an element without text, which S3 doesn't take for none.",
		Fix:       "Leave Prefix out.",
		Sources:   []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_AnalyticsS3BucketDestination.html", stackdS3 + "/analytics_rules.go"},
		Violating: []compat.Case{putAnalytics(exampleConfigurationID, exportPrefixEmpty)},
		Allowed:   []compat.Case{putAnalytics(exampleConfigurationID, exportPrefix)},
	}}
}
