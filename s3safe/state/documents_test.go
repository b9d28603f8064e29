package state

import (
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// The glance at an operation's name leaves out none that has a document.
func TestHasDocument(t *testing.T) {
	for op := range compat.Operation(operation.Count) {
		if got, want := HasDocument(op.String()), documents[op] != ""; got != want {
			t.Errorf("%s: %v, want %v", op, got, want)
		}
	}
	for _, name := range []string{"", "Get", "GetBucket", "GetObjectLoc"} {
		if HasDocument(name) {
			t.Errorf("%q", name)
		}
	}
}
