package aws

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docWriteGetObjectResponse = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_WriteGetObjectResponse.html"

func successStatus() *compat.Predicate {
	return compat.Int("is the status of a success", func(n int64) bool { return n >= 200 && n < 300 },
		[]any{200, 206}, []any{403, 404, 500, 304})
}

func undocumentedStatus() *compat.Predicate {
	return compat.Int("isn't among the documented statuses", func(n int64) bool {
		switch n {
		case 200, 206, 304, 400, 401, 403, 404, 405, 409, 411, 412, 416, 500, 503:
			return false
		}
		return true
	}, []any{201, 402, 502}, []any{200, 404, 503})
}

func badErrorCode() *compat.Predicate {
	return compat.Text("isn't a capital letter followed by letters", func(s string) bool {
		if len(s) < 2 || s[0] < 'A' || s[0] > 'Z' {
			return true
		}
		for i := range len(s) {
			if c := s[i]; !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z') {
				return true
			}
		}
		return false
	}, []any{"notFound", "Not-Found", "E404", "E"}, []any{"NoSuchKey", "Forbidden"})
}

func bodyWithContent() *compat.Predicate {
	return compat.Stream("has content", func(r any) compat.Truth {
		if n, ok := bodySize(r); ok {
			return compat.TruthOf(n > 0)
		}
		return compat.Unknown
	}, []any{strings.NewReader("transformed")}, []any{strings.NewReader("")})
}

// writeGetObjectResponseRules are the rules about what a function behind an
// Object Lambda access point answers.
func writeGetObjectResponseRules() []compat.Rule {
	ops := []compat.Operation{operation.WriteGetObjectResponse}
	answer := func(pairs ...any) compat.Case { return compat.Given(operation.WriteGetObjectResponse, pairs...) }
	return []compat.Rule{
		{
			ID:         "object-lambda-error-with-success",
			Topic:      "object lambda",
			Title:      "An error's code and message don't go with the status of a success",
			Problem:    "{set} are set, and the status is a success",
			Remedy:     "Set an error's status",
			Operations: ops,
			When: compat.All(
				compat.AnySet(member.ErrorCode, member.ErrorMessage),
				compat.Matches(member.StatusCode, successStatus()),
			),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        "They become the body of an error that the reader of the object gets.",
			Fix:        "Set StatusCode to the error's status, or leave ErrorCode and ErrorMessage out.",
			Sources:    []string{docWriteGetObjectResponse},
			AmazonOnly: true,
			Violating:  []compat.Case{answer(member.StatusCode, 200, member.ErrorCode, "NoSuchKey")},
			Allowed:    []compat.Case{answer(member.StatusCode, 404, member.ErrorCode, "NoSuchKey", member.ErrorMessage, "gone")},
		},
		{
			ID:         "object-lambda-error-with-body",
			Topic:      "object lambda",
			Title:      "An error's code and message don't go with an object's data",
			Problem:    "{set} are set: an error and a body",
			Remedy:     "Keep one of them",
			Operations: ops,
			When: compat.All(
				compat.AnySet(member.ErrorCode, member.ErrorMessage),
				compat.Matches(member.Body, bodyWithContent()),
			),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        "The reader of the object gets either data or an error.",
			Fix:        "Leave Body out, or ErrorCode and ErrorMessage.",
			Sources:    []string{docWriteGetObjectResponse},
			AmazonOnly: true,
			Violating:  []compat.Case{answer(member.Body, strings.NewReader("transformed"), member.ErrorMessage, "gone")},
			Allowed:    []compat.Case{answer(member.Body, strings.NewReader("transformed"), member.StatusCode, 200)},
		},
		{
			ID:         "object-lambda-error-code",
			Topic:      "object lambda",
			Title:      "An error code is a capital letter followed by letters",
			Problem:    "ErrorCode isn't a capital letter followed by letters",
			Remedy:     "Write it so",
			Operations: ops,
			When:       compat.Matches(member.ErrorCode, badErrorCode()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        "The code must look like one of S3, such as NoSuchKey.",
			Fix:        "Join words by capital letters and leave digits and other signs out.",
			Sources:    []string{docWriteGetObjectResponse},
			AmazonOnly: true,
			Violating:  []compat.Case{answer(member.StatusCode, 404, member.ErrorCode, "not-found")},
			Allowed:    []compat.Case{answer(member.StatusCode, 404, member.ErrorCode, "NotFound")},
		},
		{
			ID:         "object-lambda-status-code",
			Topic:      "object lambda",
			Title:      "The status must be one that a GetObject can have",
			Problem:    "StatusCode is {value StatusCode}, which GetObject doesn't answer",
			Remedy:     "Use a documented one",
			Operations: ops,
			When:       compat.Matches(member.StatusCode, undocumentedStatus()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        "The documentation lists 14 statuses.",
			Fix:        "Use the documented status that comes closest.",
			Sources:    []string{docWriteGetObjectResponse},
			AmazonOnly: true,
			Doubt:      "The documentation doesn't say that others are refused.",
			Violating:  []compat.Case{answer(member.StatusCode, 402)},
			Allowed:    []compat.Case{answer(member.StatusCode, 404)},
		},
	}
}
