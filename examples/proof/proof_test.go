package main

import (
	"hash/crc32"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
)

// leastConfirmed is less than there are, lest a change of the harness turn what
// used to be shown into something untestable unnoticed.
const leastConfirmed = 120

// TestProof tries the catalogue on the server.
func TestProof(t *testing.T) {
	rep, err := run(t.Context(), embedded(), func(r *compat.Rule) bool {
		// By the id, so that a rule is tried or not whatever else there is.
		return crc32.ChecksumIEEE([]byte(r.ID))%everyNth == 0
	})
	if err != nil {
		t.Fatal(err)
	}
	problems := rep.problems()
	for _, p := range problems {
		t.Error(p)
	}
	if len(problems) > 0 || testing.Verbose() {
		var out strings.Builder
		rep.print(&out, false)
		t.Log("\n" + out.String())
	}
	if n := rep.totals()[trial.Confirmed]; everyNth == 1 && n < leastConfirmed {
		t.Errorf("only %d rules confirmed, not at least %d", n, leastConfirmed)
	}
}
