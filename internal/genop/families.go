package main

import (
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// family is a group of kinds of target that behave alike.
type family struct {
	Name   string // of the constructor
	Kinds  compat.TargetSet
	What   string // in documentation
	Bucket string // a sample of the member
}

var families = []family{
	{"General", compat.Targets(compat.GeneralPurposeBucket, compat.AccessPoint, compat.MultiRegionAccessPoint),
		"a general purpose bucket, its access point or a Multi-Region Access Point", "reports-2026"},
	{"FSx", compat.Targets(compat.FSxAccessPoint),
		"an access point attached to an FSx volume", "reports-ap-abcdefghijklmnopqrstuvwxyz12345678-ext-s3alias"},
	{"Directory", compat.Targets(compat.DirectoryBucket, compat.DirectoryAccessPoint),
		"a directory bucket or its access point", "reports--usw2-az1--x-s3"},
	{"ObjectLambda", compat.Targets(compat.ObjectLambdaAccessPoint),
		"an Object Lambda Access Point", "arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/reports-olap"},
	{"Outposts", compat.Targets(compat.OutpostsAccessPoint),
		"an Outposts access point", "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/reports-ap"},
}

// noBucket is the family of operations that have no target.
var noBucket = family{Name: "New"}

// unknownTargets are kinds of target of which the catalogue doesn't say that the
// operation rejects them, because no source says that it takes them either.
var unknownTargets = map[string]compat.TargetSet{
	// Only names of buckets are created.
	"CreateBucket": compat.AnyTarget.Without(compat.Targets(compat.GeneralPurposeBucket, compat.DirectoryBucket)),
	// Sources name general purpose buckets and access points only.
	"GetObjectLockConfiguration": compat.Targets(compat.FSxAccessPoint, compat.ObjectLambdaAccessPoint),
	"UpdateObjectEncryption":     compat.Targets(compat.FSxAccessPoint, compat.ObjectLambdaAccessPoint),
	"DeleteObjectAnnotation":     compat.Targets(compat.ObjectLambdaAccessPoint),
	"GetObjectAnnotation":        compat.Targets(compat.ObjectLambdaAccessPoint),
	"ListObjectAnnotations":      compat.Targets(compat.ObjectLambdaAccessPoint),
	"PutObjectAnnotation":        compat.Targets(compat.ObjectLambdaAccessPoint),
	// Renaming is documented for the bucket itself.
	"RenameObject": compat.Targets(compat.DirectoryAccessPoint),
}

// rejection asks the catalogue whether a target rejects every request, or every
// request with a member.
type rejection struct {
	op    compat.Operation
	rules []*compat.Rule
}

func rejectionOf(op compat.Operation) rejection {
	return rejection{op, aws.Source().RulesFor(op)}
}

// nothingKnown reads members of which only the presence is known.
type nothingKnown struct{}

func (nothingKnown) Value(compat.Member) compat.Value  { return compat.UnknownValue() }
func (nothingKnown) Text(compat.Member) (string, bool) { return "", false }

// by lists the rules that are true of every request to these kinds of target
// that has the members, whatever their values and whatever else it has: all else
// is unknown, so only what follows from target and presence is true.
func (r rejection) by(kinds compat.TargetSet, present ...compat.Member) []string {
	req := compat.Request{Operation: r.op, Values: nothingKnown{}, Target: compat.Target{Kinds: kinds}}
	req.Present = member.SetOf(present...)
	if all := sdk.Schema.Members(r.op); all.Has(member.Bucket) {
		req.Present.Add(member.Bucket)
	}
	req.Unsure = sdk.Schema.Members(r.op)
	req.Unsure = req.Unsure.Without(req.Present)
	var ids []string
	for _, rule := range r.rules {
		if rule.When.Eval(&req) == compat.True {
			ids = append(ids, rule.ID)
		}
	}
	return ids
}

// kinds returns those of a family's kinds that the operation exists for as far
// as is known, and those for which Build lets a request pass: also the ones of
// which the catalogue has a doubt, because S3 may accept the request.
func (r rejection) kinds(f family) (exists, passes compat.TargetSet) {
	exists, passes = f.Kinds.Without(unknownTargets[r.op.String()]), f.Kinds
	for _, k := range f.Kinds.Kinds() {
		for _, id := range r.by(compat.Targets(k)) {
			exists = exists.Without(compat.Targets(k))
			if aws.Source().Rule(id).Doubt == "" {
				passes = passes.Without(compat.Targets(k))
			}
		}
	}
	return exists, passes
}

// about lists the rules that speak of one of the members and can be true of the
// kinds of target, sorted.
func (r rejection) about(kinds compat.TargetSet, members ...compat.Member) []string {
	set := member.SetOf(members...)
	var ids []string
	for _, rule := range r.rules {
		mentioned := rule.When.Members()
		if mentioned.Meets(&set) && !r.impossible(rule, kinds) {
			ids = append(ids, rule.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

// impossible reports whether the target alone makes the rule false.
func (r rejection) impossible(rule *compat.Rule, kinds compat.TargetSet) bool {
	req := compat.Request{Operation: r.op, Values: nothingKnown{}, Target: compat.Target{Kinds: kinds}}
	if all := sdk.Schema.Members(r.op); all.Has(member.Bucket) {
		req.Present.Add(member.Bucket)
	}
	all := sdk.Schema.Members(r.op)
	req.Unsure = all.Without(req.Present)
	return rule.When.Eval(&req) == compat.False
}
