package main

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/examples/s3server"
)

// run tries the rules that are wanted, and with them what the exceptions and
// coverage.go say of the server.
func run(ctx context.Context, at *store, wanted func(*compat.Rule) bool) (*report, error) {
	exceptions, err := at.readExceptions()
	if err != nil {
		return nil, err
	}
	rep := &report{}
	if at.at != "" {
		if err := at.look(ctx); err != nil {
			return nil, err
		}
	}
	bySession := map[session][]*trial{}
	for _, rule := range aws.Source().Rules() {
		if !wanted(rule) {
			continue
		}
		r := &result{rule: rule}
		rep.results = append(rep.results, r)
		plans, skips := at.examplesOf(rule)
		r.skips = skips
		for _, p := range plans {
			t := &trial{plan: p}
			r.trials = append(r.trials, t)
			bySession[p.session] = append(bySession[p.session], t)
		}
	}
	for _, x := range exceptions {
		if wanted(aws.Source().Rule(x.Rule)) {
			rep.exceptions = append(rep.exceptions, x)
		}
	}

	var sessions []session
	for s := range bySession {
		sessions = append(sessions, s)
	}
	slices.SortFunc(sessions, func(a, b session) int { return cmp.Compare(a.String(), b.String()) })
	for i, s := range sessions {
		// Coverage is the same in all sessions.
		n, err := runSession(ctx, at, s, bySession[s], i == 0 && at.at == "")
		rep.requests += n
		if err != nil {
			return nil, err
		}
	}
	rep.missing = at.missing
	rep.attached = at.at != ""
	rep.conclude()
	rep.guard(at)
	return rep, nil
}

// look finds out what the server implements.
func (s *store) look(ctx context.Context) error {
	w, err := newWorld(ctx, s, session{region: s3server.DefaultRegion, account: s.accounts[0]})
	if err != nil {
		return err
	}
	return errors.Join(w.discover(ctx), w.server.Close())
}

// runSession tries the examples on a server of their own.
func runSession(ctx context.Context, at *store, s session, trials []*trial, probe bool) (requests int64, err error) {
	w, err := newWorld(ctx, at, s)
	if err != nil {
		return 0, err
	}
	defer func() {
		requests = w.server.Requests()
		err = errors.Join(err, w.server.Close())
	}()
	if probe {
		if err := w.probe(ctx); err != nil {
			return 0, err
		}
	}
	for _, t := range trials {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		t.sent, t.got = w.try(ctx, t.plan)
	}
	return 0, nil
}

// conclude compares the answers with the rules and the exceptions.
func (rep *report) conclude() {
	for _, r := range rep.results {
		byOperation := map[compat.Operation][]*trial{}
		for _, t := range r.trials {
			byOperation[t.request.Operation] = append(byOperation[t.request.Operation], t)
		}
		for _, trials := range byOperation {
			assess(trials)
		}
		for _, t := range r.trials {
			if t.outcome != differs {
				continue
			}
			for _, x := range rep.exceptions {
				if x.explains(t) {
					t.excuse = x
					break
				}
			}
		}
	}
}
