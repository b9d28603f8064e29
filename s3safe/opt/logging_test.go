package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketlogging"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// Access logs go to another bucket.
func ExampleLogTo() {
	optest.Print(putbucketlogging.General("reports-2026", opt.LogTo("reports-logs", "2026/")))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?logging=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: MQrV8g==
	// <BucketLoggingStatus xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LoggingEnabled><TargetBucket>reports-logs</TargetBucket><TargetPrefix>2026/</TargetPrefix></LoggingEnabled></BucketLoggingStatus>
}

// Access isn't logged any more.
func ExampleNoLogging() {
	optest.Print(putbucketlogging.General("reports-2026", opt.NoLogging()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?logging=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: z2CGXQ==
	// <BucketLoggingStatus xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></BucketLoggingStatus>
}
