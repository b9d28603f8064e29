package aws

import (
	"slices"
	"unicode/utf8"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// responseOverrides are the members that replace headers of S3's answer.
var responseOverrides = []compat.Member{
	member.ResponseCacheControl, member.ResponseContentDisposition, member.ResponseContentEncoding,
	member.ResponseContentLanguage, member.ResponseContentType, member.ResponseExpires,
}

// responseTexts are those of them that are text.
func responseTexts() []compat.Member {
	return responseOverrides[:len(responseOverrides)-1]
}

// notLatin1 is true of texts with a character that no response header can carry.
// Bytes that aren't UTF-8 prove nothing.
func notLatin1() *compat.Predicate {
	return compat.Text("has a character beyond ISO-8859-1", func(s string) bool {
		for i := 0; i < len(s); {
			if s[i] < utf8.RuneSelf {
				i++
				continue
			}
			r, size := utf8.DecodeRuneInString(s[i:])
			if r > 0xff && (r != utf8.RuneError || size > 1) {
				return true
			}
			i += size
		}
		return false
	}, []any{`attachment; filename="売上.csv"`, "1976–2016"}, []any{`attachment; filename="q3.csv"`, "año", "a\xf1o", ""}).Unusual()
}

// getObjectRules are the rules about reading an object that concern nothing
// else: neither ranges, conditions, encryption nor checksums.
func getObjectRules() []compat.Rule {
	const disposition = `attachment; filename="売上.csv"`
	return slices.Concat([]compat.Rule{
		{
			ID:         "response-overrides-anonymous",
			Topic:      "get object",
			Title:      "Only a signed request can override the headers of the answer",
			Problem:    "{set} is set, and the request anonymous",
			Remedy:     "Sign it",
			Operations: with(responseOverrides...),
			When: compat.All(
				compat.AnySet(responseOverrides...),
				compat.Signature(compat.SignatureScheme, "anonymous"),
			),
			Answer:    compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Request specific response headers cannot be used for anonymous GET requests."},
			Why:       "Anybody could otherwise make a public object look like something else, for example like a page of HTML.",
			Fix:       "Sign the request or presign the URL, or store the headers with the object.",
			Sources:   []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html"},
			Violating: []compat.Case{compat.Given(operation.GetObject, member.ResponseContentType, "text/plain").Over(compat.SignatureScheme, "anonymous")},
			Allowed: []compat.Case{
				compat.Given(operation.GetObject, member.ResponseContentType, "text/plain").Over(compat.SignatureScheme, "SigV4"),
				compat.Given(operation.GetObject).Over(compat.SignatureScheme, "anonymous"),
			},
		},
	}, withHead(compat.Rule{
		ID:         "response-override-not-latin1",
		Topic:      "get object",
		Title:      "The headers of the answer can only be overridden by text in ISO-8859-1",
		Problem:    "{set} has a character beyond ISO-8859-1",
		Remedy:     "Encode it as filename*=UTF-8''…",
		Operations: with(responseTexts()...),
		When:       anyMatches(responseTexts(), notLatin1()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Header value cannot be represented using ISO-8859-1."},
		AmazonOnly: true, // other servers send UTF-8
		Why:        "S3 sends the value as a header, and headers are in ISO-8859-1.",
		Fix:        "In ResponseContentDisposition encode the name of the file: filename*=UTF-8'' and the name, percent-encoded.",
		Sources: []string{
			referencePage(operation.GetObject), "https://github.com/guardian/grid/pull/1716", "https://github.com/IQSS/dataverse/issues/4524", localStack("provider.py#L1110"),
		},
		Violating: []compat.Case{compat.Given(operation.GetObject, member.ResponseContentDisposition, disposition)},
		Allowed: []compat.Case{
			compat.Given(operation.GetObject, member.ResponseContentDisposition, "attachment; filename*=UTF-8''%E5%A3%B2%E4%B8%8A.csv"),
			compat.Given(operation.GetObject, member.ResponseContentDisposition, `attachment; filename="año.csv"`),
		},
	}))
}
