package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/s3safe/s3safe-go/internal/gen/model"
)

// A document is one documentation comment of the SDK and where it stands.
//
// Places are written as in Go: "PutObject" is the comment of the operation,
// "PutObject.ACL" that of a member of its input, "types.Tag.Key" that of a field
// of a nested document, "types.Tag" and "types.StorageClass" those of a type, and
// "error.NoSuchKey" that of an error which the SDK knows.
type document struct {
	place, text string
}

// documents reads the comments of everything that a caller fills in: operations,
// the members of their inputs, and the types and fields that can be reached from
// there. What only answers contain is left out: it states nothing about requests.
// The errors belong to it, because each of them is a way to be rejected.
//
// They are read once.
func documents() ([]document, reach, error) {
	r := readDocuments()
	return r.documents, r.reach, r.err
}

type sdkDocuments struct {
	documents []document
	reach     reach
	err       error
}

var readDocuments = sync.OnceValue(func() (r sdkDocuments) {
	r.documents, r.reach, r.err = loadDocuments()
	return r
})

func loadDocuments() ([]document, reach, error) {
	dir, _, err := model.Source(".")
	if err != nil {
		return nil, nil, err
	}
	sdk, err := model.Load(dir)
	if err != nil {
		return nil, nil, err
	}
	w := &walk{sdk: sdk, reached: reach{}}
	for _, op := range sdk.Operations {
		w.add(op.Name, op.Doc)
		for _, m := range op.Members {
			w.add(op.Name+"."+m.Name, m.Doc)
			w.reach(m.GoType, use{op.Name, m.Name})
		}
	}
	if err := w.comments(filepath.Join(dir, "api_op_*.go"), func(name string) (string, bool) {
		return strings.CutSuffix(name, "Input")
	}); err != nil {
		return nil, nil, err
	}
	if err := w.comments(filepath.Join(dir, "types", "errors.go"), func(name string) (string, bool) {
		return "error." + name, true
	}); err != nil {
		return nil, nil, err
	}
	return w.out, w.reached, nil
}

// use is a member of an operation's input.
type use struct{ operation, member string }

// reach tells, of each type in package types, which members lead to it.
type reach map[string][]use

type walk struct {
	sdk     *model.SDK
	reached reach
	out     []document
}

func (w *walk) add(place, text string) {
	if strings.TrimSpace(text) != "" {
		w.out = append(w.out, document{place, text})
	}
}

var typeName = regexp.MustCompile(`[A-Z]\w*`)

// reach follows a Go type such as *types.Tag or []types.Tag from a member. The
// comments of each type are added once.
func (w *walk) reach(goType string, from use) {
	for _, name := range typeName.FindAllString(goType, -1) {
		uses := w.reached[name]
		if slices.Contains(uses, from) {
			continue
		}
		w.reached[name] = append(uses, from)
		first := len(uses) == 0
		if e := w.sdk.Enums[name]; e != nil && first {
			w.add("types."+name, e.Doc)
		}
		if u := w.sdk.Unions[name]; u != nil {
			if first {
				w.add("types."+name, u.Doc)
			}
			for _, v := range u.Variants {
				w.reach(v, from)
			}
		}
		if s := w.sdk.Structs[name]; s != nil {
			if first {
				w.add("types."+name, s.Doc)
			}
			for _, f := range s.Fields {
				if first {
					w.add("types."+name+"."+f.Name, f.Doc)
				}
				w.reach(f.GoType, from)
			}
		}
	}
}

// comments adds the comments of the struct types in the files, at the places
// that the function gives.
func (w *walk) comments(pattern string, place func(typeName string) (string, bool)) error {
	names, err := filepath.Glob(pattern)
	if err != nil {
		return err
	}
	fset := token.NewFileSet()
	for _, name := range names {
		f, err := parser.ParseFile(fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, d := range f.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.TYPE {
				continue
			}
			for _, s := range g.Specs {
				t := s.(*ast.TypeSpec)
				if p, ok := place(t.Name.Name); ok && t.Name.IsExported() {
					w.add(p, g.Doc.Text())
				}
			}
		}
	}
	return nil
}
