package presignpost

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// fieldsOf returns the fields of a form that say what an input says, and the first
// member, if there is one, that has none.
// https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
func fieldsOf(in *s3.PutObjectInput) (fields map[string]string, left string) {
	fields = map[string]string{}
	var r compat.Request
	sdk.Describe(in, &r)
	text := func(name string, v *string) {
		if v != nil {
			fields[name] = *v
		}
	}
	for _, m := range r.Present.IDs() {
		switch m {
		case member.Bucket, member.Key:
			// The SDK makes their fields.
		case member.ACL:
			fields["acl"] = string(in.ACL)
		case member.CacheControl:
			text("Cache-Control", in.CacheControl)
		case member.ContentDisposition:
			text("Content-Disposition", in.ContentDisposition)
		case member.ContentEncoding:
			text("Content-Encoding", in.ContentEncoding)
		case member.ContentType:
			text("Content-Type", in.ContentType)
		case member.Expires:
			fields["Expires"] = in.Expires.UTC().Format(http.TimeFormat)
		case member.StorageClass:
			fields["x-amz-storage-class"] = string(in.StorageClass)
		case member.ServerSideEncryption:
			fields["x-amz-server-side-encryption"] = string(in.ServerSideEncryption)
		case member.SSEKMSKeyId:
			text("x-amz-server-side-encryption-aws-kms-key-id", in.SSEKMSKeyId)
		case member.SSEKMSEncryptionContext:
			text("x-amz-server-side-encryption-context", in.SSEKMSEncryptionContext)
		case member.BucketKeyEnabled:
			fields["x-amz-server-side-encryption-bucket-key-enabled"] = strconv.FormatBool(*in.BucketKeyEnabled)
		case member.WebsiteRedirectLocation:
			text("x-amz-website-redirect-location", in.WebsiteRedirectLocation)
		case member.Metadata:
			for key, value := range in.Metadata {
				fields["x-amz-meta-"+strings.ToLower(key)] = value
			}
		default:
			if left == "" {
				left = m.String()
			}
		}
	}
	return fields, left
}
