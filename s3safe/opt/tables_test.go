package opt_test

import (
	"github.com/s3safe/s3safe-go/s3safe/op/createbucketmetadataconfiguration"
	"github.com/s3safe/s3safe-go/s3safe/op/createbucketmetadatatableconfiguration"
	"github.com/s3safe/s3safe-go/s3safe/op/optest"
	"github.com/s3safe/s3safe-go/s3safe/op/updatebucketmetadataannotationtableconfiguration"
	"github.com/s3safe/s3safe-go/s3safe/op/updatebucketmetadatainventorytableconfiguration"
	"github.com/s3safe/s3safe-go/s3safe/op/updatebucketmetadatajournaltableconfiguration"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// Metadata tables: a journal whose records are kept, and an inventory.
func ExampleJournal() {
	optest.Print(createbucketmetadataconfiguration.General("reports-2026", opt.Journal(opt.KeepRecords()).Inventory(opt.InventoryTableOn())))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/?metadataConfiguration=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: RbgP0A==
	// <MetadataConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><InventoryTableConfiguration><ConfigurationState>ENABLED</ConfigurationState></InventoryTableConfiguration><JournalTableConfiguration><RecordExpiration><Expiration>DISABLED</Expiration></RecordExpiration></JournalTableConfiguration></MetadataConfiguration>
}

// The records of the journal are kept.
func ExampleKeepRecords() {
	optest.Print(updatebucketmetadatajournaltableconfiguration.General("reports-2026", opt.KeepRecords()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?metadataJournalTable=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: 1nPBWg==
	// <JournalTableConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><RecordExpiration><Expiration>DISABLED</Expiration></RecordExpiration></JournalTableConfiguration>
}

// The records of the journal expire after 30 days.
func ExampleExpireRecords() {
	optest.Print(updatebucketmetadatajournaltableconfiguration.General("reports-2026", opt.ExpireRecords(30)))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?metadataJournalTable=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: 3oMcPA==
	// <JournalTableConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><RecordExpiration><Days>30</Days><Expiration>ENABLED</Expiration></RecordExpiration></JournalTableConfiguration>
}

// A table encrypted with keys that S3 manages.
func ExampleTableSSES3() {
	optest.Print(createbucketmetadataconfiguration.General("reports-2026", opt.Journal(opt.KeepRecords(), opt.TableSSES3())))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/?metadataConfiguration=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: QDTq7w==
	// <MetadataConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><JournalTableConfiguration><EncryptionConfiguration><SseAlgorithm>AES256</SseAlgorithm></EncryptionConfiguration><RecordExpiration><Expiration>DISABLED</Expiration></RecordExpiration></JournalTableConfiguration></MetadataConfiguration>
}

// A table encrypted with a KMS key.
func ExampleTableKMS() {
	optest.Print(createbucketmetadataconfiguration.General("reports-2026", opt.Journal(opt.KeepRecords(), opt.TableKMS("arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"))))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/?metadataConfiguration=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: Fpk8AQ==
	// <MetadataConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><JournalTableConfiguration><EncryptionConfiguration><KmsKeyArn>arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab</KmsKeyArn><SseAlgorithm>aws:kms</SseAlgorithm></EncryptionConfiguration><RecordExpiration><Expiration>DISABLED</Expiration></RecordExpiration></JournalTableConfiguration></MetadataConfiguration>
}

// The inventory table is switched on.
func ExampleInventoryTableOn() {
	optest.Print(updatebucketmetadatainventorytableconfiguration.General("reports-2026", opt.InventoryTableOn()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?metadataInventoryTable=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: IPOabw==
	// <InventoryTableConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ConfigurationState>ENABLED</ConfigurationState></InventoryTableConfiguration>
}

// The inventory table is switched off.
func ExampleInventoryTableOff() {
	optest.Print(updatebucketmetadatainventorytableconfiguration.General("reports-2026", opt.InventoryTableOff()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?metadataInventoryTable=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: fjxTpw==
	// <InventoryTableConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ConfigurationState>DISABLED</ConfigurationState></InventoryTableConfiguration>
}

// The table of annotations is switched on.
func ExampleAnnotationTableOn() {
	optest.Print(updatebucketmetadataannotationtableconfiguration.General("reports-2026", opt.AnnotationTableOn("arn:aws:iam::123456789012:role/annotations")))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?metadataAnnotationTable=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: pYsiEw==
	// <AnnotationTableConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ConfigurationState>ENABLED</ConfigurationState><Role>arn:aws:iam::123456789012:role/annotations</Role></AnnotationTableConfiguration>
}

// The table of annotations is switched off.
func ExampleAnnotationTableOff() {
	optest.Print(updatebucketmetadataannotationtableconfiguration.General("reports-2026", opt.AnnotationTableOff()))
	// Output:
	// PUT https://reports-2026.s3.us-east-1.amazonaws.com/?metadataAnnotationTable=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: 23k9Ww==
	// <AnnotationTableConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><ConfigurationState>DISABLED</ConfigurationState></AnnotationTableConfiguration>
}

// The older form of metadata tables.
func ExampleTableIn() {
	optest.Print(createbucketmetadatatableconfiguration.General("reports-2026", opt.TableIn("arn:aws:s3tables:us-east-1:123456789012:bucket/tables", "reports")))
	// Output:
	// POST https://reports-2026.s3.us-east-1.amazonaws.com/?metadataTable=
	// Content-Type: application/xml
	// X-Amz-Checksum-Crc32: HKVx+w==
	// <MetadataTableConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><S3TablesDestination><TableBucketArn>arn:aws:s3tables:us-east-1:123456789012:bucket/tables</TableBucketArn><TableName>reports</TableName></S3TablesDestination></MetadataTableConfiguration>
}
