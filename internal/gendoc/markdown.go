package main

import (
	"bytes"
	"fmt"
	"strings"
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

// sentence adds a full stop if there is none.
func sentence(s string) string {
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// count writes a number with its noun.
func count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return thousands(n) + " " + one + "s"
}
