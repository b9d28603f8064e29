package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docRenameObject = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_RenameObject.html"

func renameSourceInvalid() *compat.Predicate {
	return compat.Text("names no key, or is encoded badly", func(s string) bool {
		switch compat.ParseRenameSource(s).Problem {
		case compat.EmptySource, compat.NoSourceKey, compat.BadEscape:
			return true
		}
		return false
	}, []any{"", "/", "100%"}, []any{"photos/a.jpg", "/photos/a.jpg", "100%25"})
}

func renameSourceSlash() *compat.Predicate {
	return compat.Text("ends with a slash", func(s string) bool {
		return compat.ParseRenameSource(s).Problem == compat.TrailingSlash
	}, []any{"photos/", "/photos/", "photos%2F"}, []any{"photos/a.jpg", "/photos/a.jpg"})
}

func badClientToken() *compat.Predicate {
	return compat.Text("isn't 1 to 64 visible ASCII characters", func(s string) bool {
		for i := range len(s) {
			if s[i] < 33 || s[i] > 126 {
				return true
			}
		}
		return s == "" || len(s) > 64
	}, []any{"two words", "ñ", "0123456789012345678901234567890123456789012345678901234567890123456789"}, []any{"b9a9c2f0-6b1e-4f8e-9d4b-0f6d1c2e3a4b", "~!"})
}

// renameRules are the rules about RenameObject.
func renameRules() []compat.Rule {
	ops := []compat.Operation{operation.RenameObject}
	rename := func(pairs ...any) compat.Case {
		return compat.Given(operation.RenameObject, append([]any{
			member.Bucket, "amzn-s3-demo-bucket--usw2-az1--x-s3", member.Key, "photos/b.jpg", member.RenameSource, "photos/a.jpg",
		}, pairs...)...)
	}
	return []compat.Rule{
		{
			ID:         "rename-source-invalid",
			Topic:      "rename",
			Title:      "The source of a rename is a key, percent-encoded",
			Problem:    "RenameSource isn't a percent-encoded key",
			Remedy:     "Give the encoded key",
			Operations: ops,
			When:       compat.Matches(member.RenameSource, renameSourceInvalid()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
			Doubt:      "The page says that the source must be encoded, not that S3 refuses one that isn't: it may take a lone percent sign for itself.",
			Why:        "The source is the key of an object in the same bucket, URL-encoded: a percent sign that belongs to it is %25.",
			Fix:        "Give the encoded key.",
			Sources:    []string{docRenameObject},
			AmazonOnly: true,
			Violating:  []compat.Case{rename(member.RenameSource, "/"), rename(member.RenameSource, "100%")},
			Allowed:    []compat.Case{rename(), rename(member.RenameSource, "100%25")},
		},
		{
			ID:         "rename-source-trailing-slash",
			Topic:      "rename",
			Title:      "An object whose key ends with a slash can't be renamed",
			Problem:    "RenameSource ends with a slash",
			Remedy:     "Rename the objects below it",
			Operations: ops,
			When:       compat.Matches(member.RenameSource, renameSourceSlash()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why:        "In a directory bucket such a key stands for a directory; RenameObject renames single objects.",
			Fix:        "Rename the objects below it one by one.",
			Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/directory-buckets-objects-rename.html"},
			AmazonOnly: true,
			Violating:  []compat.Case{rename(member.RenameSource, "photos/")},
			Allowed:    []compat.Case{rename(member.RenameSource, "/photos/a.jpg")},
		},
		{
			ID:         "rename-client-token",
			Topic:      "rename",
			Title:      "A client token is up to 64 visible ASCII characters long",
			Problem:    "ClientToken has {length ClientToken} bytes, or other than visible ASCII",
			Remedy:     "Use a UUID",
			Operations: with(member.ClientToken, member.RenameSource),
			When:       compat.Matches(member.ClientToken, badClientToken()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
			Why:        "The token makes retries idempotent. It may have the characters from ! to ~.",
			Fix:        "Use a UUID.",
			Sources:    []string{docRenameObject},
			AmazonOnly: true,
			Violating:  []compat.Case{rename(member.ClientToken, "two words")},
			Allowed:    []compat.Case{rename(member.ClientToken, "b9a9c2f0-6b1e-4f8e-9d4b-0f6d1c2e3a4b")},
		},
	}
}
