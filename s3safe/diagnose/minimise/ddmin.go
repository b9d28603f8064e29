package minimise

import "math/bits"

// ddmin reduces a set that fails until no element can be left out. It keeps no
// record of the smallest set: the test does. The first error of the test ends it.
//
// Andreas Zeller and Ralf Hildebrandt, "Simplifying and Isolating Failure-Inducing
// Input", IEEE Transactions on Software Engineering 28 (2002).
func ddmin(set uint64, fails func(uint64) (bool, error)) error {
	// Most likely something is to blame; if nothing is, this saves the search.
	if found, err := fails(0); err != nil || found {
		return err
	}
	for parts := 2; bits.OnesCount64(set) > 1; {
		smaller, err := reduce(set, parts, fails)
		if err != nil {
			return err
		}
		left := bits.OnesCount64(set)
		switch {
		case smaller.complement:
			set, parts = smaller.set, max(parts-1, 2)
		case smaller.set != 0:
			set, parts = smaller.set, 2
		case parts >= left:
			return nil
		default:
			parts = min(2*parts, left)
		}
	}
	return nil
}

// reduction is a smaller set that fails, if any.
type reduction struct {
	set        uint64
	complement bool
}

// reduce tries each part of the set, and what is left without it.
func reduce(set uint64, parts int, fails func(uint64) (bool, error)) (reduction, error) {
	chunks := divide(set, parts)
	// With two parts each is the other's complement.
	for _, c := range chunks {
		if found, err := fails(c); err != nil || found {
			return reduction{set: c}, err
		}
	}
	if parts == 2 {
		return reduction{}, nil
	}
	for _, c := range chunks {
		if found, err := fails(set &^ c); err != nil || found {
			return reduction{set: set &^ c, complement: true}, err
		}
	}
	return reduction{}, nil
}

// divide cuts a set into as many parts, as equal as can be.
func divide(set uint64, parts int) []uint64 {
	chunks := make([]uint64, 0, parts)
	left := bits.OnesCount64(set)
	for ; parts > 0; parts-- {
		size := left / parts
		var c uint64
		for range size {
			low := set & -set
			c |= low
			set &^= low
		}
		left -= size
		chunks = append(chunks, c)
	}
	return chunks
}
