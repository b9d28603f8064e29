package operation

import "math/bits"

// words is the size of a Set; the generated file fails to compile if the SDK
// ever has more operations than fit.
const words = 4

// Set is a set of operations. The zero Set is empty.
type Set [words]uint64

// SetOf returns the set of the operations given.
func SetOf(ids ...ID) Set {
	var s Set
	for _, id := range ids {
		s.Add(id)
	}
	return s
}

// Add puts an operation into the set.
func (s *Set) Add(id ID) { s[id>>6&(words-1)] |= 1 << (id & 63) }

// Has reports whether the set contains the operation.
func (s *Set) Has(id ID) bool { return s[id>>6&(words-1)]&(1<<(id&63)) != 0 }

// Empty reports whether the set has no operation.
func (s *Set) Empty() bool { return *s == Set{} }

// Union returns the operations of either set.
func (s Set) Union(o Set) Set {
	for i := range s {
		s[i] |= o[i]
	}
	return s
}

// Without returns the operations of s that are not in o.
func (s Set) Without(o Set) Set {
	for i := range s {
		s[i] &^= o[i]
	}
	return s
}

// IDs lists the operations in ascending order, which is alphabetical.
func (s Set) IDs() []ID {
	var ids []ID
	for i, w := range s {
		for ; w != 0; w &= w - 1 {
			ids = append(ids, ID(i<<6+bits.TrailingZeros64(w)))
		}
	}
	return ids
}
