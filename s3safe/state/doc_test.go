package state

import (
	"os"
	"strings"
	"testing"
)

// The documentation lists the IAM actions that the probes need.
func TestDocumentedPermissions(t *testing.T) {
	doc, err := os.ReadFile("state.go")
	if err != nil {
		t.Fatal(err)
	}
	lazy, rest, _ := strings.Cut(string(doc), "[Read] and [Take], which ask for everything")
	for _, p := range probes {
		part := rest
		if p.lazy {
			part = lazy
		}
		found := false
		for _, line := range strings.Split(part, "\n") {
			fields := strings.Fields(strings.TrimPrefix(line, "//"))
			found = found || len(fields) == 2 && fields[0] == p.operation.String() && fields[1] == p.iam
		}
		if !found {
			t.Errorf("%s %s isn't documented", p.operation, p.iam)
		}
	}
}
