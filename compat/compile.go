package compat

import (
	"fmt"
	"reflect"
	"slices"

	"github.com/s3safe/s3safe-go/compat/operation"
)

// Names says by which Go expression a predicate or a relation is made, empty if
// that isn't known.
type Names interface {
	Predicate(*Predicate) string
	Relation(*Relation) string
}

// CompiledNames are the expressions that a compiled catalogue refers to, in the
// order of Compiled.Predicates and Compiled.Relations.
type CompiledNames struct{ Predicates, Relations []string }

// Compile compiles a catalogue in source form. The result lacks the functions
// that make predicates and relations; their expressions are returned instead, to
// be written into generated code. It fails for a rule that has a predicate or a
// relation without a name, and for anything that the compiled form doesn't know.
func Compile(source *Catalog, names Names) (*Compiled, *CompiledNames, error) {
	if err := knowsAll(); err != nil {
		return nil, nil, err
	}
	e := &encoder{names: names, texts: map[string]int{}, predicates: map[string]int{}, relations: map[string]int{}}
	out := &Compiled{Rules: source.rules}
	number := map[*Rule]int{}
	shared := sharedTexts(source.rules)
	for i := range source.rules {
		r := &source.rules[i]
		number[r] = i
		out.ByID = append(out.ByID, uint16(i))
		out.Offsets = append(out.Offsets, uint32(len(out.Data)))
		out.Data += e.record(r, shared)
		if e.err != nil {
			return nil, nil, fmt.Errorf("rule %q: %w", r.ID, e.err)
		}
	}
	if len(source.rules) > 1<<16 {
		return nil, nil, fmt.Errorf("%d rules are more than ByID has numbers for", len(source.rules))
	}
	slices.SortFunc(out.ByID, func(a, b uint16) int {
		if source.rules[a].ID < source.rules[b].ID {
			return -1
		}
		return 1
	})
	for op := range operation.ID(operation.Count) {
		list := source.of[op]
		if len(list) == 0 {
			continue
		}
		out.Tables[op] = e.table(list, number, source.schema.Members(op), source.schema.Required(op))
		if e.err != nil {
			return nil, nil, fmt.Errorf("%s: %w", op, e.err)
		}
	}
	out.Texts = e.textList
	return out, &e.out, nil
}

// knowsAll reports a field of what is encoded that the encoder doesn't know.
func knowsAll() error {
	for _, x := range []struct {
		value any
		known int
	}{
		{Rule{}, 21}, {Answer{}, 3}, {Condition{}, 10}, {way{}, 11}, {textTest{}, 6}, {factTest{}, 4},
	} {
		if t := reflect.TypeOf(x.value); t.NumField() != x.known {
			return fmt.Errorf("%s has %d fields, of which the compiled form knows %d: teach encoder and decoder the others", t, t.NumField(), x.known)
		}
	}
	return nil
}

type encoder struct {
	names      Names
	data       []byte
	texts      map[string]int
	textList   []string
	predicates map[string]int
	relations  map[string]int
	out        CompiledNames
	err        error

	nodes, strings, tests, facts int // how many were written
}

func (e *encoder) int(n int) {
	if n < 0 && e.err == nil {
		e.err = fmt.Errorf("a number below zero: %d", n)
	}
	for ; n >= 0x80; n >>= 7 {
		e.data = append(e.data, byte(n)|0x80)
	}
	e.data = append(e.data, byte(n))
}

// bits writes a bit set, which an int need not have room for.
func (e *encoder) bits(b uint32) {
	e.int(int(b >> 16))
	e.int(int(b & 0xffff))
}

// bool writes booleans into one number, the first as its lowest bit.
func (e *encoder) bool(list ...bool) {
	n := 0
	for i, b := range list {
		if b {
			n |= 1 << i
		}
	}
	e.int(n)
}

func (e *encoder) set(s MemberSet) {
	e.int(s.Len())
	for _, m := range s.IDs() {
		e.int(int(m))
	}
}

func (e *encoder) list(texts []string) {
	e.int(len(texts))
	e.strings += len(texts)
	for _, t := range texts {
		e.int(e.text(t))
	}
}

// text returns the number of a text in the list of texts.
func (e *encoder) text(t string) int {
	i, ok := e.texts[t]
	if !ok {
		i = len(e.textList)
		e.texts[t] = i
		e.textList = append(e.textList, t)
	}
	return i
}

func (e *encoder) predicate(p *Predicate) {
	e.named(e.names.Predicate(p), p.Name, e.predicates, &e.out.Predicates)
}

func (e *encoder) named(name, what string, numbers map[string]int, list *[]string) {
	if name == "" && e.err == nil {
		e.err = fmt.Errorf("%q isn't made by a function of the package that has no parameters, or only texts, numbers and members", what)
	}
	i, ok := numbers[name]
	if !ok {
		i = len(*list)
		numbers[name] = i
		*list = append(*list, name)
	}
	e.int(i)
}

// part returns what a function writes, with what is counted meanwhile before it.
func (e *encoder) part(write func(), counts ...*int) string {
	for _, n := range counts {
		*n = 0
	}
	e.data = nil
	write()
	body := e.data
	e.data = nil
	for _, n := range counts {
		e.int(*n)
	}
	return string(append(e.data, body...))
}

func (e *encoder) condition(c *Condition) string {
	return e.part(func() { e.node(c) }, &e.nodes, &e.strings)
}

func (e *encoder) node(c *Condition) {
	e.int(int(c.op))
	switch c.op {
	case opAll, opAny, opNot:
		e.int(len(c.kids))
		e.nodes += len(c.kids)
		for i := range c.kids {
			e.node(&c.kids[i])
		}
	case opSet, opKeyDiffers, opCopiesOntoItself:
		e.int(int(c.member))
	case opEquals:
		e.int(int(c.member))
		e.list(c.texts)
	case opMatches:
		e.int(int(c.member))
		e.predicate(c.pred)
	case opRelated, opRegionRelated, opPartsRelated:
		e.named(e.names.Relation(c.relation), c.relation.Name, e.relations, &e.out.Relations)
	case opTarget, opSourceTarget:
		e.int(int(c.targets))
	case opFact:
		e.int(int(c.scope))
		e.int(int(c.feature))
		e.bits(c.values)
	case opRegion:
		e.int(int(c.scope))
		e.predicate(c.pred)
	case opOwnerDiffers:
		e.int(int(c.member))
		e.int(int(c.scope))
	case opExpires:
		e.list(c.texts)
	case opNever, opRegionDiffers:
	default:
		e.err = fmt.Errorf("the compiled form doesn't know condition %d (%s)", c.op, c)
	}
}

func (e *encoder) table(list []*Rule, number map[*Rule]int, members, required MemberSet) string {
	body := e.part(func() {
		var ways [2][]way
		place := map[*Rule]int{}
		for i, rule := range list {
			place[rule] = i
			w := &ways[0]
			if rule.NeedsResolution() {
				w = &ways[1]
			}
			*w = appendWays(*w, rule, members, required)
		}
		for _, ways := range ways {
			e.int(len(ways))
			for i := range ways {
				e.int(place[ways[i].rule])
				e.way(&ways[i])
			}
		}
	}, &e.strings, &e.tests, &e.facts)
	head := e.part(func() {
		e.int(len(list))
		for _, rule := range list {
			e.int(number[rule])
		}
	})
	return head + body
}

func (e *encoder) way(w *way) {
	e.int(int(w.trigger))
	e.int(int(w.targets))
	e.int(int(w.scopes))
	e.bool(w.faulty, w.sifted != nil)
	e.set(w.needs)
	e.set(w.absent)
	e.int(len(w.texts))
	e.tests += len(w.texts)
	for i := range w.texts {
		t := &w.texts[i]
		e.int(int(t.kind))
		e.bool(t.not)
		switch t.kind {
		case ofLength:
			e.int(t.longer)
		case byFunc:
			e.predicate(t.pred)
		case among:
			e.list(t.in)
		}
	}
	e.int(len(w.facts))
	e.facts += len(w.facts)
	for _, f := range w.facts {
		e.int(int(f.scope))
		e.int(int(f.feature))
		e.bool(f.owner)
		e.bits(f.allowed)
	}
	if w.sifted != nil {
		e.predicate(w.sifted)
	}
}
