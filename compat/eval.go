package compat

import (
	"math/bits"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat/member"
)

// Wants names the facts for want of which something is undecided.
type Wants struct {
	// Bucket and Source are bit sets of bucket features: of the request's
	// bucket, and of the copy source's.
	Bucket, Source uint64
	// Call is a bit set of endpoint, signature and upload features.
	Call uint64
	// Wire is a bit set of the features of a sent request, the lowest bit being that of
	// the first of them, Authorization.
	Wire uint64
	// Region is set when the bucket's Region is wanted, Owner when the owner
	// is; both of the request's bucket. SourceOwner is that of the copy source.
	Region, Owner, SourceOwner bool
	// EndpointRegion is set when the endpoint's Region is wanted.
	EndpointRegion bool
	// UploadKey is set when the SSE-C key is wanted that the multipart upload was
	// created with, UploadParts when its parts are.
	UploadKey, UploadParts bool
	// Expires is set when it matters for how long the request is presigned.
	Expires bool
	// Target is set when it matters what the Bucket member addresses.
	Target bool
	// Members are members of which more must be known.
	Members MemberSet
}

// Empty reports whether nothing is wanted.
func (w *Wants) Empty() bool { return *w == Wants{} }

func (w *Wants) add(o *Wants) {
	w.Bucket |= o.Bucket
	w.Source |= o.Source
	w.Call |= o.Call
	w.Wire |= o.Wire
	w.Region = w.Region || o.Region
	w.Owner = w.Owner || o.Owner
	w.SourceOwner = w.SourceOwner || o.SourceOwner
	w.EndpointRegion = w.EndpointRegion || o.EndpointRegion
	w.UploadKey = w.UploadKey || o.UploadKey
	w.UploadParts = w.UploadParts || o.UploadParts
	w.Expires = w.Expires || o.Expires
	w.Target = w.Target || o.Target
	w.Members = w.Members.Union(o.Members)
}

// Features lists the bucket features wanted of the request's bucket
// (ScopeBucket) or the copy source's (ScopeSource), and those of the endpoint,
// the signature, the upload and the request as sent for the other scopes.
func (w *Wants) Features(s Scope) []Feature {
	set, first := w.Call, Feature(0)
	switch s {
	case ScopeBucket:
		set = w.Bucket
	case ScopeSource:
		set = w.Source
	case ScopeWire:
		set, first = w.Wire, uploadFeatures
	}
	var fs []Feature
	for ; set != 0; set &= set - 1 {
		f := first + Feature(bits.TrailingZeros64(set))
		if s == ScopeSource || f.Scope() == s {
			fs = append(fs, f)
		}
	}
	return fs
}

// Eval evaluates the condition on what is known of the request.
func (c *Condition) Eval(r *Request) Truth { return c.eval(r, nil) }

// EvalWants evaluates the condition and adds to w what would settle it if it is
// unknown. A fact that can't change the outcome is not asked for.
func (c *Condition) EvalWants(r *Request, w *Wants) Truth { return c.eval(r, w) }

func (c *Condition) eval(r *Request, w *Wants) Truth {
	switch c.op {
	case opAll:
		return c.evalMany(r, w, True, False)
	case opAny:
		return c.evalMany(r, w, False, True)
	case opNot:
		return c.kids[0].eval(r, w).Not()
	case opSet:
		return want(r.Has(c.member), w, c.member)
	case opEquals:
		if t := r.Has(c.member); t != True {
			return want(t, w, c.member)
		}
		return want(c.equals(r), w, c.member)
	case opMatches:
		if t := r.Has(c.member); t != True {
			return want(t, w, c.member)
		}
		if c.pred.problems != 0 && r.Source.parsed() {
			return TruthOf(c.pred.problems>>r.Source.Problem&1 != 0)
		}
		if c.pred.text != nil {
			if s, ok := r.Text(c.member); ok {
				return TruthOf(c.pred.text(s))
			}
			return want(Unknown, w, c.member)
		}
		var now time.Time
		if c.pred.timed {
			now = r.now()
		}
		_, t := c.pred.test(r.Value(c.member), now)
		return want(t, w, c.member)
	case opRelated, opRegionRelated, opPartsRelated:
		return c.evalRelated(r, w)
	case opTarget:
		return subset(r.kinds(), c.targets, w)
	case opSourceTarget:
		if t := r.Has(member.CopySource); t != True {
			return want(t, w, member.CopySource)
		}
		return subset(r.sourceKinds(), c.targets, w)
	case opFact:
		return c.evalFact(r, w)
	case opRegionDiffers:
		return evalRegion(r, w)
	case opRegion:
		return c.evalRegionText(r, w)
	case opOwnerDiffers:
		return c.evalOwner(r, w)
	case opKeyDiffers:
		return c.evalKey(r, w)
	case opCopiesOntoItself:
		return evalSelfCopy(r, w)
	case opExpires:
		return c.evalExpires(r, w)
	}
	return False
}

// evalMany is All (unit true, zero false) and Any (unit false, zero true). What
// the children want counts only if none of them settles the matter alone.
func (c *Condition) evalMany(r *Request, w *Wants, unit, zero Truth) Truth {
	var before Wants
	if w != nil {
		before = *w
	}
	out := unit
	for i := range c.kids {
		switch c.kids[i].eval(r, w) {
		case zero:
			if w != nil {
				*w = before
			}
			return zero
		case Unknown:
			out = Unknown
			if w == nil && unit == True {
				// Nobody asks why: an All that isn't certainly true is no finding.
				return c.falseLater(r, i+1)
			}
		}
	}
	return out
}

// falseLater settles an All that is unknown so far: false if a later child is.
func (c *Condition) falseLater(r *Request, from int) Truth {
	for i := from; i < len(c.kids); i++ {
		if c.kids[i].eval(r, nil) == False {
			return False
		}
	}
	return Unknown
}

func want(t Truth, w *Wants, m Member) Truth {
	if t == Unknown && w != nil {
		w.Members.Add(m)
	}
	return t
}

func subset(possible, in TargetSet, w *Wants) Truth {
	switch {
	case possible&in == 0:
		return False
	case possible&^in == 0:
		return True
	}
	if w != nil {
		w.Target = true
	}
	return Unknown
}

func (c *Condition) equals(r *Request) Truth {
	if r.Values == nil {
		return Unknown
	}
	text, ok := r.Values.Text(c.member)
	if ok {
		return TruthOf(slices.Contains(c.texts, text))
	}
	v := r.Values.Value(c.member)
	switch v.kind {
	case KindBool:
		text = strconv.FormatBool(v.num != 0)
	case KindInt:
		for _, s := range c.texts {
			if n, err := strconv.ParseInt(s, 10, 64); err == nil && n == v.num {
				return True
			}
		}
		return False
	default:
		return Unknown
	}
	return TruthOf(slices.Contains(c.texts, text))
}

func (c *Condition) evalRelated(r *Request, w *Wants) Truth {
	rel := c.relation
	var v [3]Value
	out := True
	for i, m := range rel.Members {
		switch r.Has(m) {
		case False:
			return False
		case Unknown:
			out = want(Unknown, w, m)
		}
		v[i] = r.Value(m)
	}
	if out == Unknown {
		return Unknown
	}
	if c.op == opRegionRelated {
		if r.Endpoint == nil || r.Endpoint.Region == "" {
			if w != nil {
				w.EndpointRegion = true
			}
			return Unknown
		}
		v[len(rel.Members)] = StringValue(r.Endpoint.Region)
	}
	if c.op == opPartsRelated {
		if r.Upload == nil || r.Upload.Parts == nil {
			if w != nil {
				w.UploadParts = true
			}
			return Unknown
		}
		v[len(rel.Members)] = DocumentValue(r.Upload.Parts)
	}
	t := rel.Test(v[0], v[1], v[2])
	if t == Unknown && w != nil {
		w.UploadParts = w.UploadParts || c.op == opPartsRelated
		w.Members = w.Members.Union(member.SetOf(rel.Members...))
	}
	return t
}

func (c *Condition) evalFact(r *Request, w *Wants) Truth {
	if f := r.facts(c.scope); f != nil && f.values[c.feature] != 0 {
		return TruthOf(c.values>>f.values[c.feature]&1 != 0)
	}
	if w != nil {
		switch bit := uint64(1) << c.feature; c.scope {
		case ScopeBucket:
			w.Bucket |= bit
		case ScopeSource:
			w.Source |= bit
		case ScopeWire:
			w.Wire |= 1 << (c.feature - uploadFeatures)
		default:
			w.Call |= bit
		}
	}
	return Unknown
}

func evalRegion(r *Request, w *Wants) Truth {
	endpoint, bucket := r.Endpoint != nil && r.Endpoint.Region != "", r.Bucket != nil && r.Bucket.Region != ""
	if !endpoint || !bucket {
		if w != nil {
			w.EndpointRegion = w.EndpointRegion || !endpoint
			w.Region = w.Region || !bucket
		}
		return Unknown
	}
	return TruthOf(r.Bucket.Region != r.Endpoint.Region)
}

func (c *Condition) evalRegionText(r *Request, w *Wants) Truth {
	f := r.facts(c.scope)
	if f == nil || f.Region == "" {
		if w != nil {
			w.Region = w.Region || c.scope == ScopeBucket
			w.EndpointRegion = w.EndpointRegion || c.scope == ScopeEndpoint
		}
		return Unknown
	}
	_, t := c.pred.test(StringValue(f.Region), time.Time{})
	return t
}

func (c *Condition) evalOwner(r *Request, w *Wants) Truth {
	if t := r.Has(c.member); t != True {
		return want(t, w, c.member)
	}
	f := r.facts(c.scope)
	if f == nil || f.Owner == "" {
		if w != nil {
			w.Owner = w.Owner || c.scope == ScopeBucket
			w.SourceOwner = w.SourceOwner || c.scope == ScopeSource
		}
		return Unknown
	}
	given, ok := r.Value(c.member).Text()
	if !ok {
		return want(Unknown, w, c.member)
	}
	return TruthOf(given != f.Owner)
}

func (c *Condition) evalKey(r *Request, w *Wants) Truth {
	if t := r.Has(c.member); t != True {
		return want(t, w, c.member)
	}
	given, ok := r.Value(c.member).Text()
	if !ok {
		return want(Unknown, w, c.member)
	}
	if r.Upload == nil || r.Upload.KeyMD5 == "" {
		if w != nil {
			w.UploadKey = true
		}
		return Unknown
	}
	return TruthOf(strings.Trim(given, " \t") != r.Upload.KeyMD5) // HTTP drops the blanks around it
}

func evalSelfCopy(r *Request, w *Wants) Truth {
	if t := r.Has(member.CopySource); t != True {
		return want(t, w, member.CopySource)
	}
	if r.Source.HasVersion {
		return False
	}
	key, ok := r.Text(member.Key)
	if !ok {
		return want(Unknown, w, member.Key)
	}
	if r.Source.Key == "" || r.Source.Problem != 0 {
		return want(Unknown, w, member.CopySource)
	}
	if key != r.Source.Key {
		return False
	}
	bucket, ok := r.Text(member.Bucket)
	if !ok {
		return want(Unknown, w, member.Bucket)
	}
	if bucket == r.Source.Bucket {
		return True
	}
	if r.Target.Kinds == Targets(GeneralPurposeBucket) && r.Source.Target.Kinds == Targets(GeneralPurposeBucket) {
		return False
	}
	// An access point and a bucket name can lead to the same object.
	if w != nil {
		w.Target = true
	}
	return Unknown
}

func (c *Condition) evalExpires(r *Request, w *Wants) Truth {
	if r.Expires == 0 {
		if w != nil {
			w.Expires = true
		}
		return Unknown
	}
	n, err := strconv.ParseInt(c.texts[0], 10, 64)
	if err != nil {
		return Unknown
	}
	return TruthOf(r.Expires > time.Duration(n)*time.Second)
}
