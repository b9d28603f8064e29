package aws

import (
	_ "embed"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/internal/history"
)

const (
	// Release is the minor release of the module that this catalogue belongs to. A rule
	// that it brings is only reported in it.
	Release = "v0.1"
	// FirstRelease is the first one. Its rules are enforced in it.
	FirstRelease = "v0.1"
)

//go:embed history.txt
var recorded string

// History returns what the rules were in each release that was recorded. Like
// [Source] it is for documentation, generators and tests.
func History() (*history.History, error) { return history.Parse(recorded) }

// dated sets since when each rule stops requests, where that is after the first
// release.
func dated(rules []compat.Rule) []compat.Rule {
	h, err := History()
	if err != nil {
		panic("compat/aws: history.txt: " + err.Error()) // tests keep this from happening
	}
	states := h.States()
	for i := range rules {
		r := &rules[i]
		r.Since = h.Since(r.ID)
		if old := states[r.ID].Standing; old == "" || old != "enforced" && history.StateOf(r).Standing == "enforced" {
			r.Since = Release
		}
		if r.Since == FirstRelease || r.Since == "v0.0" {
			r.Since = ""
		}
	}
	return rules
}
