// Package statetest checks in tests that a bucket is set up like another:
//
//	func TestBucketIsLikeProduction(t *testing.T) {
//		production, err := state.ReadSnapshot("testdata/production.json")
//		if err != nil {
//			t.Fatal(err)
//		}
//		statetest.RequireParity(t, statetest.Of(t, production, "reports"), statetest.Read(t, client, "ci-reports"))
//	}
package statetest

import (
	"slices"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// RequireParity ends the test if the buckets differ in a feature other than
// those excepted, and tells which, and which rules answer differently for it.
func RequireParity(t testing.TB, want, got *compat.Facts, except ...compat.Feature) {
	t.Helper()
	p := state.Compare(want, got, aws.Source().Rules(), except...)
	if !p.Equal() {
		t.Fatalf("the buckets differ (wanted, got):\n%s", p.String())
	}
}

// Of returns what a snapshot has on a bucket. Without it the test ends.
func Of(t testing.TB, s *state.Snapshot, bucket string) *compat.Facts {
	t.Helper()
	b, ok := s.Buckets[bucket]
	if !ok {
		t.Fatalf("the snapshot has nothing on the bucket %q", bucket)
	}
	facts := b.Facts
	return &facts
}

// Read asks S3 for everything about a bucket. What can't be had is logged, and
// stays unknown. The client should not be guarded.
func Read(t testing.TB, client state.API, bucket string) *compat.Facts {
	t.Helper()
	facts, err := state.Read(t.Context(), client, bucket)
	if err != nil {
		t.Log(err)
	}
	return facts
}

// Unprobed lists the features that Read can't tell, for the exceptions of a
// comparison with what is declared.
func Unprobed() []compat.Feature {
	var told []compat.Feature
	for _, p := range state.Probes() {
		told = append(told, p.Features...)
	}
	var fs []compat.Feature
	for f := compat.Feature(0); f < compat.Features && f.Scope() == compat.ScopeBucket; f++ {
		if !slices.Contains(told, f) {
			fs = append(fs, f)
		}
	}
	return fs
}
