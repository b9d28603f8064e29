package main

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// outcome is what one example says about its rule.
type outcome uint8

const (
	// agrees: a violating example was refused as the rule says, or an allowed
	// one was accepted.
	agrees outcome = iota
	// beside: the request was refused for another reason, which says nothing
	// about the rule.
	beside
	// untested: there was no answer to compare.
	untested
	// differs: the server's answer contradicts the rule.
	differs
)

func (o outcome) String() string {
	return [...]string{"agrees", "beside", "untested", "DIFFERS"}[o]
}

// trial is an example that was tried.
type trial struct {
	plan
	sent    compat.Case
	got     answer
	outcome outcome
	why     string     // for untested
	excuse  *exception // for differs, if there is one
}

// assess decides what a rule's trials of one operation say. It is done for all
// of them together, since whether an allowed example is refused for the rule's
// reason shows in what the violating ones were told.
func assess(trials []*trial) {
	told := map[string]bool{}
	for _, t := range trials {
		if t.violating {
			t.assessViolating()
			if t.outcome != untested && !t.got.accepted() && len(t.others) == 0 {
				told[t.got.form()] = true
			}
		}
	}
	for _, t := range trials {
		if !t.violating {
			t.assessAllowed(told)
		}
	}
}

func (t *trial) assessViolating() {
	switch {
	case t.cannotTell():
	case t.rule.Effect == compat.Ignored:
		// That a part of the request was dropped doesn't show in the answer;
		// that the request wasn't refused for it does.
		if !t.got.accepted() {
			t.outcome = differs
		}
	case t.got.accepted():
		t.outcome = differs
	case t.refusedAs(t.rule):
		t.outcome = agrees
		// The code may be that of another rule which is true of it as well; then
		// the words decide.
		if t.refusedAsOther() && form(t.rule.Answer.Message) != form(t.got.message) {
			t.outcome = beside
		}
	case t.refusedAsOther():
		t.outcome = beside
	default:
		t.outcome = differs
	}
}

// refusedAsOther reports whether the answer is that of another rule which is true
// of the example.
func (t *trial) refusedAsOther() bool {
	return slices.ContainsFunc(t.others, t.refusedAs)
}

func (t *trial) assessAllowed(told map[string]bool) {
	switch {
	case t.cannotTell():
	case t.got.accepted():
		t.outcome = agrees
	case t.got.status == http.StatusPreconditionFailed:
		// Whether a precondition holds is between it and the object.
		t.outcome = beside
	case t.rule.Effect == compat.Rejected && told[t.got.form()]:
		t.outcome = differs
	default:
		t.outcome = beside
	}
}

// cannotTell handles the answers that can't be compared.
func (t *trial) cannotTell() bool {
	switch {
	case t.got.failure != "":
		t.outcome, t.why = untested, t.got.failure
	case t.got.status == http.StatusNotImplemented && t.rule.Answer.Status != http.StatusNotImplemented:
		t.outcome, t.why = untested, "the server doesn't implement what the request asks for: "+t.got.message
	default:
		return false
	}
	return true
}

// refusedAs reports whether the answer is the rule's: same status and code. An
// answer to HEAD has no code, so that of its status stands in.
func (t *trial) refusedAs(r *compat.Rule) bool {
	if t.got.accepted() || t.got.status != r.Answer.Status {
		return false
	}
	return t.got.code == r.Answer.Code || strings.HasPrefix(t.request.Operation.String(), "Head")
}

// form is what stays the same of an answer when it is given to another request
// for the same reason.
func (a answer) form() string { return a.String() + ": " + form(a.message) }

var varying = regexp.MustCompile(`[0-9]+|'[^']*'|"[^"]*"|[a-z]+-[0-9]+`)

func form(message string) string {
	return strings.ToLower(strings.TrimRight(varying.ReplaceAllString(message, "#"), ". "))
}
