package clients

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
	"github.com/minio/minio-go/v7/pkg/lifecycle"
	"github.com/minio/minio-go/v7/pkg/tags"

	"github.com/s3safe/s3safe-go/compat"
	catalogue "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/examples/s3server/s3servertest"
	"github.com/s3safe/s3safe-go/examples/strict/stricttest"
	"github.com/s3safe/s3safe-go/s3safe/strict"
)

// minioClient returns a client of MinIO's for an endpoint. Over HTTP it signs bodies
// chunk by chunk.
func minioClient(t *testing.T, s *stricttest.Server, endpoint string) *minio.Client {
	t.Helper()
	c, err := s.Config().Credentials.Retrieve(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(endpoint)
	if err != nil {
		t.Fatal(err)
	}
	client, err := minio.New(u.Host, &minio.Options{
		Creds: credentials.NewStaticV4(c.AccessKeyID, c.SecretAccessKey, ""), Region: "us-east-1", BucketLookup: minio.BucketLookupPath, MaxRetries: 1,
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// minioWorkload uses a client, and returns what it was answered.
func minioWorkload(ctx context.Context, c *minio.Client, bucket string) (string, error) {
	var out strings.Builder
	if err := c.MakeBucket(ctx, bucket, minio.MakeBucketOptions{}); err != nil {
		return "", err
	}
	if _, err := c.PutObject(ctx, bucket, "a.txt", strings.NewReader("hello"), 5, minio.PutObjectOptions{
		ContentType: "text/plain", UserMetadata: map[string]string{"colour": "blue"}, UserTags: map[string]string{"k": "v"},
	}); err != nil {
		return "", err
	}
	o, err := c.GetObject(ctx, bucket, "a.txt", minio.GetObjectOptions{})
	if err != nil {
		return "", err
	}
	defer o.Close()
	text, err := io.ReadAll(o)
	if err != nil {
		return "", err
	}
	info, err := o.Stat()
	if err != nil {
		return "", err
	}
	fmt.Fprintln(&out, string(text), info.ContentType, info.UserMetadata)
	if _, err := c.CopyObject(ctx, minio.CopyDestOptions{Bucket: bucket, Object: "b.txt"}, minio.CopySrcOptions{Bucket: bucket, Object: "a.txt"}); err != nil {
		return "", err
	}
	large := bytes.Repeat([]byte("x"), 11<<20)
	if _, err := c.PutObject(ctx, bucket, "large", bytes.NewReader(large), int64(len(large)), minio.PutObjectOptions{PartSize: 5 << 20, NumThreads: 1}); err != nil {
		return "", err
	}
	for x := range c.ListObjects(ctx, bucket, minio.ListObjectsOptions{Recursive: true}) {
		if x.Err != nil {
			return "", x.Err
		}
		fmt.Fprintln(&out, x.Key, x.Size)
	}
	set, err := c.GetObjectTagging(ctx, bucket, "a.txt", minio.GetObjectTaggingOptions{})
	if err != nil {
		return "", err
	}
	fmt.Fprintln(&out, set)
	for _, key := range []string{"a.txt", "b.txt", "large"} {
		if err := c.RemoveObject(ctx, bucket, key, minio.RemoveObjectOptions{}); err != nil {
			return "", err
		}
	}
	return out.String(), c.RemoveBucket(ctx, bucket)
}

// TestMinIO is TestClients for the client that MinIO makes.
func TestMinIO(t *testing.T) {
	var s seen
	plain := stricttest.New(t, strict.WithCredentials(nil), strict.OnRequest(s.take))
	strictly := stricttest.New(t, strict.OnRequest(s.take))
	name := func() string { buckets++; return fmt.Sprintf("minio-%d", buckets) }
	count := plain.Lax.Requests()
	bare, err := minioWorkload(t.Context(), minioClient(t, plain, plain.Lax.Endpoint()), name())
	if err != nil {
		t.Fatalf("the workload fails at the server itself: %v", err)
	}
	direct := plain.Lax.Requests() - count
	count = plain.Lax.Requests()
	through, err := minioWorkload(t.Context(), minioClient(t, plain, plain.URL), name())
	if rejected, unread := s.reset(); err != nil || through != bare || len(rejected) > 0 || len(unread) > 0 {
		t.Errorf("the workload doesn't pass: %v, rejected %v, unread %v\n%s\ninstead of\n%s", err, rejected, unread, through, bare)
	}
	if n := plain.Lax.Requests() - count; n != direct {
		t.Errorf("%d requests reach the server, %d without the handler", n, direct)
	}

	client, bucket := minioClient(t, strictly, strictly.URL), s3servertest.Bucket(t, strictly.Lax)
	put := func(key string, o minio.PutObjectOptions) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := client.PutObject(ctx, bucket, key, strings.NewReader("hello"), 5, o)
			return err
		}
	}
	// Metadata whose name is a header of S3's goes as that header.
	with := func(name, value string) minio.PutObjectOptions {
		return minio.PutObjectOptions{UserMetadata: map[string]string{name: value}}
	}
	eleven := map[string]string{}
	for i := range 11 {
		eleven[fmt.Sprint("k", i)] = "v"
	}
	governance := minio.Governance
	cases := map[string]func(context.Context) error{
		"storage-class":   put("k", minio.PutObjectOptions{StorageClass: "COLD"}),
		"lock-mode-alone": put("k", minio.PutObjectOptions{Mode: governance, SendContentMd5: true}),
		"lock-without-lock": put("k", minio.PutObjectOptions{
			Mode: governance, RetainUntilDate: time.Now().Add(24 * time.Hour), SendContentMd5: true,
		}),
		"canned-acl":    put("k", with("x-amz-acl", "everyone")),
		"public-acl":    put("k", with("x-amz-acl", "public-read")),
		"much-metadata": put("k", minio.PutObjectOptions{UserMetadata: map[string]string{"a": strings.Repeat("m", 3000)}}),
		"retention": func(ctx context.Context) error {
			until := time.Now().Add(24 * time.Hour)
			return client.PutObjectRetention(ctx, bucket, "k", minio.PutObjectRetentionOptions{Mode: &governance, RetainUntilDate: &until})
		},
		"part-number": func(ctx context.Context) error {
			_, _, _, err := minio.Core{Client: client}.GetObject(ctx, bucket, "k", minio.GetObjectOptions{PartNumber: 20_000})
			return err
		},
		"versioning": func(ctx context.Context) error {
			return client.SetBucketVersioning(ctx, bucket, minio.BucketVersioningConfiguration{Status: "Enable"})
		},
		"no-actions": func(ctx context.Context) error {
			c := lifecycle.NewConfiguration()
			c.Rules = []lifecycle.Rule{{ID: "x", Status: "Enabled", RuleFilter: lifecycle.Filter{Prefix: "a"}}}
			return client.SetBucketLifecycle(ctx, bucket, c)
		},
		"redirect":        put("k", minio.PutObjectOptions{WebsiteRedirectLocation: "elsewhere"}),
		"too-many-in-set": func(ctx context.Context) error { return tooMany(ctx, client, bucket, eleven) },
	}
	failed := 0
	for what, call := range cases {
		s.reset()
		err := call(t.Context())
		rejected, _ := s.reset()
		rule := catalogue.Catalog().Rule(rules[what])
		if rule == nil || len(rejected) == 0 || !slices.ContainsFunc(rejected[0].Findings, func(f compat.Finding) bool { return f.Rule.ID == rule.ID }) {
			t.Errorf("%s: rule %q, rejected %+v, %v", what, rules[what], rejected, err)
			continue
		}
		var got minio.ErrorResponse
		if answer := rejected[0].Answer; !errors.As(err, &got) || got.StatusCode != answer.Status || got.Code != answer.Code || answer.Message != "" && got.Message != answer.Message {
			t.Errorf("%s: the client gets %v, not %+v", what, err, answer)
			continue
		}
		failed++
	}
	t.Logf("a workload of %d requests passes, and %d of %d incompatible requests fail as at Amazon", direct, failed, len(cases))
	if failed < 10 {
		t.Errorf("only %d incompatible requests were tried", failed)
	}
}

// tooMany gives an object more tags than it can have.
func tooMany(ctx context.Context, c *minio.Client, bucket string, all map[string]string) error {
	set, err := tags.NewTags(all, false) // MinIO's own check is for ten
	if err != nil {
		return err
	}
	return c.PutObjectTagging(ctx, bucket, "k", set, minio.PutObjectTaggingOptions{})
}
