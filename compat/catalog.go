package compat

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

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

// Catalog is a set of rules to check requests by. What an operation needs is
// made when it is first asked for, once for all users of the catalogue. To its
// users it is immutable, and it is safe for concurrent use.
type Catalog struct {
	schema Schema
	base   *Catalog // its rules come first; nil if there are no others
	first  int      // number of the base's rules

	rules []Rule
	list  []*Rule // base's and own
	byID  func(id string) *Rule
	of    [operation.Count][]*Rule // own rules, in the order in which they are found

	mu     sync.Mutex // held while anything is made
	tables [operation.Count]atomic.Pointer[table]

	// Of a compiled catalogue:
	compiled *Compiled
	parts    parts
	all      atomic.Bool // every rule is complete

	lookups sharedLookups
}

// NewCatalog makes a catalogue of rules in source form. It reports every rule
// that is incomplete, and every id that occurs twice. The rules are copied.
func NewCatalog(schema Schema, rules ...Rule) (*Catalog, error) {
	return newCatalog(schema, nil, rules)
}

// With returns a catalogue of the same rules and some more, in source form. It
// shares with c whatever c has or will have made.
func (c *Catalog) With(rules ...Rule) (*Catalog, error) {
	return newCatalog(c.schema, c, rules)
}

func newCatalog(schema Schema, base *Catalog, rules []Rule) (*Catalog, error) {
	c := &Catalog{schema: schema, base: base, rules: slices.Clone(rules)}
	if base != nil {
		c.first = base.size()
	}
	byID := make(map[string]*Rule, len(rules))
	var errs []error
	for i := range c.rules {
		r := &c.rules[i]
		r.place = c.first + i
		if err := r.validate(); err != nil {
			errs = append(errs, err)
			continue
		}
		if byID[r.ID] != nil || base != nil && base.has(r.ID) {
			errs = append(errs, fmt.Errorf("rule %q: the id occurs twice", r.ID))
			continue
		}
		byID[r.ID] = r
		ops := operation.SetOf(r.Operations...)
		mentioned := r.When.mentions()
		for _, op := range ops.IDs() {
			members := schema.Members(op)
			if alien := mentioned.Without(members); !alien.Empty() && !r.When.possible(members) {
				errs = append(errs, fmt.Errorf("rule %q: can never be true of %s, which lacks %v", r.ID, op, alien.IDs()))
				continue
			}
			c.of[op] = append(c.of[op], r)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	for _, list := range c.of {
		slices.SortStableFunc(list, func(a, b *Rule) int { return a.Rank - b.Rank })
	}
	c.byID = func(id string) *Rule { return byID[id] }
	return c, nil
}

// table returns what there is to judge an operation by, nil if no own rule
// applies to it.
func (c *Catalog) table(op Operation) *table {
	if int(op) < len(c.tables) {
		if t := c.tables[op].Load(); t != nil {
			return t
		}
	}
	return c.makeTable(op)
}

func (c *Catalog) makeTable(op Operation) *table {
	if int(op) >= len(c.tables) || !c.applies(op) {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	t := c.tables[op].Load()
	if t == nil {
		if c.compiled != nil {
			t = c.link(op)
		} else {
			t = newTable(c.of[op], c.schema.Members(op), c.schema.Required(op))
		}
		c.tables[op].Store(t)
	}
	return t
}

// applies reports whether an own rule is about the operation.
func (c *Catalog) applies(op Operation) bool {
	if c.compiled != nil {
		return c.compiled.Tables[op] != ""
	}
	return len(c.of[op]) > 0
}

func (c *Catalog) size() int { return c.first + len(c.rules) }

func (c *Catalog) has(id string) bool {
	if c.base != nil && c.base.has(id) {
		return true
	}
	if c.compiled != nil {
		return c.find(id) >= 0
	}
	return c.byID(id) != nil
}

// Rules lists the rules in the catalogue's order. The list must not be changed.
func (c *Catalog) Rules() []*Rule {
	c.complete()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.list == nil {
		if c.base != nil {
			c.list = slices.Clip(slices.Clone(c.base.Rules()))
		}
		for i := range c.rules {
			c.list = append(c.list, &c.rules[i])
		}
	}
	return c.list
}

// Rule returns the rule with the id, nil if there is none.
func (c *Catalog) Rule(id string) *Rule {
	if c.base != nil {
		if r := c.base.Rule(id); r != nil {
			return r
		}
	}
	if c.compiled != nil {
		return c.linkRule(c.find(id))
	}
	return c.byID(id)
}

// Schema returns the schema that the catalogue was made for.
func (c *Catalog) Schema() Schema { return c.schema }

// RulesFor lists the rules that apply to an operation, in the order in which
// they are found.
func (c *Catalog) RulesFor(op Operation) []*Rule {
	var rules []*Rule
	if c.base != nil {
		rules = c.base.RulesFor(op)
	}
	if t := c.table(op); t != nil {
		rules = append(rules, t.list...)
		if c.base != nil {
			slices.SortStableFunc(rules, inOrder)
		}
	}
	return rules
}

// inOrder orders rules by what S3 checks first; otherwise the catalogue's order
// counts.
func inOrder(a, b *Rule) int {
	if a.Rank != b.Rank {
		return a.Rank - b.Rank
	}
	return a.place - b.place
}

// Check finds the rules that are true of the request and appends them to dst,
// in the order in which S3 would come upon them. It allocates nothing if there
// are none.
func (c *Catalog) Check(r *Request, dst []Finding) []Finding {
	first := len(dst)
	if c.base != nil {
		dst = c.base.Check(r, dst)
	}
	if t := c.table(r.Operation); t != nil {
		early := len(dst)
		dst = t.whole.check(r, dst)
		if len(dst) > early && early > first {
			sortFindings(dst[first:])
		}
	}
	return dst
}

// CheckInput is Check for the rules that can be judged before the endpoint is
// resolved.
func (c *Catalog) CheckInput(r *Request, dst []Finding) []Finding {
	if c.base == nil && int(r.Operation) < len(c.tables) {
		t := c.tables[r.Operation].Load()
		if t == nil {
			if t = c.makeTable(r.Operation); t == nil {
				return dst
			}
		}
		return t.input.check(r, dst)
	}
	first := len(dst)
	if c.base != nil {
		dst = c.base.CheckInput(r, dst)
	}
	if t := c.table(r.Operation); t != nil {
		early := len(dst)
		dst = t.input.check(r, dst)
		if len(dst) > early && early > first {
			sortFindings(dst[first:])
		}
	}
	return dst
}

// CheckResolved is Check for the rules that CheckInput leaves out: those about
// the endpoint and the signature, and those that hold at Amazon only. If w isn't
// nil, every fact that would settle an undecided one is added to it.
func (c *Catalog) CheckResolved(r *Request, dst []Finding, w *Wants) []Finding {
	first := len(dst)
	if c.base != nil {
		dst = c.base.CheckResolved(r, dst, w)
	}
	if t := c.table(r.Operation); t != nil {
		early := len(dst)
		if w == nil {
			dst = t.resolved.check(r, dst)
		} else {
			dst = t.resolved.want(r, dst, w)
		}
		if len(dst) > early && early > first {
			sortFindings(dst[first:])
		}
	}
	return dst
}

// HasResolvedRules reports whether CheckResolved has anything to judge.
func (c *Catalog) HasResolvedRules(op Operation) bool {
	if c.base != nil && c.base.HasResolvedRules(op) {
		return true
	}
	t := c.table(op)
	return t != nil && !t.resolved.all.empty()
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
