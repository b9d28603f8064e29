package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketencryption"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// New objects are encrypted with a KMS key, and customer keys are blocked.
func ExampleEncryptByDefault() {
	optest.Print(putbucketencryption.General("reports-2026", opt.EncryptByDefault(opt.KMS("alias/reports").BucketKey()).BlockCustomerKeys()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?encryption=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: xAhG9g==
	// <ServerSideEncryptionConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Rule><ApplyServerSideEncryptionByDefault><KMSMasterKeyID>alias/reports</KMSMasterKeyID><SSEAlgorithm>aws:kms</SSEAlgorithm></ApplyServerSideEncryptionByDefault><BlockedEncryptionTypes><EncryptionType>SSE-C</EncryptionType></BlockedEncryptionTypes><BucketKeyEnabled>true</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>
}
