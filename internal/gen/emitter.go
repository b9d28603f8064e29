package main

import (
	"bytes"
	"fmt"

	"github.com/s3safe/s3safe-go/internal/gen/model"
	"github.com/s3safe/s3safe-go/internal/generated"
)

// emitter collects what one concern generates.
type emitter struct {
	sdk     *model.SDK
	version string
	files   *generated.Files
	errs    []error
	ids     map[string]int
}

// source is a Go file being written.
type source struct{ bytes.Buffer }

func (s *source) printf(format string, args ...any) { fmt.Fprintf(s, format, args...) }

// add takes a file, whose text begins with the package clause or its comment.
func (e *emitter) add(path string, src *source) {
	if err := e.files.AddGo(path, src.Bytes()); err != nil {
		e.errs = append(e.errs, err)
	}
}

// meaning is what an operation does, as the rest of a sentence.
func (e *emitter) meaning(op string) string {
	text := model.Meanings[op]
	if text == "" {
		e.errs = append(e.errs, fmt.Errorf("%s: the table of meanings has no entry", op))
	}
	return text
}
