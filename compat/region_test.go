package compat_test

import (
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// regionSchema is a schema with one operation, enough to solve conditions on
// the endpoint's Region.
type regionSchema struct{}

func (regionSchema) Members(compat.Operation) compat.MemberSet {
	return member.SetOf(member.Bucket, member.Key)
}

func (regionSchema) Required(compat.Operation) compat.MemberSet {
	return member.SetOf(member.Bucket)
}

func (regionSchema) Samples(compat.Operation, compat.Member) []any { return []any{"reports"} }

var (
	chinese = compat.Text("lies in China", func(s string) bool { return strings.HasPrefix(s, "cn-") },
		[]any{"cn-north-1"}, []any{"us-east-1"})

	keyAndRegion = &compat.Relation{
		Name:    "Key begins with another Region than the endpoint's",
		Members: []compat.Member{member.Key},
		Test: func(key, region, _ compat.Value) compat.Truth {
			k, ok := key.Text()
			r, known := region.Text()
			if !ok || !known {
				return compat.Unknown
			}
			return compat.TruthOf(!strings.HasPrefix(k, r))
		},
		Yes: [][]any{{"us-east-1/a", "eu-west-1"}},
		No:  [][]any{{"us-east-1/a", "us-east-1"}},
	}
)

func TestEndpointRegion(t *testing.T) {
	in := func(region string) compat.Case {
		return compat.Given(operation.HeadBucket, member.Bucket, "reports", member.Key, "us-east-1/a").Regions("", region)
	}
	for _, x := range []struct {
		name string
		when compat.Condition
		c    compat.Case
		want compat.Truth
	}{
		{"predicate holds", compat.EndpointRegion(chinese), in("cn-north-1"), compat.True},
		{"predicate doesn't hold", compat.EndpointRegion(chinese), in("us-east-1"), compat.False},
		{"predicate, Region unknown", compat.EndpointRegion(chinese), in(""), compat.Unknown},
		{"relation holds", compat.RelatedToRegion(keyAndRegion), in("eu-west-1"), compat.True},
		{"relation doesn't hold", compat.RelatedToRegion(keyAndRegion), in("us-east-1"), compat.False},
		{"relation, Region unknown", compat.RelatedToRegion(keyAndRegion), in(""), compat.Unknown},
		{"relation, member absent", compat.RelatedToRegion(keyAndRegion), in("").Without(member.Key), compat.False},
	} {
		if got := x.when.Eval(x.c.Request()); got != x.want {
			t.Errorf("%s: got %s, want %s", x.name, got, x.want)
		}
	}
	// Nothing is known of the endpoint at all.
	r := in("").Request()
	r.Endpoint = nil
	for _, when := range []compat.Condition{compat.EndpointRegion(chinese), compat.RelatedToRegion(keyAndRegion)} {
		if got := when.Eval(r); got != compat.Unknown {
			t.Errorf("%s: without an endpoint: got %s", when, got)
		}
	}
}

func TestEndpointRegionRendering(t *testing.T) {
	for want, when := range map[string]compat.Condition{
		"the endpoint's Region lies in China":                               compat.EndpointRegion(chinese),
		"it isn't so that the endpoint's Region lies in China":              compat.Not(compat.EndpointRegion(chinese)),
		"Key begins with another Region than the endpoint's":                compat.RelatedToRegion(keyAndRegion),
		"Key is set and Key begins with another Region than the endpoint's": compat.All(compat.Set(member.Key), compat.RelatedToRegion(keyAndRegion)),
	} {
		if got := when.String(); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// Rules on the endpoint's Region are judged once the endpoint is resolved, at
// Amazon only, are solvable, and name their members in findings.
func TestEndpointRegionRules(t *testing.T) {
	example := compat.Given(operation.HeadBucket, member.Bucket, "reports", member.Key, "us-east-1/a")
	rule := func(id string, when compat.Condition) compat.Rule {
		return compat.Rule{
			ID: id, Topic: "test", Title: "test", Operations: []compat.Operation{operation.HeadBucket}, When: when,
			Answer: compat.Answer{Status: 400, Code: "InvalidRequest"}, Why: "test", Fix: "test",
			Sources: []string{"recorded:test"}, Violating: []compat.Case{example}, Allowed: []compat.Case{example},
		}
	}
	catalog, err := compat.NewCatalog(regionSchema{},
		rule("in-china", compat.EndpointRegion(chinese)), rule("key-region", compat.RelatedToRegion(keyAndRegion)))
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range catalog.Rules() {
		if !rule.NeedsResolution() || !rule.RestsOnAmazon() {
			t.Errorf("%s: isn't about the endpoint", rule.ID)
		}
		if len(rule.When.Predicates())+len(rule.When.Relations()) != 1 {
			t.Errorf("%s: its samples aren't offered to tests", rule.ID)
		}
		sol := compat.Solve(rule, operation.HeadBucket, regionSchema{})
		if len(sol.Violating) == 0 || len(sol.Allowed) == 0 {
			t.Errorf("%s: solved %d violating and %d allowed requests", rule.ID, len(sol.Violating), len(sol.Allowed))
		}
	}
	r := example.Regions("", "cn-north-1").Request()
	if found := catalog.CheckInput(r, nil); len(found) != 0 {
		t.Errorf("found before the endpoint is resolved: %v", found)
	}
	found := catalog.CheckResolved(r, nil, nil)
	if len(found) != 2 {
		t.Fatalf("found %v", found)
	}
	for _, f := range found {
		if f.Rule.ID == "key-region" && (len(f.Members) != 1 || f.Members[0] != member.Key) {
			t.Errorf("%s: members %v", f, f.Members)
		}
	}
}
