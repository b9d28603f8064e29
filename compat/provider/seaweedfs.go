package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// SeaweedFS is SeaweedFS. People run it on hosts of their own, so it is declared.
var SeaweedFS = &Profile{
	ID:       "seaweedfs",
	Name:     "SeaweedFS",
	Checked:  "2026-11-29",
	server:   server{name: "SeaweedFS", from: "measured 4.53"},
	measured: seaweedfsMeasured,
	keeps:    seaweedfsKeeps[:],
	breaks:   seaweedfsBreaks[:],
	settings: settings{endpoint: "{at}", region: "us-east-1", at: "the gateway's URL", path: true},
	causes: []cause{
		{
			id: "seaweedfs-not-implemented", facts: []string{"seaweedfs-2"},
			ops:     []compat.Operation{operation.PutBucketNotificationConfiguration, operation.PutBucketReplication, operation.PutBucketWebsite, operation.PutBucketLogging, operation.PutBucketAccelerateConfiguration, operation.PutBucketAnalyticsConfiguration, operation.PutBucketInventoryConfiguration, operation.PutBucketMetricsConfiguration, operation.PutBucketIntelligentTieringConfiguration, operation.GetBucketAbac, operation.PutBucketAbac, operation.CreateSession},
			kind:    always,
			answer:  compat.Answer{Status: 501, Code: "NotImplemented", Message: "A header you provided implies functionality that is not implemented"},
			sources: []string{"measured 4.53"},
		},
		{
			id: "seaweedfs-lifecycle-transitions", facts: []string{"seaweedfs-3"},
			ops:  []compat.Operation{operation.PutBucketLifecycleConfiguration},
			kind: isSo, when: hasTransitions, what: "Transitions in an enabled lifecycle rule",
			way:     "Leave them out: objects can expire, but not move.",
			answer:  compat.Answer{Status: 501, Code: "NotImplemented", Message: "A header you provided implies functionality that is not implemented"},
			sources: []string{"measured 4.53"},
		},
	},
}
