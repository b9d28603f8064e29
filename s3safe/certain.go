package s3safe

import (
	"context"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/internal/known"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// settle judges a request again after what it rests on was looked up, and makes
// sure of what it is about to be stopped by. The findings are those so far.
func (l *live) settle(ctx context.Context, g *guard, c *call, m moment, found []compat.Finding, j judgement) []compat.Finding {
	stop, _ := g.sort(ctx, c.mode, &c.request, g.storeHere(c), found)
	if l.look(ctx, g, c, m, len(stop) > 0) {
		found = j.check(g, c)
		stop, _ = g.sort(ctx, c.mode, &c.request, g.storeHere(c), found)
	}
	// What is asked for may make another rule true, which rests on something else.
	for range 3 {
		if len(stop) == 0 || !l.confirm(ctx, g, c, stop) {
			break
		}
		found = j.check(g, c)
		stop, _ = g.sort(ctx, c.mode, &c.request, g.storeHere(c), found)
	}
	return found
}

// certain is sort for a call: what is known of the bucket must be certain for the
// call to be stopped by it.
func (g *guard) certain(ctx context.Context, c *call, found []compat.Finding) (stop, tell []compat.Finding) {
	stop, tell = g.sort(ctx, c.mode, &c.request, g.storeHere(c), found)
	if g.live != nil {
		return g.live.doubt(ctx, g, c, stop, tell)
	}
	return stop, tell
}

// doubt moves findings from those that stop the request to those that are told
// only: they rest on what was so a while ago, and S3 can't be asked whether it
// still is.
func (l *live) doubt(ctx context.Context, g *guard, c *call, stop, tell []compat.Finding) (stops, tells []compat.Finding) {
	if len(stop) == 0 {
		return stop, tell
	}
	return l.weigh(ctx, g, c).Divide(stop, tell)
}

// confirm asks for what findings rest on that isn't certain. It reports whether
// something was asked for.
func (l *live) confirm(ctx context.Context, g *guard, c *call, stop []compat.Finding) bool {
	if !l.mayAsk(c) {
		return false
	}
	x := l.weigh(ctx, g, c)
	if x == nil || !known.Confirm(ctx, l.probers, c.question(), x, stop) {
		return false
	}
	known.Add(ctx, &c.request, g.states)
	c.live.sent = 0 // that has taken time
	return true
}

// weigh returns nil if everything is certain that the call is judged by.
func (l *live) weigh(ctx context.Context, g *guard, c *call) *known.Weighed {
	if c.live.since.IsZero() {
		c.live.since = time.Now().Add(-state.Fresh)
	}
	sources := g.states
	if c.live.late || c.live.foreign {
		sources = l.fixed
	}
	return known.Weigh(ctx, &c.request, sources, c.live.since)
}
