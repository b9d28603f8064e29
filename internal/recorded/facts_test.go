package main

import (
	"encoding/json"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// A case can declare every value of every feature that the engine has of buckets, and
// that one isn't known.
func TestEveryFeatureCanBeDeclared(t *testing.T) {
	features := 0
	for f := range compat.Features {
		if f.Scope() != compat.ScopeBucket {
			continue
		}
		features++
		name := state.FeatureName(f)
		for _, want := range append([]string{""}, f.Values()...) {
			facts := bucketFacts(&Case{Op: "GetObject", Bucket: map[string]any{"features": map[string]any{name: want}}})
			if got, _ := facts.Get(f); got != want {
				t.Errorf("%s: declared %q, replayed with %q", f, want, got)
			}
		}
	}
	if features < 38 {
		t.Errorf("%d features: too few", features)
	}
}

// What a case says of buckets and uploads in words of its own.
func TestDeclaredInWords(t *testing.T) {
	for _, x := range []struct {
		op, bucket string
		feature    compat.Feature
		want       string
	}{
		{"GetObject", `{"abac":"Enabled"}`, compat.ABAC, "Enabled"},
		{"PutObject", `{"blockedEncryption":"SSE-C"}`, compat.BlockedSSEC, "true"},
		{"PutBucketLogging", `{"targetBucket":{"exists":false}}`, compat.LogTarget, "missing"},
		{"PutBucketLogging", `{"targetBucket":{"region":"eu-west-1"}}`, compat.LogTarget, "another region"},
		{"PutBucketLogging", `{"targetBucket":{"owner":"other"}}`, compat.LogTarget, "another account"},
		{"PutBucketLogging", `{"targetBucket":{"region":"us-east-1"}}`, compat.LogTarget, "same region"},
		{"PutBucketLogging", `{"targetBucket":{"region":"unknown"}}`, compat.LogTarget, ""},
		{"PutBucketLogging", `{"region":"unknown","targetBucket":{"region":"us-east-1"}}`, compat.LogTarget, ""},
		{"PutBucketLogging", `{"targetBucket":{"ownership":"ObjectWriter"}}`, compat.LogTargetOwnership, "ObjectWriter"},
		{"PutBucketReplication", `{"destination":{"exists":false}}`, compat.ReplicaTarget, "missing"},
		{"PutBucketReplication", `{"destination":{"versioning":"Suspended"}}`, compat.ReplicaTarget, "not versioned"},
		{"PutBucketReplication", `{"destination":{"versioning":"unknown"}}`, compat.ReplicaTarget, ""},
		{"PutBucketReplication", `{"destination":{"objectLock":"none"}}`, compat.ReplicaTargetLock, "none"},
		{"PutBucketReplication", `{"destination":{"objectLock":"enabled"}}`, compat.ReplicaTargetLock, "Enabled"},
		{"PutBucketReplication", `{"destination":{"versioning":"Enabled"}}`, compat.ReplicaTargetLock, ""},
		{"PutBucketInventoryConfiguration", `{"destination":{"exists":false}}`, compat.ExportTarget, "missing"},
		{"PutBucketAnalyticsConfiguration", `{"destination":{"region":"eu-west-1"}}`, compat.ExportTarget, "another region"},
		{"PutBucketAnalyticsConfiguration", `{"destination":{"region":"unknown"}}`, compat.ExportTarget, ""},
		{"PutBucketReplication", `{"destination":{"region":"eu-west-1"}}`, compat.ExportTarget, ""},
		{"PutBucketOwnershipControls", `{"acl":"public-read"}`, compat.Grants, "others"},
		{"GetObject", `{"exists":false}`, compat.Exists, "false"},
		{"GetObject", `{}`, compat.Versioning, "Unversioned"},
		{"GetObject", `{"rest":"unknown"}`, compat.Versioning, ""},
		{"GetObject", `{"rest":"unknown","versioning":"Enabled"}`, compat.Versioning, "Enabled"},
		{"GetObject", `{"rest":"unknown"}`, compat.BlockPublicPolicy, ""},
		{"GetObject", `{"rest":"unknown"}`, compat.OwnershipControls, ""},
		{"GetObject", `{"rest":"unknown","ownership":"ObjectWriter"}`, compat.OwnershipControls, "some"},
		{"GetObject", `{"rest":"unknown"}`, compat.CORS, ""},
	} {
		c := Case{Op: x.op}
		if err := json.Unmarshal([]byte(x.bucket), &c.Bucket); err != nil {
			t.Fatal(err)
		}
		facts := bucketFacts(&c)
		if got, _ := facts.Get(x.feature); got != x.want {
			t.Errorf("%s %s: %s is %q, want %q", x.op, x.bucket, x.feature, got, x.want)
		}
	}
	for bucket, want := range map[string][2]string{
		`{}`: {"us-east-1", ""}, `{"owner":"444455556666","region":"eu-west-1"}`: {"eu-west-1", "444455556666"},
		`{"owner":"unknown","region":"unknown"}`: {"", ""}, `{"region":false}`: {"", ""},
	} {
		var c Case
		if err := json.Unmarshal([]byte(bucket), &c.Bucket); err != nil {
			t.Fatal(err)
		}
		if f := bucketFacts(&c); f.Region != want[0] || f.Owner != want[1] {
			t.Errorf("%s: Region %q and owner %q, want %q", bucket, f.Region, f.Owner, want)
		}
	}
	upload := uploadFacts(&Case{Object: map[string]any{"upload": map[string]any{"checksumAlgorithm": "CRC32", "parts": []any{
		map[string]any{"PartNumber": 1.0, "Size": 5.0, "ETag": "x", "ChecksumCRC32": "AAAAAA=="},
	}}}})
	if upload == nil || upload.Parts == nil {
		t.Error("the parts of an upload aren't declared")
	}
}

// What a case says of the source of a copy, of an upload that isn't there, and of how
// long a URL is valid decides as what it says of its bucket.
func TestReplayOfMoreThanTheBucket(t *testing.T) {
	for name, x := range map[string]struct {
		line string
		want Outcome
	}{
		"a missing source":     {`{"op":"CopyObject","input":{"Bucket":"reports","Key":"k","CopySource":"from/k"},"sourceBucket":{"exists":false},"code":"NoSuchBucket","status":404}`, Stopped},
		"a source":             {`{"op":"CopyObject","input":{"Bucket":"reports","Key":"k","CopySource":"from/k"},"sourceBucket":{},"status":200}`, Sent},
		"an unknown source":    {`{"op":"CopyObject","input":{"Bucket":"reports","Key":"k","CopySource":"from/k"},"status":200}`, Sent},
		"no such upload":       {`{"op":"ListParts","input":{"Bucket":"reports","Key":"k","UploadId":"u"},"object":{"upload":{"exists":false}},"code":"NoSuchUpload","status":404}`, Stopped},
		"an upload":            {`{"op":"ListParts","input":{"Bucket":"reports","Key":"k","UploadId":"u"},"object":{"upload":{}},"status":200}`, Sent},
		"a URL for eight days": {`{"op":"GetObject","input":{"Bucket":"reports","Key":"k"},"endpoint":{"presigned":true,"expires":691200},"code":"AuthorizationQueryParametersError","status":400}`, Stopped},
		"a URL for a day":      {`{"op":"GetObject","input":{"Bucket":"reports","Key":"k"},"endpoint":{"presigned":true,"expires":86400},"status":200}`, Sent},
	} {
		var c Case
		if err := json.Unmarshal([]byte(x.line), &c); err != nil {
			t.Fatal(err)
		}
		if got := Replay(&c); got.Outcome != x.want {
			t.Errorf("%s: %+v", name, got)
		}
	}
}
