package main

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
)

// exceptionsFile is embedded because the server changes the working directory.
//
//go:embed exceptions.json
var exceptionsFile []byte

// exception explains why the server's answers contradict a rule.
type exception struct {
	// Rule is the rule's id.
	Rule string `json:"rule"`
	// Operations are those that the exception is about; none means all of the
	// rule's.
	Operations []string `json:"operations,omitempty"`
	// Kind is "lacks" if the server accepts what it doesn't check, "errs" if it
	// does something else than Amazon documents, "other-code" if it refuses
	// with another status or code, "narrower" if it rightly refuses more than
	// the rule, which leaves that to S3.
	Kind string `json:"kind"`
	// Answers are the contradicting answers, such as "accepted" or "400
	// InvalidRequest".
	Answers []string `json:"answers"`
	// Server says what the server does.
	Server string `json:"server"`
	// Source is the page that says what Amazon does, or the server's issue.
	Source string `json:"source"`

	used map[string]bool // operations and answers that it explained
}

func (s *server) readExceptions() ([]*exception, error) {
	if s.attached {
		return nil, nil // what other servers do is in their profiles
	}
	var list []*exception
	if err := json.Unmarshal(exceptionsFile, &list); err != nil {
		return nil, fmt.Errorf("exceptions.json: %w", err)
	}
	for _, x := range list {
		if err := x.validate(); err != nil {
			return nil, fmt.Errorf("exceptions.json: %s: %w", x.Rule, err)
		}
		x.used = map[string]bool{}
	}
	return list, nil
}

func (x *exception) validate() error {
	rule := aws.Source().Rule(x.Rule)
	switch {
	case rule == nil:
		return fmt.Errorf("no rule has this id")
	case !slices.Contains([]string{"lacks", "errs", "other-code", "narrower"}, x.Kind):
		return fmt.Errorf("unknown kind %q", x.Kind)
	case len(x.Answers) == 0:
		return fmt.Errorf("doesn't say what the server answers")
	case x.Server == "":
		return fmt.Errorf("doesn't say what the server does")
	case !strings.HasPrefix(x.Source, "https://"):
		return fmt.Errorf("has no source")
	}
	// A check that is lacking can't answer, and another code isn't acceptance.
	if accepts := slices.Contains(x.Answers, "accepted"); x.Kind == "lacks" && (!accepts || len(x.Answers) > 1) || x.Kind != "lacks" && x.Kind != "errs" && accepts {
		return fmt.Errorf("kind %s doesn't go with answers %q", x.Kind, x.Answers)
	}
	for _, name := range x.Operations {
		known := false
		for _, op := range rule.Operations {
			known = known || op.String() == name
		}
		if !known {
			return fmt.Errorf("the rule doesn't apply to %q", name)
		}
	}
	return nil
}

// explains reports whether the exception speaks of the trial's answer, and notes
// that it did.
func (x *exception) explains(t *trial.Trial) bool {
	op, got := t.Request.Operation.String(), t.Got.String()
	if x.Rule != t.Rule.ID || len(x.Operations) > 0 && !slices.Contains(x.Operations, op) || !slices.Contains(x.Answers, got) {
		return false
	}
	x.used[op], x.used[got] = true, true
	return true
}

// stale lists what of the exception nothing needed.
func (x *exception) stale() []string {
	var out []string
	for _, list := range [][]string{x.Operations, x.Answers} {
		for _, s := range list {
			if !x.used[s] {
				out = append(out, s)
			}
		}
	}
	return out
}
