package stricttest

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"github.com/s3safe/s3safe-go/examples/s3server/s3servertest"
	"github.com/s3safe/s3safe-go/s3safe/strict"
	"github.com/s3safe/s3safe-go/s3safe/strict/forward"
)

// archive is a function of an application. It names a storage class that Amazon S3
// doesn't have.
func archive(ctx context.Context, client *s3.Client, bucket string) error {
	_, err := client.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &bucket, Key: aws.String("2026.tar"), Body: strings.NewReader("…"), StorageClass: types.StorageClass("GLACIER_DEEP_ARCHIVE"),
	})
	return err
}

// TestArchive is the test that an application would have: it passes on the lax server,
// although production will fail, and fails on the strict one.
func TestArchive(t *testing.T) {
	strictly := New(t)
	bucket := s3servertest.Bucket(t, strictly.Lax)
	if err := archive(t.Context(), strictly.Lax.Client(), bucket); err != nil {
		t.Errorf("the lax server answers %v", err)
	}
	err := archive(t.Context(), strictly.Client(), bucket)
	var api smithy.APIError
	if !errors.As(err, &api) || api.ErrorCode() != "InvalidStorageClass" {
		t.Errorf("the strict server answers %v", err)
	}
}

// TestOneLine: the client works as with the server itself.
func TestOneLine(t *testing.T) {
	client := Client(t)
	bucket := aws.String("one-line")
	if _, err := client.CreateBucket(t.Context(), &s3.CreateBucketInput{Bucket: bucket}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.PutObject(t.Context(), &s3.PutObjectInput{Bucket: bucket, Key: aws.String("k"), Body: strings.NewReader("hello")}); err != nil {
		t.Fatal(err)
	}
	if _, err := client.PutObject(t.Context(), &s3.PutObjectInput{
		Bucket: bucket, Key: aws.String("k"), Body: strings.NewReader("hello"), ObjectLockLegalHoldStatus: types.ObjectLockLegalHoldStatusOn,
	}); err == nil {
		t.Error("a hold in a bucket without object lock is accepted")
	}
}

// TestPresigned: URLs that are presigned for the strict server are valid at the one
// behind it, and judged.
func TestPresigned(t *testing.T) {
	strictly := New(t)
	bucket := aws.String(s3servertest.Bucket(t, strictly.Lax))
	presign := s3.NewPresignClient(strictly.Client())
	for class, want := range map[string]int{"STANDARD": http.StatusOK, "COLD": http.StatusBadRequest} {
		u, err := presign.PresignPutObject(t.Context(), &s3.PutObjectInput{Bucket: bucket, Key: aws.String("a b/ü+%"), StorageClass: types.StorageClass(class)})
		if err != nil {
			t.Fatal(err)
		}
		if got, body := send(t, u.Method, u.URL, u.SignedHeader, "hello"); got != want {
			t.Errorf("%s: answer %d %s", class, got, body)
		}
	}
	u, err := presign.PresignGetObject(t.Context(), &s3.GetObjectInput{Bucket: bucket, Key: aws.String("a b/ü+%")})
	if err != nil {
		t.Fatal(err)
	}
	if got, body := send(t, u.Method, u.URL, u.SignedHeader, ""); got != http.StatusOK || body != "hello" {
		t.Errorf("answer %d %q", got, body)
	}
}

func send(t *testing.T, method, url string, header http.Header, body string) (int, string) {
	t.Helper()
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for name, values := range header {
		if name != "Host" && name != "Content-Length" {
			r.Header[name] = values
		}
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, string(text)
}

// TestSignedAnew: with other credentials and another host, a strict server that signs
// requests anew is used as if they were its own; bodies that are signed chunk by chunk
// included.
func TestSignedAnew(t *testing.T) {
	lax := s3servertest.Server(t)
	upstream, err := url.Parse(lax.Endpoint())
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(strict.Handler(forward.To(upstream, forward.Signing(lax.Config().Credentials, "us-east-1"))))
	defer front.Close()
	config := lax.Config()
	config.BaseEndpoint = aws.String(strings.Replace(front.URL, "127.0.0.1", "localhost", 1))
	config.Region = "eu-west-1"
	config.Credentials = aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "nobody", SecretAccessKey: "knows"}, nil
	})
	client := s3.NewFromConfig(config, func(o *s3.Options) { o.UsePathStyle = true })
	bucket := aws.String(s3servertest.Bucket(t, lax))
	content := strings.Repeat("0123456789", 30_000)
	for name, body := range map[string]io.Reader{"seekable": strings.NewReader(content), "streamed": io.MultiReader(strings.NewReader(content))} {
		in := &s3.PutObjectInput{Bucket: bucket, Key: aws.String("a b/ü+%"), Body: body, ContentLength: aws.Int64(int64(len(content)))}
		if name == "streamed" {
			if _, err := client.PutObject(t.Context(), in, s3.WithAPIOptions(v4.SwapComputePayloadSHA256ForUnsignedPayloadMiddleware), func(o *s3.Options) {
				o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
			}); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		} else if _, err := client.PutObject(t.Context(), in); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		out, err := client.GetObject(t.Context(), &s3.GetObjectInput{Bucket: bucket, Key: in.Key})
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(out.Body)
		out.Body.Close()
		if err != nil || string(got) != content {
			t.Errorf("%s: %d bytes come back, %v", name, len(got), err)
		}
	}
	// MinIO's client signs chunk by chunk.
	chunked, err := minio.New(strings.TrimPrefix(front.URL, "http://"), &minio.Options{
		Creds: credentials.NewStaticV4("nobody", "knows", ""), Region: "eu-west-1", BucketLookup: minio.BucketLookupPath,
	})
	if err != nil {
		t.Fatal(err)
	}
	o := minio.PutObjectOptions{DisableMultipart: true}
	if _, err := chunked.PutObject(t.Context(), *bucket, "chunked", strings.NewReader(content), int64(len(content)), o); err != nil {
		t.Errorf("chunk by chunk: %v", err)
	}
}
