package history_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/internal/history"
)

func rule(id string, when compat.Condition) compat.Rule {
	return compat.Rule{
		ID: id, When: when, Operations: []compat.Operation{operation.PutObject},
		Answer: compat.Answer{Status: 400, Code: "InvalidRequest"},
	}
}

// What a release does is found by comparing, and reading what was written of it leads
// to where the rules are.
func TestReleases(t *testing.T) {
	kept := rule("a-kept", compat.Set(member.ACL))
	doubtful := rule("a-doubtful", compat.Set(member.Tagging))
	doubtful.Doubt = "It was seen to pass."
	gone := rule("a-gone", compat.Set(member.Body))
	first := new(history.History).Next("v0.1", []compat.Rule{kept, doubtful, gone})
	h, err := history.Parse("# a comment\n\n" + first.Lines())
	if err != nil {
		t.Fatal(err)
	}
	if next := h.Next("v0.2", []compat.Rule{kept, doubtful, gone}); len(next.Changes) != 0 {
		t.Errorf("nothing has changed, but for %v", next.Changes)
	}

	doubtful.Doubt = ""
	fresh := rule("a-new", compat.Set(member.ACL))
	second := h.Next("v0.2", []compat.Rule{doubtful, fresh, kept})
	var got []string
	for _, c := range second.Changes {
		got = append(got, c.Verb+" "+c.Rule+" "+strings.Join(c.Before.Difference(c.After), ","))
	}
	want := []string{"added a-new standing,answer,operations,condition", "changed a-doubtful standing", "removed a-gone standing,answer,operations,condition"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if h, err = history.Parse(first.Lines() + second.Lines()); err != nil {
		t.Fatal(err)
	}
	for id, since := range map[string]string{"a-kept": "v0.1", "a-doubtful": "v0.2", "a-new": "v0.2", "a-gone": "v0.1", "a-nobody": ""} {
		if got := h.Since(id); got != since {
			t.Errorf("%s: since %q, want %q", id, got, since)
		}
	}

	// A condition that changes is a change; whatever it does to the rule's standing,
	// the rule isn't newer for it.
	third := h.Next("v0.3", []compat.Rule{doubtful, fresh, rule("a-kept", compat.Set(member.Body))})
	if h, err = history.Parse(first.Lines() + second.Lines() + third.Lines()); err != nil {
		t.Fatal(err)
	}
	if what := third.Changes[0].Before.Difference(third.Changes[0].After); !slices.Equal(what, []string{"condition"}) || h.Since("a-kept") != "v0.1" {
		t.Errorf("%v, since %s", what, h.Since("a-kept"))
	}
}

func TestParseRefuses(t *testing.T) {
	state := " enforced 400/InvalidRequest 11111111 22222222\n"
	for name, text := range map[string]string{
		"too few words":         "v0.1 added\n",
		"no state":              "v0.1 added a-b\n",
		"added twice":           "v0.1 added a-b" + state + "v0.2 added a-b" + state,
		"changed, but unknown":  "v0.1 changed a-b" + state,
		"removed, but unknown":  "v0.1 removed a-b\n",
		"an id is used again":   "v0.1 added a-b" + state + "v0.2 removed a-b\nv0.3 added a-b" + state,
		"a verb that isn't one": "v0.1 renamed a-b" + state,
	} {
		if _, err := history.Parse(text); err == nil {
			t.Errorf("%s: read", name)
		}
	}
}
