package rulebook

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// longText is the length from which a text is written in a shorter way.
const longText = 100

// goString writes a string as a Go expression: as it is if it is short, as a
// repetition if it is one, else cut off with a comment.
func goString(s string) string {
	if len(s) <= longText {
		return quote(s)
	}
	if from, unit, n := repetition(s); n > 0 {
		parts := []string{"strings.Repeat(" + quote(s[from:from+unit]) + ", " + strconv.Itoa(n) + ")"}
		if from > 0 {
			parts = append([]string{goString(s[:from])}, parts...)
		}
		if rest := s[from+unit*n:]; rest != "" {
			parts = append(parts, goString(rest))
		}
		return strings.Join(parts, " + ")
	}
	if len(s) <= 8*longText {
		return quote(s)
	}
	end := longText
	for !utf8.RuneStart(s[end]) {
		end--
	}
	return quote(s[:end]) + fmt.Sprintf(" /* … %s bytes in all */", Thousands(len(s)))
}

// quote writes a string literal, a raw one if that needs fewer escapes.
func quote(s string) string {
	if strings.Contains(s, `"`) && strconv.CanBackquote(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// repetition finds the longest part of a text that is a unit of a few bytes
// repeated often enough to be worth telling.
func repetition(s string) (from, unit, times int) {
	best := longText / 2
	for u := 1; u <= 24 && u < len(s); u++ {
		run := 0
		for i := u; i <= len(s); i++ {
			if i < len(s) && s[i] == s[i-u] {
				run++
				continue
			}
			if whole := (run + u) / u * u; run > 0 && whole > best {
				from, unit, times, best = i-u-run, u, whole/u, whole
			}
			run = 0
		}
	}
	// A unit must not end within a character.
	if times > 0 && !(utf8.ValidString(s[from:from+unit]) && utf8.ValidString(s[:from])) {
		return 0, 0, 0
	}
	return from, unit, times
}

// Thousands writes a number with commas: 1,024.
func Thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
