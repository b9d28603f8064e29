package judge

import (
	"slices"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
)

// TestAgreed: a finding says nothing in which the ways to complete the input
// differ.
func TestAgreed(t *testing.T) {
	rule := &compat.Rule{ID: "rules-too-few", Title: "Too few rules"}
	a := compat.Finding{Rule: rule, Problem: "0 rules", Path: "Configuration.Rules[0].Filter", Paths: []string{"Configuration.Rules[0].Filter", "Configuration.Rules[1]"}}
	b := compat.Finding{Rule: rule, Problem: "1 rule", Path: "Configuration.Rules[0].Prefix", Paths: []string{"Configuration.Rules[0].Prefix"}}
	if got := agreed(a, b); got.Text() != "Too few rules (at Configuration.Rules[0])" || len(got.Paths) != 1 {
		t.Errorf("%q, %v", got.Text(), got.Paths)
	}
	if got := agreed(a, a); got.Text() != a.Text() || !slices.Equal(got.Paths, a.Paths) {
		t.Errorf("%q, %v", got.Text(), got.Paths)
	}
}
