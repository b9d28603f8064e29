package aws

import (
	"strconv"
	"strings"

	awssdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docPutLogging     = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLogging.html"
	docLoggingEnabled = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_LoggingEnabled.html"
	docEnableLogging  = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/enable-server-access-logging.html"
	docServerLogs     = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html"

	exampleLogBucket = "reports-logs"
)

// loggingTo is a logging status with logs in the bucket.
func loggingTo(bucket string) *types.BucketLoggingStatus {
	return &types.BucketLoggingStatus{LoggingEnabled: &types.LoggingEnabled{
		TargetBucket: awssdk.String(bucket), TargetPrefix: awssdk.String("access/"),
	}}
}

// logging is a logging status with a change.
func logging(edit func(*types.LoggingEnabled)) *types.BucketLoggingStatus {
	return &types.BucketLoggingStatus{LoggingEnabled: change(loggingTo(exampleLogBucket).LoggingEnabled, edit)}
}

// loggingGrant is a logging status with a grant.
func loggingGrant(g types.TargetGrant) *types.BucketLoggingStatus {
	return logging(func(l *types.LoggingEnabled) { l.TargetGrants = []types.TargetGrant{g} })
}

// loggingFormat is a logging status with a format of keys.
func loggingFormat(f types.TargetObjectKeyFormat) *types.BucketLoggingStatus {
	return logging(func(l *types.LoggingEnabled) { l.TargetObjectKeyFormat = &f })
}

func readGrant() types.TargetGrant {
	return types.TargetGrant{Permission: types.BucketLogsPermissionRead,
		Grantee: &types.Grantee{Type: types.TypeGroup, URI: awssdk.String("http://acs.amazonaws.com/groups/s3/LogDelivery")}}
}

func emailLogGrant() types.TargetGrant {
	return types.TargetGrant{Permission: types.BucketLogsPermissionRead,
		Grantee: &types.Grantee{Type: types.TypeAmazonCustomerByEmail, EmailAddress: awssdk.String("xyz@example.com")}}
}

func enablesLogging() *compat.Predicate {
	return compat.Document("enables logging", func(d *types.BucketLoggingStatus) (string, bool) {
		return "LoggingEnabled.TargetBucket", d.LoggingEnabled != nil
	}, []any{loggingTo(exampleLogBucket)}, []any{&types.BucketLoggingStatus{}})
}

func logsToNoName() *compat.Predicate {
	return compat.Document("has a target that can't be the name of a bucket", func(d *types.BucketLoggingStatus) (string, bool) {
		return "LoggingEnabled.TargetBucket", d.LoggingEnabled != nil && strings.ContainsAny(awssdk.ToString(d.LoggingEnabled.TargetBucket), ":/ ")
	}, []any{loggingTo("arn:aws:s3:::reports-logs"), loggingTo("s3://reports-logs"), loggingTo("reports-logs/access")},
		[]any{loggingTo(exampleLogBucket), loggingTo("Legacy_Logs.2012"), &types.BucketLoggingStatus{}})
}

func logsToNothing() *compat.Predicate {
	return compat.Document("has an empty target, or none", func(d *types.BucketLoggingStatus) (string, bool) {
		return "LoggingEnabled.TargetBucket", d.LoggingEnabled != nil && text(d.LoggingEnabled.TargetBucket) == ""
	}, []any{loggingTo(""), &types.BucketLoggingStatus{LoggingEnabled: &types.LoggingEnabled{TargetPrefix: awssdk.String("access/")}}}, []any{loggingTo(exampleLogBucket), &types.BucketLoggingStatus{}})
}

func grantsInItself() *compat.Relation {
	return &compat.Relation{
		Name:    "the bucket logs to itself with target grants",
		Members: []compat.Member{member.Bucket, member.BucketLoggingStatus},
		Test: func(bucket, status, _ compat.Value) compat.Truth {
			name, ok := bucket.Text()
			d, is := status.Object().(*types.BucketLoggingStatus)
			if !ok || !is || d == nil {
				return compat.Unknown
			}
			l := d.LoggingEnabled
			return compat.TruthOf(l != nil && len(l.TargetGrants) > 0 && awssdk.ToString(l.TargetBucket) == name)
		},
		Yes: [][]any{{exampleLogBucket, loggingGrant(readGrant())}},
		No:  [][]any{{exampleBucket, loggingGrant(readGrant())}, {exampleLogBucket, loggingTo(exampleLogBucket)}},
	}
}

func logGrantToEmail() *compat.Predicate {
	return compat.Document("grants to an email address", func(d *types.BucketLoggingStatus) (string, bool) {
		if d.LoggingEnabled == nil {
			return "", false
		}
		for i := range d.LoggingEnabled.TargetGrants {
			if g := d.LoggingEnabled.TargetGrants[i].Grantee; g != nil && g.Type == types.TypeAmazonCustomerByEmail {
				return "LoggingEnabled.TargetGrants[" + strconv.Itoa(i) + "].Grantee", true
			}
		}
		return "", false
	}, []any{loggingGrant(emailLogGrant())}, []any{loggingGrant(readGrant()), loggingTo(exampleLogBucket)})
}

func twoKeyFormats() *compat.Predicate {
	return compat.Document("has two formats of keys", func(d *types.BucketLoggingStatus) (string, bool) {
		if d.LoggingEnabled == nil || d.LoggingEnabled.TargetObjectKeyFormat == nil {
			return "", false
		}
		f := d.LoggingEnabled.TargetObjectKeyFormat
		return "LoggingEnabled.TargetObjectKeyFormat", f.SimplePrefix != nil && f.PartitionedPrefix != nil
	}, []any{loggingFormat(types.TargetObjectKeyFormat{SimplePrefix: &types.SimplePrefix{}, PartitionedPrefix: byEventTime.PartitionedPrefix})},
		[]any{loggingFormat(byEventTime), loggingFormat(types.TargetObjectKeyFormat{SimplePrefix: &types.SimplePrefix{}}), loggingTo(exampleLogBucket)})
}

func noKeyFormat() *compat.Predicate {
	return compat.Document("has an empty format of keys", func(d *types.BucketLoggingStatus) (string, bool) {
		if d.LoggingEnabled == nil || d.LoggingEnabled.TargetObjectKeyFormat == nil {
			return "", false
		}
		f := d.LoggingEnabled.TargetObjectKeyFormat
		return "LoggingEnabled.TargetObjectKeyFormat", f.SimplePrefix == nil && f.PartitionedPrefix == nil
	}, []any{loggingFormat(types.TargetObjectKeyFormat{})}, []any{loggingFormat(byEventTime), loggingTo(exampleLogBucket)})
}

var (
	byEventTime = types.TargetObjectKeyFormat{PartitionedPrefix: &types.PartitionedPrefix{PartitionDateSource: types.PartitionDateSourceEventTime}}
)

// loggingRules are about PutBucketLogging: where server access logs go.
func loggingRules() []compat.Rule {
	ops := []compat.Operation{operation.PutBucketLogging}
	put := func(d *types.BucketLoggingStatus) compat.Case {
		return compat.Given(operation.PutBucketLogging, member.Bucket, exampleBucket, member.BucketLoggingStatus, d)
	}
	matches := func(p *compat.Predicate) compat.Condition { return compat.Matches(member.BucketLoggingStatus, p) }
	noTarget := compat.Answer{Status: 400, Code: "InvalidTargetBucketForLogging", Message: "The target bucket for logging does not exist"}
	to := put(loggingTo(exampleLogBucket))
	return []compat.Rule{{
		ID:         "logging-target-missing",
		Topic:      "logging",
		Title:      "The target bucket of the logs doesn't exist",
		Problem:    "The target bucket of the logs doesn't exist",
		Remedy:     "Create it",
		Operations: ops,
		When:       compat.All(matches(enablesLogging()), compat.Bucket(compat.LogTarget, "missing")),
		Answer:     noTarget,
		Rank:       5,
		Why:        "S3 looks the target bucket up when logging is enabled.",
		Fix:        "Create the target bucket first, in the Region and account of the bucket to be logged.",
		Sources:    []string{docPutLogging, "recorded:ls-c-0226"},
		Violating:  []compat.Case{to.InBucket(compat.LogTarget, "missing")},
		Allowed:    []compat.Case{to.InBucket(compat.LogTarget, "same region"), to, put(&types.BucketLoggingStatus{}).InBucket(compat.LogTarget, "missing")},
	}, {
		ID:         "logging-target-region",
		Topic:      "logging",
		Title:      "The target bucket of the logs lies in another Region",
		Problem:    "The target bucket of the logs is in another Region",
		Remedy:     "Use one in the same",
		Operations: ops,
		When:       compat.All(matches(enablesLogging()), compat.Bucket(compat.LogTarget, "another region")),
		Answer:     compat.Answer{Status: 403, Code: "CrossLocationLoggingProhibitted", Message: "Cross S3 location logging not allowed. "},
		Rank:       5,
		Why:        "Server access logs don't leave the Region of the bucket.",
		Fix:        "Use a target bucket in the same Region, and replicate the logs if they must be elsewhere.",
		Sources:    []string{docPutLogging, docServerLogs, "recorded:ls-c-0225"},
		Violating:  []compat.Case{to.InBucket(compat.LogTarget, "another region")},
		Allowed:    []compat.Case{to.InBucket(compat.LogTarget, "same region"), to, put(&types.BucketLoggingStatus{}).InBucket(compat.LogTarget, "another region")},
	}, {
		ID:         "logging-target-account",
		Topic:      "logging",
		Title:      "The target bucket of the logs belongs to another account",
		Problem:    "The target bucket of the logs is another account's",
		Remedy:     "Use one of the same account",
		Operations: ops,
		When:       compat.All(matches(enablesLogging()), compat.Bucket(compat.LogTarget, "another account")),
		Answer:     compat.Answer{Status: 400, Code: "InvalidTargetBucketForLogging"},
		Rank:       5,
		Why:        "Server access logs don't leave the account of the bucket.",
		Fix:        "Use a target bucket of the account that owns the bucket, and replicate the logs if another account is to have them.",
		Sources:    []string{docPutLogging, docServerLogs, stackdCaptures + "/logging_raw_replay.json"},
		Violating:  []compat.Case{to.InBucket(compat.LogTarget, "another account")},
		Allowed:    []compat.Case{to.InBucket(compat.LogTarget, "same region"), to, put(&types.BucketLoggingStatus{}).InBucket(compat.LogTarget, "another account")},
	}, {
		ID:         "logging-target-name",
		Topic:      "logging",
		Title:      "The target bucket of the logs is given by its name",
		Problem:    "{at} isn't the name of a bucket",
		Remedy:     "Give the name alone",
		Operations: ops,
		When:       matches(logsToNoName()),
		Answer:     noTarget,
		Rank:       4,
		Why:        "TargetBucket takes a name, unlike the destinations of inventories and replication; no bucket is called like an ARN or a URL.",
		Fix:        "Give the bucket's name alone, and what follows it as TargetPrefix.",
		Sources:    []string{docLoggingEnabled, pageBucketNames, "recorded:ls-c-0226"},
		Violating:  []compat.Case{put(loggingTo("arn:aws:s3:::reports-logs")), put(loggingTo("reports-logs/access"))},
		Allowed:    []compat.Case{to},
	}, {
		ID:         "logging-target-empty",
		Topic:      "logging",
		Title:      "The target bucket of the logs is given",
		Problem:    "{at} is {value|not set}",
		Remedy:     "Name the bucket",
		Operations: ops,
		When:       matches(logsToNothing()),
		Answer:     malformedXML,
		Why:        "LoggingEnabled without the name of a bucket doesn't fit the schema.",
		Fix:        "Name the bucket; to turn logging off, leave LoggingEnabled out.",
		Sources:    []string{docLoggingEnabled, localStack("provider.py#L4266"), stackdCaptures + "/logging_raw_replay.json"},
		Violating:  []compat.Case{put(loggingTo("")), put(&types.BucketLoggingStatus{LoggingEnabled: &types.LoggingEnabled{TargetPrefix: awssdk.String("access/")}})},
		Allowed:    []compat.Case{to, put(&types.BucketLoggingStatus{})},
	}, {
		ID:         "logging-grants-owner-enforced",
		Topic:      "logging",
		Title:      "Logs in a bucket with ACLs disabled can't have target grants",
		Problem:    "TargetGrants are set, and the bucket has no ACLs",
		Remedy:     "Leave them out",
		Operations: ops,
		When:       compat.All(compat.Related(grantsInItself()), compat.Bucket(compat.Ownership, "BucketOwnerEnforced")),
		Answer:     compat.Answer{Status: 400, Code: "AccessControlListNotSupported", Message: "Target grants not allowed for bucket owner enforced buckets"},
		Rank:       6,
		Why:        "Target grants become ACLs of the log objects, which the target bucket's object ownership disables. The same holds for another target bucket with it.",
		Fix:        "Leave TargetGrants out, and let others read the logs by the target bucket's policy.",
		Sources:    []string{docPutLogging, docEnableLogging, "https://github.com/hashicorp/terraform-provider-aws/issues/31771"},
		Violating: []compat.Case{
			put(loggingGrant(readGrant())).With(member.Bucket, exampleLogBucket).InBucket(compat.Ownership, "BucketOwnerEnforced"),
		},
		Allowed: []compat.Case{
			put(loggingGrant(readGrant())).With(member.Bucket, exampleLogBucket).InBucket(compat.Ownership, "ObjectWriter"),
			put(loggingGrant(readGrant())).InBucket(compat.Ownership, "BucketOwnerEnforced"),
			to.With(member.Bucket, exampleLogBucket).InBucket(compat.Ownership, "BucketOwnerEnforced"),
		},
	}, {
		ID:         "logging-email-grantee",
		Topic:      "logging",
		Title:      "Logs can't be granted to an email address any more",
		Problem:    "{at} is an email address",
		Remedy:     "Use the canonical user ID",
		Operations: ops,
		When:       matches(logGrantToEmail()),
		Answer:     compat.Answer{Status: 405, Code: "MethodNotAllowed"},
		AmazonOnly: true, // a decision about Amazon's Regions
		Why:        "Amazon S3 has not supported email grantees since 1 October 2025.",
		Fix:        "Grant to the account's canonical user ID, or use the target bucket's policy.",
		Sources:    []string{docPutLogging},
		Violating:  []compat.Case{put(loggingGrant(emailLogGrant()))},
		Allowed:    []compat.Case{put(loggingGrant(readGrant()))},
	}, {
		ID:         "logging-two-key-formats",
		Topic:      "logging",
		Title:      "The keys of logs have either the simple or the partitioned format",
		Problem:    "{at} has both formats",
		Remedy:     "Keep one",
		Operations: ops,
		When:       matches(twoKeyFormats()),
		Answer:     malformedXML,
		Why:        "TargetObjectKeyFormat is a choice: SimplePrefix or PartitionedPrefix.",
		Fix:        "Set one of the two; without TargetObjectKeyFormat the keys are simple.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_TargetObjectKeyFormat.html", stackdCaptures + "/logging_raw_replay.json"},
		Violating: []compat.Case{put(loggingFormat(types.TargetObjectKeyFormat{
			SimplePrefix: &types.SimplePrefix{}, PartitionedPrefix: byEventTime.PartitionedPrefix,
		}))},
		Allowed: []compat.Case{
			put(loggingFormat(types.TargetObjectKeyFormat{SimplePrefix: &types.SimplePrefix{}})),
			put(loggingFormat(byEventTime)), put(loggingFormat(types.TargetObjectKeyFormat{PartitionedPrefix: &types.PartitionedPrefix{}})),
		},
	}, {
		ID:         "logging-no-key-format",
		Topic:      "logging",
		Title:      "The format of the keys of logs is empty",
		Problem:    "{at} is empty",
		Remedy:     "Leave it out",
		Operations: ops,
		When:       matches(noKeyFormat()),
		Answer:     malformedXML,
		Doubt:      "The documentation says that one format is allowed, not that one is required.",
		Why:        "TargetObjectKeyFormat is a choice, and an empty one chooses nothing.",
		Fix:        "Set SimplePrefix or PartitionedPrefix, or leave TargetObjectKeyFormat out.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_TargetObjectKeyFormat.html"},
		Violating:  []compat.Case{put(loggingFormat(types.TargetObjectKeyFormat{}))},
		Allowed:    []compat.Case{put(loggingFormat(byEventTime)), to},
	}}
}
