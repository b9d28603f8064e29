package flow

import (
	"go/token"
	"go/types"
	"maps"
)

// state is what memory holds at a point of a function.
type state struct {
	mem map[*Object]Value

	// exposed are the objects that code which isn't seen can reach.
	exposed map[*Object]bool
}

func newState() *state {
	return &state{mem: map[*Object]Value{}, exposed: map[*Object]bool{}}
}

func (s *state) clone() *state {
	return &state{mem: maps.Clone(s.mem), exposed: maps.Clone(s.exposed)}
}

// load returns what an address leads to.
func (s *state) load(p Value) Slot {
	if p.Kind != Pointer {
		return Slot{}
	}
	return at(s.mem[p.Obj], p.Obj.Type, p.Path)
}

// store writes to an address that is known.
func (s *state) store(p Value, v Value, pos token.Pos) {
	s.mem[p.Obj] = with(s.mem[p.Obj], p.Obj.Type, p.Path, Slot{Value: v, Pos: pos})
	if p.Obj.foreign {
		s.exposed[p.Obj] = true
	}
	if !s.exposed[p.Obj] {
		return
	}
	s.expose(v)
	// What others know by another way can be the same object.
	for o := range s.exposed {
		if o != p.Obj && (o.foreign || p.Obj.foreign) && (holds(o.Type, p.Obj.Type) || holds(p.Obj.Type, o.Type)) {
			s.mem[o] = unknown
		}
	}
}

// expose notes that a value becomes known to code that isn't seen.
func (s *state) expose(v Value) {
	if v.Obj != nil && !s.exposed[v.Obj] {
		s.exposed[v.Obj] = true
		s.expose(s.mem[v.Obj])
	}
	for i := range v.Slots {
		s.expose(v.Slots[i].Value)
	}
}

// havoc forgets what code that isn't seen can have written. Only objects that
// can hold a value of the type, if one is given.
func (s *state) havoc(t types.Type) {
	for o := range s.exposed {
		if t == nil || holds(o.Type, t) {
			s.mem[o] = unknown
		}
	}
}

// join takes over what the other state says, as far as they agree. It reports
// whether that changed anything.
func (s *state) join(o *state) bool {
	changed := false
	for obj := range o.exposed {
		if !s.exposed[obj] {
			s.exposed[obj] = true
			changed = true
		}
	}
	for obj, b := range o.mem {
		a, ok := s.mem[obj]
		switch {
		case !ok && !obj.foreign: // allocated on the other path only
			s.mem[obj] = b
			changed = true
		case !equal(a, b):
			if v := s.joinValues(a, b, obj.Type); !equal(a, v) {
				s.mem[obj] = v
				changed = true
			}
		}
	}
	for obj, a := range s.mem {
		// Of what others know as well, nothing is known on the other path.
		if _, ok := o.mem[obj]; !ok && obj.foreign && a.Kind != Unknown {
			s.expose(a)
			s.mem[obj] = unknown
			changed = true
		}
	}
	return changed
}

// joinValues returns what is known of a value that is one of two. What is no
// longer known for that may still be written to, so it is exposed.
func (s *state) joinValues(a, b Value, t types.Type) Value {
	if equal(a, b) {
		return a
	}
	if t != nil {
		_, isStruct := t.Underlying().(*types.Struct)
		_, isArray := t.Underlying().(*types.Array)
		if isStruct || isArray {
			x, y := spread(a, t), spread(b, t)
			if x == nil || len(x) != len(y) {
				s.expose(a)
				s.expose(b)
				return unknown
			}
			return Value{Kind: kindOf(t), Slots: s.joinSlots(x, y, t)}
		}
	}
	if a.Kind == Tuple && b.Kind == Tuple && len(a.Slots) == len(b.Slots) {
		return Value{Kind: Tuple, Slots: s.joinSlots(a.Slots, b.Slots, nil)}
	}
	if a.Kind == Struct && b.Kind == Struct && len(a.Slots) == len(b.Slots) {
		return Value{Kind: Struct, Slots: s.joinSlots(a.Slots, b.Slots, nil)}
	}
	if a.Kind == Entries && b.Kind == Entries && len(a.Slots) == len(b.Slots) {
		same := true
		for i := range a.Slots {
			same = same && a.Slots[i].Key == b.Slots[i].Key
		}
		if same {
			return Value{Kind: Entries, Slots: s.joinSlots(a.Slots, b.Slots, nil), Partial: a.Partial || b.Partial}
		}
	}
	s.expose(a)
	s.expose(b)
	za, ka := a.isZero()
	zb, kb := b.isZero()
	if ka && kb && !za && !zb {
		v := nonZero
		if a.Type != nil && b.Type != nil && types.Identical(a.Type, b.Type) {
			v.Type = a.Type
		}
		return v
	}
	return unknown
}

func (s *state) joinSlots(x, y []Slot, t types.Type) []Slot {
	out := make([]Slot, len(x))
	for i := range x {
		var part types.Type
		if t != nil {
			part = partType(t, i)
		}
		out[i] = Slot{Value: s.joinValues(x[i].Value, y[i].Value, part), Pos: x[i].Pos, Key: x[i].Key}
		if out[i].Pos == token.NoPos {
			out[i].Pos = y[i].Pos
		}
	}
	return out
}

// holds reports whether an object of type t can hold a value of type part.
func holds(t, part types.Type) bool {
	if t == nil || types.Identical(t, part) {
		return true
	}
	switch u := t.Underlying().(type) {
	case *types.Struct:
		for f := range u.Fields() {
			if holds(f.Type(), part) {
				return true
			}
		}
	case *types.Array:
		return holds(u.Elem(), part)
	case *types.Interface, *types.Map:
		return true
	}
	return false
}
