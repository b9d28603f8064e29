package cli

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
)

// TestReadVet: what go vet reports of packages, which it does in any order and of one
// with its tests again, is told once, in the order of files, lines and rules.
func TestReadVet(t *testing.T) {
	finding := func(file string, line int, rule string) string {
		return fmt.Sprintf("{\"category\": %q, \"posn\": \"/app/%s:%d:3\", \"message\": \"wrong [%s]\"}", rule, file, line, rule)
	}
	object := func(id string, findings ...string) string {
		if len(findings) == 0 {
			return "{}"
		}
		return "{\n\t" + fmt.Sprintf("%q: {\"s3safe\": [%s]}", id, strings.Join(findings, ", ")) + "\n}"
	}
	var many []string
	var want []vetted
	for i := range 40 {
		rule := fmt.Sprintf("rule-%02d", i)
		many = append(many, finding("b/b.go", 7, rule))
		want = append(want, vetted{File: "/app/b/b.go", Line: 7, Column: 3, Rule: rule, Message: "wrong [" + rule + "]"})
	}
	want = append([]vetted{{File: "/app/a/a.go", Line: 20, Column: 3, Rule: "z", Message: "wrong [z]"}}, want...)
	for range 20 {
		rand.Shuffle(len(many), func(i, j int) { many[i], many[j] = many[j], many[i] })
		objects := []string{
			object("app/b", many...), object("app/b [app/b.test]", many...), object("app/c"), object("app/a", finding("a/a.go", 20, "z")),
		}
		rand.Shuffle(len(objects), func(i, j int) { objects[i], objects[j] = objects[j], objects[i] })
		found, rest := readVet("# app/b\ngo: downloading example.com/x v1.0.0\n" + strings.Join(objects, "\n"))
		if rest != "" || !reflect.DeepEqual(found, want) {
			t.Fatalf("rest %q, found %v, want %v", rest, found, want)
		}
	}
	for _, text := range []string{"b/b.go:1:1: expected 'package'", "{\n\t\"app/b\": {", "{\n\t\"app/b\": {\"s3safe\": {\"err\": \"it broke\"}}\n}"} {
		if found, rest := readVet(text); rest == "" || len(found) > 0 {
			t.Errorf("%s: found %v, rest %q", text, found, rest)
		}
	}
}
