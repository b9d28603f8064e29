package opt

import (
	"slices"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// Frequency is how often an inventory is made: [Daily] or [Weekly].
type Frequency interface {
	frequency() types.InventoryFrequency
}

// FrequencyChoice is a frequency of inventory reports. Its values are the
// constants below; Build refuses other numbers.
type FrequencyChoice uint8

var frequencyTexts = [...]string{Daily: "Daily", Weekly: "Weekly"}

// String returns the value as S3 writes it.
func (c FrequencyChoice) String() string { return textOf(frequencyTexts[:], c) }

// ReportFormatChoice is a format of inventory reports. Its values are the
// constants below; Build refuses other numbers.
type ReportFormatChoice uint8

var reportFormatTexts = [...]string{ReportCSV: "CSV", ReportORC: "ORC", ReportParquet: "Parquet"}

// String returns the value as S3 writes it.
func (c ReportFormatChoice) String() string { return textOf(reportFormatTexts[:], c) }

// Frequencies of inventories.
const (
	// Daily reports every day.
	Daily FrequencyChoice = 1
	// Weekly reports every week.
	Weekly FrequencyChoice = 2
)

func (f FrequencyChoice) frequency() types.InventoryFrequency {
	return types.InventoryFrequency(f.String())
}

// ReportFormat is the format of an inventory: [ReportCSV], [ReportORC] or
// [ReportParquet].
type ReportFormat interface{ format() types.InventoryFormat }

// Formats of inventories.
const (
	// ReportCSV writes CSV.
	ReportCSV ReportFormatChoice = 1
	// ReportORC writes Apache ORC.
	ReportORC ReportFormatChoice = 2
	// ReportParquet writes Apache Parquet.
	ReportParquet ReportFormatChoice = 3
)

func (f ReportFormatChoice) format() types.InventoryFormat { return types.InventoryFormat(f.String()) }

// InventoryReport is an inventory configuration; see [Inventory].
type InventoryReport struct {
	d   types.InventoryConfiguration
	to  types.InventoryS3BucketDestination
	on  bool
	bad *fill.Problem
}

// Inventory lists the bucket's objects, current versions only, and delivers the
// list to a bucket, which is given by its ARN. The id is that of the request and
// of the document, so that they can't differ.
//
// Rules: inventory-id-differs, inventory-destination-arn,
// inventory-destination-namespace.
func Inventory(id string, every Frequency, bucketARN string, as ReportFormat) InventoryReport {
	r := InventoryReport{on: true}
	r.d.Id = &id
	r.d.IncludedObjectVersions = types.InventoryIncludedObjectVersionsCurrent
	r.to.Bucket = &bucketARN
	if every == nil || as == nil {
		r.bad = r.bad.Add("InventoryConfiguration", "has no frequency or no format")
		return r
	}
	r.d.Schedule = &types.InventorySchedule{Frequency: every.frequency()}
	r.to.Format = as.format()
	return r
}

// AllVersions lists all versions.
func (r InventoryReport) AllVersions() InventoryReport {
	r.d.IncludedObjectVersions = types.InventoryIncludedObjectVersionsAll
	return r
}

// Disabled keeps the inventory from being made.
func (r InventoryReport) Disabled() InventoryReport { r.on = false; return r }

// Prefix limits it to keys that begin with the text.
func (r InventoryReport) Prefix(prefix string) InventoryReport {
	r.d.Filter = &types.InventoryFilter{Prefix: &prefix}
	return r
}

// Fields adds optional fields to the list.
//
// Rules: inventory-field-impossible, inventory-field-directory-bucket.
func (r InventoryReport) Fields(fields ...types.InventoryOptionalField) InventoryReport {
	r.d.OptionalFields = append(slices.Clone(r.d.OptionalFields), fields...)
	return r
}

// Into puts the lists below a prefix.
func (r InventoryReport) Into(prefix string) InventoryReport { r.to.Prefix = &prefix; return r }

// OwnedBy says which account the destination belongs to.
func (r InventoryReport) OwnedBy(account AccountID) InventoryReport {
	id := string(account)
	r.to.AccountId = &id
	return r
}

// EncryptSSES3 encrypts the lists with keys that S3 manages.
//
// Rule: inventory-encryption-one.
func (r InventoryReport) EncryptSSES3() InventoryReport {
	r.to.Encryption = &types.InventoryEncryption{SSES3: &types.SSES3{}}
	return r
}

// EncryptKMS encrypts the lists with a KMS key.
//
// Rule: inventory-encryption-one.
func (r InventoryReport) EncryptKMS(keyARN string) InventoryReport {
	r.to.Encryption = &types.InventoryEncryption{SSEKMS: &types.SSEKMS{KeyId: &keyARN}}
	return r
}

// yieldsInventory returns the members.
func (r InventoryReport) yieldsInventory() fill.Identified {
	d, to, on := r.d, r.to, r.on
	d.IsEnabled = &on
	d.OptionalFields = slices.Clone(d.OptionalFields)
	d.Destination = &types.InventoryDestination{S3BucketDestination: &to}
	return fill.Identified{Id: d.Id, InventoryConfiguration: &d, Bad: r.bad}
}
