package state

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat"
)

// tree lists what is in a directory, with the contents of regular files.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel(dir, path)
		all[name] = d.Type().String()
		if d.Type().IsRegular() {
			raw, err := os.ReadFile(path)
			all[name] = string(raw)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// writeFiles makes files, and the directories for them.
func writeFiles(t *testing.T, dir string, files ...string) {
	t.Helper()
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(`{"precious":"data"}`), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func known(value string) Item { return Item{value, Probed, time.Now()} }

// A directory is shared with whatever else is there: nothing that isn't the
// store's goes, however much its name looks like the store's.
func TestFileStoreLeavesForeignFiles(t *testing.T) {
	foreign := []string{
		"backup/customers.json", "billing/2026.json", "bin/config.json",
		"backup/versioning.json", "billing/policy.json", "bin/tags.json", "breports/objectLock.json",
		"versioning.s3safe.json", "reports/versioning.s3safe.json", "b/versioning.s3safe.json",
		"b_/versioning.s3safe.json", "b_4/versioning.s3safe.json", "b_61/versioning.s3safe.json", "b_ZZ/versioning.s3safe.json",
		"bReports/versioning.s3safe.json", "b reports/versioning.s3safe.json", "b" + strings.Repeat("a", 254) + "/x.json",
		"breports/Versioning.s3safe.json", "breports/other.s3safe.json", "breports/.s3safe.json", "breports/versioning.s3safe.json.bak",
		"breports/.versioning.s3safe.json", "breports/.versioning.s3safe.json.swp", "breports/.other.s3safe.json.AAAAAAAAAAAAAAAAAAAAAAAAAA",
		"breports/deep/versioning.s3safe.json",
	}
	dir := t.TempDir()
	writeFiles(t, dir, foreign...)
	old := time.Now().Add(-48 * time.Hour)
	for _, f := range foreign {
		_ = os.Chtimes(filepath.Join(dir, filepath.FromSlash(f)), old, old)
	}
	before := tree(t, dir)
	s, err := NewFileStore(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), "reports", compat.Versioning, known("Enabled"), -time.Second); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		if _, ok, err := s.Get(t.Context(), "reports", compat.Versioning); ok || err != nil {
			t.Errorf("too old, but there: %v %v", ok, err)
		}
		if err := s.Clean(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	after := tree(t, dir)
	for name, content := range before {
		if after[name] != content {
			t.Errorf("%s: was %q, is %q", name, content, after[name])
		}
	}
	if len(after) != len(before) {
		t.Errorf("%d files, were %d", len(after), len(before))
	}
}

// What a process left over that was killed while it wrote goes, once it is old.
func TestFileStoreCleansScratch(t *testing.T) {
	dir := t.TempDir()
	s, _ := NewFileStore(dir)
	const left, busy = "bold/.versioning.s3safe.json.AAAAAAAAAAAAAAAAAAAAAAAAAA", "bnew/.versioning.s3safe.json.AAAAAAAAAAAAAAAAAAAAAAAAAA"
	writeFiles(t, dir, left, busy)
	old := time.Now().Add(-2 * scratchAge)
	_ = os.Chtimes(filepath.Join(dir, left), old, old)
	if err := s.Clean(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := tree(t, dir)
	if _, ok := got[busy]; !ok || len(got) != 3 {
		t.Errorf("left: %v", got)
	}
}

func TestFileStoreCleanEnds(t *testing.T) {
	dir := t.TempDir()
	s, _ := NewFileStore(dir)
	_ = s.Put(t.Context(), "old", compat.Versioning, known("Enabled"), -time.Second)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Clean(ctx); err == nil {
		t.Error("it goes on after the end")
	}
	if err := s.Put(ctx, "old", compat.Versioning, known("Enabled"), time.Minute); err == nil {
		t.Error("it writes after the end")
	}
	if _, _, err := s.Get(ctx, "old", compat.Versioning); err == nil {
		t.Error("it reads after the end")
	}
}

// What a store writes is nobody else's business.
func TestFileStoreIsPrivate(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "down")
	s, err := NewFileStore(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), "reports", compat.Versioning, known("Enabled"), time.Minute); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{".": 0o700, "breports": 0o700, "breports/versioning.s3safe.json": 0o600} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want && os.PathSeparator == '/' {
			t.Errorf("%s has the mode %o, want %o", name, got, want)
		}
	}
}

// A file may be bigger than any fact; it isn't read to its end.
func TestFileStoreBoundsWhatItReads(t *testing.T) {
	dir := t.TempDir()
	s, _ := NewFileStore(dir)
	if err := s.Put(t.Context(), "reports", compat.Versioning, known("Enabled"), time.Minute); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "breports", "versioning.s3safe.json")
	if err := os.Truncate(name, 1<<40); err != nil {
		t.Fatal(err)
	}
	if _, ok, err := s.Get(t.Context(), "reports", compat.Versioning); ok || err == nil {
		t.Errorf("read: %v %v", ok, err)
	}
	if err := s.Put(t.Context(), "reports", compat.Versioning, known(strings.Repeat("x", maxFileItem)), time.Minute); err == nil {
		t.Error("a fact was written that can't be read")
	}
}
