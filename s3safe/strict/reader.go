package strict

import (
	"bytes"
	"context"
	"io"
	"net/http"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// reader reads an answer as the output of the operation that the input is of, nil if
// it can't. The SDK itself reads it: a client gets the answer from a transport that
// sends nothing.
type reader func(ctx context.Context, input any, response *http.Response) any

// readers read the answers that tell a learner something.
var readers = map[compat.Operation]reader{
	operation.HeadBucket:                                 read((*s3.Client).HeadBucket),
	operation.GetBucketLocation:                          read((*s3.Client).GetBucketLocation),
	operation.GetBucketVersioning:                        read((*s3.Client).GetBucketVersioning),
	operation.GetObjectLockConfiguration:                 read((*s3.Client).GetObjectLockConfiguration),
	operation.GetBucketOwnershipControls:                 read((*s3.Client).GetBucketOwnershipControls),
	operation.GetBucketEncryption:                        read((*s3.Client).GetBucketEncryption),
	operation.GetPublicAccessBlock:                       read((*s3.Client).GetPublicAccessBlock),
	operation.GetBucketAccelerateConfiguration:           read((*s3.Client).GetBucketAccelerateConfiguration),
	operation.GetBucketRequestPayment:                    read((*s3.Client).GetBucketRequestPayment),
	operation.GetBucketAcl:                               read((*s3.Client).GetBucketAcl),
	operation.GetBucketAbac:                              read((*s3.Client).GetBucketAbac),
	operation.GetBucketPolicy:                            read((*s3.Client).GetBucketPolicy),
	operation.GetBucketCors:                              read((*s3.Client).GetBucketCors),
	operation.GetBucketWebsite:                           read((*s3.Client).GetBucketWebsite),
	operation.GetBucketLifecycleConfiguration:            read((*s3.Client).GetBucketLifecycleConfiguration),
	operation.GetBucketReplication:                       read((*s3.Client).GetBucketReplication),
	operation.GetBucketTagging:                           read((*s3.Client).GetBucketTagging),
	operation.GetBucketMetadataConfiguration:             read((*s3.Client).GetBucketMetadataConfiguration),
	operation.GetBucketMetadataTableConfiguration:        read((*s3.Client).GetBucketMetadataTableConfiguration),
	operation.ListBucketAnalyticsConfigurations:          read((*s3.Client).ListBucketAnalyticsConfigurations),
	operation.ListBucketInventoryConfigurations:          read((*s3.Client).ListBucketInventoryConfigurations),
	operation.ListBucketMetricsConfigurations:            read((*s3.Client).ListBucketMetricsConfigurations),
	operation.ListBucketIntelligentTieringConfigurations: read((*s3.Client).ListBucketIntelligentTieringConfigurations),
	operation.CreateMultipartUpload:                      read((*s3.Client).CreateMultipartUpload),
	operation.UploadPartCopy:                             read((*s3.Client).UploadPartCopy),
	operation.ListParts:                                  read((*s3.Client).ListParts),
}

func read[I, O any](method func(*s3.Client, context.Context, *I, ...func(*s3.Options)) (*O, error)) reader {
	return func(ctx context.Context, input any, response *http.Response) any {
		in, ok := input.(*I)
		if !ok {
			return nil
		}
		out, err := method(deaf, context.WithoutCancel(ctx), in, func(o *s3.Options) { o.HTTPClient = canned{response} })
		if err != nil || out == nil {
			return nil
		}
		return out
	}
}

// deaf is a client that gets only answers which are there already.
var deaf = s3.New(s3.Options{
	Region: "us-east-1", BaseEndpoint: aws.String("http://s3.invalid"), UsePathStyle: true,
	Credentials: aws.AnonymousCredentials{}, Retryer: aws.NopRetryer{}, DisableS3ExpressSessionAuth: aws.Bool(true),
})

// canned answers every request alike.
type canned struct{ response *http.Response }

// Do implements aws.HTTPClient.
func (c canned) Do(r *http.Request) (*http.Response, error) {
	c.response.Request = r
	return c.response, nil
}

func newBody(b []byte) io.ReadCloser { return io.NopCloser(bytes.NewReader(b)) }
