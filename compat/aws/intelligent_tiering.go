package aws

import (
	"strconv"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	stackdTiering = stackdS3 + "/tiering_rules.go"

	docTiering = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tiering.html"

	minArchiveDays, minDeepArchiveDays, maxTieringDays = 90, 180, 730
)

func deepTier() types.Tiering {
	return tier(types.IntelligentTieringAccessTierDeepArchiveAccess, minDeepArchiveDays)
}

func tieringWith(tiers ...types.Tiering) *types.IntelligentTieringConfiguration {
	if tiers == nil {
		tiers = []types.Tiering{}
	}
	return tieringOf(exampleConfigurationID, tiers...)
}

// anyTier is a predicate over the tiers of an Intelligent-Tiering
// configuration.
func anyTier(name string, test func(access types.IntelligentTieringAccessTier, days int32) bool, yes, no []any) *compat.Predicate {
	return compat.Document(name, func(d *types.IntelligentTieringConfiguration) (string, bool) {
		for i := range d.Tierings {
			if t := &d.Tierings[i]; t.Days != nil && test(t.AccessTier, *t.Days) {
				return "Tierings[" + strconv.Itoa(i) + "].Days", true
			}
		}
		return "", false
	}, yes, no)
}

func noTierings() *compat.Predicate {
	return compat.Document("has no tiers", func(d *types.IntelligentTieringConfiguration) (string, bool) {
		// Without the list the SDK doesn't send.
		return "Tierings", d.Tierings != nil && len(d.Tierings) == 0
	}, []any{tieringWith()}, []any{tieringWith(archiveTier())})
}

func tooFewTieringDays() *compat.Predicate {
	return anyTier("archives before 90 days, or deep before 180 days", func(access types.IntelligentTieringAccessTier, days int32) bool {
		switch access {
		case types.IntelligentTieringAccessTierArchiveAccess:
			return days < minArchiveDays
		case types.IntelligentTieringAccessTierDeepArchiveAccess:
			return days < minDeepArchiveDays
		}
		return false
	}, []any{
		tieringWith(tier(types.IntelligentTieringAccessTierArchiveAccess, 30)),
		tieringWith(archiveTier(), tier(types.IntelligentTieringAccessTierDeepArchiveAccess, 179)),
	}, []any{tieringWith(archiveTier()), tieringWith(archiveTier(), deepTier())})
}

func tooManyTieringDays() *compat.Predicate {
	return anyTier("archives after more than 730 days", func(_ types.IntelligentTieringAccessTier, days int32) bool {
		return days > maxTieringDays
	}, []any{tieringWith(tier(types.IntelligentTieringAccessTierArchiveAccess, 731))},
		[]any{tieringWith(tier(types.IntelligentTieringAccessTierDeepArchiveAccess, 730))})
}

func sameTierTwice() *compat.Predicate {
	return compat.Document("has a tier twice", func(d *types.IntelligentTieringConfiguration) (string, bool) {
		if i := repeated(len(d.Tierings), func(i int) (string, bool) { return string(d.Tierings[i].AccessTier), true }); i >= 0 {
			return "Tierings[" + strconv.Itoa(i) + "].AccessTier", true
		}
		return "", false
	}, []any{tieringWith(archiveTier(), tier(types.IntelligentTieringAccessTierArchiveAccess, 120))},
		[]any{tieringWith(archiveTier(), deepTier()), tieringWith(archiveTier())})
}

func deepBeforeArchive() *compat.Predicate {
	return compat.Document("archives deeply no later than it archives", func(d *types.IntelligentTieringConfiguration) (string, bool) {
		latest, archives := int32(0), false
		for i := range d.Tierings {
			if t := &d.Tierings[i]; t.AccessTier == types.IntelligentTieringAccessTierArchiveAccess && t.Days != nil {
				latest, archives = max(latest, *t.Days), true
			}
		}
		for i := range d.Tierings {
			if t := &d.Tierings[i]; archives && t.AccessTier == types.IntelligentTieringAccessTierDeepArchiveAccess && t.Days != nil && *t.Days <= latest {
				return "Tierings[" + strconv.Itoa(i) + "].Days", true
			}
		}
		return "", false
	}, []any{tieringWith(tier(types.IntelligentTieringAccessTierArchiveAccess, 200), deepTier())}, []any{tieringWith(archiveTier(), deepTier())})
}

func severalTieringFilters() *compat.Predicate {
	return compat.Document("has a filter with more than one of And, Prefix and Tag", func(d *types.IntelligentTieringConfiguration) (string, bool) {
		if d.Filter == nil {
			return "", false
		}
		n := 0
		for _, set := range [...]bool{d.Filter.And != nil, d.Filter.Prefix != nil, d.Filter.Tag != nil} {
			if set {
				n++
			}
		}
		return "Filter", n > 1
	}, []any{tieringFiltered(teamTaggedWithPrefix())},
		[]any{tieringFiltered(&types.IntelligentTieringFilter{Prefix: awssdk.String("a/")}), tieringOf("reports", archiveTier())})
}

func emptyTieringFilter() *compat.Predicate {
	return compat.Document("has a filter without And, Prefix and Tag", func(d *types.IntelligentTieringConfiguration) (string, bool) {
		return "Filter", d.Filter != nil && d.Filter.And == nil && d.Filter.Prefix == nil && d.Filter.Tag == nil
	}, []any{tieringFiltered(&types.IntelligentTieringFilter{})},
		[]any{tieringFiltered(&types.IntelligentTieringFilter{Prefix: awssdk.String("a/")}), tieringOf("reports", archiveTier())})
}

// intelligentTieringRules are about PutBucketIntelligentTieringConfiguration;
// what it shares with other configurations is in configurationRules, and the
// values of enumerations in documentRules.
func intelligentTieringRules() []compat.Rule {
	ops := []compat.Operation{operation.PutBucketIntelligentTieringConfiguration}
	put := func(d *types.IntelligentTieringConfiguration) compat.Case {
		return putTiering(exampleConfigurationID, d)
	}
	matches := func(p *compat.Predicate) compat.Condition {
		return compat.Matches(member.IntelligentTieringConfiguration, p)
	}
	return []compat.Rule{{
		ID:         "tiering-without-tiers",
		Topic:      "intelligent-tiering",
		Title:      "An Intelligent-Tiering configuration has at least one tier",
		Problem:    "{at} is empty",
		Remedy:     "Give a tier",
		Operations: ops,
		When:       matches(noTierings()),
		Answer:     malformedXML,
		Why:        "The configuration exists to choose the archive tiers; the others need none.",
		Fix:        "Give a tier, or don't configure anything: without a configuration objects move between the tiers with instant access.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_IntelligentTieringConfiguration.html", "https://github.com/aws/aws-cdk/issues/20937"},
		Violating:  []compat.Case{put(tieringWith())},
		Allowed:    []compat.Case{put(tieringWith(archiveTier())), put(tieringWith(deepTier()))},
	}, {
		ID:         "tiering-days-minimum",
		Topic:      "intelligent-tiering",
		Title:      "Objects are archived after at least 90 days, deeply after at least 180",
		Problem:    "{at} is {value}; S3 takes 90 or more, for deep archive 180",
		Remedy:     "Give more days",
		Operations: ops,
		When:       matches(tooFewTieringDays()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidAccessTier", Message: "Days specified in … tier should not be less than …."},
		Why:        "S3 has minimum times without access: 90 days for ARCHIVE_ACCESS, 180 for DEEP_ARCHIVE_ACCESS.",
		Fix:        "Give more days, or archive with a lifecycle rule.",
		Sources:    []string{docTiering, docPutTiering, "https://github.com/aws-cloudformation/cfn-lint/issues/3992", stackdTiering},
		Violating: []compat.Case{
			put(tieringWith(tier(types.IntelligentTieringAccessTierArchiveAccess, 89))),
			put(tieringWith(archiveTier(), tier(types.IntelligentTieringAccessTierDeepArchiveAccess, 90))),
		},
		Allowed: []compat.Case{put(tieringWith(archiveTier(), deepTier()))},
	}, {
		ID:         "tiering-days-maximum",
		Topic:      "intelligent-tiering",
		Title:      "Objects are archived after at most 730 days",
		Problem:    "{at} is {value}; S3 allows 730",
		Remedy:     "Give fewer days",
		Operations: ops,
		When:       matches(tooManyTieringDays()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidAccessTier", Message: "Days specified in … tier should not be more than 730."},
		Why:        "Two years are the longest time without access after which S3 archives.",
		Fix:        "Give at most 730 days.",
		Sources:    []string{docTiering, docPutTiering, stackdTiering, stackdNotes + "#s3-intelligent-tiering"},
		Violating:  []compat.Case{put(tieringWith(tier(types.IntelligentTieringAccessTierDeepArchiveAccess, 731)))},
		Allowed:    []compat.Case{put(tieringWith(tier(types.IntelligentTieringAccessTierDeepArchiveAccess, 730)))},
	}, {
		ID:         "tiering-filter-several",
		Topic:      "intelligent-tiering",
		Title:      "A filter is one prefix, one tag, or And",
		Problem:    "{at} has several conditions",
		Remedy:     "Put them into And",
		Operations: ops,
		When:       matches(severalTieringFilters()),
		Answer:     malformedXML,
		Why:        "Conditions are combined in And; side by side they don't fit the schema.",
		Fix:        "Put the conditions into And.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_IntelligentTieringFilter.html", "https://github.com/floci-io/floci/pull/2997"},
		Violating:  []compat.Case{put(tieringFiltered(teamTaggedWithPrefix()))},
		Allowed: []compat.Case{
			put(tieringFiltered(teamTagged())),
			put(tieringFiltered(&types.IntelligentTieringFilter{And: &types.IntelligentTieringAndOperator{Prefix: awssdk.String("a/"), Tags: []types.Tag{teamTag()}}})),
		},
	}, {
		ID:         "tiering-filter-empty",
		Topic:      "intelligent-tiering",
		Title:      "A filter of an Intelligent-Tiering configuration has a condition",
		Problem:    "{at} has no condition",
		Remedy:     "Leave it out",
		Operations: ops,
		When:       matches(emptyTieringFilter()),
		Answer:     malformedXML,
		Why:        "S3's schema wants a prefix, a tag or And in the filter; for all objects there is no filter.",
		Fix:        "Leave Filter out, or give a condition.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_IntelligentTieringFilter.html", stackdCaptures + "/intelligent_tiering_control_replay.json"},
		Violating:  []compat.Case{put(tieringFiltered(&types.IntelligentTieringFilter{}))},
		Allowed:    []compat.Case{put(tieringFiltered(teamTagged())), put(tieringWith(archiveTier()))},
	}, {
		ID:         "tiering-tier-twice",
		Topic:      "intelligent-tiering",
		Title:      "Each archive tier is given once",
		Problem:    "{at} is {value|a tier} for a second time",
		Remedy:     "Give it once",
		Operations: ops,
		When:       matches(sameTierTwice()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidAccessTier", Message: "All Access Tiers in a configuration must be unique. Found duplicate entry for …."},
		Why:        "A tier has one number of days.",
		Fix:        "Give ARCHIVE_ACCESS and DEEP_ARCHIVE_ACCESS at most once.",
		Sources:    []string{"https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-s3-bucket-intelligenttieringconfiguration.html", stackdTiering, "recorded:cap-stackd-0211"},
		Violating:  []compat.Case{put(tieringWith(archiveTier(), tier(types.IntelligentTieringAccessTierArchiveAccess, 120)))},
		Allowed:    []compat.Case{put(tieringWith(archiveTier(), deepTier()))},
	}, {
		ID:         "tiering-deep-before-archive",
		Topic:      "intelligent-tiering",
		Title:      "Objects are archived deeply after they are archived",
		Problem:    "Deep archive comes no later than archive: {at} is {value}",
		Remedy:     "Give deep more days",
		Operations: ops,
		When:       matches(deepBeforeArchive()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidAccessTier", Message: "Days specified in DEEP_ARCHIVE_ACCESS should be greater than days specified in ARCHIVE_ACCESS"},
		Why:        "What is in the deeper tier already can't move to the other.",
		Fix:        "Give DEEP_ARCHIVE_ACCESS more days than ARCHIVE_ACCESS, or leave one out.",
		Sources:    []string{docTiering, stackdTiering, stackdNotes + "#s3-intelligent-tiering"},
		Violating:  []compat.Case{put(tieringWith(tier(types.IntelligentTieringAccessTierArchiveAccess, 200), deepTier()))},
		Allowed:    []compat.Case{put(tieringWith(archiveTier(), deepTier()))},
	}}
}
