//go:build unix

package state

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat"
)

// exchanged is a store with what make makes in the place of a fact's file.
func exchanged(t *testing.T, make func(name string) error) (*FileStore, string) {
	t.Helper()
	dir := t.TempDir()
	s, err := NewFileStore(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Put(t.Context(), "reports", compat.Versioning, known("Enabled"), time.Minute); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "breports", "versioning.s3safe.json")
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if err := make(name); err != nil {
		t.Fatal(err)
	}
	return s, name
}

// What isn't a regular file is neither read nor waited for, nor removed; a fact
// that is put replaces it.
func TestFileStoreSpecialFiles(t *testing.T) {
	victim := filepath.Join(t.TempDir(), "victim.json")
	precious := []byte(`{"value":"Suspended","origin":"probed","at":"2026-01-01T00:00:00Z","end":"2999-01-01T00:00:00Z"}`)
	if err := os.WriteFile(victim, precious, 0o600); err != nil {
		t.Fatal(err)
	}
	for what, make := range map[string]func(name string) error{
		"FIFO":          func(name string) error { return syscall.Mkfifo(name, 0o600) },
		"link":          func(name string) error { return os.Symlink(victim, name) },
		"dangling link": func(name string) error { return os.Symlink(victim+".none", name) },
		"device":        func(name string) error { return os.Symlink("/dev/zero", name) },
		"socket": func(name string) error {
			fd, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
			if err != nil {
				return err
			}
			t.Cleanup(func() { _ = syscall.Close(fd) })
			return syscall.Bind(fd, &syscall.SockaddrUnix{Name: name})
		},
		"directory": func(name string) error { return os.Mkdir(name, 0o700) },
	} {
		t.Run(what, func(t *testing.T) {
			s, name := exchanged(t, make)
			ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
			defer cancel()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			done := inBackground(func() {
				if item, ok, err := s.Get(ctx, "reports", compat.Versioning); ok || err == nil {
					t.Errorf("read: %+v", item)
				}
				if err := s.Clean(ctx); err != nil {
					t.Error(err)
				}
			})
			select {
			case <-done:
			case <-ctx.Done():
				t.Fatal("it hangs")
			}
			runtime.ReadMemStats(&after)
			if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
				t.Errorf("%d bytes were taken", n)
			}
			if _, err := os.Lstat(name); err != nil {
				t.Errorf("it was removed: %v", err)
			}
			if what == "directory" {
				return
			}
			if err := s.Put(ctx, "reports", compat.Versioning, known("Enabled"), time.Minute); err != nil {
				t.Fatal(err)
			}
			if item, ok, err := s.Get(ctx, "reports", compat.Versioning); !ok || item.Value != "Enabled" {
				t.Errorf("%+v %v %v", item, ok, err)
			}
			if raw, _ := os.ReadFile(victim); string(raw) != string(precious) {
				t.Errorf("written through the link: %s", raw)
			}
		})
	}
}

func inBackground(f func()) <-chan struct{} {
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	return done
}

// A link in the place of a bucket's directory is followed nowhere, wherever it
// leads.
func TestFileStoreLinkedDirectories(t *testing.T) {
	for _, inside := range []bool{false, true} {
		dir := t.TempDir()
		victim, target := t.TempDir(), ""
		if inside {
			victim = filepath.Join(dir, "own")
			target = "own"
		} else {
			target = victim
		}
		writeFiles(t, victim, "package.json", "versioning.s3safe.json")
		if err := os.Symlink(target, filepath.Join(dir, "breports")); err != nil {
			t.Fatal(err)
		}
		before := tree(t, victim)
		s, _ := NewFileStore(dir)
		if err := s.Put(t.Context(), "reports", compat.ObjectLock, known("none"), time.Minute); err == nil {
			t.Error("put through a link")
		}
		if _, ok, err := s.Get(t.Context(), "reports", compat.Versioning); ok || err == nil {
			t.Error("read through a link")
		}
		if err := s.Clean(t.Context()); err != nil {
			t.Fatal(err)
		}
		after := tree(t, victim)
		for name, content := range before {
			if after[name] != content || len(after) != len(before) {
				t.Errorf("inside %v: was %v, is %v", inside, before, after)
			}
		}
	}
}
