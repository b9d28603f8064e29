// Gensite writes the catalogue's documentation as a static site with a search, into a
// directory that is made, or holds an earlier site:
//
//	go run ./internal/gensite -o DIR
//
// The pages are files that link each other relatively: any web server serves them, and
// a browser opens them from the disk. Only the search needs JavaScript.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/s3safe/s3safe-go/internal/generated"
	"github.com/s3safe/s3safe-go/internal/rulebook"
)

func main() {
	out := flag.String("o", "", "the directory that the site is written to")
	flag.Parse()
	if *out == "" || flag.NArg() > 0 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*out); err != nil {
		fmt.Fprintln(os.Stderr, "gensite:", err)
		os.Exit(1)
	}
}

func run(out string) error {
	root, err := generated.ModuleRoot()
	if err != nil {
		return err
	}
	files, err := generate(root)
	if err != nil {
		return err
	}
	size, err := write(out, files)
	if err != nil {
		return err
	}
	fmt.Printf("%d files of %d kB; open %s\n", len(files), size/1000, filepath.Join(out, "index.html"))
	return nil
}

// generate makes all files, by their slash-separated paths.
func generate(root string) (map[string][]byte, error) {
	b, err := rulebook.Load(root)
	if err != nil {
		return nil, err
	}
	s := &site{Book: b, files: map[string][]byte{}}
	return s.files, s.write()
}

// write writes the files, and reports their size. A directory that holds other things
// than a site is left alone.
func write(out string, files map[string][]byte) (size int, err error) {
	entries, err := os.ReadDir(out)
	if err != nil && !os.IsNotExist(err) {
		return 0, err
	}
	if len(entries) > 0 {
		if _, err := os.Stat(filepath.Join(out, "search-index.js")); err != nil {
			return 0, fmt.Errorf("%s isn't empty, and holds no site", out)
		}
	}
	for path, text := range files {
		name := filepath.Join(out, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return 0, err
		}
		if err := os.WriteFile(name, text, 0o644); err != nil {
			return 0, err
		}
		size += len(text)
	}
	return size, nil
}
