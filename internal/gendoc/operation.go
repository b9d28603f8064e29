package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/internal/rulebook"
)

// operations writes the index of the operations' pages.
func (b *book) operations() []byte {
	p := newPage("Operations")
	p.printf("\n%s [The catalogue](../%s)\n", rulebook.OperationsText, indexPage)
	p.printf("\n| Operation | Rules | Builders |\n| --- | ---: | --- |\n")
	for _, op := range b.Operations() {
		var builders []string
		for _, c := range b.Constructors(op) {
			builders = append(builders, code(c))
		}
		p.printf("| [%s](%s.md) | %d | %s |\n", op, op, len(b.Catalog.RulesFor(op)), strings.Join(builders, " "))
	}
	return p.Bytes()
}

// operation writes an operation's page.
func (b *book) operation(op compat.Operation) []byte {
	p := newPage(op.String())
	rules := b.Catalog.RulesFor(op)
	p.printf("\n%s. [All operations](README.md), [the catalogue](../%s)\n", rulebook.Count(len(rules), "rule"), indexPage)
	if list := b.Constructors(op); len(list) > 0 {
		p.printf("\nBuilders: %s.\n", code(strings.Join(list, ", ")))
	}
	o := b.Operation(op)
	cited := b.kinds(p, &o)
	cited = append(cited, b.relations(p, &o)...)

	p.printf("\n## Rules\n\n")
	if len(rules) == 0 {
		p.printf("None.\n")
	}
	var topics []string
	by := map[string][]string{}
	for _, r := range rules {
		if by[r.Topic] == nil {
			topics = append(topics, r.Topic)
		}
		by[r.Topic] = append(by[r.Topic], fmt.Sprintf("  - [%s]: %s\n", r.ID, escape(r.Title)))
	}
	slices.Sort(topics)
	for _, t := range topics {
		p.printf("- %s\n%s", escape(t), strings.Join(by[t], ""))
	}
	p.references("../", append(cited, rules...))
	return p.Bytes()
}

// kinds writes what the kinds of bucket take.
func (b *book) kinds(p *page, o *rulebook.Operation) (cited []*compat.Rule) {
	if len(o.Kinds) == 0 {
		return nil
	}
	p.printf("\n## Kinds of bucket\n\n| What Bucket addresses | takes it |\n| --- | --- |\n")
	var taking []rulebook.Kind
	for _, k := range o.Kinds {
		if k.Takes() {
			taking = append(taking, k)
			p.printf("| %s | no rule says otherwise |\n", k.Kind)
			continue
		}
		cited = append(cited, k.By...)
		p.printf("| %s | no: %s |\n", k.Kind, refs(k.By))
	}
	if len(o.Refused) == 0 || len(taking) == 0 {
		return cited
	}
	p.printf("\n%s\n\n| Member |", rulebook.RefusedText)
	for _, k := range taking {
		p.printf(" %s |", k.Kind)
	}
	p.printf("\n| --- |%s\n", strings.Repeat(" :-: |", len(taking)))
	for _, x := range o.Refused {
		p.printf("| %s |", x.Member)
		for _, k := range taking {
			p.printf(" %s |", x.Sign(k.Kind))
		}
		p.printf("\n")
	}
	return cited
}

func refs(rules []*compat.Rule) string {
	texts := make([]string, len(rules))
	for i, r := range rules {
		texts[i] = "[" + r.ID + "]"
	}
	return strings.Join(texts, ", ")
}

// relations writes which members exclude and need each other.
func (b *book) relations(p *page, o *rulebook.Operation) (cited []*compat.Rule) {
	related := o.Related()
	if len(related) == 0 {
		return nil
	}
	p.printf("\n## Members together\n\n%s\n\n| |", o.TogetherText())
	for i := range related {
		p.printf(" %d |", i+1)
	}
	p.printf("\n| --- |%s\n", strings.Repeat(" :-: |", len(related)))
	for i, row := range related {
		p.printf("| %d %s |", i+1, row)
		for _, column := range related {
			sign := o.Cell(row, column)
			if row == column {
				sign = "·"
			}
			p.printf(" %s |", sign)
		}
		p.printf("\n")
	}
	p.printf("\n")
	for _, g := range o.Groups() {
		cited = append(cited, g.Rule)
		p.printf("- %s: %s\n", refs([]*compat.Rule{g.Rule}), escape(g.String()))
	}
	for _, n := range o.Needs() {
		cited = append(cited, n.Rule)
		p.printf("- %s: %s\n", refs([]*compat.Rule{n.Rule}), escape(n.NeedText()))
	}
	return cited
}
