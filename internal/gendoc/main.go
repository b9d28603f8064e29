// Gendoc writes the catalogue's documentation as Markdown, from the rules.
//
//	go generate ./...               # write
//	go run ./internal/gendoc -check # fail if writing would change a byte
//
// There is a page for each topic with its rules, and indexes that lead to them
// by topic, by operation, and by what S3 answers.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/s3safe/s3safe-go/compat/aws"
)

// The directive stands here, not beside the rules: directives are run in the
// order of the packages, and this one needs what that of compat/sdk writes.
//go:generate go run .

// docs is where the pages are, below the module's root.
const docs = "compat/aws/docs"

func main() {
	check := flag.Bool("check", false, "write nothing; fail if a file would change")
	flag.Parse()
	if err := run(*check); err != nil {
		fmt.Fprintln(os.Stderr, "gendoc:", err)
		os.Exit(1)
	}
}

func run(check bool) error {
	root, err := moduleRoot()
	if err != nil {
		return err
	}
	pages, err := generate(root)
	if err != nil {
		return err
	}
	dir := filepath.Join(root, filepath.FromSlash(docs))
	changes, err := pages.changes(dir)
	if err != nil {
		return err
	}
	if check && len(changes) > 0 {
		return fmt.Errorf("%s is out of date, run go generate: %s", docs, strings.Join(changes, ", "))
	}
	if err := pages.write(dir, changes); err != nil {
		return err
	}
	fmt.Printf("%d rules; %d pages, %d changed\n", len(aws.Catalog().Rules()), len(pages), len(changes))
	return nil
}

// generate makes all pages without writing any.
func generate(root string) (pageSet, error) {
	names, err := enumNames(root)
	if err != nil {
		return nil, err
	}
	b := &book{catalog: aws.Catalog(), printer: &printer{enums: names}}
	pages, err := b.pages()
	return pages, errors.Join(err, b.printer.err())
}

// moduleRoot finds the directory of go.mod above the working directory.
func moduleRoot() (string, error) {
	out, err := exec.Command("go", "env", "GOMOD").Output()
	mod := strings.TrimSpace(string(out))
	if err != nil || filepath.Base(mod) != "go.mod" {
		return "", fmt.Errorf("not in a module: go env GOMOD: %q %w", mod, err)
	}
	return filepath.Dir(mod), nil
}
