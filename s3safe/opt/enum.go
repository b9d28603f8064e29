package opt

import "github.com/s3safe/s3safe-go/s3safe/internal/fill"

// The types below are the closed sets of values of single members. Their values
// are constants of types that are numbers, so that no other text can stand for
// one.

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

// AnnotationCopyChoice is the choice to copy annotations. Its values are the
// constants below; Build refuses other numbers.
type AnnotationCopyChoice uint8

var annotationDirectiveTexts = [...]string{CopyAnnotations: "COPY"}

// String returns the value as S3 writes it.
func (c AnnotationCopyChoice) String() string { return textOf(annotationDirectiveTexts[:], c) }

// AnnotationExclusionChoice is the choice to leave annotations out. Its values
// are the constants below; Build refuses other numbers.
type AnnotationExclusionChoice uint8

var excludeAnnotationsTexts = [...]string{ExcludeAnnotations: "EXCLUDE"}

// String returns the value as S3 writes it.
func (c AnnotationExclusionChoice) String() string { return textOf(excludeAnnotationsTexts[:], c) }

// SessionModeChoice is a mode of a session. Its values are the constants below;
// Build refuses other numbers.
type SessionModeChoice uint8

var sessionModeTexts = [...]string{ReadOnlySession: "ReadOnly", ReadWriteSession: "ReadWrite"}

// String returns the value as S3 writes it.
func (c SessionModeChoice) String() string { return textOf(sessionModeTexts[:], c) }

// NamespaceChoice is a namespace of buckets. Its values are the constants below;
// Build refuses other numbers.
type NamespaceChoice uint8

var namespaceTexts = [...]string{GlobalNamespace: "global", AccountNamespace: "account-regional"}

// String returns the value as S3 writes it.
func (c NamespaceChoice) String() string { return textOf(namespaceTexts[:], c) }

// TransitionSizeChoice is a default for the smallest object that a lifecycle
// moves. Its values are the constants below; Build refuses other numbers.
type TransitionSizeChoice uint8

var transitionSizeTexts = [...]string{SmallestBy128K: "all_storage_classes_128K", SmallestByClass: "varies_by_storage_class"}

// String returns the value as S3 writes it.
func (c TransitionSizeChoice) String() string { return textOf(transitionSizeTexts[:], c) }

// ReplicationChoice is a state of replication. Its values are the constants
// below; Build refuses other numbers.
type ReplicationChoice uint8

var replicationTexts = [...]string{ReplicationPending: "PENDING", ReplicationComplete: "COMPLETE", ReplicationCompleted: "COMPLETED", ReplicationFailed: "FAILED", IsReplica: "REPLICA"}

// String returns the value as S3 writes it.
func (c ReplicationChoice) String() string { return textOf(replicationTexts[:], c) }

// What a copy does about annotations.
const (
	// CopyAnnotations copies the source's annotations.
	CopyAnnotations AnnotationCopyChoice = 1
	// ExcludeAnnotations leaves them out.
	ExcludeAnnotations AnnotationExclusionChoice = 1
)

func (d AnnotationCopyChoice) yieldsAnnotationDirective() fill.Value[string] {
	return chosen("AnnotationDirective", d.String())
}
func (d AnnotationExclusionChoice) yieldsAnnotationDirective() fill.Value[string] {
	return chosen("AnnotationDirective", d.String())
}
func (AnnotationExclusionChoice) directoryBucketsHaveNoAnnotations() {}

// SessionMode is what a session with a directory bucket may do:
// [ReadOnlySession] or [ReadWriteSession].
type SessionMode interface {
	yieldsSessionMode() fill.Value[string]
}

// The modes of a session.
const (
	// ReadOnlySession may read only.
	ReadOnlySession SessionModeChoice = 1
	// ReadWriteSession may read and write. It is the default.
	ReadWriteSession SessionModeChoice = 2
)

func (m SessionModeChoice) yieldsSessionMode() fill.Value[string] {
	return chosen("SessionMode", m.String())
}

// Namespace is where the name of a new bucket is unique: [GlobalNamespace] or
// [AccountNamespace].
type Namespace interface {
	yieldsNamespace() fill.Value[string]
}

// The namespaces of buckets.
const (
	// GlobalNamespace is shared by all accounts. It is the default.
	GlobalNamespace NamespaceChoice = 1
	// AccountNamespace belongs to the account in a Region; names have the form
	// prefix-account-region-an.
	AccountNamespace NamespaceChoice = 2
)

func (n NamespaceChoice) yieldsNamespace() fill.Value[string] {
	return chosen("BucketNamespace", n.String())
}

// TransitionSize is the smallest object that a lifecycle moves by default:
// [SmallestBy128K] or [SmallestByClass].
type TransitionSize interface {
	yieldsTransitionSize() fill.Value[string]
}

// The defaults for the smallest object that a lifecycle moves.
const (
	// SmallestBy128K never moves objects below 128 KB.
	SmallestBy128K TransitionSizeChoice = 1
	// SmallestByClass moves objects below 128 KB to archives only.
	SmallestByClass TransitionSizeChoice = 2
)

func (s TransitionSizeChoice) yieldsTransitionSize() fill.Value[string] {
	return chosen("TransitionDefaultMinimumObjectSize", s.String())
}

// Replication is the state of an object's replication that a Lambda function
// reports: [ReplicationPending], [ReplicationCompleted], [ReplicationFailed] or
// [IsReplica].
type Replication interface {
	yieldsReplication() fill.Value[string]
}

// The states of replication.
const (
	// ReplicationPending says that the object isn't replicated yet.
	ReplicationPending ReplicationChoice = 1
	// ReplicationComplete says that the object is replicated.
	ReplicationComplete ReplicationChoice = 2
	// ReplicationCompleted says the same in its newer form.
	ReplicationCompleted ReplicationChoice = 3
	// ReplicationFailed says that the object can't be replicated.
	ReplicationFailed ReplicationChoice = 4
	// IsReplica says that the object is itself a replica.
	IsReplica ReplicationChoice = 5
)

func (r ReplicationChoice) yieldsReplication() fill.Value[string] {
	return chosen("ReplicationStatus", r.String())
}
