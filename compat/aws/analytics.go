package aws

import (
	"strings"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docAnalyticsDestination = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_AnalyticsS3BucketDestination.html"
	stackdAnalytics         = stackdS3 + "/analytics_rules.go"
	capturedAnalytics       = stackdCaptures + "/analytics_controls_replay.json"
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

func exportsToNoARN() *compat.Predicate {
	return compat.Document("has a destination that isn't an ARN", func(d *types.AnalyticsConfiguration) (string, bool) {
		to := exportDestination(d)
		return "StorageClassAnalysis.DataExport.Destination.S3BucketDestination.Bucket", to != nil && to.Bucket != nil && !isARN(*to.Bucket)
	}, []any{exportedTo("reports-analytics")},
		[]any{exportedTo("arn:aws:s3:::reports-analytics"), exportedTo("arn:aws:s3::111122223333:reports-analytics"), analyticsOf("reports")})
}

func exports() *compat.Predicate {
	return compat.Document("exports its results", func(d *types.AnalyticsConfiguration) (string, bool) {
		return "StorageClassAnalysis.DataExport.Destination.S3BucketDestination.Bucket", exportDestination(d) != nil
	}, []any{exportedTo("arn:aws:s3:::reports-analytics")}, []any{analyticsOf("reports")})
}

func exportsToNamespace() *compat.Predicate {
	return compat.Document("has a destination whose ARN names a Region or an account", func(d *types.AnalyticsConfiguration) (string, bool) {
		to := exportDestination(d)
		if to == nil || to.Bucket == nil || !isARN(*to.Bucket) {
			return "", false
		}
		parts := arnParts(*to.Bucket)
		return "StorageClassAnalysis.DataExport.Destination.S3BucketDestination.Bucket", parts[2] == "s3" && (parts[3] != "" || parts[4] != "")
	}, []any{exportedTo("arn:aws:s3::111122223333:reports-analytics")},
		[]any{exportedTo("arn:aws:s3:::reports-analytics"), exportedTo("reports-analytics"), analyticsOf("reports")})
}

func analyticsWithEmptyID() *compat.Predicate {
	return compat.Document("has an empty Id", func(d *types.AnalyticsConfiguration) (string, bool) {
		return "Id", d.Id != nil && *d.Id == ""
	}, []any{analyticsOf("")}, []any{analyticsOf("reports")})
}

// exportedWith is an export with a changed destination.
func exportedWith(edit func(*types.AnalyticsS3BucketDestination)) *types.AnalyticsConfiguration {
	d := exportedTo("arn:aws:s3:::reports-analytics")
	edit(exportDestination(d))
	return d
}

func exportPrefixEmpty() *types.AnalyticsConfiguration {
	return exportedWith(func(d *types.AnalyticsS3BucketDestination) { d.Prefix = awssdk.String("") })
}

func exportPrefix() *types.AnalyticsConfiguration {
	return exportedWith(func(d *types.AnalyticsS3BucketDestination) { d.Prefix = awssdk.String("reports/") })
}

func exportsToEmptyPrefix() *compat.Predicate {
	return compat.Document("has a destination with an empty prefix", func(d *types.AnalyticsConfiguration) (string, bool) {
		to := exportDestination(d)
		return "StorageClassAnalysis.DataExport.Destination.S3BucketDestination.Prefix", to != nil && to.Prefix != nil && *to.Prefix == ""
	}, []any{exportPrefixEmpty()}, []any{exportPrefix(), exportedTo("arn:aws:s3:::reports-analytics"), analyticsOf("reports")})
}

// analyzed calls what is wrong with the tags of an analysis's filter: those of
// the filter itself or of its And.
func analyzed(name string, wrong tagTest, yes, no []any) *compat.Predicate {
	return compat.Document(name, func(d *types.AnalyticsConfiguration) (string, bool) {
		switch f := d.Filter.(type) {
		case *types.AnalyticsFilterMemberTag:
			if f != nil {
				_, path, found := wrong([]types.Tag{f.Value})
				return "Filter.Tag" + path, found
			}
		case *types.AnalyticsFilterMemberAnd:
			if f != nil {
				return tagPath("Filter.And.Tags", f.Value.Tags, wrong)
			}
		}
		return "", false
	}, yes, no)
}

func analyzedTags(tags ...types.Tag) *types.AnalyticsConfiguration {
	if len(tags) == 1 {
		return analyticsFiltered(&types.AnalyticsFilterMemberTag{Value: tags[0]})
	}
	return analyticsFiltered(&types.AnalyticsFilterMemberAnd{Value: types.AnalyticsAndOperator{Tags: tags}})
}

func analyzedPrefix(prefix string) *types.AnalyticsConfiguration {
	return analyticsFiltered(&types.AnalyticsFilterMemberPrefix{Value: prefix})
}

func analyzedPrefixAndTag(prefix string) *types.AnalyticsConfiguration {
	return analyticsFiltered(&types.AnalyticsFilterMemberAnd{Value: types.AnalyticsAndOperator{Prefix: awssdk.String(prefix), Tags: []types.Tag{teamTag()}}})
}

// An analysis may name a key twice, but not leave a value empty.

func analyzesBadTag() *compat.Predicate {
	return analyzed("filters by a tag that can't exist", eachTag("", func(key, value *string) bool {
		return key != nil && tagKeyInvalid(*key) || value != nil && (*value == "" || tagValueInvalid(*value))
	}), []any{
		analyzedTags(tagSet("k", "")...), analyzedTags(tagSet("", "v")...), analyzedTags(tagSet("a", "b", "k!", "v")...),
		analyzedTags(tagSet(strings.Repeat("k", 129), "v")...), analyzedTags(tagSet("k", strings.Repeat("v", 257))...),
	}, []any{analyzedTags(tagSet("a", "1", "a", "2")...), analyzedTags(tagSet("k", "v")...), analyticsOf("reports")})
}

func analyzesManyTags() *compat.Predicate {
	return analyzed("filters by more than 10 tags", moreTags(maxObjectTags),
		[]any{analyzedTags(numberedTags(11)...)}, []any{analyzedTags(numberedTags(10)...), analyticsOf("reports")})
}

func analyzesEmptyPrefix() *compat.Predicate {
	return compat.Document("filters by an empty prefix", func(d *types.AnalyticsConfiguration) (string, bool) {
		f, ok := d.Filter.(*types.AnalyticsFilterMemberPrefix)
		return "Filter.Prefix", ok && f != nil && f.Value == ""
	}, []any{analyzedPrefix("")}, []any{analyzedPrefix("a/"), analyzedPrefixAndTag(""), analyticsOf("reports")})
}

func analyzesEmptyPrefixAnd() *compat.Predicate {
	return compat.Document("filters by an empty prefix in And", func(d *types.AnalyticsConfiguration) (string, bool) {
		f, ok := d.Filter.(*types.AnalyticsFilterMemberAnd)
		return "Filter.And.Prefix", ok && f != nil && f.Value.Prefix != nil && *f.Value.Prefix == ""
	}, []any{analyzedPrefixAndTag("")}, []any{analyzedPrefixAndTag("a/"), analyzedPrefix(""), analyticsOf("reports")})
}

func exportsToNobody() *compat.Predicate {
	return compat.Document("has a destination with an empty account", func(d *types.AnalyticsConfiguration) (string, bool) {
		to := exportDestination(d)
		return "StorageClassAnalysis.DataExport.Destination.S3BucketDestination.BucketAccountId", to != nil && to.BucketAccountId != nil && *to.BucketAccountId == ""
	}, []any{exportedWith(func(d *types.AnalyticsS3BucketDestination) { d.BucketAccountId = awssdk.String("") })},
		[]any{exportedWith(func(d *types.AnalyticsS3BucketDestination) { d.BucketAccountId = awssdk.String("111122223333") }), analyticsOf("reports")})
}

// analyticsRules are about PutBucketAnalyticsConfiguration; what analytics share
// with other configurations is in configurationRules, and the values of
// enumerations in documentRules.
func analyticsRules() []compat.Rule {
	ops := []compat.Operation{operation.PutBucketAnalyticsConfiguration}
	return []compat.Rule{{
		ID:         "analytics-destination-arn",
		Topic:      "analytics",
		Title:      "The destination of an analysis is given by the ARN of a bucket",
		Problem:    "{at} isn't an ARN",
		Remedy:     "Write arn:aws:s3:::bucket-name",
		Operations: ops,
		When:       compat.Matches(member.AnalyticsConfiguration, exportsToNoARN()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidDestination", Message: "Invalid bucket ARN."},
		Rank:       2,
		Why:        "Configurations name other buckets by ARN.",
		Fix:        "Write the destination as arn:aws:s3:::bucket-name.",
		Sources:    []string{docAnalyticsDestination, capturedAnalytics, stackdAnalytics},
		Violating:  []compat.Case{putAnalytics("reports", exportedTo("reports-analytics"))},
		Allowed:    []compat.Case{putAnalytics("reports", exportedTo("arn:aws:s3:::reports-analytics")), putAnalytics("reports", analyticsOf("reports"))},
	}, {
		ID:         "analytics-destination-namespace",
		Topic:      "analytics",
		Title:      "The ARN of an analysis's destination names neither Region nor account",
		Problem:    "{at} names a Region or an account",
		Remedy:     "Write arn:aws:s3:::bucket-name",
		Operations: ops,
		When:       compat.Matches(member.AnalyticsConfiguration, exportsToNamespace()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidDestination"},
		Rank:       2,
		Doubt:      "It is so for inventories; of analyses, only the answer to a name without an ARN is on record.",
		Why:        "The names of buckets are unique without them, so the parts of a bucket's ARN between s3 and the name are empty.",
		Fix:        "Write arn:aws:s3:::bucket-name, and the owner of the bucket as BucketAccountId.",
		Sources:    []string{docAnalyticsDestination, stackdAnalytics},
		Violating:  []compat.Case{putAnalytics("reports", exportedTo("arn:aws:s3::111122223333:reports-analytics"))},
		Allowed:    []compat.Case{putAnalytics("reports", exportedTo("arn:aws:s3:::reports-analytics"))},
	}, {
		ID:         "analytics-id-empty",
		Topic:      "analytics",
		Title:      "The ID in the analytics configuration isn't empty",
		Problem:    "{at} is empty",
		Remedy:     "Give it the Id of the request",
		Operations: ops,
		When:       compat.All(compat.Related(otherAnalyticsID()), compat.Matches(member.AnalyticsConfiguration, analyticsWithEmptyID())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidConfigId"},
		Rank:       -1, // before the comparison with the ID in the URL
		Why:        "The ID names the configuration, and S3 looks at it alone before it compares it with the one in the URL.",
		Fix:        "Give the document the ID that is in the URL.",
		Sources:    []string{docPutAnalytics, capturedAnalytics},
		Violating:  []compat.Case{putAnalytics("reports", analyticsOf(""))},
		Allowed:    []compat.Case{putAnalytics("reports", analyticsOf("reports"))},
	}, {
		ID:         "analytics-destination-prefix-empty",
		Topic:      "analytics",
		Title:      "The prefix of an analysis's export isn't empty",
		Problem:    "{at} is empty",
		Remedy:     "Leave it out",
		Operations: ops,
		When:       compat.Matches(member.AnalyticsConfiguration, exportsToEmptyPrefix()),
		Answer: compat.Answer{Status: 400, Code: "InvalidDestination",
			Message: "S3BucketDestination Prefix should be set with a valid non-empty value or not set at all."},
		Rank:      2,
		Why:       "An empty prefix is sent as an element without text, which S3 doesn't take for none.",
		Fix:       "Leave Prefix out.",
		Sources:   []string{docAnalyticsDestination, capturedAnalytics, stackdAnalytics},
		Violating: []compat.Case{putAnalytics(exampleConfigurationID, exportPrefixEmpty())},
		Allowed:   []compat.Case{putAnalytics(exampleConfigurationID, exportPrefix())},
	}, {
		ID:         "analytics-destination-account-empty",
		Topic:      "analytics",
		Title:      "The account of an analysis's destination isn't empty",
		Problem:    "{at} is empty",
		Remedy:     "Leave it out",
		Operations: ops,
		When:       compat.Matches(member.AnalyticsConfiguration, exportsToNobody()),
		Answer:     malformedXML,
		Doubt:      "A server that follows S3 says so; S3 is on record only for accepting what isn't an account's number.",
		Why:        "S3's schema seems to want at least one character in the element.",
		Fix:        "Leave BucketAccountId out, or give the 12 digits.",
		Sources:    []string{docAnalyticsDestination, stackdAnalytics},
		Violating:  []compat.Case{putAnalytics(exampleConfigurationID, exportedWith(func(d *types.AnalyticsS3BucketDestination) { d.BucketAccountId = awssdk.String("") }))},
		Allowed:    []compat.Case{putAnalytics(exampleConfigurationID, exportPrefix())},
	}, {
		ID:         "analytics-filter-prefix-empty",
		Topic:      "analytics",
		Title:      "The prefix that an analysis filters by isn't empty",
		Problem:    "{at} is empty",
		Remedy:     "Leave it out",
		Operations: ops,
		When:       compat.Matches(member.AnalyticsConfiguration, analyzesEmptyPrefix()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidPrefix", Message: "Filter Prefix should be set to a valid non-empty value or not set at all."},
		Rank:       2,
		Why:        "S3 doesn't take an empty prefix for the whole bucket.",
		Fix:        "Leave the filter out to analyse the whole bucket.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_AnalyticsFilter.html", capturedAnalytics, stackdAnalytics},
		Violating:  []compat.Case{putAnalytics(exampleConfigurationID, analyzedPrefix(""))},
		Allowed:    []compat.Case{putAnalytics(exampleConfigurationID, analyzedPrefix("a/")), putAnalytics(exampleConfigurationID, analyticsOf(exampleConfigurationID))},
	}, {
		ID:         "analytics-filter-and-prefix-empty",
		Topic:      "analytics",
		Title:      "The prefix in the And that an analysis filters by isn't empty",
		Problem:    "{at} is empty",
		Remedy:     "Leave it out",
		Operations: ops,
		When:       compat.Matches(member.AnalyticsConfiguration, analyzesEmptyPrefixAnd()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidPrefix"},
		Rank:       2,
		Doubt:      "The answer on record is to an empty prefix that is the whole filter.",
		Why:        "S3 doesn't take an empty prefix for the whole bucket.",
		Fix:        "Leave the prefix out of And; a single tag then needs no And.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_AnalyticsAndOperator.html", stackdAnalytics},
		Violating:  []compat.Case{putAnalytics(exampleConfigurationID, analyzedPrefixAndTag(""))},
		Allowed:    []compat.Case{putAnalytics(exampleConfigurationID, analyzedPrefixAndTag("a/"))},
	}, {
		ID:         "analytics-filter-tag",
		Topic:      "analytics",
		Title:      "The tags that an analysis filters by have a key and a value that tags can have",
		Problem:    "{at} isn't a tag that can exist",
		Remedy:     "Correct it",
		Operations: ops,
		When:       compat.Matches(member.AnalyticsConfiguration, analyzesBadTag()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidTag"},
		Rank:       2,
		Why:        "Keys have 1 to 128 characters and values, here, 1 to 256: letters, digits, spaces and _ . : / = + - @.",
		Fix:        "Correct the tag.",
		Sources:    []string{docTag, stackdCaptures + "/analytics_boundaries_replay.json", capturedAnalytics},
		Violating:  []compat.Case{putAnalytics(exampleConfigurationID, analyzedTags(tagSet(strings.Repeat("k", 129), "v")...)), putAnalytics(exampleConfigurationID, analyzedTags(tagSet("k", "")...))},
		Allowed:    []compat.Case{putAnalytics(exampleConfigurationID, analyzedTags(tagSet("a", "1", "a", "2")...))},
	}, {
		ID:         "analytics-filter-tags-too-many",
		Topic:      "analytics",
		Title:      "An analysis filters by at most 10 tags",
		Problem:    "{count} tags at {at}; S3 allows 10",
		Remedy:     "Use fewer",
		Operations: ops,
		When:       compat.Matches(member.AnalyticsConfiguration, analyzesManyTags()),
		Answer: compat.Answer{Status: 400, Code: "InvalidAnd",
			Message: "Number of tags should not be less than 1 and more than 10 within And. And cannot contain less than 2 elements."},
		Rank:      2,
		Doubt:     "A server that follows S3 says so; no answer of S3's to an eleventh tag is known.",
		Why:       "An object has at most 10 tags.",
		Fix:       "Filter by fewer tags.",
		Sources:   []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/analytics-storage-class.html", stackdAnalytics},
		Violating: []compat.Case{putAnalytics(exampleConfigurationID, analyzedTags(numberedTags(11)...))},
		Allowed:   []compat.Case{putAnalytics(exampleConfigurationID, analyzedTags(numberedTags(10)...))},
	}}
}
