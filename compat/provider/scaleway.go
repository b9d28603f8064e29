package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Scaleway is Scaleway Object Storage.
var Scaleway = &Profile{
	ID:        "scaleway",
	Name:      "Scaleway Object Storage",
	Checked:   "2026-11-29",
	hosts:     []string{"s3.*.scw.cloud"},
	hostsFrom: []string{"https://github.com/scaleway/docs-content/blob/main/pages/object-storage/api-cli/object-storage-aws-cli.mdx"},
	settings:  settings{endpoint: "https://s3.{at}.scw.cloud", region: "{at}", at: "the Region, such as fr-par"},
	causes: []cause{
		{
			id: "scaleway-part-number", facts: []string{"scaleway-4"},
			ops:     []compat.Operation{operation.UploadPart},
			kind:    isAbove,
			members: []compat.Member{member.PartNumber},
			values:  []string{"1000"},
			doubt:   "It rests on reports of users.",
			sources: []string{"https://github.com/rclone/rclone", "https://www.scaleway.com/en/docs/object-storage/api-cli/multipart-uploads/"},
		},
		{
			id: "scaleway-not-implemented", facts: []string{"scaleway-6"},
			ops:     []compat.Operation{operation.GetBucketNotificationConfiguration, operation.PutBucketNotificationConfiguration, operation.PutPublicAccessBlock, operation.PutBucketReplication, operation.PutBucketLogging},
			kind:    always,
			doubt:   "Some of the list have come since.",
			sources: []string{"https://www.scaleway.com/en/docs/object-storage/api-cli/using-api-call-list/"},
		},
		{
			id: "scaleway-storage-class", facts: []string{"scaleway-7"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject},
			kind:    isNone,
			members: []compat.Member{member.StorageClass},
			values:  []string{"STANDARD", "ONEZONE_IA", "GLACIER"},
			doubt:   "It rests on reports of users.",
			sources: []string{"https://github.com/rclone/rclone"},
		},
		{
			id: "scaleway-deny-ignored", facts: []string{"scaleway-2"},
			effect: compat.Ignored,
			ops:    []compat.Operation{operation.PutBucketPolicy},
			kind:   isSo, when: denies, what: "statements of a policy that deny",
			way:     "Allow what is meant to be allowed: what no statement allows is denied.",
			sources: []string{"https://www.scaleway.com/en/docs/object-storage/api-cli/bucket-policy/"},
		},
	},
}
