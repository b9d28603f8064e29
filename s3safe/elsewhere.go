package s3safe

import (
	"context"
	"net/url"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/provider"
)

// goesElsewhere reports whether the request is known to go to a store that isn't
// Amazon's.
func goesElsewhere(r *compat.Request) bool { return elsewhere(r.Endpoint) }

// elsewhere reports whether an endpoint is known not to be Amazon's.
func elsewhere(endpoint *compat.Facts) bool {
	p, known := endpoint.Get(compat.Provider)
	return known && p != "Amazon"
}

// storeOf names the store that the request goes to, for errors; empty if that is
// Amazon S3, as far as is known.
func (g *guard) storeOf(r *compat.Request) string {
	switch {
	case !goesElsewhere(r), g.store == provider.Amazon:
		return ""
	case g.store != nil:
		return g.store.Name
	}
	return "This store"
}

// elsewhere returns what becomes of a rule for an operation at a store that isn't
// Amazon's, nil if it isn't known. The application's own rules hold there, unless they
// say that they don't.
func (g *guard) elsewhere(store *provider.Profile, r *compat.Rule, op compat.Operation) provider.Standing {
	if g.amazon {
		return provider.Holds
	}
	if provider.Owns(r.ID) {
		return provider.Holds // they are found only where they hold
	}
	if r.ID != SDKEndpoint && !g.own[r.ID] {
		return store.Standing(r.ID, op)
	}
	if r.RestsOnAmazon() {
		return provider.Unknown
	}
	return provider.Holds
}

// depends reports whether it depends on whose endpoint the request goes to what
// becomes of the findings.
func (g *guard) depends(ctx context.Context, mode Mode, found []compat.Finding) bool {
	for _, f := range found {
		m, own := g.ruleMode(ctx, f.Rule.ID, mode)
		switch standing := g.elsewhere(g.store, f.Rule, f.Operation); {
		case standing == provider.Holds:
		case standing.Silent():
			if m != Off {
				return true
			}
		case m == Enforce && g.enforceable(f.Rule, own):
			return true
		}
	}
	return false
}

// storeAt returns the profile of the store that the request goes to, as declared, known
// by its host or learned from its answers; nil if it is Amazon's or unknown.
func (g *guard) storeAt(c *call, u *url.URL) *provider.Profile {
	if !goesElsewhere(&c.request) {
		return nil
	}
	if g.store != nil {
		return g.store
	}
	if p := provider.ByHost(strings.ToLower(u.Hostname())); p != nil || g.tables == nil {
		return p
	}
	c.strange = true
	if e := g.tables.servers.at(u.Host); e != nil {
		return e.store
	}
	return nil
}

// storeHere is the profile that a call's findings are judged by: of the store that it goes
// to, or the declared one as long as that isn't known.
func (g *guard) storeHere(c *call) *provider.Profile {
	if c.store != nil {
		return c.store
	}
	return g.store
}

// storeName says whose answer it is that a stop is in place of; empty for Amazon's.
func (g *guard) storeName(c *call) string {
	if c.store != nil && c.store != provider.Amazon {
		return c.store.Name
	}
	return g.storeOf(&c.request)
}

// decisive returns the findings of which an answer tells whether they are true:
// those of rules that hold where the request goes.
func (g *guard) decisive(c *call, found []compat.Finding) []compat.Finding {
	if !goesElsewhere(&c.request) {
		return found
	}
	var out []compat.Finding
	for _, f := range found {
		if g.elsewhere(g.storeHere(c), f.Rule, f.Operation) == provider.Holds {
			out = append(out, f)
		}
	}
	return out
}

// unreached concludes a call that waited for its endpoint and never got to know it.
// Nothing was sent then: the SDK, or middleware, refused the request or answered it
// itself. What the guard found is told, and explains a refusal.
func (g *guard) unreached(ctx context.Context, c *call, err error) error {
	found := g.catalog.Check(&c.request, nil)
	if err == nil {
		stop, tell := g.sort(ctx, c.mode, &c.request, g.storeHere(c), found)
		g.notify(ctx, c, nil, append(stop, tell...))
		return nil
	}
	stopped, ok := g.conclude(ctx, c, found).(*IncompatibleError)
	if !ok {
		return err
	}
	stopped.refused = err
	return stopped
}

// notify tells the hooks.
func (g *guard) notify(ctx context.Context, c *call, stop, tell []compat.Finding) {
	if len(g.hooks) == 0 {
		g.logIgnored(ctx, c, tell)
		return
	}
	bucket, _ := c.request.Text(member.Bucket)
	e := Event{
		Operation: c.request.Operation.String(),
		Bucket:    bucket,
		Findings:  append(stop[:len(stop):len(stop)], tell...),
		Stopped:   len(stop) > 0,
	}
	for _, h := range g.hooks {
		h(ctx, e)
	}
}
