package readme

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestPackageDocs: the documentation of every package that a program can import begins
// with an example: after a paragraph or two there is code.
func TestPackageDocs(t *testing.T) {
	for _, top := range []string{"s3safe", "compat"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(path string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return err
			}
			if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil || d.Name() == "internal" || d.Name() == "testdata" {
				return filepath.SkipDir
			}
			files, err := filepath.Glob(filepath.Join(path, "*.go"))
			if err != nil {
				return err
			}
			var doc string
			sources := 0
			for _, name := range files {
				if strings.HasSuffix(name, "_test.go") {
					continue
				}
				sources++
				f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments|parser.PackageClauseOnly)
				if err != nil {
					return err
				}
				doc += f.Doc.Text()
			}
			if sources == 0 {
				return nil
			}
			before, _, found := strings.Cut(doc, "\n\t")
			if !found || strings.Count(before, "\n\n") > 2 {
				t.Errorf("%s: the package's documentation doesn't begin with an example", path)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
