package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/deleteobject"
	"github.com/s3safe/s3safe-go/s3safe/op/getobject"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/writegetobjectresponse"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// A version of an object.
func ExampleVersionID() {
	optest.Print(getobject.General("reports-2026", "q3.csv").Version(opt.VersionID("L4kqtJlcpXroDTDmpUMLUo")))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?versionId=L4kqtJlcpXroDTDmpUMLUo
}

// The version without an id.
func ExampleNullVersion() {
	optest.Print(getobject.General("reports-2026", "q3.csv").Version(opt.NullVersion()))
	// Output:
	// GET https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?versionId=null
}

// The only version in a directory bucket.
func ExampleOnlyVersion() {
	optest.Print(getobject.Directory("reports--use1-az4--x-s3", "q3.csv").Version(opt.OnlyVersion()))
	// Output:
	// GET https://reports--use1-az4--x-s3.s3express-use1-az4.us-east-1.amazonaws.com/q3.csv?versionId=null
}

// Deleting a version with MFA delete.
func ExampleMFACode() {
	optest.Print(deleteobject.General("reports-2026", "q3.csv").Version(opt.NullVersion()).MFA(opt.MFACode("20899872", "301749")))
	// Output:
	// DELETE https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?versionId=null
	// X-Amz-Mfa: 20899872 301749
}

// A Lambda function answers with an error.
func ExampleFail() {
	optest.Print(writegetobjectresponse.New("io-cell001", "token").StatusCode(404).Error(opt.Fail("NoSuchKey", "There is no such report.")))
	// Output:
	// POST https://io-cell001.s3-object-lambda.us-east-1.amazonaws.com/WriteGetObjectResponse
	// Content-Type: application/octet-stream
	// X-Amz-Fwd-Error-Code: NoSuchKey
	// X-Amz-Fwd-Error-Message: There is no such report.
	// X-Amz-Fwd-Status: 404
	// X-Amz-Request-Route: io-cell001
	// X-Amz-Request-Token: token
}
