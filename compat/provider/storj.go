package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Storj is Storj.
var Storj = &Profile{
	ID:        "storj",
	Name:      "Storj",
	Checked:   "2026-11-29",
	hosts:     []string{"gateway.storjshare.io", "gateway.*.storjshare.io"},
	hostsFrom: []string{"https://storj.dev/dcs/code/aws/aws-cli-endpoint", "https://gist.github.com/halkyon/6eba8e17b5e1b537a10f9a0f24a6fd81"},
	settings:  settings{endpoint: "https://gateway.storjshare.io", region: "us-east-1", path: true, whenRequired: true},
	causes: []cause{
		{
			id: "storj-not-implemented", facts: []string{"storj-1"},
			ops:     []compat.Operation{operation.PutBucketAcl, operation.GetBucketAcl, operation.PutObjectAcl, operation.GetObjectAcl, operation.PutBucketCors, operation.GetBucketCors, operation.PutBucketEncryption, operation.PutBucketLifecycleConfiguration, operation.PutBucketPolicy, operation.PutBucketReplication, operation.PutBucketRequestPayment, operation.PutBucketWebsite, operation.PutBucketOwnershipControls, operation.PutPublicAccessBlock, operation.RestoreObject, operation.SelectObjectContent, operation.PutBucketMetricsConfiguration, operation.PutBucketInventoryConfiguration, operation.PutBucketAnalyticsConfiguration, operation.PutBucketAccelerateConfiguration},
			kind:    always,
			sources: []string{"https://storj.dev/dcs/api/s3/s3-compatibility"},
		},
		{
			id: "storj-not-implemented-2", facts: []string{"storj-1", "storj-2"},
			ops:     []compat.Operation{operation.UploadPartCopy, operation.PutBucketLogging},
			kind:    always,
			doubt:   "It can be enabled on request.",
			sources: []string{"https://storj.dev/dcs/api/s3/s3-compatibility", "https://github.com/storj/roadmap/issues/40"},
		},
		{
			id: "storj-upload-id-marker-ignored", facts: []string{"storj-3"},
			effect:  compat.Ignored,
			ops:     []compat.Operation{operation.ListMultipartUploads},
			kind:    isSet,
			members: []compat.Member{member.UploadIdMarker},
			sources: []string{"https://storj.dev/dcs/api/s3/s3-compatibility"},
		},
		{
			id: "storj-part-number-ignored", facts: []string{"storj-4"},
			effect:  compat.Ignored,
			ops:     []compat.Operation{operation.GetObject},
			kind:    isSet,
			members: []compat.Member{member.PartNumber},
			sources: []string{"https://storj.dev/dcs/api/s3/s3-compatibility"},
		},
		{
			id: "storj-checksum-trailer", facts: []string{"storj-5"},
			ops:     []compat.Operation{operation.PutObject, operation.UploadPart},
			kind:    hasTrailer,
			answer:  compat.Answer{Status: 411, Code: "MissingContentLength", Message: "You must provide the Content-Length HTTP header."},
			doubt:   "It was mended later in 2025.",
			sources: []string{"https://github.com/storj/gateway-st/issues/89"},
		},
	},
}
