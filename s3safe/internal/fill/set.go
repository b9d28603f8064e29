package fill

import (
	"io"
	"maps"
	"time"
)

// Pointer sets a member, and complains if it had another value.
func Pointer[T comparable](bad *Problem, member string, at **T, v *T) *Problem {
	if *at != nil && **at != *v {
		bad = bad.Twice(member)
	}
	*at = v
	return bad
}

// Time is Pointer for timestamps.
func Time(bad *Problem, member string, at **time.Time, v *time.Time) *Problem {
	if *at != nil && !(*at).Equal(*v) {
		bad = bad.Twice(member)
	}
	*at = v
	return bad
}

// Enum is Pointer for enumerations, which are absent when empty.
func Enum[T ~string](bad *Problem, member string, at *T, v T) *Problem {
	if *at != "" && *at != v {
		bad = bad.Twice(member)
	}
	*at = v
	return bad
}

// Reader is Pointer for bodies.
func Reader(bad *Problem, member string, at *io.Reader, v io.Reader) *Problem {
	if *at != nil && !SameValue(*at, v) {
		bad = bad.Twice(member)
	}
	*at = v
	return bad
}

// Entries is a map of text to text that grows by copying, so that builders which
// share a beginning don't share what follows. The zero Entries is absent.
type Entries struct{ list []Entry }

// Entry is a key with its value.
type Entry struct{ Key, Value string }

// With returns the entries and one more; a key that is there already with
// another value is a problem.
func (e Entries) With(bad *Problem, member, key, value string) (Entries, *Problem) {
	for _, x := range e.list {
		if x.Key == key {
			if x.Value != value {
				bad = bad.Add(member, "has the key "+quote(key)+" twice, with different values")
			}
			return e, bad
		}
	}
	n := len(e.list)
	return Entries{append(e.list[:n:n], Entry{key, value})}, bad
}

// WithAll returns the entries and those of a map, in the order of its keys. An
// empty map makes absent entries present.
func (e Entries) WithAll(bad *Problem, member string, m map[string]string) (Entries, *Problem) {
	if e.list == nil {
		e.list = make([]Entry, 0, len(m))
	}
	for _, k := range sorted(maps.Keys(m)) {
		e, bad = e.With(bad, member, k, m[k])
	}
	return e, bad
}

// Map returns a map of the caller's own, nil if the entries are absent.
func (e Entries) Map() map[string]string {
	if e.list == nil {
		return nil
	}
	m := make(map[string]string, len(e.list))
	for _, x := range e.list {
		m[x.Key] = x.Value
	}
	return m
}

// Equal reports whether both have the same entries.
func (e Entries) Equal(o Entries) bool {
	return (e.list == nil) == (o.list == nil) && maps.Equal(e.Map(), o.Map())
}

// Absent reports whether there is nothing, not even an empty map.
func (e Entries) Absent() bool { return e.list == nil }
