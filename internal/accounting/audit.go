package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
)

// audit holds the statements of the SDK's documentation against the dispositions
// and the catalogue.
type audit struct {
	statements []*statement
	of         map[string]map[string]*disposition // by fingerprint and place
	reach      reach
	catalog    *compat.Catalog
	used       map[string]int // how many lines name a rule

	problems []string
}

func (a *audit) failf(format string, args ...any) {
	a.problems = append(a.problems, fmt.Sprintf(format, args...))
}

// newAudit reads everything and checks it. Its error is about what can't be read;
// what doesn't fit is among the problems.
func newAudit() (*audit, error) {
	_, reach, err := documents()
	if err != nil {
		return nil, err
	}
	found, err := readStatements()
	if err != nil {
		return nil, err
	}
	lines, err := dispositions()
	if err != nil {
		return nil, err
	}
	a := &audit{
		statements: found,
		of:         map[string]map[string]*disposition{},
		reach:      reach,
		catalog:    aws.Source(),
		used:       map[string]int{},
	}
	for _, d := range lines {
		a.enter(d)
	}
	a.compare(lines)
	return a, nil
}

// enter takes up a line of a table.
func (a *audit) enter(d *disposition) {
	for _, id := range d.rules {
		a.used[id]++
		if a.catalog.Rule(id) == nil {
			a.failf("%s: there is no rule %s", d.line, id)
		}
	}
	byPlace := a.of[d.fingerprint]
	if byPlace == nil {
		byPlace = map[string]*disposition{}
		a.of[d.fingerprint] = byPlace
	}
	for _, p := range d.places {
		if other := byPlace[p]; other != nil {
			a.failf("%s: %s at %s is disposed of in %s already", d.line, d.fingerprint, p, other.line)
			continue
		}
		byPlace[p] = d
	}
}

// compare finds statements without disposition, dispositions without statement,
// and rules that can't implement a sentence where it stands.
func (a *audit) compare(lines []*disposition) {
	texts := map[string]*statement{}
	for _, s := range a.statements {
		texts[s.fingerprint] = s
		for _, p := range s.places {
			switch d := a.of[s.fingerprint][p]; {
			case d == nil:
				a.failf("%s: no disposition of %s: %s", p, s.fingerprint, s.text)
			case d.kind == ruled && !a.fits(d, p):
				a.failf("%s: none of %s is about %s: %s", d.line, strings.Join(d.rules, ", "), p, s.text)
			}
		}
	}
	for _, d := range lines {
		s := texts[d.fingerprint]
		if s == nil {
			a.failf("%s: the sentence %s isn't in the SDK any more, it stood at %s", d.line, d.fingerprint, strings.Join(d.places, ", "))
			continue
		}
		for _, p := range d.places {
			if !slices.Contains(s.places, p) {
				a.failf("%s: %s isn't at %s any more: %s", d.line, d.fingerprint, p, s.text)
			}
		}
	}
}

// fits reports whether one of the rules can be about the place: it applies to the
// operation, and its condition mentions the member, or no member but Bucket, as
// those do which say what a target doesn't support. Of an error, one of the
// rules must answer with it.
func (a *audit) fits(d *disposition, place string) bool {
	var uses []use
	kind, name, _ := strings.Cut(place, ".")
	switch {
	case d.about != "":
		uses = []use{{operation: d.about}}
	case kind == "error":
		return slices.ContainsFunc(d.rules, func(id string) bool {
			r := a.catalog.Rule(id)
			return r != nil && r.Answer.Code == name
		})
	case kind == "types":
		typeName, _, _ := strings.Cut(name, ".")
		uses = a.reach[typeName]
	default:
		uses = []use{{kind, name}}
	}
	for _, id := range d.rules {
		r := a.catalog.Rule(id)
		if r == nil {
			return true // reported elsewhere
		}
		for _, u := range uses {
			if concerns(r, u) {
				return true
			}
		}
	}
	return false
}

// concerns reports whether a rule can be about a use.
func concerns(r *compat.Rule, u use) bool {
	if !slices.ContainsFunc(r.Operations, func(op compat.Operation) bool { return op.String() == u.operation }) {
		return false
	}
	members := r.When.Members()
	if u.member == "" {
		return true
	}
	alone := true
	for _, m := range members.IDs() {
		if m.String() == u.member {
			return true
		}
		alone = alone && m.String() == "Bucket"
	}
	return alone
}

// unstated lists the rules that no sentence is disposed of by, in the
// catalogue's order: what they know comes from elsewhere.
func (a *audit) unstated() []string {
	var ids []string
	for _, r := range a.catalog.Rules() {
		if a.used[r.ID] == 0 {
			ids = append(ids, r.ID)
		}
	}
	return ids
}
