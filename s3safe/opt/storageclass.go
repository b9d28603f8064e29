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

type (
	storageClass          string
	oneZoneClass          string
	directoryStorageClass string
	outpostsStorageClass  string
	fsxStorageClass       string
	backupStorageClass    string
)

// Storage classes.
const (
	// Standard is for what is read often. It is the default.
	Standard storageClass = "STANDARD"
	// StandardIA is for what is read rarely, and then at once.
	StandardIA storageClass = "STANDARD_IA"
	// OneZoneIA is StandardIA in a single Availability Zone.
	OneZoneIA oneZoneClass = "ONEZONE_IA"
	// IntelligentTiering moves an object by how often it is read.
	IntelligentTiering storageClass = "INTELLIGENT_TIERING"
	// GlacierInstant archives and can be read at once.
	GlacierInstant storageClass = "GLACIER_IR"
	// GlacierFlexible archives; reading takes a restore of minutes or hours.
	GlacierFlexible storageClass = "GLACIER"
	// DeepArchive archives; reading takes a restore of hours.
	DeepArchive storageClass = "DEEP_ARCHIVE"
	// ReducedRedundancy is superseded by Standard.
	ReducedRedundancy storageClass = "REDUCED_REDUNDANCY"
	// ExpressOneZone is the class of directory buckets.
	ExpressOneZone directoryStorageClass = "EXPRESS_ONEZONE"
	// OutpostsClass is the class of S3 on Outposts.
	OutpostsClass outpostsStorageClass = "OUTPOSTS"
	// FSxOpenZFS is the class of files in FSx for OpenZFS.
	FSxOpenZFS fsxStorageClass = "FSX_OPENZFS"
	// FSxONTAP is the class of files in FSx for NetApp ONTAP.
	FSxONTAP fsxStorageClass = "FSX_ONTAP"
	// SnowClass is the class of objects on a Snow device.
	SnowClass backupStorageClass = "SNOW"
	// BackupWarm is a class of AWS Backup.
	BackupWarm backupStorageClass = "AWS_BACKUP_WARM"
	// BackupLowCostWarm is a class of AWS Backup.
	BackupLowCostWarm backupStorageClass = "AWS_BACKUP_LOW_COST_WARM"
)

func (c storageClass) yieldsStorageClass() fill.Value[string] {
	return fill.Value[string]{V: string(c)}
}
func (c directoryStorageClass) yieldsStorageClass() fill.Value[string] {
	return fill.Value[string]{V: string(c)}
}
func (c outpostsStorageClass) yieldsStorageClass() fill.Value[string] {
	return fill.Value[string]{V: string(c)}
}
func (c fsxStorageClass) yieldsStorageClass() fill.Value[string] {
	return fill.Value[string]{V: string(c)}
}
func (c backupStorageClass) yieldsStorageClass() fill.Value[string] {
	return fill.Value[string]{V: string(c)}
}

func (c oneZoneClass) yieldsStorageClass() fill.Value[string] {
	return fill.Value[string]{V: string(c)}
}

func (storageClass) bucketsTakeNoExpressOutpostsOrFSxClass()                 {}
func (oneZoneClass) bucketsTakeNoExpressOutpostsOrFSxClass()                 {}
func (oneZoneClass) directoryBucketsTakeExpressOneZoneOrOneZoneIA()          {}
func (directoryStorageClass) directoryBucketsTakeExpressOneZoneOrOneZoneIA() {}
func (outpostsStorageClass) outpostsHaveOneStorageClass()                    {}
func (fsxStorageClass) fsxHasItsOwnStorageClasses()                          {}
