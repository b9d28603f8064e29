// Package history keeps what the rules of a catalogue were in each release: which
// came, changed and went. From it follow the changelog of the rules, and since when a
// rule stops requests.
//
//	h, err := history.Parse(text)
//	h.Since("copy-onto-itself") // "v0.1"
package history

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// State is what a rule does, in a few words. Texts and examples don't belong to it.
type State struct {
	// Standing is enforced, reported (the rule is in doubt) or ignored (S3 accepts the
	// request and drops a part of it).
	Standing string
	// Answer is S3's, such as 400/InvalidArgument, or a hyphen.
	Answer string
	// Operations and Condition are digests.
	Operations, Condition string
}

// StateOf returns the state of a rule.
func StateOf(r *compat.Rule) State {
	s := State{Standing: "enforced", Answer: "-", Condition: digest(r.When.String())}
	if r.Effect == compat.Rejected {
		s.Answer = fmt.Sprintf("%d/%s", r.Answer.Status, r.Answer.Code)
	}
	switch {
	case r.Effect == compat.Ignored:
		s.Standing = "ignored"
	case r.Doubt != "":
		s.Standing = "reported"
	}
	var ops []string
	for _, op := range r.Operations {
		ops = append(ops, op.String())
	}
	slices.Sort(ops)
	s.Operations = digest(strings.Join(slices.Compact(ops), ","))
	return s
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:4])
}

// Difference names what of two states differs: "standing", "answer", "operations",
// "condition".
func (s State) Difference(other State) (what []string) {
	for _, x := range [...]struct{ name, a, b string }{
		{"standing", s.Standing, other.Standing}, {"answer", s.Answer, other.Answer},
		{"operations", s.Operations, other.Operations}, {"condition", s.Condition, other.Condition},
	} {
		if x.a != x.b {
			what = append(what, x.name)
		}
	}
	return what
}

// Change is what a release did to a rule.
type Change struct {
	// Verb is added, changed or removed.
	Verb string
	// Rule is the rule's id.
	Rule string
	// Before and After are its states; each is empty if the rule didn't exist.
	Before, After State
}

// Release is a minor release with what it did.
type Release struct {
	// Name is such as v0.3.
	Name    string
	Changes []Change
}

// History is what was recorded, the oldest release first.
type History struct{ Releases []Release }

// Parse reads a history. A line has a release, a verb, a rule's id and, unless the rule
// is removed, its state; lines that begin with a # are comments.
func Parse(text string) (*History, error) {
	h := new(History)
	rules := map[string]State{}
	gone := map[string]bool{}
	lines := bufio.NewScanner(strings.NewReader(text))
	for n := 1; lines.Scan(); n++ {
		f := strings.Fields(lines.Text())
		if len(f) == 0 || strings.HasPrefix(f[0], "#") {
			continue
		}
		fail := func(what string) error { return fmt.Errorf("line %d: %s: %s", n, what, lines.Text()) }
		if len(f) < 3 {
			return nil, fail("too few words")
		}
		c := Change{Verb: f[1], Rule: f[2], Before: rules[f[2]]}
		_, there := rules[c.Rule]
		switch {
		case c.Verb == "removed" && len(f) == 3 && there:
			delete(rules, c.Rule)
			gone[c.Rule] = true
		case (c.Verb == "added" && !there || c.Verb == "changed" && there) && len(f) == 7:
			if gone[c.Rule] {
				return nil, fail("an id is never used again")
			}
			c.After = State{f[3], f[4], f[5], f[6]}
			rules[c.Rule] = c.After
		default:
			return nil, fail("not what can follow on the lines before")
		}
		if len(h.Releases) == 0 || h.Releases[len(h.Releases)-1].Name != f[0] {
			h.Releases = append(h.Releases, Release{Name: f[0]})
		}
		last := &h.Releases[len(h.Releases)-1]
		last.Changes = append(last.Changes, c)
	}
	return h, lines.Err()
}

// States returns the rules with their states as of the last release.
func (h *History) States() map[string]State {
	rules := map[string]State{}
	for _, r := range h.Releases {
		for _, c := range r.Changes {
			if c.Verb == "removed" {
				delete(rules, c.Rule)
			} else {
				rules[c.Rule] = c.After
			}
		}
	}
	return rules
}

// Next returns what differs between the last release and the rules given, sorted by
// verb and id.
func (h *History) Next(name string, rules []compat.Rule) Release {
	next := Release{Name: name}
	before := h.States()
	for i := range rules {
		id, now := rules[i].ID, StateOf(&rules[i])
		switch old, there := before[id]; {
		case !there:
			next.Changes = append(next.Changes, Change{Verb: "added", Rule: id, After: now})
		case old != now:
			next.Changes = append(next.Changes, Change{Verb: "changed", Rule: id, Before: old, After: now})
		}
		delete(before, id)
	}
	for _, id := range slices.Sorted(maps.Keys(before)) {
		next.Changes = append(next.Changes, Change{Verb: "removed", Rule: id, Before: before[id]})
	}
	slices.SortStableFunc(next.Changes, func(a, b Change) int {
		if c := strings.Compare(a.Verb, b.Verb); c != 0 {
			return c
		}
		return strings.Compare(a.Rule, b.Rule)
	})
	return next
}

// Since returns the release that brought the rule, or that made it stop requests which
// was only reported before; empty if none has.
func (h *History) Since(rule string) (release string) {
	for _, r := range h.Releases {
		for _, c := range r.Changes {
			if c.Rule == rule && (c.Verb == "added" || c.After.Standing == "enforced" && c.Before.Standing != "enforced") {
				release = r.Name
			}
		}
	}
	return release
}

// Lines returns the release as lines of a history.
func (r *Release) Lines() string {
	var b strings.Builder
	for _, c := range r.Changes {
		fmt.Fprintf(&b, "%s %s %s", r.Name, c.Verb, c.Rule)
		if c.Verb != "removed" {
			fmt.Fprintf(&b, " %s %s %s %s", c.After.Standing, c.After.Answer, c.After.Operations, c.After.Condition)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
