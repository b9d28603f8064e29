// Package ordinary tells ordinary texts from those that are worth a closer look.
//
//	ordinary.Text("reports/2026/q3.csv") // true
//	ordinary.Text("größe")               // false: beyond ASCII
//	ordinary.Text("two\nlines")          // false
//	ordinary.Text("../q3.csv")           // false: two periods
package ordinary

// MaxLen is the length of the longest ordinary text, in bytes.
const MaxLen = 1024

// Text reports whether s is 1 to MaxLen bytes of visible ASCII and blanks, neither
// begins nor ends with a blank, and has no two periods in a row. Nearly all keys and
// headers are such texts. It may be false of one that is shorter than four bytes and
// has a period.
func Text(s string) bool { return Bit(s) != 0 }

// Bit is Text as a number, 1 for true. It looks at eight bytes at a time, and asks at
// the end whether one of them isn't ordinary: nearly always none is, and what the
// processor has to guess is only how long the text is.
func Bit(s string) uint64 {
	n := len(s)
	if uint(n-1) >= MaxLen || s[0] <= ' ' || s[n-1] <= ' ' {
		return 0
	}
	var fine uint64 = high
	switch {
	case n >= 8:
		// Each begins with the last byte of the one before, for the sake of periods.
		for i := 0; i < n-8; i += 7 {
			fine &= ordinaries(eight(s[i : i+8]))
		}
		fine &= ordinaries(eight(s[n-8:]))
	case n >= 4:
		fine = ordinaries(four(s[:4])|dashes&^0xffffffff) & ordinaries(four(s[n-4:])|dashes&^0xffffffff)
	default:
		fine = ordinaries(uint64(s[0]) | uint64(s[n/2])<<8 | uint64(s[n-1])<<16 | dashes&^0xffffff)
	}
	if fine != high {
		return 0
	}
	return 1
}

const (
	ones = 0x0101010101010101
	high = 0x80 * ones
	// dashes fill a word.
	dashes = uint64('-' * ones)
)

// ordinaries returns the high bits of those of eight bytes that are ordinary, at least
// if all are ASCII. Such a byte has no high bit, has the one that is set here when a
// blank is subtracted, and none when one is added. It isn't a period after another.
func ordinaries(x uint64) uint64 {
	periods := ^((x ^ '.'*ones) + 0x7f*ones) & high
	return ((x | high) - ' '*ones) &^ (x | (x&^high + ones) | periods&(periods<<8)) & high
}

func eight(b string) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

func four(b string) uint64 {
	_ = b[3]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24
}
