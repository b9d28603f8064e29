package aws_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// TestCompiledRules: the compiled catalogue has the rules of its source, with all
// fields but the examples, in the same order for each operation.
func TestCompiledRules(t *testing.T) {
	compiled, source := aws.Catalog(), aws.Source()
	a, b := compiled.Rules(), source.Rules()
	if len(a) != len(b) {
		t.Fatalf("%d rules are compiled of %d: run go generate", len(a), len(b))
	}
	for i := range a {
		x, y := reflect.ValueOf(a[i]).Elem(), reflect.ValueOf(b[i]).Elem()
		for j := range x.NumField() {
			switch f := x.Type().Field(j); {
			case f.Name == "When":
				if a[i].When.String() != b[i].When.String() {
					t.Errorf("%s: compiled is %s, the source says %s", b[i].ID, a[i].When, b[i].When)
				}
			case f.Name == "Violating" || f.Name == "Allowed":
				if x.Field(j).Len() != 0 {
					t.Errorf("%s: the compiled rule has examples", b[i].ID)
				}
			case f.IsExported() && !reflect.DeepEqual(x.Field(j).Interface(), y.Field(j).Interface()):
				t.Errorf("%s: %s is %v compiled, %v in the source", b[i].ID, f.Name, x.Field(j), y.Field(j))
			}
		}
		if compiled.Rule(b[i].ID) != a[i] {
			t.Errorf("%s isn't found by its id", b[i].ID)
		}
	}
	if compiled.Rule("no-such-rule") != nil {
		t.Error("a rule that doesn't exist is found")
	}
	for op := range operation.ID(operation.Count) {
		a, b := compiled.RulesFor(op), source.RulesFor(op)
		if len(a) != len(b) {
			t.Fatalf("%s: %d rules compiled, %d in the source", op, len(a), len(b))
		}
		for i := range a {
			if a[i].ID != b[i].ID {
				t.Errorf("%s: rule %d is %s compiled, %s in the source", op, i, a[i].ID, b[i].ID)
			}
		}
	}
}

// TestCompiledExamples: what the compiled catalogue finds in the examples of all
// rules, and by the samples of their predicates, is what its source finds.
func TestCompiledExamples(t *testing.T) {
	compiled, source := aws.Catalog(), aws.Source()
	for _, rule := range source.Rules() {
		for _, c := range append(append([]compat.Case(nil), rule.Violating...), rule.Allowed...) {
			agree(t, compiled, source, request(t, c))
		}
		for _, op := range rule.Operations {
			sol := compat.Solve(rule, op, sdk.Schema)
			for _, c := range append(append([]compat.Case(nil), sol.Violating...), sol.Allowed...) {
				agree(t, compiled, source, request(t, c))
			}
		}
	}
}

// TestNothingAtInit: no variable of the package is computed when a process
// starts, which would keep what it needs in every application.
func TestNothingAtInit(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	set := token.NewFileSet()
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(set, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range f.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.Name == "init" {
				t.Errorf("%s: a function init", set.Position(fn.Pos()))
			}
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.VAR {
				continue
			}
			for _, s := range g.Specs {
				for _, v := range s.(*ast.ValueSpec).Values {
					ast.Inspect(v, func(n ast.Node) bool {
						switch n := n.(type) {
						case *ast.FuncLit:
							return false
						case *ast.CallExpr, *ast.MapType:
							t.Errorf("%s: computed when a process starts: make it a function", set.Position(n.Pos()))
							return false
						}
						return true
					})
				}
			}
		}
	}
}
