package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketacl"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/op/putobjectacl"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// A single account reads the object, and the owner keeps full control.
func ExampleGrantTo() {
	optest.Print(putobject.General("reports-2026", "q3.csv").ACL(opt.GrantTo().Read(opt.CanonicalUser("79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Content-Type: application/octet-stream
	// X-Amz-Grant-Read: id="79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"
}

// An account by its canonical user ID.
func ExampleCanonicalUser() {
	optest.Print(putbucketacl.General("reports-2026", opt.GrantTo().Write(opt.CanonicalUser("79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?acl=
	// X-Amz-Checksum-Crc32: AAAAAA==
	// X-Amz-Grant-Write: id="79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be"
}

// An account by its address, which S3 no longer takes.
func ExampleEmail() {
	optest.Print(putobject.General("reports-2026", "q3.csv").ACL(opt.GrantTo().Read(opt.Email("jane@example.com"))))
	// Output:
	// s3safe: PutObject: A grant goes to an email address (GrantRead). Use the canonical user ID [acl-grant-by-email]
	// Amazon S3: https://github.com/s3safe/s3safe-go/blob/main/.rules/acl.md or s3safe.Off
}

// A whole list replaces the one there is.
func ExampleAccessList() {
	optest.Print(putobjectacl.General("reports-2026", "q3.csv", opt.AccessList("75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a").Read(opt.EveryAWSUser)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?acl=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: W5Pzew==
	// <AccessControlPolicy xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><AccessControlList><Grant><Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="Group"><URI>http://acs.amazonaws.com/groups/global/AuthenticatedUsers</URI></Grantee><Permission>READ</Permission></Grant></AccessControlList><Owner><ID>75aa57f09aa0c8caeab4f8c24e99d10f8e7faeebf76c078efc7c6caea54ba06a</ID></Owner></AccessControlPolicy>
}
