package opt_test

import (
	"time"

	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/op/deleteobject"
	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// Nothing is overwritten.
func ExampleAbsent() {
	optest.Print(putobject.General("reports-2026", "q3.csv").If(opt.Absent()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Content-Type: application/octet-stream
	// If-None-Match: *
}

// The object is replaced only if nobody has changed it meanwhile.
func ExampleMatch() {
	optest.Print(putobject.General("reports-2026", "q3.csv").If(opt.Match(`"07d590a51db9d946f16aa218bd2c7c87"`)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Content-Type: application/octet-stream
	// If-Match: "07d590a51db9d946f16aa218bd2c7c87"
}

// The object is read only if it isn't the known one.
func ExampleNoneMatch() {
	optest.Print(getobject.General("reports-2026", "q3.csv").If(opt.NoneMatch(`"07d590a51db9d946f16aa218bd2c7c87"`)))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// If-None-Match: "07d590a51db9d946f16aa218bd2c7c87"
}

// The deletion fails if there is no object.
func ExampleExists() {
	optest.Print(deleteobject.General("reports-2026", "q3.csv").If(opt.Exists()))
	// Output:
	// DELETE https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// If-Match: *
}

// The object is read only if it is newer. Conditions add up.
func ExampleModifiedSince() {
	optest.Print(getobject.General("reports-2026", "q3.csv").If(opt.ModifiedSince(time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC)), opt.NoneMatch(`"07d590a51db9d946f16aa218bd2c7c87"`)))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// If-Modified-Since: Wed, 01 Jul 2026 00:00:00 GMT
	// If-None-Match: "07d590a51db9d946f16aa218bd2c7c87"
}

// The object is copied only if it is old enough.
func ExampleUnmodifiedSince() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "q3.csv")).SourceIf(opt.UnmodifiedSince(time.Date(2026, 7, 1, 0, 0, 0, 0, time.UTC))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Copy-Source: reports-2025/q3.csv
	// X-Amz-Copy-Source-If-Unmodified-Since: Wed, 01 Jul 2026 00:00:00 GMT
}
