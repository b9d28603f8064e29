package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/createbucket"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketownershipcontrols"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// ACLs are disabled.
func ExampleOwnerEnforced() {
	optest.Print(putbucketownershipcontrols.General("reports-2026", opt.OwnerEnforced()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?ownershipControls=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: k/iigA==
	// <OwnershipControls xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>
}

// ACLs are enabled; the new bucket has one.
func ExampleOwnerPreferred() {
	optest.Print(createbucket.General("reports-2026").Ownership(opt.OwnerPreferred().ACL(opt.LogDeliveryWrite)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/
	// X-Amz-Acl: log-delivery-write
	// X-Amz-Object-Ownership: BucketOwnerPreferred
}

// Objects belong to whoever writes them.
func ExampleWriterOwns() {
	optest.Print(createbucket.General("reports-2026").Ownership(opt.WriterOwns()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/
	// X-Amz-Object-Ownership: ObjectWriter
}

// The ownership is left to S3.
func ExampleDefaultOwnership() {
	optest.Print(createbucket.General("reports-2026").Ownership(opt.DefaultOwnership()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/
	// X-Amz-Acl: private
}
