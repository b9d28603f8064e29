package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// responseOverrides are the members that replace headers of S3's answer.
var responseOverrides = []compat.Member{
	member.ResponseCacheControl, member.ResponseContentDisposition, member.ResponseContentEncoding,
	member.ResponseContentLanguage, member.ResponseContentType, member.ResponseExpires,
}

// getObjectRules are the rules about reading an object that concern nothing
// else: neither ranges, conditions, encryption nor checksums.
func getObjectRules() []compat.Rule {
	return []compat.Rule{
		{
			ID:         "response-overrides-anonymous",
			Topic:      "get object",
			Title:      "Only a signed request can override the headers of the answer",
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
	}
}
