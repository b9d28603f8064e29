// Package generated keeps the files of this module that its generators write. It
// compares what a generator makes with what is on disk, writes what differs, and
// removes what the generator made once and makes no longer.
//
// A generator's command is a function that makes all files, and writes none:
//
//	func main() { generated.Main("gen", generate) }
//
//	func generate(root string) (*generated.Files, string, error) {
//		files := generated.New(header, "*_gen.go")
//		err := files.AddGo("compat/member/member_gen.go", source)
//		return files, "99 members", err
//	}
package generated

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"go/scanner"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// Files are all files that one generator makes.
type Files struct {
	header string
	names  []string
	hidden string // the directory that they are in, if it is a hidden one
	text   map[string][]byte
}

// New returns an empty set of files. The header, which is each file's first line,
// and the patterns, one of which matches each file's name, tell the generator's
// files from all others: no others are overwritten or removed. The patterns are
// those of [path.Match].
func New(header string, names ...string) *Files {
	return &Files{header: header, names: names, text: map[string][]byte{}}
}

// In says that all files are in one directory below the module's root whose name begins
// with a dot. Such directories aren't looked into for files that are made no longer,
// but for this one.
func (f *Files) In(hidden string) *Files {
	f.hidden = hidden
	return f
}

// Add adds a file. The path is slash-separated and below the module's root, the
// text what follows the header.
func (f *Files) Add(path string, text []byte) error {
	switch {
	case !fs.ValidPath(path) || !f.named(path):
		return fmt.Errorf("%s: generated files are named like %s", path, strings.Join(f.names, " or "))
	case f.text[path] != nil:
		return fmt.Errorf("%s is generated twice", path)
	}
	f.text[path] = append([]byte(f.header+"\n"), text...)
	return nil
}

// AddGo adds a Go file and formats it. The source begins with the package clause
// or its comment.
func (f *Files) AddGo(path string, source []byte) error {
	above := f.header + "\n\n"
	text, err := format.Source(append([]byte(above), source...))
	if err != nil {
		return fmt.Errorf("%s: %w%s", path, err, faulty(source, err, strings.Count(above, "\n")))
	}
	return f.Add(path, bytes.TrimPrefix(text, []byte(f.header+"\n")))
}

// faulty is the first line of the source that the error speaks of, which counts
// some lines above the source.
func faulty(source []byte, err error, above int) string {
	var list scanner.ErrorList
	if !errors.As(err, &list) || len(list) == 0 {
		return ""
	}
	lines := bytes.Split(source, []byte("\n"))
	if n := list[0].Pos.Line - 1 - above; 0 <= n && n < len(lines) {
		return fmt.Sprintf(": %s", bytes.TrimSpace(lines[n]))
	}
	return ""
}

// All gives the files with their paths, in the order of these.
func (f *Files) All() iter.Seq2[string, []byte] {
	return func(yield func(string, []byte) bool) {
		for _, path := range slices.Sorted(maps.Keys(f.text)) {
			if !yield(path, f.text[path]) {
				return
			}
		}
	}
}

// Len is the number of files.
func (f *Files) Len() int { return len(f.text) }

// Size is the number of bytes of all files together.
func (f *Files) Size() int {
	n := 0
	for _, text := range f.text {
		n += len(text)
	}
	return n
}

// Changes lists the files that differ from those below the root, and the
// generator's files there that it no longer makes, sorted.
func (f *Files) Changes(root string) ([]string, error) {
	var list []string
	for path, text := range f.text {
		old, err := os.ReadFile(at(root, path))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			list = append(list, path)
		case err != nil:
			return nil, err
		case !bytes.HasPrefix(old, []byte(f.header+"\n")):
			return nil, fmt.Errorf("%s isn't a generated file, but would be overwritten", path)
		case !bytes.Equal(old, text):
			list = append(list, path)
		}
	}
	stale, err := f.stale(root)
	list = append(list, stale...)
	slices.Sort(list)
	return list, err
}

// stale lists the generator's files below the root that it no longer makes.
func (f *Files) stale(root string) (list []string, err error) {
	from := at(root, f.hidden)
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	err = filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return skipForeign(from, name, d)
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		if f.text[rel] != nil || !f.named(rel) {
			return nil
		}
		own, err := f.begins(name)
		if own {
			list = append(list, rel)
		}
		return err
	})
	return list, err
}

// named reports whether the generator's files can have that name.
func (f *Files) named(file string) bool {
	return slices.ContainsFunc(f.names, func(pattern string) bool {
		ok, err := path.Match(pattern, path.Base(file))
		return ok && err == nil
	})
}

// begins reports whether the file begins with the header.
func (f *Files) begins(name string) (bool, error) {
	file, err := os.Open(name)
	if err != nil {
		return false, err
	}
	defer file.Close()
	first := make([]byte, len(f.header)+1)
	if _, err := io.ReadFull(file, first); err != nil {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return false, nil
		}
		return false, err
	}
	return string(first) == f.header+"\n", nil
}

// skipForeign leaves out hidden directories, test data and nested modules.
func skipForeign(root, path string, d fs.DirEntry) error {
	if path == root {
		return nil
	}
	if strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" {
		return filepath.SkipDir
	}
	if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil {
		return filepath.SkipDir
	}
	return nil
}

// Write makes the changes that [Files.Changes] lists. A directory that loses its
// last file is removed.
func (f *Files) Write(root string, changes []string) error {
	for _, path := range changes {
		name := at(root, path)
		text := f.text[path]
		if text == nil {
			if err := os.Remove(name); err != nil {
				return err
			}
			// Fails, as it should, when something is left.
			_ = os.Remove(filepath.Dir(name))
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return err
		}
	}
	return nil
}

func at(root, path string) string { return filepath.Join(root, filepath.FromSlash(path)) }
