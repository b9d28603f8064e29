// Package redisstate shares what s3safe knows of buckets through Redis or
// Valkey, so that of many processes one asks S3 and the others know:
//
//	db := redis.NewClient(&redis.Options{Addr: "localhost:6379"})
//	known, err := state.New(state.WithStore(redisstate.New(db, "s3safe:")))
//	if err != nil {
//		return err
//	}
//	client := s3safe.New(s3.NewFromConfig(cfg), s3safe.WithState(known))
//
// Before a request is stopped for such a fact, S3 is asked whether it still holds.
// So whoever can write to the database can let requests pass that the guards would
// stop, and no more: S3 has the last word.
//
// The test shows two guards of a real S3 server that share a real database, and
// what happens when that dies. It needs valkey-server or redis-server on the PATH:
//
//	go test -v ./examples/redisstate
package redisstate

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/redis/go-redis/v9"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// Store is a [state.Store] in Redis or Valkey. Each fact is a key of its own,
// which the database forgets at the end of its time to live.
type Store struct {
	db     redis.Cmdable
	prefix string
}

var _ state.Store = (*Store)(nil)

// New returns a store whose keys begin with the prefix.
func New(db redis.Cmdable, prefix string) *Store { return &Store{db, prefix} }

// item is a fact as the database has it.
type item struct {
	Value  string    `json:"v"`
	Origin uint8     `json:"o"`
	At     time.Time `json:"t"`
}

// key returns the key of a fact. A bucket's name, or ARN, has no space.
func (s *Store) key(bucket string, f compat.Feature) string {
	return s.prefix + bucket + " " + state.FeatureName(f)
}

// Get implements [state.Store].
func (s *Store) Get(ctx context.Context, bucket string, f compat.Feature) (state.Item, bool, error) {
	raw, err := s.db.Get(ctx, s.key(bucket, f)).Bytes()
	if errors.Is(err, redis.Nil) {
		return state.Item{}, false, nil
	}
	if err != nil {
		return state.Item{}, false, fmt.Errorf("redisstate: %w", err)
	}
	var x item
	if err := json.Unmarshal(raw, &x); err != nil {
		return state.Item{}, false, fmt.Errorf("redisstate: %w", err)
	}
	return state.Item{Value: x.Value, Origin: state.Origin(x.Origin), At: x.At}, true, nil
}

// Put implements [state.Store].
func (s *Store) Put(ctx context.Context, bucket string, f compat.Feature, x state.Item, ttl time.Duration) error {
	raw, err := json.Marshal(item{x.Value, uint8(x.Origin), x.At.UTC()})
	if err != nil {
		return fmt.Errorf("redisstate: %w", err)
	}
	// Redis counts in milliseconds, and 0 would mean for ever.
	if err := s.db.Set(ctx, s.key(bucket, f), raw, max(ttl, time.Millisecond)).Err(); err != nil {
		return fmt.Errorf("redisstate: %w", err)
	}
	return nil
}
