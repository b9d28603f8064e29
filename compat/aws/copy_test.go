package aws

import (
	"math/rand/v2"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
)

// A copy source that is plain has no problem, and no version.
func TestPlainCopySource(t *testing.T) {
	const letters = "ab09-._/AZ%+?: ñ"
	r := rand.New(rand.NewPCG(1, 2))
	plain := 0
	for range 200_000 {
		b := make([]byte, 1+r.IntN(14))
		for i := range b {
			b[i] = letters[r.IntN(len(letters))]
		}
		for _, s := range []string{string(b), "abc" + string(b), "reports/" + string(b)} {
			if !plainCopySource(s) {
				continue
			}
			plain++
			if got := compat.ParseCopySource(s); got.Problem != 0 || got.HasVersion {
				t.Fatalf("%q is plain, but parsed as %+v", s, got)
			}
		}
	}
	if plain < 1000 {
		t.Errorf("only %d plain sources tried", plain)
	}
}
