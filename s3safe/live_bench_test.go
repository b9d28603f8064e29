package s3safe_test

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	catalogue "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// knownBucket is a cache that has learned ten features of the bucket.
func knownBucket(t testing.TB) *state.Cache {
	cache := newCache(t)
	bucket := aws.String("amzn-s3-demo-bucket")
	for _, a := range []state.Answer{
		{Input: &s3.HeadBucketInput{Bucket: bucket}, Output: &s3.HeadBucketOutput{BucketRegion: aws.String("us-east-1")}},
		{Input: &s3.GetBucketVersioningInput{Bucket: bucket}, Output: &s3.GetBucketVersioningOutput{Status: types.BucketVersioningStatusEnabled}},
		{Input: &s3.GetObjectLockConfigurationInput{Bucket: bucket}, Output: &s3.GetObjectLockConfigurationOutput{
			ObjectLockConfiguration: &types.ObjectLockConfiguration{ObjectLockEnabled: types.ObjectLockEnabledEnabled}}},
		{Input: &s3.GetBucketOwnershipControlsInput{Bucket: bucket}, Output: &s3.GetBucketOwnershipControlsOutput{
			OwnershipControls: &types.OwnershipControls{Rules: []types.OwnershipControlsRule{{ObjectOwnership: types.ObjectOwnershipBucketOwnerEnforced}}}}},
		{Input: &s3.GetPublicAccessBlockInput{Bucket: bucket}, Output: &s3.GetPublicAccessBlockOutput{
			PublicAccessBlockConfiguration: &types.PublicAccessBlockConfiguration{
				BlockPublicAcls: aws.Bool(true), IgnorePublicAcls: aws.Bool(false), BlockPublicPolicy: aws.Bool(false), RestrictPublicBuckets: aws.Bool(false),
			}}},
	} {
		a.RequestID = "4442587FB7D0A2F9"
		cache.Learn(context.Background(), a)
	}
	if n := len(cache.Bucket(context.Background(), *bucket).Known()); n < 10 {
		t.Fatalf("%d features", n)
	}
	return cache
}

// BenchmarkGuardWithCache puts what a cached state adds beside the guard without.
func BenchmarkGuardWithCache(b *testing.B) {
	in := tenMembers()
	catalog := catalogue.Catalog()
	cache := knownBucket(b)
	lookups := catalog.Lookups(cache.Policy())
	ctx := context.Background()
	b.Run("Without", extractAndCheck(in))
	b.Run("With", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			var r compat.Request
			ok := sdk.Describe(in, &r)
			r.Bucket = cache.Bucket(ctx, *in.Bucket)
			var need compat.Need
			if lookups.Input(&r, &need); !ok || need.Missing() || len(catalog.CheckInput(&r, nil)) != 0 {
				b.Fatal("the request isn't compatible")
			}
		}
	})
	s := new(stub)
	b.Run("PutObjectWithout", putting(s3safe.New(s3.New(s.options())), in))
	b.Run("PutObjectWith", putting(s3safe.New(s3.New(s.options()), s3safe.WithState(cache)), in))
}

// With cached state the compatible path allocates nothing, either.
func TestCachedStateAllocatesNothing(t *testing.T) {
	catalog, cache := catalogue.Catalog(), knownBucket(t)
	lookups := catalog.Lookups(cache.Policy())
	locked := tenMembers()
	locked.ObjectLockMode, locked.ObjectLockRetainUntilDate = types.ObjectLockModeGovernance, aws.Time(time.Now().Add(24*time.Hour))
	for _, in := range []*s3.PutObjectInput{tenMembers(), locked} {
		if n := settled(func() {
			var r compat.Request
			ok := sdk.Describe(in, &r)
			r.Bucket = cache.Bucket(context.Background(), *in.Bucket)
			var need compat.Need
			if lookups.Input(&r, &need); !ok || need.Missing() || len(catalog.CheckInput(&r, nil)) != 0 {
				t.Fatal("the request isn't compatible")
			}
		}); n != 0 {
			t.Errorf("%v allocations", n)
		}
	}
}

// Nothing goes on after Wait.
func TestNoGoroutineStays(t *testing.T) {
	before := runtime.NumGoroutine()
	for range 20 {
		f := new(fakeS3)
		store := new(state.MemoryStore)
		cache, err := state.New(state.WithStore(store), state.WithTTL(60*time.Millisecond))
		if err != nil {
			t.Fatal(err)
		}
		client := s3safe.New(s3.New(f.options()), s3safe.WithState(cache))
		for range 10 {
			_, _ = client.PutObject(t.Context(), locked())
			_, _ = client.PutObject(t.Context(), withACL())
		}
		time.Sleep(70 * time.Millisecond)
		_, _ = client.PutObject(t.Context(), locked()) // begins a refresh
		cache.Wait()
	}
	deadline := time.Now().Add(5 * time.Second)
	for runtime.NumGoroutine() > before {
		if time.Now().After(deadline) {
			stacks := make([]byte, 1<<16)
			t.Fatalf("%d goroutines more:\n%s", runtime.NumGoroutine()-before, stacks[:runtime.Stack(stacks, true)])
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// No key and no credentials get into an error, a snapshot or a log.
func TestNoSecretsInErrors(t *testing.T) {
	const key = "MTIzNDU2Nzg5MGFiY2RlZjEyMzQ1Njc4OTBhYmNkZWY="
	f := new(fakeS3)
	f.set("encryption", `<ServerSideEncryptionConfiguration><Rule><ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault>`+
		`<BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes></Rule></ServerSideEncryptionConfiguration>`)
	client := s3safe.New(s3.New(f.options()), s3safe.WithState(newCache(t)))
	in := plain()
	in.SSECustomerAlgorithm, in.SSECustomerKey, in.SSECustomerKeyMD5 = aws.String("AES256"), aws.String(key), aws.String("JMwgiexXqwuPqIPjYFmIZQ==")
	_, err := client.PutObject(t.Context(), in)
	if !stopped(err) || !strings.Contains(err.Error(), "sse-c-blocked") {
		t.Fatalf("not stopped: %v", err)
	}
	for _, secret := range []string{key, "1234567890abcdef", "AKIAIOSFODNN7EXAMPLE"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("%q is in the error", secret)
		}
	}
}
