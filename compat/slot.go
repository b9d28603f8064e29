package compat

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat/member"
)

// slot returns what stands in the place of a slot, and whether there is anything.
func (f *Finding) slot(r *Request, slot string) (string, bool) {
	word, arg, _ := strings.Cut(slot, " ")
	switch word {
	case "set":
		return andList(names(f.Members)), len(f.Members) > 0
	case "missing":
		return andList(names(f.Missing)), len(f.Missing) > 0
	case "at":
		if f.Path != "" {
			return f.noted(f.Path), true
		}
		return andList(names(f.Members)), len(f.Members) > 0
	case "n":
		return number(f.measured.n), f.measured.known
	case "value", "length", "count":
		v, ok := f.operand(r, arg)
		if !ok {
			return "", false
		}
		switch word {
		case "value":
			return v.closed(r.now())
		case "length":
			return v.length()
		}
		return v.count()
	case "target":
		return r.kinds().String(), r.kinds() != 0
	case "source":
		return r.sourceKinds().String(), r.sourceKinds() != AnyTarget
	case "operation":
		return r.Operation.String(), true
	case "expires":
		return number(int64(r.Expires/time.Second)) + " s", r.Expires > 0
	case "problem":
		return r.Target.Problem.String(), r.Target.Problem != 0
	}
	return factSlot(r, word, arg)
}

// slotScopes are the words by which slots name the scopes.
var slotScopes = [scopes]string{
	ScopeBucket: "bucket", ScopeSource: "copy", ScopeEndpoint: "endpoint", ScopeSignature: "signature", ScopeUpload: "upload", ScopeWire: "wire",
}

func factSlot(r *Request, word, name string) (string, bool) {
	i := slices.Index(slotScopes[:], word)
	if i < 0 {
		return "", false
	}
	scope := Scope(i)
	facts := r.facts(scope)
	if facts == nil {
		return "", false
	}
	if name == "Region" {
		return facts.Region, isRegionName(facts.Region)
	}
	for f := Feature(0); f < Features; f++ {
		if f.String() == name && (f.Scope() == scope || f.Scope() == ScopeBucket && scope == ScopeSource) {
			return facts.Get(f)
		}
	}
	return "", false
}

// operand is a value of the request that a problem may speak of: that of a member,
// or one inside a document.
type operand struct {
	member Member
	value  Value
	inside reflect.Value // valid for what is inside a document
}

// operand finds what a slot speaks of: the member or path that it names, else what
// decided.
func (f *Finding) operand(r *Request, name string) (operand, bool) {
	if name == "" {
		if name = f.Path; name == "" {
			if f.decided == 0 {
				return operand{}, false
			}
			name = f.decided.String()
		}
	}
	first, rest := name, ""
	if i := strings.IndexAny(name, ".["); i >= 0 {
		first, rest = name[:i], strings.TrimPrefix(name[i:], ".")
	}
	m, ok := member.Parse(first)
	if !ok {
		return operand{}, false
	}
	o := operand{member: m, value: r.Value(m)}
	if rest == "" {
		return o, o.value.Kind() != KindUnknown
	}
	o.inside = descend(reflect.ValueOf(o.value.Object()), steps(rest))
	return o, o.inside.IsValid()
}

// closed returns the value if it is a number, a truth value, a date, one that the
// API's model knows (in any case), a Region, or a byte range.
func (o operand) closed(now time.Time) (string, bool) {
	if o.inside.IsValid() {
		return closedInside(o.inside, now)
	}
	switch v := o.value; v.Kind() {
	case KindInt:
		return number(v.num), true
	case KindBool:
		return strconv.FormatBool(v.num != 0), true
	case KindTime:
		t, ok := v.Time()
		return date(t, now), ok
	case KindString:
		ok := isWord(v.str, member.Words(o.member))
		switch o.member {
		case member.Range, member.CopySourceRange:
			ok = isRange(v.str)
		case member.BucketRegion:
			ok = isRegionName(v.str)
		}
		return v.str, ok
	case KindDocument:
		return closedInside(reflect.ValueOf(v.Object()), now)
	}
	return "", false
}

// enumeration is how the SDK's enumerations list their values.
const enumeration = "Values"

func closedInside(v reflect.Value, now time.Time) (string, bool) {
	for v.Kind() == reflect.Pointer {
		if v.IsNil() {
			return "", false
		}
		v = v.Elem()
	}
	if t, ok := v.Interface().(time.Time); ok {
		return date(t, now), true
	}
	switch v.Kind() {
	case reflect.Int, reflect.Int32, reflect.Int64:
		return number(v.Int()), true
	case reflect.Bool:
		return strconv.FormatBool(v.Bool()), true
	case reflect.String:
		if values := v.MethodByName(enumeration); values.IsValid() && values.Type().NumIn() == 0 {
			return v.String(), isWord(v.String(), texts(values.Call(nil)[0])) ||
				v.Type().Name() == "BucketLocationConstraint" && isRegionName(v.String())
		}
	case reflect.Slice:
		var out []string
		for i := range v.Len() {
			s, ok := closedInside(v.Index(i), now)
			if !ok || v.Index(i).Kind() != reflect.String {
				return "", false
			}
			out = append(out, s)
		}
		return andList(out), len(out) > 0
	}
	return "", false
}

func texts(list reflect.Value) []string {
	out := make([]string, list.Len())
	for i := range out {
		out[i] = list.Index(i).String()
	}
	return out
}

func (o operand) length() (string, bool) {
	if o.inside.IsValid() {
		v := reflect.Indirect(o.inside)
		return number(lengthOf(v)), v.Kind() == reflect.String
	}
	s, ok := o.value.Text()
	return number(int64(len(s))), ok
}

func lengthOf(v reflect.Value) int64 {
	if v.Kind() == reflect.String {
		return int64(v.Len())
	}
	return 0
}

func (o operand) count() (string, bool) {
	v := o.inside
	if !v.IsValid() {
		if m, ok := o.value.Strings(); ok {
			return number(int64(len(m))), true
		}
		if o.value.Kind() != KindDocument {
			return "", false
		}
		v = reflect.ValueOf(o.value.Object())
	}
	v = reflect.Indirect(v)
	if v.Kind() != reflect.Slice {
		return "", false
	}
	return number(int64(v.Len())), true
}

// isWord reports whether the text is one of the words, perhaps in another case.
func isWord(s string, words []string) bool {
	if s == "" || strings.IndexFunc(s, func(r rune) bool { return r <= ' ' || r >= 0x7f }) >= 0 {
		return false
	}
	return slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, s) })
}

// isRegionName reports whether the text has the form of a Region's name. It is
// stricter than what is taken for one in an ARN: what it lets through is printed.
func isRegionName(s string) bool {
	if len(s) < 8 || len(s) > 25 || strings.Count(s, "-") < 2 {
		return false
	}
	last := len(s) - 1
	return s[last] >= '0' && s[last] <= '9' && s[last-1] == '-' && strings.Trim(s[:last], "abcdefghijklmnopqrstuvwxyz-") == ""
}

// isRange reports whether the text is a range of bytes, which holds digits only.
func isRange(s string) bool {
	rest, ok := strings.CutPrefix(s, "bytes=")
	return ok && len(rest) <= 40 && strings.Trim(rest, "0123456789-, ") == ""
}

// number prints a number with separators: 10,001.
func number(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// date prints an instant to the minute, and how far from now it is.
func date(t, now time.Time) string {
	at := t.UTC().Format("2006-01-02T15:04Z")
	if s := t.UTC(); s.Second() == 0 && s.Minute() == 0 && s.Hour() == 0 {
		at = s.Format("2006-01-02")
	}
	// A time.Duration ends at 292 years: the zero time is longer ago.
	switch s := t.Unix() - now.Unix(); {
	case t.Before(now):
		return at + ", " + howLong(-s) + " ago"
	default:
		return at + ", in " + howLong(s)
	}
}

// howLong prints a number of seconds in its largest unit: 1 h, 3 days.
func howLong(seconds int64) string {
	const minute, hour, day = 60, 60 * 60, 24 * 60 * 60
	for _, u := range []struct {
		unit int64
		name string
	}{{365 * day, " years"}, {day, " days"}, {hour, " h"}, {minute, " min"}} {
		if n := seconds / u.unit; n >= 1 && (u.unit < day || n > 1) {
			return number(n) + u.name
		}
	}
	return number(seconds) + " s"
}
