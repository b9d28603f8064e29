package main

import (
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/internal/generated/generatedtest"
)

func TestUpToDate(t *testing.T) { generatedtest.UpToDate(t, generate) }

// Every store has a page, with all its rules, and a row in the matrix.
func TestPages(t *testing.T) {
	_, files := generatedtest.Make(t, generate)
	for _, p := range provider.All() {
		text := string(files[docs+p.ID+".md"])
		for _, r := range p.Rules() {
			if !strings.Contains(text, "### "+r.ID+"\n") {
				t.Errorf("%s isn't on the page of %s", r.ID, p.ID)
			}
		}
		if !strings.Contains(string(files[docs+"README.md"]), "]("+p.ID+".md)") {
			t.Errorf("%s has no row", p.ID)
		}
	}
}
