package sdk

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

const (
	sampleRole        = "arn:aws:iam::" + sampleAccount + ":role/s3"
	sampleDestination = "arn:aws:s3:::amzn-s3-demo-destination"
)

// documentSamples holds small valid documents and lists, by the input's Go type.
func documentSamples() map[string][]any {
	s := map[string][]any{
		"*types.AbacStatus": {
			&types.AbacStatus{Status: types.BucketAbacStatusEnabled},
			&types.AbacStatus{Status: types.BucketAbacStatusDisabled},
		},
		"*types.AccelerateConfiguration": {
			&types.AccelerateConfiguration{Status: types.BucketAccelerateStatusEnabled},
			&types.AccelerateConfiguration{Status: types.BucketAccelerateStatusSuspended},
		},
		"*types.AccessControlPolicy": {&types.AccessControlPolicy{
			Owner: &types.Owner{ID: aws.String(sampleOwner)},
			Grants: []types.Grant{{
				Grantee:    &types.Grantee{Type: types.TypeCanonicalUser, ID: aws.String(sampleOwner)},
				Permission: types.PermissionFullControl,
			}},
		}},
		"*types.BucketLoggingStatus": {
			&types.BucketLoggingStatus{LoggingEnabled: &types.LoggingEnabled{
				TargetBucket: aws.String("amzn-s3-demo-logs"), TargetPrefix: aws.String("access/"),
			}},
			&types.BucketLoggingStatus{},
		},
		"*types.CORSConfiguration": {&types.CORSConfiguration{CORSRules: []types.CORSRule{{
			AllowedMethods: []string{"GET"}, AllowedOrigins: []string{"https://www.example.com"},
		}}}},
		"*types.CompletedMultipartUpload": {&types.CompletedMultipartUpload{
			Parts: []types.CompletedPart{{ETag: aws.String(sampleETag), PartNumber: aws.Int32(1)}},
		}},
		"*types.CreateBucketConfiguration": {
			&types.CreateBucketConfiguration{LocationConstraint: types.BucketLocationConstraintUsWest2},
			&types.CreateBucketConfiguration{
				Bucket:   &types.BucketInfo{Type: types.BucketTypeDirectory, DataRedundancy: types.DataRedundancySingleAvailabilityZone},
				Location: &types.LocationInfo{Type: types.LocationTypeAvailabilityZone, Name: aws.String("usw2-az1")},
			},
		},
		"*types.Delete": {&types.Delete{Objects: []types.ObjectIdentifier{{Key: aws.String("photos/a.jpg")}}}},
		"*types.BucketLifecycleConfiguration": {&types.BucketLifecycleConfiguration{Rules: []types.LifecycleRule{{
			ID: aws.String("logs"), Status: types.ExpirationStatusEnabled,
			Filter:     &types.LifecycleRuleFilter{Prefix: aws.String("logs/")},
			Expiration: &types.LifecycleExpiration{Days: aws.Int32(365)},
		}}}},
		"*types.NotificationConfiguration": {
			&types.NotificationConfiguration{EventBridgeConfiguration: &types.EventBridgeConfiguration{}},
			&types.NotificationConfiguration{},
		},
		"*types.ObjectLockConfiguration": {
			&types.ObjectLockConfiguration{
				ObjectLockEnabled: types.ObjectLockEnabledEnabled,
				Rule: &types.ObjectLockRule{DefaultRetention: &types.DefaultRetention{
					Mode: types.ObjectLockRetentionModeGovernance, Days: aws.Int32(30),
				}},
			},
			&types.ObjectLockConfiguration{ObjectLockEnabled: types.ObjectLockEnabledEnabled},
		},
		"*types.ObjectLockLegalHold": {
			&types.ObjectLockLegalHold{Status: types.ObjectLockLegalHoldStatusOn},
			&types.ObjectLockLegalHold{Status: types.ObjectLockLegalHoldStatusOff},
		},
		"*types.ObjectLockRetention": {
			&types.ObjectLockRetention{Mode: types.ObjectLockRetentionModeGovernance, RetainUntilDate: &sampleFuture},
			&types.ObjectLockRetention{Mode: types.ObjectLockRetentionModeCompliance, RetainUntilDate: &sampleFuture},
		},
		"*types.OwnershipControls": ownershipSamples(),
		"*types.PublicAccessBlockConfiguration": {&types.PublicAccessBlockConfiguration{
			BlockPublicAcls: aws.Bool(true), BlockPublicPolicy: aws.Bool(true),
			IgnorePublicAcls: aws.Bool(true), RestrictPublicBuckets: aws.Bool(true),
		}},
		"*types.ReplicationConfiguration": {&types.ReplicationConfiguration{
			Role: aws.String(sampleRole),
			Rules: []types.ReplicationRule{{
				ID: aws.String("all"), Status: types.ReplicationRuleStatusEnabled, Priority: aws.Int32(1),
				Filter:                  &types.ReplicationRuleFilter{Prefix: aws.String("")},
				DeleteMarkerReplication: &types.DeleteMarkerReplication{Status: types.DeleteMarkerReplicationStatusDisabled},
				Destination:             &types.Destination{Bucket: aws.String(sampleDestination)},
			}},
		}},
		"*types.RequestPaymentConfiguration": {
			&types.RequestPaymentConfiguration{Payer: types.PayerRequester},
			&types.RequestPaymentConfiguration{Payer: types.PayerBucketOwner},
		},
		"*types.RestoreRequest": {&types.RestoreRequest{
			Days: aws.Int32(1), GlacierJobParameters: &types.GlacierJobParameters{Tier: types.TierStandard},
		}},
		"*types.ServerSideEncryptionConfiguration": encryptionSamples(),
		"*types.Tagging": {&types.Tagging{TagSet: []types.Tag{{Key: aws.String("k"), Value: aws.String("v")}}}},
		"*types.VersioningConfiguration": {
			&types.VersioningConfiguration{Status: types.BucketVersioningStatusEnabled},
			&types.VersioningConfiguration{Status: types.BucketVersioningStatusSuspended},
		},
		"*types.WebsiteConfiguration": {&types.WebsiteConfiguration{
			IndexDocument: &types.IndexDocument{Suffix: aws.String("index.html")},
		}},
		"types.ObjectEncryption": {&types.ObjectEncryptionMemberSSEKMS{
			Value: types.SSEKMSEncryption{KMSKeyArn: aws.String(sampleKMSKey)},
		}},
		"[]types.ObjectAttributes":         attributeSamples[types.ObjectAttributes](),
		"[]types.OptionalObjectAttributes": attributeSamples[types.OptionalObjectAttributes](),
	}
	for _, more := range []map[string][]any{configurationSamples(), metadataSamples(), selectSamples()} {
		for t, v := range more {
			s[t] = v
		}
	}
	return s
}

// configurationSamples holds the documents that name themselves: the name is
// that of the member Id.
func configurationSamples() map[string][]any {
	return map[string][]any{
		"*types.AnalyticsConfiguration": {&types.AnalyticsConfiguration{
			Id: aws.String(sampleID), StorageClassAnalysis: &types.StorageClassAnalysis{},
		}},
		"*types.IntelligentTieringConfiguration": {&types.IntelligentTieringConfiguration{
			Id: aws.String(sampleID), Status: types.IntelligentTieringStatusEnabled,
			Tierings: []types.Tiering{{AccessTier: types.IntelligentTieringAccessTierArchiveAccess, Days: aws.Int32(90)}},
		}},
		"*types.InventoryConfiguration": {&types.InventoryConfiguration{
			Id: aws.String(sampleID), IsEnabled: aws.Bool(true),
			IncludedObjectVersions: types.InventoryIncludedObjectVersionsCurrent,
			Schedule:               &types.InventorySchedule{Frequency: types.InventoryFrequencyDaily},
			Destination: &types.InventoryDestination{S3BucketDestination: &types.InventoryS3BucketDestination{
				Bucket: aws.String(sampleDestination), Format: types.InventoryFormatCsv,
			}},
		}},
		"*types.MetricsConfiguration": {&types.MetricsConfiguration{Id: aws.String(sampleID)}},
	}
}

// metadataSamples holds the documents of the metadata tables.
func metadataSamples() map[string][]any {
	keep := &types.RecordExpiration{Expiration: types.ExpirationStateDisabled}
	return map[string][]any{
		"*types.AnnotationTableConfigurationUpdates": {
			&types.AnnotationTableConfigurationUpdates{
				ConfigurationState: types.AnnotationConfigurationStateEnabled, Role: aws.String(sampleRole),
			},
			&types.AnnotationTableConfigurationUpdates{ConfigurationState: types.AnnotationConfigurationStateDisabled},
		},
		"*types.InventoryTableConfigurationUpdates": {
			&types.InventoryTableConfigurationUpdates{ConfigurationState: types.InventoryConfigurationStateEnabled},
			&types.InventoryTableConfigurationUpdates{ConfigurationState: types.InventoryConfigurationStateDisabled},
		},
		"*types.JournalTableConfigurationUpdates": {&types.JournalTableConfigurationUpdates{RecordExpiration: keep}},
		"*types.MetadataConfiguration": {&types.MetadataConfiguration{
			JournalTableConfiguration: &types.JournalTableConfiguration{RecordExpiration: keep},
		}},
		"*types.MetadataTableConfiguration": {&types.MetadataTableConfiguration{
			S3TablesDestination: &types.S3TablesDestination{
				TableBucketArn: aws.String("arn:aws:s3tables:us-east-1:" + sampleAccount + ":bucket/metadata"),
				TableName:      aws.String("objects"),
			},
		}},
	}
}

// selectSamples holds the documents of SelectObjectContent.
func selectSamples() map[string][]any {
	return map[string][]any{
		"*types.InputSerialization": {
			&types.InputSerialization{CSV: &types.CSVInput{}},
			&types.InputSerialization{JSON: &types.JSONInput{Type: types.JSONTypeLines}},
			&types.InputSerialization{Parquet: &types.ParquetInput{}},
		},
		"*types.OutputSerialization": {
			&types.OutputSerialization{CSV: &types.CSVOutput{}},
			&types.OutputSerialization{JSON: &types.JSONOutput{}},
		},
		"*types.RequestProgress": {&types.RequestProgress{Enabled: aws.Bool(true)}},
		"*types.ScanRange":       {&types.ScanRange{Start: aws.Int64(0), End: aws.Int64(9)}},
	}
}

func ownershipSamples() []any {
	var s []any
	for _, v := range types.ObjectOwnership("").Values() {
		s = append(s, &types.OwnershipControls{Rules: []types.OwnershipControlsRule{{ObjectOwnership: v}}})
	}
	return s
}

func encryptionSamples() []any {
	rule := func(d types.ServerSideEncryptionByDefault) any {
		return &types.ServerSideEncryptionConfiguration{Rules: []types.ServerSideEncryptionRule{{
			ApplyServerSideEncryptionByDefault: &d,
		}}}
	}
	return []any{
		rule(types.ServerSideEncryptionByDefault{SSEAlgorithm: types.ServerSideEncryptionAes256}),
		rule(types.ServerSideEncryptionByDefault{
			SSEAlgorithm: types.ServerSideEncryptionAwsKms, KMSMasterKeyID: aws.String(sampleKMSKey),
		}),
	}
}

// attributeSamples holds a list of each value of an enumeration alone.
func attributeSamples[E interface {
	~string
	Values() []E
}]() []any {
	var s []any
	for _, v := range E("").Values() {
		s = append(s, &[]E{v})
	}
	return s
}
