// Package readme tests what the README and the documents beside it say: code compiles,
// commands run, links lead somewhere.
package readme

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/aws"
)

const root = "../.."

// documents are those that people write.
var documents = []string{
	"README.md", "s3safe/CHANGELOG.md", ".github/CONTRIBUTING.md", ".github/SECURITY.md",
	".github/ISSUE_TEMPLATE/config.yml", ".github/ISSUE_TEMPLATE/false-stop.yml", ".github/ISSUE_TEMPLATE/missing-rule.yml",
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// blocks are the blocks of code in a language.
func blocks(text, language string) (list []string) {
	for _, m := range regexp.MustCompile("(?ms)^ *```"+language+"\n(.*?)\n *```$").FindAllStringSubmatch(text, -1) {
		list = append(list, m[1])
	}
	return list
}

// preface declares what the snippets take from their surroundings.
const preface = `package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net/url"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/diagnose"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
	"github.com/s3safe/s3safe-go/s3safe/state"
	"github.com/s3safe/s3safe-go/s3safe/strict"
	"github.com/s3safe/s3safe-go/s3safe/strict/forward"
)

var (
	_ = errors.New
	_ = fmt.Sprint
	_ = log.Print
	_ = slog.Default
	_ = aws.String
	_ compat.Evidence
	_ = provider.All
	_ = diagnose.ExplainInput
	_ = putobject.General
	_ = opt.SSES3
	_ = state.New
	_ = strict.Handler
	_ = forward.To
)

func main() {}
`

// TestCode: every block of Go in the README compiles, in a function that has what it
// takes from its surroundings.
func TestCode(t *testing.T) {
	var src strings.Builder
	src.WriteString(preface)
	list := blocks(read(t, "README.md"), "go")
	if len(list) < 6 {
		t.Fatalf("only %d blocks", len(list))
	}
	for i, block := range list {
		// An import is written for the reader; the preface has them all.
		block = regexp.MustCompile(`(?m)^import .*$`).ReplaceAllString(block, "")
		f, err := parser.ParseFile(token.NewFileSet(), "", "package p; func _() {\n"+block+"\n}", parser.SkipObjectResolution)
		if err != nil {
			t.Errorf("%v\n%s", err, block)
			continue
		}
		fmt.Fprintf(&src, "\nfunc block%d(ctx context.Context, cfg aws.Config, in *s3.PutObjectInput, f io.Reader, keyARN, account string, until time.Time, lax *url.URL, err error) {\n%s\n", i, block)
		for _, name := range declared(f) {
			fmt.Fprintf(&src, "\t_ = %s\n", name)
		}
		src.WriteString("}\n")
	}
	// A block that uses the client of the one before has one.
	text := strings.ReplaceAll(src.String(), "err error) {\n", "err error, client *s3safe.Client) {\n{\n")
	text = strings.ReplaceAll(text, "\n}\n\nfunc block", "\n}\n}\n\nfunc block") + "}\n"
	file := filepath.Join(t.TempDir(), "readme.go")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, root, "go", "build", "-gcflags=-e", "-o", os.DevNull, file)
}

// declared lists the variables that a block declares at its outermost level.
func declared(f *ast.File) (names []string) {
	for _, s := range f.Decls[0].(*ast.FuncDecl).Body.List {
		switch s := s.(type) {
		case *ast.AssignStmt:
			for _, l := range s.Lhs {
				if id, ok := l.(*ast.Ident); ok && s.Tok == token.DEFINE && id.Name != "_" {
					names = append(names, id.Name)
				}
			}
		case *ast.DeclStmt:
			ast.Inspect(s, func(n ast.Node) bool {
				if v, ok := n.(*ast.ValueSpec); ok {
					for _, id := range v.Names {
						names = append(names, id.Name)
					}
				}
				return true
			})
		}
	}
	return names
}

func run(t *testing.T, dir, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOWORK=") // the clone's, also where the tests do without it
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
	return string(out)
}

// inline are commands in the text.
var inline = regexp.MustCompile("`((?:go|s3safe|\\.ci/run|examples/\\S+\\.sh)(?: [^`\n]*)?)`")

// TestCommands: every command that the documents name can be run as it is written. The
// examples themselves are run by their own tests, which compare what they print with
// the README; here each is compiled, and what it names exists.
func TestCommands(t *testing.T) {
	tool := filepath.Join(t.TempDir(), "s3safe")
	run(t, root, "go", "build", "-o", tool, "./s3safe/cmd/s3safe")
	var commands []string
	for _, name := range documents {
		text := read(t, name)
		for _, block := range blocks(text, "sh") {
			commands = append(commands, strings.Split(block, "\n")...)
		}
		for _, m := range inline.FindAllStringSubmatch(text, -1) {
			commands = append(commands, m[1])
		}
	}
	slices.Sort(commands)
	kinds := map[string]int{}
	for _, c := range slices.Compact(commands) {
		words := strings.Fields(c)
		if len(words) == 0 {
			continue
		}
		kind := words[0]
		if len(words) > 1 && words[0] == "go" {
			kind += " " + words[1]
		}
		kinds[kind]++
		switch kind {
		case "go run":
			run(t, root, "go", "vet", words[2])
		case "go test":
			for _, w := range words[2:] {
				if strings.HasPrefix(w, "./") {
					run(t, root, "go", "list", w)
				}
			}
		case "go generate", "go vet", "go doc":
		case "go install":
			path, _, _ := strings.Cut(words[2], "@")
			run(t, root, "go", "list", path)
		case "go get":
			for _, w := range words[2:] {
				path, version, _ := strings.Cut(w, "@")
				if !strings.HasPrefix(path, "github.com/aws/aws-sdk-go-v2") && path != "github.com/s3safe/s3safe-go" || version != "" && version != "latest" {
					t.Errorf("%s: %s isn't a module that this test knows", c, w)
				}
			}
		case "go list", "go tool":
		case "s3safe":
			if len(words) > 1 {
				// Flags are read before help is given.
				run(t, root, tool, append(words[1:], "-h")...)
			}
		case ".ci/run", "go", "go.mod", "go.work":
		default:
			if _, err := os.Stat(filepath.Join(root, words[0])); err != nil {
				t.Errorf("%s: nobody knows how to run it", c)
			}
		}
	}
	if kinds["go run"] < 5 || kinds["s3safe"] < 5 || kinds["go test"] < 3 {
		t.Errorf("too few commands are found: %v", kinds)
	}
}

// named are names of packages' declarations in the text.
var named = regexp.MustCompile(`\b(s3safe|compat|state|opt|diagnose|provider)\.([A-Z]\w*)`)

// TestNames: what the documents name of the packages is there.
func TestNames(t *testing.T) {
	packages := map[string]string{
		"s3safe": "s3safe", "compat": "compat", "state": "s3safe/state", "opt": "s3safe/opt", "diagnose": "s3safe/diagnose", "provider": "compat/provider",
	}
	has := map[string]map[string]bool{}
	for name, dir := range packages {
		has[name] = map[string]bool{}
		files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(dir), "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(dir, err)
		}
		for _, file := range files {
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, d := range f.Decls {
				switch d := d.(type) {
				case *ast.FuncDecl:
					has[name][d.Name.Name] = has[name][d.Name.Name] || d.Recv == nil
				case *ast.GenDecl:
					for _, s := range d.Specs {
						switch s := s.(type) {
						case *ast.TypeSpec:
							has[name][s.Name.Name] = true
						case *ast.ValueSpec:
							for _, id := range s.Names {
								has[name][id.Name] = true
							}
						}
					}
				}
			}
		}
	}
	n := 0
	for _, document := range documents {
		for _, m := range named.FindAllStringSubmatch(read(t, document), -1) {
			n++
			if !has[m[1]][m[2]] {
				t.Errorf("%s: there is no %s", document, m[0])
			}
		}
	}
	if n < 60 {
		t.Errorf("only %d names are found", n)
	}
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	own     = regexp.MustCompile(`https://github\.com/s3safe/s3safe-go/(?:blob/main/([^\s)"#]+)|issues/new\?template=([a-z-]+\.yml))`)
	heading = regexp.MustCompile(`(?m)^#+ (.+)$`)
	file    = regexp.MustCompile("`((?:compat|s3safe|internal|examples|\\.ci|\\.rules)/[a-zA-Z0-9_./-]+)`")
)

// TestLinks: links within the repository lead somewhere, to a heading too, and so do
// paths in the text.
func TestLinks(t *testing.T) {
	for _, name := range documents {
		text := read(t, name)
		exists := func(path string) {
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(path))); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			if strings.Contains(m[1], "://") {
				continue
			}
			path, at, _ := strings.Cut(m[1], "#")
			target := name
			if path != "" {
				target = filepath.ToSlash(filepath.Join(filepath.Dir(name), path))
				exists(target)
			}
			if at != "" && !slices.Contains(anchors(read(t, target)), at) {
				t.Errorf("%s: %s leads to no heading", name, m[1])
			}
		}
		for _, m := range own.FindAllStringSubmatch(text, -1) {
			if m[2] != "" {
				exists(".github/ISSUE_TEMPLATE/" + m[2])
			} else {
				exists(m[1])
			}
		}
		for _, m := range file.FindAllStringSubmatch(text, -1) {
			if !strings.Contains(m[1], "...") {
				exists(m[1])
			}
		}
	}
}

func anchors(text string) (list []string) {
	text = regexp.MustCompile("(?ms)^```.*?^```$").ReplaceAllString(text, "")
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		list = append(list, strings.Map(func(r rune) rune {
			switch {
			case r == ' ':
				return '-'
			case strings.ContainsRune("`',.?:/()@", r):
				return -1
			}
			return r
		}, strings.ToLower(m[1])))
	}
	return list
}

// TestNumbers: as many rules as the README says, and not many more.
func TestNumbers(t *testing.T) {
	m := regexp.MustCompile(`more than (\d+) rules`).FindStringSubmatch(read(t, "README.md"))
	if m == nil {
		t.Fatal("README.md doesn't say how many rules there are")
	}
	said, _ := strconv.Atoi(m[1])
	if n := len(aws.Source().Rules()); n <= said || n > said+100 {
		t.Errorf("README.md says more than %d rules; there are %d", said, n)
	}
}

// TestContributing: the rule by which CONTRIBUTING.md shows how one is written is
// complete, and true of its examples.
func TestContributing(t *testing.T) {
	list := blocks(read(t, ".github/CONTRIBUTING.md"), "go")
	if len(list) != 1 {
		t.Fatalf("%d blocks", len(list))
	}
	const program = `package main

import (
	"fmt"
	"os"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
)

var rule = RULE

func main() {
	if _, err := compat.NewCatalog(sdk.Schema, rule); err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
	for _, cases := range [][]compat.Case{rule.Violating, rule.Allowed} {
		in, err := sdk.NewInput(compat.Complete(cases[0], sdk.Schema))
		if err != nil {
			panic(err)
		}
		v, err := s3safe.Inspect(in, s3safe.WithRules(rule))
		found := ""
		for _, f := range v.Rejected {
			if f.Rule.ID == rule.ID {
				found = f.Problem
			}
		}
		fmt.Printf("%q %v\n", found, err)
	}
}
`
	dir := t.TempDir()
	name := filepath.Join(dir, "rule.go")
	if err := os.WriteFile(name, []byte(strings.Replace(program, "RULE", list[0], 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if out := run(t, root, "go", "run", name); out != "\"PartNumber and Range are both set\" <nil>\n\"\" <nil>\n" {
		t.Errorf("it prints %s", out)
	}
}

// TestForms: the forms for issues ask for what they must, and each answer has an id of
// its own.
func TestForms(t *testing.T) {
	for name, must := range map[string][]string{
		"false-stop":   {"rule", "error", "answer", "store", "client"},
		"missing-rule": {"answer", "request", "certainty", "versions"},
	} {
		text := read(t, ".github/ISSUE_TEMPLATE/"+name+".yml")
		for _, key := range []string{"name: ", "description: ", "body:"} {
			if !strings.Contains("\n"+text, "\n"+key) {
				t.Errorf("%s: no %s", name, key)
			}
		}
		fields := strings.Split(text, "\n  - type: ")[1:]
		var required []string
		seen := map[string]bool{}
		for _, f := range fields {
			if !slices.Contains([]string{"markdown", "input", "textarea", "dropdown"}, strings.SplitN(f, "\n", 2)[0]) {
				t.Errorf("%s: a field of the type %.20s", name, f)
			}
			m := regexp.MustCompile(`\n    id: (\S+)\n`).FindStringSubmatch(f)
			if m == nil {
				continue
			}
			if seen[m[1]] || !strings.Contains(f, "\n      label: ") {
				t.Errorf("%s: %s occurs twice, or has no label", name, m[1])
			}
			seen[m[1]] = true
			if strings.Contains(f, "required: true") {
				required = append(required, m[1])
			}
		}
		if !slices.Equal(required, must) {
			t.Errorf("%s requires %v, not %v", name, required, must)
		}
	}
}
