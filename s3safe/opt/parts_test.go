package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/completemultipartupload"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// An upload is completed from its parts, in any order.
func ExampleParts() {
	optest.Print(completemultipartupload.General("reports-2026", "q3.csv", "ibZBv75gd9r8lHgqXatLdxMVpAlj6Z", opt.Parts().Part(2, `"07d590a51db9d946f16aa218bd2c7c87"`).Part(1, `"07d590a51db9d946f16aa218bd2c7c87"`)))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?uploadId=ibZBv75gd9r8lHgqXatLdxMVpAlj6Z
	// Content-Type: application/xml
	// <CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Part><ETag>&#34;07d590a51db9d946f16aa218bd2c7c87&#34;</ETag><PartNumber>1</PartNumber></Part><Part><ETag>&#34;07d590a51db9d946f16aa218bd2c7c87&#34;</ETag><PartNumber>2</PartNumber></Part></CompleteMultipartUpload>
}
