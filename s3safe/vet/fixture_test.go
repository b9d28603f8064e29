package vet

import (
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/vet/internal/vettest"
)

var (
	wanted = regexp.MustCompile(`// want (".*")$`)
	quoted = regexp.MustCompile(`"([^"]*)"`)
)

// TestFixtures: in the files of testdata, each line with a comment such as
//
//	// want "rule-id"
//
// has exactly these findings, and the others have none.
func TestFixtures(t *testing.T) {
	defer func(o bool) { options.guard, options.copySource = o, o }(false)
	files, err := filepath.Glob(filepath.Join("testdata", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal("no fixtures", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".go"), func(t *testing.T) {
			options.guard = strings.HasSuffix(file, "guard.go")
			options.copySource = strings.HasSuffix(file, "escaping.go")
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			result, err := vettest.Analyze(Analyzer, file, string(source))
			if err != nil {
				t.Fatal(err)
			}
			want, got := map[int][]string{}, map[int][]string{}
			for _, group := range result.File.Comments {
				for _, c := range group.List {
					m := wanted.FindStringSubmatch(c.Text)
					if m == nil {
						continue
					}
					line := result.Fset.Position(c.Pos()).Line
					for _, q := range quoted.FindAllStringSubmatch(m[1], -1) {
						want[line] = append(want[line], q[1])
					}
				}
			}
			for _, d := range result.Diagnostics {
				line := result.Fset.Position(d.Pos).Line
				name := d.Category
				if name == "" {
					name = d.Message
				}
				got[line] = append(got[line], name)
			}
			for line := 1; line <= strings.Count(string(source), "\n")+1; line++ {
				sort.Strings(want[line])
				sort.Strings(got[line])
				if strings.Join(want[line], ", ") != strings.Join(got[line], ", ") {
					t.Errorf("%s:%d: found %q, want %q", file, line, got[line], want[line])
				}
			}
		})
	}
}
