package compat

import (
	"fmt"
	"slices"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Compiled is a catalogue in compiled form: nothing but static data, of which a
// process uses what its operations need. Compile makes it of a catalogue in
// source form, at go generate.
type Compiled struct {
	// Rules is the room for the rules in their order. The catalogue fills in those
	// that are asked for, without examples, so the room serves for one catalogue only.
	Rules []Rule
	// Data holds the rules, encoded, Offsets where each of them begins.
	Data    string
	Offsets []uint32
	// ByID are the rules' numbers in the order of their ids.
	ByID []uint16
	// Tables are the ways for rules to be true, by operation, encoded. It is
	// empty if no rule applies.
	Tables [operation.Count]string
	// Texts, Predicates and Relations are what the encoded parts refer to.
	Texts      []string
	Predicates []func() *Predicate
	Relations  []func() *Relation
}

// LoadCatalog returns the catalogue that was compiled.
func LoadCatalog(schema Schema, compiled *Compiled) *Catalog {
	return &Catalog{
		schema:   schema,
		rules:    compiled.Rules,
		compiled: compiled,
		parts: parts{
			predicates: make([]*Predicate, len(compiled.Predicates)),
			relations:  make([]*Relation, len(compiled.Relations)),
			complete:   make([]bool, len(compiled.Rules)),
		},
	}
}

// find returns the number of the rule with the id, -1 if there is none.
func (c *Catalog) find(id string) int {
	i, ok := slices.BinarySearchFunc(c.compiled.ByID, id, func(rule uint16, id string) int {
		d := c.record(int(rule))
		switch other := d.text(); {
		case other < id:
			return -1
		case other > id:
			return 1
		}
		return 0
	})
	if !ok {
		return -1
	}
	return int(c.compiled.ByID[i])
}

// parts holds what has been made of a compiled catalogue; see Catalog.mu.
type parts struct {
	predicates []*Predicate
	relations  []*Relation
	complete   []bool // whether a rule is
	// What isn't used yet of the room for rules' lists.
	texts      []string
	operations []Operation
	members    []Member
}

// complete makes all rules.
func (c *Catalog) complete() {
	if c.compiled == nil || c.all.Load() {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for i := range c.rules {
		c.rule(i)
	}
	c.all.Store(true)
}

// linkRule returns a rule, complete; nil for a number below zero.
func (c *Catalog) linkRule(i int) *Rule {
	if i < 0 {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.rule(i)
}

// rule completes a rule. The catalogue must be locked.
func (c *Catalog) rule(i int) *Rule {
	r := &c.rules[i]
	if !c.parts.complete[i] {
		d := c.record(i)
		d.rule(r)
		r.place = i
		c.parts.complete[i] = true
	}
	return r
}

func (c *Catalog) predicate(i int) *Predicate {
	if c.parts.predicates[i] == nil {
		c.parts.predicates[i] = c.compiled.Predicates[i]()
	}
	return c.parts.predicates[i]
}

func (c *Catalog) relation(i int) *Relation {
	if c.parts.relations[i] == nil {
		c.parts.relations[i] = c.compiled.Relations[i]()
	}
	return c.parts.relations[i]
}

// link makes an operation's table. The catalogue must be locked.
func (c *Catalog) link(op Operation) *table {
	d := decoder{c: c, data: c.compiled.Tables[op]}
	list := make([]*Rule, d.int())
	for i := range list {
		list[i] = c.rule(d.int())
	}
	d.names = make([]string, d.int())
	d.tests = make([]textTest, d.int())
	d.facts = make([]factTest, d.int())
	required := c.schema.Required(op)
	var ways [2][]way
	for i := range ways {
		ways[i] = make([]way, d.int())
		for j := range ways[i] {
			d.way(&ways[i][j], list)
			ways[i][j].given = required
		}
	}
	t := tableOf(list, ways[0], ways[1])
	t.input.pure, t.resolved.pure, t.whole.pure = true, true, true
	return t
}

// decoder reads what an encoder wrote. Slices are parts of larger ones, whose
// sizes were written before.
type decoder struct {
	c     *Catalog
	data  string
	nodes []Condition
	names []string
	tests []textTest
	facts []factTest
}

func (d *decoder) int() int {
	n, shift := 0, 0
	for {
		b := d.data[0]
		d.data = d.data[1:]
		n |= int(b&0x7f) << shift
		if b < 0x80 {
			return n
		}
		shift += 7
	}
}

func (d *decoder) bits() uint32 {
	high := uint32(d.int())
	return high<<16 | uint32(d.int())
}

func (d *decoder) member() Member { return Member(d.int()) }

func (d *decoder) set() (s member.Set) {
	for n := d.int(); n > 0; n-- {
		s.Add(d.member())
	}
	return s
}

func (d *decoder) strings() []string {
	out := take(&d.names, d.int())
	for i := range out {
		out[i] = d.c.compiled.Texts[d.int()]
	}
	return out
}

// take cuts the first n off a slice.
func take[T any](from *[]T, n int) []T {
	if n == 0 {
		return nil
	}
	out := (*from)[:n:n]
	*from = (*from)[n:]
	return out
}

func (d *decoder) node() Condition {
	c := Condition{op: conditionOp(d.int())}
	switch c.op {
	case opAll, opAny, opNot:
		c.kids = take(&d.nodes, d.int())
		for i := range c.kids {
			c.kids[i] = d.node()
		}
	case opSet, opKeyDiffers, opCopiesOntoItself:
		c.member = d.member()
	case opEquals:
		c.member = d.member()
		c.texts = d.strings()
	case opMatches:
		c.member = d.member()
		c.pred = d.c.predicate(d.int())
	case opRelated, opRegionRelated, opPartsRelated:
		c.relation = d.c.relation(d.int())
	case opTarget, opSourceTarget:
		c.targets = TargetSet(d.int())
	case opFact:
		c.scope, c.feature, c.values = Scope(d.int()), Feature(d.int()), d.bits()
	case opRegion:
		c.scope = Scope(d.int())
		c.pred = d.c.predicate(d.int())
	case opOwnerDiffers:
		c.member = d.member()
		c.scope = Scope(d.int())
	case opExpires:
		c.texts = d.strings()
	case opNever, opRegionDiffers:
	default:
		panic(fmt.Sprintf("compat: a compiled catalogue has the unknown condition %d: run go generate", c.op))
	}
	return c
}

func (d *decoder) way(w *way, list []*Rule) {
	w.rule = list[d.int()]
	w.trigger = d.member()
	w.targets = TargetSet(d.int())
	w.scopes = uint8(d.int())
	flags := d.int()
	w.faulty = flags&1 != 0
	w.needs, w.absent = d.set(), d.set()
	w.texts = take(&d.tests, d.int())
	for i := range w.texts {
		t := &w.texts[i]
		t.kind, t.not = textTestKind(d.int()), d.int() != 0
		switch t.kind {
		case ofLength:
			t.longer = d.int()
		case byFunc:
			t.pred = d.c.predicate(d.int())
			t.test = t.pred.text
		case among:
			t.in = d.strings()
		}
	}
	w.facts = take(&d.facts, d.int())
	for i := range w.facts {
		w.facts[i] = factTest{scope: Scope(d.int()), feature: Feature(d.int()), owner: d.int() != 0, allowed: d.bits()}
	}
	if flags&2 != 0 {
		w.sifted = d.c.predicate(d.int())
	}
}
