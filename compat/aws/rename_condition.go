package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func notAsterisk() *compat.Predicate {
	return compat.Text(`isn't "*"`, func(s string) bool { return s != "*" && s != `"*"` },
		[]any{`"d41d8cd98f00b204e9800998ecf8427e"`, ""}, []any{"*"})
}

// renameConditionRules are about the conditions of RenameObject.
func renameConditionRules() []compat.Rule {
	ops := []compat.Operation{operation.RenameObject}
	rename := func(pairs ...any) compat.Case {
		return compat.Given(operation.RenameObject, append([]any{
			member.Bucket, exampleDirectory, member.Key, "photos/b.jpg", member.RenameSource, "photos/a.jpg",
		}, pairs...)...)
	}
	return []compat.Rule{
		{
			ID:         "rename-source-if-none-match-any",
			Topic:      "rename",
			Title:      "The source of a rename can't be required not to exist",
			Problem:    "SourceIfNoneMatch is *",
			Remedy:     "Use DestinationIfNoneMatch",
			Operations: ops,
			When:       compat.Equals(member.SourceIfNoneMatch, "*"),
			Answer:     compat.Answer{Status: 412, Code: "PreconditionFailed", Message: "At least one of the pre-conditions you specified did not hold"},
			Why:        "An asterisk stands for every ETag, so the condition fails whatever the source's is.",
			Fix:        "Name the ETag that the source must not have. To protect the destination, use DestinationIfNoneMatch.",
			Sources:    []string{docRenameObject},
			AmazonOnly: true,
			Violating:  []compat.Case{rename(member.SourceIfNoneMatch, "*")},
			Allowed:    []compat.Case{rename(member.DestinationIfNoneMatch, "*")},
		},
		{
			ID:         "rename-destination-if-none-match",
			Topic:      "rename",
			Title:      "DestinationIfNoneMatch is an asterisk",
			Problem:    "DestinationIfNoneMatch isn't *",
			Remedy:     "Use *, or DestinationIfMatch",
			Operations: ops,
			When:       compat.Matches(member.DestinationIfNoneMatch, notAsterisk()),
			Answer:     compat.Answer{Status: 501, Code: "NotImplemented"},
			Why:        "The condition says that there must be no object at the destination; it isn't about ETags.",
			Fix:        "Use an asterisk, or DestinationIfMatch with the ETag that may be overwritten.",
			Sources:    []string{docRenameObject},
			Doubt:      "The documentation expects an asterisk, and doesn't say what other values are answered with.",
			AmazonOnly: true,
			Violating:  []compat.Case{rename(member.DestinationIfNoneMatch, `"d41d8cd98f00b204e9800998ecf8427e"`)},
			Allowed:    []compat.Case{rename(member.DestinationIfNoneMatch, "*")},
		},
	}
}
