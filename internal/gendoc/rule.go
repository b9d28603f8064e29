package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// writeRule writes a rule's section. Its heading is the rule's id, so that its
// anchor is.
func (b *book) writeRule(p *page, r *compat.Rule) {
	p.printf("\n## %s\n", r.ID)
	p.printf("\n**%s**\n\n", escape(sentence(r.Title)))
	p.printf("- Effect: %s\n", b.effect(r))
	if r.Effect == compat.Rejected {
		p.printf("- S3 answers: %s", code(fmt.Sprintf("%d %s", r.Answer.Status, r.Answer.Code)))
		if r.Answer.Message != "" {
			p.printf(", %s", code(r.Answer.Message))
		}
		p.printf("\n")
	}
	p.printf("- When: %s\n", escape(r.When.String()))
	p.printf("- Operations: %s\n", operations(r.Operations))

	p.para("Why: " + r.Why)
	p.para("What to do: " + r.Fix)
	bad := "Rejected"
	switch {
	case r.Effect == compat.Ignored:
		bad = "Accepted, but a part of it is ignored"
	case r.Doubt != "":
		bad = "Reported"
	}
	b.writeExample(p, r, bad, r.Violating[0])
	good := "Accepted"
	if r.Effect == compat.Ignored {
		good = "As it is meant"
	}
	b.writeExample(p, r, good, r.Allowed[0])
	p.printf("\nSources:\n\n")
	for _, s := range r.Sources {
		p.printf("- %s\n", source(s))
	}
}

// effect says what S3 does, and what the guard does about it.
func (b *book) effect(r *compat.Rule) string {
	switch {
	case b.onWire(r) && r.Doubt != "":
		return "rejected, but not certainly. It is judged of requests as they were sent; the SDK makes none of these. " + escape(sentence(r.Doubt))
	case b.onWire(r):
		return "rejected. It is judged of requests as they were sent; the SDK makes none of these."

	case r.Effect == compat.Ignored:
		return "ignored: S3 accepts the request and drops a part of it. It is reported, never stopped."
	case r.Doubt != "":
		return "rejected, but not certainly, so it is reported and never stopped. " + escape(sentence(r.Doubt))
	}
	var holds []compat.Operation
	for _, op := range r.Operations {
		switch provider.Elsewhere(r.ID, op) {
		case provider.Meaningless:
			return "rejected: the request is stopped at Amazon's endpoints. Other stores have ids and names of their own."
		case provider.Holds:
			holds = append(holds, op)
		}
	}
	switch len(holds) {
	case 0:
		return "rejected: the request is stopped at Amazon's endpoints, and reported at other stores', which may accept it."
	case len(r.Operations):
		return "rejected: the request is stopped. Other stores refuse it too, as far as is known."
	}
	return "rejected: the request is stopped. Other stores refuse it too, as far as is known, for " + operations(holds) + "; for other operations it is reported there."
}

// operations lists operations, or those that are missing if they are few.
func operations(ops []compat.Operation) string {
	has := map[compat.Operation]bool{}
	for _, op := range ops {
		has[op] = true
	}
	var in, out []string
	for _, op := range sdk.Operations() {
		if has[op] {
			in = append(in, op.String())
		} else {
			out = append(out, op.String())
		}
	}
	switch {
	case len(out) == 0:
		return "all"
	case len(out) <= 16 && len(out)*2 < len(in):
		return "all but " + strings.Join(out, ", ")
	}
	return strings.Join(in, ", ")
}

func (b *book) writeExample(p *page, r *compat.Rule, title string, c compat.Case) {
	if b.onWire(r) {
		p.printf("\n%s: %s where %s.\n", title, c.Operation, escape(strings.Join(append(facts(c), texts(c)...), ", ")))
		return
	}
	p.printf("\n%s:\n", title)
	p.printf("\n```go\n%s\n```\n", b.printer.input(c))
	if known := facts(c); len(known) > 0 {
		p.printf("\nwhere %s.\n", escape(strings.Join(known, ", ")))
	}
}

// onWire reports whether the rule is about requests as they were sent, of which
// there is no SDK input.
func (b *book) onWire(r *compat.Rule) bool { return aws.Catalog().Rule(r.ID) == nil }

// texts lists the numbers and times of a case, and what is in the place of one.
func texts(c compat.Case) []string {
	var out []string
	for _, m := range slices.Sorted(maps.Keys(c.Members)) {
		if kind := sdk.Kind(c.Operation, m); kind == compat.KindInt || kind == compat.KindTime {
			out = append(out, fmt.Sprintf("%s is %q", m, fmt.Sprint(c.Members[m])))
		}
	}
	return out
}

// facts lists what a case knows besides the input.
func facts(c compat.Case) []string {
	var out []string
	for _, x := range []struct {
		scope compat.Scope
		facts *compat.Facts
	}{
		{compat.ScopeBucket, &c.Bucket}, {compat.ScopeSource, &c.CopyFrom}, {compat.ScopeEndpoint, &c.Endpoint},
		{compat.ScopeSignature, &c.Signature}, {compat.ScopeUpload, &c.Upload}, {compat.ScopeWire, &c.Wire},
	} {
		for _, f := range x.facts.Known() {
			v, _ := x.facts.Get(f)
			out = append(out, compat.KnownFact{Scope: x.scope, Feature: f, Value: v}.String())
		}
		for _, y := range []struct{ what, value string }{
			{"Region", x.facts.Region}, {"owner", x.facts.Owner}, {"customer key's MD5", x.facts.KeyMD5},
		} {
			if y.value != "" {
				out = append(out, x.scope.String()+"'s "+y.what+" is "+y.value)
			}
		}
	}
	if c.Expires != 0 {
		out = append(out, "the presigned request is valid for "+c.Expires.String())
	}
	return out
}

// source writes a link to a source.
func source(s string) string {
	if id, ok := strings.CutPrefix(s, "recorded:"); ok {
		file := "cases.jsonl"
		if strings.HasPrefix(id, "cap-") {
			file = "captures.jsonl"
		}
		return "recorded answer of Amazon S3: " + code(id) + " in [" + file + "](../internal/recorded/testdata/" + file + ")"
	}
	return "<" + s + ">"
}
