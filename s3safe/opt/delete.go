package opt

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// DeleteObject is one object to delete: [ObjectKey], with conditions.
type DeleteObject interface {
	object() (types.ObjectIdentifier, *fill.Problem)
	bucketsCompareNoSizeOrTimeOnDelete()
}

// DeleteDirectoryObject is one object to delete from a directory bucket:
// [ObjectKey], or one with the conditions that only directory buckets take.
type DeleteDirectoryObject interface {
	object() (types.ObjectIdentifier, *fill.Problem)
	directoryBucketsHaveNoVersions()
}

// Deletion is an object to delete; see [ObjectKey].
type Deletion struct {
	id  types.ObjectIdentifier
	bad *fill.Problem
}

// ObjectKey is the object with the key: what DeleteObjects deletes. In a bucket
// with versioning that only adds a delete marker.
func ObjectKey(key string) Deletion {
	return Deletion{id: types.ObjectIdentifier{Key: &key}}
}

// Match deletes the object only if it has the ETag.
func (d Deletion) Match(etag string) Deletion { d.id.ETag = &etag; return d }

// Version deletes one version for good. Directory buckets have none.
func (d Deletion) Version(v Version) VersionDeletion {
	f := v.yieldsVersion()
	d.id.VersionId = f.V
	d.bad = d.bad.Join(f.Bad)
	return VersionDeletion(d)
}

// Size deletes the object only if it has the size. Only directory buckets take
// this condition.
//
// Rule: delete-objects-if-size-or-time.
func (d Deletion) Size(n int64) DirectoryDeletion { d.id.Size = &n; return DirectoryDeletion(d) }

// LastModified deletes the object only if it was changed at the time. Only
// directory buckets take this condition.
//
// Rule: delete-objects-if-size-or-time.
func (d Deletion) LastModified(t time.Time) DirectoryDeletion {
	d.id.LastModifiedTime = &t
	return DirectoryDeletion(d)
}

// VersionDeletion is a version to delete; see [Deletion.Version].
type VersionDeletion Deletion

// Match deletes the version only if it has the ETag.
func (d VersionDeletion) Match(etag string) VersionDeletion { d.id.ETag = &etag; return d }

// DirectoryDeletion is an object in a directory bucket; see [Deletion.Size].
type DirectoryDeletion Deletion

// Size deletes the object only if it has the size.
func (d DirectoryDeletion) Size(n int64) DirectoryDeletion { d.id.Size = &n; return d }

// LastModified deletes the object only if it was changed at the time.
func (d DirectoryDeletion) LastModified(t time.Time) DirectoryDeletion {
	d.id.LastModifiedTime = &t
	return d
}

// Match deletes the object only if it has the ETag.
func (d DirectoryDeletion) Match(etag string) DirectoryDeletion { d.id.ETag = &etag; return d }

func (d Deletion) object() (types.ObjectIdentifier, *fill.Problem)          { return d.id, d.bad }
func (d VersionDeletion) object() (types.ObjectIdentifier, *fill.Problem)   { return d.id, d.bad }
func (d DirectoryDeletion) object() (types.ObjectIdentifier, *fill.Problem) { return d.id, d.bad }
func (Deletion) bucketsCompareNoSizeOrTimeOnDelete()                        {}
func (Deletion) directoryBucketsHaveNoVersions()                            {}
func (VersionDeletion) bucketsCompareNoSizeOrTimeOnDelete()                 {}
func (DirectoryDeletion) directoryBucketsHaveNoVersions()                   {}

// DeleteList is what DeleteObjects deletes; see [Delete] and [DeleteKeys].
type DeleteList struct {
	objects []types.ObjectIdentifier
	quiet   bool
	bad     *fill.Problem
}

// Delete lists up to 1,000 objects or versions to delete.
//
// Rules: delete-objects-empty, delete-objects-too-many.
func Delete(first DeleteObject, more ...DeleteObject) DeleteList {
	var l DeleteList
	for _, o := range append([]DeleteObject{first}, more...) {
		if o == nil {
			continue
		}
		l.objects, l.bad = listed(l.objects, l.bad, o)
	}
	return l
}

// DeleteKeys lists up to 1,000 keys to delete.
//
// Rules: delete-objects-empty, delete-objects-too-many.
func DeleteKeys(keys ...string) DeleteList {
	var l DeleteList
	for _, k := range keys {
		l.objects, l.bad = listed(l.objects, l.bad, ObjectKey(k))
	}
	return l
}

func listed(to []types.ObjectIdentifier, bad *fill.Problem, o interface {
	object() (types.ObjectIdentifier, *fill.Problem)
}) ([]types.ObjectIdentifier, *fill.Problem) {
	id, own := o.object()
	return append(to, id), bad.Join(own)
}

// Quiet returns the list with the request to report failures only.
func (l DeleteList) Quiet() DeleteList { l.quiet = true; return l }

// yieldsDelete returns the document.
func (l DeleteList) yieldsDelete() fill.Value[*types.Delete] {
	d := &types.Delete{Objects: append([]types.ObjectIdentifier{}, l.objects...)}
	if l.quiet {
		d.Quiet = &l.quiet
	}
	return fill.Value[*types.Delete]{V: d, Bad: l.bad}
}

// DirectoryDeleteList is what DeleteObjects deletes from a directory bucket; see
// [DeleteFromDirectory].
type DirectoryDeleteList DeleteList

// DeleteFromDirectory lists up to 1,000 objects to delete from a directory
// bucket.
//
// Rules: delete-objects-empty, delete-objects-too-many.
func DeleteFromDirectory(first DeleteDirectoryObject, more ...DeleteDirectoryObject) DirectoryDeleteList {
	var l DirectoryDeleteList
	for _, o := range append([]DeleteDirectoryObject{first}, more...) {
		if o == nil {
			continue
		}
		l.objects, l.bad = listed(l.objects, l.bad, o)
	}
	return l
}

// Quiet returns the list with the request to report failures only.
func (l DirectoryDeleteList) Quiet() DirectoryDeleteList { l.quiet = true; return l }

// yieldsDelete returns the document.
func (l DirectoryDeleteList) yieldsDelete() fill.Value[*types.Delete] {
	return DeleteList(l).yieldsDelete()
}
