package sarif

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestFiles: files are named by references that readers resolve, whatever the names.
func TestFiles(t *testing.T) {
	for file, want := range map[string]string{
		"a/b.go":   "a/b.go",
		"a b.go":   "a%20b.go",
		"a:b.json": "./a:b.json",
		"ü#?.json": "%C3%BC%23%3F.json",
	} {
		if got := uri(file); got != want {
			t.Errorf("%s is %s, want %s", file, got, want)
		}
	}
	file := filepath.Join(t.TempDir(), "a b.json")
	b, err := json.Marshal(Log([]Result{{Rule: "r", Text: "wrong", File: file}}))
	if err != nil {
		t.Fatal(err)
	}
	var log struct {
		Runs []struct {
			Results []struct {
				Locations []struct {
					PhysicalLocation struct{ ArtifactLocation struct{ URI string } }
				}
			}
		}
	}
	if err := json.Unmarshal(b, &log); err != nil {
		t.Fatal(err)
	}
	got := log.Runs[0].Results[0].Locations[0].PhysicalLocation.ArtifactLocation.URI
	if !strings.HasPrefix(got, "file:///") || !strings.HasSuffix(got, "/a%20b.json") {
		t.Errorf("%s is %s", file, got)
	}
	// The name that the reference has is the file's.
	name := strings.ReplaceAll(strings.TrimPrefix(got, "file://"), "%20", " ")
	if os.PathSeparator == '/' && name != file {
		t.Errorf("%s is %s", file, got)
	}
}
