package main

import (
	"slices"
	"strconv"
	"strings"
)

// enumerations emits the identifiers of members and operations.
func enumerations(e *emitter) {
	e.enumeration("member", "member of an operation's input", e.sdk.MemberNames())
	var ops []string
	for _, op := range e.sdk.Operations {
		ops = append(ops, op.Name)
	}
	e.enumeration("operation", "S3 API operation", ops)
	e.words()
}

// words emits the closed vocabularies of members: the values of enumerations, and
// of lists of one, in all operations together.
func (e *emitter) words() {
	values := map[string][]string{}
	for _, op := range e.sdk.Operations {
		for _, m := range op.Members {
			enum := e.sdk.Enums[m.TypeName]
			if enum == nil {
				continue
			}
			for _, v := range enum.Values {
				if !slices.Contains(values[m.Name], v.Value) {
					values[m.Name] = append(values[m.Name], v.Value)
				}
			}
		}
	}
	s := &source{}
	s.printf("package member\n\n// vocabularies holds the values of the members that are enumerations.\nvar vocabularies = [Count][]string{\n")
	for _, n := range e.sdk.MemberNames() {
		if len(values[n]) > 0 {
			quoted := make([]string, len(values[n]))
			for i, v := range values[n] {
				quoted[i] = strconv.Quote(v)
			}
			s.printf("\t%s: {%s},\n", n, strings.Join(quoted, ", "))
		}
	}
	s.printf("}\n")
	e.add("compat/member/words_gen.go", s)
}

func (e *emitter) enumeration(pkg, what string, names []string) {
	article := "a"
	if what[0] == 'S' {
		article = "an"
	}
	s := &source{}
	s.printf("package %s\n\nimport (\n\t\"slices\"\n\t\"strconv\"\n)\n\n", pkg)
	s.printf("// ID names %s %s. The zero ID names none.\ntype ID uint8\n\n", article, what)
	s.printf("// Every %s, by its name in the API.\nconst (\n\t_ ID = iota\n", what)
	for _, n := range names {
		s.printf("\t%s\n", n)
	}
	s.printf(")\n\n// Count is one more than the highest ID.\nconst Count = %d\n\n", len(names)+1)
	s.printf("var names = [Count]string{\n")
	for _, n := range names {
		s.printf("\t%s: %q,\n", n, n)
	}
	s.printf(`}

// String returns the name in the API; that of the zero ID is empty.
func (id ID) String() string {
	if int(id) < len(names) {
		return names[id]
	}
	return "%s(" + strconv.Itoa(int(id)) + ")"
}

// Parse returns the ID of an API name, and whether there is one.
func Parse(name string) (ID, bool) {
	// The names are in order, and a process that never asks has made no table.
	i, ok := slices.BinarySearch(names[1:], name)
	if !ok {
		return 0, false
	}
	return ID(i + 1), true
}

// Fails to compile when a Set has no bit for some ID.
var _ = [words*64 - Count]struct{}{}
`, pkg)
	e.add(pkgDir(pkg)+"/"+pkg+"_gen.go", s)
}

func pkgDir(pkg string) string { return "compat/" + pkg }
