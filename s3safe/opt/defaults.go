package opt

// Defaults are options that several requests have in common: writes, copies and
// multipart uploads to general purpose buckets take them by their setter Defaults.
// They hold where the request says nothing itself, whether before or after.
//
//	var house = opt.Defaults{
//		Encryption:          opt.KMS("alias/reports").BucketKey(),
//		StorageClass:        opt.StandardIA,
//		Checksum:            opt.CRC64NVME(),
//		ExpectedBucketOwner: "123456789012",
//	}
//	put := putobject.General(bucket, key).Defaults(house)
//	copied := copyobject.General(bucket, key, source).Defaults(house)
//	upload := createmultipartupload.General(bucket, key).Defaults(house)
//
// What is nil, empty or false is left out. Of several defaults given to a request the
// ones given first count, and later ones fill in what these leave out: so give those of
// a project before those of the house.
type Defaults struct {
	// Encryption says how S3 encrypts objects.
	Encryption Encryption
	// StorageClass is the storage class of objects.
	StorageClass StorageClass
	// Checksum is the algorithm of the checksums of bodies, copies and parts.
	Checksum Algorithm
	// ACL gives access to objects, in buckets that use ACLs.
	ACL ObjectACL
	// Retention protects objects from deletion until a time.
	Retention Retention
	// ExpectedBucketOwner makes requests fail if the bucket belongs to another
	// account.
	ExpectedBucketOwner AccountID
	// RequesterPays confirms that the caller pays for requests.
	RequesterPays bool
}

// DirectoryDefaults are [Defaults] of requests to directory buckets.
type DirectoryDefaults struct {
	// Encryption says how S3 encrypts objects.
	Encryption DirectoryEncryption
	// StorageClass is the storage class of objects.
	StorageClass DirectoryStorageClass
	// Checksum is the algorithm of the checksums of bodies, copies and parts.
	Checksum Algorithm
	// ExpectedBucketOwner makes requests fail if the bucket belongs to another
	// account.
	ExpectedBucketOwner AccountID
}
