package main

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
)

// measurement is what a run says of a store: which of Amazon's rules hold there.
// Package provider reads it.
type measurement struct {
	Store   string                   `json:"store"`
	Version string                   `json:"version"`
	Date    string                   `json:"date"`
	Missing []string                 `json:"missing"` // operations that aren't implemented
	Rules   map[string]*measuredRule `json:"rules"`
}

// measuredRule tells the operations for which a rule's violating examples were
// refused as the rule says (Refused), refused otherwise (Otherwise), carried out
// (Accepted), and those that the SDK doesn't send at all (Unsent). Confirmed is set if
// some were refused as the rule says, and no answer to any example, violating or
// allowed, contradicts the rule.
type measuredRule struct {
	Confirmed bool     `json:"confirmed,omitempty"`
	Refused   []string `json:"refused,omitempty"`
	Otherwise []string `json:"otherwise,omitempty"`
	Accepted  []string `json:"accepted,omitempty"`
	Unsent    []string `json:"unsent,omitempty"`
}

// measure collects what the run's violating examples were answered. A rule of
// which nothing was tried isn't in it.
func (rep *report) measure() map[string]*measuredRule {
	out := map[string]*measuredRule{}
	for _, r := range rep.results {
		if r.Rule.Effect != compat.Rejected {
			continue
		}
		m := of(out, r.Rule.ID)
		for _, t := range r.Trials {
			op := t.Request.Operation.String()
			add := func(list *[]string) {
				if at, found := slices.BinarySearch(*list, op); !found {
					*list = slices.Insert(*list, at, op)
				}
			}
			if t.Got.Accepted() && t.Outcome != trial.Untested {
				for _, o := range t.Others {
					// As the request was sent: the state of a bucket that wasn't prepared isn't known.
					if o.When.Eval(t.Sent.Request()) == compat.True {
						add(&of(out, o.ID).Accepted)
					}
				}
			}
			if !t.Violating {
				continue
			}
			switch {
			case t.Got.Unsent:
				add(&m.Unsent)
			case t.Outcome == trial.Untested:
			case t.Got.Accepted():
				add(&m.Accepted)
			case t.Outcome == trial.Agrees:
				add(&m.Refused)
			case t.Outcome == trial.Differs && len(t.Others) == 0:
				add(&m.Otherwise)
			}
		}
	}
	for _, r := range rep.results {
		if m := out[r.Rule.ID]; m != nil {
			// What another rule's trial showed to be carried out counts too.
			m.Confirmed = r.Verdict() == trial.Confirmed && len(m.Refused) > 0 && len(m.Accepted) == 0
		}
	}
	maps.DeleteFunc(out, func(_ string, m *measuredRule) bool {
		return len(m.Refused)+len(m.Otherwise)+len(m.Accepted)+len(m.Unsent) == 0
	})
	return out
}

func of(rules map[string]*measuredRule, id string) *measuredRule {
	if rules[id] == nil {
		rules[id] = &measuredRule{}
	}
	return rules[id]
}

func (rep *report) write(file, id, version string, at time.Time) error {
	m := measurement{Store: id, Version: version, Date: at.Format(time.DateOnly), Rules: rep.measure(), Missing: []string{}}
	for _, op := range rep.missing.IDs() {
		m.Missing = append(m.Missing, op.String())
	}
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}
