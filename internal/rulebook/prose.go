package rulebook

import (
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
)

// What all forms of the pages say, in plain text.
const (
	// Subject is what the rules are.
	Subject = "The ways in which Amazon S3 rejects a request, or silently drops a part of it, that can be known before the request is sent"
	// OperationsText is about the list of operations.
	OperationsText = "Each operation with its rules, the members that exclude or need each other, and the kinds of bucket that take it."
	// RefusedText is about the matrix of members and kinds of bucket.
	RefusedText = "Members that some kinds of bucket refuse (×); in parentheses, that they ignore, may refuse, or refuse for some values:"
	// GradesText is about the table of grades, LimitText what it doesn't say.
	GradesText = "A rule's grade is the strongest kind of evidence that it has. s3safe.WithEvidence enforces only rules of a grade or better."
	LimitText  = "A documented limit doesn't say that the answer to exceeding it is documented too. Of a rule that is reported only, what was recorded can speak against it: its doubt says so."
	// ServersText is about the table of servers.
	ServersText = "Servers that follow S3 were sent each rule's examples, and what the solver finds. A server confirms a rule if it refused, with the rule's status and code, what the rule is true of, for at least one operation, and no answer contradicts the rule. " +
		"It shows that the rule can be kept as it is written, not that Amazon S3 keeps it. What contradicts a rule is on the page of the store."
	// ChangesText is about the changes of the rules.
	ChangesText = "What each release did to the rules, from the catalogue's history. Ids are for ever: one that is removed is never used again. " +
		"A guard only reports a rule that its release adds, and enforces it from the next one on; those of the first release, " + aws.FirstRelease + ", are enforced in it. " +
		"s3safe.WithRulesAsOf pins a guard's rules to a release."
)

// Standing says in a word what becomes of a request: stopped, reported, or ignored, that
// is accepted by S3 without a part of it.
func Standing(r *compat.Rule) string {
	switch {
	case r.Effect == compat.Ignored:
		return "ignored"
	case r.Doubt != "":
		return "reported"
	}
	return "stopped"
}

// TogetherText is about the matrix of members that exclude or need each other.
func (o *Operation) TogetherText() string {
	whom := ""
	if !o.For.Empty() {
		whom = ", which is for " + o.For.String()
	}
	return "What a request has besides doesn't matter to what is said here" + whom + ". " +
		"× means that two members exclude each other, → that the member of the row needs that of the column; " +
		"in parentheses, that it is so for some values, that another member would do too, or that S3 doesn't certainly reject it."
}

// String says which members exclude each other: "ACL with GrantRead or GrantWrite".
func (g Group) String() string {
	one, other := g.Members, g.Against
	if len(other) == 0 && len(one) == 2 {
		one, other = one[:1], one[1:]
	}
	if len(other) == 0 {
		return "more than one of " + memberList(one, "and") + forSome(g.Some)
	}
	return memberList(one, "or") + " with " + memberList(other, "or") + forSome(g.Some)
}

// NeedText says which members of those that [Operation.Needs] puts together need which.
func (x Relation) NeedText() string {
	verb := " needs "
	if len(x.Members) > 1 {
		verb = " need "
	}
	return memberList(x.Members, "and") + verb + memberList(x.Missing, "or") + forSome(x.Some)
}

func forSome(some bool) string {
	if some {
		return ", for some values"
	}
	return ""
}

func memberList(list []compat.Member, last string) string {
	names := make([]string, len(list))
	for i, m := range list {
		names[i] = m.String()
	}
	return join(names, last)
}

// join joins words as in "a, b and c".
func join(words []string, last string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	n := len(words) - 1
	return strings.Join(words[:n], ", ") + " " + last + " " + words[n]
}
