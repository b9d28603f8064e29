package main

// group is a row of the grouping table: members that come in through one setter
// or one constructor parameter. Members that no row covers get plain setters
// from their Go types; an enumeration must be covered.
type group struct {
	// name is the setter's name.
	name string
	// members are those it covers. An operation that has the first one and is
	// in ops has the setter; members that an operation lacks are left out.
	members []string
	// ops restricts the row, besides the first member; empty: no restriction.
	ops []string
	// prefix is cut from the members' names to get the fields of the option's
	// structure in internal/fill; value: the structure has one field, V.
	prefix string
	value  bool
	// param is the type of the parameter for each family; "" stands for the
	// others, "-" means that the family has no such setter.
	param map[string]string
	// from is the expression that makes the structure of the parameter %s.
	from string
	// list: the setter takes any number of values; merge: each is one of
	// several that add up.
	list, merge bool
	// kept: the option is kept, and its document made in Build.
	kept bool
	// flag: the setter has no parameter and sets the member to this expression.
	flag string
	// shared are members that another setter of the builder sets, too.
	shared []string
	// required: a parameter of the constructor; requiredFor: for these families.
	required    bool
	requiredFor []string
	// tells is the member whose value a complaint about two options that exclude
	// each other tells, empty if it must not.
	tells string
	// arg is the parameter's name, doc the rest of a sentence that begins with
	// the setter's name, sample an argument for examples.
	arg, doc, sample string
	// samples are those of families that need another.
	samples map[string]string
}

func all(param string) map[string]string { return map[string]string{"": param} }

var (
	writes         = []string{"CopyObject", "CreateMultipartUpload", "PutObject"}
	checksumValues = []string{"ChecksumCRC32", "ChecksumCRC32C", "ChecksumCRC64NVME", "ChecksumMD5", "ChecksumSHA1", "ChecksumSHA256",
		"ChecksumSHA512", "ChecksumXXHASH128", "ChecksumXXHASH3", "ChecksumXXHASH64"}
	grants      = []string{"GrantFullControl", "GrantRead", "GrantReadACP", "GrantWriteACP", "GrantWrite"}
	customerKey = []string{"SSECustomerAlgorithm", "SSECustomerKey", "SSECustomerKeyMD5"}
	kmsMembers  = []string{"ServerSideEncryption", "SSEKMSKeyId", "SSEKMSEncryptionContext", "BucketKeyEnabled"}
)

func join(lists ...[]string) []string {
	var out []string
	for _, l := range lists {
		out = append(out, l...)
	}
	return out
}

func prefixed(prefix string, names ...string) []string {
	out := make([]string, len(names))
	for i, n := range names {
		out[i] = prefix + n
	}
	return out
}

var conditions = []string{"IfMatch", "IfNoneMatch", "IfModifiedSince", "IfUnmodifiedSince"}

// groups is the grouping table. The first row that fits a member counts.
var groups = []group{
	// Encryption.
	{name: "Encryption", members: join(kmsMembers, customerKey), ops: writes, tells: "SSEKMSKeyId", from: "fill.Read.Encryption(%s)", arg: "e",
		param: map[string]string{"": "opt.Encryption", "Directory": "opt.DirectoryEncryption", "Outposts": "opt.OutpostsEncryption", "FSx": "opt.FSxEncryption"},
		doc:   "says how S3 encrypts the object. Without it the bucket's default does.", sample: "opt.SSES3()"},
	{name: "Encryption", members: kmsMembers, ops: []string{"CreateSession"}, tells: "SSEKMSKeyId", from: "fill.Read.Encryption(%s)", arg: "e",
		param: all("opt.SessionEncryption"), doc: "says how S3 encrypts what is written in the session.", sample: "opt.SSES3()"},
	{name: "Encryption", members: join(kmsMembers, customerKey), ops: []string{"WriteGetObjectResponse"}, tells: "SSEKMSKeyId", from: "fill.Read.Reported(%s)", arg: "e",
		param: all("opt.ReportedEncryption"), doc: "reports how the object is encrypted.", sample: "opt.SSES3()"},
	{name: "CustomerKey", members: customerKey, ops: []string{"UploadPart", "UploadPartCopy", "CompleteMultipartUpload", "ListParts"}, from: "fill.Read.Decryption(%s)", arg: "key",
		param: all("opt.Decryption"), doc: "gives the customer key that the upload was created with.", sample: "opt.CustomerKey([32]byte{})"},
	{name: "Decryption", members: customerKey, from: "fill.Read.Decryption(%s)", arg: "key",
		param: all("opt.Decryption"), doc: "gives the customer key that the object was encrypted with.", sample: "opt.CustomerKey([32]byte{})"},
	{name: "Encryption", members: []string{"ObjectEncryption"}, value: true, kept: true, required: true, from: "fill.Read.ObjectEncryption(%s)", arg: "kmsKey",
		param: all("opt.KMSKeyEncryption"), doc: "names the KMS key with which the object is encrypted anew.",
		sample: `opt.KMSKeyARN("arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab")`},

	// Checksums.
	{name: "Checksum", members: join([]string{"ChecksumType", "ChecksumAlgorithm"}), ops: []string{"CreateMultipartUpload"}, from: "fill.Read.Checksum(%s)", arg: "c",
		param: all("opt.UploadChecksum"), doc: "says which checksum the parts and the object have.", sample: "opt.FullObject(opt.CRC64NVME())"},
	{name: "Checksum", members: join([]string{"ChecksumType"}, checksumValues), ops: []string{"CompleteMultipartUpload"}, from: "fill.Read.Checksum(%s)", arg: "c",
		param: all("opt.ObjectChecksum"), doc: "gives the checksum that the whole object must have.", sample: "opt.FullObjectValue(opt.CRC64NVMEValue(1))"},
	{name: "Checksum", members: join([]string{"ChecksumAlgorithm"}, checksumValues), ops: []string{"PutObject", "UploadPart", "PutObjectAnnotation"}, tells: "ChecksumAlgorithm", from: "fill.Read.Checksum(%s)", arg: "c",
		param: all("opt.Checksum"), doc: "protects the body: with an algorithm, or with a value that is known already.", sample: "opt.CRC64NVME()"},
	{name: "Checksum", members: checksumValues, ops: []string{"WriteGetObjectResponse"}, from: "fill.Read.Checksum(%s)", arg: "c",
		param: all("opt.Value"), doc: "reports the object's checksum, which S3 doesn't verify.", sample: "opt.CRC32Value(1)"},
	{name: "Checksum", members: []string{"ChecksumAlgorithm"}, from: "fill.Read.Checksum(%s)", arg: "a",
		param: all("opt.Algorithm"), doc: "chooses the algorithm of the checksum.", sample: "opt.CRC32()"},
	{name: "ReturnChecksum", members: []string{"ChecksumMode"}, flag: "types.ChecksumModeEnabled",
		doc: "asks for the object's checksum in the answer, with which the SDK verifies the body."},
	{name: "ContentMD5", members: []string{"ContentMD5"}, value: true, from: "fill.MD5(%s)", arg: "sum", param: all("[16]byte"),
		doc: "gives the MD5 of the body, which S3 verifies.", sample: "[16]byte{}"},

	// Access.
	{name: "ACL", members: join([]string{"ACL"}, grants), ops: writes, tells: "ACL", from: "fill.Read.ACL(%s)", arg: "a",
		param: map[string]string{"": "opt.ObjectACL", "Directory": "opt.OwnerACL", "Outposts": "opt.OwnerACL", "FSx": "opt.FSxACL"},
		doc:   "gives access to the object, in buckets that use ACLs.", sample: "opt.BucketOwnerFullControl"},
	{name: "Ownership", members: join([]string{"ObjectOwnership", "ACL"}, grants), ops: []string{"CreateBucket"}, from: "fill.Read.Ownership(%s)", arg: "o",
		param: map[string]string{"": "opt.BucketOwnership", "Directory": "-"},
		doc:   "says whom objects in the bucket belong to, and, where that allows ACLs, the bucket's ACL.", sample: "opt.OwnerEnforced()"},
	{name: "Access", members: join([]string{"ACL", "AccessControlPolicy"}, grants), ops: []string{"PutObjectAcl"}, from: "fill.Read.Access(%s)", arg: "a",
		param: all("opt.ObjectAccess"), required: true, doc: "is the access control list that the object gets.", sample: "opt.Private"},
	{name: "Access", members: join([]string{"ACL", "AccessControlPolicy"}, grants), ops: []string{"PutBucketAcl"}, from: "fill.Read.Access(%s)", arg: "a",
		param: all("opt.BucketAccess"), required: true, doc: "is the access control list that the bucket gets.", sample: "opt.Private"},
	{name: "OwnershipControls", members: []string{"OwnershipControls"}, value: true, kept: true, required: true, from: "fill.Read.OwnershipControls(%s)", arg: "o",
		param: all("opt.Ownership"), doc: "says whom objects in the bucket belong to.", sample: "opt.OwnerEnforced()"},
	{name: "PublicAccess", members: []string{"PublicAccessBlockConfiguration"}, value: true, kept: true, required: true, from: "fill.Read.PublicAccess(%s)", arg: "p",
		param: all("opt.PublicAccess"), doc: "says what public access is blocked.", sample: "opt.BlockPublicAccess()"},
	{name: "ExpectedBucketOwner", members: []string{"ExpectedBucketOwner"}, value: true, from: "fill.Value[*string]{V: fill.Text(%s)}", arg: "account", param: all("opt.AccountID"),
		doc: "makes the request fail if the bucket belongs to another account.", sample: `"123456789012"`},
	{name: "ExpectedSourceBucketOwner", members: []string{"ExpectedSourceBucketOwner"}, value: true, from: "fill.Value[*string]{V: fill.Text(%s)}", arg: "account", param: all("opt.AccountID"),
		doc: "makes the request fail if the source's bucket belongs to another account.", sample: `"123456789012"`},
	{name: "RequesterPays", members: []string{"RequestPayer"}, flag: "types.RequestPayerRequester",
		doc: "confirms that the caller pays for the request, which a Requester Pays bucket takes."},
	{name: "MFA", members: []string{"MFA"}, ops: []string{"DeleteObject", "DeleteObjects"}, value: true, from: "fill.Read.MFA(%s)", arg: "code", param: all("opt.MFA"),
		doc: "gives the code that MFA delete asks for when a version is deleted.", sample: `opt.MFACode("20899872", "301749")`},

	// Object lock.
	{name: "Retention", members: []string{"ObjectLockMode", "ObjectLockRetainUntilDate"}, shared: []string{"ObjectLockMode"}, from: "fill.Read.Lock(%s)", arg: "r", param: map[string]string{"": "opt.Retention", "FSx": "-"},
		doc: "protects the object from deletion until a time.", sample: "opt.Governance(time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC))"},
	{name: "EventHold", members: []string{"ObjectLockEventHold", "ObjectLockEventHoldDurationDays", "ObjectLockEventHoldDurationYears", "ObjectLockMode"}, shared: []string{"ObjectLockMode"},
		from: "fill.Read.Hold(%s)", arg: "h", param: map[string]string{"": "opt.Hold", "FSx": "-", "Outposts": "-"}, doc: "protects the object from deletion until an event, and for a time after it.", sample: "opt.HoldForDays(30)"},
	{name: "LegalHold", members: []string{"ObjectLockLegalHoldStatus"}, value: true, from: "fill.OnOff(%s)", arg: "on", param: all("bool"),
		doc: "protects the object from deletion until the hold is taken off.", sample: "true"},
	{name: "LegalHold", members: []string{"LegalHold"}, value: true, kept: true, required: true, from: "fill.LegalHold(%s)", arg: "on", param: all("bool"),
		doc: "says whether the object is held.", sample: "true"},
	{name: "Retention", members: []string{"Retention"}, value: true, kept: true, required: true, from: "fill.Read.Retention(%s)", arg: "r", param: all("opt.VersionRetention"),
		doc: "says until when the object is retained.", sample: "opt.Governance(time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC))"},
	{name: "ObjectLock", members: []string{"ObjectLockConfiguration"}, value: true, kept: true, required: true, from: "fill.Read.ObjectLock(%s)", arg: "o", param: all("opt.ObjectLock"),
		doc: "is the bucket's object lock configuration.", sample: "opt.ObjectLockEnabled()"},

	// Conditions.
	{name: "If", members: []string{"IfMatch", "IfNoneMatch"}, ops: []string{"PutObject"}, tells: "IfMatch", from: "fill.Read.Precondition(%s)", arg: "c",
		param: map[string]string{"": "opt.WritePrecondition", "Outposts": "opt.ETagCondition", "Directory": "opt.DirectoryPrecondition"},
		doc:   "writes the object only if the key is as expected.", sample: "opt.Absent()", samples: map[string]string{"Outposts": `opt.Match("\"07d590a51db9d946f16aa218bd2c7c87\"")`}},
	{name: "If", members: []string{"IfMatch", "IfNoneMatch"}, ops: []string{"CopyObject", "CompleteMultipartUpload"}, tells: "IfMatch", from: "fill.Read.Precondition(%s)", arg: "c",
		param: map[string]string{"": "opt.WritePrecondition", "Directory": "opt.DirectoryPrecondition"},
		doc:   "writes the object only if the key is as expected.", sample: "opt.Absent()"},
	{name: "If", members: []string{"IfMatch"}, ops: []string{"DeleteObject"}, from: "fill.Read.Precondition(%s)", arg: "c", param: all("opt.DeletePrecondition"),
		doc: "deletes the object only if it is as expected.", sample: "opt.Exists()"},
	{name: "If", members: conditions, merge: true, list: true, from: "fill.Read.Precondition(%s)", arg: "conditions", param: all("opt.ReadPrecondition"),
		doc: "answers only if the object is as expected. Several conditions add up.", sample: "opt.ModifiedSince(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))"},
	{name: "SourceIf", members: prefixed("CopySource", conditions...), prefix: "CopySource", merge: true, list: true, from: "fill.Read.Precondition(%s)", arg: "conditions", param: all("opt.ReadPrecondition"),
		doc: "copies only if the source is as expected. Several conditions add up.", sample: "opt.ModifiedSince(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))"},
	{name: "SourceIf", members: prefixed("Source", conditions...), prefix: "Source", merge: true, list: true, from: "fill.Read.Precondition(%s)", arg: "conditions", param: all("opt.ReadPrecondition"),
		doc: "renames only if the source is as expected. Several conditions add up.", sample: "opt.ModifiedSince(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))"},
	{name: "If", members: prefixed("Destination", conditions...), prefix: "Destination", merge: true, list: true, from: "fill.Read.Precondition(%s)", arg: "conditions", param: all("opt.RenamePrecondition"),
		doc: "renames only if the new key is as expected. Several conditions add up.", sample: "opt.Absent()"},

	// What to read.
	{name: "Portion", members: []string{"Range", "PartNumber"}, ops: []string{"GetObject", "HeadObject"}, tells: "Range", from: "fill.Read.Portion(%s)", arg: "p", param: all("opt.Portion"),
		doc: "reads a range of bytes or a part instead of the whole object.", sample: "opt.Range(0, 99)"},
	{name: "SourceRange", members: []string{"CopySourceRange"}, value: true, from: "fill.Read.Span(%s)", arg: "r", param: all("opt.ByteSpan"),
		doc: "copies a range of the source's bytes instead of all.", sample: "opt.SourceRange(0, 5242879)"},
	{name: "ScanRange", members: []string{"ScanRange"}, value: true, kept: true, from: "fill.Read.Scan(%s)", arg: "r", param: all("opt.ScanRange"),
		doc: "scans a part of the object.", sample: "opt.Scan(0, 1048576)"},
	{name: "Version", members: []string{"VersionId"}, ops: []string{"WriteGetObjectResponse"}, value: true, from: "fill.Read.Version(%s)", arg: "v", param: all("opt.Version"),
		doc: "reports the version of the object.", sample: `opt.NullVersion()`},
	{name: "Version", members: []string{"VersionId"}, value: true, from: "fill.Read.Version(%s)", arg: "v", param: map[string]string{"": "opt.Version", "Directory": "opt.NullVersionOnly"},
		doc: "addresses a version of the object instead of the current one.", sample: "opt.NullVersion()"},
	{name: "Attributes", members: []string{"ObjectAttributes", "MaxParts", "PartNumberMarker"}, ops: []string{"GetObjectAttributes"}, required: true, from: "fill.Read.Attributes(%s)", arg: "attributes", param: all("opt.AttributeList"),
		doc: "lists what to get of the object.", sample: "opt.Attributes(opt.ETag, opt.ObjectSize)"},

	// Listings.
	{name: "From", members: []string{"ContinuationToken", "StartAfter"}, ops: []string{"ListObjectsV2"}, from: "fill.Read.Position(%s)", arg: "p",
		param: map[string]string{"": "opt.ListPosition", "Directory": "opt.ListToken"}, doc: "says where the listing begins.", sample: `opt.ContinueFrom("token")`},
	{name: "From", members: []string{"KeyMarker", "VersionIdMarker"}, ops: []string{"ListObjectVersions"}, from: "fill.Read.Position(%s)", arg: "p", param: all("opt.VersionPosition"),
		doc: "says where the listing begins.", sample: `opt.AfterKey("reports/q2.csv")`},
	{name: "From", members: []string{"KeyMarker", "UploadIdMarker"}, ops: []string{"ListMultipartUploads"}, from: "fill.Read.Position(%s)", arg: "p",
		param: map[string]string{"": "opt.UploadPosition", "Directory": "opt.KeyPosition"}, doc: "says where the listing begins.", sample: `opt.AfterKey("reports/q2.csv")`},
	{name: "From", members: []string{"ContinuationToken"}, from: "fill.Read.Position(%s)", arg: "p", param: all("opt.TokenPosition"),
		doc: "goes on where the last answer stopped.", sample: `opt.ContinueFrom("token")`},
	{name: "AfterPart", members: []string{"PartNumberMarker"}, ops: []string{"ListParts"}, value: true, from: "fill.PartMarker(%s)", arg: "n", param: all("int32"),
		doc: "lists the parts after the number.", sample: "100"},
	{name: "EncodeKeys", members: []string{"EncodingType"}, flag: "types.EncodingTypeUrl",
		doc: "has S3 percent-encode the keys in its answer, which may contain characters that XML can't hold."},
	{name: "WithRestoreStatus", members: []string{"OptionalObjectAttributes"}, flag: "[]types.OptionalObjectAttributes{types.OptionalObjectAttributesRestoreStatus}",
		doc: "asks for the state of restores from archives."},

	// Writing.
	{name: "Source", members: join([]string{"CopySource"}, prefixed("CopySource", customerKey...)), required: true, from: "fill.Read.Source(%s)", arg: "source",
		param: map[string]string{"": "opt.CopySource", "FSx": "opt.FSxCopySource", "Outposts": "opt.OutpostsCopySource"},
		doc:   "names the object to copy.", sample: `opt.Source("reports-2025", "q3.csv")`,
		samples: map[string]string{
			"FSx":       `opt.FSxSource("reports-ap-abcdefghijklmnopqrstuvwxyz12345678-ext-s3alias", "q3.csv")`,
			"Directory": `opt.DirectorySource("reports--usw2-az1--x-s3", "q3.csv")`,
			"Outposts":  `opt.OutpostsSource("arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/reports-ap", "q3.csv")`}},
	{name: "RenameSource", members: []string{"RenameSource"}, value: true, required: true, from: "fill.Read.RenameSource(%s)", arg: "source", param: all("opt.RenameSource"),
		doc: "is the key of the object to rename.", sample: `"q3-draft.csv"`},
	{name: "Metadata", members: []string{"MetadataDirective", "Metadata", "CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage", "ContentType", "Expires"},
		ops: []string{"CopyObject"}, from: "fill.Read.CopyMetadata(%s)", arg: "m", param: all("opt.CopyMetadata"),
		doc: "says whether the copy keeps the source's metadata and content headers, or which it gets.", sample: "opt.KeepMetadata()"},
	{name: "Tags", members: []string{"TaggingDirective", "Tagging"}, ops: []string{"CopyObject"}, from: "fill.Read.CopyTags(%s)", arg: "t",
		param: map[string]string{"": "opt.CopyTags", "Directory": "opt.DirectoryCopyTags"},
		doc:   "says whether the copy keeps the source's tags, or which it gets.", sample: "opt.KeepTags()"},
	{name: "Tags", members: []string{"Tagging"}, ops: []string{"PutObject", "CreateMultipartUpload"}, value: true, list: true, from: "fill.Read.TagText(%s)", arg: "tags",
		param: map[string]string{"": "opt.Tag", "Directory": "-"}, doc: "gives the object tags, at most 10.", sample: `opt.Tag{Key: "team", Value: "finance"}`},
	{name: "Tags", members: []string{"Tagging"}, value: true, kept: true, list: true, required: true, from: "fill.Read.Tagging(opt.Tags(%s))", arg: "tags", param: all("opt.Tag"),
		doc: "are the tags that replace all others.", sample: `opt.Tag{Key: "team", Value: "finance"}`},
	{name: "Annotations", members: []string{"AnnotationDirective"}, value: true, from: "fill.Read.AnnotationDirective(%s)", arg: "d", param: map[string]string{"": "opt.AnnotationDirective", "FSx": "-", "Directory": "opt.DirectoryAnnotationDirective"},
		doc: "says whether the copy gets the source's annotations.", sample: "opt.ExcludeAnnotations"},
	{name: "StorageClass", members: []string{"StorageClass"}, ops: writes, value: true, from: "fill.Read.StorageClass(%s)", arg: "c",
		param: map[string]string{"": "opt.StorageClass", "Directory": "opt.DirectoryStorageClass", "Outposts": "opt.OutpostsStorageClass", "FSx": "opt.FSxStorageClass"},
		doc:   "chooses the storage class of the object.", sample: "opt.StandardIA",
		samples: map[string]string{"Directory": "opt.ExpressOneZone", "Outposts": "opt.OutpostsClass", "FSx": "opt.FSxOpenZFS"}},
	{name: "StorageClass", members: []string{"StorageClass"}, ops: []string{"WriteGetObjectResponse"}, value: true, from: "fill.Read.StorageClass(%s)", arg: "c", param: all("opt.ReportedStorageClass"),
		doc: "reports the storage class of the object.", sample: "opt.Standard"},
	{name: "PartNumber", members: []string{"PartNumber"}, value: true, required: true, from: "fill.Value[*int32]{V: fill.Int32(%s)}", arg: "part", param: all("opt.PartNumber"),
		doc: "is the number of the part.", sample: "1"},
	{name: "Parts", members: []string{"MultipartUpload"}, value: true, kept: true, required: true, from: "fill.Read.Parts(%s)", arg: "parts", param: all("opt.PartList"),
		doc: "lists the parts that make up the object.", sample: "opt.Parts().Part(1, `\"07d590a51db9d946f16aa218bd2c7c87\"`)"},
	{name: "Delete", members: []string{"Delete"}, value: true, kept: true, required: true, from: "fill.Read.Delete(%s)", arg: "list",
		param: map[string]string{"": "opt.DeleteList", "Directory": "opt.DirectoryDeleteList"}, doc: "lists what to delete.", sample: `opt.DeleteKeys("q1.csv", "q2.csv")`,
		samples: map[string]string{"Directory": `opt.DeleteFromDirectory(opt.ObjectKey("q1.csv"))`}},
	{name: "Restore", members: []string{"RestoreRequest"}, value: true, kept: true, required: true, from: "fill.Read.Restore(%s)", arg: "r", param: all("opt.Restore"),
		doc: "says what to restore, and for how long.", sample: "opt.RestoreCopy(7)"},

	// Queries.
	{name: "ExpressionType", members: []string{"ExpressionType"}, flag: "types.ExpressionTypeSql", required: true, doc: "is SQL, the only language."},
	{name: "Input", members: []string{"InputSerialization"}, value: true, kept: true, required: true, from: "fill.Read.Input(%s)", arg: "input", param: all("opt.SelectInput"),
		doc: "is the format of the object.", sample: "opt.CSV()"},
	{name: "Output", members: []string{"OutputSerialization"}, value: true, kept: true, required: true, from: "fill.Read.Output(%s)", arg: "output", param: all("opt.SelectOutput"),
		doc: "is the format of the result.", sample: "opt.JSONOutput()"},
	{name: "ReportProgress", members: []string{"RequestProgress"}, flag: "&types.RequestProgress{Enabled: fill.True()}",
		doc: "asks for messages about the progress of the query."},

	// Buckets.
	{name: "Configuration", members: []string{"CreateBucketConfiguration"}, value: true, kept: true, from: "fill.Read.BucketConfiguration(%s)", arg: "c",
		param: map[string]string{"": "opt.BucketConfiguration", "Directory": "opt.Zone"}, requiredFor: []string{"Directory"}, doc: "says where the bucket lies and which tags it has.",
		sample: `opt.Region("eu-west-1")`, samples: map[string]string{"Directory": `opt.AvailabilityZone("usw2-az1")`}},
	{name: "Namespace", members: []string{"BucketNamespace"}, value: true, from: "fill.Read.Namespace(%s)", arg: "n", param: all("opt.Namespace"),
		doc: "says among which names the bucket's is unique.", sample: "opt.GlobalNamespace"},
	{name: "SessionMode", members: []string{"SessionMode"}, value: true, from: "fill.Read.SessionMode(%s)", arg: "m", param: all("opt.SessionMode"),
		doc: "says what may be done in the session.", sample: "opt.ReadOnlySession"},
	{name: "Acceleration", members: []string{"AccelerateConfiguration"}, value: true, kept: true, required: true, from: "fill.Accelerate(fill.Read.Switch(%s))", arg: "state", param: all("opt.Pause"),
		doc: "is the state of transfer acceleration.", sample: "opt.Enabled"},
	{name: "ABAC", members: []string{"AbacStatus"}, value: true, kept: true, required: true, from: "fill.Abac(fill.Read.Switch(%s))", arg: "state", param: all("opt.Switch"),
		doc: "is the state of attribute-based access control.", sample: "opt.Enabled"},
	{name: "Payer", members: []string{"RequestPaymentConfiguration"}, value: true, kept: true, required: true, from: "fill.RequestPayment(fill.Read.Payer(%s))", arg: "p", param: all("opt.Payer"),
		doc: "is who pays for requests.", sample: "opt.RequesterPays"},
	{name: "Versioning", members: []string{"VersioningConfiguration", "MFA"}, kept: true, required: true, from: "fill.Read.Versioning(%s)", arg: "v", param: all("opt.BucketVersioning"),
		doc: "is the state of versioning, with the code that a change of MFA delete takes.", sample: "opt.Versioning(opt.Enabled)"},
	{name: "TransitionSize", members: []string{"TransitionDefaultMinimumObjectSize"}, value: true, from: "fill.Read.TransitionSize(%s)", arg: "s", param: all("opt.TransitionSize"),
		doc: "says below which size objects aren't moved.", sample: "opt.SmallestBy128K"},

	// Object Lambda.
	{name: "Error", members: []string{"ErrorCode", "ErrorMessage"}, ops: []string{"WriteGetObjectResponse"}, from: "fill.Read.Failure(%s)", arg: "f", param: all("opt.Failure"),
		doc: "answers with an error instead of an object.", sample: `opt.Fail("NoSuchKey", "There is no such report.")`},
	{name: "Replication", members: []string{"ReplicationStatus"}, value: true, from: "fill.Read.Replication(%s)", arg: "r", param: all("opt.Replication"),
		doc: "reports the state of the object's replication.", sample: "opt.IsReplica"},
	{name: "RequesterCharged", members: []string{"RequestCharged"}, flag: "types.RequestChargedRequester",
		doc: "reports that the requester was charged."},

	// Documents.
	{name: "Lifecycle", members: []string{"LifecycleConfiguration"}, value: true, kept: true, required: true, from: "fill.Read.Lifecycle(%s)", arg: "l", param: all("opt.Lifecycle"),
		doc: "says when objects move to other classes, and when they are deleted.", sample: `opt.LifecycleRules(opt.LifecycleFor(opt.WithPrefix("logs/")).Expire(opt.AfterDays(30)))`},
	{name: "Replication", members: []string{"ReplicationConfiguration"}, value: true, kept: true, required: true, from: "fill.Read.BucketReplication(%s)", arg: "r", param: all("opt.BucketReplication"),
		doc: "says which objects are copied to which other buckets.", sample: `opt.ReplicationRules("arn:aws:iam::123456789012:role/replication", opt.Replicate(opt.Everything(), "arn:aws:s3:::reports-copy", 1))`},
	{name: "CORS", members: []string{"CORSConfiguration"}, value: true, kept: true, required: true, from: "fill.Read.CORS(%s)", arg: "c", param: all("opt.CORS"),
		doc: "says which other origins browsers let use the bucket.", sample: `opt.CORSRules(opt.AllowOrigin("https://example.com", opt.MethodGet))`},
	{name: "Website", members: []string{"WebsiteConfiguration"}, value: true, kept: true, required: true, from: "fill.Read.Website(%s)", arg: "w", param: all("opt.Website"),
		doc: "says how the bucket serves a website.", sample: `opt.ServeDocuments("index.html")`},
	{name: "Notifications", members: []string{"NotificationConfiguration"}, value: true, kept: true, required: true, from: "fill.Read.Notifications(%s)", arg: "n", param: all("opt.BucketNotifications"),
		doc: "says who is told of what happens in the bucket.", sample: `opt.Notifications().EventBridge()`},
	{name: "Encryption", members: []string{"ServerSideEncryptionConfiguration"}, value: true, kept: true, required: true, from: "fill.Read.BucketEncryption(%s)", arg: "e",
		param: map[string]string{"": "opt.BucketEncryption", "Directory": "opt.DirectoryDefault"},
		doc:   "says how objects are encrypted by default.", sample: "opt.EncryptByDefault(opt.SSES3())", samples: map[string]string{"Directory": "opt.SSES3()"}},
	{name: "Logging", members: []string{"BucketLoggingStatus"}, value: true, kept: true, required: true, from: "fill.Read.Logging(%s)", arg: "l", param: all("opt.Logging"),
		doc: "says where access logs are delivered.", sample: `opt.LogTo("reports-logs", "reports/")`},
	{name: "Analytics", members: []string{"AnalyticsConfiguration", "Id"}, kept: true, required: true, from: "fill.Read.Analytics(%s)", arg: "a", param: all("opt.Analytics"),
		doc: "is the configuration with its id.", sample: `opt.Analyze("whole-bucket")`},
	{name: "Metrics", members: []string{"MetricsConfiguration", "Id"}, kept: true, required: true, from: "fill.Read.Metrics(%s)", arg: "m", param: all("opt.Metrics"),
		doc: "is the configuration with its id.", sample: `opt.Measure("whole-bucket")`},
	{name: "Inventory", members: []string{"InventoryConfiguration", "Id"}, kept: true, required: true, from: "fill.Read.Inventory(%s)", arg: "i", param: all("opt.InventoryReport"),
		doc: "is the configuration with its id.", sample: `opt.Inventory("whole-bucket", opt.Daily, "arn:aws:s3:::reports-inventory", opt.ReportCSV)`},
	{name: "Tiering", members: []string{"IntelligentTieringConfiguration", "Id"}, kept: true, required: true, from: "fill.Read.Tiering(%s)", arg: "t", param: all("opt.Tiering"),
		doc: "is the configuration with its id.", sample: `opt.Tier("whole-bucket", opt.ArchiveAfter(90))`},
	{name: "Metadata", members: []string{"MetadataConfiguration"}, value: true, kept: true, required: true, from: "fill.Read.Metadata(%s)", arg: "m", param: all("opt.MetadataTables"),
		doc: "is the configuration of the metadata tables.", sample: "opt.Journal(opt.KeepRecords())"},
	{name: "MetadataTable", members: []string{"MetadataTableConfiguration"}, value: true, kept: true, required: true, from: "fill.Read.MetadataTable(%s)", arg: "t", param: all("opt.MetadataTable"),
		doc: "is the table.", sample: `opt.TableIn("arn:aws:s3tables:us-east-1:123456789012:bucket/tables", "reports")`},
	{name: "InventoryTable", members: []string{"InventoryTableConfiguration"}, value: true, kept: true, required: true, from: "fill.Read.InventoryTable(%s)", arg: "t", param: all("opt.InventoryTable"),
		doc: "is the state of the inventory table.", sample: "opt.InventoryTableOn()"},
	{name: "AnnotationTable", members: []string{"AnnotationTableConfiguration"}, value: true, kept: true, required: true, from: "fill.Read.AnnotationTable(%s)", arg: "t", param: all("opt.AnnotationTable"),
		doc: "is the state of the annotation table.", sample: `opt.AnnotationTableOn("arn:aws:iam::123456789012:role/annotations")`},
	{name: "JournalTable", members: []string{"JournalTableConfiguration"}, value: true, kept: true, required: true, from: "fill.Read.JournalTable(%s)", arg: "r", param: all("opt.Records"),
		doc: "says how long the journal table's records are kept.", sample: "opt.KeepRecords()"},
}
