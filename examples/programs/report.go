package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
)

// report says how a program's tests ended without and with the guard.
type report struct {
	program        program
	version        string
	clients        int
	plain, guarded outcomes
	calls          calls
	differences    []string
}

// differences lists the tests that ended differently or ran only once.
func differences(plain, guarded outcomes) []string {
	all := maps.Clone(plain)
	maps.Copy(all, guarded)
	var out []string
	for _, name := range slices.Sorted(maps.Keys(all)) {
		if a, b := plain[name], guarded[name]; a != b {
			out = append(out, fmt.Sprintf("%s: %s without, %s with the guard", name, orNone(a), orNone(b)))
		}
	}
	return out
}

func orNone(outcome string) string {
	if outcome == "" {
		return "not run"
	}
	return outcome
}

func (o outcomes) count(outcome string) (n int) {
	for _, x := range o {
		if x == outcome {
			n++
		}
	}
	return n
}

func (r *report) print(w io.Writer) {
	fmt.Fprintf(w, "%s (%s %s): %d clients guarded, %d guarded calls\n", r.program.name, r.program.module, r.version, r.clients, r.calls.guarded)
	for _, run := range []struct {
		name string
		outcomes
	}{{"without", r.plain}, {"with", r.guarded}} {
		fmt.Fprintf(w, "  %-8s %d passed, %d failed, %d skipped\n", run.name+":", run.count("pass"), run.count("fail"), run.count("skip"))
	}
	for _, f := range slices.Sorted(maps.Keys(r.calls.findings)) {
		operation, rest, _ := strings.Cut(f, " ")
		rule, stopped, _ := strings.Cut(rest, " ")
		what := "reported"
		if stopped == "true" {
			what = "stopped"
		}
		fmt.Fprintf(w, "  %s: %s %d × %s\n", what, operation, r.calls.findings[f], rule)
	}
	for _, d := range r.differences {
		fmt.Fprintln(w, "  DIFFERENT:", d)
	}
}
