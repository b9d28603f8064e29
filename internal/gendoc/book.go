package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Names of the pages that aren't a topic's.
const (
	indexPage      = "README.md"
	operationsPage = "operations.md"
	answersPage    = "answers.md"
)

// book makes the pages of a catalogue.
type book struct {
	catalog *compat.Catalog
	printer *printer
}

// topic is a topic with its rules, in the catalogue's order.
type topic struct {
	name  string
	rules []*compat.Rule
}

// acronyms are topics that are written in capitals.
var acronyms = []string{"abac", "acl", "cors"}

func (t *topic) title() string {
	if slices.Contains(acronyms, t.name) {
		return strings.ToUpper(t.name)
	}
	return strings.ToUpper(t.name[:1]) + t.name[1:]
}

// topics groups the rules, sorted by the topic's name.
func (b *book) topics() []*topic {
	byName := map[string]*topic{}
	var list []*topic
	for _, r := range b.catalog.Rules() {
		t := byName[r.Topic]
		if t == nil {
			t = &topic{name: r.Topic}
			byName[r.Topic] = t
			list = append(list, t)
		}
		t.rules = append(t.rules, r)
	}
	slices.SortFunc(list, func(x, y *topic) int { return strings.Compare(x.name, y.name) })
	return list
}

// pages makes all pages and adds each under its name.
func (b *book) pages(add func(name string, text []byte) error) error {
	topics := b.topics()
	errs := []error{
		add(indexPage, b.index(topics)),
		add(operationsPage, b.operations()),
		add(answersPage, b.answers()),
	}
	for _, t := range topics {
		errs = append(errs, add(aws.PageName(t.name), b.topic(t)))
	}
	return errors.Join(errs...)
}

// evidence counts what the rules rest on.
func (b *book) evidence(p *page) {
	var all, strongest [compat.Evidences]int
	for _, r := range b.catalog.Rules() {
		for i, e := range r.Evidence() {
			all[e]++
			if i == 0 {
				strongest[e]++
			}
		}
	}
	p.printf("\nWhat the rules rest on, by their sources:\n\n| Evidence | Rules | its strongest |\n| --- | ---: | ---: |\n")
	for e, what := range [...]string{
		compat.Recorded: "an answer of Amazon S3 was recorded", compat.Documented: "AWS's documentation or source says so",
		compat.Reported: "people report the answer in an issue", compat.Inferred: "a server or tool that follows S3 does so",
	} {
		p.printf("| %s: %s | %d | %d |\n", compat.Evidence(e), what, all[e], strongest[e])
	}
	p.printf("\nA documented limit doesn't say that the answer to exceeding it is documented too.\n")
}

// topic writes a topic's page.
func (b *book) topic(t *topic) []byte {
	p := newPage(t.title())
	p.printf("\n%s. [All topics](%s)\n\n", count(len(t.rules), "rule"), indexPage)
	for _, r := range t.rules {
		p.printf("- [%s](#%s): %s\n", r.ID, r.ID, escape(r.Title))
	}
	for _, r := range t.rules {
		b.writeRule(p, r)
	}
	return p.Bytes()
}

// index writes the first page.
func (b *book) index(topics []*topic) []byte {
	rules := b.catalog.Rules()
	p := newPage("The catalogue of Amazon S3")
	p.para(fmt.Sprintf("The ways in which Amazon S3 rejects a request, or silently drops a part of it, that can be known before the request is sent: %s.", count(len(rules), "rule")))
	stopped, doubtful, ignored, sent := 0, 0, 0, 0
	for _, r := range rules {
		if b.onWire(r) {
			sent++
		}
		switch {
		case r.Effect == compat.Ignored:
			ignored++
		case r.Doubt != "":
			doubtful++
		default:
			stopped++
		}
	}
	p.printf("\nS3 rejects a request for %s; such a request is stopped. %s reported only, since it isn't certain that S3 rejects it. "+
		"%s reported because S3 accepts the request and ignores a part of it.\n",
		count(stopped, "rule"), isOrAre(doubtful), isOrAre(ignored))
	p.printf("\n%s about requests as they were sent, of any client: the SDK makes none of these, so only what decodes requests judges by them.\n", isOrAre(sent))
	b.evidence(p)
	p.printf("\nWho holds an error message of S3's finds its rules by code and words in [What S3 answers](%s). "+
		"Who plans a call finds what to mind in [Rules by operation](%s).\n", answersPage, operationsPage)

	p.printf("\n## Topics\n\n| Topic | Rules |\n| --- | ---: |\n")
	for _, t := range topics {
		p.printf("| [%s](%s) | %d |\n", escape(t.title()), aws.PageName(t.name), len(t.rules))
	}

	p.printf("\n## Operations\n\n")
	for _, op := range sdk.Operations() {
		p.printf("- [%s](%s#%s): %d\n", op, operationsPage, anchor(op.String()), len(b.catalog.RulesFor(op)))
	}

	p.printf("\n## S3's answers\n\n")
	for _, c := range b.codes() {
		p.printf("- [%s](%s#%s): %d\n", c.code, answersPage, anchor(c.code), len(c.rules))
	}
	p.printf("- [%s](%s#%s): %d\n", accepted, answersPage, anchor(accepted), ignored)

	p.printf("\n## What the SDK refuses by itself\n")
	p.printf("\nFor some combinations of a client's options and a bucket's name or ARN the SDK has no endpoint, and sends nothing. " +
		"S3 answers none of them, so they are no rules of the catalogue. `s3safe.Check` with `s3safe.WithClientOptions` asks the SDK's resolver " +
		"before there is a client, and tells its refusal as a finding with the id `sdk-endpoint`.\n")
	return p.Bytes()
}

func isOrAre(n int) string {
	if n == 1 {
		return "1 rule is"
	}
	return thousands(n) + " rules are"
}
