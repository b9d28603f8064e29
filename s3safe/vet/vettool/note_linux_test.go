package vettool

import (
	"bytes"
	"debug/elf"
	"os"
	"testing"
)

// TestBrokenNote: an ELF file with a note that lies about its length has no ID.
func TestBrokenNote(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	program, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	f, err := elf.NewFile(bytes.NewReader(program))
	if err != nil {
		t.Fatal(err)
	}
	section := f.Section(".note.go.buildid")
	if section == nil {
		t.Fatal("the test has no note")
	}
	if idOfELF(bytes.NewReader(program)) == nil {
		t.Fatal("the test has no ID")
	}
	f.ByteOrder.PutUint32(program[section.Offset+4:], 1<<30)
	if id := idOfELF(bytes.NewReader(program)); id != nil {
		t.Errorf("it is %q", id)
	}
}
