package aws

import (
	"encoding/json"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

const (
	docIAMOperators          = docIAMElements + "condition_operators.html"
	docIAMConditionKeys      = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html"
	docS3Authorization       = "https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html"
	argminPolicyCondition    = "https://github.com/justincormack/argmin/blob/main/plans/completed/bucket-policy-condition-data-availability-plan.md" // S3's answers
	versitygwPolicyCondition = "https://github.com/versity/versitygw/blob/v1.8.0/auth/bucket_policy_condition.go"
)

// conditions of a statement: operator, key, values.
func statementConditions(s *policyStatement) map[string]map[string]json.RawMessage {
	if s.Condition == nil {
		return nil
	}
	var c map[string]map[string]json.RawMessage
	if json.Unmarshal(s.Condition, &c) != nil {
		return nil
	}
	return c
}

// conditional writes a policy with a condition.
func conditional(condition string) string {
	return policyOf(policyEffect, policyPrincipal, policyAction, policyResource, `"Condition":`+condition)
}

var conditionOperators = []string{
	"stringequals", "stringnotequals", "stringequalsignorecase", "stringnotequalsignorecase", "stringlike", "stringnotlike",
	"numericequals", "numericnotequals", "numericlessthan", "numericlessthanequals", "numericgreaterthan", "numericgreaterthanequals",
	"dateequals", "datenotequals", "datelessthan", "datelessthanequals", "dategreaterthan", "dategreaterthanequals",
	"bool", "binaryequals", "ipaddress", "notipaddress", "arnequals", "arnlike", "arnnotequals", "arnnotlike", "null",
}

// baseOperator returns an operator in lower case without what quantifies it.
func baseOperator(s string) string {
	name := strings.ToLower(s)
	name = strings.TrimPrefix(strings.TrimPrefix(name, "forallvalues:"), "foranyvalue:")
	return strings.TrimSuffix(name, "ifexists")
}

// noOperator reports whether a text certainly names no operator of conditions.
// The operators once had short names, such as streq, so short texts in lower
// case can be anything.
func noOperator(s string) bool {
	name := baseOperator(s)
	if name == "null" && strings.HasSuffix(strings.ToLower(s), "ifexists") {
		return true // whether the key is there is what Null asks
	}
	return !slices.Contains(conditionOperators, name) && (len(name) > len("datelteq") || strings.ToLower(s) != s)
}

func conditionOperatorUnknown() *compat.Predicate {
	return someStatement("has a condition with an operator that the policy language doesn't have", func(s *policyStatement) bool {
		for operator := range statementConditions(s) {
			if noOperator(operator) {
				return true
			}
		}
		return false
	}, []any{
		conditional(`{"StringEqual":{"aws:PrincipalOrgID":"o-1234567890"}}`),
		conditional(`{"ForEachValue:StringLike":{"aws:PrincipalArn":"*"}}`),
		conditional(`{"NullIfExists":{"aws:PrincipalOrgID":"true"}}`),
	}, append([]any{
		conditional(`{"ForAnyValue:StringLikeIfExists":{"aws:PrincipalOrgPaths":["o-1234567890/*"]}}`),
		conditional(`{"streq":{"aws:PrincipalOrgID":"o-1234567890"}}`),
		conditional(`{"Null":{"aws:PrincipalOrgID":"false"}}`),
	}, soundPolicies()...))
}

// conditionKey is a predicate over the keys of conditions, with their values.
// Null only asks whether a key is there, so its values, true and false, are kept
// from it.
func conditionKey(name string, test func(s *policyStatement, key string, values []string) bool, yes, no []any) *compat.Predicate {
	return someStatement(name, func(s *policyStatement) bool {
		for operator, keys := range statementConditions(s) {
			for key, raw := range keys {
				var values []string
				if baseOperator(operator) != "null" {
					values = texts(raw)
				}
				if test(s, strings.ToLower(key), values) {
					return true
				}
			}
		}
		return false
	}, yes, no)
}

// Keys of all kinds begin with a service or an identity provider and a colon.
func conditionKeyForm() *compat.Predicate {
	return conditionKey("has a condition on something without a service's prefix", func(_ *policyStatement, key string, _ []string) bool {
		return !strings.Contains(key, ":")
	}, []any{conditional(`{"IpAddress":{"SourceIp":"192.0.2.0/24"}}`), conditional(`{"StringEquals":{"":"x"}}`)},
		append([]any{conditional(`{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}`), conditional(`{"StringEquals":{"s3:x-amz-acl":"private"}}`)}, soundPolicies()...))
}

// noAddress reports whether a text certainly is no IP address and no range of
// them. Texts made of the characters of addresses are given the benefit of the
// doubt, but for IPv4 with a number beyond its range and prefixes longer than
// the address.
func noAddress(s string) bool {
	s = strings.TrimSpace(s)
	if _, err := netip.ParseAddr(s); err == nil {
		return false
	}
	if _, err := netip.ParsePrefix(s); err == nil {
		return false
	}
	if address, length, ok := strings.Cut(s, "/"); ok {
		if a, err := netip.ParseAddr(address); err == nil {
			n, err := strconv.Atoi(length)
			return err == nil && n > a.BitLen()
		}
	}
	for _, c := range s {
		if !strings.ContainsRune("0123456789abcdefABCDEF.:/", c) {
			return true
		}
	}
	for part := range strings.FieldsFuncSeq(s, func(c rune) bool { return c == '.' || c == '/' }) {
		if number := strings.TrimLeft(part, "0"); !strings.Contains(s, ":") && (len(number) > 3 || len(number) == 3 && number > "255") {
			return true
		}
	}
	return s == ""
}

func conditionNoAddress() *compat.Predicate {
	return someStatement("has a condition on IP addresses with something else", func(s *policyStatement) bool {
		for operator, keys := range statementConditions(s) {
			if !strings.HasSuffix(baseOperator(operator), "ipaddress") { // IpAddress, NotIpAddress
				continue
			}
			for key, raw := range keys {
				if strings.EqualFold(key, "aws:SourceIp") &&
					slices.ContainsFunc(texts(raw), func(v string) bool { return !strings.ContainsAny(v, "$*?") && noAddress(v) }) {
					return true
				}
			}
		}
		return false
	}, []any{
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

// An action that certainly doesn't have a key, by the key or its beginning.
var actionsWithoutKey = []struct {
	keys    []string
	actions []string
}{
	{keys: []string{"s3:prefix", "s3:delimiter", "s3:max-keys"}, actions: objectActions},
	{keys: []string{"s3:prefix", "s3:delimiter", "s3:max-keys"}, actions: []string{
		"s3:getbucketlocation", "s3:getbucketacl", "s3:getbucketversioning", "s3:putbucketversioning", "s3:getbucketpolicy", "s3:putbucketpolicy",
		"s3:listbucketmultipartuploads",
	}},
	{keys: []string{
		"s3:x-amz-acl", "s3:x-amz-grant-read", "s3:x-amz-grant-write", "s3:x-amz-grant-read-acp", "s3:x-amz-grant-write-acp", "s3:x-amz-grant-full-control",
		"s3:x-amz-copy-source", "s3:x-amz-metadata-directive", "s3:x-amz-server-side-encryption", "s3:x-amz-server-side-encryption-customer-algorithm",
	}, actions: []string{
		"s3:getobject", "s3:getobjectversion", "s3:deleteobject", "s3:deleteobjectversion", "s3:getobjectacl", "s3:getobjecttagging",
		"s3:listbucket", "s3:listbucketversions", "s3:getbucketlocation", "s3:getbucketacl",
	}},
	{keys: []string{"s3:versionid"}, actions: []string{ // those on versions have it
		"s3:getobject", "s3:getobjectacl", "s3:putobject", "s3:deleteobject", "s3:listbucket",
	}},
	{keys: []string{"s3:existingobjecttag/"}, actions: []string{
		"s3:putobject", "s3:deleteobject", "s3:deleteobjectversion", "s3:listbucket", "s3:getobjectretention", "s3:putobjectretention",
		"s3:getobjectlegalhold", "s3:putobjectlegalhold", "s3:bypassgovernanceretention",
	}},
	{keys: []string{"s3:requestobjecttag/"}, actions: []string{
		"s3:getobject", "s3:getobjectversion", "s3:deleteobject", "s3:listbucket", "s3:putobjectacl", "s3:putobjectretention", "s3:putobjectlegalhold",
	}},
}

// One action that doesn't have the key is enough for S3 to reject the statement.
func conditionOfOtherAction() *compat.Predicate {
	return conditionKey("has a condition on a key that one of the statement's actions doesn't have", func(s *policyStatement, key string, _ []string) bool {
		if i := strings.IndexByte(key, '/'); i >= 0 { // the key of a tag follows
			key = key[:i+1]
		}
		for _, x := range actionsWithoutKey {
			if slices.Contains(x.keys, key) &&
				slices.ContainsFunc(texts(s.Action), func(a string) bool { return slices.Contains(x.actions, strings.ToLower(a)) }) {
				return true
			}
		}
		return false
	}, []any{
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

// policyConditionRules are about the conditions of a bucket policy.
func policyConditionRules() []compat.Rule {
	return []compat.Rule{
		policyLanguageRule(conditionOperatorUnknown(), "Invalid Condition type : …", compat.Rule{
			ID: "policy-condition-operator", Title: "A condition compares with an operator of the policy language",
			Why:     "S3 reads the conditions when the policy is stored, and knows the operators of the policy language, with ForAllValues:, ForAnyValue: and IfExists.",
			Fix:     "Use an operator such as StringEquals, StringLike, ArnLike, IpAddress or Bool.",
			Sources: []string{docIAMOperators, versitygwPolicyCondition},
		}),
		policyLanguageRule(conditionKeyForm(), "Policy has an invalid condition key", compat.Rule{
			ID: "policy-condition-key", Title: "A condition is about a key with a prefix",
			Why:     "Keys belong to all services (aws:), to one of them (s3:) or to an identity provider, and are written with it.",
			Fix:     "Write the key with its prefix, for example aws:SourceIp or s3:prefix.",
			Sources: []string{docIAMConditionKeys, docS3Authorization, versitygwPolicyCondition},
		}),
		policyLanguageRule(conditionNoAddress(), "Invalid IP address in Conditions", compat.Rule{
			ID: "policy-condition-address", Title: "A condition on aws:SourceIp gives IP addresses or ranges",
			Why:     "S3 reads the addresses when the policy is stored.",
			Fix:     "Give an address, or a range in CIDR notation such as 192.0.2.0/24.",
			Sources: []string{docIAMOperators, versitygwPolicyCondition},
		}),
		policyLanguageRule(conditionOfOtherAction(), "Conditions do not apply to combination of actions and resources in statement", compat.Rule{
			ID: "policy-condition-action", Title: "A condition is about something that all actions of its statement have",
			Why:     "Each action has keys of its own: only listings have s3:prefix, only writes s3:x-amz-acl and s3:x-amz-server-side-encryption. One action without the key is enough.",
			Fix:     "Make a statement of its own for the actions that the condition is for.",
			Sources: []string{docS3Authorization, versitygwPolicyCondition, argminPolicyCondition},
		}),
	}
}
