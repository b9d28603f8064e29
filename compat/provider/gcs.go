package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// GCS is Google Cloud Storage.
var GCS = &Profile{
	ID:        "gcs",
	Name:      "Google Cloud Storage",
	Checked:   "2026-11-29",
	hosts:     []string{"storage.googleapis.com"},
	hostsFrom: []string{"https://docs.cloud.google.com/storage/docs/request-endpoints"},
	settings:  settings{endpoint: "https://storage.googleapis.com", region: "auto", path: true, whenRequired: true, unsignedEncoding: true},
	causes: []cause{
		{
			id: "gcs-checksum-trailer", facts: []string{"gcs-3"},
			ops:     []compat.Operation{operation.PutObject, operation.UploadPart},
			kind:    hasTrailer,
			answer:  compat.Answer{Status: 403, Code: "SignatureDoesNotMatch"},
			doubt:   "It rests on reports of users.",
			sources: []string{"https://github.com/aws/aws-sdk-go-v2/issues/1816#issuecomment-2026-05-23", "https://github.com/afreidah/s3-orchestrator/pull/225", "https://github.com/milvus-io/milvus-storage/pull/480"},
		},
		{
			id: "gcs-storage-class", facts: []string{"gcs-7"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject},
			kind:    isNone,
			members: []compat.Member{member.StorageClass},
			values:  []string{"STANDARD", "NEARLINE", "COLDLINE", "ARCHIVE", "MULTI_REGIONAL", "REGIONAL", "DURABLE_REDUCED_AVAILABILITY"},
			doubt:   "The page says which classes to use, but not what is answered to others; and there may be new ones.",
			sources: []string{"https://docs.cloud.google.com/storage/docs/aws-simple-migration"},
		},
		{
			id: "gcs-acl", facts: []string{"gcs-9"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload},
			kind:    isSet,
			members: []compat.Member{member.ACL, member.GrantFullControl, member.GrantRead, member.GrantReadACP, member.GrantWrite, member.GrantWriteACP},
			answer:  compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Cannot insert legacy ACL for an object when uniform bucket-level access is enabled."},
			doubt:   "Only buckets with uniform bucket-level access refuse it.",
			sources: []string{"https://github.com/iterate-ch/cyberduck/issues/16814", "https://github.com/lightdash/lightdash/issues/15129", "https://github.com/thumbor/thumbor-aws/issues/82", "https://github.com/ohcnetwork/care/pull/2359", "https://cloud.google.com/storage/docs/uniform-bucket-level-access"},
		},
		{
			id: "gcs-not-implemented", facts: []string{"gcs-10"},
			ops:     []compat.Operation{operation.PutObjectTagging, operation.GetObjectTagging, operation.PutBucketTagging, operation.GetBucketTagging, operation.PutBucketCors, operation.GetBucketCors, operation.PutBucketLifecycleConfiguration, operation.GetBucketLifecycleConfiguration, operation.PutBucketEncryption, operation.GetBucketEncryption, operation.PutBucketPolicy, operation.GetBucketPolicy, operation.PutBucketOwnershipControls, operation.RestoreObject},
			kind:    always,
			doubt:   "It rests on reports of users.",
			sources: []string{"https://www.tigrisdata.com/docs/api/s3/"},
		},
		{
			id: "gcs-not-implemented-2", facts: []string{"gcs-11"},
			ops:     []compat.Operation{operation.UploadPartCopy},
			kind:    always,
			doubt:   "It rests on reports of users.",
			sources: []string{"https://github.com/rclone/rclone", "https://issuetracker.google.com/issues/323465186", "https://www.tigrisdata.com/docs/api/s3/"},
		},
		{
			id: "gcs-not-implemented-3", facts: []string{"gcs-12"},
			ops:     []compat.Operation{operation.PutObjectLegalHold, operation.GetObjectLegalHold},
			kind:    always,
			doubt:   "It rests on reports of users.",
			sources: []string{"https://github.com/rclone/rclone"},
		},
	},
}
