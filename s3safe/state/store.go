package state

import (
	"context"
	"time"

	"github.com/s3safe/s3safe-go/compat"
)

// Item is a fact in a [Store].
type Item struct {
	// Value is the feature's value; empty if it isn't known any more.
	Value string
	// Origin says where the fact is known from.
	Origin Origin
	// At is when it was true.
	At time.Time
}

// Store keeps facts about buckets outside of a cache, so that processes can
// share them. Implementations must be safe for concurrent use. A cache asks a
// store only before it would ask S3, and writes to it in the background.
type Store interface {
	// Get returns the fact about a feature of a bucket, and whether there is
	// one that isn't older than its time to live.
	Get(ctx context.Context, bucket string, f compat.Feature) (Item, bool, error)
	// Put keeps a fact for the time to live, in the place of any other.
	Put(ctx context.Context, bucket string, f compat.Feature, item Item, ttl time.Duration) error
}

// queueLimit bounds what waits to be written to the store.
const queueLimit = 1024

// write is one fact on its way to the store.
type write struct {
	bucket  string
	feature compat.Feature
	item    Item
	ttl     time.Duration
}

// share puts what an answer says on its way to the store. The order stays, so
// that of two changes the later one is what others see.
func (c *Cache) share(e *evidence) {
	if c.store == nil {
		return
	}
	at := c.start.Add(time.Duration(e.at) * tick)
	var writes []write
	gone := e.forget
	if e.reset {
		gone |= lazyFeatures()
	}
	for _, f := range (gone &^ e.features()).List() {
		writes = append(writes, write{e.bucket, f, Item{Origin: e.origin, At: at}, 2 * c.ttl})
	}
	for _, f := range e.facts.Known() {
		ttl := 2 * c.ttl
		v, _ := e.facts.Get(f)
		if f == compat.Exists && v == "false" {
			ttl = missingTTL
		}
		writes = append(writes, write{e.bucket, f, Item{v, e.origin, at}, ttl})
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, w := range writes {
		if len(c.queue) >= queueLimit {
			c.stats.storeErrors.Add(1)
			continue
		}
		c.queue = append(c.queue, w)
	}
	if !c.writing && len(c.queue) > 0 {
		c.writing = true
		c.running.Add(1)
		go c.writeAll()
	}
}

// writeAll writes until nothing is left.
func (c *Cache) writeAll() {
	defer c.running.Done()
	for {
		c.mu.Lock()
		if len(c.queue) == 0 {
			c.queue, c.writing = nil, false
			c.mu.Unlock()
			return
		}
		w := c.queue[0]
		c.queue = c.queue[1:]
		c.mu.Unlock()
		c.write(w)
	}
}

func (c *Cache) write(w write) {
	ctx, cancel := context.WithTimeout(context.Background(), c.probeTimeout)
	defer cancel()
	defer c.survive()
	if err := c.store.Put(ctx, w.bucket, w.feature, w.item, w.ttl); err != nil {
		c.stats.storeErrors.Add(1)
	}
}

// survive keeps a panic of a store from ending the process: the cache works
// without one.
func (c *Cache) survive() {
	if recover() != nil {
		c.stats.storeErrors.Add(1)
	}
}

// fetch takes features from the store, nil unless it has them all, younger than
// the TTL and than what the cache itself has.
func (c *Cache) fetch(ctx context.Context, bucket string, features compat.FeatureSet) *evidence {
	if c.store == nil {
		return nil
	}
	e := &evidence{bucket: bucket, at: never, shared: true}
	now := time.Now()
	for _, f := range features.List() {
		item, ok := c.get(ctx, bucket, f)
		if !ok || item.Value == "" || item.Origin.static() || now.Sub(item.At) >= c.ttl || item.At.After(now) {
			// Of a fact from the future, by a clock that is ahead, nobody knows how
			// old it is.
			return nil
		}
		at := ticks(item.At.Sub(c.start))
		if r := c.buckets.get(bucket); r != nil {
			if b := r.about(aspect(f)); b != nil && b.known() && b.at >= at {
				return nil
			}
		}
		if e.facts.Set(f, item.Value) != nil {
			return nil // written by a release that knows more
		}
		e.origin, e.at = max(e.origin, item.Origin), min(e.at, at)
	}
	if e.origin == 0 {
		e.origin = Probed // the store doesn't say
	}
	c.stats.storeHits.Add(1)
	return e
}

func (c *Cache) get(ctx context.Context, bucket string, f compat.Feature) (item Item, ok bool) {
	defer c.survive()
	item, ok, err := c.store.Get(ctx, bucket, f)
	if err != nil {
		c.stats.storeErrors.Add(1)
		return Item{}, false
	}
	return item, ok
}
