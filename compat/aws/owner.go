package aws

import (
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docOwnerCondition = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-owner-condition.html"

// rankOwnerFormat puts the form of an expected owner before everything that S3
// must look into the bucket, or into a document, for.
const rankOwnerFormat = -20

// An empty header is as good as none.

func noAccountID() *compat.Predicate {
	return compat.Text("isn't 12 letters and digits", func(s string) bool {
		s = headerValue(s)
		return s != "" && !isAccountWord(s)
	}, []any{"aa000000000$", "abcd", "1234", "1234567890123"}, []any{"111122223333", "000000000002", " 111122223333", "aa0000000000"})
}

func nobodysAccountID() *compat.Predicate {
	return compat.Text("is 12 characters that aren't all digits", func(s string) bool {
		s = headerValue(s)
		return isAccountWord(s) && !isAccountID(s)
	}, []any{"aa0000000000", "account_name"}, []any{"111122223333", "abcd", "aa000000000$", ""})
}

// accountID tells values that can be compared with an owner from those that say
// nothing and from those that aren't accounts.
func accountID() *compat.Predicate {
	return compat.Text("is a 12-digit account ID", isAccountID, []any{"111122223333"}, []any{"", "1234", "aa000000000$"})
}

// isAccountWord reports whether S3 takes the text for an account ID at first.
func isAccountWord(s string) bool {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9', c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_':
		default:
			return false
		}
	}
	return len(s) == 12
}

func isAccountID(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return len(s) == 12
}

// ownerRules: the bucket isn't whose the request says.
func ownerRules() []compat.Rule {
	owned := func(op compat.Operation, owner string) compat.Case {
		return compat.Given(op, member.ExpectedBucketOwner, owner).OwnedBy("111122223333")
	}
	copies := func(owner string) compat.Case {
		c := compat.Given(operation.CopyObject, member.CopySource, "amzn-s3-demo-source/a.txt", member.ExpectedSourceBucketOwner, owner)
		c.CopyFrom.Owner = "111122223333"
		return c
	}
	denied := compat.Answer{Status: 403, Code: "AccessDenied", Message: "Access Denied"}
	noID := compat.Answer{Status: 400, Code: "InvalidBucketOwnerAWSAccountID", Message: "The value of the expected bucket owner parameter must be an AWS Account ID... […]"}
	return slices.Concat(withHead(compat.Rule{
		ID:         "expected-owner-format",
		Topic:      "owner",
		Title:      "ExpectedBucketOwner has the form of an account ID",
		Problem:    "ExpectedBucketOwner has {length ExpectedBucketOwner} characters, and isn't an account ID",
		Remedy:     "Give the 12 digits",
		Operations: with(member.ExpectedBucketOwner),
		When:       compat.Matches(member.ExpectedBucketOwner, noAccountID()),
		Answer:     noID,
		AmazonOnly: true, // accounts elsewhere have other names
		Rank:       rankOwnerFormat,
		Why:        "S3 compares the value with the ID of the account that owns the bucket, and account IDs consist of 12 digits.",
		Fix:        "Give the account ID without hyphens; a canonical user ID or an ARN isn't one.",
		Sources:    []string{docOwnerCondition, "recorded:ls-a-0089", "recorded:ls-a-0095", "recorded:ls-a-0099"},
		Violating: []compat.Case{
			compat.Given(operation.GetObject, member.ExpectedBucketOwner, "aa000000000$"),
			compat.Given(operation.GetBucketPolicy, member.ExpectedBucketOwner, "abcd"),
			compat.Given(operation.PutObject, member.ExpectedBucketOwner, "1111-2222-3333"),
		},
		Allowed: []compat.Case{
			compat.Given(operation.GetObject, member.ExpectedBucketOwner, "111122223333"),
			compat.Given(operation.GetBucketPolicy, member.ExpectedBucketOwner, "000000000002"),
			compat.Given(operation.PutObject),
		},
	}), withHead(compat.Rule{
		ID:         "expected-owner-nobody",
		Topic:      "owner",
		Title:      "ExpectedBucketOwner consists of digits",
		Problem:    "ExpectedBucketOwner isn't all digits",
		Remedy:     "Give the account ID",
		Operations: with(member.ExpectedBucketOwner),
		When:       compat.Matches(member.ExpectedBucketOwner, nobodysAccountID()),
		Answer:     denied,
		AmazonOnly: true, // accounts elsewhere have other names
		Why:        "S3 takes letters in the value, but account IDs have none, so the bucket belongs to another account.",
		Fix:        "Give the account ID; an alias of the account isn't one.",
		Sources:    []string{docOwnerCondition, localStack("provider.py#L460")},
		Violating: []compat.Case{
			compat.Given(operation.GetObject, member.ExpectedBucketOwner, "aa0000000000"),
			compat.Given(operation.PutObject, member.ExpectedBucketOwner, "reports_team"),
		},
		Allowed: []compat.Case{
			compat.Given(operation.GetObject, member.ExpectedBucketOwner, "111122223333"),
			compat.Given(operation.PutObject),
		},
	}), withHead(compat.Rule{
		ID:         "expected-owner-differs",
		Topic:      "owner",
		Title:      "The bucket belongs to another account than ExpectedBucketOwner says",
		Problem:    "ExpectedBucketOwner isn't the bucket's owner",
		Remedy:     "Check the bucket's name",
		Operations: with(member.ExpectedBucketOwner),
		When: compat.All(compat.OwnerDiffers(member.ExpectedBucketOwner, compat.ScopeBucket),
			compat.Matches(member.ExpectedBucketOwner, accountID())),
		Answer:  denied,
		Why:     "The request is to be carried out only if the bucket belongs to the expected account, and it doesn't.",
		Fix:     "Check that the bucket's name is right; a bucket of that name belongs to someone else.",
		Sources: []string{docOwnerCondition, "recorded:ls-a-0085", "recorded:ls-a-0091", "recorded:ls-a-0098", stackdCaptures + "/presigned_headers.json", stackdCaptures + "/ownership_authority_replay.json"},
		Violating: []compat.Case{
			owned(operation.GetObject, "444455556666"),
			owned(operation.DeleteBucketPolicy, "444455556666"),
		},
		Allowed: []compat.Case{
			owned(operation.GetObject, "111122223333"),
			owned(operation.DeleteBucketPolicy, "111122223333"),
			owned(operation.GetObject, ""),
		},
	}), []compat.Rule{{
		ID:         "expected-source-owner-format",
		Topic:      "owner",
		Title:      "ExpectedSourceBucketOwner has the form of an account ID",
		Problem:    "ExpectedSourceBucketOwner has {length ExpectedSourceBucketOwner} characters, and isn't an account ID",
		Operations: with(member.ExpectedSourceBucketOwner),
		When:       compat.Matches(member.ExpectedSourceBucketOwner, noAccountID()),
		// That another value than the owner's ID is refused, the page on the condition says;
		// the code is the one of the list of errors, recorded of ExpectedBucketOwner only.
		Answer:     compat.Answer{Status: 400, Code: "InvalidBucketOwnerAWSAccountID"},
		AmazonOnly: true, // accounts elsewhere have other names
		Rank:       rankOwnerFormat,
		Why:        "S3 compares the value with the ID of the account that owns the source bucket, and account IDs consist of 12 digits.",
		Fix:        "Give the account ID without hyphens.",
		Sources:    []string{docOwnerCondition, docErrorResponses, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html"},
		Violating:  []compat.Case{copies("aa000000000$"), compat.Given(operation.UploadPartCopy, member.ExpectedSourceBucketOwner, "abcd")},
		Allowed:    []compat.Case{copies("111122223333"), compat.Given(operation.UploadPartCopy, member.ExpectedSourceBucketOwner, "444455556666")},
	}, {
		ID:         "expected-source-owner-nobody",
		Topic:      "owner",
		Title:      "ExpectedSourceBucketOwner consists of digits",
		Problem:    "ExpectedSourceBucketOwner isn't all digits",
		Remedy:     "Give the account ID",
		Operations: with(member.ExpectedSourceBucketOwner),
		When:       compat.Matches(member.ExpectedSourceBucketOwner, nobodysAccountID()),
		Answer:     denied,
		AmazonOnly: true, // accounts elsewhere have other names
		Why:        "S3 takes letters in the value, but account IDs have none, so the source bucket belongs to another account.",
		Fix:        "Give the account ID; an alias of the account isn't one.",
		Sources:    []string{docOwnerCondition, localStack("provider.py#L460")},
		Violating:  []compat.Case{copies("aa0000000000")},
		Allowed:    []compat.Case{copies("111122223333"), compat.Given(operation.UploadPartCopy)},
	}, {
		ID:         "expected-source-owner-differs",
		Topic:      "owner",
		Title:      "The source bucket belongs to another account than ExpectedSourceBucketOwner says",
		Problem:    "ExpectedSourceBucketOwner isn't the source bucket's owner",
		Remedy:     "Check its name",
		Operations: with(member.ExpectedSourceBucketOwner),
		When: compat.All(compat.OwnerDiffers(member.ExpectedSourceBucketOwner, compat.ScopeSource),
			compat.Matches(member.ExpectedSourceBucketOwner, accountID())),
		Answer:    denied,
		Why:       "The copy is to be made only if the source bucket belongs to the expected account, and it doesn't.",
		Fix:       "Check that the source bucket's name is right.",
		Sources:   []string{docOwnerCondition, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html"},
		Violating: []compat.Case{copies("444455556666")},
		Allowed:   []compat.Case{copies("111122223333")},
	}})
}
