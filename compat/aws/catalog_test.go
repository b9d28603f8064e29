package aws_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// request describes a case the way the guard sees it: as an SDK input.
func request(t *testing.T, c compat.Case) *compat.Request {
	t.Helper()
	full := compat.Complete(c, sdk.Schema)
	in, err := sdk.NewInput(full)
	if err != nil {
		t.Fatalf("%s: no SDK input: %v", c.Operation, err)
	}
	r := full.Request()
	if !sdk.Describe(in, r) {
		t.Fatalf("%s: the input isn't recognised", c.Operation)
	}
	return r
}

func show(c compat.Case) string {
	var parts []string
	for m, v := range c.Members {
		parts = append(parts, fmt.Sprintf("%s=%v", m, v))
	}
	return fmt.Sprintf("%s{%s}", c.Operation, strings.Join(parts, " "))
}

// TestExamples: every violating example makes its rule true; no allowed one
// does, and none makes another rejecting rule true, since S3 accepts it.
func TestExamples(t *testing.T) {
	catalog := aws.Source()
	for _, rule := range catalog.Rules() {
		t.Run(rule.ID, func(t *testing.T) {
			for i, c := range rule.Violating {
				r := request(t, c)
				if got := rule.When.Eval(r); got != compat.True {
					var w compat.Wants
					rule.When.EvalWants(r, &w)
					t.Errorf("violating example %d: the rule is %s (wants %s)\n\t%s\n\twhen %s", i, got, w, show(c), rule.When)
				}
				if !contains(catalog.Check(r, nil), rule) {
					t.Errorf("violating example %d: the catalogue doesn't find the rule\n\t%s", i, show(c))
				}
			}
			for i, c := range rule.Allowed {
				r := request(t, c)
				if rule.When.Eval(r) == compat.True {
					t.Errorf("allowed example %d: the rule is true\n\t%s", i, show(c))
				}
				for _, f := range catalog.Check(r, nil) {
					if f.Rule.Effect == compat.Rejected && f.Rule.Doubt == "" {
						t.Errorf("allowed example %d is rejected by %s\n\t%s", i, f, show(c))
					}
				}
			}
		})
	}
}

func contains(found []compat.Finding, rule *compat.Rule) bool {
	for _, f := range found {
		if f.Rule == rule {
			return true
		}
	}
	return false
}

// TestPredicateSamples: the samples that the solver relies on are right.
func TestPredicateSamples(t *testing.T) {
	for _, rule := range aws.Source().Rules() {
		for _, p := range rule.When.Predicates() {
			if len(p.Yes) == 0 || len(p.No) == 0 {
				t.Errorf("%s: predicate %q needs samples that fulfil it and samples that don't", rule.ID, p.Name)
			}
			for i, x := range p.Yes {
				if got := judge(t, p, x); got != compat.True {
					t.Errorf("%s: predicate %q: sample %d (%.80v) should fulfil it, got %s", rule.ID, p.Name, i, x, got)
				}
			}
			for i, x := range p.No {
				if got := judge(t, p, x); got != compat.False {
					t.Errorf("%s: predicate %q: sample %d (%.80v) should not fulfil it, got %s", rule.ID, p.Name, i, x, got)
				}
			}
		}
		for _, rel := range rule.When.Relations() {
			for want, samples := range map[compat.Truth][][]any{compat.True: rel.Yes, compat.False: rel.No} {
				if len(samples) == 0 {
					t.Errorf("%s: relation %q lacks samples", rule.ID, rel.Name)
				}
				for i, s := range samples {
					var v [3]compat.Value
					for j, x := range s {
						v[j] = value(t, x)
					}
					if got := rel.Test(v[0], v[1], v[2]); got != want {
						t.Errorf("%s: relation %q: sample %d %.80v: got %s, want %s", rule.ID, rel.Name, i, s, got, want)
					}
				}
			}
		}
	}
}

func judge(t *testing.T, p *compat.Predicate, x any) compat.Truth {
	_, got := p.Judge(value(t, x), time.Now())
	return got
}

func value(t *testing.T, x any) compat.Value {
	v, err := compat.ValueOf(x)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// TestSolver: for each rule and operation the solver finds a request that
// violates the rule and one that just doesn't, and what it finds holds for the
// SDK input made from it too.
func TestSolver(t *testing.T) {
	catalog := aws.Source()
	for _, rule := range catalog.Rules() {
		for _, op := range rule.Operations {
			sol := compat.Solve(rule, op, sdk.Schema)
			if len(sol.Violating) == 0 {
				t.Errorf("%s: no violating %s found", rule.ID, op)
			}
			if len(sol.Allowed) == 0 {
				t.Errorf("%s: no near miss of %s found", rule.ID, op)
			}
			for _, c := range sol.Violating {
				if r := request(t, c); rule.When.Eval(r) != compat.True {
					t.Errorf("%s: solved %s isn't violating as an SDK input", rule.ID, show(c))
				}
			}
			for _, c := range sol.Allowed {
				if r := request(t, c); rule.When.Eval(r) != compat.False {
					t.Errorf("%s: solved near miss %s isn't one as an SDK input", rule.ID, show(c))
				}
			}
		}
	}
}
