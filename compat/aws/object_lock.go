package aws

import (
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const (
	docObjectLock          = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html"
	docObjectLockConfigure = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-configure.html"
	docObjectLockManaging  = "https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html"
	docPutLockConfig       = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectLockConfiguration.html"
	stackdLock             = stackdCaptures + "/object_lock_controls_replay.json" // S3's answers
)

// Limits of a default retention period, and of an event hold's duration.
const (
	maxLockDays  = 36500
	maxLockYears = 100
)

// clockSkew is how far the clocks of a client and of S3 can differ: S3 refuses
// requests whose time is further off. A date that old has passed at S3 as well.
const clockSkew = 15 * time.Minute

func longAgo() time.Time {
	return time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC)
}

func farOff() time.Time {
	return time.Date(2099, time.January, 1, 0, 0, 0, 0, time.UTC)
}

// Whether S3 minds the case of the headers isn't known.

func isLockMode(s string) bool {
	return strings.EqualFold(s, "GOVERNANCE") || strings.EqualFold(s, "COMPLIANCE")
}

func isOnOff(s string) bool { return strings.EqualFold(s, "ON") || strings.EqualFold(s, "OFF") }

// In documents S3's schema lists the words and minds their case, as recorded of
// those about versioning and acceleration.

func isModeElement(m types.ObjectLockRetentionMode) bool {
	return m == types.ObjectLockRetentionModeGovernance || m == types.ObjectLockRetentionModeCompliance
}

func unknownLockMode() *compat.Predicate {
	return compat.Text("is neither GOVERNANCE nor COMPLIANCE", func(s string) bool {
		s = headerValue(s)
		return s != "" && !isLockMode(s)
	}, []any{"BAD-VALUE", "WORM"}, []any{"GOVERNANCE", "COMPLIANCE"})
}

func neitherOnNorOff() *compat.Predicate {
	return compat.Text("is neither ON nor OFF", func(s string) bool {
		s = headerValue(s)
		return s != "" && !isOnOff(s)
	}, []any{"enabled", "true"}, []any{"ON", "OFF"})
}

func pastDate() *compat.Predicate {
	return compat.Time("lies in the past", func(t, now time.Time) bool {
		return t.Before(now.Add(-clockSkew))
	}, []any{longAgo()}, []any{farOff()})
}

func retention(mode types.ObjectLockRetentionMode, until time.Time) *types.ObjectLockRetention {
	return &types.ObjectLockRetention{Mode: mode, RetainUntilDate: ptr.Time(until)}
}

func isEventHoldElement(h types.ObjectLockEventHold) bool {
	return h == types.ObjectLockEventHoldOn || h == types.ObjectLockEventHoldOff
}

// malformedRetention leaves alone the empty document, which removes a
// retention, and doesn't ask for a date when there is an event hold.
func malformedRetention() *compat.Predicate {
	return compat.Document("has no known mode, or neither a date nor an event hold", func(d *types.ObjectLockRetention) (string, bool) {
		switch empty := d.Mode == "" && d.RetainUntilDate == nil && d.EventHold == "" && d.EventHoldDuration == nil; {
		case empty:
			return "", false
		case !isModeElement(d.Mode):
			return "Mode", true
		case d.EventHold == "" && d.EventHoldDuration != nil, d.EventHold != "" && !isEventHoldElement(d.EventHold):
			return "EventHold", true
		case d.EventHold == "" && d.RetainUntilDate == nil:
			return "RetainUntilDate", true
		}
		return "", false
	}, []any{
		retention("BAD-VALUE", farOff()),
		retention("governance", farOff()),
		&types.ObjectLockRetention{Mode: types.ObjectLockRetentionModeGovernance},
		&types.ObjectLockRetention{RetainUntilDate: ptr.Time(farOff())},
		&types.ObjectLockRetention{EventHold: types.ObjectLockEventHoldOff},
		&types.ObjectLockRetention{Mode: types.ObjectLockRetentionModeGovernance, EventHoldDuration: holdFor(ptr.Int32(1), nil)},
		&types.ObjectLockRetention{Mode: types.ObjectLockRetentionModeGovernance, EventHold: "OTHER", EventHoldDuration: holdFor(ptr.Int32(1), nil)},
	}, []any{
		retention(types.ObjectLockRetentionModeGovernance, farOff()),
		retention(types.ObjectLockRetentionModeCompliance, farOff()),
		&types.ObjectLockRetention{},
		&types.ObjectLockRetention{Mode: types.ObjectLockRetentionModeGovernance, EventHold: types.ObjectLockEventHoldOff},
		retentionHold(holdFor(ptr.Int32(1), nil)),
	})
}

func pastRetention() *compat.Predicate {
	return compat.DocumentAt("ends in the past", func(d *types.ObjectLockRetention, now time.Time) (string, bool) {
		return "RetainUntilDate", d.RetainUntilDate != nil && d.RetainUntilDate.Before(now.Add(-clockSkew))
	}, []any{retention(types.ObjectLockRetentionModeGovernance, longAgo())},
		[]any{retention(types.ObjectLockRetentionModeGovernance, farOff()), &types.ObjectLockRetention{}})
}

func hold(status types.ObjectLockLegalHoldStatus) *types.ObjectLockLegalHold {
	return &types.ObjectLockLegalHold{Status: status}
}

func malformedLegalHold() *compat.Predicate {
	return compat.Document("has a status other than ON and OFF", func(d *types.ObjectLockLegalHold) (string, bool) {
		return "Status", d.Status != types.ObjectLockLegalHoldStatusOn && d.Status != types.ObjectLockLegalHoldStatusOff
	}, []any{hold(""), hold("enabled"), hold("on")}, []any{hold(types.ObjectLockLegalHoldStatusOn), hold(types.ObjectLockLegalHoldStatusOff)})
}

// lockConfig is an object lock configuration with a default retention.
func lockConfig(d *types.DefaultRetention) *types.ObjectLockConfiguration {
	return &types.ObjectLockConfiguration{
		ObjectLockEnabled: types.ObjectLockEnabledEnabled,
		Rule:              &types.ObjectLockRule{DefaultRetention: d},
	}
}

func lockFor(mode types.ObjectLockRetentionMode, days, years *int32) *types.ObjectLockConfiguration {
	return lockConfig(&types.DefaultRetention{Mode: mode, Days: days, Years: years})
}

func lockThreeDays() *types.ObjectLockConfiguration {
	return lockFor(types.ObjectLockRetentionModeGovernance, ptr.Int32(3), nil)
}

func lockOneYear() *types.ObjectLockConfiguration {
	return lockFor(types.ObjectLockRetentionModeCompliance, nil, ptr.Int32(1))
}

func lockEventHold() *types.ObjectLockConfiguration {
	return lockConfig(&types.DefaultRetention{
		Mode: types.ObjectLockRetentionModeGovernance, DefaultEventHold: &types.EventHoldDuration{Days: ptr.Int32(30)},
	})
}

var (
	lockOnly = &types.ObjectLockConfiguration{ObjectLockEnabled: types.ObjectLockEnabledEnabled}
)

func lockNotEnabled() *compat.Predicate {
	return compat.Document("doesn't say that object lock is Enabled", func(d *types.ObjectLockConfiguration) (string, bool) {
		return "ObjectLockEnabled", d.ObjectLockEnabled != types.ObjectLockEnabledEnabled
	}, []any{
		&types.ObjectLockConfiguration{},
		&types.ObjectLockConfiguration{ObjectLockEnabled: "Disabled", Rule: lockThreeDays().Rule},
		&types.ObjectLockConfiguration{ObjectLockEnabled: "enabled"},
	}, []any{lockOnly, lockThreeDays()})
}

// malformedDefaultRetention doesn't ask for a mode or a period when there is a
// default event hold, which can stand for the period.
func malformedDefaultRetention() *compat.Predicate {
	return compat.Document("has a rule without a known mode and one period, in days or in years", func(d *types.ObjectLockConfiguration) (string, bool) {
		if d.Rule == nil {
			return "", false
		}
		r := d.Rule.DefaultRetention
		switch {
		case r == nil:
			return "Rule.DefaultRetention", true
		case r.Mode != "" && !isModeElement(r.Mode), r.Mode == "" && r.DefaultEventHold == nil:
			return "Rule.DefaultRetention.Mode", true
		case r.Days != nil && r.Years != nil:
			return "Rule.DefaultRetention", true
		}
		return "", false
	}, []any{
		&types.ObjectLockConfiguration{ObjectLockEnabled: types.ObjectLockEnabledEnabled, Rule: &types.ObjectLockRule{}},
		lockFor("", ptr.Int32(3), nil),
		lockFor("BAD-VALUE", ptr.Int32(3), nil),
		lockFor("Governance", ptr.Int32(3), nil),
		lockFor(types.ObjectLockRetentionModeGovernance, ptr.Int32(3), ptr.Int32(1)),
		lockFor(types.ObjectLockRetentionModeGovernance, ptr.Int32(3), ptr.Int32(0)),
	}, []any{lockOnly, lockThreeDays(), lockOneYear(), lockEventHold()})
}

func noDefaultPeriod() *compat.Predicate {
	return compat.Document("has a rule with a mode and no period", func(d *types.ObjectLockConfiguration) (string, bool) {
		if d.Rule == nil || d.Rule.DefaultRetention == nil {
			return "", false
		}
		r := d.Rule.DefaultRetention
		return "Rule.DefaultRetention", isModeElement(r.Mode) && r.Days == nil && r.Years == nil && r.DefaultEventHold == nil
	}, []any{lockFor(types.ObjectLockRetentionModeGovernance, nil, nil)}, []any{lockOnly, lockThreeDays(), lockOneYear(), lockEventHold()})
}

// defaultPeriod returns the default retention period if there is one, in days
// or in years, and the path to it.
func defaultPeriod(d *types.ObjectLockConfiguration) (path string, n, limit int32, ok bool) {
	if d.Rule == nil || d.Rule.DefaultRetention == nil {
		return "", 0, 0, false
	}
	switch r := d.Rule.DefaultRetention; {
	case r.Days != nil && r.Years == nil:
		return "Rule.DefaultRetention.Days", *r.Days, maxLockDays, true
	case r.Years != nil && r.Days == nil:
		return "Rule.DefaultRetention.Years", *r.Years, maxLockYears, true
	}
	return "", 0, 0, false
}

func periodNotPositive() *compat.Predicate {
	return compat.Document("has a default retention period that isn't positive", func(d *types.ObjectLockConfiguration) (string, bool) {
		path, n, _, ok := defaultPeriod(d)
		return path, ok && n <= 0
	}, []any{
		lockFor(types.ObjectLockRetentionModeGovernance, ptr.Int32(0), nil),
		lockFor(types.ObjectLockRetentionModeGovernance, nil, ptr.Int32(-1)),
	}, []any{lockOnly, lockThreeDays(), lockOneYear()})
}

func periodTooLong() *compat.Predicate {
	return compat.Document("has a default retention period of more than 100 years", func(d *types.ObjectLockConfiguration) (string, bool) {
		path, n, limit, ok := defaultPeriod(d)
		return path, ok && n > limit
	}, []any{
		lockFor(types.ObjectLockRetentionModeGovernance, ptr.Int32(maxLockDays+1), nil),
		lockFor(types.ObjectLockRetentionModeGovernance, nil, ptr.Int32(maxLockYears+1)),
	}, []any{
		lockOnly, lockThreeDays(),
		lockFor(types.ObjectLockRetentionModeGovernance, ptr.Int32(maxLockDays), nil),
		lockFor(types.ObjectLockRetentionModeGovernance, nil, ptr.Int32(maxLockYears)),
	})
}

// objectLockRules: retention, legal hold, and the bucket's object lock.
func objectLockRules() []compat.Rule {
	lockable := func(c compat.Case) compat.Case {
		return c.InBucket(compat.ObjectLock, "Enabled").InBucket(compat.Versioning, "Enabled")
	}
	plain := func(c compat.Case) compat.Case { return c.InBucket(compat.ObjectLock, "none") }
	configure := func(d *types.ObjectLockConfiguration) compat.Case {
		return compat.Given(operation.PutObjectLockConfiguration, member.ObjectLockConfiguration, d)
	}
	retain := func(d *types.ObjectLockRetention) compat.Case {
		return compat.Given(operation.PutObjectRetention, member.Retention, d)
	}
	legal := func(d *types.ObjectLockLegalHold) compat.Case {
		return compat.Given(operation.PutObjectLegalHold, member.LegalHold, d)
	}
	invalid := func(message string) compat.Answer {
		return compat.Answer{Status: 400, Code: "InvalidArgument", Message: message}
	}
	return []compat.Rule{{
		ID:         "object-lock-mode-and-date",
		Topic:      "object-lock",
		Title:      "ObjectLockMode and ObjectLockRetainUntilDate go together",
		Problem:    "{set} is set without {missing}",
		Remedy:     "Set both, or neither",
		Needs:      []compat.Member{member.ObjectLockMode, member.ObjectLockRetainUntilDate},
		Operations: writesWithLock,
		// With an event hold the date follows from its release.
		When: compat.All(compat.Any(
			compat.All(compat.Set(member.ObjectLockMode), compat.Not(compat.Set(member.ObjectLockRetainUntilDate))),
			compat.All(compat.Set(member.ObjectLockRetainUntilDate), compat.Not(compat.Set(member.ObjectLockMode))),
		), compat.Not(compat.AnySet(member.ObjectLockEventHold, member.ObjectLockEventHoldDurationDays, member.ObjectLockEventHoldDurationYears))),
		Answer:  invalid("x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied"),
		Why:     "A retention consists of a mode and a date; neither has a default when the other is given.",
		Fix:     "Set both, or neither to get the bucket's default retention.",
		Sources: []string{docObjectLock, "recorded:ls-c-0201", "recorded:ls-c-0202", "https://github.com/versity/versitygw/issues/2028"},
		Violating: []compat.Case{
			compat.Given(operation.PutObject, member.ObjectLockMode, "GOVERNANCE"),
			compat.Given(operation.CopyObject, member.ObjectLockRetainUntilDate, farOff()),
			lockable(compat.Given(operation.CreateMultipartUpload, member.ObjectLockMode, "COMPLIANCE")),
		},
		Allowed: []compat.Case{
			lockable(compat.Given(operation.PutObject, member.ObjectLockMode, "GOVERNANCE", member.ObjectLockRetainUntilDate, farOff())),
			lockable(compat.Given(operation.CopyObject)),
		},
	}, {
		ID:         "object-lock-unknown-mode",
		Topic:      "object-lock",
		Title:      "ObjectLockMode is GOVERNANCE or COMPLIANCE",
		Problem:    "ObjectLockMode is {value ObjectLockMode|an unknown word}",
		Remedy:     "Use GOVERNANCE or COMPLIANCE",
		Operations: writesWithLock,
		When:       compat.Matches(member.ObjectLockMode, unknownLockMode()),
		Answer:     invalid("Unknown wormMode directive."),
		Why:        "Object lock knows two retention modes.",
		Fix:        "Use GOVERNANCE or COMPLIANCE.",
		Sources:    []string{docObjectLock, "recorded:ls-c-0203", "recorded:ls-c-0204"},
		Violating: []compat.Case{
			compat.Given(operation.PutObject, member.ObjectLockMode, "BAD-VALUE", member.ObjectLockRetainUntilDate, farOff()),
			compat.Given(operation.CopyObject, member.ObjectLockMode, "WORM", member.ObjectLockRetainUntilDate, farOff()),
		},
		Allowed: []compat.Case{
			lockable(compat.Given(operation.PutObject, member.ObjectLockMode, "COMPLIANCE", member.ObjectLockRetainUntilDate, farOff())),
		},
	}, {
		ID:         "object-lock-date-past",
		Topic:      "object-lock",
		Title:      "ObjectLockRetainUntilDate lies in the future",
		Problem:    "ObjectLockRetainUntilDate is {value ObjectLockRetainUntilDate}",
		Remedy:     "Give a date in the future",
		Operations: writesWithLock,
		When:       compat.Matches(member.ObjectLockRetainUntilDate, pastDate()),
		Answer:     invalid("The retain until date must be in the future!"),
		Why:        "A retention that has ended already protects nothing.",
		Fix:        "Give a date in the future, as an instant and not as a day in local time.",
		Sources:    []string{docObjectLockManaging, "https://github.com/versity/versitygw/pull/1744", localStack("provider.py#L3978")},
		Violating: []compat.Case{
			compat.Given(operation.PutObject, member.ObjectLockMode, "GOVERNANCE", member.ObjectLockRetainUntilDate, longAgo()),
			compat.Given(operation.CreateMultipartUpload, member.ObjectLockMode, "GOVERNANCE", member.ObjectLockRetainUntilDate, longAgo()),
		},
		Allowed: []compat.Case{
			lockable(compat.Given(operation.PutObject, member.ObjectLockMode, "GOVERNANCE", member.ObjectLockRetainUntilDate, farOff())),
		},
	}, {
		ID:         "object-lock-unknown-legal-hold",
		Topic:      "object-lock",
		Title:      "ObjectLockLegalHoldStatus is ON or OFF",
		Problem:    "ObjectLockLegalHoldStatus is {value ObjectLockLegalHoldStatus|an unknown word}",
		Remedy:     "Use ON or OFF",
		Operations: writesWithLock,
		When:       compat.Matches(member.ObjectLockLegalHoldStatus, neitherOnNorOff()),
		Answer:     invalid("Legal Hold must be either of 'ON' or 'OFF'"),
		Why:        "A legal hold has these two states.",
		Fix:        "Use ON or OFF.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html", stackdLock, "https://github.com/versity/versitygw/issues/1141"},
		Violating: []compat.Case{
			compat.Given(operation.PutObject, member.ObjectLockLegalHoldStatus, "true"),
			compat.Given(operation.CopyObject, member.ObjectLockLegalHoldStatus, "enabled"),
		},
		Allowed: []compat.Case{lockable(compat.Given(operation.PutObject, member.ObjectLockLegalHoldStatus, "ON"))},
	}, {
		ID:         "object-lock-digest",
		Topic:      "object-lock",
		Title:      "An upload with object lock members carries a digest of its body",
		Problem:    "The body has no digest, with {set}",
		Remedy:     "Set ChecksumAlgorithm",
		Operations: []compat.Operation{operation.PutObject},
		When: compat.All(compat.Signature(compat.Digest, "none"), compat.Any(
			compat.AnySet(member.ObjectLockMode, member.ObjectLockRetainUntilDate),
			compat.Equals(member.ObjectLockLegalHoldStatus, "ON"))),
		Answer: compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters"},
		Rank:   1, // what the members say is looked at before
		Why:    "What can't be deleted must have arrived unharmed, so S3 asks for Content-MD5 or a checksum. The SDK adds a checksum by default, but not with RequestChecksumCalculation WhenRequired.",
		Fix:    "Set ChecksumAlgorithm or ContentMD5, or leave the client's RequestChecksumCalculation at WhenSupported.",
		Sources: []string{docPutObject, "https://github.com/versity/versitygw/issues/1776", "https://github.com/versity/versitygw/issues/1535",
			"https://github.com/aws/aws-sdk-php/issues/1694"},
		Violating: []compat.Case{
			lockable(compat.Given(operation.PutObject, member.ObjectLockMode, "GOVERNANCE", member.ObjectLockRetainUntilDate, farOff()).Over(compat.Digest, "none")),
			lockable(compat.Given(operation.PutObject, member.ObjectLockLegalHoldStatus, "ON").Over(compat.Digest, "none")),
		},
		Allowed: []compat.Case{
			lockable(compat.Given(operation.PutObject, member.ObjectLockMode, "GOVERNANCE", member.ObjectLockRetainUntilDate, farOff()).Over(compat.Digest, "some")),
			compat.Given(operation.PutObject).Over(compat.Digest, "none"),
		},
	}, {
		ID:         "object-lock-default-digest",
		Topic:      "object-lock",
		Title:      "An upload to a bucket with a default retention carries a digest of its body",
		Problem:    "The upload has no digest, the bucket a default retention",
		Remedy:     "Set ChecksumAlgorithm",
		Operations: []compat.Operation{operation.PutObject},
		When:       compat.All(compat.Signature(compat.Digest, "none"), compat.Bucket(compat.DefaultRetention, "GOVERNANCE", "COMPLIANCE")),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters"},
		Rank:       1,
		Why:        "The bucket locks what is written to it, and what can't be deleted must have arrived unharmed. The SDK adds a checksum by default, but not with RequestChecksumCalculation WhenRequired.",
		Fix:        "Set ChecksumAlgorithm or ContentMD5, or leave the client's RequestChecksumCalculation at WhenSupported.",
		Sources:    []string{docPutObject, "https://github.com/aws/aws-sdk-php/issues/1694", "https://github.com/zio/zio-s3/pull/394"},
		Violating: []compat.Case{
			compat.Given(operation.PutObject).Over(compat.Digest, "none").InBucket(compat.DefaultRetention, "GOVERNANCE"),
		},
		Allowed: []compat.Case{
			compat.Given(operation.PutObject).Over(compat.Digest, "some").InBucket(compat.DefaultRetention, "GOVERNANCE"),
			compat.Given(operation.PutObject).Over(compat.Digest, "none").InBucket(compat.DefaultRetention, "none"),
		},
	}, {
		ID:         "object-lock-default-part-digest",
		Topic:      "object-lock",
		Title:      "A part for a bucket with a default retention carries a digest of its body",
		Problem:    "The bucket has a default retention, the part no digest",
		Remedy:     "Set ChecksumAlgorithm",
		Operations: []compat.Operation{operation.UploadPart},
		When:       compat.All(compat.Signature(compat.Digest, "none"), compat.Bucket(compat.DefaultRetention, "GOVERNANCE", "COMPLIANCE")),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Part requests with Object Lock parameters"},
		Rank:       1,
		Why:        "The bucket locks what is written to it, and what can't be deleted must have arrived unharmed, part by part.",
		Fix:        "Create the upload with ChecksumAlgorithm and give it with each part, or give ContentMD5.",
		Sources:    []string{referencePage(operation.UploadPart), "https://github.com/s3tools/s3cmd/issues/1436"},
		Violating: []compat.Case{
			compat.Given(operation.UploadPart).Over(compat.Digest, "none").InBucket(compat.DefaultRetention, "COMPLIANCE"),
		},
		Allowed: []compat.Case{
			compat.Given(operation.UploadPart).Over(compat.Digest, "some").InBucket(compat.DefaultRetention, "COMPLIANCE"),
		},
	}, {
		ID:         "object-lock-not-enabled",
		Topic:      "object-lock",
		Title:      "An object can be locked only in a bucket with object lock",
		Problem:    "The bucket has no object lock, with {set}",
		Remedy:     "Enable it, or leave the lock out",
		Operations: writesWithLock,
		// Legal hold OFF asks for no protection, so S3 may let it pass.
		When: compat.All(compat.Bucket(compat.ObjectLock, "none"), compat.Any(
			compat.AnySet(member.ObjectLockMode, member.ObjectLockRetainUntilDate),
			compat.Equals(member.ObjectLockLegalHoldStatus, "ON"))),
		Answer:  compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Bucket is missing ObjectLockConfiguration"},
		Why:     "Retention and legal hold need a bucket that has object lock enabled.",
		Fix:     "Enable object lock on the bucket with PutObjectLockConfiguration, or leave the lock out.",
		Sources: []string{docObjectLockConfigure, "https://github.com/versity/versitygw/pull/1755"},
		Violating: []compat.Case{
			plain(compat.Given(operation.PutObject, member.ObjectLockMode, "GOVERNANCE", member.ObjectLockRetainUntilDate, farOff())),
			plain(compat.Given(operation.CopyObject, member.ObjectLockLegalHoldStatus, "ON")),
		},
		Allowed: []compat.Case{
			plain(compat.Given(operation.PutObject)),
			lockable(compat.Given(operation.PutObject, member.ObjectLockMode, "GOVERNANCE", member.ObjectLockRetainUntilDate, farOff())),
			lockable(compat.Given(operation.CopyObject, member.ObjectLockLegalHoldStatus, "ON")),
		},
	}, {
		ID:         "object-lock-operation-not-enabled",
		Topic:      "object-lock",
		Title:      "Retention and legal hold of an object need a bucket with object lock",
		Problem:    "The bucket has no object lock",
		Remedy:     "Enable it",
		Operations: lockOperations,
		When:       compat.Bucket(compat.ObjectLock, "none"),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "Bucket is missing Object Lock Configuration"},
		Why:        "Objects have a retention and a legal hold only in a bucket that has object lock enabled, so there is nothing to set or to return.",
		Fix:        "Enable object lock on the bucket with PutObjectLockConfiguration.",
		Sources:    []string{docObjectLockConfigure, stackdLock, "https://github.com/versity/versitygw/pull/889"},
		Violating: []compat.Case{
			plain(compat.Given(operation.GetObjectRetention)),
			plain(legal(hold(types.ObjectLockLegalHoldStatusOn))),
		},
		Allowed: []compat.Case{
			lockable(compat.Given(operation.GetObjectLegalHold)),
			lockable(legal(hold(types.ObjectLockLegalHoldStatusOn))),
		},
	}, {
		ID:         "object-lock-configuration-absent",
		Topic:      "object-lock",
		Title:      "The bucket has no object lock configuration",
		Problem:    "The bucket has no object lock configuration",
		Remedy:     "Take it as none",
		Operations: []compat.Operation{operation.GetObjectLockConfiguration},
		When:       compat.Bucket(compat.ObjectLock, "none"),
		Answer:     compat.Answer{Status: 404, Code: "ObjectLockConfigurationNotFoundError", Message: "Object Lock configuration does not exist for this bucket"},
		Why:        "Object lock was never enabled on the bucket.",
		Fix:        "Take the answer as \"no object lock\".",
		Sources:    []string{"recorded:ls-e-0165", stackdCaptures + "/recreation_authority_replay.json"},
		Violating:  []compat.Case{plain(compat.Given(operation.GetObjectLockConfiguration))},
		Allowed:    []compat.Case{lockable(compat.Given(operation.GetObjectLockConfiguration))},
	}, {
		ID:         "retention-malformed",
		Topic:      "object-lock",
		Title:      "A retention has a known mode together with a date or an event hold",
		Problem:    "{at} is {value|missing or unknown}",
		Remedy:     "Give mode and date",
		Operations: []compat.Operation{operation.PutObjectRetention},
		When:       compat.Matches(member.Retention, malformedRetention()),
		Answer:     malformedXML,
		Why:        "The document doesn't validate: Mode is GOVERNANCE or COMPLIANCE, and comes with RetainUntilDate or with EventHold ON or OFF. A release of an event hold gives the mode too.",
		Fix:        "Set Mode and one of the two; leave all out to remove a retention, with BypassGovernanceRetention.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_ObjectLockRetention.html", stackdLock, localStack("provider.py#L3965"), "https://github.com/versity/versitygw/issues/559"},
		Violating: []compat.Case{
			retain(retention("BAD-VALUE", farOff())),
			retain(&types.ObjectLockRetention{Mode: types.ObjectLockRetentionModeGovernance}),
			retain(&types.ObjectLockRetention{EventHold: types.ObjectLockEventHoldOff}),
		},
		Allowed: []compat.Case{lockable(retain(retention(types.ObjectLockRetentionModeGovernance, farOff())))},
	}, {
		ID:         "retention-past",
		Topic:      "object-lock",
		Title:      "A retention ends in the future",
		Problem:    "{at} is {value}",
		Remedy:     "Give a date in the future",
		Operations: []compat.Operation{operation.PutObjectRetention},
		When:       compat.Matches(member.Retention, pastRetention()),
		Answer:     invalid("The retain until date must be in the future!"),
		Why:        "A retention can't be ended by giving it a date that has passed.",
		Fix:        "Give a date in the future; to remove a governance retention, send an empty one with BypassGovernanceRetention.",
		Sources:    []string{docObjectLockManaging, stackdLock},
		Violating:  []compat.Case{retain(retention(types.ObjectLockRetentionModeGovernance, longAgo()))},
		Allowed:    []compat.Case{retain(retention(types.ObjectLockRetentionModeCompliance, farOff()))},
	}, {
		ID:         "legal-hold-malformed",
		Topic:      "object-lock",
		Title:      "A legal hold is ON or OFF",
		Problem:    "LegalHold.Status is {value LegalHold.Status|neither ON nor OFF}",
		Remedy:     "Set it to ON or OFF",
		Needs:      []compat.Member{member.LegalHold},
		Operations: []compat.Operation{operation.PutObjectLegalHold},
		When:       compat.Any(compat.Not(compat.Set(member.LegalHold)), compat.Matches(member.LegalHold, malformedLegalHold())),
		Answer:     malformedXML,
		Rank:       -1, // looked at before the bucket's object lock
		Why:        "The request consists of the status, which the SDK doesn't require.",
		Fix:        "Set LegalHold with Status ON or OFF.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_ObjectLockLegalHold.html", localStack("provider.py#L3902"),
			"https://github.com/versity/versitygw/pull/1200", "https://github.com/versity/versitygw/issues/560"},
		Violating: []compat.Case{compat.Given(operation.PutObjectLegalHold), legal(hold("")), legal(hold("enabled"))},
		Allowed:   []compat.Case{legal(hold(types.ObjectLockLegalHoldStatusOff))},
	}, {
		ID:         "object-lock-needs-versioning",
		Topic:      "object-lock",
		Title:      "Object lock needs a bucket with versioning enabled",
		Problem:    "The bucket's versioning is {bucket versioning}",
		Remedy:     "Enable it first",
		Operations: []compat.Operation{operation.PutObjectLockConfiguration},
		When:       compat.Bucket(compat.Versioning, "Unversioned", "Suspended"),
		Answer:     compat.Answer{Status: 409, Code: "InvalidBucketState", Message: "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration"},
		Rank:       -1, // looked at before the document
		Why:        "Object lock protects versions of objects, so the bucket must keep them.",
		Fix:        "Enable versioning with PutBucketVersioning first.",
		Sources:    []string{docObjectLockConfigure, stackdLock, stackdCaptures + "/object_lock_authority_replay.json"},
		Violating: []compat.Case{
			configure(lockOnly).InBucket(compat.Versioning, "Unversioned"),
			configure(lockThreeDays()).InBucket(compat.Versioning, "Suspended"),
		},
		Allowed: []compat.Case{configure(lockOnly).InBucket(compat.Versioning, "Enabled"), configure(lockThreeDays())},
	}, {
		ID:         "object-lock-configuration-not-enabled",
		Topic:      "object-lock",
		Title:      "An object lock configuration says Enabled",
		Problem:    "{at} is {value|not Enabled}",
		Remedy:     "Set it to Enabled",
		Operations: []compat.Operation{operation.PutObjectLockConfiguration},
		When:       compat.Matches(member.ObjectLockConfiguration, lockNotEnabled()),
		Answer:     malformedXML,
		Why:        "Object lock can be switched on but not off, so Enabled is the only value, and it is required although the SDK doesn't require it.",
		Fix:        "Set ObjectLockEnabled to \"Enabled\", also when only the default retention changes.",
		Sources:    []string{docPutLockConfig, "https://github.com/versity/versitygw/issues/558", "https://github.com/storj/edge/issues/528"},
		Violating:  []compat.Case{configure(&types.ObjectLockConfiguration{}), configure(&types.ObjectLockConfiguration{Rule: lockThreeDays().Rule})},
		Allowed:    []compat.Case{configure(lockOnly), configure(lockOneYear())},
	}, {
		ID:         "object-lock-configuration-missing",
		Topic:      "object-lock",
		Title:      "Configuring object lock needs the configuration",
		Problem:    "ObjectLockConfiguration isn't set",
		Remedy:     "Set it",
		Needs:      []compat.Member{member.ObjectLockConfiguration},
		Operations: []compat.Operation{operation.PutObjectLockConfiguration},
		When:       compat.Not(compat.Set(member.ObjectLockConfiguration)),
		Answer:     compat.Answer{Status: 400, Code: "MissingRequestBodyError", Message: "Request Body is empty"},
		Rank:       -2, // looked at before the bucket's versioning
		Why:        "The SDK doesn't require the member and sends no body without it. That isn't an empty document, to which S3 answers otherwise.",
		Fix:        "Set ObjectLockConfiguration with ObjectLockEnabled \"Enabled\".",
		Sources: []string{docPutLockConfig, "https://github.com/versity/versitygw/blob/v1.8.0/s3api/router.go",
			"https://github.com/versity/versitygw/issues/820", "https://github.com/aws/aws-sdk-cpp/issues/733"},
		Violating: []compat.Case{compat.Given(operation.PutObjectLockConfiguration)},
		Allowed:   []compat.Case{configure(lockOnly)},
	}, {
		ID:         "retention-missing",
		Topic:      "object-lock",
		Title:      "Setting a retention needs the retention",
		Problem:    "Retention isn't set",
		Remedy:     "Set it",
		Needs:      []compat.Member{member.Retention},
		Operations: []compat.Operation{operation.PutObjectRetention},
		When:       compat.Not(compat.Set(member.Retention)),
		Answer:     malformedXML,
		Rank:       -1, // looked at before the bucket's object lock
		Why:        "The SDK doesn't require the member and sends no body without it, which S3 doesn't take for an empty document.",
		Fix:        "Set Retention; an empty ObjectLockRetention removes a retention.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObjectRetention.html", "https://github.com/versity/versitygw/issues/1185", "https://github.com/versity/versitygw/pull/1200"},
		Violating:  []compat.Case{compat.Given(operation.PutObjectRetention)},
		Allowed:    []compat.Case{lockable(retain(retention(types.ObjectLockRetentionModeGovernance, farOff())))},
	}, {
		ID:         "default-retention-malformed",
		Topic:      "object-lock",
		Title:      "A default retention has a mode and a period, in days or in years",
		Problem:    "{at}: no known mode, or not one of Days and Years",
		Remedy:     "Set Mode, and Days or Years",
		Operations: []compat.Operation{operation.PutObjectLockConfiguration},
		When:       compat.Matches(member.ObjectLockConfiguration, malformedDefaultRetention()),
		Answer:     malformedXML,
		Why:        "The document doesn't validate: it needs a known mode and exactly one of Days and Years. Years set to 0 beside Days counts as given.",
		Fix:        "Set Mode and one of Days and Years, or leave the rule out.",
		Sources:    []string{docPutLockConfig, "https://docs.aws.amazon.com/AmazonS3/latest/API/API_DefaultRetention.html", "https://github.com/aws/aws-sdk-js/issues/2747"},
		Violating: []compat.Case{
			configure(lockFor(types.ObjectLockRetentionModeCompliance, ptr.Int32(3), ptr.Int32(0))),
			configure(lockFor("BAD-VALUE", ptr.Int32(3), nil)),
		},
		Allowed: []compat.Case{configure(lockThreeDays()), configure(lockOneYear()), configure(lockOnly)},
	}, {
		ID:         "default-retention-no-period",
		Topic:      "object-lock",
		Title:      "A default retention has a period, in days or in years, or an event hold",
		Problem:    "{at} has neither Days nor Years",
		Remedy:     "Set one of them",
		Operations: []compat.Operation{operation.PutObjectLockConfiguration},
		When:       compat.Matches(member.ObjectLockConfiguration, noDefaultPeriod()),
		Answer: compat.Answer{Status: 400, Code: "InvalidRequest",
			Message: "DefaultRetention must specify a fixed retention (Days or Years) or a DefaultEventHold."},
		Why:     "A mode alone doesn't say how long new objects are kept. The document validates since a default event hold can stand for the period.",
		Fix:     "Set one of Days and Years, or leave the rule out.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_DefaultRetention.html", stackdLock},
		Violating: []compat.Case{
			configure(lockFor(types.ObjectLockRetentionModeCompliance, nil, nil)),
		},
		Allowed: []compat.Case{configure(lockThreeDays()), configure(lockOneYear()), configure(lockOnly)},
	}, {
		ID:         "default-retention-not-positive",
		Topic:      "object-lock",
		Title:      "A default retention lasts at least one day or year",
		Problem:    "{at} is {value}",
		Remedy:     "Give a positive number",
		Operations: []compat.Operation{operation.PutObjectLockConfiguration},
		When:       compat.Matches(member.ObjectLockConfiguration, periodNotPositive()),
		Answer:     invalid("Default retention period must be a positive integer value."),
		Why:        "A period of zero, or a negative one, protects nothing.",
		Fix:        "Give a positive number, or leave the rule out to have no default retention.",
		Sources:    []string{docPutLockConfig, stackdLock, "https://github.com/versity/versitygw/issues/1738"},
		Violating: []compat.Case{
			configure(lockFor(types.ObjectLockRetentionModeGovernance, ptr.Int32(0), nil)),
			configure(lockFor(types.ObjectLockRetentionModeGovernance, nil, ptr.Int32(-1))),
		},
		Allowed: []compat.Case{configure(lockFor(types.ObjectLockRetentionModeGovernance, ptr.Int32(1), nil)), configure(lockOnly)},
	}, {
		ID:         "default-retention-too-long",
		Topic:      "object-lock",
		Title:      "A default retention lasts at most 100 years",
		Problem:    "{at} is {value}; S3 allows 36,500 days or 100 years",
		Remedy:     "Give less",
		Operations: []compat.Operation{operation.PutObjectLockConfiguration},
		When:       compat.Matches(member.ObjectLockConfiguration, periodTooLong()),
		Answer:     invalid("Default retention period too large."),
		Why:        "Retention periods are limited to 36,500 days or 100 years.",
		Fix:        "Give at most 36500 days or 100 years.",
		Sources:    []string{docObjectLockManaging, "https://github.com/versity/versitygw/pull/2195"},
		Violating: []compat.Case{
			configure(lockFor(types.ObjectLockRetentionModeGovernance, ptr.Int32(maxLockDays+1), nil)),
			configure(lockFor(types.ObjectLockRetentionModeGovernance, nil, ptr.Int32(maxLockYears+1))),
		},
		Allowed: []compat.Case{
			configure(lockFor(types.ObjectLockRetentionModeGovernance, ptr.Int32(maxLockDays), nil)),
			configure(lockFor(types.ObjectLockRetentionModeGovernance, nil, ptr.Int32(maxLockYears))),
		},
	}, {
		ID:         "bypass-governance-without-lock",
		Topic:      "object-lock",
		Title:      "BypassGovernanceRetention needs a bucket with object lock",
		Problem:    "BypassGovernanceRetention is true, the bucket without object lock",
		Remedy:     "Leave it out",
		Operations: []compat.Operation{operation.DeleteObject, operation.DeleteObjects},
		When:       compat.All(compat.Bucket(compat.ObjectLock, "none"), compat.Equals(member.BypassGovernanceRetention, "true")),
		Answer:     invalid("x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets."),
		Why:        "Without object lock there is no retention to bypass, and S3 rejects the header instead of ignoring it.",
		Fix:        "Leave BypassGovernanceRetention out for buckets without object lock.",
		Sources:    []string{docObjectLockManaging, localStack("provider.py#L1366"), "https://github.com/versity/versitygw/issues/1218"},
		Violating: []compat.Case{
			plain(compat.Given(operation.DeleteObject, member.BypassGovernanceRetention, true)),
			plain(compat.Given(operation.DeleteObjects, member.BypassGovernanceRetention, true, member.Delete, deletion("a.txt"))),
		},
		Allowed: []compat.Case{
			lockable(compat.Given(operation.DeleteObject, member.BypassGovernanceRetention, true)),
			plain(compat.Given(operation.DeleteObject)),
		},
	}, {
		ID:         "bypass-governance-false-without-lock",
		Topic:      "object-lock",
		Title:      "BypassGovernanceRetention needs a bucket with object lock even if it is false",
		Problem:    "BypassGovernanceRetention is set, the bucket without object lock",
		Remedy:     "Leave it nil",
		Operations: []compat.Operation{operation.DeleteObject, operation.DeleteObjects},
		When:       compat.All(compat.Bucket(compat.ObjectLock, "none"), compat.Equals(member.BypassGovernanceRetention, "false")),
		Answer:     invalid("x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets."),
		Doubt:      "S3 has been seen to reject the header when it is true; LocalStack, which is compared with S3, rejects it whatever it says.",
		Why:        "The SDK sends the header for false too.",
		Fix:        "Leave BypassGovernanceRetention nil for buckets without object lock.",
		Sources:    []string{docObjectLockManaging, localStack("provider.py#L1268"), localStack("provider.py#L1366")},
		Violating: []compat.Case{
			plain(compat.Given(operation.DeleteObject, member.BypassGovernanceRetention, false)),
			plain(compat.Given(operation.DeleteObjects, member.BypassGovernanceRetention, false, member.Delete, deletion("a.txt"))),
		},
		Allowed: []compat.Case{
			lockable(compat.Given(operation.DeleteObject, member.BypassGovernanceRetention, false)),
			plain(compat.Given(operation.DeleteObject)),
		},
	}}
}
