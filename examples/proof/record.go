package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
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
	maps.DeleteFunc(out, func(_ string, m *measuredRule) bool { return m.empty() })
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
	if err := m.keep(file); err != nil {
		return err
	}
	text, err := json.MarshalIndent(m, "", " ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}

// keep takes over from the file what a run on the same version saw to be carried out,
// where this one has no answer: a server that crashes loses some.
func (m *measurement) keep(file string) error {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var old measurement
	if err := json.Unmarshal(text, &old); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if old.Store != m.Store || old.Version != m.Version {
		return nil
	}
	for id, rule := range old.Rules {
		for _, op := range rule.Accepted {
			if aws.Source().Rule(id) == nil {
				continue
			}
			now := of(m.Rules, id)
			if slices.Contains(slices.Concat(now.Refused, now.Otherwise, now.Accepted), op) {
				continue
			}
			now.Accepted, now.Confirmed = append(now.Accepted, op), false
			slices.Sort(now.Accepted)
			now.Unsent = slices.DeleteFunc(now.Unsent, func(x string) bool { return x == op })
		}
	}
	maps.DeleteFunc(m.Rules, func(_ string, rule *measuredRule) bool { return rule.empty() })
	return nil
}

// empty reports whether nothing was seen of the rule.
func (m *measuredRule) empty() bool {
	return len(m.Refused)+len(m.Otherwise)+len(m.Accepted)+len(m.Unsent) == 0
}
