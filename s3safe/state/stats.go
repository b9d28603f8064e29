package state

import "sync/atomic"

// Stats counts what a cache did since it was made.
type Stats struct {
	// Hits counts the requests that needed a fact which was known, Misses those
	// that needed one which wasn't. Requests that need none don't count.
	Hits, Misses int64
	// Stale counts the uses of facts older than the TTL, Refreshes the
	// background probes begun for them.
	Stale, Refreshes int64
	// Confirmations counts the probes begun to make sure before a request was
	// stopped.
	Confirmations int64
	// Probes counts the calls made to S3, Refused those, or what the store and
	// they together were asked for, that brought nothing: access denied, not
	// implemented, throttled, timed out, garbled.
	Probes, Refused int64
	// Learned counts answers to the application's own calls that stated
	// something new, Changes calls that changed a bucket.
	Learned, Changes int64
	// Expired counts buckets of which something was forgotten for its age,
	// Dropped buckets and uploads that had to make room.
	Expired, Dropped int64
	// StoreHits counts facts that came from the store, StoreErrors failures of
	// it, including writes that weren't kept up with.
	StoreHits, StoreErrors int64
	// Buckets and Uploads are how many are in the cache now.
	Buckets, Uploads int64
}

type counters struct {
	hits, misses, stale, refreshes, confirmations, probes, refused, learned, changes, expired, dropped, storeHits, storeErrors atomic.Int64
}

// Stats returns the counts.
func (c *Cache) Stats() Stats {
	s := &c.stats
	return Stats{
		Hits: s.hits.Load(), Misses: s.misses.Load(), Stale: s.stale.Load(), Refreshes: s.refreshes.Load(), Confirmations: s.confirmations.Load(),
		Probes: s.probes.Load(), Refused: s.refused.Load(), Learned: s.learned.Load(), Changes: s.changes.Load(),
		Expired: s.expired.Load(), Dropped: s.dropped.Load(), StoreHits: s.storeHits.Load(), StoreErrors: s.storeErrors.Load(),
		Buckets: c.buckets.size(), Uploads: c.uploads.size(),
	}
}
