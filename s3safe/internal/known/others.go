package known

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/s3safe/state"
)

// A configuration can name other buckets: where replicas go, logs, inventories and the
// results of analyses. What the sources know of these becomes features of the request's
// own bucket, such as compat.ReplicaTarget.

// restsOnOthers leads from such a feature to those of the other bucket that it
// follows from.
var restsOnOthers = map[compat.Feature]compat.FeatureSet{
	compat.ReplicaTarget:      compat.FeaturesOf(compat.Versioning, compat.Exists),
	compat.ReplicaTargetLock:  compat.FeaturesOf(compat.ObjectLock),
	compat.LogTargetOwnership: compat.FeaturesOf(compat.Ownership),
	compat.LogTarget:          compat.FeaturesOf(compat.Exists, compat.OwnedByCaller),
	compat.ExportTarget:       compat.FeaturesOf(compat.Exists),
}

// ofOthers are the features that follow from other buckets.
var ofOthers = compat.FeaturesOf(compat.ReplicaTarget, compat.ReplicaTargetLock, compat.LogTargetOwnership, compat.LogTarget, compat.ExportTarget)

// ofRegion are those of them that also follow from the other bucket's Region.
var ofRegion = compat.FeaturesOf(compat.LogTarget, compat.ExportTarget)

// underlying returns the features of other buckets from which features follow.
func underlying(of compat.FeatureSet) (all compat.FeatureSet) {
	for _, f := range (of & ofOthers).List() {
		all |= restsOnOthers[f]
	}
	return all
}

// maxOthers bounds how many buckets of one configuration are looked up.
const maxOthers = 4

// others returns the other buckets that a request's configuration names.
func others(r *compat.Request) []string {
	var names []string
	add := func(arn *string) {
		name, isARN := strings.CutPrefix(aws.ToString(arn), "arn:aws:s3:::")
		if isARN && name != "" && !strings.ContainsAny(name, ":/*") && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	switch r.Operation {
	case operation.PutBucketReplication:
		d, ok := r.Value(member.ReplicationConfiguration).Object().(*types.ReplicationConfiguration)
		if !ok || d == nil {
			return nil
		}
		for i := range d.Rules {
			if to := d.Rules[i].Destination; to != nil {
				add(to.Bucket)
			}
		}
	case operation.PutBucketInventoryConfiguration:
		d, ok := r.Value(member.InventoryConfiguration).Object().(*types.InventoryConfiguration)
		if ok && d != nil && d.Destination != nil && d.Destination.S3BucketDestination != nil {
			add(d.Destination.S3BucketDestination.Bucket)
		}
	case operation.PutBucketAnalyticsConfiguration:
		d, ok := r.Value(member.AnalyticsConfiguration).Object().(*types.AnalyticsConfiguration)
		if ok && d != nil && d.StorageClassAnalysis != nil && d.StorageClassAnalysis.DataExport != nil &&
			d.StorageClassAnalysis.DataExport.Destination != nil && d.StorageClassAnalysis.DataExport.Destination.S3BucketDestination != nil {
			add(d.StorageClassAnalysis.DataExport.Destination.S3BucketDestination.Bucket)
		}
	case operation.PutBucketLogging:
		d, ok := r.Value(member.BucketLoggingStatus).Object().(*types.BucketLoggingStatus)
		if ok && d != nil && d.LoggingEnabled != nil && aws.ToString(d.LoggingEnabled.TargetBucket) != "" {
			names = append(names, *d.LoggingEnabled.TargetBucket)
		}
	}
	return names
}

// addOthers adds to the facts about the request's bucket what follows from what is
// known of others. What is known already stays.
func addOthers(ctx context.Context, r *compat.Request, sources []state.Source) {
	names := others(r)
	if len(names) == 0 {
		return
	}
	var own compat.Facts
	if r.Bucket != nil {
		own = *r.Bucket
	}
	set := func(f compat.Feature, value string) {
		if _, ok := own.Get(f); !ok && value != "" {
			_ = own.Set(f, value)
		}
	}
	versioned, locked := 0, 0
	for _, name := range names {
		facts := known(sources, func(s state.Source) *compat.Facts { return s.Bucket(ctx, name) })
		exists, _ := facts.Get(compat.Exists)
		switch r.Operation {
		case operation.PutBucketLogging:
			ownership, _ := facts.Get(compat.Ownership)
			set(compat.LogTargetOwnership, ownership)
			if anothers(facts, &own) {
				set(compat.LogTarget, "another account")
			}
			set(compat.LogTarget, placeOf(facts, &own))
			continue
		case operation.PutBucketInventoryConfiguration, operation.PutBucketAnalyticsConfiguration:
			set(compat.ExportTarget, placeOf(facts, &own))
			continue
		}
		switch v, _ := facts.Get(compat.Versioning); {
		case exists == "false":
			set(compat.ReplicaTarget, "missing")
		case v == "Enabled":
			versioned++
		case v != "":
			set(compat.ReplicaTarget, "not versioned")
		}
		switch lock, _ := facts.Get(compat.ObjectLock); lock {
		case "none":
			set(compat.ReplicaTargetLock, "none")
		case "Enabled":
			locked++
		}
	}
	if versioned == len(names) {
		set(compat.ReplicaTarget, "versioned")
	}
	if locked == len(names) {
		set(compat.ReplicaTargetLock, "Enabled")
	}
	if r.Bucket != nil || own != (compat.Facts{}) {
		r.Bucket = &own
	}
}

// placeOf says where another bucket is, of which facts are known, seen from one's own;
// empty if that isn't known.
func placeOf(facts, own *compat.Facts) string {
	exists, _ := facts.Get(compat.Exists)
	switch {
	case exists == "false":
		return "missing"
	case facts == nil || facts.Region == "" || own.Region == "":
		return ""
	case facts.Region != own.Region:
		return "another region"
	}
	return "same region"
}

// anothers reports whether another bucket certainly belongs to another account than
// one's own.
func anothers(facts, own *compat.Facts) bool {
	if exists, _ := facts.Get(compat.Exists); facts == nil || exists == "false" {
		return false
	}
	if facts.Owner != "" && own.Owner != "" {
		return facts.Owner != own.Owner
	}
	theirs, ok := facts.Get(compat.OwnedByCaller)
	mine, is := own.Get(compat.OwnedByCaller)
	return ok && is && theirs != mine // one of the two is the caller's
}

// lookOthers looks up what features rest on, of other buckets.
func (p *Prober) lookOthers(ctx context.Context, q *Question, of compat.FeatureSet) (more bool) {
	for _, name := range first(others(q.Request), maxOthers) {
		l := q.lookup(member.Bucket)
		l.Bucket, l.ExpectedOwner = name, ""
		l.Missing = underlying(of)
		more = p.Look(ctx, l) || more
	}
	return more
}

// confirmOthers makes sure of them.
func (p *Prober) confirmOthers(ctx context.Context, q *Question, of compat.FeatureSet) (asked bool) {
	for _, name := range first(others(q.Request), maxOthers) {
		l := q.lookup(member.Bucket)
		l.Bucket, l.ExpectedOwner = name, ""
		l.Confirm, l.Since = underlying(of), q.Since
		l.ConfirmRegion = of&ofRegion != 0
		asked = p.Look(ctx, l) || asked
	}
	return asked
}

func first(names []string, n int) []string { return names[:min(len(names), n)] }

// othersCertain reports whether what a feature follows from is certain.
func othersCertain(ctx context.Context, r *compat.Request, sources []state.Source, f compat.Feature, began time.Duration) bool {
	for _, name := range others(r) {
		for _, u := range restsOnOthers[f].List() {
			if e, ok := explanation(ctx, sources, name, u); ok && !e.Certain(began) {
				return false
			}
		}
		if e, ok := regionExplanation(ctx, sources, name); ofRegion.Has(f) && ok && !e.Certain(began) {
			return false
		}
	}
	return true
}
