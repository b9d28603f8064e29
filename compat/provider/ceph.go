package provider

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Ceph is Ceph Object Gateway. People run it on hosts of their own, so it is declared.
var Ceph = &Profile{
	ID:       "ceph",
	Name:     "Ceph Object Gateway",
	Checked:  "2026-11-29",
	releases: cephReleases[:],
	server:   server{name: "Ceph Object Gateway", from: "https://github.com/ceph/ceph/pull/50510"},
	measured: cephMeasured,
	keeps:    cephKeeps[:],
	breaks:   cephBreaks[:],
	settings: settings{endpoint: "{at}", region: "us-east-1", at: "the gateway's URL", path: true, whenRequired: true},
	causes: []cause{
		{
			id: "ceph-checksum-trailer", facts: []string{"ceph-1"},
			ops:     []compat.Operation{operation.PutObject, operation.UploadPart},
			kind:    hasTrailer,
			answer:  compat.Answer{Status: 400, Code: "XAmzContentSHA256Mismatch"},
			until:   "18.2.5",
			sources: []string{"measured 16.2.15", "https://ceph.io/en/news/blog/2025/v18-2-5-reef-released/", "https://github.com/fleetdm/fleet/issues/47850", "https://github.com/ceph/ceph/pull/54856", "https://tracker.ceph.com/issues/63153", "https://github.com/google/go-cloud/issues/3535"},
		},
		{
			id: "ceph-checksum-algorithm-ignored", facts: []string{"ceph-3"},
			effect:  compat.Ignored,
			ops:     []compat.Operation{operation.CreateMultipartUpload, operation.PutObject},
			kind:    isSet,
			members: []compat.Member{member.ChecksumAlgorithm, member.ChecksumCRC32, member.ChecksumCRC32C, member.ChecksumSHA1, member.ChecksumSHA256, member.ChecksumCRC64NVME},
			sources: []string{"measured", "https://github.com/ceph/ceph/pull/49986"},
		},
		{
			id: "ceph-storage-class", facts: []string{"ceph-11"},
			ops:     []compat.Operation{operation.PutObject, operation.CreateMultipartUpload, operation.CopyObject},
			kind:    isNone,
			members: []compat.Member{member.StorageClass},
			values:  []string{"STANDARD"},
			answer:  compat.Answer{Status: 400, Code: "InvalidArgument"},
			doubt:   "A zone may define classes of its own.",
			sources: []string{"measured 16.2.15"},
		},
		{
			id: "ceph-server-side-encryption", facts: []string{"ceph-20"},
			ops:     []compat.Operation{operation.PutObject},
			kind:    isOne,
			members: []compat.Member{member.ServerSideEncryption},
			values:  []string{"aws:kms", "aws:kms:dsse"},
			answer:  compat.Answer{Status: 400, Code: "InvalidArgument", Message: "Failed to retrieve the actual key, kms-keyid: …"},
			doubt:   "A gateway with a KMS accepts it.",
			sources: []string{"measured 16.2.15"},
		},
		{
			id: "ceph-not-implemented", facts: []string{"ceph-24"},
			ops:     []compat.Operation{operation.RestoreObject, operation.CreateBucketMetadataConfiguration},
			kind:    always,
			answer:  compat.Answer{Status: 501, Code: "NotImplemented"},
			doubt:   "Newer releases have RestoreObject.",
			sources: []string{"measured 16.2.15", "https://docs.ceph.com/en/latest/radosgw/cloud-restore/"},
		},
		{
			id: "ceph-not-implemented-2", facts: []string{"ceph-25"},
			ops:     []compat.Operation{operation.PutBucketReplication},
			kind:    always,
			answer:  compat.Answer{Status: 405, Code: "MethodNotAllowed"},
			doubt:   "Gateways that synchronise zones accept it.",
			sources: []string{"measured 16.2.15", "https://docs.ceph.com/en/latest/radosgw/s3/"},
		},
		{
			id: "ceph-not-implemented-3", facts: []string{"ceph-26"},
			ops:     []compat.Operation{operation.PutBucketLogging, operation.PutBucketAccelerateConfiguration},
			kind:    always,
			doubt:   "Newer releases have some of them.",
			sources: []string{"https://docs.ceph.com/en/latest/radosgw/s3/", "https://www.ibm.com/docs/en/storage-ceph/9.9.1?topic=developer-s3-supported-unsupported-verbs"},
		},
		{
			id: "ceph-acl", facts: []string{"ceph-28"},
			ops:     []compat.Operation{operation.PutObject},
			kind:    isOne,
			members: []compat.Member{member.ACL},
			values:  []string{"aws-exec-read"},
			answer:  compat.Answer{Status: 400, Code: "InvalidArgument"},
			sources: []string{"measured 16.2.15"},
		},
		{
			id: "ceph-notification-destination", facts: []string{"ceph-17"},
			ops:  []compat.Operation{operation.PutBucketNotificationConfiguration},
			kind: isSo, when: notifies(true, false, true), what: "queues and functions as destinations of notifications",
			way:     "Name a topic that was made at the gateway.",
			answer:  compat.Answer{Status: 400, Code: "MalformedXML"},
			sources: []string{"https://docs.ceph.com/en/latest/radosgw/s3-notification-compatibility/", "measured 16.2.15"},
		},
	},
}

// cephReleases are the names of Ceph's releases, by which the gateway's Server header
// tells the version. Source: https://docs.ceph.com/en/latest/releases/.
var cephReleases = [...]release{
	{"octopus", "15"}, {"pacific", "16"}, {"quincy", "17"}, {"reef", "18"}, {"squid", "19"}, {"tentacle", "20"},
}
