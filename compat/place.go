package compat

import (
	"reflect"
	"strconv"
	"strings"
	"time"
)

// MaxPaths is how many places inside a document a finding lists.
const MaxPaths = 20

// step is one step of a path: to a field, or to an entry of a list.
type step struct {
	name  string
	index int // if there is no name
}

// steps takes a path apart: "Rules[2].Filter".
func steps(path string) []step {
	var out []step
	for path != "" {
		if rest, ok := strings.CutPrefix(path, "["); ok {
			digits, after, _ := strings.Cut(rest, "]")
			n, err := strconv.Atoi(digits)
			if err != nil {
				return nil
			}
			out = append(out, step{index: n})
			path = strings.TrimPrefix(after, ".")
			continue
		}
		end := strings.IndexAny(path, ".[")
		if end < 0 {
			end = len(path)
		}
		out = append(out, step{name: path[:end]})
		path = strings.TrimPrefix(path[end:], ".")
	}
	return out
}

// descend follows a path below a value. The result is not valid if the path leads
// nowhere.
func descend(v reflect.Value, path []step) reflect.Value {
	for _, s := range path {
		for v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface {
			v = v.Elem()
		}
		switch {
		case s.name != "" && v.Kind() == reflect.Struct && strings.HasSuffix(v.Type().Name(), "Member"+s.name):
			v = v.FieldByName("Value") // how the SDK writes a choice of one
		case s.name != "" && v.Kind() == reflect.Struct:
			v = v.FieldByName(s.name)
		case s.name == "" && v.Kind() == reflect.Slice && s.index < v.Len():
			v = v.Index(s.index)
		default:
			return reflect.Value{}
		}
	}
	return v
}

// places finds every place in a document that a predicate holds of. A predicate
// reports the first, so the others are found by giving it the document with one
// entry of a list at a time. Where entries are judged by their company, as
// duplicates are, that finds nothing, and the first place stands alone.
func (p *Predicate) places(v Value, now time.Time) []string {
	first, t := p.test(v, now)
	if t != True || first == "" {
		return nil
	}
	if v.Kind() != KindDocument || !strings.Contains(first, "[") {
		return []string{first}
	}
	return p.isolate(reflect.ValueOf(v.Object()), first, 0, now)
}

// isolate finds the places in the first list at or below the step from of a path.
func (p *Predicate) isolate(doc reflect.Value, first string, from int, now time.Time) []string {
	path := steps(first)
	at := from
	for at < len(path) && path[at].name != "" {
		at++
	}
	alone := []string{first}
	if at == len(path) || doc.Kind() != reflect.Pointer {
		return alone
	}
	list := descend(doc, path[:at])
	for list.Kind() == reflect.Pointer {
		list = list.Elem()
	}
	if list.Kind() != reflect.Slice {
		return alone
	}
	var out []string
	for i := range list.Len() {
		one := reflect.MakeSlice(list.Type(), 1, 1)
		one.Index(0).Set(list.Index(i))
		copied, ok := replaced(doc, path[:at], one)
		if !ok {
			return alone
		}
		found, t := p.test(DocumentValue(copied.Interface()), now)
		below := steps(found)
		if t != True || len(below) <= at || !sameSteps(below[:at], path[:at]) || below[at] != (step{}) {
			continue
		}
		if len(out) == 0 && i != path[at].index {
			return alone // it depends on the other entries
		}
		for _, place := range p.isolate(copied, found, at+1, now) {
			out = append(out, renumber(place, at, i))
		}
	}
	if len(out) == 0 {
		return alone
	}
	return out
}

func sameSteps(a, b []step) bool {
	for i := range a {
		if a[i] != b[i] {
			return false
		}
	}
	return true
}

// renumber gives an entry of a list in a path the index.
func renumber(path string, at, index int) string {
	all := steps(path)
	all[at].index = index
	var b strings.Builder
	for i, s := range all {
		if s.name == "" {
			b.WriteString("[" + strconv.Itoa(s.index) + "]")
			continue
		}
		if i > 0 {
			b.WriteByte('.')
		}
		b.WriteString(s.name)
	}
	return b.String()
}

// replaced returns a copy of what the pointer leads to in which the list at the
// path is another. Only what lies on the path is copied.
func replaced(v reflect.Value, path []step, list reflect.Value) (reflect.Value, bool) {
	switch {
	case v.Kind() == reflect.Pointer:
		if v.IsNil() {
			return v, false
		}
		below, ok := replaced(v.Elem(), path, list)
		if !ok {
			return v, false
		}
		p := reflect.New(v.Type().Elem())
		p.Elem().Set(below)
		return p, true
	case len(path) == 0:
		return list, v.Kind() == reflect.Slice
	}
	c := reflect.New(v.Type()).Elem()
	c.Set(v)
	var field reflect.Value
	switch s := path[0]; {
	case s.name != "" && v.Kind() == reflect.Struct:
		field = c.FieldByName(s.name)
	case s.name == "" && v.Kind() == reflect.Slice && s.index < v.Len():
		c = reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(c, v)
		field = c.Index(s.index)
	default:
		return v, false
	}
	if !field.IsValid() || !field.CanSet() {
		return v, false
	}
	below, ok := replaced(field, path[1:], list)
	if ok {
		field.Set(below)
	}
	return c, ok
}

// places joins the finding's paths: "A, B and 3 more".
func (f *Finding) places() string {
	s := strings.Join(f.Paths, ", ")
	if f.MorePaths > 0 {
		s += " and " + number(int64(f.MorePaths)) + " more"
	}
	return s
}
