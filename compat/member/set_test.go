package member

import (
	"slices"
	"testing"
)

func TestSet(t *testing.T) {
	s := SetOf(Bucket, Key, Tagging)
	if s.Len() != 3 || !s.Has(Key) || s.Has(ACL) {
		t.Errorf("%v", s.IDs())
	}
	if got := s.IDs(); !slices.Equal(got, []ID{Bucket, Key, Tagging}) {
		t.Errorf("%v", got)
	}
	s.Remove(Key)
	o := SetOf(Bucket, ACL)
	if u := s.Union(o); u.Len() != 3 {
		t.Errorf("union %v", u.IDs())
	}
	if x := s.Intersect(o); x != SetOf(Bucket) {
		t.Errorf("intersection %v", x.IDs())
	}
	if d := s.Without(o); d != SetOf(Tagging) {
		t.Errorf("difference %v", d.IDs())
	}
	one := SetOf(Tagging)
	if !s.Covers(&one) || s.Covers(&o) || !s.Meets(&o) || one.Meets(&o) {
		t.Error("Covers or Meets")
	}
	var none Set
	if !none.Empty() || s.Empty() || !s.Covers(&none) || s.Meets(&none) {
		t.Error("the empty set")
	}
}

// Every name leads back to its ID.
func TestNames(t *testing.T) {
	for id := ID(1); id < Count; id++ {
		if got, ok := Parse(id.String()); !ok || got != id {
			t.Errorf("%d: %s leads to %d", id, id, got)
		}
	}
	if _, ok := Parse("NoSuchMember"); ok {
		t.Error("a member that doesn't exist")
	}
}
