package strict

import (
	"context"
	"net/http"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/compat/wire"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/internal/known"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// clockSkew is how far the client's clock may be from the machine's: S3 lets a clock
// that signs be off by as much, RequestTimeTooSkewed in
// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
const clockSkew = 15 * time.Minute

// call is one request that is judged.
type call struct {
	h       *handler
	http    *http.Request
	message *wire.Message
	request compat.Request
	// since is from when on the server must have said what rejects the request.
	since time.Time
	// stop are the findings for which the request is rejected, report the others.
	stop, report []compat.Finding
}

// findings returns all findings.
func (c *call) findings() []compat.Finding {
	return append(c.stop[:len(c.stop):len(c.stop)], c.report...)
}

// judge finds what Amazon S3, or the store that the handler stands for, would reject
// of a request.
func (h *handler) judge(r *http.Request, m *wire.Message) *call {
	c := &call{h: h, http: r, message: m, request: m.Request, since: time.Now().Add(-state.Fresh)}
	ctx := r.Context()
	c.request.Endpoint = h.standsFor(m.Request.Endpoint)
	if h.now != nil {
		c.request.Now = h.now()
	}
	h.trust(r, &c.request)
	known.Add(ctx, &c.request, h.states)
	c.check()
	if len(c.stop) == 0 && c.look(ctx) {
		c.check()
	}
	// What is asked for may make another rule true, which rests on something else.
	for range 3 {
		if len(c.stop) == 0 || !c.confirm(ctx) {
			break
		}
		c.check()
	}
	c.doubt(ctx)
	known.Explain(&c.request, c.stop, h.states)
	known.Explain(&c.request, c.report, h.states)
	return c
}

// trust makes it unknown whether a request is of now and a URL still valid, unless that
// is so by every clock that may be the server's.
func (h *handler) trust(r *http.Request, q *compat.Request) {
	is, ok := q.Wire.Get(compat.RequestTime)
	if h.early == nil || !ok || is != "skewed" && is != "expired" {
		return
	}
	for _, d := range [...]*wire.Decoder{h.early, h.late} {
		other, err := d.Decode(r)
		if err != nil {
			continue
		}
		if by, _ := other.Request.Wire.Get(compat.RequestTime); by != is {
			f := *q.Wire
			f.Forget(compat.RequestTime)
			q.Wire = &f
			return
		}
	}
}

// standsFor returns the facts about the endpoint as if the request had been sent to
// the store that the handler stands for.
func (h *handler) standsFor(seen *compat.Facts) *compat.Facts {
	f := h.endpoint
	if seen != nil {
		if amazon, _ := seen.Get(compat.Provider); amazon == "Amazon" {
			f.Join(seen)
		} else {
			own := *seen
			own.Forget(compat.Scheme)
			own.Forget(compat.Provider)
			f.Join(&own)
		}
	}
	whose := "other"
	if h.store == provider.Amazon {
		whose = "Amazon"
	}
	_ = f.Set(compat.Provider, whose)
	return &f
}

// check judges the request by what is known now.
func (c *call) check() {
	found := c.h.catalog.Check(&c.request, nil)
	if c.h.store != provider.Amazon {
		found = c.h.store.Check(&c.request, found)
	}
	c.stop, c.report = nil, nil
	for _, f := range found {
		switch stops, told := c.counts(&f); {
		case stops:
			c.stop = append(c.stop, f)
		case told:
			c.report = append(c.report, f)
		}
	}
}

// counts returns whether a finding stops the request, and whether it is told.
func (c *call) counts(f *compat.Finding) (stops, told bool) {
	mode, standing := c.h.ruleMode(f.Rule.ID), c.h.standing(f.Rule, f.Operation)
	if mode == s3safe.Off || standing.Silent() {
		return false, false
	}
	return mode == s3safe.Enforce && f.Rule.Effect == compat.Rejected && f.Rule.Doubt == "" && standing == provider.Holds && c.whenever(f.Rule), true
}

// ruleMode returns the mode of a rule.
func (h *handler) ruleMode(id string) s3safe.Mode {
	if m, ok := h.ruleModes[id]; ok {
		return m
	}
	return h.mode
}

// standing returns what becomes of a rule at the store that the handler stands for.
// The application's own rules hold everywhere, and so do the store's own, which are
// found only there.
func (h *handler) standing(r *compat.Rule, op compat.Operation) provider.Standing {
	if h.own[r.ID] || provider.Owns(r.ID) {
		return provider.Holds
	}
	return h.store.Standing(r.ID, op)
}

// whenever reports whether a rule is true whatever the server's clock shows, within
// what it may be off.
func (c *call) whenever(rule *compat.Rule) bool {
	if c.h.now != nil || !rule.DependsOnTime() {
		return true
	}
	at, now := c.request, time.Now()
	for _, at.Now = range []time.Time{now.Add(-clockSkew), now.Add(clockSkew)} {
		if rule.When.Eval(&at) != compat.True {
			return false
		}
	}
	return true
}

// look looks up what the request can't be judged without. It reports whether more is
// known now.
func (c *call) look(ctx context.Context) bool {
	more := false
	for i := range c.h.probers {
		p := &c.h.probers[i]
		var need compat.Need
		p.Input(&c.request, &need)
		p.Resolved(&c.request, &need)
		if need != (compat.Need{}) && p.Find(ctx, c.question(), &need) {
			more = true
		}
	}
	if more {
		known.Add(ctx, &c.request, c.h.states)
	}
	return more
}

// confirm asks for what the request is about to be rejected by and that isn't
// certain. It reports whether something was asked for.
func (c *call) confirm(ctx context.Context) bool {
	x := c.weigh(ctx)
	if x == nil || !known.Confirm(ctx, c.h.probers, c.question(), x, c.stop) {
		return false
	}
	known.Add(ctx, &c.request, c.h.states)
	return true
}

// doubt only reports findings that rest on what was so a while ago, if the server
// couldn't be asked whether it still is.
func (c *call) doubt(ctx context.Context) {
	if len(c.stop) > 0 {
		c.stop, c.report = c.weigh(ctx).Divide(c.stop, c.report)
	}
}

func (c *call) weigh(ctx context.Context) *known.Weighed {
	return known.Weigh(ctx, &c.request, c.h.states, c.since)
}

func (c *call) question() known.Question {
	return known.Question{Request: &c.request, Asker: c, Since: c.since}
}
