package state

import (
	"fmt"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// Difference is one feature in which two buckets differ.
type Difference struct {
	// Name is the feature's name as in a snapshot.
	Name string
	// A and B are the values, empty where they aren't known.
	A, B string
}

// String returns the difference in one line.
func (d Difference) String() string {
	unknown := func(s string) string {
		if s == "" {
			return "not known"
		}
		return s
	}
	return fmt.Sprintf("%s: %s, %s", d.Name, unknown(d.A), unknown(d.B))
}

// Disagreement is a rule that answers the same request differently in two
// buckets.
type Disagreement struct {
	Rule *compat.Rule
	// Example is one of the rule's own examples for which it does.
	Example compat.Case
	// A and B say whether the rule is true of the example.
	A, B compat.Truth
}

// String returns the disagreement in one line.
func (d Disagreement) String() string {
	says := map[compat.Truth]string{compat.True: "yes", compat.False: "no", compat.Unknown: "not known"}
	return fmt.Sprintf("%s of %s: %s, %s", d.Rule.ID, d.Example.Operation, says[d.A], says[d.B])
}

// Parity is how two buckets differ.
type Parity struct {
	Differences   []Difference
	Disagreements []Disagreement
}

// Equal reports whether they don't.
func (p *Parity) Equal() bool { return len(p.Differences) == 0 }

// String lists the differences and the disagreements, a line each.
func (p *Parity) String() string {
	var b strings.Builder
	for _, d := range p.Differences {
		fmt.Fprintf(&b, "%s\n", d)
	}
	for _, d := range p.Disagreements {
		fmt.Fprintf(&b, "rule %s\n", d)
	}
	return b.String()
}

// Compare compares two buckets, for instance production's from a snapshot with
// that of a test environment, and tells which rules answer requests differently
// for it. Features named in except don't count, and neither do Region and owner:
// a test environment has its own.
func Compare(a, b *compat.Facts, rules []*compat.Rule, except ...compat.Feature) Parity {
	skip := compat.FeaturesOf(except...)
	var p Parity
	var differing compat.FeatureSet
	left, right := *a, *b
	// Where the buckets are and whose they are differs between environments,
	// and is no reason to tell a rule apart.
	left.Region, left.Owner, right.Region, right.Owner = "", "", "", ""
	for _, f := range bucketFeatures {
		if skip.Has(f) {
			left.Forget(f)
			right.Forget(f)
			continue
		}
		va, vb := aspect(f).text(a), aspect(f).text(b)
		if va != vb {
			p.Differences = append(p.Differences, Difference{FeatureName(f), va, vb})
			differing |= compat.FeaturesOf(f)
		}
	}
	if differing == 0 {
		return p
	}
	for _, rule := range rules {
		if d, ok := disagreement(rule, &left, &right); ok {
			p.Disagreements = append(p.Disagreements, d)
		}
	}
	return p
}

// disagreement tries a rule's examples in both buckets. A case in which both are
// known to differ tells more than one in which one isn't known.
func disagreement(rule *compat.Rule, a, b *compat.Facts) (best Disagreement, found bool) {
	for _, examples := range [][]compat.Case{rule.Violating, rule.Allowed} {
		for _, example := range examples {
			r := example.Request()
			r.Bucket = a
			ta := rule.When.Eval(r)
			r.Bucket = b
			tb := rule.When.Eval(r)
			if ta == tb || ta != compat.True && tb != compat.True {
				continue
			}
			d := Disagreement{rule, example, ta, tb}
			if ta != compat.Unknown && tb != compat.Unknown {
				return d, true
			}
			if !found {
				best, found = d, true
			}
		}
	}
	return best, found
}
