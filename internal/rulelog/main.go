// Rulelog shows, and records, what a release does to the rules of the catalogue.
//
//	go run ./internal/rulelog          # what has changed since the last recorded release
//	go run ./internal/rulelog -record  # record it, right after the release was tagged
//
// After recording, Release in compat/aws is set to the next minor release by hand:
// from then on new rules are of that one.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/internal/generated"
)

func main() {
	record := flag.Bool("record", false, "add what has changed to the history, as of this release")
	flag.Parse()
	if err := run(*record); err != nil {
		fmt.Fprintln(os.Stderr, "rulelog:", err)
		os.Exit(1)
	}
}

func run(record bool) error {
	h, err := aws.History()
	if err != nil {
		return err
	}
	if last := h.Releases[len(h.Releases)-1].Name; record && last == aws.Release {
		return fmt.Errorf("%s is recorded: set Release in compat/aws to the next one", last)
	}
	next := h.Next(aws.Release, aws.Rules())
	fmt.Print(next.Lines())
	if !record {
		return nil
	}
	root, err := generated.ModuleRoot()
	if err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(root, "compat", "aws", "history.txt"), os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	if _, err := f.WriteString(next.Lines()); err != nil {
		return err
	}
	return f.Close()
}
