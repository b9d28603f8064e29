package compat

import (
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// TestRestsOnTexts: a plan takes for granted, or remembers by texts, only what nothing
// else decides for requests of one shape.
func TestRestsOnTexts(t *testing.T) {
	text := Text("is anything", func(string) bool { return true }, []any{"a"}, nil)
	timed := *text
	timed.timed = true
	relation := &Relation{Name: "relate", Members: []Member{member.StorageClass}, Test: func(Value, Value, Value) Truth { return True }}
	none := &Relation{Name: "relate", Test: func(Value, Value, Value) Truth { return True }}
	of := func(m ...Member) MemberSet { return member.SetOf(m...) }
	r := Given(operation.CopyObject, member.Bucket, "reports", member.Key, "a", member.CopySource, "reports/b", member.StorageClass, "STANDARD",
		member.ObjectLockRetainUntilDate, time.Now()).Request()
	for _, c := range []struct {
		when        Condition
		rests, pure bool // in any catalogue, and in one whose tests are pure
		texts       MemberSet
	}{
		{Set(member.ACL), true, true, MemberSet{}},
		{On(DirectoryBucket), true, true, MemberSet{}},
		{CopiesFrom(DirectoryBucket), true, true, MemberSet{}},
		{Equals(member.StorageClass, "GLACIER"), true, true, of(member.StorageClass)},
		{Equals(member.ACL, "private"), true, true, MemberSet{}},
		{Not(All(Set(member.ACL), Any(Matches(member.StorageClass, text)))), true, true, of(member.StorageClass)},
		{Matches(member.StorageClass, &timed), false, false, MemberSet{}},
		{Matches(member.CopySource, CopySourceProblem("is empty", nil, nil, 1)), false, false, MemberSet{}},
		{Matches(member.ObjectLockRetainUntilDate, text), false, false, MemberSet{}},
		{Any(Set(member.ACL), Matches(member.ObjectLockRetainUntilDate, text)), false, false, MemberSet{}},
		{Related(relation), true, true, of(member.StorageClass)},
		{Related(none), false, true, MemberSet{}},
		{RelatedToRegion(relation), false, true, of(member.StorageClass)},
		{EndpointRegion(text), false, true, MemberSet{}},
		{BucketRegion(text), false, false, MemberSet{}},
		{Endpoint(Scheme, "http"), true, true, MemberSet{}},
		{Signature(Presigned, "url"), true, true, MemberSet{}},
		{Bucket(Versioning, "Enabled"), false, false, MemberSet{}},
		{CopyBucket(Versioning, "Enabled"), false, false, MemberSet{}},
		{RegionDiffers(), false, false, MemberSet{}},
		{RelatedToParts(relation), false, false, MemberSet{}},
		{OwnerDiffers(member.ExpectedBucketOwner, ScopeBucket), false, false, MemberSet{}},
		{UploadKeyDiffers(), false, false, MemberSet{}},
		{CopiesOntoItself(), false, false, MemberSet{}},
		{ExpiresBeyond("60"), false, false, MemberSet{}},
	} {
		for _, pure := range []bool{false, true} {
			want := c.rests
			if pure {
				want = c.pure
			}
			var texts MemberSet
			got := c.when.restsOnTexts(r, pure, &texts)
			if got != want || got && texts != c.texts {
				t.Errorf("%s, pure %v: %v on %v, want %v on %v", c.when, pure, got, texts.IDs(), want, c.texts.IDs())
			}
		}
	}
}

// TestShape: a request that differs in anything that a plan takes for granted hasn't
// the plan's shape.
func TestShape(t *testing.T) {
	base := func() *Request {
		r := Given(operation.CopyObject, member.Bucket, "reports", member.Key, "a", member.CopySource, "reports/b").Request()
		r.Endpoint, r.Signature = &Facts{Region: "us-east-1"}, new(Facts)
		return r
	}
	const known = ofCall
	shapeOf := func(r *Request) shape {
		p := &pair{scopes: allScopes}
		return p.plan(r, r.Target.Kinds, known).shape
	}
	s := shapeOf(base())
	if r := base(); !s.is(r, shapeRest(r, r.Target.Kinds, known), known) {
		t.Fatal("a request hasn't its own shape")
	}
	other := base()
	other.Target = ParseTarget("reports--usw2-az1--x-s3")
	if s.is(other, shapeRest(other, other.Target.Kinds, known), known) {
		t.Error("the target isn't part of the shape")
	}
	if r := base(); s.is(r, shapeRest(r, r.Target.Kinds, 1<<ScopeEndpoint), 1<<ScopeEndpoint) {
		t.Error("what is known isn't part of the shape")
	}
	for name, change := range map[string]func(*Request){
		"present":   func(r *Request) { r.Present.Add(member.ACL) },
		"unsure":    func(r *Request) { r.Unsure.Add(member.ACL) },
		"source":    func(r *Request) { r.Source.Target = ParseTarget("reports--usw2-az1--x-s3") },
		"endpoint":  func(r *Request) { *r.Endpoint = r.Endpoint.With(Scheme, "http") },
		"region":    func(r *Request) { r.Endpoint.Region = "eu-west-1" },
		"signature": func(r *Request) { *r.Signature = r.Signature.With(Presigned, "url") },
	} {
		r := base()
		change(r)
		if s.is(r, shapeRest(r, r.Target.Kinds, known), known) {
			t.Errorf("%s isn't part of the shape", name)
		}
		if own := shapeOf(r); !own.is(r, shapeRest(r, r.Target.Kinds, known), known) {
			t.Errorf("%s: a request hasn't its own shape", name)
		}
	}
}
