package model

import (
	"go/ast"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// operations reads the inputs, the documentation of the client's methods and
// what the endpoint is resolved from.
func (l *loader) operations(dir string) {
	l.docRequired, l.endpoint = map[string]bool{}, map[string]bool{}
	for _, path := range l.glob(filepath.Join(dir, "api_op_*.go")) {
		if f := l.parse(path); f != nil {
			name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(path), "api_op_"), ".go")
			l.operation(name, f)
		}
	}
	slices.SortFunc(l.sdk.Operations, func(a, b *Operation) int { return strings.Compare(a.Name, b.Name) })
}

func (l *loader) operation(name string, f *ast.File) {
	op := &Operation{Name: name}
	found := false
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Name.Name == name && receiver(d) == "Client" {
				op.Doc = d.Doc.Text()
				op.Deprecated = deprecation(op.Doc)
			}
			if d.Name.Name == "bindEndpointParams" && receiver(d) == name+"Input" {
				l.endpointParams(name, d)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				t, ok := s.(*ast.TypeSpec)
				if !ok || t.Name.Name != name+"Input" {
					continue
				}
				if st, ok := t.Type.(*ast.StructType); ok {
					found = true
					l.members(op, st)
				}
			}
		}
	}
	if !found {
		l.failf("%s: no structure %sInput", name, name)
	}
	slices.SortFunc(op.Members, func(a, b *Member) int { return strings.Compare(a.Name, b.Name) })
	l.sdk.Operations = append(l.sdk.Operations, op)
}

func receiver(d *ast.FuncDecl) string {
	if d.Recv == nil || len(d.Recv.List) != 1 {
		return ""
	}
	if p, ok := d.Recv.List[0].Type.(*ast.StarExpr); ok {
		if id, ok := p.X.(*ast.Ident); ok {
			return id.Name
		}
	}
	return ""
}

func (l *loader) members(op *Operation, st *ast.StructType) {
	for _, f := range st.Fields.List {
		if len(f.Names) == 0 {
			if t := l.text(f.Type); t != "noSmithyDocumentSerde" {
				l.failf("%s: embeds %s", op.Name, t)
			}
			continue
		}
		for _, n := range f.Names {
			if !n.IsExported() {
				l.failf("%s: the input has an unexported field %s", op.Name, n.Name)
				continue
			}
			m := &Member{Name: n.Name, Doc: f.Doc.Text(), GoType: l.text(f.Type)}
			m.Deprecated = deprecation(m.Doc)
			m.Kind, m.TypeName = l.kind(m.GoType)
			if m.Kind == Invalid {
				l.failf("%s.%s: unknown type %s", op.Name, m.Name, m.GoType)
			}
			if strings.Contains(m.Doc, requiredMark) {
				l.docRequired[op.Name+"."+m.Name] = true
			}
			op.Members = append(op.Members, m)
		}
	}
}

// kind classifies a field's type.
func (l *loader) kind(goType string) (Kind, string) {
	switch goType {
	case "*string":
		return String, ""
	case "*int32":
		return Int32, ""
	case "*int64":
		return Int64, ""
	case "*bool":
		return Bool, ""
	case "*time.Time":
		return Time, ""
	case "map[string]string":
		return Strings, ""
	case "io.Reader":
		return Stream, ""
	}
	if name, ok := strings.CutPrefix(goType, "*types."); ok && l.sdk.Structs[name] != nil {
		return Document, name
	}
	if name, ok := strings.CutPrefix(goType, "[]types."); ok && (l.sdk.Enums[name] != nil || l.sdk.Structs[name] != nil) {
		return List, name
	}
	if name, ok := strings.CutPrefix(goType, "types."); ok {
		if l.sdk.Enums[name] != nil {
			return Enumeration, name
		}
		if l.sdk.Unions[name] != nil {
			return Variant, name
		}
	}
	return Invalid, ""
}

var endpointParam = regexp.MustCompile(`^p\.\w+ = in\.(\w+)$`)

func (l *loader) endpointParams(op string, d *ast.FuncDecl) {
	for _, s := range d.Body.List {
		if m := endpointParam.FindStringSubmatch(l.text(s)); m != nil {
			l.endpoint[op+"."+m[1]] = true
		}
	}
}
