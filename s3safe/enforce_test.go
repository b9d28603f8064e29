package s3safe

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	sourceaws "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// A release is read whole: what only begins as one may be meant for another.
func TestParseRelease(t *testing.T) {
	for s, want := range map[string]release{
		"v0.3": {0, 3}, "v0.3.2": {0, 3}, "v1.10": {1, 10}, "v0.0": {}, "v12.0.34": {12, 0},
	} {
		if got, err := parseRelease(s); err != nil || got != want {
			t.Errorf("%s: %v, %v", s, got, err)
		}
	}
	for _, s := range []string{
		"", "v", "v0", "0.3", "v0.3.", "v0.3.anything", "v0.3.x", "v0.3.2.1", "v0.3.2-rc.1", "v0.3.2+build", "v0.3-rc.1",
		"v0.03", "v00.3", "v0.3.02", "v0.+3", "v0.-3", "v0. 3", " v0.3", "v0.3 ", "v0.3\n", "vv0.3", "V0.3", "v0x1.3", "v0.1_0",
		"v0.4294967296", "v.3", "v0..3", "vlatest",
	} {
		if got, err := parseRelease(s); err == nil {
			t.Errorf("%q is read as %v", s, got)
		}
	}
}

// A rule is only reported in the release that brings it, and enforced from the next
// one on; and as of an earlier release, whatever is newer is only reported.
func TestNewRules(t *testing.T) {
	first, err := parseRelease(sourceaws.FirstRelease)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		since, asOf string
		enforced    bool
	}{
		{"", "v0.1", true},     // as old as the catalogue
		{"v0.1", "v0.1", true}, // of the first release
		{"v0.2", "v0.1", false},
		{"v0.2", "v0.2", false},
		{"v0.2", "v0.3", true},
		{"v0.9", "v0.10", true},
		{"v0.10", "v0.9", false},
		{"v0.4", "v1.0", true},
		{"v1.0", "v0.4", false},
		{"v0.3", "", false}, // this release doesn't have it yet
	} {
		var as release
		if x.asOf != "" {
			if as, err = parseRelease(x.asOf); err != nil || as.before(first) {
				t.Fatal(x.asOf, err)
			}
		}
		rule := compat.Rule{
			ID: "a-rule", Topic: "test", Title: "No", Since: x.since, Operations: []compat.Operation{operation.PutObject},
			When: compat.Set(member.Tagging), Answer: compat.Answer{Status: 400, Code: "InvalidRequest"},
			Why: "No.", Fix: "No.", Sources: []string{"recorded:none"},
			Violating: []compat.Case{compat.Given(operation.PutObject, member.Tagging, "a=b")},
			Allowed:   []compat.Case{compat.Given(operation.PutObject)},
		}
		in := &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("q3.csv"), Tagging: aws.String("a=b")}
		for _, named := range []bool{false, true} {
			g, err := newGuard(nil)
			if err != nil {
				t.Fatal(err)
			}
			if g.catalog, err = compat.NewCatalog(sdk.Schema, rule); err != nil {
				t.Fatal(err)
			}
			g.asOf = as
			if named {
				g.ruleModes["a-rule"] = Enforce
			}
			c := new(call)
			rejected, reported, _, err := g.inspect(in, c, false)
			if err != nil || len(rejected)+len(reported) != 1 || (len(rejected) == 1) != (x.enforced || named) {
				t.Errorf("since %q as of %q, by name %t: %d stop it, %d are reported, %v", x.since, x.asOf, named, len(rejected), len(reported), err)
			}
		}
	}
}

// The application's own rules have no releases.
func TestOwnRulesAreNeverNew(t *testing.T) {
	g := &guard{own: map[string]bool{"a-rule": true}, evidence: compat.Inferred}
	if !g.enforceable(&compat.Rule{ID: "a-rule", Since: "v99.0"}, false) {
		t.Error("an own rule is only reported")
	}
}
