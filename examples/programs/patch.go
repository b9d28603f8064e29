package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const s3Package = "github.com/aws/aws-sdk-go-v2/service/s3"

// patch adds the guard to every client that is made in a program's directories,
// and tells to how many.
func patch(p program, dir string) (clients int, err error) {
	for _, d := range p.dirs {
		n, err := patchDir(filepath.Join(dir, d))
		if err != nil {
			return 0, err
		}
		clients += n
	}
	if p.service != nil {
		if err := patchService(*p.service, filepath.Join(dir, p.service.dir)); err != nil {
			return 0, err
		}
		clients++
	}
	if clients == 0 {
		return 0, errors.New("no client is made where the guard was to be added")
	}
	return clients, nil
}

// edit replaces what stands between two offsets of a file.
type edit struct {
	from, to int
	text     string
}

func apply(src []byte, edits []edit) []byte {
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Compare(b.from, a.from) })
	for _, e := range edits {
		src = slices.Replace(src, e.from, e.to, []byte(e.text)...)
	}
	return src
}

// patchDir adds the guard to the clients made in the files of one package. Files
// of an external test package, whose clients are the program's users', are left.
func patchDir(dir string) (clients int, err error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return 0, err
	}
	name := ""
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			return 0, err
		}
		patched, pkg, n, err := patchClients(file, src)
		if err != nil {
			return 0, err
		}
		if n == 0 {
			continue
		}
		if err := os.WriteFile(file, patched, 0o644); err != nil {
			return 0, err
		}
		name, clients = pkg, clients+n
	}
	if clients == 0 {
		return 0, nil
	}
	return clients, writeGuard(dir, name)
}

// patchClients adds the guard to the calls of s3.New and s3.NewFromConfig in a
// file.
func patchClients(file string, src []byte) (patched []byte, pkg string, clients int, err error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, src, parser.ParseComments)
	if err != nil {
		return nil, "", 0, err
	}
	s3 := importName(f, s3Package, "s3")
	if s3 == "" || strings.HasSuffix(f.Name.Name, "_test") {
		return src, f.Name.Name, 0, nil
	}
	offset := func(p token.Pos) int { return fset.Position(p).Offset }
	var edits []edit
	ast.Inspect(f, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || !isCall(call, s3, "New", "NewFromConfig") || len(call.Args) == 0 {
			return true
		}
		end := offset(call.Args[len(call.Args)-1].End())
		if call.Ellipsis.IsValid() {
			last := call.Args[len(call.Args)-1]
			edits = append(edits,
				edit{offset(last.Pos()), offset(last.Pos()), "append([]func(*" + s3 + ".Options){}, append("},
				edit{end, end, ", s3safeGuard())...)"})
		} else {
			edits = append(edits, edit{end, end, ", s3safeGuard()"})
		}
		clients++
		return true
	})
	patched, err = format.Source(apply(src, edits))
	return patched, f.Name.Name, clients, err
}

// isCall reports whether a call is one of a package's functions.
func isCall(call *ast.CallExpr, pkg string, functions ...string) bool {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok || !slices.Contains(functions, sel.Sel.Name) {
		return false
	}
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == pkg
}

// importName returns the name under which a file imports a package, "" if it
// doesn't.
func importName(f *ast.File, path, name string) string {
	for _, i := range f.Imports {
		if p, err := strconv.Unquote(i.Path.Value); err == nil && p == path {
			if i.Name != nil {
				return i.Name.Name
			}
			return name
		}
	}
	return ""
}

// writeGuard adds a file with the guard to a package. It notes each guarded call
// and each finding, so that the report can tell that the guard was in the path.
func writeGuard(dir, pkg string) error {
	return writeGo(filepath.Join(dir, "s3safe_guard.go"), guardFile, pkg)
}

func writeGo(file, text string, args ...any) error {
	src, err := format.Source(fmt.Appendf(nil, text, args...))
	if err != nil {
		return err
	}
	return os.WriteFile(file, src, 0o644)
}

const guardFile = `package %s

import (
	"context"
	"fmt"
	"os"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	"github.com/s3safe/s3safe-go/s3safe"
)

func s3safeNote(format string, args ...any) {
	f, err := os.OpenFile(os.Getenv("S3SAFE_CALLS"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		panic(err)
	}
	defer f.Close()
	fmt.Fprintf(f, format+"\n", args...)
}

func s3safeGuard() func(*s3.Options) {
	guard := s3safe.Guard(s3safe.OnFinding(func(_ context.Context, e s3safe.Event) {
		for _, f := range e.Findings {
			s3safeNote("finding %%s %%s %%t", e.Operation, f.Rule.ID, e.Stopped)
		}
	}))
	return func(o *s3.Options) {
		guard(o)
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			s3safeNote("call %%s", stack.ID())
			return nil
		})
	}
}
`

// patchService leads the calls of a mocked interface through a guarded client.
func patchService(s service, dir string) error {
	methods, pkg, err := s.methods(dir)
	if err != nil {
		return err
	}
	if err := writeGuard(dir, pkg); err != nil {
		return err
	}
	var b bytes.Buffer
	for _, m := range methods {
		fmt.Fprintf(&b, `
func (c s3safeService) %[1]s(ctx context.Context, in *s3.%[1]sInput, opts ...func(*s3.Options)) (*s3.%[1]sOutput, error) {
	var out *s3.%[1]sOutput
	var err error
	through := context.WithValue(ctx, s3safeCall{}, func() any {
		out, err = c.service.%[1]s(ctx, in, opts...)
		return new(s3.%[1]sOutput)
	})
	if _, stopped := c.client.%[1]s(through, in, opts...); stopped != nil {
		return nil, stopped
	}
	return out, err
}
`, m)
	}
	return writeGo(filepath.Join(dir, "s3safe_service.go"), serviceFile, pkg, s.name, b.String())
}

const serviceFile = `package %[1]s

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
)

type s3safeCall struct{}

// s3safeService hands the inputs that a guarded client lets pass to the service.
// The endpoint is known by then, so every rule about the input has been judged.
type s3safeService struct {
	service %[2]s
	client  *s3.Client
}

func s3safeThrough(service %[2]s) %[2]s {
	if _, ok := service.(*s3.Client); ok {
		return service
	}
	forward := middleware.FinalizeMiddlewareFunc("s3safe:Forward", func(
		ctx context.Context, _ middleware.FinalizeInput, _ middleware.FinalizeHandler,
	) (middleware.FinalizeOutput, middleware.Metadata, error) {
		return middleware.FinalizeOutput{Result: ctx.Value(s3safeCall{}).(func() any)()}, middleware.Metadata{}, nil
	})
	return s3safeService{service, s3.New(s3.Options{Region: "us-east-1"}, s3safeGuard(), func(o *s3.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return stack.Finalize.Insert(forward, "Signing", middleware.Before)
		})
	})}
}
%[3]s`

// methods lists the methods of the interface, and leads the calls of the field
// through the guard.
func (s service) methods(dir string) (methods []string, pkg string, err error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, "", err
	}
	led := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		src, err := os.ReadFile(file)
		if err != nil {
			return nil, "", err
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, src, 0)
		if err != nil {
			return nil, "", err
		}
		pkg = f.Name.Name
		var edits []edit
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.TypeSpec:
				if i, ok := n.Type.(*ast.InterfaceType); ok && n.Name.Name == s.name {
					for _, m := range i.Methods.List {
						for _, name := range m.Names {
							methods = append(methods, name.Name)
						}
					}
				}
			case *ast.CallExpr:
				method, ok := n.Fun.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				if field, ok := method.X.(*ast.SelectorExpr); ok && field.Sel.Name == s.field {
					from, to := fset.Position(field.Pos()).Offset, fset.Position(field.End()).Offset
					edits = append(edits, edit{from, from, "s3safeThrough("}, edit{to, to, ")"})
				}
			}
			return true
		})
		if led += len(edits) / 2; len(edits) > 0 {
			if err := os.WriteFile(file, apply(src, edits), 0o644); err != nil {
				return nil, "", err
			}
		}
	}
	if len(methods) == 0 || led == 0 {
		return nil, "", fmt.Errorf("%s has no interface %s, or no calls of a field %s", dir, s.name, s.field)
	}
	return methods, pkg, nil
}
