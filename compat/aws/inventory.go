package aws

import (
	"slices"
	"strconv"
	"strings"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docInventoryConfiguration = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventoryConfiguration.html"
	docInventoryDestination   = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventoryS3BucketDestination.html"

	stackdInventory = stackdS3 + "/inventory_rules.go"

	exampleDestination = "arn:aws:s3:::reports-inventory"
)

// inventoryOf is a small valid inventory configuration with the ID.
func inventoryOf(id string) *types.InventoryConfiguration {
	return &types.InventoryConfiguration{
		Id: awssdk.String(id), IsEnabled: awssdk.Bool(true),
		IncludedObjectVersions: types.InventoryIncludedObjectVersionsCurrent,
		Schedule:               &types.InventorySchedule{Frequency: types.InventoryFrequencyDaily},
		Destination: &types.InventoryDestination{S3BucketDestination: &types.InventoryS3BucketDestination{
			Bucket: awssdk.String(exampleDestination), Format: types.InventoryFormatCsv,
		}},
	}
}

// inventoryTo is an inventory that is delivered to the bucket.
func inventoryTo(bucket string) *types.InventoryConfiguration {
	return delivered(func(d *types.InventoryS3BucketDestination) { d.Bucket = awssdk.String(bucket) })
}

// delivered is an inventory with a changed destination.
func delivered(edit func(*types.InventoryS3BucketDestination)) *types.InventoryConfiguration {
	return change(inventoryOf(exampleConfigurationID), func(d *types.InventoryConfiguration) {
		d.Destination = &types.InventoryDestination{S3BucketDestination: change(d.Destination.S3BucketDestination, edit)}
	})
}

// inventoryWith is an inventory with optional fields.
func inventoryWith(fields ...types.InventoryOptionalField) *types.InventoryConfiguration {
	return change(inventoryOf(exampleConfigurationID), func(d *types.InventoryConfiguration) { d.OptionalFields = fields })
}

// anyField is a predicate over the optional fields of an inventory.
func anyField(name string, test func(types.InventoryOptionalField) bool, yes, no []any) *compat.Predicate {
	return compat.Document(name, func(d *types.InventoryConfiguration) (string, bool) {
		for i, f := range d.OptionalFields {
			if test(f) {
				return "OptionalFields[" + strconv.Itoa(i) + "]", true
			}
		}
		return "", false
	}, yes, no)
}

// A destination's ARN has six parts; those of a bucket have neither Region nor
// account.
func arnParts(s string) (parts [6]string) {
	for i := range parts[:5] {
		before, after, more := strings.Cut(s, ":")
		parts[i] = before
		if s = after; !more {
			return parts
		}
	}
	parts[5] = s
	return parts
}

func isARN(s string) bool {
	parts := arnParts(s)
	return parts[0] == "arn" && parts[1] != "" && parts[2] != "" && parts[5] != ""
}

func inventoryDestination(d *types.InventoryConfiguration) *types.InventoryS3BucketDestination {
	if d.Destination == nil {
		return nil
	}
	return d.Destination.S3BucketDestination
}

var inventoryFields enumeration[types.InventoryOptionalField]

func inventoryToNoARN() *compat.Predicate {
	return compat.Document("has a destination that isn't an ARN", func(d *types.InventoryConfiguration) (string, bool) {
		to := inventoryDestination(d)
		return "Destination.S3BucketDestination.Bucket", to != nil && to.Bucket != nil && !isARN(*to.Bucket)
	}, []any{inventoryTo("reports-inventory"), inventoryTo("arn:aws:s3:::"), inventoryTo("s3://reports-inventory")},
		[]any{inventoryTo(exampleDestination), inventoryTo("arn:aws-cn:s3:::reports-inventory"), inventoryTo("arn:aws:s3::111122223333:reports-inventory")})
}

func inventoryToNamespace() *compat.Predicate {
	return compat.Document("has a destination whose ARN names a Region or an account", func(d *types.InventoryConfiguration) (string, bool) {
		to := inventoryDestination(d)
		if to == nil || to.Bucket == nil || !isARN(*to.Bucket) {
			return "", false
		}
		parts := arnParts(*to.Bucket)
		return "Destination.S3BucketDestination.Bucket", parts[2] == "s3" && (parts[3] != "" || parts[4] != "")
	}, []any{inventoryTo("arn:aws:s3::111122223333:reports-inventory"), inventoryTo("arn:aws:s3:us-west-2:111122223333:reports-inventory")},
		[]any{inventoryTo(exampleDestination), inventoryTo("reports-inventory")})
}

func notOneInventoryEncryption() *compat.Predicate {
	return compat.Document("hasn't exactly one encryption", func(d *types.InventoryConfiguration) (string, bool) {
		to := inventoryDestination(d)
		return "Destination.S3BucketDestination.Encryption", to != nil && to.Encryption != nil && (to.Encryption.SSEKMS == nil) == (to.Encryption.SSES3 == nil)
	}, []any{inventoryEncrypted(types.InventoryEncryption{}), inventoryEncrypted(types.InventoryEncryption{SSES3: &types.SSES3{}, SSEKMS: &types.SSEKMS{KeyId: awssdk.String(kmsKeyARN)}})},
		[]any{inventoryOf("reports"), inventoryEncrypted(types.InventoryEncryption{SSES3: &types.SSES3{}})})
}

func emptyInventoryText() *compat.Predicate {
	return compat.Document("has an empty filter prefix, account or key", func(d *types.InventoryConfiguration) (string, bool) {
		if d.Filter != nil && d.Filter.Prefix != nil && *d.Filter.Prefix == "" {
			return "Filter.Prefix", true
		}
		to := inventoryDestination(d)
		if to == nil {
			return "", false
		}
		if to.AccountId != nil && *to.AccountId == "" {
			return "Destination.S3BucketDestination.AccountId", true
		}
		return "Destination.S3BucketDestination.Encryption.SSEKMS.KeyId",
			to.Encryption != nil && to.Encryption.SSEKMS != nil && to.Encryption.SSEKMS.KeyId != nil && *to.Encryption.SSEKMS.KeyId == ""
	}, []any{filteredInventory(""), delivered(func(d *types.InventoryS3BucketDestination) { d.AccountId = awssdk.String("") }),
		inventoryEncrypted(types.InventoryEncryption{SSEKMS: &types.SSEKMS{KeyId: awssdk.String("")}})},
		[]any{filteredInventory("a"), inventoryOf("reports"), delivered(func(d *types.InventoryS3BucketDestination) { d.Prefix = awssdk.String("") })})
}

func inventoryKeyNoARN() *compat.Predicate {
	return compat.Document("has a key that isn't given by an ARN", func(d *types.InventoryConfiguration) (string, bool) {
		to := inventoryDestination(d)
		if to == nil || to.Encryption == nil || to.Encryption.SSEKMS == nil || to.Encryption.SSEKMS.KeyId == nil {
			return "", false
		}
		id := *to.Encryption.SSEKMS.KeyId
		return "Destination.S3BucketDestination.Encryption.SSEKMS.KeyId", id != "" && !strings.HasPrefix(id, "arn:")
	}, []any{inventoryEncrypted(types.InventoryEncryption{SSEKMS: &types.SSEKMS{KeyId: awssdk.String("1234abcd-12ab-34cd-56ef-1234567890ab")}})},
		[]any{inventoryEncrypted(types.InventoryEncryption{SSEKMS: &types.SSEKMS{KeyId: awssdk.String(kmsKeyARN)}}), inventoryOf("reports")})
}

// A field that is known but for its case, or that isn't written as fields
// are, isn't one that S3 could have got lately.
func impossibleField() *compat.Predicate {
	return anyField("has an optional field that can't exist", func(f types.InventoryOptionalField) bool {
		if slices.Contains(inventoryFields.values(), f) {
			return false
		}
		for _, known := range inventoryFields.values() {
			if strings.EqualFold(string(f), string(known)) {
				return true
			}
		}
		for i, c := range []byte(f) {
			if i == 0 && (c < 'A' || c > 'Z') || !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9') {
				return true
			}
		}
		return f == ""
	}, []any{inventoryWith("Etag"), inventoryWith("Size", "random"), inventoryWith("Last Modified")},
		[]any{inventoryWith("ETag"), inventoryWith(), inventoryWith("Size", "ReplicationStatus"), inventoryWith("NewField")})
}

func unknownField() *compat.Predicate {
	return anyField("has an optional field that isn't documented", func(f types.InventoryOptionalField) bool {
		return !slices.Contains(inventoryFields.values(), f)
	}, []any{inventoryWith("VersionId"), inventoryWith("Size", "Owner")}, []any{inventoryWith("Size", "ObjectOwner"), inventoryWith()})
}

func fieldOfGeneralPurposeBuckets() *compat.Predicate {
	return anyField("has an optional field that directory buckets don't have", func(f types.InventoryOptionalField) bool {
		return slices.Contains(inventoryFields.values(), f) && !slices.Contains(directoryFields, f)
	}, []any{inventoryWith("ReplicationStatus"), inventoryWith("Size", "ObjectLockMode")}, []any{inventoryWith("Size", "ETag"), inventoryWith()})
}

var (
	// directoryFields are the fields that directory buckets have; source: the
	// SDK's documentation of OptionalFields.
	directoryFields = []types.InventoryOptionalField{
		types.InventoryOptionalFieldSize, types.InventoryOptionalFieldLastModifiedDate, types.InventoryOptionalFieldStorageClass,
		types.InventoryOptionalFieldETag, types.InventoryOptionalFieldIsMultipartUploaded, types.InventoryOptionalFieldEncryptionStatus,
		types.InventoryOptionalFieldBucketKeyStatus, types.InventoryOptionalFieldChecksumAlgorithm, types.InventoryOptionalFieldLifecycleExpirationDate,
	}
)

func filteredInventory(prefix string) *types.InventoryConfiguration {
	return change(inventoryOf(exampleConfigurationID), func(d *types.InventoryConfiguration) {
		d.Filter = &types.InventoryFilter{Prefix: awssdk.String(prefix)}
	})
}

func inventoryEncrypted(e types.InventoryEncryption) *types.InventoryConfiguration {
	return delivered(func(d *types.InventoryS3BucketDestination) { d.Encryption = &e })
}

// inventoryRules are about PutBucketInventoryConfiguration; what inventories
// share with other configurations is in configurationRules, and the values of
// enumerations in documentRules.
func inventoryRules() []compat.Rule {
	ops := []compat.Operation{operation.PutBucketInventoryConfiguration}
	put := func(d *types.InventoryConfiguration) compat.Case { return putInventory(exampleConfigurationID, d) }
	matches := func(p *compat.Predicate) compat.Condition { return compat.Matches(member.InventoryConfiguration, p) }
	directory := func(d *types.InventoryConfiguration) compat.Case {
		return put(d).With(member.Bucket, exampleDirectory)
	}
	return []compat.Rule{{
		ID:         "inventory-destination-arn",
		Topic:      "inventory",
		Title:      "The destination of an inventory is given by its ARN",
		Problem:    "{at} isn't an ARN",
		Remedy:     "Write arn:aws:s3:::bucket-name",
		Operations: ops,
		When:       matches(inventoryToNoARN()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidS3DestinationBucket", Message: "Invalid bucket ARN."},
		Rank:       2, // after the schema and the ID
		Why:        "Unlike most operations, configurations name other buckets by ARN.",
		Fix:        "Write the destination as arn:aws:s3:::bucket-name.",
		Sources:    []string{docInventoryDestination, localStack("validation.py#L402")},
		Violating:  []compat.Case{put(inventoryTo("reports-inventory")), put(inventoryTo("s3://reports-inventory"))},
		Allowed:    []compat.Case{put(inventoryTo(exampleDestination))},
	}, {
		ID:         "inventory-destination-namespace",
		Topic:      "inventory",
		Title:      "The ARN of an inventory's destination names neither Region nor account",
		Problem:    "{at} names a Region or an account",
		Remedy:     "Write arn:aws:s3:::bucket-name",
		Operations: ops,
		When:       matches(inventoryToNamespace()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidS3DestinationBucket", Message: "Bucket ARN should not specify a namespace."},
		Rank:       2,
		Why:        "The names of buckets are unique without them, so the parts of a bucket's ARN between s3 and the name are empty.",
		Fix:        "Write arn:aws:s3:::bucket-name, and the owner of the bucket as AccountId.",
		Sources:    []string{docInventoryDestination, "https://github.com/aws/aws-cli/issues/3611"},
		Violating:  []compat.Case{put(inventoryTo("arn:aws:s3::111122223333:reports-inventory"))},
		Allowed: []compat.Case{put(inventoryTo(exampleDestination)), put(delivered(func(d *types.InventoryS3BucketDestination) {
			d.AccountId = awssdk.String("111122223333")
		}))},
	}, {
		ID:         "inventory-field-impossible",
		Topic:      "inventory",
		Title:      "There is no such optional field of an inventory",
		Problem:    "{at} is a field that can't exist",
		Remedy:     "Use the SDK's constants",
		Operations: ops,
		When:       matches(impossibleField()),
		Answer:     malformedXML,
		Why:        "S3's schema lists the fields, with case: ETag, not Etag.",
		Fix:        "Write the field as the documentation does.",
		Sources:    []string{docInventoryConfiguration, "https://github.com/aws/aws-sdk-ruby/issues/1577", localStack("validation.py#L389")},
		Violating:  []compat.Case{put(inventoryWith("Etag")), put(inventoryWith("Size", "random"))},
		Allowed:    []compat.Case{put(inventoryWith("Size", "ETag", "ReplicationStatus"))},
	}, {
		ID:         "inventory-field-unknown",
		Topic:      "inventory",
		Title:      "The optional field isn't one of those that are known",
		Problem:    "{at} isn't a documented field",
		Remedy:     "Use the SDK's constants",
		Operations: ops,
		When:       matches(unknownField()),
		Answer:     malformedXML,
		Doubt:      "New fields are added from time to time, so S3 may know one that this library doesn't.",
		Why:        "S3's schema lists the fields.",
		Fix:        "Compare the field with those in the documentation of InventoryConfiguration.",
		Sources:    []string{docInventoryConfiguration, localStack("validation.py#L389")},
		Violating:  []compat.Case{put(inventoryWith("VersionId"))},
		Allowed:    []compat.Case{put(inventoryWith("Size", "ObjectOwner")), put(inventoryWith())},
	}, {
		ID:         "inventory-field-directory-bucket",
		Topic:      "inventory",
		Title:      "Objects in a directory bucket don't have this field",
		Problem:    "{at} is {value|a field}, which directory buckets don't have",
		Remedy:     "Leave it out",
		Operations: ops,
		When:       compat.All(compat.On(compat.DirectoryBucket), matches(fieldOfGeneralPurposeBuckets())),
		Answer:     malformedXML,
		AmazonOnly: true,
		Why:        "Objects in directory buckets have no locks, replicas, ACLs or archive tiers, and S3 rejects an inventory that asks for them.",
		Fix:        "Leave the field out of OptionalFields.",
		Sources:    []string{docInventoryConfiguration},
		Violating:  []compat.Case{directory(inventoryWith("Size", "ReplicationStatus"))},
		Allowed:    []compat.Case{directory(inventoryWith("Size", "ETag")), put(inventoryWith("ReplicationStatus"))},
	}, {
		ID:         "inventory-encryption-one",
		Topic:      "inventory",
		Title:      "An inventory is encrypted with either SSE-S3 or SSE-KMS",
		Problem:    "{at} has both or neither of SSES3 and SSEKMS",
		Remedy:     "Set one",
		Operations: ops,
		When:       matches(notOneInventoryEncryption()),
		Answer:     malformedXML,
		Doubt:      "The documentation names the two as kinds of encryption, but doesn't say what S3 answers to both or to none; a server that follows S3 does.",
		Why:        "Encryption holds the one kind of encryption of the reports; to leave it to the destination bucket it is left out.",
		Fix:        "Set one of SSES3 and SSEKMS, or leave Encryption out.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventoryEncryption.html", stackdInventory},
		Violating:  []compat.Case{put(inventoryEncrypted(types.InventoryEncryption{}))},
		Allowed:    []compat.Case{put(inventoryEncrypted(types.InventoryEncryption{SSES3: &types.SSES3{}})), put(inventoryOf("reports"))},
	}, {
		ID:         "inventory-text-empty",
		Topic:      "inventory",
		Title:      "The filter's prefix, the destination's account and the key of an inventory aren't empty",
		Problem:    "{at} is empty",
		Remedy:     "Fill it, or leave Filter, AccountId or SSEKMS out",
		Operations: ops,
		When:       matches(emptyInventoryText()),
		Answer:     malformedXML,
		Why:        "S3's schema wants at least one character in these elements. The prefix of the destination may be empty.",
		Fix:        "Leave out Filter, AccountId or SSEKMS, or fill them.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventoryFilter.html", docInventoryDestination, stackdCaptures + "/inventory_control_replay.json", stackdInventory},
		Violating:  []compat.Case{put(filteredInventory("")), put(delivered(func(d *types.InventoryS3BucketDestination) { d.AccountId = awssdk.String("") }))},
		Allowed:    []compat.Case{put(filteredInventory("logs/")), put(delivered(func(d *types.InventoryS3BucketDestination) { d.Prefix = awssdk.String("") }))},
	}, {
		ID:         "inventory-key-arn",
		Topic:      "inventory",
		Title:      "The key that encrypts an inventory is given by its ARN",
		Problem:    "{at} isn't an ARN",
		Remedy:     "Give the key's ARN",
		Operations: ops,
		When:       matches(inventoryKeyNoARN()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidKmskeyId"},
		Rank:       2,
		Why:        "S3 checks the form of the key when it stores the configuration, and takes neither a key's ID nor the name of an alias alone.",
		Fix:        "Write arn:aws:kms:region:account:key/id.",
		Doubt:      "No answer of S3 is on record, and the API speaks of the key's ID.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/configure-inventory.html", stackdInventory},
		Violating:  []compat.Case{put(inventoryEncrypted(types.InventoryEncryption{SSEKMS: &types.SSEKMS{KeyId: awssdk.String("alias/reports")}}))},
		Allowed:    []compat.Case{put(inventoryEncrypted(types.InventoryEncryption{SSEKMS: &types.SSEKMS{KeyId: awssdk.String(kmsKeyARN)}}))},
	}}
}
