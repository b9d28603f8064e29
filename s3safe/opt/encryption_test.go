package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putobject"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// Encryption with keys that S3 manages.
func ExampleSSES3() {
	optest.Print(putobject.General("reports-2026", "q3.csv").Encryption(opt.SSES3()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Content-Type: application/octet-stream
	// X-Amz-Server-Side-Encryption: AES256
}

// Encryption with a KMS key, by its alias, with a bucket key and an encryption context.
func ExampleKMS() {
	optest.Print(putobject.General("reports-2026", "q3.csv").Encryption(opt.KMS("alias/reports").BucketKey().Context(map[string]string{"team": "finance"})))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Content-Type: application/octet-stream
	// X-Amz-Server-Side-Encryption: aws:kms
	// X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id: alias/reports
	// X-Amz-Server-Side-Encryption-Bucket-Key-Enabled: true
	// X-Amz-Server-Side-Encryption-Context: eyJ0ZWFtIjoiZmluYW5jZSJ9
}

// Encryption with the account's AWS managed key.
func ExampleManagedKMS() {
	optest.Print(putobject.General("reports-2026", "q3.csv").Encryption(opt.ManagedKMS()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Content-Type: application/octet-stream
	// X-Amz-Server-Side-Encryption: aws:kms
}

// Encryption in two layers.
func ExampleDSSE() {
	optest.Print(putobject.General("reports-2026", "q3.csv").Encryption(opt.DSSE("alias/reports")))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Content-Type: application/octet-stream
	// X-Amz-Server-Side-Encryption: aws:kms:dsse
	// X-Amz-Server-Side-Encryption-Aws-Kms-Key-Id: alias/reports
}

// Encryption is left to the FSx volume.
func ExampleFSx() {
	optest.Print(putobject.FSx("reports-ap-abcdefghijklmnopqrstuvwxyz12345678-ext-s3alias", "q3.csv").Encryption(opt.FSx()))
	// Output:
	// PUT https://reports-ap-abcdefghijklmnopqrstuvwxyz12345678-ext-s3alias.s3.us-east-1.amazonaws.com/q3.csv
	// Content-Type: application/octet-stream
	// X-Amz-Server-Side-Encryption: aws:fsx
}

// The bucket's default encryption, without its bucket key.
func ExampleBucketDefault() {
	optest.Print(putobject.General("reports-2026", "q3.csv").Encryption(opt.BucketDefault().BucketKey(false)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv
	// Content-Type: application/octet-stream
	// X-Amz-Server-Side-Encryption-Bucket-Key-Enabled: false
}
