package main

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
)

// page is a page being written.
type page struct{ bytes.Buffer }

func newPage(title string) *page {
	p := &page{}
	p.printf("\n# %s\n", escape(title))
	return p
}

func (p *page) printf(format string, args ...any) { fmt.Fprintf(p, format, args...) }

// para writes a paragraph, of plain text.
func (p *page) para(text string) { p.printf("\n%s\n", escape(text)) }

// escape keeps plain text from being taken for Markdown.
func escape(s string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "_", `\_`, "<", `\<`, "`", "\\`", "[", `\[`, "]", `\]`, "|", `\|`).Replace(s)
}

// code writes a code span.
func code(s string) string {
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if len(fence) > 1 {
		return fence + " " + s + " " + fence
	}
	return fence + s + fence
}

// cell is code for a table's cell, where a bar would end the cell.
func cell(s string) string { return strings.ReplaceAll(code(s), "|", `\|`) }

// anchor is what a heading is linked by: its letters and digits in lower case,
// with hyphens for blanks.
func anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ' || r == '-':
			return '-'
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_':
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}
