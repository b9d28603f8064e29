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
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/internal/generated"
	"github.com/s3safe/s3safe-go/internal/history"
)

func main() {
	record := flag.Bool("record", false, "add what has changed to the history, as of this release")
	flag.Parse()
	root, err := generated.ModuleRoot()
	if err == nil {
		err = run(os.Stdout, filepath.Join(root, "compat", "aws", "history.txt"), aws.Release, slices.Concat(aws.Rules(), aws.WireRules()), *record)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "rulelog:", err)
		os.Exit(1)
	}
}

// run compares the rules with the history in the file, and adds what differs to it as
// of the release if it is to be recorded.
func run(out io.Writer, file, release string, rules []compat.Rule, record bool) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	h, err := history.Parse(string(text))
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	for _, r := range h.Releases {
		if r.Name == release && record {
			return fmt.Errorf("%s is recorded: set Release in compat/aws to the next one", release)
		}
	}
	next := h.Next(release, rules)
	if _, err := io.WriteString(out, next.Lines()); err != nil || !record {
		return err
	}
	text = append(text, next.Lines()...)
	if _, err := history.Parse(string(text)); err != nil {
		return fmt.Errorf("it would be wrong: %w", err) // the id of a rule that was removed
	}
	return os.WriteFile(file, text, 0o644)
}
