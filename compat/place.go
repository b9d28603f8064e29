package compat

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/internal/printable"
)

// MaxPaths is how many places inside a document a finding lists.
const MaxPaths = 20

// Place is a place in the value of a member.
type Place struct {
	// Path leads there, below the member: "Statement[1].Resource[0]".
	Path string
	// Note says in a few words what is there; it may be empty. Like a finding's problem
	// it holds no secret.
	Note string
}

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
// entry of a list at a time, and without what was found already. Where entries are
// judged by their company, as duplicates are, that finds nothing, and the first place
// stands alone.
func (p *Predicate) places(v Value, now time.Time) []string {
	first, t := p.test(v, now)
	if t != True || first == "" {
		return nil
	}
	if v.Kind() != KindDocument {
		return []string{first}
	}
	doc := reflect.ValueOf(v.Object())
	var out []string
	seen := map[string]bool{}
	for range MaxPaths {
		found, company := p.isolate(doc, first, 0, now)
		for _, place := range found {
			if !seen[place] {
				seen[place], out = true, append(out, place)
			}
		}
		if company {
			break
		}
		if doc, first = p.goOn(doc, found, out, now); first == "" {
			break
		}
	}
	return out
}

// goOn returns the document without what is at places that were found, and the next
// place then, empty if there is none. What is wrong may be that something is missing or
// there at all, so if taking it out doesn't help, more around it is taken out.
func (p *Predicate) goOn(doc reflect.Value, found, all []string, now time.Time) (reflect.Value, string) {
	for lift := range 3 {
		rest, ok := without(doc, found, lift)
		if !ok {
			continue
		}
		next, t := p.test(DocumentValue(rest.Interface()), now)
		if t != True || next == "" {
			return doc, ""
		}
		// What is found where something was taken out is wrong because of that.
		if !slices.ContainsFunc(all, func(place string) bool { return related(place, next) }) {
			return rest, next
		}
	}
	return doc, ""
}

// related reports whether one of two places is the other, or in it.
func related(a, b string) bool {
	p, q := steps(a), steps(b)
	n := min(len(p), len(q))
	return sameSteps(p[:n], q[:n])
}

// isolate finds the places in the first list at or below the step from of a path. It
// also reports whether the place stands alone in its list because of the company that
// it has there.
func (p *Predicate) isolate(doc reflect.Value, first string, from int, now time.Time) (places []string, company bool) {
	path := steps(first)
	at := from
	for at < len(path) && path[at].name != "" {
		at++
	}
	alone := []string{first}
	if at == len(path) || doc.Kind() != reflect.Pointer {
		return alone, false
	}
	list := descend(doc, path[:at])
	for list.Kind() == reflect.Pointer {
		list = list.Elem()
	}
	if list.Kind() != reflect.Slice {
		return alone, true
	}
	var out []string
	for i := range list.Len() {
		one := reflect.MakeSlice(list.Type(), 1, 1)
		one.Index(0).Set(list.Index(i))
		copied, ok := replaced(doc, path[:at], one)
		if !ok {
			return alone, true
		}
		found, t := p.test(DocumentValue(copied.Interface()), now)
		below := steps(found)
		if t != True || len(below) <= at || !sameSteps(below[:at], path[:at]) || below[at] != (step{}) {
			continue
		}
		if len(out) == 0 && i != path[at].index {
			return alone, true // it depends on the other entries
		}
		nested, inCompany := p.isolate(copied, found, at+1, now)
		company = company || inCompany
		for _, place := range nested {
			out = append(out, renumber(place, at, i))
		}
	}
	if len(out) == 0 {
		return alone, true
	}
	return out, company
}

// without returns a copy of a document without what is at the places, or so many steps
// around it. It fails if one of them can't be taken out: because it isn't there, or is
// an entry of a list, without which the others would have other numbers.
func without(doc reflect.Value, places []string, lift int) (reflect.Value, bool) {
	paths := make([][]step, len(places))
	for i, place := range places {
		path := steps(place)
		if len(path) <= lift {
			return doc, false
		}
		paths[i] = path[:len(path)-lift]
	}
	if doc.Kind() != reflect.Pointer {
		return doc, false
	}
	return cleared(doc, paths)
}

// cleared returns a copy of a value in which what the paths lead to is zero. Only what
// lies on the paths is copied.
func cleared(v reflect.Value, paths [][]step) (reflect.Value, bool) {
	if slices.ContainsFunc(paths, ends) {
		return reflect.Zero(v.Type()), !v.IsZero()
	}
	var c reflect.Value
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return v, false
		}
		below, ok := cleared(v.Elem(), paths)
		if !ok {
			return v, false
		}
		c = reflect.New(v.Type().Elem())
		c.Elem().Set(below)
		return c, true
	case reflect.Struct:
		c = reflect.New(v.Type()).Elem()
		c.Set(v)
	case reflect.Slice:
		c = reflect.MakeSlice(v.Type(), v.Len(), v.Len())
		reflect.Copy(c, v)
	default:
		return v, false
	}
	below := map[step][][]step{}
	for _, p := range paths {
		below[p[0]] = append(below[p[0]], p[1:])
	}
	for s, rest := range below {
		var at reflect.Value
		switch {
		case s.name != "" && v.Kind() == reflect.Struct:
			at = c.FieldByName(s.name)
		case s.name == "" && v.Kind() == reflect.Slice && s.index < v.Len() && !slices.ContainsFunc(rest, ends):
			at = c.Index(s.index)
		}
		if !at.IsValid() || !at.CanSet() {
			return v, false
		}
		value, ok := cleared(at, rest)
		if !ok {
			return v, false
		}
		at.Set(value)
	}
	return c, true
}

// ends reports whether nothing is left of a path.
func ends(path []step) bool { return len(path) == 0 }

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
	list := make([]string, len(f.Paths))
	for i, path := range f.Paths {
		list[i] = f.noted(path)
	}
	s := strings.Join(list, ", ")
	if f.MorePaths > 0 {
		s += " and " + number(int64(f.MorePaths)) + " more"
	}
	return s
}

// noted returns a path with what is told of its place: "Policy.Statement[1] (Sid A)".
func (f *Finding) noted(path string) string {
	if note := f.notes[path]; note != "" {
		return path + " (" + printable.Line(note) + ")"
	}
	return path
}
