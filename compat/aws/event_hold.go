package aws

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

const docEventHoldDuration = "https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_S3ObjectLockEventHoldDuration.html"

func daysOutOfRange() *compat.Predicate {
	return compat.Int("isn't between 1 and 36500", func(n int64) bool {
		return n < 1 || n > maxLockDays
	}, []any{0, -1, maxLockDays + 1}, []any{1, maxLockDays})
}

func yearsOutOfRange() *compat.Predicate {
	return compat.Int("isn't between 1 and 100", func(n int64) bool {
		return n < 1 || n > maxLockYears
	}, []any{0, -1, maxLockYears + 1}, []any{1, maxLockYears})
}

func holdFor(days, years *int32) *types.EventHoldDuration {
	return &types.EventHoldDuration{Days: days, Years: years}
}

func retentionHold(d *types.EventHoldDuration) *types.ObjectLockRetention {
	return &types.ObjectLockRetention{
		Mode: types.ObjectLockRetentionModeGovernance, EventHold: types.ObjectLockEventHoldOn, EventHoldDuration: d,
	}
}

// retentionRelease turns an event hold off.
func retentionRelease(d *types.EventHoldDuration) *types.ObjectLockRetention {
	return &types.ObjectLockRetention{
		Mode: types.ObjectLockRetentionModeGovernance, EventHold: types.ObjectLockEventHoldOff, EventHoldDuration: d,
	}
}

func defaultHold(d *types.EventHoldDuration) *types.ObjectLockConfiguration {
	return lockConfig(&types.DefaultRetention{Mode: types.ObjectLockRetentionModeGovernance, DefaultEventHold: d})
}

// holdSamples are durations of an event hold that a predicate is true of, and
// ones that it isn't.
type holdSamples []*types.EventHoldDuration

func (ds holdSamples) retentions(more ...any) []any {
	for _, d := range ds {
		more = append(more, retentionHold(d))
	}
	return more
}

func (ds holdSamples) defaults(more ...any) []any {
	for _, d := range ds {
		more = append(more, defaultHold(d))
	}
	return more
}

// holdTest is a test of an event hold's duration, which two documents hold.
type holdTest func(*types.EventHoldDuration) (path string, found bool)

func retentionHoldIs(name string, test holdTest, yes, no holdSamples) *compat.Predicate {
	return compat.Document(name, func(d *types.ObjectLockRetention) (string, bool) {
		if d.EventHoldDuration == nil {
			return "", false
		}
		path, found := test(d.EventHoldDuration)
		return "EventHoldDuration" + path, found
	}, yes.retentions(), no.retentions(retention(types.ObjectLockRetentionModeGovernance, farOff())))
}

func defaultHoldIs(name string, test holdTest, yes, no holdSamples) *compat.Predicate {
	return compat.Document(name, func(d *types.ObjectLockConfiguration) (string, bool) {
		if d.Rule == nil || d.Rule.DefaultRetention == nil || d.Rule.DefaultRetention.DefaultEventHold == nil {
			return "", false
		}
		path, found := test(d.Rule.DefaultRetention.DefaultEventHold)
		return "Rule.DefaultRetention.DefaultEventHold" + path, found
	}, yes.defaults(), no.defaults(lockThreeDays(), lockOnly))
}

const (
	unclearHold    = "has an event hold duration that isn't given in either days or years"
	holdOutOfRange = "has an event hold duration that isn't between one day and 100 years"
)

func holdUnclear(d *types.EventHoldDuration) (string, bool) {
	return "", (d.Days == nil) == (d.Years == nil)
}

func holdOutside(d *types.EventHoldDuration) (string, bool) {
	if d.Days != nil && (*d.Days < 1 || *d.Days > maxLockDays) {
		return ".Days", true
	}
	return ".Years", d.Years != nil && (*d.Years < 1 || *d.Years > maxLockYears)
}

func unclearHolds() holdSamples {
	return holdSamples{holdFor(ptr.Int32(30), ptr.Int32(1)), holdFor(nil, nil)}
}

func clearHolds() holdSamples {
	return holdSamples{holdFor(ptr.Int32(30), nil), holdFor(nil, ptr.Int32(1))}
}

func holdsOutside() holdSamples {
	return holdSamples{holdFor(ptr.Int32(0), nil), holdFor(ptr.Int32(maxLockDays+1), nil), holdFor(nil, ptr.Int32(maxLockYears+1))}
}

func holdsInside() holdSamples {
	return holdSamples{holdFor(ptr.Int32(1), nil), holdFor(ptr.Int32(maxLockDays), nil), holdFor(nil, ptr.Int32(maxLockYears))}
}

func unclearHoldInRetention() *compat.Predicate {
	return retentionHoldIs(unclearHold, holdUnclear, unclearHolds(), clearHolds())
}

func unclearHoldInDefault() *compat.Predicate {
	return defaultHoldIs(unclearHold, holdUnclear, unclearHolds(), clearHolds())
}

func holdInRetentionOutOfRange() *compat.Predicate {
	return retentionHoldIs(holdOutOfRange, holdOutside, holdsOutside(), holdsInside())
}

func holdInDefaultOutOfRange() *compat.Predicate {
	return defaultHoldIs(holdOutOfRange, holdOutside, holdsOutside(), holdsInside())
}

// holdIncomplete leaves a retention without a known mode alone: that is malformed.
func holdIncomplete() *compat.Predicate {
	return compat.Document("turns an event hold on without a duration", func(d *types.ObjectLockRetention) (string, bool) {
		return "EventHoldDuration", d.EventHold == types.ObjectLockEventHoldOn && d.EventHoldDuration == nil && isModeElement(d.Mode)
	}, []any{retentionHold(nil)}, []any{
		retentionHold(holdFor(ptr.Int32(30), nil)), retentionRelease(nil), &types.ObjectLockRetention{},
	})
}

func releaseWithDuration() *compat.Predicate {
	return compat.Document("turns an event hold off and gives a duration", func(d *types.ObjectLockRetention) (string, bool) {
		return "EventHoldDuration", d.EventHold == types.ObjectLockEventHoldOff && d.EventHoldDuration != nil && isModeElement(d.Mode)
	}, []any{retentionRelease(holdFor(ptr.Int32(30), nil))}, []any{
		retentionHold(holdFor(ptr.Int32(30), nil)), retentionRelease(nil), &types.ObjectLockRetention{},
	})
}

// eventHoldRules: object lock's event hold, which keeps an object locked until
// the hold is released and for a time after that. It is new: the codes of the
// answers are those of the older parts of object lock.
func eventHoldRules() []compat.Rule {
	documents := []compat.Operation{operation.PutObjectRetention, operation.PutObjectLockConfiguration}
	lockable := func(c compat.Case) compat.Case {
		return c.InBucket(compat.ObjectLock, "Enabled").InBucket(compat.Versioning, "Enabled")
	}
	write := func(op compat.Operation, pairs ...any) compat.Case {
		return lockable(compat.Given(op, append([]any{member.ObjectLockEventHold, "ON"}, pairs...)...))
	}
	retain := func(d *types.EventHoldDuration) compat.Case {
		return lockable(compat.Given(operation.PutObjectRetention, member.Retention, retentionHold(d)))
	}
	release := func(d *types.EventHoldDuration) compat.Case {
		return lockable(compat.Given(operation.PutObjectRetention, member.Retention, retentionRelease(d)))
	}
	configure := func(d *types.EventHoldDuration) compat.Case {
		return lockable(compat.Given(operation.PutObjectLockConfiguration, member.ObjectLockConfiguration, defaultHold(d)))
	}
	return []compat.Rule{{
		ID:         "event-hold-days-and-years",
		Topic:      "event-hold",
		Title:      "An event hold's duration is given in days or in years",
		Problem:    "{set} are both set",
		Remedy:     "Keep one",
		Operations: with(member.ObjectLockEventHold),
		When:       compat.AllSet(member.ObjectLockEventHoldDurationDays, member.ObjectLockEventHoldDurationYears),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:        "The duration is one number with one unit.",
		Fix:        "Set ObjectLockEventHoldDurationDays or ObjectLockEventHoldDurationYears.",
		Sources: []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html",
			"https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html"},
		Violating: []compat.Case{
			write(operation.PutObject, member.ObjectLockEventHoldDurationDays, 30, member.ObjectLockEventHoldDurationYears, 1),
		},
		Allowed: []compat.Case{
			write(operation.PutObject, member.ObjectLockEventHoldDurationDays, 30),
			write(operation.CopyObject, member.ObjectLockEventHoldDurationYears, 1),
		},
	}, {
		ID:         "event-hold-duration-range",
		Topic:      "event-hold",
		Title:      "An event hold lasts between one day and 100 years after its release",
		Problem:    "{set} is {value}; S3 takes 1 to 36,500 days or 100 years",
		Remedy:     "Stay in that range",
		Operations: with(member.ObjectLockEventHold),
		When: compat.Any(compat.Matches(member.ObjectLockEventHoldDurationDays, daysOutOfRange()),
			compat.Matches(member.ObjectLockEventHoldDurationYears, yearsOutOfRange())),
		Answer:  compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:     "Durations are limited to 1 to 36,500 days, or 1 to 100 years.",
		Fix:     "Give 1 to 36500 days or 1 to 100 years.",
		Sources: []string{docEventHoldDuration},
		Violating: []compat.Case{
			write(operation.PutObject, member.ObjectLockEventHoldDurationDays, 0),
			write(operation.CreateMultipartUpload, member.ObjectLockEventHoldDurationYears, maxLockYears+1),
		},
		Allowed: []compat.Case{
			write(operation.PutObject, member.ObjectLockEventHoldDurationDays, maxLockDays),
			write(operation.CreateMultipartUpload, member.ObjectLockEventHoldDurationYears, 1),
		},
	}, {
		ID:         "event-hold-unknown-status",
		Topic:      "event-hold",
		Title:      "ObjectLockEventHold is ON or OFF",
		Problem:    "ObjectLockEventHold is {value ObjectLockEventHold|an unknown word}",
		Remedy:     "Use ON or OFF",
		Operations: with(member.ObjectLockEventHold),
		When:       compat.Matches(member.ObjectLockEventHold, neitherOnNorOff()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidArgument"},
		Doubt:      "the two values are documented, what S3 answers to others isn't",
		Why:        "An event hold has these two states.",
		Fix:        "Use ON or OFF.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutObject.html"},
		Violating:  []compat.Case{compat.Given(operation.PutObject, member.ObjectLockEventHold, "true")},
		Allowed:    []compat.Case{write(operation.PutObject, member.ObjectLockEventHoldDurationDays, 30)},
	}, {
		ID:         "event-hold-without-lock",
		Topic:      "event-hold",
		Title:      "An event hold needs a bucket with object lock",
		Problem:    "ObjectLockEventHold is ON, the bucket without object lock",
		Remedy:     "Enable object lock",
		Operations: with(member.ObjectLockEventHold),
		When:       compat.All(compat.Bucket(compat.ObjectLock, "none"), compat.Equals(member.ObjectLockEventHold, "ON")),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Doubt:      "the requirement is documented, the answer isn't recorded",
		Why:        "Objects can be locked only in a bucket that has object lock enabled.",
		Fix:        "Enable object lock on the bucket with PutObjectLockConfiguration.",
		Sources:    []string{docObjectLockConfigure},
		Violating:  []compat.Case{compat.Given(operation.PutObject, member.ObjectLockEventHold, "ON").InBucket(compat.ObjectLock, "none")},
		Allowed:    []compat.Case{write(operation.PutObject, member.ObjectLockEventHoldDurationDays, 30)},
	}, {
		ID:         "event-hold-document-duration",
		Topic:      "event-hold",
		Title:      "An event hold's duration in a document is given in days or in years",
		Problem:    "{at} doesn't have one of Days and Years",
		Remedy:     "Set one of them",
		Operations: documents,
		When: compat.Any(compat.Matches(member.Retention, unclearHoldInRetention()),
			compat.Matches(member.ObjectLockConfiguration, unclearHoldInDefault())),
		Answer:    malformedXML,
		Why:       "The duration is one number with one unit: exactly one of Days and Years.",
		Fix:       "Set Days or Years.",
		Sources:   []string{docEventHoldDuration, stackdLock, "https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3.CfnBucket.DefaultEventHoldProperty.html"},
		Violating: []compat.Case{retain(holdFor(ptr.Int32(30), ptr.Int32(1))), configure(holdFor(nil, nil))},
		Allowed:   []compat.Case{retain(holdFor(ptr.Int32(30), nil)), configure(holdFor(nil, ptr.Int32(1)))},
	}, {
		ID:         "retention-event-hold-incomplete",
		Topic:      "event-hold",
		Title:      "An event hold is turned on with a duration",
		Problem:    "EventHold is ON, and {at} isn't set",
		Remedy:     "Give the duration",
		Operations: []compat.Operation{operation.PutObjectRetention},
		When:       compat.Matches(member.Retention, holdIncomplete()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest", Message: "EventHold:ON must be supplied with an EventHoldDuration."},
		Why:        "The duration begins when the hold is released, and has no default.",
		Fix:        "Set EventHoldDuration when EventHold is ON.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_ObjectLockRetention.html", stackdLock},
		Violating:  []compat.Case{retain(nil)},
		Allowed:    []compat.Case{retain(holdFor(ptr.Int32(30), nil)), release(nil)},
	}, {
		ID:         "retention-event-hold-release-duration",
		Topic:      "event-hold",
		Title:      "An event hold is turned off without a duration",
		Problem:    "EventHold is OFF, and {at} is set",
		Remedy:     "Leave it out",
		Operations: []compat.Operation{operation.PutObjectRetention},
		When:       compat.Matches(member.Retention, releaseWithDuration()),
		Answer:     compat.Answer{Status: 400, Code: "InvalidRequest"},
		Doubt:      "only another server's code says so",
		Why:        "The duration is kept from when the hold was placed.",
		Fix:        "Leave EventHoldDuration out when EventHold is OFF.",
		Sources:    []string{"https://docs.aws.amazon.com/AmazonS3/latest/API/API_ObjectLockRetention.html", stackdS3 + "/object_retention_rules.go"},
		Violating:  []compat.Case{release(holdFor(ptr.Int32(30), nil))},
		Allowed:    []compat.Case{release(nil), retain(holdFor(ptr.Int32(30), nil))},
	}, {
		ID:         "event-hold-document-range",
		Topic:      "event-hold",
		Title:      "An event hold's duration in a document is between one day and 100 years",
		Problem:    "{at} is {value}; S3 takes 1 to 36,500 days or 100 years",
		Remedy:     "Stay in that range",
		Operations: documents,
		When: compat.Any(compat.Matches(member.Retention, holdInRetentionOutOfRange()),
			compat.Matches(member.ObjectLockConfiguration, holdInDefaultOutOfRange())),
		Answer:    compat.Answer{Status: 400, Code: "InvalidArgument"},
		Why:       "Durations are limited to 1 to 36,500 days, or 1 to 100 years.",
		Fix:       "Give 1 to 36500 days or 1 to 100 years.",
		Sources:   []string{docEventHoldDuration, stackdLock, "https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_s3.CfnBucket.DefaultEventHoldProperty.html"},
		Violating: []compat.Case{retain(holdFor(ptr.Int32(0), nil)), configure(holdFor(nil, ptr.Int32(maxLockYears+1)))},
		Allowed:   []compat.Case{retain(holdFor(ptr.Int32(1), nil)), configure(holdFor(nil, ptr.Int32(maxLockYears)))},
	}}
}
