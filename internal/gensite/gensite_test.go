package main

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/internal/generated"
)

func made(t *testing.T) map[string][]byte {
	t.Helper()
	root, err := generated.ModuleRoot()
	if err != nil {
		t.Fatal(err)
	}
	files, err := generate(root)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

var (
	link = regexp.MustCompile(`(?:href|src|action)="([^"]*)"`)
	id   = regexp.MustCompile(` id="([^"]*)"`)
)

// TestSite: every link leads to a file of the site or to another site, every rule and
// operation has its page, and each page is reached from the first one.
func TestSite(t *testing.T) {
	files := made(t)
	reached := map[string]bool{}
	var follow func(name string)
	follow = func(name string) {
		if reached[name] {
			return
		}
		reached[name] = true
		if !strings.HasSuffix(name, ".html") {
			return
		}
		seen := map[string]bool{}
		for _, m := range id.FindAllStringSubmatch(string(files[name]), -1) {
			if seen[m[1]] {
				t.Errorf("%s: the id %s occurs twice", name, m[1])
			}
			seen[m[1]] = true
		}
		for _, m := range link.FindAllStringSubmatch(string(files[name]), -1) {
			if strings.HasPrefix(m[1], "https://") {
				continue
			}
			to := path.Join(path.Dir(name), m[1])
			if files[to] == nil {
				t.Errorf("%s: %s leads nowhere", name, m[1])
				continue
			}
			follow(to)
		}
	}
	follow("index.html")
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !reached[name] {
			t.Errorf("nothing leads to %s", name)
		}
		if strings.Contains(string(files[name]), "ZgotmplZ") {
			t.Errorf("%s has a value that the template refuses", name)
		}
	}
	for _, r := range aws.Source().Rules() {
		text := string(files["rule/"+r.ID+".html"])
		for _, part := range []string{"<dt>Evidence</dt>", "<dt>Since</dt>", "S3SAFE_RULES_OFF=" + r.ID, "<dt>What to do</dt>"} {
			if !strings.Contains(text, part) {
				t.Errorf("%s: no %s", r.ID, part)
			}
		}
	}
	for _, r := range aws.WireRules() {
		switch text := string(files["rule/"+r.ID+".html"]); {
		case !strings.Contains(text, "<dt>What to do</dt>"):
			t.Errorf("%s has no page", r.ID)
		case strings.Contains(text, "S3SAFE_RULES_OFF"):
			t.Errorf("%s: the guard doesn't have it", r.ID)
		}
	}
	if !strings.Contains(string(files["operation/PutObject.html"]), "<th>ChecksumCRC32<td>") {
		t.Error("PutObject has no matrix")
	}
}

// TestWrite: a directory with other things than a site is left alone.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	files := map[string][]byte{"search-index.js": []byte("1"), "rule/a.html": []byte("2")}
	for range 2 { // and again over what is there
		if size, err := write(filepath.Join(dir, "site"), files); err != nil || size != 2 {
			t.Fatal(size, err)
		}
	}
	if text, err := os.ReadFile(filepath.Join(dir, "site", "rule", "a.html")); err != nil || string(text) != "2" {
		t.Errorf("%q, %v", text, err)
	}
	if _, err := write(dir, files); err == nil {
		t.Error("written over other things")
	}
}
