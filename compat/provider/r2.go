package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// R2 is Cloudflare R2.
var R2 = &Profile{
	ID:       "r2",
	Name:     "Cloudflare R2",
	Checked:  "2026-11-29",
	hosts:    []string{".r2.cloudflarestorage.com"},
	settings: settings{endpoint: "https://{at}.r2.cloudflarestorage.com", region: "auto", at: "the account id", path: true, whenRequired: true},
	causes: []cause{
		{
			id: "r2-tagging", facts: []string{"r2-1"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject},
			kind:    isSet,
			members: []compat.Member{member.Tagging},
			answer:  compat.Answer{Status: 501, Code: "NotImplemented", Message: "Header 'x-amz-tagging' with value '…' not implemented"},
			sources: []string{"https://developers.cloudflare.com/r2/api/s3/api/", "https://github.com/jhaals/yopass/issues/3657", "https://github.com/tus/tus-node-server/issues/560"},
		},
		{
			id: "r2-not-implemented", facts: []string{"r2-2"},
			ops:     []compat.Operation{operation.PutObjectTagging, operation.GetObjectTagging, operation.PutBucketTagging, operation.GetBucketTagging},
			kind:    always,
			answer:  compat.Answer{Status: 501, Code: "NotImplemented", Message: "GetObjectTagging not implemented"},
			sources: []string{"https://developers.cloudflare.com/r2/api/s3/api/", "https://github.com/jhaals/yopass/issues/3657"},
		},
		{
			id: "r2-acl", facts: []string{"r2-3"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject, operation.CreateBucket},
			kind:    isNone,
			members: []compat.Member{member.ACL},
			values:  []string{"private"},
			more:    []compat.Member{member.GrantFullControl, member.GrantRead, member.GrantReadACP, member.GrantWrite, member.GrantWriteACP},
			answer:  compat.Answer{Status: 501},
			sources: []string{"https://developers.cloudflare.com/r2/api/s3/api/", "https://github.com/saltbo/zpan/issues/199", "https://github.com/cloudflare/cloudflare-docs/pull/32463", "https://github.com/humanmade/S3-Uploads/issues/576"},
		},
		{
			id: "r2-checksum-algorithm", facts: []string{"r2-4"},
			ops:     []compat.Operation{operation.CopyObject},
			kind:    isSet,
			members: []compat.Member{member.ChecksumAlgorithm},
			answer:  compat.Answer{Status: 501, Code: "NotImplemented", Message: "Header 'x-amz-checksum-algorithm' with value 'SHA256' not implemented"},
			sources: []string{"https://developers.cloudflare.com/r2/api/s3/api/", "https://github.com/cloudflare/cloudflare-docs/issues/4508"},
		},
		{
			id: "r2-checksum-trailer", facts: []string{"r2-8"},
			ops:     []compat.Operation{operation.PutObject, operation.UploadPart},
			kind:    hasTrailer,
			answer:  compat.Answer{Status: 501, Code: "NotImplemented", Message: "Header 'x-amz-checksum-crc32' with value (…) not implemented"},
			doubt:   "Cloudflare's own list of checksums has grown since, so it may pass by now.",
			sources: []string{"https://developers.cloudflare.com/r2/examples/aws/aws-sdk-go/", "https://github.com/aws/aws-sdk-js-v3/issues/6810", "https://github.com/google/go-cloud/pull/3766", "https://github.com/google/go-cloud/pull/3765"},
		},
		{
			id: "r2-object-lock-enabled-for-bucket", facts: []string{"r2-9"},
			ops:     []compat.Operation{operation.CreateBucket},
			kind:    isOne,
			members: []compat.Member{member.ObjectLockEnabledForBucket},
			values:  []string{"true"},
			sources: []string{"https://developers.cloudflare.com/r2/api/s3/api/"},
		},
		{
			id: "r2-object-lock-mode", facts: []string{"r2-10"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject},
			kind:    isSet,
			members: []compat.Member{member.ObjectLockMode, member.ObjectLockRetainUntilDate, member.ObjectLockLegalHoldStatus},
			sources: []string{"https://developers.cloudflare.com/r2/api/s3/api/"},
		},
		{
			id: "r2-server-side-encryption", facts: []string{"r2-11"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject},
			kind:    isOne,
			members: []compat.Member{member.ServerSideEncryption},
			values:  []string{"aws:kms", "aws:kms:dsse"},
			more:    []compat.Member{member.SSEKMSKeyId, member.SSEKMSEncryptionContext, member.BucketKeyEnabled},
			sources: []string{"https://developers.cloudflare.com/r2/api/s3/api/", "https://www.tigrisdata.com/docs/api/s3/"},
		},
		{
			id: "r2-storage-class", facts: []string{"r2-12"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject},
			kind:    isNone,
			members: []compat.Member{member.StorageClass},
			values:  []string{"STANDARD", "STANDARD_IA"},
			sources: []string{"https://developers.cloudflare.com/r2/api/s3/api/"},
		},
		{
			id: "r2-website-redirect-location", facts: []string{"r2-13"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject},
			kind:    isSet,
			members: []compat.Member{member.WebsiteRedirectLocation},
			sources: []string{"https://developers.cloudflare.com/r2/api/s3/api/"},
		},
		{
			id: "r2-request-payer", facts: []string{"r2-14"},
			kind:    isSet,
			members: []compat.Member{member.RequestPayer, member.ExpectedBucketOwner, member.MFA, member.BypassGovernanceRetention},
			doubt:   "Whether such a header is refused or ignored differs from header to header.",
			sources: []string{"https://developers.cloudflare.com/r2/api/s3/api/"},
		},
		{
			id: "r2-copy-source-if-match", facts: []string{"r2-15"},
			ops:     []compat.Operation{operation.UploadPartCopy},
			kind:    isSet,
			members: []compat.Member{member.CopySourceIfMatch, member.CopySourceIfNoneMatch, member.CopySourceIfModifiedSince, member.CopySourceIfUnmodifiedSince},
			sources: []string{"https://developers.cloudflare.com/r2/api/s3/api/", "https://www.tigrisdata.com/docs/api/s3/"},
		},
		{
			id: "r2-not-implemented-2", facts: []string{"r2-16"},
			ops:     []compat.Operation{operation.GetBucketAcl, operation.PutBucketAcl, operation.GetBucketPolicy, operation.PutBucketPolicy, operation.PutBucketVersioning, operation.PutBucketLogging, operation.PutBucketNotificationConfiguration, operation.PutBucketOwnershipControls, operation.PutBucketReplication, operation.PutBucketWebsite, operation.PutBucketEncryption, operation.PutPublicAccessBlock, operation.PutObjectAcl, operation.GetObjectAcl, operation.ListObjectVersions, operation.SelectObjectContent, operation.PutObjectRetention, operation.PutObjectLegalHold, operation.PutObjectLockConfiguration, operation.PutBucketAccelerateConfiguration, operation.PutBucketRequestPayment},
			kind:    always,
			answer:  compat.Answer{Status: 501, Code: "NotImplemented", Message: "… not implemented"},
			sources: []string{"https://developers.cloudflare.com/r2/api/s3/api/"},
		},
		{
			id: "r2-default-checksum", facts: []string{"r2-17"},
			ops:     []compat.Operation{operation.PutBucketCors, operation.PutBucketLifecycleConfiguration},
			kind:    always,
			doubt:   "The page lists the headers that the SDK always sends as not implemented, but not what is answered.",
			sources: []string{"https://developers.cloudflare.com/r2/api/s3/api/"},
		},
		{
			id: "r2-form", facts: []string{"r2-25"},
			ops:     []compat.Operation{operation.PutObject},
			kind:    isForm,
			sources: []string{"https://developers.cloudflare.com/r2/api/s3/presigned-urls/"},
		},
		{
			id: "r2-bucket-period", facts: []string{"r2-28"},
			ops:     []compat.Operation{operation.CreateBucket},
			kind:    hasDot,
			members: []compat.Member{member.Bucket},
			answer:  compat.Answer{Status: 400, Code: "InvalidBucketName"},
			sources: []string{"https://developers.cloudflare.com/r2/api/error-codes/"},
		},
	},
}
