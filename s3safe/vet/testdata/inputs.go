package fixture

import (
	"context"
	"fmt"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

const crc = "AAAAAA=="

var digest = "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg="

func literal(ctx context.Context, c *s3.Client, bucket, key string) {
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{
		Bucket:         aws.String(bucket),
		Key:            aws.String(key),
		ChecksumCRC32:  aws.String(crc), // want "checksum-several-values"
		ChecksumSHA256: &digest,
	})
}

func assigned(ctx context.Context, c *s3.Client, bucket, key string) {
	in := &s3.PutObjectInput{Bucket: &bucket, Key: &key}
	in.ChecksumCRC32 = aws.String(crc) // want "checksum-several-values"
	in.ChecksumSHA256 = &digest
	_, _ = c.PutObject(ctx, in)
}

func assignedByValue(ctx context.Context, c *s3.Client, bucket, key string) {
	var in s3.PutObjectInput
	in.Bucket, in.Key = &bucket, &key
	in.ObjectLockMode = types.ObjectLockModeGovernance // want "object-lock-mode-and-date"
	_, _ = c.PutObject(ctx, &in)
}

func mended(ctx context.Context, c *s3.Client, bucket, key string) {
	in := &s3.PutObjectInput{Bucket: &bucket, Key: &key, ChecksumCRC32: aws.String(crc), ChecksumSHA256: &digest}
	in.ChecksumSHA256 = nil
	_, _ = c.PutObject(ctx, in)
}

func twoCalls(ctx context.Context, c *s3.Client, bucket, key string) {
	in := &s3.PutObjectInput{Bucket: &bucket, Key: &key, ChecksumCRC32: aws.String(crc)}
	_, _ = c.PutObject(ctx, in)
	in.ChecksumCRC32 = nil
	in.ChecksumSHA256 = &digest
	_, _ = c.PutObject(ctx, in)
}

func branches(ctx context.Context, c *s3.Client, bucket, key string, other bool) {
	in := &s3.PutObjectInput{Bucket: &bucket, Key: &key}
	if other {
		in.ChecksumCRC32 = aws.String(crc)
	} else {
		in.ChecksumSHA256 = &digest
	}
	_, _ = c.PutObject(ctx, in) // one checksum whichever way

	in = &s3.PutObjectInput{Bucket: &bucket, Key: &key, ChecksumCRC32: aws.String(crc)} // want "checksum-several-values"
	if other {
		in.ChecksumSHA256 = aws.String("a")
	} else {
		in.ChecksumSHA256 = &digest
	}
	_, _ = c.PutObject(ctx, in)
}

func maybe(ctx context.Context, c *s3.Client, bucket, key string, sum *string) {
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, ChecksumCRC32: aws.String(crc), ChecksumSHA256: sum})
}

func loop(ctx context.Context, c *s3.Client, bucket string, keys []string) {
	in := &s3.PutObjectInput{Bucket: &bucket}
	for _, key := range keys {
		in.Key = aws.String(key)
		_, _ = c.PutObject(ctx, in) // the second time with what follows
		in.ChecksumCRC32 = aws.String(crc)
	}
	for _, key := range keys {
		_, _ = c.PutObjectAcl(ctx, &s3.PutObjectAclInput{
			Bucket: &bucket,
			Key:    aws.String(key),
			ACL:    "owner", // want "acl-unknown-canned"
		})
	}
}

func enumerations(ctx context.Context, c *s3.Client, bucket, key, acl string) {
	_, _ = c.PutObjectAcl(ctx, &s3.PutObjectAclInput{Bucket: &bucket, Key: &key, ACL: types.ObjectCannedACL("public")}) // want "acl-unknown-canned"
	_, _ = c.PutObjectAcl(ctx, &s3.PutObjectAclInput{Bucket: &bucket, Key: &key, ACL: types.ObjectCannedACL(acl)})
	lower := strings.ToLower("STANDARD")
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, StorageClass: types.StorageClass(lower)}) // want "storage-class-unknown"
}

func texts(ctx context.Context, c *s3.Client, bucket, key string) {
	const source = "reports"
	_, _ = c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &bucket, Key: &key, CopySource: aws.String(fmt.Sprintf("%s", source))}) // want "copy-source-key"
	_, _ = c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &bucket, Key: &key, CopySource: aws.String(bucket + "/" + key)})
	_, _ = c.GetObject(ctx, &s3.GetObjectInput{
		Bucket: &bucket,
		Key:    aws.String("/" + strings.Repeat("a", 2000)),
		Range:  aws.String("bytes=9-0"), // want "range-ignored"
	})
}

func metadata(ctx context.Context, c *s3.Client, bucket, key, value string) {
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, Metadata: map[string]string{"my key": "x"}}) // want "metadata-key-characters"
	m := map[string]string{"a": value}
	m["b"] = "x"
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, Metadata: m})
}
