package compat_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// ownRules makes n rules of all shapes: certain texts of a member, predicates of
// their own, members that are set or absent, and facts about the bucket.
func ownRules(n int) []compat.Rule {
	rules := make([]compat.Rule, n)
	shared := compat.Text("ends in .tmp", func(s string) bool { return len(s) > 4 && s[len(s)-4:] == ".tmp" }, []any{"a.tmp"}, []any{"a"})
	for i := range rules {
		text := fmt.Sprintf("CLASS_%d", i)
		var when compat.Condition
		violating := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "a")
		allowed := violating
		switch i % 5 {
		case 0, 1:
			when = compat.Equals(member.StorageClass, text)
			violating = violating.With(member.StorageClass, text)
		case 2:
			when = compat.Matches(member.CacheControl, compat.Text("is "+text, func(s string) bool { return s == text }, []any{text}, []any{"x"}))
			violating = violating.With(member.CacheControl, text)
		case 3:
			when = compat.All(compat.Matches(member.ContentType, shared), compat.Equals(member.ContentLanguage, text), compat.Not(compat.Set(member.Tagging)))
			violating = violating.With(member.ContentType, "b.tmp").With(member.ContentLanguage, text)
		case 4:
			when = compat.All(compat.Equals(member.ContentEncoding, text), compat.Bucket(compat.Versioning, "Enabled"))
			violating = violating.With(member.ContentEncoding, text).InBucket(compat.Versioning, "Enabled")
			allowed = violating.InBucket(compat.Versioning, "Suspended")
		}
		rules[i] = compat.Rule{
			ID: fmt.Sprintf("own-rule-%d", i), Topic: "own", Title: "A rule of one's own", Why: "W", Fix: "F",
			Operations: []compat.Operation{operation.PutObject, operation.CopyObject}, When: when,
			Answer: compat.Answer{Status: 400, Code: "InvalidRequest"}, Sources: []string{"https://docs.aws.amazon.com/AmazonS3/"},
			Violating: []compat.Case{violating}, Allowed: []compat.Case{allowed},
		}
	}
	return rules
}

// TestManyRules: every one of thousands of rules is judged right, though many are
// about the texts of one member; none hides another, and none is found in vain.
// Of these, a table with more than 255 texts for one member judged some wrongly.
func TestManyRules(t *testing.T) {
	rules := ownRules(5000)
	c, err := compat.NewCatalog(sdk.Schema, rules...)
	if err != nil {
		t.Fatal(err)
	}
	both, err := aws.Catalog().With(rules...)
	if err != nil {
		t.Fatal(err)
	}
	for i := range rules {
		r := rules[i].Violating[0].Request()
		if got := c.Check(r, nil); len(got) != 1 || got[0].Rule.ID != rules[i].ID {
			t.Fatalf("%s: found %v", rules[i].ID, got)
		}
		found := false
		for _, f := range both.Check(r, nil) {
			found = found || f.Rule.ID == rules[i].ID
		}
		if !found {
			t.Fatalf("%s: not found beside the catalogue", rules[i].ID)
		}
		if got := c.Check(rules[i].Allowed[0].Request(), nil); len(got) != 0 {
			t.Fatalf("%s: the allowed request is found to be %v", rules[i].ID, got)
		}
	}
}

// TestWith: a catalogue with rules of one's own has those of its base as well, in
// one order, and refuses ids that the base has.
func TestWith(t *testing.T) {
	base := aws.Catalog()
	rules := ownRules(3)
	rules[1].Rank = -1000 // before all others
	c, err := base.With(rules...)
	if err != nil {
		t.Fatal(err)
	}
	if got, want := len(c.Rules()), len(base.Rules())+3; got != want {
		t.Errorf("%d rules, not %d", got, want)
	}
	for _, id := range []string{"own-rule-0", base.Rules()[0].ID} {
		if r := c.Rule(id); r == nil || r.ID != id {
			t.Errorf("rule %s isn't found", id)
		}
	}
	if got := c.RulesFor(operation.PutObject); got[0].ID != "own-rule-1" || len(got) != len(base.RulesFor(operation.PutObject))+3 {
		t.Errorf("PutObject has %d rules, the first %s", len(got), got[0].ID)
	}
	bad := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "", member.StorageClass, "CLASS_1")
	found := c.Check(bad.Request(), nil)
	if len(found) < 2 || found[0].Rule.ID != "own-rule-1" {
		t.Errorf("found %v, not own-rule-1 first and the catalogue's after it", found)
	}
	clash := rules[0]
	clash.ID = base.Rules()[0].ID
	if _, err := base.With(clash); err == nil {
		t.Error("an id of the base is used again")
	}
	if base.Rule("own-rule-0") != nil {
		t.Error("the base has got a rule")
	}
}

// BenchmarkNewCatalog measures 5,000 rules, and ten beside the catalogue, until
// the first request is judged.
func BenchmarkNewCatalog(b *testing.B) {
	request := compat.Given(operation.PutObject, member.Bucket, "reports", member.Key, "a").Request()
	request.Now = time.Unix(1800000000, 0)
	for _, n := range []int{10, 500, 5000} {
		rules := ownRules(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			aws.Catalog().Check(request, nil)
			b.ReportAllocs()
			for b.Loop() {
				c, err := aws.Catalog().With(rules...)
				if err != nil || len(c.Check(request, nil)) > 0 {
					b.Fatal("it doesn't work")
				}
			}
		})
	}
}
