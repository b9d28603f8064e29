package trial

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// Outcome is what one example says about its rule.
type Outcome uint8

const (
	// Agrees: a violating example was refused as the rule says, or an allowed
	// one was accepted.
	Agrees Outcome = iota
	// Beside: the request was refused for another reason, which says nothing
	// about the rule.
	Beside
	// Untested: there was no answer to compare.
	Untested
	// Differs: the server's answer contradicts the rule.
	Differs
)

func (o Outcome) String() string {
	return [...]string{"agrees", "beside", "untested", "DIFFERS"}[o]
}

// Trial is an example that was tried.
type Trial struct {
	Plan
	Sent    compat.Case
	Got     Answer
	Outcome Outcome
	Why     string // for Untested
	// Mute says why the answer says nothing about the request; empty if it does. Lasts
	// says for how long.
	Mute  string
	Lasts Lasting
	// AtFirst is the answer to the first attempt, if there was a second one.
	AtFirst *Answer
	// Excuse is set if Differs has an explanation, which it names.
	Excuse string
}

// Assess decides what a rule's trials of one operation say. It is done for all
// of them together, since whether an allowed example is refused for the rule's
// reason shows in what the violating ones were told.
func assess(trials []*Trial) {
	told := map[string]bool{}
	for _, t := range trials {
		t.Outcome, t.Why = Agrees, ""
		if t.Violating {
			t.assessViolating()
			if t.Outcome != Untested && !t.Got.Accepted() && len(t.Others) == 0 {
				told[t.Got.form()] = true
			}
		}
	}
	for _, t := range trials {
		if !t.Violating {
			t.assessAllowed(told)
		}
	}
}

func (t *Trial) assessViolating() {
	switch {
	case t.cannotTell():
	case t.Rule.Effect == compat.Ignored:
		// That a part of the request was dropped doesn't show in the answer;
		// that the request wasn't refused for it does.
		if !t.Got.Accepted() {
			t.Outcome = Differs
		}
	case t.Got.Accepted():
		t.Outcome = Differs
	case t.refusedAs(t.Rule):
		t.Outcome = Agrees
		// The code may be that of another rule which is true of it as well; then
		// the words decide.
		if t.refusedAsOther() && form(t.Rule.Answer.Message) != form(t.Got.Message) {
			t.Outcome = Beside
		}
	case t.refusedAsOther():
		t.Outcome = Beside
	default:
		t.Outcome = Differs
	}
}

// refusedAsOther reports whether the answer is that of another rule which is true
// of the example.
func (t *Trial) refusedAsOther() bool {
	return slices.ContainsFunc(t.Others, t.refusedAs)
}

func (t *Trial) assessAllowed(told map[string]bool) {
	switch {
	case t.cannotTell():
	case t.Got.Accepted():
		t.Outcome = Agrees
	case t.Got.Status == http.StatusPreconditionFailed:
		// Whether a precondition holds is between it and the object.
		t.Outcome = Beside
	case t.Rule.Effect == compat.Rejected && told[t.Got.form()]:
		t.Outcome = Differs
	default:
		t.Outcome = Beside
	}
}

// cannotTell handles the answers that can't be compared.
func (t *Trial) cannotTell() bool {
	switch {
	case t.Got.Failure != "":
		t.Outcome, t.Why = Untested, t.Got.Failure
	case t.Mute != "":
		t.Outcome, t.Why = Untested, t.Mute
	case t.Got.Status == http.StatusServiceUnavailable && t.Rule.Answer.Status != http.StatusServiceUnavailable:
		t.Outcome, t.Why = Untested, "the server asks for fewer requests"
	case t.Got.Status == http.StatusNotImplemented && t.Rule.Answer.Status != http.StatusNotImplemented:
		t.Outcome, t.Why = Untested, "the server doesn't implement what the request asks for: "+t.Got.Message
	default:
		return false
	}
	return true
}

// refusedAs reports whether the answer is the rule's: same status and code. An
// answer to HEAD has no code, so that of its status stands in.
func (t *Trial) refusedAs(r *compat.Rule) bool {
	if t.Got.Accepted() || t.Got.Status != r.Answer.Status {
		return false
	}
	return t.Got.Code == r.Answer.Code || strings.HasPrefix(t.Request.Operation.String(), "Head")
}

// form is what stays the same of an answer when it is given to another request
// for the same reason.
func (a Answer) form() string { return a.String() + ": " + form(a.Message) }

var varying = regexp.MustCompile(`[0-9]+|'[^']*'|"[^"]*"|[a-z]+-[0-9]+`)

func form(message string) string {
	return strings.ToLower(strings.TrimRight(varying.ReplaceAllString(message, "#"), ". "))
}
