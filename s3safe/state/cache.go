package state

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/s3safe/s3safe-go/compat"
)

// Cache is a [Source] that gathers what is known of buckets and uploads from
// wherever it can be had, the most trusted first: what is declared, a snapshot,
// the changes that the client makes itself, what S3's answers say, and, for the
// features that a request can't be judged without, probes. Make one with [New],
// and give it to a guard with s3safe.WithState.
//
// A cache is for buckets of one namespace: one provider and partition. Clients
// of the same may share it. It is safe for concurrent use.
type Cache struct {
	options
	start   time.Time
	buckets *table[record]
	uploads *table[upload]
	stats   counters
	// pages counts what the parts of uploads take; see putParts.
	pages atomic.Int64

	contradictions []string

	mu       sync.Mutex
	changing map[string]*flux // by bucket
	flights  map[flightKey]*flight
	queue    []write // for the store
	writing  bool
	running  sync.WaitGroup // flights and the writer
}

var (
	_ Changer = (*Cache)(nil)
	_ Prober  = (*Cache)(nil)

	_ RegionExplainer = (*Cache)(nil)
	_ Selective       = (*Cache)(nil)
)

// New makes a cache. Without options it learns and probes.
func New(opts ...Option) (*Cache, error) {
	o := options{
		declared: map[string]*compat.Facts{}, snapshot: map[string]*compat.Facts{}, taken: map[string]time.Time{},
		ttl: DefaultTTL, negativeTTL: DefaultNegativeTTL, probeTimeout: DefaultProbeTimeout,
		probes: lazyFeatures(), confirms: everyProbe(), limit: DefaultLimit, uploadLimit: DefaultUploadLimit, uploadTTL: DefaultUploadTTL,
	}
	var errs []error
	for _, opt := range opts {
		if opt != nil {
			errs = append(errs, opt(&o))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("state: %w", err)
	}
	c := &Cache{options: o, start: time.Now(), flights: map[flightKey]*flight{}, changing: map[string]*flux{}}
	c.buckets = newTable(o.limit, func(r *record) bool { return r.pinned }, func() { c.stats.dropped.Add(1) })
	c.uploads = newTable(o.uploadLimit, func(*upload) bool { return false }, func() { c.stats.dropped.Add(1) })
	for _, name := range slices.Sorted(maps.Keys(o.snapshot)) {
		c.load(name, o.snapshot[name], FromSnapshot, ticks(o.taken[name].Sub(c.start)))
	}
	for _, name := range slices.Sorted(maps.Keys(o.declared)) {
		c.compare(name, o.declared[name])
		c.load(name, o.declared[name], Declared, 0)
	}
	return c, nil
}

// load puts facts in that stay.
func (c *Cache) load(bucket string, facts *compat.Facts, origin Origin, at int32) {
	c.buckets.update(bucket, func(old *record) *record {
		r := old.copy()
		for _, a := range aspects(facts) {
			r.put(facts, about{at: at, due: never, end: never, aspect: a, origin: origin})
		}
		return r.prune(0)
	})
}

// compare notes where what is declared differs from what the snapshot says.
func (c *Cache) compare(bucket string, declared *compat.Facts) {
	snapshot := c.snapshot[bucket]
	if snapshot == nil {
		return
	}
	for _, a := range aspects(declared) {
		if was := a.text(snapshot); was != "" && was != a.text(declared) {
			c.contradictions = append(c.contradictions,
				fmt.Sprintf("bucket %q: %s is declared to be %s, but the snapshot says %s", bucket, a, a.text(declared), was))
		}
	}
}

// Contradictions lists where what is declared differs from the snapshot. What is
// declared is believed.
func (c *Cache) Contradictions() []string { return slices.Clone(c.contradictions) }

// impossible says which facts can't be true together.
func impossible(f *compat.Facts) []string {
	var why []string
	if v, _ := f.Get(compat.ObjectLock); v == "Enabled" {
		// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
		if v, ok := f.Get(compat.Versioning); ok && v != "Enabled" {
			why = append(why, fmt.Sprintf("object lock is declared to be Enabled and versioning %s, but object lock needs versioning", v))
		}
	}
	if v, _ := f.Get(compat.Exists); v == "false" && len(aspects(f)) > 1 {
		why = append(why, fmt.Sprintf("declared not to exist, but %s is declared too", aspects(f)[1]))
	}
	return why
}

// String names the aspect as prose.
func (a aspect) String() string {
	switch a {
	case regionAspect:
		return "Region"
	case ownerAspect:
		return "owner"
	}
	return compat.Feature(a).String()
}

func (c *Cache) now() int32 { return ticks(time.Since(c.start)) }

// Bucket implements [Source]. It takes no lock and allocates nothing, unless
// something has to be forgotten.
func (c *Cache) Bucket(_ context.Context, bucket string) *compat.Facts {
	r := c.buckets.get(bucket)
	if r == nil || r.end == never {
		return r.known()
	}
	return c.lasting(bucket, r, c.now()).known()
}

// BucketAt is Bucket for a caller that has just read the clock: now is what [time.Now]
// returned, with its monotonic reading.
func (c *Cache) BucketAt(now time.Time, bucket string) *compat.Facts {
	r := c.buckets.get(bucket)
	if r == nil || r.end == never {
		return r.known()
	}
	return c.lasting(bucket, r, ticks(now.Sub(c.start))).known()
}

// lasting returns what is left of a record of a bucket at a time.
func (c *Cache) lasting(bucket string, r *record, now int32) *record {
	if now < r.end {
		return r
	}
	return c.expire(bucket, now)
}

func (c *Cache) expire(bucket string, now int32) *record {
	var kept *record
	c.buckets.update(bucket, func(old *record) *record {
		kept = old
		if old != nil && now >= old.end {
			c.stats.expired.Add(1)
			kept = old.copy().prune(now)
		}
		return kept
	})
	return kept
}

// Explain implements [Explainer].
func (c *Cache) Explain(bucket string, f compat.Feature) (Explanation, bool) {
	return c.explain(bucket, aspect(f))
}

// ExplainRegion implements [RegionExplainer].
func (c *Cache) ExplainRegion(bucket string) (Explanation, bool) {
	return c.explain(bucket, regionAspect)
}

func (c *Cache) explain(bucket string, a aspect) (Explanation, bool) {
	r := c.buckets.get(bucket)
	if r == nil {
		return Explanation{}, false
	}
	b := r.about(a)
	if b == nil || !b.known() {
		return Explanation{}, false
	}
	e := Explanation{Origin: b.origin, Shared: b.shared}
	if b.origin != Declared {
		e.Age = max(time.Since(c.start)-time.Duration(b.at)*tick, 0)
	}
	return e, true
}

// apply takes over what an answer says. It returns the features that are now
// known otherwise than before.
func (c *Cache) apply(e *evidence) compat.FeatureSet {
	now := c.now()
	var changed compat.FeatureSet
	c.buckets.update(e.bucket, func(old *record) *record {
		r := old.copy()
		changed = 0
		if e.reset {
			for _, b := range slices.Clone(r.abouts) {
				if !b.origin.static() && b.origin != unsettled {
					r.remove(b.aspect)
				}
			}
		}
		for _, f := range e.forget.List() {
			a := aspect(f)
			switch b := r.about(a); {
			case b == nil, b.origin.static(), b.origin == unsettled:
			case e.contradiction:
				r.unsettle(a, now, now+ticks(settle))
			default:
				r.remove(a)
			}
		}
		for _, a := range aspects(&e.facts) {
			c.weigh(r, a, e, now)
		}
		var was compat.Facts
		if old != nil {
			was = old.facts
		}
		for _, f := range bucketFeatures {
			if aspect(f).text(&r.facts) != aspect(f).text(&was) {
				changed |= compat.FeaturesOf(f)
			}
		}
		return r.prune(now)
	})
	return changed
}

// weigh takes over one fact, unless what is known already is better.
func (c *Cache) weigh(r *record, a aspect, e *evidence, now int32) {
	if old := r.about(a); old != nil && old.origin != refused {
		switch {
		case old.origin.static():
			return
		case old.origin == unsettled:
			if e.origin != OwnChange {
				return
			}
		case old.at > e.at:
			return // newer: what is told now began before it
		case old.origin == OwnChange && e.origin != OwnChange && e.at-old.at < ticks(settle) && a.text(&r.facts) != a.text(&e.facts):
			// One of the two is out of date. S3 may say either for a while.
			r.unsettle(a, now, old.at+ticks(settle))
			return
		case old.at == e.at && old.origin < e.origin:
			return
		}
	}
	b := about{at: e.at, aspect: a, origin: e.origin, shared: e.shared}
	b.due, b.end = c.lifetime(a, a.text(&e.facts), e.at)
	if b.end <= now {
		return
	}
	r.put(&e.facts, b)
}

// lifetime returns from when on a fact may be looked up again, and when it is
// forgotten. What can't be looked up is forgotten instead.
func (c *Cache) lifetime(a aspect, value string, at int32) (due, end int32) {
	ttl := vary(c.ttl)
	if a == aspect(compat.Exists) && value == "false" {
		ttl = min(ttl, missingTTL)
	}
	due = at + max(ticks(ttl), 1)
	if a < aspect(compat.Features) && c.probes.Has(compat.Feature(a)) {
		return due, at + max(ticks(2*c.ttl), 2)
	}
	return due, due
}

// vary shortens a time by up to a fifth.
func vary(d time.Duration) time.Duration { return d - rand.N(d/5+1) }

// Wait waits until no probe is under way and everything is in the store, for an
// orderly end of a program or a test.
func (c *Cache) Wait() { c.running.Wait() }

// Buckets returns what is known of every bucket, for [Snapshot] and for looking
// into a running program.
func (c *Cache) Buckets() Buckets {
	all := Buckets{}
	c.buckets.each(func(bucket string, r *record) {
		facts := r.facts
		all[strings.Clone(bucket)] = &facts
	})
	return all
}
