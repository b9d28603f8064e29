package fill

import "github.com/aws/aws-sdk-go-v2/service/s3/types"

// Read gets from options the members that they stand for. Their methods for that
// can be seen in package opt only, so that nobody who uses an option is offered
// them; package opt sets the functions. Each takes options of the types that have
// the method, and of no other.
var Read struct {
	ACL                 func(option any) ACL
	Access              func(option any) ACL
	Analytics           func(option any) Identified
	AnnotationDirective func(option any) Value[string]
	AnnotationTable     func(option any) Value[*types.AnnotationTableConfigurationUpdates]
	Attributes          func(option any) Attributes
	BucketConfiguration func(option any) Value[*types.CreateBucketConfiguration]
	BucketEncryption    func(option any) Value[*types.ServerSideEncryptionConfiguration]
	BucketReplication   func(option any) Value[*types.ReplicationConfiguration]
	CORS                func(option any) Value[*types.CORSConfiguration]
	Checksum            func(option any) Checksum
	CopyMetadata        func(option any) CopyMetadata
	CopyTags            func(option any) CopyTags
	Decryption          func(option any) CustomerKey
	Delete              func(option any) Value[*types.Delete]
	Encryption          func(option any) Encryption
	Failure             func(option any) Failure
	Hold                func(option any) EventHold
	Input               func(option any) Value[*types.InputSerialization]
	Inventory           func(option any) Identified
	InventoryTable      func(option any) Value[*types.InventoryTableConfigurationUpdates]
	JournalTable        func(option any) Value[*types.JournalTableConfigurationUpdates]
	Lifecycle           func(option any) Value[*types.BucketLifecycleConfiguration]
	Lock                func(option any) Lock
	Logging             func(option any) Value[*types.BucketLoggingStatus]
	MFA                 func(option any) Value[*string]
	Metadata            func(option any) Value[*types.MetadataConfiguration]
	MetadataTable       func(option any) Value[*types.MetadataTableConfiguration]
	Metrics             func(option any) Identified
	Namespace           func(option any) Value[string]
	Notifications       func(option any) Value[*types.NotificationConfiguration]
	ObjectEncryption    func(option any) Value[types.ObjectEncryption]
	ObjectLock          func(option any) Value[*types.ObjectLockConfiguration]
	Output              func(option any) Value[*types.OutputSerialization]
	Ownership           func(option any) ACL
	OwnershipControls   func(option any) Value[*types.OwnershipControls]
	Parts               func(option any) Value[*types.CompletedMultipartUpload]
	PartsWithChecksums  func(option any) Value[*types.CompletedMultipartUpload]
	Payer               func(option any) Value[string]
	Portion             func(option any) Portion
	Position            func(option any) Position
	Precondition        func(option any) Precondition
	PublicAccess        func(option any) Value[*types.PublicAccessBlockConfiguration]
	RenameSource        func(option any) Value[*string]
	Replication         func(option any) Value[string]
	Reported            func(option any) Encryption
	Restore             func(option any) Value[*types.RestoreRequest]
	Retention           func(option any) Value[*types.ObjectLockRetention]
	Scan                func(option any) Value[*types.ScanRange]
	SessionMode         func(option any) Value[string]
	Source              func(option any) Source
	Span                func(option any) Value[*string]
	StorageClass        func(option any) Value[string]
	Switch              func(option any) Value[string]
	Tagging             func(option any) Value[*types.Tagging]
	Tiering             func(option any) Identified
	TransitionSize      func(option any) Value[string]
	Version             func(option any) Value[*string]
	Versioning          func(option any) Versioning
	Website             func(option any) Value[*types.WebsiteConfiguration]
	// TagText is the header of some tags. AddTags adds those of such a text to a header
	// that has some already, or is nil.
	TagText func(tags any) string
	AddTags func(header, tags *string) Value[*string]
}
