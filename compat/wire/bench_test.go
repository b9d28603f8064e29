package wire_test

import (
	"net/http"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	awsrules "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/wire"
)

// received returns a request as a server reads it from the SDK.
func receivedOf(b *testing.B, op operation.ID, in any) *http.Request {
	b.Helper()
	w, err := send(op, in, nil)
	if err != nil {
		b.Fatal(err)
	}
	r, err := w.received()
	if err != nil {
		b.Fatal(err)
	}
	return r
}

func putObject() *s3.PutObjectInput {
	return &s3.PutObjectInput{
		Bucket: aws.String("reports"), Key: aws.String("2026/q3.csv"), Body: strings.NewReader("a,b\n"),
		ContentType: aws.String("text/csv"), CacheControl: aws.String("no-cache"), StorageClass: types.StorageClassStandardIa,
		ServerSideEncryption: types.ServerSideEncryptionAes256, Tagging: aws.String("team=finance"),
		ExpectedBucketOwner: aws.String("123456789012"), IfNoneMatch: aws.String("*"), Metadata: map[string]string{"author": "me"},
	}
}

func BenchmarkDecode(b *testing.B) {
	d := wire.NewDecoder()
	for _, x := range []struct {
		name string
		op   operation.ID
		in   any
	}{
		{"GetObject", operation.GetObject, &s3.GetObjectInput{Bucket: aws.String("reports"), Key: aws.String("2026/q3.csv")}},
		{"PutObject", operation.PutObject, putObject()},
		{"ListObjectsV2", operation.ListObjectsV2, &s3.ListObjectsV2Input{Bucket: aws.String("reports"), Prefix: aws.String("2026/"), MaxKeys: aws.Int32(10)}},
	} {
		r := receivedOf(b, x.op, x.in)
		b.Run(x.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := d.Decode(r); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	b.Run("PutObject and judging", func(b *testing.B) {
		r := receivedOf(b, operation.PutObject, putObject())
		catalog := awsrules.WireCatalog()
		b.ReportAllocs()
		for b.Loop() {
			m, err := d.Decode(r)
			if err != nil || len(catalog.Check(&m.Request, nil)) > 0 {
				b.Fatal(err)
			}
		}
	})
}
