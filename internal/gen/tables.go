package main

import (
	"fmt"
	"strings"

	"github.com/s3safe/s3safe-go/internal/gen/model"
)

var (
	kindNames = map[model.Kind]string{
		model.String: "KindString", model.Enumeration: "KindString", model.Int32: "KindInt", model.Int64: "KindInt",
		model.Bool: "KindBool", model.Time: "KindTime", model.Strings: "KindStrings", model.Stream: "KindStream",
		model.Document: "KindDocument", model.Variant: "KindDocument", model.List: "KindDocument",
	}
	locationNames = map[model.Location]string{
		model.Header: "Header", model.HeaderPrefix: "HeaderPrefix", model.Query: "Query", model.Label: "Label",
		model.Host: "Host", model.Payload: "Payload", model.Element: "Element",
	}
)

// tables emits what is known of the members without looking at an input.
func tables(e *emitter) {
	s := &source{}
	s.printf(`package sdk

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// operations is indexed by operation. Its sets are member.Set, whose bits are
// counted from member 0.
var operations = [operation.Count]operationInfo{
`)
	first := 0
	for _, op := range e.sdk.Operations {
		s.printf("\toperation.%s: {%q, %q, %q, %s, %s, %d, %d},\n", op.Name, op.Method, op.Path, op.Query,
			e.set(op, func(*model.Member) bool { return true }),
			e.set(op, func(m *model.Member) bool { return m.Required }), first, len(op.Members))
		first += len(op.Members)
	}
	s.printf("}\n\n// uses lists the members of all operations, in the order of operations and then members.\nvar uses = [...]useInfo{\n")
	enums := e.enumsInUse()
	number := map[string]int{}
	for i, n := range enums {
		number[n] = i + 1
	}
	for _, op := range e.sdk.Operations {
		s.printf("\t// %s\n", op.Name)
		for _, m := range op.Members {
			s.printf("\t{member.%s, compat.%s, Binding{%s, %q}, %q, %d, %v},\n", m.Name, kindNames[m.Kind],
				locationNames[m.Binding.Location], m.Binding.Name, m.GoType, number[m.TypeName], m.NonEmpty)
		}
	}
	s.printf("}\n\n// enumerations holds the values of the enumerations that useInfo.enum counts from 1.\nvar enumerations = [...][]string{\n")
	for _, n := range enums {
		var values []string
		for _, v := range e.sdk.Enums[n].Values {
			values = append(values, fmt.Sprintf("%q", v.Value))
		}
		s.printf("\t{%s}, // %s\n", strings.Join(values, ", "), n)
	}
	s.printf("}\n")
	e.add("compat/sdk/tables_gen.go", s)
}

// set returns the literal of the set of an operation's members that satisfy f.
func (e *emitter) set(op *model.Operation, f func(*model.Member) bool) string {
	var words [setWords]uint64
	for _, m := range op.Members {
		if f(m) {
			words[e.id(m)/64] |= 1 << (e.id(m) % 64)
		}
	}
	var text []string
	for _, w := range words {
		text = append(text, fmt.Sprintf("%#x", w))
	}
	return "member.Set{" + strings.Join(text, ", ") + "}"
}

// enumsInUse lists the enumerations that members have, or lists of them.
func (e *emitter) enumsInUse() []string {
	var names []string
	seen := map[string]bool{}
	for _, op := range e.sdk.Operations {
		for _, m := range op.Members {
			if e.sdk.Enums[m.TypeName] != nil && !seen[m.TypeName] {
				seen[m.TypeName] = true
				names = append(names, m.TypeName)
			}
		}
	}
	return names
}
