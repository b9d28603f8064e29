package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// B2 is Backblaze B2.
var B2 = &Profile{
	ID:        "b2",
	Name:      "Backblaze B2",
	Checked:   "2026-11-29",
	hosts:     []string{"s3.*.backblazeb2.com"},
	hostsFrom: []string{"https://www.backblaze.com/docs/cloud-storage-call-the-s3-compatible-api"},
	settings:  settings{endpoint: "https://s3.{at}.backblazeb2.com", region: "{at}", at: "the Region, such as us-west-004", whenRequired: true},
	causes: []cause{
		{
			id: "b2-checksum-trailer", facts: []string{"b2-1"},
			ops:     []compat.Operation{operation.PutObject, operation.UploadPart},
			kind:    hasTrailer,
			answer:  compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Unsupported header 'x-amz-checksum-crc32' received for this API call."},
			doubt:   "It isn't known whether Backblaze has lifted it since.",
			sources: []string{"https://www.backblaze.com/docs/cloud-storage-s3-compatible-api", "https://github.com/iterate-ch/cyberduck/issues/16107", "https://github.com/diced/zipline/issues/746", "https://github.com/home-assistant/core/issues/143995", "https://github.com/nocobase/nocobase/issues/6872", "https://github.com/boto/s3transfer/issues/327"},
		},
		{
			id: "b2-checksum-sha256", facts: []string{"b2-2"},
			ops:     []compat.Operation{operation.PutObject, operation.UploadPart, operation.CreateMultipartUpload},
			kind:    isSet,
			members: []compat.Member{member.ChecksumSHA256},
			answer:  compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Unsupported header 'x-amz-checksum-sha256' received for this API call."},
			doubt:   "It isn't known whether Backblaze has lifted it since.",
			sources: []string{"https://www.backblaze.com/docs/cloud-storage-s3-compatible-api", "https://github.com/iterate-ch/cyberduck/issues/16107", "https://github.com/diced/zipline/issues/746", "https://github.com/home-assistant/core/issues/143995", "https://github.com/nocobase/nocobase/issues/6872", "https://github.com/boto/s3transfer/issues/327"},
		},
		{
			id: "b2-checksum-algorithm", facts: []string{"b2-3"},
			ops:     []compat.Operation{operation.PutObject, operation.UploadPart, operation.CreateMultipartUpload},
			kind:    isSet,
			members: []compat.Member{member.ChecksumAlgorithm},
			answer:  compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Unsupported header 'x-amz-sdk-checksum-algorithm' received for this API call."},
			doubt:   "It isn't known whether Backblaze has lifted it since.",
			sources: []string{"https://www.backblaze.com/docs/cloud-storage-s3-compatible-api", "https://github.com/iterate-ch/cyberduck/issues/16107", "https://github.com/diced/zipline/issues/746", "https://github.com/home-assistant/core/issues/143995", "https://github.com/nocobase/nocobase/issues/6872", "https://github.com/boto/s3transfer/issues/327"},
		},
		{
			id: "b2-checksum-mode", facts: []string{"b2-4"},
			ops:     []compat.Operation{operation.GetObject, operation.HeadObject},
			kind:    isOne,
			members: []compat.Member{member.ChecksumMode},
			values:  []string{"ENABLED"},
			answer:  compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Unsupported header 'x-amz-checksum-mode' received for this API call."},
			doubt:   "It rests on reports of users.",
			sources: []string{"https://github.com/vatesfr/xen-orchestra/issues/8358", "https://github.com/diced/zipline/issues/746"},
		},
		{
			id: "b2-acl", facts: []string{"b2-5"},
			ops:     []compat.Operation{operation.PutObject, operation.CopyObject, operation.CreateMultipartUpload, operation.PutObjectAcl},
			kind:    isNone,
			members: []compat.Member{member.ACL},
			values:  []string{"private", "public-read"},
			sources: []string{"https://www.backblaze.com/docs/cloud-storage-s3-compatible-api"},
		},
		{
			id: "b2-acl-2", facts: []string{"b2-6"},
			ops:     []compat.Operation{operation.PutBucketAcl},
			kind:    isNone,
			members: []compat.Member{member.ACL},
			values:  []string{"private", "public-read"},
			sources: []string{"https://www.backblaze.com/docs/cloud-storage-s3-compatible-api"},
		},
		{
			id: "b2-server-side-encryption", facts: []string{"b2-7"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload},
			kind:    isOne,
			members: []compat.Member{member.ServerSideEncryption},
			values:  []string{"aws:kms", "aws:kms:dsse"},
			sources: []string{"https://www.backblaze.com/docs/cloud-storage-s3-compatible-api"},
		},
		{
			id: "b2-if-none-match", facts: []string{"b2-8"},
			ops:     []compat.Operation{operation.PutObject},
			kind:    isSet,
			members: []compat.Member{member.IfNoneMatch, member.IfMatch},
			answer:  compat.Answer{Status: 501, Code: "NotImplemented", Message: "A header you provided implies functionality that is not implemented"},
			doubt:   "It rests on reports of users.",
			sources: []string{"https://github.com/sathinduga/obsidian-s3-sync-and-backup/issues/78", "https://github.com/hashicorp/terraform/issues/37143"},
		},
		{
			id: "b2-not-implemented", facts: []string{"b2-9"},
			ops:     []compat.Operation{operation.PutBucketWebsite, operation.PutBucketPolicy, operation.PutBucketLogging, operation.PutBucketNotificationConfiguration, operation.GetBucketWebsite, operation.GetBucketPolicy},
			kind:    always,
			sources: []string{"https://www.backblaze.com/docs/cloud-storage-s3-compatible-api"},
		},
	},
}
