package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Hetzner is Hetzner Object Storage.
var Hetzner = &Profile{
	ID:        "hetzner",
	Name:      "Hetzner Object Storage",
	Checked:   "2026-11-29",
	hosts:     []string{"*.your-objectstorage.com"},
	hostsFrom: []string{"https://motherduck.com/docs/integrations/cloud-storage/hetzner-object-storage"},
	settings:  settings{endpoint: "https://{at}.your-objectstorage.com", region: "{at}", at: "the location, such as fsn1", whenRequired: true},
	causes: []cause{
		{
			id: "hetzner-checksum-trailer", facts: []string{"hetzner-1"},
			ops:     []compat.Operation{operation.PutObject, operation.UploadPart},
			kind:    hasTrailer,
			answer:  compat.Answer{Status: 400, Code: "XAmzContentSHA256Mismatch"},
			doubt:   "It rests on reports of users.",
			sources: []string{"https://github.com/home-assistant/core/issues/144015", "https://github.com/google/go-cloud/issues/3535"},
		},
		{
			id: "hetzner-acl", facts: []string{"hetzner-2"},
			ops:     []compat.Operation{operation.CreateBucket},
			kind:    isNone,
			members: []compat.Member{member.ACL},
			values:  []string{"private", "public-read"},
			doubt:   "The page is of September 2024.",
			sources: []string{"https://docs.hetzner.com/storage/object-storage/supported-actions/"},
		},
		{
			id: "hetzner-grant-full-control", facts: []string{"hetzner-3"},
			ops:     []compat.Operation{operation.CreateBucket},
			kind:    isSet,
			members: []compat.Member{member.GrantFullControl, member.GrantRead, member.GrantReadACP, member.GrantWrite, member.GrantWriteACP, member.ObjectOwnership},
			doubt:   "The page is of September 2024.",
			sources: []string{"https://docs.hetzner.com/storage/object-storage/supported-actions/"},
		},
		{
			id: "hetzner-server-side-encryption", facts: []string{"hetzner-4"},
			ops:     []compat.Operation{operation.PutBucketEncryption, operation.PutObject, operation.CreateMultipartUpload},
			kind:    isSet,
			members: []compat.Member{member.ServerSideEncryption, member.SSEKMSKeyId},
			doubt:   "The page is of September 2024.",
			sources: []string{"https://docs.hetzner.com/storage/object-storage/supported-actions/"},
		},
		{
			id: "hetzner-copy-source-ssecustomer-key", facts: []string{"hetzner-5"},
			ops:     []compat.Operation{operation.CopyObject},
			kind:    isSet,
			members: []compat.Member{member.CopySourceSSECustomerKey},
			doubt:   "The page is of September 2024.",
			sources: []string{"https://docs.hetzner.com/storage/object-storage/supported-actions/"},
		},
		{
			id: "hetzner-not-implemented", facts: []string{"hetzner-7"},
			ops:     []compat.Operation{operation.PutBucketRequestPayment, operation.PutBucketNotificationConfiguration, operation.PutBucketAccelerateConfiguration, operation.PutBucketWebsite, operation.PutBucketAnalyticsConfiguration, operation.PutBucketIntelligentTieringConfiguration, operation.PutBucketInventoryConfiguration, operation.PutBucketLogging, operation.PutBucketMetricsConfiguration, operation.PutBucketOwnershipControls, operation.PutBucketReplication, operation.PutBucketTagging, operation.RestoreObject, operation.SelectObjectContent, operation.GetObjectTorrent, operation.GetObjectAttributes, operation.CreateSession},
			kind:    always,
			doubt:   "The page is of September 2024.",
			sources: []string{"https://docs.hetzner.com/storage/object-storage/supported-actions/"},
		},
		{
			id: "hetzner-newer-versions", facts: []string{"hetzner-8"},
			ops:  []compat.Operation{operation.PutBucketLifecycleConfiguration},
			kind: isSo, when: keepsNewerVersions, what: "NewerNoncurrentVersions in a lifecycle rule",
			way:     "Give NoncurrentDays only.",
			doubt:   "The page is of September 2024.",
			sources: []string{"https://docs.hetzner.com/storage/object-storage/supported-actions/"},
		},
	},
}
