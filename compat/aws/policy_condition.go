package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/internal/policy"
)

const (
	docIAMOperators          = docIAMElements + "condition_operators.html"
	docIAMConditionKeys      = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"
	docS3Authorization       = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html"
	argminPolicyCondition    = "https://github.com/justincormack/argmin/blob/main/plans/completed/bucket-policy-condition-data-availability-plan.md" // S3's answers
	versitygwPolicyCondition = "https://github.com/versity/versitygw/blob/v1.8.0/auth/bucket_policy_condition.go"
)

// conditional writes a policy with a condition.
func conditional(condition string) string {
	return policyOf(policyEffect, policyPrincipal, policyAction, policyResource, `"Condition":`+condition)
}

func conditionOperatorUnknown() *compat.Predicate {
	return policyHas("has a condition with an operator that the policy language doesn't have", policy.Operator, []any{
		conditional(`{"StringEqual":{"aws:PrincipalOrgID":"o-1234567890"}}`),
		conditional(`{"ForEachValue:StringLike":{"aws:PrincipalArn":"*"}}`),
		conditional(`{"NullIfExists":{"aws:PrincipalOrgID":"true"}}`),
	}, append([]any{
		conditional(`{"ForAnyValue:StringLikeIfExists":{"aws:PrincipalOrgPaths":["o-1234567890/*"]}}`),
		conditional(`{"streq":{"aws:PrincipalOrgID":"o-1234567890"}}`),
		conditional(`{"Null":{"aws:PrincipalOrgID":"false"}}`),
	}, soundPolicies()...))
}

// Keys of all kinds begin with a service or an identity provider and a colon.
func conditionKeyForm() *compat.Predicate {
	return policyHas("has a condition on something without a service's prefix", policy.KeyWithoutPrefix, []any{conditional(`{"IpAddress":{"SourceIp":"192.0.2.0/24"}}`), conditional(`{"StringEquals":{"":"x"}}`)},
		append([]any{conditional(`{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}`), conditional(`{"StringEquals":{"s3:x-amz-acl":"private"}}`)}, soundPolicies()...))
}

func conditionNoAddress() *compat.Predicate {
	return policyHas("has a condition on IP addresses with something else", policy.Address, []any{
		conditional(`{"IpAddress":{"aws:SourceIp":"my-office"}}`),
		conditional(`{"NotIpAddress":{"aws:SourceIp":["192.0.2.0/24","192.0.2.256"]}}`),
		conditional(`{"IpAddress":{"aws:SourceIp":"192.0.2.0/33"}}`),
		conditional(`{"IpAddress":{"aws:SourceIp":["2001:db8::/129"]}}`),
	}, append([]any{
		conditional(`{"IpAddress":{"aws:SourceIp":["192.0.2.0/24","203.0.113.7","2001:db8::/32","192.000.002.001"]}}`),
		conditional(`{"StringLike":{"aws:SourceIp":"${aws:PrincipalTag/office}"}}`),
		conditional(`{"StringEquals":{"aws:SourceIp":"my-office"}}`),
		conditional(`{"Null":{"aws:SourceIp":"true"}}`),
	}, soundPolicies()...))
}

// One action that doesn't have the key is enough for S3 to reject the statement.
func conditionOfOtherAction() *compat.Predicate {
	return policyHas("has a condition on a key that one of the statement's actions doesn't have", policy.KeyOfOtherAction, []any{
		conditional(`{"StringLike":{"s3:prefix":"photos/*"}}`),
		conditional(`{"StringEquals":{"s3:x-amz-acl":"public-read"}}`),
		conditional(`{"StringEquals":{"s3:VersionId":"3HL4kqtJlcpXroDTDmjVBH40Nrjfkd"}}`),
		policyOf(policyEffect, policyPrincipal, `"Action":["s3:ListBucket","s3:ListBucketMultipartUploads"]`, `"Resource":"arn:aws:s3:::amzn-s3-demo-bucket"`, `"Condition":{"StringLike":{"s3:prefix":"photos/*"}}`),
		policyOf(policyEffect, policyPrincipal, `"Action":["s3:GetObject","s3:PutObject"]`, policyResource, `"Condition":{"StringEquals":{"s3:ExistingObjectTag/team":"blue"}}`),
	}, append([]any{
		policyOf(policyEffect, policyPrincipal, `"Action":"s3:ListBucket"`, `"Resource":"arn:aws:s3:::amzn-s3-demo-bucket"`, `"Condition":{"StringLike":{"s3:prefix":"photos/*"}}`),
		policyOf(policyEffect, policyPrincipal, `"Action":"s3:PutObject"`, policyResource, `"Condition":{"StringEquals":{"s3:x-amz-acl":"private","s3:RequestObjectTag/team":"blue"}}`),
		policyOf(policyEffect, policyPrincipal, `"Action":"s3:*"`, policyResource, `"Condition":{"StringEquals":{"s3:x-amz-acl":"private"}}`),
		conditional(`{"StringEquals":{"s3:ExistingObjectTag/team":"blue"}}`),
		policyOf(policyEffect, policyPrincipal, `"Action":"s3:GetObjectVersion"`, policyResource, `"Condition":{"StringEquals":{"s3:VersionId":"3HL4kqtJlcpXroDTDmjVBH40Nrjfkd"}}`),
	}, soundPolicies()...))
}

func conditionARNOperator() *compat.Predicate {
	return policyHas("has a condition that compares a key as an ARN whose values are none", policy.ARNOperator, []any{
		conditional(`{"ArnEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`),
		conditional(`{"ArnLike":{"aws:sourcevpc":["vpc-1a2b3c4d"]}}`),
		conditional(`{"ArnEquals":{"aws:SourceAccount":"111122223333"}}`),
	}, append([]any{
		conditional(`{"ArnLikeIfExists":{"aws:sourcevpc":["vpc-1a2b3c4d"]}}`),
		conditional(`{"ForAnyValue:ArnEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`),
		conditional(`{"ArnNotLike":{"aws:sourcevpc":["vpc-*"]}}`),
		conditional(`{"ArnLike":{"aws:SourceArn":"arn:aws:sns:*:111122223333:*"}}`),
		conditional(`{"StringEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`),
		conditional(`{"ArnLike":{"aws:SourceVpc":"*"}}`),
		conditional(`{"ArnLike":{"aws:SourceVpc":"${aws:PrincipalTag/vpc}"}}`),
	}, soundPolicies()...))
}

func conditionARNPattern() *compat.Predicate {
	return policyHas("has a condition that compares a key as an ARN, negated, by a pattern, by IfExists or with a set operator, whose values are none", policy.ARNPattern, []any{
		conditional(`{"ArnNotLike":{"aws:sourcevpc":["vpc-*"]}}`),
		conditional(`{"ArnNotEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`),
		conditional(`{"ArnLike":{"aws:SourceVpc":"vpc-1a*"}}`),
		conditional(`{"ArnLikeIfExists":{"aws:sourcevpc":["vpc-1a2b3c4d"]}}`),
		conditional(`{"ForAnyValue:ArnEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`),
	}, append([]any{
		conditional(`{"ArnEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`),
		conditional(`{"ArnLike":{"aws:SourceVpc":"*"}}`),
	}, soundPolicies()...))
}

// policyConditionRules are about the conditions of a bucket policy.
func policyConditionRules() []compat.Rule {
	return []compat.Rule{
		policyLanguageRule(conditionOperatorUnknown(), "Invalid Condition type : …", compat.Rule{
			ID: "policy-condition-operator", Title: "A condition compares with an operator of the policy language",
			Problem: "{at} has an operator that the policy language doesn't have", Remedy: "Use an operator such as StringEquals",
			Why:     "S3 reads the conditions when the policy is stored, and knows the operators of the policy language, with ForAllValues:, ForAnyValue: and IfExists.",
			Fix:     "Use an operator such as StringEquals, StringLike, ArnLike, IpAddress or Bool.",
			Sources: []string{docIAMOperators, versitygwPolicyCondition},
		}),
		policyLanguageRule(conditionKeyForm(), "Policy has an invalid condition key", compat.Rule{
			ID: "policy-condition-key", Title: "A condition is about a key with a prefix",
			Problem: "{at} has a key without a prefix", Remedy: "Write it as aws:SourceIp or s3:prefix",
			Why:     "Keys belong to all services (aws:), to one of them (s3:) or to an identity provider, and are written with it.",
			Fix:     "Write the key with its prefix, for example aws:SourceIp or s3:prefix.",
			Sources: []string{docIAMConditionKeys, docS3Authorization, versitygwPolicyCondition},
		}),
		policyLanguageRule(conditionNoAddress(), "Invalid IP address in Conditions", compat.Rule{
			ID: "policy-condition-address", Title: "A condition on aws:SourceIp gives IP addresses or ranges",
			Problem: "{at} gives aws:SourceIp something else than addresses", Remedy: "Give addresses or CIDR ranges",
			Why:     "S3 reads the addresses when the policy is stored.",
			Fix:     "Give an address, or a range in CIDR notation such as 192.0.2.0/24.",
			Sources: []string{docIAMOperators, versitygwPolicyCondition},
		}),
		policyLanguageRule(conditionOfOtherAction(), "Conditions do not apply to combination of actions and resources in statement", compat.Rule{
			ID: "policy-condition-action", Title: "A condition is about something that all actions of its statement have",
			Problem: "{at} is on a key that an action of its statement doesn't have", Remedy: "Make a statement of its own for the other actions",
			Why:     "Each action has keys of its own: only listings have s3:prefix, only writes s3:x-amz-acl and s3:x-amz-server-side-encryption. One action without the key is enough.",
			Fix:     "Make a statement of its own for the actions that the condition is for.",
			Sources: []string{docS3Authorization, versitygwPolicyCondition, argminPolicyCondition},
		}),
		policyLanguageRule(conditionARNOperator(), "", compat.Rule{
			ID: "policy-condition-arn", Title: "A condition compares as ARNs only keys whose values are ARNs",
			Problem: "{at} compares what isn't an ARN as one", Remedy: "Use StringEquals or StringLike",
			Why:     "ArnEquals, ArnLike and their negations take ARNs apart; the ID of a VPC isn't one, and S3 looks at that when the policy is stored.",
			Fix:     "Use StringEquals or StringLike.",
			Sources: []string{docIAMOperators, "recorded:cap-stackd-0359", stackdConditions},
		}),
		policyLanguageRule(conditionARNPattern(), "", compat.Rule{
			ID: "policy-condition-arn-pattern", Title: "A negated condition, a pattern, IfExists or a set operator compares as ARNs only keys whose values are ARNs",
			Problem: "A condition in Policy compares what isn't an ARN as one, negated, by a pattern, by IfExists or with a set operator", Remedy: "Use StringNotEquals or StringLike",
			Doubt:   "Of such comparisons, S3's answer to ArnEquals with a whole value is on record.",
			Why:     "ArnEquals, ArnLike and their negations take ARNs apart; the ID of a VPC isn't one.",
			Fix:     "Use StringEquals or StringLike, or their negations.",
			Sources: []string{docIAMOperators, "recorded:cap-stackd-0359"},
		}),
	}
}
