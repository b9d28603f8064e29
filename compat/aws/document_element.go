package aws

import (
	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func routingWithoutRedirect() *compat.Predicate {
	return compat.Document("has a routing rule without Redirect", func(d *types.WebsiteConfiguration) (string, bool) {
		for i := range d.RoutingRules {
			if d.RoutingRules[i].Redirect == nil {
				return element("RoutingRules", i, "Redirect"), true
			}
		}
		return "", false
	}, []any{websiteRouting(types.RoutingRule{Condition: &types.Condition{KeyPrefixEquals: awssdk.String("old/")}})},
		[]any{websiteRouting(types.RoutingRule{Redirect: &types.Redirect{ReplaceKeyPrefixWith: awssdk.String("new/")}}), websiteIndex("index.html")})
}

func tieringTagWithoutKey() *compat.Predicate {
	return compat.Document("filters by a tag without a key", func(d *types.IntelligentTieringConfiguration) (string, bool) {
		return "Filter.Tag.Key", d.Filter != nil && d.Filter.Tag != nil && d.Filter.Tag.Key == nil
	}, []any{tieringFiltered(&types.IntelligentTieringFilter{Tag: &types.Tag{Value: awssdk.String("blue")}})},
		[]any{tieringFiltered(teamTagged()), tieringWith(archiveTier())})
}

func inventoryIncomplete() *compat.Predicate {
	return compat.Document("lacks IsEnabled, the bucket it is delivered to, or the prefix of its filter", func(d *types.InventoryConfiguration) (string, bool) {
		switch {
		case d.IsEnabled == nil:
			return "IsEnabled", true
		case d.Destination != nil && d.Destination.S3BucketDestination == nil:
			return "Destination.S3BucketDestination", true
		}
		return "Filter.Prefix", d.Filter != nil && d.Filter.Prefix == nil
	}, []any{
		change(inventoryOf("reports"), func(d *types.InventoryConfiguration) { d.IsEnabled = nil }),
		change(inventoryOf("reports"), func(d *types.InventoryConfiguration) { d.Destination = &types.InventoryDestination{} }),
		change(inventoryOf("reports"), func(d *types.InventoryConfiguration) { d.Filter = &types.InventoryFilter{} }),
	}, []any{
		inventoryOf("reports"),
		change(inventoryOf("reports"), func(d *types.InventoryConfiguration) { d.Filter = &types.InventoryFilter{Prefix: awssdk.String("")} }),
	})
}

// documentElementRules are about elements that a document lacks. The SDK asks for
// them too, so what it would say is said with S3's code.
func documentElementRules() []compat.Rule {
	lacks := func(op compat.Operation, m compat.Member, p *compat.Predicate, r compat.Rule) compat.Rule {
		given := func(document any) compat.Case {
			c := compat.Given(op, member.Bucket, exampleBucket, m, document)
			if op != operation.PutBucketWebsite {
				c = c.With(member.Id, "reports")
			}
			return c
		}
		r.Topic, r.Operations, r.When, r.Answer = "documents", []compat.Operation{op}, compat.Matches(m, p), malformedXML
		r.Problem, r.Remedy = "{at} isn't set", "Set it"
		r.Fix = "Set the element."
		for _, x := range p.Yes {
			r.Violating = append(r.Violating, given(x))
		}
		r.Allowed = []compat.Case{given(p.No[0])}
		return r
	}
	return []compat.Rule{
		lacks(operation.PutBucketWebsite, member.WebsiteConfiguration, routingWithoutRedirect(), compat.Rule{
			ID: "website-rule-without-redirect", Title: "Each routing rule of a website says where it leads",
			Why:     "S3's schema wants a redirect in each routing rule; the condition can be left out.",
			Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_RoutingRule.html", "recorded:cap-stackd-0191"},
		}),
		lacks(operation.PutBucketIntelligentTieringConfiguration, member.IntelligentTieringConfiguration, tieringTagWithoutKey(), compat.Rule{
			ID: "tiering-tag-without-key", Title: "A filter by a tag gives its key",
			Why:     "S3's schema wants key and value of a tag.",
			Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_Tag.html", "recorded:cap-stackd-0204"},
		}),
		lacks(operation.PutBucketInventoryConfiguration, member.InventoryConfiguration, inventoryIncomplete(), compat.Rule{
			ID: "inventory-incomplete", Title: "An inventory has IsEnabled, a bucket it is delivered to, and a prefix in its filter",
			Why:     "S3's schema wants them; only the filter as a whole can be left out.",
			Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventoryConfiguration.html", "recorded:cap-stackd-0555", "recorded:cap-stackd-0559", "recorded:cap-stackd-0562"},
		}),
	}
}
