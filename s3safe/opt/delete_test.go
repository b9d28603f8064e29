package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/deleteobjects"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// Objects and versions to delete.
func ExampleDelete() {
	optest.Print(deleteobjects.General("reports-2026", opt.Delete(opt.ObjectKey("q1.csv"), opt.ObjectKey("q2.csv").Version(opt.NullVersion())).Quiet()))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/?delete=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: 8pUJ3Q==
	// <Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>q1.csv</Key></Object><Object><Key>q2.csv</Key><VersionId>null</VersionId></Object><Quiet>true</Quiet></Delete>
}

// Keys to delete.
func ExampleDeleteKeys() {
	optest.Print(deleteobjects.General("reports-2026", opt.DeleteKeys("q1.csv", "q2.csv")))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/?delete=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: w6MTaA==
	// <Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>q1.csv</Key></Object><Object><Key>q2.csv</Key></Object></Delete>
}

// An object is deleted only if it has the ETag.
func ExampleObjectKey() {
	optest.Print(deleteobjects.General("reports-2026", opt.Delete(opt.ObjectKey("q1.csv").Match(`"07d590a51db9d946f16aa218bd2c7c87"`))))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/?delete=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: sRpN9w==
	// <Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><ETag>&#34;07d590a51db9d946f16aa218bd2c7c87&#34;</ETag><Key>q1.csv</Key></Object></Delete>
}

// Directory buckets compare sizes, too.
func ExampleDeleteFromDirectory() {
	optest.Print(deleteobjects.Directory("reports--use1-az4--x-s3", opt.DeleteFromDirectory(opt.ObjectKey("q1.csv").Size(21))))
	// Output:
	// POST https://reports--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/?delete=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: Lqhagw==
	// <Delete xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>q1.csv</Key><Size>21</Size></Object></Delete>
}
