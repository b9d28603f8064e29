// Package rulebook says what the pages about the catalogue say, in plain text and in
// lists, for whatever form they are written in: Markdown by internal/gendoc, HTML by
// internal/gensite.
//
//	book, err := rulebook.Load(root)
//	for _, topic := range book.Topics {
//		for _, rule := range topic.Rules {
//			fmt.Println(rule.ID, book.Effect(rule), book.Grade(rule))
//		}
//	}
package rulebook

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/internal/gen/model"
	"github.com/s3safe/s3safe-go/internal/history"
)

// Book is the catalogue, arranged to be read.
type Book struct {
	Catalog *compat.Catalog
	// Rules are in the order of their ids, Topics in that of their names, Codes in that
	// of S3's error codes.
	Rules  []*compat.Rule
	Topics []*Topic
	Codes  []Code
	// Changes are what each release did to the rules, the latest one first. The first is
	// this release, as far as it has come.
	Changes []history.Release
	// Servers are those that the rules were tried on, by their ids.
	Servers []Server

	printer  printer
	builders map[string][]Builder // by operation
}

// Topic is a topic with its rules, in the catalogue's order.
type Topic struct {
	Name  string
	Rules []*compat.Rule
}

// Code is one of S3's error codes with the rules whose answer it is, by message.
type Code struct {
	Code  string
	Rules []*compat.Rule
}

// Load arranges the catalogue of the module whose root is given.
func Load(root string) (*Book, error) {
	s3, _, err := model.LoadPinned(root)
	if err != nil {
		return nil, err
	}
	b := &Book{Catalog: aws.WireSource(), printer: printer{enums: s3.Enums}}
	b.Rules = slices.Clone(b.Catalog.Rules())
	slices.SortFunc(b.Rules, func(x, y *compat.Rule) int { return strings.Compare(x.ID, y.ID) })
	b.arrange()
	if err := b.readServers(root); err != nil {
		return nil, err
	}
	if b.builders, err = readBuilders(filepath.Join(root, "s3safe", "internal", "buildreport", "registry_gen.go")); err != nil {
		return nil, err
	}
	h, err := aws.History()
	if err != nil {
		return nil, err
	}
	b.Changes = append(b.Changes, h.Next(aws.Release, slices.Concat(aws.Rules(), aws.WireRules())))
	for i := len(h.Releases) - 1; i >= 0; i-- {
		b.Changes = append(b.Changes, h.Releases[i])
	}
	return b, nil
}

// Err reports what couldn't be written.
func (b *Book) Err() error { return b.printer.err() }

func (b *Book) arrange() {
	topics := map[string]*Topic{}
	codes := map[string][]*compat.Rule{}
	for _, r := range b.Catalog.Rules() {
		if topics[r.Topic] == nil {
			topics[r.Topic] = &Topic{Name: r.Topic}
			b.Topics = append(b.Topics, topics[r.Topic])
		}
		topics[r.Topic].Rules = append(topics[r.Topic].Rules, r)
		if r.Effect == compat.Rejected {
			codes[r.Answer.Code] = append(codes[r.Answer.Code], r)
		}
	}
	slices.SortFunc(b.Topics, func(x, y *Topic) int { return strings.Compare(x.Name, y.Name) })
	for code, rules := range codes {
		slices.SortStableFunc(rules, byMessage)
		b.Codes = append(b.Codes, Code{code, rules})
	}
	slices.SortFunc(b.Codes, func(x, y Code) int {
		if c := strings.Compare(strings.ToLower(x.Code), strings.ToLower(y.Code)); c != 0 {
			return c
		}
		return strings.Compare(x.Code, y.Code)
	})
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

// acronyms are topics that are written in capitals.
var acronyms = []string{"abac", "acl", "cors"}

// Title is the topic as a heading.
func (t *Topic) Title() string {
	if slices.Contains(acronyms, t.Name) {
		return strings.ToUpper(t.Name)
	}
	return strings.ToUpper(t.Name[:1]) + strings.ReplaceAll(t.Name[1:], "-", " ")
}

// Operations are all operations of S3, by name.
func (b *Book) Operations() []compat.Operation { return sdk.Operations() }

// Accepted lists the rules about what S3 accepts, and drops a part of.
func (b *Book) Accepted() (rules []*compat.Rule) {
	for _, r := range b.Catalog.Rules() {
		if r.Effect == compat.Ignored {
			rules = append(rules, r)
		}
	}
	return rules
}

// Standings counts the rules that stop a request, those that are only reported
// because of a doubt, and those about what S3 ignores.
func (b *Book) Standings() (enforced, doubtful, ignored int) {
	for _, r := range b.Rules {
		switch Standing(r) {
		case "ignored":
			ignored++
		case "reported":
			doubtful++
		default:
			enforced++
		}
	}
	return enforced, doubtful, ignored
}

// OnWire reports whether the rule is about requests as they were sent, of any client.
// There is no SDK input that breaks it, so the guard doesn't have it.
func (b *Book) OnWire(r *compat.Rule) bool { return aws.Catalog().Rule(r.ID) == nil }

// Sent counts the rules about requests as they were sent.
func (b *Book) Sent() (n int) {
	for _, r := range b.Rules {
		if b.OnWire(r) {
			n++
		}
	}
	return n
}

// Grade is one kind of evidence with how many rules have it.
type Grade struct {
	Evidence compat.Evidence
	// What says what it is.
	What string
	// Any counts the rules that have it, Strongest those that have nothing stronger,
	// Enforced those of the latter that stop requests.
	Any, Strongest, Enforced int
}

var gradeTexts = [...]string{
	compat.Recorded:   "an answer of Amazon S3 was recorded",
	compat.Documented: "AWS's documentation or source says so",
	compat.Confirmed:  "a server that follows S3 was seen to answer so",
	compat.Reported:   "people report the answer in an issue",
	compat.Inferred:   "the source of a server or tool that follows S3 has it",
}

// Grades counts the evidence, from the strongest to the weakest.
func (b *Book) Grades() []Grade {
	list := make([]Grade, compat.Evidences)
	for e := range list {
		list[e].Evidence, list[e].What = compat.Evidence(e), gradeTexts[e]
	}
	for _, r := range b.Rules {
		for i, e := range r.Evidence() {
			list[e].Any++
			if i > 0 {
				continue
			}
			list[e].Strongest++
			if r.Effect == compat.Rejected && r.Doubt == "" {
				list[e].Enforced++
			}
		}
	}
	return list
}
