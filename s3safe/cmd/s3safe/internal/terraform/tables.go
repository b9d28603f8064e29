package terraform

import (
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/mapping"
)

type (
	fields = mapping.Fields
	field  = mapping.Field
)

// to is an argument that is sent as a member as it stands.
func to(member string) field { return field{To: member} }

// plus adds to what all resources for a bucket have.
func plus(more fields) fields {
	all := fields{
		"bucket": to("Bucket"), "expected_bucket_owner": to("ExpectedBucketOwner"),
		"id": {Unsent: true}, "region": {Unsent: true}, "tags": {Unsent: true}, "tags_all": {Unsent: true},
	}
	for name, f := range more {
		all[name] = f
	}
	return all
}

var (
	status  = fields{"status": to("Status")}
	prefix  = fields{"prefix": to("Prefix")}
	tag     = fields{"key": to("Key"), "value": to("Value")}
	grantee = fields{"email_address": to("EmailAddress"), "id": to("ID"), "type": to("Type"), "uri": to("URI"), "display_name": to("DisplayName")}
)

// resources are the requests that each resource makes, with the names of arguments
// that the provider's documentation has: a page for each resource below
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/
var resources = map[string][]mapping.Call{
	"aws_s3_bucket": {{
		Operation: operation.CreateBucket, Creates: true,
		Fields: fields{
			"bucket": {To: "Bucket", Default: true}, "object_lock_enabled": to("ObjectLockEnabledForBucket"), "force_destroy": {Unsent: true},
			"id": {Unsent: true}, "tags": {Unsent: true}, "tags_all": {Unsent: true},
		},
		Unknown: []string{"CreateBucketConfiguration", "ACL", "ObjectOwnership"},
	}},

	"aws_s3_bucket_accelerate_configuration": {{
		Operation: operation.PutBucketAccelerateConfiguration,
		Fields:    plus(fields{"status": to("AccelerateConfiguration.Status")}),
	}},

	"aws_s3_bucket_acl": {{
		Operation: operation.PutBucketAcl,
		Fields: plus(fields{
			"acl": to("ACL"),
			"access_control_policy": {To: "AccessControlPolicy", Block: fields{
				"grant": {To: "Grants", List: fields{"grantee": {To: "Grantee", Block: grantee}, "permission": to("Permission")}},
				"owner": {To: "Owner", Block: fields{"id": to("ID"), "display_name": to("DisplayName")}},
			}},
		}),
	}},

	"aws_s3_bucket_analytics_configuration": {{
		Operation: operation.PutBucketAnalyticsConfiguration,
		Fields: plus(fields{
			"name":   {To: "Id", Also: "AnalyticsConfiguration.Id"},
			"filter": {To: "AnalyticsConfiguration.Filter", Opaque: true},
			"storage_class_analysis": {To: "AnalyticsConfiguration.StorageClassAnalysis", Default: true, Block: fields{
				"data_export": {To: "DataExport", Block: fields{
					"output_schema_version": to("OutputSchemaVersion"),
					"destination": {To: "Destination", Block: fields{"s3_bucket_destination": {To: "S3BucketDestination", Block: fields{
						"bucket_arn": to("Bucket"), "bucket_account_id": to("BucketAccountId"), "format": to("Format"), "prefix": to("Prefix"),
					}}}},
				}},
			}},
		}),
	}},

	"aws_s3_bucket_cors_configuration": {{
		Operation: operation.PutBucketCors,
		Fields: plus(fields{"cors_rule": {To: "CORSConfiguration.CORSRules", List: fields{
			"allowed_headers": to("AllowedHeaders"), "allowed_methods": to("AllowedMethods"), "allowed_origins": to("AllowedOrigins"),
			"expose_headers": to("ExposeHeaders"), "id": to("ID"), "max_age_seconds": to("MaxAgeSeconds"),
		}}}),
	}},

	"aws_s3_bucket_intelligent_tiering_configuration": {{
		Operation: operation.PutBucketIntelligentTieringConfiguration,
		Fields: plus(fields{
			"name":    {To: "Id", Also: "IntelligentTieringConfiguration.Id"},
			"status":  to("IntelligentTieringConfiguration.Status"),
			"filter":  {To: "IntelligentTieringConfiguration.Filter", Opaque: true},
			"tiering": {To: "IntelligentTieringConfiguration.Tierings", List: fields{"access_tier": to("AccessTier"), "days": to("Days")}},
		}),
	}},

	"aws_s3_bucket_inventory": {{
		Operation: operation.PutBucketInventoryConfiguration,
		Fields: plus(fields{
			"name":                     {To: "Id", Also: "InventoryConfiguration.Id"},
			"included_object_versions": to("InventoryConfiguration.IncludedObjectVersions"),
			"enabled":                  to("InventoryConfiguration.IsEnabled"),
			"optional_fields":          to("InventoryConfiguration.OptionalFields"),
			"schedule":                 {To: "InventoryConfiguration.Schedule", Block: fields{"frequency": to("Frequency")}},
			"filter":                   {To: "InventoryConfiguration.Filter", Default: true, Block: prefix},
			"destination": {To: "InventoryConfiguration.Destination", Block: fields{"bucket": {To: "S3BucketDestination", Block: fields{
				"bucket_arn": to("Bucket"), "format": to("Format"), "account_id": to("AccountId"), "prefix": to("Prefix"),
				"encryption": {To: "Encryption", Block: fields{
					"sse_kms": {To: "SSEKMS", Block: fields{"key_id": to("KeyId")}},
					"sse_s3":  {To: "SSES3", Opaque: true},
				}},
			}}}},
		}),
	}},

	"aws_s3_bucket_lifecycle_configuration": {{
		Operation: operation.PutBucketLifecycleConfiguration,
		Fields: plus(fields{"rule": {To: "LifecycleConfiguration.Rules", List: fields{
			"id": to("ID"), "status": to("Status"),
			// Where there is neither, the provider sends one of them.
			"prefix": {To: "Prefix", Default: true},
			// Of several predicates, older releases of the provider send one.
			"filter": {To: "Filter", Default: true, Block: fields{
				"prefix":                   {To: "Prefix", Unless: []string{"object_size_greater_than", "object_size_less_than", "tag", "and"}},
				"object_size_greater_than": {To: "ObjectSizeGreaterThan", Unless: []string{"prefix", "object_size_less_than", "tag", "and"}},
				"object_size_less_than":    {To: "ObjectSizeLessThan", Unless: []string{"prefix", "object_size_greater_than", "tag", "and"}},
				"tag":                      {To: "Tag", Block: tag, Unless: []string{"prefix", "object_size_greater_than", "object_size_less_than", "and"}},
				"and": {To: "And", Unless: []string{"prefix", "object_size_greater_than", "object_size_less_than", "tag"}, Block: fields{
					"prefix": to("Prefix"), "object_size_greater_than": to("ObjectSizeGreaterThan"), "object_size_less_than": to("ObjectSizeLessThan"),
					"tags": {To: "Tags", Tags: true},
				}},
			}},
			"abort_incomplete_multipart_upload": {To: "AbortIncompleteMultipartUpload", Block: fields{"days_after_initiation": to("DaysAfterInitiation")}},
			"expiration": {To: "Expiration", Block: fields{
				"date": to("Date"), "days": to("Days"),
				"expired_object_delete_marker": {To: "ExpiredObjectDeleteMarker", Unless: []string{"date", "days"}},
			}},
			"noncurrent_version_expiration": {To: "NoncurrentVersionExpiration", Block: fields{
				"newer_noncurrent_versions": to("NewerNoncurrentVersions"), "noncurrent_days": to("NoncurrentDays"),
			}},
			"noncurrent_version_transition": {To: "NoncurrentVersionTransitions", List: fields{
				"newer_noncurrent_versions": to("NewerNoncurrentVersions"), "noncurrent_days": to("NoncurrentDays"), "storage_class": to("StorageClass"),
			}},
			"transition": {To: "Transitions", List: fields{
				"date": to("Date"), "days": {To: "Days", Default: true}, "storage_class": to("StorageClass"),
			}},
		}}}),
		Unknown: []string{"TransitionDefaultMinimumObjectSize"},
	}},

	"aws_s3_bucket_logging": {{
		Operation: operation.PutBucketLogging,
		Fields: plus(fields{
			"target_bucket": to("BucketLoggingStatus.LoggingEnabled.TargetBucket"),
			"target_prefix": to("BucketLoggingStatus.LoggingEnabled.TargetPrefix"),
			"target_grant": {To: "BucketLoggingStatus.LoggingEnabled.TargetGrants", List: fields{
				"grantee": {To: "Grantee", Block: grantee}, "permission": to("Permission"),
			}},
			"target_object_key_format": {To: "BucketLoggingStatus.LoggingEnabled.TargetObjectKeyFormat", Block: fields{
				"partitioned_prefix": {To: "PartitionedPrefix", Block: fields{"partition_date_source": to("PartitionDateSource")}},
				"simple_prefix":      {To: "SimplePrefix", Opaque: true},
			}},
		}),
	}},

	"aws_s3_bucket_metric": {{
		Operation: operation.PutBucketMetricsConfiguration,
		Fields: plus(fields{
			"name":   {To: "Id", Also: "MetricsConfiguration.Id"},
			"filter": {To: "MetricsConfiguration.Filter", Opaque: true},
		}),
	}},

	"aws_s3_bucket_notification": {{
		Operation: operation.PutBucketNotificationConfiguration,
		Fields: plus(fields{
			"eventbridge":     {To: "NotificationConfiguration.EventBridgeConfiguration", Opaque: true},
			"lambda_function": {To: "NotificationConfiguration.LambdaFunctionConfigurations", List: event("lambda_function_arn", "LambdaFunctionArn")},
			"queue":           {To: "NotificationConfiguration.QueueConfigurations", List: event("queue_arn", "QueueArn")},
			"topic":           {To: "NotificationConfiguration.TopicConfigurations", List: event("topic_arn", "TopicArn")},
		}),
	}},

	"aws_s3_bucket_object_lock_configuration": {{
		Operation: operation.PutObjectLockConfiguration,
		Fields: plus(fields{
			"token":               to("Token"),
			"object_lock_enabled": {To: "ObjectLockConfiguration.ObjectLockEnabled", Default: true},
			"rule": {To: "ObjectLockConfiguration.Rule", Block: fields{"default_retention": {To: "DefaultRetention", Block: fields{
				"days": to("Days"), "mode": to("Mode"), "years": to("Years"),
			}}}},
		}),
	}},

	"aws_s3_bucket_ownership_controls": {{
		Operation: operation.PutBucketOwnershipControls,
		Fields:    plus(fields{"rule": {To: "OwnershipControls.Rules", List: fields{"object_ownership": to("ObjectOwnership")}}}),
	}},

	"aws_s3_bucket_policy": {{
		Operation: operation.PutBucketPolicy,
		Fields:    plus(fields{"policy": {To: "Policy", JSON: true}}),
	}},

	"aws_s3_bucket_public_access_block": {{
		Operation: operation.PutPublicAccessBlock,
		Fields: plus(fields{
			"block_public_acls":       to("PublicAccessBlockConfiguration.BlockPublicAcls"),
			"block_public_policy":     to("PublicAccessBlockConfiguration.BlockPublicPolicy"),
			"ignore_public_acls":      to("PublicAccessBlockConfiguration.IgnorePublicAcls"),
			"restrict_public_buckets": to("PublicAccessBlockConfiguration.RestrictPublicBuckets"),
			"skip_destroy":            {Unsent: true},
		}),
	}},

	"aws_s3_bucket_replication_configuration": {{
		Operation: operation.PutBucketReplication,
		Fields: plus(fields{
			"role": to("ReplicationConfiguration.Role"), "token": to("Token"),
			"rule": {To: "ReplicationConfiguration.Rules", List: fields{
				"id": to("ID"), "status": to("Status"),
				// Which of these are sent depends on each other.
				"prefix": {To: "Prefix", Default: true, Unless: []string{"filter"}}, "priority": {To: "Priority", Opaque: true, Default: true},
				"filter": {To: "Filter", Default: true, Block: fields{
					// Of several, the provider sends one.
					"prefix": {To: "Prefix", Unless: []string{"and", "tag"}}, "tag": {To: "Tag", Block: tag, Unless: []string{"and", "prefix"}},
					"and": {To: "And", Unless: []string{"prefix", "tag"}, Block: fields{"prefix": to("Prefix"), "tags": {To: "Tags", Tags: true}}},
				}},
				"delete_marker_replication":   {To: "DeleteMarkerReplication", Block: status},
				"existing_object_replication": {To: "ExistingObjectReplication", Block: status},
				"source_selection_criteria": {To: "SourceSelectionCriteria", Block: fields{
					"replica_modifications":     {To: "ReplicaModifications", Block: status},
					"sse_kms_encrypted_objects": {To: "SseKmsEncryptedObjects", Block: status},
				}},
				"destination": {To: "Destination", Block: fields{
					"account": to("Account"), "bucket": to("Bucket"), "storage_class": to("StorageClass"),
					"access_control_translation": {To: "AccessControlTranslation", Block: fields{"owner": to("Owner")}},
					"encryption_configuration":   {To: "EncryptionConfiguration", Block: fields{"replica_kms_key_id": to("ReplicaKmsKeyID")}},
					"metrics": {To: "Metrics", Block: fields{
						"status": to("Status"), "event_threshold": {To: "EventThreshold", Block: fields{"minutes": to("Minutes")}},
					}},
					"replication_time": {To: "ReplicationTime", Block: fields{
						"status": to("Status"), "time": {To: "Time", Block: fields{"minutes": to("Minutes")}},
					}},
				}},
			}},
		}),
	}},

	"aws_s3_bucket_request_payment_configuration": {{
		Operation: operation.PutBucketRequestPayment,
		Fields:    plus(fields{"payer": to("RequestPaymentConfiguration.Payer")}),
	}},

	"aws_s3_bucket_server_side_encryption_configuration": {{
		Operation: operation.PutBucketEncryption,
		Fields: plus(fields{"rule": {To: "ServerSideEncryptionConfiguration.Rules", List: fields{
			"bucket_key_enabled": to("BucketKeyEnabled"),
			"apply_server_side_encryption_by_default": {To: "ApplyServerSideEncryptionByDefault", Block: fields{
				"kms_master_key_id": to("KMSMasterKeyID"), "sse_algorithm": to("SSEAlgorithm"),
			}},
		}}}),
	}},

	"aws_s3_bucket_versioning": {{
		Operation: operation.PutBucketVersioning,
		Fields: plus(fields{
			// Disabled, for a bucket that never had versions, is nothing that is sent.
			"versioning_configuration": {To: "VersioningConfiguration", Block: fields{
				"status": {To: "Status", Values: map[string]string{"Enabled": "Enabled", "Suspended": "Suspended"}},
			}},
		}),
	}},

	"aws_s3_bucket_website_configuration": {{
		Operation: operation.PutBucketWebsite,
		Fields: plus(fields{
			"error_document":           {To: "WebsiteConfiguration.ErrorDocument", Block: fields{"key": to("Key")}},
			"index_document":           {To: "WebsiteConfiguration.IndexDocument", Block: fields{"suffix": to("Suffix")}},
			"redirect_all_requests_to": {To: "WebsiteConfiguration.RedirectAllRequestsTo", Block: fields{"host_name": to("HostName"), "protocol": to("Protocol")}},
			"routing_rules":            {To: "WebsiteConfiguration.RoutingRules", Opaque: true},
			"routing_rule": {To: "WebsiteConfiguration.RoutingRules", List: fields{
				"condition": {To: "Condition", Block: fields{
					"http_error_code_returned_equals": to("HttpErrorCodeReturnedEquals"), "key_prefix_equals": to("KeyPrefixEquals"),
				}},
				"redirect": {To: "Redirect", Block: fields{
					"host_name": to("HostName"), "http_redirect_code": to("HttpRedirectCode"), "protocol": to("Protocol"),
					"replace_key_prefix_with": to("ReplaceKeyPrefixWith"), "replace_key_with": to("ReplaceKeyWith"),
				}},
			}},
			"website_domain": {Unsent: true}, "website_endpoint": {Unsent: true},
		}),
	}},

	"aws_s3_object": {{
		// Large objects are uploaded in parts.
		Operation: operation.PutObject, Or: operation.CreateMultipartUpload,
		Fields: fields{
			"bucket": to("Bucket"), "acl": to("ACL"), "content_disposition": to("ContentDisposition"), "content_encoding": to("ContentEncoding"),
			"content_language": to("ContentLanguage"), "content_type": to("ContentType"), "cache_control": to("CacheControl"),
			"storage_class": to("StorageClass"), "website_redirect": to("WebsiteRedirectLocation"), "metadata": to("Metadata"),
			"object_lock_legal_hold_status": to("ObjectLockLegalHoldStatus"), "object_lock_mode": to("ObjectLockMode"),
			"object_lock_retain_until_date": to("ObjectLockRetainUntilDate"), "kms_key_id": to("SSEKMSKeyId"),
			// The provider cleans keys, and sets the encryption that goes with a key.
			"key":                    {To: "Key", Opaque: true},
			"server_side_encryption": {To: "ServerSideEncryption", Opaque: true, Default: true},
			"content":                {Unsent: true}, "content_base64": {Unsent: true}, "source": {Unsent: true}, "source_hash": {Unsent: true},
			"etag": {Unsent: true}, "force_destroy": {Unsent: true}, "id": {Unsent: true}, "region": {Unsent: true}, "arn": {Unsent: true}, "version_id": {Unsent: true},
			"tags": {Unsent: true}, "tags_all": {Unsent: true},
		},
		Unknown: []string{"Tagging", "Body", "ContentLength", "ContentMD5", "ChecksumAlgorithm"},
	}},
}

// event are the arguments of a notification to the destination that an argument names.
func event(argument, member string) fields {
	return fields{
		"events": to("Events"), "id": to("Id"), argument: to(member),
		"filter_prefix": {To: "Filter", Opaque: true}, "filter_suffix": {To: "Filter", Opaque: true},
	}
}
