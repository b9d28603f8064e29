package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketlifecycleconfiguration"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// A rule for all objects.
func ExampleEverything() {
	optest.Print(putbucketlifecycleconfiguration.General("reports-2026", opt.LifecycleRules(opt.LifecycleFor(opt.Everything()).AbortUploads(7))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?lifecycle=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: /fWXkQ==
	// <LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><AbortIncompleteMultipartUpload><DaysAfterInitiation>7</DaysAfterInitiation></AbortIncompleteMultipartUpload><Filter></Filter><Status>Enabled</Status></Rule></LifecycleConfiguration>
}

// A rule for objects below a prefix.
func ExampleWithPrefix() {
	optest.Print(putbucketlifecycleconfiguration.General("reports-2026", opt.LifecycleRules(opt.LifecycleFor(opt.WithPrefix("logs/")).Expire(opt.AfterDays(30)))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?lifecycle=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: i41q9g==
	// <LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><Expiration><Days>30</Days></Expiration><Filter><Prefix>logs/</Prefix></Filter><Status>Enabled</Status></Rule></LifecycleConfiguration>
}

// A rule for objects with a tag.
func ExampleWithTag() {
	optest.Print(putbucketlifecycleconfiguration.General("reports-2026", opt.LifecycleRules(opt.LifecycleFor(opt.WithTag("keep", "no")).Expire(opt.AfterDays(1)))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?lifecycle=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: dIe9/A==
	// <LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><Expiration><Days>1</Days></Expiration><Filter><Tag><Key>keep</Key><Value>no</Value></Tag></Filter><Status>Enabled</Status></Rule></LifecycleConfiguration>
}

// A rule for objects of more than 1 MiB.
func ExampleLargerThan() {
	optest.Print(putbucketlifecycleconfiguration.General("reports-2026", opt.LifecycleRules(opt.LifecycleFor(opt.LargerThan(1<<20)).Transition(opt.ToGlacierInstant, opt.AfterDays(30)))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?lifecycle=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: OeZsAg==
	// <LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><Filter><ObjectSizeGreaterThan>1048576</ObjectSizeGreaterThan></Filter><Status>Enabled</Status><Transition><Days>30</Days><StorageClass>GLACIER_IR</StorageClass></Transition></Rule></LifecycleConfiguration>
}

// A rule for objects of less than 1 KiB.
func ExampleSmallerThan() {
	optest.Print(putbucketlifecycleconfiguration.General("reports-2026", opt.LifecycleRules(opt.LifecycleFor(opt.SmallerThan(1<<10)).Expire(opt.AfterDays(365)))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?lifecycle=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: A26Unw==
	// <LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><Expiration><Days>365</Days></Expiration><Filter><ObjectSizeLessThan>1024</ObjectSizeLessThan></Filter><Status>Enabled</Status></Rule></LifecycleConfiguration>
}

// A rule for objects below a prefix that have a tag.
func ExampleAllOf() {
	optest.Print(putbucketlifecycleconfiguration.General("reports-2026", opt.LifecycleRules(opt.LifecycleFor(opt.AllOf(opt.WithPrefix("logs/"), opt.WithTag("keep", "no"))).Expire(opt.AfterDays(1)))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?lifecycle=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: NJ5U5g==
	// <LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><Expiration><Days>1</Days></Expiration><Filter><And><Prefix>logs/</Prefix><Tag><Key>keep</Key><Value>no</Value></Tag></And></Filter><Status>Enabled</Status></Rule></LifecycleConfiguration>
}

// A rule for large objects below a prefix.
func ExampleAllOfSized() {
	optest.Print(putbucketlifecycleconfiguration.General("reports-2026", opt.LifecycleRules(opt.LifecycleFor(opt.AllOfSized(opt.WithPrefix("logs/"), opt.LargerThan(1<<20))).Expire(opt.AfterDays(30)))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?lifecycle=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: EVjyrA==
	// <LifecycleConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><Expiration><Days>30</Days></Expiration><Filter><And><ObjectSizeGreaterThan>1048576</ObjectSizeGreaterThan><Prefix>logs/</Prefix></And></Filter><Status>Enabled</Status></Rule></LifecycleConfiguration>
}
