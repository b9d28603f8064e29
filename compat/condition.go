package compat

import (
	"fmt"

	"github.com/s3safe/s3safe-go/compat/member"
)

// Condition is an expression over a request: true, false, or not decided by
// what is known. Conditions are data: they can be evaluated, rendered as prose,
// solved for requests that fulfil them, and compiled into builders. They are
// immutable and safe for concurrent use.
//
// The zero Condition is never true.
type Condition struct {
	op       conditionOp
	scope    Scope
	feature  Feature
	targets  TargetSet
	values   uint32 // bit set of feature value codes
	member   Member
	texts    []string
	pred     *Predicate
	relation *Relation
	kids     []Condition
}

type conditionOp uint8

const (
	opNever conditionOp = iota
	opAll
	opAny
	opNot
	opSet
	opEquals
	opMatches
	opRelated
	opTarget
	opSourceTarget
	opFact
	opRegionDiffers
	opRegion
	opRegionRelated
	opPartsRelated
	opOwnerDiffers
	opKeyDiffers
	opCopiesOntoItself
	opExpires
)

// All is true if every condition is true. All of none is true.
func All(kids ...Condition) Condition { return Condition{op: opAll, kids: kids} }

// Any is true if at least one condition is true. Any of none is false.
func Any(kids ...Condition) Condition { return Condition{op: opAny, kids: kids} }

// Not is true if the condition is false.
func Not(c Condition) Condition { return Condition{op: opNot, kids: []Condition{c}} }

// Set is true if the member is set.
func Set(m Member) Condition { return Condition{op: opSet, member: m} }

// AnySet is true if at least one of the members is set.
func AnySet(ms ...Member) Condition {
	kids := make([]Condition, len(ms))
	for i, m := range ms {
		kids[i] = Set(m)
	}
	return Any(kids...)
}

// AllSet is true if every one of the members is set.
func AllSet(ms ...Member) Condition {
	kids := make([]Condition, len(ms))
	for i, m := range ms {
		kids[i] = Set(m)
	}
	return All(kids...)
}

// TwoSet is true if at least two of the members are set.
func TwoSet(ms ...Member) Condition {
	var kids []Condition
	for i := range ms {
		if rest := ms[i+1:]; len(rest) > 0 {
			kids = append(kids, All(Set(ms[i]), AnySet(rest...)))
		}
	}
	return Any(kids...)
}

// Equals is true if the member is set to one of the values, compared as text
// and with case; numbers and booleans are compared by their usual spelling.
func Equals(m Member, values ...string) Condition {
	return Condition{op: opEquals, member: m, texts: values}
}

// Matches is true if the member is set and its value fulfils the predicate.
func Matches(m Member, p *Predicate) Condition {
	return Condition{op: opMatches, member: m, pred: p}
}

// Related is true if all members of the relation are set and it holds.
func Related(rel *Relation) Condition { return Condition{op: opRelated, relation: rel} }

// On is true if the target is certainly one of the kinds.
func On(kinds ...TargetKind) Condition {
	return Condition{op: opTarget, targets: Targets(kinds...)}
}

// CopiesFrom is true if the copy source certainly lies in one of the kinds.
func CopiesFrom(kinds ...TargetKind) Condition {
	return Condition{op: opSourceTarget, targets: Targets(kinds...)}
}

// Bucket is true if the feature of the request's bucket has one of the values.
// It panics on a value that the feature can't have.
func Bucket(f Feature, values ...string) Condition { return fact(ScopeBucket, f, values) }

// CopyBucket is true if the feature of the copy source's bucket has one of the
// values.
func CopyBucket(f Feature, values ...string) Condition { return fact(ScopeSource, f, values) }

// Endpoint is true if the endpoint feature has one of the values.
func Endpoint(f Feature, values ...string) Condition { return fact(ScopeEndpoint, f, values) }

// Signature is true if the signature feature has one of the values.
func Signature(f Feature, values ...string) Condition { return fact(ScopeSignature, f, values) }

// Upload is true if the feature of the multipart upload has one of the values.
func Upload(f Feature, values ...string) Condition { return fact(ScopeUpload, f, values) }

// Wire is true if the feature of the request as it was sent has one of the values.
func Wire(f Feature, values ...string) Condition { return fact(ScopeWire, f, values) }

func fact(s Scope, f Feature, values []string) Condition {
	if home := f.Scope(); home != s && (home != ScopeBucket || s != ScopeSource) {
		panic(fmt.Sprintf("compat: %s isn't a feature of %s", f, s))
	}
	c := Condition{op: opFact, scope: s, feature: f}
	for _, v := range values {
		code, err := f.code(v)
		if err != nil {
			panic(err)
		}
		c.values |= 1 << code
	}
	return c
}

// RegionDiffers is true if the bucket's Region is known and isn't the
// endpoint's.
func RegionDiffers() Condition { return Condition{op: opRegionDiffers} }

// EndpointRegion is true if the endpoint's Region is known and fulfils the
// predicate, which must be one over text.
func EndpointRegion(p *Predicate) Condition {
	return Condition{op: opRegion, scope: ScopeEndpoint, pred: p}
}

// BucketRegion is the same of the bucket's Region.
func BucketRegion(p *Predicate) Condition {
	return Condition{op: opRegion, scope: ScopeBucket, pred: p}
}

// RelatedToRegion is true if all members of the relation are set, the endpoint's
// Region is known, and the relation holds. The relation has one or two members;
// its test and its samples get the Region, as text, after their values.
func RelatedToRegion(rel *Relation) Condition {
	if len(rel.Members) > 2 {
		panic("compat: a relation to the endpoint's Region has at most two members")
	}
	return Condition{op: opRegionRelated, relation: rel}
}

// OwnerDiffers is true if the member is set to an account id other than that of
// the owner of the bucket (ScopeBucket) or of the copy source (ScopeSource).
func OwnerDiffers(m Member, s Scope) Condition {
	return Condition{op: opOwnerDiffers, member: m, scope: s}
}

// UploadKeyDiffers is true if the SSE-C key given by its MD5 isn't the one the
// upload was created with.
func UploadKeyDiffers() Condition {
	return Condition{op: opKeyDiffers, member: member.SSECustomerKeyMD5}
}

// CopiesOntoItself is true if the copy source is the request's own bucket and
// key, without a version id.
func CopiesOntoItself() Condition {
	return Condition{op: opCopiesOntoItself, member: member.CopySource}
}

// ExpiresBeyond is true if the request is presigned for longer than the number
// of seconds.
func ExpiresBeyond(seconds string) Condition {
	return Condition{op: opExpires, texts: []string{seconds}}
}

// Predicates lists the predicates in the condition.
func (c *Condition) Predicates() []*Predicate {
	var out []*Predicate
	for _, a := range c.atoms() {
		if a.op == opMatches || a.op == opRegion {
			out = append(out, a.pred)
		}
	}
	return out
}

// Relations lists the relations in the condition.
func (c *Condition) Relations() []*Relation {
	var out []*Relation
	for _, a := range c.atoms() {
		if a.op == opRelated || a.op == opRegionRelated || a.op == opPartsRelated {
			out = append(out, a.relation)
		}
	}
	return out
}

// Members returns every member in the condition.
func (c *Condition) Members() MemberSet { return c.mentions() }
