package model

import (
	"go/ast"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
)

// XMLDocument is the XML form of a structure or a union of package types.
type XMLDocument struct {
	// Name is the type's name in package types.
	Name string
	// Union is set if the type is an interface, each of whose implementations is
	// one element.
	Union  bool
	Fields []XMLField
}

// XMLField is one field of a structure, or one choice of a union.
type XMLField struct {
	// Field is the name of the Go field, or of the structure that is the choice.
	Field string
	// Element is the name of the XML element.
	Element string
	// Attribute is set if the field isn't an element but an attribute of the
	// element that holds the structure: xsi:type.
	Attribute string
	// Form is the form of the value: of each entry, if Wrapped or Flattened.
	Form ValueForm
	// Type is the type's name in package types of an enumeration, a structure or
	// a union; empty for others.
	Type string
	// Pointer says that the Go field, or the entry of the list, is a pointer.
	Pointer bool
	// Flattened is set if each entry of the list is one Element, Entry is the
	// name of the entries if they are inside of one Element.
	Flattened bool
	Entry     string
}

// ValueForm is the form of a value in a document.
type ValueForm uint8

// The forms of values in documents.
const (
	TextForm ValueForm = iota + 1 // text, or a value of an enumeration
	Int32Form
	Int64Form
	BoolForm
	DateTimeForm // 2000-01-01T00:00:00Z
	HTTPDateForm // Sat, 01 Jan 2000 00:00:00 GMT
	NestedForm   // another document
)

const documentFuncPrefix = "awsRestxml_serializeDocument"

// documentList is how the entries of a list are written.
type documentList struct {
	entry string
	form  ValueForm
	typ   string // of package types
}

// documents reads how structures, lists and unions are written as XML.
func (l *loader) documents(dir string) {
	f := l.parse(filepath.Join(dir, "serializers.go"))
	if f == nil {
		return
	}
	l.sdk.Documents, l.attributes = map[string]*XMLDocument{}, map[string]map[string]string{}
	lists := map[string]documentList{}
	functions := map[string]*ast.FuncDecl{}
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || !strings.HasPrefix(fn.Name.Name, documentFuncPrefix) {
			continue
		}
		goType := l.text(fn.Type.Params.List[0].Type)
		if elem, ok := strings.CutPrefix(goType, "[]"); ok {
			lists[strings.TrimPrefix(fn.Name.Name, documentFuncPrefix)] = l.documentList(fn, elem)
		} else {
			functions[strings.TrimPrefix(strings.TrimPrefix(goType, "*"), "types.")] = fn
		}
	}
	for name, fn := range functions {
		doc := &XMLDocument{Name: name, Union: l.sdk.Unions[name] != nil}
		if fn.Name.Name != documentFuncPrefix+name || !doc.Union && l.sdk.Structs[name] == nil {
			l.failf("%s: serialises types.%s, which isn't a structure or union of that name", fn.Name.Name, name)
			continue
		}
		l.documentFields(doc, fn, lists)
		l.sdk.Documents[name] = doc
	}
	for name, of := range l.attributes {
		doc := l.sdk.Documents[name]
		if doc == nil {
			l.failf("types.%s has attributes and no XML form", name)
			continue
		}
		for field, attribute := range of {
			doc.Fields = append(doc.Fields, XMLField{Field: field, Attribute: attribute, Form: TextForm, Type: l.fieldType(name, field)})
		}
	}
	l.checkDocuments()
}

// checkDocuments makes sure that every field of a document is written, and that
// what it refers to is known.
func (l *loader) checkDocuments() {
	for name, doc := range l.sdk.Documents {
		written := map[string]bool{}
		for _, f := range doc.Fields {
			written[f.Field] = true
			if f.Form == NestedForm && l.sdk.Documents[f.Type] == nil {
				l.failf("types.%s.%s: types.%s has no XML form", name, f.Field, f.Type)
			}
		}
		if doc.Union {
			if len(doc.Fields) != len(l.sdk.Unions[name].Variants) {
				l.failf("types.%s: %d of %d choices have an XML form", name, len(doc.Fields), len(l.sdk.Unions[name].Variants))
			}
			continue
		}
		for _, f := range l.sdk.Structs[name].Fields {
			if f.Name != "noSmithyDocumentSerde" && !written[f.Name] {
				l.failf("types.%s.%s: never written as XML", name, f.Name)
			}
		}
	}
	for _, op := range l.sdk.Operations {
		for _, m := range op.Members {
			if m.Binding.Location == Element && (m.Kind == Document || m.Kind == Variant) && l.sdk.Documents[m.TypeName] == nil {
				l.failf("%s.%s: types.%s has no XML form", op.Name, m.Name, m.TypeName)
			}
		}
	}
}

var entryCall = regexp.MustCompile(`am\.String\((string\()?v\[i\]\)?\)`)

func (l *loader) documentList(fn *ast.FuncDecl, elem string) documentList {
	list := documentList{entry: "member"}
	if name := localName(fn.Body); name != "" {
		list.entry = name
	}
	text := l.text(fn.Body)
	list.typ = strings.TrimPrefix(elem, "types.")
	switch {
	case strings.Contains(text, documentFuncPrefix+list.typ+"(&v[i], am)"):
		list.form = NestedForm
	case entryCall.MatchString(text) && (elem == "string" || l.sdk.Enums[list.typ] != nil):
		list.form = TextForm
		if elem == "string" {
			list.typ = ""
		}
	default:
		l.failf("%s: unknown entries", fn.Name.Name)
	}
	return list
}

// documentFields reads the elements of a structure or union.
func (l *loader) documentFields(doc *XMLDocument, fn *ast.FuncDecl, lists map[string]documentList) {
	for _, s := range fn.Body.List {
		switch s := s.(type) {
		case *ast.DeferStmt, *ast.ReturnStmt:
			continue
		case *ast.IfStmt:
			l.documentField(doc, s, lists)
		case *ast.TypeSwitchStmt:
			for _, c := range s.Body.List {
				c, ok := c.(*ast.CaseClause)
				if !ok || c.List == nil {
					continue
				}
				block := &ast.BlockStmt{List: c.Body}
				f := XMLField{Field: strings.TrimPrefix(l.text(c.List[0]), "*types."), Element: localName(block)}
				l.documentValue(doc.Name, &f, c.Body, "uv.Value", lists)
				doc.Fields = append(doc.Fields, f)
			}
		default:
			if l.text(s) != "_ = v" {
				l.failf("types.%s: the serializer has an unknown statement: %s", doc.Name, l.text(s))
			}
		}
	}
}

var fieldGuard = regexp.MustCompile(`^(?:v\.(\w+) != nil|len\(v\.(\w+)\) > 0)$`)

func (l *loader) documentField(doc *XMLDocument, s *ast.IfStmt, lists map[string]documentList) {
	x := fieldGuard.FindStringSubmatch(l.text(s.Cond))
	if x == nil {
		l.failf("types.%s: the serializer has an unknown condition: %s", doc.Name, l.text(s.Cond))
		return
	}
	f := XMLField{Field: x[1] + x[2], Element: localName(s.Body)}
	l.documentValue(doc.Name, &f, s.Body.List, "v."+f.Field, lists)
	l.documentAttributes(doc, &f, s.Body)
	doc.Fields = append(doc.Fields, f)
}

var attributeOf = regexp.MustCompile(`^len\(v\.(\w+)\.(\w+)\) > 0$`)
var attributeName = regexp.MustCompile(`NewAttribute\("([^"]+)", av\)`)

// documentAttributes reads the fields of the structure in a field that are
// attributes of the field's element.
func (l *loader) documentAttributes(doc *XMLDocument, f *XMLField, body *ast.BlockStmt) {
	for _, s := range body.List {
		s, ok := s.(*ast.IfStmt)
		if !ok || s.Init != nil {
			continue
		}
		x := attributeOf.FindStringSubmatch(l.text(s.Cond))
		name := attributeName.FindStringSubmatch(l.text(s.Body))
		if x == nil || name == nil || x[1] != f.Field {
			l.failf("types.%s.%s: unknown attribute: %s", doc.Name, f.Field, l.text(s.Cond))
			continue
		}
		of := l.attributes[f.Type]
		if of == nil {
			of = map[string]string{}
			l.attributes[f.Type] = of
		}
		of[x[2]] = name[1]
	}
}

// forms are the methods by which values are written.
var forms = map[string]ValueForm{
	"String": TextForm, "Integer": Int32Form, "Long": Int64Form, "Boolean": BoolForm,
}

// documentValue reads how a value is written: by which method of the element, or
// by which function.
func (l *loader) documentValue(owner string, f *XMLField, body []ast.Stmt, value string, lists map[string]documentList) {
	fail := func() { l.failf("types.%s.%s: unknown XML form", owner, f.Field) }
	calls := 0
	flattened := false
	for _, s := range body {
		ast.Inspect(s, func(n ast.Node) bool {
			c, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			x, method := callee(c)
			if id, ok := c.Fun.(*ast.Ident); ok && strings.HasPrefix(id.Name, documentFuncPrefix) {
				calls++
				name := strings.TrimPrefix(id.Name, documentFuncPrefix)
				if list, ok := lists[name]; ok {
					f.Form, f.Type, f.Entry = list.form, list.typ, list.entry
				} else {
					f.Form, f.Type = NestedForm, name
					u, isRef := c.Args[0].(*ast.UnaryExpr)
					f.Pointer = l.sdk.Unions[name] == nil && (!isRef || u.Op != token.AND)
				}
				return false
			}
			switch {
			case x == "value" && method == "FlattenedElement":
				flattened = true
			case (x == "el" || x == "av") && len(c.Args) == 1:
				calls++
				f.Form = forms[method]
				arg := l.text(c.Args[0])
				switch arg {
				case value: // text of a union
				case "*" + value:
					f.Pointer = true
				case "string(" + value + ")":
					f.Type = l.fieldType(owner, f.Field)
				case "smithytime.FormatDateTime(*" + value + ")":
					f.Form, f.Pointer = DateTimeForm, true
				case "smithytime.FormatHTTPDate(*" + value + ")":
					f.Form, f.Pointer = HTTPDateForm, true
				default:
					f.Form = 0
				}
			}
			return true
		})
	}
	if calls != 1 || f.Form == 0 || f.Element == "" || flattened && f.Entry == "" {
		fail()
	}
	if flattened {
		f.Flattened, f.Entry = true, ""
	}
}

// fieldType returns the name of the enumeration that a field is.
func (l *loader) fieldType(owner, field string) string {
	if s := l.sdk.Structs[owner]; s != nil {
		for _, f := range s.Fields {
			if f.Name == field {
				return strings.TrimPrefix(f.GoType, "types.")
			}
		}
	}
	return ""
}
