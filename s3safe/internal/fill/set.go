package fill

import (
	"maps"
	"strings"
)

// Entries is a map of text to text that grows by copying, so that builders which
// share a beginning don't share what follows. The zero Entries is absent.
type Entries struct{ list []Entry }

// Entry is a key with its value.
type Entry struct{ Key, Value string }

// With returns the entries and one more, in the place of one with the same key. A
// key that differs from another in case only is a problem: to S3 they are one.
func (e Entries) With(bad *Problem, member, key, value string) (Entries, *Problem) {
	at := -1
	for i, x := range e.list {
		switch {
		case x.Key == key:
			at = i
		case strings.EqualFold(x.Key, key) && x.Value != value:
			bad = bad.Add(member, "has the keys "+quote(x.Key)+" and "+quote(key)+", which are one to S3, with different values")
		}
	}
	if at >= 0 {
		if e.list[at].Value == value {
			return e, bad
		}
		list := append([]Entry(nil), e.list...)
		list[at].Value = value
		return Entries{list}, bad
	}
	n := len(e.list)
	return Entries{append(e.list[:n:n], Entry{key, value})}, bad
}

// WithAll returns the entries and those of a map, in the order of its keys. An
// empty map makes absent entries present, a nil one changes nothing.
func (e Entries) WithAll(bad *Problem, member string, m map[string]string) (Entries, *Problem) {
	if m == nil {
		return e, bad
	}
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
