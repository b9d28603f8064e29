package strict_test

import (
	"context"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
	"github.com/s3safe/s3safe-go/s3safe/strict"
)

// configuration answers GETs of a subresource with a document.
func configuration(documents map[string]string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		for name, text := range documents {
			if r.Method == http.MethodGet && r.URL.Query().Has(name) {
				w.Header().Set("Content-Type", "application/xml")
				_, _ = io.WriteString(w, text)
				return true
			}
		}
		return false
	}
}

var credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "AKIDEXAMPLE", SecretAccessKey: "the-secret-key"}, nil
})

func locked() *s3.PutObjectInput {
	return &s3.PutObjectInput{
		Bucket: aws.String("reports"), Key: aws.String("k"), Body: strings.NewReader("hello"),
		ObjectLockMode: types.ObjectLockModeCompliance, ObjectLockRetainUntilDate: aws.Time(time.Now().Add(24 * time.Hour)),
	}
}

// TestBucketState: a bucket's state is asked of the server behind, if that is allowed.
func TestBucketState(t *testing.T) {
	none := configuration(map[string]string{"object-lock": ""})
	withoutLock := func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodGet && r.URL.Query().Has("object-lock") {
			w.WriteHeader(http.StatusNotFound)
			_, _ = io.WriteString(w, "<Error><Code>ObjectLockConfigurationNotFoundError</Code><Message>Object Lock configuration does not exist for this bucket</Message></Error>")
			return true
		}
		return false
	}
	withLock := configuration(map[string]string{
		"object-lock": "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>",
	})
	declared, err := state.New(state.Declare("reports", state.Is(compat.ObjectLock, "none")))
	if err != nil {
		t.Fatal(err)
	}
	for name, x := range map[string]struct {
		server   *lax
		opts     []strict.Option
		rejected bool
		requests int64
	}{
		"nothing known":      {&lax{answer: withoutLock}, nil, false, 1},
		"asked, none":        {&lax{answer: withoutLock}, []strict.Option{strict.WithCredentials(credentials)}, true, 1},
		"asked, has it":      {&lax{answer: withLock}, []strict.Option{strict.WithCredentials(credentials)}, false, 2},
		"asked, no answer":   {&lax{answer: none}, []strict.Option{strict.WithCredentials(credentials)}, false, 2},
		"declared":           {&lax{answer: withLock}, []strict.Option{strict.WithState(declared)}, true, 0},
		"declared, reported": {&lax{answer: withLock}, []strict.Option{strict.WithState(declared), strict.WithMode(s3safe.Report)}, false, 1},
	} {
		_, err := serve(t, x.server, x.opts...).PutObject(t.Context(), locked())
		if (err != nil) != x.rejected || x.server.requests.Load() != x.requests {
			t.Errorf("%s: %v, %d requests", name, err, x.server.requests.Load())
		}
		if status, code, message := answer(err); err != nil && (status != 400 || code != "InvalidRequest" || message != "Bucket is missing ObjectLockConfiguration") {
			t.Errorf("%s: answer %d %s %q", name, status, code, message)
		}
	}
}

// TestPlainRequestsAskNothing: a request that rests on no state causes no other.
func TestPlainRequestsAskNothing(t *testing.T) {
	server := new(lax)
	client := serve(t, server, strict.WithCredentials(credentials))
	in := twoChecksums()
	in.ChecksumSHA256 = nil
	if _, err := client.PutObject(t.Context(), in); err != nil || server.requests.Load() != 1 {
		t.Errorf("%v, %d requests", err, server.requests.Load())
	}
}

// TestLearned: what passes is learned from.
func TestLearned(t *testing.T) {
	cache, err := state.New()
	if err != nil {
		t.Fatal(err)
	}
	server := &lax{answer: func(w http.ResponseWriter, r *http.Request) bool {
		switch {
		case r.Method == http.MethodGet && r.URL.Query().Has("ownershipControls"):
			_, _ = io.WriteString(w, "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>")
		case r.Method == http.MethodPost && r.URL.Query().Has("uploads"):
			_, _ = io.WriteString(w, "<InitiateMultipartUploadResult><Bucket>reports</Bucket><Key>k</Key><UploadId>the-upload</UploadId></InitiateMultipartUploadResult>")
		case r.Method == http.MethodPut && r.URL.Query().Has("partNumber"):
			w.Header().Set("ETag", `"5d41402abc4b2a76b9719d911017c592"`)
		default:
			return false
		}
		return true
	}}
	client := serve(t, server, strict.WithState(cache))
	ctx, reports, key := t.Context(), aws.String("reports"), aws.String("k")
	known := func(f compat.Feature) string {
		v, _ := cache.Bucket(ctx, "reports").Get(f)
		return v
	}
	if _, err := client.GetBucketOwnershipControls(ctx, &s3.GetBucketOwnershipControlsInput{Bucket: reports}); err != nil || known(compat.Ownership) != "BucketOwnerEnforced" {
		t.Errorf("ownership %q, %v", known(compat.Ownership), err)
	}
	if _, err := client.PutBucketVersioning(ctx, &s3.PutBucketVersioningInput{Bucket: reports, VersioningConfiguration: &types.VersioningConfiguration{
		Status: types.BucketVersioningStatusEnabled,
	}}); err != nil || known(compat.Versioning) != "Enabled" {
		t.Errorf("versioning %q, %v", known(compat.Versioning), err)
	}
	// The server has just said that ACLs are off.
	_, err = client.PutObject(ctx, &s3.PutObjectInput{Bucket: reports, Key: key, ACL: types.ObjectCannedACLPublicRead})
	if status, code, _ := answer(err); status != 400 || code != "AccessControlListNotSupported" {
		t.Errorf("an ACL: %v", err)
	}
	u, err := client.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{Bucket: reports, Key: key, ChecksumAlgorithm: types.ChecksumAlgorithmSha256})
	if err != nil {
		t.Fatal(err)
	}
	facts := cache.Upload(ctx, "reports", "k", "the-upload")
	if v, _ := facts.Get(compat.UploadChecksumAlgorithm); v != "SHA256" {
		t.Fatalf("the upload's algorithm is %q", v)
	}
	sent := server.requests.Load()
	_, err = client.UploadPart(ctx, &s3.UploadPartInput{
		Bucket: reports, Key: key, UploadId: u.UploadId, PartNumber: aws.Int32(1), Body: strings.NewReader("hello"), ChecksumAlgorithm: types.ChecksumAlgorithmCrc32,
	})
	if status, code, _ := answer(err); status != 400 || code != "InvalidRequest" || server.requests.Load() != sent {
		t.Errorf("a part with another algorithm: %v, %d requests", err, server.requests.Load()-sent)
	}
	if _, err := client.UploadPart(ctx, &s3.UploadPartInput{
		Bucket: reports, Key: key, UploadId: u.UploadId, PartNumber: aws.Int32(1), Body: strings.NewReader("hello"), ChecksumAlgorithm: types.ChecksumAlgorithmSha256,
	}); err != nil {
		t.Fatal(err)
	}
	if p, ok := cache.Upload(ctx, "reports", "k", "the-upload").Parts.Get(1); !ok || p.Size != 5 {
		t.Errorf("the part isn't known: %+v", p)
	}
}

// TestGaveUp: when the server behind gives up, nobody knows what became of a change.
func TestGaveUp(t *testing.T) {
	cache, err := state.New(state.Declare("other", state.Is(compat.Versioning, "Enabled")))
	if err != nil {
		t.Fatal(err)
	}
	client := serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }), strict.WithState(cache))
	if _, err := client.PutBucketVersioning(t.Context(), &s3.PutBucketVersioningInput{Bucket: aws.String("reports"), VersioningConfiguration: &types.VersioningConfiguration{
		Status: types.BucketVersioningStatusEnabled,
	}}); err == nil {
		t.Error("the client got an answer")
	}
	if v, ok := cache.Bucket(t.Context(), "reports").Get(compat.Versioning); ok {
		t.Errorf("versioning is known to be %q", v)
	}
}

// TestAskedOnce: however many requests wait for a fact, the server is asked once.
func TestAskedOnce(t *testing.T) {
	var asked atomic.Int64
	server := &lax{answer: func(w http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodGet || !r.URL.Query().Has("object-lock") {
			return false
		}
		asked.Add(1)
		time.Sleep(50 * time.Millisecond)
		_, _ = io.WriteString(w, "<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>")
		return true
	}}
	client := serve(t, server, strict.WithCredentials(credentials))
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if _, err := client.PutObject(context.Background(), locked()); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if n := asked.Load(); n != 1 {
		t.Errorf("the server was asked %d times", n)
	}
}

// TestMultipartState: what an upload was begun with is enforced, although the server
// behind doesn't care.
func TestMultipartState(t *testing.T) {
	server := &lax{answer: func(w http.ResponseWriter, r *http.Request) bool {
		switch {
		case r.Method == http.MethodPost && r.URL.Query().Has("uploads"):
			_, _ = io.WriteString(w, "<InitiateMultipartUploadResult><Bucket>reports</Bucket><Key>k</Key><UploadId>the-upload</UploadId></InitiateMultipartUploadResult>")
		case r.Method == http.MethodPut && r.URL.Query().Has("partNumber"):
			w.Header().Set("ETag", `"5d41402abc4b2a76b9719d911017c592"`)
		case r.Method == http.MethodPost && r.URL.Query().Has("uploadId"):
			_, _ = io.WriteString(w, "<CompleteMultipartUploadResult><ETag>\"5d41402abc4b2a76b9719d911017c592-1\"</ETag></CompleteMultipartUploadResult>")
		default:
			return false
		}
		return true
	}}
	client := serve(t, server)
	ctx, bucket, key := t.Context(), aws.String("reports"), aws.String("k")
	u, err := client.CreateMultipartUpload(ctx, &s3.CreateMultipartUploadInput{Bucket: bucket, Key: key, ChecksumAlgorithm: types.ChecksumAlgorithmCrc32})
	if err != nil {
		t.Fatal(err)
	}
	part := func(number int32) string {
		out, err := client.UploadPart(ctx, &s3.UploadPartInput{Bucket: bucket, Key: key, UploadId: u.UploadId, PartNumber: &number, Body: strings.NewReader("hello")})
		if err != nil {
			t.Fatal(err)
		}
		return aws.ToString(out.ETag)
	}
	complete := func(parts ...types.CompletedPart) error {
		_, err := client.CompleteMultipartUpload(ctx, &s3.CompleteMultipartUploadInput{
			Bucket: bucket, Key: key, UploadId: u.UploadId, MultipartUpload: &types.CompletedMultipartUpload{Parts: parts},
		})
		return err
	}
	one, two := part(1), part(2)
	sum := aws.String("NhCmhg==")
	err = complete(types.CompletedPart{PartNumber: aws.Int32(1), ETag: &one, ChecksumCRC32: sum}, types.CompletedPart{PartNumber: aws.Int32(2), ETag: &two, ChecksumCRC32: sum})
	if status, code, _ := answer(err); status != 400 || code != "EntityTooSmall" {
		t.Errorf("a part of 5 bytes before another: %v", err)
	}
	if err := complete(types.CompletedPart{PartNumber: aws.Int32(1), ETag: &one, ChecksumCRC32: sum}); err != nil {
		t.Errorf("a single small part: %v", err)
	}
}
