package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
)

// report is the result of a run.
type report struct {
	results    []*trial.Result
	own        []*trial.Result // of the store's own rules that a guard enforces
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

// print writes a line for each rule, and the totals. With all it writes every
// example; otherwise those that contradict their rule without an explanation.
func (rep *report) print(w io.Writer, all bool) {
	examples, skips := 0, 0
	for _, r := range slices.Concat(rep.results, rep.own) {
		v := r.Verdict()
		examples += len(r.Trials)
		skips += len(r.Skips)
		fmt.Fprintf(w, "%-12s %s", v, r.Rule.ID)
		if len(r.Trials) > 0 {
			fmt.Fprintf(w, ": violating %s, allowed %s", r.Tally(true), r.Tally(false))
		}
		if why := r.Reason(v); why != "" {
			fmt.Fprintf(w, " (%s)", why)
		}
		fmt.Fprintln(w)
		for _, t := range r.Trials {
			if all || t.Outcome == trial.Differs && t.Excuse == "" && v == trial.Contradicted {
				fmt.Fprintf(w, "    %s\n", t)
			}
		}
		if all {
			for _, s := range r.Skips {
				fmt.Fprintf(w, "    skipped  %s: %s\n", s.Request.Operation, s.Why)
			}
		}
	}
	partly := 0
	for _, r := range rep.results {
		if r.Verdict() == trial.Excepted && r.Count(true, trial.Agrees) > 0 {
			partly++
		}
	}
	fmt.Fprintf(w, "%d rules:", len(rep.results))
	for v, n := range rep.totals() {
		fmt.Fprintf(w, " %d %s", n, trial.Verdict(v))
		if trial.Verdict(v) == trial.Excepted {
			fmt.Fprintf(w, " (%d of them confirmed by other examples)", partly)
		}
		fmt.Fprint(w, ",")
	}
	fmt.Fprintf(w, " by %d examples; %d operations or examples skipped\n", examples, skips)
	sent, refused := 0, 0
	for _, r := range rep.own {
		for _, t := range r.Trials {
			if t.Violating && t.Got.Failure == "" {
				sent++
				if !t.Got.Accepted() {
					refused++
				}
			}
		}
	}
	fmt.Fprintf(w, "the store's own rules that are enforced: %d, of whose %d violating examples %d are refused\n", len(rep.own), sent, refused)
	fmt.Fprintf(w, "under the store's profile: %d requests would be stopped and are refused, %d would be stopped falsely, %d are refused and wouldn't be stopped\n",
		rep.rightStops, len(rep.falseStops), rep.missed)
}

// totals counts the rules by verdict.
func (rep *report) totals() (n [trial.Verdicts]int) {
	for _, r := range rep.results {
		n[r.Verdict()]++
	}
	return n
}

// problems lists what fails the run: contradictions that nothing explains, and
// explanations that nothing needs.
func (rep *report) problems() []string {
	out := slices.Clone(rep.falseStops)
	for _, r := range rep.results {
		if r.Verdict() == trial.Contradicted && !rep.attached {
			out = append(out, fmt.Sprintf("%s: %d unexplained contradictions", r.Rule.ID, len(r.Unexplained())))
		}
	}
	for _, x := range rep.exceptions {
		if stale := x.stale(); len(stale) > 0 {
			out = append(out, fmt.Sprintf("exceptions.json: %s (%s): no longer applies to %s", x.Rule, x.Kind, strings.Join(stale, ", ")))
		}
	}
	return out
}
