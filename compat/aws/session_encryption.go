package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// sessionEncryptionRules are about the encryption that a session is made for.
func sessionEncryptionRules() []compat.Rule {
	session := func(context string) compat.Case {
		return compat.Given(operation.CreateSession, member.Bucket, exampleDirectory, member.ServerSideEncryption, "aws:kms",
			member.SSEKMSKeyId, kmsKeyARN, member.SSEKMSEncryptionContext, context)
	}
	return []compat.Rule{{
		ID:         "session-encryption-context-malformed",
		Topic:      "session",
		Title:      "The encryption context of a session must be base64 of a JSON object whose values are strings",
		Problem:    "SSEKMSEncryptionContext isn't a JSON object in base64",
		Remedy:     "Leave it out",
		Operations: []compat.Operation{operation.CreateSession},
		When: compat.All(compat.Equals(member.ServerSideEncryption, "aws:kms"),
			compat.Matches(member.SSEKMSEncryptionContext, notAnEncryptionContext())),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:        "KMS takes a context of pairs of texts.",
		Fix:        "Leave SSEKMSEncryptionContext out: a directory bucket's context is its ARN.",
		Sources:    []string{referencePage(operation.CreateSession)},
		Doubt:      "What is on record of malformed contexts are answers to uploads.",
		AmazonOnly: true,
		Violating:  []compat.Case{session("department=finance")},
		Allowed:    []compat.Case{session("e30=")},
	}}
}
