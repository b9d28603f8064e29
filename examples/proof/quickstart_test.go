package main

import (
	"errors"
	"net"
	"net/http"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/s3safe"
)

// startMinIO runs MinIO by its script until the test is over and returns its URL.
func startMinIO(t *testing.T) string {
	t.Helper()
	if _, err := exec.LookPath("minio"); err != nil {
		t.Skip("there is no minio: go install github.com/minio/minio@latest")
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("servers/minio.sh", strconv.Itoa(port), t.TempDir())
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		_ = cmd.Wait()
	})
	url := "http://127.0.0.1:" + strconv.Itoa(port)
	for range 150 {
		if resp, err := http.Get(url + "/minio/health/live"); err == nil {
			_ = resp.Body.Close()
			if resp.StatusCode == http.StatusOK {
				return url
			}
		}
		time.Sleep(200 * time.Millisecond)
	}
	t.Fatal("MinIO doesn't come up")
	return ""
}

// The README's two lines for MinIO, with a server. At one that wasn't declared, its
// answers tell what it is, and nothing is stopped that it takes.
func TestQuickstartMinIO(t *testing.T) {
	url := startMinIO(t)
	cfg := aws.Config{Credentials: credentials.NewStaticCredentialsProvider("123456789012", "s3server-secret", "")}
	client := s3.NewFromConfig(cfg, provider.MinIO.Options(url),
		s3safe.Guard(s3safe.WithProvider(provider.MinIO)))

	ctx, bucket, key := t.Context(), aws.String("reports"), aws.String("k")
	if _, err := client.CreateBucket(ctx, &s3.CreateBucketInput{Bucket: bucket}); err != nil {
		t.Fatal(err)
	}
	put := func(class types.StorageClass) *s3.PutObjectInput {
		return &s3.PutObjectInput{Bucket: bucket, Key: key, Body: strings.NewReader("hello"), StorageClass: class}
	}
	if _, err := client.PutObject(ctx, put("")); err != nil {
		t.Fatal(err)
	}
	if _, err := client.HeadObject(ctx, &s3.HeadObjectInput{Bucket: bucket, Key: key}); err != nil {
		t.Fatal(err)
	}
	var stop *s3safe.IncompatibleError
	if _, err := client.PutObject(ctx, put("GLACIER")); !errors.As(err, &stop) || stop.Store != "MinIO" {
		t.Errorf("GLACIER, which MinIO refuses: %v", err)
	}

	undeclared := s3.NewFromConfig(cfg, provider.MinIO.Options(url), s3safe.Guard())
	if _, err := undeclared.HeadObject(ctx, &s3.HeadObjectInput{Bucket: bucket, Key: key}); err != nil {
		t.Fatal(err)
	}
	_, err := undeclared.PutObject(ctx, put("GLACIER"))
	if errors.As(err, &stop) || err == nil {
		t.Errorf("stopped without knowing the version, or taken: %v", err)
	}
}
