package model

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// Load reads the model from the source directory of service/s3. Its error names
// every shape that isn't known and every contradiction.
func Load(dir string) (*SDK, error) {
	l := &loader{fset: token.NewFileSet(), sdk: &SDK{
		Enums: map[string]*Enum{}, Structs: map[string]*Struct{}, Unions: map[string]*Union{},
	}}
	for _, step := range []func(string){l.types, l.operations, l.serializers, l.documents, l.validators, l.snapshots, l.check} {
		step(dir)
		// Later steps would only repeat what an earlier one couldn't read.
		if len(l.errs) > 0 {
			return nil, errors.Join(l.errs...)
		}
	}
	return l.sdk, nil
}

type loader struct {
	fset *token.FileSet
	sdk  *SDK
	errs []error
	// docRequired holds "Operation.Member" for members documented as required,
	// endpoint those that the endpoint is resolved from.
	docRequired, endpoint map[string]bool

	snaps map[string]*snapshot
	// attributes holds the fields that are attributes, by structure and field.
	attributes map[string]map[string]string
}

func (l *loader) failf(format string, args ...any) {
	l.errs = append(l.errs, fmt.Errorf(format, args...))
}

// parse reads a file; nil when it can't be read.
func (l *loader) parse(path string) *ast.File {
	f, err := parser.ParseFile(l.fset, path, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		l.failf("%w", err)
		return nil
	}
	return f
}

func (l *loader) glob(pattern string) []string {
	names, err := filepath.Glob(pattern)
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("%s: %w", filepath.Base(pattern), os.ErrNotExist)
	}
	if err != nil {
		l.failf("%w", err)
	}
	return names
}

// text prints a piece of source.
func (l *loader) text(n ast.Node) string {
	var b bytes.Buffer
	if err := printer.Fprint(&b, l.fset, n); err != nil {
		l.failf("%w", err)
	}
	return b.String()
}

// literal returns the value of a string literal.
func literal(e ast.Expr) (string, bool) {
	b, ok := e.(*ast.BasicLit)
	if !ok || b.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(b.Value)
	return s, err == nil
}

// callee splits a call of the form x.f(…).
func callee(c *ast.CallExpr) (x, f string) {
	if sel, ok := c.Fun.(*ast.SelectorExpr); ok {
		if id, ok := sel.X.(*ast.Ident); ok {
			return id.Name, sel.Sel.Name
		}
	}
	return "", ""
}

// deprecation returns the text of the "Deprecated:" paragraph.
func deprecation(doc string) string {
	for p := range strings.SplitSeq(doc, "\n\n") {
		if rest, ok := strings.CutPrefix(strings.TrimSpace(p), "Deprecated:"); ok {
			return strings.Join(strings.Fields(rest), " ")
		}
	}
	return ""
}

const requiredMark = "This member is required."
