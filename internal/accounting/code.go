package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// spelled is the disposition of a code that S3 sends in another spelling, which
// the note gives.
const spelled = "spelled"

// code is a code of S3's published lists (docErrorResponses in compat/aws), with
// a status that blames the request: 4xx, or 501. Only facts are kept: the code,
// its status and which lists have it.
type code struct {
	name   string
	status int
	lists  []string
	kind   string // ruled, spelled, or one of reasons
	note   string
	line   string
}

// unpublished is a code that rules answer with and that isn't in the lists.
type unpublished struct {
	name         string
	status       int
	source, note string
	line         string
}

// codes reads both tables.
func codes() (listed []*code, others []*unpublished, err error) {
	var errs []error
	status := func(line, s string) int {
		n, err := strconv.Atoi(s)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: status %q", line, s))
		}
		return n
	}
	err = readTables("codes", 0, func(line string, c []string) {
		switch {
		case strings.HasPrefix(line, "codes/published.tsv:") && len(c) == 5:
			x := &code{c[0], status(line, c[1]), strings.Fields(c[2]), c[3], c[4], line}
			if _, ok := reasons[x.kind]; !ok && x.kind != ruled && x.kind != spelled || x.kind != ruled && x.note == "" {
				errs = append(errs, fmt.Errorf("%s: disposition %q with note %q", line, x.kind, x.note))
			}
			if len(x.lists) == 0 || (x.status < 400 || x.status > 499) && x.status != 501 {
				errs = append(errs, fmt.Errorf("%s: status %d in lists %q", line, x.status, x.lists))
			}
			listed = append(listed, x)
		case strings.HasPrefix(line, "codes/unpublished.tsv:") && len(c) == 4:
			others = append(others, &unpublished{c[0], status(line, c[1]), c[2], c[3], line})
		default:
			errs = append(errs, fmt.Errorf("%s: %d columns", line, len(c)))
		}
	})
	return listed, others, errors.Join(append(errs, err)...)
}

// answering lists the rules that S3 answers with the code and status.
func answering(c *compat.Catalog, name string, status int) []string {
	var ids []string
	for _, r := range c.Rules() {
		if r.Effect == compat.Rejected && r.Answer.Code == name && r.Answer.Status == status {
			ids = append(ids, r.ID)
		}
	}
	return ids
}

// checkCodes holds the tables of codes against the catalogue, both ways.
func checkCodes(c *compat.Catalog, listed []*code, others []*unpublished) (problems []string) {
	failf := func(format string, args ...any) { problems = append(problems, fmt.Sprintf(format, args...)) }
	type key struct {
		name   string
		status int
	}
	known := map[key]string{}
	enter := func(k key, line string) {
		if at := known[k]; at != "" {
			failf("%s: %s %d is in %s already", line, k.name, k.status, at)
		}
		known[k] = line
	}
	for _, x := range listed {
		enter(key{x.name, x.status}, x.line)
		name := x.name
		if x.kind == spelled {
			name = x.note
		}
		ids := answering(c, name, x.status)
		switch want := x.kind == ruled || x.kind == spelled; {
		case want && len(ids) == 0:
			failf("%s: no rule answers %s with status %d", x.line, name, x.status)
		case !want && len(ids) > 0:
			failf("%s: %s is disposed of as %s, yet %s answers it", x.line, x.name, x.kind, ids[0])
		}
	}
	for _, x := range others {
		// A code can be in a list for other operations than those of the rules.
		if known[key{x.name, x.status}] == "" {
			enter(key{x.name, x.status}, x.line)
		}
		if x.source == "" || len(answering(c, x.name, x.status)) == 0 {
			failf("%s: no rule answers %s with status %d, or it has no source", x.line, x.name, x.status)
		}
	}
	missing := map[key][]string{}
	for _, r := range c.Rules() {
		if k := (key{r.Answer.Code, r.Answer.Status}); r.Effect == compat.Rejected && known[k] == "" {
			missing[k] = append(missing[k], r.ID)
		}
	}
	for k, ids := range missing {
		slices.Sort(ids)
		failf("codes: %s with status %d isn't in the published lists; list it with its source in codes/unpublished.tsv (%s)", k.name, k.status, strings.Join(ids, ", "))
	}
	slices.Sort(problems)
	return problems
}
