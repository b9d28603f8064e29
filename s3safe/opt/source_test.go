package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/copyobject"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// A version of an object whose key needs encoding is copied.
func ExampleSource() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.Source("reports-2025", "Umsätze Q3+Q4.csv").Version("null")))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Copy-Source: reports-2025/Ums%C3%A4tze%20Q3%2BQ4.csv?versionId=null
}

// An object is copied from a directory bucket.
func ExampleDirectorySource() {
	optest.Print(copyobject.General("reports-2026", "q3.csv", opt.DirectorySource("reports--use1-az4--x-s3", "q3.csv")))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Copy-Source: reports--use1-az4--x-s3/q3.csv
}

// A file is copied within an FSx volume.
func ExampleFSxSource() {
	optest.Print(copyobject.FSx("reports-ap-abcdefghijklmnopqrstuvwxyz12345678-ext-s3alias", "q3.csv", opt.FSxSource("reports-ap-abcdefghijklmnopqrstuvwxyz12345678-ext-s3alias", "draft.csv")))
	// Output:
	// PUT https://reports-ap-abcdefghijklmnopqrstuvwxyz12345678-ext-s3alias.s3.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Copy-Source: reports-ap-abcdefghijklmnopqrstuvwxyz12345678-ext-s3alias/draft.csv
}

// An object is copied within an Outpost.
func ExampleOutpostsSource() {
	optest.Print(copyobject.Outposts("arn:aws:s3-outposts:us-east-1:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/reports-ap", "q3.csv", opt.OutpostsSource("arn:aws:s3-outposts:us-east-1:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/reports-ap", "draft.csv")))
	// Output:
	// PUT https://reports-ap-123456789012.op-01ac5d28a6a232904.s3-outposts.us-east-1.amazonaws.com/q3.csv
	// X-Amz-Copy-Source: arn:aws:s3-outposts:us-east-1:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/reports-ap/object/draft.csv
}
