package model

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
)

// types reads package types: enumerations, structures and unions.
func (l *loader) types(dir string) {
	l.enums(filepath.Join(dir, "types", "enums.go"))
	f := l.parse(filepath.Join(dir, "types", "types.go"))
	if f == nil {
		return
	}
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.GenDecl:
			for _, s := range d.Specs {
				if t, ok := s.(*ast.TypeSpec); ok && t.Name.IsExported() {
					l.typeSpec(t, d.Doc.Text())
				}
			}
		case *ast.FuncDecl:
			l.variant(d)
		}
	}
	for name, u := range l.sdk.Unions {
		if len(u.Variants) == 0 {
			l.failf("types.%s: an interface that nothing implements", name)
		}
		slices.Sort(u.Variants)
	}
}

func (l *loader) typeSpec(t *ast.TypeSpec, doc string) {
	switch x := t.Type.(type) {
	case *ast.StructType:
		s := &Struct{Name: t.Name.Name, Doc: doc}
		for _, f := range x.Fields.List {
			for _, n := range f.Names {
				doc := f.Doc.Text()
				s.Fields = append(s.Fields, Field{
					Name: n.Name, Doc: doc, GoType: l.text(f.Type),
					Deprecated: deprecation(doc), Required: strings.Contains(doc, requiredMark),
				})
			}
		}
		l.sdk.Structs[s.Name] = s
	case *ast.InterfaceType:
		u := l.union(t.Name.Name)
		u.Doc = doc
		if len(x.Methods.List) != 1 || len(x.Methods.List[0].Names) != 1 || x.Methods.List[0].Names[0].Name != "is"+u.Name {
			l.failf("types.%s: an interface that isn't a union", u.Name)
		}
	default:
		l.failf("types.%s: unknown shape %s", t.Name.Name, l.text(t.Type))
	}
}

// variant records the marker method that makes a structure part of a union.
func (l *loader) variant(d *ast.FuncDecl) {
	name, ok := strings.CutPrefix(d.Name.Name, "is")
	if !ok || d.Recv == nil {
		return
	}
	u := l.union(name)
	star, ok := d.Recv.List[0].Type.(*ast.StarExpr)
	id, isIdent := d.Recv.List[0].Type.(*ast.Ident)
	switch {
	case ok && l.text(star.X) == "UnknownUnionMember":
		// Stands for what an answer has and the SDK doesn't know; it can't be sent.
	case ok:
		u.Variants = append(u.Variants, l.text(star.X))
	case isIdent:
		l.failf("types.%s: the value type %s implements it", name, id.Name)
	}
}

func (l *loader) union(name string) *Union {
	if l.sdk.Unions[name] == nil {
		l.sdk.Unions[name] = &Union{Name: name}
	}
	return l.sdk.Unions[name]
}

func (l *loader) enums(path string) {
	f := l.parse(path)
	if f == nil {
		return
	}
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok {
			continue
		}
		for _, s := range g.Specs {
			switch s := s.(type) {
			case *ast.TypeSpec:
				if id, ok := s.Type.(*ast.Ident); !ok || id.Name != "string" {
					l.failf("types.%s: an enumeration of %s", s.Name.Name, l.text(s.Type))
					continue
				}
				l.sdk.Enums[s.Name.Name] = &Enum{Name: s.Name.Name, Doc: g.Doc.Text()}
			case *ast.ValueSpec:
				l.enumValue(g.Tok, s)
			}
		}
	}
}

func (l *loader) enumValue(tok token.Token, s *ast.ValueSpec) {
	if tok != token.CONST || len(s.Names) != 1 || len(s.Values) != 1 || s.Type == nil {
		l.failf("types: unknown declaration %s", l.text(s))
		return
	}
	e := l.sdk.Enums[l.text(s.Type)]
	v, ok := literal(s.Values[0])
	if e == nil || !ok {
		l.failf("types.%s: not a value of an enumeration", s.Names[0].Name)
		return
	}
	e.Values = append(e.Values, EnumValue{s.Names[0].Name, v})
}
