// Package trial sends the examples of rules to an S3 server, unguarded, and
// compares the answers with what the rules say:
//
//	results := store.Plan(func(r *compat.Rule) bool { return true })
//	requests, err := store.Try(ctx, results, false)
//	for _, r := range results {
//		fmt.Println(r.Verdict(), r.Rule.ID)
//	}
//
// Commands proof and s3safe-verify are made of it.
package trial

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
)

// Plan plans the examples of the rules that are wanted. Nothing is sent.
func (s *Store) Plan(wanted func(*compat.Rule) bool) []*Result {
	return s.PlanOf(slices.DeleteFunc(slices.Clone(aws.Source().Rules()), func(r *compat.Rule) bool { return !wanted(r) }))
}

// PlanOf chooses the examples of rules, which may be a store's own.
func (s *Store) PlanOf(rules []*compat.Rule) []*Result {
	var results []*Result
	for _, rule := range rules {
		r := &Result{Rule: rule}
		results = append(results, r)
		plans, skips := s.examplesOf(rule)
		r.Skips = skips
		for _, p := range plans {
			r.Trials = append(r.Trials, &Trial{Plan: p})
		}
	}
	return results
}

// Try sends what was planned, session by session, and assesses the answers. With
// probe it verifies first that the store still doesn't implement what it is said not
// to. It returns how many requests reached the store, also with an error; what was
// answered until then is assessed.
func (s *Store) Try(ctx context.Context, results []*Result, probe bool) (requests int64, err error) {
	bySession := map[Session][]*Trial{}
	for _, r := range results {
		for _, t := range r.Trials {
			bySession[t.Session] = append(bySession[t.Session], t)
			t.Got.Failure = "not sent: the run ended before"
		}
	}
	var sessions []Session
	for x := range bySession {
		sessions = append(sessions, x)
	}
	slices.SortFunc(sessions, func(a, b Session) int { return cmp.Compare(a.String(), b.String()) })
	for i, x := range sessions {
		// Coverage is the same in all sessions.
		n, fault := s.runSession(ctx, x, bySession[x], i == 0 && probe)
		requests += n
		if err = fault; err != nil {
			break
		}
	}
	s.assess(results)
	if err != nil || s.Settle == 0 {
		return requests, err
	}
	n, err := s.tryAgain(ctx, sessions, results)
	s.assess(results)
	return requests + n, err
}

// assess compares the answers with the rules.
func (s *Store) assess(results []*Result) {
	if s.Silent != nil {
		muteDenied(results)
	}
	for _, r := range results {
		r.assess()
	}
}

// muteDenied takes for mute that access is denied, where it is denied to all requests of
// an operation: then the credentials may lack the permission, and what else is wrong
// with a request isn't looked at.
func muteDenied(results []*Result) {
	heard := map[compat.Operation]bool{} // operations of which something else was heard
	each := func(f func(*Trial)) {
		for _, r := range results {
			for _, t := range r.Trials {
				if t.Got.Failure == "" && t.Mute == "" {
					f(t)
				}
			}
		}
	}
	each(func(t *Trial) { heard[t.Request.Operation] = heard[t.Request.Operation] || !t.Got.denied() })
	each(func(t *Trial) {
		if t.Got.denied() && !heard[t.Request.Operation] && !t.refusedAs(t.Rule) {
			t.Mute, t.Lasts = "access is denied to all requests of the operation", ForTheRequest
		}
	})
}

// tryAgain sends once more what contradicts a rule, and what the store had no time for,
// with buckets whose configuration the
// store has had time to learn of. They are made beforehand, so that one wait does for
// most of them.
func (s *Store) tryAgain(ctx context.Context, sessions []Session, results []*Result) (requests int64, err error) {
	bySession := map[Session][]*Trial{}
	for _, r := range results {
		for _, t := range r.Trials {
			if t.Outcome == Differs || t.Mute != "" && t.Lasts == ForTheMoment {
				bySession[t.Session] = append(bySession[t.Session], t)
			}
		}
	}
	for _, x := range sessions {
		if len(bySession[x]) == 0 {
			continue
		}
		n, err := s.tryAgainIn(ctx, x, bySession[x])
		requests += n
		if err != nil {
			return requests, err
		}
	}
	return requests, nil
}

func (s *Store) tryAgainIn(ctx context.Context, x Session, trials []*Trial) (requests int64, err error) {
	w, err := newWorld(ctx, s, x)
	if err != nil {
		return 0, err
	}
	defer func() {
		requests = w.server.Requests()
		err = errors.Join(err, w.server.Close())
	}()
	w.settle = s.Settle
	for _, t := range trials {
		for _, needed := range t.stages() {
			name := w.name("bucket")
			if w.build(ctx, needed, name) != nil {
				break // the attempt tells why, if it meets it too
			}
			w.give(needed, name)
		}
	}
	for _, t := range trials {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		sent, got := w.try(ctx, t.Plan)
		if got.Failure != "" {
			continue // the first answer is all that there is
		}
		first := t.Got
		t.AtFirst, t.Sent = &first, sent
		t.take(s, got)
	}
	return 0, nil
}

// take takes over an answer.
func (t *Trial) take(s *Store, got Answer) {
	t.Got, t.Mute = got, ""
	if s.Silent != nil && !t.refusedAs(t.Rule) && got.Failure == "" && !got.Accepted() {
		t.Mute, t.Lasts = s.Silent(got)
	}
}

// stages are those of the buckets that the example needs.
func (p *Plan) stages() []stage {
	var out []stage
	r := p.Request.Request()
	if r.Target.Kinds.Has(compat.GeneralPurposeBucket) && !p.bucket.missing {
		out = append(out, p.bucket)
	}
	if r.Source.Target.Kinds.Has(compat.GeneralPurposeBucket) && !p.source.missing {
		out = append(out, p.source)
	}
	return out
}

// Look finds out in the session what the server implements.
func (s *Store) Look(ctx context.Context, x Session) error {
	w, err := newWorld(ctx, s, x)
	if err != nil {
		return err
	}
	return errors.Join(w.discover(ctx), w.server.Close())
}

// enoughHopeless is after how many answers in succession that no other request would
// have another one a run ends. An example may bring one upon itself.
const enoughHopeless = 3

// runSession tries the examples on a server of their own.
func (s *Store) runSession(ctx context.Context, x Session, trials []*Trial, probe bool) (requests int64, err error) {
	w, err := newWorld(ctx, s, x)
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
	hopeless := 0
	for _, t := range trials {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		if s.Ended != nil {
			if why := s.Ended(); why != "" {
				t.Got = Answer{Failure: why}
				t.take(s, t.Got)
				continue
			}
		}
		var got Answer
		t.Sent, got = w.try(ctx, t.Plan)
		t.take(s, got)
		switch {
		case t.Mute != "" && t.Lasts == ForTheRun:
			if hopeless++; hopeless == enoughHopeless {
				return 0, fmt.Errorf("the run ends: %s", t.Mute)
			}
		case got.Failure == "":
			hopeless = 0
		}
	}
	return 0, nil
}
