package aws

import (
	"strings"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// A document on the wire is longer than its texts together, so a document whose
// texts alone exceed the limit certainly does.

const (
	maxCORSDocument        = 64 << 10
	maxWebsiteDocument     = 128 << 10
	maxReplicationDocument = 2 << 20
)

// textsLength adds the lengths of texts.
func textsLength(texts ...*string) int {
	n := 0
	for _, s := range texts {
		if s != nil {
			n += len(*s)
		}
	}
	return n
}

func longOrigin() string {
	return "https://" + strings.Repeat("a", 1<<10) + ".example.com"
}

func longKeyPrefix() string {
	return strings.Repeat("a", 1<<10)
}

func corsTooLarge() *compat.Predicate {
	return compat.Document("has texts of more than 64 KB", func(d *types.CORSConfiguration) (string, bool) {
		n := 0
		for i := range d.CORSRules {
			r := &d.CORSRules[i]
			n += textsLength(r.ID)
			for _, list := range [][]string{r.AllowedMethods, r.AllowedOrigins, r.AllowedHeaders, r.ExposeHeaders} {
				for _, s := range list {
					n += len(s)
				}
			}
		}
		return "CORSRules", n > maxCORSDocument
	}, []any{corsOrigins(manyTimes(longOrigin(), 64)...)}, []any{corsOrigins(manyTimes(longOrigin(), 32)...), corsMethods("GET")})
}

// manyTimes is a list of n times the same text.
func manyTimes(s string, n int) []string {
	list := make([]string, n)
	for i := range list {
		list[i] = s
	}
	return list
}

func websiteTooLarge() *compat.Predicate {
	return compat.Document("has texts of more than 128 KB", func(d *types.WebsiteConfiguration) (string, bool) {
		n := 0
		for i := range d.RoutingRules {
			if c := d.RoutingRules[i].Condition; c != nil {
				n += textsLength(c.KeyPrefixEquals)
			}
			if r := d.RoutingRules[i].Redirect; r != nil {
				n += textsLength(r.HostName, r.ReplaceKeyPrefixWith, r.ReplaceKeyWith)
			}
		}
		return "RoutingRules", n > maxWebsiteDocument
	}, []any{longWebsite(50)}, []any{longWebsite(20), websiteIndex("index.html")})
}

// longWebsite has n routing rules of 3 KB each.
func longWebsite(n int) *types.WebsiteConfiguration {
	rules := make([]types.RoutingRule, n)
	for i := range rules {
		rules[i] = types.RoutingRule{
			Condition: &types.Condition{KeyPrefixEquals: awssdk.String(longKeyPrefix())},
			Redirect:  &types.Redirect{ReplaceKeyPrefixWith: awssdk.String(longKeyPrefix() + longKeyPrefix())},
		}
	}
	return websiteRouting(rules...)
}

func replicationTooLarge() *compat.Predicate {
	return compat.Document("has texts of more than 2 MB", func(d *types.ReplicationConfiguration) (string, bool) {
		n := textsLength(d.Role)
		for i := range d.Rules {
			r := &d.Rules[i]
			n += textsLength(r.ID, r.Prefix)
			if r.Destination != nil {
				n += textsLength(r.Destination.Bucket, r.Destination.Account)
			}
			if f := r.Filter; f != nil {
				n += textsLength(f.Prefix)
				if f.And != nil {
					n += textsLength(f.And.Prefix)
					for _, t := range f.And.Tags {
						n += textsLength(t.Key, t.Value)
					}
				}
			}
		}
		return "Rules", n > maxReplicationDocument
	}, []any{longReplication(1000)}, []any{longReplication(100), replicationWith()})
}

// longReplication has n rules of 2.5 KB each.
func longReplication(n int) *types.ReplicationConfiguration {
	d := replicationWith()
	rule := d.Rules[0]
	rule.Prefix = nil
	rule.Filter = &types.ReplicationRuleFilter{And: &types.ReplicationRuleAndOperator{Prefix: awssdk.String(longKeyPrefix()), Tags: []types.Tag{
		{Key: awssdk.String(longKeyPrefix()[:128]), Value: awssdk.String(longKeyPrefix()[:256])},
		{Key: awssdk.String("b" + longKeyPrefix()[:127]), Value: awssdk.String(longKeyPrefix()[:256])},
		{Key: awssdk.String("c" + longKeyPrefix()[:127]), Value: awssdk.String(longKeyPrefix()[:256])},
		{Key: awssdk.String("d" + longKeyPrefix()[:127]), Value: awssdk.String(longKeyPrefix()[:256])},
	}}}
	d.Rules = make([]types.ReplicationRule, n)
	for i := range d.Rules {
		d.Rules[i] = rule
		d.Rules[i].Priority = awssdk.Int32(int32(i))
	}
	return d
}

// documentSizeRules are about the size of a document as a whole.
func documentSizeRules() []compat.Rule {
	const doubt = "The documentation states the limit, not what S3 answers beyond it."
	tooLarge := compat.Answer{Status: 400, Code: "MaxMessageLengthExceeded", Message: "Your request was too big."}
	cors := func(d *types.CORSConfiguration) compat.Case {
		return compat.Given(operation.PutBucketCors, member.CORSConfiguration, d)
	}
	website := func(d *types.WebsiteConfiguration) compat.Case {
		return compat.Given(operation.PutBucketWebsite, member.WebsiteConfiguration, d)
	}
	replicate := func(d *types.ReplicationConfiguration) compat.Case {
		return compat.Given(operation.PutBucketReplication, member.ReplicationConfiguration, d)
	}
	return []compat.Rule{
		{
			ID:         "cors-too-large",
			Topic:      "cors",
			Title:      "A CORS configuration is at most 64 KB large",
			Problem:    "The CORS configuration has more than 64 KB",
			Remedy:     "Use wildcards",
			Operations: []compat.Operation{operation.PutBucketCors},
			When:       compat.Matches(member.CORSConfiguration, corsTooLarge()),
			Answer:     tooLarge,
			Why:        "Origins, headers and ids alone exceed the limit for the whole document.",
			Fix:        "Use wildcards instead of lists of origins or headers.",
			Sources:    []string{docPutBucketCORS},
			Doubt:      doubt,
			Violating:  []compat.Case{cors(corsOrigins(manyTimes(longOrigin(), 64)...))},
			Allowed:    []compat.Case{cors(corsOrigins("https://www.example.com"))},
		},
		{
			ID:         "website-too-large",
			Topic:      "website",
			Title:      "A website configuration is at most 128 KB large",
			Problem:    "The website configuration has more than 128 KB",
			Remedy:     "Use fewer rules",
			Operations: []compat.Operation{operation.PutBucketWebsite},
			When:       compat.Matches(member.WebsiteConfiguration, websiteTooLarge()),
			Answer:     tooLarge,
			Why:        "The prefixes and keys of the routing rules alone exceed the limit for the whole document.",
			Fix:        "Use fewer or shorter routing rules, and redirect single objects by WebsiteRedirectLocation.",
			Sources:    []string{referencePage(operation.PutBucketWebsite), docErrors, "https://github.com/versity/versitygw/blob/v1.8.0/s3api/controllers/bucket-put.go"},
			Violating:  []compat.Case{website(longWebsite(50))},
			Allowed:    []compat.Case{website(websiteIndex("index.html"))},
		},
		{
			ID:         "replication-too-large",
			Topic:      "replication",
			Title:      "A replication configuration is at most 2 MB large",
			Problem:    "The replication configuration has more than 2 MB",
			Remedy:     "Use fewer rules",
			Operations: []compat.Operation{operation.PutBucketReplication},
			When:       compat.Matches(member.ReplicationConfiguration, replicationTooLarge()),
			Answer:     tooLarge,
			Why:        "The prefixes and tags of the rules alone exceed the limit for the whole document.",
			Fix:        "Use fewer rules, with shorter prefixes.",
			Sources:    []string{referencePage(operation.PutBucketReplication)},
			Doubt:      doubt,
			Violating:  []compat.Case{replicate(longReplication(1000))},
			Allowed:    []compat.Case{replicate(replicationWith())},
		},
	}
}
