package fixture

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

func silenced(ctx context.Context, c *s3.Client, bucket, key string) {
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &bucket,
		Key:    &key,
		//s3safe:ignore object-lock-mode-and-date the proxy adds the date
		ObjectLockMode: types.ObjectLockModeGovernance,
	})
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{
		Bucket:         &bucket,
		Key:            &key,
		ObjectLockMode: types.ObjectLockModeGovernance, //s3safe:ignore object-lock-mode-and-date the proxy adds the date
	})
	// The call's line counts as well.
	//s3safe:ignore object-lock-mode-and-date the proxy adds the date
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{
		Bucket:         &bucket,
		Key:            &key,
		ObjectLockMode: types.ObjectLockModeGovernance,
	})
	//s3safe:ignore checksum-several-values another rule // want "ignore-unused"
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{
		Bucket:         &bucket,
		Key:            &key,
		ObjectLockMode: types.ObjectLockModeGovernance, // want "object-lock-mode-and-date"
	})
	//s3safe:ignore no-such-rule because // want "ignore-no-effect"
	//s3safe:ignore // want "ignore-no-effect"
	//s3safe:ignoreall is another directive
	// Prose may be about s3safe:ignore, and begin with it:
	// s3safe:ignore takes a rule and a reason.
	// s3safe:ignore object-lock-mode-and-date a space is too much // want "ignore-no-effect"
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, ObjectLockMode: types.ObjectLockModeGovernance}) // want "object-lock-mode-and-date"
	//s3safe:ignore	object-lock-mode-and-date	white space is white space
	//nolint:all // it may stand among other comments
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, ObjectLockMode: types.ObjectLockModeGovernance})
	//s3safe:ignore object-lock-mode-and-date but not before an empty line // want "ignore-unused"

	_, _ = c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, ObjectLockMode: types.ObjectLockModeGovernance}) // want "object-lock-mode-and-date"
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{
		Bucket: &bucket, Key: &key, ObjectLockMode: types.ObjectLockModeGovernance, // want "object-lock-mode-and-date"
	}) //s3safe:ignore object-lock-mode-and-date it is at the end, and for one line only // want "ignore-unused"
	//s3safe:ignore no-such-rule because // want "ignore-no-effect"
	_, _ = c.PutObject(ctx, &s3.PutObjectInput{Bucket: &bucket, Key: &key, ObjectLockMode: types.ObjectLockModeGovernance}) // want "object-lock-mode-and-date"
}
