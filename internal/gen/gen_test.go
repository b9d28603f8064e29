package main

import (
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/internal/generated"
	"github.com/s3safe/s3safe-go/internal/generated/generatedtest"
)

func TestUpToDate(t *testing.T) { generatedtest.UpToDate(t, generate) }

// TestBadSource: text that isn't Go is an error that names the file.
func TestBadSource(t *testing.T) {
	e := &emitter{files: generated.New(header, "*_gen.go")}
	s := &source{}
	s.printf("package x\nfunc {")
	e.add("x/x_gen.go", s)
	if len(e.errs) != 1 || !strings.Contains(e.errs[0].Error(), "x/x_gen.go") || e.files.Len() != 0 {
		t.Errorf("%v", e.errs)
	}
}
