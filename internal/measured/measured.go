// Package measured reads what examples/proof measured of other stores' servers.
//
//	stores, err := measured.Read(root)
//	for _, s := range stores {
//		fmt.Println(s.Store, s.Version, len(s.Confirmed()))
//	}
package measured

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Store is a run on a store's server.
type Store struct {
	// Store is the id of the store's profile in package provider.
	Store string
	// Version is the server's, Date the day of the run, as 2006-01-02.
	Version, Date string
	// Rules are the rules of which something was seen, by id. A run can be older than
	// the catalogue, so there may be ids that it no longer has.
	Rules map[string]Rule
}

// Rule is what was seen of a rule.
type Rule struct {
	// Confirmed is set if requests were refused as the rule says, and no answer
	// contradicts it.
	Confirmed bool
	// The operations for which requests that the rule is true of were refused as the
	// rule says, refused otherwise, carried out, and not sent by the SDK.
	Refused, Otherwise, Accepted, Unsent []string
}

// Read reads the runs that are kept in the module whose root is given, by store.
func Read(root string) ([]Store, error) {
	names, err := filepath.Glob(filepath.Join(root, "compat", "provider", "measured", "*.json"))
	if err != nil {
		return nil, err
	}
	slices.Sort(names)
	stores := make([]Store, len(names))
	for i, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		if err := json.Unmarshal(text, &stores[i]); err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.Base(name), err)
		}
		if id := strings.TrimSuffix(filepath.Base(name), ".json"); stores[i].Store != id {
			return nil, fmt.Errorf("%s: is of %q", filepath.Base(name), stores[i].Store)
		}
	}
	return stores, nil
}

// Confirmed lists the ids of the rules that the server confirmed.
func (s *Store) Confirmed() []string {
	return slices.Sorted(func(yield func(string) bool) {
		for id := range maps.Keys(s.Rules) {
			if s.Rules[id].Confirmed && !yield(id) {
				return
			}
		}
	})
}
