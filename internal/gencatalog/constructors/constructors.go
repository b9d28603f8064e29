// Package constructors reads the functions of the catalogue's source that make a
// predicate or a relation, and takes the samples out of them.
package constructors

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// Dirs of the catalogue and of the engine, below the module's root.
const (
	Catalogue = "compat/aws"
	engine    = "compat"
)

// Function is a function that makes a predicate or a relation of its arguments,
// which are texts, numbers or members.
type Function struct {
	Name     string
	Relation bool   // what it makes
	Params   string // as declared, without parentheses
	Args     []string
	File     *File
	body     *ast.BlockStmt
}

// File is a source file.
type File struct {
	Path    string
	text    []byte
	set     *token.FileSet
	imports map[string]string // name to path
}

// Source is what there is to know of the catalogue's source.
type Source struct {
	Functions map[string]*Function
	Files     []*File
	params    map[string][]string // names of parameters, by function; those of the engine are "compat.F"
}

// Read reads the catalogue's source files but those generated.
func Read(root string) (*Source, error) {
	s := &Source{Functions: map[string]*Function{}, params: map[string][]string{}}
	if err := s.read(filepath.Join(root, engine), "compat."); err != nil {
		return nil, err
	}
	return s, s.read(filepath.Join(root, Catalogue), "")
}

func (s *Source) read(dir, prefix string) error {
	paths, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return err
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") || strings.HasSuffix(path, "_gen.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		f := &File{Path: path, text: text, set: token.NewFileSet(), imports: map[string]string{}}
		parsed, err := parser.ParseFile(f.set, path, text, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, spec := range parsed.Imports {
			p, _ := strconv.Unquote(spec.Path.Value)
			name := p[strings.LastIndexByte(p, '/')+1:]
			if spec.Name != nil {
				name = spec.Name.Name
			}
			f.imports[name] = p
		}
		if prefix == "" {
			s.Files = append(s.Files, f)
		}
		for _, d := range parsed.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv != nil {
				continue
			}
			for _, p := range fn.Type.Params.List {
				for _, n := range p.Names {
					s.params[prefix+fn.Name.Name] = append(s.params[prefix+fn.Name.Name], n.Name)
				}
			}
			if made := s.function(f, fn); prefix == "" && made != nil {
				s.Functions[fn.Name.Name] = made
			}
		}
	}
	return nil
}

// function returns nil for a function that isn't what this package is about.
func (s *Source) function(f *File, fn *ast.FuncDecl) *Function {
	if fn.Type.TypeParams != nil || fn.Type.Results == nil || len(fn.Type.Results.List) != 1 {
		return nil
	}
	result := f.source(fn.Type.Results.List[0].Type)
	if result != "*compat.Predicate" && result != "*compat.Relation" {
		return nil
	}
	out := &Function{Name: fn.Name.Name, File: f, Relation: result == "*compat.Relation"}
	var params []string
	for _, p := range fn.Type.Params.List {
		if t := f.source(p.Type); t != "string" && t != "int" && t != "compat.Member" {
			return nil
		}
		params = append(params, f.source(p))
		for _, n := range p.Names {
			out.Args = append(out.Args, n.Name)
		}
	}
	out.Params = strings.Join(params, ", ")
	out.body = fn.Body
	return out
}

func (f *File) source(n ast.Node) string { return string(f.text[f.at(n.Pos()):f.at(n.End())]) }
func (f *File) at(p token.Pos) int       { return f.set.Position(p).Offset }

// edit replaces a part of a file's text.
type edit struct {
	from, to int
	text     string
}

func (f *File) edited(from, to int, edits []edit) string {
	slices.SortFunc(edits, func(a, b edit) int { return a.from - b.from })
	var b strings.Builder
	for _, e := range edits {
		b.Write(f.text[from:e.from])
		b.WriteString(e.text)
		from = e.to
	}
	b.Write(f.text[from:to])
	return b.String()
}

// Labelled returns the file's text in which each function gives what it makes to
// a function named label, or labelRelation, with the expression that makes it.
func (s *Source) Labelled(f *File) []byte {
	var edits []edit
	for _, fn := range s.Functions {
		if fn.File != f {
			continue
		}
		label, result := "label", "*compat.Predicate"
		if fn.Relation {
			label, result = "labelRelation", "*compat.Relation"
		}
		from, to := f.at(fn.body.Lbrace), f.at(fn.body.Rbrace)
		edits = append(edits,
			edit{from, from, fmt.Sprintf("{ return %s(%q, []any{%s}, func() %s ", label, fn.Name, strings.Join(fn.Args, ", "), result)},
			edit{to, to, "}) "})
	}
	return []byte(f.edited(0, len(f.text), edits))
}

// Bare returns the function's body without samples. Other functions of this kind
// that it calls are given to use, which returns what to call instead.
func (s *Source) Bare(fn *Function, use func(*Function) string) string {
	var edits []edit
	f := fn.File
	gone := map[ast.Node]bool{}
	replace := func(n ast.Node, to int, text string) {
		gone[n] = true
		edits = append(edits, edit{f.at(n.Pos()), to, text})
	}
	ast.Inspect(fn.body, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CallExpr:
			name := f.source(x.Fun)
			if i := strings.IndexByte(name, '['); i > 0 {
				name = name[:i]
			}
			if other := s.Functions[name]; other != nil {
				replace(x.Fun, f.at(x.Fun.End()), use(other))
				break
			}
			params := s.params[name]
			for i, arg := range x.Args {
				if i < len(params) && (params[i] == "yes" || params[i] == "no") {
					replace(arg, f.at(arg.End()), "nil")
				}
			}
		case *ast.CompositeLit:
			if x.Type == nil || f.source(x.Type) != "compat.Relation" {
				break
			}
			for i, e := range x.Elts {
				kv, ok := e.(*ast.KeyValueExpr)
				if !ok {
					continue
				}
				if key := f.source(kv.Key); key == "Yes" || key == "No" {
					to := f.at(x.Rbrace)
					if i+1 < len(x.Elts) {
						to = f.at(x.Elts[i+1].Pos())
					}
					replace(kv, to, "")
				}
			}
		}
		return n == nil || !gone[n]
	})
	return f.edited(f.at(fn.body.Pos()), f.at(fn.body.End()), edits)
}

// Imports adds to needed the packages that a body of the file needs, as paths by
// name. It fails if two files use a name for different packages.
func (f *File) Imports(body string, needed map[string]string) error {
	parsed, err := parser.ParseExpr("func() " + body)
	if err != nil {
		return err
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if id, ok := sel.X.(*ast.Ident); ok && f.imports[id.Name] != "" {
			if other := needed[id.Name]; other != "" && other != f.imports[id.Name] {
				err = fmt.Errorf("%s is the name of %s and of %s", id.Name, other, f.imports[id.Name])
			}
			needed[id.Name] = f.imports[id.Name]
		}
		return true
	})
	return err
}
