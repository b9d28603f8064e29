package opt

import (
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// Portion is the part of an object to read: [Range], [RangeFrom], [RangeLast] or
// [Part].
type Portion interface {
	yieldsPortion() fill.Portion
}

// ByteRange is a range of bytes; see [Range].
type ByteRange struct{ p *fill.Portion }

func bytes(text, wrong string) ByteRange {
	p := &fill.Portion{Range: &text, Way: fill.WayInRange}
	if wrong != "" {
		p.Bad = p.Bad.Add("Range", wrong)
	}
	return ByteRange{p}
}

// Range is the bytes from first to last, both counted from 0 and included.
//
// Rules: range-with-part-number, range-ignored.
func Range(first, last int64) ByteRange {
	return bytes("bytes="+strconv.FormatInt(first, 10)+"-"+strconv.FormatInt(last, 10), spanWrong(first, last))
}

// spanWrong says what is wrong with the bytes from first to last, if anything.
func spanWrong(first, last int64) string {
	switch {
	case first < 0:
		return startWrong(first)
	case last < first:
		return "is " + strconv.FormatInt(first, 10) + " to " + strconv.FormatInt(last, 10) + ": it ends before it begins"
	}
	return ""
}

func startWrong(first int64) string {
	if first < 0 {
		return "begins at " + strconv.FormatInt(first, 10) + ", before the object"
	}
	return ""
}

// RangeFrom is the bytes from first, counted from 0, to the end.
func RangeFrom(first int64) ByteRange {
	return bytes("bytes="+strconv.FormatInt(first, 10)+"-", startWrong(first))
}

// RangeLast is the last n bytes.
//
// Rule: range-of-last-zero-bytes.
func RangeLast(n int64) ByteRange {
	wrong := ""
	if n < 0 {
		wrong = "is of the last " + strconv.FormatInt(n, 10) + " bytes: there are no fewer than none"
	}
	return bytes("bytes=-"+strconv.FormatInt(n, 10), wrong)
}

// yieldsPortion implements [Portion].
func (r ByteRange) yieldsPortion() fill.Portion {
	if r.p == nil {
		return fill.Portion{Bad: (*fill.Problem)(nil).Unmade("Range", anyFunction)}
	}
	return *r.p
}

// ObjectPart is one part of an object; see [Part].
type ObjectPart struct{ n *int32 }

// Part is one part of an object that was uploaded in parts, from 1 to 10,000.
//
// Rules: range-with-part-number, read-part-number-out-of-range.
func Part(n int32) ObjectPart { return ObjectPart{&n} }

// yieldsPortion implements [Portion].
func (p ObjectPart) yieldsPortion() fill.Portion {
	f := fill.Portion{PartNumber: p.n, Way: fill.WayOnePart}
	if p.n == nil {
		f.Bad = f.Bad.Unmade("PartNumber", "Part")
	}
	return f
}

// SourceRange is the range of bytes of a copy source: from first to last, both
// counted from 0 and included. Unlike a [Range] to read it always has an end.
//
// Rule: copy-source-range-malformed.
func SourceRange(first, last int64) ByteSpan { return ByteSpan{first, last} }

// ByteSpan is a range with a beginning and an end; see [SourceRange].
type ByteSpan struct{ first, last int64 }

// yieldsSpan returns the member.
func (s ByteSpan) yieldsSpan() fill.Value[*string] {
	text := "bytes=" + strconv.FormatInt(s.first, 10) + "-" + strconv.FormatInt(s.last, 10)
	return fill.Value[*string]{V: &text}
}

// ScanRange is the part of an object that a query scans: [Scan], [ScanFrom] or
// [ScanLast].
type ScanRange struct{ start, end *int64 }

// Scan scans the records that begin between the bytes start and end.
//
// Rules: select-scan-range, select-scan-range-input.
func Scan(start, end int64) ScanRange { return ScanRange{&start, &end} }

// ScanFrom scans the records that begin at the byte or after it.
func ScanFrom(start int64) ScanRange { return ScanRange{start: &start} }

// ScanLast scans the records in the last n bytes.
func ScanLast(n int64) ScanRange { return ScanRange{end: &n} }

// yieldsScan returns the document.
func (s ScanRange) yieldsScan() fill.Value[*types.ScanRange] {
	return fill.Value[*types.ScanRange]{V: &types.ScanRange{Start: s.start, End: s.end}}
}
