package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// MinIO is MinIO. People run it on hosts of their own, so it is declared.
var MinIO = &Profile{
	ID:       "minio",
	Name:     "MinIO",
	Checked:  "2026-11-29",
	server:   server{name: "MinIO", from: "measured 2026-02-12"},
	measured: minioMeasured,
	keeps:    minioKeeps[:],
	breaks:   minioBreaks[:],
	settings: settings{endpoint: "{at}", region: "us-east-1", at: "the server's URL", path: true},
	causes: []cause{
		{
			id: "minio-not-implemented", facts: []string{"minio-1"},
			ops:     []compat.Operation{operation.PutBucketWebsite, operation.PutBucketLogging, operation.PutBucketAccelerateConfiguration, operation.PutBucketRequestPayment, operation.GetPublicAccessBlock, operation.PutPublicAccessBlock, operation.DeletePublicAccessBlock, operation.GetBucketOwnershipControls, operation.PutBucketOwnershipControls, operation.DeleteBucketOwnershipControls, operation.GetBucketIntelligentTieringConfiguration, operation.PutBucketIntelligentTieringConfiguration, operation.GetBucketAnalyticsConfiguration, operation.PutBucketAnalyticsConfiguration, operation.GetBucketInventoryConfiguration, operation.PutBucketInventoryConfiguration, operation.GetBucketMetricsConfiguration, operation.PutBucketMetricsConfiguration, operation.PutBucketCors, operation.DeleteBucketCors},
			kind:    always,
			answer:  compat.Answer{Status: 501, Code: "NotImplemented", Message: "A header you provided implies functionality that is not implemented"},
			doubt:   "Releases differ in what they implement.",
			sources: []string{"https://github.com/minio/minio/blob/7aac2a2c5b7c882e68c1ce017d8256be2feea27f/cmd/api-router.go", "https://docs.min.io/community/minio-object-store/reference/s3-api-compatibility.html", "measured 2026-02-12"},
		},
		{
			id: "minio-storage-class", facts: []string{"minio-2"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject},
			kind:    isNone,
			members: []compat.Member{member.StorageClass},
			values:  []string{"STANDARD", "REDUCED_REDUNDANCY"},
			answer:  compat.Answer{Status: 400, Code: "InvalidStorageClass", Message: "Invalid storage class."},
			sources: []string{"measured 2026-02-12"},
		},
		{
			id: "minio-acl-ignored", facts: []string{"minio-3"},
			effect:  compat.Ignored,
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject, operation.CreateBucket},
			kind:    isSet,
			members: []compat.Member{member.ACL, member.GrantFullControl, member.GrantRead, member.GrantReadACP, member.GrantWrite, member.GrantWriteACP},
			sources: []string{"measured 2026-02-12", "https://docs.min.io/community/minio-object-store/reference/s3-api-compatibility.html"},
		},
		{
			id: "minio-server-side-encryption", facts: []string{"minio-4"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload},
			kind:    isSet,
			members: []compat.Member{member.ServerSideEncryption},
			answer:  compat.Answer{Status: 501, Code: "NotImplemented", Message: "Server side encryption specified but KMS is not configured"},
			doubt:   "A server with a KMS accepts it.",
			sources: []string{"measured 2026-02-12"},
		},
		{
			id: "minio-prefix-ignored", facts: []string{"minio-22"},
			effect:  compat.Ignored,
			ops:     []compat.Operation{operation.ListMultipartUploads},
			kind:    isSet,
			members: []compat.Member{member.Prefix},
			sources: []string{"https://docs.min.io/community/minio-object-store/reference/s3-api-compatibility.html"},
		},
		{
			id: "minio-expected-bucket-owner-ignored", facts: []string{"minio-24"},
			effect:  compat.Ignored,
			kind:    isSet,
			members: []compat.Member{member.ExpectedBucketOwner},
			sources: []string{"measured 2026-02-12"},
		},
		{
			id: "minio-lifecycle-abort", facts: []string{"minio-11"},
			ops:  []compat.Operation{operation.PutBucketLifecycleConfiguration},
			kind: isSo, when: onlyAborts, what: "a lifecycle rule with nothing but AbortIncompleteMultipartUpload",
			way:     "Leave it out: the server removes what was abandoned by itself.",
			answer:  compat.Answer{Status: 400, Code: "InvalidArgument"},
			sources: []string{"https://docs.min.io/community/minio-object-store/reference/s3-api-compatibility.html", "measured 2026-02-12"},
		},
		{
			id: "minio-notification-destination", facts: []string{"minio-12"},
			ops:  []compat.Operation{operation.PutBucketNotificationConfiguration},
			kind: isSo, when: notifies(false, true, true), what: "topics and functions as destinations of notifications",
			way:     "Name a queue that the server knows as a target.",
			answer:  compat.Answer{Status: 400, Code: "UnsupportedNotification", Message: "MinIO server does not support Topic or Cloud Function based notifications."},
			sources: []string{"measured 2026-02-12"},
		},
		{
			id: "minio-key-dots", facts: []string{"minio-19"},
			ops:  []compat.Operation{operation.PutObject, operation.DeleteObject},
			kind: isSo, when: hasDots, what: ". and .. between the slashes of a key",
			way:     "Choose another key.",
			answer:  compat.Answer{Status: 400, Code: "XMinioInvalidResourceName"},
			sources: []string{"https://github.com/minio/minio/blob/master/docs/minio-limits.md", "measured 2026-02-12"},
		},
		{
			id: "minio-upload-too-large", facts: []string{"minio-17"},
			ops:     []compat.Operation{operation.PutObject},
			kind:    isLonger,
			members: []compat.Member{member.ContentLength},
			values:  []string{"5497558138880"},
			instead: []string{"upload-too-large"},
			doubt:   "The page says what is taken, but not what is answered to more.",
			sources: []string{"https://github.com/minio/minio/blob/master/docs/minio-limits.md"},
		},
	},
}
