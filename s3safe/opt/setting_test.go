package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/createbucket"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/putbucketversioning"
	"github.com/s3safe/s3safe-go/s3safe/op/putpublicaccessblock"
	"github.com/s3safe/s3safe-go/s3safe/op/updateobjectencryption"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// Versioning with MFA delete, which takes a code.
func ExampleVersioning() {
	optest.Print(putbucketversioning.General("reports-2026", opt.Versioning(opt.Enabled).MFADelete(true, opt.MFACode("20899872", "301749"))))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?versioning=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: jbANlg==
	// X-Amz-Mfa: 20899872 301749
	// <VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><MfaDelete>Enabled</MfaDelete><Status>Enabled</Status></VersioningConfiguration>
}

// All public access is blocked.
func ExampleBlockPublicAccess() {
	optest.Print(putpublicaccessblock.General("reports-2026", opt.BlockPublicAccess()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?publicAccessBlock=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: hnSwuQ==
	// <PublicAccessBlockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><BlockPublicAcls>true</BlockPublicAcls><BlockPublicPolicy>true</BlockPublicPolicy><IgnorePublicAcls>true</IgnorePublicAcls><RestrictPublicBuckets>true</RestrictPublicBuckets></PublicAccessBlockConfiguration>
}

// Public ACLs are blocked, public policies aren't.
func ExamplePublicAccessOptions() {
	optest.Print(putpublicaccessblock.General("reports-2026", opt.PublicAccessOptions(true, true, false, false)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?publicAccessBlock=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: vTIfwA==
	// <PublicAccessBlockConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><BlockPublicAcls>true</BlockPublicAcls><BlockPublicPolicy>false</BlockPublicPolicy><IgnorePublicAcls>true</IgnorePublicAcls><RestrictPublicBuckets>false</RestrictPublicBuckets></PublicAccessBlockConfiguration>
}

// A bucket in a Region, with tags.
func ExampleRegion() {
	optest.Print(createbucket.General("reports-2026").Configuration(opt.Region("eu-west-1").Tags(opt.Tag{Key: "team", Value: "finance"})))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/
	// Content-Type: application/xml
	// <CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><LocationConstraint>eu-west-1</LocationConstraint><Tags><Tag><Key>team</Key><Value>finance</Value></Tag></Tags></CreateBucketConfiguration>
}

// A bucket with tags in the endpoint's Region.
func ExampleNewBucketTags() {
	optest.Print(createbucket.General("reports-2026").Configuration(opt.NewBucketTags(opt.Tag{Key: "team", Value: "finance"})))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/
	// Content-Type: application/xml
	// <CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Tags><Tag><Key>team</Key><Value>finance</Value></Tag></Tags></CreateBucketConfiguration>
}

// A directory bucket in an Availability Zone.
func ExampleAvailabilityZone() {
	optest.Print(createbucket.Directory("reports--use1-az4--x-s3", opt.AvailabilityZone("use1-az4")))
	// Output:
	// PUT https://s3express-control.us-east-1.amazonaws.com/reports--use1-az4--x-s3
	// Content-Type: application/xml
	// <CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Bucket><DataRedundancy>SingleAvailabilityZone</DataRedundancy><Type>Directory</Type></Bucket><Location><Name>use1-az4</Name><Type>AvailabilityZone</Type></Location></CreateBucketConfiguration>
}

// A directory bucket in a Local Zone.
func ExampleLocalZone() {
	optest.Print(createbucket.Directory("reports--usw2-lax1-az1--x-s3", opt.LocalZone("usw2-lax1-az1")))
	// Output:
	// PUT https://s3express-control.us-east-1.amazonaws.com/reports--usw2-lax1-az1--x-s3
	// Content-Type: application/xml
	// <CreateBucketConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Bucket><DataRedundancy>SingleLocalZone</DataRedundancy><Type>Directory</Type></Bucket><Location><Name>usw2-lax1-az1</Name><Type>LocalZone</Type></Location></CreateBucketConfiguration>
}

// An object is encrypted anew.
func ExampleKMSKeyARN() {
	optest.Print(updateobjectencryption.General("reports-2026", "q3.csv", opt.KMSKeyARN("arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab").BucketKey(true)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/q3.csv?encryption=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: w4SyIA==
	// <ObjectEncryption xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><SSE-KMS><BucketKeyEnabled>true</BucketKeyEnabled><KMSKeyArn>arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab</KMSKeyArn></SSE-KMS></ObjectEncryption>
}
