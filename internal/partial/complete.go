package partial

import (
	"reflect"

	"github.com/s3safe/s3safe-go/compat"
)

// choices walks through all ways to complete what isn't known: each run makes
// the same choices as the one before, but for the last that has another way.
type choices struct {
	taken, of []int
	next      int
	memory    *memory // holds what isn't known
}

// choose returns one of n ways.
func (c *choices) choose(n int) int {
	if c.next == len(c.taken) {
		c.taken, c.of = append(c.taken, 0), append(c.of, n)
	}
	c.next++
	return c.taken[c.next-1]
}

// advance goes on to the next way; it reports false when there is none.
func (c *choices) advance() bool {
	c.next = 0
	for n := len(c.taken); n > 0; n-- {
		if c.taken[n-1]++; c.taken[n-1] < c.of[n-1] {
			c.taken, c.of = c.taken[:n], c.of[:n]
			return true
		}
	}
	return false
}

// lengths are those with which lists are tried of which nothing is known: they
// differ in whatever limit a rule can have.
var lengths = []int{0, 1, 2, 60, 1001, 10001}

// maxText is up to which length texts are tried of which nothing is known. A
// comparison with another text looks at the length first, so it fails only at
// that of the other.
const maxText = 100

// complete makes a value of a part, one way of several. Where a value isn't known
// it puts memory of which can be told whether a test looked at it. It reports false
// if that can't be done.
func complete(p *Part, c *choices) (reflect.Value, bool) {
	t := p.Type
	set := p.Set == compat.True || p.Set == compat.Unknown && c.choose(2) == 0
	switch {
	case !set:
		return reflect.Zero(t), true
	case p.Leaf.IsValid():
		return p.Leaf, true
	case p.Fields != nil && t.Kind() == reflect.Pointer:
		x := reflect.New(t.Elem())
		return x, fill(p, x.Elem(), c)
	case p.Fields != nil:
		x := reflect.New(t).Elem()
		return x, fill(p, x, c)
	case p.Elems != nil:
		list := reflect.MakeSlice(t, len(p.Elems), len(p.Elems))
		for i, e := range p.Elems {
			x, ok := complete(e, c)
			if !ok {
				return x, false
			}
			list.Index(i).Set(x)
		}
		return list, true
	}
	switch t.Kind() {
	case reflect.Pointer:
		return c.memory.pointer(t)
	case reflect.Slice:
		return c.memory.slice(t, lengths[c.choose(len(lengths))])
	case reflect.String:
		values := Enumeration(t)
		if values == nil {
			return c.memory.text(t, c.choose(maxText)+1)
		}
		if n := c.choose(len(values) + 1); n < len(values) {
			return reflect.ValueOf(values[n]).Convert(t), true
		}
		return reflect.ValueOf("a value that is not known").Convert(t), true
	}
	return reflect.Value{}, false
}

func fill(p *Part, x reflect.Value, c *choices) bool {
	// In the order of the type, so that every run makes its choices alike.
	for i := range x.NumField() {
		f, ok := p.Fields[x.Type().Field(i).Name]
		if !ok {
			continue
		}
		v, ok := complete(f, c)
		if !ok {
			return false
		}
		x.Field(i).Set(v)
	}
	return true
}

// Enumeration returns the values that the SDK has for a type.
func Enumeration(t reflect.Type) []string {
	m, ok := t.MethodByName("Values")
	if !ok || m.Type.NumIn() != 1 || m.Type.NumOut() != 1 {
		return nil
	}
	list := m.Func.Call([]reflect.Value{reflect.Zero(t)})[0]
	if list.Kind() != reflect.Slice {
		return nil
	}
	var out []string
	for i := range list.Len() {
		out = append(out, list.Index(i).String())
	}
	return out
}
