package endpoints

import (
	"debug/buildinfo"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/sdk"
)

func TestReleaseOf(t *testing.T) {
	const sum = "h1:WBJb2VxRzzKnuN94YWqZPiu5a5zc3IleFqgZnmVCyvU="
	for version, want := range map[string]release{"v1.114.10": {1, 114, 10}, "v1.112.0": {1, 112, 0}} {
		if got, ok := releaseOf(&debug.Module{Path: module, Version: version, Sum: sum}); !ok || got != want {
			t.Errorf("%s: %v %t", version, got, ok)
		}
	}
	for _, m := range []debug.Module{
		{},
		{Version: "(devel)"},
		{Version: "v1.114.10"},
		{Version: "v1.114.10", Replace: &debug.Module{Path: "./fork", Version: "(devel)"}},
		{Version: "v1.114.10", Sum: sum, Replace: &debug.Module{Path: "example.com/fork", Version: "v1.114.10", Sum: sum}},
		{Version: "v1.114.11-0.20261101000000-0123456789ab", Sum: sum},
		{Version: "v1.114", Sum: sum},
		{Version: "1.114.10", Sum: sum},
		{Version: "v1.114.10-rc.1", Sum: sum},
	} {
		if got, ok := releaseOf(&m); ok {
			t.Errorf("%+v is release %v", m, got)
		}
	}
	other := &debug.Module{Path: module + "control", Version: "v1.114.10", Sum: sum}
	if got, ok := releaseIn(&debug.BuildInfo{Deps: []*debug.Module{other}}); ok {
		t.Errorf("%s is release %v", other.Path, got)
	}
}

func TestReleaseAt(t *testing.T) {
	cache := t.TempDir()
	at := func(path ...string) string {
		path = append([]string{cache}, path...)
		return filepath.Join(append(path, "endpoints.go")...)
	}
	sums := filepath.Join(cache, "cache", "download", module, "@v")
	if err := os.MkdirAll(sums, 0o700); err != nil {
		t.Fatal(err)
	}
	const pseudo = "v1.114.11-0.20261101000000-0123456789ab"
	for _, version := range []string{"v1.114.10", pseudo} {
		if err := os.WriteFile(filepath.Join(sums, version+".ziphash"), []byte("h1:"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, ok := releaseAt(at(module + "@v1.114.10")); !ok || got != (release{1, 114, 10}) {
		t.Errorf("%v %t", got, ok)
	}
	for _, file := range []string{
		"",
		module + "@v1.114.10/endpoints.go",             // -trimpath
		at("app", "vendor", module),                    // vendored
		at("forks", module+"@v1.114.10"),               // replaced by a copy of the cache's
		at("example.com", module+"@v1.114.10"),         // replaced by a fork
		at(module + "@v1.114.9"),                       // without a checksum
		at(module + "@" + pseudo),                      // no release
		at(module + "control@v1.114.10"),               // another module
		at("cache", "download", module, "@v1.114.10x"), // no version
	} {
		if got, ok := releaseAt(file); ok {
			t.Errorf("%s is release %v", file, got)
		}
	}
}

// What the go command writes into a program tells a release from a copy, which may be
// changed, and with -trimpath, too, with which files have the same paths in both.
func TestCopiesAreNoReleases(t *testing.T) {
	const (
		require = "module example.com/app\n\ngo 1.25.0\n\nrequire " + module + " v1.114.10\n"
		source  = "package s3\n\nconst Name = \"a copy\"\n"
	)
	for name, files := range map[string]map[string]string{
		"vendored": {
			"go.mod":                             require,
			"vendor/" + module + "/endpoints.go": source,
			"vendor/modules.txt":                 "# " + module + " v1.114.10\n## explicit; go 1.25.0\n" + module + "\n",
		},
		"replaced": {
			"go.mod":                           require + "\nreplace " + module + " => ./" + module + "@v1.114.10\n",
			module + "@v1.114.10/endpoints.go": source,
			module + "@v1.114.10/go.mod":       "module " + module + "\n\ngo 1.25.0\n",
		},
	} {
		dir := t.TempDir()
		files["main.go"] = "package main\n\nimport \"" + module + "\"\n\nfunc main() { println(s3.Name) }\n"
		for path, text := range files {
			path = filepath.Join(dir, filepath.FromSlash(path))
			if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		for _, flag := range []string{"-trimpath", "-trimpath=false"} {
			build := exec.Command("go", "build", flag, "-o", "app.exe")
			build.Dir = dir
			build.Env = append(os.Environ(), "GOWORK=off", "GOFLAGS=", "GOPROXY=off")
			if out, err := build.CombinedOutput(); err != nil {
				t.Fatalf("%s, %s: %v\n%s", name, flag, err, out)
			}
			info, err := buildinfo.ReadFile(filepath.Join(dir, "app.exe"))
			if err != nil {
				t.Fatal(err)
			}
			if len(info.Deps) != 1 || info.Deps[0].Path != module || info.Deps[0].Version != "v1.114.10" {
				t.Errorf("%s, %s: it is made of %+v", name, flag, info.Deps)
			}
			if r, ok := releaseIn(info); ok {
				t.Errorf("%s, %s: it is release %v", name, flag, r)
			}
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
	if inside := !linked.before(oldest) && !newest.before(linked); inside != known() {
		t.Errorf("release %v, known is %t", linked, known())
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
	pinned, ok := releaseOf(&debug.Module{Path: module, Version: sdk.Version, Sum: "h1:"})
	if !ok || newest.before(pinned) {
		t.Errorf("pinned is %s, newer than %v: run TestResolverReads with it and with all between, then raise newest", sdk.Version, newest)
	}
}

func sourceOf(t *testing.T) string {
	file := resolverFile()
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
