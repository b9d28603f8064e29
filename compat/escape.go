package compat

import (
	"strconv"
	"strings"
	"unicode"
)

// escape returns the text with everything that a terminal or a log would not print
// as it stands written as Go writes it in a string: line breaks, control
// characters, directions, and what isn't UTF-8.
func escape(s string) string {
	if strings.IndexFunc(s, unprintable) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if !unprintable(r) {
			b.WriteRune(r)
			continue
		}
		q := strconv.QuoteRuneToASCII(r)
		b.WriteString(q[1 : len(q)-1])
	}
	return b.String()
}

func unprintable(r rune) bool { return r == unicode.ReplacementChar || !unicode.IsPrint(r) }
