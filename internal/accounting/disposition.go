package main

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
)

// The dispositions are tables of tab-separated columns:
//
//	fingerprint  of the sentence; the sentence itself isn't kept
//	places       where it stands: "PutObject", "{PutObject,CopyObject}.ACL"
//	disposition  "rules", or one of reasons
//	rules        the rules that implement it; then, after an at sign, the
//	             operation that it is about if it stands elsewhere
//	note         what the rules leave open, or why there is none
//
// Lines that begin with a number sign are comments. A sentence has several lines
// if it is disposed of differently at different places.
//
//go:embed sentences/*.tsv codes/*.tsv
var tables embed.FS

// reasons are the dispositions of sentences that no rule implements.
var reasons = map[string]string{
	"permission":    "depends on what the caller may do",
	"content":       "depends on an object, its versions, parts or metadata as S3 holds them",
	"service-state": "depends on something else that S3 or another service knows: quotas, keys, tokens, destinations",
	"environment":   "depends on the account, the network or the program around the client",
	"engine":        "could be judged, but needs a fact or a comparison that the engine doesn't have",
	"sdk":           "the SDK sees to it, or its types can't express a violation",
	"value-open":    "the set of valid values isn't closed or isn't documented",
	"not-rejected":  "documented as a constraint, but S3 accepts it; the note says by which source",
	"other-service": "a constraint on another service or API",
	"description":   "tells what something means or does, and forbids nothing",
	"advice":        "tells what is sensible, and forbids nothing",
	"response":      "is about the answer",
}

// ruled is the disposition of a sentence that rules implement.
const ruled = "rules"

// disposition is one line of a table.
type disposition struct {
	fingerprint string
	places      []string
	kind        string // ruled or a reason
	rules       []string
	about       string // the operation that the sentence is about, if not its place's
	note        string
	line        string // for messages: "members.tsv:12"
}

// String returns what was decided, on one line.
func (d *disposition) String() string {
	s := d.kind
	if d.kind == ruled {
		s += ": " + strings.Join(d.rules, " ")
	}
	if d.about != "" {
		s += " (about " + d.about + ")"
	}
	if d.note != "" {
		s += " | " + d.note
	}
	return s
}

// dispositions reads the tables of sentences.
func dispositions() ([]*disposition, error) {
	var out []*disposition
	var errs []error
	err := readTables("sentences", 5, func(line string, c []string) {
		d := &disposition{fingerprint: c[0], places: expand(c[1]), kind: c[2], note: c[4], line: line}
		for _, id := range strings.Fields(c[3]) {
			if about, ok := strings.CutPrefix(id, "@"); ok {
				d.about = about
			} else {
				d.rules = append(d.rules, id)
			}
		}
		if _, ok := reasons[d.kind]; !ok && d.kind != ruled {
			errs = append(errs, fmt.Errorf("%s: %q is no disposition", line, d.kind))
		}
		if (d.kind == ruled) != (len(d.rules) > 0) {
			errs = append(errs, fmt.Errorf("%s: disposition %q with rules %q", line, d.kind, d.rules))
		}
		if d.kind != ruled && d.note == "" {
			errs = append(errs, fmt.Errorf("%s: the note is missing", line))
		}
		out = append(out, d)
	})
	return out, errors.Join(append(errs, err)...)
}

// readTables calls row for every line of the tables in a directory. All lines
// must have the number of columns, unless that is 0.
func readTables(dir string, columns int, row func(line string, columns []string)) error {
	names, err := fs.Glob(tables, dir+"/*.tsv")
	if err != nil {
		return err
	}
	for _, name := range names {
		text, err := tables.ReadFile(name)
		if err != nil {
			return err
		}
		n := 0
		for s := range strings.Lines(string(text)) {
			n++
			if s = strings.TrimRight(s, "\r\n"); s == "" || s[0] == '#' {
				continue
			}
			c := strings.Split(s, "\t")
			if columns > 0 && len(c) != columns {
				return fmt.Errorf("%s:%d: %d columns instead of %d", name, n, len(c), columns)
			}
			row(fmt.Sprintf("%s:%d", name, n), c)
		}
	}
	return nil
}

var braces = regexp.MustCompile(`\{([^{}]*)\}`)

// expand writes out "{A,B}.C D" as A.C, B.C and D.
func expand(places string) []string {
	var out []string
	for _, p := range strings.Fields(places) {
		loc := braces.FindStringSubmatchIndex(p)
		if loc == nil {
			out = append(out, p)
			continue
		}
		for alternative := range strings.SplitSeq(p[loc[2]:loc[3]], ",") {
			out = append(out, p[:loc[0]]+alternative+p[loc[1]:])
		}
	}
	return out
}

// compact is the inverse of expand. It sorts the places.
func compact(places []string) string {
	byMember := map[string][]string{}
	for _, p := range places {
		if op, member, ok := strings.Cut(p, "."); ok && op != "types" && op != "error" {
			byMember[member] = append(byMember[member], op)
		} else {
			byMember[p] = append(byMember[p], "")
		}
	}
	var out []string
	for member, ops := range byMember {
		slices.Sort(ops)
		switch {
		case ops[0] == "":
			out = append(out, member)
		case len(ops) == 1:
			out = append(out, ops[0]+"."+member)
		default:
			out = append(out, "{"+strings.Join(ops, ",")+"}."+member)
		}
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
