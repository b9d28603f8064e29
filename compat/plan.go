package compat

import (
	"math/bits"
	"strings"
	"sync/atomic"

	"github.com/s3safe/s3safe-go/compat/member"
)

// plan is what is left to look at of a table's ways for requests of one shape. A
// program makes few shapes of requests, and makes each of them over and over: which
// members are set, what the target is, and how the request gets to S3 is found out
// once, and the values alone are looked at each time.
type plan struct {
	shape shape
	looks []look
	// kept are ways that aren't in looks: those which the same texts never open again.
	kept []*kept
	// many are those of members with so many ways that they are looked up, and the
	// ways that need no member, or a faulty copy source.
	many index
}

// look is what is tested of one way: the text of a member. Those at one member
// follow each other.
type look struct {
	trigger Member
	kind    textTestKind
	not     bool
	more    bool // the way has further tests of the text
	longer  int
	test    func(string) bool
	pred    *Predicate
	way     *way
}

// looksOf returns the looks for ways with the same trigger, after others.
func looksOf(looks []look, ways []*way) []look {
	for _, w := range together(ways) {
		h := w.head()
		looks = append(looks, look{
			trigger: w.trigger, kind: h.kind, not: h.not, more: h.more, longer: h.longer, test: h.test, pred: h.pred, way: w,
		})
	}
	return looks
}

// lookAt finds the rules that are true of the request.
func lookAt(looks []look, r *Request, dst []Finding, first int) []Finding {
	var trigger Member
	var text string
	var isText, held bool
	var tested *Predicate
	for i := range looks {
		s := &looks[i]
		if s.trigger != trigger {
			trigger, tested, isText = s.trigger, nil, false
			if (s.kind != noTest || s.more) && r.Values != nil {
				text, isText = r.Values.Text(trigger)
			}
		}
		if isText {
			switch s.kind {
			case ofLength:
				if len(text) > s.longer == s.not {
					continue
				}
			case byFunc:
				if s.pred != tested {
					tested, held = s.pred, s.test(text)
				}
				if held == s.not {
					continue
				}
			}
			if s.more && !s.way.pass(text) {
				continue
			}
		}
		dst = s.way.find(r, dst, first, nil)
	}
	return dst
}

// check finds the rules that are true of a request of the plan's shape.
func (p *plan) check(r *Request, dst []Finding, first int) []Finding {
	dst = lookAt(p.looks, r, dst, first)
	for _, k := range p.kept {
		if k.closed(r) {
			continue
		}
		// A rule that another way has found already isn't found again.
		if dst = lookAt(k.looks, r, dst, first); len(dst) == first {
			k.keep(r)
		}
	}
	if !p.many.empty() {
		dst = p.many.scan(r, p.shape.kinds, r.knownScopes(), dst, first, nil)
	}
	return dst
}

// shape is what a plan was made for.
type shape struct {
	present, unsure MemberSet
	kinds, source   TargetSet // of the bucket, and of the copy source's if there is one
	known           uint8     // the scopes, of those that ways rest on, of which something is known
	// endpoint and signature are what is known of them, if ways rest on it.
	endpoint, signature [Features]uint8
	region              string // the endpoint's
}

// plans are those of one table. A shape has two places that it may take, which its
// members tell.
type plans [8]planPlace

type planPlace struct {
	plan atomic.Pointer[plan]
	// missed is the sum of the members of the last request that there was no plan
	// for, times how often there was no other in a row, changes how often the place
	// was taken.
	missed         atomic.Uint64
	times, changes atomic.Uint32
}

// mostTimes bounds how often in a row a shape must come until it takes a place.
const mostTimes = 1 << 8

// ofCall are the scopes whose facts a plan takes for granted: they are the same for
// most requests of a client.
const ofCall uint8 = 1<<ScopeEndpoint | 1<<ScopeSignature

// planned returns the plan for the request, nil if there is none for its shape. A
// shape that comes again gets one.
func (p *pair) planned(r *Request, kinds TargetSet, known uint8) *plan {
	known &= p.scopes
	sum := sumOf(&r.Present)
	at := sum >> 61
	place := &p.plans[at]
	made := place.plan.Load()
	if made != nil && made.shape.is(r, kinds, known) {
		return made
	}
	if made != nil {
		place = &p.plans[at^1]
		if made = place.plan.Load(); made != nil && made.shape.is(r, kinds, known) {
			return made
		}
	}
	// Other requests may come between: then it takes longer until there is a plan,
	// and the judgement is the same.
	if place.missed.Swap(sum) != sum {
		place.times.Store(1)
		return nil
	}
	if place.times.Add(1) < min(2<<min(place.changes.Load(), 16), uint32(mostTimes)) {
		return nil
	}
	place.times.Store(0)
	place.changes.Add(1)
	made = p.plan(r, kinds, known)
	place.plan.Store(made)
	return made
}

// sumOf spreads a member set over 64 bits.
func sumOf(s *MemberSet) uint64 {
	return (s[0] ^ bits.RotateLeft64(s[1], 17) ^ bits.RotateLeft64(s[2], 34) ^ bits.RotateLeft64(s[3], 51)) * 0x9e3779b97f4a7c15
}

// is reports whether a request has the shape.
func (s *shape) is(r *Request, kinds TargetSet, known uint8) bool {
	return s.present == r.Present && s.unsure == r.Unsure && s.kinds == kinds && s.known == known && s.source == sourceOf(r) &&
		(known&(1<<ScopeEndpoint) == 0 || s.endpoint == r.Endpoint.values && s.region == r.Endpoint.Region) &&
		(known&(1<<ScopeSignature) == 0 || s.signature == r.Signature.values)
}

// sourceOf returns what a request's copy source can be, 0 if it has none.
func sourceOf(r *Request) TargetSet {
	if !r.Present.Has(member.CopySource) {
		return 0
	}
	return r.sourceKinds()
}

// plan makes the plan for requests like this one.
func (p *pair) plan(r *Request, kinds TargetSet, known uint8) *plan {
	made := &plan{shape: shape{present: r.Present, unsure: r.Unsure, kinds: kinds, source: sourceOf(r), known: known}}
	if known&(1<<ScopeEndpoint) != 0 {
		made.shape.endpoint, made.shape.region = r.Endpoint.values, strings.Clone(r.Endpoint.Region)
	}
	if known&(1<<ScopeSignature) != 0 {
		made.shape.signature = r.Signature.values
	}
	var many []*way
	byTrigger := map[Member][]*way{}
	for i := range p.ways {
		w := &p.ways[i]
		if w.scopes&^known != 0 || kinds&w.targets == 0 || !w.open(&r.Present) || !w.holdOfCall(r) {
			continue
		}
		var texts MemberSet
		if w.rule.When.restsOnTexts(r, p.pure, &texts) && texts.Empty() && w.rule.When.eval(r, nil) != True {
			continue // for all requests of the shape
		}
		if w.faulty || w.trigger == 0 {
			many = append(many, w)
		} else {
			byTrigger[w.trigger] = append(byTrigger[w.trigger], w)
		}
	}
	for _, trigger := range r.Present.IDs() {
		rest := byTrigger[trigger]
		if p.pure && remembered.Has(trigger) {
			var k *kept
			if k, rest = keep(trigger, rest, r); k != nil {
				made.kept = append(made.kept, k)
			}
		}
		if len(rest) > fewWays {
			many = append(many, rest...)
		} else {
			made.looks = looksOf(made.looks, rest)
		}
	}
	made.many.build(many)
	for i := range made.many.heads {
		h := &made.many.heads[i]
		h.mask, h.value, h.easy = 0, 0, true
	}
	return made
}

// holdOfCall is hold for what is known of endpoint and signature.
func (e *way) holdOfCall(r *Request) bool {
	for i := range e.facts {
		t := &e.facts[i]
		if ofCall>>t.scope&1 != 0 && !t.owner && t.allowed>>r.facts(t.scope).values[t.feature]&1 == 0 {
			return false
		}
	}
	return true
}

// effortOfText is what comparing a text takes, compared with effort.
const effortOfText = 2

// effort says how long it takes to look at the way.
func (e *way) effort() int {
	if len(e.texts) == 0 {
		return 4
	}
	switch e.texts[0].kind {
	case ofLength:
		return 1
	case byFunc:
		return 2
	}
	return 4
}

// fewWays is up to how many ways of one member are looked at one after the other.
const fewWays = 16

// remembered are the only members whose texts are kept from one request to the next:
// settings that a program gives over and over. Keys, tokens, grants, policies, and
// what a program tells of its objects and users differ from request to request, and
// are kept nowhere.
var remembered = member.SetOf(member.Bucket, member.BucketNamespace, member.BucketRegion,
	member.ExpectedBucketOwner, member.ExpectedSourceBucketOwner, member.RequestPayer,
	member.ACL, member.ObjectOwnership, member.StorageClass, member.ServerSideEncryption, member.SSEKMSKeyId,
	member.SSECustomerAlgorithm, member.CopySourceSSECustomerAlgorithm,
	member.ChecksumAlgorithm, member.ChecksumMode, member.ChecksumType,
	member.MetadataDirective, member.TaggingDirective, member.AnnotationDirective,
	member.ObjectLockMode, member.ObjectLockLegalHoldStatus,
	member.CacheControl, member.ContentEncoding, member.ContentLanguage, member.ContentType,
	member.Delimiter, member.EncodingType)

// kept are ways of which it is remembered that none is open to a request with these
// texts, apart from what a plan takes for granted.
type kept struct {
	members []Member // whose texts they are
	looks   []look
	texts   atomic.Pointer[[]string]
	// missed counts the requests that had other texts and weren't found fault with, up
	// to mostMissed: then the texts differ too often, and nothing is counted, which
	// takes time where many goroutines share a plan.
	missed atomic.Uint32
}

// keep returns those of a trigger's ways that the same texts never open again, if
// comparing the texts is worth it, and the others.
func keep(trigger Member, ways []*way, r *Request) (k *kept, rest []*way) {
	texts, effort := member.SetOf(trigger), 0
	var mine []*way
	for _, w := range ways {
		var own MemberSet
		// A pair of which texts are kept is pure.
		if !w.rule.When.restsOnTexts(r, true, &own) || !remembered.Covers(&own) {
			rest = append(rest, w)
			continue
		}
		mine = append(mine, w)
		effort += w.effort()
		texts = texts.Union(own)
	}
	if effort <= effortOfText*texts.Len() {
		return nil, ways
	}
	return &kept{members: texts.IDs(), looks: looksOf(nil, mine)}, rest
}

const (
	// longestKept bounds the texts that are remembered.
	longestKept = 512
	mostMissed  = 1 << 12
)

// closed reports whether the request has the texts that are remembered.
func (k *kept) closed(r *Request) bool {
	texts := k.texts.Load()
	if texts == nil || r.Values == nil {
		return false
	}
	for i, m := range k.members {
		if text, ok := r.Values.Text(m); !ok || text != (*texts)[i] {
			return false
		}
	}
	return true
}

// keep remembers the texts of a request that isn't found fault with: those of the
// first, and of others the more rarely the more of them there are.
func (k *kept) keep(r *Request) {
	if k.missed.Load() >= mostMissed || r.Values == nil {
		return
	}
	if n := k.missed.Add(1); n&(n-1) != 0 {
		return
	}
	texts, size := make([]string, len(k.members)), 0
	for i, m := range k.members {
		text, ok := r.Values.Text(m)
		if size += len(text); !ok || size > longestKept {
			return
		}
		texts[i] = strings.Clone(text) // its memory is the caller's
	}
	k.texts.Store(&texts)
}

// restsOnTexts reports whether nothing but the texts of members decides the condition
// for requests of one shape, and adds these members. Every member that is present must
// be a text. A test of the Region, or of nothing, is asked anew for each request unless
// it is pure.
func (c *Condition) restsOnTexts(r *Request, pure bool, texts *MemberSet) bool {
	text := func(m Member) bool {
		if !r.Present.Has(m) {
			return true
		}
		texts.Add(m)
		_, ok := r.Text(m)
		return ok
	}
	switch c.op {
	case opAll, opAny, opNot:
		for i := range c.kids {
			if !c.kids[i].restsOnTexts(r, pure, texts) {
				return false
			}
		}
		return true
	case opSet, opTarget, opSourceTarget, opNever:
		return true // the shape has all of it
	case opEquals:
		return text(c.member)
	case opMatches:
		return !c.pred.timed && c.pred.problems == 0 && text(c.member)
	case opRelated, opRegionRelated:
		for _, m := range c.relation.Members {
			if !text(m) {
				return false
			}
		}
		if c.op == opRelated {
			return pure || len(c.relation.Members) > 0
		}
		return pure
	case opFact:
		return ofCall>>c.scope&1 != 0
	case opRegion:
		return pure && c.scope == ScopeEndpoint
	}
	return false
}
