package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// Use is a place where an S3 input is used: a call that sends it, or will.
type Use struct {
	// Call is the call.
	Call ssa.CallInstruction
	// Callee is the function or method that is called.
	Callee *types.Func
	// Input is the argument that is the input.
	Input Value
	// Options is what is known of the client's options for this call: a
	// structure of type s3.Options, or unknown. Presign is the same for
	// s3.PresignOptions.
	Options, Presign Value
	// PerCall holds the options given to this call alone.
	PerCall []Value

	state *state
}

// Deref returns what an address leads to when the input is used.
func (u *Use) Deref(p Value) Slot { return u.state.load(p) }

// Entries returns what a map holds when the input is used.
func (u *Use) Entries(m Value) Value {
	if m.Kind != Map {
		return unknown
	}
	return u.state.mem[m.Obj]
}

// Elements returns the elements of a slice, and whether they are known.
func (u *Use) Elements(v Value) ([]Slot, bool) { return u.state.elements(v) }

func (s *state) elements(v Value) ([]Slot, bool) {
	switch v.Kind {
	case Zero:
		return nil, true
	case Slice:
		slots := spread(at(s.mem[v.Obj], v.Obj.Type, v.Path).Value, arrayOf(v))
		if v.Len == 0 {
			return nil, true
		}
		if v.Off+v.Len > len(slots) {
			return nil, false
		}
		return slots[v.Off : v.Off+v.Len], true
	}
	return nil, false
}

// arrayOf returns the type of the array that a slice is of.
func arrayOf(v Value) types.Type {
	t := v.Obj.Type
	for _, i := range v.Path {
		if t = partType(t, i); t == nil {
			return types.Typ[types.Invalid]
		}
	}
	return t
}

// Analysis runs the functions of one package.
type Analysis struct {
	// Package is the package; functions of others aren't looked into.
	Package *ssa.Package
	// Sink returns which argument of a call is an S3 input, -1 if none is.
	// The receiver counts as an argument, unless the call is of an interface.
	Sink func(*ssa.CallCommon) int
	// Visit is told every use.
	Visit func(Use)

	objects map[objectKey]*Object
	calls   map[callKey]*chain
	globals map[*ssa.Global]Value
	budget  int
}

type objectKey struct {
	chain *chain
	at    any // an ssa.Value, or a global
	n     int
}

// chain is a chain of calls: the root function has the nil one.
type chain struct {
	up    *chain
	call  ssa.Instruction
	fn    *ssa.Function
	depth int
}

type callKey struct {
	up   *chain
	call ssa.Instruction
	fn   *ssa.Function
	n    int
}

const (
	maxDepth  = 4     // of calls that are looked into
	maxInstrs = 600   // of a function that is looked into
	maxRounds = 16    // through a function with loops
	maxSteps  = 60000 // for one root function
)

// Run runs a function of which the arguments aren't known.
func (a *Analysis) Run(fn *ssa.Function) {
	if a.objects == nil {
		a.objects, a.calls = map[objectKey]*Object{}, map[callKey]*chain{}
		a.globals = constants(a.Package)
	}
	a.budget = maxSteps
	s := newState()
	r := &frame{a: a, fn: fn, regs: map[ssa.Value]Value{}}
	for _, p := range fn.Params {
		r.regs[p] = r.foreign(s, p, p.Type())
	}
	r.run(s, true)
}

// frame is one function in one chain of calls.
type frame struct {
	a     *Analysis
	fn    *ssa.Function
	chain *chain
	regs  map[ssa.Value]Value

	// changed is set when a register changes, visiting when what is seen holds.
	changed, visiting bool

	taken map[[2]int]bool // edges between blocks
}

func (r *frame) object(at any, n int, t types.Type, pos token.Pos) *Object {
	k := objectKey{r.chain, at, n}
	o := r.a.objects[k]
	if o == nil {
		o = &Object{Type: t, Pos: pos}
		r.a.objects[k] = o
	}
	return o
}

// foreign returns a value of which nothing is known. If it points to a structure
// of interest, what is written through it is.
func (r *frame) foreign(s *state, v ssa.Value, t types.Type) Value {
	p, ok := t.Underlying().(*types.Pointer)
	if !ok || !ofInterest(p.Elem()) {
		return unknown
	}
	o := r.object(v, -1, p.Elem(), token.NoPos)
	o.foreign, o.maybeNone = true, true
	s.exposed[o] = true
	return Value{Kind: Pointer, Obj: o}
}

// run runs the function from a state. It returns its results, and the state in
// which it returns; nil if it doesn't. It fails if that takes too long.
func (r *frame) run(s *state, visit bool) (Value, *state, bool) {
	order, loops := orderOf(r.fn)
	entry := make([]*state, len(r.fn.Blocks))
	entry[0] = s
	r.taken = map[[2]int]bool{}
	var result Value
	var end *state
	pass := func() bool {
		result, end = Value{}, nil
		for _, b := range order {
			if entry[b.Index] == nil {
				continue
			}
			at := entry[b.Index].clone()
			for _, instr := range b.Instrs {
				if r.a.budget--; r.a.budget < 0 {
					return false
				}
				r.exec(at, instr)
			}
			switch last := b.Instrs[len(b.Instrs)-1].(type) {
			case *ssa.Return:
				v := r.results(last)
				if end == nil {
					result, end = v, at
				} else {
					end.join(at)
					result = end.joinValues(result, v, nil)
				}
			case *ssa.If:
				then, otherwise := true, true
				if is, known := r.value(last.Cond).isZero(); known {
					then, otherwise = !is, is
				}
				if then {
					r.flow(entry, b, b.Succs[0], at)
				}
				if otherwise {
					r.flow(entry, b, b.Succs[1], at)
				}
			default:
				for _, to := range b.Succs {
					r.flow(entry, b, to, at)
				}
			}
		}
		return true
	}
	if loops {
		for i := 0; ; i++ {
			r.changed = false
			if i == maxRounds || !pass() {
				return unknown, nil, false
			}
			if !r.changed {
				break
			}
		}
	}
	r.visiting = visit
	ok := pass()
	r.visiting = false
	return result, end, ok
}

// flow takes a state along an edge.
func (r *frame) flow(entry []*state, from, to *ssa.BasicBlock, s *state) {
	edge := [2]int{from.Index, to.Index}
	if !r.taken[edge] {
		r.taken[edge], r.changed = true, true
	}
	if entry[to.Index] == nil {
		entry[to.Index] = s.clone()
		r.changed = true
	} else if entry[to.Index].join(s) {
		r.changed = true
	}
}

func (r *frame) set(v ssa.Value, x Value) {
	if old, ok := r.regs[v]; !ok || !equal(old, x) {
		r.regs[v], r.changed = x, true
	}
}

func (r *frame) results(ret *ssa.Return) Value {
	switch len(ret.Results) {
	case 0:
		return unknown
	case 1:
		return r.value(ret.Results[0])
	}
	v := Value{Kind: Tuple}
	for _, x := range ret.Results {
		v.Slots = append(v.Slots, Slot{Value: r.value(x)})
	}
	return v
}

// value returns what is known of an operand.
func (r *frame) value(v ssa.Value) Value {
	switch v := v.(type) {
	case *ssa.Const:
		if v.Value == nil {
			return zero
		}
		return constOf(v.Value)
	case *ssa.Global:
		o := r.global(v)
		return Value{Kind: Pointer, Obj: o}
	case *ssa.Function:
		return Value{Kind: Func, Fn: v}
	}
	return r.regs[v]
}

func (r *frame) global(g *ssa.Global) *Object {
	k := objectKey{nil, g, 0}
	o := r.a.objects[k]
	if o == nil {
		o = &Object{Type: g.Type().Underlying().(*types.Pointer).Elem(), foreign: true}
		r.a.objects[k] = o
	}
	return o
}

// orderOf returns the blocks so that each comes after those that lead to it,
// but for loops, and whether there are any.
func orderOf(fn *ssa.Function) (order []*ssa.BasicBlock, loops bool) {
	seen := make([]uint8, len(fn.Blocks))
	var visit func(b *ssa.BasicBlock)
	visit = func(b *ssa.BasicBlock) {
		seen[b.Index] = 1
		for _, s := range b.Succs {
			switch seen[s.Index] {
			case 0:
				visit(s)
			case 1:
				loops = true
			}
		}
		seen[b.Index] = 2
		order = append(order, b)
	}
	visit(fn.Blocks[0])
	for i, j := 0, len(order)-1; i < j; i, j = i+1, j-1 {
		order[i], order[j] = order[j], order[i]
	}
	return order, loops
}

// constants finds the package's own variables that are never but what they are
// declared to be.
func constants(pkg *ssa.Package) map[*ssa.Global]Value {
	found := map[*ssa.Global]Value{}
	spoiled := map[*ssa.Global]bool{}
	for fn := range functionsOf(pkg) {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				for _, op := range instr.Operands(nil) {
					g, ok := (*op).(*ssa.Global)
					if !ok || g.Pkg != pkg || g.Object() == nil {
						continue // or what tells that the package is initialised, which isn't yet
					}
					switch instr := instr.(type) {
					case *ssa.UnOp: // it is read
						continue
					case *ssa.Store:
						c, isConst := instr.Val.(*ssa.Const)
						_, again := found[g]
						if instr.Addr == g && isConst && c.Value != nil && !again && fn == pkg.Func("init") {
							found[g] = constOf(c.Value)
							continue
						}
					}
					spoiled[g] = true
				}
			}
		}
	}
	for g := range spoiled {
		delete(found, g)
	}
	for g := range found {
		if token.IsExported(g.Name()) && pkg.Pkg.Name() != "main" {
			delete(found, g)
		}
	}
	return found
}

// functionsOf yields every function of the package that has a body.
func functionsOf(pkg *ssa.Package) func(yield func(*ssa.Function) bool) {
	return func(yield func(*ssa.Function) bool) {
		var all func(fn *ssa.Function) bool
		all = func(fn *ssa.Function) bool {
			if len(fn.Blocks) > 0 && !yield(fn) {
				return false
			}
			for _, anon := range fn.AnonFuncs {
				if !all(anon) {
					return false
				}
			}
			return true
		}
		for _, m := range pkg.Members {
			switch m := m.(type) {
			case *ssa.Function:
				if !all(m) {
					return
				}
			case *ssa.Type:
				named, ok := m.Type().(*types.Named)
				if !ok {
					continue
				}
				for method := range named.Methods() {
					if fn := pkg.Prog.FuncValue(method); fn != nil && !all(fn) {
						return
					}
				}
			}
		}
	}
}

// Functions yields the functions of the package that have to do with S3.
func Functions(pkg *ssa.Package) func(yield func(*ssa.Function) bool) {
	return func(yield func(*ssa.Function) bool) {
		for fn := range functionsOf(pkg) {
			if fn.TypeParams().Len() > len(fn.TypeArgs()) {
				continue // its types aren't known
			}
			if concerned(fn) && !yield(fn) {
				return
			}
		}
	}
}

func concerned(fn *ssa.Function) bool {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			if v, ok := instr.(ssa.Value); ok && leadsTo(v.Type()) {
				return true
			}
			if c, ok := instr.(ssa.CallInstruction); ok {
				for _, arg := range c.Common().Args {
					if leadsTo(arg.Type()) {
						return true
					}
				}
			}
		}
	}
	return false
}

// leadsTo reports whether a type is one of interest, or points to one.
func leadsTo(t types.Type) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return ofInterest(t)
}

// ofInterest reports whether a type is one of the S3 packages.
func ofInterest(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	if !ok || named.Obj().Pkg() == nil {
		return false
	}
	return InS3(named.Obj().Pkg().Path())
}

// InS3 reports whether the path is that of a package that has S3's inputs.
func InS3(path string) bool {
	switch path {
	case PackageS3, PackageTypes, PackageManager, PackageTransfer, PackageTransferTypes:
		return true
	}
	return false
}

// The packages of the SDK that have inputs of S3's operations.
const (
	PackageS3            = "github.com/aws/aws-sdk-go-v2/service/s3"
	PackageTypes         = PackageS3 + "/types"
	PackageManager       = "github.com/aws/aws-sdk-go-v2/feature/s3/manager"
	PackageTransfer      = "github.com/aws/aws-sdk-go-v2/feature/s3/transfermanager"
	PackageTransferTypes = PackageTransfer + "/types"
)

// TypeAt returns the type of what an address leads to.
func TypeAt(p Value) types.Type {
	t := p.Obj.Type
	for _, i := range p.Path {
		if t = partType(t, i); t == nil {
			return types.Typ[types.Invalid]
		}
	}
	return t
}

// MaybeNone reports whether an address may be nil instead of leading to the object.
func (o *Object) MaybeNone() bool { return o.maybeNone }
