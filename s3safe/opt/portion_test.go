package opt_test

import (
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/op/completemultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/listparts"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/selectobjectcontent"
	"github.com/s3safe/s3safe-go/s3safe/op/uploadpartcopy"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// The first hundred bytes.
func ExampleRange() {
	optest.Print(getobject.General("reports-2026", "q3.csv").Portion(opt.Range(0, 99)))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Range: bytes=0-99
}

// All but the first hundred bytes.
func ExampleRangeFrom() {
	optest.Print(getobject.General("reports-2026", "q3.csv").Portion(opt.RangeFrom(100)))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Range: bytes=100-
}

// The last hundred bytes.
func ExampleRangeLast() {
	optest.Print(getobject.General("reports-2026", "q3.csv").Portion(opt.RangeLast(100)))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Range: bytes=-100
}

// The second part of an object that was uploaded in parts.
func ExamplePart() {
	optest.Print(getobject.General("reports-2026", "q3.csv").Portion(opt.Part(2)))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?partNumber=2
}

// A part is copied from the first 5 MiB of an object.
func ExampleSourceRange() {
	optest.Print(uploadpartcopy.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", 1, opt.Source("reports-2025", "q3.csv")).SourceRange(opt.SourceRange(0, 5<<20-1)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?partNumber=1&uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// X-Amz-Copy-Source: reports-2025/q3.csv
	// X-Amz-Copy-Source-Range: bytes=0-5242879
}

// A query of the records that begin in the first MiB.
func ExampleScan() {
	optest.Print(selectobjectcontent.General("reports-2026", "q3.csv", "SELECT * FROM s3object s", opt.CSV(), opt.JSONOutput()).ScanRange(opt.Scan(0, 1<<20)))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?select=&select-type=2
	// Content-Type: application/xml
	// <SelectObjectContentRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Expression>SELECT * FROM s3object s</Expression><ExpressionType>SQL</ExpressionType><InputSerialization><CSV></CSV></InputSerialization><OutputSerialization><JSON></JSON></OutputSerialization><ScanRange><End>1048576</End><Start>0</Start></ScanRange></SelectObjectContentRequest>
}

// A query of the records that begin after the first MiB.
func ExampleScanFrom() {
	optest.Print(selectobjectcontent.General("reports-2026", "q3.csv", "SELECT * FROM s3object s", opt.CSV(), opt.JSONOutput()).ScanRange(opt.ScanFrom(1 << 20)))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?select=&select-type=2
	// Content-Type: application/xml
	// <SelectObjectContentRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Expression>SELECT * FROM s3object s</Expression><ExpressionType>SQL</ExpressionType><InputSerialization><CSV></CSV></InputSerialization><OutputSerialization><JSON></JSON></OutputSerialization><ScanRange><Start>1048576</Start></ScanRange></SelectObjectContentRequest>
}

// A query of the records in the last MiB.
func ExampleScanLast() {
	optest.Print(selectobjectcontent.General("reports-2026", "q3.csv", "SELECT * FROM s3object s", opt.CSV(), opt.JSONOutput()).ScanRange(opt.ScanLast(1 << 20)))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?select=&select-type=2
	// Content-Type: application/xml
	// <SelectObjectContentRequest xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Expression>SELECT * FROM s3object s</Expression><ExpressionType>SQL</ExpressionType><InputSerialization><CSV></CSV></InputSerialization><OutputSerialization><JSON></JSON></OutputSerialization><ScanRange><End>1048576</End></ScanRange></SelectObjectContentRequest>
}

// TestWrongNumbers: a number that can't be is told with its value.
func TestWrongNumbers(t *testing.T) {
	get := getobject.General("reports-2026", "q3.csv")
	cp := uploadpartcopy.General("reports-2026", "q3.csv", "u", 1, opt.Source("reports-2025", "q3.csv"))
	for want, build := range map[string]func() error{
		"Range is 9 to 0: it ends before it begins":                                           func() error { _, err := get.Portion(opt.Range(9, 0)).Build(); return err },
		"Range begins at -4, before the object":                                               func() error { _, err := get.Portion(opt.Range(-4, 9)).Build(); return err },
		"Range is of the last -1 bytes: there are no fewer than none":                         func() error { _, err := get.Portion(opt.RangeLast(-1)).Build(); return err },
		"Range begins at -5, before the object":                                               func() error { _, err := get.Portion(opt.RangeFrom(-5)).Build(); return err },
		"[range-of-last-zero-bytes]":                                                          func() error { _, err := get.Portion(opt.RangeLast(0)).Build(); return err },
		"CopySourceRange is bytes=9-3. Write bytes=first-last [copy-source-range-malformed]":  func() error { _, err := cp.SourceRange(opt.SourceRange(9, 3)).Build(); return err },
		"CopySourceRange is bytes=-1-3. Write bytes=first-last [copy-source-range-malformed]": func() error { _, err := cp.SourceRange(opt.SourceRange(-1, 3)).Build(); return err },
		"PartNumberMarker isn't a whole number from 0 on. Pass on NextPartNumberMarker [part-number-marker-malformed]": func() error {
			_, err := listparts.General("reports-2026", "q3.csv", "u").AfterPart(-2).Build()
			return err
		},
		"MultipartUpload.Parts[1].PartNumber is 7. List each number once, in ascending order [complete-parts-out-of-order]": func() error {
			_, err := completemultipartupload.General("reports-2026", "q3.csv", "u", opt.Parts().Part(7, "a").Part(7, "b")).Build()
			return err
		},
	} {
		if err := build(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v\nwant %s", err, want)
		}
	}
}
