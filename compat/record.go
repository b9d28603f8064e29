package compat

import "github.com/s3safe/s3safe-go/compat/member"

// A rule's record in Compiled.Data is its texts, lists and numbers one after the
// other, and its condition at the end. Texts that several rules have are in
// Compiled.Texts.

// record writes a rule's record.
func (e *encoder) record(r *Rule, shared map[string]bool) string {
	e.data = nil
	text := func(s string) {
		if shared[s] {
			e.int(e.text(s)<<1 | 1)
			return
		}
		e.int(len(s) << 1)
		e.data = append(e.data, s...)
	}
	for _, s := range ruleTexts(r) {
		text(*s)
	}
	e.int(len(r.Sources))
	for _, s := range r.Sources {
		text(s)
	}
	e.int(len(r.ConfirmedBy))
	for _, s := range r.ConfirmedBy {
		text(s)
	}
	e.int(len(r.Operations))
	for _, op := range r.Operations {
		e.int(int(op))
	}
	e.int(len(r.Needs))
	for _, m := range r.Needs {
		e.int(int(m))
	}
	e.bool(r.AmazonOnly, r.Rank < 0)
	e.int(max(r.Rank, -r.Rank))
	e.int(int(r.Effect))
	e.int(r.Answer.Status)
	head := e.data
	return string(head) + e.condition(&r.When)
}

// ruleTexts returns the texts of a rule in the order of its record, the id first: it
// is read alone, too.
func ruleTexts(r *Rule) [11]*string {
	return [...]*string{&r.ID, &r.Topic, &r.Title, &r.Problem, &r.Answer.Code, &r.Answer.Message, &r.Why, &r.Remedy, &r.Fix, &r.Doubt, &r.Since}
}

// sharedTexts returns the texts that rules have more than once, and that are longer
// than what would lead to them.
func sharedTexts(rules []Rule) map[string]bool {
	count := map[string]int{}
	for i := range rules {
		for _, s := range ruleTexts(&rules[i]) {
			count[*s]++
		}
		for _, list := range [...][]string{rules[i].Sources, rules[i].ConfirmedBy} {
			for _, s := range list {
				count[s]++
			}
		}
	}
	shared := map[string]bool{}
	for s, n := range count {
		// In the list of texts each takes 16 bytes besides its own.
		shared[s] = (n-1)*len(s) > 16+2*n
	}
	return shared
}

// record returns a decoder of a rule's record.
func (c *Catalog) record(i int) decoder {
	return decoder{c: c, data: c.compiled.Data[c.compiled.Offsets[i]:]}
}

// text reads a text of a record.
func (d *decoder) text() string {
	n := d.int()
	if n&1 != 0 {
		return d.c.compiled.Texts[n>>1]
	}
	s := d.data[:n>>1]
	d.data = d.data[n>>1:]
	return s
}

// rule reads a record. Its lists are parts of larger ones.
func (d *decoder) rule(r *Rule) {
	for _, s := range ruleTexts(r) {
		*s = d.text()
	}
	p := &d.c.parts
	r.Sources = cut(&p.texts, d.int())
	for i := range r.Sources {
		r.Sources[i] = d.text()
	}
	r.ConfirmedBy = cut(&p.texts, d.int())
	for i := range r.ConfirmedBy {
		r.ConfirmedBy[i] = d.text()
	}
	r.Operations = cut(&p.operations, d.int())
	for i := range r.Operations {
		r.Operations[i] = Operation(d.int())
	}
	r.Needs = cut(&p.members, d.int())
	for i := range r.Needs {
		r.Needs[i] = member.ID(d.int())
	}
	flags := d.int()
	r.AmazonOnly = flags&1 != 0
	r.Rank = d.int()
	if flags&2 != 0 {
		r.Rank = -r.Rank
	}
	r.Effect = Effect(d.int())
	r.Answer.Status = d.int()
	d.nodes = make([]Condition, d.int())
	d.names = make([]string, d.int())
	r.When = d.node()
}

// piece is how many elements lists are cut off at least.
const piece = 256

// cut cuts n elements off a slice, which is renewed when it is used up.
func cut[T any](from *[]T, n int) []T {
	if n > len(*from) {
		*from = make([]T, max(n, piece))
	}
	return take(from, n)
}
