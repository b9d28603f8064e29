package aws

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// headerValue is a header's value as it arrives: HTTP drops the blanks around
// it, and Go's client doesn't even send them.
func headerValue(s string) string {
	if s == "" || s[0] > ' ' && s[len(s)-1] > ' ' {
		return s
	}
	return strings.Trim(s, " \t")
}

// filled is true of texts that say something. A header that is empty, as many
// programs send it for an option that isn't used, asks for nothing.
func filled() *compat.Predicate {
	return compat.Text("isn't empty", func(s string) bool { return headerValue(s) != "" }, []any{"x"}, []any{"", " "})
}

// anyFilled is true if one of the members is set to something.
func anyFilled(ms ...compat.Member) compat.Condition { return anyMatches(ms, filled()) }

// unfilled is true if the member isn't set, or is set to nothing.
func unfilled(m compat.Member) compat.Condition {
	return compat.Any(compat.Not(compat.Set(m)), compat.Matches(m, emptyKey()))
}
