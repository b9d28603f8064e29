package trial

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	// Account is the server's only account. The server identifies accounts by
	// their access key, which is made to look like Amazon's account ids, except
	// where access control lists are given, which name canonical user ids. Both
	// are those of the samples of the SDK's schema.
	Account   = "123456789012"
	canonical = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"

	// Body is what the objects hold. The samples of the SDK's schema give its
	// digests and its entity tag.
	Body = "hello, world"
)

// world is a running server with the buckets that exist on it.
type world struct {
	store   *Store
	server  Server
	account string
	client  *s3.Client // as applications have it, by which the examples are sent
	setup   *s3.Client
	free    map[stage][]string // buckets that nothing has changed since they were made
	kept    map[string]string  // version ids of the objects kept for reading, by bucket
	next    int
	prefix  string // of the names that are made up

	// settle is how long a bucket is left alone after it was configured; settled is
	// until when each is.
	settle  time.Duration
	settled map[string]time.Time
}

func newWorld(ctx context.Context, at *Store, s Session) (*world, error) {
	server, err := at.Start(ctx, s)
	if err != nil {
		return nil, err
	}
	once := func(o *s3.Options) {
		// An error is an answer.
		o.Retryer = aws.NopRetryer{}
		// A bucket that isn't one is to be refused by the server.
		o.DisableS3ExpressSessionAuth = aws.Bool(true)
	}
	w := &world{
		prefix:  at.Prefix,
		store:   at,
		server:  server,
		account: s.Account,
		client:  server.Client(once),
		setup: server.Client(func(o *s3.Options) {
			if at.Limits.Endpoints {
				// What prepares an example isn't tried: it may be repeated.
				o.DisableS3ExpressSessionAuth = aws.Bool(true)
			} else {
				once(o)
			}
		}, func(o *s3.Options) {
			// What is set up has the checksums that it is given and no other.
			o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
		}),
		free: map[stage][]string{},
		kept: map[string]string{},

		settled: map[string]time.Time{},
	}
	if at.Scratch != nil {
		w.account = at.Scratch.Account
	}
	return w, nil
}

// name makes a name that nothing has yet. The buckets of an earlier session may be
// there still.
func (w *world) name(kind string) string {
	w.store.names++
	return fmt.Sprintf("%s%s-%d", w.prefix, kind, w.store.names)
}

// key makes a key that nothing has yet.
func (w *world) key(kind string) string {
	w.next++
	return fmt.Sprintf("%s-%d", kind, w.next)
}

// take returns a bucket in the stage, of the server's choice.
func (w *world) take(ctx context.Context, s stage) (string, error) {
	if s.missing {
		name := w.name("missing")
		return name, w.making(name)
	}
	if list := w.free[s]; len(list) > 0 {
		name := list[len(list)-1]
		w.free[s] = list[:len(list)-1]
		return name, w.rest(ctx, name)
	}
	name := w.name("bucket")
	if err := w.build(ctx, s, name); err != nil {
		return "", err
	}
	return name, w.rest(ctx, name)
}

// making tells of a bucket that may come to be.
func (w *world) making(name string) error {
	if w.store.Scratch == nil {
		return nil
	}
	return w.store.Scratch.Making(name)
}

// retire does away with a bucket that was changed, at a store where it would stay.
func (w *world) retire(ctx context.Context, name string) {
	if w.store.Scratch != nil {
		delete(w.kept, name)
		// What is left is removed at the end.
		_ = w.store.Scratch.Remove(ctx, w.setup, name)
	}
}

// give returns a bucket that is as it was but for objects. A bucket that has
// been changed isn't given back.
func (w *world) give(s stage, name string) {
	if !s.missing {
		w.free[s] = append(w.free[s], name)
	}
}

// build makes a bucket in the stage.
func (w *world) build(ctx context.Context, s stage, name string) error {
	err := w.making(name)
	if err == nil {
		err = s.build(ctx, w.setup, name, w.account, w.made)
	}
	if err != nil {
		return fmt.Errorf("preparing the bucket %s: %w", name, err)
	}
	w.settled[name] = time.Now().Add(w.settle * s.settles())
	return nil
}

// rest waits until what was configured in a bucket may be taken for known to the store.
func (w *world) rest(ctx context.Context, name string) error {
	wait := time.Until(w.settled[name])
	if w.settle == 0 || wait <= 0 {
		return nil
	}
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// made is told that the bucket exists, before anything else is done with it.
func (w *world) made(ctx context.Context, name string) error {
	if w.store.Scratch == nil {
		return nil
	}
	return w.store.Scratch.Made(ctx, w.setup, name)
}

// remove deletes the bucket with all that is in it, so that another example can
// have the name.
func (w *world) remove(ctx context.Context, name string) {
	if w.store.Scratch != nil {
		w.retire(ctx, name)
		return
	}
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

// vacate makes sure that a bucket that an example needs to be missing is: others have
// buckets of the same name, and a server may keep one that was to be removed.
func (w *world) vacate(ctx context.Context, s stage, name string) error {
	if !s.missing {
		return nil
	}
	head := &s3.HeadBucketInput{Bucket: aws.String(name)}
	if _, err := w.setup.HeadBucket(ctx, head); err != nil {
		return nil
	}
	w.remove(ctx, name)
	if _, err := w.setup.HeadBucket(ctx, head); err != nil {
		return nil
	}
	return &Refusal{"another example's bucket of that name can't be removed"}
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
	out, err := w.setup.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, Body: strings.NewReader(Body)})
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
	bucket, err := w.take(ctx, w.store.stageOf(&compat.Facts{}, operation.GetObject))
	if err != nil {
		return err
	}
	if _, err := w.put(ctx, bucket, "photos/a.jpg"); err != nil {
		return err
	}
	var errs []error
	for _, op := range w.store.Missing.IDs() {
		c := minimal(op)
		if got := send(ctx, w.client, c.With(member.Bucket, bucket), "", nil); got.Status != 501 {
			errs = append(errs, fmt.Errorf("coverage.go: %s is said not to be implemented, but the server answers %s", op, got))
		}
	}
	return errors.Join(errs...)
}
