package aws

import (
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
)

// maxLifecycleRules is the number of rules that a configuration can have.
const maxLifecycleRules = 1000

// maxFilterSize is the greatest object size that a filter can name, in bytes.
const maxFilterSize = 1000 << 40

// lifecycleOption changes a rule of an example.
type lifecycleOption = func(*types.LifecycleRule)

// lifecycleRule is a rule for all objects, without an action, with the options.
func lifecycleRule(options ...lifecycleOption) types.LifecycleRule {
	r := types.LifecycleRule{Status: types.ExpirationStatusEnabled, Filter: &types.LifecycleRuleFilter{}}
	for _, o := range options {
		o(&r)
	}
	return r
}

func lifecycle(rules ...types.LifecycleRule) *types.BucketLifecycleConfiguration {
	return &types.BucketLifecycleConfiguration{Rules: rules}
}

// lifecycleWith is a configuration of one rule.
func lifecycleWith(options ...lifecycleOption) *types.BucketLifecycleConfiguration {
	return lifecycle(lifecycleRule(options...))
}

func lifecycleID(id string) lifecycleOption {
	return func(r *types.LifecycleRule) { r.ID = &id }
}

func filtered(f types.LifecycleRuleFilter) lifecycleOption {
	return func(r *types.LifecycleRule) { r.Filter = &f }
}

func filteredByAll(and types.LifecycleRuleAndOperator) lifecycleOption {
	return filtered(types.LifecycleRuleFilter{And: &and})
}

// legacyPrefix gives the rule a prefix outside the filter.
func legacyPrefix(prefix string) lifecycleOption {
	return func(r *types.LifecycleRule) { r.Filter, r.Prefix = nil, &prefix }
}

func expiresAfter(days int32) lifecycleOption {
	return func(r *types.LifecycleRule) { r.Expiration = &types.LifecycleExpiration{Days: &days} }
}

func expiresOn(t time.Time) lifecycleOption {
	return func(r *types.LifecycleRule) { r.Expiration = &types.LifecycleExpiration{Date: &t} }
}

func expires(e types.LifecycleExpiration) lifecycleOption {
	return func(r *types.LifecycleRule) { r.Expiration = &e }
}

func expiresMarkers() lifecycleOption {
	return expires(types.LifecycleExpiration{ExpiredObjectDeleteMarker: ptr.Bool(true)})
}

func moves(class types.TransitionStorageClass, days int32) lifecycleOption {
	return func(r *types.LifecycleRule) {
		r.Transitions = append(r.Transitions, types.Transition{StorageClass: class, Days: &days})
	}
}

func movesOn(class types.TransitionStorageClass, t time.Time) lifecycleOption {
	return func(r *types.LifecycleRule) {
		r.Transitions = append(r.Transitions, types.Transition{StorageClass: class, Date: &t})
	}
}

func transition(t types.Transition) lifecycleOption {
	return func(r *types.LifecycleRule) { r.Transitions = append(r.Transitions, t) }
}

func movesNoncurrent(class types.TransitionStorageClass, days int32) lifecycleOption {
	return noncurrentTransition(types.NoncurrentVersionTransition{StorageClass: class, NoncurrentDays: &days})
}

func noncurrentTransition(t types.NoncurrentVersionTransition) lifecycleOption {
	return func(r *types.LifecycleRule) {
		r.NoncurrentVersionTransitions = append(r.NoncurrentVersionTransitions, t)
	}
}

func expiresNoncurrent(e types.NoncurrentVersionExpiration) lifecycleOption {
	return func(r *types.LifecycleRule) { r.NoncurrentVersionExpiration = &e }
}

func expiresNoncurrentAfter(days int32) lifecycleOption {
	return expiresNoncurrent(types.NoncurrentVersionExpiration{NoncurrentDays: &days})
}

func aborts(days *int32) lifecycleOption {
	return func(r *types.LifecycleRule) {
		r.AbortIncompleteMultipartUpload = &types.AbortIncompleteMultipartUpload{DaysAfterInitiation: days}
	}
}

func exampleTag(key, value string) types.Tag { return types.Tag{Key: &key, Value: &value} }

func midnight() time.Time {
	return time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)
}

func afternoon() time.Time {
	return time.Date(2027, 1, 1, 14, 30, 0, 0, time.UTC)
}

const (
	toGlacier     = types.TransitionStorageClassGlacier
	toGlacierIR   = types.TransitionStorageClassGlacierIr
	toDeepArchive = types.TransitionStorageClassDeepArchive
	toStandardIA  = types.TransitionStorageClassStandardIa
	toOneZoneIA   = types.TransitionStorageClassOnezoneIa
	toTiering     = types.TransitionStorageClassIntelligentTiering
)

// manyLifecycleRules is a configuration of n rules.
func manyLifecycleRules(n int) *types.BucketLifecycleConfiguration {
	rules := make([]types.LifecycleRule, n)
	for i := range rules {
		rules[i] = lifecycleRule(expiresAfter(7))
	}
	return lifecycle(rules...)
}

// someLifecycleRule makes a predicate that is true if one rule of a lifecycle
// fulfils the test, which gets the path below the rule.
func someLifecycleRule(name string, test func(*types.LifecycleRule) (path string, found bool), yes, no []any) *compat.Predicate {
	return compat.Document(name, func(d *types.BucketLifecycleConfiguration) (string, bool) {
		for i := range d.Rules {
			if path, found := test(&d.Rules[i]); found {
				return element("Rules", i, path), true
			}
		}
		return "", false
	}, yes, no)
}

// Predicates about the form of the document.

func lifecycleScopeMissing() *compat.Predicate {
	return someLifecycleRule("has a rule with neither Filter nor Prefix", func(r *types.LifecycleRule) (string, bool) {
		return "Filter", r.Filter == nil && r.Prefix == nil
	}, []any{
		lifecycle(types.LifecycleRule{Status: types.ExpirationStatusEnabled, Expiration: &types.LifecycleExpiration{Days: ptr.Int32(7)}}),
		lifecycle(types.LifecycleRule{ID: ptr.String("wholebucket"), Status: types.ExpirationStatusEnabled, Expiration: &types.LifecycleExpiration{Days: ptr.Int32(7)}}),
	}, []any{
		lifecycleWith(expiresAfter(7)),
		lifecycleWith(filtered(types.LifecycleRuleFilter{Prefix: ptr.String("")}), expiresAfter(7)),
		lifecycleWith(legacyPrefix(""), expiresAfter(7)),
	})
}

func lifecyclePrefixAndFilter() *compat.Predicate {
	return someLifecycleRule("has a rule with both Filter and Prefix", func(r *types.LifecycleRule) (string, bool) {
		return "Prefix", r.Filter != nil && r.Prefix != nil
	}, []any{lifecycleWith(legacyPrefix("logs/"), filtered(types.LifecycleRuleFilter{Prefix: ptr.String("logs/")}), expiresAfter(7))},
		[]any{lifecycleWith(legacyPrefix("logs/"), expiresAfter(7)), lifecycleWith(expiresAfter(7))})
}

func count(conditions ...bool) (n int) {
	for _, c := range conditions {
		if c {
			n++
		}
	}
	return n
}

func lifecycleFilterAmbiguous() *compat.Predicate {
	return someLifecycleRule("has a filter with more than one predicate outside And", func(r *types.LifecycleRule) (string, bool) {
		f := r.Filter
		return "Filter", f != nil && count(f.And != nil, f.Prefix != nil, f.Tag != nil, f.ObjectSizeGreaterThan != nil, f.ObjectSizeLessThan != nil) > 1
	}, []any{
		lifecycleWith(filtered(types.LifecycleRuleFilter{Prefix: ptr.String(""), And: &types.LifecycleRuleAndOperator{Prefix: ptr.String("test")}}), expiresAfter(7)),
		lifecycleWith(filtered(types.LifecycleRuleFilter{Prefix: ptr.String(""), ObjectSizeGreaterThan: ptr.Int64(500)}), expiresAfter(7)),
		lifecycleWith(filtered(types.LifecycleRuleFilter{ObjectSizeGreaterThan: ptr.Int64(500), ObjectSizeLessThan: ptr.Int64(64000)}), expiresAfter(7)),
	}, []any{
		lifecycleWith(filtered(types.LifecycleRuleFilter{ObjectSizeGreaterThan: ptr.Int64(20)}), expiresAfter(7)),
		lifecycleWith(filteredByAll(types.LifecycleRuleAndOperator{Prefix: ptr.String("logs/"), ObjectSizeGreaterThan: ptr.Int64(500)}), expiresAfter(7)),
	})
}

// andPredicates counts the predicates in an And, each tag as one.
func andPredicates(a *types.LifecycleRuleAndOperator) int {
	return len(a.Tags) + count(a.Prefix != nil, a.ObjectSizeGreaterThan != nil, a.ObjectSizeLessThan != nil)
}

// A single tag within And is judged apart: no answer to it is known.
func lifecycleAndTooSmall() *compat.Predicate {
	return someLifecycleRule("has an And with fewer than two predicates", func(r *types.LifecycleRule) (string, bool) {
		return "Filter.And", r.Filter != nil && r.Filter.And != nil && len(r.Filter.And.Tags) == 0 && andPredicates(r.Filter.And) < 2
	}, []any{
		lifecycleWith(filteredByAll(types.LifecycleRuleAndOperator{Prefix: ptr.String("logs/")}), expiresAfter(7)),
		lifecycleWith(filteredByAll(types.LifecycleRuleAndOperator{}), expiresAfter(7)),
	}, []any{
		lifecycleWith(filteredByAll(types.LifecycleRuleAndOperator{Tags: []types.Tag{exampleTag("keep", "no"), exampleTag("team", "logs")}}), expiresAfter(7)),
		lifecycleWith(filteredByAll(types.LifecycleRuleAndOperator{Prefix: ptr.String("logs/"), Tags: []types.Tag{exampleTag("keep", "no")}}), expiresAfter(7)),
	})
}

func lifecycleAndOneTag() *compat.Predicate {
	return someLifecycleRule("has an And with one tag and nothing else", func(r *types.LifecycleRule) (string, bool) {
		return "Filter.And.Tags", r.Filter != nil && r.Filter.And != nil && len(r.Filter.And.Tags) == 1 && andPredicates(r.Filter.And) == 1
	}, []any{lifecycleWith(filteredByAll(types.LifecycleRuleAndOperator{Tags: []types.Tag{exampleTag("keep", "no")}}), expiresAfter(7))},
		[]any{lifecycleWith(filtered(types.LifecycleRuleFilter{Tag: &types.Tag{Key: ptr.String("keep"), Value: ptr.String("no")}}), expiresAfter(7))})
}

func lifecycleBadStatus() *compat.Predicate {
	return someLifecycleRule("has a rule whose status is neither Enabled nor Disabled", func(r *types.LifecycleRule) (string, bool) {
		return "Status", !enabledOrDisabled(r.Status)
	}, []any{
		lifecycleWith(func(r *types.LifecycleRule) { r.Status = "enabled" }, expiresAfter(7)),
		lifecycleWith(func(r *types.LifecycleRule) { r.Status = "" }, expiresAfter(7)),
	}, []any{
		lifecycleWith(expiresAfter(7)),
		lifecycleWith(func(r *types.LifecycleRule) { r.Status = types.ExpirationStatusDisabled }, expiresAfter(7)),
	})
}

func lifecycleExpirationForm() *compat.Predicate {
	return someLifecycleRule("has an expiration with none, or more than one, of Date, Days and ExpiredObjectDeleteMarker", func(r *types.LifecycleRule) (string, bool) {
		e := r.Expiration
		return "Expiration", e != nil && count(e.Date != nil, e.Days != nil, e.ExpiredObjectDeleteMarker != nil) != 1
	}, []any{
		lifecycleWith(expires(types.LifecycleExpiration{Days: ptr.Int32(1), ExpiredObjectDeleteMarker: ptr.Bool(true)})),
		lifecycleWith(expires(types.LifecycleExpiration{Days: ptr.Int32(8), Date: ptr.Time(midnight())})),
		lifecycleWith(expires(types.LifecycleExpiration{})),
	}, []any{lifecycleWith(expiresAfter(1)), lifecycleWith(expiresMarkers()), lifecycleWith(expiresOn(midnight()))})
}

func lifecycleTransitionForm() *compat.Predicate {
	return someLifecycleRule("has a transition with both or neither of Date and Days", func(r *types.LifecycleRule) (string, bool) {
		for i := range r.Transitions {
			if t := &r.Transitions[i]; (t.Date == nil) == (t.Days == nil) {
				return element("Transitions", i, ""), true
			}
		}
		return "", false
	}, []any{
		lifecycleWith(transition(types.Transition{StorageClass: toGlacier})),
		lifecycleWith(transition(types.Transition{StorageClass: toGlacier, Days: ptr.Int32(30), Date: ptr.Time(midnight())})),
	}, []any{lifecycleWith(moves(toGlacier, 30)), lifecycleWith(movesOn(toGlacier, midnight()))})
}

// noTarget reports whether a class can't be that of a transition. Classes that
// exist for other uses are known; others S3 may introduce.
func noTarget(class types.TransitionStorageClass) bool {
	switch types.StorageClass(class) {
	case types.StorageClassOutposts, types.StorageClassSnow, types.StorageClassExpressOnezone,
		types.StorageClassFsxOpenzfs, types.StorageClassFsxOntap, types.StorageClassAwsBackupWarm:
		return true
	}
	return notAStorageClass(class)
}

func lifecycleClassUnknown() *compat.Predicate {
	return someLifecycleRule("has a transition without a storage class, or to one that no transition can have", func(r *types.LifecycleRule) (string, bool) {
		for i := range r.Transitions {
			if noTarget(r.Transitions[i].StorageClass) {
				return element("Transitions", i, "StorageClass"), true
			}
		}
		for i := range r.NoncurrentVersionTransitions {
			if noTarget(r.NoncurrentVersionTransitions[i].StorageClass) {
				return element("NoncurrentVersionTransitions", i, "StorageClass"), true
			}
		}
		return "", false
	}, []any{
		lifecycleWith(moves("Glacier", 30)),
		lifecycleWith(moves("EXPRESS_ONEZONE", 30)),
		lifecycleWith(transition(types.Transition{Days: ptr.Int32(30)})),
		lifecycleWith(noncurrentTransition(types.NoncurrentVersionTransition{NoncurrentDays: ptr.Int32(30)})),
	}, []any{lifecycleWith(moves(toGlacierIR, 30)), lifecycleWith(movesNoncurrent(toDeepArchive, 30))})
}

// noClassOfS3 reports whether a class is written like one, but isn't one of S3.
func noClassOfS3(class types.TransitionStorageClass) bool {
	return class != "" && !isStorageClass(string(class)) && !noTarget(class)
}

func lifecycleClassForeign() *compat.Predicate {
	return someLifecycleRule("has a transition to a storage class that S3 doesn't have", func(r *types.LifecycleRule) (string, bool) {
		for i := range r.Transitions {
			if noClassOfS3(r.Transitions[i].StorageClass) {
				return element("Transitions", i, "StorageClass"), true
			}
		}
		for i := range r.NoncurrentVersionTransitions {
			if noClassOfS3(r.NoncurrentVersionTransitions[i].StorageClass) {
				return element("NoncurrentVersionTransitions", i, "StorageClass"), true
			}
		}
		return "", false
	}, []any{lifecycleWith(moves("COLD", 30)), lifecycleWith(movesNoncurrent("COLD", 30))},
		[]any{lifecycleWith(moves(toGlacierIR, 30)), lifecycleWith(movesNoncurrent(toDeepArchive, 30))})
}

func lifecycleNoncurrentDaysMissing() *compat.Predicate {
	return someLifecycleRule("has an action on noncurrent versions without NoncurrentDays", func(r *types.LifecycleRule) (string, bool) {
		if e := r.NoncurrentVersionExpiration; e != nil && e.NoncurrentDays == nil {
			return "NoncurrentVersionExpiration.NoncurrentDays", true
		}
		for i := range r.NoncurrentVersionTransitions {
			if r.NoncurrentVersionTransitions[i].NoncurrentDays == nil {
				return element("NoncurrentVersionTransitions", i, "NoncurrentDays"), true
			}
		}
		return "", false
	}, []any{
		lifecycleWith(expiresAfter(7), expiresNoncurrent(types.NoncurrentVersionExpiration{})),
		lifecycleWith(expiresNoncurrent(types.NoncurrentVersionExpiration{NewerNoncurrentVersions: ptr.Int32(5)})),
		lifecycleWith(noncurrentTransition(types.NoncurrentVersionTransition{StorageClass: toGlacier})),
	}, []any{
		lifecycleWith(expiresNoncurrent(types.NoncurrentVersionExpiration{NoncurrentDays: ptr.Int32(1), NewerNoncurrentVersions: ptr.Int32(5)})),
		lifecycleWith(movesNoncurrent(toGlacier, 0)),
	})
}

func lifecycleAbortDaysMissing() *compat.Predicate {
	return someLifecycleRule("aborts multipart uploads without DaysAfterInitiation", func(r *types.LifecycleRule) (string, bool) {
		a := r.AbortIncompleteMultipartUpload
		return "AbortIncompleteMultipartUpload.DaysAfterInitiation", a != nil && a.DaysAfterInitiation == nil
	}, []any{lifecycleWith(aborts(nil))}, []any{lifecycleWith(aborts(ptr.Int32(7)))})
}

// Predicates about the configuration as a whole.

func lifecycleEmpty() *compat.Predicate {
	return compat.Document("has no rules", func(d *types.BucketLifecycleConfiguration) (string, bool) {
		return "Rules", len(d.Rules) == 0
	}, []any{&types.BucketLifecycleConfiguration{Rules: []types.LifecycleRule{}}}, []any{lifecycleWith(expiresAfter(7))})
}

func lifecycleTooLong() *compat.Predicate {
	return compat.Document("has more than 1,000 rules", func(d *types.BucketLifecycleConfiguration) (string, bool) {
		return "Rules", len(d.Rules) > maxLifecycleRules
	}, []any{manyLifecycleRules(1001)}, []any{manyLifecycleRules(1000)})
}

func lifecycleIdle() *compat.Predicate {
	return someLifecycleRule("has a rule without an action", func(r *types.LifecycleRule) (string, bool) {
		return "", r.Expiration == nil && len(r.Transitions) == 0 && r.NoncurrentVersionExpiration == nil &&
			len(r.NoncurrentVersionTransitions) == 0 && r.AbortIncompleteMultipartUpload == nil
	}, []any{lifecycleWith(), lifecycle(lifecycleRule(expiresAfter(7)), lifecycleRule(lifecycleID("idle")))},
		[]any{lifecycleWith(expiresAfter(7)), lifecycleWith(aborts(ptr.Int32(7)))})
}

func lifecycleIDTooLong() *compat.Predicate {
	return someLifecycleRule("has a rule whose ID is longer than 255 characters", func(r *types.LifecycleRule) (string, bool) {
		return "ID", longer(r.ID, maxRuleID)
	}, []any{lifecycleWith(lifecycleID(strings.Repeat("a", 256)), expiresAfter(7))},
		[]any{lifecycleWith(lifecycleID(strings.Repeat("a", 255)), expiresAfter(7))})
}

func lifecycleIDTwice() *compat.Predicate {
	return compat.Document("has two rules with the same ID", func(d *types.BucketLifecycleConfiguration) (string, bool) {
		i := repeated(len(d.Rules), func(i int) (string, bool) {
			return ptr.ToString(d.Rules[i].ID), ptr.ToString(d.Rules[i].ID) != ""
		})
		if i < 0 {
			return "", false
		}
		return element("Rules", i, "ID"), true
	}, []any{lifecycle(lifecycleRule(lifecycleID("logs"), expiresAfter(7)), lifecycleRule(lifecycleID("logs"), aborts(ptr.Int32(7))))},
		[]any{
			lifecycle(lifecycleRule(lifecycleID("logs"), expiresAfter(7)), lifecycleRule(lifecycleID("uploads"), aborts(ptr.Int32(7)))),
			lifecycle(lifecycleRule(expiresAfter(7)), lifecycleRule(aborts(ptr.Int32(7)))),
		})
}

func lifecycleMixedForms() *compat.Predicate {
	return compat.Document("has rules with Filter and rules with Prefix", func(d *types.BucketLifecycleConfiguration) (string, bool) {
		for i := range d.Rules {
			if r := &d.Rules[i]; (r.Filter == nil) != (r.Prefix == nil) && (d.Rules[0].Filter == nil) != (d.Rules[0].Prefix == nil) &&
				(r.Filter == nil) != (d.Rules[0].Filter == nil) {
				if r.Filter == nil {
					return element("Rules", i, "Prefix"), true
				}
				return element("Rules", i, "Filter"), true
			}
		}
		return "", false
	}, []any{
		lifecycle(lifecycleRule(filtered(types.LifecycleRuleFilter{Prefix: ptr.String("logs/")}), expiresAfter(30)), lifecycleRule(legacyPrefix("tmp/"), expiresAfter(30))),
		lifecycle(lifecycleRule(legacyPrefix("tmp/"), expiresAfter(30)), lifecycleRule(filtered(types.LifecycleRuleFilter{Prefix: ptr.String("logs/")}), aborts(ptr.Int32(7)))),
	}, []any{
		lifecycle(lifecycleRule(legacyPrefix("tmp/"), expiresAfter(30)), lifecycleRule(legacyPrefix("logs/"), expiresAfter(30))),
		lifecycle(lifecycleRule(expiresAfter(30)), lifecycleRule(filtered(types.LifecycleRuleFilter{Prefix: ptr.String("logs/")}), expiresAfter(7))),
	})
}

// actionsInCommon reports whether two rules have an action of the same kind.
func actionsInCommon(a, b *types.LifecycleRule) bool {
	return a.Expiration != nil && b.Expiration != nil ||
		len(a.Transitions) > 0 && len(b.Transitions) > 0 ||
		a.NoncurrentVersionExpiration != nil && b.NoncurrentVersionExpiration != nil ||
		len(a.NoncurrentVersionTransitions) > 0 && len(b.NoncurrentVersionTransitions) > 0 ||
		a.AbortIncompleteMultipartUpload != nil && b.AbortIncompleteMultipartUpload != nil
}

// legacyPair looks for two enabled rules of a configuration without filters
// that have an action of the same kind and whose prefixes fulfil the test.
func legacyPair(d *types.BucketLifecycleConfiguration, test func(a, b string) bool) (string, bool) {
	if len(d.Rules) > maxLifecycleRules {
		return "", false // too many anyway
	}
	for i := range d.Rules {
		if d.Rules[i].Filter != nil || d.Rules[i].Prefix == nil {
			return "", false
		}
	}
	for i := range d.Rules {
		for j := range i {
			a, b := &d.Rules[i], &d.Rules[j]
			if a.Status == types.ExpirationStatusEnabled && b.Status == types.ExpirationStatusEnabled &&
				test(*a.Prefix, *b.Prefix) && actionsInCommon(a, b) {
				return element("Rules", i, "Prefix"), true
			}
		}
	}
	return "", false
}

func lifecycleOverlap() *compat.Predicate {
	return compat.Document("has two rules with overlapping Prefix and the same action", func(d *types.BucketLifecycleConfiguration) (string, bool) {
		return legacyPair(d, func(a, b string) bool { return a != b && (strings.HasPrefix(a, b) || strings.HasPrefix(b, a)) })
	}, []any{lifecycle(lifecycleRule(legacyPrefix(""), expiresAfter(30)), lifecycleRule(legacyPrefix("logs"), expiresAfter(15)))},
		[]any{
			lifecycle(lifecycleRule(legacyPrefix("logs/"), expiresAfter(30)), lifecycleRule(legacyPrefix("tmp/"), expiresAfter(15))),
			lifecycle(lifecycleRule(filtered(types.LifecycleRuleFilter{Prefix: ptr.String("")}), expiresAfter(30)),
				lifecycleRule(filtered(types.LifecycleRuleFilter{Prefix: ptr.String("logs")}), expiresAfter(15))),
		})
}

func lifecycleSamePrefix() *compat.Predicate {
	return compat.Document("has two rules with the same Prefix and the same action", func(d *types.BucketLifecycleConfiguration) (string, bool) {
		return legacyPair(d, func(a, b string) bool { return a == b })
	}, []any{lifecycle(lifecycleRule(legacyPrefix("logs/"), expiresAfter(30)), lifecycleRule(legacyPrefix("logs/"), expiresAfter(15)))},
		[]any{lifecycle(lifecycleRule(legacyPrefix("logs/"), expiresAfter(30)), lifecycleRule(legacyPrefix("tmp/"), expiresAfter(15)))})
}

// Predicates about filters.

// filterPrefix returns the prefix of a rule, wherever it is given.
func filterPrefix(r *types.LifecycleRule) (path string, prefix *string) {
	switch {
	case r.Filter != nil && r.Filter.Prefix != nil:
		return "Filter.Prefix", r.Filter.Prefix
	case r.Filter != nil && r.Filter.And != nil && r.Filter.And.Prefix != nil:
		return "Filter.And.Prefix", r.Filter.And.Prefix
	}
	return "Prefix", r.Prefix
}

func lifecyclePrefixTooLong() *compat.Predicate {
	return someLifecycleRule("has a prefix longer than 1,024 characters", func(r *types.LifecycleRule) (string, bool) {
		path, prefix := filterPrefix(r)
		return path, longer(prefix, 1024)
	}, []any{lifecycleWith(filtered(types.LifecycleRuleFilter{Prefix: ptr.String(strings.Repeat("a", 1025))}), expiresAfter(7))},
		[]any{lifecycleWith(filtered(types.LifecycleRuleFilter{Prefix: ptr.String(strings.Repeat("a", 1024))}), expiresAfter(7))})
}

func lifecycleTagTwice() *compat.Predicate {
	return someLifecycleRule("has a filter with two tags of the same key", func(r *types.LifecycleRule) (string, bool) {
		if r.Filter == nil || r.Filter.And == nil {
			return "", false
		}
		if i := repeatedTag(r.Filter.And.Tags); i >= 0 {
			return element("Filter.And.Tags", i, "Key"), true
		}
		return "", false
	}, []any{lifecycleWith(filteredByAll(types.LifecycleRuleAndOperator{Tags: []types.Tag{exampleTag("keep", "no"), exampleTag("keep", "never")}}), expiresAfter(1))},
		[]any{lifecycleWith(filteredByAll(types.LifecycleRuleAndOperator{Tags: []types.Tag{exampleTag("keep", "no"), exampleTag("Keep", "no")}}), expiresAfter(1))})
}

// badTagLength returns what of a tag is too short or too long.
func badTagLength(t *types.Tag) (string, bool) {
	if t.Key != nil && *t.Key == "" || longer(t.Key, maxTagKey) {
		return "Key", true
	}
	return "Value", longer(t.Value, maxTagValue)
}

func lifecycleTagLength() *compat.Predicate {
	return someLifecycleRule("has a filter with a tag that is too long or has an empty key", func(r *types.LifecycleRule) (string, bool) {
		if r.Filter == nil {
			return "", false
		}
		if t := r.Filter.Tag; t != nil {
			if path, found := badTagLength(t); found {
				return "Filter.Tag." + path, true
			}
		}
		if r.Filter.And != nil {
			for i := range r.Filter.And.Tags {
				if path, found := badTagLength(&r.Filter.And.Tags[i]); found {
					return element("Filter.And.Tags", i, path), true
				}
			}
		}
		return "", false
	}, []any{
		lifecycleWith(filtered(types.LifecycleRuleFilter{Tag: &types.Tag{Key: ptr.String(strings.Repeat("a", 129)), Value: ptr.String("")}}), expiresAfter(1)),
		lifecycleWith(filteredByAll(types.LifecycleRuleAndOperator{Prefix: ptr.String("logs/"), Tags: []types.Tag{exampleTag("keep", strings.Repeat("a", 257))}}), expiresAfter(1)),
		lifecycleWith(filtered(types.LifecycleRuleFilter{Tag: &types.Tag{Key: ptr.String(""), Value: ptr.String("")}}), expiresAfter(1)),
	}, []any{lifecycleWith(filtered(types.LifecycleRuleFilter{Tag: &types.Tag{Key: ptr.String(strings.Repeat("a", 128)), Value: ptr.String(strings.Repeat("a", 256))}}), expiresAfter(1))})
}

// sizes returns the sizes in a rule's filter, wherever they are given, and the
// path to where.
func sizes(r *types.LifecycleRule) (path string, above, below *int64) {
	switch f := r.Filter; {
	case f == nil:
		return "", nil, nil
	case f.And != nil:
		return "Filter.And.", f.And.ObjectSizeGreaterThan, f.And.ObjectSizeLessThan
	default:
		return "Filter.", f.ObjectSizeGreaterThan, f.ObjectSizeLessThan
	}
}

func lifecycleSizeRange() *compat.Predicate {
	return someLifecycleRule("has a filter with an object size out of range", func(r *types.LifecycleRule) (string, bool) {
		path, above, below := sizes(r)
		if above != nil && (*above < 0 || *above > maxFilterSize) {
			return path + "ObjectSizeGreaterThan", true
		}
		if below != nil && (*below < 1 || *below > maxFilterSize) {
			return path + "ObjectSizeLessThan", true
		}
		return "", false
	}, []any{
		lifecycleWith(filtered(types.LifecycleRuleFilter{ObjectSizeLessThan: ptr.Int64(0)}), expiresAfter(7)),
		lifecycleWith(filtered(types.LifecycleRuleFilter{ObjectSizeGreaterThan: ptr.Int64(-1)}), expiresAfter(7)),
		lifecycleWith(filtered(types.LifecycleRuleFilter{ObjectSizeGreaterThan: ptr.Int64(maxFilterSize + 1)}), expiresAfter(7)),
	}, []any{
		lifecycleWith(filtered(types.LifecycleRuleFilter{ObjectSizeLessThan: ptr.Int64(1)}), expiresAfter(7)),
		lifecycleWith(filtered(types.LifecycleRuleFilter{ObjectSizeGreaterThan: ptr.Int64(0)}), expiresAfter(7)),
	})
}

func lifecycleSizeOrder() *compat.Predicate {
	return someLifecycleRule("has a filter whose ObjectSizeLessThan isn't greater than ObjectSizeGreaterThan", func(r *types.LifecycleRule) (string, bool) {
		path, above, below := sizes(r)
		if above != nil && below != nil && *above >= *below {
			return path + "ObjectSizeLessThan", true
		}
		return "", false
	}, []any{lifecycleWith(filteredByAll(types.LifecycleRuleAndOperator{ObjectSizeGreaterThan: ptr.Int64(64000), ObjectSizeLessThan: ptr.Int64(64000)}), expiresAfter(7))},
		[]any{lifecycleWith(filteredByAll(types.LifecycleRuleAndOperator{ObjectSizeGreaterThan: ptr.Int64(500), ObjectSizeLessThan: ptr.Int64(64000)}), expiresAfter(7))})
}

func filtersByTag(r *types.LifecycleRule) bool {
	return r.Filter != nil && (r.Filter.Tag != nil || r.Filter.And != nil && len(r.Filter.And.Tags) > 0)
}

func filtersBySize(r *types.LifecycleRule) bool {
	_, above, below := sizes(r)
	return above != nil || below != nil
}

// hasMarkers reports whether a rule has ExpiredObjectDeleteMarker, true or false.
func hasMarkers(r *types.LifecycleRule) bool {
	return r.Expiration != nil && r.Expiration.ExpiredObjectDeleteMarker != nil
}

func keepsMarkers() lifecycleOption {
	return expires(types.LifecycleExpiration{ExpiredObjectDeleteMarker: ptr.Bool(false)})
}

func byTag() lifecycleOption {
	return filtered(types.LifecycleRuleFilter{Tag: &types.Tag{Key: ptr.String("keep"), Value: ptr.String("no")}})
}

func bySize() lifecycleOption {
	return filtered(types.LifecycleRuleFilter{ObjectSizeGreaterThan: ptr.Int64(500)})
}

func byTags() lifecycleOption {
	return filteredByAll(types.LifecycleRuleAndOperator{Prefix: ptr.String("logs/"), Tags: []types.Tag{exampleTag("keep", "no")}})
}

func byAll() lifecycleOption {
	return filteredByAll(types.LifecycleRuleAndOperator{Prefix: ptr.String("logs/"), ObjectSizeLessThan: ptr.Int64(500)})
}

func byName() lifecycleOption {
	return filtered(types.LifecycleRuleFilter{Prefix: ptr.String("logs/")})
}

func abortsByTag() *compat.Predicate {
	return someLifecycleRule("aborts multipart uploads of tagged objects", func(r *types.LifecycleRule) (string, bool) {
		return "AbortIncompleteMultipartUpload", r.AbortIncompleteMultipartUpload != nil && filtersByTag(r)
	}, []any{lifecycleWith(byTag(), aborts(ptr.Int32(7))), lifecycleWith(byTags(), expiresAfter(30), aborts(ptr.Int32(7)))},
		[]any{lifecycleWith(byName(), aborts(ptr.Int32(7))), lifecycleWith(byTag(), expiresAfter(7))})
}

func abortsBySize() *compat.Predicate {
	return someLifecycleRule("aborts multipart uploads of objects of a size", func(r *types.LifecycleRule) (string, bool) {
		return "AbortIncompleteMultipartUpload", r.AbortIncompleteMultipartUpload != nil && filtersBySize(r)
	}, []any{lifecycleWith(bySize(), aborts(ptr.Int32(7))), lifecycleWith(byAll(), aborts(ptr.Int32(7)))},
		[]any{lifecycleWith(byName(), aborts(ptr.Int32(7))), lifecycleWith(bySize(), expiresAfter(7))})
}

func markersByTag() *compat.Predicate {
	return someLifecycleRule("removes delete markers of tagged objects", func(r *types.LifecycleRule) (string, bool) {
		return "Expiration.ExpiredObjectDeleteMarker", hasMarkers(r) && filtersByTag(r)
	}, []any{lifecycleWith(byTag(), expiresMarkers()), lifecycleWith(byTags(), expiresMarkers())},
		[]any{lifecycleWith(byName(), expiresMarkers()), lifecycleWith(byTag(), expiresAfter(7))})
}

func markersBySize() *compat.Predicate {
	return someLifecycleRule("removes delete markers of objects of a size", func(r *types.LifecycleRule) (string, bool) {
		return "Expiration.ExpiredObjectDeleteMarker", hasMarkers(r) && filtersBySize(r)
	}, []any{lifecycleWith(bySize(), expiresMarkers()), lifecycleWith(byAll(), expiresMarkers()), lifecycleWith(bySize(), keepsMarkers())},
		[]any{lifecycleWith(byName(), expiresMarkers()), lifecycleWith(bySize(), expiresAfter(7))})
}

// Predicates about times.

func lifecycleExpirationDays() *compat.Predicate {
	return someLifecycleRule("expires objects after a number of days that isn't positive", func(r *types.LifecycleRule) (string, bool) {
		return "Expiration.Days", r.Expiration != nil && r.Expiration.Days != nil && *r.Expiration.Days < 1
	}, []any{lifecycleWith(expiresAfter(0)), lifecycleWith(expiresAfter(-1))}, []any{lifecycleWith(expiresAfter(1))})
}

// atMidnight judges a date as the SDK sends it: in UTC, with milliseconds.
func atMidnight(t *time.Time) bool {
	u := t.UTC()
	return u.Hour() == 0 && u.Minute() == 0 && u.Second() == 0 && u.Nanosecond() < int(time.Millisecond)
}

func lifecycleDateInDay() *compat.Predicate {
	return someLifecycleRule("has a date that isn't midnight UTC", func(r *types.LifecycleRule) (string, bool) {
		if r.Expiration != nil && r.Expiration.Date != nil && !atMidnight(r.Expiration.Date) {
			return "Expiration.Date", true
		}
		for i := range r.Transitions {
			if d := r.Transitions[i].Date; d != nil && !atMidnight(d) {
				return element("Transitions", i, "Date"), true
			}
		}
		return "", false
	}, []any{
		lifecycleWith(expiresOn(afternoon())),
		lifecycleWith(movesOn(toGlacier, afternoon())),
		lifecycleWith(expiresOn(time.Date(2027, 1, 1, 0, 0, 0, 0, time.FixedZone("CET", 3600)))),
	}, []any{
		lifecycleWith(expiresOn(midnight())),
		lifecycleWith(movesOn(toGlacier, midnight())),
		lifecycleWith(expiresOn(time.Date(2027, 1, 1, 1, 0, 0, 0, time.FixedZone("CET", 3600)))),
	})
}

func lifecycleNegativeDays() *compat.Predicate {
	return someLifecycleRule("has a transition after a negative number of days", func(r *types.LifecycleRule) (string, bool) {
		for i := range r.Transitions {
			if d := r.Transitions[i].Days; d != nil && *d < 0 {
				return element("Transitions", i, "Days"), true
			}
		}
		for i := range r.NoncurrentVersionTransitions {
			if d := r.NoncurrentVersionTransitions[i].NoncurrentDays; d != nil && *d < 0 {
				return element("NoncurrentVersionTransitions", i, "NoncurrentDays"), true
			}
		}
		return "", false
	}, []any{lifecycleWith(moves(toGlacier, -1)), lifecycleWith(movesNoncurrent(toGlacier, -1))},
		[]any{lifecycleWith(moves(toTiering, 0)), lifecycleWith(movesNoncurrent(toGlacier, 0))})
}

func lifecycleNoncurrentDays() *compat.Predicate {
	return someLifecycleRule("expires noncurrent versions after a number of days that isn't positive", func(r *types.LifecycleRule) (string, bool) {
		e := r.NoncurrentVersionExpiration
		return "NoncurrentVersionExpiration.NoncurrentDays", e != nil && e.NoncurrentDays != nil && *e.NoncurrentDays < 1
	}, []any{lifecycleWith(expiresNoncurrentAfter(0))}, []any{lifecycleWith(expiresNoncurrentAfter(1))})
}

func lifecycleAbortDays() *compat.Predicate {
	return someLifecycleRule("aborts multipart uploads after a number of days that isn't positive", func(r *types.LifecycleRule) (string, bool) {
		a := r.AbortIncompleteMultipartUpload
		return "AbortIncompleteMultipartUpload.DaysAfterInitiation", a != nil && a.DaysAfterInitiation != nil && *a.DaysAfterInitiation < 1
	}, []any{lifecycleWith(aborts(ptr.Int32(0)))}, []any{lifecycleWith(aborts(ptr.Int32(1)))})
}

// newerVersions yields every NewerNoncurrentVersions of a rule until the test
// is true.
func newerVersions(r *types.LifecycleRule, test func(int32) bool) (string, bool) {
	if e := r.NoncurrentVersionExpiration; e != nil && e.NewerNoncurrentVersions != nil && test(*e.NewerNoncurrentVersions) {
		return "NoncurrentVersionExpiration.NewerNoncurrentVersions", true
	}
	for i := range r.NoncurrentVersionTransitions {
		if n := r.NoncurrentVersionTransitions[i].NewerNoncurrentVersions; n != nil && test(*n) {
			return element("NoncurrentVersionTransitions", i, "NewerNoncurrentVersions"), true
		}
	}
	return "", false
}

// keeping retains noncurrent versions for a day, and some for longer.
func keeping(versions int32) lifecycleOption {
	return expiresNoncurrent(types.NoncurrentVersionExpiration{NoncurrentDays: ptr.Int32(1), NewerNoncurrentVersions: &versions})
}

func lifecycleNewerUnfiltered() *compat.Predicate {
	return someLifecycleRule("has NewerNoncurrentVersions in a rule with Prefix instead of Filter", func(r *types.LifecycleRule) (string, bool) {
		if r.Filter != nil || r.Prefix == nil {
			return "", false
		}
		return newerVersions(r, func(int32) bool { return true })
	}, []any{lifecycleWith(legacyPrefix("logs/"), keeping(2))}, []any{lifecycleWith(byName(), keeping(2)), lifecycleWith(legacyPrefix("logs/"), expiresNoncurrentAfter(1))})
}

func lifecycleNewerNotPositive() *compat.Predicate {
	return someLifecycleRule("has a NewerNoncurrentVersions that isn't positive", func(r *types.LifecycleRule) (string, bool) {
		return newerVersions(r, func(n int32) bool { return n < 1 })
	}, []any{lifecycleWith(keeping(0))}, []any{lifecycleWith(keeping(1))})
}

func lifecycleNewerTooMany() *compat.Predicate {
	return someLifecycleRule("has a NewerNoncurrentVersions greater than 100", func(r *types.LifecycleRule) (string, bool) {
		return newerVersions(r, func(n int32) bool { return n > 100 })
	}, []any{lifecycleWith(keeping(101))}, []any{lifecycleWith(keeping(100))})
}

// Predicates about the order of actions.

func lifecycleClassUnsupported() *compat.Predicate {
	return someLifecycleRule("has a transition to STANDARD or REDUCED_REDUNDANCY", func(r *types.LifecycleRule) (string, bool) {
		for i := range r.Transitions {
			if c := r.Transitions[i].StorageClass; c == "STANDARD" || c == "REDUCED_REDUNDANCY" {
				return element("Transitions", i, "StorageClass"), true
			}
		}
		for i := range r.NoncurrentVersionTransitions {
			if c := r.NoncurrentVersionTransitions[i].StorageClass; c == "STANDARD" || c == "REDUCED_REDUNDANCY" {
				return element("NoncurrentVersionTransitions", i, "StorageClass"), true
			}
		}
		return "", false
	}, []any{lifecycleWith(moves("STANDARD", 30)), lifecycleWith(movesNoncurrent("REDUCED_REDUNDANCY", 30))},
		[]any{lifecycleWith(moves(toStandardIA, 30)), lifecycleWith(movesNoncurrent(toGlacier, 30))})
}

func lifecycleClassTwice() *compat.Predicate {
	return someLifecycleRule("has two transitions to the same storage class", func(r *types.LifecycleRule) (string, bool) {
		if i := repeated(len(r.Transitions), func(i int) (string, bool) {
			return string(r.Transitions[i].StorageClass), r.Transitions[i].StorageClass != ""
		}); i >= 0 {
			return element("Transitions", i, "StorageClass"), true
		}
		if i := repeated(len(r.NoncurrentVersionTransitions), func(i int) (string, bool) {
			return string(r.NoncurrentVersionTransitions[i].StorageClass), r.NoncurrentVersionTransitions[i].StorageClass != ""
		}); i >= 0 {
			return element("NoncurrentVersionTransitions", i, "StorageClass"), true
		}
		return "", false
	}, []any{lifecycleWith(moves(toGlacier, 30), moves(toGlacier, 60)), lifecycleWith(movesNoncurrent(toGlacier, 30), movesNoncurrent(toGlacier, 60))},
		[]any{lifecycleWith(moves(toGlacier, 30), moves(toDeepArchive, 180)), lifecycleWith(moves(toGlacier, 30), movesNoncurrent(toGlacier, 30))})
}

func lifecycleMixedTimes() *compat.Predicate {
	return someLifecycleRule("has an action after some days and another one on a date", func(r *types.LifecycleRule) (string, bool) {
		e := r.Expiration
		days, dates := e != nil && e.Days != nil, e != nil && e.Date != nil
		for i := range r.Transitions {
			t := &r.Transitions[i]
			if days = days || t.Days != nil; days && t.Date != nil {
				return element("Transitions", i, "Date"), true
			}
			if dates = dates || t.Date != nil; dates && t.Days != nil {
				return element("Transitions", i, "Days"), true
			}
		}
		return "", false
	}, []any{
		lifecycleWith(expiresOn(midnight()), moves(toGlacier, 30)),
		lifecycleWith(movesOn(toGlacier, midnight()), moves(toDeepArchive, 180)),
	}, []any{
		lifecycleWith(expiresOn(midnight().AddDate(1, 0, 0)), movesOn(toGlacier, midnight())),
		lifecycleWith(expiresOn(midnight()), aborts(ptr.Int32(7))),
	})
}

func lifecycleExpiresEarly() *compat.Predicate {
	return someLifecycleRule("expires objects no later than it moves them to another storage class", func(r *types.LifecycleRule) (string, bool) {
		if e := r.Expiration; e != nil {
			for i := range r.Transitions {
				t := &r.Transitions[i]
				if e.Days != nil && t.Days != nil && *e.Days <= *t.Days {
					return "Expiration.Days", true
				}
				if e.Date != nil && t.Date != nil && !e.Date.After(*t.Date) {
					return "Expiration.Date", true
				}
			}
		}
		return "", false
	}, []any{
		lifecycleWith(moves(toGlacier, 30), expiresAfter(30)),
		lifecycleWith(moves(toGlacier, 90), expiresAfter(60)),
		lifecycleWith(movesOn(toGlacier, midnight()), expiresOn(midnight())),
	}, []any{
		lifecycleWith(moves(toGlacier, 30), expiresAfter(365)),
		lifecycleWith(movesOn(toGlacier, midnight()), expiresOn(midnight().AddDate(1, 0, 0))),
	})
}

// Actions that keep some noncurrent versions are left to S3 to compare.
func lifecycleExpiresNoncurrentEarly() *compat.Predicate {
	return someLifecycleRule("expires noncurrent versions no later than it moves them to another storage class", func(r *types.LifecycleRule) (string, bool) {
		if e := r.NoncurrentVersionExpiration; e != nil && e.NoncurrentDays != nil && e.NewerNoncurrentVersions == nil {
			for i := range r.NoncurrentVersionTransitions {
				t := &r.NoncurrentVersionTransitions[i]
				if t.NoncurrentDays != nil && t.NewerNoncurrentVersions == nil && *e.NoncurrentDays <= *t.NoncurrentDays {
					return "NoncurrentVersionExpiration.NoncurrentDays", true
				}
			}
		}
		return "", false
	}, []any{lifecycleWith(movesNoncurrent(toGlacier, 30), expiresNoncurrentAfter(30))},
		[]any{lifecycleWith(movesNoncurrent(toGlacier, 30), expiresNoncurrentAfter(365))})
}

// colder reports whether objects of class a can be moved to class b by a
// lifecycle.
func colder(a, b types.TransitionStorageClass) bool {
	switch b {
	case toDeepArchive:
		return a == toStandardIA || a == toTiering || a == toOneZoneIA || a == toGlacierIR || a == toGlacier
	case toGlacier:
		return a == toStandardIA || a == toTiering || a == toOneZoneIA || a == toGlacierIR
	case toGlacierIR, toOneZoneIA:
		return a == toStandardIA || a == toTiering
	case toTiering:
		return a == toStandardIA
	}
	return false
}

// transitionPair looks for two transitions, the second to a class to which
// objects of the first one's can move, and whose times in days fulfil the test.
// Those that keep some noncurrent versions aren't for the same versions at any
// time, so S3 is left to compare them.
func transitionPair(r *types.LifecycleRule, test func(warm types.TransitionStorageClass, gap int64) bool) (string, bool) {
	const looked = 64 // S3 has far fewer storage classes
	if len(r.Transitions) > looked || len(r.NoncurrentVersionTransitions) > looked {
		return "", false
	}
	for i := range r.Transitions {
		for j := range r.Transitions {
			warm, cold := &r.Transitions[i], &r.Transitions[j]
			if !colder(warm.StorageClass, cold.StorageClass) {
				continue
			}
			switch {
			case warm.Days != nil && cold.Days != nil && test(warm.StorageClass, int64(*cold.Days)-int64(*warm.Days)):
				return element("Transitions", j, "Days"), true
			case warm.Date != nil && cold.Date != nil && test(warm.StorageClass, int64(cold.Date.Sub(*warm.Date)/(24*time.Hour))):
				return element("Transitions", j, "Date"), true
			}
		}
	}
	for i := range r.NoncurrentVersionTransitions {
		for j := range r.NoncurrentVersionTransitions {
			warm, cold := &r.NoncurrentVersionTransitions[i], &r.NoncurrentVersionTransitions[j]
			if colder(warm.StorageClass, cold.StorageClass) && warm.NoncurrentDays != nil && cold.NoncurrentDays != nil &&
				warm.NewerNoncurrentVersions == nil && cold.NewerNoncurrentVersions == nil &&
				test(warm.StorageClass, int64(*cold.NoncurrentDays)-int64(*warm.NoncurrentDays)) {
				return element("NoncurrentVersionTransitions", j, "NoncurrentDays"), true
			}
		}
	}
	return "", false
}

func lifecycleTransitionOrder() *compat.Predicate {
	return someLifecycleRule("moves objects to a colder storage class no later than to a warmer one", func(r *types.LifecycleRule) (string, bool) {
		return transitionPair(r, func(_ types.TransitionStorageClass, gap int64) bool { return gap <= 0 })
	}, []any{
		lifecycleWith(moves(toStandardIA, 90), moves(toGlacier, 60)),
		lifecycleWith(moves(toTiering, 60), moves(toOneZoneIA, 60)),
		lifecycleWith(movesNoncurrent(toGlacier, 90), movesNoncurrent(toDeepArchive, 30)),
		lifecycleWith(movesOn(toGlacier, midnight()), movesOn(toDeepArchive, midnight())),
	}, []any{
		lifecycleWith(moves(toStandardIA, 30), moves(toGlacier, 60)),
		lifecycleWith(moves(toDeepArchive, 180), moves(toStandardIA, 30)),
		lifecycleWith(movesNoncurrent(toStandardIA, 30), movesNoncurrent(toDeepArchive, 180)),
	})
}

func lifecycleTransitionGap() *compat.Predicate {
	return someLifecycleRule("moves objects on before the least time that they stay in a storage class", func(r *types.LifecycleRule) (string, bool) {
		return transitionPair(r, func(warm types.TransitionStorageClass, gap int64) bool {
			least := int64(0)
			switch warm {
			case toStandardIA, toOneZoneIA:
				least = 30
			case toGlacierIR, toGlacier:
				least = 90
			}
			return gap > 0 && gap < least
		})
	}, []any{lifecycleWith(moves(toStandardIA, 30), moves(toGlacier, 45)), lifecycleWith(moves(toGlacier, 30), moves(toDeepArchive, 119))},
		[]any{
			lifecycleWith(moves(toStandardIA, 30), moves(toGlacier, 60)), lifecycleWith(moves(toTiering, 0), moves(toGlacier, 15)),
			lifecycleWith(moves(toGlacier, 30), moves(toDeepArchive, 120)),
		})
}

func lifecycleYoungIA() *compat.Predicate {
	return someLifecycleRule("moves objects to STANDARD_IA or ONEZONE_IA within 30 days", func(r *types.LifecycleRule) (string, bool) {
		for i := range r.Transitions {
			t := &r.Transitions[i]
			if (t.StorageClass == toStandardIA || t.StorageClass == toOneZoneIA) && t.Days != nil && *t.Days >= 0 && *t.Days < 30 {
				return element("Transitions", i, "Days"), true
			}
		}
		for i := range r.NoncurrentVersionTransitions {
			t := &r.NoncurrentVersionTransitions[i]
			if (t.StorageClass == toStandardIA || t.StorageClass == toOneZoneIA) && t.NoncurrentDays != nil && *t.NoncurrentDays >= 0 && *t.NoncurrentDays < 30 {
				return element("NoncurrentVersionTransitions", i, "NoncurrentDays"), true
			}
		}
		return "", false
	}, []any{lifecycleWith(moves(toStandardIA, 7)), lifecycleWith(movesNoncurrent(toOneZoneIA, 1))},
		[]any{lifecycleWith(moves(toStandardIA, 30)), lifecycleWith(moves(toGlacierIR, 1))})
}

func unknownMinimumSize() *compat.Predicate {
	return compat.Text("is neither all_storage_classes_128K nor varies_by_storage_class", func(s string) bool {
		return s != "" && !strings.EqualFold(s, string(types.TransitionDefaultMinimumObjectSizeAllStorageClasses128k)) &&
			!strings.EqualFold(s, string(types.TransitionDefaultMinimumObjectSizeVariesByStorageClass))
	}, []any{"value", "128K"}, []any{"all_storage_classes_128K", "varies_by_storage_class"})
}

// Predicates about what directory buckets don't support.

func lifecycleMovesAny() *compat.Predicate {
	return someLifecycleRule("has a transition", func(r *types.LifecycleRule) (string, bool) {
		return "Transitions", len(r.Transitions) > 0
	}, []any{lifecycleWith(moves(toGlacier, 30))}, []any{lifecycleWith(byName(), expiresAfter(7))})
}

func lifecycleNoncurrentAny() *compat.Predicate {
	return someLifecycleRule("has an action on noncurrent versions", func(r *types.LifecycleRule) (string, bool) {
		if r.NoncurrentVersionExpiration != nil {
			return "NoncurrentVersionExpiration", true
		}
		return "NoncurrentVersionTransitions", len(r.NoncurrentVersionTransitions) > 0
	}, []any{lifecycleWith(expiresNoncurrentAfter(7)), lifecycleWith(movesNoncurrent(toGlacier, 7))},
		[]any{lifecycleWith(byName(), expiresAfter(7))})
}

func lifecycleNotByDays() *compat.Predicate {
	return someLifecycleRule("expires objects otherwise than after some days", func(r *types.LifecycleRule) (string, bool) {
		e := r.Expiration
		if e != nil && e.Date != nil {
			return "Expiration.Date", true
		}
		return "Expiration.ExpiredObjectDeleteMarker", e != nil && e.ExpiredObjectDeleteMarker != nil
	}, []any{lifecycleWith(expiresOn(midnight())), lifecycleWith(expiresMarkers())}, []any{lifecycleWith(byName(), expiresAfter(7))})
}

func lifecycleTagAny() *compat.Predicate {
	return someLifecycleRule("filters objects by tags", func(r *types.LifecycleRule) (string, bool) {
		if r.Filter != nil && r.Filter.Tag != nil {
			return "Filter.Tag", true
		}
		return "Filter.And.Tags", filtersByTag(r)
	}, []any{lifecycleWith(byTag(), expiresAfter(7)), lifecycleWith(byTags(), expiresAfter(7))}, []any{lifecycleWith(byName(), expiresAfter(7))})
}
