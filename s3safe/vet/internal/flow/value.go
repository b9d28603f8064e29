// Package flow tells what source code certainly does with S3 inputs: it runs
// the functions of a package in SSA form over values of which anything can be
// unknown, and shows each S3 input as it is when it is used.
//
// What it says holds on every path that leads to the use. Where paths differ,
// where code that isn't seen can write, and in whatever it doesn't model, a
// value is unknown.
package flow

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Kind is what is known of a value.
type Kind uint8

// The kinds. The zero Value is unknown.
const (
	Unknown Kind = iota // anything
	NonZero             // not nil, not empty, but nothing else is known
	Zero                // the zero value of its type, nil included
	Const               // a basic value: Value.Const
	Pointer             // the address of an object, or of a part of it
	Struct              // a structure: Value.Slots
	Array               // an array: Value.Slots
	Slice               // a slice of an array object: Value.Off, Value.Len
	Map                 // a map object
	Entries             // what a map object holds
	Func                // a function, with what it closes over: Value.Slots
	Tuple               // the results of a call: Value.Slots
	Made                // made by a function that is known: Value.Made, Value.Slots
)

// Value is what is known of a value. Values are immutable.
type Value struct {
	Kind  Kind
	Const constant.Value
	Obj   *Object
	Path  []int // the part of the object, as indices of fields and elements
	Off   int   // Slice: where it begins
	Len   int   // Slice: how many elements it has
	Slots []Slot
	Fn    *ssa.Function

	// Made names the function that made the value: "strings.NewReader".
	Made string

	// Partial is set for Entries of a map that may hold others, too.
	Partial bool

	// Type is the dynamic type of a value in an interface, else nil.
	Type types.Type
}

// Slot is a part of a value, and where it was written.
type Slot struct {
	Value Value
	Pos   token.Pos
	Key   string // Entries: the key
}

// Object is a piece of memory: what one instruction allocates, in one chain of
// calls. An instruction in a loop has one object for all its iterations; the
// joins of states keep its predecessors from being told apart wrongly.
type Object struct {
	Type types.Type

	// Pos is where the object is made: a composite literal's brace, the
	// declaration of a variable.
	Pos token.Pos

	// foreign is set for an object that others know as well, such as what a
	// parameter points to: two foreign objects can be one.
	foreign bool

	// maybeNone is set for what a pointer leads to that may be nil.
	maybeNone bool
}

var (
	unknown = Value{}
	nonZero = Value{Kind: NonZero}
	zero    = Value{Kind: Zero}
)

func constOf(c constant.Value) Value { return Value{Kind: Const, Const: c} }

// TextOf returns the text that a value certainly is.
func (v Value) TextOf() (string, bool) {
	if v.Kind == Const && v.Const.Kind() == constant.String {
		return constant.StringVal(v.Const), true
	}
	return "", false
}

func samePath(a, b []int) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// equal reports whether two values are known to be the same, and equally well.
func equal(a, b Value) bool {
	if a.Kind != b.Kind || a.Obj != b.Obj || a.Off != b.Off || a.Len != b.Len || a.Fn != b.Fn ||
		a.Made != b.Made || a.Partial != b.Partial || len(a.Slots) != len(b.Slots) || !samePath(a.Path, b.Path) {
		return false
	}
	if (a.Type == nil) != (b.Type == nil) || a.Type != nil && !types.Identical(a.Type, b.Type) {
		return false
	}
	if a.Kind == Const && (a.Const.Kind() != b.Const.Kind() || !constant.Compare(a.Const, token.EQL, b.Const)) {
		return false
	}
	if len(a.Slots) > 0 && &a.Slots[0] == &b.Slots[0] {
		return true
	}
	for i := range a.Slots {
		if a.Slots[i].Key != b.Slots[i].Key || !equal(a.Slots[i].Value, b.Slots[i].Value) {
			return false
		}
	}
	return true
}

// isZero tells whether a value is certainly, or certainly not, the zero value
// of its type.
func (v Value) isZero() (is, known bool) {
	if v.Type != nil {
		return false, true // an interface with a value in it
	}
	switch v.Kind {
	case Zero:
		return true, true
	case Const:
		switch v.Const.Kind() {
		case constant.String:
			return constant.StringVal(v.Const) == "", true
		case constant.Bool:
			return !constant.BoolVal(v.Const), true
		case constant.Int, constant.Float:
			return constant.Sign(v.Const) == 0, true
		}
		return false, false
	case Pointer:
		return false, !v.Obj.maybeNone
	case NonZero, Slice, Map, Func, Made:
		return false, true
	}
	return false, false
}

// fieldsOf returns the type's structure, nil if it isn't one.
func fieldsOf(t types.Type) *types.Struct {
	if t == nil {
		return nil
	}
	s, _ := t.Underlying().(*types.Struct)
	return s
}

// spread returns the parts of a structure or array of type t, nil if they can't
// be told apart.
func spread(v Value, t types.Type) []Slot {
	if v.Kind == Struct || v.Kind == Array {
		return v.Slots
	}
	n := 0
	switch u := t.Underlying().(type) {
	case *types.Struct:
		n = u.NumFields()
	case *types.Array:
		n = int(min(u.Len(), maxElements+1))
	}
	if n == 0 || n > maxElements {
		return nil
	}
	part := unknown
	if v.Kind == Zero {
		part = zero
	}
	slots := make([]Slot, n)
	for i := range slots {
		slots[i].Value = part
	}
	return slots
}

// maxElements bounds the elements of arrays, slices and maps that are followed.
const maxElements = 256

// partType is the type of a structure's field or an array's element.
func partType(t types.Type, i int) types.Type {
	switch u := t.Underlying().(type) {
	case *types.Struct:
		if i < u.NumFields() {
			return u.Field(i).Type()
		}
	case *types.Array:
		return u.Elem()
	}
	return nil
}

func kindOf(t types.Type) Kind {
	if _, ok := t.Underlying().(*types.Array); ok {
		return Array
	}
	return Struct
}

// at returns the part of a value that a path leads to, and where it was written.
func at(v Value, t types.Type, path []int) Slot {
	s := Slot{Value: v}
	for _, i := range path {
		slots := spread(s.Value, t)
		if i >= len(slots) {
			return Slot{}
		}
		s = slots[i]
		if t = partType(t, i); t == nil {
			return Slot{}
		}
	}
	return s
}

// with returns the value with another part.
func with(v Value, t types.Type, path []int, part Slot) Value {
	if len(path) == 0 {
		return part.Value
	}
	slots := spread(v, t)
	i := path[0]
	inner := partType(t, i)
	if i >= len(slots) || inner == nil {
		return unknown
	}
	changed := make([]Slot, len(slots))
	copy(changed, slots)
	s := Slot{Value: with(slots[i].Value, inner, path[1:], part), Pos: part.Pos}
	if len(path) > 1 && slots[i].Pos != token.NoPos {
		s.Pos = slots[i].Pos
	}
	changed[i] = s
	return Value{Kind: kindOf(t), Slots: changed}
}
