package opt

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// The methods by which options say what they stand for are for the builders alone,
// which are other packages: they reach them through these functions.
func init() {
	fill.Read.ACL = func(o any) fill.ACL { return o.(interface{ yieldsACL() fill.ACL }).yieldsACL() }
	fill.Read.Access = func(o any) fill.ACL { return o.(interface{ yieldsAccess() fill.ACL }).yieldsAccess() }
	fill.Read.Analytics = func(o any) fill.Identified {
		return o.(interface{ yieldsAnalytics() fill.Identified }).yieldsAnalytics()
	}
	fill.Read.AnnotationDirective = func(o any) fill.Value[string] {
		return o.(interface{ yieldsAnnotationDirective() fill.Value[string] }).yieldsAnnotationDirective()
	}
	fill.Read.AnnotationTable = func(o any) fill.Value[*types.AnnotationTableConfigurationUpdates] {
		return o.(interface {
			yieldsAnnotationTable() fill.Value[*types.AnnotationTableConfigurationUpdates]
		}).yieldsAnnotationTable()
	}
	fill.Read.Attributes = func(o any) fill.Attributes {
		return o.(interface{ yieldsAttributes() fill.Attributes }).yieldsAttributes()
	}
	fill.Read.BucketConfiguration = func(o any) fill.Value[*types.CreateBucketConfiguration] {
		return o.(interface {
			yieldsBucketConfiguration() fill.Value[*types.CreateBucketConfiguration]
		}).yieldsBucketConfiguration()
	}
	fill.Read.BucketEncryption = func(o any) fill.Value[*types.ServerSideEncryptionConfiguration] {
		return o.(interface {
			yieldsBucketEncryption() fill.Value[*types.ServerSideEncryptionConfiguration]
		}).yieldsBucketEncryption()
	}
	fill.Read.BucketReplication = func(o any) fill.Value[*types.ReplicationConfiguration] {
		return o.(interface {
			yieldsBucketReplication() fill.Value[*types.ReplicationConfiguration]
		}).yieldsBucketReplication()
	}
	fill.Read.CORS = func(o any) fill.Value[*types.CORSConfiguration] {
		return o.(interface {
			yieldsCORS() fill.Value[*types.CORSConfiguration]
		}).yieldsCORS()
	}
	fill.Read.Checksum = func(o any) fill.Checksum { return o.(interface{ yieldsChecksum() fill.Checksum }).yieldsChecksum() }
	fill.Read.CopyMetadata = func(o any) fill.CopyMetadata {
		return o.(interface{ yieldsCopyMetadata() fill.CopyMetadata }).yieldsCopyMetadata()
	}
	fill.Read.CopyTags = func(o any) fill.CopyTags { return o.(interface{ yieldsCopyTags() fill.CopyTags }).yieldsCopyTags() }
	fill.Read.Decryption = func(o any) fill.CustomerKey {
		return o.(interface{ yieldsDecryption() fill.CustomerKey }).yieldsDecryption()
	}
	fill.Read.Delete = func(o any) fill.Value[*types.Delete] {
		return o.(interface {
			yieldsDelete() fill.Value[*types.Delete]
		}).yieldsDelete()
	}
	fill.Read.Encryption = func(o any) fill.Encryption {
		return o.(interface{ yieldsEncryption() fill.Encryption }).yieldsEncryption()
	}
	fill.Read.Failure = func(o any) fill.Failure { return o.(interface{ yieldsFailure() fill.Failure }).yieldsFailure() }
	fill.Read.Hold = func(o any) fill.EventHold { return o.(interface{ yieldsHold() fill.EventHold }).yieldsHold() }
	fill.Read.Input = func(o any) fill.Value[*types.InputSerialization] {
		return o.(interface {
			yieldsInput() fill.Value[*types.InputSerialization]
		}).yieldsInput()
	}
	fill.Read.Inventory = func(o any) fill.Identified {
		return o.(interface{ yieldsInventory() fill.Identified }).yieldsInventory()
	}
	fill.Read.InventoryTable = func(o any) fill.Value[*types.InventoryTableConfigurationUpdates] {
		return o.(interface {
			yieldsInventoryTable() fill.Value[*types.InventoryTableConfigurationUpdates]
		}).yieldsInventoryTable()
	}
	fill.Read.JournalTable = func(o any) fill.Value[*types.JournalTableConfigurationUpdates] {
		return o.(interface {
			yieldsJournalTable() fill.Value[*types.JournalTableConfigurationUpdates]
		}).yieldsJournalTable()
	}
	fill.Read.Lifecycle = func(o any) fill.Value[*types.BucketLifecycleConfiguration] {
		return o.(interface {
			yieldsLifecycle() fill.Value[*types.BucketLifecycleConfiguration]
		}).yieldsLifecycle()
	}
	fill.Read.Lock = func(o any) fill.Lock { return o.(interface{ yieldsLock() fill.Lock }).yieldsLock() }
	fill.Read.Logging = func(o any) fill.Value[*types.BucketLoggingStatus] {
		return o.(interface {
			yieldsLogging() fill.Value[*types.BucketLoggingStatus]
		}).yieldsLogging()
	}
	fill.Read.MFA = func(o any) fill.Value[*string] { return o.(interface{ yieldsMFA() fill.Value[*string] }).yieldsMFA() }
	fill.Read.Metadata = func(o any) fill.Value[*types.MetadataConfiguration] {
		return o.(interface {
			yieldsMetadata() fill.Value[*types.MetadataConfiguration]
		}).yieldsMetadata()
	}
	fill.Read.MetadataTable = func(o any) fill.Value[*types.MetadataTableConfiguration] {
		return o.(interface {
			yieldsMetadataTable() fill.Value[*types.MetadataTableConfiguration]
		}).yieldsMetadataTable()
	}
	fill.Read.Metrics = func(o any) fill.Identified { return o.(interface{ yieldsMetrics() fill.Identified }).yieldsMetrics() }
	fill.Read.Namespace = func(o any) fill.Value[string] {
		return o.(interface{ yieldsNamespace() fill.Value[string] }).yieldsNamespace()
	}
	fill.Read.Notifications = func(o any) fill.Value[*types.NotificationConfiguration] {
		return o.(interface {
			yieldsNotifications() fill.Value[*types.NotificationConfiguration]
		}).yieldsNotifications()
	}
	fill.Read.ObjectEncryption = func(o any) fill.Value[types.ObjectEncryption] {
		return o.(interface {
			yieldsObjectEncryption() fill.Value[types.ObjectEncryption]
		}).yieldsObjectEncryption()
	}
	fill.Read.ObjectLock = func(o any) fill.Value[*types.ObjectLockConfiguration] {
		return o.(interface {
			yieldsObjectLock() fill.Value[*types.ObjectLockConfiguration]
		}).yieldsObjectLock()
	}
	fill.Read.Output = func(o any) fill.Value[*types.OutputSerialization] {
		return o.(interface {
			yieldsOutput() fill.Value[*types.OutputSerialization]
		}).yieldsOutput()
	}
	fill.Read.Ownership = func(o any) fill.ACL { return o.(interface{ yieldsOwnership() fill.ACL }).yieldsOwnership() }
	fill.Read.OwnershipControls = func(o any) fill.Value[*types.OwnershipControls] {
		return o.(interface {
			yieldsOwnershipControls() fill.Value[*types.OwnershipControls]
		}).yieldsOwnershipControls()
	}
	fill.Read.Parts = func(o any) fill.Value[*types.CompletedMultipartUpload] {
		return o.(interface {
			yieldsParts() fill.Value[*types.CompletedMultipartUpload]
		}).yieldsParts()
	}
	fill.Read.PartsWithChecksums = func(o any) fill.Value[*types.CompletedMultipartUpload] {
		return o.(PartList).yieldsPartsWithChecksums()
	}
	fill.Read.Payer = func(o any) fill.Value[string] { return o.(interface{ yieldsPayer() fill.Value[string] }).yieldsPayer() }
	fill.Read.Portion = func(o any) fill.Portion { return o.(interface{ yieldsPortion() fill.Portion }).yieldsPortion() }
	fill.Read.Position = func(o any) fill.Position { return o.(interface{ yieldsPosition() fill.Position }).yieldsPosition() }
	fill.Read.Precondition = func(o any) fill.Precondition {
		return o.(interface{ yieldsPrecondition() fill.Precondition }).yieldsPrecondition()
	}
	fill.Read.PublicAccess = func(o any) fill.Value[*types.PublicAccessBlockConfiguration] {
		return o.(interface {
			yieldsPublicAccess() fill.Value[*types.PublicAccessBlockConfiguration]
		}).yieldsPublicAccess()
	}
	fill.Read.RenameSource = func(o any) fill.Value[*string] {
		return o.(interface{ yieldsRenameSource() fill.Value[*string] }).yieldsRenameSource()
	}
	fill.Read.Replication = func(o any) fill.Value[string] {
		return o.(interface{ yieldsReplication() fill.Value[string] }).yieldsReplication()
	}
	fill.Read.Reported = func(o any) fill.Encryption { return o.(interface{ yieldsReported() fill.Encryption }).yieldsReported() }
	fill.Read.Restore = func(o any) fill.Value[*types.RestoreRequest] {
		return o.(interface {
			yieldsRestore() fill.Value[*types.RestoreRequest]
		}).yieldsRestore()
	}
	fill.Read.Retention = func(o any) fill.Value[*types.ObjectLockRetention] {
		return o.(interface {
			yieldsRetention() fill.Value[*types.ObjectLockRetention]
		}).yieldsRetention()
	}
	fill.Read.Scan = func(o any) fill.Value[*types.ScanRange] {
		return o.(interface {
			yieldsScan() fill.Value[*types.ScanRange]
		}).yieldsScan()
	}
	fill.Read.SessionMode = func(o any) fill.Value[string] {
		return o.(interface{ yieldsSessionMode() fill.Value[string] }).yieldsSessionMode()
	}
	fill.Read.Source = func(o any) fill.Source { return o.(interface{ yieldsSource() fill.Source }).yieldsSource() }
	fill.Read.Span = func(o any) fill.Value[*string] { return o.(interface{ yieldsSpan() fill.Value[*string] }).yieldsSpan() }
	fill.Read.StorageClass = func(o any) fill.Value[string] {
		return o.(interface{ yieldsStorageClass() fill.Value[string] }).yieldsStorageClass()
	}
	fill.Read.Switch = func(o any) fill.Value[string] {
		return o.(interface{ yieldsSwitch() fill.Value[string] }).yieldsSwitch()
	}
	fill.Read.Tagging = func(o any) fill.Value[*types.Tagging] {
		return o.(interface {
			yieldsTagging() fill.Value[*types.Tagging]
		}).yieldsTagging()
	}
	fill.Read.Tiering = func(o any) fill.Identified { return o.(interface{ yieldsTiering() fill.Identified }).yieldsTiering() }
	fill.Read.TransitionSize = func(o any) fill.Value[string] {
		return o.(interface{ yieldsTransitionSize() fill.Value[string] }).yieldsTransitionSize()
	}
	fill.Read.Version = func(o any) fill.Value[*string] {
		return o.(interface{ yieldsVersion() fill.Value[*string] }).yieldsVersion()
	}
	fill.Read.Versioning = func(o any) fill.Versioning {
		return o.(interface{ yieldsVersioning() fill.Versioning }).yieldsVersioning()
	}
	fill.Read.Website = func(o any) fill.Value[*types.WebsiteConfiguration] {
		return o.(interface {
			yieldsWebsite() fill.Value[*types.WebsiteConfiguration]
		}).yieldsWebsite()
	}
	fill.Read.TagText = func(tags any) string { return *Tags(tags.([]Tag)).yieldsHeader().V }
	fill.Read.AddTags = func(header, tags *string) fill.Value[*string] {
		if header == nil {
			return fill.Value[*string]{V: tags}
		}
		return addTags(header, tagsOf(*tags))
	}
}
