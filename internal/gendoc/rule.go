package main

import (
	"fmt"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/internal/rulebook"
)

// topic writes a topic's page.
func (b *book) topic(t *rulebook.Topic) []byte {
	p := newPage(t.Title())
	p.printf("\n%s. [The catalogue](%s), [all rules](%s)\n\n", rulebook.Count(len(t.Rules), "rule"), indexPage, idsPage)
	for _, r := range t.Rules {
		p.printf("- [%s](#%s): %s\n", r.ID, r.ID, escape(r.Title))
	}
	for _, r := range t.Rules {
		b.writeRule(p, r)
	}
	return p.Bytes()
}

// writeRule writes a rule's section. Its heading is the rule's id, so that its
// anchor is.
func (b *book) writeRule(p *page, r *compat.Rule) {
	p.printf("\n## %s\n", r.ID)
	p.printf("\n**%s**\n\n", escape(rulebook.Sentence(r.Title)))
	p.printf("- Effect: %s\n", escape(b.Effect(r)))
	if r.Effect == compat.Rejected {
		p.printf("- S3 answers: %s", code(fmt.Sprintf("%d %s", r.Answer.Status, r.Answer.Code)))
		if r.Answer.Message != "" {
			p.printf(", %s", code(r.Answer.Message))
		}
		p.printf("\n")
	}
	p.outline("- When", r.When.Outline(), "")
	p.printf("- Operations: %s\n", operationLinks(b.OperationList(r.Operations), r.Operations, "operations/"))
	if constructor, form := b.BuilderForm(r); form != "" {
		p.printf("- In a builder: with %s, %s\n", code(constructor), escape(form))
	}
	p.printf("- Evidence: %s\n", escape(b.Grade(r)))
	if by := b.Confirmations(r); by != "" {
		p.printf("- Confirmed by: %s\n", escape(by))
	}
	p.printf("- Since: %s\n", rulebook.Since(r))

	p.para("Why: " + r.Why)
	p.para("What to do: " + r.Fix)
	for _, x := range b.Examples(r) {
		if x.Code == "" {
			p.printf("\n%s: %s where %s.\n", x.Title, x.Request, escape(strings.Join(x.Known, ", ")))
			continue
		}
		p.printf("\n%s:\n\n```go\n%s\n```\n", x.Title, x.Code)
		if len(x.Known) > 0 {
			p.printf("\nwhere %s.\n", escape(strings.Join(x.Known, ", ")))
		}
	}
	ways := b.Off(r)
	for i, off := range ways {
		if i == 0 {
			p.printf("\nTo switch it off ")
		} else {
			p.printf("; ")
		}
		p.printf("for %s: %s", off.For, code(off.Code))
	}
	if len(ways) > 0 {
		p.printf(".\n")
	}
	p.printf("\nSources:\n\n")
	for _, s := range r.Sources {
		p.printf("- %s\n", source(s))
	}
}

// outline writes a condition as nested lists.
func (p *page) outline(label string, o compat.Outline, indent string) {
	text := escape(o.Text)
	if len(o.Parts) > 0 {
		text += ":"
	}
	p.printf("%s%s: %s\n", indent, label, text)
	p.parts(o.Parts, indent+"  ")
}

func (p *page) parts(parts []compat.Outline, indent string) {
	for _, x := range parts {
		text := escape(x.Text)
		if len(x.Parts) > 0 {
			text += ":"
		}
		p.printf("%s- %s\n", indent, text)
		p.parts(x.Parts, indent+"  ")
	}
}

// operationLinks links the names of operations in a list of few.
func operationLinks(list string, ops []compat.Operation, dir string) string {
	if len(ops) > 12 {
		return list
	}
	names := strings.Split(list, ", ")
	for i, name := range names {
		for _, op := range ops {
			if op.String() == name {
				names[i] = fmt.Sprintf("[%s](%s%s.md)", name, dir, name)
			}
		}
	}
	return strings.Join(names, ", ")
}

// source writes a link to a source.
func source(s string) string {
	id, file, is := rulebook.Recording(s)
	if !is {
		return "<" + s + ">"
	}
	return "recorded answer of Amazon S3: " + code(id) + " in [" + file[strings.LastIndexByte(file, '/')+1:] + "](../" + file + ")"
}
