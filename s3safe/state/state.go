// Package state holds what is known of buckets and multipart uploads.
//
//	known := state.Buckets{
//		"reports": state.Bucket(
//			state.Is(compat.ObjectLock, "none"),
//			state.Is(compat.Versioning, "Enabled"),
//		),
//	}
//	client := s3safe.New(s3.NewFromConfig(cfg), s3safe.WithState(known))
//
// A fact that isn't stated is unknown, and never stops a request.
package state

import (
	"context"

	"github.com/s3safe/s3safe-go/compat"
)

// Source tells what is known of buckets and uploads. Implementations must be
// safe for concurrent use and must not block: a request waits for the answer.
type Source interface {
	// Bucket returns what is known of the bucket that the Bucket member of a
	// request names, nil if nothing is. The result must not be changed by
	// anyone after it was returned.
	Bucket(ctx context.Context, bucket string) *compat.Facts

	// Upload returns what is known of a multipart upload, nil if nothing is.
	Upload(ctx context.Context, bucket, key, uploadID string) *compat.Facts
}

// Buckets is a Source of declared facts, by bucket name. It must not be changed
// while it is in use.
type Buckets map[string]*compat.Facts

// Bucket implements Source.
func (b Buckets) Bucket(_ context.Context, bucket string) *compat.Facts { return b[bucket] }

// Upload implements Source: nothing is declared of uploads.
func (b Buckets) Upload(context.Context, string, string, string) *compat.Facts { return nil }

// Fact states one thing about a bucket.
type Fact func(*compat.Facts)

// Is states that a feature has a value. It panics on a value that the feature
// can't have, since declarations are literals.
func Is(f compat.Feature, value string) Fact {
	return func(x *compat.Facts) { *x = x.With(f, value) }
}

// Region states the AWS Region of the bucket.
func Region(name string) Fact { return func(x *compat.Facts) { x.Region = name } }

// Owner states the account that owns the bucket, by its 12-digit id.
func Owner(account string) Fact { return func(x *compat.Facts) { x.Owner = account } }

// Bucket collects facts.
func Bucket(facts ...Fact) *compat.Facts {
	x := new(compat.Facts)
	for _, f := range facts {
		if f != nil {
			f(x)
		}
	}
	return x
}
