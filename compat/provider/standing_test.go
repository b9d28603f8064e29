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
		"if-none-match-etag", "copy-metadata-directive", "policy-version-unknown",
		"no-such-rule",
	} {
		if got := Elsewhere(id, operation.PutObject); got != Unknown {
			t.Errorf("%s: %s", id, got)
		}
	}
	if got := Elsewhere("continuation-token-malformed", operation.ListObjectsV2); got != Meaningless {
		t.Errorf("continuation-token-malformed: %s", got)
	}
	if got := Elsewhere("checksum-several-values", operation.PutObject); got != Holds {
		t.Errorf("checksum-several-values: %s", got)
	}
}

func TestElsewhereAllocatesNothing(t *testing.T) {
	if n := testing.AllocsPerRun(10, func() { Elsewhere("metadata-too-large", operation.PutObject) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
