package opt

import "github.com/s3safe/s3safe-go/s3safe/internal/fill"

// StorageClass is the storage class of an object in a general purpose bucket:
// [Standard], [StandardIA], [OneZoneIA], [IntelligentTiering], [GlacierInstant],
// [GlacierFlexible], [DeepArchive] or [ReducedRedundancy].
type StorageClass interface {
	yieldsStorageClass() fill.Value[string]
	bucketsTakeNoExpressOutpostsOrFSxClass()
}

// DirectoryStorageClass is the storage class of an object in a directory bucket:
// [ExpressOneZone], or [OneZoneIA] in a Local Zone.
//
// Rules: directory-storage-class, directory-copy-storage-class.
type DirectoryStorageClass interface {
	yieldsStorageClass() fill.Value[string]
	directoryBucketsTakeExpressOneZoneOrOneZoneIA()
}

// OutpostsStorageClass is the storage class of an object on Outposts:
// [OutpostsClass].
type OutpostsStorageClass interface {
	yieldsStorageClass() fill.Value[string]
	outpostsHaveOneStorageClass()
}

// FSxStorageClass is the storage class of a file behind an access point:
// [FSxOpenZFS] or [FSxONTAP].
type FSxStorageClass interface {
	yieldsStorageClass() fill.Value[string]
	fsxHasItsOwnStorageClasses()
}

// ReportedStorageClass is any storage class that an answer can name.
type ReportedStorageClass interface {
	yieldsStorageClass() fill.Value[string]
}

// StorageClassChoice is a storage class of general purpose buckets. Its values
// are the constants below; Build refuses other numbers.
type StorageClassChoice uint8

var storageClassTexts = [...]string{Standard: "STANDARD", StandardIA: "STANDARD_IA", IntelligentTiering: "INTELLIGENT_TIERING", GlacierInstant: "GLACIER_IR", GlacierFlexible: "GLACIER", DeepArchive: "DEEP_ARCHIVE", ReducedRedundancy: "REDUCED_REDUNDANCY"}

// String returns the value as S3 writes it.
func (c StorageClassChoice) String() string { return textOf(storageClassTexts[:], c) }

// OneZoneClassChoice is the storage class that general purpose and directory
// buckets have in common. Its values are the constants below; Build refuses
// other numbers.
type OneZoneClassChoice uint8

var oneZoneClassTexts = [...]string{OneZoneIA: "ONEZONE_IA"}

// String returns the value as S3 writes it.
func (c OneZoneClassChoice) String() string { return textOf(oneZoneClassTexts[:], c) }

// DirectoryClassChoice is the storage class of directory buckets. Its values are
// the constants below; Build refuses other numbers.
type DirectoryClassChoice uint8

var directoryStorageClassTexts = [...]string{ExpressOneZone: "EXPRESS_ONEZONE"}

// String returns the value as S3 writes it.
func (c DirectoryClassChoice) String() string { return textOf(directoryStorageClassTexts[:], c) }

// OutpostsClassChoice is the storage class of S3 on Outposts. Its values are the
// constants below; Build refuses other numbers.
type OutpostsClassChoice uint8

var outpostsStorageClassTexts = [...]string{OutpostsClass: "OUTPOSTS"}

// String returns the value as S3 writes it.
func (c OutpostsClassChoice) String() string { return textOf(outpostsStorageClassTexts[:], c) }

// FSxClassChoice is a storage class of FSx volumes. Its values are the constants
// below; Build refuses other numbers.
type FSxClassChoice uint8

var fsxStorageClassTexts = [...]string{FSxOpenZFS: "FSX_OPENZFS", FSxONTAP: "FSX_ONTAP"}

// String returns the value as S3 writes it.
func (c FSxClassChoice) String() string { return textOf(fsxStorageClassTexts[:], c) }

// BackupClassChoice is a storage class that only answers name. Its values are
// the constants below; Build refuses other numbers.
type BackupClassChoice uint8

var backupStorageClassTexts = [...]string{SnowClass: "SNOW", BackupWarm: "AWS_BACKUP_WARM", BackupLowCostWarm: "AWS_BACKUP_LOW_COST_WARM"}

// String returns the value as S3 writes it.
func (c BackupClassChoice) String() string { return textOf(backupStorageClassTexts[:], c) }

// Storage classes.
const (
	// Standard is for what is read often. It is the default.
	Standard StorageClassChoice = 1
	// StandardIA is for what is read rarely, and then at once.
	StandardIA StorageClassChoice = 2
	// OneZoneIA is StandardIA in a single Availability Zone.
	OneZoneIA OneZoneClassChoice = 1
	// IntelligentTiering moves an object by how often it is read.
	IntelligentTiering StorageClassChoice = 3
	// GlacierInstant archives and can be read at once.
	GlacierInstant StorageClassChoice = 4
	// GlacierFlexible archives; reading takes a restore of minutes or hours.
	GlacierFlexible StorageClassChoice = 5
	// DeepArchive archives; reading takes a restore of hours.
	DeepArchive StorageClassChoice = 6
	// ReducedRedundancy is superseded by Standard.
	ReducedRedundancy StorageClassChoice = 7
	// ExpressOneZone is the class of directory buckets.
	ExpressOneZone DirectoryClassChoice = 1
	// OutpostsClass is the class of S3 on Outposts.
	OutpostsClass OutpostsClassChoice = 1
	// FSxOpenZFS is the class of files in FSx for OpenZFS.
	FSxOpenZFS FSxClassChoice = 1
	// FSxONTAP is the class of files in FSx for NetApp ONTAP.
	FSxONTAP FSxClassChoice = 2
	// SnowClass is the class of objects on a Snow device.
	SnowClass BackupClassChoice = 1
	// BackupWarm is a class of AWS Backup.
	BackupWarm BackupClassChoice = 2
	// BackupLowCostWarm is a class of AWS Backup.
	BackupLowCostWarm BackupClassChoice = 3
)

func (c StorageClassChoice) yieldsStorageClass() fill.Value[string] {
	return chosen("StorageClass", c.String())
}
func (c DirectoryClassChoice) yieldsStorageClass() fill.Value[string] {
	return chosen("StorageClass", c.String())
}
func (c OutpostsClassChoice) yieldsStorageClass() fill.Value[string] {
	return chosen("StorageClass", c.String())
}
func (c FSxClassChoice) yieldsStorageClass() fill.Value[string] {
	return chosen("StorageClass", c.String())
}
func (c BackupClassChoice) yieldsStorageClass() fill.Value[string] {
	return chosen("StorageClass", c.String())
}

func (c OneZoneClassChoice) yieldsStorageClass() fill.Value[string] {
	return chosen("StorageClass", c.String())
}

func (StorageClassChoice) bucketsTakeNoExpressOutpostsOrFSxClass()          {}
func (OneZoneClassChoice) bucketsTakeNoExpressOutpostsOrFSxClass()          {}
func (OneZoneClassChoice) directoryBucketsTakeExpressOneZoneOrOneZoneIA()   {}
func (DirectoryClassChoice) directoryBucketsTakeExpressOneZoneOrOneZoneIA() {}
func (OutpostsClassChoice) outpostsHaveOneStorageClass()                    {}
func (FSxClassChoice) fsxHasItsOwnStorageClasses()                          {}
