package fill

import (
	"maps"
	"strings"
)

// Entries is a map of text to text that grows by links, so that builders which
// share a beginning don't share what follows. The zero Entries is absent.
type Entries struct{ last *entry }

// entry is a key with its value, after others. A key of which a later entry has
// another value counts no more. The mark of an empty map has no key.
type entry struct {
	key, value string
	marks      bool
	before     *entry
}

// With returns the entries and one more, in the place of one with the same key. A
// key that differs from another in case only contradicts it if the values do, too:
// to S3 they are one. The rule metadata-keys-collide only reports that, because S3
// accepts the request.
func (e Entries) With(bad *Problem, member, key, value string) (Entries, *Problem) {
	for x := e.last; x != nil; x = x.before {
		switch {
		case x.marks:
		case x.key == key:
			if x.value == value {
				return e, bad
			}
			return Entries{&entry{key: key, value: value, before: e.last}}, bad
		case strings.EqualFold(x.key, key) && x.value != value:
			bad = bad.Add(member, "has the keys "+quote(x.key)+" and "+quote(key)+", which are one to S3, with different values")
		}
	}
	return Entries{&entry{key: key, value: value, before: e.last}}, bad
}

// WithAll returns the entries and those of a map, in the order of its keys. An
// empty map makes absent entries present, a nil one changes nothing.
func (e Entries) WithAll(bad *Problem, member string, m map[string]string) (Entries, *Problem) {
	if m != nil && e.last == nil {
		e.last = &entry{marks: true}
	}
	for _, k := range sorted(maps.Keys(m)) {
		e, bad = e.With(bad, member, k, m[k])
	}
	return e, bad
}

// Map returns a map of the caller's own, nil if the entries are absent.
func (e Entries) Map() map[string]string {
	if e.last == nil {
		return nil
	}
	m := map[string]string{}
	for x := e.last; x != nil; x = x.before {
		if _, later := m[x.key]; !later && !x.marks {
			m[x.key] = x.value
		}
	}
	return m
}
