package compat

import (
	"testing"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// lookupsOf compiles one rule, of which ObjectLock and Versioning can be looked
// up in general purpose buckets.
func lookupsOf(t *testing.T, when Condition, change func(*Rule, *LookupPolicy)) *Lookups {
	t.Helper()
	example := Given(operation.PutObject, member.Bucket, "amzn-s3-demo-bucket", member.Key, "x")
	rule := Rule{
		ID: "test-rule", Topic: "test", Title: "t", Why: "w", Fix: "f", Operations: []Operation{operation.PutObject}, When: when,
		Answer: Answer{Status: 400, Code: "InvalidRequest"}, Sources: []string{"recorded:none"},
		Violating: []Case{example}, Allowed: []Case{example},
	}
	policy := LookupPolicy{Features: map[TargetKind]FeatureSet{GeneralPurposeBucket: FeaturesOf(ObjectLock, Versioning)}}
	if change != nil {
		change(&rule, &policy)
	}
	c, err := NewCatalog(testSchema{}, rule)
	if err != nil {
		t.Fatal(err)
	}
	return c.Lookups(policy)
}

func TestLookups(t *testing.T) {
	plain := Given(operation.PutObject, member.Bucket, "amzn-s3-demo-bucket", member.Key, "x")
	private, public := plain.With(member.ACL, "private"), plain.With(member.ACL, "public-read")
	noLock := Bucket(ObjectLock, "none")
	lock, versioning := FeaturesOf(ObjectLock), FeaturesOf(Versioning)
	for _, c := range []struct {
		name          string
		when          Condition
		change        func(*Rule, *LookupPolicy)
		request       Case
		missing, used FeatureSet
	}{
		{name: "optional member", when: All(noLock, Set(member.ACL)), request: private, missing: lock},
		{name: "its value", when: All(noLock, Equals(member.ACL, "public-read")), request: public, missing: lock},
		{name: "another value", when: All(noLock, Equals(member.ACL, "public-read")), request: private},
		{name: "without it", when: All(noLock, Set(member.ACL)), request: plain},
		{name: "known, true", when: All(noLock, Set(member.ACL)), request: private.InBucket(ObjectLock, "none"), used: lock},
		{name: "known, false", when: All(noLock, Set(member.ACL)), request: private.InBucket(ObjectLock, "Enabled"), used: lock},
		{name: "open to every request", when: noLock, request: plain},
		{name: "only what is absent", when: All(noLock, Not(Set(member.Range))), request: private},
		{name: "the address", when: All(noLock, Equals(member.Key, "x")), request: plain},
		{name: "rare operation", when: noLock, request: plain, missing: lock,
			change: func(_ *Rule, p *LookupPolicy) { p.Rare = []Operation{operation.PutObject} }},
		{name: "not to be looked up", when: All(Bucket(Payer, "Requester"), Set(member.ACL)), request: private},
		{name: "undecided anyway", when: All(noLock, Bucket(OwnedByCaller, "false"), Set(member.ACL)), request: private},
		{name: "the rest is known", when: All(noLock, Bucket(OwnedByCaller, "false"), Set(member.ACL)),
			request: private.InBucket(OwnedByCaller, "false"), missing: lock, used: FeaturesOf(OwnedByCaller)},
		{name: "settled by another fact", when: All(noLock, Bucket(Versioning, "Enabled"), Set(member.ACL)),
			request: private.InBucket(Versioning, "Suspended"), used: versioning},
		{name: "two facts", when: All(noLock, Bucket(Versioning, "Enabled"), Set(member.ACL)), request: private, missing: lock | versioning},
		{name: "either of two", when: Any(All(noLock, Set(member.ACL)), All(Bucket(Versioning, "Enabled"), Set(member.Range))),
			request: private, missing: lock},
		{name: "ignored effect", when: All(noLock, Set(member.ACL)), request: private,
			change: func(r *Rule, _ *LookupPolicy) { r.Effect, r.Answer = Ignored, Answer{} }},
		{name: "in doubt", when: All(noLock, Set(member.ACL)), request: private,
			change: func(r *Rule, _ *LookupPolicy) { r.Doubt = "the sources disagree" }},
		{name: "skipped", when: All(noLock, Set(member.ACL)), request: private,
			change: func(_ *Rule, p *LookupPolicy) { p.Skip = func(*Rule) bool { return true } }},
		{name: "another kind of target", when: All(noLock, Set(member.ACL)), request: private.With(member.Bucket, "x--use1-az4--x-s3")},
	} {
		l := lookupsOf(t, c.when, c.change)
		var n Need
		l.Input(c.request.Request(), &n)
		l.Resolved(c.request.Request(), &n)
		if n.Bucket != c.missing || n.UsedBucket != c.used {
			t.Errorf("%s: missing %v, used %v; want %v, %v", c.name, n.Bucket.List(), n.UsedBucket.List(), c.missing.List(), c.used.List())
		}
	}
}

// The accelerate endpoint is chosen, so a rule about it is worth a lookup.
func TestLookupsOfAcceleration(t *testing.T) {
	l := lookupsOf(t, All(Endpoint(Accelerate, "true"), Bucket(ObjectLock, "none")), nil)
	plain := Given(operation.PutObject, member.Bucket, "amzn-s3-demo-bucket", member.Key, "x")
	var n Need
	l.Input(plain.Over(Accelerate, "true").Request(), &n)
	if n != (Need{}) {
		t.Error("judged before the endpoint is known")
	}
	l.Resolved(plain.Over(Accelerate, "false").Request(), &n)
	if n != (Need{}) {
		t.Error("looked up for the usual endpoint")
	}
	l.Resolved(plain.Over(Accelerate, "true").Request(), &n)
	if n.Bucket != FeaturesOf(ObjectLock) {
		t.Errorf("missing %v", n.Bucket.List())
	}
}
