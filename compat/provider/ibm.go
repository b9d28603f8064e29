package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// IBM is IBM Cloud Object Storage.
var IBM = &Profile{
	ID:        "ibm",
	Name:      "IBM Cloud Object Storage",
	Checked:   "2026-11-29",
	server:    server{name: "Cleversafe", from: "https://cloud.ibm.com/docs/cloud-object-storage?topic=cloud-object-storage-compatibility-api-bucket-operations"},
	hosts:     []string{"*.cloud-object-storage.appdomain.cloud"},
	hostsFrom: []string{"https://cloud.ibm.com/docs/cloud-object-storage?topic=cloud-object-storage-endpoints"},
	settings:  settings{endpoint: "https://s3.{at}.cloud-object-storage.appdomain.cloud", region: "{at}", at: "the Region, such as eu-de", whenRequired: true},
	causes: []cause{
		{
			id: "ibm-not-implemented", facts: []string{"ibm-1"},
			ops:     []compat.Operation{operation.PutBucketPolicy, operation.GetBucketPolicy, operation.PutBucketNotificationConfiguration, operation.PutBucketAccelerateConfiguration, operation.SelectObjectContent, operation.PutBucketOwnershipControls, operation.PutBucketLogging},
			kind:    always,
			doubt:   "The page lists what is there; the rest may have come since.",
			sources: []string{"https://cloud.ibm.com/docs/cloud-object-storage?topic=cloud-object-storage-compatibility-api"},
		},
		{
			id: "ibm-bucket-prefix", facts: []string{"ibm-3"},
			ops:     []compat.Operation{operation.CreateBucket},
			kind:    beginsWith,
			members: []compat.Member{member.Bucket},
			values:  []string{"cosv1-", "account-"},
			sources: []string{"https://github.com/ibm-cloud-docs/cloud-object-storage/blob/main/api-reference-buckets.md"},
		},
	},
}
