package aws

import (
	"strconv"
	"strings"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	bucketEncryptionPage = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html"
	byDefaultPage        = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionByDefault.html"
	encryptionRulePage   = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ServerSideEncryptionRule.html"
	blockedTypesPage     = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_BlockedEncryptionTypes.html"
)

type (
	bucketEncryption = types.ServerSideEncryptionConfiguration
	encryptionRule   = types.ServerSideEncryptionRule
)

// encryptionDoc is a bucket's encryption configuration with the rules.
func encryptionDoc(rules ...encryptionRule) *bucketEncryption {
	if rules == nil {
		rules = []encryptionRule{}
	}
	return &bucketEncryption{Rules: rules}
}

// byDefault is a rule that makes the method, and unless it is empty the key, the
// bucket's default.
func byDefault(method types.ServerSideEncryption, key string) encryptionRule {
	d := &types.ServerSideEncryptionByDefault{SSEAlgorithm: method}
	if key != "" {
		d.KMSMasterKeyID = awssdk.String(key)
	}
	return encryptionRule{ApplyServerSideEncryptionByDefault: d}
}

// blocking adds blocked encryption types to a rule.
func blocking(r encryptionRule, blocked ...types.EncryptionType) encryptionRule {
	r.BlockedEncryptionTypes = &types.BlockedEncryptionTypes{EncryptionType: blocked}
	return r
}

// anyEncryptionRule is a predicate over the rules of a bucket's encryption
// configuration: true if the test is true of one of them. The test returns the
// path below the rule to what is wrong.
func anyEncryptionRule(name string, test func(*encryptionRule) (string, bool), yes, no []any) *compat.Predicate {
	return compat.Document(name, func(c *bucketEncryption) (string, bool) {
		for i := range c.Rules {
			if path, found := test(&c.Rules[i]); found {
				at := "Rules[" + strconv.Itoa(i) + "]"
				if path != "" {
					at += "." + path
				}
				return at, true
			}
		}
		return "", false
	}, yes, no)
}

// anyDefault is anyEncryptionRule for tests of the default encryption.
func anyDefault(name, field string, test func(*types.ServerSideEncryptionByDefault) bool, yes, no []any) *compat.Predicate {
	at := "ApplyServerSideEncryptionByDefault." + field // made once, not per request
	return anyEncryptionRule(name, func(r *encryptionRule) (string, bool) {
		d := r.ApplyServerSideEncryptionByDefault
		return at, d != nil && test(d)
	}, yes, no)
}

func notOneEncryptionRule() *compat.Predicate {
	return compat.Document("hasn't exactly one rule",
		func(c *bucketEncryption) (string, bool) { return "Rules", len(c.Rules) != 1 },
		[]any{encryptionDoc(), encryptionDoc(byDefault("AES256", ""), byDefault("aws:kms", ""))},
		[]any{encryptionDoc(byDefault("AES256", ""))})
}

func emptyEncryptionRule() *compat.Predicate {
	return anyEncryptionRule("has an empty rule",
		func(r *encryptionRule) (string, bool) {
			return "", r.ApplyServerSideEncryptionByDefault == nil && r.BlockedEncryptionTypes == nil && r.BucketKeyEnabled == nil
		},
		[]any{encryptionDoc(encryptionRule{})},
		[]any{encryptionDoc(byDefault("AES256", "")), encryptionDoc(blocking(encryptionRule{}, types.EncryptionTypeSseC))})
}

func unknownDefaultEncryption() *compat.Predicate {
	return anyDefault("has a default encryption that doesn't exist", "SSEAlgorithm",
		func(d *types.ServerSideEncryptionByDefault) bool {
			return d.SSEAlgorithm != "" && !mayBeEncryption(string(d.SSEAlgorithm))
		},
		[]any{encryptionDoc(byDefault("SSE-KMS", kmsKeyARN)), encryptionDoc(byDefault("aes256", ""))},
		[]any{encryptionDoc(byDefault("AES256", "")), encryptionDoc(byDefault("aws:kms:dsse", kmsKeyARN))})
}

func keyWithoutKMSDefault() *compat.Predicate {
	return anyDefault("has a KMS key for a default that doesn't use KMS", "KMSMasterKeyID",
		func(d *types.ServerSideEncryptionByDefault) bool {
			return d.SSEAlgorithm == types.ServerSideEncryptionAes256 && awssdk.ToString(d.KMSMasterKeyID) != ""
		},
		[]any{encryptionDoc(byDefault("AES256", kmsKeyARN))},
		[]any{encryptionDoc(byDefault("aws:kms", kmsKeyARN)), encryptionDoc(byDefault("aws:kms:dsse", kmsKeyARN)), encryptionDoc(byDefault("AES256", ""))})
}

func blocksNoneAndMore() *compat.Predicate {
	return anyEncryptionRule("blocks NONE together with another type",
		func(r *encryptionRule) (string, bool) {
			b := r.BlockedEncryptionTypes
			if b == nil {
				return "", false
			}
			none, more := false, false
			for _, t := range b.EncryptionType {
				none, more = none || t == types.EncryptionTypeNone, more || t != types.EncryptionTypeNone
			}
			return "BlockedEncryptionTypes.EncryptionType", none && more
		},
		[]any{encryptionDoc(blocking(byDefault("AES256", ""), "NONE", "SSE-C"))},
		[]any{encryptionDoc(blocking(byDefault("AES256", ""), "NONE")), encryptionDoc(blocking(byDefault("AES256", ""), "SSE-C"))})
}

func blocksNoType() *compat.Predicate {
	return anyEncryptionRule("has an empty list of blocked types",
		func(r *encryptionRule) (string, bool) {
			b := r.BlockedEncryptionTypes
			return "BlockedEncryptionTypes.EncryptionType", b != nil && len(b.EncryptionType) == 0
		},
		[]any{encryptionDoc(blocking(byDefault("AES256", "")))},
		[]any{encryptionDoc(blocking(byDefault("AES256", ""), "NONE")), encryptionDoc(byDefault("AES256", ""))})
}

func blocksTypeTwice() *compat.Predicate {
	return anyEncryptionRule("blocks a type twice",
		func(r *encryptionRule) (string, bool) {
			b := r.BlockedEncryptionTypes
			if b == nil {
				return "", false
			}
			if i := repeated(len(b.EncryptionType), func(i int) (string, bool) { return string(b.EncryptionType[i]), true }); i >= 0 {
				return element("BlockedEncryptionTypes.EncryptionType", i, ""), true
			}
			return "", false
		},
		[]any{encryptionDoc(blocking(byDefault("AES256", ""), "SSE-C", "SSE-C")), encryptionDoc(blocking(byDefault("AES256", ""), "NONE", "NONE"))},
		[]any{encryptionDoc(blocking(byDefault("AES256", ""), "SSE-C")), encryptionDoc(blocking(byDefault("AES256", "")))})
}

// Further types that could be blocked would be named as SSE-C is.
func blocksUnknownType() *compat.Predicate {
	return anyEncryptionRule("blocks a type that doesn't exist",
		func(r *encryptionRule) (string, bool) {
			b := r.BlockedEncryptionTypes
			if b == nil {
				return "", false
			}
			for i, t := range b.EncryptionType {
				if t != "" && t != types.EncryptionTypeNone && !strings.HasPrefix(string(t), "SSE-") {
					return element("BlockedEncryptionTypes.EncryptionType", i, ""), true
				}
			}
			return "", false
		},
		[]any{encryptionDoc(blocking(byDefault("AES256", ""), "AES256")), encryptionDoc(blocking(byDefault("AES256", ""), "UNKNOWN"))},
		[]any{encryptionDoc(blocking(byDefault("AES256", ""), "SSE-C")), encryptionDoc(blocking(byDefault("AES256", ""), "NONE")), encryptionDoc(blocking(byDefault("AES256", ""), "SSE-KMS"))})
}

func blocksEncryptionTypes() *compat.Predicate {
	return anyEncryptionRule("blocks encryption types",
		func(r *encryptionRule) (string, bool) {
			return "BlockedEncryptionTypes", r.BlockedEncryptionTypes != nil
		},
		[]any{encryptionDoc(blocking(byDefault("AES256", ""), "SSE-C"))},
		[]any{encryptionDoc(byDefault("AES256", ""))})
}

func notDirectoryDefault() *compat.Predicate {
	return anyDefault("has another default than AES256 or aws:kms", "SSEAlgorithm",
		func(d *types.ServerSideEncryptionByDefault) bool {
			return d.SSEAlgorithm == types.ServerSideEncryptionAwsKmsDsse || d.SSEAlgorithm == types.ServerSideEncryptionAwsFsx
		},
		[]any{encryptionDoc(byDefault("aws:kms:dsse", kmsKeyARN))},
		[]any{encryptionDoc(byDefault("aws:kms", kmsKeyARN)), encryptionDoc(byDefault("AES256", ""))})
}

func aliasAsDefaultKey() *compat.Predicate {
	return anyDefault("names the KMS key by an alias", "KMSMasterKeyID",
		func(d *types.ServerSideEncryptionByDefault) bool {
			return isKMSAlias(awssdk.ToString(d.KMSMasterKeyID))
		},
		[]any{encryptionDoc(byDefault("aws:kms", kmsAlias)), encryptionDoc(byDefault("aws:kms", kmsAliasARN))},
		[]any{encryptionDoc(byDefault("aws:kms", kmsKeyARN)), encryptionDoc(byDefault("aws:kms", kmsKeyID))})
}

func kmsDefaultWithoutKey() *compat.Predicate {
	return anyDefault("has SSE-KMS as default without a key", "KMSMasterKeyID",
		func(d *types.ServerSideEncryptionByDefault) bool {
			return d.SSEAlgorithm == types.ServerSideEncryptionAwsKms && awssdk.ToString(d.KMSMasterKeyID) == ""
		},
		[]any{encryptionDoc(byDefault("aws:kms", ""))},
		[]any{encryptionDoc(byDefault("aws:kms", kmsKeyARN)), encryptionDoc(byDefault("AES256", ""))})
}

func turnsBucketKeyOff() *compat.Predicate {
	return anyEncryptionRule("turns the bucket key off",
		func(r *encryptionRule) (string, bool) {
			return "BucketKeyEnabled", r.BucketKeyEnabled != nil && !*r.BucketKeyEnabled
		},
		[]any{encryptionDoc(withBucketKey(byDefault("aws:kms", kmsKeyARN), false))},
		[]any{encryptionDoc(withBucketKey(byDefault("aws:kms", kmsKeyARN), true)), encryptionDoc(byDefault("aws:kms", kmsKeyARN))})
}

func withBucketKey(r encryptionRule, on bool) encryptionRule {
	r.BucketKeyEnabled = awssdk.Bool(on)
	return r
}

// bucketEncryptionRules are about PutBucketEncryption: the bucket's default
// encryption and what it blocks.
func bucketEncryptionRules() []compat.Rule {
	ops := []compat.Operation{operation.PutBucketEncryption}
	put := func(rules ...encryptionRule) compat.Case {
		return compat.Given(operation.PutBucketEncryption, member.ServerSideEncryptionConfiguration, encryptionDoc(rules...))
	}
	directory := func(rules ...encryptionRule) compat.Case {
		return put(rules...).With(member.Bucket, sseDirectoryBucket)
	}
	matches := func(p *compat.Predicate) compat.Condition {
		return compat.Matches(member.ServerSideEncryptionConfiguration, p)
	}
	malformed := compat.Answer{Status: 400, Code: "MalformedXML", Message: "The XML you provided was not well-formed or did not validate against our published schema"}

	return []compat.Rule{{
		ID:         "bucket-encryption-one-rule",
		Topic:      "bucket encryption",
		Title:      "A bucket's encryption configuration has exactly one rule",
		Problem:    "The encryption configuration has {count ServerSideEncryptionConfiguration.Rules|no} rules",
		Remedy:     "Give one",
		Operations: ops,
		When:       matches(notOneEncryptionRule()),
		Answer:     malformed,
		Why:        "Although Rules is a list, a bucket has one default encryption, and the schema allows one rule, neither none nor several.",
		Fix:        "Give one rule; to return to the default of new buckets use DeleteBucketEncryption.",
		Sources:    []string{bucketEncryptionPage, localStack("provider.py#L3210")},
		Rank:       -1,
		Violating:  []compat.Case{put(), put(byDefault("AES256", ""), byDefault("aws:kms", ""))},
		Allowed:    []compat.Case{put(byDefault("AES256", ""))},
	}, {
		ID:         "bucket-encryption-empty-rule",
		Topic:      "bucket encryption",
		Title:      "The rule of a bucket's encryption configuration is empty",
		Problem:    "A rule is empty: {at}",
		Operations: ops,
		When:       matches(emptyEncryptionRule()),
		Answer:     malformed,
		Why:        "A rule must say something: which encryption new objects get by default, or which is blocked.",
		Fix:        "Set ApplyServerSideEncryptionByDefault.",
		Doubt:      "Since a rule can block encryption too, S3 was seen to take an empty one as what new buckets have.",
		Sources:    []string{encryptionRulePage, localStack("provider.py#L3211"), stackdNotes + "#s3-customer-key-encryption"},
		Rank:       -1,
		Violating:  []compat.Case{put(encryptionRule{})},
		Allowed:    []compat.Case{put(byDefault("aws:kms", kmsKeyARN))},
	}, {
		ID:         "bucket-encryption-unknown-method",
		Topic:      "bucket encryption",
		Title:      "The bucket's default encryption doesn't exist",
		Problem:    "{at} is {value|an unknown word}",
		Remedy:     "Use AES256, aws:kms or aws:kms:dsse",
		Operations: ops,
		When:       matches(unknownDefaultEncryption()),
		Answer:     malformed,
		Why:        "SSEAlgorithm is an enumeration in S3's schema: AES256, or a method that begins with aws:, such as aws:kms. SSE-C can't be a default.",
		Fix:        "Use AES256, aws:kms or aws:kms:dsse.",
		Sources:    []string{byDefaultPage, "https://github.com/aws-controllers-k8s/community/issues/1505", localStack("provider.py#L3218")},
		Rank:       -1,
		AmazonOnly: true,
		Violating:  []compat.Case{put(byDefault("SSE-KMS", kmsKeyARN)), put(byDefault("SSE-C", ""))},
		Allowed:    []compat.Case{put(byDefault("aws:kms", kmsKeyARN)), put(byDefault("AES256", ""))},
	}, {
		ID:         "bucket-encryption-key-without-kms",
		Topic:      "bucket encryption",
		Title:      "A KMS key needs SSE-KMS or DSSE-KMS as the bucket's default",
		Problem:    "A KMS key is given for a default without KMS: {at}",
		Remedy:     "Set SSEAlgorithm to aws:kms",
		Operations: ops,
		When:       matches(keyWithoutKMSDefault()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse"},
		Why:        "With AES256 S3 keeps the keys itself; a KMS key has no place there.",
		Fix:        "Set SSEAlgorithm to aws:kms, or leave KMSMasterKeyID out.",
		Sources:    []string{byDefaultPage, localStack("provider.py#L3221")},
		Violating:  []compat.Case{put(byDefault("AES256", kmsKeyARN))},
		Allowed: []compat.Case{
			put(byDefault("aws:kms", kmsKeyARN)),
			put(byDefault("aws:kms:dsse", kmsAlias)),
			put(byDefault("AES256", "")),
		},
	}, {
		ID:         "bucket-encryption-blocks-none",
		Topic:      "bucket encryption",
		Title:      "NONE can't be blocked together with another encryption type",
		Problem:    "NONE is blocked together with another type: {at}",
		Remedy:     "Give NONE or SSE-C",
		Operations: ops,
		When:       compat.All(compat.Not(inDirectoryBucket()), matches(blocksNoneAndMore())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:        "NONE means that nothing is blocked, which contradicts any other type in the list.",
		Fix:        "Give SSE-C to block customer-provided keys, or NONE to allow them.",
		Sources:    []string{blockedTypesPage, stackdKeys},
		AmazonOnly: true,
		Violating:  []compat.Case{put(blocking(byDefault("AES256", ""), "NONE", "SSE-C"))},
		Allowed:    []compat.Case{put(blocking(byDefault("AES256", ""), "NONE")), put(blocking(byDefault("aws:kms", ""), "SSE-C"))},
	}, {
		ID:         "bucket-encryption-blocks-nothing",
		Topic:      "bucket encryption",
		Title:      "A list of blocked encryption types isn't empty",
		Problem:    "The list of blocked types is empty: {at}",
		Remedy:     "Give NONE or SSE-C",
		Operations: ops,
		When:       compat.All(compat.Not(inDirectoryBucket()), matches(blocksNoType())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:        "That nothing is blocked is said with NONE. A BlockedEncryptionTypes without types says nothing, and S3 rejects it.",
		Fix:        "Give NONE or SSE-C, or leave BlockedEncryptionTypes out.",
		Sources:    []string{blockedTypesPage, stackdKeys},
		AmazonOnly: true,
		Violating:  []compat.Case{put(blocking(byDefault("AES256", "")))},
		Allowed:    []compat.Case{put(blocking(byDefault("AES256", ""), "NONE")), put(byDefault("AES256", ""))},
	}, {
		ID:         "bucket-encryption-blocks-twice",
		Topic:      "bucket encryption",
		Title:      "An encryption type is blocked only once",
		Problem:    "A type is blocked twice: {at}",
		Remedy:     "Give it once",
		Operations: ops,
		When:       compat.All(compat.Not(inDirectoryBucket()), matches(blocksTypeTwice())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:        "S3 rejects a list that has NONE or SSE-C twice.",
		Fix:        "Give each type once.",
		Sources:    []string{blockedTypesPage, stackdKeys},
		AmazonOnly: true,
		Violating:  []compat.Case{put(blocking(byDefault("AES256", ""), "NONE", "NONE")), put(blocking(byDefault("AES256", ""), "SSE-C", "SSE-C"))},
		Allowed:    []compat.Case{put(blocking(byDefault("AES256", ""), "SSE-C")), put(blocking(encryptionRule{}, "NONE"))},
	}, {
		ID:         "bucket-encryption-blocks-unknown",
		Topic:      "bucket encryption",
		Title:      "The blocked encryption type doesn't exist",
		Problem:    "{at} is {value|a type that S3 doesn't know}",
		Remedy:     "Give NONE or SSE-C",
		Operations: ops,
		When:       compat.All(compat.Not(inDirectoryBucket()), matches(blocksUnknownType())),
		Answer:     malformed,
		Why:        "EncryptionType is an enumeration in S3's schema, of NONE and SSE-C. The names of default encryptions, such as AES256, aren't in it.",
		Fix:        "Give SSE-C to block customer-provided keys, or NONE to allow them.",
		Sources:    []string{blockedTypesPage, stackdKeys},
		Rank:       -1,
		AmazonOnly: true,
		Violating:  []compat.Case{put(blocking(byDefault("AES256", ""), "AES256")), put(blocking(byDefault("AES256", ""), "aws:kms"))},
		Allowed:    []compat.Case{put(blocking(byDefault("AES256", ""), "SSE-C")), put(blocking(byDefault("AES256", ""), "NONE"))},
	}, {
		ID:         "directory-bucket-encryption-blocks",
		Topic:      "bucket encryption",
		Title:      "Encryption types are blocked in general purpose buckets only",
		Problem:    "Encryption types are blocked in {target}: {at}",
		Operations: ops,
		When:       compat.All(inDirectoryBucket(), matches(blocksEncryptionTypes())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:        "The only type that can be blocked is SSE-C, which directory buckets don't have.",
		Fix:        "Leave BlockedEncryptionTypes out.",
		Sources:    []string{blockedTypesPage},
		Doubt:      "the documentation calls it a setting of general purpose buckets, but gives no answer for others",
		Violating:  []compat.Case{directory(blocking(byDefault("AES256", ""), "SSE-C"))},
		Allowed:    []compat.Case{directory(byDefault("AES256", "")), put(blocking(byDefault("AES256", ""), "SSE-C"))},
	}, {
		ID:         "directory-bucket-encryption-method",
		Topic:      "bucket encryption",
		Title:      "A directory bucket's default encryption is AES256 or aws:kms",
		Problem:    "{at} is {value|an unknown word}, for {target}",
		Remedy:     "Use AES256 or aws:kms",
		Operations: ops,
		When:       compat.All(inDirectoryBucket(), matches(notDirectoryDefault())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:        "Directory buckets offer SSE-S3 and SSE-KMS, no dual-layer encryption.",
		Fix:        "Set SSEAlgorithm to AES256 or aws:kms.",
		Sources:    []string{byDefaultPage},
		Violating:  []compat.Case{directory(byDefault("aws:kms:dsse", kmsKeyARN))},
		Allowed:    []compat.Case{directory(byDefault("aws:kms", kmsKeyARN)), put(byDefault("aws:kms:dsse", kmsKeyARN))},
	}, {
		ID:         "directory-bucket-encryption-alias",
		Topic:      "bucket encryption",
		Title:      "A directory bucket's default encryption doesn't take the alias of a KMS key",
		Problem:    "{at} is an alias, for {target}",
		Remedy:     "Give the key's ARN",
		Operations: ops,
		When:       compat.All(inDirectoryBucket(), matches(aliasAsDefaultKey())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:        "For directory buckets S3 checks the key, which it doesn't for general purpose buckets, and takes a key id or a key ARN.",
		Fix:        "Give the id or ARN of a customer managed key.",
		Sources:    []string{bucketEncryptionPage, encryptionRulePage},
		Violating:  []compat.Case{directory(byDefault("aws:kms", kmsAlias)), directory(byDefault("aws:kms", kmsAliasARN))},
		Allowed:    []compat.Case{directory(byDefault("aws:kms", kmsKeyARN)), put(byDefault("aws:kms", kmsAlias))},
	}, {
		ID:         "directory-bucket-encryption-needs-key",
		Topic:      "bucket encryption",
		Title:      "SSE-KMS as a directory bucket's default needs a customer managed key",
		Problem:    "{at} isn't set, for {target}",
		Remedy:     "Give a customer managed key",
		Operations: ops,
		When:       compat.All(inDirectoryBucket(), matches(kmsDefaultWithoutKey())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:        "Directory buckets don't use the key managed by AWS, aws/s3, which stands in for a missing key elsewhere.",
		Fix:        "Set KMSMasterKeyID to the id or ARN of a customer managed key.",
		Sources:    []string{bucketEncryptionPage, expressKMS},
		Doubt:      "a bucket that has a key already might keep it; no answer is on record",
		Violating:  []compat.Case{directory(byDefault("aws:kms", ""))},
		Allowed:    []compat.Case{directory(byDefault("aws:kms", kmsKeyARN)), put(byDefault("aws:kms", ""))},
	}, {
		ID:         "directory-bucket-encryption-bucket-key",
		Topic:      "bucket encryption",
		Title:      "A directory bucket's bucket key can't be turned off",
		Problem:    "{at} is false, for {target}",
		Remedy:     "Leave it out",
		Operations: ops,
		When:       compat.All(inDirectoryBucket(), matches(turnsBucketKeyOff())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:        "Directory buckets always use S3 Bucket Keys with SSE-KMS.",
		Fix:        "Leave BucketKeyEnabled out, or set it to true.",
		Sources:    []string{encryptionRulePage},
		Doubt:      "the documentation says that it can't be disabled, not whether such a request fails",
		Violating:  []compat.Case{directory(withBucketKey(byDefault("aws:kms", kmsKeyARN), false))},
		Allowed: []compat.Case{
			directory(withBucketKey(byDefault("aws:kms", kmsKeyARN), true)),
			put(withBucketKey(byDefault("aws:kms", kmsKeyARN), false)),
		},
	}}
}
