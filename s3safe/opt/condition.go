package opt

import (
	"time"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// WritePrecondition lets a write succeed only if the key is as expected:
// [Absent] or [Match].
type WritePrecondition interface {
	AsPrecondition() fill.Precondition
	write()
}

// DirectoryPrecondition is a [WritePrecondition] in a directory bucket, which
// also takes [Exists] and [NoneMatch].
type DirectoryPrecondition interface {
	AsPrecondition() fill.Precondition
	directory()
}

// ReadPrecondition lets a read or a copy succeed only if the object is as
// expected: [Match], [NoneMatch], [ModifiedSince] or [UnmodifiedSince].
type ReadPrecondition interface {
	AsPrecondition() fill.Precondition
	read()
}

// DeletePrecondition lets a deletion succeed only if the object is as expected:
// [Match] or [Exists].
type DeletePrecondition interface {
	AsPrecondition() fill.Precondition
	remove()
}

// RenamePrecondition is what must be true of the new name of an object:
// [Absent], or, of the object that has it already, [Match], [ModifiedSince] or
// [UnmodifiedSince].
//
// Rule: rename-destination-if-none-match.
type RenamePrecondition interface {
	AsPrecondition() fill.Precondition
	rename()
}

// AbsentCondition is true if there is no object; see [Absent].
type AbsentCondition struct{}

var asterisk = "*"

// Absent is true if no object has the key (If-None-Match: *).
//
// Rules: if-match-with-if-none-match, if-none-match-etag.
func Absent() AbsentCondition { return AbsentCondition{} }

// AsPrecondition implements [WritePrecondition].
func (AbsentCondition) AsPrecondition() fill.Precondition {
	any := asterisk
	return fill.Precondition{IfNoneMatch: &any}
}

func (AbsentCondition) write()  {}
func (AbsentCondition) rename() {}

// ETagCondition compares the object's ETag; see [Match].
type ETagCondition struct{ etag *string }

// Match is true if the object has the ETag (If-Match), which is given as S3
// gives it, with its quotation marks.
//
// Rules: if-match-with-if-none-match, if-match-any.
func Match(etag string) ETagCondition { return ETagCondition{&etag} }

// AsPrecondition implements [WritePrecondition].
func (c ETagCondition) AsPrecondition() fill.Precondition {
	p := fill.Precondition{IfMatch: c.etag}
	if c.etag == nil || *c.etag == "" || *c.etag == "*" {
		p.Bad = p.Bad.Add("IfMatch", "isn't an ETag")
	}
	return p
}

func (ETagCondition) write()  {}
func (ETagCondition) read()   {}
func (ETagCondition) remove() {}
func (ETagCondition) rename() {}

// NoETagCondition compares the object's ETag; see [NoneMatch].
type NoETagCondition struct{ etag *string }

// NoneMatch is true if the object has another ETag (If-None-Match).
func NoneMatch(etag string) NoETagCondition { return NoETagCondition{&etag} }

// AsPrecondition implements [ReadPrecondition].
func (c NoETagCondition) AsPrecondition() fill.Precondition {
	p := fill.Precondition{IfNoneMatch: c.etag}
	if c.etag == nil || *c.etag == "" || *c.etag == "*" {
		p.Bad = p.Bad.Add("IfNoneMatch", "isn't an ETag")
	}
	return p
}

func (NoETagCondition) read() {}

// ExistsCondition is true if there is an object; see [Exists].
type ExistsCondition struct{}

// Exists is true if there is an object, whatever its ETag (If-Match: *).
func Exists() ExistsCondition { return ExistsCondition{} }

// AsPrecondition implements [DeletePrecondition].
func (ExistsCondition) AsPrecondition() fill.Precondition {
	any := asterisk
	return fill.Precondition{IfMatch: &any}
}

func (ExistsCondition) remove() {}
func (ExistsCondition) read()   {}

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

// AsPrecondition implements [ReadPrecondition].
func (c TimeCondition) AsPrecondition() fill.Precondition {
	p := fill.Precondition{IfModifiedSince: c.since, IfUnmodifiedSince: c.until}
	if c.since == nil && c.until == nil {
		p.Bad = p.Bad.Unmade("IfModifiedSince", anyFunction)
	}
	return p
}

func (TimeCondition) read()   {}
func (TimeCondition) rename() {}

func (AbsentCondition) directory() {}
func (ETagCondition) directory()   {}
func (NoETagCondition) directory() {}
func (ExistsCondition) directory() {}
