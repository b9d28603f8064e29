package main

import (
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// report is the result of a run.
type report struct {
	results    []*result
	exceptions []*exception
	requests   int64
	missing    operation.Set // what the server doesn't implement

	// attached is set if the server isn't the embedded one, whose contradictions all
	// have an explanation.
	attached bool
	// Of the requests that a guard with the store's profile would stop, rightStops were
	// refused and falseStops carried out; missed were refused and wouldn't be stopped.
	rightStops, missed int
	falseStops         []string
}

// result is what was found out about one rule.
type result struct {
	rule   *compat.Rule
	trials []*trial
	skips  []skipped
}

// verdict is what a rule's trials say together.
type verdict uint8

const (
	// confirmed: the server refuses what violates the rule, as the rule says,
	// and doesn't refuse what doesn't.
	confirmed verdict = iota
	// excepted: the server's answers contradict the rule, at least for some
	// operations, and the exceptions say why.
	excepted
	// doubtful: the server's answers contradict a rule that is itself in doubt
	// and therefore never enforced.
	doubtful
	// untestable: nothing the server can have decides.
	untestable
	// contradicted: the server's answers contradict the rule, and nothing says
	// why.
	contradicted
	verdicts
)

func (v verdict) String() string {
	return [...]string{"confirmed", "excepted", "doubtful", "not testable", "CONTRADICTED"}[v]
}

func (r *result) count(violating bool, o outcome) (n int) {
	for _, t := range r.trials {
		if t.violating == violating && t.outcome == o {
			n++
		}
	}
	return n
}

// unexplained lists the trials that contradict the rule without an excuse.
func (r *result) unexplained() []*trial {
	var out []*trial
	for _, t := range r.trials {
		if t.outcome == differs && t.excuse == nil {
			out = append(out, t)
		}
	}
	return out
}

func (r *result) verdict() verdict {
	switch differing := r.count(true, differs) + r.count(false, differs); {
	case len(r.unexplained()) > 0 && r.rule.Doubt != "":
		return doubtful
	case len(r.unexplained()) > 0:
		return contradicted
	case differing > 0:
		return excepted
	case r.count(true, agrees) > 0:
		return confirmed
	}
	return untestable
}

// reason says why the rule isn't testable, or what else is to be known.
func (r *result) reason(v verdict) string {
	switch v {
	case untestable:
		why := map[string]int{}
		for _, s := range r.skips {
			why[general(s.why)]++
		}
		for _, t := range r.trials {
			switch {
			case t.outcome == untested:
				why[general(t.why)]++
			case t.outcome == beside && t.violating:
				why["another rule of the example answers first"]++
			}
		}
		return mostOf(why)
	case excepted:
		kinds := map[string]int{}
		for _, t := range r.trials {
			if t.excuse != nil {
				kinds[t.excuse.Kind+": "+t.got.String()]++
			}
		}
		return mostOf(kinds)
	case doubtful:
		answers := map[string]int{}
		for _, t := range r.unexplained() {
			answers[t.got.String()]++
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

// print writes a line for each rule, and the totals. With all it writes every
// example; otherwise those that contradict their rule without an explanation.
func (rep *report) print(w io.Writer, all bool) {
	examples, skips := 0, 0
	for _, r := range rep.results {
		v := r.verdict()
		examples += len(r.trials)
		skips += len(r.skips)
		fmt.Fprintf(w, "%-12s %s", v, r.rule.ID)
		if len(r.trials) > 0 {
			fmt.Fprintf(w, ": violating %s, allowed %s", r.tally(true), r.tally(false))
		}
		if why := r.reason(v); why != "" {
			fmt.Fprintf(w, " (%s)", why)
		}
		fmt.Fprintln(w)
		for _, t := range r.trials {
			if all || t.outcome == differs && t.excuse == nil && v == contradicted {
				fmt.Fprintf(w, "    %s\n", t)
			}
		}
		if all {
			for _, s := range r.skips {
				fmt.Fprintf(w, "    skipped  %s: %s\n", s.request.Operation, s.why)
			}
		}
	}
	partly := 0
	for _, r := range rep.results {
		if r.verdict() == excepted && r.count(true, agrees) > 0 {
			partly++
		}
	}
	fmt.Fprintf(w, "%d rules:", len(rep.results))
	for v, n := range rep.totals() {
		fmt.Fprintf(w, " %d %s", n, verdict(v))
		if verdict(v) == excepted {
			fmt.Fprintf(w, " (%d of them confirmed by other examples)", partly)
		}
		fmt.Fprint(w, ",")
	}
	fmt.Fprintf(w, " by %d examples; %d operations or examples skipped\n", examples, skips)
	fmt.Fprintf(w, "under the store's profile: %d requests would be stopped and are refused, %d would be stopped falsely, %d are refused and wouldn't be stopped\n",
		rep.rightStops, len(rep.falseStops), rep.missed)
}

// totals counts the rules by verdict.
func (rep *report) totals() (n [verdicts]int) {
	for _, r := range rep.results {
		n[r.verdict()]++
	}
	return n
}

// tally says how many examples of a kind did as the rule says, and, if not all
// did, how many were decided beside it, or not tested.
func (r *result) tally(violating bool) string {
	n := func(o outcome) int { return r.count(violating, o) }
	s := fmt.Sprintf("%d of %d", n(agrees), n(agrees)+n(differs))
	if x := n(beside); x > 0 {
		s += fmt.Sprintf(", %d refused for other reasons", x)
	}
	if x := n(untested); x > 0 {
		s += fmt.Sprintf(", %d not tested", x)
	}
	return s
}

// String is the example with its answer in one line.
func (t *trial) String() string {
	kind := "allowed  "
	if t.violating {
		kind = "violating"
	}
	state := t.outcome.String()
	if t.excuse != nil {
		state = t.excuse.Kind
	}
	by := "solved "
	if t.written {
		by = "written"
	}
	s := fmt.Sprintf("%-8s %s %s %s [%s] -> %s", state, kind, by, show(t.sent), t.session, t.got)
	if t.got.message != "" {
		s += " (" + t.got.message + ")"
	}
	if t.outcome == differs && t.violating {
		s += fmt.Sprintf(", not %d %s", t.rule.Answer.Status, t.rule.Answer.Code)
	}
	if len(t.others) > 0 {
		s += "; also true:"
		for _, o := range t.others {
			s += " " + o.ID
		}
	}
	return s
}

// show writes a request's operation and members.
func show(c compat.Case) string {
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

// problems lists what fails the run: contradictions that nothing explains, and
// explanations that nothing needs.
func (rep *report) problems() []string {
	out := slices.Clone(rep.falseStops)
	for _, r := range rep.results {
		if r.verdict() == contradicted && !rep.attached {
			out = append(out, fmt.Sprintf("%s: %d unexplained contradictions", r.rule.ID, len(r.unexplained())))
		}
	}
	for _, x := range rep.exceptions {
		if stale := x.stale(); len(stale) > 0 {
			out = append(out, fmt.Sprintf("exceptions.json: %s (%s): no longer applies to %s", x.Rule, x.Kind, strings.Join(stale, ", ")))
		}
	}
	return out
}
