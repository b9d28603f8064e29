package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/examples/s3server"
)

const (
	// account is the server's only account. The server identifies accounts by
	// their access key, which is made to look like Amazon's account ids, except
	// where access control lists are given, which name canonical user ids. Both
	// are those of the samples of the SDK's schema.
	account   = "123456789012"
	canonical = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"

	// body is what the objects hold. The samples of the SDK's schema give its
	// digests and its entity tag.
	body = "hello, world"
)

// world is a running server with the buckets that exist on it.
type world struct {
	store   *store
	server  *s3server.Server
	account string
	client  *s3.Client // as applications have it, by which the examples are sent
	setup   *s3.Client
	free    map[stage][]string // buckets that nothing has changed since they were made
	kept    map[string]string  // version ids of the objects kept for reading, by bucket
	next    int
	prefix  string // of the names that are made up
}

func newWorld(ctx context.Context, at *store, s session) (*world, error) {
	server, err := at.start(ctx, s)
	if err != nil {
		return nil, err
	}
	once := func(o *s3.Options) {
		// An error is an answer.
		o.Retryer = aws.NopRetryer{}
		// A bucket that isn't one is to be refused by the server.
		o.DisableS3ExpressSessionAuth = aws.Bool(true)
	}
	prefix := ""
	if at.at != "" {
		// The server outlives the session, and may have lived before.
		prefix = strconv.FormatInt(time.Now().UnixMilli(), 36) + "-"
	}
	return &world{
		prefix:  prefix,
		store:   at,
		server:  server,
		account: s.account,
		client:  server.Client(once),
		setup: server.Client(once, func(o *s3.Options) {
			// What is set up has the checksums that it is given and no other.
			o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
		}),
		free: map[stage][]string{},
		kept: map[string]string{},
	}, nil
}

// name makes a name that nothing has yet.
func (w *world) name(prefix string) string {
	w.next++
	return fmt.Sprintf("%s-%s%d", prefix, w.prefix, w.next)
}

// take returns a bucket in the stage, of the server's choice.
func (w *world) take(ctx context.Context, s stage) (string, error) {
	if s.missing {
		return w.name("missing"), nil
	}
	if list := w.free[s]; len(list) > 0 {
		name := list[len(list)-1]
		w.free[s] = list[:len(list)-1]
		return name, nil
	}
	name := w.name("bucket")
	if err := s.build(ctx, w.setup, name); err != nil {
		return "", fmt.Errorf("preparing a bucket: %w", err)
	}
	return name, nil
}

// give returns a bucket that is as it was but for objects. A bucket that has
// been changed isn't given back.
func (w *world) give(s stage, name string) {
	if !s.missing {
		w.free[s] = append(w.free[s], name)
	}
}

// build makes a bucket of the name that the example insists on.
func (w *world) build(ctx context.Context, s stage, name string) error {
	if err := s.build(ctx, w.setup, name); err != nil {
		return fmt.Errorf("preparing the bucket %s: %w", name, err)
	}
	return nil
}

// remove deletes the bucket with all that is in it, so that another example can
// have the name.
func (w *world) remove(ctx context.Context, name string) {
	b := aws.String(name)
	delete(w.kept, name)
	// A policy may keep even its author out.
	w.setup.DeleteBucketPolicy(ctx, &s3.DeleteBucketPolicyInput{Bucket: b})
	versions, err := w.setup.ListObjectVersions(ctx, &s3.ListObjectVersionsInput{Bucket: b})
	if err == nil {
		var ids []types.ObjectIdentifier
		for _, v := range versions.Versions {
			ids = append(ids, types.ObjectIdentifier{Key: v.Key, VersionId: v.VersionId})
		}
		for _, v := range versions.DeleteMarkers {
			ids = append(ids, types.ObjectIdentifier{Key: v.Key, VersionId: v.VersionId})
		}
		for _, id := range ids {
			w.setup.DeleteObject(ctx, &s3.DeleteObjectInput{
				Bucket: b, Key: id.Key, VersionId: id.VersionId, BypassGovernanceRetention: aws.Bool(true),
			})
		}
	}
	w.setup.DeleteBucket(ctx, &s3.DeleteBucketInput{Bucket: b})
}

// keptKey is the key of the object that a bucket has for reading.
const keptKey = "photos/kept"

// object makes an object, unless it is the one that is kept for reading and is
// already there, and returns its version id.
func (w *world) object(ctx context.Context, bucket, key string) (string, error) {
	if version, ok := w.kept[bucket]; ok && key == keptKey {
		return version, nil
	}
	version, err := w.put(ctx, bucket, key)
	if err == nil && key == keptKey {
		w.kept[bucket] = version
	}
	return version, err
}

// put makes an object and returns its version id, "null" where there are none.
func (w *world) put(ctx context.Context, bucket, key string) (string, error) {
	out, err := w.setup.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: strings.NewReader(body)})
	if err != nil {
		return "", err
	}
	if out.VersionId == nil {
		return "null", nil
	}
	return *out.VersionId, nil
}

// probe verifies that the server still doesn't implement what it is said not
// to.
func (w *world) probe(ctx context.Context) error {
	bucket, err := w.take(ctx, stageOf(&compat.Facts{}, operation.GetObject))
	if err != nil {
		return err
	}
	if _, err := w.put(ctx, bucket, "photos/a.jpg"); err != nil {
		return err
	}
	var errs []error
	for _, op := range missing.IDs() {
		c := minimal(op)
		if got := send(ctx, w.client, c.With(member.Bucket, bucket), ""); got.status != 501 {
			errs = append(errs, fmt.Errorf("coverage.go: %s is said not to be implemented, but the server answers %s", op, got))
		}
	}
	return errors.Join(errs...)
}
