package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketreplication"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// Everything is copied to another bucket.
func ExampleReplicationRules() {
	optest.Print(putbucketreplication.General("reports-2026", opt.ReplicationRules("arn:aws:iam::123456789012:role/replication", opt.Replicate(opt.Everything(), "arn:aws:s3:::reports-copy", 1))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?replication=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: uDsfLg==
	// <ReplicationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Role>arn:aws:iam::123456789012:role/replication</Role><Rule><DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication><Destination><Bucket>arn:aws:s3:::reports-copy</Bucket></Destination><Filter></Filter><Priority>1</Priority><Status>Enabled</Status></Rule></ReplicationConfiguration>
}

// Objects below a prefix are copied within a quarter of an hour, into another class.
func ExampleReplicate() {
	optest.Print(putbucketreplication.General("reports-2026", opt.ReplicationRules("arn:aws:iam::123456789012:role/replication", opt.Replicate(opt.WithPrefix("2026/"), "arn:aws:s3:::reports-copy", 1).TimeControl().StorageClass(opt.StandardIA))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?replication=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: WYftYw==
	// <ReplicationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Role>arn:aws:iam::123456789012:role/replication</Role><Rule><DeleteMarkerReplication><Status>Disabled</Status></DeleteMarkerReplication><Destination><Bucket>arn:aws:s3:::reports-copy</Bucket><Metrics><EventThreshold><Minutes>15</Minutes></EventThreshold><Status>Enabled</Status></Metrics><ReplicationTime><Status>Enabled</Status><Time><Minutes>15</Minutes></Time></ReplicationTime><StorageClass>STANDARD_IA</StorageClass></Destination><Filter><Prefix>2026/</Prefix></Filter><Priority>1</Priority><Status>Enabled</Status></Rule></ReplicationConfiguration>
}

// The older form of a rule.
func ExampleReplicatePrefix() {
	optest.Print(putbucketreplication.General("reports-2026", opt.ReplicationRules("arn:aws:iam::123456789012:role/replication", opt.ReplicatePrefix("2026/", "arn:aws:s3:::reports-copy").Rule())))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?replication=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: AGcuIg==
	// <ReplicationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Role>arn:aws:iam::123456789012:role/replication</Role><Rule><Destination><Bucket>arn:aws:s3:::reports-copy</Bucket></Destination><Prefix>2026/</Prefix><Status>Enabled</Status></Rule></ReplicationConfiguration>
}
