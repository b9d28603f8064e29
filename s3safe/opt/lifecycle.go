package opt

import (
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// Lifecycle is a bucket's lifecycle configuration; see [LifecycleRules].
type Lifecycle struct{ rules []LifecycleRule }

// LifecycleRules is a lifecycle of at least one rule, at most 1,000.
//
// Rules: lifecycle-no-rules, lifecycle-too-many-rules, lifecycle-id-unique.
func LifecycleRules(first LifecycleRule, more ...LifecycleRule) Lifecycle {
	return Lifecycle{append([]LifecycleRule{first}, more...)}
}

// yieldsLifecycle returns the document.
func (l Lifecycle) yieldsLifecycle() fill.Value[*types.BucketLifecycleConfiguration] {
	v := fill.Value[*types.BucketLifecycleConfiguration]{V: &types.BucketLifecycleConfiguration{}}
	for _, r := range l.rules {
		v.V.Rules = append(v.V.Rules, r.document())
		v.Bad = v.Bad.Join(r.bad)
	}
	return v
}

// When is the time of an action: [AfterDays] or [OnDate], never both.
type When interface{ when() (*int32, *time.Time) }

type afterDays int32

func (d afterDays) when() (*int32, *time.Time) { n := int32(d); return &n, nil }

// AfterDays is a number of days after the object was written.
//
// Rules: lifecycle-expiration-form, lifecycle-transition-form.
func AfterDays(days int32) When { return afterDays(days) }

type onDate time.Time

func (d onDate) when() (*int32, *time.Time) { t := time.Time(d); return nil, &t }

// OnDate is midnight UTC of a day.
//
// Rule: lifecycle-date-midnight.
func OnDate(year int, month time.Month, day int) When {
	return onDate(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// TransitionClass is a storage class to which a lifecycle moves objects:
// [ToStandardIA], [ToOneZoneIA], [ToIntelligentTiering], [ToGlacierInstant],
// [ToGlacierFlexible] or [ToDeepArchive].
type TransitionClass interface {
	transition() types.TransitionStorageClass
}

// TransitionClassChoice is a storage class that a lifecycle moves objects to.
// Its values are the constants below; Build refuses other numbers.
type TransitionClassChoice uint8

var transitionClassTexts = [...]string{ToStandardIA: "STANDARD_IA", ToOneZoneIA: "ONEZONE_IA", ToIntelligentTiering: "INTELLIGENT_TIERING", ToGlacierInstant: "GLACIER_IR", ToGlacierFlexible: "GLACIER", ToDeepArchive: "DEEP_ARCHIVE"}

// String returns the value as S3 writes it.
func (c TransitionClassChoice) String() string { return textOf(transitionClassTexts[:], c) }

// Classes to which a lifecycle moves objects.
const (
	// ToStandardIA moves to StandardIA.
	ToStandardIA TransitionClassChoice = 1
	// ToOneZoneIA moves to OneZoneIA.
	ToOneZoneIA TransitionClassChoice = 2
	// ToIntelligentTiering moves to IntelligentTiering.
	ToIntelligentTiering TransitionClassChoice = 3
	// ToGlacierInstant moves to GlacierInstant.
	ToGlacierInstant TransitionClassChoice = 4
	// ToGlacierFlexible moves to GlacierFlexible.
	ToGlacierFlexible TransitionClassChoice = 5
	// ToDeepArchive moves to DeepArchive.
	ToDeepArchive TransitionClassChoice = 6
)

func (c TransitionClassChoice) transition() types.TransitionStorageClass {
	return types.TransitionStorageClass(c.String())
}

// LifecycleRule is one rule; see [LifecycleFor].
type LifecycleRule struct {
	rule types.LifecycleRule
	f    filterParts
	bad  *fill.Problem
}

// LifecycleFor begins a rule for the objects that the filter selects. The rule
// is enabled, and needs at least one action.
//
// Rules: lifecycle-rule-scope, lifecycle-filter-one-predicate,
// lifecycle-no-action.
func LifecycleFor(f LifecycleFilter) LifecycleRule {
	p := filterOf(f)
	return LifecycleRule{f: p, bad: p.bad}
}

// LifecycleForPrefix begins a rule of the older form, which has a prefix instead
// of a filter. A lifecycle has rules of one form only.
//
// Rules: lifecycle-prefix-and-filter, lifecycle-mixed-forms.
func LifecycleForPrefix(prefix string) LifecycleRule {
	return LifecycleRule{rule: types.LifecycleRule{Prefix: &prefix}}
}

// ID names the rule, with up to 255 characters.
func (r LifecycleRule) ID(id string) LifecycleRule { r.rule.ID = &id; return r }

// Disabled keeps the rule from being applied.
func (r LifecycleRule) Disabled() LifecycleRule {
	r.rule.Status = types.ExpirationStatusDisabled
	return r
}

func (r LifecycleRule) expire(e types.LifecycleExpiration) LifecycleRule {
	if old := r.rule.Expiration; old != nil && (old.ExpiredObjectDeleteMarker == nil) != (e.ExpiredObjectDeleteMarker == nil) {
		r.bad = r.bad.Add("LifecycleConfiguration", "has a rule with two expirations: Expire and ExpireMarkers")
	}
	r.rule.Expiration = &e
	return r
}

// Expire deletes objects; with versioning it adds a delete marker.
//
// Rule: lifecycle-expiration-days.
func (r LifecycleRule) Expire(w When) LifecycleRule {
	if w == nil {
		r.bad = r.bad.Add("LifecycleConfiguration", "has an expiration without a time")
		return r
	}
	days, date := w.when()
	return r.expire(types.LifecycleExpiration{Days: days, Date: date})
}

// ExpireMarkers removes delete markers that have no version left. Such a rule
// has no other expiration, and its filter neither tags nor sizes.
//
// Rules: lifecycle-markers-with-tags, lifecycle-markers-with-size.
func (r LifecycleRule) ExpireMarkers() LifecycleRule {
	yes := true
	return r.expire(types.LifecycleExpiration{ExpiredObjectDeleteMarker: &yes})
}

// Transition moves objects to another storage class.
//
// Rules: lifecycle-transition-class-twice, lifecycle-transition-order.
func (r LifecycleRule) Transition(to TransitionClass, w When) LifecycleRule {
	if to == nil || w == nil {
		r.bad = r.bad.Add("LifecycleConfiguration", "has a transition without a class or a time")
		return r
	}
	days, date := w.when()
	n := len(r.rule.Transitions)
	r.rule.Transitions = append(r.rule.Transitions[:n:n], types.Transition{StorageClass: to.transition(), Days: days, Date: date})
	return r
}

// ExpireNoncurrent deletes versions a number of days after they were replaced.
//
// Rule: lifecycle-noncurrent-days.
func (r LifecycleRule) ExpireNoncurrent(days int32) LifecycleRule {
	return r.noncurrent(types.NoncurrentVersionExpiration{NoncurrentDays: &days})
}

// ExpireNoncurrentKeeping is ExpireNoncurrent, and keeps a number of the newest
// of them, 1 to 100.
//
// Rules: lifecycle-newer-versions-limit, lifecycle-newer-versions-filter.
func (r LifecycleRule) ExpireNoncurrentKeeping(days, newest int32) LifecycleRule {
	return r.noncurrent(types.NoncurrentVersionExpiration{NoncurrentDays: &days, NewerNoncurrentVersions: &newest})
}

func (r LifecycleRule) noncurrent(e types.NoncurrentVersionExpiration) LifecycleRule {
	r.rule.NoncurrentVersionExpiration = &e
	return r
}

// TransitionNoncurrent moves versions a number of days after they were
// replaced, but keeps a number of the newest of them where they are; 0 keeps
// none.
func (r LifecycleRule) TransitionNoncurrent(to TransitionClass, days, newest int32) LifecycleRule {
	if to == nil {
		r.bad = r.bad.Add("LifecycleConfiguration", "has a transition without a class")
		return r
	}
	t := types.NoncurrentVersionTransition{StorageClass: to.transition(), NoncurrentDays: &days}
	if newest != 0 {
		t.NewerNoncurrentVersions = &newest
	}
	n := len(r.rule.NoncurrentVersionTransitions)
	r.rule.NoncurrentVersionTransitions = append(r.rule.NoncurrentVersionTransitions[:n:n], t)
	return r
}

// AbortUploads aborts multipart uploads that aren't completed a number of days
// after they began. The rule's filter has neither tags nor sizes.
//
// Rules: lifecycle-abort-with-tags, lifecycle-abort-with-size.
func (r LifecycleRule) AbortUploads(days int32) LifecycleRule {
	r.rule.AbortIncompleteMultipartUpload = &types.AbortIncompleteMultipartUpload{DaysAfterInitiation: &days}
	return r
}

func (r LifecycleRule) document() types.LifecycleRule {
	d := r.rule
	if d.Status == "" {
		d.Status = types.ExpirationStatusEnabled
	}
	if d.Prefix == nil {
		d.Filter = r.f.lifecycle()
	}
	return d
}
