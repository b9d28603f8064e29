package vet

import (
	"fmt"
	"go/ast"
	"go/token"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/internal/partial"
)

// written is the source that gives a member its value.
type written struct {
	node  ast.Node // an element of a composite literal, or an assignment
	value ast.Expr
	list  *ast.CompositeLit // that the element is in, nil for an assignment
}

// writtenAt returns what is written at a position that the SSA form gives: the
// colon of an element, the operator of an assignment.
func (c *checker) writtenAt(pos token.Pos) *written {
	for _, file := range c.pass.Files {
		if pos < file.FileStart || file.FileEnd <= pos {
			continue
		}
		path, _ := astutil.PathEnclosingInterval(file, pos, pos)
		for i, n := range path {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if n.Colon != pos {
					return nil
				}
				list, _ := path[i+1].(*ast.CompositeLit)
				return &written{n, n.Value, list}
			case *ast.AssignStmt:
				if n.TokPos != pos || len(n.Lhs) != 1 || len(n.Rhs) != 1 {
					return nil
				}
				return &written{n, n.Rhs[0], nil}
			case ast.Stmt:
				return nil
			}
		}
	}
	return nil
}

// fixes returns what can be done without knowing what is meant: leaving out what S3
// ignores, and writing a value as S3 has it.
func (c *checker) fixes(in *partial.Input, f partial.Finding) []analysis.SuggestedFix {
	w := c.writtenAt(f.Pos)
	if w == nil {
		return nil
	}
	if fix, ok := c.spelling(in, f, w); ok {
		return []analysis.SuggestedFix{fix}
	}
	if fix, ok := c.removal(in, f, w); ok {
		return []analysis.SuggestedFix{fix}
	}
	return nil
}

// removal leaves out the one member that S3 ignores. If another is missing, adding
// that may be what is meant.
func (c *checker) removal(in *partial.Input, f partial.Finding, w *written) (analysis.SuggestedFix, bool) {
	var none analysis.SuggestedFix
	if f.Rule.Effect != compat.Ignored || len(f.Members) != 1 || len(f.Missing) > 0 || f.Path != "" || w.list == nil {
		return none, false
	}
	name := f.Members[0].String()
	if key, ok := w.node.(*ast.KeyValueExpr).Key.(*ast.Ident); !ok || key.Name != name {
		return none, false
	}
	if !cures(in, in.Without(name), f) {
		return none, false
	}
	from, to := w.node.Pos(), w.node.End()
	for i, e := range w.list.Elts {
		if e != w.node {
			continue
		}
		switch {
		case i+1 < len(w.list.Elts):
			to = w.list.Elts[i+1].Pos()
		case i > 0:
			from = w.list.Elts[i-1].End()
		}
	}
	return analysis.SuggestedFix{
		Message:   fmt.Sprintf("Leave out %s, which S3 ignores", name),
		TextEdits: []analysis.TextEdit{{Pos: from, End: to}},
	}, true
}

// spelling writes a value of an enumeration in the way that S3 accepts.
func (c *checker) spelling(in *partial.Input, f partial.Finding, w *written) (analysis.SuggestedFix, bool) {
	var none analysis.SuggestedFix
	p := in.At(f.Path)
	if f.Path == "" && len(f.Members) > 0 {
		p = in.At(f.Members[0].String())
	}
	literal := onlyText(w.value)
	if p == nil || literal == nil || !p.Leaf.IsValid() || p.Leaf.Kind() != reflect.String {
		return none, false
	}
	text, err := strconv.Unquote(literal.Value)
	if err != nil || text != p.Leaf.String() {
		return none, false
	}
	var same []string
	for _, v := range partial.Enumeration(p.Leaf.Type()) {
		if letters(v) == letters(text) && v != text {
			same = append(same, v)
		}
	}
	if len(same) != 1 {
		return none, false
	}
	return analysis.SuggestedFix{
		Message:   fmt.Sprintf("Write %q", same[0]),
		TextEdits: []analysis.TextEdit{{Pos: literal.Pos(), End: literal.End(), NewText: []byte(strconv.Quote(same[0]))}},
	}, true
}

// letters returns the letters and digits of a text, in lower case.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

// onlyText returns the one string literal in an expression, nil if there is none
// or there are several.
func onlyText(e ast.Expr) *ast.BasicLit {
	var found *ast.BasicLit
	n := 0
	ast.Inspect(e, func(node ast.Node) bool {
		if l, ok := node.(*ast.BasicLit); ok && l.Kind == token.STRING {
			found = l
			n++
		}
		return true
	})
	if n != 1 {
		return nil
	}
	return found
}

// cures reports whether the changed input is free of the finding, and has no other
// that the first didn't have.
func cures(before, after *partial.Input, f partial.Finding) bool {
	had := map[string]bool{}
	for _, g := range partial.Judge(before) {
		had[g.Rule.ID] = true
	}
	for _, g := range partial.Judge(after) {
		if g.Rule.ID == f.Rule.ID || !had[g.Rule.ID] {
			return false
		}
	}
	return true
}
