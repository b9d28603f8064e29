package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/internal/history"
)

// A release is recorded once, after what was recorded before; the next one begins with
// nothing changed, and what it removes doesn't come back.
func TestRecord(t *testing.T) {
	before, err := os.ReadFile("../../compat/aws/history.txt")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "history.txt")
	if err := os.WriteFile(file, before, 0o600); err != nil {
		t.Fatal(err)
	}
	rules := aws.Rules()
	log := func(release string, rules []compat.Rule, record bool) (string, error) {
		var out strings.Builder
		err := run(&out, file, release, rules, record)
		return out.String(), err
	}
	if _, err := log("v99.0", rules, false); err != nil {
		t.Fatal(err)
	}
	if text, _ := os.ReadFile(file); string(text) != string(before) {
		t.Error("to look changes the history")
	}
	if _, err := log("v99.0", rules, true); err != nil {
		t.Fatal(err)
	}
	text, _ := os.ReadFile(file)
	if !strings.HasPrefix(string(text), string(before)) {
		t.Error("what was recorded before is changed")
	}
	if out, err := log("v99.1", rules, false); err != nil || out != "" {
		t.Errorf("nothing has changed, but for %s, %v", out, err)
	}
	if _, err := log("v99.0", rules, true); err == nil && len(text) > len(before) {
		t.Error("recorded twice")
	}
	if out, err := log("v99.1", rules[1:], true); err != nil || out != "v99.1 removed "+rules[0].ID+"\n" {
		t.Errorf("%s, %v", out, err)
	}
	if _, err := log("v99.2", rules, true); err == nil {
		t.Errorf("the id %s is used again", rules[0].ID)
	}
	text, _ = os.ReadFile(file)
	if h, err := history.Parse(string(text)); err != nil || h.Since(rules[1].ID) == "" {
		t.Error(err)
	}
	if err := run(io.Discard, filepath.Join(t.TempDir(), "none"), "v99.3", rules, false); err == nil {
		t.Error("there is no such file")
	}
}
