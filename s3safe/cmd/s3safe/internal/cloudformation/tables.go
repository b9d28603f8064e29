package cloudformation

import (
	"sync"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/mapping"
)

type (
	fields = mapping.Fields
	field  = mapping.Field
)

// to is a property that is sent as a member as it stands.
func to(member string) field { return field{To: member} }

// common is what all requests for a bucket have.
var common = fields{"BucketName": {To: "Bucket", Default: true}}

var status = fields{"Status": to("Status")}

// tagFilter and destination are properties that several others have.
var tagFilter = fields{"Key": to("Key"), "Value": to("Value")}

func destination(account string) fields {
	return fields{"BucketAccountId": to(account), "BucketArn": to("Bucket"), "Format": to("Format"), "Prefix": to("Prefix")}
}

// event are the properties of a notification to the destination that one names.
func event(property, member string) fields {
	return fields{
		"Event": {To: "Events", One: true}, property: to(member),
		"Filter": {To: "Filter", Block: fields{"S3Key": {To: "Key", Block: fields{"Rules": {To: "FilterRules", List: fields{"Name": to("Name"), "Value": to("Value")}}}}}},
	}
}

// noncurrent are the properties of a transition of noncurrent versions.
var noncurrent = fields{"NewerNoncurrentVersions": to("NewerNoncurrentVersions"), "StorageClass": to("StorageClass"), "TransitionInDays": to("NoncurrentDays")}

// These are requests of buckets of either kind.
var encryption = mapping.Call{
	Operation: operation.PutBucketEncryption, At: "BucketEncryption", Common: common,
	Fields: fields{"ServerSideEncryptionConfiguration": {To: "ServerSideEncryptionConfiguration.Rules", List: fields{
		"BucketKeyEnabled": to("BucketKeyEnabled"), "BlockedEncryptionTypes": {To: "BlockedEncryptionTypes", Block: fields{"EncryptionType": to("EncryptionType")}},
		"ServerSideEncryptionByDefault": {To: "ApplyServerSideEncryptionByDefault", Block: fields{
			"KMSMasterKeyID": to("KMSMasterKeyID"), "SSEAlgorithm": to("SSEAlgorithm"),
		}},
	}}},
}

var inventories = mapping.Call{
	Operation: operation.PutBucketInventoryConfiguration, At: "InventoryConfigurations", Each: true, Common: common,
	Fields: fields{
		"Id": {To: "Id", Also: "InventoryConfiguration.Id"}, "Enabled": to("InventoryConfiguration.IsEnabled"),
		"IncludedObjectVersions": to("InventoryConfiguration.IncludedObjectVersions"), "OptionalFields": to("InventoryConfiguration.OptionalFields"),
		"Prefix": to("InventoryConfiguration.Filter.Prefix"), "ScheduleFrequency": to("InventoryConfiguration.Schedule.Frequency"),
		"Destination": {To: "InventoryConfiguration.Destination.S3BucketDestination", Block: destination("AccountId"), Unknown: []string{"Encryption"}},
	},
}

var lifecycle = mapping.Call{
	Operation: operation.PutBucketLifecycleConfiguration, At: "LifecycleConfiguration", Common: common,
	Fields: fields{
		"TransitionDefaultMinimumObjectSize": to("TransitionDefaultMinimumObjectSize"),
		"Rules": {
			To: "LifecycleConfiguration.Rules",
			// CloudFormation makes one of them of what follows.
			Unknown: []string{"Filter", "Prefix"},
			List: fields{
				"ObjectSizeGreaterThan": {Unsent: true}, "ObjectSizeLessThan": {Unsent: true}, "Prefix": {Unsent: true}, "TagFilters": {Unsent: true},
				"Id": to("ID"), "Status": to("Status"),
				"AbortIncompleteMultipartUpload": {To: "AbortIncompleteMultipartUpload", Block: fields{"DaysAfterInitiation": to("DaysAfterInitiation")}},
				"ExpirationDate":                 to("Expiration.Date"), "ExpirationInDays": to("Expiration.Days"), "ExpiredObjectDeleteMarker": to("Expiration.ExpiredObjectDeleteMarker"),
				"NoncurrentVersionExpiration": {To: "NoncurrentVersionExpiration", Block: fields{
					"NewerNoncurrentVersions": to("NewerNoncurrentVersions"), "NoncurrentDays": to("NoncurrentDays"),
				}},
				"NoncurrentVersionExpirationInDays": {To: "NoncurrentVersionExpiration", Opaque: true},
				"NoncurrentVersionTransition":       {To: "NoncurrentVersionTransitions", Opaque: true},
				"NoncurrentVersionTransitions":      {To: "NoncurrentVersionTransitions", List: noncurrent},
				"Transition":                        {To: "Transitions", Opaque: true},
				"Transitions": {To: "Transitions", List: fields{
					"StorageClass": to("StorageClass"), "TransitionDate": to("Date"), "TransitionInDays": to("Days"),
				}},
			},
		},
	},
}

var metrics = mapping.Call{
	Operation: operation.PutBucketMetricsConfiguration, At: "MetricsConfigurations", Each: true, Common: common,
	Fields: fields{
		"Id":     {To: "Id", Also: "MetricsConfiguration.Id"},
		"Prefix": {Unsent: true}, "TagFilters": {Unsent: true}, "AccessPointArn": {Unsent: true},
	},
	Unknown: []string{"MetricsConfiguration.Filter"},
}

var policy = mapping.Resource{{
	Operation: operation.PutBucketPolicy,
	Fields:    fields{"Bucket": to("Bucket"), "PolicyDocument": {To: "Policy", Policy: true}},
}}

// metadataTable is the encryption of the tables of a metadata configuration.
var metadataTable = field{To: "EncryptionConfiguration", Block: fields{"KmsKeyArn": to("KmsKeyArn"), "SseAlgorithm": to("SseAlgorithm")}}

// apis are the APIs that resources are of whose types begin so.
var apis = map[string]string{
	"AWS::S3::AccessGrant": "S3 Control", "AWS::S3::AccessPoint": "S3 Control", "AWS::S3::MultiRegionAccessPoint": "S3 Control", "AWS::S3::StorageLens": "S3 Control",
	"AWS::S3Express::AccessPoint": "S3 Control", "AWS::S3ObjectLambda::": "S3 Control",
	"AWS::S3Outposts::": "S3 Control", "AWS::S3Outposts::Endpoint": "S3 on Outposts",
	"AWS::S3Files::": "S3 Files", "AWS::S3Tables::": "S3 Tables", "AWS::S3Vectors::": "S3 Vectors",
}

// resources are the requests that each resource makes, with the names of properties
// that AWS's documentation has. CloudFormation adds tags of its own to those that are
// given.
//
// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_S3.html
var resources = sync.OnceValue(func() map[string]mapping.Resource {
	return map[string]mapping.Resource{
		"AWS::S3::BucketPolicy": policy, "AWS::S3Express::BucketPolicy": policy,

		"AWS::S3Express::DirectoryBucket": {
			{
				Operation: operation.CreateBucket, Common: common,
				Fields: fields{
					"BucketName": {Unsent: true}, "DataRedundancy": {To: "CreateBucketConfiguration.Bucket.DataRedundancy", Default: true},
					"LocationName": to("CreateBucketConfiguration.Location.Name"), "Tags": {To: "CreateBucketConfiguration.Tags", Tags: true},
					// These are requests of their own.
					"BucketEncryption": {Unsent: true}, "InventoryConfigurations": {Unsent: true}, "LifecycleConfiguration": {Unsent: true}, "MetricsConfigurations": {Unsent: true},
				},
				Unknown: []string{"CreateBucketConfiguration.Bucket.Type", "CreateBucketConfiguration.Location.Type"},
			},
			encryption, inventories, lifecycle, metrics,
		},

		"AWS::S3::Bucket": {
			{
				Operation: operation.CreateBucket, Common: common,
				Fields: fields{
					"BucketName": {Unsent: true}, "ObjectLockEnabled": to("ObjectLockEnabledForBucket"), "AccessControl": {To: "ACL", Opaque: true},
					"BucketNamePrefix": {Unsent: true}, "BucketNamespace": {To: "BucketNamespace", Default: true},
					// These are requests of their own.
					"AccelerateConfiguration": {Unsent: true}, "AnalyticsConfigurations": {Unsent: true}, "BucketEncryption": {Unsent: true}, "AbacStatus": {Unsent: true},
					"MetadataConfiguration": {Unsent: true}, "MetadataTableConfiguration": {Unsent: true},
					"CorsConfiguration": {Unsent: true}, "IntelligentTieringConfigurations": {Unsent: true}, "InventoryConfigurations": {Unsent: true},
					"LifecycleConfiguration": {Unsent: true}, "LoggingConfiguration": {Unsent: true}, "MetricsConfigurations": {Unsent: true},
					"NotificationConfiguration": {Unsent: true}, "ObjectLockConfiguration": {Unsent: true}, "PublicAccessBlockConfiguration": {Unsent: true},
					"ReplicationConfiguration": {Unsent: true}, "Tags": {Unsent: true}, "VersioningConfiguration": {Unsent: true},
					"WebsiteConfiguration": {Unsent: true}, "OwnershipControls": {To: "ObjectOwnership", Opaque: true},
				},
				Unknown: []string{"CreateBucketConfiguration"},
			},
			{
				// Tags go with CreateBucket, or follow it.
				Operation: operation.PutBucketTagging, Or: operation.CreateBucket, When: "Tags", Common: common,
				Fields: fields{"Tags": {To: "Tagging.TagSet", Also: "CreateBucketConfiguration.Tags", Tags: true}},
			},
			{
				Operation: operation.PutBucketAbac, When: "AbacStatus", Common: common,
				Fields: fields{"AbacStatus": to("AbacStatus.Status")},
			},
			{
				Operation: operation.CreateBucketMetadataConfiguration, At: "MetadataConfiguration", Common: common,
				Fields: fields{
					"Destination": {Unsent: true}, // it is told, not asked for
					"InventoryTableConfiguration": {To: "MetadataConfiguration.InventoryTableConfiguration", Block: fields{
						"ConfigurationState": to("ConfigurationState"), "EncryptionConfiguration": metadataTable, "TableArn": {Unsent: true}, "TableName": {Unsent: true},
					}},
					"JournalTableConfiguration": {To: "MetadataConfiguration.JournalTableConfiguration", Block: fields{
						"RecordExpiration":        {To: "RecordExpiration", Block: fields{"Days": to("Days"), "Expiration": to("Expiration")}},
						"EncryptionConfiguration": metadataTable, "TableArn": {Unsent: true}, "TableName": {Unsent: true},
					}},
				},
			},
			{
				Operation: operation.CreateBucketMetadataTableConfiguration, At: "MetadataTableConfiguration", Common: common,
				Fields: fields{"S3TablesDestination": {To: "MetadataTableConfiguration.S3TablesDestination", Block: fields{
					"TableBucketArn": to("TableBucketArn"), "TableName": to("TableName"), "TableArn": {Unsent: true}, "TableNamespace": {Unsent: true},
				}}},
			},
			{
				Operation: operation.PutBucketAccelerateConfiguration, At: "AccelerateConfiguration", Common: common,
				Fields: fields{"AccelerationStatus": to("AccelerateConfiguration.Status")},
			},
			{
				Operation: operation.PutBucketAnalyticsConfiguration, At: "AnalyticsConfigurations", Each: true, Common: common,
				Fields: fields{
					"Id": {To: "Id", Also: "AnalyticsConfiguration.Id"}, "Prefix": {Unsent: true}, "TagFilters": {Unsent: true},
					"StorageClassAnalysis": {To: "AnalyticsConfiguration.StorageClassAnalysis", Block: fields{"DataExport": {To: "DataExport", Block: fields{
						"OutputSchemaVersion": to("OutputSchemaVersion"),
						"Destination":         {To: "Destination.S3BucketDestination", Block: destination("BucketAccountId")},
					}}}},
				},
				Unknown: []string{"AnalyticsConfiguration.Filter"},
			},
			encryption,
			{
				Operation: operation.PutBucketCors, At: "CorsConfiguration", Common: common,
				Fields: fields{"CorsRules": {To: "CORSConfiguration.CORSRules", List: fields{
					"AllowedHeaders": to("AllowedHeaders"), "AllowedMethods": to("AllowedMethods"), "AllowedOrigins": to("AllowedOrigins"),
					"ExposedHeaders": to("ExposeHeaders"), "Id": to("ID"), "MaxAge": to("MaxAgeSeconds"),
				}}},
			},
			{
				Operation: operation.PutBucketIntelligentTieringConfiguration, At: "IntelligentTieringConfigurations", Each: true, Common: common,
				Fields: fields{
					"Id": {To: "Id", Also: "IntelligentTieringConfiguration.Id"}, "Prefix": {Unsent: true}, "TagFilters": {Unsent: true},
					"Status":   to("IntelligentTieringConfiguration.Status"),
					"Tierings": {To: "IntelligentTieringConfiguration.Tierings", List: fields{"AccessTier": to("AccessTier"), "Days": to("Days")}},
				},
				Unknown: []string{"IntelligentTieringConfiguration.Filter"},
			},
			inventories,
			lifecycle,
			{
				Operation: operation.PutBucketLogging, At: "LoggingConfiguration", Common: common,
				Fields: fields{
					"DestinationBucketName": {To: "BucketLoggingStatus.LoggingEnabled.TargetBucket", Default: true},
					"LogFilePrefix":         {To: "BucketLoggingStatus.LoggingEnabled.TargetPrefix", Default: true},
					"TargetObjectKeyFormat": {To: "BucketLoggingStatus.LoggingEnabled.TargetObjectKeyFormat", Block: fields{
						"PartitionedPrefix": {To: "PartitionedPrefix", Block: fields{"PartitionDateSource": to("PartitionDateSource")}},
						"SimplePrefix":      {To: "SimplePrefix", Opaque: true},
					}},
				},
			},
			metrics,
			{
				Operation: operation.PutBucketNotificationConfiguration, At: "NotificationConfiguration", Common: common,
				Fields: fields{
					"EventBridgeConfiguration": {To: "NotificationConfiguration.EventBridgeConfiguration", Opaque: true},
					"LambdaConfigurations":     {To: "NotificationConfiguration.LambdaFunctionConfigurations", List: event("Function", "LambdaFunctionArn")},
					"QueueConfigurations":      {To: "NotificationConfiguration.QueueConfigurations", List: event("Queue", "QueueArn")},
					"TopicConfigurations":      {To: "NotificationConfiguration.TopicConfigurations", List: event("Topic", "TopicArn")},
				},
			},
			{
				Operation: operation.PutObjectLockConfiguration, At: "ObjectLockConfiguration", Common: common,
				Fields: fields{
					"ObjectLockEnabled": to("ObjectLockConfiguration.ObjectLockEnabled"),
					"Rule": {To: "ObjectLockConfiguration.Rule", Block: fields{"DefaultRetention": {To: "DefaultRetention", Block: fields{
						"Days": to("Days"), "Mode": to("Mode"), "Years": to("Years"),
					}}}},
				},
			},
			{
				Operation: operation.PutBucketOwnershipControls, At: "OwnershipControls", Common: common,
				Fields: fields{"Rules": {To: "OwnershipControls.Rules", List: fields{"ObjectOwnership": to("ObjectOwnership")}}},
			},
			{
				Operation: operation.PutPublicAccessBlock, At: "PublicAccessBlockConfiguration", Common: common,
				Fields: fields{
					"BlockPublicAcls":       to("PublicAccessBlockConfiguration.BlockPublicAcls"),
					"BlockPublicPolicy":     to("PublicAccessBlockConfiguration.BlockPublicPolicy"),
					"IgnorePublicAcls":      to("PublicAccessBlockConfiguration.IgnorePublicAcls"),
					"RestrictPublicBuckets": to("PublicAccessBlockConfiguration.RestrictPublicBuckets"),
				},
			},
			{
				Operation: operation.PutBucketReplication, At: "ReplicationConfiguration", Common: common,
				Fields: fields{
					"Role": to("ReplicationConfiguration.Role"),
					"Rules": {To: "ReplicationConfiguration.Rules", List: fields{
						// AWS's samples have rules with neither, which S3 refuses: what CloudFormation
						// sends then isn't known.
						"Prefix": {To: "Prefix", Default: true}, "Filter": {To: "Filter", Default: true, Block: fields{
							"And":       {To: "And", Block: fields{"Prefix": to("Prefix"), "TagFilters": {To: "Tags", List: tagFilter}}},
							"Prefix":    to("Prefix"),
							"TagFilter": {To: "Tag", Block: tagFilter},
						}},
						"Id": to("ID"), "Priority": to("Priority"), "Status": to("Status"),
						"DeleteMarkerReplication": {To: "DeleteMarkerReplication", Block: status},
						"Destination": {To: "Destination", Block: fields{
							"AccessControlTranslation": {To: "AccessControlTranslation", Block: fields{"Owner": to("Owner")}},
							"Account":                  to("Account"), "Bucket": to("Bucket"), "StorageClass": to("StorageClass"),
							"EncryptionConfiguration": {To: "EncryptionConfiguration", Block: fields{"ReplicaKmsKeyID": to("ReplicaKmsKeyID")}},
							"Metrics": {To: "Metrics", Block: fields{
								"Status": to("Status"), "EventThreshold": {To: "EventThreshold", Block: fields{"Minutes": to("Minutes")}},
							}},
							"ReplicationTime": {To: "ReplicationTime", Block: fields{
								"Status": to("Status"), "Time": {To: "Time", Block: fields{"Minutes": to("Minutes")}},
							}},
						}},
						"SourceSelectionCriteria": {To: "SourceSelectionCriteria", Block: fields{
							"ReplicaModifications":   {To: "ReplicaModifications", Block: status},
							"SseKmsEncryptedObjects": {To: "SseKmsEncryptedObjects", Block: status},
						}},
					}},
				},
			},
			{
				Operation: operation.PutBucketVersioning, At: "VersioningConfiguration", Common: common,
				Fields: fields{"Status": to("VersioningConfiguration.Status")},
			},
			{
				Operation: operation.PutBucketWebsite, At: "WebsiteConfiguration", Common: common,
				Fields: fields{
					"ErrorDocument": to("WebsiteConfiguration.ErrorDocument.Key"), "IndexDocument": to("WebsiteConfiguration.IndexDocument.Suffix"),
					"RedirectAllRequestsTo": {To: "WebsiteConfiguration.RedirectAllRequestsTo", Block: fields{"HostName": to("HostName"), "Protocol": to("Protocol")}},
					"RoutingRules": {To: "WebsiteConfiguration.RoutingRules", List: fields{
						"RedirectRule": {To: "Redirect", Block: fields{
							"HostName": to("HostName"), "HttpRedirectCode": to("HttpRedirectCode"), "Protocol": to("Protocol"),
							"ReplaceKeyPrefixWith": to("ReplaceKeyPrefixWith"), "ReplaceKeyWith": to("ReplaceKeyWith"),
						}},
						"RoutingRuleCondition": {To: "Condition", Block: fields{
							"HttpErrorCodeReturnedEquals": to("HttpErrorCodeReturnedEquals"), "KeyPrefixEquals": to("KeyPrefixEquals"),
						}},
					}},
				},
			},
		},
	}
})
