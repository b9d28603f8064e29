package main

import (
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
)

// Table counts outcomes.
type Table struct {
	results []Result
	// Rejected counts by needs, then by outcome; Accepted by outcome.
	Rejected map[string]map[Outcome]int
	Accepted map[Outcome]int
	// AcceptedStopped is the number of accepted requests that the guard stopped.
	AcceptedStopped int
}

// NewTable counts results.
func NewTable(results []Result) *Table {
	t := &Table{results: results, Rejected: map[string]map[Outcome]int{}, Accepted: map[Outcome]int{}}
	for _, r := range results {
		if !r.Rejected {
			t.Accepted[r.Outcome]++
			if r.Outcome == Stopped || r.Outcome == OtherCode {
				t.AcceptedStopped++
			}
			continue
		}
		if t.Rejected[r.Needs] == nil {
			t.Rejected[r.Needs] = map[Outcome]int{}
		}
		t.Rejected[r.Needs][r.Outcome]++
	}
	return t
}

// Recall returns, over the rejected cases with these needs that an SDK call can
// express, how many there are, how many were stopped (by the guard, or before it
// by the SDK), and how many by the guard with the recorded code. A request that
// the SDK refused counts as stopped, and for the code it counts as not judged.
func (t *Table) Recall(needs ...string) (cases, stopped, coded, bySDK int) {
	for _, n := range needs {
		by := t.Rejected[n]
		cases += by[Stopped] + by[OtherCode] + by[BySDK] + by[Sent]
		stopped += by[Stopped] + by[OtherCode] + by[BySDK]
		coded += by[Stopped]
		bySDK += by[BySDK]
	}
	return cases, stopped, coded, bySDK
}

// Print prints the table, and with verbose every miss.
func (t *Table) Print(out io.Writer, verbose bool) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "rejected by S3, needs\tcases\tstopped, code right\tother code\tby the SDK\tsent\tinexpressed\t\n")
	row := func(name string, by map[Outcome]int) {
		total := 0
		for _, n := range by {
			total += n
		}
		fmt.Fprintf(w, "%s\t%d\t%d\t%d\t%d\t%d\t%d\t\n", name, total, by[Stopped], by[OtherCode], by[BySDK], by[Sent], by[Inexpressed])
	}
	for _, needs := range []string{"request", "bucket", "object", "server"} {
		row(needs, t.Rejected[needs])
	}
	_ = w.Flush()
	fmt.Fprintln(out)
	stoppedByGuard := t.Accepted[Stopped] + t.Accepted[OtherCode]
	fmt.Fprintf(out, "accepted by S3: %d sent, %d stopped by the guard, %d stopped by the SDK itself, %d inexpressed\n",
		t.Accepted[Sent], stoppedByGuard, t.Accepted[BySDK], t.Accepted[Inexpressed])
	if cases, stopped, coded, bySDK := t.Recall("request", "bucket"); cases > 0 {
		fmt.Fprintf(out, "rejected, needing request or bucket: %d of %d stopped (%.1f %%), %d with the recorded code (%.1f %%), %d refused by the SDK itself\n",
			stopped, cases, percent(stopped, cases), coded, percent(coded, cases), bySDK)
	}
	t.printMissed(out)
	t.printWire(out)
	t.printUploads(out)
	t.printInexpressed(out)
	if verbose {
		t.printMisses(out)
	}
}

// printUploads tells what was gained from what the guard learned of uploads:
// over the cases whose upload's creation was replayed.
func (t *Table) printUploads(out io.Writer) {
	var cases, stopped int
	var missed, parts []string
	for _, r := range t.results {
		if !r.Upload || !r.Rejected || r.Needs != "object" {
			continue
		}
		if r.Code == "InvalidPart" && r.Outcome == Sent {
			parts = append(parts, r.ID) // it takes the parts to know, too
			continue
		}
		cases++
		if r.Outcome == Stopped || r.Outcome == OtherCode {
			stopped++
		} else {
			missed = append(missed, r.ID)
		}
	}
	if cases > 0 {
		fmt.Fprintf(out, "rejected, needing the upload's creation: %d of %d stopped (%.1f %%)", stopped, cases, percent(stopped, cases))
		if len(missed) > 0 {
			fmt.Fprintf(out, "; sent: %s", strings.Join(missed, " "))
		}
		if len(parts) > 0 {
			fmt.Fprintf(out, "; needing the parts too: %s", strings.Join(parts, " "))
		}
		fmt.Fprintln(out)
	}
}

// printWire tells how many cases were requests on the wire.
func (t *Table) printWire(out io.Writer) {
	all, decoded := 0, 0
	for _, r := range t.results {
		if r.Wire {
			all++
			if r.Outcome != Inexpressed {
				decoded++
			}
		}
	}
	if all > 0 {
		fmt.Fprintf(out, "requests on the wire: %d, of which %d are decoded and judged\n", all, decoded)
	}
}

func percent(part, whole int) float64 { return 100 * float64(part) / float64(whole) }

func (t *Table) printInexpressed(out io.Writer) {
	byReason := map[string][]string{}
	var reasons []string
	for _, r := range t.results {
		if r.Outcome == Inexpressed {
			if byReason[r.Reason] == nil {
				reasons = append(reasons, r.Reason)
			}
			byReason[r.Reason] = append(byReason[r.Reason], r.ID)
		}
	}
	for _, reason := range reasons {
		ids := byReason[reason]
		fmt.Fprintf(out, "inexpressed, %s (%d): %s\n", reason, len(ids), strings.Join(ids, " "))
	}
}

// printMisses lists what the guard got wrong, worst first.
func (t *Table) printMisses(out io.Writer) {
	section := func(title string, miss func(Result) bool) {
		first := true
		for _, r := range t.results {
			if !miss(r) {
				continue
			}
			if first {
				fmt.Fprintf(out, "\n%s:\n", title)
				first = false
			}
			fmt.Fprintf(out, "  %s %s (needs %s): %d %s", r.ID, r.Op, r.Needs, r.Status, r.Code)
			if r.Message != "" {
				fmt.Fprintf(out, " %q", r.Message)
			}
			if r.Got != "" {
				fmt.Fprintf(out, "; got %s by %s", r.Got, strings.Join(r.Rules, ", "))
			}
			if r.Reason != "" {
				fmt.Fprintf(out, "; %s", r.Reason)
			}
			if why := r.why(); r.Outcome == Sent && why != "" {
				fmt.Fprintf(out, "; %s", why)
			}
			fmt.Fprintln(out)
		}
	}
	section("accepted, but stopped", func(r Result) bool {
		return !r.Rejected && (r.Outcome == Stopped || r.Outcome == OtherCode)
	})
	for _, needs := range []string{"request", "bucket", "object", "server"} {
		section("rejected, stopped with another code, needs "+needs, func(r Result) bool {
			return r.Rejected && r.Needs == needs && r.Outcome == OtherCode
		})
		section("rejected, but sent, needs "+needs, func(r Result) bool {
			return r.Rejected && r.Needs == needs && r.Outcome == Sent
		})
	}
	section("rejected, refused by the SDK itself", func(r Result) bool { return r.Rejected && r.Outcome == BySDK })
	section("accepted, but refused by the SDK itself", func(r Result) bool { return !r.Rejected && r.Outcome == BySDK })
}
