package compat

import (
	"slices"
	"testing"
)

func TestTargetSet(t *testing.T) {
	buckets := Targets(GeneralPurposeBucket, DirectoryBucket)
	if !buckets.Has(DirectoryBucket) || buckets.Has(AccessPoint) || buckets.Has(targetKinds) {
		t.Errorf("Has is wrong for %v", buckets)
	}
	if got := buckets.Union(Targets(AccessPoint)).Without(Targets(DirectoryBucket)); got != Targets(GeneralPurposeBucket, AccessPoint) {
		t.Errorf("Union and Without: %v", got)
	}
	if got := buckets.Intersect(Targets(DirectoryBucket, FSxAccessPoint)); got != Targets(DirectoryBucket) {
		t.Errorf("Intersect: %v", got)
	}
	if !TargetSet(0).Empty() || buckets.Empty() || buckets.Len() != 2 {
		t.Errorf("Empty or Len is wrong")
	}
	if got := AnyTarget.Kinds(); len(got) != 9 || Targets(got...) != AnyTarget || !slices.IsSorted(got) {
		t.Errorf("AnyTarget.Kinds() = %v", got)
	}
	if TargetSet(0).Kinds() != nil {
		t.Errorf("the empty set has kinds")
	}
}

func TestTargetSetString(t *testing.T) {
	for _, c := range []struct {
		set  TargetSet
		want string
	}{
		{0, "no target"},
		{AnyTarget, "any target"},
		{Targets(GeneralPurposeBucket), "a general purpose bucket"},
		{Targets(AccessPoint, DirectoryBucket), "a directory bucket or an access point"},
		{Targets(MultiRegionAccessPoint, OutpostsBucket, FSxAccessPoint),
			"a Multi-Region Access Point, an Outposts bucket or an access point attached to an FSx volume"},
	} {
		if got := c.set.String(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestEveryNameHasText(t *testing.T) {
	seen := map[string]bool{}
	unique := func(s string) {
		t.Helper()
		if s == "" || seen[s] {
			t.Errorf("text %q is empty or not unique", s)
		}
		seen[s] = true
	}
	for k := range targetKinds {
		unique(k.String())
	}
	for p := TargetProblem(1); p < targetProblems; p++ {
		unique(p.String())
	}
	for p := SourceProblem(1); p < sourceProblems; p++ {
		unique(p.String())
	}
	if TargetProblem(0).String() != "" || SourceProblem(0).String() != "" {
		t.Error("no problem has a text")
	}
	if TargetProblem(0).Certain() || SourceProblem(0).Certain() {
		t.Error("no problem is certain to fail")
	}
}
