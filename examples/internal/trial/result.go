package trial

import (
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"sort"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// Result is what was found out about one rule.
type Result struct {
	Rule   *compat.Rule
	Trials []*Trial
	Skips  []Skip
}

// Verdict is what a rule's trials say together.
type Verdict uint8

const (
	// Confirmed: the server refuses what violates the rule, as the rule says,
	// and doesn't refuse what doesn't.
	Confirmed Verdict = iota
	// Excepted: the server's answers contradict the rule, at least for some
	// operations, and the exceptions say why.
	Excepted
	// Doubtful: the server's answers contradict a rule that is itself in doubt
	// and therefore never enforced.
	Doubtful
	// Untestable: nothing the server can have decides.
	Untestable
	// Contradicted: the server's answers contradict the rule, and nothing says
	// why.
	Contradicted
	Verdicts // how many there are
)

func (v Verdict) String() string {
	return [...]string{"confirmed", "excepted", "doubtful", "not testable", "CONTRADICTED"}[v]
}

func (r *Result) Count(violating bool, o Outcome) (n int) {
	for _, t := range r.Trials {
		if t.Violating == violating && t.Outcome == o {
			n++
		}
	}
	return n
}

// Unexplained lists the trials that contradict the rule without an excuse.
func (r *Result) Unexplained() []*Trial {
	var out []*Trial
	for _, t := range r.Trials {
		if t.Outcome == Differs && t.Excuse == "" {
			out = append(out, t)
		}
	}
	return out
}

func (r *Result) Verdict() Verdict {
	switch differing := r.Count(true, Differs) + r.Count(false, Differs); {
	case len(r.Unexplained()) > 0 && r.Rule.Doubt != "":
		return Doubtful
	case len(r.Unexplained()) > 0:
		return Contradicted
	case differing > 0:
		return Excepted
	case r.Count(true, Agrees) > 0:
		return Confirmed
	}
	return Untestable
}

// Reason says why the rule isn't testable, or what else is to be known.
func (r *Result) Reason(v Verdict) string {
	switch v {
	case Untestable:
		why := map[string]int{}
		for _, s := range r.Skips {
			why[general(s.Why)]++
		}
		for _, t := range r.Trials {
			switch {
			case t.Outcome == Untested:
				why[general(t.Why)]++
			case t.Outcome == Beside && t.Violating:
				why["another rule of the example answers first"]++
			}
		}
		return mostOf(why)
	case Excepted:
		kinds := map[string]int{}
		for _, t := range r.Trials {
			if t.Excuse != "" {
				kinds[t.Excuse+": "+t.Got.String()]++
			}
		}
		return mostOf(kinds)
	case Doubtful:
		answers := map[string]int{}
		for _, t := range r.Unexplained() {
			answers[t.Got.String()]++
		}
		return "in doubt anyway; the server answers " + mostOf(answers)
	}
	return ""
}

// general drops what tells one example's reason from another's.
func general(why string) string {
	if strings.HasPrefix(why, insteadOf) {
		return strings.TrimSuffix(insteadOf, ": ")
	}
	if strings.HasPrefix(why, "operation error") {
		return "the SDK doesn't send it"
	}
	why, _, _ = strings.Cut(why, "\n")
	return why
}

// mostOf lists the commonest texts first.
func mostOf(counts map[string]int) string {
	var keys []string
	for k := range counts {
		keys = append(keys, k)
	}
	sort.Slice(keys, func(i, j int) bool {
		a, b := keys[i], keys[j]
		return counts[a] > counts[b] || counts[a] == counts[b] && a < b
	})
	const most = 3
	more := ""
	if len(keys) > most {
		more = fmt.Sprintf("; and %d other reasons", len(keys)-most)
		keys = keys[:most]
	}
	return strings.Join(keys, "; ") + more
}

// Tally says how many examples of a kind did as the rule says, and, if not all
// did, how many were decided beside it, or not tested.
func (r *Result) Tally(violating bool) string {
	n := func(o Outcome) int { return r.Count(violating, o) }
	s := fmt.Sprintf("%d of %d", n(Agrees), n(Agrees)+n(Differs))
	if x := n(Beside); x > 0 {
		s += fmt.Sprintf(", %d refused for other reasons", x)
	}
	if x := n(Untested); x > 0 {
		s += fmt.Sprintf(", %d not tested", x)
	}
	return s
}

// String is the example with its answer in one line.
func (t *Trial) String() string {
	kind := "allowed  "
	if t.Violating {
		kind = "violating"
	}
	state := t.Outcome.String()
	if t.Excuse != "" {
		state = t.Excuse
	}
	by := "solved "
	if t.Written {
		by = "written"
	}
	s := fmt.Sprintf("%-8s %s %s %s [%s] -> %s", state, kind, by, Show(t.Sent), t.Session, t.Got)
	if t.Got.Message != "" {
		s += " (" + t.Got.Message + ")"
	}
	if t.AtFirst != nil {
		s += ", at first " + t.AtFirst.String()
	}
	if t.Outcome == Differs && t.Violating {
		s += ", not " + t.expected()
	}
	if len(t.Others) > 0 {
		s += "; also true:"
		for _, o := range t.Others {
			s += " " + o.ID
		}
	}
	return s
}

// expected is the answer that the rule foretells.
func (t *Trial) expected() string {
	if t.Rule.Effect == compat.Ignored {
		return "accepted"
	}
	return fmt.Sprintf("%d %s", t.Rule.Answer.Status, t.Rule.Answer.Code)
}

// Show writes a request's operation and members.
func Show(c compat.Case) string {
	var parts []string
	for m, v := range c.Members {
		text := fmt.Sprintf("%q", fmt.Sprint(v))
		if reflect.ValueOf(v).Kind() == reflect.Pointer {
			if _, body := v.(io.Reader); body {
				text = "…"
			} else {
				text = document(v)
			}
		}
		const most = 300
		if len(text) > most {
			text = strings.ToValidUTF8(text[:most], "") + "…"
		}
		parts = append(parts, m.String()+"="+text)
	}
	sort.Strings(parts)
	return c.Operation.String() + "{" + strings.Join(parts, " ") + "}"
}

// absent are the members of a document that aren't set.
var absent = regexp.MustCompile(`,?"[A-Za-z0-9]+":(null|"")`)

// document writes a nested structure as JSON, without what isn't set.
func document(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return strings.ReplaceAll(absent.ReplaceAllString(string(text), ""), "{,", "{")
}

// assess compares the answers with the rule.
func (r *Result) assess() {
	byOperation := map[compat.Operation][]*Trial{}
	for _, t := range r.Trials {
		byOperation[t.Request.Operation] = append(byOperation[t.Request.Operation], t)
	}
	for _, trials := range byOperation {
		assess(trials)
	}
}
