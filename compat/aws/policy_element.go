package aws

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/internal/policy"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docIAMGrammar = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html"

func policyUnknownElement() *compat.Predicate {
	return policyHas("has an element that the policy language doesn't have", policy.UnknownElement, []any{
		policyOf(policyEffect, policyPrincipal, policyAction, policyResource, `"Actions":"s3:PutObject"`),
		strings.Replace(soundPolicy(), `"Version"`, `"Versions"`, 1),
	}, append([]any{
		policyOf(policyEffect, policyPrincipal, policyAction, policyResource, `"condition":{"Bool":{"aws:SecureTransport":"false"}}`),
	}, soundPolicies()...))
}

func policyNoObjects() *compat.Predicate {
	return policyHas("has a statement or a condition that isn't a JSON object", policy.NoObject, []any{
		`{"Version":"2012-10-17","Statement":"Allow"}`,
		`{"Version":"2012-10-17","Statement":["Allow"]}`,
		conditional(`"aws:SecureTransport"`),
		conditional(`[{"Bool":{"aws:SecureTransport":"true"}}]`),
		conditional(`{"Bool":"aws:SecureTransport"}`),
	}, append([]any{conditional(`{}`), conditional(`{"Bool":{"aws:SecureTransport":"true"}}`)}, soundPolicies()...))
}

func statementNamesNothing() *compat.Predicate {
	return policyHas("has a statement with an empty Principal, Action or Resource", policy.NamesNothing, []any{
		policyOf(policyEffect, `"Principal":{"AWS":[]}`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{}`, policyAction, policyResource),
		policyOf(policyEffect, policyPrincipal, `"Action":[]`, policyResource),
		policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":[]`),
	}, soundPolicies())
}

// policyLanguageRule completes a rule about what a bucket policy says. The
// predicate's samples are its violating examples.
func policyLanguageRule(p *compat.Predicate, message string, r compat.Rule) compat.Rule {
	r.Topic, r.Answer = "policy", compat.Answer{Status: 400, Code: "MalformedPolicy", Message: message}
	r.Operations, r.When = []compat.Operation{operation.PutBucketPolicy}, compat.Matches(member.Policy, p)
	r.AmazonOnly = true // other servers have conditions of their own
	for _, x := range p.Yes {
		r.Violating = append(r.Violating, compat.Given(operation.PutBucketPolicy, member.Bucket, policyBucket, member.Policy, x))
	}
	r.Allowed = []compat.Case{compat.Given(operation.PutBucketPolicy, member.Bucket, policyBucket, member.Policy, soundPolicy())}
	return r
}

// policyElementRules are about the elements of a bucket policy.
func policyElementRules() []compat.Rule {
	return []compat.Rule{
		policyLanguageRule(policyUnknownElement(), "Unknown field …", compat.Rule{
			ID: "policy-element-unknown", Title: "A bucket policy has only elements of the policy language",
			Problem: "{at} has an element that the policy language doesn't have", Remedy: "Write elements as the language does",
			Why:     "S3 reads the whole policy when it is stored, and knows no other elements: Action is one, Actions isn't.",
			Fix:     "Write the elements as the policy language does.",
			Sources: []string{docIAMGrammar},
		}),
		policyLanguageRule(policyNoObjects(), "This policy contains invalid Json", compat.Rule{
			ID: "policy-element-form", Title: "Statements and conditions of a bucket policy are JSON objects",
			Problem: "{at} isn't a JSON object, or its condition isn't", Remedy: "Write it as an object",
			Why:     "A statement maps elements to values, a condition operators to keys, and those to values. S3 reads all of it when the policy is stored.",
			Fix:     "Write {\"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"true\"}}}, and a list of statements as a list of objects.",
			Sources: []string{docIAMGrammar, docIAMElements + "condition.html", versitygwPolicyCondition},
		}),
		policyLanguageRule(statementNamesNothing(), "Missing required field … cannot be empty!", compat.Rule{
			ID: "policy-element-empty", Title: "Principal, Action and Resource of a statement name something",
			Problem: "{at} names nothing", Remedy: "Name one, or leave the statement out",
			Why:     "A list without elements says about nobody or nothing that it is allowed.",
			Fix:     "Name at least one principal, action and resource, or leave the statement out.",
			Sources: []string{docIAMGrammar, "https://github.com/cn-terraform/terraform-aws-s3-static-website/issues/38", "https://github.com/versity/versitygw/blob/v1.8.0/auth/bucket_policy_actions.go"},
		}),
	}
}
