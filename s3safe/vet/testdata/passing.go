package fixture

import (
	"context"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

func paginate(ctx context.Context, c *s3.Client, bucket string) {
	p := s3.NewListObjectsV2Paginator(c, &s3.ListObjectsV2Input{
		Bucket:       &bucket,
		EncodingType: "utf-8", // want "encoding-type-unknown"
	})
	for p.HasMorePages() {
		if _, err := p.NextPage(ctx); err != nil {
			return
		}
	}
}

func wait(ctx context.Context, c *s3.Client, bucket, key string) {
	_ = s3.NewObjectExistsWaiter(c).Wait(ctx, &s3.HeadObjectInput{
		Bucket:         &bucket,
		Key:            &key,
		SSECustomerKey: aws.String("a"), // want "sse-c-without-algorithm"
	}, time.Minute)
}

func presign(ctx context.Context, c *s3.Client, bucket, key string) {
	p := s3.NewPresignClient(c)
	_, _ = p.PresignGetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Key: &key}, s3.WithPresignExpires(8*24*time.Hour)) // want "presigned-too-long"
	_, _ = p.PresignGetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Key: &key}, func(o *s3.PresignOptions) {           // want "presigned-too-long"
		o.Expires = 8 * 24 * time.Hour
	})
	_, _ = p.PresignGetObject(ctx, &s3.GetObjectInput{Bucket: &bucket, Key: &key}, s3.WithPresignExpires(7*24*time.Hour))
}

type putter interface {
	PutObject(context.Context, *s3.PutObjectInput, ...func(*s3.Options)) (*s3.PutObjectOutput, error)
}

func throughInterface(ctx context.Context, c putter, bucket, key string) {
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, ObjectLockMode: types.ObjectLockModeGovernance}) // want "object-lock-mode-and-date"
}

func methodValue(ctx context.Context, c *s3.Client, bucket, key string) {
	put := c.PutObject
	_, _ = put(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, ObjectLockMode: types.ObjectLockModeGovernance}) // want "object-lock-mode-and-date"
}

func inClosure(ctx context.Context, c *s3.Client, bucket, key string, run func(func())) {
	run(func() {
		_, _ = c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, ObjectLockMode: types.ObjectLockModeGovernance}) // want "object-lock-mode-and-date"
	})
	go c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, ObjectLockMode: types.ObjectLockModeGovernance}) // want "object-lock-mode-and-date"
}

func ignored(ctx context.Context, c *s3.Client, bucket, key, source string) {
	_, _ = c.CopyObject(ctx, &s3.CopyObjectInput{
		Bucket:     &bucket,
		Key:        &key,
		CopySource: &source,
		Metadata:   map[string]string{"a": "b"}, // want "copy-metadata-without-replace"
	})
}

// What the package's variables are declared to be is run when it is initialised.
var atStart = func() *s3.Client { return nil }()

var _, errAtStart = atStart.PutObject(context.Background(), &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("k"), ObjectLockMode: types.ObjectLockModeGovernance}) // want "object-lock-mode-and-date"
