package known

import (
	"context"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// Prober is a source that is asked for what the rules of a catalogue rest on.
type Prober struct {
	state.Prober
	lookups *compat.Lookups
}

// NewProber returns the prober of a source. Rules that skip reports true for cause no
// lookup.
func NewProber(p state.Prober, catalog *compat.Catalog, skip func(*compat.Rule) bool) Prober {
	policy := p.Policy()
	policy.Skip = skip
	for kind, features := range policy.Features {
		for _, f := range ofOthers.List() {
			if features&restsOnOthers[f] != 0 {
				features |= compat.FeaturesOf(f)
			}
		}
		policy.Features[kind] = features
	}
	return Prober{p, catalog.Lookups(policy)}
}

// Input adds to need what the rules rest on that are judged before the endpoint is
// known, Resolved what the others do.
func (p *Prober) Input(r *compat.Request, need *compat.Need)    { p.lookups.Input(r, need) }
func (p *Prober) Resolved(r *compat.Request, need *compat.Need) { p.lookups.Resolved(r, need) }

// Check finds the rules that are true of the request, and adds to need what Input and
// Resolved do.
func (p *Prober) Check(r *compat.Request, need *compat.Need) []compat.Finding {
	return p.lookups.Check(r, nil, need)
}

// Question is a request that something is asked for.
type Question struct {
	Request *compat.Request
	// Asker makes the client to ask with.
	Asker Asker
	// Base is the context that probes are made with; nil stands for the background.
	Base context.Context
	// Since is from when on S3 must have said what a request is stopped by.
	Since time.Time
}

// Asker makes clients to ask with.
type Asker interface {
	// Client returns a function that makes the client. It is called only if
	// something has to be asked for.
	Client() func() state.API
}

// lookup returns a lookup about the request's bucket, or the copy source's.
func (q *Question) lookup(of compat.Member) state.Lookup {
	l := state.Lookup{Client: q.Asker.Client(), Base: q.Base}
	expected := member.ExpectedBucketOwner
	if of == member.CopySource {
		l.Bucket, expected = q.Request.Source.Bucket, member.ExpectedSourceBucketOwner
	} else {
		l.Bucket, _ = q.Request.Value(member.Bucket).Text()
	}
	l.ExpectedOwner, _ = q.Request.Value(expected).Text()
	return l
}

// Find asks for what is needed, of the request's bucket and of the copy source's. It
// reports whether more is known now.
func (p *Prober) Find(ctx context.Context, q Question, need *compat.Need) bool {
	more := false
	if need.Bucket&ofOthers != 0 {
		more = p.lookOthers(ctx, &q, need.Bucket)
	}
	if need.Bucket&^ofOthers|need.UsedBucket&^ofOthers != 0 {
		l := q.lookup(member.Bucket)
		l.Missing, l.Used = need.Bucket, need.UsedBucket
		more = p.Look(ctx, l) || more
	}
	if need.Source|need.UsedSource != 0 {
		l := q.lookup(member.CopySource)
		l.Missing, l.Used = need.Source, need.UsedSource
		more = p.Look(ctx, l) || more
	}
	return more
}
