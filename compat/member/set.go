package member

import "math/bits"

// words is the size of a Set; the generated file fails to compile if the SDK
// ever has more members than fit.
const words = 4

// Set is a set of members. The zero Set is empty. Sets are values: they are
// compared with == and copied by assignment.
type Set [words]uint64

// SetOf returns the set of the members given.
func SetOf(ids ...ID) Set {
	var s Set
	for _, id := range ids {
		s.Add(id)
	}
	return s
}

// Add puts a member into the set.
func (s *Set) Add(id ID) { s[id>>6&(words-1)] |= 1 << (id & 63) }

// Remove takes a member out of the set.
func (s *Set) Remove(id ID) { s[id>>6&(words-1)] &^= 1 << (id & 63) }

// Has reports whether the set contains the member.
func (s *Set) Has(id ID) bool { return s[id>>6&(words-1)]&(1<<(id&63)) != 0 }

// Empty reports whether the set has no member.
func (s *Set) Empty() bool { return *s == Set{} }

// Union returns the members of either set.
func (s Set) Union(o Set) Set {
	for i := range s {
		s[i] |= o[i]
	}
	return s
}

// Intersect returns the members of both sets.
func (s Set) Intersect(o Set) Set {
	for i := range s {
		s[i] &= o[i]
	}
	return s
}

// Without returns the members of s that are not in o.
func (s Set) Without(o Set) Set {
	for i := range s {
		s[i] &^= o[i]
	}
	return s
}

// Covers reports whether every member of o is in s.
func (s *Set) Covers(o *Set) bool {
	return (o[0]&^s[0])|(o[1]&^s[1])|(o[2]&^s[2])|(o[3]&^s[3]) == 0
}

// Meets reports whether some member of o is in s.
func (s *Set) Meets(o *Set) bool {
	return o[0]&s[0]|o[1]&s[1]|o[2]&s[2]|o[3]&s[3] != 0
}

// Len returns the number of members.
func (s Set) Len() int {
	n := 0
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// IDs lists the members in ascending order, which is alphabetical.
func (s Set) IDs() []ID {
	ids := make([]ID, 0, s.Len())
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			ids = append(ids, ID(i<<6+bits.TrailingZeros64(w)))
		}
	}
	return ids
}
