package state

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func mustNew(t testing.TB, opts ...Option) *Cache {
	t.Helper()
	c, err := New(opts...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// says returns a feature's value, empty if it isn't known.
func says(c *Cache, f compat.Feature) string {
	v, _ := c.Bucket(context.Background(), "reports").Get(f)
	return v
}

func ownershipAnswer(o types.ObjectOwnership) Answer {
	return Answer{
		Operation: operation.GetBucketOwnershipControls,
		Input:     &s3.GetBucketOwnershipControlsInput{Bucket: aws.String("reports")},
		Output: &s3.GetBucketOwnershipControlsOutput{OwnershipControls: &types.OwnershipControls{
			Rules: []types.OwnershipControlsRule{{ObjectOwnership: o}},
		}},
		RequestID: requestID, Document: "OwnershipControls",
	}
}

func ownershipChange(o types.ObjectOwnership) Answer {
	return Answer{
		Operation: operation.PutBucketOwnershipControls,
		Input: &s3.PutBucketOwnershipControlsInput{Bucket: aws.String("reports"), OwnershipControls: &types.OwnershipControls{
			Rules: []types.OwnershipControlsRule{{ObjectOwnership: o}},
		}},
		Output: &s3.PutBucketOwnershipControlsOutput{}, RequestID: requestID,
	}
}

func rejection(code, message string) Answer {
	return Answer{
		Operation: operation.PutObject, Input: &s3.PutObjectInput{Bucket: aws.String("reports")},
		Err: &smithy.GenericAPIError{Code: code, Message: message}, Status: 400, RequestID: requestID,
	}
}

const requestID = "4442587FB7D0A2F9"

// denied is S3's answer to a change that the caller may not make.
func denied(a Answer) Answer {
	a.Err, a.Status = &smithy.GenericAPIError{Code: "AccessDenied"}, 403
	return a
}

const (
	enforced = types.ObjectOwnershipBucketOwnerEnforced
	writer   = types.ObjectOwnershipObjectWriter
)

// The origins are believed in their order.
func TestTrust(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ctx := context.Background()
		snapshot := &Snapshot{Buckets: map[string]SnapshotBucket{"reports": {
			Facts: *Bucket(Is(compat.Ownership, "ObjectWriter"), Is(compat.Versioning, "Enabled")), Taken: time.Now().Add(-48 * time.Hour),
		}}}
		c := mustNew(t, Declare("reports", Is(compat.Ownership, "BucketOwnerPreferred")), WithSnapshot(snapshot))
		if got := says(c, compat.Ownership); got != "BucketOwnerPreferred" {
			t.Errorf("declared and in the snapshot: %s", got)
		}
		if got := c.Contradictions(); len(got) != 1 || !strings.Contains(got[0], "object ownership") {
			t.Errorf("contradictions: %v", got)
		}
		if e, ok := c.Explain("reports", compat.Versioning); !ok || e.Origin != FromSnapshot || e.Age < 48*time.Hour || e.Age > 49*time.Hour {
			t.Errorf("explained as %v", e)
		}
		c.Learn(ctx, ownershipChange(enforced))
		c.Learn(ctx, rejection("AccessControlListNotSupported", ""))
		time.Sleep(100 * DefaultTTL)
		if got := says(c, compat.Ownership); got != "BucketOwnerPreferred" {
			t.Errorf("what is declared was overruled: %s", got)
		}

		c = mustNew(t)
		c.Learn(ctx, ownershipAnswer(enforced))
		c.Learn(ctx, denied(ownershipChange(writer)))
		if got := says(c, compat.Ownership); got != "BucketOwnerEnforced" {
			t.Errorf("a change that failed: %s", got)
		}
		c.Learn(ctx, ownershipChange(writer))
		if got := says(c, compat.Ownership); got != "ObjectWriter" {
			t.Errorf("a change: %s", got)
		}
		time.Sleep(settle / 2)
		c.Learn(ctx, ownershipAnswer(enforced))
		if got := says(c, compat.Ownership); got != "" {
			t.Errorf("an answer to the contrary before S3 has settled leaves it open, not %s", got)
		}
		c.Learn(ctx, rejection("AccessControlListNotSupported", ""))
		if got := says(c, compat.Ownership); got != "" {
			t.Errorf("a rejection before S3 has settled leaves it open, not %s", got)
		}
		c.Learn(ctx, ownershipChange(writer))
		time.Sleep(2 * settle)
		c.Learn(ctx, rejection("AccessControlListNotSupported", ""))
		if got := says(c, compat.Ownership); got != "BucketOwnerEnforced" {
			t.Errorf("changed behind the back: %s", got)
		}
		time.Sleep(3 * DefaultTTL)
		if c.Bucket(ctx, "reports") != nil {
			t.Error("it isn't forgotten")
		}
	})
}

// A probe that began before a change doesn't undo it.
func TestOldAnswerAfterChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := mustNew(t)
		began := c.now()
		time.Sleep(time.Minute)
		c.Learn(context.Background(), ownershipChange(writer))
		time.Sleep(time.Minute)
		e := evidence{bucket: "reports", origin: Probed, at: began}
		e.set(compat.Ownership, "BucketOwnerEnforced")
		c.apply(&e)
		if got := says(c, compat.Ownership); got != "ObjectWriter" {
			t.Errorf("%s", got)
		}
	})
}

func TestContradictoryDeclarations(t *testing.T) {
	for want, opts := range map[string][]Option{
		`bucket "reports": versioning is declared to be both Enabled and Suspended`: {
			Declare("reports", Is(compat.Versioning, "Enabled")), Declare("reports", Is(compat.Versioning, "Suspended"))},
		`bucket "reports": Region is declared to be both us-east-1 and eu-west-1`: {
			Declare("reports", Region("us-east-1"), Region("eu-west-1"))},
		`object lock needs versioning`: {Declare("reports", Is(compat.ObjectLock, "Enabled"), Is(compat.Versioning, "Unversioned"))},
		`declared not to exist`:        {Declare("reports", Is(compat.Exists, "false"), Is(compat.Versioning, "Enabled"))},
		`existence can't be probed`:    {Probe(compat.Exists)},
		`the TTL is 0s`:                {WithTTL(0)},
		`the snapshot is nil`:          {WithSnapshot(nil)},
		`the store is nil`:             {WithStore(nil)},
	} {
		if _, err := New(opts...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v; want %s", err, want)
		}
	}
}

// A bucket that is deleted and made again is known by nothing from before.
func TestDeleteAndCreate(t *testing.T) {
	c, ctx := mustNew(t), context.Background()
	c.Learn(ctx, ownershipAnswer(enforced))
	c.Learn(ctx, Answer{Operation: operation.DeleteBucket, Input: &s3.DeleteBucketInput{Bucket: aws.String("reports")}, Output: &s3.DeleteBucketOutput{}, RequestID: requestID})
	if says(c, compat.Exists) != "false" || says(c, compat.Ownership) != "" {
		t.Error("deleted")
	}
	c.Learn(ctx, Answer{Operation: operation.CreateBucket, Input: &s3.CreateBucketInput{
		Bucket: aws.String("reports"), ObjectLockEnabledForBucket: aws.Bool(true),
		CreateBucketConfiguration: &types.CreateBucketConfiguration{LocationConstraint: "eu-west-1"},
	}, Output: &s3.CreateBucketOutput{}, RequestID: requestID})
	if says(c, compat.Exists) != "true" || says(c, compat.ObjectLock) != "Enabled" || c.Bucket(ctx, "reports").Region != "eu-west-1" {
		t.Errorf("created: %+v", c.Bucket(ctx, "reports"))
	}
}

// What S3's rejections say of a bucket.
func TestRejections(t *testing.T) {
	for _, x := range []struct {
		a    Answer
		f    compat.Feature
		want string
	}{
		{rejection("InvalidRequest", "Bucket is missing Object Lock Configuration"), compat.ObjectLock, "none"},
		{rejection("InvalidRequest", "Bucket is missing ObjectLockConfiguration"), compat.ObjectLock, "none"},
		{rejection("InvalidRequest", "something else"), compat.ObjectLock, ""},
		{rejection("ObjectLockConfigurationNotFoundError", ""), compat.ObjectLock, "none"},
		{rejection("AccessControlListNotSupported", "The bucket does not allow ACLs"), compat.Ownership, "BucketOwnerEnforced"},
		{rejection("NoSuchBucket", ""), compat.Exists, "false"},
		{rejection("BucketAlreadyOwnedByYou", ""), compat.Exists, "true"},
		{rejection("BucketAlreadyExists", ""), compat.Exists, "true"},
		// A fact about the caller; a cache has many.
		{rejection("BucketAlreadyOwnedByYou", ""), compat.OwnedByCaller, ""},
		{rejection("BucketAlreadyExists", ""), compat.OwnedByCaller, ""},
		{rejection("NoSuchBucketPolicy", ""), compat.Policy, "none"},
		{rejection("InvalidRequest", "S3 Transfer Acceleration is not configured on this bucket"), compat.Acceleration, "none"},
		{rejection("AccessDenied", "Access Denied"), compat.Exists, ""},
		{rejection("NoSuchKey", ""), compat.Exists, ""},
	} {
		c := mustNew(t)
		c.Learn(context.Background(), x.a)
		if got := says(c, x.f); got != x.want {
			t.Errorf("%v: %s is %q, want %q", x.a.Err, x.f, got, x.want)
		}
	}
	c := mustNew(t)
	a := rejection("NoSuchBucket", "")
	a.Operation, a.Input = operation.CopyObject, &s3.CopyObjectInput{Bucket: aws.String("reports")}
	c.Learn(context.Background(), a)
	if says(c, compat.Exists) != "" {
		t.Error("a copy may lack its source's bucket")
	}
}

// A version id says that the bucket is versioned; none says nothing.
func TestVersionID(t *testing.T) {
	c, ctx := mustNew(t), context.Background()
	put := func(v *string) {
		c.Learn(ctx, Answer{Operation: operation.PutObject, Input: &s3.PutObjectInput{Bucket: aws.String("reports")}, Output: &s3.PutObjectOutput{VersionId: v}})
	}
	put(nil)
	put(aws.String("null"))
	if says(c, compat.Versioning) != "" {
		t.Error("learned from silence")
	}
	put(aws.String("3sL4kqtJlcpXroDTDmJ"))
	if says(c, compat.Versioning) != "Enabled" {
		t.Error("not learned")
	}
	a := Answer{Operation: operation.PutObject, Input: &s3.PutObjectInput{Bucket: aws.String("reports")}, Output: &s3.PutObjectOutput{VersionId: aws.String("x1")}}
	if n := testing.AllocsPerRun(100, func() { c.Learn(ctx, a) }); n != 0 {
		t.Errorf("%v allocations for an answer that tells nothing new", n)
	}
}

// Nothing of a customer's key but its MD5 is kept.
func TestUploadKeepsNoKey(t *testing.T) {
	c, ctx := mustNew(t), context.Background()
	const key = "MTIzNDU2Nzg5MGFiY2RlZjEyMzQ1Njc4OTBhYmNkZWY="
	c.Learn(ctx, Answer{Operation: operation.CreateMultipartUpload, Input: &s3.CreateMultipartUploadInput{
		Bucket: aws.String("reports"), Key: aws.String("k"), SSECustomerAlgorithm: aws.String("AES256"), SSECustomerKey: aws.String(key),
	}, Output: &s3.CreateMultipartUploadOutput{UploadId: aws.String("u1")}})
	f := c.Upload(ctx, "reports", "k", "u1")
	if f == nil || f.KeyMD5 != "JMwgiexXqwuPqIPjYFmIZQ==" {
		t.Fatalf("known: %+v", f)
	}
	if s := fmt.Sprintf("%+v", *c.uploads.get("u1")); strings.Contains(s, key) || strings.Contains(s, "1234567890") {
		t.Error("the key is kept")
	}
	if c.Upload(ctx, "reports", "other", "u1") != nil || c.Upload(ctx, "other", "k", "u1") != nil {
		t.Error("another key's upload")
	}
}

// TestDefaultChecksumTypes: the answer to a creation with an algorithm alone doesn't
// always say what type S3 chose.
func TestDefaultChecksumTypes(t *testing.T) {
	c, ctx := mustNew(t), context.Background()
	for _, a := range types.ChecksumAlgorithm("").Values() {
		id, want := "upload of "+string(a), "COMPOSITE"
		if a == types.ChecksumAlgorithmCrc64nvme {
			want = "FULL_OBJECT"
		}
		c.Learn(ctx, Answer{Operation: operation.CreateMultipartUpload,
			Input:  &s3.CreateMultipartUploadInput{Bucket: aws.String("reports"), Key: aws.String("k"), ChecksumAlgorithm: a},
			Output: &s3.CreateMultipartUploadOutput{UploadId: &id, ChecksumAlgorithm: a}})
		if got, _ := c.Upload(ctx, "reports", "k", id).Get(compat.UploadChecksumType); got != want {
			t.Errorf("%s: %q, want %s", a, got, want)
		}
	}
}

func TestUploads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c, ctx := mustNew(t, WithUploadLimit(100, time.Hour)), context.Background()
		bucket, key := aws.String("reports"), aws.String("k")
		create := func(id string) {
			c.Learn(ctx, Answer{Operation: operation.CreateMultipartUpload,
				Input: &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key},
				Output: &s3.CreateMultipartUploadOutput{UploadId: &id, ChecksumAlgorithm: types.ChecksumAlgorithmCrc64nvme,
					ChecksumType: types.ChecksumTypeFullObject, ServerSideEncryption: types.ServerSideEncryptionAes256}})
		}
		get := func(id string, f compat.Feature) string {
			v, _ := c.Upload(ctx, "reports", "k", id).Get(f)
			return v
		}
		create("u1")
		if get("u1", compat.UploadChecksumAlgorithm) != "CRC64NVME" || get("u1", compat.UploadChecksumType) != "FULL_OBJECT" || get("u1", compat.UploadEncryption) != "AES256" {
			t.Errorf("created: %+v", c.Upload(ctx, "reports", "k", "u1"))
		}
		c.Learn(ctx, Answer{Operation: operation.ListParts, Input: &s3.ListPartsInput{Bucket: bucket, Key: key, UploadId: aws.String("u2")},
			Output: &s3.ListPartsOutput{UploadId: aws.String("u2"), ChecksumAlgorithm: types.ChecksumAlgorithmSha1, ChecksumType: types.ChecksumTypeComposite}})
		if get("u2", compat.UploadChecksumAlgorithm) != "SHA1" || get("u2", compat.UploadEncryption) != "" {
			t.Errorf("listed: %+v", c.Upload(ctx, "reports", "k", "u2"))
		}
		c.Learn(ctx, Answer{Operation: operation.CompleteMultipartUpload, Input: &s3.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: aws.String("u1")},
			Err: &smithy.GenericAPIError{Code: "InvalidPart"}})
		if get("u1", compat.UploadExists) != "true" {
			t.Error("a completion that failed ended the upload")
		}
		c.Learn(ctx, Answer{Operation: operation.CompleteMultipartUpload, Input: &s3.CompleteMultipartUploadInput{Bucket: bucket, Key: key, UploadId: aws.String("u1")},
			Output: &s3.CompleteMultipartUploadOutput{ETag: aws.String(`"0123456789abcdef0123456789abcdef-1"`)}})
		if f := c.Upload(ctx, "reports", "k", "u1"); f == nil || get("u1", compat.UploadExists) != "false" || get("u1", compat.UploadEncryption) != "" || f.Parts != nil {
			t.Errorf("a completed upload: %+v", f)
		}
		c.Learn(ctx, Answer{Operation: operation.UploadPart, Input: &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: aws.String("u1"), PartNumber: aws.Int32(1)},
			Output: &s3.UploadPartOutput{ETag: aws.String(`"0123456789abcdef0123456789abcdef"`)}})
		if f := c.Upload(ctx, "reports", "k", "u1"); f == nil || f.Parts != nil {
			t.Errorf("a part that was on its way: %+v", f)
		}
		create("u3")
		c.Learn(ctx, Answer{Operation: operation.AbortMultipartUpload, Input: &s3.AbortMultipartUploadInput{Bucket: bucket, Key: aws.String("other"), UploadId: aws.String("u3")},
			Err: &smithy.GenericAPIError{Code: "NoSuchUpload"}, Status: 404, RequestID: requestID})
		if get("u3", compat.UploadExists) != "true" {
			t.Error("the upload of another object is taken for this one")
		}
		c.Learn(ctx, Answer{Operation: operation.AbortMultipartUpload, Input: &s3.AbortMultipartUploadInput{Bucket: bucket, Key: key, UploadId: aws.String("u3")},
			Output: &s3.AbortMultipartUploadOutput{}})
		if get("u3", compat.UploadExists) != "aborted" {
			t.Error("an upload that was aborted is in progress")
		}
		listed := Answer{Operation: operation.ListParts, Input: &s3.ListPartsInput{Bucket: bucket, Key: key, UploadId: aws.String("u3")},
			Err: &smithy.GenericAPIError{Code: "NoSuchUpload"}, Status: 404, RequestID: requestID}
		if c.Learn(ctx, listed); get("u3", compat.UploadExists) != "aborted" {
			t.Error("parts that were on their way can't be listed any more")
		}
		listed.Err, listed.Output = nil, &s3.ListPartsOutput{UploadId: aws.String("u3")}
		if c.Learn(ctx, listed); get("u3", compat.UploadExists) != "true" {
			t.Error("an upload whose parts are listed isn't there")
		}
		c.Learn(ctx, Answer{Operation: operation.UploadPart, Input: &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: aws.String("u2")},
			Err: &smithy.GenericAPIError{Code: "NoSuchUpload"}, Status: 404, RequestID: requestID})
		if get("u2", compat.UploadExists) != "false" {
			t.Error("it isn't learned that the upload is gone")
		}
		for i := range 1000 {
			create(fmt.Sprint("many", i))
		}
		if n := c.Stats().Uploads; n != 100 {
			t.Errorf("%d uploads", n)
		}
		time.Sleep(2 * time.Hour)
		if c.Upload(ctx, "reports", "k", "many999") != nil {
			t.Error("an old upload isn't forgotten")
		}
	})
}

// Everything at once, for the race detector.
func TestConcurrent(t *testing.T) {
	c := mustNew(t, WithLimit(50), WithStore(new(MemoryStore)))
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			ctx := context.Background()
			for i := range 300 {
				name := fmt.Sprint("bucket", (i*7+w)%80)
				switch i % 5 {
				case 0:
					a := ownershipChange(writer)
					a.Input.(*s3.PutBucketOwnershipControlsInput).Bucket = &name
					c.Learn(ctx, a)
				case 1:
					c.Bucket(ctx, name).Get(compat.Ownership)
				case 2:
					c.Explain(name, compat.Ownership)
				case 3:
					c.Look(ctx, Lookup{Bucket: name, Missing: compat.FeaturesOf(compat.ObjectLock), Used: compat.FeaturesOf(compat.Ownership),
						Client: func() API { return failing{} }})
				default:
					c.Stats()
				}
			}
		})
	}
	wg.Wait()
	c.Wait()
	if n := c.Stats().Buckets; n > 50 {
		t.Errorf("%d buckets", n)
	}
}

// failing is a client of which every probe panics: all methods are nil.
type failing struct{ API }
