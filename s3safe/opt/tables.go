package opt

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// TableEncryption is how a metadata table is encrypted: [TableSSES3] or
// [TableKMS].
type TableEncryption struct {
	d *types.MetadataTableEncryptionConfiguration
}

// TableSSES3 encrypts with keys that S3 manages.
//
// Rule: metadata-table-key-without-kms.
func TableSSES3() TableEncryption {
	return TableEncryption{&types.MetadataTableEncryptionConfiguration{SseAlgorithm: types.TableSseAlgorithmAes256}}
}

// TableKMS encrypts with a KMS key, which is given by its ARN.
//
// Rules: metadata-table-kms-key-missing, metadata-table-kms-key-arn.
func TableKMS(keyARN string) TableEncryption {
	return TableEncryption{&types.MetadataTableEncryptionConfiguration{SseAlgorithm: types.TableSseAlgorithmAwsKms, KmsKeyArn: &keyARN}}
}

func encryptionOf(list []TableEncryption) *types.MetadataTableEncryptionConfiguration {
	var out *types.MetadataTableEncryptionConfiguration
	for _, e := range list {
		if e.d != nil {
			d := *e.d
			out = &d
		}
	}
	return out
}

// Records is how long journal records are kept: [KeepRecords] or
// [ExpireRecords].
type Records struct{ days *int32 }

// KeepRecords keeps journal records for ever.
//
// Rule: metadata-record-days-disabled.
func KeepRecords() Records { return Records{} }

// ExpireRecords drops journal records after a number of days, at least 7.
//
// Rule: metadata-record-days-minimum.
func ExpireRecords(days int32) Records { return Records{&days} }

func (r Records) expiration() *types.RecordExpiration {
	if r.days == nil {
		return &types.RecordExpiration{Expiration: types.ExpirationStateDisabled}
	}
	return &types.RecordExpiration{Expiration: types.ExpirationStateEnabled, Days: r.days}
}

// yieldsJournalTable returns the document of an update.
func (r Records) yieldsJournalTable() fill.Value[*types.JournalTableConfigurationUpdates] {
	return fill.Value[*types.JournalTableConfigurationUpdates]{V: &types.JournalTableConfigurationUpdates{RecordExpiration: r.expiration()}}
}

// MetadataTables is a bucket's metadata configuration; see [Journal].
type MetadataTables struct{ d types.MetadataConfiguration }

// Journal records changes of objects' metadata in a table, which may be
// encrypted otherwise than with SSE-S3.
func Journal(r Records, e ...TableEncryption) MetadataTables {
	return MetadataTables{types.MetadataConfiguration{JournalTableConfiguration: &types.JournalTableConfiguration{
		RecordExpiration: r.expiration(), EncryptionConfiguration: encryptionOf(e),
	}}}
}

// Inventory adds a table of all objects.
func (m MetadataTables) Inventory(t InventoryTable) MetadataTables {
	u := t.yieldsInventoryTable().V
	m.d.InventoryTableConfiguration = &types.InventoryTableConfiguration{
		ConfigurationState: u.ConfigurationState, EncryptionConfiguration: u.EncryptionConfiguration,
	}
	return m
}

// Annotations adds a table of all annotations.
func (m MetadataTables) Annotations(t AnnotationTable) MetadataTables {
	u := t.yieldsAnnotationTable().V
	m.d.AnnotationTableConfiguration = &types.AnnotationTableConfiguration{
		ConfigurationState: u.ConfigurationState, EncryptionConfiguration: u.EncryptionConfiguration, Role: u.Role,
	}
	return m
}

// yieldsMetadata returns the document.
func (m MetadataTables) yieldsMetadata() fill.Value[*types.MetadataConfiguration] {
	d := m.d
	v := fill.Value[*types.MetadataConfiguration]{V: &d}
	if d.JournalTableConfiguration == nil {
		v.Bad = v.Bad.Add("MetadataConfiguration", "has no journal: make it with Journal")
	}
	return v
}

// InventoryTable is the table of all objects; see [InventoryTableOn].
type InventoryTable struct {
	on bool
	e  []TableEncryption
}

// InventoryTableOn keeps the table.
func InventoryTableOn(e ...TableEncryption) InventoryTable {
	return InventoryTable{true, append([]TableEncryption(nil), e...)}
}

// InventoryTableOff drops the table.
func InventoryTableOff() InventoryTable { return InventoryTable{} }

// yieldsInventoryTable returns the document of an update.
func (t InventoryTable) yieldsInventoryTable() fill.Value[*types.InventoryTableConfigurationUpdates] {
	d := &types.InventoryTableConfigurationUpdates{ConfigurationState: types.InventoryConfigurationStateDisabled, EncryptionConfiguration: encryptionOf(t.e)}
	if t.on {
		d.ConfigurationState = types.InventoryConfigurationStateEnabled
	}
	return fill.Value[*types.InventoryTableConfigurationUpdates]{V: d}
}

// AnnotationTable is the table of all annotations; see [AnnotationTableOn].
type AnnotationTable struct {
	on   bool
	role string
	e    []TableEncryption
}

// AnnotationTableOn keeps the table, with the rights of an IAM role, which is
// given by its ARN.
//
// Rule: annotation-table-kms-key.
func AnnotationTableOn(roleARN string, e ...TableEncryption) AnnotationTable {
	return AnnotationTable{true, roleARN, append([]TableEncryption(nil), e...)}
}

// AnnotationTableOff drops the table.
//
// Rule: annotation-table-disabled-with-encryption.
func AnnotationTableOff() AnnotationTable { return AnnotationTable{} }

// yieldsAnnotationTable returns the document of an update.
func (t AnnotationTable) yieldsAnnotationTable() fill.Value[*types.AnnotationTableConfigurationUpdates] {
	d := &types.AnnotationTableConfigurationUpdates{ConfigurationState: types.AnnotationConfigurationStateDisabled, EncryptionConfiguration: encryptionOf(t.e)}
	if t.on {
		d.ConfigurationState = types.AnnotationConfigurationStateEnabled
	}
	if t.role != "" {
		d.Role = &t.role
	}
	return fill.Value[*types.AnnotationTableConfigurationUpdates]{V: d}
}

// MetadataTable is a metadata table of the first version; see [TableIn].
type MetadataTable struct{ bucket, name string }

// TableIn is a table in a table bucket, which is given by its ARN.
//
// Rules: metadata-table-destination, metadata-table-name.
func TableIn(tableBucketARN, name string) MetadataTable { return MetadataTable{tableBucketARN, name} }

// yieldsMetadataTable returns the document.
func (t MetadataTable) yieldsMetadataTable() fill.Value[*types.MetadataTableConfiguration] {
	return fill.Value[*types.MetadataTableConfiguration]{V: &types.MetadataTableConfiguration{
		S3TablesDestination: &types.S3TablesDestination{TableBucketArn: &t.bucket, TableName: &t.name},
	}}
}
