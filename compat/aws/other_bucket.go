package aws

import (
	"strconv"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func logsWithGrants() *compat.Predicate {
	return compat.Document("grants access to the logs", func(d *types.BucketLoggingStatus) (string, bool) {
		return "LoggingEnabled.TargetGrants", d.LoggingEnabled != nil && len(d.LoggingEnabled.TargetGrants) > 0
	}, []any{loggingGrant(readGrant())}, []any{loggingTo(exampleLogBucket), &types.BucketLoggingStatus{}})
}

// disablesACLs is true of controls by which ACLs have no effect any more.
func disablesACLs() *compat.Predicate {
	return compat.Document("disables ACLs", func(d *types.OwnershipControls) (string, bool) {
		for i := range d.Rules {
			if d.Rules[i].ObjectOwnership == types.ObjectOwnershipBucketOwnerEnforced {
				return "Rules[" + strconv.Itoa(i) + "].ObjectOwnership", true
			}
		}
		return "", false
	}, []any{controls(types.ObjectOwnershipBucketOwnerEnforced)}, []any{controls(types.ObjectOwnershipObjectWriter)})
}

// otherBucketRules are about the state of other buckets than the request's, which a
// configuration names, and about what else of the bucket a configuration rests on.
func otherBucketRules() []compat.Rule {
	grants := compat.Given(operation.PutBucketLogging, member.Bucket, exampleBucket, member.BucketLoggingStatus, loggingGrant(readGrant()))
	replicate := compat.Given(putReplication, member.Bucket, exampleBucket, member.ReplicationConfiguration, replicationWith()).InBucket(compat.Versioning, "Enabled")
	own := func(o types.ObjectOwnership) compat.Case {
		return compat.Given(operation.PutBucketOwnershipControls, member.Bucket, exampleBucket, member.OwnershipControls, controls(o))
	}
	rules := []compat.Rule{{
		ID:         "logging-target-acls-disabled",
		Topic:      "logging",
		Title:      "Access to logs can't be granted in a target bucket without ACLs",
		Problem:    "ACLs are disabled in the target bucket, so its logs can't have grants",
		Remedy:     "Leave TargetGrants out",
		Operations: []compat.Operation{operation.PutBucketLogging},
		When:       compat.All(compat.Matches(member.BucketLoggingStatus, logsWithGrants()), compat.Bucket(compat.LogTargetOwnership, "BucketOwnerEnforced")),
		Answer:     compat.Answer{Status: 400, Code: "AccessControlListNotSupported", Message: "The bucket does not allow ACLs"},
		Rank:       6, // the target is looked up first
		Why:        "TargetGrants become ACLs of the log objects, and the target bucket's ownership setting, BucketOwnerEnforced, disables ACLs.",
		Fix:        "Leave TargetGrants out, and give access to the logs by the target bucket's policy.",
		Sources:    []string{docPutLogging, docServerLogs, "recorded:cap-stackd-0023"},
		Violating:  []compat.Case{grants.InBucket(compat.LogTargetOwnership, "BucketOwnerEnforced")},
		Allowed: []compat.Case{
			grants.InBucket(compat.LogTargetOwnership, "ObjectWriter"), grants,
			grants.With(member.BucketLoggingStatus, loggingTo(exampleLogBucket)).InBucket(compat.LogTargetOwnership, "BucketOwnerEnforced"),
		},
	}, {
		ID:         "replication-destination-versioning",
		Topic:      "replication",
		Title:      "The destination of replicas must have versioning",
		Problem:    "Versioning isn't enabled in a destination bucket",
		Remedy:     "Enable it first",
		Operations: []compat.Operation{putReplication},
		When:       compat.All(compat.Set(member.ReplicationConfiguration), compat.Bucket(compat.ReplicaTarget, "not versioned")),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Destination bucket must have versioning enabled."},
		Rank:       rankState,
		Why:        "S3 replicates versions, so both buckets must keep them.",
		Fix:        "Enable versioning on the destination with PutBucketVersioning.",
		Sources:    []string{docPutBucketReplication, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html", "recorded:cap-stackd-0524", stackdS3 + "/replication.go"},
		Violating:  []compat.Case{replicate.InBucket(compat.ReplicaTarget, "not versioned")},
		Allowed:    []compat.Case{replicate.InBucket(compat.ReplicaTarget, "versioned"), replicate},
	}, {
		ID:         "replication-destination-missing",
		Topic:      "replication",
		Title:      "The destination of replicas must exist",
		Problem:    "A destination bucket doesn't exist",
		Remedy:     "Create it first",
		Operations: []compat.Operation{putReplication},
		When:       compat.All(compat.Set(member.ReplicationConfiguration), compat.Bucket(compat.ReplicaTarget, "missing")),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Destination bucket must exist."},
		Doubt:      "No answer of S3's is on record, only a server's; what is on record is that to a destination without versioning.",
		Rank:       rankState,
		Why:        "S3 looks the destinations up when it takes the configuration.",
		Fix:        "Create the destination bucket, with versioning, before.",
		Sources:    []string{docPutBucketReplication, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html", stackdS3 + "/replication.go"},
		Violating:  []compat.Case{replicate.InBucket(compat.ReplicaTarget, "missing")},
		Allowed:    []compat.Case{replicate.InBucket(compat.ReplicaTarget, "versioned"), replicate},
	}, {
		ID:         "replication-destination-unlocked",
		Topic:      "replication",
		Title:      "What is locked is replicated only to a bucket with object lock",
		Problem:    "A destination bucket has no object lock, so locked versions don't get there",
		Remedy:     "Enable it there",
		Effect:     compat.Ignored,
		Operations: []compat.Operation{putReplication},
		When: compat.All(compat.Set(member.ReplicationConfiguration), compat.Bucket(compat.ObjectLock, "Enabled"),
			compat.Bucket(compat.ReplicaTargetLock, "none")),
		Why:     "S3 takes the configuration and replicates what was written without a lock. The replication of versions with a retention period or a legal hold, even one that is off, fails afterwards.",
		Fix:     "Enable object lock on the destination with PutObjectLockConfiguration, or replicate to a bucket that has it.",
		Sources: []string{userGuide + "replication-failure-codes.html", userGuide + "object-lock-managing.html", stackdCaptures + "/replication_flow_replay.json"},
		Violating: []compat.Case{
			replicate.InBucket(compat.ObjectLock, "Enabled").InBucket(compat.ReplicaTargetLock, "none"),
		},
		Allowed: []compat.Case{
			replicate.InBucket(compat.ObjectLock, "Enabled").InBucket(compat.ReplicaTargetLock, "Enabled"),
			replicate.InBucket(compat.ObjectLock, "none").InBucket(compat.ReplicaTargetLock, "none"),
			replicate.InBucket(compat.ObjectLock, "Enabled"),
		},
	}, {
		ID:         "ownership-enforced-acl-grants",
		Topic:      "ownership",
		Title:      "ACLs can be disabled only while the bucket's ACL grants access to its owner alone",
		Problem:    "The bucket's ACL grants access to others than its owner",
		Remedy:     "Set the ACL to private first",
		Operations: []compat.Operation{operation.PutBucketOwnershipControls},
		When:       compat.All(compat.Matches(member.OwnershipControls, disablesACLs()), compat.Bucket(compat.Grants, "others")),
		Answer:     compat.Answer{Status: 400, Code: "InvalidBucketAclWithObjectOwnership", Message: "Bucket cannot have ACLs set with ObjectOwnership's BucketOwnerEnforced setting"},
		Why:        "With BucketOwnerEnforced the grants would have no effect any more, so S3 wants them moved to the bucket policy first.",
		Fix:        "Move the grants to the bucket policy, set the bucket's ACL to private with PutBucketAcl, and then disable ACLs.",
		Sources:    []string{docOwnershipErrors, docObjectOwnership, "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-ownership-migrating-acls-prerequisites.html", stackdCaptures + "/ownership_authority_replay.json"},
		Violating:  []compat.Case{own(types.ObjectOwnershipBucketOwnerEnforced).InBucket(compat.Grants, "others")},
		Allowed: []compat.Case{
			own(types.ObjectOwnershipBucketOwnerEnforced).InBucket(compat.Grants, "owner"), own(types.ObjectOwnershipBucketOwnerEnforced),
			own(types.ObjectOwnershipObjectWriter).InBucket(compat.Grants, "others"),
		},
	}}
	return append(rules, exportRules()...)
}

// exportRules are about the buckets that inventories and the results of analyses go to.
func exportRules() []compat.Rule {
	var rules []compat.Rule
	analyzed := putAnalytics(exampleConfigurationID, analyticsOf(exampleConfigurationID))
	for _, x := range []struct {
		topic, what string
		code        string
		put         compat.Case
		when        compat.Condition
		nowhere     *compat.Case // without a destination, if there can be one
		sources     []string
	}{{
		topic: "inventory", what: "an inventory", code: "InvalidS3DestinationBucket",
		put:     putInventory(exampleConfigurationID, inventoryTo(exampleDestination)),
		when:    compat.Set(member.InventoryConfiguration),
		sources: []string{referencePage(operation.PutBucketInventoryConfiguration), userGuide + "configure-inventory.html"},
	}, {
		topic: "analytics", what: "an analysis", code: "InvalidDestination",
		put:     putAnalytics(exampleConfigurationID, exportedTo("arn:aws:s3:::reports-analytics")),
		when:    compat.Matches(member.AnalyticsConfiguration, exports()),
		nowhere: &analyzed,
		sources: []string{referencePage(operation.PutBucketAnalyticsConfiguration), userGuide + "configure-analytics-storage-class.html"},
	}} {
		rule := func(id, value, title, problem, remedy, why, fix string) {
			var nowhere []compat.Case
			if x.nowhere != nil {
				nowhere = append(nowhere, x.nowhere.InBucket(compat.ExportTarget, value))
			}
			rules = append(rules, compat.Rule{
				ID: x.topic + id, Topic: x.topic, Title: title, Problem: problem, Remedy: remedy,
				Operations: []compat.Operation{x.put.Operation},
				When:       compat.All(x.when, compat.Bucket(compat.ExportTarget, value)),
				Answer:     compat.Answer{Status: 400, Code: x.code},
				Rank:       6,
				Doubt:      "What S3 answers isn't on record. A server that follows S3 doesn't look the destination up, so S3 may accept the configuration and fail to deliver.",
				Why:        why, Fix: fix, Sources: x.sources,
				Violating: []compat.Case{x.put.InBucket(compat.ExportTarget, value)},
				Allowed:   append([]compat.Case{x.put.InBucket(compat.ExportTarget, "same region"), x.put}, nowhere...),
			})
		}
		rule("-destination-missing", "missing", "The destination of "+x.what+" must exist",
			"The destination bucket doesn't exist", "Create it first",
			"S3 writes into the destination, day by day or week by week.", "Create the destination bucket, with a policy that lets S3 write to it.")
		rule("-destination-region", "another region", "The destination of "+x.what+" lies in the Region of the bucket",
			"The destination bucket is in another Region", "Use one in the same",
			"S3 writes only into buckets of the same Region.", "Use a destination in the same Region, and replicate from there if the files must be elsewhere.")
	}
	return rules
}
