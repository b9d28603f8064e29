package opt

import "github.com/s3safe/s3safe-go/s3safe/internal/fill"

// The types below are the closed sets of values of single members. Their values
// are constants of types without a name, so that no other text can stand for
// one; the functions that return text take them.

// AnnotationDirective is what a copy does about the source's annotations:
// [CopyAnnotations] or [ExcludeAnnotations].
type AnnotationDirective interface {
	yieldsAnnotationDirective() fill.Value[string]
}

// DirectoryAnnotationDirective is what a copy into a directory bucket, whose
// objects have no annotations, can do about them: [ExcludeAnnotations].
//
// Rule: directory-bucket-annotation-copy.
type DirectoryAnnotationDirective interface {
	yieldsAnnotationDirective() fill.Value[string]
	directoryBucketsHaveNoAnnotations()
}

type (
	annotationDirective string
	excludeAnnotations  string
)

// What a copy does about annotations.
const (
	// CopyAnnotations copies the source's annotations.
	CopyAnnotations annotationDirective = "COPY"
	// ExcludeAnnotations leaves them out.
	ExcludeAnnotations excludeAnnotations = "EXCLUDE"
)

func (d annotationDirective) yieldsAnnotationDirective() fill.Value[string] {
	return fill.Value[string]{V: string(d)}
}
func (d excludeAnnotations) yieldsAnnotationDirective() fill.Value[string] {
	return fill.Value[string]{V: string(d)}
}
func (excludeAnnotations) directoryBucketsHaveNoAnnotations() {}

// SessionMode is what a session with a directory bucket may do:
// [ReadOnlySession] or [ReadWriteSession].
type SessionMode interface {
	yieldsSessionMode() fill.Value[string]
}

type sessionMode string

// The modes of a session.
const (
	// ReadOnlySession may read only.
	ReadOnlySession sessionMode = "ReadOnly"
	// ReadWriteSession may read and write. It is the default.
	ReadWriteSession sessionMode = "ReadWrite"
)

func (m sessionMode) yieldsSessionMode() fill.Value[string] { return fill.Value[string]{V: string(m)} }

// Namespace is where the name of a new bucket is unique: [GlobalNamespace] or
// [AccountNamespace].
type Namespace interface {
	yieldsNamespace() fill.Value[string]
}

type namespace string

// The namespaces of buckets.
const (
	// GlobalNamespace is shared by all accounts. It is the default.
	GlobalNamespace namespace = "global"
	// AccountNamespace belongs to the account in a Region; names have the form
	// prefix-account-region-an.
	AccountNamespace namespace = "account-regional"
)

func (n namespace) yieldsNamespace() fill.Value[string] { return fill.Value[string]{V: string(n)} }

// TransitionSize is the smallest object that a lifecycle moves by default:
// [SmallestBy128K] or [SmallestByClass].
type TransitionSize interface {
	yieldsTransitionSize() fill.Value[string]
}

type transitionSize string

// The defaults for the smallest object that a lifecycle moves.
const (
	// SmallestBy128K never moves objects below 128 KB.
	SmallestBy128K transitionSize = "all_storage_classes_128K"
	// SmallestByClass moves objects below 128 KB to archives only.
	SmallestByClass transitionSize = "varies_by_storage_class"
)

func (s transitionSize) yieldsTransitionSize() fill.Value[string] {
	return fill.Value[string]{V: string(s)}
}

// Replication is the state of an object's replication that a Lambda function
// reports: [ReplicationPending], [ReplicationCompleted], [ReplicationFailed] or
// [IsReplica].
type Replication interface {
	yieldsReplication() fill.Value[string]
}

type replication string

// The states of replication.
const (
	// ReplicationPending says that the object isn't replicated yet.
	ReplicationPending replication = "PENDING"
	// ReplicationComplete says that the object is replicated.
	ReplicationComplete replication = "COMPLETE"
	// ReplicationCompleted says the same in its newer form.
	ReplicationCompleted replication = "COMPLETED"
	// ReplicationFailed says that the object can't be replicated.
	ReplicationFailed replication = "FAILED"
	// IsReplica says that the object is itself a replica.
	IsReplica replication = "REPLICA"
)

func (r replication) yieldsReplication() fill.Value[string] { return fill.Value[string]{V: string(r)} }
