package opt

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// BucketReplication is a bucket's replication configuration; see
// [ReplicationRules].
type BucketReplication struct {
	role  string
	rules []ReplicationRule
}

// ReplicationRules copies new objects as the rules say, with the rights of an
// IAM role, which is given by its ARN.
//
// Rules: replication-no-rules, replication-role-arn, replication-versioning.
func ReplicationRules(roleARN string, first ReplicationRule, more ...ReplicationRule) BucketReplication {
	return BucketReplication{roleARN, append([]ReplicationRule{first}, more...)}
}

// yieldsBucketReplication returns the document.
func (b BucketReplication) yieldsBucketReplication() fill.Value[*types.ReplicationConfiguration] {
	v := fill.Value[*types.ReplicationConfiguration]{V: &types.ReplicationConfiguration{Role: &b.role}}
	for _, r := range b.rules {
		v.V.Rules = append(v.V.Rules, r.document())
		v.Bad = v.Bad.Join(r.bad)
	}
	return v
}

// ReplicationRule is one rule; see [Replicate].
type ReplicationRule struct {
	rule types.ReplicationRule
	f    filterParts
	old  bool
	to   types.Destination
	keys *string
	bad  *fill.Problem
}

// Replicate copies the objects that the filter selects to a bucket, which is
// given by its ARN. Of rules that select the same object for the same bucket
// the one with the highest priority counts. Delete markers aren't copied unless
// [ReplicationRule.DeleteMarkers] says so.
//
// Rules: replication-priority-required, replication-priority-unique,
// replication-delete-markers-required, replication-destination-arn.
func Replicate(f ObjectFilter, bucketARN string, priority int32) ReplicationRule {
	p := filterParts{bad: (*fill.Problem)(nil).Add("ReplicationConfiguration", "has a nil filter")}
	if f != nil {
		p = f.parts()
	}
	r := ReplicationRule{f: p, bad: p.bad, to: types.Destination{Bucket: &bucketARN}}
	r.rule.Priority = &priority
	r.rule.DeleteMarkerReplication = &types.DeleteMarkerReplication{Status: types.DeleteMarkerReplicationStatusDisabled}
	return r
}

// ReplicatePrefix is the rule of the first version of replication: without
// priority, for a prefix only, and delete markers are copied.
//
// Rules: replication-prefix-and-filter, replication-prefix-priority.
func ReplicatePrefix(prefix, bucketARN string) PrefixReplicationRule {
	return PrefixReplicationRule{ReplicationRule{
		old: true, rule: types.ReplicationRule{Prefix: &prefix}, to: types.Destination{Bucket: &bucketARN},
	}}
}

// PrefixReplicationRule is a rule of the first version; see [ReplicatePrefix].
type PrefixReplicationRule struct{ r ReplicationRule }

// Rule returns the rule for [ReplicationRules].
func (p PrefixReplicationRule) Rule() ReplicationRule { return p.r }

// ID names the rule, with up to 255 characters.
func (r ReplicationRule) ID(id string) ReplicationRule { r.rule.ID = &id; return r }

// Disabled keeps the rule from being applied.
func (r ReplicationRule) Disabled() ReplicationRule {
	r.rule.Status = types.ReplicationRuleStatusDisabled
	return r
}

// DeleteMarkers copies delete markers, too. The rule's filter has no tags.
//
// Rule: replication-delete-markers-with-tags.
func (r ReplicationRule) DeleteMarkers() ReplicationRule {
	if r.old {
		r.bad = r.bad.Add("ReplicationConfiguration", "has a rule of the first version with a choice of delete markers")
	}
	r.rule.DeleteMarkerReplication = &types.DeleteMarkerReplication{Status: types.DeleteMarkerReplicationStatusEnabled}
	return r
}

// StorageClass gives the copies a storage class of their own.
func (r ReplicationRule) StorageClass(c StorageClass) ReplicationRule {
	if c != nil {
		r.to.StorageClass = types.StorageClass(c.yieldsStorageClass().V)
	}
	return r
}

// OwnedBy gives the copies to the account that owns the destination.
//
// Rules: replication-owner-account, replication-owner-value.
func (r ReplicationRule) OwnedBy(account AccountID) ReplicationRule {
	id := string(account)
	r.to.Account = &id
	r.to.AccessControlTranslation = &types.AccessControlTranslation{Owner: types.OwnerOverrideDestination}
	return r
}

// InAccount says which account the destination belongs to.
func (r ReplicationRule) InAccount(account AccountID) ReplicationRule {
	id := string(account)
	r.to.Account = &id
	return r
}

// EncryptedObjects copies objects encrypted with KMS keys, too, and encrypts the
// copies with a key of the destination's Region.
//
// Rules: replication-selection-without-key, replication-key-without-selection.
func (r ReplicationRule) EncryptedObjects(keyARN string) ReplicationRule { r.keys = &keyARN; return r }

// ReplicaModifications copies changes of the metadata of copies back.
func (r ReplicationRule) ReplicaModifications() ReplicationRule {
	r.rule.SourceSelectionCriteria = &types.SourceSelectionCriteria{
		ReplicaModifications: &types.ReplicaModifications{Status: types.ReplicaModificationsStatusEnabled},
	}
	return r
}

// TimeControl promises copies within 15 minutes, with the metrics and events
// that belong to that.
//
// Rules: replication-time-metrics, replication-time-minutes.
func (r ReplicationRule) TimeControl() ReplicationRule {
	r.to.ReplicationTime = &types.ReplicationTime{Status: types.ReplicationTimeStatusEnabled, Time: quarterHour()}
	r.to.Metrics = &types.Metrics{Status: types.MetricsStatusEnabled, EventThreshold: quarterHour()}
	return r
}

// Metrics counts what is copied.
func (r ReplicationRule) Metrics() ReplicationRule {
	if r.to.Metrics == nil {
		r.to.Metrics = &types.Metrics{Status: types.MetricsStatusEnabled}
	}
	return r
}

// quarterHour is the only time that S3 promises.
func quarterHour() *types.ReplicationTimeValue {
	minutes := int32(15)
	return &types.ReplicationTimeValue{Minutes: &minutes}
}

func (r ReplicationRule) document() types.ReplicationRule {
	d, to := r.rule, r.to
	if d.Status == "" {
		d.Status = types.ReplicationRuleStatusEnabled
	}
	if !r.old {
		d.Filter = r.f.replication()
	}
	if r.keys != nil {
		var s types.SourceSelectionCriteria
		if d.SourceSelectionCriteria != nil {
			s = *d.SourceSelectionCriteria
		}
		s.SseKmsEncryptedObjects = &types.SseKmsEncryptedObjects{Status: types.SseKmsEncryptedObjectsStatusEnabled}
		d.SourceSelectionCriteria = &s
		to.EncryptionConfiguration = &types.EncryptionConfiguration{ReplicaKmsKeyID: r.keys}
	}
	d.Destination = &to
	return d
}
