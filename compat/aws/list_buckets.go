package aws

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func tokenTooLong() *compat.Predicate {
	return compat.Longer("is longer than 1,024 characters", 1024,
		[]any{strings.Repeat("a", 1025)}, []any{strings.Repeat("a", 1024), ""})
}

// listsOtherRegion is about the endpoints of Regions; other names than those of
// Regions belong to other providers. S3 doesn't mind the case of BucketRegion.
func listsOtherRegion() *compat.Relation {
	return &compat.Relation{
		Name:    "BucketRegion isn't the endpoint's Region",
		Members: []compat.Member{member.BucketRegion},
		Test: func(wanted, region, _ compat.Value) compat.Truth {
			there, ok := wanted.Text()
			here, known := region.Text()
			if !ok || !known {
				return compat.Unknown
			}
			return compat.TruthOf(isRegionName(here) && looksLikeRegion(there) && !strings.EqualFold(here, there))
		},
		Yes: [][]any{{"us-west-2", "eu-west-1"}, {"us-west-2", defaultRegion}},
		No:  [][]any{{"us-west-2", "us-west-2"}, {"US-EAST-1", defaultRegion}, {"us-west-2", "aws-global"}},
	}
}

// listBucketsRules are about the list of the account's buckets.
func listBucketsRules() []compat.Rule {
	list := compat.Given(operation.ListBuckets, member.BucketRegion, "us-west-2")
	return []compat.Rule{
		{
			ID:         "list-buckets-other-region",
			Topic:      "listing",
			Title:      "An endpoint lists the buckets of its own Region",
			Problem:    "BucketRegion is {value BucketRegion|another Region}, the client in {endpoint Region|another}",
			Remedy:     "Use one Region",
			Operations: []compat.Operation{operation.ListBuckets},
			When:       compat.RelatedToRegion(listsOtherRegion()),
			Answer:     invalidArgument("Requests with bucket-region specified must be made to the corresponding regional endpoint"),
			Why:        "With BucketRegion, the request must go to the endpoint of that Region.",
			Fix:        "Configure the client, or this call, for the Region; or leave BucketRegion out to list all buckets.",
			Sources:    []string{docErrors, referencePage(operation.ListBuckets), "https://github.com/versity/versitygw/issues/1930", measuredByBacklot},
			AmazonOnly: true,
			Violating:  []compat.Case{list.Regions("", "eu-west-1"), list.Regions("", defaultRegion)},
			Allowed:    []compat.Case{list.Regions("", "us-west-2"), list.Regions("", "aws-global")},
		},
		{
			ID:         "list-buckets-token-too-long",
			Topic:      "listing",
			Title:      "ContinuationToken of ListBuckets has at most 1,024 characters",
			Problem:    "ContinuationToken has {length ContinuationToken} bytes; S3 allows 1,024 characters",
			Remedy:     "Pass it unchanged",
			Operations: []compat.Operation{operation.ListBuckets},
			When:       compat.Matches(member.ContinuationToken, tokenTooLong()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
			Why:        "Tokens come from S3's own answers, and none is longer.",
			Fix:        "Give the ContinuationToken of the answer before, unchanged.",
			Sources:    []string{referencePage(operation.ListBuckets)},
			Doubt:      "The documentation states the length, not what S3 answers.",
			AmazonOnly: true,
			Violating:  []compat.Case{compat.Given(operation.ListBuckets, member.ContinuationToken, strings.Repeat("a", 1025))},
			Allowed:    []compat.Case{compat.Given(operation.ListBuckets, member.ContinuationToken, "eyJ2IjoxfQ")},
		},
	}
}
