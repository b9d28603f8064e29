package main

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// missing are the operations that the server answers with 501 NotImplemented,
// whatever they ask for. The run verifies that it still does, so that a newer
// server's operations don't stay untried.
var missing = operation.SetOf(
	operation.DeleteBucketAnalyticsConfiguration,
	operation.DeleteBucketEncryption,
	operation.DeleteBucketIntelligentTieringConfiguration,
	operation.DeleteBucketInventoryConfiguration,
	operation.DeleteBucketLifecycle,
	operation.DeleteBucketMetricsConfiguration,
	operation.DeleteBucketReplication,
	operation.DeletePublicAccessBlock,
	operation.GetBucketAccelerateConfiguration,
	operation.GetBucketAnalyticsConfiguration,
	operation.GetBucketEncryption,
	operation.GetBucketIntelligentTieringConfiguration,
	operation.GetBucketInventoryConfiguration,
	operation.GetBucketLifecycleConfiguration,
	operation.GetBucketLogging,
	operation.GetBucketMetricsConfiguration,
	operation.GetBucketNotificationConfiguration,
	operation.GetBucketReplication,
	operation.GetBucketRequestPayment,
	operation.GetObjectAcl,
	operation.GetPublicAccessBlock,
	operation.ListBucketAnalyticsConfigurations,
	operation.ListBucketIntelligentTieringConfigurations,
	operation.ListBucketInventoryConfigurations,
	operation.ListBucketMetricsConfigurations,
	operation.PutBucketAccelerateConfiguration,
	operation.PutBucketAnalyticsConfiguration,
	operation.PutBucketEncryption,
	operation.PutBucketIntelligentTieringConfiguration,
	operation.PutBucketInventoryConfiguration,
	operation.PutBucketLifecycleConfiguration,
	operation.PutBucketLogging,
	operation.PutBucketMetricsConfiguration,
	operation.PutBucketNotificationConfiguration,
	operation.PutBucketReplication,
	operation.PutBucketRequestPayment,
	operation.PutObjectAcl,
	operation.PutPublicAccessBlock,
	operation.RestoreObject,
)

const insteadOf = "the server carries out another operation: "

// mistaken are the operations that the server doesn't know, or takes for others,
// because it overlooks the query parameter that tells them apart. Its answers to
// them say nothing.
var mistaken = map[compat.Operation]string{
	operation.CreateBucketMetadataConfiguration:                insteadOf + "a form upload",
	operation.CreateBucketMetadataTableConfiguration:           insteadOf + "a form upload",
	operation.CreateSession:                                    insteadOf + "ListObjects",
	operation.DeleteBucketMetadataConfiguration:                insteadOf + "DeleteBucket",
	operation.DeleteBucketMetadataTableConfiguration:           insteadOf + "DeleteBucket",
	operation.DeleteObjectAnnotation:                           insteadOf + "DeleteObject",
	operation.GetBucketAbac:                                    insteadOf + "ListObjects",
	operation.GetBucketMetadataConfiguration:                   insteadOf + "ListObjects",
	operation.GetBucketMetadataTableConfiguration:              insteadOf + "ListObjects",
	operation.GetObjectAnnotation:                              insteadOf + "GetObject",
	operation.GetObjectTorrent:                                 insteadOf + "GetObject",
	operation.ListObjectAnnotations:                            insteadOf + "GetObject",
	operation.PutBucketAbac:                                    insteadOf + "CreateBucket",
	operation.PutObjectAnnotation:                              insteadOf + "PutObject",
	operation.RenameObject:                                     insteadOf + "PutObject",
	operation.UpdateBucketMetadataAnnotationTableConfiguration: insteadOf + "CreateBucket",
	operation.UpdateBucketMetadataInventoryTableConfiguration:  insteadOf + "CreateBucket",
	operation.UpdateBucketMetadataJournalTableConfiguration:    insteadOf + "CreateBucket",
	operation.UpdateObjectEncryption:                           insteadOf + "PutObject",

	operation.ListDirectoryBuckets:   "the server refuses its signing name",
	operation.SelectObjectContent:    "the server answers 200 without looking at it, and says in the stream that it isn't implemented",
	operation.WriteGetObjectResponse: "the server takes its path for a bucket's name",
}

// uncovered says why an operation can't be tried; empty if it can.
func uncovered(op compat.Operation) string {
	if missing.Has(op) {
		return "the server doesn't implement the operation"
	}
	return mistaken[op]
}
