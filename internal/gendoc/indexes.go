package main

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// operations writes the index by operation: its rules in the order in which
// they are found, topic by topic.
func (b *book) operations() []byte {
	p := newPage("Rules by operation")
	p.printf("\nEach operation with the rules that apply to it. [All topics](%s)\n", indexPage)
	for _, op := range sdk.Operations() {
		p.printf("\n## %s\n\n", op)
		rules := b.catalog.RulesFor(op)
		if len(rules) == 0 {
			p.printf("None.\n")
		}
		var topics []string
		by := map[string][]string{}
		for _, r := range rules {
			if by[r.Topic] == nil {
				topics = append(topics, r.Topic)
			}
			by[r.Topic] = append(by[r.Topic], "["+r.ID+"]")
		}
		slices.Sort(topics)
		for _, t := range topics {
			p.printf("- %s: %s\n", escape(t), strings.Join(by[t], ", "))
		}
	}
	b.references(p)
	return p.Bytes()
}

// references writes where [rule-id] leads, once for the page.
func (b *book) references(p *page) {
	p.printf("\n")
	ids := map[string]string{}
	for _, r := range b.catalog.Rules() {
		ids[r.ID] = aws.PageName(r.Topic)
	}
	for _, id := range sortedKeys(ids) {
		p.printf("[%s]: %s#%s\n", id, ids[id], id)
	}
}

// accepted is the heading for requests that S3 doesn't reject.
const accepted = "Accepted and ignored"

// answer is an error code with the rules for which S3 answers with it.
type answer struct {
	code  string
	rules []*compat.Rule
}

// codes groups the rejecting rules by code, and sorts them by message.
func (b *book) codes() []answer {
	by := map[string][]*compat.Rule{}
	for _, r := range b.catalog.Rules() {
		if r.Effect == compat.Rejected {
			by[r.Answer.Code] = append(by[r.Answer.Code], r)
		}
	}
	var list []answer
	for _, c := range sortedKeys(by) {
		slices.SortStableFunc(by[c], byMessage)
		list = append(list, answer{c, by[c]})
	}
	return list
}

// byMessage orders rules by message; those whose message isn't known come last.
func byMessage(x, y *compat.Rule) int {
	switch a, b := x.Answer.Message, y.Answer.Message; {
	case a == b:
		return strings.Compare(x.ID, y.ID)
	case a == "":
		return 1
	case b == "":
		return -1
	default:
		return strings.Compare(strings.ToLower(a), strings.ToLower(b))
	}
}

// answers writes the index by what S3 answers.
func (b *book) answers() []byte {
	p := newPage("What S3 answers")
	p.printf("\nS3's error codes with the messages that are documented or were recorded, and the rules they belong to. "+
		"S3 words a message differently at times, so a part of it may be found when the whole isn't. [All topics](%s)\n", indexPage)
	for _, c := range b.codes() {
		p.printf("\n## %s\n\n| Message | Status | Rule | What is wrong |\n| --- | --- | --- | --- |\n", c.code)
		for _, r := range c.rules {
			message := ""
			if r.Answer.Message != "" {
				message = cell(r.Answer.Message)
			}
			p.printf("| %s | %d | [%s] | %s |\n", message, r.Answer.Status, r.ID, escape(r.Title))
		}
	}
	p.printf("\n## %s\n\nS3 accepts these requests and drops a part of what they ask for.\n\n", accepted)
	for _, r := range b.catalog.Rules() {
		if r.Effect == compat.Ignored {
			p.printf("- [%s]: %s\n", r.ID, escape(r.Title))
		}
	}
	b.references(p)
	return p.Bytes()
}

// anchor is what a heading is linked by: its letters and digits in lower case,
// with hyphens for blanks.
func anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '-':
			return '-'
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_':
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return strings.Compare(fold(a), fold(b)) })
	return keys
}

// fold makes a key sort by its letters before its capitals.
func fold(s string) string { return fmt.Sprintf("%s\x00%s", strings.ToLower(s), s) }
