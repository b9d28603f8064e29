package aws

import (
	"strings"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docCreateMetadata     = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketMetadataConfiguration.html"
	docRecordExpiration   = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_RecordExpiration.html"
	docMetadataEncryption = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_MetadataTableEncryptionConfiguration.html"
	docMetadataLimits     = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/metadata-tables-restrictions.html"

	minRecordDays   = 7
	exampleMetadata = "arn:aws:s3tables:us-east-1:111122223333:bucket/reports-metadata"
)

var metadataAbsent = compat.Answer{Status: 404, Code: "MetadataConfigurationNotFound"}

func keepRecords(state types.ExpirationState, days int32) *types.RecordExpiration {
	e := &types.RecordExpiration{Expiration: state}
	if days != 0 {
		e.Days = awssdk.Int32(days)
	}
	return e
}

// journal is the update of a journal table.
func journal(e *types.RecordExpiration) *types.JournalTableConfigurationUpdates {
	return &types.JournalTableConfigurationUpdates{RecordExpiration: e}
}

// metadataOf is a metadata configuration with a journal table alone.
func metadataOf(e *types.RecordExpiration, encryption *types.MetadataTableEncryptionConfiguration) *types.MetadataConfiguration {
	return &types.MetadataConfiguration{JournalTableConfiguration: &types.JournalTableConfiguration{
		RecordExpiration: e, EncryptionConfiguration: encryption,
	}}
}

func tableEncryption(method types.TableSseAlgorithm, key string) *types.MetadataTableEncryptionConfiguration {
	e := &types.MetadataTableEncryptionConfiguration{SseAlgorithm: method}
	if key != "" {
		e.KmsKeyArn = awssdk.String(key)
	}
	return e
}

func keepForever() *types.RecordExpiration {
	return keepRecords(types.ExpirationStateDisabled, 0)
}

// A test of the documents of metadata tables takes apart what they have in
// common: the expiration of records, and the encryption of each table.

// expirationTest is a test of the expiration of journal records.
type expirationTest func(*types.RecordExpiration) bool

func metadataExpires(name string, test expirationTest, yes, no *types.RecordExpiration) *compat.Predicate {
	return compat.Document(name, func(d *types.MetadataConfiguration) (string, bool) {
		j := d.JournalTableConfiguration
		return "JournalTableConfiguration.RecordExpiration.Days", j != nil && j.RecordExpiration != nil && test(j.RecordExpiration)
	}, []any{metadataOf(yes, nil)}, []any{metadataOf(no, nil), metadataOf(keepForever(), nil)})
}

func journalExpires(name string, test expirationTest, yes, no *types.RecordExpiration) *compat.Predicate {
	return compat.Document(name, func(d *types.JournalTableConfigurationUpdates) (string, bool) {
		return "RecordExpiration.Days", d.RecordExpiration != nil && test(d.RecordExpiration)
	}, []any{journal(yes)}, []any{journal(no), journal(keepForever())})
}

// tableTest is a test of the encryption of a metadata table, which three
// documents have.
type tableTest struct {
	field string
	test  func(*types.MetadataTableEncryptionConfiguration) bool
}

func (t tableTest) found(e *types.MetadataTableEncryptionConfiguration) bool {
	return e != nil && t.test(e)
}

func metadataEncrypts(name string, t tableTest, yes, no *types.MetadataTableEncryptionConfiguration) *compat.Predicate {
	return compat.Document(name, func(d *types.MetadataConfiguration) (string, bool) {
		if j := d.JournalTableConfiguration; j != nil && t.found(j.EncryptionConfiguration) {
			return "JournalTableConfiguration.EncryptionConfiguration." + t.field, true
		}
		if i := d.InventoryTableConfiguration; i != nil && t.found(i.EncryptionConfiguration) {
			return "InventoryTableConfiguration.EncryptionConfiguration." + t.field, true
		}
		if a := d.AnnotationTableConfiguration; a != nil && t.found(a.EncryptionConfiguration) {
			return "AnnotationTableConfiguration.EncryptionConfiguration." + t.field, true
		}
		return "", false
	}, []any{metadataOf(keepForever(), yes)}, []any{metadataOf(keepForever(), no), metadataOf(keepForever(), nil)})
}

func inventoryEncrypts(name string, t tableTest, yes, no *types.MetadataTableEncryptionConfiguration) *compat.Predicate {
	return compat.Document(name, func(d *types.InventoryTableConfigurationUpdates) (string, bool) {
		if !t.found(d.EncryptionConfiguration) {
			return "", false
		}
		return "EncryptionConfiguration." + t.field, true
	}, []any{inventoryTable(yes)}, []any{inventoryTable(no), inventoryTable(nil)})
}

func annotationsEncrypts(name string, t tableTest, yes, no *types.MetadataTableEncryptionConfiguration) *compat.Predicate {
	return compat.Document(name, func(d *types.AnnotationTableConfigurationUpdates) (string, bool) {
		if !t.found(d.EncryptionConfiguration) {
			return "", false
		}
		return "EncryptionConfiguration." + t.field, true
	}, []any{annotationTable(yes)}, []any{annotationTable(no), annotationTable(nil)})
}

func inventoryTable(e *types.MetadataTableEncryptionConfiguration) *types.InventoryTableConfigurationUpdates {
	return &types.InventoryTableConfigurationUpdates{ConfigurationState: types.InventoryConfigurationStateEnabled, EncryptionConfiguration: e}
}

func annotationTable(e *types.MetadataTableEncryptionConfiguration) *types.AnnotationTableConfigurationUpdates {
	return &types.AnnotationTableConfigurationUpdates{ConfigurationState: types.AnnotationConfigurationStateEnabled, EncryptionConfiguration: e}
}

func metadataTable(bucketARN, table string) *types.MetadataTableConfiguration {
	return &types.MetadataTableConfiguration{S3TablesDestination: &types.S3TablesDestination{
		TableBucketArn: awssdk.String(bucketARN), TableName: awssdk.String(table),
	}}
}

func fewDays(e *types.RecordExpiration) bool { return e.Days != nil && *e.Days < minRecordDays }

func daysInVain(e *types.RecordExpiration) bool {
	return e.Days != nil && e.Expiration == types.ExpirationStateDisabled
}

// Tests of the key of a table's encryption, by the method.
var (
	lacksTableKey = tableTest{"KmsKeyArn", func(e *types.MetadataTableEncryptionConfiguration) bool {
		return e.SseAlgorithm == types.TableSseAlgorithmAwsKms && awssdk.ToString(e.KmsKeyArn) == ""
	}}
	tableKeyInVain = tableTest{"KmsKeyArn", func(e *types.MetadataTableEncryptionConfiguration) bool {
		return e.SseAlgorithm == types.TableSseAlgorithmAes256 && awssdk.ToString(e.KmsKeyArn) != ""
	}}
	otherTableKey = tableTest{"KmsKeyArn", func(e *types.MetadataTableEncryptionConfiguration) bool {
		key := awssdk.ToString(e.KmsKeyArn)
		return e.SseAlgorithm == types.TableSseAlgorithmAwsKms && key != "" && !isKMSKeyARN(key)
	}}
)

const (
	keepsFewDays    = "keeps journal records for less than 7 days"
	setsDaysInVain  = "sets days without expiring journal records"
	encryptsKeyless = "encrypts a table with SSE-KMS without a key"
	namesKeyInVain  = "names a KMS key for a table with SSE-S3"
	namesKeyByName  = "names the KMS key of a table by anything but its ARN"
)

func keptSixDays() *types.RecordExpiration {
	return keepRecords(types.ExpirationStateEnabled, 6)
}

func keptAWeek() *types.RecordExpiration {
	return keepRecords(types.ExpirationStateEnabled, minRecordDays)
}

func keptInVain() *types.RecordExpiration {
	return keepRecords(types.ExpirationStateDisabled, 30)
}

func keptAMonth() *types.RecordExpiration {
	return keepRecords(types.ExpirationStateEnabled, 30)
}

func tableKeyless() *types.MetadataTableEncryptionConfiguration {
	return tableEncryption(types.TableSseAlgorithmAwsKms, "")
}

func tableByKey() *types.MetadataTableEncryptionConfiguration {
	return tableEncryption(types.TableSseAlgorithmAwsKms, kmsKeyARN)
}

func tableByAlias() *types.MetadataTableEncryptionConfiguration {
	return tableEncryption(types.TableSseAlgorithmAwsKms, kmsAlias)
}

func tableS3() *types.MetadataTableEncryptionConfiguration {
	return tableEncryption(types.TableSseAlgorithmAes256, "")
}

func tableS3ButKey() *types.MetadataTableEncryptionConfiguration {
	return tableEncryption(types.TableSseAlgorithmAes256, kmsKeyARN)
}

func metadataKeptFewDays() *compat.Predicate {
	return metadataExpires(keepsFewDays, fewDays, keptSixDays(), keptAWeek())
}

func journalKeptFewDays() *compat.Predicate {
	return journalExpires(keepsFewDays, fewDays, keptSixDays(), keptAWeek())
}

func metadataKeptInVain() *compat.Predicate {
	return metadataExpires(setsDaysInVain, daysInVain, keptInVain(), keptAMonth())
}

func journalKeptInVain() *compat.Predicate {
	return journalExpires(setsDaysInVain, daysInVain, keptInVain(), keptAMonth())
}

func metadataKeyless() *compat.Predicate {
	return metadataEncrypts(encryptsKeyless, lacksTableKey, tableKeyless(), tableByKey())
}

func inventoryKeyless() *compat.Predicate {
	return inventoryEncrypts(encryptsKeyless, lacksTableKey, tableKeyless(), tableByKey())
}

func annotationsKeyless() *compat.Predicate {
	return annotationsEncrypts(encryptsKeyless, lacksTableKey, tableKeyless(), tableByKey())
}

func metadataKeyInVain() *compat.Predicate {
	return metadataEncrypts(namesKeyInVain, tableKeyInVain, tableS3ButKey(), tableS3())
}

func inventoryKeyInVain() *compat.Predicate {
	return inventoryEncrypts(namesKeyInVain, tableKeyInVain, tableS3ButKey(), tableS3())
}

func annotationsKeyInVain() *compat.Predicate {
	return annotationsEncrypts(namesKeyInVain, tableKeyInVain, tableS3ButKey(), tableS3())
}

func metadataKeyByName() *compat.Predicate {
	return metadataEncrypts(namesKeyByName, otherTableKey, tableByAlias(), tableByKey())
}

func inventoryKeyByName() *compat.Predicate {
	return inventoryEncrypts(namesKeyByName, otherTableKey, tableByAlias(), tableByKey())
}

func annotationsKeyByName() *compat.Predicate {
	return annotationsEncrypts(namesKeyByName, otherTableKey, tableByAlias(), tableByKey())
}

// inJournal is true if one of the predicates is, each of its document.
func inJournal(metadata, journal *compat.Predicate) compat.Condition {
	return compat.Any(compat.Matches(member.MetadataConfiguration, metadata), compat.Matches(member.JournalTableConfiguration, journal))
}

// inTables is true if one of the predicates is, each of its document.
func inTables(metadata, inventory, annotations *compat.Predicate) compat.Condition {
	return compat.Any(
		compat.Matches(member.MetadataConfiguration, metadata),
		compat.Matches(member.InventoryTableConfiguration, inventory),
		compat.Matches(member.AnnotationTableConfiguration, annotations),
	)
}

func noTableBucket() *compat.Predicate {
	return compat.Document("has a destination that isn't the ARN of a table bucket", func(d *types.MetadataTableConfiguration) (string, bool) {
		if d.S3TablesDestination == nil || d.S3TablesDestination.TableBucketArn == nil {
			return "", false
		}
		s := *d.S3TablesDestination.TableBucketArn
		parts := arnParts(s)
		return "S3TablesDestination.TableBucketArn", !isARN(s) || parts[2] != "s3tables" || !strings.HasPrefix(parts[5], "bucket/")
	}, []any{metadataTable("reports-metadata", "objects"), metadataTable("arn:aws:s3:::reports-metadata", "objects")},
		[]any{metadataTable(exampleMetadata, "objects")})
}

func noTableName() *compat.Predicate {
	return compat.Document("has a table name that S3 Tables doesn't allow", func(d *types.MetadataTableConfiguration) (string, bool) {
		if d.S3TablesDestination == nil || d.S3TablesDestination.TableName == nil {
			return "", false
		}
		s := *d.S3TablesDestination.TableName
		for _, c := range []byte(s) {
			if !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || c == '_') {
				return "S3TablesDestination.TableName", true
			}
		}
		return "S3TablesDestination.TableName", s == "" || len(s) > 255 || s[0] == '_'
	}, []any{metadataTable(exampleMetadata, "my-objects"), metadataTable(exampleMetadata, "Objects"), metadataTable(exampleMetadata, "_objects")},
		[]any{metadataTable(exampleMetadata, "my_objects_2026")})
}

// metadataTableRules are about the metadata tables of a bucket: S3 Metadata, in
// the first version (MetadataTable) and the second.
func metadataTableRules() []compat.Rule {
	create := func(d *types.MetadataConfiguration) compat.Case {
		return compat.Given(operation.CreateBucketMetadataConfiguration, member.MetadataConfiguration, d)
	}
	createV1 := func(d *types.MetadataTableConfiguration) compat.Case {
		return compat.Given(operation.CreateBucketMetadataTableConfiguration, member.MetadataTableConfiguration, d)
	}
	updateJournal := func(e *types.RecordExpiration) compat.Case {
		return compat.Given(operation.UpdateBucketMetadataJournalTableConfiguration, member.JournalTableConfiguration, journal(e))
	}
	updateInventory := func(e *types.MetadataTableEncryptionConfiguration) compat.Case {
		return compat.Given(operation.UpdateBucketMetadataInventoryTableConfiguration, member.InventoryTableConfiguration, inventoryTable(e))
	}
	updateAnnotations := func(e *types.MetadataTableEncryptionConfiguration) compat.Case {
		return compat.Given(operation.UpdateBucketMetadataAnnotationTableConfiguration, member.AnnotationTableConfiguration, annotationTable(e))
	}
	has := func(c compat.Case, value string) compat.Case { return c.InBucket(compat.MetadataTable, value) }
	get, getV1 := compat.Given(operation.GetBucketMetadataConfiguration), compat.Given(operation.GetBucketMetadataTableConfiguration)
	del := compat.Given(operation.DeleteBucketMetadataConfiguration)
	expires := []compat.Operation{operation.CreateBucketMetadataConfiguration, operation.UpdateBucketMetadataJournalTableConfiguration}
	encrypts := []compat.Operation{operation.CreateBucketMetadataConfiguration, operation.UpdateBucketMetadataInventoryTableConfiguration,
		operation.UpdateBucketMetadataAnnotationTableConfiguration}

	return []compat.Rule{{
		ID:         "metadata-configuration-absent",
		Topic:      "metadata tables",
		Title:      "The bucket has no metadata configuration",
		Problem:    "The bucket has no metadata configuration",
		Remedy:     "Take it as absent",
		Operations: []compat.Operation{operation.GetBucketMetadataConfiguration, operation.GetBucketMetadataTableConfiguration},
		When:       compat.Bucket(compat.MetadataTable, "none"),
		Answer:     metadataAbsent,
		Rank:       rankExists,
		Why:        "S3 Metadata isn't configured for the bucket.",
		Fix:        "Take the error for absence, or create the configuration first.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketMetadataConfiguration.html",
			"https://github.com/hashicorp/terraform-provider-aws/pull/41364"},
		Violating: []compat.Case{has(get, "none"), has(getV1, "none")},
		Allowed:   []compat.Case{has(get, "some"), get},
	}, {
		ID:      "metadata-configuration-update-absent",
		Topic:   "metadata tables",
		Title:   "Tables of a metadata configuration that the bucket doesn't have can't be updated",
		Problem: "The bucket has no metadata configuration",
		Remedy:  "Create it first",
		Operations: []compat.Operation{operation.UpdateBucketMetadataInventoryTableConfiguration, operation.UpdateBucketMetadataJournalTableConfiguration,
			operation.UpdateBucketMetadataAnnotationTableConfiguration},
		When:   compat.Bucket(compat.MetadataTable, "none"),
		Answer: metadataAbsent,
		Rank:   rankExists,
		Why:    "An update changes the tables of an existing configuration.",
		Fix:    "Use CreateBucketMetadataConfiguration.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateBucketMetadataAnnotationTableConfiguration.html",
			"https://docs.aws.amazon.com/AmazonS3/latest/API/API_UpdateBucketMetadataInventoryTableConfiguration.html"},
		Violating: []compat.Case{has(updateJournal(keepForever()), "none"), has(updateInventory(nil), "none"), has(updateAnnotations(nil), "none")},
		Allowed:   []compat.Case{has(updateJournal(keepForever()), "some"), has(updateInventory(nil), "some"), updateAnnotations(nil)},
	}, {
		ID:         "metadata-configuration-delete-absent",
		Topic:      "metadata tables",
		Title:      "The bucket has no metadata configuration to delete",
		Problem:    "The bucket has no metadata configuration",
		Remedy:     "Take it as success",
		Operations: []compat.Operation{operation.DeleteBucketMetadataConfiguration, operation.DeleteBucketMetadataTableConfiguration},
		When:       compat.Bucket(compat.MetadataTable, "none"),
		Answer:     metadataAbsent,
		Doubt:      "Clients are prepared for the error, but no answer of S3 is on record.",
		Rank:       rankExists,
		Why:        "There is nothing to delete.",
		Fix:        "Take the error for success.",
		Sources:    []string{"https://github.com/hashicorp/terraform-provider-aws/pull/41364"},
		Violating:  []compat.Case{has(del, "none")},
		Allowed:    []compat.Case{has(del, "some"), del},
	}, {
		ID:         "metadata-configuration-exists",
		Topic:      "metadata tables",
		Title:      "The bucket has a metadata configuration already",
		Problem:    "The bucket has a metadata configuration already",
		Remedy:     "Update it",
		Operations: []compat.Operation{operation.CreateBucketMetadataConfiguration, operation.CreateBucketMetadataTableConfiguration},
		When:       compat.Bucket(compat.MetadataTable, "some"),
		Answer:     compat.Answer{Status: 409, Code: "InvalidBucketState"},
		Doubt:      "The documentation says to delete a configuration before creating it anew, but not what S3 answers otherwise.",
		Rank:       rankExists,
		Why:        "A bucket has one metadata configuration, of the first or of the second version.",
		Fix:        "Update the tables, or delete the configuration first.",
		Sources:    []string{docCreateMetadata, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_CreateBucketMetadataTableConfiguration.html"},
		Violating:  []compat.Case{has(create(metadataOf(keepForever(), nil)), "some"), has(createV1(metadataTable(exampleMetadata, "objects")), "some")},
		Allowed:    []compat.Case{has(create(metadataOf(keepForever(), nil)), "none"), createV1(metadataTable(exampleMetadata, "objects"))},
	}, {
		ID:         "metadata-record-days-minimum",
		Topic:      "metadata tables",
		Title:      "Records of a journal table are kept for at least 7 days",
		Problem:    "{at} is {value}; S3 takes 7 or more",
		Remedy:     "Give 7 or more",
		Operations: expires,
		When:       inJournal(metadataKeptFewDays(), journalKeptFewDays()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:        "S3 takes any number of days from 7 on.",
		Fix:        "Give at least 7 days.",
		Sources:    []string{docRecordExpiration, docMetadataLimits},
		Violating:  []compat.Case{create(metadataOf(keepRecords(types.ExpirationStateEnabled, 6), nil)), updateJournal(keepRecords(types.ExpirationStateEnabled, 1))},
		Allowed:    []compat.Case{create(metadataOf(keepRecords(types.ExpirationStateEnabled, 7), nil)), updateJournal(keepRecords(types.ExpirationStateEnabled, 365))},
	}, {
		ID:         "metadata-record-days-disabled",
		Topic:      "metadata tables",
		Title:      "Records that don't expire have no number of days",
		Problem:    "{at} is {value}, without expiration",
		Remedy:     "Leave it out",
		Operations: expires,
		When:       inJournal(metadataKeptInVain(), journalKeptInVain()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
		Doubt:      "The documentation speaks of days only with expiration enabled, but doesn't say that they are rejected otherwise.",
		Why:        "With Expiration DISABLED records are kept for good.",
		Fix:        "Leave Days out, or set Expiration to ENABLED.",
		Sources:    []string{docRecordExpiration},
		Violating:  []compat.Case{updateJournal(keepRecords(types.ExpirationStateDisabled, 30))},
		Allowed:    []compat.Case{updateJournal(keepForever()), updateJournal(keepRecords(types.ExpirationStateEnabled, 30))},
	}, {
		ID:         "metadata-table-kms-key-missing",
		Topic:      "metadata tables",
		Title:      "A metadata table with SSE-KMS needs a key",
		Problem:    "{at} isn't set, with SSE-KMS",
		Remedy:     "Give the key's ARN",
		Operations: encrypts,
		When:       inTables(metadataKeyless(), inventoryKeyless(), annotationsKeyless()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Why:        "Tables are encrypted with a customer managed key; there is none to fall back on.",
		Fix:        "Set KmsKeyArn to the ARN of a customer managed key in the bucket's Region, or use AES256.",
		Sources:    []string{docMetadataEncryption},
		Violating: []compat.Case{
			create(metadataOf(keepForever(), tableEncryption(types.TableSseAlgorithmAwsKms, ""))),
			updateInventory(tableEncryption(types.TableSseAlgorithmAwsKms, "")), updateAnnotations(tableEncryption(types.TableSseAlgorithmAwsKms, "")),
		},
		Allowed: []compat.Case{
			create(metadataOf(keepForever(), tableEncryption(types.TableSseAlgorithmAwsKms, kmsKeyARN))),
			updateInventory(tableEncryption(types.TableSseAlgorithmAes256, "")), updateAnnotations(nil),
		},
	}, {
		ID:         "metadata-table-kms-key-arn",
		Topic:      "metadata tables",
		Title:      "The KMS key of a metadata table is given by its ARN",
		Problem:    "{at} isn't the ARN of a key",
		Remedy:     "Give the key's ARN",
		Operations: encrypts,
		When:       inTables(metadataKeyByName(), inventoryKeyByName(), annotationsKeyByName()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		AmazonOnly: true,
		Doubt:      "The documentation asks for the ARN; S3 may accept the configuration and report later that it can't create the table.",
		Why:        "KmsKeyArn can't be a key ID or an alias.",
		Fix:        "Give the key as arn:aws:kms:region:account:key/id.",
		Sources:    []string{docMetadataEncryption},
		Violating:  []compat.Case{updateInventory(tableEncryption(types.TableSseAlgorithmAwsKms, kmsAlias))},
		Allowed:    []compat.Case{updateInventory(tableEncryption(types.TableSseAlgorithmAwsKms, kmsKeyARN))},
	}, {
		ID:         "metadata-table-key-without-kms",
		Topic:      "metadata tables",
		Title:      "A metadata table with SSE-S3 has no KMS key",
		Problem:    "{at} is set with SSE-S3",
		Remedy:     "Leave it out",
		Operations: encrypts,
		When:       inTables(metadataKeyInVain(), inventoryKeyInVain(), annotationsKeyInVain()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Doubt:      "The documentation names the key with SSE-KMS only, but doesn't say that it is rejected otherwise.",
		Why:        "AES256 encrypts with keys of S3.",
		Fix:        "Leave KmsKeyArn out, or set SseAlgorithm to aws:kms.",
		Sources:    []string{docMetadataEncryption},
		Violating:  []compat.Case{updateInventory(tableEncryption(types.TableSseAlgorithmAes256, kmsKeyARN))},
		Allowed:    []compat.Case{updateInventory(tableEncryption(types.TableSseAlgorithmAes256, ""))},
	}, {
		ID:         "metadata-table-destination",
		Topic:      "metadata tables",
		Title:      "The destination of a metadata table is given by the ARN of a table bucket",
		Problem:    "{at} isn't the ARN of a table bucket",
		Remedy:     "Give its ARN",
		Operations: []compat.Operation{operation.CreateBucketMetadataTableConfiguration},
		When:       compat.Matches(member.MetadataTableConfiguration, noTableBucket()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
		Doubt:      "S3 may accept the configuration and report later that there is no such table bucket.",
		Why:        "Metadata tables are in table buckets, which are of another service than S3's other buckets.",
		Fix:        "Write arn:aws:s3tables:region:account:bucket/name.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_S3TablesDestination.html"},
		Violating:  []compat.Case{createV1(metadataTable("arn:aws:s3:::reports-metadata", "objects"))},
		Allowed:    []compat.Case{createV1(metadataTable(exampleMetadata, "objects"))},
	}, {
		ID:         "metadata-table-name",
		Topic:      "metadata tables",
		Title:      "The name of a metadata table has 1 to 255 lowercase letters, digits and underscores",
		Problem:    "{at}, of {length} bytes, isn't a table's name",
		Remedy:     "Use lower-case letters, digits and _",
		Operations: []compat.Operation{operation.CreateBucketMetadataTableConfiguration},
		When:       compat.Matches(member.MetadataTableConfiguration, noTableName()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
		Doubt:      "S3 may accept the configuration and report later that it can't create the table.",
		Why:        "The table follows the naming rules of S3 Tables, and doesn't begin with an underscore.",
		Fix:        "Choose another name.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-tables-buckets-naming.html"},
		Violating:  []compat.Case{createV1(metadataTable(exampleMetadata, "my-objects"))},
		Allowed:    []compat.Case{createV1(metadataTable(exampleMetadata, "my_objects"))},
	}}
}
