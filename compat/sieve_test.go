package compat_test

import (
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// A plan asks a sieve that rules share once for all of them, and the rules themselves
// only of what passes: each is found when it is true.
func TestPlanAsksTheSieveOnce(t *testing.T) {
	asked, tested := 0, 0
	sieve := &compat.Sieve{
		Text: func(s string) bool { asked++; return s != "plain" },
	}
	entries := &compat.Sieve{Strings: func(m map[string]string) bool { asked++; return m["plain"] == "" }}
	rule := func(id string, when compat.Condition, violating, allowed compat.Case) compat.Rule {
		return compat.Rule{
			ID: id, Topic: "own", Title: "T", Why: "W", Fix: "F", Operations: []compat.Operation{operation.PutObject}, When: when,
			Answer: compat.Answer{Status: 400, Code: "InvalidRequest"}, Sources: []string{"https://docs.aws.amazon.com/AmazonS3/"},
			Violating: []compat.Case{violating}, Allowed: []compat.Case{allowed},
		}
	}
	given := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "k")
	var rules []compat.Rule
	for _, bad := range []string{"x", "y", "z"} {
		rules = append(rules,
			rule("own-tags-"+bad, compat.Matches(member.Tagging, compat.Text("is "+bad, func(s string) bool { tested++; return s == bad },
				[]any{bad}, []any{"plain"}).Sifted(sieve)), given.With(member.Tagging, bad), given),
			rule("own-entries-"+bad, compat.Matches(member.Metadata, compat.Strings("has "+bad, func(m map[string]string) bool { tested++; return m[bad] != "" },
				[]any{map[string]string{bad: "1"}}, []any{map[string]string{"plain": "1"}}).Sifted(entries)), given.With(member.Metadata, map[string]string{bad: "1"}), given))
	}
	c, err := compat.NewCatalog(sdk.Schema, rules...)
	if err != nil {
		t.Fatal(err)
	}
	plain := given.With(member.Tagging, "plain").With(member.Metadata, map[string]string{"plain": "1"}).Request()
	for range wellKnown {
		if found := c.Check(plain, nil); len(found) > 0 {
			t.Fatal(found)
		}
	}
	asked, tested = 0, 0
	c.Check(plain, nil)
	if asked != 2 || tested != 0 {
		t.Errorf("two sieves were asked %d times, and %d predicates besides", asked, tested)
	}
	for _, r := range rules {
		x := r.Violating[0]
		if _, set := x.Members[member.Tagging]; !set {
			x = x.With(member.Tagging, "plain")
		} else {
			x = x.With(member.Metadata, map[string]string{"plain": "1"})
		}
		if found := c.Check(x.Request(), nil); len(found) != 1 || found[0].Rule.ID != r.ID {
			t.Errorf("%s: found %v", r.ID, found)
		}
	}
}
