package stricttest

import (
	"bytes"
	"io"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/examples/s3server/s3servertest"
)

// BenchmarkServer compares uploads to and downloads from the S3 server itself, and
// with the strict one in front of it.
func BenchmarkServer(b *testing.B) {
	strictly := New(b)
	bucket := aws.String(s3servertest.Bucket(b, strictly.Lax))
	object := bytes.Repeat([]byte("0123456789abcdef"), 4<<20)
	for _, x := range []struct {
		name   string
		client *s3.Client
	}{{"bare", strictly.Lax.Client()}, {"strict", strictly.Client()}} {
		b.Run("upload/"+x.name, func(b *testing.B) {
			b.SetBytes(int64(len(object)))
			for b.Loop() {
				if _, err := x.client.PutObject(b.Context(), &s3.PutObjectInput{Bucket: bucket, Key: aws.String("k"), Body: bytes.NewReader(object)}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	for _, x := range []struct {
		name   string
		client *s3.Client
	}{{"bare", strictly.Lax.Client()}, {"strict", strictly.Client()}} {
		b.Run("download/"+x.name, func(b *testing.B) {
			b.SetBytes(int64(len(object)))
			for b.Loop() {
				out, err := x.client.GetObject(b.Context(), &s3.GetObjectInput{Bucket: bucket, Key: aws.String("k")})
				if err != nil {
					b.Fatal(err)
				}
				n, err := io.Copy(io.Discard, out.Body)
				_ = out.Body.Close()
				if err != nil || n != int64(len(object)) {
					b.Fatalf("%d bytes, %v", n, err)
				}
			}
		})
	}
}
