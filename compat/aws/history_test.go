package aws_test

import (
	"os"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/aws"
)

// What was recorded can be read, fits this release, and no id of a rule that was taken
// away is used again.
func TestHistory(t *testing.T) {
	h, err := aws.History()
	if err != nil {
		t.Fatal(err)
	}
	gone := map[string]bool{}
	for _, r := range h.Releases {
		if minor(t, r.Name) > minor(t, aws.Release) {
			t.Errorf("%s is recorded, but this is %s", r.Name, aws.Release)
		}
		for _, c := range r.Changes {
			gone[c.Rule] = c.Verb == "removed"
		}
	}
	for _, r := range aws.WireSource().Rules() {
		if gone[r.ID] {
			t.Errorf("%s: the id of a rule that was removed", r.ID)
		}
		if r.Since != "" && (minor(t, r.Since) <= minor(t, aws.FirstRelease) || minor(t, r.Since) > minor(t, aws.Release)) {
			t.Errorf("%s: since %s", r.ID, r.Since)
		}
	}
}

// The release is the one that the other modules of the repository require.
func TestRelease(t *testing.T) {
	text, err := os.ReadFile("../../s3safe/vet/go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), "github.com/s3safe/s3safe-go "+aws.Release+".") {
		t.Errorf("s3safe/vet requires another release than %s:\n%s", aws.Release, text)
	}
}

// minor returns the number of a release of major version 0, or more for others.
func minor(t *testing.T, release string) (n int) {
	t.Helper()
	rest, ok := strings.CutPrefix(release, "v")
	major, least, found := strings.Cut(rest, ".")
	if !ok || !found {
		t.Fatalf("%q isn't a release", release)
	}
	for _, part := range []string{major, least} {
		n *= 1000
		for _, digit := range part {
			if digit < '0' || digit > '9' {
				t.Fatalf("%q isn't a release", release)
			}
			n = n*10 + int(digit-'0')
		}
	}
	return n
}
