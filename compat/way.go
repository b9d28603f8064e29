package compat

import (
	"math/bits"
	"slices"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/internal/ordinary"
)

// way is one way for a rule to be true: a conjunction out of its condition,
// reduced to what is cheap to test. A way that passes says that the rule may be
// true; one of them passes whenever it is.
type way struct {
	trigger Member     // the member that leads here, 0 if none does
	targets TargetSet  // possible for these targets
	scopes  uint8      // bit set of Scope, and ownerKnown: nothing known of one, nothing decided
	needs   MemberSet  // all of these must be present
	given   MemberSet  // all requests of the operation have these
	absent  MemberSet  // none of these may be
	texts   []textTest // tests of the trigger's text
	facts   []factTest // facts that must be known, and how
	faulty  bool       // only for a copy source that has a problem
	sifted  *Predicate // one with a sieve, which the trigger's value must fulfil; nil if there is none
	rule    *Rule
}

// factTest is a fact that must hold for a way to be open.
type factTest struct {
	scope   Scope
	feature Feature
	owner   bool   // that the owner is known, and nothing else
	allowed uint32 // bit set of the codes of the values
}

// hold reports whether what is known fulfils the tests. It is asked before the
// rule is evaluated, which takes longer, and nearly always in vain: what is
// known of most buckets breaks no rule.
func (e *way) hold(r *Request) bool {
	for i := range e.facts {
		t := &e.facts[i]
		f := r.facts(t.scope)
		if f == nil || t.owner && f.Owner == "" || !t.owner && t.allowed>>f.values[t.feature]&1 == 0 {
			return false
		}
	}
	return true
}

// head is what a way is tested by first; it fits into a cache line. Of the
// members that must or must not be present it tests those in one word of the
// set, and leaves the others to find.
type head struct {
	mask, value uint64 // what the word of the members must be
	word        uint8
	scopes      uint8
	targets     TargetSet
	easy        bool         // all that leads here has a target and scopes that will do
	kind        textTestKind // of the first test of the text; noTest if it is among the further ones
	not         bool
	more        bool              // the way has further tests of the text
	longer      int               // ofLength
	test        func(string) bool // byFunc
	pred        *Predicate        // whose test it is
}

func (e *way) head() head {
	h := head{targets: e.targets, scopes: e.scopes, more: len(e.texts) > 1}
	if len(e.texts) > 0 {
		switch t := &e.texts[0]; t.kind {
		case ofLength, byFunc:
			h.kind, h.not, h.longer, h.test, h.pred = t.kind, t.not, t.longer, t.test, t.pred
		default:
			h.more = true
		}
	}
	needs := e.needs.Without(e.given)
	needs.Remove(e.trigger) // without it nothing leads here
	most := 0
	for i := range needs {
		// Most members are absent from a request, so needs tell more.
		if n := 4*bits.OnesCount64(needs[i]) + bits.OnesCount64(e.absent[i]); n > most {
			most = n
			h.word, h.mask, h.value = uint8(i), needs[i]|e.absent[i], needs[i]
		}
	}
	return h
}

// tests reports whether the way tests its trigger's text.
func (e *way) tests() bool { return len(e.texts) > 0 }

// first returns the predicate that the trigger's text is tested by first, nil if
// there is none.
func (e *way) first() *Predicate {
	if len(e.texts) > 0 && e.texts[0].kind == byFunc {
		return e.texts[0].pred
	}
	return nil
}

// open reports whether the way is open to a request with these members.
func (e *way) open(present *MemberSet) bool {
	return present.Covers(&e.needs) && !present.Meets(&e.absent)
}

// values returns the only texts of the trigger that the way is open to, nil if
// there are no such.
func (e *way) values() []string {
	if len(e.texts) > 0 && e.texts[0].kind == among && !e.texts[0].not {
		return e.texts[0].in
	}
	return nil
}

// textTest is a test of a member's text that must hold.
type textTest struct {
	kind   textTestKind
	not    bool
	longer int               // ofLength: the text must have more bytes
	test   func(string) bool // byFunc
	pred   *Predicate        // byFunc: whose test it is
	in     []string          // among: the text must be one of these
}

type textTestKind uint8

const (
	noTest textTestKind = iota
	ofLength
	byFunc
	among
)

// pass reports whether the test holds of the text.
func (q *textTest) pass(text string) bool {
	switch q.kind {
	case ofLength:
		return len(text) > q.longer != q.not
	case byFunc:
		return q.test(text) != q.not
	case among:
		for _, t := range q.in {
			if t == text {
				return !q.not
			}
		}
		return q.not
	}
	return true
}

// pass reports whether a way is open to a request whose trigger has this text.
func (e *way) pass(text string) bool {
	for i := range e.texts {
		if !e.texts[i].pass(text) {
			return false
		}
	}
	return true
}

// opensToOrdinary reports whether the way may be open to a request whose trigger has an
// ordinary text: see Request.Ordinary.
func (e *way) opensToOrdinary() bool {
	for i := range e.texts {
		if e.texts[i].failsOrdinary() {
			return false
		}
	}
	return true
}

// failsOrdinary reports whether the test fails for every ordinary text.
func (q *textTest) failsOrdinary() bool {
	switch q.kind {
	case ofLength:
		return !q.not && q.longer >= ordinary.MaxLen || q.not && q.longer < 1
	case byFunc:
		return q.pred.unusual && !q.not
	case among:
		return !q.not && !slices.ContainsFunc(q.in, ordinary.Text)
	}
	return false
}

// noTarget stands, among the targets for which a way is open, for requests that
// have none, such as ListBuckets.
const noTarget TargetSet = 1 << 15

const allScopes uint8 = 1<<scopes - 1 | 1<<(scopes+ScopeBucket) | 1<<(scopes+ScopeSource)

// ownerKnown is the bit, in a set of scopes of which something is known, that the owner of
// a bucket is known: of ScopeBucket or ScopeSource.
func ownerKnown(s Scope) uint8 { return 1 << (scopes + s) }

// Such a set has a bit for each scope and for the two owners.
var _ = [1]struct{}{}[(scopes+ScopeSource)>>3]

// knownScopes returns the scopes of which anything is known, and which owners are.
func (r *Request) knownScopes() uint8 {
	var s uint8
	if r.Bucket != nil {
		s |= 1 << ScopeBucket
		if r.Bucket.Owner != "" {
			s |= ownerKnown(ScopeBucket)
		}
	}
	if r.CopyFrom != nil {
		s |= 1 << ScopeSource
		if r.CopyFrom.Owner != "" {
			s |= ownerKnown(ScopeSource)
		}
	}
	if r.Endpoint != nil {
		s |= 1 << ScopeEndpoint
	}
	if r.Signature != nil {
		s |= 1 << ScopeSignature
	}
	if r.Upload != nil {
		s |= 1 << ScopeUpload
	}
	if r.Wire != nil {
		s |= 1 << ScopeWire
	}
	return s
}

// restsOn returns the scopes that the condition mentions, and the owners.
func (c *Condition) restsOn() uint8 {
	var s uint8
	switch c.op {
	case opFact, opRegion:
		s = 1 << c.scope
	case opOwnerDiffers:
		s = 1<<c.scope | ownerKnown(c.scope)
	case opRegionDiffers:
		s = 1<<ScopeBucket | 1<<ScopeEndpoint
	case opRegionRelated:
		s = 1 << ScopeEndpoint
	case opKeyDiffers, opPartsRelated:
		s = 1 << ScopeUpload
	}
	for i := range c.kids {
		s |= c.kids[i].restsOn()
	}
	return s
}

// literal is an atomic condition, or its negation.
type literal struct {
	atom *Condition
	not  bool
}

// waysLimit bounds the ways of one rule; a part of a condition that would make
// more is left to the evaluation.
const waysLimit = 64

// disjuncts turns a condition into alternatives of conjunctions. Negations are
// pushed down, which Kleene's logic allows like the classical one.
func (c *Condition) disjuncts(not bool) [][]literal {
	switch {
	case c.op == opNot:
		return c.kids[0].disjuncts(!not)
	case c.op == opNever:
		if not {
			return [][]literal{{}}
		}
		return nil
	case c.op == opAny && !not, c.op == opAll && not:
		var out [][]literal
		for i := range c.kids {
			out = append(out, c.kids[i].disjuncts(not)...)
		}
		return out
	case c.op == opAll, c.op == opAny:
		kids := make([][][]literal, len(c.kids))
		for i := range c.kids {
			kids[i] = c.kids[i].disjuncts(not)
		}
		// Those with few alternatives come first: they narrow all ways, and it is the
		// others that may be left out.
		slices.SortStableFunc(kids, func(a, b [][]literal) int { return len(a) - len(b) })
		out := [][]literal{{}}
		for _, alternatives := range kids {
			if len(out)*len(alternatives) > waysLimit {
				alternatives = weakened(alternatives)
			}
			if len(out)*len(alternatives) > waysLimit {
				continue // weaker still, so open whenever the rule is true
			}
			var next [][]literal
			for _, a := range out {
				for _, b := range alternatives {
					next = append(next, append(a[:len(a):len(a)], b...))
				}
			}
			out = next
		}
		return out
	}
	return [][]literal{{{c, not}}}
}

// weakened returns fewer alternatives, one of which holds whenever one of the given
// does: of each it keeps what comes first. Nothing is lost of a choice of facts, each
// with a choice of members, but the members.
func weakened(alternatives [][]literal) [][]literal {
	out := make([][]literal, 0, len(alternatives))
	for _, a := range alternatives {
		if len(a) == 0 {
			return [][]literal{{}}
		}
		if n := len(out); n == 0 || out[n-1][0] != a[0] {
			out = append(out, a[:1:1])
		}
	}
	return out
}

// appendWays appends the ways in which the rule can be true of an operation with
// these members.
func appendWays(ways []way, rule *Rule, members, required MemberSet) []way {
	for _, conjunction := range rule.When.disjuncts(false) {
		w := way{targets: AnyTarget | noTarget, rule: rule, given: required}
		for _, l := range conjunction {
			w.add(l)
		}
		if !members.Covers(&w.needs) || w.targets == 0 {
			continue // can't be
		}
		w.absent = w.absent.Intersect(members) // the others always are
		w.choose(conjunction, required)
		ways = append(ways, w)
	}
	return ways
}

// add narrows the way by a literal.
func (w *way) add(l literal) {
	c := l.atom
	switch {
	case c.op == opFact, c.op == opOwnerDiffers && !l.not:
		w.scopes |= 1 << c.scope
		if c.op == opOwnerDiffers {
			w.scopes |= ownerKnown(c.scope)
		}
		t := factTest{scope: c.scope, feature: c.feature, owner: c.op == opOwnerDiffers, allowed: c.values}
		if l.not {
			t.allowed = ^c.values &^ 1 // any other value, but not none
		}
		w.facts = append(w.facts, t)
	case c.op == opRegionDiffers:
		w.scopes |= 1<<ScopeBucket | 1<<ScopeEndpoint
	case (c.op == opKeyDiffers || c.op == opPartsRelated) && !l.not:
		w.scopes |= 1 << ScopeUpload
	case c.op == opTarget && l.not:
		w.targets &= (AnyTarget | noTarget) &^ c.targets
	case c.op == opTarget:
		w.targets &= c.targets
	case c.op == opSet && l.not:
		w.absent.Add(c.member)
	case c.op == opMatches && c.pred.problems != 0 && !l.not:
		w.faulty = true
	}
	if !l.not {
		w.needs = w.needs.Union(c.mentions())
	}
}

// choose picks the trigger: of the members that must be present, one whose text
// is tested rather than one that isn't, and one that few requests have rather
// than one that all have.
func (w *way) choose(conjunction []literal, required MemberSet) {
	best := -1
	for _, m := range w.needs.IDs() {
		tests := textTests(conjunction, m)
		weight := 1
		if !required.Has(m) {
			weight += 4
		}
		if len(tests) > 0 {
			weight += 2
			switch t := &tests[0]; {
			case t.not:
			case t.kind == ofLength:
				weight += 2 // hardly any text passes
			case t.kind == among:
				weight++ // few texts pass
			}
		}
		if m == member.Bucket {
			weight = 0
		}
		if weight > best {
			best = weight
			w.trigger, w.texts = m, tests
		}
	}
	for _, l := range conjunction {
		if c := l.atom; c.op == opMatches && !l.not && c.member == w.trigger && c.pred.sieve != nil {
			w.sifted = c.pred
		}
	}
}

// textTests collects the literals that test the text of the member.
func textTests(conjunction []literal, m Member) []textTest {
	var tests []textTest
	for _, l := range conjunction {
		switch c := l.atom; {
		case c.member != m:
		case c.op == opEquals:
			tests = append(tests, textTest{kind: among, in: c.texts, not: l.not})
		case c.op == opMatches && c.pred.text != nil && c.pred.longer >= 0:
			tests = append(tests, textTest{kind: ofLength, longer: c.pred.longer, not: l.not != c.pred.shorter})
		case c.op == opMatches && c.pred.text != nil:
			tests = append(tests, textTest{kind: byFunc, test: c.pred.text, pred: c.pred, not: l.not})
		}
	}
	return tests
}
