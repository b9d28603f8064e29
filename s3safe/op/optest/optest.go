// Package optest helps tests that use the builders.
//
//	in := optest.MustBuild(t, putobject.General("reports", "q3.csv").If(opt.Absent()))
package optest

import "testing"

// Builder is any builder of package op.
type Builder[In any] interface {
	Build() (*In, error)
}

// MustBuild returns what the builder builds, and ends the test if it doesn't.
func MustBuild[In any](t testing.TB, b Builder[In]) *In {
	t.Helper()
	in, err := b.Build()
	if err != nil {
		t.Fatal(err)
	}
	return in
}
