package provider

import (
	"bufio"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/aws"
)

// gathered is one fact about a store that somebody documented, measured or reported.
type gathered struct {
	ID, Store, Effect, Certainty string
	Contradicts                  []string
	Left                         string // why no rule is made of it
}

func readFacts(t *testing.T) []gathered {
	t.Helper()
	f, err := os.Open("facts.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var all []gathered
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var g gathered
		if err := json.Unmarshal(lines.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		all = append(all, g)
	}
	return all
}

// Every fact is a store's rule, or keeps one of Amazon's from being enforced, or is
// left out for a reason; and only what is official or was measured can stop a
// request.
func TestEveryFactIsAccountedFor(t *testing.T) {
	made := map[string][]*cause{}
	for _, p := range profiles {
		for i := range p.causes {
			c := &p.causes[i]
			for _, id := range c.facts {
				made[id] = append(made[id], c)
			}
			if !strings.HasPrefix(c.id, p.ID+"-") || len(c.facts) == 0 || len(c.sources) == 0 {
				t.Errorf("%s: %s has no fact or source, or the id of another store", p.ID, c.id)
			}
		}
	}
	var enforced, reported, contradicting, left int
	for _, f := range readFacts(t) {
		if _, rest, said := strings.Cut(f.Left, "the catalogue's rule "); said {
			if id, _, _ := strings.Cut(rest, " "); aws.Source().Rule(id) == nil {
				t.Errorf("%s: left to %s, which is no rule", f.ID, id)
			}
		}
		rules := made[f.ID]
		delete(made, f.ID)
		for _, c := range rules {
			if c.doubt == "" && f.Certainty != "official" && f.Certainty != "measured" {
				t.Errorf("%s: enforced, though %s is known by %s only", c.id, f.ID, f.Certainty)
			}
			if (f.Effect == "ignored") != (c.effect != 0) {
				t.Errorf("%s: the fact %s says %s", c.id, f.ID, f.Effect)
			}
		}
		switch {
		case len(rules) > 0 && f.Left != "":
			t.Errorf("%s: left out, and a rule", f.ID)
		case len(rules) > 0 && slices.ContainsFunc(rules, func(c *cause) bool { return c.doubt == "" }):
			enforced++
		case len(rules) > 0:
			reported++
		case len(f.Contradicts) > 0:
			contradicting++
			for _, id := range f.Contradicts {
				if slices.ContainsFunc(everywhere[:], func(e entry) bool { return e.rule == id }) {
					t.Errorf("%s: %s holds everywhere nevertheless", f.ID, id)
				}
			}
		case f.Left != "":
			left++
		default:
			t.Errorf("%s: neither a rule nor left out", f.ID)
		}
	}
	for id := range made {
		t.Errorf("there is no fact %s", id)
	}
	t.Logf("%d facts are enforced or told as dropped, %d reported, %d keep a rule of Amazon's from being enforced, %d left out", enforced, reported, contradicting, left)
}
