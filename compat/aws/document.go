package aws

import (
	"slices"
	"strconv"
	"sync"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Configuration documents are validated against a schema, and the values of
// their enumerations are part of it: what isn't listed is MalformedXML, with
// case. This file has the enumerations that are closed, such as the states of a
// switch. Those that grow (storage classes, Regions, events, the optional fields
// of inventories, encryption methods) aren't here, and neither are those of
// documents with a file of their own.

// The values that the SDK knows.
var (
	analyticsFormats   enumeration[types.AnalyticsS3ExportFileFormat]
	analyticsVersions  enumeration[types.StorageClassAnalysisSchemaVersion]
	inventoryFormats   enumeration[types.InventoryFormat]
	inventoryRhythms   enumeration[types.InventoryFrequency]
	inventoryVersions  enumeration[types.InventoryIncludedObjectVersions]
	tieringStates      enumeration[types.IntelligentTieringStatus]
	tieringTiers       enumeration[types.IntelligentTieringAccessTier]
	partitionDates     enumeration[types.PartitionDateSource]
	granteeTypes       enumeration[types.Type]
	grantedPermissions enumeration[types.Permission] // S3 accepts all of them in target grants too
	expirationStates   enumeration[types.ExpirationState]
	inventoryStates    enumeration[types.InventoryConfigurationState]
	annotationStates   enumeration[types.AnnotationConfigurationState]
)

// unlisted reports whether a value is given that the enumeration doesn't have.
// The SDK leaves empty values out.
func unlisted[E listed[E]](v E, all *enumeration[E]) bool {
	return v != "" && !slices.Contains(all.values(), v)
}

// listed is an enumeration of the SDK.
type listed[E any] interface {
	~string
	Values() []E
}

// enumeration holds the values of one, asked for at first use.
type enumeration[E listed[E]] struct {
	once sync.Once
	list []E
}

func (e *enumeration[E]) values() []E {
	e.once.Do(func() { e.list = E("").Values() })
	return e.list
}

const hasUnlistedValue = "has a value that the schema doesn't list"

func unlistedInAnalytics() *compat.Predicate {
	return compat.Document(hasUnlistedValue, func(d *types.AnalyticsConfiguration) (string, bool) {
		x := dataExport(d)
		if x == nil {
			return "", false
		}
		if unlisted(x.OutputSchemaVersion, &analyticsVersions) {
			return "StorageClassAnalysis.DataExport.OutputSchemaVersion", true
		}
		to := exportDestination(d)
		return "StorageClassAnalysis.DataExport.Destination.S3BucketDestination.Format", to != nil && unlisted(to.Format, &analyticsFormats)
	}, []any{
		exported("arn:aws:s3:::reports-analytics", "csv", types.StorageClassAnalysisSchemaVersionV1),
		exported("arn:aws:s3:::reports-analytics", types.AnalyticsS3ExportFileFormatCsv, "V_2"),
	}, []any{exportedTo("arn:aws:s3:::reports-analytics"), analyticsOf("reports")})
}

func unlistedInInventory() *compat.Predicate {
	return compat.Document(hasUnlistedValue, func(d *types.InventoryConfiguration) (string, bool) {
		if unlisted(d.IncludedObjectVersions, &inventoryVersions) {
			return "IncludedObjectVersions", true
		}
		if d.Schedule != nil && unlisted(d.Schedule.Frequency, &inventoryRhythms) {
			return "Schedule.Frequency", true
		}
		to := inventoryDestination(d)
		return "Destination.S3BucketDestination.Format", to != nil && unlisted(to.Format, &inventoryFormats)
	}, []any{
		change(inventoryOf("reports"), func(d *types.InventoryConfiguration) { d.IncludedObjectVersions = "all" }),
		change(inventoryOf("reports"), func(d *types.InventoryConfiguration) { d.Schedule = &types.InventorySchedule{Frequency: "Monthly"} }),
		delivered(func(d *types.InventoryS3BucketDestination) { d.Format = "PARQUET" }),
	}, []any{inventoryOf("reports"), delivered(func(d *types.InventoryS3BucketDestination) { d.Format = types.InventoryFormatParquet })})
}

func unlistedInTiering() *compat.Predicate {
	return compat.Document(hasUnlistedValue, func(d *types.IntelligentTieringConfiguration) (string, bool) {
		if unlisted(d.Status, &tieringStates) {
			return "Status", true
		}
		for i := range d.Tierings {
			if unlisted(d.Tierings[i].AccessTier, &tieringTiers) {
				return "Tierings[" + strconv.Itoa(i) + "].AccessTier", true
			}
		}
		return "", false
	}, []any{
		change(tieringOf("reports", archiveTier()), func(d *types.IntelligentTieringConfiguration) { d.Status = "enabled" }),
		tieringWith(tier("INFREQUENT_ACCESS", 90)),
	}, []any{tieringWith(archiveTier(), deepTier())})
}

func unlistedInLogging() *compat.Predicate {
	return compat.Document(hasUnlistedValue, func(d *types.BucketLoggingStatus) (string, bool) {
		l := d.LoggingEnabled
		if l == nil {
			return "", false
		}
		if f := l.TargetObjectKeyFormat; f != nil && f.PartitionedPrefix != nil && unlisted(f.PartitionedPrefix.PartitionDateSource, &partitionDates) {
			return "LoggingEnabled.TargetObjectKeyFormat.PartitionedPrefix.PartitionDateSource", true
		}
		for i := range l.TargetGrants {
			g := &l.TargetGrants[i]
			at := "LoggingEnabled.TargetGrants["
			if unlisted(types.Permission(g.Permission), &grantedPermissions) {
				return at + strconv.Itoa(i) + "].Permission", true
			}
			if g.Grantee != nil && unlisted(g.Grantee.Type, &granteeTypes) {
				return at + strconv.Itoa(i) + "].Grantee.Type", true
			}
		}
		return "", false
	}, []any{
		loggingFormat(types.TargetObjectKeyFormat{PartitionedPrefix: &types.PartitionedPrefix{PartitionDateSource: "eventTime"}}),
		loggingGrant(types.TargetGrant{Permission: "LIST", Grantee: readGrant().Grantee}),
		loggingGrant(types.TargetGrant{Permission: "READ", Grantee: &types.Grantee{Type: "User", ID: awssdk.String("x")}}),
	}, []any{
		loggingFormat(byEventTime), loggingGrant(readGrant()), loggingTo(exampleLogBucket), &types.BucketLoggingStatus{},
		loggingGrant(types.TargetGrant{Permission: "READ_ACP", Grantee: readGrant().Grantee}),
	})
}

func unlistedInMetadata() *compat.Predicate {
	return compat.Document(hasUnlistedValue, func(d *types.MetadataConfiguration) (string, bool) {
		if j := d.JournalTableConfiguration; j != nil && j.RecordExpiration != nil && unlisted(j.RecordExpiration.Expiration, &expirationStates) {
			return "JournalTableConfiguration.RecordExpiration.Expiration", true
		}
		if i := d.InventoryTableConfiguration; i != nil && unlisted(i.ConfigurationState, &inventoryStates) {
			return "InventoryTableConfiguration.ConfigurationState", true
		}
		a := d.AnnotationTableConfiguration
		return "AnnotationTableConfiguration.ConfigurationState", a != nil && unlisted(a.ConfigurationState, &annotationStates)
	}, []any{metadataOf(&types.RecordExpiration{Expiration: "Enabled"}, nil)}, []any{metadataOf(keepForever(), nil)})
}

func unlistedInJournalTable() *compat.Predicate {
	return compat.Document(hasUnlistedValue, func(d *types.JournalTableConfigurationUpdates) (string, bool) {
		return "RecordExpiration.Expiration", d.RecordExpiration != nil && unlisted(d.RecordExpiration.Expiration, &expirationStates)
	}, []any{journal(&types.RecordExpiration{Expiration: "Enabled"})}, []any{journal(keepForever())})
}

func unlistedInInventoryTable() *compat.Predicate {
	return compat.Document(hasUnlistedValue, func(d *types.InventoryTableConfigurationUpdates) (string, bool) {
		return "ConfigurationState", unlisted(d.ConfigurationState, &inventoryStates)
	}, []any{&types.InventoryTableConfigurationUpdates{ConfigurationState: "Enabled"}}, []any{inventoryTable(nil)})
}

func unlistedInAnnotationTable() *compat.Predicate {
	return compat.Document(hasUnlistedValue, func(d *types.AnnotationTableConfigurationUpdates) (string, bool) {
		return "ConfigurationState", unlisted(d.ConfigurationState, &annotationStates)
	}, []any{&types.AnnotationTableConfigurationUpdates{ConfigurationState: "on"}}, []any{annotationTable(nil)})
}

// documentRules are about configuration documents in general: values that S3's
// schema doesn't list.
func documentRules() []compat.Rule {
	logs := func(d *types.BucketLoggingStatus) compat.Case {
		return compat.Given(operation.PutBucketLogging, member.Bucket, exampleBucket, member.BucketLoggingStatus, d)
	}
	return []compat.Rule{{
		ID:      "document-unlisted-value",
		Topic:   "documents",
		Title:   "The document has a value that S3's schema doesn't list",
		Problem: "{at} is {value|an unknown word}",
		Remedy:  "Use the SDK's constants",
		Operations: []compat.Operation{
			operation.PutBucketAnalyticsConfiguration, operation.PutBucketInventoryConfiguration, operation.PutBucketIntelligentTieringConfiguration,
			operation.PutBucketLogging, operation.CreateBucketMetadataConfiguration, operation.UpdateBucketMetadataJournalTableConfiguration,
			operation.UpdateBucketMetadataInventoryTableConfiguration, operation.UpdateBucketMetadataAnnotationTableConfiguration,
		},
		When: compat.Any(
			compat.Matches(member.AnalyticsConfiguration, unlistedInAnalytics()),
			compat.Matches(member.InventoryConfiguration, unlistedInInventory()),
			compat.Matches(member.IntelligentTieringConfiguration, unlistedInTiering()),
			compat.Matches(member.BucketLoggingStatus, unlistedInLogging()),
			compat.Matches(member.MetadataConfiguration, unlistedInMetadata()),
			compat.Matches(member.JournalTableConfiguration, unlistedInJournalTable()),
			compat.Matches(member.InventoryTableConfiguration, unlistedInInventoryTable()),
			compat.Matches(member.AnnotationTableConfiguration, unlistedInAnnotationTable()),
		),
		Answer: malformedXML,
		Why:    "S3 validates configuration documents against a schema that lists the values of such an element, with case: Enabled isn't enabled, nor ENABLED.",
		Fix:    "Use the constants of the SDK.",
		Sources: []string{
			"https://docs.aws.amazon.com/AmazonS3/latest/API/API_InventorySchedule.html", "https://docs.aws.amazon.com/AmazonS3/latest/API/API_IntelligentTieringConfiguration.html",
			"https://docs.aws.amazon.com/AmazonS3/latest/API/API_PartitionedPrefix.html",
			"recorded:ls-b-0013", "recorded:ls-e-0066", "recorded:ls-e-0190",
		},
		Violating: []compat.Case{
			putInventory("reports", change(inventoryOf("reports"), func(d *types.InventoryConfiguration) { d.IncludedObjectVersions = "Latest" })),
			putAnalytics("reports", exported("arn:aws:s3:::reports-analytics", "ORC", types.StorageClassAnalysisSchemaVersionV1)),
			putTiering("reports", change(tieringOf("reports", archiveTier()), func(d *types.IntelligentTieringConfiguration) { d.Status = "enabled" })),
			logs(loggingGrant(types.TargetGrant{Permission: "LIST", Grantee: readGrant().Grantee})),
			compat.Given(operation.UpdateBucketMetadataInventoryTableConfiguration, member.InventoryTableConfiguration, &types.InventoryTableConfigurationUpdates{ConfigurationState: "Enabled"}),
		},
		Allowed: []compat.Case{
			putInventory("reports", inventoryOf("reports")),
			putAnalytics("reports", exportedTo("arn:aws:s3:::reports-analytics")),
			putTiering("reports", tieringOf("reports", archiveTier())),
			logs(loggingGrant(types.TargetGrant{Permission: "READ_ACP", Grantee: readGrant().Grantee})),
			compat.Given(operation.UpdateBucketMetadataInventoryTableConfiguration, member.InventoryTableConfiguration, inventoryTable(nil)),
		},
	}}
}
