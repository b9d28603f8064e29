package main

import (
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/aws"
)

func newTestAudit(t *testing.T) *audit {
	t.Helper()
	a, err := newAudit()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestSentences: every sentence of the SDK's documentation that states a
// constraint is disposed of, and every disposition belongs to a sentence.
func TestSentences(t *testing.T) {
	a := newTestAudit(t)
	for _, p := range a.problems {
		t.Error(p)
	}
	t.Logf("%d sentences; %d of %d rules are stated by none of them", len(a.statements), len(a.unstated()), len(a.catalog.Rules()))
}

// TestCodes: every code of S3's published lists is disposed of, and every code
// that a rule answers with is in them, or listed with its source.
func TestCodes(t *testing.T) {
	a := newTestAudit(t)
	listed, others, err := codes()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range checkCodes(a.catalog, listed, others) {
		t.Error(p)
	}
}

// TestComplaints: what the tests are for is noticed.
func TestComplaints(t *testing.T) {
	_, reach, err := documents()
	if err != nil {
		t.Fatal(err)
	}
	sound, err := readStatements()
	if err != nil {
		t.Fatal(err)
	}
	complaints := func(change func(a *audit, lines []*disposition) []*disposition) string {
		t.Helper()
		lines, err := dispositions()
		if err != nil {
			t.Fatal(err)
		}
		a := &audit{of: map[string]map[string]*disposition{}, reach: reach, catalog: aws.Source(), used: map[string]int{}}
		for _, s := range sound {
			c := *s
			c.places = slices.Clone(s.places)
			a.statements = append(a.statements, &c)
		}
		lines = change(a, lines)
		for _, d := range lines {
			a.enter(d)
		}
		a.compare(lines)
		return strings.Join(a.problems, "\n")
	}
	for name, c := range map[string]struct {
		change func(*audit, []*disposition) []*disposition
		want   string
	}{
		"a new sentence": {func(a *audit, lines []*disposition) []*disposition {
			a.statements = append(a.statements, &statement{fingerprint: "0123456789", text: "Must be new.", places: []string{"PutObject.New"}})
			return lines
		}, "PutObject.New: no disposition of 0123456789: Must be new."},
		"a sentence at another place": {func(a *audit, lines []*disposition) []*disposition {
			a.statements[0].places = append(a.statements[0].places, "PutObject.New")
			return lines
		}, "PutObject.New: no disposition of"},
		"a sentence that is gone": {func(a *audit, lines []*disposition) []*disposition {
			a.statements = a.statements[1:]
			return lines
		}, "isn't in the SDK any more"},
		"a rule that is gone": {func(_ *audit, lines []*disposition) []*disposition {
			for _, d := range lines {
				if d.kind == ruled {
					d.rules = []string{"gone"}
					break
				}
			}
			return lines
		}, "there is no rule gone"},
		"a rule about something else": {func(_ *audit, lines []*disposition) []*disposition {
			for _, d := range lines {
				if d.kind == ruled && d.about == "" {
					d.rules = []string{"select-anonymous"}
				}
			}
			return lines
		}, "none of select-anonymous is about"},
	} {
		t.Run(name, func(t *testing.T) {
			if got := complaints(c.change); !strings.Contains(got, c.want) {
				t.Errorf("complaints don't contain %q:\n%.500s", c.want, got)
			}
		})
	}
}

func TestRun(t *testing.T) {
	for _, o := range []options{{}, {all: true}, {place: "PutObject"}, {rule: "acl-disabled"}, {reason: "engine"}, {sample: 3},
		{undisposed: true}, {unstated: true}, {codes: true}, {criteria: true}} {
		if err := run(io.Discard, &o); err != nil {
			t.Errorf("%+v: %v", o, err)
		}
	}
}
