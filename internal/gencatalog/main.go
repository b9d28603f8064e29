// Gencatalog compiles the catalogue: it writes the rules, which package
// compat/aws has as readable data, in the form that an application links.
//
//	go generate ./...                   # write
//	go run ./internal/gencatalog -check # fail if writing would change a byte
//
// The compiled form refers to each predicate and relation by the function that
// makes it, so the functions must tell their names. They do so in a copy of the
// package's source, which this command makes and in which it runs
// internal/gencatalog/emit.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/s3safe/s3safe-go/internal/gencatalog/confirmed"
	"github.com/s3safe/s3safe-go/internal/gencatalog/constructors"
	"github.com/s3safe/s3safe-go/internal/generated"
)

// The directive stands here, not beside the rules: directives are run in the
// order of the packages, and this one needs what that of compat/sdk writes.
//go:generate go run .

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "gencatalog:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	root, err := generated.ModuleRoot()
	if err != nil {
		return err
	}
	source, err := constructors.Read(root)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "gencatalog")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	replace := map[string]string{}
	add := func(path string, text []byte) error {
		copied := filepath.Join(dir, fmt.Sprintf("%d.go", len(replace)))
		replace[path] = copied
		return os.WriteFile(copied, text, 0o600)
	}
	for _, f := range source.Files {
		if err := add(f.Path, source.Labelled(f)); err != nil {
			return err
		}
	}
	confirmations, err := confirmed.File(root)
	if err != nil {
		return err
	}
	catalogue := filepath.Join(root, constructors.Catalogue)
	for path, text := range map[string]string{
		filepath.Join(catalogue, "labels_overlay.go"):                     labels,
		filepath.Join(catalogue, "catalog_gen.go"):                        notCompiled,
		filepath.Join(catalogue, confirmed.Name):                          string(confirmations),
		filepath.Join(root, "internal", "gencatalog", "emit", "names.go"): names,
	} {
		if err := add(path, []byte(text)); err != nil {
			return err
		}
	}
	replace[filepath.Join(catalogue, "predicates_gen.go")] = "" // may not compile yet
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return err
	}
	file := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(file, overlay, 0o600); err != nil {
		return err
	}
	cmd := exec.Command("go", append([]string{"run", "-overlay", file, "./internal/gencatalog/emit"}, args...)...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = root, os.Stdout, os.Stderr
	return cmd.Run()
}

// notCompiled stands for the compiled form, which may be one of other rules.
const notCompiled = `package aws

import "github.com/s3safe/s3safe-go/compat"

func compiled() *compat.Compiled { panic("the catalogue isn't compiled yet") }
`

// labels remember what made a predicate or a relation. Each is made once, so
// that equal expressions lead to the same.
const labels = `package aws

import (
	"fmt"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

var (
	PredicateNames = map[*compat.Predicate]string{}
	RelationNames  = map[*compat.Relation]string{}

	made          = map[string]*compat.Predicate{}
	madeRelations = map[string]*compat.Relation{}
)

func expression(name string, args []any) string {
	texts := make([]string, len(args))
	for i, a := range args {
		switch a := a.(type) {
		case compat.Member:
			texts[i] = "member." + a.String()
		default:
			texts[i] = fmt.Sprintf("%#v", a)
		}
	}
	return name + "(" + strings.Join(texts, ", ") + ")"
}

func label(name string, args []any, make func() *compat.Predicate) *compat.Predicate {
	x := expression(name, args)
	if made[x] == nil {
		made[x] = make()
	}
	PredicateNames[made[x]] = x
	return made[x]
}

func labelRelation(name string, args []any, make func() *compat.Relation) *compat.Relation {
	x := expression(name, args)
	if madeRelations[x] == nil {
		madeRelations[x] = make()
	}
	RelationNames[madeRelations[x]] = x
	return madeRelations[x]
}
`

const names = `package main

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
)

type names struct{}

func (names) Predicate(p *compat.Predicate) string { return aws.PredicateNames[p] }
func (names) Relation(r *compat.Relation) string   { return aws.RelationNames[r] }
`
