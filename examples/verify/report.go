package verify

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
	"github.com/s3safe/s3safe-go/internal/printable"
)

// Standing is what a run says of a rule.
type Standing string

// The standings.
const (
	// Confirmed: what violates the rule was refused as it says, and nothing that it
	// allows was refused for that.
	Confirmed Standing = "confirmed"
	// Contradicted: an answer contradicts the rule, and nothing says why.
	Contradicted Standing = "contradicted"
	// Doubted: an answer contradicts the rule, which is in doubt and never enforced.
	Doubted Standing = "doubted"
	// KnownContradiction: an answer contradicts the rule, and [Known] excuses it. It
	// isn't a confirmation: what is known was itself learned from such servers' answers,
	// some of it from a run of this package, and says nothing of Amazon S3.
	KnownContradiction Standing = "known contradiction"
	// NotTested: no answer decides.
	NotTested Standing = "not tested"
)

// Standings lists them in the order of a report.
var Standings = []Standing{Confirmed, Contradicted, Doubted, KnownContradiction, NotTested}

// Report is what a run found.
type Report struct {
	Run    string         `json:"run"`
	At     string         `json:"at"` // the endpoint, "Amazon S3" if it is
	Region string         `json:"region"`
	Date   string         `json:"date"`
	Rules  []*RuleReport  `json:"rules"`
	Counts map[string]int `json:"counts"` // by standing
	Spent  Spent          `json:"spent"`
	Took   time.Duration  `json:"tookNanoseconds"`
	// Ended says at which limit the run ended before all was tried; empty if it didn't.
	Ended string `json:"ended,omitempty"`
	// Left are buckets that couldn't be removed, each with the reason.
	Left []string `json:"left,omitempty"`

	results []*trial.Result
	run     *Run
}

// RuleReport is what a run says of a rule.
type RuleReport struct {
	ID       string          `json:"id"`
	Standing Standing        `json:"standing"`
	Why      string          `json:"why,omitempty"`
	Doubt    string          `json:"doubt,omitempty"`
	Examples []ExampleReport `json:"examples,omitempty"`
}

// ExampleReport is a request that was tried, and the answer.
type ExampleReport struct {
	Operation string `json:"operation"`
	Violating bool   `json:"violating"`
	Request   string `json:"request"`
	Expected  string `json:"expected"`
	Got       string `json:"got"`
	Message   string `json:"message,omitempty"`
	Outcome   string `json:"outcome"`
	// AtFirst is the answer to the first attempt, where a second one was made.
	AtFirst string `json:"atFirst,omitempty"`
	// Why says why the answer decides nothing, if it doesn't.
	Why string `json:"why,omitempty"`
}

func (r *Run) report(results []*trial.Result, began time.Time) *Report {
	rep := &Report{
		Run: r.id, At: "Amazon S3", Region: r.Config.Region, Date: began.UTC().Format(time.RFC3339),
		Counts: map[string]int{}, results: results, run: r,
	}
	if r.Endpoint != "" {
		rep.At = r.Endpoint
	}
	for _, res := range results {
		for _, t := range res.Trials {
			if t.Outcome == trial.Differs && r.Known.has(res.Rule.ID, t.Request.Operation, t.Got.String()) {
				t.Excuse = "known"
			}
		}
		rule := &RuleReport{ID: res.Rule.ID, Doubt: res.Rule.Doubt}
		v := res.Verdict()
		rule.Standing = map[trial.Verdict]Standing{
			trial.Confirmed: Confirmed, trial.Contradicted: Contradicted, trial.Doubtful: Doubted,
			trial.Excepted: KnownContradiction, trial.Untestable: NotTested,
		}[v]
		rule.Why = res.Reason(v)
		if v == trial.Untestable && rule.Why == "" {
			rule.Why = "no example of it that violates the rule could be sent or decides"
		}
		for _, t := range res.Trials {
			rule.Examples = append(rule.Examples, exampleOf(t))
		}
		rep.Counts[string(rule.Standing)]++
		rep.Rules = append(rep.Rules, rule)
	}
	return rep
}

func exampleOf(t *trial.Trial) ExampleReport {
	x := ExampleReport{
		Operation: t.Request.Operation.String(), Violating: t.Violating, Request: trial.Show(t.Sent),
		Expected: "not that answer", Got: t.Got.String(), Message: t.Got.Message, Outcome: strings.ToLower(t.Outcome.String()),
	}
	x.Why = t.Why
	if t.AtFirst != nil {
		x.AtFirst = t.AtFirst.String()
	}
	switch {
	case t.Violating && t.Rule.Effect == compat.Ignored:
		x.Expected = "accepted"
	case t.Violating:
		x.Expected = fmt.Sprintf("%d %s", t.Rule.Answer.Status, t.Rule.Answer.Code)
	}
	if len(t.Sent.Members) == 0 {
		x.Request = trial.Show(t.Request) // it never came to be sent
	}
	return x
}

// Text writes a line for each rule, and the totals; with all, every example, without,
// those that contradict.
func (rep *Report) Text(w io.Writer, all bool) error {
	out := &errWriter{w: w}
	printable.Fprintf(out, "run %s at %s, %s, %s\n", rep.Run, rep.At, rep.Region, rep.Date)
	for i, rule := range rep.Rules {
		res := rep.results[i]
		printable.Fprintf(out, "%-19s %s", rule.Standing, rule.ID)
		if len(res.Trials) > 0 {
			printable.Fprintf(out, ": violating %s, allowed %s", res.Tally(true), res.Tally(false))
		}
		if rule.Why != "" {
			printable.Fprintf(out, " (%s)", rule.Why)
		}
		fmt.Fprintln(out)
		for _, t := range res.Trials {
			if all || t.Outcome == trial.Differs && (rule.Standing == Contradicted || rule.Standing == Doubted) {
				printable.Fprintf(out, "    %s\n", t)
			}
		}
	}
	rep.totals(out)
	return out.err
}

func (rep *Report) totals(out io.Writer) {
	var parts []string
	for _, s := range Standings {
		parts = append(parts, fmt.Sprintf("%d %s", rep.Counts[string(s)], s))
	}
	printable.Fprintf(out, "%d rules: %s\n", len(rep.Rules), strings.Join(parts, ", "))
	if n := rep.Counts[string(KnownContradiction)]; n > 0 {
		printable.Fprintf(out, "%d rules are excused, not confirmed: what is known of the server was learned from its answers\n", n)
	}
	printable.Fprintf(out, "%d requests, at most %s, %s\n", rep.Spent.Requests, dollars(rep.Spent.Dollars), rep.Took.Round(time.Second))
	if rep.Ended != "" {
		printable.Fprintf(out, "%s: what wasn't sent is in the rules that aren't tested\n", rep.Ended)
	}
	for _, left := range rep.Left {
		printable.Fprintf(out, "not removed: %s\n", left)
	}
	if len(rep.Left) == 0 {
		fmt.Fprintln(out, "everything that was made is removed")
	}
}

// JSON writes the report as JSON.
func (rep *Report) JSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetIndent("", " ")
	enc.SetEscapeHTML(false)
	return enc.Encode(rep)
}

// Contradictions lists the rules that an answer contradicts, but for those in doubt
// and those known.
func (rep *Report) Contradictions() []string {
	var ids []string
	for _, rule := range rep.Rules {
		if rule.Standing == Contradicted {
			ids = append(ids, rule.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// errWriter keeps the first error.
type errWriter struct {
	w   io.Writer
	err error
}

func (e *errWriter) Write(p []byte) (int, error) {
	if e.err == nil {
		_, e.err = e.w.Write(p)
	}
	return len(p), nil
}
