package main

import (
	"bytes"
	"os/exec"
	"path/filepath"
	"testing"
)

// A program with a guard and without a state cache doesn't link one: that is three
// quarters of a megabyte, and as much resident memory.
func TestNoCacheIsLinked(t *testing.T) {
	program := filepath.Join(t.TempDir(), "guarded.exe")
	if out, err := exec.Command("go", "build", "-o", program, "./guarded").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	symbols, err := exec.Command("go", "tool", "nm", program).Output()
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(symbols, []byte("s3safe-go/s3safe.Guard")) {
		t.Fatal("the guard isn't among the symbols")
	}
	if n := bytes.Count(symbols, []byte("s3safe-go/s3safe/state.(*Cache).")); n > 0 {
		t.Errorf("%d methods of state.Cache are linked", n)
	}
}
