package aws

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/internal/policy"
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
const maxPolicy = policy.MaxSize

// policyHas makes a predicate over policies that have the problem.
func policyHas(name string, problem policy.Problem, yes, no []any) *compat.Predicate {
	return compat.Text(name, func(s string) bool { return policy.Read(s).Has(problem) }, yes, no).Locating(func(s string) []compat.Place {
		return policy.Read(s).Where(problem)
	})
}

// placesInPolicy makes what finds places in a policy for the name of a bucket.
func placesInPolicy(where func(*policy.Document, string) []compat.Place) func(bucket, text, _ compat.Value) []compat.Place {
	return func(b, p, _ compat.Value) []compat.Place {
		bucket, ok1 := b.Text()
		text, ok2 := p.Text()
		if !ok1 || !ok2 {
			return nil
		}
		return where(policy.Read(text), bucket)
	}
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
	return policyHas("begins with '{' but isn't JSON", policy.NoJSON, []any{"{", `{"Version":"2012-10-17",}`, `{'Version':'2012-10-17'}`}, soundPolicies())
}

func longPolicy() string {
	return policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":["arn:aws:s3:::amzn-s3-demo-bucket/`+strings.Repeat("a", maxPolicy)+`"]`)
}

func policyTooLong() *compat.Predicate {
	return policyHas("is longer than 20 KB", policy.TooLong, []any{longPolicy(), manyStatements(260, "")}, append([]any{
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
	return policyHas("has no Statement", policy.NoStatement, []any{"{}", `{"Version":"2012-10-17"}`}, soundPolicies())
}

func policyEmptyStatement() *compat.Predicate {
	return policyHas("has an empty Statement", policy.EmptyStatement, []any{`{"Statement":[]}`, `{"Version":"2012-10-17","Statement":[]}`}, soundPolicies())
}

func policyVersion() *compat.Predicate {
	return policyHas("has a Version other than 2012-10-17 and 2008-10-17", policy.Version, []any{
		`{"Version":"2012-10-18","Statement":[{` + policyEffect + "," + policyPrincipal + "," + policyAction + "," + policyResource + `}]}`,
		`{"Version":1,"Statement":[]}`,
	}, soundPolicies())
}

func statementIncomplete() *compat.Predicate {
	return policyHas("has a statement without Effect, Principal, Action or Resource", policy.Incomplete, []any{
		policyOf(policyPrincipal, policyAction, policyResource),
		policyOf(policyEffect, policyAction, policyResource),
		policyOf(policyEffect, policyPrincipal, policyResource),
		policyOf(policyEffect, policyPrincipal, policyAction),
		policyOf(),
	}, soundPolicies())
}

func statementEffect() *compat.Predicate {
	return policyHas("has a statement whose Effect is neither Allow nor Deny", policy.Effect, []any{
		policyOf(`"Effect":"hello"`, policyPrincipal, policyAction, policyResource),
		policyOf(`"Effect":"allow"`, policyPrincipal, policyAction, policyResource),
	}, soundPolicies())
}

func statementPrincipal() *compat.Predicate {
	return policyHas("has a statement whose Principal is neither * nor made of AWS, Service, Federated and CanonicalUser, or names something else", policy.Principal, []any{
		policyOf(policyEffect, `"Principal":"arn:aws:iam::111122223333:root"`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"User":"me"}`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"AWS":"me"}`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"AWS":["111122223333","arn:aws:iam::111122223333:user/*"]}`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"AWS":"arn:aws:iam::111122223333:group/staff"}`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"Service":"*.amazonaws.com"}`, policyAction, policyResource),
	}, append([]any{
		policyOf(policyEffect, `"Principal":{"AWS":["111122223333"],"CanonicalUser":"`+canonicalID+`"}`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"AWS":["*","AIDACKCEVSQ6C2EXAMPLE"]}`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"AWS":["arn:aws:iam::111122223333:role/service-role/r","arn:aws:sts::111122223333:assumed-role/r/s"]}`, policyAction, policyResource),
	}, soundPolicies()...))
}

func allowNotPrincipal() *compat.Predicate {
	return policyHas("has a statement that allows something to all but some principals", policy.AllowNotPrincipal, []any{
		policyOf(policyEffect, policyNotPrincipal, policyAction, policyResource),
	}, append([]any{policyOf(`"Effect":"Deny"`, policyNotPrincipal, policyAction, policyResource)}, soundPolicies()...))
}

func statementAction() *compat.Predicate {
	return policyHas("has a statement with an action that isn't S3's", policy.Action, []any{
		policyOf(policyEffect, policyPrincipal, `"Action":"invalid_action"`, policyResource),
		policyOf(policyEffect, policyPrincipal, `"Action":["s3:GetObject","ec2:RunInstances"]`, policyResource),
		policyOf(policyEffect, policyPrincipal, `"Action":["s3:GetObject","s3:HeadObject"]`, policyResource),
	}, append([]any{policyOf(policyEffect, policyPrincipal, `"Action":"*"`, policyResource), policyOf(policyEffect, policyPrincipal, `"Action":["S3:Get*"]`, policyResource)}, soundPolicies()...))
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
			return compat.TruthOf(policy.Read(text).Outside(bucket))
		},
		Where: placesInPolicy((*policy.Document).WhereOutside),
		Yes: [][]any{
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"arn:aws:s3:::amzn-s3-demo-other/*"`)},
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"*"`)},
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"amzn-s3-demo-bucket/*"`)},
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":["arn:aws:s3:::amzn-s3-demo-bucket/*","arn:aws:s3:::other*"]`)},
		},
		No: [][]any{
			{policyBucket, soundPolicy()},
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":["arn:aws:s3:::amzn-s3-demo-bucket*","arn:aws:s3:::amzn-s3-demo-bucket/a.txt"]`)},
			{policyBucket, policyOf(policyEffect, policyPrincipal, policyAction, `"Resource":"arn:aws:s3:::${aws:PrincipalTag/bucket}/*"`)},
		},
	}
}

func actionWithoutResource() *compat.Predicate {
	return policyHas("has a statement with an action about objects and only the bucket as resource, or the other way round", policy.ActionOnNothing, []any{
		policyOf(policyEffect, policyPrincipal, `"Action":"s3:PutObject"`, `"Resource":"arn:aws:s3:::amzn-s3-demo-bucket"`),
		policyOf(policyEffect, policyPrincipal, `"Action":["s3:GetObject","s3:ListBucket"]`, policyResource),
		policyOf(policyEffect, policyPrincipal, `"Action":"s3:ListAllMyBuckets"`, `"Resource":"arn:aws:s3:::amzn-s3-demo-bucket"`),
	}, append([]any{
		policyOf(policyEffect, policyPrincipal, `"Action":["s3:GetObject","s3:ListBucket"]`, `"Resource":["arn:aws:s3:::amzn-s3-demo-bucket","arn:aws:s3:::amzn-s3-demo-bucket/*"]`),
		policyOf(policyEffect, policyPrincipal, `"Action":["s3:GetObject","s3:ListBucket"]`, `"Resource":"arn:aws:s3:::amzn-s3-demo-bucket*"`),
		policyOf(`"Effect":"Deny"`, policyPrincipal, `"Action":["s3:CreateBucket","s3:DeleteBucket"]`, `"Resource":"arn:aws:s3:::amzn-s3-demo-bucket"`),
	}, soundPolicies()...))
}

// publicPolicy is true of a policy that lets everyone do something, under no
// condition that could make it private; which others do is left to S3.
func publicPolicy() *compat.Predicate {
	return compat.Text("allows everyone something without a condition on who or where from", func(s string) bool {
		return policy.Read(s).Public() == compat.True
	}, []any{
		policyOf(policyEffect, `"Principal":"*"`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":{"AWS":"*"}`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":"*"`, policyAction, policyResource, `"Condition":{"StringLike":{"aws:Referer":"https://www.example.com/*"}}`),
	}, append([]any{
		policyOf(`"Effect":"Deny"`, `"Principal":"*"`, policyAction, policyResource),
		policyOf(policyEffect, `"Principal":"*"`, policyAction, policyResource, `"Condition":{"IpAddress":{"aws:SourceIp":"192.0.2.0/24"}}`),
	}, soundPolicies()...)).Locating(func(s string) []compat.Place { return policy.Read(s).WherePublic() })
}

// everyoneIf is a policy that allows everyone something under a condition.
func everyoneIf(condition string) string {
	return policyOf(policyEffect, `"Principal":"*"`, policyAction, policyResource, `"Condition":`+condition)
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
		ID:      "policy-first-character",
		Topic:   "policy",
		Title:   "A bucket policy begins with '{'",
		Problem: "Policy doesn't begin with '{'", Remedy: "Send the JSON object itself, trimmed",
		Operations: only,
		When:       compat.Matches(member.Policy, policyFirstByte()),
		Answer:     malformed("Policies must be valid JSON and the first byte must be '{'"),
		Why:        "S3 looks at the first byte, so not even white space or a byte order mark may come before the policy.",
		Fix:        "Send the JSON object itself, trimmed.",
		Sources:    []string{docPutBucketPolicy, localStack("provider.py#L4184")},
		Violating:  []compat.Case{put(""), put("invalid json"), put("\n" + soundPolicy())},
		Allowed:    []compat.Case{put(soundPolicy())},
	}, {
		ID:      "policy-no-json",
		Topic:   "policy",
		Title:   "A bucket policy is well-formed JSON",
		Problem: "Policy isn't well-formed JSON", Remedy: "Check it with a JSON parser",
		Operations: only,
		When:       compat.Matches(member.Policy, policyNoJSON()),
		Answer:     malformed("This policy contains invalid Json"),
		Why:        "S3 parses the policy when it is stored.",
		Fix:        "Make the policy with a JSON encoder, or check it with one.",
		Sources:    []string{docPutBucketPolicy, localStack("provider.py#L4192")},
		Violating:  []compat.Case{put("{"), put(`{"Version":"2012-10-17",}`)},
		Allowed:    []compat.Case{put(soundPolicy())},
	}, {
		ID:      "policy-too-long",
		Topic:   "policy",
		Title:   "A bucket policy is limited to 20 KB",
		Problem: "Policy has {length Policy} bytes, more than 20 KB however they are counted", Remedy: "Join statements, or use wildcards",
		Operations: only,
		When:       compat.Matches(member.Policy, policyTooLong()),
		Answer:     malformed("Normalized policy document exceeds the maximum allowed size of 20480 bytes"),
		Why:        "S3 stores at most 20 KB of policy for a bucket, measured in a normalised form that isn't documented: without white space, and shorter in other ways too.",
		Fix:        "Join statements, use wildcards, or move rules to access points or to IAM policies.",
		Sources:    []string{docBucketPolicy, "https://github.com/FogSecurity/aws-size/pull/38", argminPolicy},
		Violating:  []compat.Case{put(longPolicy())},
		Allowed:    []compat.Case{put(soundPolicy())},
	}, {
		ID:      "policy-statement-missing",
		Topic:   "policy",
		Title:   "A bucket policy has a Statement",
		Problem: "Policy has no Statement", Remedy: "Add one",
		Operations: only,
		When:       compat.Matches(member.Policy, policyNoStatement()),
		Answer:     malformed("Missing required field Statement"),
		Why:        "Without a statement a policy says nothing.",
		Fix:        "Add a statement, or use DeleteBucketPolicy.",
		Sources:    []string{docIAMElements + "statement.html", "https://github.com/versity/versitygw/pull/1176", localStack("provider.py#L4190")},
		Violating:  []compat.Case{put("{}"), put(`{"Version":"2012-10-17"}`)},
		Allowed:    []compat.Case{put(soundPolicy())},
	}, {
		ID:      "policy-statement-empty",
		Topic:   "policy",
		Title:   "A bucket policy has at least one statement",
		Problem: "Policy has an empty Statement", Remedy: "Add a statement, or use DeleteBucketPolicy",
		Operations: only,
		When:       compat.Matches(member.Policy, policyEmptyStatement()),
		Answer:     malformed("Could not parse the policy: Statement is empty!"),
		Why:        "Without a statement a policy says nothing.",
		Fix:        "Add a statement, or use DeleteBucketPolicy.",
		Sources:    []string{docIAMElements + "statement.html", "https://github.com/versity/versitygw/blob/main/auth/bucket_policy.go"},
		Violating:  []compat.Case{put(`{"Version":"2012-10-17","Statement":[]}`)},
		Allowed:    []compat.Case{put(soundPolicy())},
	}, {
		ID:      "policy-version-unknown",
		Topic:   "policy",
		Title:   "A policy's Version is 2012-10-17 or 2008-10-17",
		Problem: "Policy has a Version that is neither 2012-10-17 nor 2008-10-17", Remedy: "Use 2012-10-17",
		Operations: only,
		When:       compat.Matches(member.Policy, policyVersion()),
		Answer:     malformed("The policy must contain a valid version string"),
		Why:        "Version is the version of the policy language, not of the policy.",
		Fix:        "Use 2012-10-17.",
		Sources:    []string{docIAMElements + "version.html", "https://github.com/versity/versitygw/blob/main/auth/bucket_policy.go"},
		Violating:  []compat.Case{put(strings.Replace(soundPolicy(), "2012-10-17", "2012-10-18", 1))},
		Allowed:    []compat.Case{put(soundPolicy()), put(strings.Replace(soundPolicy(), "2012-10-17", "2008-10-17", 1))},
	}, {
		ID:      "policy-statement-incomplete",
		Topic:   "policy",
		Title:   "Each statement of a bucket policy has Effect, Principal, Action and Resource",
		Problem: "{at} is incomplete", Remedy: "Add what is missing",
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
		ID:      "policy-effect-unknown",
		Topic:   "policy",
		Title:   "Effect is Allow or Deny",
		Problem: "{at} is neither Allow nor Deny", Remedy: "Use one of them, written like this",
		Operations: only,
		When:       compat.Matches(member.Policy, statementEffect()),
		Answer:     malformed("Invalid effect: …"),
		Why:        "The policy language has two effects, compared with case.",
		Fix:        "Use Allow or Deny.",
		Sources:    []string{docIAMElements + "effect.html", "https://github.com/versity/versitygw/issues/647"},
		Violating:  []compat.Case{put(policyOf(`"Effect":"hello"`, policyPrincipal, policyAction, policyResource))},
		Allowed:    []compat.Case{put(policyOf(`"Effect":"Deny"`, policyPrincipal, policyAction, policyResource))},
	}, {
		ID:      "policy-principal-invalid",
		Topic:   "policy",
		Title:   "Principal is * or names AWS, Service, Federated or CanonicalUser principals",
		Problem: "{at} is no principal, or has a wildcard in it", Remedy: "Name it by its ARN, or use * with a condition",
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
		ID:      "policy-not-principal-allow",
		Topic:   "policy",
		Title:   "NotPrincipal goes with Deny only",
		Problem: "{at} is in a statement that allows", Remedy: "Name the principals in Principal",
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
		ID:      "policy-action-invalid",
		Topic:   "policy",
		Title:   "A bucket policy is about actions of S3",
		Problem: "{at} isn't an action of S3's", Remedy: "Use actions such as s3:GetObject",
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
		ID:      "policy-resource-outside",
		Topic:   "policy",
		Title:   "A bucket policy is about its own bucket and what is in it",
		Problem: "{at} isn't this bucket, nor in it", Remedy: "Use arn:aws:s3:::bucket and arn:aws:s3:::bucket/* with its name",
		Operations: only,
		When:       compat.All(compat.On(compat.GeneralPurposeBucket), compat.Related(resourceOfOtherBucket())),
		Answer:     malformed("Policy has invalid resource"),
		AmazonOnly: true, // other servers have principals, actions and names of their own
		Why:        "Each resource must be the ARN of the bucket, or begin with it; S3 accepts neither * nor another bucket.",
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
		ID:      "policy-action-without-resource",
		Topic:   "policy",
		Title:   "An action needs a resource of its kind in the same statement",
		Problem: "{at} applies to none of its statement's resources", Remedy: "List the bucket's ARN and the one that ends in /*",
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
		ID:      "policy-public-blocked",
		Topic:   "policy",
		Title:   "The bucket's public access block doesn't allow a public policy",
		Problem: "{at} allows everyone something, and the bucket blocks public policies", Remedy: "Name the principals, or limit who is meant by a condition",
		Operations: only,
		When:       compat.All(compat.Bucket(compat.BlockPublicPolicy, "true"), compat.Matches(member.Policy, publicPolicy())),
		Answer:     compat.Answer{Status: 403, Code: "AccessDenied", Message: "Access Denied"},
		Rank:       1, // after what is wrong with the policy itself
		Why: "With BlockPublicPolicy, the default of new buckets, S3 refuses a policy that allows everyone something. Conditions count only if they tie it to fixed values of keys that say who asks or where from: " +
			"no wildcards and variables, no negated operators, none that hold where the key is absent (IfExists, ForAllValues), no ranges of addresses wider than /8 (IPv6: /32). aws:SourceOwner doesn't count.",
		Fix: "Name the principals, add a condition that limits who is meant, or turn BlockPublicPolicy off.",
		Sources: []string{docBlockPublic, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PublicAccessBlockConfiguration.html",
			"recorded:cap-stackd-0322", "recorded:cap-stackd-0388", "recorded:cap-stackd-0412", "recorded:cap-stackd-0444", "recorded:cap-stackd-0464", "recorded:cap-stackd-0509",
			stackdS3 + "/public_policy.go", capturedAccess},
		Violating: []compat.Case{
			put(everyone).InBucket(compat.BlockPublicPolicy, "true"),
			put(everyoneIf(`{"StringEqualsIfExists":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`)).InBucket(compat.BlockPublicPolicy, "true"),
			put(everyoneIf(`{"IpAddress":{"aws:SourceIp":"0.0.0.0/7"}}`)).InBucket(compat.BlockPublicPolicy, "true"),
		},
		Allowed: []compat.Case{
			put(everyone).InBucket(compat.BlockPublicPolicy, "false"),
			put(soundPolicy()).InBucket(compat.BlockPublicPolicy, "true"),
			put(everyoneIf(`{"StringEquals":{"aws:SourceVpc":"vpc-1a2b3c4d"}}`)).InBucket(compat.BlockPublicPolicy, "true"),
			put(strings.Replace(everyone, "Allow", "Deny", 1)).InBucket(compat.BlockPublicPolicy, "true"),
			put(strings.Replace(everyone, "s3:GetObject", "s3:ReplicateObject", 1)).InBucket(compat.BlockPublicPolicy, "true"),
		},
	}, {
		ID:      "policy-absent",
		Topic:   "policy",
		Title:   "The bucket has no policy",
		Problem: "The bucket has no policy", Remedy: "Take it as no policy",
		Operations: []compat.Operation{operation.GetBucketPolicy, operation.GetBucketPolicyStatus},
		When:       compat.Bucket(compat.Policy, "none"),
		Answer:     compat.Answer{Status: 404, Code: "NoSuchBucketPolicy", Message: "The bucket policy does not exist"},
		Why:        "No policy was ever put on the bucket, or it was deleted.",
		Fix:        "Take the answer as \"no policy\"; without a policy the bucket isn't public by policy.",
		Sources:    []string{"recorded:ls-a-0083", "recorded:ls-e-0182", "recorded:cap-cloudtrail-0007", "recorded:cap-stackd-0496", capturedAccess},
		Violating:  []compat.Case{absent(operation.GetBucketPolicy), absent(operation.GetBucketPolicyStatus)},
		Allowed: []compat.Case{
			compat.Given(operation.GetBucketPolicy).InBucket(compat.Policy, "some"),
			compat.Given(operation.GetBucketPolicyStatus),
		},
	}}
}
