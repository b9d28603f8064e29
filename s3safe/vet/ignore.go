package vet

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
	"unicode"

	"golang.org/x/tools/go/analysis"

	"github.com/s3safe/s3safe-go/compat/aws"
)

const directive = "//s3safe:ignore"

// ignores are the directives of a package that silence findings.
type ignores struct {
	byFile map[string][]*ignore
	all    []*ignore
}

type ignore struct {
	comment *ast.Comment
	rule    string
	wrong   string // why the directive doesn't count
	used    bool
	// first and last are the lines that it is for: its own, and the one behind it and
	// the comments that it stands among.
	first, last int
}

// directives reads the directives of the package.
func directives(pass *analysis.Pass) *ignores {
	out := &ignores{byFile: map[string][]*ignore{}}
	for _, file := range pass.Files {
		var code map[int]bool
		for _, group := range file.Comments {
			for _, c := range group.List {
				i := directiveOf(c)
				if i == nil {
					continue
				}
				if code == nil {
					code = linesOfCode(pass.Fset, file)
				}
				p := pass.Fset.Position(c.Pos())
				i.first, i.last = p.Line, p.Line+1
				if !code[p.Line] {
					i.last = pass.Fset.Position(group.End()).Line + 1
				}
				out.byFile[p.Filename] = append(out.byFile[p.Filename], i)
				out.all = append(out.all, i)
			}
		}
	}
	return out
}

// directiveOf returns the directive that a comment is, or is meant to be; nil for other
// comments.
func directiveOf(c *ast.Comment) *ignore {
	rest, is := strings.CutPrefix(c.Text, directive)
	if is && rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return nil // another directive
	}
	if !is {
		// Others are prose, if they don't name a rule.
		text := strings.TrimSpace(strings.TrimSuffix(strings.TrimLeft(c.Text, "/*"), "*/"))
		var word string
		if word, rest, _ = cutSpace(text); word != strings.TrimPrefix(directive, "//") {
			return nil
		}
	}
	rule, reason, _ := cutSpace(strings.TrimSpace(rest))
	i := &ignore{comment: c, rule: rule}
	known := aws.Catalog().Rule(rule) != nil || optional[rule] != nil
	switch {
	case !is && !known:
		return nil
	case !is:
		i.wrong = "write it as " + directive + ", with nothing in between"
	case rule == "":
		i.wrong = "it names no rule: write " + directive + " rule-id reason"
	case !known:
		i.wrong = fmt.Sprintf("there is no rule %q", rule)
	case reason == "":
		i.wrong = "it gives no reason: write one behind the rule's id"
	}
	return i
}

// cutSpace splits a text at the first white space.
func cutSpace(s string) (before, after string, found bool) {
	n := strings.IndexFunc(s, unicode.IsSpace)
	if n < 0 {
		return s, "", false
	}
	return s[:n], strings.TrimSpace(s[n:]), true
}

// linesOfCode returns the lines on which something but a comment begins or ends.
func linesOfCode(fset *token.FileSet, file *ast.File) map[int]bool {
	lines := map[int]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n.(type) {
		case nil, *ast.Comment, *ast.CommentGroup:
			return false
		}
		lines[fset.Position(n.Pos()).Line], lines[fset.Position(n.End()-1).Line] = true, true
		return true
	})
	return lines
}

// silences reports whether a directive is for the rule at one of the positions.
func (x *ignores) silences(pass *analysis.Pass, rule string, at ...token.Pos) bool {
	for _, pos := range at {
		p := pass.Fset.Position(pos)
		// The nearest one: those above it may be for another line.
		list := x.byFile[p.Filename]
		for n := len(list) - 1; n >= 0; n-- {
			if i := list[n]; i.rule == rule && i.wrong == "" && i.first <= p.Line && p.Line <= i.last {
				i.used = true
				return true
			}
		}
	}
	return false
}

// reportUnused reports directives that silence nothing, and those that can't.
func (x *ignores) reportUnused(pass *analysis.Pass) {
	for _, i := range x.all {
		switch {
		case i.wrong != "":
			report(pass, i, "ignore-no-effect", "this s3safe:ignore has no effect: "+i.wrong)
		case !i.used && (optional[i.rule] == nil || *optional[i.rule]):
			report(pass, i, "ignore-unused", "this s3safe:ignore silences nothing: "+i.rule+" isn't found here")
		}
	}
}

func report(pass *analysis.Pass, i *ignore, category, message string) {
	pass.Report(analysis.Diagnostic{Pos: i.comment.Pos(), End: i.comment.End(), Category: category, Message: message})
}

// optional are the checks that aren't rules of the catalogue, with what turns
// them on.
var optional = map[string]*bool{
	"client-without-guard": &options.guard,
	"call-removes-guard":   &options.guard,
	"copy-source-escaping": &options.copySource,
}
