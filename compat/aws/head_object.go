package aws

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// headObjectRules are about HeadObject alone.
func headObjectRules() []compat.Rule {
	head := func(m compat.Member, value string) compat.Case {
		return compat.Given(operation.HeadObject, member.Bucket, exampleBucket, member.Key, "q3.csv", m, value)
	}
	return []compat.Rule{{
		ID:         "head-object-header-too-long",
		Topic:      "head object",
		Title:      "The headers of a HeadObject are at most 8 KB long together",
		Problem:    "{set} has more than 8 KB",
		Remedy:     "Name fewer ETags",
		Operations: []compat.Operation{operation.HeadObject},
		When:       anyMatches([]compat.Member{member.IfMatch, member.IfNoneMatch, member.Range}, headerTooLong()),
		Answer:     compat.Answer{Status: 400, Code: "BadRequest"},
		Why:        "S3 reads 8 KB of headers, and one alone exceeds that here. An answer to HEAD has no body, so it doesn't tell what is wrong.",
		Fix:        "Name fewer ETags.",
		Sources:    []string{referencePage(operation.HeadObject)},
		AmazonOnly: true,
		Violating:  []compat.Case{head(member.IfNoneMatch, strings.Repeat("a", 9000))},
		Allowed:    []compat.Case{head(member.IfNoneMatch, `"d41d8cd98f00b204e9800998ecf8427e"`)},
	}}
}
