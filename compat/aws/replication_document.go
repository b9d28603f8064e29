package aws

import (
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go/ptr"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
)

const (
	exampleRole          = "arn:aws:iam::111122223333:role/replication"
	exampleReplicaBucket = "arn:aws:s3:::amzn-s3-demo-destination"
	exampleReplicaKey    = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
)

// replicationOption changes a rule of an example.
type replicationOption = func(*types.ReplicationRule)

// replicationRule is a rule for all objects in today's form, with the options.
func replicationRule(options ...replicationOption) types.ReplicationRule {
	r := types.ReplicationRule{
		Status:                  types.ReplicationRuleStatusEnabled,
		Priority:                ptr.Int32(1),
		Filter:                  &types.ReplicationRuleFilter{Prefix: ptr.String("")},
		DeleteMarkerReplication: &types.DeleteMarkerReplication{Status: types.DeleteMarkerReplicationStatusDisabled},
		Destination:             &types.Destination{Bucket: ptr.String(exampleReplicaBucket)},
	}
	for _, o := range options {
		o(&r)
	}
	return r
}

// legacyReplicationRule is a rule in the form that has Prefix instead of Filter.
func legacyReplicationRule(options ...replicationOption) types.ReplicationRule {
	return replicationRule(append([]replicationOption{func(r *types.ReplicationRule) {
		r.Filter, r.Priority, r.DeleteMarkerReplication, r.Prefix = nil, nil, nil, ptr.String("tax/")
	}}, options...)...)
}

func replication(rules ...types.ReplicationRule) *types.ReplicationConfiguration {
	return &types.ReplicationConfiguration{Role: ptr.String(exampleRole), Rules: rules}
}

// replicationWith is a configuration of one rule.
func replicationWith(options ...replicationOption) *types.ReplicationConfiguration {
	return replication(replicationRule(options...))
}

func replicatingTo(option func(*types.Destination)) *types.ReplicationConfiguration {
	return replicationWith(func(r *types.ReplicationRule) { option(r.Destination) })
}

func replicationRole(arn string) *types.ReplicationConfiguration {
	d := replicationWith()
	d.Role = &arn
	return d
}

func replicationID(id string) replicationOption {
	return func(r *types.ReplicationRule) { r.ID = &id }
}

func priority(n int32) replicationOption {
	return func(r *types.ReplicationRule) { r.Priority = &n }
}

func replicates(f types.ReplicationRuleFilter) replicationOption {
	return func(r *types.ReplicationRule) { r.Filter = &f }
}

func replicatesAll(and types.ReplicationRuleAndOperator) replicationOption {
	return replicates(types.ReplicationRuleFilter{And: &and})
}

func replicatesMarkers(s types.DeleteMarkerReplicationStatus) replicationOption {
	return func(r *types.ReplicationRule) {
		r.DeleteMarkerReplication = &types.DeleteMarkerReplication{Status: s}
	}
}

func selects(c types.SourceSelectionCriteria) replicationOption {
	return func(r *types.ReplicationRule) { r.SourceSelectionCriteria = &c }
}

func selectsKMS() replicationOption {
	return selects(types.SourceSelectionCriteria{SseKmsEncryptedObjects: &types.SseKmsEncryptedObjects{Status: types.SseKmsEncryptedObjectsStatusEnabled}})
}

func encryptsReplicas(key string) replicationOption {
	return func(r *types.ReplicationRule) {
		r.Destination.EncryptionConfiguration = &types.EncryptionConfiguration{ReplicaKmsKeyID: &key}
	}
}

// timed sets replication time control and metrics; minutes of 0 leave the
// threshold out, an empty status the whole member.
func timed(control types.ReplicationTimeStatus, minutes int32, metrics types.MetricsStatus, threshold int32) replicationOption {
	value := func(n int32) *types.ReplicationTimeValue {
		if n == 0 {
			return nil
		}
		return &types.ReplicationTimeValue{Minutes: &n}
	}
	return func(r *types.ReplicationRule) {
		if control != "" {
			r.Destination.ReplicationTime = &types.ReplicationTime{Status: control, Time: value(minutes)}
		}
		if metrics != "" {
			r.Destination.Metrics = &types.Metrics{Status: metrics, EventThreshold: value(threshold)}
		}
	}
}

// manyReplicationRules is a configuration of n rules.
func manyReplicationRules(n int) *types.ReplicationConfiguration {
	rules := make([]types.ReplicationRule, n)
	for i := range rules {
		rules[i] = replicationRule(priority(int32(i)))
	}
	return replication(rules...)
}

// someReplicationRule makes a predicate that is true if one rule of a
// replication fulfils the test, which gets the path below the rule. The rule's
// destination is never nil.
func someReplicationRule(name string, test func(*types.ReplicationRule, *types.Destination) (path string, found bool), yes, no []any) *compat.Predicate {
	return compat.Document(name, func(d *types.ReplicationConfiguration) (string, bool) {
		for i := range d.Rules {
			to := d.Rules[i].Destination
			if to == nil {
				to = &noDestination
			}
			if path, found := test(&d.Rules[i], to); found {
				return element("Rules", i, path), true
			}
		}
		return "", false
	}, yes, no)
}

var noDestination types.Destination

// legacyReplication reports whether a configuration is certainly in the form
// that came before filters: every rule has Prefix, none Filter.
func legacyReplication(d *types.ReplicationConfiguration) bool {
	for i := range d.Rules {
		if d.Rules[i].Filter != nil || d.Rules[i].Prefix == nil {
			return false
		}
	}
	return len(d.Rules) > 0
}

// someLegacyRule is someReplicationRule for configurations in the form that
// came before filters.
func someLegacyRule(name string, test func(*types.ReplicationRule) (path string, found bool), yes, no []any) *compat.Predicate {
	return compat.Document(name, func(d *types.ReplicationConfiguration) (string, bool) {
		if legacyReplication(d) {
			for i := range d.Rules {
				if path, found := test(&d.Rules[i]); found {
					return element("Rules", i, path), true
				}
			}
		}
		return "", false
	}, yes, no)
}

// Predicates about the form of the document.

func replicationEmpty() *compat.Predicate {
	return compat.Document("has no rules", func(d *types.ReplicationConfiguration) (string, bool) {
		return "Rules", len(d.Rules) == 0
	}, []any{&types.ReplicationConfiguration{Role: ptr.String(exampleRole), Rules: []types.ReplicationRule{}}}, []any{replicationWith()})
}

func replicationBadStatus() *compat.Predicate {
	return someReplicationRule("has a status that is neither Enabled nor Disabled", func(r *types.ReplicationRule, to *types.Destination) (string, bool) {
		c := r.SourceSelectionCriteria
		switch {
		case !enabledOrDisabled(r.Status):
			return "Status", true
		case r.DeleteMarkerReplication != nil && !enabledOrDisabled(r.DeleteMarkerReplication.Status):
			return "DeleteMarkerReplication.Status", true
		case c != nil && c.SseKmsEncryptedObjects != nil && !enabledOrDisabled(c.SseKmsEncryptedObjects.Status):
			return "SourceSelectionCriteria.SseKmsEncryptedObjects.Status", true
		case c != nil && c.ReplicaModifications != nil && !enabledOrDisabled(c.ReplicaModifications.Status):
			return "SourceSelectionCriteria.ReplicaModifications.Status", true
		case to.Metrics != nil && to.Metrics.Status != "" && !enabledOrDisabled(to.Metrics.Status):
			return "Destination.Metrics.Status", true
		case to.ReplicationTime != nil && to.ReplicationTime.Status != "" && !enabledOrDisabled(to.ReplicationTime.Status):
			return "Destination.ReplicationTime.Status", true
		}
		return "", false
	}, []any{
		replicationWith(func(r *types.ReplicationRule) { r.Status = "enabled" }),
		replicationWith(replicatesMarkers("")),
		replicationWith(selects(types.SourceSelectionCriteria{ReplicaModifications: &types.ReplicaModifications{Status: "On"}})),
		replicationWith(timed("", 0, "On", 0)),
	}, []any{
		replicationWith(),
		replicationWith(func(r *types.ReplicationRule) { r.Status = types.ReplicationRuleStatusDisabled }),
		replicationWith(timed("", 0, types.MetricsStatusEnabled, 0)),
	})
}

func replicationScopeMissing() *compat.Predicate {
	return someReplicationRule("has a rule with neither Filter nor Prefix, and no Priority", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		return "Filter", r.Filter == nil && r.Prefix == nil && r.Priority == nil
	}, []any{replication(legacyReplicationRule(func(r *types.ReplicationRule) { r.Prefix = nil }))},
		[]any{replicationWith(), replication(legacyReplicationRule())})
}

func replicationPriorityUnscoped() *compat.Predicate {
	return someReplicationRule("has a rule with a Priority, but neither Filter nor Prefix", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		return "Filter", r.Filter == nil && r.Prefix == nil && r.Priority != nil
	}, []any{replicationWith(func(r *types.ReplicationRule) { r.Filter = nil })},
		[]any{replicationWith(), replication(legacyReplicationRule())})
}

func replicationPrefixAndFilter() *compat.Predicate {
	return someReplicationRule("has a rule with both Filter and Prefix", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		return "Prefix", r.Filter != nil && r.Prefix != nil
	}, []any{replicationWith(func(r *types.ReplicationRule) { r.Prefix = ptr.String("tax/") })},
		[]any{replicationWith(), replication(legacyReplicationRule())})
}

func replicationFilterAmbiguous() *compat.Predicate {
	return someReplicationRule("has a filter with more than one predicate outside And", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		f := r.Filter
		return "Filter", f != nil && count(f.And != nil, f.Prefix != nil, f.Tag != nil) > 1
	}, []any{replicationWith(replicates(types.ReplicationRuleFilter{Prefix: ptr.String("tax/"), Tag: &types.Tag{Key: ptr.String("keep"), Value: ptr.String("yes")}}))},
		[]any{
			replicationWith(replicates(types.ReplicationRuleFilter{Prefix: ptr.String("tax/")})),
			replicationWith(replicatesAll(types.ReplicationRuleAndOperator{Prefix: ptr.String("tax/"), Tags: []types.Tag{exampleTag("keep", "yes")}})),
		})
}

func replicationAndTooSmall() *compat.Predicate {
	return someReplicationRule("has an And with fewer than two predicates", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		return "Filter.And", r.Filter != nil && r.Filter.And != nil && len(r.Filter.And.Tags)+count(r.Filter.And.Prefix != nil) < 2
	}, []any{replicationWith(replicatesAll(types.ReplicationRuleAndOperator{Prefix: ptr.String("tax/")}))},
		[]any{replicationWith(replicatesAll(types.ReplicationRuleAndOperator{Tags: []types.Tag{exampleTag("keep", "yes"), exampleTag("team", "tax")}}))})
}

func replicatesExisting() *compat.Predicate {
	return someReplicationRule("has an ExistingObjectReplication that isn't Disabled", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		return "ExistingObjectReplication", r.ExistingObjectReplication != nil && r.ExistingObjectReplication.Status != types.ExistingObjectReplicationStatusDisabled
	}, []any{replicationWith(func(r *types.ReplicationRule) {
		r.ExistingObjectReplication = &types.ExistingObjectReplication{Status: types.ExistingObjectReplicationStatusEnabled}
	})}, []any{replicationWith()})
}

func replicationOwnerUnknown() *compat.Predicate {
	return someReplicationRule("changes the owner of replicas to another than Destination", func(_ *types.ReplicationRule, to *types.Destination) (string, bool) {
		return "Destination.AccessControlTranslation.Owner", to.AccessControlTranslation != nil && to.AccessControlTranslation.Owner != types.OwnerOverrideDestination
	}, []any{replicatingTo(func(to *types.Destination) {
		to.Account, to.AccessControlTranslation = ptr.String("444455556666"), &types.AccessControlTranslation{Owner: "444455556666"}
	})}, []any{replicatingTo(func(to *types.Destination) {
		to.Account, to.AccessControlTranslation = ptr.String("444455556666"), &types.AccessControlTranslation{Owner: types.OwnerOverrideDestination}
	})})
}

func replicationClass() *compat.Predicate {
	return someReplicationRule("stores replicas in a storage class that replicas can't have", func(_ *types.ReplicationRule, to *types.Destination) (string, bool) {
		return "Destination.StorageClass", to.StorageClass == types.StorageClassFsxOpenzfs || to.StorageClass != "" && notAStorageClass(to.StorageClass)
	}, []any{
		replicatingTo(func(to *types.Destination) { to.StorageClass = types.StorageClassFsxOpenzfs }),
		replicatingTo(func(to *types.Destination) { to.StorageClass = "Glacier" }),
	}, []any{replicatingTo(func(to *types.Destination) { to.StorageClass = types.StorageClassStandardIa }), replicationWith()})
}

// Predicates about the configuration as a whole and its rules.

func replicationTooLong() *compat.Predicate {
	return compat.Document("has more than 1,000 rules", func(d *types.ReplicationConfiguration) (string, bool) {
		return "Rules", len(d.Rules) > 1000
	}, []any{manyReplicationRules(1001)}, []any{manyReplicationRules(1000)})
}

func replicationRoleInvalid() *compat.Predicate {
	return compat.Document("has a Role that isn't the ARN of an IAM role", func(d *types.ReplicationConfiguration) (string, bool) {
		if d.Role == nil {
			return "", false
		}
		_, service, _, _, resource, ok := splitARN(*d.Role)
		return "Role", !ok || service != "iam" || !strings.HasPrefix(resource, "role/")
	}, []any{replicationRole("replication"), replicationRole("arn:aws:iam::111122223333:user/replication"), replicationRole("")},
		[]any{replicationWith(), replicationRole("arn:aws-cn:iam::111122223333:role/service-role/s3crr")})
}

func replicationIDTooLong() *compat.Predicate {
	return someReplicationRule("has a rule whose ID is longer than 255 characters", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		return "ID", longer(r.ID, maxRuleID)
	}, []any{replicationWith(replicationID(strings.Repeat("a", 256)))}, []any{replicationWith(replicationID(strings.Repeat("a", 255)))})
}

func replicationIDForeign() *compat.Predicate {
	return someReplicationRule("has a rule whose ID has a character outside ASCII", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		return "ID", r.ID != nil && strings.ContainsFunc(*r.ID, func(c rune) bool { return c > 127 })
	}, []any{replicationWith(replicationID("Größe"))}, []any{replicationWith(replicationID("size"))})
}

func replicationIDTwice() *compat.Predicate {
	return compat.Document("has two rules with the same ID", func(d *types.ReplicationConfiguration) (string, bool) {
		i := repeated(len(d.Rules), func(i int) (string, bool) {
			return ptr.ToString(d.Rules[i].ID), ptr.ToString(d.Rules[i].ID) != ""
		})
		if i < 0 {
			return "", false
		}
		return element("Rules", i, "ID"), true
	}, []any{replication(replicationRule(replicationID("tax"), priority(1)), replicationRule(replicationID("tax"), priority(2)))},
		[]any{replication(replicationRule(replicationID("tax"), priority(1)), replicationRule(replicationID("logs"), priority(2)))})
}

func replicationPrefixTooLong() *compat.Predicate {
	return someReplicationRule("has a prefix longer than 1,024 characters", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		switch f := r.Filter; {
		case f != nil && f.And != nil && longer(f.And.Prefix, 1024):
			return "Filter.And.Prefix", true
		case f != nil && longer(f.Prefix, 1024):
			return "Filter.Prefix", true
		}
		return "Prefix", longer(r.Prefix, 1024)
	}, []any{replicationWith(replicates(types.ReplicationRuleFilter{Prefix: ptr.String(strings.Repeat("a", 1025))}))},
		[]any{replicationWith(replicates(types.ReplicationRuleFilter{Prefix: ptr.String(strings.Repeat("a", 1024))}))})
}

func replicationTagTwice() *compat.Predicate {
	return someReplicationRule("has a filter with two tags of the same key", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		if r.Filter == nil || r.Filter.And == nil {
			return "", false
		}
		if i := repeatedTag(r.Filter.And.Tags); i >= 0 {
			return element("Filter.And.Tags", i, "Key"), true
		}
		return "", false
	}, []any{replicationWith(replicatesAll(types.ReplicationRuleAndOperator{Tags: []types.Tag{exampleTag("keep", "yes"), exampleTag("keep", "always")}}))},
		[]any{replicationWith(replicatesAll(types.ReplicationRuleAndOperator{Tags: []types.Tag{exampleTag("keep", "yes"), exampleTag("Keep", "yes")}}))})
}

func replicationWithoutPriority() *compat.Predicate {
	return someReplicationRule("has a rule with Filter but no Priority", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		return "Priority", r.Filter != nil && r.Priority == nil
	}, []any{replicationWith(func(r *types.ReplicationRule) { r.Priority = nil })}, []any{replicationWith(priority(0)), replication(legacyReplicationRule())})
}

func replicationWithoutMarkers() *compat.Predicate {
	return someReplicationRule("has a rule with Filter but no DeleteMarkerReplication", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		return "DeleteMarkerReplication", r.Filter != nil && r.DeleteMarkerReplication == nil
	}, []any{replicationWith(func(r *types.ReplicationRule) { r.DeleteMarkerReplication = nil })}, []any{replicationWith(), replication(legacyReplicationRule())})
}

func replicationLegacyPriority() *compat.Predicate {
	return someLegacyRule("has a rule with Prefix and Priority", func(r *types.ReplicationRule) (string, bool) {
		return "Priority", r.Priority != nil
	}, []any{replication(legacyReplicationRule(priority(1)))}, []any{replication(legacyReplicationRule()), replicationWith()})
}

func replicationLegacyMarkers() *compat.Predicate {
	return someLegacyRule("has a rule with Prefix and DeleteMarkerReplication", func(r *types.ReplicationRule) (string, bool) {
		return "DeleteMarkerReplication", r.DeleteMarkerReplication != nil
	}, []any{replication(legacyReplicationRule(replicatesMarkers(types.DeleteMarkerReplicationStatusDisabled)))},
		[]any{replication(legacyReplicationRule()), replicationWith()})
}

func replicationLegacyModifications() *compat.Predicate {
	return someLegacyRule("has a rule with Prefix and ReplicaModifications", func(r *types.ReplicationRule) (string, bool) {
		return "SourceSelectionCriteria.ReplicaModifications", r.SourceSelectionCriteria != nil && r.SourceSelectionCriteria.ReplicaModifications != nil
	}, []any{replication(legacyReplicationRule(selects(types.SourceSelectionCriteria{ReplicaModifications: &types.ReplicaModifications{Status: types.ReplicaModificationsStatusEnabled}})))},
		[]any{replicationWith(selects(types.SourceSelectionCriteria{ReplicaModifications: &types.ReplicaModifications{Status: types.ReplicaModificationsStatusEnabled}}))})
}

func replicationNegativePriority() *compat.Predicate {
	return someReplicationRule("has a rule with a negative priority", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		return "Priority", r.Priority != nil && *r.Priority < 0
	}, []any{replicationWith(priority(-1))}, []any{replicationWith(priority(0))})
}

// ranked is a rule's place among those for a destination.
type ranked struct {
	priority    int32
	destination string
}

// Whether rules for different destinations can share a priority isn't certain.
func replicationPriorityTwice() *compat.Predicate {
	return compat.Document("has two rules for the same destination with the same priority", func(d *types.ReplicationConfiguration) (string, bool) {
		if i := repeated(len(d.Rules), func(i int) (ranked, bool) {
			r := &d.Rules[i]
			if r.Priority == nil || r.Destination == nil || r.Destination.Bucket == nil {
				return ranked{}, false
			}
			return ranked{*r.Priority, *r.Destination.Bucket}, true
		}); i >= 0 {
			return element("Rules", i, "Priority"), true
		}
		return "", false
	}, []any{replication(replicationRule(priority(1), replicates(types.ReplicationRuleFilter{Prefix: ptr.String("tax/")})), replicationRule(priority(1), replicates(types.ReplicationRuleFilter{Prefix: ptr.String("logs/")})))},
		[]any{replication(replicationRule(priority(1)), replicationRule(priority(2)))})
}

func replicationMarkersByTag() *compat.Predicate {
	return someReplicationRule("replicates the delete markers of tagged objects", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		return "DeleteMarkerReplication.Status", r.DeleteMarkerReplication != nil && r.DeleteMarkerReplication.Status == types.DeleteMarkerReplicationStatusEnabled &&
			r.Filter != nil && (r.Filter.Tag != nil || r.Filter.And != nil && len(r.Filter.And.Tags) > 0)
	}, []any{
		replicationWith(replicates(types.ReplicationRuleFilter{Tag: &types.Tag{Key: ptr.String("keep"), Value: ptr.String("yes")}}), replicatesMarkers(types.DeleteMarkerReplicationStatusEnabled)),
		replicationWith(replicatesAll(types.ReplicationRuleAndOperator{Prefix: ptr.String("tax/"), Tags: []types.Tag{exampleTag("keep", "yes")}}), replicatesMarkers(types.DeleteMarkerReplicationStatusEnabled)),
	}, []any{
		replicationWith(replicates(types.ReplicationRuleFilter{Tag: &types.Tag{Key: ptr.String("keep"), Value: ptr.String("yes")}})),
		replicationWith(replicatesMarkers(types.DeleteMarkerReplicationStatusEnabled)),
	})
}

// Predicates about what is selected and where it goes.

func replicationSelectsNothing() *compat.Predicate {
	return someReplicationRule("has empty SourceSelectionCriteria", func(r *types.ReplicationRule, _ *types.Destination) (string, bool) {
		c := r.SourceSelectionCriteria
		return "SourceSelectionCriteria", c != nil && c.SseKmsEncryptedObjects == nil && c.ReplicaModifications == nil
	}, []any{replicationWith(selects(types.SourceSelectionCriteria{}))}, []any{replicationWith(selectsKMS(), encryptsReplicas(exampleReplicaKey)), replicationWith()})
}

func replicationEncryptsUnselected() *compat.Predicate {
	return someReplicationRule("has EncryptionConfiguration but no SseKmsEncryptedObjects", func(r *types.ReplicationRule, to *types.Destination) (string, bool) {
		return "Destination.EncryptionConfiguration", to.EncryptionConfiguration != nil &&
			(r.SourceSelectionCriteria == nil || r.SourceSelectionCriteria.SseKmsEncryptedObjects == nil)
	}, []any{replicationWith(encryptsReplicas(exampleReplicaKey))}, []any{replicationWith(selectsKMS(), encryptsReplicas(exampleReplicaKey))})
}

func replicationSelectsWithoutKey() *compat.Predicate {
	return someReplicationRule("has SseKmsEncryptedObjects without naming a key", func(r *types.ReplicationRule, to *types.Destination) (string, bool) {
		c := r.SourceSelectionCriteria
		return "Destination.EncryptionConfiguration.ReplicaKmsKeyID", c != nil && c.SseKmsEncryptedObjects != nil &&
			(to.EncryptionConfiguration == nil || ptr.ToString(to.EncryptionConfiguration.ReplicaKmsKeyID) == "")
	}, []any{replicationWith(selectsKMS()), replicationWith(selects(types.SourceSelectionCriteria{SseKmsEncryptedObjects: &types.SseKmsEncryptedObjects{Status: types.SseKmsEncryptedObjectsStatusDisabled}}))},
		[]any{replicationWith(selectsKMS(), encryptsReplicas(exampleReplicaKey)), replicationWith()})
}

func replicationKeyNotARN() *compat.Predicate {
	return someReplicationRule("names the key for replicas by something else than an ARN", func(_ *types.ReplicationRule, to *types.Destination) (string, bool) {
		e := to.EncryptionConfiguration
		if e == nil || ptr.ToString(e.ReplicaKmsKeyID) == "" {
			return "", false
		}
		_, service, _, _, _, ok := splitARN(*e.ReplicaKmsKeyID)
		return "Destination.EncryptionConfiguration.ReplicaKmsKeyID", !ok || service != "kms"
	}, []any{replicationWith(selectsKMS(), encryptsReplicas("1234abcd-12ab-34cd-56ef-1234567890ab")), replicationWith(selectsKMS(), encryptsReplicas("alias/replicas"))},
		[]any{replicationWith(selectsKMS(), encryptsReplicas(exampleReplicaKey))})
}

func replicationDestinationInvalid() *compat.Predicate {
	return someReplicationRule("has a destination that isn't the ARN of a bucket", func(_ *types.ReplicationRule, to *types.Destination) (string, bool) {
		if to.Bucket == nil {
			return "", false
		}
		_, service, region, account, resource, ok := splitARN(*to.Bucket)
		return "Destination.Bucket", !ok || service != "s3" || region != "" || account != "" || strings.Contains(resource, "/")
	}, []any{
		replicatingTo(func(to *types.Destination) { to.Bucket = ptr.String("amzn-s3-demo-destination") }),
		replicatingTo(func(to *types.Destination) { to.Bucket = ptr.String("arn:aws:s3:::amzn-s3-demo-destination/*") }),
		replicatingTo(func(to *types.Destination) {
			to.Bucket = ptr.String("arn:aws:s3:eu-west-1:111122223333:accesspoint/replicas")
		}),
	}, []any{replicationWith(), replicatingTo(func(to *types.Destination) { to.Bucket = ptr.String("arn:aws-us-gov:s3:::amzn-s3-demo-destination") })})
}

func replicatesOntoItself() *compat.Relation {
	return &compat.Relation{
		Name:    "Bucket is a destination of ReplicationConfiguration",
		Members: []compat.Member{member.Bucket, member.ReplicationConfiguration},
		Test: func(bucket, document, _ compat.Value) compat.Truth {
			name, known := bucket.Text()
			d, ok := document.Object().(*types.ReplicationConfiguration)
			if !known || !ok || d == nil {
				return compat.Unknown
			}
			for i := range d.Rules {
				if to := d.Rules[i].Destination; to != nil && to.Bucket != nil {
					if _, service, region, account, resource, ok := splitARN(*to.Bucket); ok && service == "s3" && region == "" && account == "" && resource == name {
						return compat.True
					}
				}
			}
			return compat.False
		},
		Yes: [][]any{{"amzn-s3-demo-destination", replicationWith()}},
		No:  [][]any{{"amzn-s3-demo-bucket", replicationWith()}},
	}
}

func replicationOwnerWithoutAccount() *compat.Predicate {
	return someReplicationRule("changes the owner of replicas without naming the account", func(_ *types.ReplicationRule, to *types.Destination) (string, bool) {
		return "Destination.Account", to.AccessControlTranslation != nil && to.Account == nil
	}, []any{replicatingTo(func(to *types.Destination) {
		to.AccessControlTranslation = &types.AccessControlTranslation{Owner: types.OwnerOverrideDestination}
	})}, []any{replicatingTo(func(to *types.Destination) {
		to.Account, to.AccessControlTranslation = ptr.String("444455556666"), &types.AccessControlTranslation{Owner: types.OwnerOverrideDestination}
	})})
}

func replicationAccountEmpty() *compat.Predicate {
	return someReplicationRule("has a destination with an empty account", func(_ *types.ReplicationRule, to *types.Destination) (string, bool) {
		return "Destination.Account", to.Account != nil && *to.Account == ""
	}, []any{replicatingTo(func(to *types.Destination) { to.Account = ptr.String("") })},
		[]any{replicationWith(), replicatingTo(func(to *types.Destination) { to.Account = ptr.String("444455556666") })})
}

// Predicates about replication time control and metrics.

var (
	timeEnabled  = types.ReplicationTimeStatusEnabled
	timeDisabled = types.ReplicationTimeStatusDisabled
	measured     = types.MetricsStatusEnabled
	unmeasured   = types.MetricsStatusDisabled
)

func replicationTimeWithoutMetrics() *compat.Predicate {
	return someReplicationRule("has ReplicationTime without Metrics", func(_ *types.ReplicationRule, to *types.Destination) (string, bool) {
		return "Destination.Metrics", to.ReplicationTime != nil && to.Metrics == nil
	}, []any{replicationWith(timed(timeEnabled, 15, "", 0))},
		[]any{replicationWith(timed(timeEnabled, 15, measured, 15)), replicationWith(timed("", 0, measured, 0))})
}

func replicationTimeValue() *compat.Predicate {
	return someReplicationRule("has a ReplicationTime of other than 15 minutes", func(_ *types.ReplicationRule, to *types.Destination) (string, bool) {
		t := to.ReplicationTime
		return "Destination.ReplicationTime.Time", t != nil && (t.Time == nil || t.Time.Minutes == nil || *t.Time.Minutes != 15)
	}, []any{replicationWith(timed(timeEnabled, 30, measured, 15)), replicationWith(timed(timeEnabled, 0, measured, 15))},
		[]any{replicationWith(timed(timeEnabled, 15, measured, 15)), replicationWith(timed(timeDisabled, 15, measured, 0))})
}

func replicationThreshold() *compat.Predicate {
	return someReplicationRule("has ReplicationTime with an event threshold of other than 15 minutes", func(_ *types.ReplicationRule, to *types.Destination) (string, bool) {
		m := to.Metrics
		return "Destination.Metrics.EventThreshold", m != nil && to.ReplicationTime != nil && to.ReplicationTime.Status == timeEnabled &&
			(m.EventThreshold == nil || m.EventThreshold.Minutes == nil || *m.EventThreshold.Minutes != 15)
	}, []any{replicationWith(timed(timeEnabled, 15, measured, 5)), replicationWith(timed(timeEnabled, 15, measured, 0))},
		[]any{replicationWith(timed(timeEnabled, 15, measured, 15)), replicationWith(timed("", 0, measured, 0))})
}

func replicationThresholdAlone() *compat.Predicate {
	return someReplicationRule("has an event threshold without ReplicationTime", func(_ *types.ReplicationRule, to *types.Destination) (string, bool) {
		return "Destination.Metrics.EventThreshold", to.Metrics != nil && to.Metrics.EventThreshold != nil &&
			(to.ReplicationTime == nil || to.ReplicationTime.Status == timeDisabled)
	}, []any{replicationWith(timed("", 0, measured, 15)), replicationWith(timed(timeDisabled, 15, measured, 15))},
		[]any{replicationWith(timed("", 0, measured, 0)), replicationWith(timed(timeDisabled, 15, measured, 0)), replicationWith(timed(timeEnabled, 15, measured, 15))})
}

func replicationTimeUnmeasured() *compat.Predicate {
	return someReplicationRule("has ReplicationTime with disabled Metrics", func(_ *types.ReplicationRule, to *types.Destination) (string, bool) {
		return "Destination.Metrics.Status", to.Metrics != nil && to.Metrics.Status == unmeasured && to.ReplicationTime != nil && to.ReplicationTime.Status == timeEnabled
	}, []any{replicationWith(timed(timeEnabled, 15, unmeasured, 15))}, []any{replicationWith(timed(timeEnabled, 15, measured, 15))})
}

func replicationTimeStatusMissing() *compat.Predicate {
	return someReplicationRule("has ReplicationTime or Metrics without a status", func(_ *types.ReplicationRule, to *types.Destination) (string, bool) {
		if to.ReplicationTime != nil && to.ReplicationTime.Status == "" {
			return "Destination.ReplicationTime.Status", true
		}
		return "Destination.Metrics.Status", to.Metrics != nil && to.Metrics.Status == ""
	}, []any{replicatingTo(func(to *types.Destination) { to.Metrics = &types.Metrics{} })}, []any{replicationWith(timed("", 0, measured, 0))})
}
