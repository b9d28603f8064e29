package compat

import (
	"errors"
	"fmt"

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

// NewCatalog compiles rules. It reports every rule that is incomplete, and every
// id that occurs twice.
func NewCatalog(schema Schema, rules ...Rule) (*Catalog, error) {
	c := &Catalog{schema: schema, byID: make(map[string]*Rule, len(rules))}
	var errs []error
	byOp := map[Operation][]ordered{}
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
			if alien := mentioned.Without(members); !alien.Empty() && !r.When.possible(members) {
				errs = append(errs, fmt.Errorf("rule %q: can never be true of %s, which lacks %v", r.ID, op, alien.IDs()))
				continue
			}
			byOp[op] = append(byOp[op], ordered{r, 0})
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	for op, list := range byOp {
		c.tables[op] = newTable(list, schema.Members(op), schema.Required(op))
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
		c.tables[r.Operation].sort(dst[first:])
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
	return t.check(&t.input, r, dst, nil)
}

// CheckResolved is Check for the rules that CheckInput leaves out: those about
// the endpoint and the signature, and those that hold at Amazon only. If w isn't
// nil, every fact that would settle an undecided one is added to it.
func (c *Catalog) CheckResolved(r *Request, dst []Finding, w *Wants) []Finding {
	t := c.tables[r.Operation]
	if t == nil {
		return dst
	}
	return t.check(&t.resolved, r, dst, w)
}

// HasResolvedRules reports whether CheckResolved has anything to judge.
func (c *Catalog) HasResolvedRules(op Operation) bool {
	t := c.tables[op]
	return t != nil && (len(t.resolved.all.entries) > 0 || len(t.resolved.all.always) > 0)
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

// mentions returns every member in the condition.
func (c *Condition) mentions() MemberSet {
	var s MemberSet
	switch c.op {
	case opSet, opEquals, opMatches, opOwnerDiffers, opKeyDiffers:
		s.Add(c.member)
	case opRelated, opRegionRelated, opPartsRelated:
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
