package terraform

import (
	"sync"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/s3safe/cmd/s3safe/internal/mapping"
)

type (
	fields = mapping.Fields
	field  = mapping.Field
)

// to is an argument that is sent as a member as it stands.
func to(member string) field { return field{To: member} }

// unread is an argument that is sent in a request of its own, or as members that are
// unknown, and that isn't read.
var unread = field{Unread: true}

// inline is a request that an argument of aws_s3_bucket makes.
func inline(argument string, op operation.ID, f field) mapping.Call {
	return mapping.Call{Operation: op, When: argument, Fields: fields{"bucket": {To: "Bucket", Default: true}, argument: f}}
}

// plus adds to what all resources for a bucket have.
func plus(more fields) fields {
	all := fields{
		"bucket": to("Bucket"), "expected_bucket_owner": to("ExpectedBucketOwner"),
		"id": {Unsent: true}, "region": {Unsent: true}, "timeouts": {Unsent: true},
	}
	for name, f := range more {
		all[name] = f
	}
	return all
}

var (
	status   = fields{"status": to("Status")}
	prefix   = fields{"prefix": to("Prefix")}
	tag      = fields{"key": to("Key"), "value": to("Value")}
	corsRule = fields{
		"allowed_headers": to("AllowedHeaders"), "allowed_methods": to("AllowedMethods"), "allowed_origins": to("AllowedOrigins"),
		"expose_headers": to("ExposeHeaders"), "id": to("ID"), "max_age_seconds": {To: "MaxAgeSeconds", Default: true},
	}
	defaultRetention = fields{"default_retention": {To: "DefaultRetention", Block: fields{"days": to("Days"), "mode": to("Mode"), "years": to("Years")}}}
	encryptionRule   = fields{
		"blocked_encryption_types": to("BlockedEncryptionTypes.EncryptionType"), "bucket_key_enabled": to("BucketKeyEnabled"),
		"apply_server_side_encryption_by_default": {To: "ApplyServerSideEncryptionByDefault", Block: fields{
			"kms_master_key_id": to("KMSMasterKeyID"), "sse_algorithm": to("SSEAlgorithm"),
		}},
	}
	// metadataTable are the encryptions of the tables of a metadata configuration.
	metadataTable = field{To: "EncryptionConfiguration", Block: fields{"kms_key_arn": to("KmsKeyArn"), "sse_algorithm": to("SseAlgorithm")}}
	grantee       = fields{"email_address": to("EmailAddress"), "id": to("ID"), "type": to("Type"), "uri": to("URI"), "display_name": to("DisplayName")}
)

// resources are the requests that each resource makes, with the names of arguments
// that the provider's documentation has: a page for each resource below
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/
//
// Tags are sent as tags_all has them, with the provider's default ones.
//
// Some arguments of aws_s3_bucket are requests of their own, as the resources are that
// took their place. The provider sends them only if they are in the configuration;
// others are unknown in a plan.
var resources = sync.OnceValue(func() map[string]mapping.Resource {
	return map[string]mapping.Resource{
		"aws_s3_bucket": {
			{
				Operation: operation.CreateBucket, Creates: true,
				Fields: fields{
					"bucket": {To: "Bucket", Default: true}, "bucket_namespace": {To: "BucketNamespace", Default: true},
					"object_lock_enabled": {To: "ObjectLockEnabledForBucket", Default: true}, "acl": {To: "ACL", Default: true},
					"bucket_prefix": {Unsent: true}, "force_destroy": {Unsent: true}, "id": {Unsent: true}, "region": {Unsent: true}, "timeouts": {Unsent: true},
					"arn": {Unsent: true}, "bucket_domain_name": {Unsent: true}, "bucket_region": {Unsent: true}, "bucket_regional_domain_name": {Unsent: true},
					"hosted_zone_id": {Unsent: true}, "website_domain": {Unsent: true}, "website_endpoint": {Unsent: true},
				},
				Unknown: []string{"CreateBucketConfiguration", "ObjectOwnership"},
			},
			{
				// Tags go with CreateBucket, or follow it where that isn't allowed.
				Operation: operation.PutBucketTagging, Or: operation.CreateBucket, When: "tags_all",
				Fields:  fields{"bucket": {To: "Bucket", Default: true}, "tags_all": {To: "Tagging.TagSet", Also: "CreateBucketConfiguration.Tags", Tags: true}, "tags": {Unsent: true}},
				Unknown: []string{"CreateBucketConfiguration.LocationConstraint"},
			},
			inline("acceleration_status", operation.PutBucketAccelerateConfiguration, to("AccelerateConfiguration.Status")),
			{Operation: operation.PutBucketAcl, When: "acl", Updates: true, Fields: fields{"bucket": {To: "Bucket", Default: true}, "acl": to("ACL")}},
			{
				// The owner is the one that the bucket has.
				Operation: operation.PutBucketAcl, When: "grant", Unknown: []string{"AccessControlPolicy.Owner"},
				Fields: fields{"bucket": {To: "Bucket", Default: true}, "grant": {To: "AccessControlPolicy.Grants", Per: "permissions", List: fields{
					"id": {To: "Grantee.ID", Omitted: true}, "type": {To: "Grantee.Type", Omitted: true}, "uri": {To: "Grantee.URI", Omitted: true},
					"permissions": to("Permission"),
				}}},
			},
			inline("cors_rule", operation.PutBucketCors, field{To: "CORSConfiguration.CORSRules", List: corsRule}),
			inline("lifecycle_rule", operation.PutBucketLifecycleConfiguration, field{
				To: "LifecycleConfiguration.Rules", Unknown: []string{"Filter"},
				List: fields{
					"id": {To: "ID", Default: true}, "enabled": {To: "Status", Opaque: true}, "prefix": {Unsent: true}, "tags": {Unsent: true},
					"abort_incomplete_multipart_upload_days": to("AbortIncompleteMultipartUpload.DaysAfterInitiation"),
					// In a rule without an action, the provider sends one that does nothing.
					"expiration": {To: "Expiration", Default: true, Block: fields{
						"date": {To: "Date", Opaque: true}, "days": {To: "Days", Unless: []string{"date"}},
						"expired_object_delete_marker": {To: "ExpiredObjectDeleteMarker", Unless: []string{"date", "days"}},
					}},
					"noncurrent_version_expiration": {To: "NoncurrentVersionExpiration", Block: fields{"days": to("NoncurrentDays")}},
					"noncurrent_version_transition": {To: "NoncurrentVersionTransitions", List: fields{"days": to("NoncurrentDays"), "storage_class": to("StorageClass")}},
					"transition": {To: "Transitions", List: fields{
						"date": {To: "Date", Opaque: true}, "days": {To: "Days", Default: true}, "storage_class": to("StorageClass"),
					}},
				},
			}),
			inline("logging", operation.PutBucketLogging, field{To: "BucketLoggingStatus.LoggingEnabled", Block: fields{
				"target_bucket": to("TargetBucket"), "target_prefix": to("TargetPrefix"),
			}}),
			inline("object_lock_configuration", operation.PutObjectLockConfiguration, field{To: "ObjectLockConfiguration", Block: fields{
				"object_lock_enabled": {To: "ObjectLockEnabled", Default: true}, "rule": {To: "Rule", Block: defaultRetention},
			}}),
			inline("policy", operation.PutBucketPolicy, field{To: "Policy", Policy: true}),
			inline("replication_configuration", operation.PutBucketReplication, field{To: "ReplicationConfiguration", Block: fields{
				"role": to("Role"),
				"rules": {To: "Rules", List: fields{
					"id": {To: "ID", Omitted: true}, "status": to("Status"),
					// Which of these are sent depends on the filter.
					"prefix": {To: "Prefix", Default: true, Unless: []string{"filter"}}, "priority": {To: "Priority", Opaque: true, Default: true},
					"delete_marker_replication_status": {To: "DeleteMarkerReplication", Opaque: true, Default: true},
					"filter": {To: "Filter", Unknown: []string{"And.Prefix"}, Block: fields{
						"prefix": {To: "Prefix", Unless: []string{"tags"}}, "tags": {To: "And.Tags", Tags: true},
					}},
					"source_selection_criteria": {To: "SourceSelectionCriteria", Block: fields{"sse_kms_encrypted_objects": {To: "SseKmsEncryptedObjects", Block: fields{
						"enabled": {To: "Status", Values: map[string]string{"true": "Enabled", "false": "Disabled"}},
					}}}},
					"destination": {To: "Destination", Block: fields{
						"account_id": {To: "Account", Omitted: true}, "bucket": to("Bucket"), "storage_class": {To: "StorageClass", Omitted: true},
						"access_control_translation": {To: "AccessControlTranslation", Block: fields{"owner": to("Owner")}},
						"replica_kms_key_id":         {To: "EncryptionConfiguration.ReplicaKmsKeyID", Omitted: true},
						"metrics":                    {To: "Metrics", Block: fields{"minutes": to("EventThreshold.Minutes"), "status": to("Status")}},
						"replication_time":           {To: "ReplicationTime", Block: fields{"minutes": to("Time.Minutes"), "status": to("Status")}},
					}},
				}},
			}}),
			inline("request_payer", operation.PutBucketRequestPayment, to("RequestPaymentConfiguration.Payer")),
			inline("server_side_encryption_configuration", operation.PutBucketEncryption, field{To: "ServerSideEncryptionConfiguration", Block: fields{
				"rule": {To: "Rules", List: encryptionRule},
			}}),
			inline("versioning", operation.PutBucketVersioning, field{To: "VersioningConfiguration", Block: fields{
				"enabled": {To: "Status", Values: map[string]string{"true": "Enabled"}}, "mfa_delete": {To: "MFADelete", Values: map[string]string{"true": "Enabled"}},
			}}),
			inline("website", operation.PutBucketWebsite, field{To: "WebsiteConfiguration", Block: fields{
				"error_document": to("ErrorDocument.Key"), "index_document": to("IndexDocument.Suffix"),
				"redirect_all_requests_to": {To: "RedirectAllRequestsTo", Opaque: true}, "routing_rules": {To: "RoutingRules", Opaque: true},
			}}),
		},

		"aws_s3_bucket_abac": {{
			Operation: operation.PutBucketAbac,
			Fields:    plus(fields{"abac_status": {To: "AbacStatus", Block: status}}),
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
			Fields:    plus(fields{"cors_rule": {To: "CORSConfiguration.CORSRules", List: corsRule}}),
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
			Fields: plus(fields{"transition_default_minimum_object_size": {To: "TransitionDefaultMinimumObjectSize", Default: true}, "rule": {To: "LifecycleConfiguration.Rules", List: fields{
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

		"aws_s3_bucket_metadata_configuration": {{
			Operation: operation.CreateBucketMetadataConfiguration, Creates: true,
			Fields: plus(fields{"metadata_configuration": {To: "MetadataConfiguration", Block: fields{
				"destination": {Unsent: true},
				"inventory_table_configuration": {To: "InventoryTableConfiguration", Block: fields{
					"configuration_state": to("ConfigurationState"), "encryption_configuration": metadataTable,
					"table_arn": {Unsent: true}, "table_name": {Unsent: true},
				}},
				"journal_table_configuration": {To: "JournalTableConfiguration", Block: fields{
					"record_expiration":        {To: "RecordExpiration", Block: fields{"days": to("Days"), "expiration": to("Expiration")}},
					"encryption_configuration": metadataTable, "table_arn": {Unsent: true}, "table_name": {Unsent: true},
				}},
			}}}),
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
				"rule":                {To: "ObjectLockConfiguration.Rule", Block: defaultRetention},
			}),
		}},

		"aws_s3_bucket_ownership_controls": {{
			Operation: operation.PutBucketOwnershipControls,
			Fields:    plus(fields{"rule": {To: "OwnershipControls.Rules", List: fields{"object_ownership": to("ObjectOwnership")}}}),
		}},

		"aws_s3_bucket_policy": {{
			Operation: operation.PutBucketPolicy,
			Fields:    plus(fields{"policy": {To: "Policy", Policy: true}}),
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
			Fields:    plus(fields{"rule": {To: "ServerSideEncryptionConfiguration.Rules", List: encryptionRule}}),
		}},

		"aws_s3_bucket_versioning": {{
			Operation: operation.PutBucketVersioning,
			Fields: plus(fields{
				// Disabled, for a bucket that never had versions, is nothing that is sent.
				"mfa": to("MFA"),
				"versioning_configuration": {To: "VersioningConfiguration", Block: fields{
					"mfa_delete": to("MFADelete"),
					"status":     {To: "Status", Values: map[string]string{"Enabled": "Enabled", "Suspended": "Suspended"}},
				}},
			}),
		}},

		"aws_s3_bucket_website_configuration": {{
			Operation: operation.PutBucketWebsite,
			Fields: plus(fields{
				"error_document":           {To: "WebsiteConfiguration.ErrorDocument", Block: fields{"key": to("Key")}},
				"index_document":           {To: "WebsiteConfiguration.IndexDocument", Block: fields{"suffix": to("Suffix")}},
				"redirect_all_requests_to": {To: "WebsiteConfiguration.RedirectAllRequestsTo", Block: fields{"host_name": to("HostName"), "protocol": to("Protocol")}},
				"routing_rules":            {To: "WebsiteConfiguration.RoutingRules", Opaque: true, Follows: "routing_rule"},
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

		"aws_s3_bucket_object": object,

		"aws_s3_directory_bucket": {{
			Operation: operation.CreateBucket, Creates: true,
			Fields: fields{
				"bucket": to("Bucket"), "data_redundancy": {To: "CreateBucketConfiguration.Bucket.DataRedundancy", Default: true},
				"type":     {To: "CreateBucketConfiguration.Bucket.Type", Default: true},
				"location": {To: "CreateBucketConfiguration.Location", Block: fields{"name": to("Name"), "type": {To: "Type", Default: true}}},
				"tags_all": {To: "CreateBucketConfiguration.Tags", Tags: true}, "tags": {Unsent: true},
				"arn": {Unsent: true}, "force_destroy": {Unsent: true}, "id": {Unsent: true}, "region": {Unsent: true},
			},
		}},

		"aws_s3_object": object,

		"aws_s3_object_copy": {{
			Operation: operation.CopyObject,
			Fields: fields{
				"bucket": to("Bucket"), "cache_control": to("CacheControl"), "checksum_algorithm": to("ChecksumAlgorithm"),
				"content_disposition": to("ContentDisposition"), "content_encoding": to("ContentEncoding"), "content_language": to("ContentLanguage"),
				"content_type": to("ContentType"), "copy_if_match": to("CopySourceIfMatch"), "copy_if_modified_since": to("CopySourceIfModifiedSince"),
				"copy_if_none_match": to("CopySourceIfNoneMatch"), "copy_if_unmodified_since": to("CopySourceIfUnmodifiedSince"),
				"bucket_key_enabled": to("BucketKeyEnabled"), "customer_algorithm": to("SSECustomerAlgorithm"),
				"expected_bucket_owner": to("ExpectedBucketOwner"), "expected_source_bucket_owner": to("ExpectedSourceBucketOwner"), "expires": to("Expires"),
				"kms_encryption_context": to("SSEKMSEncryptionContext"), "kms_key_id": to("SSEKMSKeyId"),
				"metadata": to("Metadata"), "metadata_directive": to("MetadataDirective"), "tagging_directive": to("TaggingDirective"),
				"object_lock_legal_hold_status": to("ObjectLockLegalHoldStatus"), "object_lock_mode": to("ObjectLockMode"),
				"object_lock_retain_until_date": to("ObjectLockRetainUntilDate"), "request_payer": to("RequestPayer"),
				"source_customer_algorithm": to("CopySourceSSECustomerAlgorithm"), "storage_class": to("StorageClass"), "website_redirect": to("WebsiteRedirectLocation"),
				"tags_all": {To: "Tagging", Tags: true, Encoded: true}, "tags": {Unsent: true},
				// With grants, the provider sends no ACL.
				"acl": {To: "ACL", Unless: []string{"grant"}},
				// The provider cleans keys, encodes the source, and sets the encryption that
				// goes with a key; the SDK encodes customer keys and makes their MD5s.
				"key": {To: "Key", Opaque: true}, "source": {To: "CopySource", Opaque: true}, "server_side_encryption": {To: "ServerSideEncryption", Opaque: true, Default: true},
				"customer_key": {To: "SSECustomerKey", Opaque: true, Default: true}, "customer_key_md5": {To: "SSECustomerKeyMD5", Opaque: true, Default: true},
				"source_customer_key":     {To: "CopySourceSSECustomerKey", Opaque: true, Default: true},
				"source_customer_key_md5": {To: "CopySourceSSECustomerKeyMD5", Opaque: true, Default: true},
				"checksum_crc32":          {Unsent: true}, "checksum_crc32c": {Unsent: true}, "checksum_crc64nvme": {Unsent: true}, "checksum_sha1": {Unsent: true}, "checksum_sha256": {Unsent: true},
				"arn": {Unsent: true}, "etag": {Unsent: true}, "expiration": {Unsent: true}, "force_destroy": {Unsent: true}, "id": {Unsent: true}, "last_modified": {Unsent: true},
				"override_provider": {Unsent: true}, "region": {Unsent: true}, "request_charged": {Unsent: true}, "source_version_id": {Unsent: true}, "version_id": {Unsent: true},
				"grant": unread,
			},
			Unknown: []string{"GrantFullControl", "GrantRead", "GrantReadACP", "GrantWriteACP"},
		}},
	}
})

// object is the request of an object. Large ones are uploaded in parts. Tags that have
// changed are sent with the object, or alone.
var object = mapping.Resource{
	{
		Operation: operation.PutObject, Or: operation.CreateMultipartUpload,
		Fields: fields{
			"bucket": to("Bucket"), "acl": to("ACL"), "content_disposition": to("ContentDisposition"), "content_encoding": to("ContentEncoding"),
			"content_language": to("ContentLanguage"), "content_type": to("ContentType"), "cache_control": to("CacheControl"),
			"storage_class": to("StorageClass"), "website_redirect": to("WebsiteRedirectLocation"), "metadata": to("Metadata"),
			"object_lock_legal_hold_status": to("ObjectLockLegalHoldStatus"), "object_lock_mode": to("ObjectLockMode"),
			"object_lock_retain_until_date": to("ObjectLockRetainUntilDate"), "kms_key_id": to("SSEKMSKeyId"), "bucket_key_enabled": to("BucketKeyEnabled"),
			// The provider cleans keys, and sets the encryption that goes with a key.
			"key":                    {To: "Key", Opaque: true},
			"server_side_encryption": {To: "ServerSideEncryption", Opaque: true, Default: true},
			"content":                {Unsent: true}, "content_base64": {Unsent: true}, "source": {Unsent: true}, "source_hash": {Unsent: true},
			"checksum_crc32": {Unsent: true}, "checksum_crc32c": {Unsent: true}, "checksum_crc64nvme": {Unsent: true}, "checksum_sha1": {Unsent: true}, "checksum_sha256": {Unsent: true},
			"etag": {Unsent: true}, "force_destroy": {Unsent: true}, "id": {Unsent: true}, "region": {Unsent: true}, "arn": {Unsent: true}, "version_id": {Unsent: true},
			"tags_all": {To: "Tagging", Tags: true, Encoded: true}, "tags": {Unsent: true},
			"override_provider": {Unsent: true}, "checksum_algorithm": {To: "ChecksumAlgorithm", Opaque: true, Default: true},
		},
		Unknown: []string{"Body", "ContentLength", "ContentMD5"},
	},
}

// apis are the APIs that resources are of whose names begin so.
var apis = map[string]string{
	"aws_s3_access_point": "S3 Control", "aws_s3_account_public_access_block": "S3 Control", "aws_s3control_": "S3 Control",
	"aws_s3files_": "S3 Files", "aws_s3outposts_": "S3 on Outposts", "aws_s3tables_": "S3 Tables", "aws_s3vectors_": "S3 Vectors",
}

// event are the arguments of a notification to the destination that an argument names.
func event(argument, member string) fields {
	return fields{
		"events": to("Events"), "id": to("Id"), argument: to(member),
		"filter_prefix": {To: "Filter", Opaque: true}, "filter_suffix": {To: "Filter", Opaque: true},
	}
}
