// Accounting shows that nothing which the SDK's documentation, or S3's list of
// error codes, says about rejected requests was overlooked.
//
// It takes the documentation comments of the pinned service/s3, of everything
// that a caller fills in, cuts them into sentences, and selects those that state
// a constraint (criteria.go). Every such sentence has a disposition (the tables in
// sentences/): the rules of the catalogue that implement it, or why it can't be
// judged before sending. Likewise for the codes (codes/). The test fails for
// each sentence and code without one, and for each that is gone.
//
//	go run ./internal/accounting                     # figures
//	go run ./internal/accounting -all                # every sentence with its disposition
//	go run ./internal/accounting -place PutObject    # those at a place, or below it
//	go run ./internal/accounting -rule if-match-any  # those that a rule implements
//	go run ./internal/accounting -reason engine      # those disposed of for a reason
//	go run ./internal/accounting -sample 20          # some, chosen at random
//	go run ./internal/accounting -undisposed         # what the test complains about
//	go run ./internal/accounting -unstated           # rules that no sentence states
//	go run ./internal/accounting -codes              # the codes
//	go run ./internal/accounting -criteria           # what selects a sentence
package main

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
)

func main() {
	var o options
	flag.BoolVar(&o.all, "all", false, "print every sentence")
	flag.StringVar(&o.place, "place", "", "print the sentences at a place, or below it: PutObject, PutObject.ACL, types.Tag")
	flag.StringVar(&o.rule, "rule", "", "print the sentences that the rule implements")
	flag.StringVar(&o.reason, "reason", "", "print the sentences disposed of for the reason")
	flag.IntVar(&o.sample, "sample", 0, "print that many sentences, chosen at random")
	flag.BoolVar(&o.undisposed, "undisposed", false, "print what isn't accounted for")
	flag.BoolVar(&o.unstated, "unstated", false, "print the rules that no sentence states")
	flag.BoolVar(&o.codes, "codes", false, "print the codes")
	flag.BoolVar(&o.criteria, "criteria", false, "print the criteria that select sentences")
	flag.Parse()
	if err := run(os.Stdout, &o); err != nil {
		fmt.Fprintln(os.Stderr, "accounting:", err)
		os.Exit(1)
	}
}

type options struct {
	place, rule, reason                        string
	all, undisposed, unstated, codes, criteria bool
	sample                                     int
}

func run(w io.Writer, o *options) error {
	if o.criteria {
		for _, c := range criteria {
			fmt.Fprintf(w, "%-12s %s\n%12s %s\n", c.name, c.what, "", c.pattern)
		}
		return nil
	}
	a, err := newAudit()
	if err != nil {
		return err
	}
	listed, others, err := codes()
	if err != nil {
		return err
	}
	problems := append(a.problems, checkCodes(a.catalog, listed, others)...)
	switch {
	case o.undisposed:
		for _, p := range problems {
			fmt.Fprintln(w, p)
		}
	case o.unstated:
		for _, id := range a.unstated() {
			fmt.Fprintf(w, "%-45s %s\n", id, a.catalog.Rule(id).Title)
		}
	case o.codes:
		a.printCodes(w, listed, others)
	case o.all || o.place != "" || o.rule != "" || o.reason != "" || o.sample > 0:
		a.printSentences(w, o)
	default:
		a.printFigures(w, listed, others, len(problems))
	}
	return nil
}

// entry is a sentence with one disposition of it and the places where that holds.
type entry struct {
	*statement
	*disposition
	at []string
}

// entries lists the sentences, those with several dispositions several times.
func (a *audit) entries() []entry {
	var out []entry
	for _, s := range a.statements {
		first := len(out)
		for _, p := range s.places {
			d := a.of[s.fingerprint][p]
			i := slices.IndexFunc(out[first:], func(e entry) bool { return e.disposition == d })
			if i < 0 {
				i = len(out) - first
				out = append(out, entry{statement: s, disposition: d})
			}
			out[first+i].at = append(out[first+i].at, p)
		}
	}
	return out
}

func (o *options) wants(e entry) bool {
	if o.place != "" && !slices.ContainsFunc(e.at, func(p string) bool { return p == o.place || strings.HasPrefix(p, o.place+".") }) {
		return false
	}
	if e.disposition == nil {
		return o.rule == "" && o.reason == ""
	}
	return (o.rule == "" || slices.Contains(e.rules, o.rule)) && (o.reason == "" || e.kind == o.reason)
}

func (a *audit) printSentences(w io.Writer, o *options) {
	list := slices.DeleteFunc(a.entries(), func(e entry) bool { return !o.wants(e) })
	if o.sample > 0 && o.sample < len(list) {
		rand.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		list = list[:o.sample]
	}
	for _, e := range list {
		decided := "NONE"
		if e.disposition != nil {
			decided = e.disposition.String()
		}
		fmt.Fprintf(w, "%s\n  selected by %s\n  at  %s\n  is  %s\n", e.text, strings.Join(e.criteria, ", "), compact(e.at), decided)
		if e.disposition != nil {
			for _, id := range e.rules {
				if r := a.catalog.Rule(id); r != nil {
					fmt.Fprintf(w, "      %s: %s\n", id, r.When.String())
				}
			}
		}
		fmt.Fprintln(w)
	}
}

func (a *audit) printCodes(w io.Writer, listed []*code, others []*unpublished) {
	for _, x := range listed {
		decided := x.kind + ": " + x.note
		if x.kind == ruled {
			decided = "rules: " + strings.Join(answering(a.catalog, x.name, x.status), " ")
		}
		fmt.Fprintf(w, "%s %d (%s)\n  %s\n", x.name, x.status, strings.Join(x.lists, ", "), decided)
	}
	for _, x := range others {
		fmt.Fprintf(w, "%s %d (not in the published lists: %s; %s)\n  rules: %s\n", x.name, x.status, x.note, x.source,
			strings.Join(answering(a.catalog, x.name, x.status), " "))
	}
}

func (a *audit) printFigures(w io.Writer, listed []*code, others []*unpublished, problems int) {
	places := 0
	sentences := map[string]int{} // a sentence with several dispositions counts for its first
	for _, s := range a.statements {
		places += len(s.places)
		kind := "NONE"
		if d := a.of[s.fingerprint][s.places[0]]; d != nil {
			kind = d.kind
		}
		for _, p := range s.places {
			if d := a.of[s.fingerprint][p]; d != nil && d.kind == ruled {
				kind = ruled
			}
		}
		sentences[kind]++
	}
	fmt.Fprintf(w, "%d sentences that state a constraint, at %d places\n", len(a.statements), places)
	printCounts(w, sentences)
	kinds := map[string]int{}
	for _, x := range listed {
		kinds[x.kind]++
	}
	fmt.Fprintf(w, "%d codes in S3's lists with 4xx or 501, %d others in use\n", len(listed), len(others))
	printCounts(w, kinds)
	fmt.Fprintf(w, "%d rules, %d of them stated by no sentence\n", len(a.catalog.Rules()), len(a.unstated()))
	fmt.Fprintf(w, "%d not accounted for\n", problems)
}

func printCounts(w io.Writer, counts map[string]int) {
	keys := slices.SortedFunc(maps.Keys(counts), func(x, y string) int { return cmp.Or(counts[y]-counts[x], strings.Compare(x, y)) })
	for _, k := range keys {
		what := reasons[k]
		switch k {
		case ruled:
			what = "implemented by rules"
		case spelled:
			what = "sent in another spelling"
		}
		fmt.Fprintf(w, "  %5d %-14s %s\n", counts[k], k, what)
	}
}
