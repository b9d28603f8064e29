package createmultipartupload

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe/op/multipart"
)

// start creates an upload and returns its session.
func start(ctx context.Context, api API, in *s3.CreateMultipartUploadInput, err error, optFns []func(*s3.Options)) (multipart.Session, error) {
	if err != nil {
		return multipart.Session{}, err
	}
	out, err := api.CreateMultipartUpload(ctx, in, optFns...)
	if err != nil {
		return multipart.Session{}, err
	}
	return multipart.Of(in, out)
}

// Start creates the upload and returns a session, whose builders carry what was
// chosen here: the customer key, the checksum, the expected owner.
func (b GeneralBuilder) Start(ctx context.Context, api API, optFns ...func(*s3.Options)) (multipart.Session, error) {
	in, err := b.Build()
	return start(ctx, api, in, err, optFns)
}

// Start creates the upload and returns a session; see [GeneralBuilder.Start].
func (b FSxBuilder) Start(ctx context.Context, api API, optFns ...func(*s3.Options)) (multipart.Session, error) {
	in, err := b.Build()
	return start(ctx, api, in, err, optFns)
}

// Start creates the upload and returns a session; see [GeneralBuilder.Start].
func (b DirectoryBuilder) Start(ctx context.Context, api API, optFns ...func(*s3.Options)) (multipart.Session, error) {
	in, err := b.Build()
	return start(ctx, api, in, err, optFns)
}

// Start creates the upload and returns a session; see [GeneralBuilder.Start].
func (b ObjectLambdaBuilder) Start(ctx context.Context, api API, optFns ...func(*s3.Options)) (multipart.Session, error) {
	in, err := b.Build()
	return start(ctx, api, in, err, optFns)
}

// Start creates the upload and returns a session; see [GeneralBuilder.Start].
func (b OutpostsBuilder) Start(ctx context.Context, api API, optFns ...func(*s3.Options)) (multipart.Session, error) {
	in, err := b.Build()
	return start(ctx, api, in, err, optFns)
}
