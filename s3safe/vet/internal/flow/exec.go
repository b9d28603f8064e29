package flow

import (
	"go/constant"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// exec runs one instruction.
func (r *frame) exec(s *state, instr ssa.Instruction) {
	switch i := instr.(type) {
	case *ssa.Alloc:
		// A new object each time: nobody else knows this one yet.
		o := r.object(i, 0, i.Type().Underlying().(*types.Pointer).Elem(), i.Pos())
		s.mem[o] = zero
		delete(s.exposed, o)
		r.set(i, Value{Kind: Pointer, Obj: o})
	case *ssa.Store:
		r.store(s, i)
	case *ssa.MapUpdate:
		r.mapUpdate(s, i)
	case *ssa.Send:
		s.expose(r.value(i.X))
		s.havoc(nil) // whoever receives may have written before
	case *ssa.Call:
		r.set(i, r.call(s, i))
	case *ssa.Go:
		r.later(s, i)
	case *ssa.Defer:
		r.later(s, i)
	case *ssa.RunDefers:
		if r.fn.Recover != nil || deferring(r.fn) {
			s.havoc(nil)
		}
	case ssa.Value:
		r.set(i, r.eval(s, i))
	}
}

func deferring(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, i := range b.Instrs {
			if _, ok := i.(*ssa.Defer); ok {
				return true
			}
		}
	}
	return false
}

func (r *frame) store(s *state, i *ssa.Store) {
	v := r.value(i.Val)
	if p := r.value(i.Addr); p.Kind == Pointer {
		s.store(p, v, i.Pos())
		return
	}
	s.expose(v)
	if f, ok := i.Addr.(*ssa.FieldAddr); ok {
		// Only what holds a structure of this type can be what is written to.
		s.havoc(f.X.Type().Underlying().(*types.Pointer).Elem())
		return
	}
	s.havoc(i.Val.Type())
}

func (r *frame) mapUpdate(s *state, i *ssa.MapUpdate) {
	m, key, v := r.value(i.Map), r.value(i.Key), r.value(i.Value)
	if m.Kind != Map {
		s.expose(v)
		s.havoc(i.Map.Type())
		return
	}
	if s.exposed[m.Obj] {
		s.expose(v)
	}
	entries := s.mem[m.Obj]
	k, ok := key.TextOf()
	if entries.Kind != Entries || !ok || len(entries.Slots) >= maxElements {
		s.expose(v)
		s.expose(entries)
		s.mem[m.Obj] = unknown
		return
	}
	s.mem[m.Obj] = entries.withEntry(Slot{Value: v, Pos: i.Pos(), Key: k})
}

func (v Value) withEntry(e Slot) Value {
	slots := make([]Slot, 0, len(v.Slots)+1)
	for _, old := range v.Slots {
		if old.Key != e.Key {
			slots = append(slots, old)
		}
	}
	v.Slots = append(slots, e)
	return v
}

// eval returns the value of an instruction that isn't a call.
func (r *frame) eval(s *state, i ssa.Value) Value {
	switch i := i.(type) {
	case *ssa.Phi:
		return r.phi(s, i)
	case *ssa.UnOp:
		return r.unOp(s, i)
	case *ssa.BinOp:
		return binOp(i, r.value(i.X), r.value(i.Y))
	case *ssa.FieldAddr:
		if p := r.value(i.X); p.Kind == Pointer {
			return p.part(i.Field)
		}
		return nonZero
	case *ssa.Field:
		return at(r.value(i.X), i.X.Type(), []int{i.Field}).Value
	case *ssa.IndexAddr:
		return r.indexAddr(s, i)
	case *ssa.Index:
		if n, ok := intOf(r.value(i.Index)); ok && n >= 0 {
			if _, isArray := i.X.Type().Underlying().(*types.Array); isArray {
				return at(r.value(i.X), i.X.Type(), []int{int(n)}).Value
			}
		}
		return r.lost(s, i.X)
	case *ssa.Lookup:
		return r.lookup(s, i)
	case *ssa.MakeInterface:
		v := r.value(i.X)
		if v.Kind == Unknown {
			v.Kind = NonZero
		}
		v.Type = i.X.Type()
		return v
	case *ssa.ChangeInterface:
		return r.value(i.X)
	case *ssa.ChangeType:
		return r.value(i.X)
	case *ssa.Convert:
		return r.convert(s, i)
	case *ssa.TypeAssert:
		return r.typeAssert(s, i)
	case *ssa.Extract:
		if t := r.value(i.Tuple); t.Kind == Tuple && i.Index < len(t.Slots) {
			return t.Slots[i.Index].Value
		}
		return r.foreign(s, i, i.Type())
	case *ssa.MakeMap:
		o := r.object(i, 0, i.Type(), i.Pos())
		s.mem[o] = Value{Kind: Entries}
		delete(s.exposed, o)
		return Value{Kind: Map, Obj: o}
	case *ssa.MakeSlice:
		return r.makeSlice(s, i)
	case *ssa.Slice:
		return r.slice(s, i)
	case *ssa.MakeClosure:
		v := Value{Kind: Func, Fn: i.Fn.(*ssa.Function)}
		for _, b := range i.Bindings {
			v.Slots = append(v.Slots, Slot{Value: r.value(b)})
		}
		return v
	}
	if sel, ok := i.(*ssa.Select); ok {
		for _, c := range sel.States {
			if c.Send != nil {
				s.expose(r.value(c.Send))
			}
		}
		s.havoc(nil) // whoever is at the other end may have written before
		return unknown
	}
	// Whatever isn't modelled may hand on what it is given.
	if instr, ok := i.(ssa.Instruction); ok {
		for _, op := range instr.Operands(nil) {
			if *op != nil {
				s.expose(r.value(*op))
			}
		}
	}
	return unknown
}

// lost returns an unknown part of a value; what it leads to can be written to.
func (r *frame) lost(s *state, from ssa.Value) Value {
	s.expose(r.value(from))
	return unknown
}

func (p Value) part(i int) Value {
	path := make([]int, len(p.Path)+1)
	copy(path, p.Path)
	path[len(p.Path)] = i
	return Value{Kind: Pointer, Obj: p.Obj, Path: path}
}

func (r *frame) phi(s *state, i *ssa.Phi) Value {
	var v Value
	first := true
	for n, from := range i.Block().Preds {
		if !r.taken[[2]int{from.Index, i.Block().Index}] {
			continue
		}
		if first {
			v, first = r.value(i.Edges[n]), false
			continue
		}
		v = s.joinValues(v, r.value(i.Edges[n]), nil)
	}
	return v
}

func (r *frame) unOp(s *state, i *ssa.UnOp) Value {
	x := r.value(i.X)
	switch i.Op {
	case token.MUL:
		if g, ok := i.X.(*ssa.Global); ok {
			if v, ok := r.a.globals[g]; ok {
				return v
			}
			if v := s.load(x).Value; v.Kind != Unknown {
				return v
			}
			return r.foreign(s, i, i.Type())
		}
		if x.Kind != Pointer {
			return r.foreign(s, i, i.Type())
		}
		v := s.load(x).Value
		if v.Kind == Unknown {
			return r.foreign(s, i, i.Type())
		}
		return v
	case token.ARROW:
		s.havoc(nil) // whoever sent may have written before
	case token.NOT, token.SUB:
		if x.Kind == Const && (i.Op == token.NOT || x.Const.Kind() == constant.Int) {
			return constOf(constant.UnaryOp(i.Op, x.Const, 0))
		}
	}
	return unknown
}

func binOp(i *ssa.BinOp, x, y Value) Value {
	if x.Kind == Const && y.Kind == Const && x.Const.Kind() == y.Const.Kind() && x.Type == nil && y.Type == nil {
		switch i.Op {
		case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
			return constOf(constant.MakeBool(constant.Compare(x.Const, i.Op, y.Const)))
		case token.ADD, token.SUB, token.MUL:
			if x.Const.Kind() == constant.String && i.Op == token.ADD {
				return constOf(constant.BinaryOp(x.Const, i.Op, y.Const))
			}
			if x.Const.Kind() == constant.Int {
				return fitting(constant.BinaryOp(x.Const, i.Op, y.Const), i.Type())
			}
		}
		return unknown
	}
	if i.Op == token.EQL || i.Op == token.NEQ {
		zx, kx := x.isZero()
		zy, ky := y.isZero()
		// Two values differ if one is zero and the other isn't; two that are
		// zero are the same.
		if kx && ky && (zx || zy) {
			return constOf(constant.MakeBool((zx == zy) == (i.Op == token.EQL)))
		}
	}
	if i.Op == token.ADD && i.Type().Underlying() == types.Typ[types.String] {
		for _, v := range []Value{x, y} {
			if is, known := v.isZero(); known && !is {
				return nonZero
			}
		}
	}
	return unknown
}

// fitting returns a number as long as it fits the type.
func fitting(c constant.Value, t types.Type) Value {
	b, ok := t.Underlying().(*types.Basic)
	if !ok || b.Info()&types.IsInteger == 0 {
		return unknown
	}
	n, exact := constant.Int64Val(c)
	if !exact {
		return unknown
	}
	lo, hi := int64(-1<<31), int64(1<<31-1)
	switch b.Kind() {
	case types.Int, types.Int64:
		lo, hi = -1<<63, 1<<63-1
	case types.Int32:
	case types.Uint32:
		lo, hi = 0, 1<<32-1
	case types.Uint, types.Uint64:
		lo, hi = 0, 1<<63-1
	case types.Int16:
		lo, hi = -1<<15, 1<<15-1
	case types.Int8:
		lo, hi = -1<<7, 1<<7-1
	case types.Uint16:
		lo, hi = 0, 1<<16-1
	case types.Uint8:
		lo, hi = 0, 1<<8-1
	}
	if n < lo || n > hi {
		return unknown
	}
	return constOf(c)
}

func intOf(v Value) (int64, bool) {
	if v.Kind == Zero {
		return 0, true
	}
	if v.Kind != Const || v.Const.Kind() != constant.Int {
		return 0, false
	}
	return constant.Int64Val(v.Const)
}

func (r *frame) indexAddr(s *state, i *ssa.IndexAddr) Value {
	x := r.value(i.X)
	n, ok := intOf(r.value(i.Index))
	switch {
	case ok && x.Kind == Slice && n >= 0 && n < int64(x.Len):
		return Value{Kind: Pointer, Obj: x.Obj, Path: x.Path}.part(x.Off + int(n))
	case ok && x.Kind == Pointer && n >= 0:
		return x.part(int(n))
	}
	s.expose(x)
	return nonZero
}

func (r *frame) lookup(s *state, i *ssa.Lookup) Value {
	m := r.value(i.X)
	if k, ok := r.value(i.Index).TextOf(); ok && m.Kind == Map && !i.CommaOk {
		if entries := s.mem[m.Obj]; entries.Kind == Entries {
			for _, e := range entries.Slots {
				if e.Key == k {
					return e.Value
				}
			}
			if !entries.Partial {
				return zero
			}
		}
	}
	return r.lost(s, i.X)
}

func (r *frame) convert(s *state, i *ssa.Convert) Value {
	v := r.value(i.X)
	from, to := i.X.Type().Underlying(), i.Type().Underlying()
	if v.Kind == Const {
		switch v.Const.Kind() {
		case constant.Int:
			if b, ok := from.(*types.Basic); ok && b.Info()&types.IsInteger != 0 {
				return fitting(v.Const, to)
			}
		case constant.String:
			if b, ok := to.(*types.Basic); ok && b.Kind() == types.String {
				return v
			}
			if isBytes(to) {
				return Value{Kind: Made, Made: "[]byte", Slots: []Slot{{Value: v, Pos: i.Pos()}}}
			}
		}
		return unknown
	}
	if v.Kind == Made && v.Made == "[]byte" && to == types.Typ[types.String] {
		return v.Slots[0].Value
	}
	s.expose(v)
	return unknown
}

// isBytes reports whether t is []byte; byte and uint8 are two types with one kind.
func isBytes(t types.Type) bool {
	list, ok := t.(*types.Slice)
	if !ok {
		return false
	}
	b, ok := list.Elem().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Byte
}

func (r *frame) typeAssert(s *state, i *ssa.TypeAssert) Value {
	v := r.value(i.X)
	if v.Type != nil && types.Identical(v.Type, i.AssertedType) {
		v.Type = nil
		if i.CommaOk {
			return Value{Kind: Tuple, Slots: []Slot{{Value: v}, {Value: constOf(constant.MakeBool(true))}}}
		}
		return v
	}
	if _, isInterface := i.AssertedType.Underlying().(*types.Interface); isInterface && !i.CommaOk {
		return v
	}
	s.expose(v)
	return unknown
}

func (r *frame) makeSlice(s *state, i *ssa.MakeSlice) Value {
	n, ok := intOf(r.value(i.Len))
	elem := i.Type().Underlying().(*types.Slice).Elem()
	if !ok || n < 0 || n > maxElements {
		return nonZero
	}
	o := r.object(i, int(n), types.NewArray(elem, n), i.Pos())
	s.mem[o] = zero
	delete(s.exposed, o)
	return Value{Kind: Slice, Obj: o, Len: int(n)}
}

func (r *frame) slice(s *state, i *ssa.Slice) Value {
	x := r.value(i.X)
	bound := func(v ssa.Value, otherwise int64) (int64, bool) {
		if v == nil {
			return otherwise, true
		}
		return intOf(r.value(v))
	}
	var length, off int
	switch {
	case x.Kind == Pointer:
		p, ok := i.X.Type().Underlying().(*types.Pointer)
		if !ok {
			return r.lost(s, i.X)
		}
		a, ok := p.Elem().Underlying().(*types.Array)
		if !ok || a.Len() > maxElements {
			return r.lost(s, i.X)
		}
		length = int(a.Len())
	case x.Kind == Slice:
		length, off = x.Len, x.Off
	case x.Kind == Const && x.Const.Kind() == constant.String:
		text := constant.StringVal(x.Const)
		low, ok1 := bound(i.Low, 0)
		high, ok2 := bound(i.High, int64(len(text)))
		if ok1 && ok2 && 0 <= low && low <= high && high <= int64(len(text)) {
			return constOf(constant.MakeString(text[low:high]))
		}
		return unknown
	default:
		return r.lost(s, i.X)
	}
	low, ok1 := bound(i.Low, 0)
	high, ok2 := bound(i.High, int64(length))
	if !ok1 || !ok2 || low < 0 || low > high || high > int64(length) {
		return r.lost(s, i.X)
	}
	return Value{Kind: Slice, Obj: x.Obj, Path: x.Path, Off: off + int(low), Len: int(high - low)}
}
