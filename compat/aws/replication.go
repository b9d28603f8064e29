package aws

import (
	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docReplicationRule      = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRule.html"
	docReplicationFilter    = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicationRuleFilter.html"
	docReplicationConfig    = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-add-config.html"
	docReplicationKMS       = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html"
	docReplicationOwner     = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-change-owner.html"
	docDestination          = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_Destination.html"
	stackdReplication       = stackdCaptures + "/replication_control_replay.json"
	docPutBucketReplication = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketReplication.html"
)

// replicationRules are the rules about a bucket's replication configuration.
func replicationRules() []compat.Rule {
	var rules []compat.Rule
	// S3 looks at the rules only after the role and the source's versioning.
	const rankRules = rankState + 1
	add := func(p *compat.Predicate, code, message string, r compat.Rule) {
		r.Topic = "replication"
		r = answered(r, rankRules, code, message)
		rules = append(rules, configuration(putReplication, member.ReplicationConfiguration, p, r))
	}
	add(replicationEmpty(), "MalformedXML", "", compat.Rule{
		ID: "replication-no-rules", Title: "A replication configuration has at least one rule",
		Problem: "The replication has no rules",
		Remedy:  "Use DeleteBucketReplication",
		Why:     "An empty configuration is not a way to remove one.",
		Fix:     "Use DeleteBucketReplication to remove the configuration.",
		Sources: []string{docPutBucketReplication, localStack("provider.py#L4328"), stackdReplication},
	})
	add(replicationBadStatus(), "MalformedXML", "", compat.Rule{
		ID: "replication-status", Title: "A replication rule and its options are Enabled or Disabled",
		Problem: "A status is {value|none that S3 knows}: {at}",
		Remedy:  "Use Enabled or Disabled",
		Why:     "Status has these two values wherever it stands.",
		Fix:     "Set Status to Enabled or Disabled, written like this.",
		Sources: []string{docReplicationRule, docReplicationConfig, stackdReplication},
	})
	add(replicationScopeMissing(), "MalformedXML", "", compat.Rule{
		ID: "replication-rule-scope", Title: "A replication rule says with Filter, or the older Prefix, which objects it is for",
		Problem: "A rule has neither Filter nor Prefix: {at}",
		Remedy:  "Give it a Filter",
		Why:     "A rule without either doesn't fit the schema.",
		Fix:     "Give the rule a Filter with an empty Prefix for all objects.",
		Sources: []string{docReplicationConfig, "https://github.com/hashicorp/terraform-provider-aws/issues/21961", stackdReplication},
	})
	add(replicationPriorityUnscoped(), "MalformedXML", "", compat.Rule{
		ID: "replication-priority-without-filter", Title: "A replication rule with a Priority says with Filter which objects it is for",
		Problem: "A rule has Priority and no Filter: {at}",
		Remedy:  "Give it a Filter",
		Why:     "Priority belongs to the form of rules that has Filter.",
		Fix:     "Give the rule a Filter with an empty Prefix for all objects.",
		Sources: []string{docReplicationConfig, "https://github.com/hashicorp/terraform-provider-aws/issues/21961", stackdReplication},
		Doubt:   "S3 rejects rules with neither Filter nor Prefix, but the user guide shows one with a Priority as an example.",
	})
	add(replicationPrefixAndFilter(), "MalformedXML", "", compat.Rule{
		ID: "replication-prefix-and-filter", Title: "A replication rule has a Filter or a Prefix, not both",
		Problem: "A rule has both Filter and Prefix: {at}",
		Remedy:  "Move the prefix into the Filter",
		Why:     "Prefix is how rules chose objects before there were filters; the schema admits one of the two.",
		Fix:     "Move the prefix into the Filter.",
		Sources: []string{docReplicationConfig, stackdReplication},
	})
	add(replicationFilterAmbiguous(), "MalformedXML", "", compat.Rule{
		ID: "replication-filter-one-predicate", Title: "A replication filter has at most one predicate of its own",
		Problem: "A filter has several predicates outside And: {at}",
		Remedy:  "Put all into And",
		Why:     "Filter holds one of Prefix, Tag and And.",
		Fix:     "Put all predicates into And.",
		Sources: []string{docReplicationFilter, stackdReplication},
	})
	add(replicationAndTooSmall(), "MalformedXML", "", compat.Rule{
		ID: "replication-and-two-predicates", Title: "And in a replication filter joins at least two predicates",
		Problem: "An And has fewer than two predicates: {at}",
		Remedy:  "Put it into Filter",
		Why:     "And exists to join predicates; a prefix or a tag alone stands in the filter itself.",
		Fix:     "Put the only predicate directly into Filter.",
		Sources: []string{docReplicationFilter, stackdReplication},
	})
	add(replicatesExisting(), "MalformedXML", "", compat.Rule{
		ID: "replication-existing-objects", Title: "A replication rule doesn't replicate existing objects",
		Problem: "ExistingObjectReplication is {value ReplicationConfiguration.Rules[0].ExistingObjectReplication.Status|not Disabled}: {at}",
		Remedy:  "Leave it out",
		Why:     "ExistingObjectReplication is no longer supported: S3 answers as to a document that doesn't fit the schema.",
		Fix:     "Leave it out, and replicate existing objects with S3 Batch Replication.",
		Sources: []string{docReplicationRule, stackdReplication},
	})
	add(replicationOwnerUnknown(), "MalformedXML", "", compat.Rule{
		ID: "replication-owner-value", Title: "The owner of replicas can only be changed to Destination",
		Problem: "The owner of replicas is {value|not Destination}: {at}",
		Remedy:  "Set it to Destination",
		Why:     "The owner is either that of the source object or that of the destination bucket.",
		Fix:     "Set Owner to Destination, and the account in Account.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_AccessControlTranslation.html", docReplicationConfig},
	})
	add(replicationClass(), "MalformedXML", "", compat.Rule{
		ID: "replication-storage-class", Title: "Replicas are stored in a storage class of buckets",
		Problem: "Replicas get a class that they can't have, {value|none of S3's}: {at}",
		Remedy:  "Leave it out",
		Why:     "FSX_OPENZFS is for data that S3 only gives access to, and classes are written in capitals.",
		Fix:     "Choose a class such as STANDARD_IA, or leave StorageClass out to keep that of the source.",
		Sources: []string{docDestination},
	})

	add(replicationRoleInvalid(), "InvalidArgument", "Invalid Role specified in replication configuration", compat.Rule{
		ID: "replication-role-arn", Title: "The role for replication is given by its ARN", Rank: rankValue,
		Problem: "{at} isn't the ARN of a role",
		Remedy:  "Give its ARN",
		Why:     "S3 assumes the role, and needs its account and name.",
		Fix:     "Use arn:aws:iam::account:role/name.",
		Sources: []string{docReplicationConfig, stackdReplication}, AmazonOnly: true,
	})
	add(replicationTooLong(), "InvalidRequest", "The number of replication rules must not exceed the allowed limit of 1000 rules.", compat.Rule{
		ID: "replication-too-many-rules", Title: "A replication configuration has at most 1,000 rules",
		Problem: "The replication has {count ReplicationConfiguration.Rules} rules; S3 allows 1,000",
		Remedy:  "Join rules",
		Why:     "S3 goes through them for each new object.",
		Fix:     "Join rules, for example by choosing prefixes or tags that several kinds of objects share.",
		Sources: []string{docPutBucketReplication},
	})
	add(replicationIDTooLong(), "InvalidArgument", "Rule Id cannot be greater than 255", compat.Rule{
		ID: "replication-id-length", Title: "The ID of a replication rule has at most 255 characters",
		Problem: "A rule's ID has {length} bytes; S3 allows 255 characters: {at}",
		Remedy:  "Shorten it",
		Why:     "The limit is part of the API.",
		Fix:     "Shorten the ID, or leave it out: S3 makes one.",
		Sources: []string{docReplicationRule},
	})
	add(replicationIDForeign(), "InvalidArgument", "", compat.Rule{
		ID: "replication-id-ascii", Title: "The ID of a replication rule is written in ASCII",
		Problem: "A rule's ID isn't ASCII: {at}",
		Remedy:  "Write it without accents",
		Why:     "S3 admits no other characters there.",
		Fix:     "Write the ID without accents and other scripts, or leave it out.",
		Sources: []string{docReplicationErrors},
	})
	add(replicationIDTwice(), "InvalidArgument", "Rule Id must be unique", compat.Rule{
		ID: "replication-id-unique", Title: "The IDs of replication rules differ",
		Problem: "A rule's ID occurs twice: {at}",
		Remedy:  "Rename it",
		Why:     "The ID identifies the rule, for example in metrics and events.",
		Fix:     "Rename one of the rules, or leave the IDs out: S3 makes them.",
		Sources: []string{docReplicationRule},
	})
	add(replicationPrefixTooLong(), "InvalidArgument", "", compat.Rule{
		ID: "replication-prefix-length", Title: "A prefix in a replication rule has at most 1,024 characters",
		Problem: "A prefix has {length} bytes; S3 allows 1,024 characters: {at}",
		Why:     "No key is longer than that.",
		Fix:     "Shorten the prefix.",
		Sources: []string{docReplicationRule},
		Doubt:   "The API reference gives the limit, but no answer to longer prefixes is known.",
	})
	add(replicationTagTwice(), "InvalidRequest", "Duplicate Tag Keys are not allowed.", compat.Rule{
		ID: "replication-duplicate-tag-keys", Title: "The tags in a replication filter have different keys",
		Problem: "A filter has two tags of the same key: {at}",
		Remedy:  "Remove one",
		Why:     "An object has each key at most once, so no object has both tags.",
		Fix:     "Remove one of the tags; use two rules if either value should match.",
		Sources: []string{docReplicationFilter},
	})
	add(replicationWithoutPriority(), "InvalidRequest", "Priority must be specified for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.", compat.Rule{
		ID: "replication-priority-required", Title: "A replication rule with Filter has a Priority",
		Problem: "A rule has Filter without Priority: {at}",
		Remedy:  "Set Priority",
		Why:     "Several such rules can be for the same object; the priority says which one counts.",
		Fix:     "Set Priority; with one rule, any number will do.",
		Sources: []string{docPutBucketReplication, docReplicationConfig},
	})
	add(replicationWithoutMarkers(), "InvalidRequest", "DeleteMarkerReplication must be specified for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.", compat.Rule{
		ID: "replication-delete-markers-required", Title: "A replication rule with Filter says what becomes of delete markers",
		Problem: "A rule has Filter without DeleteMarkerReplication: {at}",
		Remedy:  "Set it",
		Why:     "The older form of rules replicated them always, so S3 asks for a decision.",
		Fix:     "Set DeleteMarkerReplication to Enabled or Disabled.",
		Sources: []string{docPutBucketReplication, docReplicationRule},
	})
	add(replicationLegacyPriority(), "InvalidRequest", "Priority cannot be used for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.", compat.Rule{
		ID: "replication-prefix-priority", Title: "A replication rule with Prefix has no Priority",
		Problem: "A rule has Prefix with Priority: {at}",
		Remedy:  "Use Filter",
		Why:     "In the older form of rules, prefixes didn't overlap, so there was nothing to decide.",
		Fix:     "Use Filter instead of Prefix, or leave Priority out.",
		Sources: []string{docReplicationConfig, stackdReplication},
	})
	add(replicationLegacyMarkers(), "InvalidRequest", "DeleteMarkerReplication cannot be used for this version of Cross Region Replication configuration schema. Please refer to S3 Developer Guide for more information.", compat.Rule{
		ID: "replication-prefix-delete-markers", Title: "A replication rule with Prefix can't say what becomes of delete markers",
		Problem: "A rule has Prefix with DeleteMarkerReplication: {at}",
		Remedy:  "Use Filter",
		Why:     "The older form of rules replicates them always.",
		Fix:     "Use Filter instead of Prefix, or leave DeleteMarkerReplication out.",
		Sources: []string{docReplicationConfig, "https://github.com/rust-lang/simpleinfra/pull/468"},
	})
	add(replicationLegacyModifications(), "InvalidRequest", "", compat.Rule{
		ID: "replication-prefix-modifications", Title: "A replication rule with Prefix can't replicate changes of replicas",
		Problem: "A rule has Prefix with ReplicaModifications: {at}",
		Remedy:  "Use Filter",
		Why:     "ReplicaModifications isn't part of the older form of rules.",
		Fix:     "Use Filter instead of Prefix.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_ReplicaModifications.html"},
	})
	add(replicationNegativePriority(), "InvalidRequest", "Priority must be between 0 and 2147483647.", compat.Rule{
		ID: "replication-priority-range", Title: "The priority of a replication rule isn't negative",
		Problem: "A priority is {value}: {at}",
		Remedy:  "Use 0 or more",
		Why:     "Higher numbers take precedence, counting from 0.",
		Fix:     "Use priorities from 0 upwards.",
		Sources: []string{docReplicationRule, stackdReplication},
	})
	add(replicationPriorityTwice(), "InvalidRequest", "Found duplicate priority ….", compat.Rule{
		ID: "replication-priority-unique", Title: "Replication rules for one destination have different priorities",
		Problem: "Priority {value} occurs twice for one destination: {at}",
		Remedy:  "Number the rules",
		Why:     "If both are for an object, the priority has to say which one counts.",
		Fix:     "Number the rules.",
		Sources: []string{docReplicationRule, "https://github.com/ceph/ceph/pull/61803"},
	})
	add(replicationMarkersByTag(), "InvalidRequest", "Delete marker replication is not supported if any Tag filter is specified. Please refer to S3 Developer Guide for more information.", compat.Rule{
		ID: "replication-delete-markers-with-tags", Title: "Delete markers aren't replicated by rules that filter by tag",
		Problem: "Delete markers are replicated by tag: {at}",
		Remedy:  "Set it to Disabled",
		Why:     "A delete marker has no tags, so no such rule would apply to it.",
		Fix:     "Set DeleteMarkerReplication to Disabled, or filter by prefix only.",
		Sources: []string{docReplicationRule, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/delete-marker-replication.html", stackdReplication},
	})
	add(replicationSelectsNothing(), "InvalidRequest", "SourceSelectionCriteria cannot be empty.", compat.Rule{
		ID: "replication-selection-empty", Title: "SourceSelectionCriteria selects something",
		Problem: "SourceSelectionCriteria is empty: {at}",
		Remedy:  "Leave it out",
		Why:     "Without a criterion the element has no meaning.",
		Fix:     "Set SseKmsEncryptedObjects or ReplicaModifications, or leave SourceSelectionCriteria out.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_SourceSelectionCriteria.html", stackdReplication},
	})
	add(replicationEncryptsUnselected(), "InvalidRequest", "SseKmsEncryptedObjects must be specified if EncryptionConfiguration is present.", compat.Rule{
		ID: "replication-key-without-selection", Title: "A key for replicas goes with SseKmsEncryptedObjects",
		Problem: "Replicas have a key without SseKmsEncryptedObjects: {at}",
		Remedy:  "Enable it",
		Why:     "The key is only for replicas of objects encrypted with KMS, which aren't replicated by default.",
		Fix:     "Set SourceSelectionCriteria.SseKmsEncryptedObjects to Enabled, or leave EncryptionConfiguration out.",
		Sources: []string{docReplicationKMS, "https://github.com/hashicorp/terraform-provider-aws/issues/26241"},
	})
	add(replicationSelectsWithoutKey(), "InvalidRequest", "ReplicaKmsKeyID must be specified if SseKmsEncryptedObjects tag is present.", compat.Rule{
		ID: "replication-selection-without-key", Title: "SseKmsEncryptedObjects needs a key for the replicas",
		Problem: "SseKmsEncryptedObjects is given without a key: {at}",
		Remedy:  "Set ReplicaKmsKeyID",
		Why:     "Keys belong to a Region, so S3 can't use that of the source. It asks for a key even if SseKmsEncryptedObjects is Disabled.",
		Fix:     "Set Destination.EncryptionConfiguration.ReplicaKmsKeyID to a key in the destination's Region, or leave SseKmsEncryptedObjects out.",
		Sources: []string{docReplicationKMS, docPutBucketReplication, stackdReplication},
	})
	add(replicationKeyNotARN(), "InvalidArgument", "Invalid ReplicaKmsKeyID ARN.", compat.Rule{
		ID: "replication-key-arn", Title: "The key for replicas is given by its ARN, or that of an alias",
		Problem: "The replicas' key isn't an ARN: {at}",
		Remedy:  "Use its ARN",
		Why:     "An id or alias alone would be looked up in the account and Region of the caller.",
		Fix:     "Use the ARN of the key in the destination's Region.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_EncryptionConfiguration.html"},
		Doubt:   "The API reference asks for an ARN, but the user guide's examples speak of a key ID.", AmazonOnly: true,
	})
	add(replicationDestinationInvalid(), "InvalidArgument", "Invalid bucket ARN", compat.Rule{
		ID: "replication-destination-arn", Title: "The destination of replicas is the ARN of a bucket",
		Problem: "The destination isn't the ARN of a bucket: {at}",
		Remedy:  "Use arn:aws:s3:::bucket",
		Why:     "A name alone, an access point or a prefix within a bucket is no destination.",
		Fix:     "Use arn:aws:s3:::bucket.",
		Sources: []string{docDestination}, AmazonOnly: true,
	})
	add(replicationOwnerWithoutAccount(), "InvalidRequest", "Account must be specified if the Owner in AccessControlTranslation has a value", compat.Rule{
		ID: "replication-owner-account", Title: "Changing the owner of replicas needs the account of the destination",
		Problem: "The replicas' owner changes without an account: {at}",
		Remedy:  "Set it",
		Why:     "S3 checks that the destination bucket belongs to this account.",
		Fix:     "Set Destination.Account to the id of the account that owns the destination bucket.",
		Sources: []string{docReplicationErrors, docReplicationOwner},
	})
	add(replicationAccountEmpty(), "InvalidArgument", "", compat.Rule{
		ID: "replication-account-empty", Title: "The account of a destination isn't empty",
		Problem: "The destination's account is empty: {at}",
		Remedy:  "Leave it nil",
		Why:     "It must be the id of the account that owns the destination bucket.",
		Fix:     "Set Account, or leave it nil.",
		Sources: []string{docReplicationErrors},
	})
	add(replicationTimeWithoutMetrics(), "InvalidRequest", "Replication destination must contain both ReplicationTime and Metrics or neither.", compat.Rule{
		ID: "replication-time-metrics", Title: "Replication time control needs metrics",
		Problem: "ReplicationTime is set without Metrics: {at}",
		Remedy:  "Set Metrics",
		Why:     "The metrics tell whether the time is kept.",
		Fix:     "Set Destination.Metrics, Enabled and with an event threshold of 15 minutes.",
		Sources: []string{docReplicationErrors, docDestination},
	})
	add(replicationTimeValue(), "InvalidArgument", "Invalid time minute value", compat.Rule{
		ID: "replication-time-minutes", Title: "Replication time control is about 15 minutes",
		Problem: "ReplicationTime isn't 15 minutes: {at}",
		Remedy:  "Set it to 15",
		Why:     "S3 offers no other time.",
		Fix:     "Set ReplicationTime.Time.Minutes to 15.",
		Sources: []string{docReplicationErrors, docReplicationConfig},
	})
	add(replicationThreshold(), "InvalidArgument", "", compat.Rule{
		ID: "replication-metrics-threshold", Title: "With replication time control, metrics have a threshold of 15 minutes",
		Problem: "The threshold isn't 15 minutes: {at}",
		Remedy:  "Set it to 15",
		Why:     "Events tell of objects that took longer than the promised time, which is 15 minutes.",
		Fix:     "Set Metrics.EventThreshold.Minutes to 15.",
		Sources: []string{docReplicationErrors, docReplicationConfig},
	})
	add(replicationThresholdAlone(), "InvalidArgument", "Metrics cannot contain an event threshold when ReplicationTime is not specified or Disabled", compat.Rule{
		ID: "replication-metrics-threshold-alone", Title: "Without replication time control, metrics have no threshold",
		Problem: "EventThreshold is set without ReplicationTime: {at}",
		Remedy:  "Leave it out",
		Why:     "There is no promised time that an object could miss.",
		Fix:     "Leave EventThreshold out, or enable ReplicationTime.",
		Doubt:   "Reports of S3's answer say so, no page of AWS.",
		Sources: []string{"https://github.com/crossplane-contrib/provider-aws/issues/1117", "https://github.com/pulumi/pulumi-aws/issues/5806"},
	})
	add(replicationTimeUnmeasured(), "InvalidRequest", "", compat.Rule{
		ID: "replication-time-metrics-disabled", Title: "Replication time control needs enabled metrics",
		Problem: "ReplicationTime is on, and Metrics off: {at}",
		Remedy:  "Set it to Enabled",
		Why:     "The metrics tell whether the time is kept.",
		Fix:     "Set Metrics.Status to Enabled.",
		Sources: []string{docReplicationErrors},
	})
	add(replicationTimeStatusMissing(), "InvalidArgument", "", compat.Rule{
		ID: "replication-time-status", Title: "Replication time control and metrics have a status",
		Problem: "A status isn't set: {at}",
		Remedy:  "Set it",
		Why:     "S3 assumes no default.",
		Fix:     "Set Status to Enabled or Disabled.",
		Sources: []string{docReplicationErrors},
	})

	unlocked := compat.Given(putReplication).InBucket(compat.ObjectLock, "none").InBucket(compat.Versioning, "Enabled")
	return append(rules,
		compat.Rule{
			ID: "replication-onto-itself", Topic: "replication", Title: "A bucket isn't replicated to itself", Rank: rankRules,
			Problem:    "The bucket is its own destination",
			Remedy:     "Choose another bucket",
			Operations: []compat.Operation{putReplication},
			When:       compat.Related(replicatesOntoItself()),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Destination bucket cannot be the same as the source bucket."},
			Why:        "The replicas would have the names of their sources.",
			Fix:        "Choose another bucket as the destination; versioning keeps former versions in this one.",
			Sources:    []string{docReplicationConfig},
			Violating:  []compat.Case{compat.Given(putReplication, member.Bucket, "amzn-s3-demo-destination", member.ReplicationConfiguration, replicationWith())},
			Allowed:    []compat.Case{compat.Given(putReplication, member.Bucket, "amzn-s3-demo-bucket", member.ReplicationConfiguration, replicationWith())},
		},
		compat.Rule{
			ID: "replication-versioning", Topic: "replication", Title: "Only buckets with versioning are replicated", Rank: rankState,
			Problem:    "The bucket's versioning is {bucket versioning}",
			Remedy:     "Enable it first",
			Operations: []compat.Operation{putReplication},
			When:       compat.Bucket(compat.Versioning, "Unversioned", "Suspended"),
			Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Versioning must be 'Enabled' on the bucket to apply a replication configuration"},
			Why:        "S3 replicates versions: it must tell those that it has replicated from those that it hasn't.",
			Fix:        "Enable versioning with PutBucketVersioning, for the source and the destination.",
			Sources:    []string{docPutBucketReplication, localStack("provider.py#L4323")},
			Violating:  []compat.Case{unlocked.InBucket(compat.Versioning, "Unversioned"), unlocked.InBucket(compat.Versioning, "Suspended")},
			Allowed:    []compat.Case{unlocked},
		},
		absentConfiguration(operation.GetBucketReplication, compat.Replication, compat.Rule{
			ID: "replication-absent", Topic: "replication", Title: "The bucket has no replication configuration to read",
			Problem: "The bucket has no replication configuration",
			Remedy:  "Take it as empty",
			Answer:  compat.Answer{Status: 404, Code: "ReplicationConfigurationNotFoundError", Message: "The replication configuration was not found"},
			Why:     "S3 answers an error, not an empty configuration.",
			Fix:     "Take the error for an empty configuration.",
			Sources: []string{docReplicationErrors, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketReplication.html", stackdCaptures + "/replication_tag_filter_replay.json"},
		}),
	)
}
