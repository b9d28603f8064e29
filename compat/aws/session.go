package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func unknownSessionMode() *compat.Predicate {
	return compat.Text("is neither ReadOnly nor ReadWrite", func(s string) bool {
		return s != "ReadOnly" && s != "ReadWrite"
	}, []any{"readonly", "Write"}, []any{"ReadOnly", "ReadWrite"})
}

// sessionRules are the rules about CreateSession that are neither about its
// target (target_operation.go) nor about its encryption (encryption.go).
func sessionRules() []compat.Rule {
	create := func(mode string) compat.Case {
		return compat.Given(operation.CreateSession, member.Bucket, exampleDirectory, member.SessionMode, mode)
	}
	return []compat.Rule{{
		ID:         "session-of-general-purpose-bucket",
		Topic:      "session",
		Title:      "A general purpose bucket has no sessions: S3 lists its objects instead",
		Problem:    "CreateSession goes to {target}, which has no sessions",
		Remedy:     "Send requests without one",
		Operations: []compat.Operation{operation.CreateSession},
		When:       compat.On(compat.GeneralPurposeBucket),
		Effect:     compat.Ignored,
		Why:        "Sessions belong to directory buckets. Elsewhere S3 doesn't know the parameter that asks for one, and takes the request for a ListObjects; the answer has no credentials.",
		Fix:        "Send requests to general purpose buckets without a session.",
		Sources:    []string{referencePage(operation.CreateSession), pageDirectoryOnly},
		AmazonOnly: true,
		Violating:  []compat.Case{compat.Given(operation.CreateSession, member.Bucket, exampleBucket)},
		Allowed:    []compat.Case{create("ReadOnly")},
	}, {
		ID:         "session-unknown-mode",
		Topic:      "session",
		Title:      "A session is ReadOnly or ReadWrite",
		Problem:    "SessionMode is {value SessionMode|an unknown word}",
		Remedy:     "Use ReadOnly or ReadWrite",
		Operations: with(member.SessionMode),
		When:       compat.Matches(member.SessionMode, unknownSessionMode()),
		Answer:     invalidArgument(""),
		Why:        "S3 knows these two modes, with their capital letters.",
		Fix:        "Use types.SessionModeReadOnly or types.SessionModeReadWrite, or leave SessionMode out for the most that is permitted.",
		Doubt:      "No answer of S3 to another word is on record.",
		Sources:    []string{referencePage(operation.CreateSession)},
		AmazonOnly: true,
		Violating:  []compat.Case{create("readonly")},
		Allowed:    []compat.Case{create("ReadOnly")},
	}}
}
