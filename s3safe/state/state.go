// Package state holds what is known of buckets and multipart uploads.
//
//	known, err := state.New(
//		state.Declare("reports", state.ObjectLock(""), state.Versioning(types.BucketVersioningStatusEnabled)),
//	)
//	if err != nil {
//		return err
//	}
//	client := s3safe.New(s3.NewFromConfig(cfg), s3safe.WithState(known))
//
// A fact that isn't known never stops a request. [Versioning] and its siblings take
// the SDK's types, [Is] takes S3's names.
//
// # Where facts come from
//
// A [Cache] believes, in this order, what is declared in code ([Declare]); a
// [Snapshot], which is a file to be reviewed and pinned; the changes that the
// client makes itself, if they succeed; what S3's answers say by the way; and
// what it asks S3 for. Facts of the last three kinds have a time to live
// ([WithTTL]). What a request asks S3 for, such as GetBucketVersioning, isn't
// answered from memory. A finding says where each fact is from, and how old.
//
// Something is learned only from what is certainly S3's: a document with the
// operation's root element, or an answer with a request id. While a change is on
// its way, after one of which nobody knows whether it was made, and where an
// answer contradicts a change, nothing is believed for ten seconds.
//
// # Before a request is stopped
//
// What S3 said more than [Fresh] ago doesn't stop a request, nor does what the
// client has changed: S3 is asked again first, once for all that wait. If the
// answer can't be had, the request is sent and the finding reported. What is
// declared or in a snapshot stands.
//
// # Probes
//
// A cache asks S3 for a feature only when a request is at hand that can't be
// judged without, and that isn't a plain one: never for a PutObject, GetObject
// or ListObjectsV2 without options that depend on the bucket. However many
// requests wait, it asks once for each bucket and feature, with the client's own
// options and the endpoint, Region and credentials of the first call, and nothing
// else of that call or its context, for at most [WithProbeTimeout]. If S3 refuses to
// tell, or can't, the feature stays unknown, and isn't asked for again for a
// while ([WithNegativeTTL]). [Probe] says what may be asked for.
//
// Each probe needs an IAM action on the bucket; see [Probes] for the list as
// data. A role without them works: nothing is stopped for it.
//
//	GetBucketVersioning               s3:GetBucketVersioning
//	GetObjectLockConfiguration        s3:GetBucketObjectLockConfiguration
//	GetBucketOwnershipControls        s3:GetBucketOwnershipControls
//	GetBucketEncryption               s3:GetEncryptionConfiguration
//	GetPublicAccessBlock              s3:GetBucketPublicAccessBlock
//	GetBucketAccelerateConfiguration  s3:GetAccelerateConfiguration
//	GetBucketAcl                      s3:GetBucketAcl
//	GetBucketAbac                     s3:GetBucketAbac
//	GetBucketTagging                  s3:GetBucketTagging
//
// [Read] and [Take], which ask for everything, need these as well:
//
//	HeadBucket                        s3:ListBucket
//	GetBucketRequestPayment           s3:GetBucketRequestPayment
//	GetBucketPolicy                   s3:GetBucketPolicy
//	GetBucketCors                     s3:GetBucketCORS
//	GetBucketWebsite                  s3:GetBucketWebsite
//	GetBucketLifecycleConfiguration   s3:GetLifecycleConfiguration
//	GetBucketReplication              s3:GetReplicationConfiguration
//
// # Parity
//
// [Compare] tells how two buckets differ, and which rules answer the same
// request differently for it; package statetest makes a test of that.
package state

import (
	"context"
	"fmt"

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

// Is states that a feature has a value, by S3's names. It panics at once, where the
// fact is declared, on a value that the feature can't have, since declarations are
// literals; [Versioning] and its siblings let the compiler find that.
func Is(f compat.Feature, value string) Fact {
	var one compat.Facts
	if err := one.Set(f, value); err != nil {
		panic(fmt.Sprintf("state.Is: %v", err))
	}
	return func(x *compat.Facts) { _ = x.Set(f, value) }
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
