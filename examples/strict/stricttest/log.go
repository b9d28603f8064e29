package stricttest

import (
	"context"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/strict"
)

// logTo returns a hook that tells the test's log what is found.
func logTo(t testing.TB) func(context.Context, strict.Event) {
	return func(_ context.Context, e strict.Event) {
		if e.Err != nil {
			t.Logf("strict: %v", e.Err)
		}
		for _, f := range e.Findings {
			what := "reported"
			if e.Rejected {
				what = "rejected"
			}
			t.Logf("strict: %s %s: %s", e.Operation, what, f)
		}
	}
}
