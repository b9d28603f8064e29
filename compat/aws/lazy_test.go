package aws

import (
	"slices"
	"sync"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// TestLazily: whatever is asked for first, and by however many at a time, a compiled
// catalogue answers as its source does. It is a test for the race detector above all.
func TestLazily(t *testing.T) {
	policy := compat.LookupPolicy{Features: map[compat.TargetKind]compat.FeatureSet{compat.GeneralPurposeBucket: ^compat.FeatureSet(0)}}
	rules := Source().Rules()
	for range 2 {
		// One of its own: that of Catalog has been asked already.
		fresh := compiled()
		fresh.Rules = slices.Clone(fresh.Rules)
		for i := range fresh.Rules {
			fresh.Rules[i].When = compat.Condition{}
		}
		catalog := compat.LoadCatalog(sdk.Schema, fresh)
		var wg sync.WaitGroup
		for first := range 8 {
			wg.Go(func() {
				own := *rules[0]
				own.ID = "own-rule"
				with, err := catalog.With(own)
				if err != nil {
					t.Error(err)
					return
				}
				lookups := with.Lookups(policy)
				for i := range rules {
					i = (i + first*len(rules)/8) % len(rules)
					rule := rules[i]
					for _, c := range [...]compat.Case{rule.Violating[0], rule.Allowed[0]} {
						r := compat.Complete(c, sdk.Schema).Request()
						var need compat.Need
						lookups.Input(r, &need)
						lookups.Resolved(r, &need)
						a, b := catalog.Check(r, nil), Source().Check(r, nil)
						if !slices.EqualFunc(a, b, func(x, y compat.Finding) bool { return x.Rule.ID == y.Rule.ID }) {
							t.Errorf("%s: compiled %v, source %v", rule.ID, a, b)
						}
					}
					if first%2 == 0 {
						if got := catalog.Rule(rule.ID); got.When.String() != rule.When.String() {
							t.Errorf("%s is %s", rule.ID, got.When)
						}
					}
				}
				if got := catalog.Rules(); len(got) != len(rules) {
					t.Errorf("%d rules", len(got))
				}
				if got := with.Rules(); len(got) != len(rules)+1 || got[len(rules)].ID != "own-rule" {
					t.Errorf("%d rules with one's own", len(got))
				}
			})
		}
		wg.Wait()
	}
}
