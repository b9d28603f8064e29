package state

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/s3safe/s3safe-go/compat"
)

// DefaultMemoryLimit is the number of facts that a [MemoryStore] keeps at most.
// They take up to 50 MB.
const DefaultMemoryLimit = 200_000

// MemoryStore is a [Store] in memory, for several caches in one process. The
// zero MemoryStore is ready for use.
type MemoryStore struct {
	// Limit bounds the number of facts, with 0 at [DefaultMemoryLimit]. When it is
	// reached, what is too old goes, and if that doesn't help, anything.
	Limit int

	mu    sync.Mutex
	items map[memoryKey]memoryItem
}

var errNoFact = errors.New("there can't be such a fact")

type memoryKey struct {
	bucket  string
	feature compat.Feature
}

type memoryItem struct {
	Item
	end time.Time
}

// Get implements [Store].
func (s *MemoryStore) Get(_ context.Context, bucket string, f compat.Feature) (Item, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	item, ok := s.items[memoryKey{bucket, f}]
	if !ok || !time.Now().Before(item.end) {
		return Item{}, false, nil
	}
	return item.Item, true, nil
}

// Put implements [Store]. It refuses what can't be a fact about a bucket, so that
// the limit bounds the memory.
func (s *MemoryStore) Put(_ context.Context, bucket string, f compat.Feature, item Item, ttl time.Duration) error {
	i := slices.Index(f.Values(), item.Value)
	switch {
	case FeatureName(f) == "", bucket == "", len(bucket) > maxBucketName:
		return fmt.Errorf("state: store: the %s of a bucket whose name has %d bytes: %w", f, len(bucket), errNoFact)
	case i >= 0:
		item.Value = f.Values()[i] // the caller's string may be part of something big
	case item.Value != "":
		return fmt.Errorf("state: store: a value of %d bytes for the %s: %w", len(item.Value), f, errNoFact)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.items == nil {
		s.items = map[memoryKey]memoryItem{}
	}
	key := memoryKey{bucket, f}
	limit := s.Limit
	if limit <= 0 {
		limit = DefaultMemoryLimit
	}
	if _, ok := s.items[key]; !ok {
		if len(s.items) >= limit {
			s.makeRoom(limit)
		}
		key.bucket = strings.Clone(bucket)
	}
	s.items[key] = memoryItem{item, time.Now().Add(ttl)}
	return nil
}

// makeRoom lets at least a tenth go, so that the next writes needn't look.
func (s *MemoryStore) makeRoom(limit int) {
	now := time.Now()
	for key, item := range s.items {
		if !now.Before(item.end) {
			delete(s.items, key)
		}
	}
	for key := range s.items {
		if len(s.items) <= limit-max(limit/10, 1) {
			return
		}
		delete(s.items, key)
	}
}
