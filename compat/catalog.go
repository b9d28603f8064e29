package compat

import (
	"errors"
	"fmt"
	"math/bits"
	"slices"
	"sort"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Schema tells the engine about the operations. Package compat/sdk implements
// it from the pinned SDK.
type Schema interface {
	// Members returns the members of an operation's input.
	Members(Operation) MemberSet
	// Required returns those without which the SDK refuses to send.
	Required(Operation) MemberSet
	// Samples returns values that the member can have, as a Case holds them:
	// at least one for every member; for enumerations all of them.
	Samples(Operation, Member) []any
}

// Catalog is a set of rules, compiled for checking. It is immutable and safe
// for concurrent use.
type Catalog struct {
	schema Schema
	rules  []*Rule
	byID   map[string]*Rule
	tables [256]*table
}

// table holds the rules of one operation: those about the input alone, and
// those that need the endpoint to be resolved.
type table struct {
	input, resolved pair
	list            []*compiled // all, in the order in which they are found
}

// pair holds rules twice: those which can be true of a general purpose bucket,
// which nearly every request addresses, and all.
type pair struct {
	plain, all index
}

// index finds the rules that a request's members can make true.
type index struct {
	// triggers holds the members that make at least one rule worth a look.
	triggers MemberSet
	// texts holds the triggers whose rules have a quick test.
	texts MemberSet
	// at leads from a member to its rules in entries.
	at [256]span
	// entries holds compiled rules, grouped by trigger.
	entries []*compiled
	// always holds the rules that can be true without any member.
	always []*compiled
}

type span struct{ from, to uint16 }

// compiled is a rule with what is needed to skip it fast.
type compiled struct {
	when     Condition
	needs    MemberSet // can't be true without all of these
	triggers MemberSet // nor without one of these
	targets  TargetSet // nor for any other target
	quick    []quick   // nor unless these tests of the only trigger hold
	single   bool      // there is only one trigger
	rule     *Rule
	order    int
}

// NewCatalog compiles rules. It reports every rule that is incomplete, and every
// id that occurs twice.
func NewCatalog(schema Schema, rules ...Rule) (*Catalog, error) {
	c := &Catalog{schema: schema, byID: make(map[string]*Rule, len(rules))}
	var errs []error
	byOp := map[Operation][]*compiled{}
	for i := range rules {
		r := &rules[i]
		if err := r.validate(); err != nil {
			errs = append(errs, err)
			continue
		}
		if c.byID[r.ID] != nil {
			errs = append(errs, fmt.Errorf("rule %q: the id occurs twice", r.ID))
			continue
		}
		c.byID[r.ID] = r
		c.rules = append(c.rules, r)
		ops := operation.SetOf(r.Operations...)
		mentioned := r.When.mentions()
		for _, op := range ops.IDs() {
			members := schema.Members(op)
			if alien := mentioned.Without(members); !alien.Empty() && !r.canBeTrue(members) {
				errs = append(errs, fmt.Errorf("rule %q: can never be true of %s, which lacks %v", r.ID, op, alien.IDs()))
				continue
			}
			byOp[op] = append(byOp[op], compile(r, i, schema.Required(op)))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	for op, list := range byOp {
		// What S3 checks first is found first; otherwise the catalogue's order.
		sort.SliceStable(list, func(i, j int) bool { return list[i].rule.Rank < list[j].rule.Rank })
		for i, e := range list {
			e.order = i
		}
		t := &table{}
		t.input.build(slices.DeleteFunc(slices.Clone(list), func(e *compiled) bool { return e.rule.NeedsResolution() }))
		t.resolved.build(slices.DeleteFunc(slices.Clone(list), func(e *compiled) bool { return !e.rule.NeedsResolution() }))
		t.list = list
		c.tables[op] = t
	}
	return c, nil
}

// Rules lists the rules in the catalogue's order. The list must not be changed.
func (c *Catalog) Rules() []*Rule { return c.rules }

// Rule returns the rule with the id, nil if there is none.
func (c *Catalog) Rule(id string) *Rule { return c.byID[id] }

// Schema returns the schema that the catalogue was compiled for.
func (c *Catalog) Schema() Schema { return c.schema }

// RulesFor lists the rules that apply to an operation, in the order in which
// they are found.
func (c *Catalog) RulesFor(op Operation) []*Rule {
	t := c.tables[op]
	if t == nil {
		return nil
	}
	rules := make([]*Rule, len(t.list))
	for i, e := range t.list {
		rules[i] = e.rule
	}
	return rules
}

// Check finds the rules that are true of the request and appends them to dst,
// in the order in which S3 would come upon them. It allocates nothing if there
// are none.
func (c *Catalog) Check(r *Request, dst []Finding) []Finding {
	first := len(dst)
	dst = c.CheckInput(r, dst)
	early := len(dst)
	dst = c.CheckResolved(r, dst, nil)
	if len(dst) > early && early > first {
		c.sort(r.Operation, dst[first:])
	}
	return dst
}

// CheckInput is Check for the rules that can be judged before the endpoint is
// resolved.
func (c *Catalog) CheckInput(r *Request, dst []Finding) []Finding {
	t := c.tables[r.Operation]
	if t == nil {
		return dst
	}
	return c.check(&t.input, r, dst, nil)
}

// CheckResolved is Check for the rules that CheckInput leaves out: those about
// the endpoint and the signature, and those that hold at Amazon only. If w isn't
// nil, every fact that would settle an undecided one is added to it.
func (c *Catalog) CheckResolved(r *Request, dst []Finding, w *Wants) []Finding {
	t := c.tables[r.Operation]
	if t == nil {
		return dst
	}
	return c.check(&t.resolved, r, dst, w)
}

// HasResolvedRules reports whether CheckResolved has anything to judge.
func (c *Catalog) HasResolvedRules(op Operation) bool {
	t := c.tables[op]
	return t != nil && (len(t.resolved.all.entries) > 0 || len(t.resolved.all.always) > 0)
}

// CheckWants is CheckInput, and adds to w every fact that would settle a rule
// which is not decided: what the guard may look up.
func (c *Catalog) CheckWants(r *Request, dst []Finding, w *Wants) []Finding {
	t := c.tables[r.Operation]
	if t == nil {
		return dst
	}
	return c.check(&t.input, r, dst, w)
}

func (c *Catalog) check(p *pair, r *Request, dst []Finding, w *Wants) []Finding {
	first := len(dst)
	kinds := r.kinds()
	x := &p.all
	switch kinds {
	case Targets(GeneralPurposeBucket):
		x = &p.plain
	case 0:
		kinds = noTarget
	}
	for i := range x.triggers {
		for set := r.Present[i] & x.triggers[i]; set != 0; set &= set - 1 {
			m := Member(i<<6 + bits.TrailingZeros64(set))
			s := x.at[m]
			// Most rules fail on the text of the member that leads to them: it
			// is read once for all.
			text, isText := "", false
			if x.texts.Has(m) && r.Values != nil {
				text, isText = r.Values.Text(m)
			}
			for _, e := range x.entries[s.from:s.to] {
				if isText && !e.pass(text) || !e.applies(r, kinds, m) {
					continue
				}
				dst = e.find(r, dst, w)
			}
		}
	}
	for _, e := range x.always {
		if kinds&e.targets != 0 {
			dst = e.find(r, dst, w)
		}
	}
	if len(dst)-first > 1 {
		c.sort(r.Operation, dst[first:])
	}
	return dst
}

// applies reports whether the rule can be true at all, and whether m is the
// first of the members that lead to it, so that it is evaluated once.
func (e *compiled) applies(r *Request, kinds TargetSet, m Member) bool {
	if kinds&e.targets == 0 || !r.Present.Covers(&e.needs) {
		return false
	}
	if e.single {
		return true
	}
	for i, w := range e.triggers {
		if w &= r.Present[i]; w != 0 {
			return Member(i<<6+bits.TrailingZeros64(w)) == m
		}
	}
	return false
}

func (e *compiled) find(r *Request, dst []Finding, w *Wants) []Finding {
	if w == nil {
		if e.when.eval(r, nil) == True {
			dst = append(dst, newFinding(e.rule, r))
		}
		return dst
	}
	var own Wants
	switch e.when.eval(r, &own) {
	case True:
		dst = append(dst, newFinding(e.rule, r))
	case Unknown:
		w.add(&own)
	}
	return dst
}

func (c *Catalog) sort(op Operation, found []Finding) {
	order := map[*Rule]int{}
	for _, e := range c.tables[op].list {
		order[e.rule] = e.order
	}
	sort.SliceStable(found, func(i, j int) bool { return order[found[i].Rule] < order[found[j].Rule] })
}

// Undecided is a rule that what is known can't decide, with what would.
type Undecided struct {
	Rule  *Rule
	Wants Wants
}

// Undecided lists the rules that are neither true nor false of the request, in
// the catalogue's order, each with the facts that would settle it.
func (c *Catalog) Undecided(r *Request) []Undecided {
	var out []Undecided
	for _, rule := range c.RulesFor(r.Operation) {
		var w Wants
		if rule.When.eval(r, &w) == Unknown {
			out = append(out, Undecided{rule, w})
		}
	}
	return out
}

// quick is a test of a member's text that must hold for a rule to be true.
type quick struct {
	test func(string) bool // nil: the text must be among texts
	in   []string
	not  bool
}

// pass reports whether the rule can be true of a request in which its only
// trigger has this text.
func (e *compiled) pass(text string) bool {
	for i := range e.quick {
		q := &e.quick[i]
		ok := false
		if q.test != nil {
			ok = q.test(text)
		} else {
			for _, t := range q.in {
				if t == text {
					ok = true
					break
				}
			}
		}
		if ok == q.not {
			return false
		}
	}
	return true
}

// quickTests collects the conjuncts that test the text of the member, which must
// be a string member.
func (c *Condition) quickTests(m Member, not bool) []quick {
	switch {
	case c.op == opAll && !not:
		var qs []quick
		for i := range c.kids {
			qs = append(qs, c.kids[i].quickTests(m, false)...)
		}
		return qs
	case c.op == opNot:
		return c.kids[0].quickTests(m, !not)
	case c.op == opEquals && c.member == m:
		return []quick{{in: c.texts, not: not}}
	case c.op == opMatches && c.member == m && c.pred.text != nil:
		return []quick{{test: c.pred.text, not: not}}
	}
	return nil
}

func compile(r *Rule, order int, required MemberSet) *compiled {
	e := newCompiled(r, order, required)
	if ms := e.triggers.IDs(); len(ms) == 1 {
		e.single = true
		e.quick = r.When.quickTests(ms[0], false)
	}
	return e
}

func newCompiled(r *Rule, order int, required MemberSet) *compiled {
	return &compiled{
		when:     r.When,
		needs:    r.When.needs(),
		triggers: r.When.triggers(required),
		targets:  r.When.possibleTargets(),
		rule:     r,
		order:    order,
	}
}

func (p *pair) build(list []*compiled) {
	p.all.build(list)
	p.plain.build(slices.DeleteFunc(list, func(e *compiled) bool {
		return !e.targets.Has(GeneralPurposeBucket)
	}))
}

func (x *index) build(list []*compiled) {
	groups := map[Member][]*compiled{}
	for _, e := range list {
		if e.triggers.Empty() {
			x.always = append(x.always, e)
			continue
		}
		for _, m := range e.triggers.IDs() {
			groups[m] = append(groups[m], e)
			x.triggers.Add(m)
			if len(e.quick) > 0 {
				x.texts.Add(m)
			}
		}
	}
	for _, m := range x.triggers.IDs() {
		from := len(x.entries)
		x.entries = append(x.entries, groups[m]...)
		x.at[m] = span{uint16(from), uint16(len(x.entries))}
	}
}

// mentions returns every member in the condition.
func (c *Condition) mentions() MemberSet {
	var s MemberSet
	switch c.op {
	case opSet, opEquals, opMatches, opOwnerDiffers, opKeyDiffers:
		s.Add(c.member)
	case opRelated, opRegionRelated:
		s = member.SetOf(c.relation.Members...)
	case opSourceTarget:
		s.Add(member.CopySource)
	case opCopiesOntoItself:
		s = member.SetOf(member.CopySource, member.Key, member.Bucket)
	}
	for i := range c.kids {
		s = s.Union(c.kids[i].mentions())
	}
	return s
}

// needs returns the members without which the condition can't be true.
func (c *Condition) needs() MemberSet {
	switch c.op {
	case opAll:
		var s MemberSet
		for i := range c.kids {
			s = s.Union(c.kids[i].needs())
		}
		return s
	case opAny:
		var s MemberSet
		for i := range c.kids {
			if i == 0 {
				s = c.kids[i].needs()
			} else {
				s = s.Intersect(c.kids[i].needs())
			}
		}
		return s
	case opNot:
		return MemberSet{}
	}
	return c.mentions()
}

// triggers returns a set of which at least one member must be present for the
// condition to be true; empty if there is no such set. Of the sets that an All
// offers, the one that is met least often is taken: a member that every request
// has is no help.
func (c *Condition) triggers(required MemberSet) MemberSet {
	weight := func(s MemberSet) int {
		if s.Empty() {
			return 1 << 30
		}
		return s.Len() + 1000*s.Intersect(required).Len()
	}
	switch c.op {
	case opAll:
		var best MemberSet
		for i := range c.kids {
			if s := c.kids[i].triggers(required); weight(s) < weight(best) {
				best = s
			}
		}
		return best
	case opAny:
		var s MemberSet
		for i := range c.kids {
			t := c.kids[i].triggers(required)
			if t.Empty() {
				return MemberSet{}
			}
			s = s.Union(t)
		}
		return s
	case opNot:
		return MemberSet{}
	}
	ms := c.mentions()
	var best MemberSet
	for _, m := range ms.IDs() {
		if s := member.SetOf(m); weight(s) < weight(best) {
			best = s
		}
	}
	return best
}

// noTarget stands, among the targets for which a condition can be true, for
// requests that have none, such as ListBuckets.
const noTarget TargetSet = 1 << 15

// possibleTargets returns the kinds of target for which the condition can be
// true, noTarget included.
func (c *Condition) possibleTargets() TargetSet {
	switch c.op {
	case opTarget:
		return c.targets
	case opAll:
		s := AnyTarget | noTarget
		for i := range c.kids {
			s &= c.kids[i].possibleTargets()
		}
		return s
	case opAny:
		var s TargetSet
		for i := range c.kids {
			s |= c.kids[i].possibleTargets()
		}
		return s
	case opNot:
		if c.kids[0].op == opTarget {
			return (AnyTarget | noTarget) &^ c.kids[0].targets
		}
	}
	return AnyTarget | noTarget
}

// canBeTrue reports whether the rule can be true of an operation with these
// members and no others.
func (r *Rule) canBeTrue(members MemberSet) bool {
	needs := r.When.needs()
	return members.Covers(&needs) && r.When.possible(members)
}

// possible reports whether the condition could be true when only the members
// given can be set.
func (c *Condition) possible(members MemberSet) bool {
	switch c.op {
	case opAll:
		for i := range c.kids {
			if !c.kids[i].possible(members) {
				return false
			}
		}
		return true
	case opAny:
		for i := range c.kids {
			if c.kids[i].possible(members) {
				return true
			}
		}
		return false
	case opNot:
		return true
	}
	ms := c.mentions()
	return members.Covers(&ms)
}
