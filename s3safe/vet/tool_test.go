package vet

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
)

// toolAndModule builds the command, and returns where it is, the folder of an empty module,
// and what writes a file of that.
func toolAndModule(t *testing.T) (tool, module string, write func(name, text string)) {
	t.Helper()
	tool = filepath.Join(t.TempDir(), "s3safevet")
	if out, err := exec.Command("go", "build", "-o", tool, "./cmd/s3safevet").CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	module = t.TempDir()
	return tool, module, func(name, text string) {
		t.Helper()
		name = filepath.Join(module, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestVetTool: go vet runs the command, which reports what a program does wrong,
// and nothing of a program without S3.
func TestVetTool(t *testing.T) {
	tool, module, write := toolAndModule(t)
	read := func(name string) string {
		t.Helper()
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	// The library's own go.mod has the SDK, and all that the SDK needs.
	write("go.mod", strings.Replace(read("../../go.mod"), "module github.com/s3safe/s3safe-go", "module example.com/app", 1))
	write("go.sum", read("../../go.sum"))
	write("wrong/wrong.go", `package wrong

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func f(ctx context.Context, c *s3.Client, bucket, key string) {
	_, _ = c.PutObjectAcl(ctx, &s3.PutObjectAclInput{Bucket: &bucket, Key: &key, ACL: "public"})
}
`)
	write("right/right.go", "package right\n\nfunc f() {}\n")
	// Packages that have S3 from another one, which they import.
	write("store/store.go", `package store

import "github.com/aws/aws-sdk-go-v2/service/s3"

type ACL = s3.PutObjectAclInput

type Store struct{ Client *s3.Client }
`)
	write("through/through.go", `package through

import (
	"context"

	"example.com/app/store"
)

func f(ctx context.Context, s *store.Store, bucket, key string) {
	_, _ = s.Client.PutObjectAcl(ctx, &store.ACL{Bucket: &bucket, Key: &key, ACL: "public"})
}
`)
	vet := func(packages string) (string, error) {
		cmd := exec.Command("go", "vet", "-vettool="+tool, packages)
		cmd.Dir = module
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=-mod=mod")
		out, err := cmd.CombinedOutput()
		return string(out), err
	}
	out, err := vet("./wrong")
	if err == nil || !strings.Contains(out, "wrong.go:10:") || !strings.Contains(out, "[acl-unknown-canned]") {
		t.Errorf("%v: %s", err, out)
	}
	if out, err := vet("./right"); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if out, err := vet("./through"); err == nil || !strings.Contains(out, "through.go:10:") || !strings.Contains(out, "[acl-unknown-canned]") {
		t.Errorf("S3 through another package: %v: %s", err, out)
	}
}

// TestDependency: what is wrong in a package is found when it is asked for, whether or not others
// that import it were before, and once. Of other modules nothing is.
func TestDependency(t *testing.T) {
	tool, module, write := toolAndModule(t)
	// Directives that have no effect are told of in any package, and are quickly made.
	const wrong = "//s3safe:ignore nothing\n"
	write("go.mod", "module example.com/app\n\ngo 1.26.0\n\nrequire example.com/other v1.0.0\n\nreplace example.com/other v1.0.0 => ./other\n")
	write("other/go.mod", "module example.com/other\n\ngo 1.26.0\n")
	write("other/other.go", "package other\n\n"+wrong)
	write("plain/plain.go", "package plain\n\nimport _ \"example.com/other\"\n\n"+wrong)
	write("tested/tested.go", "package tested\n\n"+wrong)
	write("tested/tested_test.go", "package tested\n")
	write("outside/outside.go", "package outside\n\n"+wrong)
	write("outside/outside_test.go", "package outside_test\n\nimport _ \"example.com/app/outside\"\n")
	// Tests that the go command leaves out are none.
	write("tagged/tagged.go", "package tagged\n\n"+wrong)
	write("tagged/tagged_test.go", "//go:build integration\n\npackage tagged\n")
	write("system/system.go", "package system\n\n"+wrong)
	write("system/system_plan9_test.go", "package system\n")
	write("hidden/hidden.go", "package hidden\n\n"+wrong)
	write("hidden/_hidden_test.go", "package hidden\n")
	write("hidden/.hidden_test.go", "package hidden\n")
	write("user/user.go", `package user

import (
	_ "example.com/app/hidden"
	_ "example.com/app/outside"
	_ "example.com/app/plain"
	_ "example.com/app/system"
	_ "example.com/app/tagged"
	_ "example.com/app/tested"
)
`)
	const most = "hidden outside plain system tagged"
	for _, x := range []struct{ packages, want string }{
		{"./user", most},
		{"./plain", "plain"}, {"./tested", "tested"}, {"./outside", "outside"},
		{"./tagged", "tagged"}, {"./system", "system"}, {"./hidden", "hidden"},
		{"./...", most + " tested"},
		{"./plain", "plain"}, {"./user", most},
		// With the tag there are tests, with which the package is asked for.
		{"-tags=integration ./user", "hidden outside plain system"},
		{"-tags=integration ./tagged", "tagged"},
		{"-tags=integration ./...", most + " tested"},
	} {
		cmd := exec.Command("go", append([]string{"vet", "-vettool=" + tool}, strings.Fields(x.packages)...)...)
		cmd.Dir = module
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=")
		out, err := cmd.CombinedOutput()
		if err == nil {
			t.Errorf("%s: nothing was found", x.packages)
		}
		var found []string
		for line := range strings.Lines(string(out)) {
			if name, rest, ok := strings.Cut(line, ".go:"); ok && strings.Contains(rest, "this s3safe:ignore has no effect") {
				found = append(found, filepath.Base(name))
			}
		}
		slices.Sort(found)
		if strings.Join(found, " ") != x.want {
			t.Errorf("%s: found %s, want %s: %s", x.packages, found, x.want, out)
		}
	}
}

// TestPages: every rule has the page that findings name.
func TestPages(t *testing.T) {
	pages := map[string]string{}
	for _, r := range aws.Catalog().Rules() {
		address, anchor, _ := strings.Cut(PageOf(r), "#")
		name := aws.PageName(r.Topic)
		if anchor != r.ID || !strings.HasSuffix(address, "/.rules/"+name) {
			t.Errorf("%s: the page is %s", r.ID, PageOf(r))
		}
		if _, ok := pages[name]; !ok {
			b, err := os.ReadFile(filepath.Join("..", "..", ".rules", name))
			if err != nil {
				t.Fatal(err)
			}
			pages[name] = string(b)
		}
		if !strings.Contains(pages[name], "\n## "+anchor+"\n") {
			t.Errorf("%s has no section %s", name, anchor)
		}
	}
	if len(pages) == 0 {
		t.Error("no page was looked at")
	}
	if page := PageOf(&compat.Rule{ID: "rule-of-an-application", Topic: "checksum"}); page != "" {
		t.Errorf("a rule that isn't the catalogue's has the page %s", page)
	}
}
