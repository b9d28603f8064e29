package trial

import (
	"context"
	"net/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
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

// Elsewhere says why other stores than Amazon S3 are sure to mistake an operation for
// another, or not to know it: versitygw does.
func Elsewhere(op compat.Operation) string {
	if op == operation.SelectObjectContent {
		return ""
	}
	return mistaken[op]
}

// mistake says why an operation can't be tried at versitygw.
func mistake(op compat.Operation) string { return mistaken[op] }

// discover finds out which operations a server that isn't the embedded one
// doesn't implement.
func (w *world) discover(ctx context.Context) error {
	bucket, err := w.take(ctx, w.store.stageOf(&compat.Facts{}, operation.GetObject))
	if err != nil {
		return err
	}
	if _, err := w.put(ctx, bucket, "photos/a.jpg"); err != nil {
		return err
	}
	for name := operation.ID(1); name < operation.Count; name++ {
		members := sdk.Schema.Members(name)
		if Elsewhere(name) != "" && !w.store.Claimed.Has(name) || !members.Has(member.Bucket) {
			continue
		}
		if w.store.Claimed.Has(name) {
			// What was configured before may be why it is refused.
			if bucket, err = w.take(ctx, w.store.stageOf(&compat.Facts{}, operation.GetObject)); err != nil {
				return err
			}
		}
		got := send(ctx, w.client, minimal(name).With(member.Bucket, bucket), "", nil)
		if got.Status == http.StatusNotImplemented || got.Status == http.StatusMethodNotAllowed {
			w.store.Missing.Add(name)
		}
		if got.Accepted() && name == operation.DeleteBucket {
			if bucket, err = w.take(ctx, w.store.stageOf(&compat.Facts{}, operation.GetObject)); err != nil {
				return err
			}
		}
	}
	return nil
}
