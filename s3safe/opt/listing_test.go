package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/getobjectattributes"
	"github.com/s3safe/s3safe-go/s3safe/op/listmultipartuploads"
	"github.com/s3safe/s3safe-go/s3safe/op/listobjectsv2"
	"github.com/s3safe/s3safe-go/s3safe/op/listobjectversions"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// A listing that begins after a key.
func ExampleStartAfter() {
	optest.Print(listobjectsv2.General("reports-2026").From(opt.StartAfter("2026/q2.csv")))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/?list-type=2&start-after=2026%2Fq2.csv
}

// A listing goes on where the last answer stopped.
func ExampleContinueFrom() {
	optest.Print(listobjectsv2.General("reports-2026").From(opt.ContinueFrom("1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=")))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/?continuation-token=1ueGcxLPRx1Tr%2FXYExHnhbYLgveDs2J%2Fwm36Hy4vbOwM%3D&list-type=2
}

// A listing of versions that begins after a key.
func ExampleAfterKey() {
	optest.Print(listobjectversions.General("reports-2026").From(opt.AfterKey("2026/q2.csv")))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/?key-marker=2026%2Fq2.csv&versions=
}

// A listing of versions that begins after one.
func ExampleAfterVersion() {
	optest.Print(listobjectversions.General("reports-2026").From(opt.AfterVersion("2026/q2.csv", "null")))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/?key-marker=2026%2Fq2.csv&version-id-marker=null&versions=
}

// A listing of uploads that begins after one.
func ExampleAfterUpload() {
	optest.Print(listmultipartuploads.General("reports-2026").From(opt.AfterUpload("film.mp4", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z")))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/?key-marker=film.mp4&upload-id-marker=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z&uploads=
}

// Attributes of an object.
func ExampleAttributes() {
	optest.Print(getobjectattributes.General("reports-2026", "film.mp4", opt.Attributes(opt.ETag, opt.ObjectSize)))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/film.mp4?attributes=
	// X-Amz-Object-Attributes: ETag, ObjectSize
}

// The parts of an object from the 101st, ten at a time.
func ExampleObjectParts() {
	optest.Print(getobjectattributes.General("reports-2026", "film.mp4", opt.Attributes(opt.ObjectParts().Max(10).After(100))))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/film.mp4?attributes=
	// X-Amz-Max-Parts: 10
	// X-Amz-Object-Attributes: ObjectParts
	// X-Amz-Part-Number-Marker: 100
}
