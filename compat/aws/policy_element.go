package aws

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docIAMGrammar = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html"

// The elements of a policy and of its statements. Here too, their names match
// without regard to case.
var (
	policyElements    = []string{"Version", "Id", "Statement"}
	statementElements = []string{"Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"}
)

func knownElements(object map[string]json.RawMessage, known []string) bool {
	for name := range object {
		if !slices.ContainsFunc(known, func(k string) bool { return strings.EqualFold(k, name) }) {
			return false
		}
	}
	return true
}

func policyUnknownElement() *compat.Predicate {
	return compat.Text("has an element that the policy language doesn't have", func(s string) bool {
		if s == "" || s[0] != '{' {
			return false
		}
		var policy map[string]json.RawMessage
		if json.Unmarshal([]byte(s), &policy) != nil {
			return false
		}
		if !knownElements(policy, policyElements) {
			return true
		}
		var statements []map[string]json.RawMessage
		if json.Unmarshal(policy["Statement"], &statements) != nil {
			var one map[string]json.RawMessage
			if json.Unmarshal(policy["Statement"], &one) != nil {
				return false
			}
			statements = append(statements[:0], one)
		}
		return slices.ContainsFunc(statements, func(x map[string]json.RawMessage) bool { return !knownElements(x, statementElements) })
	}, []any{
		policyOf(policyEffect, policyPrincipal, policyAction, policyResource, `"Actions":"s3:PutObject"`),
		strings.Replace(soundPolicy(), `"Version"`, `"Versions"`, 1),
	}, append([]any{
		policyOf(policyEffect, policyPrincipal, policyAction, policyResource, `"condition":{"Bool":{"aws:SecureTransport":"false"}}`),
	}, soundPolicies()...))
}

// notObject reports whether a value is there and is no JSON object. A null is
// as good as nothing.
func notObject(raw json.RawMessage) bool {
	return len(raw) > 0 && raw[0] != '{' && raw[0] != 'n'
}

func policyNoObjects() *compat.Predicate {
	return policyIs("has a statement or a condition that isn't a JSON object", func(p bucketPolicy) bool {
		if len(p.Statement) > 0 && p.Statement[0] == '[' {
			var statements []json.RawMessage
			if json.Unmarshal(p.Statement, &statements) == nil && slices.ContainsFunc(statements, notObject) {
				return true
			}
		} else if notObject(p.Statement) {
			return true
		}
		for i := range p.statements {
			condition := p.statements[i].Condition
			if notObject(condition) {
				return true
			}
			var operators map[string]json.RawMessage
			if json.Unmarshal(condition, &operators) != nil {
				continue
			}
			for _, keys := range operators {
				if notObject(keys) {
					return true
				}
			}
		}
		return false
	}, []any{
		`{"Version":"2012-10-17","Statement":"Allow"}`,
		`{"Version":"2012-10-17","Statement":["Allow"]}`,
		conditional(`"aws:SecureTransport"`),
		conditional(`[{"Bool":{"aws:SecureTransport":"true"}}]`),
		conditional(`{"Bool":"aws:SecureTransport"}`),
	}, append([]any{conditional(`{}`), conditional(`{"Bool":{"aws:SecureTransport":"true"}}`)}, soundPolicies()...))
}

// emptyElement reports whether a value is there and names nothing.
func emptyElement(raw json.RawMessage) bool {
	var list []json.RawMessage
	return len(raw) > 0 && raw[0] == '[' && json.Unmarshal(raw, &list) == nil && len(list) == 0 || string(raw) == `""`
}

func statementNamesNothing() *compat.Predicate {
	return someStatement("has a statement with an empty Principal, Action or Resource", func(s *policyStatement) bool {
		for _, raw := range []json.RawMessage{s.Action, s.NotAction, s.Resource, s.NotResource} {
			if emptyElement(raw) {
				return true
			}
		}
		for _, raw := range []json.RawMessage{s.Principal, s.NotPrincipal} {
			var kinds map[string]json.RawMessage
			if len(raw) == 0 || raw[0] != '{' || json.Unmarshal(raw, &kinds) != nil {
				continue
			}
			if len(kinds) == 0 {
				return true
			}
			for _, who := range kinds {
				if emptyElement(who) {
					return true
				}
			}
		}
		return false
	}, []any{
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
			Why:     "S3 reads the whole policy when it is stored, and knows no other elements: Action is one, Actions isn't.",
			Fix:     "Write the elements as the policy language does.",
			Sources: []string{docIAMGrammar},
		}),
		policyLanguageRule(policyNoObjects(), "This policy contains invalid Json", compat.Rule{
			ID: "policy-element-form", Title: "Statements and conditions of a bucket policy are JSON objects",
			Why:     "A statement maps elements to values, a condition operators to keys, and those to values. S3 reads all of it when the policy is stored.",
			Fix:     "Write {\"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"true\"}}}, and a list of statements as a list of objects.",
			Sources: []string{docIAMGrammar, docIAMElements + "condition.html", versitygwPolicyCondition},
		}),
		policyLanguageRule(statementNamesNothing(), "Missing required field … cannot be empty!", compat.Rule{
			ID: "policy-element-empty", Title: "Principal, Action and Resource of a statement name something",
			Why:     "A list without elements says about nobody or nothing that it is allowed.",
			Fix:     "Name at least one principal, action and resource, or leave the statement out.",
			Sources: []string{docIAMGrammar, "https://github.com/cn-terraform/terraform-aws-s3-static-website/issues/38", "https://github.com/versity/versitygw/blob/v1.8.0/auth/bucket_policy_actions.go"},
		}),
	}
}
