package fixture

import (
	"context"
	"fmt"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func escaped(ctx context.Context, c *s3.Client, bucket, key, from string) {
	_, _ = c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &bucket, Key: &key, CopySource: aws.String(url.PathEscape(from + "/" + key))})                // want "copy-source-escaping"
	_, _ = c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &bucket, Key: &key, CopySource: aws.String(from + "/" + url.PathEscape(key))})                // want "copy-source-escaping"
	_, _ = c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &bucket, Key: &key, CopySource: aws.String(fmt.Sprintf("%s/%s", from, url.PathEscape(key)))}) // want "copy-source-escaping"
	_, _ = c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &bucket, Key: &key, CopySource: aws.String(from + "/" + url.QueryEscape(key))})
	_, _ = c.CopyObject(ctx, &s3.CopyObjectInput{Bucket: &bucket, Key: &key, CopySource: aws.String((&url.URL{Path: from + "/" + key}).EscapedPath())})
}
