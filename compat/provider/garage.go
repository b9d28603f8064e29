package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Garage is Garage. People run it on hosts of their own, so it is declared.
var Garage = &Profile{
	ID:       "garage",
	Name:     "Garage",
	Checked:  "2026-11-29",
	settings: settings{endpoint: "{at}", region: "garage", at: "the server's URL", path: true},
	causes: []cause{
		{
			id: "garage-not-implemented", facts: []string{"garage-1"},
			ops:     []compat.Operation{operation.GetBucketAcl, operation.PutBucketAcl, operation.GetObjectAcl, operation.PutObjectAcl, operation.PutBucketPolicy, operation.GetBucketPolicy, operation.ListObjectVersions, operation.PutBucketVersioning, operation.PutBucketReplication, operation.PutObjectTagging, operation.GetObjectTagging, operation.PutBucketTagging, operation.PutBucketEncryption, operation.PutBucketNotificationConfiguration, operation.PutObjectLockConfiguration, operation.PutObjectRetention, operation.PutObjectLegalHold, operation.GetObjectAttributes, operation.RestoreObject, operation.SelectObjectContent, operation.PutPublicAccessBlock, operation.PutBucketOwnershipControls, operation.PutBucketLogging, operation.PutBucketRequestPayment, operation.PutBucketAccelerateConfiguration},
			kind:    always,
			answer:  compat.Answer{Status: 501, Code: "NotImplemented"},
			sources: []string{"https://garagehq.deuxfleurs.fr/documentation/reference-manual/s3-compatibility/"},
		},
		{
			id: "garage-acl-ignored", facts: []string{"garage-4"},
			effect:  compat.Ignored,
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload},
			kind:    isSet,
			members: []compat.Member{member.ACL, member.Tagging, member.StorageClass, member.ServerSideEncryption, member.ObjectLockMode, member.ObjectLockRetainUntilDate, member.ObjectLockLegalHoldStatus},
			sources: []string{"https://garagehq.deuxfleurs.fr/documentation/reference-manual/s3-compatibility/", "https://github.com/deuxfleurs-org/garage/blob/3f4ab3a4a38e/src/api/s3/put.rs"},
		},
		{
			id: "garage-if-none-match-ignored", facts: []string{"garage-5"},
			effect:  compat.Ignored,
			ops:     []compat.Operation{operation.PutObject},
			kind:    isSet,
			members: []compat.Member{member.IfNoneMatch, member.IfMatch},
			doubt:   "It rests on what the makers wrote elsewhere than in the documentation.",
			sources: []string{"https://github.com/deuxfleurs-org/garage/blob/3f4ab3a4a38e/src/api/s3/put.rs"},
		},
		{
			id: "garage-checksum-algorithm", facts: []string{"garage-6"},
			ops:     []compat.Operation{operation.PutObject},
			kind:    isOne,
			members: []compat.Member{member.ChecksumAlgorithm},
			values:  []string{"CRC64NVME"},
			answer:  compat.Answer{Status: 400, Code: "InvalidRequest", Message: "invalid checksum algorithm"},
			doubt:   "It rests on what the makers wrote elsewhere than in the documentation.",
			sources: []string{"https://github.com/deuxfleurs-org/garage/blob/3f4ab3a4a38e/src/api/common/signature/checksum.rs"},
		},
		{
			id: "garage-lifecycle", facts: []string{"garage-2"},
			ops:  []compat.Operation{operation.PutBucketLifecycleConfiguration},
			kind: isSo, when: hasMoreThanExpiry, what: "more than Expiration and AbortIncompleteMultipartUpload in a lifecycle rule, nor a Prefix outside Filter",
			way:     "Leave out what else the rule says.",
			doubt:   "The page says what is implemented, but not what is answered to the rest.",
			sources: []string{"https://garagehq.deuxfleurs.fr/documentation/reference-manual/s3-compatibility/"},
		},
		{
			id: "garage-website-redirects", facts: []string{"garage-3"},
			ops:  []compat.Operation{operation.PutBucketWebsite},
			kind: isSo, when: redirects, what: "redirects of a website",
			way:     "Give the index and the error document only.",
			until:   "2",
			doubt:   "The page says what is implemented, but not what is answered to the rest.",
			sources: []string{"https://garagehq.deuxfleurs.fr/documentation/reference-manual/s3-compatibility/"},
		},
	},
}
