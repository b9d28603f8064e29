package vettest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"
)

// imported are the packages that sources can import, loaded once.
var imported = sync.OnceValues(func() (map[string]*types.Package, error) {
	config := &packages.Config{Mode: packages.NeedName | packages.NeedTypes | packages.NeedExportFile}
	loaded, err := packages.Load(config, "bytes", "context", "encoding/json", "sync", "errors", "fmt", "io", "net/url", "os", "strings", "time", "log",
		"github.com/aws/aws-sdk-go-v2/aws", "github.com/aws/aws-sdk-go-v2/service/s3", "github.com/aws/aws-sdk-go-v2/service/s3/types",
		"github.com/s3safe/s3safe-go/s3safe")
	if err != nil {
		return nil, err
	}
	all := map[string]*types.Package{}
	for _, p := range loaded {
		if len(p.Errors) > 0 {
			return nil, p.Errors[0]
		}
		all[p.PkgPath] = p.Types
	}
	return all, nil
})

type importer map[string]*types.Package

func (m importer) Import(path string) (*types.Package, error) {
	if p := m[path]; p != nil {
		return p, nil
	}
	return nil, fmt.Errorf("package %s isn't loaded for tests", path)
}

// Result is what an analyzer reports on a source.
type Result struct {
	Fset        *token.FileSet
	File        *ast.File
	Diagnostics []analysis.Diagnostic
}

// Analyze runs an analyzer that requires no other on one file.
func Analyze(a *analysis.Analyzer, name, source string) (*Result, error) {
	all, err := imported()
	if err != nil {
		return nil, err
	}
	r := &Result{Fset: token.NewFileSet()}
	if r.File, err = parser.ParseFile(r.Fset, name, source, parser.ParseComments|parser.SkipObjectResolution); err != nil {
		return nil, err
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
	}
	config := types.Config{Importer: importer(all)}
	pkg, err := config.Check("fixture", r.Fset, []*ast.File{r.File}, info)
	if err != nil {
		return nil, err
	}
	pass := &analysis.Pass{
		Analyzer: a, Fset: r.Fset, Files: []*ast.File{r.File}, Pkg: pkg, TypesInfo: info,
		Report: func(d analysis.Diagnostic) { r.Diagnostics = append(r.Diagnostics, d) },
	}
	if _, err := a.Run(pass); err != nil {
		return nil, err
	}
	return r, nil
}
