package fixture

import (
	"context"
	"io"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

func ptr[T any](x T) *T { return &x }

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func useHelpers(ctx context.Context, c *s3.Client, body io.Reader, bucket, key string) {
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{Body: body, Bucket: ptr(bucket), Key: ptr(key),
		ChecksumCRC32:  ptr("AAAAAA=="), // want "checksum-several-values"
		ChecksumSHA256: orNil("n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="),
	})
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{Body: body, Bucket: ptr(bucket), Key: ptr(key),
		ChecksumCRC32:  ptr("AAAAAA=="),
		ChecksumSHA256: orNil(""),
	})
}

func upload(body io.Reader, bucket, key string) *s3.PutObjectInput {
	return &s3.PutObjectInput{Body: body, Bucket: &bucket, Key: &key, ChecksumCRC32: aws.String("AAAAAA==")} // want "checksum-several-values"
}

func withDigest(in *s3.PutObjectInput, sum string) *s3.PutObjectInput {
	in.ChecksumSHA256 = &sum
	return in
}

func useMaker(ctx context.Context, c *s3.Client, body io.Reader, bucket, key string) {
	in := withDigest(upload(body, bucket, key), "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=")
	_, _ = c.PutObject(ctx, in)
	_, _ = c.PutObject(ctx, upload(body, bucket, key)) // by itself it is fine
}

type store struct {
	client *s3.Client
	bucket string
}

func (s *store) put(ctx context.Context, in *s3.PutObjectInput) error {
	in.Bucket = &s.bucket
	_, err := s.client.PutObject(ctx, in)
	return err
}

func useMethod(ctx context.Context, s *store, key string) error {
	return s.put(ctx, &s3.PutObjectInput{
		Key:            &key,
		ObjectLockMode: types.ObjectLockModeCompliance, // want "object-lock-mode-and-date"
	})
}

func setInParameter(ctx context.Context, c *s3.Client, in *s3.PutObjectAclInput) {
	in.ACL = "everybody" // want "acl-unknown-canned"
	_, _ = c.PutObjectAcl(ctx, in)
}

func option(apply func(*s3.PutObjectInput), in *s3.PutObjectInput) { apply(in) }

func useOptions(ctx context.Context, c *s3.Client, bucket, key string) {
	in := &s3.PutObjectInput{Bucket: &bucket, Key: &key}
	option(func(in *s3.PutObjectInput) { in.ObjectLockMode = types.ObjectLockModeCompliance }, in) // want "object-lock-mode-and-date"
	_, _ = c.PutObject(ctx, in)
}

func recursive(ctx context.Context, c *s3.Client, in *s3.PutObjectInput, n int) {
	if n > 0 {
		in.ChecksumCRC32 = aws.String("AAAAAA==")
		recursive(ctx, c, in, n-1)
	}
	_, _ = c.PutObject(ctx, in)
}
