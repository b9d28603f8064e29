package partial

import (
	"reflect"
	"slices"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
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

// TestPanicked: a rule that panics is not certain, and somebody is told.
func TestPanicked(t *testing.T) {
	old := Panicked
	defer func() { Panicked = old }()
	var told any
	Panicked = func(_ *compat.Rule, x any) { told = x }
	rule := &compat.Rule{When: compat.Matches(member.Key, compat.Text("panics", func(string) bool { panic("a mistake in a rule") }, nil, nil))}
	key := "k"
	x := sdk.NewInputOf(operation.GetObject)
	reflect.ValueOf(x).Elem().FieldByName("Key").Set(reflect.ValueOf(&key))
	r := new(compat.Request)
	sdk.Describe(x, r)
	if _, is := certain(rule, r, nil); is || told != "a mistake in a rule" {
		t.Errorf("certain: %v, told %v", is, told)
	}
}
