package main

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/examples/s3server/s3servertest"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
	"github.com/s3safe/s3safe-go/s3safe/state/statetest"
)

const output = `1. A plain upload needs no knowledge of the bucket:
   accepted; requests: 1, probes so far: 0
2. One with an ACL needs the bucket's object ownership. It is asked for once:
   stopped by acl-disabled: the bucket's object ownership is BucketOwnerEnforced (probed); requests: 1, probes so far: 1
   stopped by acl-disabled: the bucket's object ownership is BucketOwnerEnforced (probed); requests: 0, probes so far: 1
3. A change through the client is news:
   accepted; requests: 1, probes so far: 1
`

func TestRun(t *testing.T) {
	var out strings.Builder
	if err := run(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	// How old a fact is depends on the machine.
	got := strings.NewReplacer("(probed, 0s ago)", "(probed)", "(probed, 1s ago)", "(probed)").Replace(out.String())
	if got != output {
		t.Errorf("%s", got)
	}
}

// rules returns the ids of the rules that stopped a call, and the codes of S3's
// answer if it was S3 that refused.
func rules(err error) string {
	var e *s3safe.IncompatibleError
	var api interface{ ErrorCode() string }
	switch {
	case err == nil:
		return "accepted"
	case errors.As(err, &e):
		return "stopped by " + e.Findings[0].Rule.ID
	case errors.As(err, &api):
		return "S3: " + api.ErrorCode()
	}
	return err.Error()
}

// A case is a request that depends on a bucket's configuration, with how to
// change the configuration there and back.
type change struct {
	name    string
	create  func(*s3.CreateBucketInput)
	request func(ctx context.Context, client *s3safe.Client, bucket string) error
	rule    string
	// allow and forbid change the configuration with the client given; forbid is
	// nil if that can't be undone.
	allow, forbid func(ctx context.Context, client *s3.Client, bucket string) error
	// code is S3's answer to what is forbidden.
	code string
}

func ownership(o types.ObjectOwnership) func(context.Context, *s3.Client, string) error {
	return func(ctx context.Context, client *s3.Client, bucket string) error {
		_, err := client.PutBucketOwnershipControls(ctx, &s3.PutBucketOwnershipControlsInput{Bucket: &bucket,
			OwnershipControls: &types.OwnershipControls{Rules: []types.OwnershipControlsRule{{ObjectOwnership: o}}}})
		return err
	}
}

func versioning(ctx context.Context, client *s3.Client, bucket string) error {
	_, err := client.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{Bucket: &bucket,
		VersioningConfiguration: &types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled}})
	return err
}

func lock(ctx context.Context, client *s3.Client, bucket string) error {
	if err := versioning(ctx, client, bucket); err != nil {
		return err
	}
	_, err := client.PutObjectLockConfiguration(ctx, &s3.PutObjectLockConfigurationInput{Bucket: &bucket,
		ObjectLockConfiguration: &types.ObjectLockConfiguration{ObjectLockEnabled: types.ObjectLockEnabledEnabled}})
	return err
}

var changes = []change{
	{
		name:   "ownership",
		create: func(in *s3.CreateBucketInput) { in.ObjectOwnership = types.ObjectOwnershipBucketOwnerEnforced },
		request: func(ctx context.Context, client *s3safe.Client, bucket string) error {
			// versitygw takes ACLs on objects without a look, so its answer could
			// teach nothing.
			_, err := client.PutBucketAcl(ctx, &s3.PutBucketAclInput{Bucket: &bucket, ACL: types.BucketCannedACLPrivate})
			return err
		},
		rule: "acl-disabled-change", code: "AccessControlListNotSupported",
		allow: ownership(types.ObjectOwnershipObjectWriter), forbid: ownership(types.ObjectOwnershipBucketOwnerEnforced),
	},
	{
		name: "object lock",
		request: func(ctx context.Context, client *s3safe.Client, bucket string) error {
			_, err := client.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: aws.String("x"), Body: strings.NewReader("x"),
				ObjectLockMode: types.ObjectLockModeGovernance, ObjectLockRetainUntilDate: aws.Time(time.Now().Add(time.Hour))})
			return err
		},
		rule: "object-lock-not-enabled", allow: lock,
	},
	{
		name: "versioning",
		request: func(ctx context.Context, client *s3safe.Client, bucket string) error {
			_, err := client.PutObjectLockConfiguration(ctx, &s3.PutObjectLockConfigurationInput{Bucket: &bucket,
				ObjectLockConfiguration: &types.ObjectLockConfiguration{ObjectLockEnabled: types.ObjectLockEnabledEnabled}})
			return err
		},
		rule: "object-lock-needs-versioning", allow: versioning,
	},
}

const ttl = 300 * time.Millisecond

func setup(t *testing.T, c change) (*s3safe.Client, *s3.Client, *state.Cache, string) {
	t.Helper()
	server := s3servertest.Server(t)
	known, err := state.New(state.WithTTL(ttl), state.WithNegativeTTL(ttl))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(known.Wait)
	var fns []func(*s3.CreateBucketInput)
	if c.create != nil {
		fns = append(fns, c.create)
	}
	bucket := s3servertest.Bucket(t, server, fns...)
	return s3safe.New(server.Client(), s3safe.WithState(known), s3safe.WithProvider(provider.Amazon)), server.Client(), known, bucket
}

// Stopped from probed state, then allowed after the configuration is changed
// through the client.
func TestChangedThroughTheClient(t *testing.T) {
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			client, _, known, bucket := setup(t, c)
			if got := rules(c.request(t.Context(), client, bucket)); got != "stopped by "+c.rule {
				t.Fatal(got)
			}
			if n := known.Stats().Probes; n == 0 {
				t.Error("without a probe")
			}
			if err := c.allow(t.Context(), client.Client, bucket); err != nil {
				t.Fatal(err)
			}
			if got := rules(c.request(t.Context(), client, bucket)); got != "accepted" {
				t.Error(got)
			}
		})
	}
}

// Changed behind the client's back: after the TTL it is known.
func TestChangedBehindTheBack(t *testing.T) {
	for _, c := range changes {
		t.Run(c.name, func(t *testing.T) {
			client, unguarded, _, bucket := setup(t, c)
			if got := rules(c.request(t.Context(), client, bucket)); got != "stopped by "+c.rule {
				t.Fatal(got)
			}
			if err := c.allow(t.Context(), unguarded, bucket); err != nil {
				t.Fatal(err)
			}
			deadline := time.Now().Add(20 * ttl)
			for rules(c.request(t.Context(), client, bucket)) != "accepted" {
				if time.Now().After(deadline) {
					t.Fatal("still stopped")
				}
				time.Sleep(ttl / 3)
			}
			if c.forbid == nil {
				return
			}
			// And back: what S3 answers first is learned at once.
			if err := c.forbid(t.Context(), unguarded, bucket); err != nil {
				t.Fatal(err)
			}
			if got := rules(c.request(t.Context(), client, bucket)); got != "S3: "+c.code {
				t.Fatal(got)
			}
			if got := rules(c.request(t.Context(), client, bucket)); got != "stopped by "+c.rule {
				t.Error(got)
			}
		})
	}
}

// A multipart upload's parts are judged by how the real server created it.
func TestUpload(t *testing.T) {
	client, _, _, bucket := setup(t, change{})
	ctx, key := t.Context(), aws.String("x")
	created, err := client.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{Bucket: &bucket, Key: key, ChecksumAlgorithm: types.ChecksumAlgorithmSha256})
	if err != nil {
		t.Fatal(err)
	}
	part := func(a types.ChecksumAlgorithm) string {
		_, err := client.UploadPart(ctx, &s3.UploadPartInput{Bucket: &bucket, Key: key, UploadId: created.UploadId, PartNumber: aws.Int32(1),
			Body: strings.NewReader("x"), ChecksumAlgorithm: a})
		return rules(err)
	}
	if got := part(types.ChecksumAlgorithmCrc32c); !strings.HasPrefix(got, "stopped by part-") {
		t.Error(got)
	}
	if got := part(types.ChecksumAlgorithmSha256); got != "accepted" {
		t.Error(got)
	}
	if _, err := client.AbortMultipartUpload(ctx, &s3.AbortMultipartUploadInput{Bucket: &bucket, Key: key, UploadId: created.UploadId}); err != nil {
		t.Fatal(err)
	}
	if got := part(types.ChecksumAlgorithmSha256); got != "stopped by upload-gone" {
		t.Error(got)
	}
}

// A snapshot of a real bucket says what its probes do, and a bucket set up alike
// is at parity with it.
func TestSnapshotAndParity(t *testing.T) {
	server := s3servertest.Server(t)
	production := s3servertest.Bucket(t, server, func(in *s3.CreateBucketInput) { in.ObjectLockEnabledForBucket = aws.Bool(true) })
	alike := s3servertest.Bucket(t, server, func(in *s3.CreateBucketInput) { in.ObjectLockEnabledForBucket = aws.Bool(true) })
	other := s3servertest.Bucket(t, server)
	snapshot, err := state.Take(t.Context(), server.Client(), production)
	if err != nil && !strings.Contains(err.Error(), "NotImplemented") {
		t.Error(err) // versitygw doesn't have all configurations
	}
	name := t.TempDir() + "/production.json"
	if err := snapshot.WriteFile(name); err != nil {
		t.Fatal(err)
	}
	if snapshot, err = state.ReadSnapshot(name); err != nil {
		t.Fatal(err)
	}
	facts := statetest.Of(t, snapshot, production)
	for f, want := range map[compat.Feature]string{compat.ObjectLock: "Enabled", compat.Versioning: "Enabled", compat.Exists: "true"} {
		if got, _ := facts.Get(f); got != want {
			t.Errorf("%s is %q", f, got)
		}
	}
	statetest.RequireParity(t, facts, statetest.Read(t, server.Client(), alike))
	if p := state.Compare(facts, statetest.Read(t, server.Client(), other), nil); p.Equal() {
		t.Error("a bucket without object lock is at parity")
	}
}
