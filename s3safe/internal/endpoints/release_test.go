package endpoints

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat/sdk"
)

func TestReleaseOf(t *testing.T) {
	for file, want := range map[string]release{
		"/home/me/go/pkg/mod/github.com/aws/aws-sdk-go-v2/service/s3@v1.114.10/endpoints.go": {1, 114, 10},
		"github.com/aws/aws-sdk-go-v2/service/s3@v1.112.0/endpoints.go":                      {1, 112, 0}, // -trimpath
	} {
		if got, ok := releaseOf(file); !ok || got != want {
			t.Errorf("%s: %v %t", file, got, ok)
		}
	}
	for _, file := range []string{
		"",
		"/home/me/app/vendor/github.com/aws/aws-sdk-go-v2/service/s3/endpoints.go",
		"/home/me/go/pkg/mod/github.com/me/aws-sdk-go-v2/service/s3@v1.114.10/endpoints.go",
		"/home/me/go/pkg/mod/github.com/aws/aws-sdk-go-v2/service/s3@v1.114.11-0.20261101000000-0123456789ab/endpoints.go",
		"/home/me/go/pkg/mod/github.com/aws/aws-sdk-go-v2/service/s3control@v1.71.1/endpoints.go",
		"/home/me/go/pkg/mod/github.com/aws/aws-sdk-go-v2/service/s3@v1.114/endpoints.go",
	} {
		if got, ok := releaseOf(file); ok {
			t.Errorf("%s is release %v", file, got)
		}
	}
}

func TestBefore(t *testing.T) {
	in := []release{{1, 9, 30}, {1, 112, 0}, {1, 113, 4}, {1, 114, 3}, {1, 114, 10}, {2, 0, 0}}
	for i, a := range in {
		for j, b := range in {
			if a.before(b) != (i < j) {
				t.Errorf("%v before %v: %t", a, b, a.before(b))
			}
		}
	}
}

// The SDK's resolver doesn't read what a question doesn't have. What this test says of
// the release that is linked in, oldest and newest say of all between them.
func TestResolverReads(t *testing.T) {
	linked, ok := linked()
	if !ok {
		t.Fatal("the release that is linked in isn't known")
	}
	if inside := !linked.before(oldest) && !newest.before(linked); inside != known {
		t.Errorf("release %v, known is %t", linked, known)
	}
	var reads []string
	dir := sourceOf(t)
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(dir, err)
	}
	for _, file := range files {
		if !strings.HasSuffix(file, "_test.go") {
			reads = append(reads, readsIn(t, file)...)
		}
	}
	slices.Sort(reads)
	reads = slices.Compact(reads)
	if i := slices.IndexFunc(reads, func(s string) bool { return s == "Key" || s == "Prefix" || s == "CopySource" }); i >= 0 {
		t.Errorf("release %v reads %s", linked, reads[i])
	}
	// The search finds what is read.
	for _, name := range []string{"Bucket", "Region", "UseFIPS", "ForcePathStyle", "Accelerate"} {
		if !slices.Contains(reads, name) {
			t.Errorf("%s isn't found to be read", name)
		}
	}
}

// The release that this module is generated from is one of those that are known.
func TestNewest(t *testing.T) {
	pinned, ok := releaseOf("github.com/aws/aws-sdk-go-v2/service/s3@" + sdk.Version + "/")
	if !ok || newest.before(pinned) {
		t.Errorf("pinned is %s, newer than %v: run TestResolverReads with it and with all between, then raise newest", sdk.Version, newest)
	}
}

func sourceOf(t *testing.T) string {
	f := runtime.FuncForPC(reflect.ValueOf(s3.NewDefaultEndpointResolverV2).Pointer())
	file, _ := f.FileLine(f.Entry())
	if !filepath.IsAbs(file) {
		t.Fatalf("no source at %s", file)
	}
	return filepath.Dir(file)
}

// readsIn returns the fields of EndpointParameters that the functions of a file which get
// them read. What a function only sets doesn't count: so the SDK binds an input's members.
func readsIn(t *testing.T, file string) (reads []string) {
	parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range parsed.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Body == nil {
			continue
		}
		params := map[string]bool{}
		for _, list := range []*ast.FieldList{f.Recv, f.Type.Params} {
			if list == nil {
				continue
			}
			for _, field := range list.List {
				kind := field.Type
				if p, ok := kind.(*ast.StarExpr); ok {
					kind = p.X
				}
				if id, ok := kind.(*ast.Ident); ok && id.Name == "EndpointParameters" {
					for _, name := range field.Names {
						params[name.Name] = true
					}
				}
			}
		}
		set := map[ast.Expr]bool{}
		ast.Inspect(f.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				for _, x := range n.Lhs {
					set[x] = true
				}
			case *ast.SelectorExpr:
				if id, ok := n.X.(*ast.Ident); ok && params[id.Name] && !set[n] {
					reads = append(reads, n.Sel.Name)
				}
			}
			return true
		})
	}
	return reads
}
