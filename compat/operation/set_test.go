package operation

import (
	"slices"
	"testing"
)

func TestSet(t *testing.T) {
	s := SetOf(PutObject, GetObject)
	if !s.Has(PutObject) || s.Has(CopyObject) || s.Empty() {
		t.Errorf("%v", s.IDs())
	}
	if got := s.IDs(); !slices.Equal(got, []ID{GetObject, PutObject}) {
		t.Errorf("%v", got)
	}
	if u := s.Union(SetOf(CopyObject)); len(u.IDs()) != 3 {
		t.Errorf("%v", u.IDs())
	}
	if d := s.Without(SetOf(GetObject)); d != SetOf(PutObject) {
		t.Errorf("%v", d.IDs())
	}
}

// Every name leads back to its ID.
func TestNames(t *testing.T) {
	for id := ID(1); id < Count; id++ {
		if got, ok := Parse(id.String()); !ok || got != id {
			t.Errorf("%d: %s leads to %d", id, id, got)
		}
	}
}
