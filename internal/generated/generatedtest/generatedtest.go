// Package generatedtest tests what the generators of this module make.
package generatedtest

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/internal/generated"
)

// Make runs a generator and returns the module's root and the files by path.
func Make(t testing.TB, generate generated.Generator) (root string, files map[string][]byte) {
	t.Helper()
	root, made := run(t, generate)
	return root, maps.Collect(made.All())
}

func run(t testing.TB, generate generated.Generator) (string, *generated.Files) {
	t.Helper()
	root, err := generated.ModuleRoot()
	if err != nil {
		t.Fatal(err)
	}
	files, _, err := generate(root)
	if err != nil {
		t.Fatal(err)
	}
	return root, files
}

// goHeader is how tools recognise generated Go files.
var goHeader = regexp.MustCompile(`^// Code generated .* DO NOT EDIT\.\n`)

// UpToDate tests that generating again changes no byte, that tools recognise the
// files as generated, and that nothing in them depends on the machine.
func UpToDate(t *testing.T, generate generated.Generator) {
	t.Helper()
	root, first := run(t, generate)
	_, second := run(t, generate)
	if !maps.EqualFunc(maps.Collect(first.All()), maps.Collect(second.All()), bytes.Equal) {
		t.Error("two runs differ")
	}
	changes, err := first.Changes(root)
	if err != nil || len(changes) > 0 {
		t.Errorf("out of date, run go generate: %v, %v", changes, err)
	}
	locals := []string{root, "/pkg/mod/"}
	if home, err := os.UserHomeDir(); err == nil && len(home) > 1 {
		locals = append(locals, filepath.ToSlash(home)+"/")
	}
	for path, text := range first.All() {
		if strings.HasSuffix(path, ".go") && !goHeader.Match(text) {
			t.Errorf("%s isn't marked as generated", path)
		}
		for _, local := range locals {
			if bytes.Contains(text, []byte(local)) {
				t.Errorf("%s contains %s", path, local)
			}
		}
	}
}
