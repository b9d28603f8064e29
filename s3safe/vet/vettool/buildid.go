package vettool

import (
	"bytes"
	"debug/elf"
	"io"
	"os"
	"regexp"
)

// buildID returns the ID that the go command has given to a program, empty if it has
// none, or one that somebody has chosen: other programs may have that, too.
func buildID(file string) string {
	f, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer func() { _ = f.Close() }()
	id := idOfELF(f)
	if id == nil {
		start, err := io.ReadAll(io.NewSectionReader(f, 0, 64<<10))
		if err != nil {
			return ""
		}
		id = idInText(start)
	}
	if !computed(id) {
		return ""
	}
	return string(id)
}

// idOfELF returns the ID of a program of Linux and its like, which is in a note; nil if
// there is none.
func idOfELF(r io.ReaderAt) []byte {
	f, err := elf.NewFile(r)
	if err != nil {
		return nil
	}
	section := f.Section(".note.go.buildid")
	if section == nil {
		return nil
	}
	note, err := section.Data()
	// A note is the lengths of its name and of what it says, its type, and both.
	const header = 16 // with the name, Go and two zeros
	if err != nil || len(note) < header || !bytes.Equal(note[12:header], []byte("Go\x00\x00")) {
		return nil
	}
	length := f.ByteOrder.Uint32(note[4:])
	if uint64(length) > uint64(len(note)-header) {
		return nil
	}
	return note[header : header+length]
}

// idInText returns the ID of other programs, which stands before their code; nil if
// there is none.
func idInText(start []byte) []byte {
	_, rest, ok := bytes.Cut(start, []byte("\xff Go build ID: \""))
	if !ok {
		return nil
	}
	id, _, ok := bytes.Cut(rest, []byte("\"\n \xff"))
	if !ok {
		return nil
	}
	return id
}

// computed reports whether an ID is one that the go command has made: of hashes, the
// last of which is of the program itself. Others are chosen, as by those who build
// with -ldflags=-buildid=redacted.
func computed(id []byte) bool {
	hash := `[A-Za-z0-9_-]{20}`
	is, err := regexp.Match(`^`+hash+`/`+hash+`/`+hash+`/`+hash+`$`, id)
	return err == nil && is
}
