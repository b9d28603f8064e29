package provider

import (
	"slices"
	"testing"

	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func TestElsewhere(t *testing.T) {
	if !slices.IsSorted(amazonsOwn[:]) {
		t.Error("not sorted: it is searched")
	}
	for _, id := range amazonsOwn {
		if aws.Catalog().Rule(id) == nil {
			t.Errorf("%s: no rule has this id", id)
		}
	}
	for _, e := range everywhere {
		id, r := e.rule, aws.Catalog().Rule(e.rule)
		op := r.Operations[0]
		if e.only != nil {
			op = e.only[0]
		}
		want := Holds
		if slices.Contains(amazonsOwn[:], id) {
			want = Meaningless // others have such ids too, but of another form
		}
		if Elsewhere(id, op) != want || r.RestsOnAmazon() || r.Doubt != "" {
			t.Errorf("%s can't hold everywhere", id)
		}
	}
	for _, id := range []string{
		// Seen to be accepted: MinIO, Ceph, SeaweedFS, versitygw; documented: R2,
		// Scaleway.
		"version-id-empty", "acl-grant-malformed", "bypass-governance-without-lock", "delete-objects-empty",
		"metadata-too-large", "part-number-out-of-range", "delete-objects-too-many",
		"if-none-match-etag", "copy-metadata-directive", "policy-version-unknown", "checksum-several-values",
		"no-such-rule",
	} {
		if got := Elsewhere(id, operation.PutObject); got != Unknown {
			t.Errorf("%s: %s", id, got)
		}
	}
	if got := Elsewhere("continuation-token-malformed", operation.ListObjectsV2); got != Meaningless {
		t.Errorf("continuation-token-malformed: %s", got)
	}
	// A store that was seen to have other ids is no reason to report the rule.
	for _, p := range profiles {
		for _, e := range p.breaks {
			if r := aws.Catalog().Rule(e.rule); isAmazonsOwn(e.rule) && p.Standing(e.rule, r.Operations[0]) != Meaningless {
				t.Errorf("%s: %s is reported", p.ID, e.rule)
			}
		}
	}
	// MinIO and versitygw refuse it, Ceph and SeaweedFS take it.
	for p, want := range map[*Profile]Standing{Ceph: Accepted, SeaweedFS: Accepted, nil: Unknown} {
		if got := p.Standing("checksum-several-values", operation.PutObject); got != want {
			t.Errorf("checksum-several-values: %s, not %s", got, want)
		}
	}
	if got := VersityGW.Standing("checksum-several-values", operation.PutObject); got != Holds {
		t.Errorf("checksum-several-values: %s", got)
	}
}

// An unknown host may be any store: what one was seen to carry out is stopped at none.
func TestNothingAcceptedHoldsElsewhere(t *testing.T) {
	tried := 0
	for _, p := range profiles {
		for _, e := range p.breaks {
			ops := e.only
			if ops == nil {
				ops = aws.Catalog().Rule(e.rule).Operations
			}
			for _, op := range ops {
				tried++
				if Elsewhere(e.rule, op) == Holds {
					t.Errorf("%s carries out what %s is true of, for %s", p.ID, e.rule, op)
				}
			}
		}
	}
	if tried == 0 {
		t.Error("no store was measured")
	}
}

func TestElsewhereAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(10, func() { Elsewhere("metadata-too-large", operation.PutObject) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// A server that confirmed a rule has a profile, by which it was measured and doesn't
// break the rule.
func TestConfirmedBy(t *testing.T) {
	by := map[string]*Profile{}
	for _, p := range All() {
		by[p.ID] = p
	}
	n := 0
	for _, r := range aws.WireCatalog().Rules() {
		for _, id := range r.ConfirmedBy {
			n++
			p := by[id]
			if p == nil || p.MeasuredVersion() == "" {
				t.Errorf("%s is confirmed by %s, which has no measured profile", r.ID, id)
				continue
			}
			for _, op := range r.Operations {
				if p.Standing(r.ID, op) == Accepted {
					t.Errorf("%s is confirmed by %s, which accepts it for %s", r.ID, id, op)
				}
			}
		}
	}
	if n == 0 {
		t.Error("nothing is confirmed")
	}
}
