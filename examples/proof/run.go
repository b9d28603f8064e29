package main

import (
	"context"
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
	"github.com/s3safe/s3safe-go/examples/s3server"
)

// server is the store that the rules are tried on.
type server struct {
	*trial.Store
	attached bool
	session  trial.Session // in which its operations are looked at
}

func embedded() *server { return &server{Store: trial.Embedded()} }

// attached is a server that runs already.
func attached(id, at, secret string, accounts []string) *server {
	return &server{
		Store: trial.Attached(id, at, secret, accounts), attached: true,
		session: trial.Session{Region: s3server.DefaultRegion, Account: accounts[0]},
	}
}

// run tries the rules that are wanted, and with them what the exceptions and the
// embedded store's coverage say of the server.
func run(ctx context.Context, at *server, wanted func(*compat.Rule) bool) (*report, error) {
	exceptions, err := at.readExceptions()
	if err != nil {
		return nil, err
	}
	rep := &report{attached: at.attached}
	enforced := at.enforced(wanted)
	if at.attached {
		for _, rule := range enforced {
			for _, op := range rule.Operations {
				if rule.When.Eval(&compat.Request{Operation: op}) == compat.True {
					at.Claimed.Add(op)
				}
			}
		}
		if err := at.Look(ctx, at.session); err != nil {
			return nil, err
		}
		for _, op := range at.Claimed.IDs() {
			if !at.Missing.Has(op) {
				rep.falseStops = append(rep.falseStops, op.String()+" would be stopped as not implemented, but isn't refused as that")
			}
		}
	}
	for _, x := range exceptions {
		if wanted(aws.Source().Rule(x.Rule)) {
			rep.exceptions = append(rep.exceptions, x)
		}
	}
	rep.results = at.Plan(wanted)
	rep.own = at.PlanOf(enforced)
	if rep.requests, err = at.Try(ctx, slices.Concat(rep.results, rep.own), !at.attached); err != nil {
		return nil, err
	}
	rep.missing = at.Missing
	rep.excuse()
	rep.guard(at)
	return rep, nil
}

// enforced lists the rules of the store's own that are wanted and stop a request.
func (s *server) enforced(wanted func(*compat.Rule) bool) []*compat.Rule {
	p := s.profile()
	if p == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(p.Rules()), func(r *compat.Rule) bool {
		return r.Effect != compat.Rejected || r.Doubt != "" || !wanted(r)
	})
}

// excuse looks for the exceptions that explain what contradicts the rules.
func (rep *report) excuse() {
	for _, r := range rep.results {
		for _, t := range r.Trials {
			if t.Outcome != trial.Differs {
				continue
			}
			for _, x := range rep.exceptions {
				if x.explains(t) {
					t.Excuse = x.Kind
					break
				}
			}
		}
	}
}
