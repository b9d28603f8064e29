// Package judge reads what source code tells of an input.
package judge

import (
	"bytes"
	"go/constant"
	"go/token"
	"go/types"
	"io"
	"reflect"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/internal/partial"
	"github.com/s3safe/s3safe-go/s3safe/vet/internal/flow"
)

// Read reads the input of a use as one of the operation. Fields are members by their
// names. It returns nil if nothing is known of the input.
func Read(u *flow.Use, op operation.ID) *partial.Input {
	in := &partial.Input{Operation: op, Parts: map[string]*partial.Part{}}
	model := sdk.NewInputOf(op)
	if model == nil || u.Input.Kind != flow.Pointer {
		return nil
	}
	t := flow.TypeAt(u.Input)
	if _, ok := t.Underlying().(*types.Struct); !ok {
		return nil
	}
	rt := reflect.TypeOf(model).Elem()
	r := reader{u}
	slot := u.Deref(u.Input)
	in.Pos = u.Input.Obj.Pos
	whole := &partial.Part{Type: rt}
	switch slot.Value.Kind {
	case flow.Struct, flow.Zero:
		r.content(whole, slot.Value, t, rt)
		in.Parts = whole.Fields
	default:
		return nil
	}
	return in
}

var (
	timeType   = reflect.TypeFor[time.Time]()
	readerType = reflect.TypeFor[io.Reader]()
	bytesType  = reflect.TypeFor[[]byte]()
	textsType  = reflect.TypeFor[map[string]string]()
)

// reader turns what flow knows into parts.
type reader struct{ use *flow.Use }

// read returns a value of type rt, which the program has as type t.
func (r reader) read(v flow.Value, t types.Type, rt reflect.Type, pos token.Pos) *partial.Part {
	p := &partial.Part{Pos: pos, Type: rt}
	switch {
	case v.Kind == flow.Unknown:
	case v.Kind == flow.Zero && v.Type == nil && rt.Kind() != reflect.Struct:
		p.Set = compat.False
	case rt.Kind() == reflect.Pointer:
		r.pointer(p, v, t)
	case rt.Kind() == reflect.Interface:
		r.dynamic(p, v)
	case rt.Kind() == reflect.Struct:
		p.Set = compat.True
		r.content(p, v, t, rt)
	case rt.Kind() == reflect.Slice:
		r.list(p, v, t)
	case rt.Kind() == reflect.Map:
		r.entries(p, v)
	default:
		r.scalar(p, v, t, rt)
	}
	return p
}

// pointer reads a member that is a pointer in the pinned release.
func (r reader) pointer(p *partial.Part, v flow.Value, t types.Type) {
	elem := p.Type.Elem()
	if pt, ok := t.Underlying().(*types.Pointer); ok {
		switch v.Kind {
		case flow.Pointer:
			slot := r.use.Deref(v)
			if v.Obj.MaybeNone() && len(v.Path) == 0 && slot.Value.Kind == flow.Unknown {
				return // it may be nil
			}
			p.Set = compat.True
			if slot.Pos != token.NoPos && p.Pos == token.NoPos {
				p.Pos = slot.Pos
			}
			if elem.Kind() == reflect.Struct {
				r.content(p, slot.Value, pt.Elem(), elem)
				return
			}
			r.inner(p, slot.Value, pt.Elem(), elem)
		case flow.NonZero, flow.Made:
			p.Set = compat.True
		}
		return
	}
	// Older releases had numbers and booleans by value, and sent them if they
	// weren't zero.
	if b, ok := t.Underlying().(*types.Basic); ok && b.Info()&types.IsString == 0 {
		r.scalar(p, v, t, elem)
		if p.Leaf.IsValid() {
			r.point(p)
		}
	}
}

// inner reads what a pointer to a scalar leads to: the zero value counts.
func (r reader) inner(p *partial.Part, v flow.Value, t types.Type, elem reflect.Type) {
	if v.Kind == flow.Zero {
		p.Leaf = reflect.New(elem)
		return
	}
	q := &partial.Part{Type: elem}
	r.scalar(q, v, t, elem)
	if q.Leaf.IsValid() {
		p.Leaf = q.Leaf
		r.point(p)
	} else if v.Kind == flow.Const {
		p.Leaf = reflect.New(elem) // an empty text, a zero
	}
}

func (r reader) point(p *partial.Part) {
	x := reflect.New(p.Leaf.Type())
	x.Elem().Set(p.Leaf)
	p.Leaf = x
}

// scalar reads text, a number, a boolean or a time. A zero value leaves the part
// unset, as the SDK has it for enumerations.
func (r reader) scalar(p *partial.Part, v flow.Value, _ types.Type, rt reflect.Type) {
	x := reflect.New(rt).Elem()
	switch {
	case v.Kind == flow.NonZero:
		p.Set = compat.True
		return
	case v.Kind == flow.Zero:
		p.Set = compat.False
		return
	case rt == timeType:
		if t, ok := dateOf(v); ok {
			p.Set, p.Leaf = compat.True, reflect.ValueOf(t)
		}
		return
	case v.Kind != flow.Const:
		return
	case rt.Kind() == reflect.String && v.Const.Kind() == constant.String:
		x.SetString(constant.StringVal(v.Const))
	case rt.Kind() == reflect.Bool && v.Const.Kind() == constant.Bool:
		x.SetBool(constant.BoolVal(v.Const))
	case x.CanInt() && v.Const.Kind() == constant.Int:
		n, ok := constant.Int64Val(v.Const)
		if !ok || x.OverflowInt(n) {
			return
		}
		x.SetInt(n)
	default:
		return
	}
	if x.IsZero() {
		p.Set = compat.False
		return
	}
	p.Set, p.Leaf = compat.True, x
}

// content reads a structure.
func (r reader) content(p *partial.Part, v flow.Value, t types.Type, rt reflect.Type) {
	if rt == timeType {
		q := &partial.Part{}
		r.scalar(q, v, t, rt)
		if p.Leaf = q.Leaf; p.Leaf.IsValid() && p.Type.Kind() == reflect.Pointer {
			r.point(p)
		}
		return
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok || v.Kind != flow.Struct && v.Kind != flow.Zero {
		return
	}
	p.Fields = map[string]*partial.Part{}
	for i := range s.NumFields() {
		f, ok := rt.FieldByName(s.Field(i).Name())
		if !ok || !f.IsExported() {
			continue
		}
		part := flow.Slot{Value: flow.Value{Kind: flow.Zero}}
		if v.Kind == flow.Struct && i < len(v.Slots) {
			part = v.Slots[i]
		}
		q := r.read(part.Value, s.Field(i).Type(), f.Type, part.Pos)
		if q.Set == compat.False && part.Value.Kind == flow.Zero && part.Pos == token.NoPos {
			continue // never written
		}
		p.Fields[f.Name] = q
	}
}

// list reads a list, or bytes.
func (r reader) list(p *partial.Part, v flow.Value, t types.Type) {
	if v.Kind == flow.NonZero || v.Kind == flow.Slice || v.Kind == flow.Made {
		p.Set = compat.True
	}
	if p.Type == bytesType {
		if v.Kind == flow.Made && v.Made == "[]byte" {
			if text, ok := v.Slots[0].Value.TextOf(); ok {
				p.Leaf = reflect.ValueOf([]byte(text))
			}
		}
		return
	}
	st, ok := t.Underlying().(*types.Slice)
	slots, known := r.use.Elements(v)
	if !ok || !known || v.Kind != flow.Slice {
		return
	}
	p.Elems = []*partial.Part{}
	for _, s := range slots {
		e := r.read(s.Value, st.Elem(), p.Type.Elem(), s.Pos)
		if e.Set == compat.False { // an empty text in a list is an element
			e.Set, e.Leaf = compat.True, reflect.Zero(p.Type.Elem())
		}
		p.Elems = append(p.Elems, e)
	}
}

// entries reads a map of text.
func (r reader) entries(p *partial.Part, v flow.Value) {
	if v.Kind == flow.NonZero || v.Kind == flow.Map {
		p.Set = compat.True
	}
	m := r.use.Entries(v)
	if m.Kind != flow.Entries || m.Partial || p.Type != textsType {
		return
	}
	texts := map[string]string{}
	for _, e := range m.Slots {
		text, ok := e.Value.TextOf()
		if e.Value.Kind == flow.Zero {
			ok = true
		}
		if !ok {
			return
		}
		texts[e.Key] = text
	}
	p.Leaf = reflect.ValueOf(texts)
}

// dynamic reads what an interface holds: a body or a union.
func (r reader) dynamic(p *partial.Part, v flow.Value) {
	if v.Kind == flow.Zero && v.Type == nil {
		p.Set = compat.False
		return
	}
	if v.Type == nil && v.Kind != flow.NonZero && v.Kind != flow.Made {
		return
	}
	p.Set = compat.True
	if p.Type == readerType {
		if text, ok := bodyOf(v); ok {
			p.Leaf = reflect.ValueOf(text)
		}
		return
	}
	pt, ok := v.Type.(*types.Pointer)
	if !ok || v.Kind != flow.Pointer {
		return
	}
	named, ok := types.Unalias(pt.Elem()).(*types.Named)
	if !ok {
		return
	}
	rt, ok := partial.Unions[named.Obj().Name()]
	if !ok {
		return
	}
	v.Type = nil
	*p = *r.read(v, pt, reflect.PointerTo(rt), p.Pos)
}

// bodyOf returns a body whose content is known.
func bodyOf(v flow.Value) (any, bool) {
	if v.Kind != flow.Made || len(v.Slots) != 1 {
		return nil, false
	}
	content := v.Slots[0].Value
	if content.Kind == flow.Made && content.Made == "[]byte" {
		content = content.Slots[0].Value
	}
	text, ok := content.TextOf()
	if !ok && content.Kind == flow.Zero {
		ok = true
	}
	if !ok {
		return nil, false
	}
	switch v.Made {
	case "strings.NewReader":
		return strings.NewReader(text), true
	case "bytes.NewReader":
		return bytes.NewReader([]byte(text)), true
	case "bytes.NewBufferString", "bytes.NewBuffer":
		return bytes.NewBufferString(text), true
	}
	return nil, false
}

// dateOf returns a time that time.Date makes of numbers, in UTC.
func dateOf(v flow.Value) (time.Time, bool) {
	if v.Kind != flow.Made || v.Made != "time.Date" || len(v.Slots) != 8 {
		return time.Time{}, false
	}
	var n [7]int
	for i := range n {
		x := v.Slots[i].Value
		if x.Kind == flow.Zero {
			continue
		}
		if x.Kind != flow.Const || x.Const.Kind() != constant.Int {
			return time.Time{}, false
		}
		m, ok := constant.Int64Val(x.Const)
		if !ok {
			return time.Time{}, false
		}
		n[i] = int(m)
	}
	return time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], n[6], time.UTC), true
}
