package flow

import (
	"go/constant"
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// call runs a call and returns its results.
func (r *frame) call(s *state, i *ssa.Call) Value {
	common := i.Common()
	if b, ok := common.Value.(*ssa.Builtin); ok {
		return r.builtin(s, i, b)
	}
	args := r.args(common)
	if n := r.a.Sink(common); n >= 0 {
		r.use(s, i, args, n)
		// The SDK reads an input and doesn't change it. The options it calls.
		for j, arg := range args {
			if j != n {
				s.expose(arg)
			}
		}
		return r.answer(s, i)
	}
	if v, ok := r.known(s, i, args); ok {
		return v
	}
	callee, free := r.callee(common)
	if callee != nil && r.looksInto(callee, args, i) {
		if v, ok := r.inline(s, i, callee, args, free, 0); ok {
			return v
		}
	}
	r.unseen(s, common, args)
	return r.answer(s, i)
}

func (r *frame) args(common *ssa.CallCommon) []Value {
	args := make([]Value, len(common.Args))
	for j, x := range common.Args {
		args[j] = r.value(x)
	}
	return args
}

// answer is what a call returns that isn't seen.
func (r *frame) answer(s *state, i *ssa.Call) Value { return r.foreign(s, i, i.Type()) }

// unseen notes what code that isn't seen can do.
func (r *frame) unseen(s *state, common *ssa.CallCommon, args []Value) {
	if readsOnly(common) {
		return
	}
	for _, arg := range args {
		s.expose(arg)
	}
	s.expose(r.value(common.Value))
	s.havoc(nil)
}

// later is a call that runs at another time.
func (r *frame) later(s *state, i ssa.CallInstruction) {
	common := i.Common()
	args := r.args(common)
	if n := r.a.Sink(common); n >= 0 && i.Common().StaticCallee() != nil {
		r.use(s, i, args, n)
	}
	for _, arg := range args {
		s.expose(arg)
	}
	s.expose(r.value(common.Value))
}

// callee returns the function that a call runs, if that is certain, and what it
// closes over.
func (r *frame) callee(common *ssa.CallCommon) (*ssa.Function, []Slot) {
	if fn := common.StaticCallee(); fn != nil {
		if c, ok := common.Value.(*ssa.MakeClosure); ok {
			return fn, r.value(c).Slots
		}
		return fn, nil
	}
	if common.IsInvoke() {
		return nil, nil
	}
	if v := r.value(common.Value); v.Kind == Func {
		return v.Fn, v.Slots
	}
	return nil, nil
}

// looksInto reports whether a function is to be run. It is if it is of this
// package, not too long, and can say or do something that matters.
func (r *frame) looksInto(fn *ssa.Function, args []Value, i *ssa.Call) bool {
	if !r.canRun(fn) {
		return false
	}
	matters := leadsTo(i.Type()) || small(i.Type())
	for j, arg := range args {
		matters = matters || arg.Kind != Unknown || leadsTo(i.Common().Args[j].Type())
	}
	return matters
}

func (r *frame) canRun(fn *ssa.Function) bool {
	home := fn.Package()
	if home == nil && fn.Origin() != nil {
		home = fn.Origin().Package()
	}
	if home != r.a.Package || len(fn.Blocks) == 0 || r.chain != nil && r.chain.depth >= maxDepth {
		return false
	}
	if fn == r.fn {
		return false
	}
	for c := r.chain; c != nil; c = c.up {
		if c.fn == fn {
			return false
		}
	}
	n := 0
	for _, b := range fn.Blocks {
		n += len(b.Instrs)
	}
	return n <= maxInstrs
}

// small reports whether a type is a basic one, a pointer to one, or a list.
func small(t types.Type) bool {
	switch u := t.Underlying().(type) {
	case *types.Basic, *types.Slice, *types.Map, *types.Signature:
		return true
	case *types.Pointer:
		_, ok := u.Elem().Underlying().(*types.Basic)
		return ok
	}
	return false
}

// inline runs a function in the place of a call.
func (r *frame) inline(s *state, i ssa.Instruction, fn *ssa.Function, args []Value, free []Slot, n int) (Value, bool) {
	k := callKey{r.chain, i, fn, n}
	c := r.a.calls[k]
	if c == nil {
		c = &chain{up: r.chain, call: i, fn: fn, depth: 1}
		if r.chain != nil {
			c.depth = r.chain.depth + 1
		}
		r.a.calls[k] = c
	}
	if len(args) != len(fn.Params) || len(free) != len(fn.FreeVars) {
		return unknown, false
	}
	inner := &frame{a: r.a, fn: fn, chain: c, regs: map[ssa.Value]Value{}}
	for j, p := range fn.Params {
		inner.regs[p] = args[j]
		if args[j].Kind == Unknown {
			inner.regs[p] = inner.foreign(s, p, p.Type())
		}
	}
	for j, v := range fn.FreeVars {
		inner.regs[v] = free[j].Value
	}
	v, end, ok := inner.run(s.clone(), r.visiting)
	if !ok || end == nil {
		return unknown, false
	}
	*s = *end
	return v, true
}

// use tells of an input that is used.
func (r *frame) use(s *state, i ssa.CallInstruction, args []Value, n int) {
	if !r.visiting {
		return
	}
	common := i.Common()
	u := Use{Call: i, Input: args[n], state: s}
	if common.IsInvoke() {
		u.Callee = common.Method
	} else if fn := common.StaticCallee(); fn != nil {
		u.Callee, _ = fn.Object().(*types.Func)
	}
	var receiver Value
	if !common.IsInvoke() && len(args) > 0 {
		receiver = args[0]
	}
	scratch := s.clone()
	last := common.Args[len(common.Args)-1]
	if l, ok := last.Type().Underlying().(*types.Slice); ok {
		if fn, ok := l.Elem().Underlying().(*types.Signature); ok && fn.Params().Len() == 1 {
			options, known := s.elements(args[len(args)-1])
			for _, o := range options {
				u.PerCall = append(u.PerCall, o.Value)
			}
			if !known {
				u.PerCall = append(u.PerCall, unknown)
			}
			named := typeName(fn.Params().At(0).Type())
			switch {
			case named == "PresignOptions":
				u.Presign = r.configured(scratch, i, fn.Params().At(0).Type(), part(receiver, "s3.NewPresignClient", 1), u.PerCall)
				u.Options = part(receiver, "s3.NewPresignClient", 0)
			case named == "Options" && receiver.Made == "s3.Client":
				u.Options = r.configured(scratch, i, fn.Params().At(0).Type(), receiver.Slots[0].Value, u.PerCall)
			case named == "Options":
				u.Options = r.configured(scratch, i, fn.Params().At(0).Type(), unknown, u.PerCall)
			}
		}
	}
	r.a.Visit(u)
}

func typeName(t types.Type) string {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := types.Unalias(t).(*types.Named); ok {
		return n.Obj().Name()
	}
	return ""
}

// part returns a part of a value that a function made.
func part(v Value, made string, i int) Value {
	if v.Kind == Made && v.Made == made && i < len(v.Slots) {
		return v.Slots[i].Value
	}
	return unknown
}

// configured returns the options that functions leave behind when they are called
// one after the other.
func (r *frame) configured(s *state, i ssa.Instruction, t types.Type, from Value, options []Value) Value {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok {
		return unknown
	}
	o := r.object(i, -2, p.Elem(), token.NoPos)
	s.mem[o] = from
	delete(s.exposed, o)
	visiting := r.visiting
	r.visiting = false
	defer func() { r.visiting = visiting }()
	for n, f := range options {
		switch {
		case f.Kind == Made && f.Made == "s3.WithPresignExpires":
			s.setField(o, "Expires", f.Slots[0])
		case f.Kind == Func && r.canRun(f.Fn):
			if _, ok := r.inline(s, i, f.Fn, []Value{{Kind: Pointer, Obj: o}}, f.Slots, n); !ok {
				return unknown
			}
		case f.Kind == Made && strings.HasPrefix(f.Made, "s3safe."):
			// A guard leaves the rest of the options as they are.
		default:
			return unknown
		}
	}
	return s.mem[o]
}

func (s *state) setField(o *Object, name string, v Slot) {
	fields := fieldsOf(o.Type)
	for i := range fields.NumFields() {
		if fields.Field(i).Name() == name {
			s.store(Value{Kind: Pointer, Obj: o, Path: []int{i}}, v.Value, v.Pos)
		}
	}
}

// builtin runs a call of a function of the language.
func (r *frame) builtin(s *state, i *ssa.Call, b *ssa.Builtin) Value {
	args := r.args(i.Common())
	switch b.Name() {
	case "append":
		return r.append(s, i, args)
	case "len":
		switch v := args[0]; {
		case v.Kind == Slice:
			return constOf(constant.MakeInt64(int64(v.Len)))
		case v.Kind == Const && v.Const.Kind() == constant.String:
			return constOf(constant.MakeInt64(int64(len(constant.StringVal(v.Const)))))
		case v.Kind == Zero:
			return constOf(constant.MakeInt64(0))
		}
		return unknown
	case "copy":
		if args[0].Kind == Slice {
			s.expose(s.mem[args[0].Obj])
			s.mem[args[0].Obj] = unknown
			if args[1].Kind == Slice {
				s.expose(s.mem[args[1].Obj])
			}
			return unknown
		}
		s.expose(args[1])
		s.havoc(nil)
	case "delete", "clear":
		switch v := args[0]; v.Kind {
		case Map, Slice:
			s.expose(s.mem[v.Obj])
			s.mem[v.Obj] = unknown
		default:
			s.havoc(nil)
		}
	case "cap", "print", "println", "close", "panic", "recover", "min", "max", "ssa:wrapnilchk":
		if b.Name() == "ssa:wrapnilchk" {
			return args[0]
		}
	default:
		for _, arg := range args {
			s.expose(arg)
		}
	}
	return unknown
}

func (r *frame) append(s *state, i *ssa.Call, args []Value) Value {
	first, ok1 := s.elements(args[0])
	second, ok2 := s.elements(args[1])
	elem, isSlice := i.Type().Underlying().(*types.Slice)
	n := len(first) + len(second)
	if !ok1 || !ok2 || !isSlice || n > maxElements {
		s.expose(args[0])
		s.expose(args[1])
		if ok2 && len(second) > 0 || args[0].Kind == NonZero || args[0].Kind == Slice {
			return nonZero
		}
		return unknown
	}
	if n == 0 {
		return args[0]
	}
	if args[0].Kind == Slice && len(spread(at(s.mem[args[0].Obj], args[0].Obj.Type, args[0].Path).Value, arrayOf(args[0]))) > args[0].Off+args[0].Len {
		// There is room behind the slice, which is written to.
		s.expose(s.mem[args[0].Obj])
		s.mem[args[0].Obj] = unknown
	}
	o := r.object(i, n, types.NewArray(elem.Elem(), int64(n)), i.Pos())
	s.mem[o] = Value{Kind: Array, Slots: append(first[:len(first):len(first)], second...)}
	delete(s.exposed, o)
	if args[0].Kind == Slice && s.exposed[args[0].Obj] {
		s.expose(Value{Kind: Pointer, Obj: o})
	}
	return Value{Kind: Slice, Obj: o, Len: n}
}
