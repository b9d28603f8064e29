package opt

import (
	"time"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// WritePrecondition lets a write succeed only if the key is as expected:
// [Absent] or [Match].
type WritePrecondition interface {
	yieldsPrecondition() fill.Precondition
	writesCompareOnlyETagOrAbsence()
}

// DirectoryPrecondition is a [WritePrecondition] in a directory bucket, which
// also takes [Exists] and [NoneMatch].
type DirectoryPrecondition interface {
	yieldsPrecondition() fill.Precondition
	directoryBucketsCompareNoTimesOnWrite()
}

// ReadPrecondition lets a read or a copy succeed only if the object is as
// expected: [Match], [NoneMatch], [ModifiedSince] or [UnmodifiedSince].
type ReadPrecondition interface {
	yieldsPrecondition() fill.Precondition
	readsCantRequireAbsence()
}

// DeletePrecondition lets a deletion succeed only if the object is as expected:
// [Match] or [Exists].
type DeletePrecondition interface {
	yieldsPrecondition() fill.Precondition
	deletionsRequireAnETagOrExistence()
}

// RenamePrecondition is what must be true of the new name of an object:
// [Absent], or, of the object that has it already, [Match], [ModifiedSince] or
// [UnmodifiedSince].
//
// Rule: rename-destination-if-none-match.
type RenamePrecondition interface {
	yieldsPrecondition() fill.Precondition
	renamesTakeNoIfNoneMatchETag()
}

// AbsentCondition is true if there is no object; see [Absent].
type AbsentCondition struct{}

var asterisk = "*"

// Absent is true if no object has the key (If-None-Match: *).
//
// Rules: if-match-with-if-none-match, if-none-match-etag.
func Absent() AbsentCondition { return AbsentCondition{} }

// yieldsPrecondition implements [WritePrecondition].
func (AbsentCondition) yieldsPrecondition() fill.Precondition {
	any := asterisk
	return fill.Precondition{IfNoneMatch: &any, Way: fill.WayAbsent}
}

func (AbsentCondition) writesCompareOnlyETagOrAbsence() {}
func (AbsentCondition) renamesTakeNoIfNoneMatchETag()   {}

// ETagCondition compares the object's ETag; see [Match].
type ETagCondition struct{ etag *string }

// Match is true if the object has the ETag (If-Match), which is given as S3
// gives it, with its quotation marks.
//
// Rules: if-match-with-if-none-match, if-match-any.
func Match(etag string) ETagCondition { return ETagCondition{&etag} }

// yieldsPrecondition implements [WritePrecondition].
func (c ETagCondition) yieldsPrecondition() fill.Precondition {
	p := fill.Precondition{IfMatch: c.etag, Way: fill.WayMatch}
	if c.etag == nil || *c.etag == "" {
		p.Bad = p.Bad.Add("IfMatch", "isn't an ETag")
	}
	return p
}

func (ETagCondition) writesCompareOnlyETagOrAbsence()    {}
func (ETagCondition) readsCantRequireAbsence()           {}
func (ETagCondition) deletionsRequireAnETagOrExistence() {}
func (ETagCondition) renamesTakeNoIfNoneMatchETag()      {}

// NoETagCondition compares the object's ETag; see [NoneMatch].
type NoETagCondition struct{ etag *string }

// NoneMatch is true if the object has another ETag (If-None-Match).
func NoneMatch(etag string) NoETagCondition { return NoETagCondition{&etag} }

// yieldsPrecondition implements [ReadPrecondition].
func (c NoETagCondition) yieldsPrecondition() fill.Precondition {
	p := fill.Precondition{IfNoneMatch: c.etag, Way: fill.WayNoneMatch}
	if c.etag == nil || *c.etag == "" {
		p.Bad = p.Bad.Add("IfNoneMatch", "isn't an ETag")
	}
	return p
}

func (NoETagCondition) readsCantRequireAbsence() {}

// ExistsCondition is true if there is an object; see [Exists].
type ExistsCondition struct{}

// Exists is true if there is an object, whatever its ETag (If-Match: *).
func Exists() ExistsCondition { return ExistsCondition{} }

// yieldsPrecondition implements [DeletePrecondition].
func (ExistsCondition) yieldsPrecondition() fill.Precondition {
	any := asterisk
	return fill.Precondition{IfMatch: &any, Way: fill.WayExists}
}

func (ExistsCondition) deletionsRequireAnETagOrExistence() {}
func (ExistsCondition) readsCantRequireAbsence()           {}

// TimeCondition compares the time of the object's last change; see
// [ModifiedSince] and [UnmodifiedSince].
type TimeCondition struct{ since, until *time.Time }

// ModifiedSince is true if the object was changed after the time, which counts
// in whole seconds (If-Modified-Since).
func ModifiedSince(t time.Time) TimeCondition { return TimeCondition{since: &t} }

// UnmodifiedSince is true if the object wasn't changed after the time
// (If-Unmodified-Since).
//
// Rules: read-never-modified-between, copy-never-modified-between.
func UnmodifiedSince(t time.Time) TimeCondition { return TimeCondition{until: &t} }

// yieldsPrecondition implements [ReadPrecondition].
func (c TimeCondition) yieldsPrecondition() fill.Precondition {
	p := fill.Precondition{IfModifiedSince: c.since, IfUnmodifiedSince: c.until}
	if c.since == nil && c.until == nil {
		p.Bad = p.Bad.Unmade("IfModifiedSince", anyFunction)
	}
	return p
}

func (TimeCondition) readsCantRequireAbsence()      {}
func (TimeCondition) renamesTakeNoIfNoneMatchETag() {}

func (AbsentCondition) directoryBucketsCompareNoTimesOnWrite() {}
func (ETagCondition) directoryBucketsCompareNoTimesOnWrite()   {}
func (NoETagCondition) directoryBucketsCompareNoTimesOnWrite() {}
func (ExistsCondition) directoryBucketsCompareNoTimesOnWrite() {}
