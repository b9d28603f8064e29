package state

import (
	"slices"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

func needs(t *testing.T, c compat.Case) compat.Need {
	t.Helper()
	cache, err := New()
	if err != nil {
		t.Fatal(err)
	}
	var n compat.Need
	l := aws.Catalog().Lookups(cache.Policy())
	l.Input(c.Request(), &n)
	l.Resolved(c.Request(), &n)
	return n
}

// The plainest request of an operation is never worth a lookup, except for the
// few that configure buckets.
func TestPlainestRequestsNeedNothing(t *testing.T) {
	for op := compat.Operation(1); op < operation.Count; op++ {
		c := compat.Complete(compat.Given(op), sdk.Schema)
		if n := needs(t, c); n.Missing() && !slices.Contains(rare, op) {
			t.Errorf("%s needs %v", op, n.Bucket.List())
		}
	}
	for _, op := range []compat.Operation{
		operation.PutObject, operation.GetObject, operation.ListObjectsV2, operation.HeadObject, operation.DeleteObject, operation.DeleteObjects,
		operation.CopyObject, operation.UploadPart, operation.CreateMultipartUpload, operation.CompleteMultipartUpload, operation.HeadBucket,
	} {
		if slices.Contains(rare, op) {
			t.Errorf("%s isn't rare", op)
		}
	}
}

// What each of these needs, and no more.
func TestWhatIsLookedUp(t *testing.T) {
	put := compat.Given(operation.PutObject, member.Bucket, "amzn-s3-demo-bucket", member.Key, "x")
	for _, c := range []struct {
		request compat.Case
		want    []compat.Feature
	}{
		{put.With(member.ObjectLockMode, "GOVERNANCE"), []compat.Feature{compat.ObjectLock}},
		{put.With(member.ObjectLockLegalHoldStatus, "ON"), []compat.Feature{compat.ObjectLock}},
		{put.With(member.ObjectLockLegalHoldStatus, "OFF"), nil},
		{put.With(member.ACL, "aws-exec-read"), []compat.Feature{compat.Ownership}},
		{put.With(member.ACL, "public-read"), []compat.Feature{compat.Ownership, compat.BlockPublicACLs}},
		{put.With(member.ACL, "bucket-owner-full-control"), nil},
		{put.With(member.SSECustomerAlgorithm, "AES256"), []compat.Feature{compat.BlockedSSEC}},
		{put.With(member.ServerSideEncryption, "aws:kms"), nil},
		{put.With(member.StorageClass, "STANDARD_IA"), nil},
		{put.With(member.Tagging, "a=b"), nil},
		{put.With(member.ExpectedBucketOwner, "123456789012"), nil},
		{put.With(member.RequestPayer, "requester"), nil},
		{compat.Given(operation.GetObject, member.Bucket, "amzn-s3-demo-bucket", member.Key, "x", member.VersionId, "3sL4kqtJlcpXroDTDmJ"),
			[]compat.Feature{compat.Versioning}},
		{compat.Given(operation.PutObjectRetention, member.Bucket, "amzn-s3-demo-bucket", member.Key, "x"), []compat.Feature{compat.ObjectLock}},
		{put.With(member.ACL, "aws-exec-read").Over(compat.Accelerate, "true").Over(compat.Provider, "Amazon"),
			[]compat.Feature{compat.Ownership, compat.Acceleration}},
		{put.Over(compat.Scheme, "http").Over(compat.Provider, "other"), nil},
		{put.Over(compat.Scheme, "http").Over(compat.Provider, "Amazon"), nil},
	} {
		n := needs(t, c.request)
		if got := n.Bucket.List(); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.request.Members, got, c.want)
		}
	}
}

// A request that needs nothing costs nothing but the look.
func TestLookupAllocatesNothing(t *testing.T) {
	cache, err := New()
	if err != nil {
		t.Fatal(err)
	}
	l := aws.Catalog().Lookups(cache.Policy())
	facts := compat.Facts{}.With(compat.Ownership, "ObjectWriter")
	r := compat.Given(operation.PutObject, member.Bucket, "amzn-s3-demo-bucket", member.Key, "x", member.ACL, "aws-exec-read").Request()
	r.Bucket = &facts
	if n := testing.AllocsPerRun(100, func() {
		var n compat.Need
		l.Input(r, &n)
		if n.Missing() || n.UsedBucket == 0 {
			t.Fatal("needs something")
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// Every bucket feature has a name of its own, and every probe's features are
// those of no other.
func TestTables(t *testing.T) {
	for f := compat.Feature(0); f < compat.Features; f++ {
		name := FeatureName(f)
		if (name != "") != (f.Scope() == compat.ScopeBucket) {
			t.Errorf("%s has the name %q", f, name)
		}
		if back, ok := ParseFeature(name); name != "" && (!ok || back != f) {
			t.Errorf("%q is parsed as %s", name, back) // or stands twice
		}
	}
	var all compat.FeatureSet
	for _, p := range probes {
		if p.features&all != 0 {
			t.Errorf("%s asks for what another does", p.operation)
		}
		all |= p.features
		if AskedBy(p.operation)&p.features == 0 {
			t.Errorf("%s isn't in the table of what is asked", p.operation)
		}
		if p.iam == "" {
			t.Errorf("%s has no IAM action", p.operation)
		}
	}
	never := compat.FeaturesOf(compat.Exists, compat.OwnedByCaller, compat.Payer, compat.Policy, compat.CORS, compat.Website, compat.Lifecycle, compat.Replication)
	if bad := lazyFeatures() & never; bad != 0 {
		t.Errorf("%v would be probed", bad.List())
	}
}
