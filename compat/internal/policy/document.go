// Package policy judges bucket policies: a policy is read once, in one pass, and
// everything that is certainly wrong with it is noted. It knows the policy
// language and what S3 accepts of it; the rules with their sources are in package
// aws.
//
// Names of elements match without regard to case, and nothing but a policy that is
// wrong in any reading is found wrong.
package policy

import (
	"strings"
	"sync/atomic"
)

// Problem is something that is wrong with a policy.
type Problem uint8

// The problems a policy can have.
const (
	NoJSON Problem = iota // begins with a brace, but is no JSON
	TooLong
	NoStatement
	EmptyStatement
	Version        // not one of the language's versions
	UnknownElement // an element that the language doesn't have
	NoObject       // a statement or a condition that is no object
	NamesNothing   // an empty principal, action or resource
	Incomplete     // a statement without a required element
	Effect         // neither Allow nor Deny
	Principal      // a principal that certainly is none
	AllowNotPrincipal
	Action           // an action that certainly is none of S3's
	ActionUnheardOf  // an action of S3's that isn't known here
	ActionOnNothing  // an action that applies to no resource of its statement
	NoSessionAction  // an action other than s3express:CreateSession
	Operator         // an operator that the language doesn't have
	KeyWithoutPrefix // a condition on a key without a service's prefix
	Address          // a condition on addresses with something else
	ARNOperator      // an operator for ARNs on what is none
	ARNPattern       // the same, negated or on a pattern, of which no answer is known
	KeyOfOtherAction // a condition on what an action of its statement doesn't have
	problems
)

// Every problem has a bit in a 32-bit set.
var _ = [1]struct{}{}[problems>>5]

// Document is a policy that was read. It doesn't change.
type Document struct {
	source     string
	nodes      []node
	statements []statement
	found      uint32
}

// statement has the places of a statement's elements among the nodes; 0 for those
// that it lacks.
type statement struct {
	effect, principal, notPrincipal, action, notAction, resource, notResource, condition int32
}

// last is the policy that was read last: some twenty rules ask about the same
// text, one after the other.
var last atomic.Pointer[Document]

// Read reads a policy. Texts that aren't JSON objects have the problem NoJSON if
// they begin with a brace, else none.
func Read(source string) *Document {
	d := last.Load()
	if d == nil || d.source != source {
		d = &Document{source: source}
		d.judge()
		if len(source) <= 4*MaxSize { // what is longer isn't kept alive
			last.Store(d)
		}
	}
	return d
}

// Has reports whether the policy certainly has the problem.
func (d *Document) Has(p Problem) bool { return d.found>>p&1 != 0 }

func (d *Document) note(p Problem, found bool) {
	if found {
		d.found |= 1 << p
	}
}

// judge reads the policy and notes its problems.
func (d *Document) judge() {
	var end outcome
	switch d.nodes, end = read(d.source); end {
	case malformed:
		d.note(NoJSON, strings.HasPrefix(d.source, "{"))
		d.nodes = nil
		return
	case tooLong:
		d.note(TooLong, true)
		d.nodes = nil
		return
	case unread:
		d.nodes = nil
		return
	}
	d.note(TooLong, d.large())
	var version, body int32
	for name := int32(1); name < d.nodes[0].next; name = d.nodes[name+1].next {
		switch {
		case d.names(name, "Version"):
			version = name + 1
		case d.names(name, "Statement"):
			body = name + 1
		case d.names(name, "Id"):
		default:
			d.note(UnknownElement, true)
		}
	}
	if version != 0 {
		v, ok := d.only(version)
		d.note(Version, !ok || v != "2012-10-17" && v != "2008-10-17")
	}
	if body == 0 {
		d.note(NoStatement, true)
		return
	}
	switch n := &d.nodes[body]; n.kind {
	case object:
		d.statements = make([]statement, 0, 1)
		d.element(body)
	case array:
		d.note(EmptyStatement, n.next == body+1)
		count := 0
		for i := body + 1; i < n.next; i = d.nodes[i].next {
			count++
		}
		d.statements = make([]statement, 0, count)
		for i := body + 1; i < n.next; i = d.nodes[i].next {
			d.element(i)
		}
	default:
		d.note(NoObject, n.kind != null)
	}
	for i := range d.statements {
		d.judgeStatement(&d.statements[i])
	}
}

// element reads one statement. One that has an element twice isn't judged: which
// of the two counts isn't known.
func (d *Document) element(at int32) {
	n := &d.nodes[at]
	if n.kind != object {
		d.note(NoObject, n.kind != null)
		return
	}
	var s statement
	twice := false
	for name := at + 1; name < n.next; name = d.nodes[name+1].next {
		var place *int32
		switch {
		case d.names(name, "Effect"):
			place = &s.effect
		case d.names(name, "Principal"):
			place = &s.principal
		case d.names(name, "NotPrincipal"):
			place = &s.notPrincipal
		case d.names(name, "Action"):
			place = &s.action
		case d.names(name, "NotAction"):
			place = &s.notAction
		case d.names(name, "Resource"):
			place = &s.resource
		case d.names(name, "NotResource"):
			place = &s.notResource
		case d.names(name, "Condition"):
			place = &s.condition
		case d.names(name, "Sid"):
			continue
		default:
			d.note(UnknownElement, true)
			continue
		}
		twice = twice || *place != 0
		*place = name + 1
	}
	if !twice {
		d.statements = append(d.statements, s)
	}
}

// text returns the text at a place.
func (d *Document) text(i int32) string {
	n := &d.nodes[i]
	raw := d.source[n.from:n.to]
	if n.escaped {
		return decoded(raw)
	}
	return raw
}

// names reports whether the text at a place is the name, without regard to case.
func (d *Document) names(i int32, name string) bool {
	n := &d.nodes[i]
	if !n.escaped && int(n.to-n.from) != len(name) {
		return false
	}
	return strings.EqualFold(d.text(i), name)
}

// texts returns the places of the texts of an element that is a text or a list of
// texts, from first up to and without end; none if it is anything else, or absent.
func (d *Document) texts(i int32) (first, end int32) {
	if i == 0 {
		return 0, 0
	}
	switch n := &d.nodes[i]; n.kind {
	case text:
		return i, i + 1
	case array:
		for j := i + 1; j < n.next; j++ {
			if d.nodes[j].kind != text {
				return 0, 0
			}
		}
		return i + 1, n.next
	}
	return 0, 0
}

// only returns the one text of an element.
func (d *Document) only(i int32) (string, bool) {
	first, end := d.texts(i)
	if end != first+1 {
		return "", false
	}
	return d.text(first), true
}

// some reports whether one of an element's texts fulfils the test.
func (d *Document) some(i int32, test func(string) bool) bool {
	first, end := d.texts(i)
	for j := first; j < end; j++ {
		if test(d.text(j)) {
			return true
		}
	}
	return false
}
