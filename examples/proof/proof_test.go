package main

import (
	"encoding/json"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
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
	if stale := rep.unconfirmed(); len(stale) > 0 {
		t.Errorf("the catalogue says that the server confirms these rules, which it doesn't: %s\nmeasure it again: go run ./examples/proof -record compat/provider/measured/versitygw.json -version VERSION", strings.Join(stale, ", "))
	}
	if n := rep.totals()[trial.Confirmed]; everyNth == 1 && n < leastConfirmed {
		t.Errorf("only %d rules confirmed, not at least %d", n, leastConfirmed)
	}
}

// unconfirmed lists the rules that the catalogue says the server confirms, and this
// run doesn't.
func (rep *report) unconfirmed() (stale []string) {
	seen := rep.measure()
	for _, r := range rep.results {
		if slices.Contains(r.Rule.ConfirmedBy, embedded().ID) && (seen[r.Rule.ID] == nil || !seen[r.Rule.ID].Confirmed) {
			stale = append(stale, r.Rule.ID)
		}
	}
	return stale
}

// A rule is confirmed if the server refuses as the rule says, and never contradicts it.
func TestMeasureConfirmed(t *testing.T) {
	other := &compat.Rule{ID: "another-rule", When: compat.Set(member.Bucket)}
	put := func(violating bool, o trial.Outcome, status int) *trial.Trial {
		return &trial.Trial{
			Plan:    trial.Plan{Example: trial.Example{Violating: violating}, Request: compat.Case{Operation: operation.PutObject}},
			Outcome: o, Got: trial.Answer{Status: status},
		}
	}
	for name, c := range map[string]struct {
		trials []*trial.Trial
		want   bool
	}{
		"refused":                     {[]*trial.Trial{put(true, trial.Agrees, 400)}, true},
		"refused, the allowed taken":  {[]*trial.Trial{put(true, trial.Agrees, 400), put(false, trial.Agrees, 200)}, true},
		"refused for another reason":  {[]*trial.Trial{put(true, trial.Beside, 400)}, false},
		"only the allowed taken":      {[]*trial.Trial{put(false, trial.Agrees, 200)}, false},
		"another one carried out":     {[]*trial.Trial{put(true, trial.Agrees, 400), put(true, trial.Differs, 200)}, false},
		"another code for one":        {[]*trial.Trial{put(true, trial.Agrees, 400), put(true, trial.Differs, 400)}, false},
		"the allowed refused as well": {[]*trial.Trial{put(true, trial.Agrees, 400), put(false, trial.Differs, 400)}, false},
	} {
		rep := &report{results: []*trial.Result{{Rule: &compat.Rule{ID: "a-rule", Answer: compat.Answer{Status: 400, Code: "InvalidRequest"}}, Trials: c.trials}}}
		if got := rep.measure()["a-rule"]; (got != nil && got.Confirmed) != c.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
	// Another rule's trial shows that the server carries out what the rule is true of.
	seen := put(true, trial.Differs, 200)
	seen.Others = []*compat.Rule{other}
	seen.Sent = compat.Case{Operation: operation.PutObject, Members: map[compat.Member]any{member.Bucket: "b"}}
	rep := &report{results: []*trial.Result{
		{Rule: other, Trials: []*trial.Trial{put(true, trial.Agrees, 400)}},
		{Rule: &compat.Rule{ID: "a-rule"}, Trials: []*trial.Trial{seen}},
	}}
	if got := rep.measure()[other.ID]; got == nil || got.Confirmed {
		t.Errorf("another rule's: %+v", got)
	}
}

// What a run lost, an earlier one on the same version may have seen.
func TestMeasureKeeps(t *testing.T) {
	file := filepath.Join(t.TempDir(), "ceph.json")
	const seen, refused, gone = "copy-tagging-directive", "content-md5-malformed", "gone-long-ago"
	write := func(version string, rules map[string]*measuredRule) map[string]*measuredRule {
		t.Helper()
		m := measurement{Store: "ceph", Version: version, Rules: rules}
		if err := m.keep(file); err != nil {
			t.Fatal(err)
		}
		text, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
		return m.Rules
	}
	accepted := func() *measuredRule { return &measuredRule{Accepted: []string{"CopyObject"}} }
	write("1", map[string]*measuredRule{seen: accepted(), gone: accepted(), refused: {Accepted: []string{"PutObject", "UploadPart"}}})
	got := write("1", map[string]*measuredRule{refused: {Confirmed: true, Refused: []string{"PutObject"}}})
	if len(got) != 2 || got[seen] == nil || !slices.Equal(got[seen].Accepted, []string{"CopyObject"}) {
		t.Errorf("%+v", got)
	}
	if r := got[refused]; r.Confirmed || !slices.Equal(r.Accepted, []string{"UploadPart"}) || !slices.Equal(r.Refused, []string{"PutObject"}) {
		t.Errorf("%+v", r)
	}
	if got := write("2", map[string]*measuredRule{}); len(got) != 0 {
		t.Errorf("another version's: %+v", got)
	}
}
