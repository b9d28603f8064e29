package vet

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/s3safe/s3safe-go/compat/aws"
)

const directive = "//s3safe:ignore"

// ignores are the directives of a package that silence findings.
type ignores struct {
	byLine map[place]*ignore
	all    []*ignore
}

type place struct {
	file string
	line int
}

type ignore struct {
	comment *ast.Comment
	rule    string
	wrong   string // why the directive doesn't count
	used    bool
}

// directives reads the directives of the package.
func directives(pass *analysis.Pass) *ignores {
	out := &ignores{byLine: map[place]*ignore{}}
	for _, file := range pass.Files {
		for _, group := range file.Comments {
			for _, c := range group.List {
				rest, ok := strings.CutPrefix(c.Text, directive)
				if !ok || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
					continue
				}
				rule, reason, _ := strings.Cut(strings.TrimSpace(rest), " ")
				i := &ignore{comment: c, rule: rule}
				switch {
				case rule == "":
					i.wrong = "it names no rule: write " + directive + " rule-id reason"
				case aws.Catalog().Rule(rule) == nil && optional[rule] == nil:
					i.wrong = fmt.Sprintf("there is no rule %q", rule)
				case strings.TrimSpace(reason) == "":
					i.wrong = "it gives no reason: write one behind the rule's id"
				}
				p := pass.Fset.Position(c.Pos())
				out.byLine[place{p.Filename, p.Line}] = i
				out.all = append(out.all, i)
			}
		}
	}
	return out
}

// silences reports whether a directive is for the rule at one of the positions: on
// its line, or among the comments right above.
func (x *ignores) silences(pass *analysis.Pass, rule string, at ...token.Pos) bool {
	for _, pos := range at {
		p := pass.Fset.Position(pos)
		for line := p.Line; line > 0; line-- {
			i := x.byLine[place{p.Filename, line}]
			if i == nil {
				if line == p.Line {
					continue
				}
				break
			}
			if i.rule == rule && i.wrong == "" {
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
