package aws

import (
	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docMetricsConfiguration = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_MetricsConfiguration.html"
	capturedMetrics         = stackdCaptures + "/request_metrics_control_replay.json"
)

func filtersMetricsByTag() *compat.Predicate {
	return compat.Document("has a filter with tags", func(d *types.MetricsConfiguration) (string, bool) {
		switch f := d.Filter.(type) {
		case *types.MetricsFilterMemberTag:
			return "Filter.Tag", f != nil
		case *types.MetricsFilterMemberAnd:
			return "Filter.And.Tags", f != nil && len(f.Value.Tags) > 0
		}
		return "", false
	}, []any{metricsFiltered(&types.MetricsFilterMemberTag{Value: teamTag()}),
		metricsFiltered(&types.MetricsFilterMemberAnd{Value: types.MetricsAndOperator{Prefix: awssdk.String("a/"), Tags: []types.Tag{teamTag()}}})},
		[]any{metricsOf("reports"), metricsFiltered(&types.MetricsFilterMemberPrefix{Value: "a/"})})
}

func filtersMetricsByNoARN() *compat.Predicate {
	return compat.Document("has a filter with an access point that isn't given by its ARN", func(d *types.MetricsConfiguration) (string, bool) {
		switch f := d.Filter.(type) {
		case *types.MetricsFilterMemberAccessPointArn:
			return "Filter.AccessPointArn", f != nil && !isARN(f.Value)
		case *types.MetricsFilterMemberAnd:
			return "Filter.And.AccessPointArn", f != nil && f.Value.AccessPointArn != nil && !isARN(*f.Value.AccessPointArn)
		}
		return "", false
	}, []any{metricsFiltered(&types.MetricsFilterMemberAccessPointArn{Value: "reports-ap"})},
		[]any{metricsOf("reports"), metricsFiltered(&types.MetricsFilterMemberAccessPointArn{Value: exampleAccessPoint})})
}

func metricsOfPrefixAndTag(prefix string) types.MetricsFilter {
	return &types.MetricsFilterMemberAnd{Value: types.MetricsAndOperator{Prefix: awssdk.String(prefix), Tags: []types.Tag{teamTag()}}}
}

func metricsOfEmptyPrefix() *compat.Predicate {
	return compat.Document("filters by an empty prefix", func(d *types.MetricsConfiguration) (string, bool) {
		f, ok := d.Filter.(*types.MetricsFilterMemberPrefix)
		return "Filter.Prefix", ok && f != nil && f.Value == ""
	}, []any{metricsFiltered(&types.MetricsFilterMemberPrefix{})},
		[]any{metricsOf("reports"), metricsFiltered(&types.MetricsFilterMemberPrefix{Value: "a/"}), metricsFiltered(metricsOfPrefixAndTag(""))})
}

func metricsOfEmptyPrefixAnd() *compat.Predicate {
	return compat.Document("filters by an empty prefix in And", func(d *types.MetricsConfiguration) (string, bool) {
		f, ok := d.Filter.(*types.MetricsFilterMemberAnd)
		return "Filter.And.Prefix", ok && f != nil && f.Value.Prefix != nil && *f.Value.Prefix == ""
	}, []any{metricsFiltered(metricsOfPrefixAndTag(""))},
		[]any{metricsOf("reports"), metricsFiltered(metricsOfPrefixAndTag("a/")), metricsFiltered(&types.MetricsFilterMemberPrefix{})})
}

// metricsRules are about PutBucketMetricsConfiguration; what metrics share with
// other configurations is in configurationRules.
func metricsRules() []compat.Rule {
	ops := []compat.Operation{operation.PutBucketMetricsConfiguration}
	put := func(f types.MetricsFilter) compat.Case { return putMetrics("reports", metricsFiltered(f)) }
	return []compat.Rule{{
		ID:         "metrics-filter-prefix-empty",
		Topic:      "metrics",
		Title:      "The prefix that metrics are filtered by isn't empty",
		Problem:    "{at} is empty",
		Remedy:     "Leave it out",
		Operations: ops,
		When:       compat.Matches(member.MetricsConfiguration, metricsOfEmptyPrefix()),
		Answer:     malformedXML,
		Why:        "S3 doesn't take an empty prefix for the whole bucket.",
		Fix:        "Leave the filter out to measure the whole bucket.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_MetricsFilter.html", capturedMetrics},
		Violating:  []compat.Case{put(&types.MetricsFilterMemberPrefix{})},
		Allowed:    []compat.Case{put(&types.MetricsFilterMemberPrefix{Value: "a/"}), putMetrics("reports", metricsOf("reports"))},
	}, {
		ID:         "metrics-filter-and-prefix-empty",
		Topic:      "metrics",
		Title:      "The prefix in the And that metrics are filtered by isn't empty",
		Problem:    "{at} is empty",
		Remedy:     "Leave it out",
		Operations: ops,
		When:       compat.Matches(member.MetricsConfiguration, metricsOfEmptyPrefixAnd()),
		Answer:     malformedXML,
		Doubt:      "The answer on record is to an empty prefix that is the whole filter.",
		Why:        "S3 doesn't take an empty prefix for the whole bucket.",
		Fix:        "Leave the prefix out of And; a single other condition then needs no And.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_MetricsAndOperator.html", stackdS3 + "/metrics_filter.go"},
		Violating:  []compat.Case{put(metricsOfPrefixAndTag(""))},
		Allowed:    []compat.Case{put(metricsOfPrefixAndTag("a/"))},
	}, {
		ID:         "metrics-filter-tags-directory-bucket",
		Topic:      "metrics",
		Title:      "Metrics of a directory bucket can't be filtered by tags",
		Problem:    "{at} is set, for {target}",
		Remedy:     "Filter by prefix",
		Operations: ops,
		When:       compat.All(compat.On(compat.DirectoryBucket), compat.Matches(member.MetricsConfiguration, filtersMetricsByTag())),
		Answer:     malformedXML,
		AmazonOnly: true,
		Doubt:      "The documentation says that it isn't supported, not what S3 answers.",
		Why:        "Objects in directory buckets have no tags.",
		Fix:        "Filter by prefix or access point.",
		Sources:    []string{docMetricsConfiguration, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_MetricsAndOperator.html"},
		Violating:  []compat.Case{put(&types.MetricsFilterMemberTag{Value: teamTag()}).With(member.Bucket, exampleDirectory)},
		Allowed: []compat.Case{
			put(&types.MetricsFilterMemberPrefix{Value: "a/"}).With(member.Bucket, exampleDirectory),
			put(&types.MetricsFilterMemberTag{Value: teamTag()}),
		},
	}, {
		ID:         "metrics-filter-access-point-arn",
		Topic:      "metrics",
		Title:      "Metrics are filtered by the ARN of an access point",
		Problem:    "{at} isn't the ARN of an access point",
		Remedy:     "Give its ARN",
		Operations: ops,
		When:       compat.Matches(member.MetricsConfiguration, filtersMetricsByNoARN()),
		Answer:     malformedXML,
		AmazonOnly: true,
		Doubt:      "The documentation asks for the ARN; what S3 answers to a name or an alias, only a server that follows it says.",
		Why:        "The name of an access point is unique only within an account and Region.",
		Fix:        "Write arn:aws:s3:region:account-id:accesspoint/name.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_MetricsFilter.html"},
		Violating:  []compat.Case{put(&types.MetricsFilterMemberAccessPointArn{Value: "reports-ap"})},
		Allowed:    []compat.Case{put(&types.MetricsFilterMemberAccessPointArn{Value: exampleAccessPoint})},
	}}
}
