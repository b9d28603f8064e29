package vettool

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestDescribed: go vet is told what tells the program from others. That it isn't made
// of the whole file is what keeps a package without S3 from costing more than it does
// without the analyzer.
func TestDescribed(t *testing.T) {
	build := func(name string, flags ...string) (tool string) {
		t.Helper()
		tool = filepath.Join(t.TempDir(), name)
		cmd := exec.Command("go", append(append([]string{"build", "-o", tool}, flags...), "../cmd/s3safevet")...)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		return tool
	}
	run := func(name string, args ...string) string {
		t.Helper()
		out, err := exec.Command(name, args...).Output()
		if err != nil {
			t.Fatalf("%s %v: %v", name, args, err)
		}
		return strings.TrimSpace(string(out))
	}
	tool := build("s3safevet")
	if told, want := run(tool, "-V=full"), "s3safevet version devel buildID="+run("go", "tool", "buildid", tool); told != want {
		t.Errorf("it says\n%s\nbut is\n%s", told, want)
	}
	// Programs that were given the same ID are told apart by what they are.
	chosen := func(flags string) string {
		told := run(build("s3safevet", "-ldflags=-buildid=redacted "+flags), "-V=full")
		_, id, ok := strings.Cut(told, " buildID=")
		if !ok || len(id) != 64 || strings.Contains(id, "/") {
			t.Errorf("with an ID of one's own it says %s", told)
		}
		return id
	}
	if chosen("") == chosen("-s -w") {
		t.Error("two programs can't be told apart")
	}
}

// TestBuildID: the ID is read where the formats of programs have it, and only one that
// the go command has made counts.
func TestBuildID(t *testing.T) {
	part := strings.Repeat("aB3_-", 4)
	id := part + "/" + part + "/" + part + "/" + part
	for _, x := range []struct{ text, want string }{
		{"MZ\x00\x00\xff Go build ID: \"" + id + "\"\n \xff\xcc\xcc", id},
		{"\xff Go build ID: \"redacted\"\n \xff", ""},
		{"\xff Go build ID: \"" + part + "\"\n \xff", ""},
		{"\xff Go build ID: \"" + id + "/" + part + "\"\n \xff", ""},
		{"\xff Go build ID: \"" + id, ""},
		{"\xff Go build ID: \"\"\n \xff", ""},
		{"", ""},
		{"\x7fELF", ""},
		{strings.Repeat("\x00", 70<<10) + "\xff Go build ID: \"" + id + "\"\n \xff", ""},
	} {
		name := filepath.Join(t.TempDir(), "program")
		if err := os.WriteFile(name, []byte(x.text), 0o600); err != nil {
			t.Fatal(err)
		}
		if got := buildID(name); got != x.want {
			t.Errorf("%.60q has the ID %q, not %q", x.text, got, x.want)
		}
	}
	if got := buildID(filepath.Join(t.TempDir(), "none")); got != "" {
		t.Errorf("a file that isn't there has the ID %q", got)
	}
}
