// Package printable makes texts from outside fit to be printed: what a store
// answers, what a file or a key holds. Such a text could begin a line of its own,
// control a terminal, or turn the direction of the text that follows it.
package printable

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Line returns the text as a part of one line: control characters, line
// breaks, marks that turn or hide text, and bytes that aren't UTF-8 are escaped as
// in Go's source. A text without any is returned as it is. Line of its own result
// changes nothing.
func Line(s string) string {
	i := first(s)
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 16)
	b.WriteString(s[:i])
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case strconv.IsPrint(r):
			b.WriteString(s[i : i+size])
		default:
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
		}
		i += size
	}
	return b.String()
}

// Lines is Line for each of several texts.
func Lines(list []string) []string {
	for i, s := range list {
		if first(s) < 0 {
			continue
		}
		out := make([]string, len(list))
		copy(out, list[:i])
		for j := i; j < len(list); j++ {
			out[j] = Line(list[j])
		}
		return out
	}
	return list
}

// JSON escapes the same characters in JSON, which stays the same value: outside
// of strings JSON has none but line breaks and tabs, which are kept.
func JSON(text []byte) []byte {
	s := string(text)
	if first(s) < 0 {
		return text
	}
	out := make([]byte, 0, len(s)+16)
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == '\n', r == '\t', r == '\r', strconv.IsPrint(r):
			out = append(out, s[i:i+size]...)
		case r > 0xffff:
			r -= 0x10000
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xd800+r>>10, 0xdc00+r&0x3ff)
		default:
			out = fmt.Appendf(out, `\u%04x`, r)
		}
		i += size
	}
	return out
}

// first returns where the first character is that can't be printed, -1 if there is
// none.
func first(s string) int {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c >= 0x7f {
			if c < utf8.RuneSelf {
				return i
			}
			return firstBeyond(s, i)
		}
	}
	return -1
}

// firstBeyond is first from a character on that isn't ASCII.
func firstBeyond(s string, i int) int {
	for i < len(s) {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || !strconv.IsPrint(r) {
			return i
		}
		i += size
	}
	return -1
}

// Error returns an error with the same meaning whose text is that of [Line].
func Error(err error) error {
	if err == nil || first(err.Error()) < 0 {
		return err
	}
	return &escaped{err}
}

type escaped struct{ err error }

func (e *escaped) Error() string { return Line(e.err.Error()) }
func (e *escaped) Unwrap() error { return e.err }
