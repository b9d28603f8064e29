package aws

import (
	"flag"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

var update = flag.Bool("update", false, "write testdata/problems.txt")

const goldenProblems = "testdata/problems.txt"

// reviewed is the time at which the golden file's dates are judged.
var reviewed = time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)

// found is the finding of a rule for one of its violating examples.
func found(t *testing.T, rule *compat.Rule, c compat.Case) compat.Finding {
	t.Helper()
	r := compat.Complete(c, sdk.Schema).Request()
	r.Now = reviewed
	for _, f := range WireCatalog().Check(r, nil) {
		if f.Rule.ID == rule.ID {
			return f
		}
	}
	t.Fatalf("%s isn't found", rule.ID)
	return compat.Finding{}
}

// What every violating example is told, for people to read: go test -run
// TestProblems -update ./compat/aws writes it.
func TestProblems(t *testing.T) {
	var b strings.Builder
	for _, rule := range WireSource().Rules() {
		fmt.Fprintf(&b, "%s\n", rule.ID)
		seen := map[string]bool{}
		for _, c := range rule.Violating {
			f := found(t, rule, c)
			if text := f.Text() + ". " + strings.TrimSuffix(f.Remedy(), "."); !seen[text] {
				seen[text] = true
				fmt.Fprintf(&b, "  %s\n", text)
			}
		}
	}
	if *update {
		if err := os.WriteFile(goldenProblems, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	golden, err := os.ReadFile(goldenProblems)
	if err != nil {
		t.Fatal(err)
	}
	want, got := strings.Split(string(golden), "\n"), strings.Split(b.String(), "\n")
	for i := range max(len(want), len(got)) {
		var w, g string
		if i < len(want) {
			w = want[i]
		}
		if i < len(got) {
			g = got[i]
		}
		if w != g {
			t.Fatalf("line %d of %s: is\n%s\nwant\n%s\nRead what changed, and write the file with -update", i+1, goldenProblems, g, w)
		}
	}
}

var (
	openSlot = regexp.MustCompile(`\{[a-z][^}]*\}`)
	// norm is how a demand is worded that says nothing of the request.
	norm = regexp.MustCompile(`(?i)\b(must|has to|have to|should|shall|may only|can only|is required to|lies in the future|are limited to|is limited to)\b`)
	// general begins a sentence about all such requests.
	general = regexp.MustCompile(`^(Each|Every|Only|All|An? (bucket|object|directory bucket|lifecycle rule|tag|part|request|write|read) (must|has at most|is at most))\b`)
)

// A problem is about the request: every rule has one, every slot is filled, and
// none is worded as a norm.
func TestProblemsAreOfTheRequest(t *testing.T) {
	for _, rule := range WireSource().Rules() {
		if rule.Problem == "" {
			t.Errorf("%s has no problem text", rule.ID)
			continue
		}
		for _, c := range rule.Violating {
			f := found(t, rule, c)
			switch text := f.Text(); {
			case openSlot.MatchString(text):
				t.Errorf("%s: a slot isn't filled: %s", rule.ID, text)
			case norm.MatchString(text) || general.MatchString(text):
				t.Errorf("%s: worded as a norm: %s", rule.ID, text)
			case strings.EqualFold(text, rule.Title):
				if !stateful(rule) {
					t.Errorf("%s: the problem is the title: %s", rule.ID, text)
				}
			case strings.HasSuffix(text, ".") || strings.Contains(text, "  ") || text != strings.TrimSpace(text):
				t.Errorf("%s: %q", rule.ID, text)
			}
			if strings.HasSuffix(rule.Remedy, ".") || strings.TrimSpace(f.Remedy()) == "" {
				t.Errorf("%s: remedy %q", rule.ID, f.Remedy())
			}
			for _, m := range f.Missing {
				if _, set := c.Members[m]; set {
					t.Errorf("%s: %s is set and said to be missing", rule.ID, m)
				}
			}
		}
	}
}

// A text without slots may be the title where the title is about the bucket: "The
// bucket has no policy".
func stateful(rule *compat.Rule) bool { return !strings.Contains(rule.Problem, "{") }

// oneOfMany finds a single thing in the plural: 1 bytes.
var oneOfMany = regexp.MustCompile(`(^|[ (])1 (bytes|characters|days|grants|keys|objects|parts|routing rules|rules|seconds|tags|years)\b`)

// A finding names no member that the operation doesn't have, and counts in English.
func TestFindingsNameMembersOfTheOperation(t *testing.T) {
	for _, rule := range WireSource().Rules() {
		for _, op := range rule.Operations {
			members := sdk.Schema.Members(op)
			for _, c := range compat.Solve(rule, op, sdk.Schema).Violating {
				f := found(t, rule, c)
				if s := oneOfMany.FindString(f.Text()); s != "" {
					t.Errorf("%s: says %q: %s", rule.ID, s, f.Text())
				}
				for _, m := range append(append([]compat.Member(nil), f.Members...), f.Missing...) {
					if !members.Has(m) {
						t.Errorf("%s: a finding about %s names %s", rule.ID, op, m)
					}
				}
			}
		}
	}
}
