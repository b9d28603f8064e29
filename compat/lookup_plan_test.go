package compat_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
)

// TestLookupsChecked: judging and asking at once finds, and asks for, what judging and
// asking do: for the examples of all rules, whatever is known of their buckets, with a
// plan for their shapes and without.
func TestLookupsChecked(t *testing.T) {
	own, err := aws.Catalog().With(ownRules(10)...)
	if err != nil {
		t.Fatal(err)
	}
	all := map[compat.TargetKind]compat.FeatureSet{compat.GeneralPurposeBucket: ^compat.FeatureSet(0), compat.DirectoryBucket: ^compat.FeatureSet(0)}
	some := map[compat.TargetKind]compat.FeatureSet{compat.GeneralPurposeBucket: compat.FeaturesOf(compat.ObjectLock, compat.Versioning, compat.Ownership)}
	odd := func(r *compat.Rule) bool { return len(r.ID)%2 == 1 }
	lookups := map[string]*compat.Lookups{
		"all":           aws.Catalog().Lookups(compat.LookupPolicy{Features: all}),
		"some":          aws.Catalog().Lookups(compat.LookupPolicy{Features: some}),
		"skipped":       aws.Catalog().Lookups(compat.LookupPolicy{Features: all, Skip: odd}),
		"with own ones": own.Lookups(compat.LookupPolicy{Features: all}),
	}
	r := rand.New(rand.NewPCG(1, 2))
	asked := 0
	for _, rule := range slices.Concat(aws.Rules(), ownRules(10)) {
		for _, x := range slices.Concat(rule.Violating, rule.Allowed) {
			for try := range 8 {
				q := x.Request()
				if try > 0 {
					q.Bucket = varied(r, q.Bucket)
				}
				for name, l := range lookups {
					catalog := aws.Catalog()
					if name == "with own ones" {
						catalog = own
					}
					want := []string{}
					for _, f := range catalog.Check(q, nil) {
						want = append(want, f.Rule.ID)
					}
					var need, wanted compat.Need
					l.Input(q, &wanted)
					l.Resolved(q, &wanted)
					got := []string{}
					for _, f := range l.Check(q, nil, &need) {
						got = append(got, f.Rule.ID)
					}
					if fmt.Sprint(got) != fmt.Sprint(want) || need != wanted {
						t.Fatalf("%s, %s: found %v, asked %+v; want %v, %+v", rule.ID, name, got, need, want, wanted)
					}
					if need != (compat.Need{}) {
						asked++
					}
				}
			}
		}
	}
	if asked < 1000 {
		t.Errorf("asked for something only %d times", asked)
	}
}

// varied returns facts about a bucket with some others, or none.
func varied(r *rand.Rand, facts *compat.Facts) *compat.Facts {
	if r.IntN(8) == 0 {
		return nil
	}
	out := new(compat.Facts)
	if facts != nil {
		*out = *facts
	}
	for range 1 + r.IntN(6) {
		f := compat.Feature(r.IntN(int(compat.Features)))
		if f.Scope() != compat.ScopeBucket {
			continue
		}
		if r.IntN(3) == 0 {
			out.Forget(f)
		} else if values := f.Values(); out.Set(f, values[r.IntN(len(values))]) != nil {
			panic("a feature hasn't its own value")
		}
	}
	return out
}
