package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/internal/rulebook"
)

// Names of the pages that aren't a topic's or an operation's.
const (
	indexPage      = "README.md"
	idsPage        = "ids.md"
	operationsPage = "operations/README.md"
	answersPage    = "answers.md"
	changesPage    = "changes.md"
)

// operationPage is the name of an operation's page.
func operationPage(op compat.Operation) string { return "operations/" + op.String() + ".md" }

// book writes the pages of a catalogue.
type book struct{ *rulebook.Book }

// pages makes all pages and adds each under its name.
func (b *book) pages(add func(name string, text []byte) error) error {
	errs := []error{
		add(indexPage, b.index()),
		add(idsPage, b.ids()),
		add(operationsPage, b.operations()),
		add(answersPage, b.answers()),
		add(changesPage, b.changes()),
	}
	for _, t := range b.Topics {
		errs = append(errs, add(aws.PageName(t.Name), b.topic(t)))
	}
	for _, op := range b.Operations() {
		errs = append(errs, add(operationPage(op), b.operation(op)))
	}
	return errors.Join(errs...)
}

// index writes the first page.
func (b *book) index() []byte {
	p := newPage("The catalogue of Amazon S3")
	p.para(fmt.Sprintf("%s: %s.", rulebook.Subject, rulebook.Count(len(b.Rules), "rule")))
	stopped, doubtful, ignored := b.Standings()
	p.printf("\nS3 rejects a request for %s; such a request is stopped. %s reported only, since it isn't certain that S3 rejects it. "+
		"%s reported because S3 accepts the request and ignores a part of it.\n",
		rulebook.Count(stopped, "rule"), isOrAre(doubtful), isOrAre(ignored))
	p.printf("\n%s about requests as they were sent, of any client: the SDK makes none of these, so only what decodes requests judges by them.\n", isOrAre(b.Sent()))

	p.printf("\n| To find a rule | |\n| --- | --- |\n")
	p.printf("| by its id, as in an error's text | [All rules](%s) |\n", idsPage)
	p.printf("| by what S3 answered: a code, a message | [What S3 answers](%s) |\n", answersPage)
	p.printf("| by the operation, with the members that exclude or need each other and the kinds of bucket | [Operations](%s) |\n", operationsPage)
	p.printf("| by the topic | [below](#topics) |\n")
	p.printf("| by what a release brought | [Changes](%s) |\n", changesPage)
	p.printf("\n`go run ./internal/gensite -o DIR` writes the same as a site with a search.\n")
	b.evidence(p)

	p.printf("\n## Topics\n\n| Topic | Rules |\n| --- | ---: |\n")
	for _, t := range b.Topics {
		p.printf("| [%s](%s) | %d |\n", escape(t.Title()), aws.PageName(t.Name), len(t.Rules))
	}

	p.printf("\n## S3's answers\n\n")
	for _, c := range b.Codes {
		p.printf("- [%s](%s#%s): %d\n", c.Code, answersPage, anchor(c.Code), len(c.Rules))
	}
	p.printf("- [%s](%s#%s): %d\n", accepted, answersPage, anchor(accepted), ignored)

	p.printf("\n## What the SDK refuses by itself\n")
	p.printf("\nFor some combinations of a client's options and a bucket's name or ARN the SDK has no endpoint, and sends nothing. " +
		"S3 answers none of them, so they are no rules of the catalogue. `s3safe.Check` with `s3safe.WithClientOptions` asks the SDK's resolver " +
		"before there is a client, and tells its refusal as a finding with the id `sdk-endpoint`.\n")
	return p.Bytes()
}

// evidence charts what the rules rest on.
func (b *book) evidence(p *page) {
	p.printf("\n## Evidence\n")
	p.para(rulebook.GradesText)
	p.printf("\n```mermaid\npie showData\n    title Rules by grade\n")
	for _, g := range b.Grades() {
		p.printf("    %q : %d\n", g.Evidence, g.Strongest)
	}
	p.printf("```\n\n| Grade | | Rules | enforced | with such evidence at all |\n| --- | --- | ---: | ---: | ---: |\n")
	for _, g := range b.Grades() {
		p.printf("| %s | %s | %d | %d | %d |\n", g.Evidence, g.What, g.Strongest, g.Enforced, g.Any)
	}
	p.para(rulebook.LimitText)
	p.para(rulebook.ServersText)
	p.printf("\n| Server | Version | Measured | Rules confirmed | of them enforced |\n| --- | --- | --- | ---: | ---: |\n")
	for _, s := range b.Servers {
		p.printf("| [%s](../compat/provider/docs/%s.md) | %s | %s | %d | %d |\n", escape(s.Name), s.Store.Store, escape(s.Version), s.Date, s.Confirmed, s.Enforced)
	}
}

func isOrAre(n int) string {
	if n == 1 {
		return "1 rule is"
	}
	return rulebook.Thousands(n) + " rules are"
}

// ids writes the index by id.
func (b *book) ids() []byte {
	p := newPage("All rules")
	p.printf("\nBy id, with what is wrong, what becomes of a request, the grade of the evidence, and the release since which it is so. [The catalogue](%s)\n", indexPage)
	p.printf("\n| Rule | What S3 demands | | Grade | Since |\n| --- | --- | --- | --- | --- |\n")
	for _, r := range b.Rules {
		p.printf("| [%s](%s#%s) | %s | %s | %s | %s |\n", r.ID, aws.PageName(r.Topic), r.ID, escape(r.Title), rulebook.Standing(r), r.Evidence()[0], rulebook.Since(r))
	}
	return p.Bytes()
}

// accepted is the heading for requests that S3 doesn't reject.
const accepted = "Accepted and ignored"

// answers writes the index by what S3 answers.
func (b *book) answers() []byte {
	p := newPage("What S3 answers")
	p.printf("\nS3's error codes with the messages that are documented or were recorded, and the rules they belong to. "+
		"S3 words a message differently at times, so a part of it may be found when the whole isn't. [The catalogue](%s)\n", indexPage)
	for _, c := range b.Codes {
		p.printf("\n## %s\n\n| Message | Status | Rule | What is wrong |\n| --- | --- | --- | --- |\n", c.Code)
		for _, r := range c.Rules {
			message := ""
			if r.Answer.Message != "" {
				message = cell(r.Answer.Message)
			}
			p.printf("| %s | %d | [%s] | %s |\n", message, r.Answer.Status, r.ID, escape(r.Title))
		}
	}
	p.printf("\n## %s\n\nS3 accepts these requests and drops a part of what they ask for.\n\n", accepted)
	for _, r := range b.Accepted() {
		p.printf("- [%s]: %s\n", r.ID, escape(r.Title))
	}
	p.references("", b.Rules)
	return p.Bytes()
}

// references writes where [rule-id] leads, once for the page.
func (p *page) references(up string, rules []*compat.Rule) {
	p.printf("\n")
	var last *compat.Rule
	for _, r := range slices.SortedFunc(slices.Values(rules), func(x, y *compat.Rule) int { return strings.Compare(x.ID, y.ID) }) {
		if r != last {
			p.printf("[%s]: %s%s#%s\n", r.ID, up, aws.PageName(r.Topic), r.ID)
		}
		last = r
	}
}

// changes writes what each release did to the rules.
func (b *book) changes() []byte {
	p := newPage("Changes of the rules")
	p.para(rulebook.ChangesText)
	p.printf("\n[The catalogue](%s)\n", indexPage)
	for i, release := range b.Changes {
		title := release.Name
		switch {
		case i == 0:
			title += ", as far as it has come"
		case release.Name == "v0.0":
			title = "Before the first release"
		}
		p.printf("\n## %s\n", title)
		if len(release.Changes) == 0 {
			p.printf("\nNothing has changed.\n")
		}
		for _, verb := range []string{"added", "changed", "removed"} {
			var lines []string
			for _, c := range release.Changes {
				if c.Verb != verb {
					continue
				}
				line := c.Rule
				if r := b.Catalog.Rule(c.Rule); r != nil {
					line = fmt.Sprintf("[%s](%s#%s)", c.Rule, aws.PageName(r.Topic), c.Rule)
				}
				if verb == "changed" {
					line += ": " + strings.Join(c.Before.Difference(c.After), ", ")
					if c.Before.Standing != c.After.Standing {
						line += fmt.Sprintf(" (%s, was %s)", c.After.Standing, c.Before.Standing)
					}
				}
				lines = append(lines, line)
			}
			if len(lines) == 0 {
				continue
			}
			p.printf("\n%s%s: %s.\n\n", strings.ToUpper(verb[:1]), verb[1:], rulebook.Count(len(lines), "rule"))
			if i > 0 && i == len(b.Changes)-1 { // the first, whose rules were all new
				p.printf("All that [the index](%s) lists, but for what came later.\n", idsPage)
				continue
			}
			for _, l := range lines {
				p.printf("- %s\n", l)
			}
		}
	}
	return p.Bytes()
}
