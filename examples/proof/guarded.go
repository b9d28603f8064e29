package main

import (
	"fmt"
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
)

// profile is the store's, nil if it has none.
func (s *server) profile() *provider.Profile {
	for _, p := range provider.All() {
		if p.ID == s.ID {
			return p
		}
	}
	return nil
}

// stops lists the rules by which a guard would stop the request that takes the store
// for the profile's; nil if it doesn't know the store.
func stops(c compat.Case, p *provider.Profile) []*compat.Rule {
	r := c.Request()
	var out []*compat.Rule
	for _, f := range aws.Catalog().Check(r, nil) {
		if f.Rule.Effect == compat.Rejected && f.Rule.Doubt == "" && p.Standing(f.Rule.ID, c.Operation) == provider.Holds {
			out = append(out, f.Rule)
		}
	}
	for _, f := range p.Check(r, nil) {
		if f.Rule.Effect == compat.Rejected && f.Rule.Doubt == "" {
			out = append(out, f.Rule)
		}
	}
	return out
}

// guard compares the answers with what a guard that knows the store, and one that
// doesn't, would have done: a request that it stops and the server carries out is
// stopped falsely.
func (rep *report) guard(s *server) {
	for _, r := range slices.Concat(rep.results, rep.own) {
		for _, t := range r.Trials {
			if t.Got.Failure != "" {
				continue
			}
			if by := stops(t.Sent, nil); len(by) > 0 && t.Got.Accepted() {
				rep.falseStops = append(rep.falseStops, fmt.Sprintf("%s would be stopped by %s at a store that isn't known, but is carried out", trial.Show(t.Sent), by[0].ID))
			}
			by := stops(t.Sent, s.profile())
			switch {
			case len(by) == 0 && !t.Got.Accepted():
				rep.missed++
			case len(by) == 0:
			case t.Got.Accepted():
				rep.falseStops = append(rep.falseStops, fmt.Sprintf("%s would be stopped by %s, but is carried out", trial.Show(t.Sent), by[0].ID))
			default:
				rep.rightStops++
			}
		}
	}
}
