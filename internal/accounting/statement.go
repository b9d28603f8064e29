package main

import (
	"slices"
	"strings"
	"sync"
)

// A statement is a sentence that states a constraint, with every place where the
// SDK's documentation says it.
type statement struct {
	fingerprint string
	text        string
	criteria    []string // what selected it
	places      []string // in the order of the documents
}

// readStatements finds the statements of the SDK, once. They must not be changed.
var readStatements = sync.OnceValues(func() ([]*statement, error) {
	docs, _, err := documents()
	return statements(docs), err
})

// statements finds the sentences that state a constraint, each once.
func statements(docs []document) []*statement {
	var out []*statement
	found := map[string]*statement{}
	selected := map[string][]string{} // many sentences stand at many places
	selectedBy := func(s string) []string {
		by, ok := selected[s]
		if !ok {
			by = selectedBy(s)
			selected[s] = by
		}
		return slices.Clone(by)
	}
	for _, d := range docs {
		for _, s := range sentences(d.text) {
			text, by := s.text, selectedBy(s.text)
			if lead := selectedBy(s.lead); len(lead) > 0 && !(pointer.MatchString(s.text) && by == nil) {
				text, by = s.String(), union(by, lead)
			}
			if strings.HasPrefix(d.place, "error.") {
				by = union(by, []string{"error type"})
			}
			if len(by) == 0 {
				continue
			}
			f := fingerprint(text)
			x := found[f]
			if x == nil {
				x = &statement{fingerprint: f, text: text, criteria: by}
				found[f] = x
				out = append(out, x)
			}
			if !slices.Contains(x.places, d.place) {
				x.places = append(x.places, d.place)
			}
		}
	}
	return out
}

func union(a, b []string) []string {
	for _, x := range b {
		if !slices.Contains(a, x) {
			a = append(a, x)
		}
	}
	return a
}
