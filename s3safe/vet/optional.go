package vet

import (
	"go/ast"
	"go/token"
	"go/types"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/typeutil"

	"github.com/s3safe/s3safe-go/s3safe/vet/internal/flow"
)

// optionals makes the checks that flags turn on.
func (c *checker) optionals() {
	for _, file := range c.pass.Files {
		if options.guard {
			c.clients(file)
			c.removals(file)
		}
		if options.copySource {
			c.escaping(file)
		}
	}
}

func (c *checker) tell(at ast.Node, category, message string, fixes ...analysis.SuggestedFix) {
	if c.ignores.silences(c.pass, category, at.Pos()) {
		return
	}
	c.pass.Report(analysis.Diagnostic{
		Pos: at.Pos(), End: at.End(), Category: category, Message: message + " [" + category + "]", SuggestedFixes: fixes,
	})
}

// clients finds clients that are made without a guard, and aren't given to
// s3safe.New, nor made from a configuration that s3safe.Install has guarded.
func (c *checker) clients(file *ast.File) {
	guarded := map[ast.Expr]bool{}
	wrapped := map[types.Object]bool{}
	installed := map[types.Object]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) == 0 {
			return true
		}
		if c.calls(call, isOwn, "Install") {
			if o := c.variable(call.Args[0]); o != nil {
				installed[o] = true
			}
		}
		if !c.calls(call, isOwn, "New") {
			return true
		}
		guarded[ast.Unparen(call.Args[0])] = true
		if id, ok := ast.Unparen(call.Args[0]).(*ast.Ident); ok {
			wrapped[c.pass.TypesInfo.Uses[id]] = true
		}
		return true
	})
	ast.Inspect(file, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == len(a.Rhs) {
			for i, l := range a.Lhs {
				id, ok := l.(*ast.Ident)
				if !ok {
					continue
				}
				o := c.pass.TypesInfo.Defs[id]
				if o == nil {
					o = c.pass.TypesInfo.Uses[id]
				}
				if o != nil && wrapped[o] {
					guarded[ast.Unparen(a.Rhs[i])] = true
				}
			}
		}
		return true
	})
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || guarded[call] || !c.calls(call, func(path string) bool { return path == flow.PackageS3 }, "New", "NewFromConfig") {
			return true
		}
		if len(call.Args) > 0 && installed[c.variable(call.Args[0])] {
			return true
		}
		for _, arg := range call.Args[min(1, len(call.Args)):] {
			if !c.plain(arg) {
				return true // it may have a guard
			}
		}
		c.tell(call, "client-without-guard", "this S3 client has no guard: add the option s3safe.Guard(), call s3safe.Install for its configuration, or give the client to s3safe.New")
		return true
	})
}

// variable returns the variable that an expression is, or is the address of; nil if it
// is anything else.
func (c *checker) variable(e ast.Expr) types.Object {
	e = ast.Unparen(e)
	if u, ok := e.(*ast.UnaryExpr); ok && u.Op == token.AND {
		e = ast.Unparen(u.X)
	}
	switch e := e.(type) {
	case *ast.Ident:
		if v, ok := c.pass.TypesInfo.Uses[e].(*types.Var); ok {
			return v
		}
	case *ast.SelectorExpr: // a field, of whatever value
		if v, ok := c.pass.TypesInfo.Uses[e.Sel].(*types.Var); ok {
			return v
		}
	}
	return nil
}

// plain reports whether an option of a client certainly is no guard.
func (c *checker) plain(option ast.Expr) bool {
	switch o := ast.Unparen(option).(type) {
	case *ast.FuncLit:
		own := false
		ast.Inspect(o, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok {
				if used := c.pass.TypesInfo.Uses[id]; used != nil && used.Pkg() != nil && isOwn(used.Pkg().Path()) {
					own = true
				}
			}
			_, calls := n.(*ast.CallExpr)
			own = own || calls // what is called may add one
			return !own
		})
		return !own
	case *ast.CallExpr:
		return c.calls(o, func(path string) bool { return path == flow.PackageS3 })
	}
	return false
}

// calls reports whether a call is of a function of a package, with one of the
// names if any are given.
func (c *checker) calls(call *ast.CallExpr, in func(path string) bool, names ...string) bool {
	fn := typeutil.StaticCallee(c.pass.TypesInfo, call)
	if fn == nil || fn.Pkg() == nil || !in(fn.Pkg().Path()) || fn.Signature().Recv() != nil {
		return false
	}
	for _, name := range names {
		if fn.Name() == name {
			return true
		}
	}
	return len(names) == 0
}

// removals finds options that put something in the place of all APIOptions, among
// which the guard is.
func (c *checker) removals(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || a.Tok != token.ASSIGN || len(a.Lhs) != 1 || len(a.Rhs) != 1 {
			return true
		}
		field, ok := a.Lhs[0].(*ast.SelectorExpr)
		if !ok || !c.isField(field.Sel, "APIOptions") {
			return true
		}
		switch v := ast.Unparen(a.Rhs[0]).(type) {
		case *ast.CompositeLit:
		case *ast.Ident:
			if v.Name != "nil" {
				return true
			}
		default:
			return true
		}
		c.tell(a, "call-removes-guard", "this takes s3safe's guard out of the call: append to APIOptions, or call through an s3safe.Client, which puts the guard back")
		return true
	})
}

// isField reports whether an identifier is that field of a type of package s3.
func (c *checker) isField(id *ast.Ident, names ...string) bool {
	v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || !v.IsField() || v.Pkg() == nil || v.Pkg().Path() != flow.PackageS3 {
		return false
	}
	for _, name := range names {
		if v.Name() == name {
			return true
		}
	}
	return false
}

// escaping finds url.PathEscape in the making of a CopySource.
func (c *checker) escaping(file *ast.File) {
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok && c.isField(id, "CopySource") {
				c.escapes(n.Value)
			}
		case *ast.AssignStmt:
			for i, l := range n.Lhs {
				if field, ok := l.(*ast.SelectorExpr); ok && len(n.Rhs) == len(n.Lhs) && c.isField(field.Sel, "CopySource") {
					c.escapes(n.Rhs[i])
				}
			}
		}
		return true
	})
}

func (c *checker) escapes(value ast.Expr) {
	ast.Inspect(value, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || !c.calls(call, func(path string) bool { return path == "net/url" }, "PathEscape") {
			return true
		}
		name := call.Fun
		if s, ok := ast.Unparen(name).(*ast.SelectorExpr); ok {
			name = s.Sel
		}
		c.tell(call, "copy-source-escaping",
			"url.PathEscape leaves a plus sign as it is, and in a CopySource S3 takes that for a space: use url.QueryEscape",
			analysis.SuggestedFix{Message: "Use url.QueryEscape", TextEdits: []analysis.TextEdit{{Pos: name.Pos(), End: name.End(), NewText: []byte("QueryEscape")}}})
		return true
	})
}
