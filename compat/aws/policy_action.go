package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/internal/policy"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func actionUnheardOf() *compat.Predicate {
	return policyHas("has a statement with an action of S3 that isn't known", policy.ActionUnheardOf, []any{
		policyOf(policyEffect, policyPrincipal, `"Action":"s3:ReadObject"`, policyResource),
		policyOf(policyEffect, policyPrincipal, `"Action":["s3:GetObject","s3:GetObjects"]`, policyResource),
	}, append([]any{
		policyOf(policyEffect, policyPrincipal, `"Action":["S3:getobject","s3:GetObjectTagging"]`, policyResource),
		policyOf(policyEffect, policyPrincipal, `"Action":"s3:Read*"`, policyResource),
	}, soundPolicies()...))
}

func resourceWide() *compat.Relation {
	return &compat.Relation{
		Name:    "the policy has a resource with a wildcard that other buckets fit too",
		Members: []compat.Member{member.Bucket, member.Policy},
		Test: func(b, p, _ compat.Value) compat.Truth {
			bucket, ok1 := b.Text()
			text, ok2 := p.Text()
			if !ok1 || !ok2 {
				return compat.Unknown
			}
			return compat.TruthOf(policy.Read(text).Wide(bucket))
		},
		Where: placesInPolicy((*policy.Document).WhereWide),
		Yes: [][]any{
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":["arn:aws:s3:::amzn-s3-demo-bucket/*","arn:aws:s3:::*"]`)},
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"arn:aws:s3:::amzn-*/*"`)},
		},
		No: [][]any{
			{policyBucket, soundPolicy()},
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"*"`)},
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"arn:aws:s3:::other*"`)},
		},
	}
}

// policyReachRules are about actions and resources of a bucket policy that S3 may
// not know, or not accept.
func policyReachRules() []compat.Rule {
	put := func(policy string) compat.Case {
		return compat.Given(operation.PutBucketPolicy, member.Bucket, policyBucket, member.Policy, policy)
	}
	return []compat.Rule{
		policyLanguageRule(actionUnheardOf(), "Policy has invalid action", compat.Rule{
			ID: "policy-action-unknown", Title: "The actions of a bucket policy are those that S3 has",
			Problem: "{at} isn't among the actions that are known of S3", Remedy: "Look it up in the list of S3's actions",
			Why:     "S3 reads the actions when the policy is stored. Operations and actions have different names in places: ListObjectsV2 needs s3:ListBucket.",
			Fix:     "Look the action up in the list of S3's actions, or use a wildcard.",
			Sources: []string{docS3Authorization},
			Doubt:   "S3 gets new actions, so the list may be too short.",
		}),
		{
			ID:      "policy-resource-wildcard",
			Topic:   "policy",
			Title:   "A resource of a bucket policy names the whole bucket before a wildcard",
			Problem: "{at} has a wildcard within the bucket's name", Remedy: "Write the bucket's name",
			Operations: []compat.Operation{operation.PutBucketPolicy},
			When:       compat.All(compat.On(compat.GeneralPurposeBucket), compat.Related(resourceWide())),
			Answer:     compat.Answer{Status: 400, Code: "MalformedPolicy", Message: "Policy has invalid resource"},
			AmazonOnly: true,
			Why:        "Each resource must be the bucket or something in it; a wildcard within the bucket's name stands for other buckets as well.",
			Fix:        "Write the bucket's name: arn:aws:s3:::bucket and arn:aws:s3:::bucket/*.",
			Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html",
				"https://docs.aws.amazon.com/AmazonS3/latest/dev/AccessPolicyLanguage_SpecialInfo.html", argminPolicy},
			Doubt: "Only a lone * and other buckets are known to be rejected.",
			Violating: []compat.Case{
				put(policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"arn:aws:s3:::*"`)),
				put(policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"arn:aws:s3:::amzn-*/*"`)),
			},
			Allowed: []compat.Case{put(soundPolicy())},
		},
	}
}
