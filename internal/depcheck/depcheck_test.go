// Package depcheck tests that the packages of the module depend on each other in
// one direction only, and that the module depends on nothing new.
package depcheck

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/s3safe/s3safe-go"

type listed struct {
	ImportPath string
	Imports    []string
	Deps       []string
	Standard   bool
}

// list returns the packages that the patterns match.
func list(t *testing.T, patterns ...string) []listed {
	t.Helper()
	cmd := exec.Command("go", append([]string{"list", "-json=ImportPath,Imports,Deps,Standard"}, patterns...)...)
	cmd.Dir = "../.."
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	var all []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// layers lists the module's packages from the bottom up. A package may import
// those of lower layers, and in its own layer none; a layer's packages are those
// below its paths.
var layers = [][]string{
	{"internal/printable", "internal/ordinary", "compat/member", "compat/operation"},
	{"compat"},
	{"compat/sdk"},
	{"compat/internal", "internal/history"},
	{"compat/aws", "compat/wire"},
	{"compat/provider", "internal/partial"},
	{"s3safe/internal/quiet", "s3safe/internal/document", "s3safe/internal/errordoc", "s3safe/internal/chain", "s3safe/internal/shape", "s3safe/internal/endpoints"},
	{"s3safe/internal/hook"},
	{"s3safe/diagnose/capture"},
	{"s3safe/diagnose/internal/redact"},
	{"s3safe/diagnose/internal/build"},
	{"s3safe/state", "s3safe/diagnose/recorder", "s3safe/diagnose/parse", "s3safe/diagnose/audit", "s3safe/diagnose/internal/judge", "s3safe/diagnose/internal/resend", "s3safe/diagnose/rates", "s3safe/diagnose/internal/diagtest"},
	{"s3safe/diagnose/proxy", "s3safe/diagnose/diff", "s3safe/diagnose/explain", "s3safe/diagnose/minimise", "s3safe/diagnose/replay"},
	{"s3safe/diagnose"},
	{"s3safe/state/statetest", "s3safe/internal/known", "s3safe/internal/exampletest"},
	{"s3safe/internal/fill"},
	{"s3safe/opt"},
	{"s3safe"},
	{"s3safe/strict/forward"},
	{"s3safe/strict"},
	{"s3safe/internal/build", "s3safe/transfer"},
	{"s3safe/op", "s3safe/vet"},
	{"s3safe/op/multipart", "s3safe/op/presignpost"},
	{"s3safe/op/createmultipartupload"},
	{"s3safe/op/optest"},
	{"s3safe/cmd", "s3safe/internal/buildreport", "internal"},
}

// layerOf returns the layer of a package, -1 if it has none. The longest path
// that contains the package decides.
func layerOf(path string) int {
	rel := strings.TrimPrefix(path, module+"/")
	best, layer := -1, -1
	for i, paths := range layers {
		for _, p := range paths {
			if (rel == p || strings.HasPrefix(rel, p+"/")) && len(p) > best {
				best, layer = len(p), i
			}
		}
	}
	return layer
}

func TestImportsPointDown(t *testing.T) {
	for _, p := range list(t, "./...") {
		own := layerOf(p.ImportPath)
		if own < 0 {
			t.Errorf("%s belongs to no layer: add it to the list", p.ImportPath)
		}
		for _, imported := range p.Imports {
			if !strings.HasPrefix(imported, module+"/") {
				continue
			}
			switch other := layerOf(imported); {
			case other > own:
				t.Errorf("%s imports %s, which is above it", p.ImportPath, imported)
			case other == own && own < len(layers)-1:
				t.Errorf("%s imports %s, which is beside it", p.ImportPath, imported)
			}
		}
	}
}

// The engine knows nothing of the SDK.
func TestEngineImportsNoSDK(t *testing.T) {
	for _, p := range list(t, "./compat", "./compat/member", "./compat/operation") {
		for _, dep := range p.Deps {
			if strings.HasPrefix(dep, "github.com/aws/") {
				t.Errorf("%s depends on %s", p.ImportPath, dep)
			}
		}
	}
}

// What an application links for the guard is the recorder of the diagnosis alone: no
// parser, no audit, no explanations, no metrics, and nothing that reads requests back.
func TestGuardLinksTheRecorderOnly(t *testing.T) {
	allowed := []string{"recorder", "capture", "internal/redact", "internal/build"}
	found := 0
	for _, p := range list(t, "./s3safe") {
		for _, dep := range p.Deps {
			if dep == module+"/compat/wire" {
				t.Errorf("%s depends on %s", p.ImportPath, dep)
			}
			if rel, ok := strings.CutPrefix(dep, module+"/s3safe/diagnose"); ok {
				found++
				if !slices.Contains(allowed, strings.TrimPrefix(rel, "/")) {
					t.Errorf("%s depends on %s", p.ImportPath, dep)
				}
			}
		}
	}
	if found != len(allowed) {
		t.Errorf("%d packages of the diagnosis, want %d", found, len(allowed))
	}
}

// The root module's own imports stay within its dependencies.
func TestDependencies(t *testing.T) {
	allowed := []string{
		module,
		"github.com/aws/aws-sdk-go-v2",
		"github.com/aws/smithy-go",
		"golang.org/x/tools",
	}
	inner := map[string]bool{} // packages that may import golang.org/x/tools
	for _, p := range list(t, "./...") {
		rel := strings.TrimPrefix(p.ImportPath, module+"/")
		inner[p.ImportPath] = strings.HasPrefix(rel, "internal/") || strings.HasPrefix(rel, "s3safe/vet") || strings.HasPrefix(rel, "s3safe/cmd")
		for _, imported := range p.Imports {
			first, _, _ := strings.Cut(imported, "/")
			if !strings.Contains(first, ".") {
				continue // the standard library
			}
			if !slices.ContainsFunc(allowed, func(a string) bool { return imported == a || strings.HasPrefix(imported, a+"/") }) {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
			if strings.HasPrefix(imported, "github.com/aws/aws-sdk-go-v2/service/") && !strings.HasPrefix(imported, "github.com/aws/aws-sdk-go-v2/service/s3") {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
			if strings.HasPrefix(imported, "golang.org/x/tools") && !inner[p.ImportPath] {
				t.Errorf("%s imports %s, which only the generator and the analyzer may", p.ImportPath, imported)
			}
		}
	}
}
