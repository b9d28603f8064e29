package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
)

// TestDocumented: inputs that AWS documents, of the AWS CLI's examples and of the API
// model's, are checked without a finding, but for those of placeholders and of what S3
// has ceased to take since. Each of these has its reason in the file.
func TestDocumented(t *testing.T) {
	raw, err := os.ReadFile("testdata/documented.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	operations := map[string]bool{}
	for n, line := range strings.Split(strings.TrimSpace(string(raw)), "\n") {
		var x struct {
			Source, Operation, Because string
			Input                      json.RawMessage
			Found                      []string
		}
		if err := json.Unmarshal([]byte(line), &x); err != nil {
			t.Fatalf("line %d: %v", n+1, err)
		}
		operations[x.Operation] = true
		var out, errs bytes.Buffer
		code := Main([]string{"check", "-o", "json", "--op", x.Operation, "-"}, bytes.NewReader(x.Input), &out, &errs)
		var found []struct{ Rule string }
		if code == failed || json.Unmarshal(out.Bytes(), &found) != nil {
			t.Errorf("line %d: %s: status %d: %s", n+1, x.Operation, code, errs.String())
			continue
		}
		var rules []string
		for _, f := range found {
			rules = append(rules, f.Rule)
		}
		slices.Sort(rules)
		slices.Sort(x.Found)
		if !slices.Equal(rules, x.Found) {
			t.Errorf("line %d: %s: found %v, want %v: %s", n+1, x.Operation, rules, x.Found, x.Input)
		}
		if len(rules) > 0 {
			t.Logf("%s: %v, as %s (%s)", x.Operation, rules, x.Because, x.Source)
			if x.Because == "" {
				t.Errorf("line %d: nothing says why %v is found", n+1, rules)
			}
		}
	}
	if len(operations) < 30 {
		t.Errorf("of %d operations only", len(operations))
	}
}
