package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// OVHcloud is OVHcloud Object Storage.
var OVHcloud = &Profile{
	ID:        "ovh",
	Name:      "OVHcloud Object Storage",
	Checked:   "2026-11-29",
	hosts:     []string{"s3.*.io.cloud.ovh.net", "s3.*.perf.cloud.ovh.net"},
	hostsFrom: []string{"https://github.com/ovh/docs/blob/develop/pages/storage_and_backup/object_storage/s3_location/guide.en-gb.md"},
	settings:  settings{endpoint: "https://s3.{at}.io.cloud.ovh.net", region: "{at}", at: "the Region, such as gra", whenRequired: true},
	causes: []cause{
		{
			id: "ovh-checksum-trailer", facts: []string{"ovh-1"},
			ops:     []compat.Operation{operation.PutObject, operation.UploadPart},
			kind:    hasTrailer,
			doubt:   "It was mended at an unknown date in 2025.",
			sources: []string{"https://github.com/ovh/public-cloud-roadmap/issues/781", "https://public-cloud.status-ovhcloud.com/incidents/491vx956zx6b"},
		},
		{
			id: "ovh-checksum-algorithm", facts: []string{"ovh-2"},
			ops:     []compat.Operation{operation.PutObject, operation.UploadPart, operation.CreateMultipartUpload},
			kind:    isOne,
			members: []compat.Member{member.ChecksumAlgorithm},
			values:  []string{"CRC32"},
			doubt:   "It was mended at an unknown date in 2025.",
			sources: []string{"https://github.com/ovh/public-cloud-roadmap/issues/781"},
		},
		{
			id: "ovh-not-implemented", facts: []string{"ovh-3"},
			ops:     []compat.Operation{operation.PutBucketPolicy, operation.GetBucketPolicy, operation.DeleteBucketPolicy, operation.PutPublicAccessBlock, operation.PutBucketOwnershipControls, operation.PutBucketNotificationConfiguration, operation.GetObjectAttributes, operation.SelectObjectContent, operation.PutBucketIntelligentTieringConfiguration, operation.PutBucketAnalyticsConfiguration, operation.PutBucketInventoryConfiguration, operation.PutBucketMetricsConfiguration},
			kind:    always,
			doubt:   "The list is of November 2024.",
			sources: []string{"https://github.com/ovh/docs/blob/develop/pages/storage_and_backup/object_storage/s3_s3_compliancy/guide.en-gb.md"},
		},
		{
			id: "ovh-not-implemented-2", facts: []string{"ovh-4"},
			ops:     []compat.Operation{operation.PutBucketLifecycleConfiguration},
			kind:    always,
			doubt:   "Local Zones have it, and Regions may by now.",
			sources: []string{"https://github.com/ovh/docs/blob/develop/pages/storage_and_backup/object_storage/s3_s3_compliancy/guide.en-gb.md"},
		},
		{
			id: "ovh-server-side-encryption", facts: []string{"ovh-5"},
			ops:     []compat.Operation{operation.PutBucketEncryption, operation.PutObject},
			kind:    isOne,
			members: []compat.Member{member.ServerSideEncryption},
			values:  []string{"aws:kms", "aws:kms:dsse"},
			doubt:   "The list is of November 2024.",
			sources: []string{"https://github.com/ovh/docs/blob/develop/pages/storage_and_backup/object_storage/s3_s3_compliancy/guide.en-gb.md"},
		},
		{
			id: "ovh-form", facts: []string{"ovh-6"},
			ops:     []compat.Operation{operation.PutObject},
			kind:    isForm,
			doubt:   "The list is of November 2024.",
			sources: []string{"https://github.com/ovh/docs/blob/develop/pages/storage_and_backup/object_storage/s3_s3_compliancy/guide.en-gb.md"},
		},
		{
			id: "ovh-bucket-marks", facts: []string{"ovh-7"},
			ops:  []compat.Operation{operation.CreateBucket},
			kind: isSo, when: hasTwoMarks, what: "names with two of - and . side by side",
			way:     "Choose another name.",
			doubt:   "The page says which names are allowed, but not what is answered to others.",
			sources: []string{"https://github.com/ovh/docs/blob/develop/pages/storage_and_backup/object_storage/s3_limitations/guide.en-gb.md"},
		},
	},
}
