package vet

import (
	"fmt"
	"go/ast"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/internal/partial"
	"github.com/s3safe/s3safe-go/s3safe/vet/internal/vettest"
)

// A rule that panics breaks the tests, though no build.
func init() { partial.Panicked = func(r *compat.Rule, x any) { panic(fmt.Sprintf("%s: %v", r.ID, x)) } }

// example is one of the catalogue's examples as a function of a fixture.
type example struct {
	rule      *compat.Rule
	violating bool
	c         compat.Case
	unsaid    []string
	found     map[string]bool
}

// TestCatalogue: the analyzer agrees with the engine on every example of the
// catalogue. Where it finds less, the example rests on what source can't say.
func TestCatalogue(t *testing.T) {
	old := options.doubtful
	options.doubtful = true
	defer func() { options.doubtful = old }()
	examples := map[string]*example{}
	var source strings.Builder
	source.WriteString(vettest.Imports)
	add := func(r *compat.Rule, violating bool, cases []compat.Case) {
		for _, c := range cases {
			c = vettest.Complete(c)
			name := fmt.Sprintf("example%d", len(examples))
			text, unsaid, err := vettest.Function(name, c)
			if err != nil {
				t.Errorf("%s: %v", r.ID, err)
				continue
			}
			source.WriteString(text)
			examples[name] = &example{rule: r, violating: violating, c: c, unsaid: unsaid, found: map[string]bool{}}
		}
	}
	rules := aws.Source().Rules()
	for _, r := range rules {
		add(r, true, r.Violating)
		add(r, false, r.Allowed)
	}
	result, err := vettest.Analyze(Analyzer, "catalogue.go", source.String())
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range result.File.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok {
			continue
		}
		for _, d := range result.Diagnostics {
			if fn.Pos() <= d.Pos && d.Pos < fn.End() {
				examples[fn.Name.Name].found[d.Category] = true
			}
		}
	}
	catalog := aws.Catalog()
	reasons := map[string]map[string]int{} // by rule that was never found
	foundOnce := map[string]bool{}
	for _, name := range slices.Sorted(maps.Keys(examples)) {
		x := examples[name]
		if _, known := x.c.Signature.Get(compat.Presigned); !known || slices.Contains(x.unsaid, vettest.NotPresigned) {
			x.c = x.c.Over(compat.Presigned, "false") // source says that
		}
		request := x.c.Request()
		engine := map[string]bool{}
		for _, f := range catalog.Check(request, nil) {
			engine[f.Rule.ID] = true
		}
		for id := range x.found {
			if !engine[id] {
				t.Errorf("%s: the analyzer finds %s, the engine doesn't, of %v of %s", name, id, x.c, x.rule.ID)
			}
		}
		if x.violating && x.found[x.rule.ID] {
			foundOnce[x.rule.ID] = true
		}
		for id := range engine {
			if x.found[id] {
				continue
			}
			if len(x.unsaid) == 0 {
				t.Errorf("%s: the engine finds %s, the analyzer doesn't, and source says all of %v", name, id, x.c)
			}
			if x.violating && id == x.rule.ID {
				for _, reason := range x.unsaid {
					if reasons[id] == nil {
						reasons[id] = map[string]int{}
					}
					reasons[id][reason]++
				}
			}
		}
	}
	never := 0
	for _, r := range rules {
		if !foundOnce[r.ID] {
			never++
			why := slices.Sorted(maps.Keys(reasons[r.ID]))
			if len(why) == 0 {
				t.Errorf("not found from source, and nothing says why: %s", r.ID)
			}
			t.Logf("not found from source: %s: %v", r.ID, why)
		}
	}
	t.Logf("%d rules, %d examples, %d rules found from source, %d not", len(rules), len(examples), len(foundOnce), never)
}
