package main

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/internal/gen/model"
)

// source is a Go file being written.
type source struct{ bytes.Buffer }

func (s *source) printf(format string, args ...any) { fmt.Fprintf(s, format, args...) }

// readers are the methods of a document that read a value.
var readers = map[model.ValueForm]string{
	model.TextForm: "text", model.Int32Form: "int32", model.Int64Form: "int64", model.BoolForm: "bool",
	model.DateTimeForm: "dateTime", model.HTTPDateForm: "httpDate",
}

// documents emits the readers of all documents, and of the operations' bodies.
func documents(sdk *model.SDK) ([]byte, error) {
	s := &source{}
	s.printf(`package wire

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// body reads the members of an operation that are in an XML body.
func (d *document) body(op operation.ID, set func(member.ID, compat.Value)) {
	switch op {
`)
	for _, op := range sdk.Operations {
		if err := body(s, op); err != nil {
			return nil, err
		}
	}
	s.printf("\t}\n}\n")
	for _, name := range slices.Sorted(maps.Keys(sdk.Documents)) {
		doc := sdk.Documents[name]
		if doc.Union {
			union(s, doc)
		} else if err := structure(s, doc); err != nil {
			return nil, err
		}
	}
	return s.Bytes(), nil
}

// body emits the reading of one operation's body.
func body(s *source, op *model.Operation) error {
	var elements []*model.Member
	for _, m := range op.Members {
		if m.Binding.Location == model.Element {
			elements = append(elements, m)
		}
	}
	if len(elements) == 0 {
		return nil
	}
	s.printf("\tcase operation.%s:\n", op.Name)
	if op.BodyRoot == "" {
		m := elements[0]
		s.printf("\t\tif d.root(%q) {\n%s\t\t}\n", m.Binding.Name, bodyMember(m))
		return nil
	}
	s.printf("\t\tif d.root(%q) {\n\t\t\tvar seen once\n\t\t\tfor d.next() {\n\t\t\t\tswitch d.name() {\n", op.BodyRoot)
	for i, m := range elements {
		_, name, ok := strings.Cut(m.Binding.Name, ">")
		if !ok {
			return fmt.Errorf("%s.%s: not below the body's root", op.Name, m.Name)
		}
		s.printf("\t\t\t\tcase %q:\n\t\t\t\t\td.once(&seen, %d)\n%s", name, i, bodyMember(m))
	}
	s.printf("\t\t\t\tdefault:\n\t\t\t\t\td.unknown()\n\t\t\t\t}\n\t\t\t}\n\t\t}\n")
	return nil
}

// bodyMember returns the statements that read the current element as a member.
func bodyMember(m *model.Member) string {
	switch m.Kind {
	case model.Document:
		return fmt.Sprintf("v := new(types.%[1]s)\nread%[1]s(d, v)\nset(member.%[2]s, compat.DocumentValue(v))\n", m.TypeName, m.Name)
	case model.Variant:
		return fmt.Sprintf("if v := read%s(d); v != nil {\nset(member.%s, compat.DocumentValue(v))\n}\n", m.TypeName, m.Name)
	default: // text, as the model makes sure
		return fmt.Sprintf("set(member.%s, compat.StringValue(d.text()))\n", m.Name)
	}
}

func structure(s *source, doc *model.XMLDocument) error {
	s.printf("\nfunc read%[1]s(d *document, v *types.%[1]s) {\n", doc.Name)
	elements := 0
	for _, f := range doc.Fields {
		if f.Attribute == "" {
			elements++
			continue
		}
		s.printf("if a, ok := d.attribute(%q); ok {\nv.%s = types.%s(a)\n}\n", f.Attribute, f.Field, f.Type)
	}
	if elements > 64 {
		return fmt.Errorf("types.%s has %d elements, more than package wire can count", doc.Name, elements)
	}
	if elements == 0 {
		s.printf("\tfor d.next() {\n\t\td.unknown()\n\t}\n}\n")
		return nil
	}
	single := slices.ContainsFunc(doc.Fields, func(f model.XMLField) bool { return !f.Flattened && f.Attribute == "" })
	if single {
		s.printf("\tvar seen once\n")
	}
	s.printf("\tfor d.next() {\n\t\tswitch d.name() {\n")
	for i, f := range doc.Fields {
		if f.Attribute != "" {
			continue
		}
		s.printf("\t\tcase %q:\n", f.Element)
		if !f.Flattened {
			s.printf("\t\t\td.once(&seen, %d)\n", i)
		}
		field(s, &f)
	}
	s.printf("\t\tdefault:\n\t\t\td.unknown()\n\t\t}\n\t}\n}\n")
	return nil
}

// field emits the statements that read the current element into a field of v.
func field(s *source, f *model.XMLField) {
	switch {
	case f.Flattened:
		entry(s, f)
	case f.Entry != "":
		s.printf("v.%s = %s{}\nfor d.next() {\nif d.name() != %q {\nd.unknown()\ncontinue\n}\n", f.Field, listType(f), f.Entry)
		entry(s, f)
		s.printf("}\n")
	case f.Form == model.NestedForm && f.Pointer:
		s.printf("v.%[1]s = new(types.%[2]s)\nread%[2]s(d, v.%[1]s)\n", f.Field, f.Type)
	case f.Form == model.NestedForm:
		s.printf("v.%s = read%s(d)\n", f.Field, f.Type) // a union
	case f.Form == model.TextForm && f.Pointer:
		s.printf("v.%s = d.textPointer()\n", f.Field)
	case f.Form == model.TextForm:
		s.printf("v.%s = types.%s(d.text())\n", f.Field, f.Type)
	default:
		s.printf("v.%s = d.%s()\n", f.Field, readers[f.Form])
	}
}

func listType(f *model.XMLField) string {
	if f.Type == "" {
		return "[]string"
	}
	return "[]types." + f.Type
}

// entry emits the statements that append the current element to a list.
func entry(s *source, f *model.XMLField) {
	switch {
	case f.Form == model.NestedForm:
		s.printf("v.%[1]s = append(v.%[1]s, types.%[2]s{})\nread%[2]s(d, &v.%[1]s[len(v.%[1]s)-1])\n", f.Field, f.Type)
	case f.Type != "":
		s.printf("v.%[1]s = append(v.%[1]s, types.%[2]s(d.text()))\n", f.Field, f.Type)
	default:
		s.printf("v.%[1]s = append(v.%[1]s, d.text())\n", f.Field)
	}
}

func union(s *source, doc *model.XMLDocument) {
	s.printf("\nfunc read%[1]s(d *document) (v types.%[1]s) {\n\tfor d.next() {\n\t\tif v != nil {\n\t\t\td.unknown()\n\t\t\tcontinue\n\t\t}\n\t\tswitch d.name() {\n", doc.Name)
	for _, f := range doc.Fields {
		s.printf("\t\tcase %q:\n\t\t\tx := new(types.%s)\n", f.Element, f.Field)
		if f.Form == model.NestedForm {
			s.printf("\t\t\tread%s(d, &x.Value)\n", f.Type)
		} else {
			s.printf("\t\t\tx.Value = d.text()\n")
		}
		s.printf("\t\t\tv = x\n")
	}
	s.printf("\t\tdefault:\n\t\t\td.unknown()\n\t\t}\n\t}\n\treturn v\n}\n")
}
