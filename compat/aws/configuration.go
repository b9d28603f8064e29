package aws

import (
	"strings"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Configurations of which a bucket can have many are told apart by an ID, which
// is in the URL and in the document: analytics, inventory, metrics and
// Intelligent-Tiering configurations. This file has what they share.

const (
	docPutAnalytics = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketAnalyticsConfiguration.html"
	docPutInventory = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketInventoryConfiguration.html"
	docPutMetrics   = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketMetricsConfiguration.html"
	docPutTiering   = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketIntelligentTieringConfiguration.html"

	exampleConfigurationID = "reports"
	maxConfigurationID     = 64
)

// Small valid configurations with the ID.
func analyticsOf(id string) *types.AnalyticsConfiguration {
	return &types.AnalyticsConfiguration{Id: awssdk.String(id), StorageClassAnalysis: &types.StorageClassAnalysis{}}
}

func metricsOf(id string) *types.MetricsConfiguration {
	return &types.MetricsConfiguration{Id: awssdk.String(id)}
}

func tieringOf(id string, tiers ...types.Tiering) *types.IntelligentTieringConfiguration {
	return &types.IntelligentTieringConfiguration{Id: awssdk.String(id), Status: types.IntelligentTieringStatusEnabled, Tierings: tiers}
}

func tier(access types.IntelligentTieringAccessTier, days int32) types.Tiering {
	return types.Tiering{AccessTier: access, Days: awssdk.Int32(days)}
}

func archiveTier() types.Tiering {
	return tier(types.IntelligentTieringAccessTierArchiveAccess, 90)
}

// otherID is a relation of the ID in the URL to the one in a document.
func otherID[T any](m compat.Member, id func(*T) *string, make func(id string) *T) *compat.Relation {
	return &compat.Relation{
		Name:    "Id isn't the ID in " + m.String(),
		Members: []compat.Member{member.Id, m},
		Test: func(inURL, document, _ compat.Value) compat.Truth {
			given, ok := inURL.Text()
			d, is := document.Object().(*T)
			if !ok || !is || d == nil || id(d) == nil {
				return compat.Unknown
			}
			return compat.TruthOf(given != *id(d))
		},
		Yes: [][]any{{"reports", make("logs")}},
		No:  [][]any{{"reports", make("reports")}},
	}
}

func otherAnalyticsID() *compat.Relation {
	return otherID(member.AnalyticsConfiguration, func(d *types.AnalyticsConfiguration) *string { return d.Id }, analyticsOf)
}

func otherMetricsID() *compat.Relation {
	return otherID(member.MetricsConfiguration, func(d *types.MetricsConfiguration) *string { return d.Id }, metricsOf)
}

func otherTieringID() *compat.Relation {
	return otherID(member.IntelligentTieringConfiguration, func(d *types.IntelligentTieringConfiguration) *string { return d.Id },
		func(id string) *types.IntelligentTieringConfiguration { return tieringOf(id, archiveTier()) })
}

func otherInventoryID() *compat.Relation {
	return otherID(member.InventoryConfiguration, func(d *types.InventoryConfiguration) *string { return d.Id }, inventoryOf)
}

func longConfigurationID() *compat.Predicate {
	return compat.Longer("is longer than 64 characters", maxConfigurationID,
		[]any{strings.Repeat("a", maxConfigurationID+1)}, []any{strings.Repeat("a", maxConfigurationID), "reports"})
}

func irregularConfigurationID() *compat.Predicate {
	return compat.Text("has other characters than letters, digits, periods, hyphens and underscores", func(s string) bool {
		for i := range len(s) {
			c := s[i]
			regular := 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '.' || c == '-' || c == '_'
			if !regular {
				return true
			}
		}
		return false
	}, []any{"my reports", "reports/2026"}, []any{"reports_2026-Q3.all"})
}

func andOfOneAnalytics() *compat.Predicate {
	return compat.Document("has a filter whose And has fewer than two conditions", func(d *types.AnalyticsConfiguration) (string, bool) {
		f, ok := d.Filter.(*types.AnalyticsFilterMemberAnd)
		return "Filter.And", ok && f != nil && conditions(f.Value.Prefix, nil, f.Value.Tags) < 2
	}, []any{analyticsFiltered(&types.AnalyticsFilterMemberAnd{Value: types.AnalyticsAndOperator{Prefix: awssdk.String("a/")}}), analyticsFiltered(&types.AnalyticsFilterMemberAnd{})},
		[]any{analyticsOf("reports"), analyticsFiltered(&types.AnalyticsFilterMemberPrefix{Value: "a/"}),
			analyticsFiltered(&types.AnalyticsFilterMemberAnd{Value: types.AnalyticsAndOperator{Prefix: awssdk.String("a/"), Tags: []types.Tag{teamTag()}}})})
}

func andOfOneMetrics() *compat.Predicate {
	return compat.Document("has a filter whose And has fewer than two conditions", func(d *types.MetricsConfiguration) (string, bool) {
		f, ok := d.Filter.(*types.MetricsFilterMemberAnd)
		return "Filter.And", ok && f != nil && conditions(f.Value.Prefix, f.Value.AccessPointArn, f.Value.Tags) < 2
	}, []any{metricsFiltered(&types.MetricsFilterMemberAnd{Value: types.MetricsAndOperator{Tags: []types.Tag{teamTag()}}}), metricsFiltered(&types.MetricsFilterMemberAnd{})},
		[]any{metricsOf("reports"), metricsFiltered(&types.MetricsFilterMemberTag{Value: teamTag()}),
			metricsFiltered(&types.MetricsFilterMemberAnd{Value: types.MetricsAndOperator{Prefix: awssdk.String("a/"), AccessPointArn: awssdk.String(exampleAccessPoint)}})})
}

func andOfOneTiering() *compat.Predicate {
	return compat.Document("has a filter whose And has fewer than two conditions", func(d *types.IntelligentTieringConfiguration) (string, bool) {
		return "Filter.And", d.Filter != nil && d.Filter.And != nil && conditions(d.Filter.And.Prefix, nil, d.Filter.And.Tags) < 2
	}, []any{tieringFiltered(&types.IntelligentTieringFilter{And: &types.IntelligentTieringAndOperator{Prefix: awssdk.String("a/")}})},
		[]any{tieringOf("reports", archiveTier()), tieringFiltered(&types.IntelligentTieringFilter{Prefix: awssdk.String("a/")}),
			tieringFiltered(&types.IntelligentTieringFilter{And: &types.IntelligentTieringAndOperator{Prefix: awssdk.String("a/"), Tags: []types.Tag{teamTag()}}})})
}

func teamTag() types.Tag {
	return types.Tag{Key: awssdk.String("team"), Value: awssdk.String("blue")}
}

func teamTagged() *types.IntelligentTieringFilter {
	tag := teamTag()
	return &types.IntelligentTieringFilter{Tag: &tag}
}

func teamTaggedWithPrefix() *types.IntelligentTieringFilter {
	f := teamTagged()
	f.Prefix = awssdk.String("a/")
	return f
}

func conditions(prefix, accessPoint *string, tags []types.Tag) int {
	n := len(tags)
	if prefix != nil {
		n++
	}
	if accessPoint != nil {
		n++
	}
	return n
}

func analyticsFiltered(f types.AnalyticsFilter) *types.AnalyticsConfiguration {
	return change(analyticsOf(exampleConfigurationID), func(d *types.AnalyticsConfiguration) { d.Filter = f })
}

func metricsFiltered(f types.MetricsFilter) *types.MetricsConfiguration {
	return change(metricsOf(exampleConfigurationID), func(d *types.MetricsConfiguration) { d.Filter = f })
}

func tieringFiltered(f *types.IntelligentTieringFilter) *types.IntelligentTieringConfiguration {
	return change(tieringOf(exampleConfigurationID, archiveTier()), func(d *types.IntelligentTieringConfiguration) { d.Filter = f })
}

// Examples of the operations that put a configuration, with the ID in the URL.
func putAnalytics(id string, d *types.AnalyticsConfiguration) compat.Case {
	return compat.Given(operation.PutBucketAnalyticsConfiguration, member.Id, id, member.AnalyticsConfiguration, d)
}

func putInventory(id string, d *types.InventoryConfiguration) compat.Case {
	return compat.Given(operation.PutBucketInventoryConfiguration, member.Id, id, member.InventoryConfiguration, d)
}

func putMetrics(id string, d *types.MetricsConfiguration) compat.Case {
	return compat.Given(operation.PutBucketMetricsConfiguration, member.Id, id, member.MetricsConfiguration, d)
}

func putTiering(id string, d *types.IntelligentTieringConfiguration) compat.Case {
	return compat.Given(operation.PutBucketIntelligentTieringConfiguration, member.Id, id, member.IntelligentTieringConfiguration, d)
}

// configurationRules are about IDs, filters and the absence of configurations
// that a bucket can have many of.
func configurationRules() []compat.Rule {
	long := strings.Repeat("a", maxConfigurationID+1)
	rules := []compat.Rule{{
		ID:         "configuration-id-differs",
		Topic:      "configurations",
		Title:      "The ID in the document must be the one in the URL",
		Problem:    "Id isn't the one in the document",
		Remedy:     "Make them equal",
		Operations: []compat.Operation{operation.PutBucketAnalyticsConfiguration, operation.PutBucketMetricsConfiguration, operation.PutBucketIntelligentTieringConfiguration},
		When:       compat.Any(compat.Related(otherAnalyticsID()), compat.Related(otherMetricsID()), compat.Related(otherTieringID())),
		Answer:     malformedXML,
		Why:        "The ID names the configuration in both places, and S3 takes a document with another one for malformed.",
		Fix:        "Give Id and the document's Id the same value, with case and spaces.",
		Sources: []string{"recorded:ls-b-0145", "https://github.com/boto/boto3/issues/3401", "https://github.com/aws/aws-cli/issues/4476",
			"https://github.com/aws/aws-cli/issues/2355", capturedAnalytics},
		Violating: []compat.Case{
			putAnalytics("reports", analyticsOf("logs")), putMetrics("reports", metricsOf(" reports ")), putTiering("reports", tieringOf("Reports", archiveTier())),
		},
		Allowed: []compat.Case{
			putAnalytics("reports", analyticsOf("reports")), putMetrics("reports", metricsOf("reports")), putTiering("reports", tieringOf("reports", archiveTier())),
		},
	}, {
		ID:         "inventory-id-differs",
		Topic:      "inventory",
		Title:      "The ID in the inventory configuration must be the one in the URL",
		Problem:    "Id isn't the one in InventoryConfiguration",
		Remedy:     "Make them equal",
		Operations: []compat.Operation{operation.PutBucketInventoryConfiguration},
		When:       compat.Related(otherInventoryID()),
		Answer:     compat.Answer{Status: 400, Code: "IdMismatch", Message: "Document ID does not match the specified configuration ID."},
		Rank:       1, // after the schema
		Why:        "The ID names the configuration in both places.",
		Fix:        "Give Id and the document's Id the same value.",
		Sources:    []string{docPutInventory, localStack("validation.py#L394")},
		Violating:  []compat.Case{putInventory("reports", inventoryOf("logs"))},
		Allowed:    []compat.Case{putInventory("reports", inventoryOf("reports"))},
	}, {
		ID:         "configuration-id-length",
		Topic:      "configurations",
		Title:      "The ID of an inventory or metrics configuration has at most 64 characters",
		Problem:    "Id has {length Id} bytes; S3 allows 64 characters",
		Remedy:     "Shorten it",
		Operations: []compat.Operation{operation.PutBucketInventoryConfiguration, operation.PutBucketMetricsConfiguration},
		When:       compat.Matches(member.Id, longConfigurationID()),
		Answer:     malformedXML,
		Why:        "S3's schema limits the ID to 64 characters.",
		Fix:        "Choose a shorter ID.",
		Sources:    []string{docPutMetrics, "https://github.com/aws/aws-cdk/issues/27793"},
		Violating:  []compat.Case{putInventory(long, inventoryOf(long)), putMetrics(long, metricsOf(long))},
		Allowed: []compat.Case{
			putInventory(long[1:], inventoryOf(long[1:])), putMetrics(long[1:], metricsOf(long[1:])),
		},
	}, {
		ID:         "metrics-id-characters",
		Topic:      "metrics",
		Title:      "The ID of a metrics configuration consists of letters, digits, periods, hyphens and underscores",
		Problem:    "Id has other characters than letters, digits, ., - and _",
		Remedy:     "Choose another",
		Operations: []compat.Operation{operation.PutBucketMetricsConfiguration},
		When:       compat.Matches(member.Id, irregularConfigurationID()),
		Answer:     malformedXML,
		Why:        "The ID becomes the name of a dimension in CloudWatch.",
		Fix:        "Choose an ID of those characters.",
		Sources:    []string{docPutMetrics},
		Violating:  []compat.Case{putMetrics("my reports", metricsOf("my reports"))},
		Allowed:    []compat.Case{putMetrics("my_reports-2026.Q3", metricsOf("my_reports-2026.Q3"))},
	}, {
		ID:         "configuration-id-form",
		Topic:      "configurations",
		Title:      "The ID of a configuration has at most 64 letters, digits, periods, hyphens and underscores",
		Problem:    "Id, of {length Id} bytes, isn't up to 64 letters, digits, ., - and _",
		Remedy:     "Choose another",
		Operations: []compat.Operation{operation.PutBucketAnalyticsConfiguration},
		When:       compat.Any(compat.Matches(member.Id, longConfigurationID()), compat.Matches(member.Id, irregularConfigurationID())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidConfigId"},
		Doubt:      "The form is documented for metrics; here a server that follows S3 says so.",
		Why:        "IDs of all kinds of configurations seem to follow one form.",
		Fix:        "Choose a shorter ID of those characters.",
		Sources:    []string{docPutMetrics, stackdS3 + "/configurations.go"},
		Violating:  []compat.Case{putAnalytics(long, analyticsOf(long))},
		Allowed:    []compat.Case{putAnalytics("reports", analyticsOf("reports"))},
	}, {
		ID:         "tiering-id-form",
		Topic:      "intelligent-tiering",
		Title:      "The ID of an intelligent-tiering configuration has at most 64 letters, digits, periods, hyphens and underscores",
		Problem:    "Id, of {length Id} bytes, isn't up to 64 letters, digits, ., - and _",
		Remedy:     "Choose another",
		Operations: []compat.Operation{operation.PutBucketIntelligentTieringConfiguration},
		When:       compat.Any(compat.Matches(member.Id, longConfigurationID()), compat.Matches(member.Id, irregularConfigurationID())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidConfigId"},
		Why:        "S3 was seen to take 1 to 64 of these characters.",
		Fix:        "Choose a shorter ID of those characters.",
		Sources:    []string{docPutTiering, stackdS3 + "/configurations.go", stackdNotes + "#s3-intelligent-tiering"},
		Violating:  []compat.Case{putTiering(long, tieringOf(long, archiveTier())), putTiering("my reports", tieringOf("my reports", archiveTier()))},
		Allowed:    []compat.Case{putTiering("reports", tieringOf("reports", archiveTier())), putTiering(long[1:], tieringOf(long[1:], archiveTier()))},
	}, {
		ID:         "inventory-id-characters",
		Topic:      "inventory",
		Title:      "The ID of an inventory consists of letters, digits, periods, hyphens and underscores",
		Problem:    "Id has other characters than letters, digits, ., - and _",
		Remedy:     "Choose another",
		Operations: []compat.Operation{operation.PutBucketInventoryConfiguration},
		When:       compat.Matches(member.Id, irregularConfigurationID()),
		Answer:     malformedXML,
		Why:        "The document doesn't validate against S3's schema, as with metrics.",
		Fix:        "Choose an ID of those characters.",
		Sources:    []string{referencePage(operation.PutBucketInventoryConfiguration), stackdS3 + "/inventory_rules.go", stackdNotes + "#s3-inventory"},
		Violating:  []compat.Case{putInventory("my reports", inventoryOf("my reports"))},
		Allowed:    []compat.Case{putInventory("my_reports-2026.Q3", inventoryOf("my_reports-2026.Q3"))},
	}, {
		ID:         "configuration-filter-and",
		Topic:      "configurations",
		Title:      "And joins at least two conditions of a filter of metrics",
		Problem:    "{at} has fewer than two conditions",
		Remedy:     "Leave And out",
		Operations: []compat.Operation{operation.PutBucketMetricsConfiguration},
		When:       compat.Matches(member.MetricsConfiguration, andOfOneMetrics()),
		Answer:     malformedXML,
		Why:        "A filter is one prefix, one tag or one access point; And is for their combinations, so one alone in it doesn't fit the schema.",
		Fix:        "Give the only condition without And, or leave the filter out.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_MetricsAndOperator.html", "https://github.com/floci-io/floci/pull/2382", capturedMetrics},
		Violating:  []compat.Case{putMetrics("reports", metricsFiltered(&types.MetricsFilterMemberAnd{Value: types.MetricsAndOperator{Tags: []types.Tag{teamTag()}}}))},
		Allowed: []compat.Case{
			putMetrics("reports", metricsFiltered(&types.MetricsFilterMemberAnd{Value: types.MetricsAndOperator{Prefix: awssdk.String("a/"), Tags: []types.Tag{teamTag()}}})),
		},
	}, {
		ID:         "configuration-filter-and-conditions",
		Topic:      "configurations",
		Title:      "And joins at least two conditions of a filter of analytics or Intelligent-Tiering",
		Problem:    "{at} has fewer than two conditions",
		Remedy:     "Leave And out",
		Operations: []compat.Operation{operation.PutBucketAnalyticsConfiguration, operation.PutBucketIntelligentTieringConfiguration},
		When: compat.Any(compat.Matches(member.AnalyticsConfiguration, andOfOneAnalytics()),
			compat.Matches(member.IntelligentTieringConfiguration, andOfOneTiering())),
		Answer: compat.Answer{Status: 400, Code: "InvalidAnd", Message: "Number of Prefixes and Tags combined cannot be less than 2. And cannot contain less than 2 elements."},
		Why:    "A filter is one prefix or one tag; And is for their combinations.",
		Fix:    "Give the only condition without And, or leave the filter out.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_AnalyticsAndOperator.html", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_IntelligentTieringAndOperator.html",
			capturedAnalytics, stackdTiering},
		Violating: []compat.Case{
			putAnalytics("reports", analyticsFiltered(&types.AnalyticsFilterMemberAnd{Value: types.AnalyticsAndOperator{Prefix: awssdk.String("a/")}})),
			putTiering("reports", tieringFiltered(&types.IntelligentTieringFilter{And: &types.IntelligentTieringAndOperator{Tags: []types.Tag{teamTag()}}})),
		},
		Allowed: []compat.Case{
			putAnalytics("reports", analyticsFiltered(&types.AnalyticsFilterMemberPrefix{Value: "a/"})),
			putTiering("reports", tieringFiltered(teamTagged())),
		},
	}}
	return append(rules, absentConfigurationRules()...)
}

// absentConfigurationRules are about reading and deleting a configuration of a
// bucket that has none of its kind. Whether one of several has the ID is
// nothing that is known of a bucket.
func absentConfigurationRules() []compat.Rule {
	var rules []compat.Rule
	for _, x := range []struct {
		id, name string
		feature  compat.Feature
		get, del compat.Operation
		sources  []string
	}{
		{"analytics", "analytics", compat.Analytics, operation.GetBucketAnalyticsConfiguration, operation.DeleteBucketAnalyticsConfiguration,
			[]string{"recorded:ls-b-0146", "recorded:ls-b-0147"}},
		{"inventory", "inventory", compat.Inventory, operation.GetBucketInventoryConfiguration, operation.DeleteBucketInventoryConfiguration,
			[]string{"recorded:ls-b-0165"}},
		{"metrics", "metrics", compat.Metrics, operation.GetBucketMetricsConfiguration, operation.DeleteBucketMetricsConfiguration,
			[]string{"recorded:ls-e-0244"}},
		{"intelligent-tiering", "Intelligent-Tiering", compat.Tiering, operation.GetBucketIntelligentTieringConfiguration, operation.DeleteBucketIntelligentTieringConfiguration,
			[]string{"recorded:ls-b-0146"}},
	} {
		get, del := compat.Given(x.get, member.Id, "reports"), compat.Given(x.del, member.Id, "reports")
		rules = append(rules, compat.Rule{
			ID:         x.id + "-configuration-absent",
			Topic:      "configurations",
			Title:      "The bucket has no such " + x.name + " configuration",
			Problem:    "The bucket has no " + x.name + " configuration",
			Remedy:     "Take it as absent",
			Operations: []compat.Operation{x.get, x.del},
			When:       compat.Bucket(x.feature, "none"),
			Answer:     compat.Answer{Status: 404, Code: "NoSuchConfiguration", Message: "The specified configuration does not exist."},
			Rank:       rankExists,
			Why:        "The bucket has no " + x.name + " configuration at all. Unlike other configurations, an absent one of this kind can't be deleted either.",
			Fix:        "Take the error for absence, or list the bucket's configurations.",
			Sources:    x.sources,
			Violating:  []compat.Case{get.InBucket(x.feature, "none"), del.InBucket(x.feature, "none")},
			Allowed:    []compat.Case{get.InBucket(x.feature, "some"), del.InBucket(x.feature, "some"), get},
		})
	}
	return rules
}
