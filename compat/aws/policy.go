package aws

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docBucketPolicy    = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/add-bucket-policy.html"
	docPutBucketPolicy = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html"
	docIAMElements     = "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_"

	// Tests that run against S3, and what was learned from them.
	argminPolicy = "https://github.com/justincormack/argmin/blob/0e5a9bd2fef1b9047c40eacfe45c856e2cb1f48d/crates/s3-tests/tests/bucket_policy.rs"
	argminGuide  = "https://github.com/justincormack/argmin/blob/0151c513bf85b2b18fee5dbc6ee3eae12eff261c/guides/aws-compatibility.md"
)

// maxPolicy is the size of a bucket policy in bytes, without white space.
const maxPolicy = 20 << 10

// bucketPolicy is what the rules look at in a policy. Names of elements match
// without regard to case, and nothing but a policy that is wrong in any reading
// is found wrong.
type bucketPolicy struct {
	Version    json.RawMessage
	Statement  json.RawMessage
	statements []policyStatement
}

type policyStatement struct {
	Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource, Condition json.RawMessage
}

// lastPolicy is the policy that was read last: some twenty rules ask about the
// same text, one after the other.
var lastPolicy atomic.Pointer[readPolicy]

type readPolicy struct {
	text   string
	policy bucketPolicy
	ok     bool
}

// parsePolicy reads a policy. It fails if the text isn't a JSON object. What
// follows the object isn't looked at. The result must not be changed.
func parsePolicy(s string) (bucketPolicy, bool) {
	last := lastPolicy.Load()
	if last == nil || last.text != s {
		last = &readPolicy{text: s}
		last.policy, last.ok = decodePolicy(s)
		if len(s) <= 4*maxPolicy {
			lastPolicy.Store(last)
		}
	}
	return last.policy, last.ok
}

func decodePolicy(s string) (p bucketPolicy, ok bool) {
	if err := json.NewDecoder(strings.NewReader(s)).Decode(&p); err != nil {
		return p, false
	}
	if json.Unmarshal(p.Statement, &p.statements) != nil {
		var one policyStatement
		if p.statements = nil; json.Unmarshal(p.Statement, &one) == nil {
			p.statements = []policyStatement{one}
		}
	}
	return p, true
}

// texts returns an element that is a text or a list of texts; nothing if it is
// anything else.
func texts(raw json.RawMessage) []string {
	var one string
	if json.Unmarshal(raw, &one) == nil && len(raw) > 0 && raw[0] == '"' {
		return []string{one}
	}
	var many []string
	if json.Unmarshal(raw, &many) != nil {
		return nil
	}
	return many
}

// policyIs makes a predicate over policies that are well-formed JSON.
func policyIs(name string, test func(bucketPolicy) bool, yes, no []any) *compat.Predicate {
	return compat.Text(name, func(s string) bool {
		p, ok := parsePolicy(s)
		return ok && test(p)
	}, yes, no)
}

// someStatement makes a predicate that is true if one statement fulfils the test.
func someStatement(name string, test func(*policyStatement) bool, yes, no []any) *compat.Predicate {
	return policyIs(name, func(p bucketPolicy) bool {
		for i := range p.statements {
			if test(&p.statements[i]) {
				return true
			}
		}
		return false
	}, yes, no)
}

// The bucket that examples' policies are for, and what their parts are by default.
const policyBucket = "amzn-s3-demo-bucket"

const (
	policyEffect       = `"Effect":"Allow"`
	policyPrincipal    = `"Principal":{"AWS":"arn:aws:iam::111122223333:root"}`
	policyNotPrincipal = `"NotPrincipal":{"AWS":"arn:aws:iam::111122223333:root"}`
	policyAction       = `"Action":"s3:GetObject"`
	policyResource     = `"Resource":"arn:aws:s3:::amzn-s3-demo-bucket/*"`
)

// policyOf writes a policy with one statement.
func policyOf(parts ...string) string {
	return `{"Version":"2012-10-17","Statement":[{` + strings.Join(parts, ",") + `}]}`
}

func soundPolicy() string {
	return policyOf(policyEffect, policyPrincipal, policyAction, policyResource)
}

func soundPolicies() []any {
	return []any{
		soundPolicy(),
		`{"Statement":{"Effect":"Deny","Principal":"*","NotAction":["s3:GetObject"],"Resource":["arn:aws:s3:::amzn-s3-demo-bucket","arn:aws:s3:::amzn-s3-demo-bucket/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}}`,
		` {"Version":"2008-10-17","Id":"x","Statement":[{"Sid":"a","Effect":"Allow","Principal":{"Service":"s3.amazonaws.com"},"Action":"s3:PutObject","Resource":"arn:aws:s3:::amzn-s3-demo-bucket/*"}]}`[1:],
	}
}

func policyFirstByte() *compat.Predicate {
	return compat.Text("doesn't begin with '{'", func(s string) bool { return s == "" || s[0] != '{' },
		[]any{"", "invalid json", " " + soundPolicy(), "[]"}, soundPolicies())
}

func policyNoJSON() *compat.Predicate {
	return compat.Text("begins with '{' but isn't JSON", func(s string) bool {
		if s == "" || s[0] != '{' {
			return false
		}
		var any json.RawMessage
		return json.NewDecoder(strings.NewReader(s)).Decode(&any) != nil
	}, []any{"{", `{"Version":"2012-10-17",}`, `{'Version':'2012-10-17'}`}, soundPolicies())
}

func longPolicy() string {
	return policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":["arn:aws:s3:::amzn-s3-demo-bucket/`+strings.Repeat("a", maxPolicy)+`"]`)
}

// minPolicy is the size that S3 may measure at least. It measures a normalised
// policy: without white space and escapes, a list of one written as the element
// alone, principals as the IDs that S3 keeps for them.
func minPolicy(v any, principal bool) int {
	switch v := v.(type) {
	case string:
		if principal {
			return 2 + min(len(v), minPrincipal)
		}
		return 2 + len(v)
	case []any:
		if len(v) == 1 {
			return minPolicy(v[0], principal)
		}
		n := 2 + max(len(v)-1, 0)
		for i := range v {
			n += minPolicy(v[i], principal)
		}
		return n
	case map[string]any:
		n := 2 + max(len(v)-1, 0)
		for k, x := range v {
			n += len(k) + 3 + minPolicy(x, principal || k == "Principal" || k == "NotPrincipal")
		}
		return n
	}
	return 1
}

const (
	minPrincipal = 12 // the ID of an account
	// S3 accepted an access point's policy of 24,620 bytes without white space,
	// and rejected one of 24,861; so much may be spared in ways unknown.
	sparedPolicy = maxPolicy + maxPolicy/4
)

// distinctTexts counts the bytes of a policy's texts, each once: those can't be
// spared.
func distinctTexts(v any, seen map[string]bool) (n int) {
	switch v := v.(type) {
	case string:
		if !seen[v] {
			seen[v], n = true, len(v)
		}
	case []any:
		for i := range v {
			n += distinctTexts(v[i], seen)
		}
	case map[string]any:
		for k, x := range v {
			if k != "Principal" && k != "NotPrincipal" {
				n += distinctTexts(x, seen)
			}
		}
	}
	return n
}

func policyTooLong() *compat.Predicate {
	return compat.Text("is longer than 20 KB", func(s string) bool {
		if len(s) <= maxPolicy {
			return false
		}
		var policy map[string]any
		return json.Unmarshal([]byte(s), &policy) == nil &&
			(minPolicy(policy, false) > sparedPolicy || distinctTexts(policy, map[string]bool{}) > maxPolicy)
	}, []any{longPolicy(), manyStatements(260, "")}, append([]any{
		strings.ReplaceAll(soundPolicy(), ",", ","+strings.Repeat(" ", maxPolicy)),
		manyStatements(100, strings.Repeat(" ", 100)),
	}, soundPolicies()...))
}

// manyStatements is a policy of so many statements of about 150 bytes.
func manyStatements(n int, space string) string {
	statement := "{" + strings.Join([]string{policyEffect, policyPrincipal, policyAction, policyResource}, ","+space) + "}"
	return `{"Version":"2012-10-17","Statement":[` + strings.Repeat(statement+",", n-1) + statement + "]}"
}

func policyNoStatement() *compat.Predicate {
	return policyIs("has no Statement", func(p bucketPolicy) bool {
		return p.Statement == nil
	}, []any{"{}", `{"Version":"2012-10-17"}`}, soundPolicies())
}

func policyEmptyStatement() *compat.Predicate {
	return policyIs("has an empty Statement", func(p bucketPolicy) bool {
		return p.statements != nil && len(p.statements) == 0
	}, []any{`{"Statement":[]}`, `{"Version":"2012-10-17","Statement":[]}`}, soundPolicies())
}

func policyVersion() *compat.Predicate {
	return policyIs("has a Version other than 2012-10-17 and 2008-10-17", func(p bucketPolicy) bool {
		if p.Version == nil {
			return false
		}
		v := texts(p.Version)
		return len(v) != 1 || v[0] != "2012-10-17" && v[0] != "2008-10-17"
	}, []any{
		`{"Version":"2012-10-18","Statement":[{` + policyEffect + "," + policyPrincipal + "," + policyAction + "," + policyResource + `}]}`,
		`{"Version":1,"Statement":[]}`,
	}, soundPolicies())
}

func statementIncomplete() *compat.Predicate {
	return someStatement("has a statement without Effect, Principal, Action or Resource", func(s *policyStatement) bool {
		return s.Effect == nil || s.Principal == nil && s.NotPrincipal == nil ||
			s.Action == nil && s.NotAction == nil || s.Resource == nil && s.NotResource == nil
	}, []any{
		policyOf(policyPrincipal, policyAction, policyResource),
		policyOf(policyEffect, policyAction, policyResource),
		policyOf(policyEffect, policyPrincipal, policyResource),
		policyOf(policyEffect, policyPrincipal, policyAction),
		policyOf(),
	}, soundPolicies())
}

func statementEffect() *compat.Predicate {
	return someStatement("has a statement whose Effect is neither Allow nor Deny", func(s *policyStatement) bool {
		if s.Effect == nil {
			return false
		}
		v := texts(s.Effect)
		return len(v) == 1 && v[0] != "Allow" && v[0] != "Deny"
	}, []any{
		policyOf(`"Effect":"hello"`, policyPrincipal, policyAction, policyResource),
		policyOf(`"Effect":"allow"`, policyPrincipal, policyAction, policyResource),
	}, soundPolicies())
}

// noIAMPrincipal reports whether an ARN of IAM's is neither an account's nor a
// user's nor a role's: groups, policies and the like can't ask for anything.
func noIAMPrincipal(parts [6]string) bool {
	if parts[2] != "iam" || parts[5] == "root" {
		return false
	}
	kind, name, _ := strings.Cut(parts[5], "/")
	return kind != "user" && kind != "role" || name == ""
}

// noPrincipal reports whether a text certainly names no AWS principal: those are
// the asterisk, ARNs without wildcards, and IDs of accounts, users and roles.
func noPrincipal(s string) bool {
	if s == "*" {
		return false
	}
	if strings.HasPrefix(s, "arn:") {
		return strings.ContainsAny(s, "*?") || noIAMPrincipal(arnParts(s))
	}
	for i := range len(s) {
		if c := s[i] | 0x20; (c < 'a' || c > 'z') && (s[i] < '0' || s[i] > '9') {
			return true
		}
	}
	return len(s) < 12
}

func statementPrincipal() *compat.Predicate {
	return someStatement("has a statement whose Principal is neither * nor made of AWS, Service, Federated and CanonicalUser, or names something else", func(s *policyStatement) bool {
		for _, raw := range []json.RawMessage{s.Principal, s.NotPrincipal} {
			if raw == nil {
				continue
			}
			var kinds map[string]json.RawMessage
			if json.Unmarshal(raw, &kinds) != nil {
				v := texts(raw)
				if len(v) != 1 || v[0] != "*" {
					return true
				}
				continue
			}
			for kind, who := range kinds {
				if !slices.ContainsFunc([]string{"AWS", "Service", "Federated", "CanonicalUser"}, func(known string) bool {
					return strings.EqualFold(kind, known)
				}) {
					return true
				}
				if kind == "AWS" && slices.ContainsFunc(texts(who), noPrincipal) {
					return true
				}
			}
		}
		return false
	}, []any{
		policyOf(policyEffect, `"Principal":"arn:aws:iam::111122223333:root"`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"User":"me"}`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"AWS":"me"}`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"AWS":["111122223333","arn:aws:iam::111122223333:user/*"]}`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"AWS":"arn:aws:iam::111122223333:group/staff"}`, policyAction, policyResource),
	}, append([]any{
		policyOf(policyEffect, `"Principal":{"AWS":["111122223333"],"CanonicalUser":"`+canonicalID+`"}`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"AWS":["*","AIDACKCEVSQ6C2EXAMPLE"]}`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"AWS":["arn:aws:iam::111122223333:role/service-role/r","arn:aws:sts::111122223333:assumed-role/r/s"]}`, policyAction, policyResource),
	}, soundPolicies()...))
}

func allowNotPrincipal() *compat.Predicate {
	return someStatement("has a statement that allows something to all but some principals", func(s *policyStatement) bool {
		effect := texts(s.Effect)
		return s.NotPrincipal != nil && len(effect) == 1 && effect[0] == "Allow"
	}, []any{
		policyOf(policyEffect, policyNotPrincipal, policyAction, policyResource),
	}, append([]any{policyOf(`"Effect":"Deny"`, policyNotPrincipal, policyAction, policyResource)}, soundPolicies()...))
}

// operationsWithoutAction are operations that need the permission of another
// one, so no action is called like them.
var operationsWithoutAction = []string{
	"s3:headobject", "s3:listobjectsv2", "s3:copyobject", "s3:deleteobjects", "s3:uploadpart", "s3:uploadpartcopy",
	"s3:createmultipartupload", "s3:completemultipartupload",
}

func statementAction() *compat.Predicate {
	return someStatement("has a statement with an action that isn't S3's", func(s *policyStatement) bool {
		for _, a := range append(texts(s.Action), texts(s.NotAction)...) {
			service, _, ok := strings.Cut(a, ":")
			if slices.Contains(operationsWithoutAction, strings.ToLower(a)) || !ok && !strings.ContainsAny(a, "*?$") || ok && !strings.ContainsAny(service, "*?$") && !strings.HasPrefix(strings.ToLower(service), "s3") {
				return true
			}
		}
		return false
	}, []any{
		policyOf(policyEffect, policyPrincipal, `"Action":"invalid_action"`, policyResource),
		policyOf(policyEffect, policyPrincipal, `"Action":["s3:GetObject","ec2:RunInstances"]`, policyResource),
		policyOf(policyEffect, policyPrincipal, `"Action":["s3:GetObject","s3:HeadObject"]`, policyResource),
	}, append([]any{policyOf(policyEffect, policyPrincipal, `"Action":"*"`, policyResource), policyOf(policyEffect, policyPrincipal, `"Action":["S3:Get*"]`, policyResource)}, soundPolicies()...))
}

// resourceOutside reports whether a resource of a policy certainly isn't the
// bucket or something in it: a wildcard may follow the bucket's name, but not
// stand in it. Names with variables can be anything.
func resourceOutside(resource, bucket string) bool {
	if resource == "*" {
		return true
	}
	literal := resource
	if i := strings.IndexAny(resource, "*?$"); i >= 0 {
		literal = resource[:i]
	}
	if !strings.HasPrefix(literal, "arn:") {
		return !strings.HasPrefix("arn:", literal)
	}
	parts := strings.SplitN(resource, ":", 6)
	if len(parts) < 6 {
		return literal == resource
	}
	if strings.ContainsAny(strings.Join(parts[:5], ""), "*?$") {
		return false
	}
	if parts[2] != "s3" || parts[3] != "" || parts[4] != "" {
		return false // access points and the like
	}
	name, _, _ := strings.Cut(parts[5], "/")
	if i := strings.IndexAny(name, "*?$"); i >= 0 {
		return !strings.Contains(name, "$") && !strings.HasPrefix(name[:i], bucket)
	}
	return name != bucket
}

func resourceOfOtherBucket() *compat.Relation {
	return &compat.Relation{
		Name:    "the policy has a resource outside the bucket",
		Members: []compat.Member{member.Bucket, member.Policy},
		Test: func(b, p, _ compat.Value) compat.Truth {
			bucket, ok1 := b.Text()
			text, ok2 := p.Text()
			if !ok1 || !ok2 {
				return compat.Unknown
			}
			policy, _ := parsePolicy(text)
			for i := range policy.statements {
				for _, r := range texts(policy.statements[i].Resource) {
					if resourceOutside(r, bucket) {
						return compat.True
					}
				}
			}
			return compat.False
		},
		Yes: [][]any{
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"arn:aws:s3:::amzn-s3-demo-other/*"`)},
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"*"`)},
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"amzn-s3-demo-bucket/*"`)},
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":["arn:aws:s3:::amzn-s3-demo-bucket/*","arn:aws:s3:::*"]`)},
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"arn:aws:s3:::amzn-*/*"`)},
		},
		No: [][]any{
			{policyBucket, soundPolicy()},
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":["arn:aws:s3:::amzn-s3-demo-bucket*","arn:aws:s3:::amzn-s3-demo-bucket/a.txt"]`)},
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"arn:aws:s3:::${aws:PrincipalTag/bucket}/*"`)},
		},
	}
}

// Actions of which it is certain whether they are about objects or buckets.
var (
	objectActions = []string{
		"s3:getobject", "s3:getobjectversion", "s3:putobject", "s3:deleteobject", "s3:deleteobjectversion", "s3:getobjectacl",
		"s3:putobjectacl", "s3:getobjecttagging", "s3:putobjecttagging", "s3:abortmultipartupload", "s3:listmultipartuploadparts", "s3:restoreobject",
	}
	bucketActions = []string{
		"s3:listbucket", "s3:listbucketversions", "s3:listbucketmultipartuploads", "s3:getbucketacl", "s3:getbucketlocation",
		"s3:getbucketversioning", "s3:putbucketversioning", "s3:getbucketpolicy", "s3:putbucketpolicy",
	}
)

func actionWithoutResource() *compat.Predicate {
	return someStatement("has a statement with an action about objects and only the bucket as resource, or the other way round", func(s *policyStatement) bool {
		resources := texts(s.Resource)
		if len(resources) == 0 {
			return false
		}
		objects, buckets := false, false
		for _, r := range resources {
			wild, slash := strings.ContainsAny(r, "*?$"), strings.Contains(r, "/")
			objects = objects || wild || slash
			// A wildcard after the slash can't reach back to the bucket itself.
			buckets = buckets || !slash || strings.ContainsAny(r[:strings.IndexByte(r, '/')], "*?$")
		}
		for _, a := range texts(s.Action) {
			a = strings.ToLower(a)
			if a == "s3:createbucket" || a == "s3:listallmybuckets" { // not about a bucket that exists
				return true
			}
			if !objects && slices.Contains(objectActions, a) || !buckets && slices.Contains(bucketActions, a) {
				return true
			}
		}
		return false
	}, []any{
		policyOf(policyEffect, policyPrincipal, `"Action":"s3:PutObject"`, `"Resource":"arn:aws:s3:::amzn-s3-demo-bucket"`),
		policyOf(policyEffect, policyPrincipal, `"Action":["s3:GetObject","s3:ListBucket"]`, policyResource),
		policyOf(policyEffect, policyPrincipal, `"Action":"s3:ListAllMyBuckets"`, `"Resource":"arn:aws:s3:::amzn-s3-demo-bucket"`),
	}, append([]any{
		policyOf(policyEffect, policyPrincipal, `"Action":["s3:GetObject","s3:ListBucket"]`, `"Resource":["arn:aws:s3:::amzn-s3-demo-bucket","arn:aws:s3:::amzn-s3-demo-bucket/*"]`),
		policyOf(policyEffect, policyPrincipal, `"Action":["s3:GetObject","s3:ListBucket"]`, `"Resource":"arn:aws:s3:::amzn-s3-demo-bucket*"`),
	}, soundPolicies()...))
}

// unlimitingKeys are condition keys that certainly don't make a policy private:
// S3 counts conditions on who asks, or from where, only.
var unlimitingKeys = []string{
	"aws:securetransport", "aws:referer", "aws:useragent", "aws:currenttime", "aws:epochtime",
	"s3:prefix", "s3:delimiter", "s3:max-keys", "s3:x-amz-acl", "s3:tlsversion",
}

// unlimited reports whether a statement has no condition, or only such that
// don't make it private.
func unlimited(s *policyStatement) bool {
	if c := bytes.TrimSpace(s.Condition); len(c) == 0 || bytes.Equal(c, []byte("{}")) {
		return true
	}
	conditions := statementConditions(s)
	for _, keys := range conditions {
		for key := range keys {
			if !slices.Contains(unlimitingKeys, strings.ToLower(key)) {
				return false
			}
		}
	}
	return len(conditions) > 0
}

// publicPolicy is true of a policy that lets everyone do something, under no
// condition that could make it private; which others do is left to S3.
func publicPolicy() *compat.Predicate {
	return someStatement("allows everyone something without a condition on who or where from", func(s *policyStatement) bool {
		if v := texts(s.Effect); len(v) != 1 || v[0] != "Allow" || s.Principal == nil {
			return false
		}
		if !unlimited(s) {
			return false
		}
		var kinds struct{ AWS json.RawMessage }
		if json.Unmarshal(s.Principal, &kinds) == nil {
			return slices.Contains(texts(kinds.AWS), "*")
		}
		return slices.Equal(texts(s.Principal), []string{"*"})
	}, []any{
		policyOf(policyEffect, `"Principal":"*"`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"AWS":"*"}`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":"*"`, policyAction, policyResource, `"Condition":{"StringLike":{"aws:Referer":"https://www.example.com/*"}}`),
	}, append([]any{
		policyOf(`"Effect":"Deny"`, `"Principal":"*"`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":"*"`, policyAction, policyResource, `"Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}`),
	}, soundPolicies()...))
}

// policyRules: bucket policies.
func policyRules() []compat.Rule {
	put := func(policy string) compat.Case {
		return compat.Given(operation.PutBucketPolicy, member.Bucket, policyBucket, member.Policy, policy)
	}
	only := []compat.Operation{operation.PutBucketPolicy}
	malformed := func(message string) compat.Answer {
		return compat.Answer{Status: 400, Code: "MalformedPolicy", Message: message}
	}
	everyone := policyOf(policyEffect, `"Principal":"*"`, policyAction, policyResource)
	absent := func(op compat.Operation) compat.Case { return compat.Given(op).InBucket(compat.Policy, "none") }
	return []compat.Rule{{
		ID:         "policy-first-character",
		Topic:      "policy",
		Title:      "A bucket policy begins with '{'",
		Operations: only,
		When:       compat.Matches(member.Policy, policyFirstByte()),
		Answer:     malformed("Policies must be valid JSON and the first byte must be '{'"),
		Why:        "S3 looks at the first byte, so not even white space or a byte order mark may come before the policy.",
		Fix:        "Send the JSON object itself, trimmed.",
		Sources:    []string{docPutBucketPolicy, localStack("provider.py#L4184")},
		Violating:  []compat.Case{put(""), put("invalid json"), put("\n" + soundPolicy())},
		Allowed:    []compat.Case{put(soundPolicy())},
	}, {
		ID:         "policy-no-json",
		Topic:      "policy",
		Title:      "A bucket policy is well-formed JSON",
		Operations: only,
		When:       compat.Matches(member.Policy, policyNoJSON()),
		Answer:     malformed("This policy contains invalid Json"),
		Why:        "S3 parses the policy when it is stored.",
		Fix:        "Make the policy with a JSON encoder, or check it with one.",
		Sources:    []string{docPutBucketPolicy, localStack("provider.py#L4192")},
		Violating:  []compat.Case{put("{"), put(`{"Version":"2012-10-17",}`)},
		Allowed:    []compat.Case{put(soundPolicy())},
	}, {
		ID:         "policy-too-long",
		Topic:      "policy",
		Title:      "A bucket policy is limited to 20 KB",
		Operations: only,
		When:       compat.Matches(member.Policy, policyTooLong()),
		Answer:     malformed("Normalized policy document exceeds the maximum allowed size of 20480 bytes"),
		Why:        "S3 stores at most 20 KB of policy for a bucket, measured in a normalised form that isn't documented: without white space, and shorter in other ways too.",
		Fix:        "Join statements, use wildcards, or move rules to access points or to IAM policies.",
		Sources:    []string{docBucketPolicy, "https://github.com/FogSecurity/aws-size/pull/38", argminPolicy},
		Violating:  []compat.Case{put(longPolicy())},
		Allowed:    []compat.Case{put(soundPolicy())},
	}, {
		ID:         "policy-statement-missing",
		Topic:      "policy",
		Title:      "A bucket policy has a Statement",
		Operations: only,
		When:       compat.Matches(member.Policy, policyNoStatement()),
		Answer:     malformed("Missing required field Statement"),
		Why:        "Without a statement a policy says nothing.",
		Fix:        "Add a statement, or use DeleteBucketPolicy.",
		Sources:    []string{docIAMElements + "statement.html", "https://github.com/versity/versitygw/pull/1176", localStack("provider.py#L4190")},
		Violating:  []compat.Case{put("{}"), put(`{"Version":"2012-10-17"}`)},
		Allowed:    []compat.Case{put(soundPolicy())},
	}, {
		ID:         "policy-statement-empty",
		Topic:      "policy",
		Title:      "A bucket policy has at least one statement",
		Operations: only,
		When:       compat.Matches(member.Policy, policyEmptyStatement()),
		Answer:     malformed("Could not parse the policy: Statement is empty!"),
		Why:        "Without a statement a policy says nothing.",
		Fix:        "Add a statement, or use DeleteBucketPolicy.",
		Sources:    []string{docIAMElements + "statement.html", "https://github.com/versity/versitygw/blob/main/auth/bucket_policy.go"},
		Violating:  []compat.Case{put(`{"Version":"2012-10-17","Statement":[]}`)},
		Allowed:    []compat.Case{put(soundPolicy())},
	}, {
		ID:         "policy-version-unknown",
		Topic:      "policy",
		Title:      "A policy's Version is 2012-10-17 or 2008-10-17",
		Operations: only,
		When:       compat.Matches(member.Policy, policyVersion()),
		Answer:     malformed("The policy must contain a valid version string"),
		Why:        "Version is the version of the policy language, not of the policy.",
		Fix:        "Use 2012-10-17.",
		Sources:    []string{docIAMElements + "version.html", "https://github.com/versity/versitygw/blob/main/auth/bucket_policy.go"},
		Violating:  []compat.Case{put(strings.Replace(soundPolicy(), "2012-10-17", "2012-10-18", 1))},
		Allowed:    []compat.Case{put(soundPolicy()), put(strings.Replace(soundPolicy(), "2012-10-17", "2008-10-17", 1))},
	}, {
		ID:         "policy-statement-incomplete",
		Topic:      "policy",
		Title:      "Each statement of a bucket policy has Effect, Principal, Action and Resource",
		Operations: only,
		When:       compat.Matches(member.Policy, statementIncomplete()),
		Answer:     malformed("Missing required field …"),
		Why:        "A bucket policy must say whom it is about, unlike a policy attached to an identity.",
		Fix:        "Add what is missing; NotPrincipal, NotAction and NotResource count as well.",
		Sources:    []string{docIAMElements + "principal.html", "https://github.com/humanmade/S3-Uploads/issues/191"},
		Violating: []compat.Case{
			put(policyOf(policyEffect, policyAction, policyResource)),
			put(policyOf(policyEffect, policyPrincipal, policyAction)),
		},
		Allowed: []compat.Case{put(soundPolicy())},
	}, {
		ID:         "policy-effect-unknown",
		Topic:      "policy",
		Title:      "Effect is Allow or Deny",
		Operations: only,
		When:       compat.Matches(member.Policy, statementEffect()),
		Answer:     malformed("Invalid effect: …"),
		Why:        "The policy language has two effects, compared with case.",
		Fix:        "Use Allow or Deny.",
		Sources:    []string{docIAMElements + "effect.html", "https://github.com/versity/versitygw/issues/647"},
		Violating:  []compat.Case{put(policyOf(`"Effect":"hello"`, policyPrincipal, policyAction, policyResource))},
		Allowed:    []compat.Case{put(policyOf(`"Effect":"Deny"`, policyPrincipal, policyAction, policyResource))},
	}, {
		ID:         "policy-principal-invalid",
		Topic:      "policy",
		Title:      "Principal is * or names AWS, Service, Federated or CanonicalUser principals",
		Operations: only,
		When:       compat.Matches(member.Policy, statementPrincipal()),
		Answer:     malformed("Invalid principal in policy"),
		AmazonOnly: true, // other servers have principals, actions and names of their own
		Why:        "The only principal that is written as a plain text is the asterisk, and the ARN of a principal can't have a wildcard in it, nor be that of a group.",
		Fix:        "Write {\"AWS\": \"arn:…\"}, {\"Service\": \"…\"} and so on; for many principals use * and a condition on aws:PrincipalArn.",
		Sources:    []string{docIAMElements + "principal.html", "https://github.com/versity/versitygw/issues/649", argminGuide},
		Violating: []compat.Case{
			put(policyOf(policyEffect, `"Principal":"arn:aws:iam::111122223333:root"`, policyAction, policyResource)),
			put(policyOf(policyEffect, `"Principal":{"User":"me"}`, policyAction, policyResource)),
			put(policyOf(policyEffect, `"Principal":{"AWS":"arn:aws:iam::111122223333:role/*"}`, policyAction, policyResource)),
		},
		Allowed: []compat.Case{put(soundPolicy()), put(policyOf(policyEffect, `"Principal":"*"`, policyAction, policyResource))},
	}, {
		ID:         "policy-not-principal-allow",
		Topic:      "policy",
		Title:      "NotPrincipal goes with Deny only",
		Operations: only,
		When:       compat.Matches(member.Policy, allowNotPrincipal()),
		Answer:     malformed(""),
		AmazonOnly: true,
		Why:        "To allow something to all but some principals would allow it to the whole world, so the policy language doesn't support it.",
		Fix:        "Name the principals that are meant in Principal, or deny with a condition on aws:PrincipalArn.",
		Sources:    []string{docIAMElements + "notprincipal.html", argminPolicy},
		Violating:  []compat.Case{put(policyOf(policyEffect, policyNotPrincipal, policyAction, policyResource))},
		Allowed:    []compat.Case{put(policyOf(`"Effect":"Deny"`, policyNotPrincipal, policyAction, policyResource)), put(soundPolicy())},
	}, {
		ID:         "policy-action-invalid",
		Topic:      "policy",
		Title:      "A bucket policy is about actions of S3",
		Operations: only,
		When:       compat.Matches(member.Policy, statementAction()),
		Answer:     malformed("Policy has invalid action"),
		AmazonOnly: true, // other servers have principals, actions and names of their own
		Why:        "An action is written with its service, and a bucket policy can only allow or deny what S3 does. Not every operation has an action of its name.",
		Fix:        "Use actions such as s3:GetObject, which HeadObject needs too.",
		Sources:    []string{docIAMElements + "action.html", docS3Authorization, "https://github.com/versity/versitygw/issues/650"},
		Violating: []compat.Case{
			put(policyOf(policyEffect, policyPrincipal, `"Action":"GetObject"`, policyResource)),
			put(policyOf(policyEffect, policyPrincipal, `"Action":["ec2:RunInstances"]`, policyResource)),
		},
		Allowed: []compat.Case{put(soundPolicy()), put(policyOf(policyEffect, policyPrincipal, `"Action":"*"`, policyResource))},
	}, {
		ID:         "policy-resource-outside",
		Topic:      "policy",
		Title:      "A bucket policy is about its own bucket and what is in it",
		Operations: only,
		When:       compat.All(compat.On(compat.GeneralPurposeBucket), compat.Related(resourceOfOtherBucket())),
		Answer:     malformed("Policy has invalid resource"),
		AmazonOnly: true, // other servers have principals, actions and names of their own
		Why:        "Each resource must be the ARN of the bucket, or begin with it; S3 doesn't accept *, a wildcard in the bucket's name, or another bucket.",
		Fix:        "Use arn:aws:s3:::bucket and arn:aws:s3:::bucket/* with this bucket's name.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html", "https://github.com/versity/versitygw/issues/648", "https://github.com/noobaa/noobaa-core/issues/10058",
			"https://docs.aws.amazon.com/AmazonS3/latest/dev/AccessPolicyLanguage_SpecialInfo.html", argminPolicy},
		Violating: []compat.Case{
			put(policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"arn:aws:s3:::amzn-s3-demo-other/*"`)),
			put(policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":["*"]`)),
		},
		Allowed: []compat.Case{
			put(soundPolicy()),
			put(policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"arn:aws:s3:::amzn-s3-demo-bucket/photos/*"`)),
		},
	}, {
		ID:         "policy-action-without-resource",
		Topic:      "policy",
		Title:      "An action needs a resource of its kind in the same statement",
		Operations: only,
		When:       compat.All(compat.On(compat.GeneralPurposeBucket), compat.Matches(member.Policy, actionWithoutResource())),
		Answer:     malformed("Action does not apply to any resource(s) in statement"),
		Why:        "Actions such as s3:GetObject apply to objects, ones such as s3:ListBucket to the bucket, whose ARN has no slash.",
		Fix:        "List both the bucket's ARN and the one that ends in /*, or make a statement for each.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-arn-format.html", "https://github.com/versity/versitygw/issues/645", "https://github.com/wandb/terraform-aws-wandb/issues/156"},
		Violating: []compat.Case{
			put(policyOf(policyEffect, policyPrincipal, `"Action":"s3:GetObject"`, `"Resource":"arn:aws:s3:::amzn-s3-demo-bucket"`)),
			put(policyOf(policyEffect, policyPrincipal, `"Action":["s3:GetObject","s3:ListBucket"]`, policyResource)),
		},
		Allowed: []compat.Case{
			put(policyOf(policyEffect, policyPrincipal, `"Action":["s3:GetObject","s3:ListBucket"]`, `"Resource":["arn:aws:s3:::amzn-s3-demo-bucket","arn:aws:s3:::amzn-s3-demo-bucket/*"]`)),
			put(policyOf(policyEffect, policyPrincipal, `"Action":"s3:ListBucket"`, `"Resource":"arn:aws:s3:::amzn-s3-demo-bucket"`)),
		},
	}, {
		ID:         "policy-public-blocked",
		Topic:      "policy",
		Title:      "The bucket's public access block doesn't allow a public policy",
		Operations: only,
		When:       compat.All(compat.Bucket(compat.BlockPublicPolicy, "true"), compat.Matches(member.Policy, publicPolicy())),
		Answer:     compat.Answer{Status: 403, Code: "AccessDenied", Message: "Access Denied"},
		Rank:       1, // after what is wrong with the policy itself
		Why:        "With BlockPublicPolicy, the default of new buckets, S3 refuses a policy that allows everyone something. Conditions count only if they limit who asks or where from, with fixed values.",
		Fix:        "Name the principals, add a condition that limits who is meant, or turn BlockPublicPolicy off.",
		Sources:    []string{docBlockPublic, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html"},
		Violating:  []compat.Case{put(everyone).InBucket(compat.BlockPublicPolicy, "true")},
		Allowed: []compat.Case{
			put(everyone).InBucket(compat.BlockPublicPolicy, "false"),
			put(soundPolicy()).InBucket(compat.BlockPublicPolicy, "true"),
			put(strings.Replace(everyone, "Allow", "Deny", 1)).InBucket(compat.BlockPublicPolicy, "true"),
		},
	}, {
		ID:         "policy-absent",
		Topic:      "policy",
		Title:      "The bucket has no policy",
		Operations: []compat.Operation{operation.GetBucketPolicy, operation.GetBucketPolicyStatus},
		When:       compat.Bucket(compat.Policy, "none"),
		Answer:     compat.Answer{Status: 404, Code: "NoSuchBucketPolicy", Message: "The bucket policy does not exist"},
		Why:        "No policy was ever put on the bucket, or it was deleted.",
		Fix:        "Take the answer as \"no policy\"; without a policy the bucket isn't public by policy.",
		Sources:    []string{"recorded:ls-a-0083", "recorded:ls-e-0182"},
		Violating:  []compat.Case{absent(operation.GetBucketPolicy), absent(operation.GetBucketPolicyStatus)},
		Allowed: []compat.Case{
			compat.Given(operation.GetBucketPolicy).InBucket(compat.Policy, "some"),
			compat.Given(operation.GetBucketPolicyStatus),
		},
	}}
}
