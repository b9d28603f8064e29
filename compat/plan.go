package compat

import (
	"math"
	"math/bits"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/s3safe/s3safe-go/compat/member"
)

// plan is what is left to look at of a table's ways for requests of one shape. A
// program makes few shapes of requests, and makes each of them over and over: which
// members are set, what the target is, and how the request gets to S3 is found out
// once, and the values alone are looked at each time.
//
// A call of the SDK's between two judgements leaves little in the processor's caches:
// what counts is how much memory is touched. What is looked at each time comes first.
type plan struct {
	// closed are the triggers of spots that ordinary texts close, the set closing.
	closed  MemberSet
	closing uint64
	// settled are the texts that most spots needn't be looked at for. It is never nil.
	settled atomic.Pointer[settled]
	// more is set if there are ways besides those of the spots, faulty if some of them are
	// for a faulty copy source.
	more, faulty bool

	spots []spot
	shape shape
	// many are the ways of members with so many that they are looked up, and those
	// that need a faulty copy source.
	many index
	// bare are those that no member leads to.
	bare bareWays
	// lookups are what may be worth a lookup for requests of the shape, by the policy
	// that was asked for first; nil if none was.
	lookups atomic.Pointer[plannedLookups]
}

// spot is what there is to look at of one member. What is looked at of nearly all
// requests comes first, and fits into a line of the processor's cache.
type spot struct {
	trigger Member
	reads   bool // some look tests the text
	// kept is set if what was found of a text is remembered, in known.
	kept bool
	// quick says how the texts of ordinary length are tested; test and not are of oneTest,
	// only is of oneText.
	quick quickness
	not   bool
	known atomic.Pointer[judged]
	only  string
	test  func(string) bool
	// sieve, if not nil, must be passed for any look to be open.
	sieve *Sieve
	// Texts of least to least+span bytes fail the first test of all looks of lengths,
	// which come after the others, from number lengths on.
	least, span uint
	lengths     int
	looks       []look
	told        []told // by look
	// missed counts the requests that had other texts than those remembered and weren't
	// found fault with, up to mostMissed: then the texts differ too often, and nothing
	// is counted, which takes time where many goroutines share a plan. It is nil if no
	// text is worth remembering.
	missed *atomic.Uint32
}

type quickness uint8

const (
	byLooks quickness = iota
	// byLength: there is nothing to look at but the length.
	byLength
	// oneTest: there is one test, of a function, besides.
	oneTest
	// oneText: only one text is to be looked at.
	oneText
	// bySieve: a sieve comes before all looks.
	bySieve
)

// look is what is tested of one way: the text of its trigger.
type look struct {
	kind   textTestKind
	not    bool
	more   bool // the way has further tests of the text
	longer int
	test   func(string) bool
	pred   *Predicate
	way    *way
}

// looksOf returns the looks for ways with the same trigger, those at lengths last.
func looksOf(ways []*way) (looks []look, lengths int) {
	looks = make([]look, 0, len(ways))
	ways = together(ways)
	for _, last := range [...]bool{false, true} {
		for _, w := range ways {
			if h := w.head(); (h.kind == ofLength) == last {
				looks = append(looks, look{kind: h.kind, not: h.not, more: h.more, longer: h.longer, test: h.test, pred: h.pred, way: w})
			}
		}
		if !last {
			lengths = len(looks)
		}
	}
	return looks, lengths
}

// mostSpots is how many spots a plan can have: the bits of a set.
const mostSpots = 64

// open returns the set of the spots whose texts, as far as this tells, may break a
// rule. Nearly always there are none, so it does nothing but tell.
func (p *plan) open(values Reader, ordinary *MemberSet) (open uint64) {
	if values == nil {
		return 1<<len(p.spots) - 1
	}
	known := p.settled.Load()
	look, from := known.others, uint16(0)
	for i := range known.list {
		e := &known.list[i]
		if text, ok := values.Text(e.member); !ok || text != known.texts[from:e.to] {
			look |= 1 << (e.spot & 63)
		}
		from = e.to
	}
	if !ordinary.Covers(&p.closed) {
		look |= p.closing
	}
	for ; look != 0; look &= look - 1 {
		i := bits.TrailingZeros64(look)
		s := &p.spots[i]
		if s.reads {
			if text, ok := values.Text(s.trigger); ok {
				switch {
				case s.kept:
					if k := s.known.Load(); k != nil && k.closed && k.text == text && (len(k.others) == 0 || k.same(values)) {
						continue
					}
				case s.quick == oneText:
					if text != s.only {
						continue
					}
				case s.quick == bySieve:
					if !s.sieve.Text(text) {
						continue
					}
				case s.quick == byLooks || uint(len(text))-s.least > s.span:
					if !s.opens(text) {
						continue
					}
				case s.quick == byLength || s.test(text) == s.not:
					continue
				}
			}
		}
		if s.quick == bySieve && !s.reads && !s.sieve.pass(values, s.trigger) {
			continue
		}
		open |= 1 << i
	}
	return open
}

// opens reports whether a look is open to the text.
func (s *spot) opens(text string) bool {
	looks := s.looksAt(text)
	var tested *Predicate // what the text was tested by last, and whether it held
	var held bool
	for i := range looks {
		l := &looks[i]
		switch l.kind {
		case ofLength:
			if len(text) > l.longer == l.not {
				continue
			}
		case byFunc:
			if l.pred != tested {
				tested, held = l.pred, l.test(text)
			}
			if held == l.not {
				continue
			}
		}
		if !l.more || l.way.pass(text) {
			return true
		}
	}
	return false
}

// looksAt leaves out the looks of lengths where the text's length closes all of them.
func (s *spot) looksAt(text string) []look {
	if uint(len(text))-s.least <= s.span {
		return s.looks[:s.lengths]
	}
	return s.looks
}

// ask finds the rules of some spots that are true of a request.
func (p *plan) ask(r *Request, open uint64, dst []Finding, first int) []Finding {
	for ; open != 0; open &= open - 1 {
		i := bits.TrailingZeros64(open)
		s := &p.spots[i]
		if !s.kept && len(s.looks) == 1 && !s.looks[0].way.hold(r) {
			continue // as when the owner isn't known that the request expects
		}
		text, isText := "", false
		if s.reads && r.Values != nil {
			text, isText = r.Values.Text(s.trigger)
			if k := s.known.Load(); isText && k != nil && !k.closed && k.text == text && k.same(r.Values) {
				for _, w := range k.open {
					dst = w.find(r, dst, first, nil)
				}
				continue
			}
		}
		dst = s.look(r, text, isText, dst, first)
		// A rule that another way has found already isn't found again.
		if s.kept && isText && len(dst) == first && s.remember(r, text) {
			p.settle()
		}
	}
	return dst
}

// look finds the rules that are true of a request whose trigger has this text, or has
// no text.
func (s *spot) look(r *Request, text string, isText bool, dst []Finding, first int) []Finding {
	looks := s.looks
	if isText {
		looks = s.looksAt(text)
	}
	var tested *Predicate
	var held bool
	for i := range looks {
		l := &looks[i]
		if isText {
			switch l.kind {
			case ofLength:
				if len(text) > l.longer == l.not {
					continue
				}
			case byFunc:
				if l.pred != tested {
					tested, held = l.pred, l.test(text)
				}
				if held == l.not {
					continue
				}
			}
			if l.more && !l.way.pass(text) {
				continue
			}
		}
		dst = l.find(r, dst, first, &s.told[i])
	}
	return dst
}

// find is way.find for requests of the shape that the plan was made for, to which the
// way is open.
func (l *look) find(r *Request, dst []Finding, first int, before *told) []Finding {
	rule := l.way.rule
	for i := first; i < len(dst); i++ {
		if dst[i].Rule == rule {
			return dst
		}
	}
	if l.way.hold(r) && rule.When.eval(r, nil) == True {
		dst = appendFinding(dst, rule, r, before)
	}
	return dst
}

// shape is what a plan was made for.
type shape struct {
	present, unsure MemberSet
	// rest holds kinds, source and scopes; see shapeRest.
	rest uint64
	// endpoint and signature are what is known of them, if ways rest on it.
	endpoint  endpointValues
	signature signatureValues
	region    string // the endpoint's
}

// The values of the features that facts of one scope can have.
type (
	endpointValues  [endpointFeatures - bucketFeatures]uint8
	signatureValues [signatureFeatures - endpointFeatures]uint8
)

func (x *Facts) endpoint() *endpointValues {
	return (*endpointValues)(x.values[bucketFeatures:endpointFeatures])
}

func (x *Facts) signature() *signatureValues {
	return (*signatureValues)(x.values[endpointFeatures:signatureFeatures])
}

// shapeRest puts the kinds of the target, of which the lowest bits tell, the kinds that
// the copy source's bucket can be, if there is one, and the scopes, of those that ways
// rest on, of which something is known, into one number.
func shapeRest(r *Request, kinds TargetSet, known uint8) uint64 {
	return uint64(kinds) | uint64(sourceOf(r))<<16 | uint64(known)<<32
}

// Sets of targets have the bits that shapeRest has room for.
var _ = [1]struct{}{}[^TargetSet(0)>>16]

// plans are those of one table. A shape has two places that it may take, which its
// members tell. There are many, since the shapes of a program are few, but where three
// of them have the same two places, one has no plan.
type plans struct {
	at     [planPlaces]atomic.Pointer[plan]
	places [planPlaces]planPlace
}

const (
	placeBits  = 5
	planPlaces = 1 << placeBits
)

// planPlace is what counts who asks for a place of plans.
type planPlace struct {
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
	sum, rest := sumOf(&r.Present), shapeRest(r, kinds, known)
	at := sum >> (64 - placeBits)
	made := p.plans.at[at].Load()
	// This is shape.is, without the call.
	if made != nil && made.shape.rest == rest && sameSet(&made.shape.present, &r.Present) && sameSet(&made.shape.unsure, &r.Unsure) &&
		(known&ofCall == 0 || made.shape.sameCall(r, known)) {
		return made
	}
	if made != nil {
		at ^= 1
		if made = p.plans.at[at].Load(); made != nil && made.shape.is(r, rest, known) {
			return made
		}
	}
	place := &p.plans.places[at]
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
	p.plans.at[at].Store(made)
	return made
}

// sumOf spreads a member set over 64 bits.
func sumOf(s *MemberSet) uint64 {
	return (s[0] ^ bits.RotateLeft64(s[1], 17) ^ bits.RotateLeft64(s[2], 34) ^ bits.RotateLeft64(s[3], 51)) * 0x9e3779b97f4a7c15
}

// is reports whether a request has the shape.
func (s *shape) is(r *Request, rest uint64, known uint8) bool {
	return s.rest == rest && sameSet(&s.present, &r.Present) && sameSet(&s.unsure, &r.Unsure) &&
		(known&ofCall == 0 || s.sameCall(r, known))
}

// sameCall reports whether the same is known of endpoint and signature.
func (s *shape) sameCall(r *Request, known uint8) bool {
	return (known&(1<<ScopeEndpoint) == 0 || s.endpoint == *r.Endpoint.endpoint() && s.region == r.Endpoint.Region) &&
		(known&(1<<ScopeSignature) == 0 || s.signature == *r.Signature.signature())
}

// sameSet compares sets without a branch for each word.
func sameSet(a, b *MemberSet) bool {
	return (a[0]^b[0])|(a[1]^b[1])|(a[2]^b[2])|(a[3]^b[3]) == 0
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
	made := &plan{shape: shape{present: r.Present, unsure: r.Unsure, rest: shapeRest(r, kinds, known)}}
	if known&(1<<ScopeEndpoint) != 0 {
		made.shape.endpoint, made.shape.region = *r.Endpoint.endpoint(), strings.Clone(r.Endpoint.Region)
	}
	if known&(1<<ScopeSignature) != 0 {
		made.shape.signature = *r.Signature.signature()
	}
	var many []*way
	byTrigger := map[Member][]*way{}
	add := func(w *way) {
		if w.scopes&^known != 0 || kinds&w.targets == 0 || !w.open(&r.Present) || !w.holdOfCall(r) {
			return
		}
		if w.rule.When.outcomes(r)>>True&1 == 0 {
			return // for all requests of the shape
		}
		var texts MemberSet
		if w.rule.When.restsOnTexts(r, p.pure, &texts) && texts.Empty() && w.rule.When.eval(r, nil) != True {
			return // for all of them, too
		}
		switch {
		case made.bare.add(w):
		case w.faulty:
			many = append(many, w)
		default:
			byTrigger[w.trigger] = append(byTrigger[w.trigger], w)
		}
	}
	if p.halves[0] == nil {
		for i := range p.ways {
			add(&p.ways[i])
		}
	} else {
		for _, half := range p.halves {
			for i := range half.ways {
				add(&half.ways[i])
			}
		}
	}
	type place struct {
		trigger Member
		ways    []*way
	}
	var open, closing []place
	for _, trigger := range r.Present.IDs() {
		ways := byTrigger[trigger]
		kept := p.pure && remembered.Has(trigger)
		switch {
		case len(ways) == 0:
		case len(ways) > fewWays && !kept || len(open)+len(closing)+2 > mostSpots:
			many = append(many, ways...)
		case !slices.ContainsFunc(ways, (*way).opensToOrdinary):
			closing = append(closing, place{trigger, ways})
		case kept || !r.Ordinary.Has(trigger):
			open = append(open, place{trigger, ways})
		default:
			opening, others := parted(ways, (*way).opensToOrdinary)
			open = append(open, place{trigger, opening})
			if len(others) > 0 {
				closing = append(closing, place{trigger, others})
			}
		}
	}
	made.spots = make([]spot, len(open)+len(closing))
	for i, x := range append(open, closing...) {
		made.spots[i].set(x.trigger, x.ways, p.pure)
		if i >= len(open) {
			made.closed.Add(x.trigger)
			made.closing |= 1 << i
		}
	}
	made.settle()
	made.many.build(many)
	made.more = len(made.many.entries)+len(made.many.always) > 0 || !made.bare.empty()
	made.faulty = len(made.many.faulty) > 0
	for i := range made.many.heads {
		h := &made.many.heads[i]
		h.mask, h.value, h.easy = 0, 0, true
	}
	return made
}

// parted parts ways by whether they are such.
func parted(ways []*way, such func(*way) bool) (are, others []*way) {
	for _, w := range ways {
		if such(w) {
			are = append(are, w)
		} else {
			others = append(others, w)
		}
	}
	return are, others
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

// fewWays is up to how many ways of one member are looked at one after the other.
const fewWays = 16

// set makes the spot for ways with the same trigger.
func (s *spot) set(trigger Member, ways []*way, pure bool) {
	s.trigger = trigger
	s.looks, s.lengths = looksOf(ways)
	s.told = make([]told, len(s.looks))
	effort := 0
	most := uint(math.MaxInt)
	for i := range s.looks {
		l := &s.looks[i]
		s.reads = s.reads || l.way.tests()
		effort += l.way.effort()
		switch {
		case l.kind != ofLength:
		case l.not:
			s.least = max(s.least, uint(l.longer)+1)
		default:
			most = min(most, uint(l.longer))
		}
	}
	if s.least > most {
		s.least, most = 1<<63, 1<<63 // no text has such a length
	}
	s.sieve = sieveOf(s.looks)
	switch {
	case s.sieve != nil && (s.sieve.Text != nil) == s.reads:
		s.quick = bySieve
	case s.lengths == 0:
		s.quick = byLength
	case s.lengths == 1 && s.looks[0].kind == byFunc && !s.looks[0].more:
		s.quick, s.test, s.not = oneTest, s.looks[0].test, s.looks[0].not
	case len(s.looks) == 1 && len(s.looks[0].way.texts) == 1 && len(s.looks[0].way.values()) == 1:
		s.quick, s.only = oneText, s.looks[0].way.values()[0]
	}
	s.span = most - s.least
	if pure && remembered.Has(trigger) && effort > effortOfText {
		s.reads, s.kept = true, true
		s.missed = new(atomic.Uint32)
	}
}

// sieveOf returns the sieve that all looks share, nil if there is none.
func sieveOf(looks []look) *Sieve {
	var all *Sieve
	for i := range looks {
		p := looks[i].way.sifted
		if p == nil || all != nil && p.sieve != all {
			return nil
		}
		all = p.sieve
	}
	return all
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

// judged is what is remembered of a spot: a text of its trigger that no fault was found
// with, and what is left to ask of a request that has it. Its memory is its own.
type judged struct {
	text   string
	closed bool // nothing is left to ask if others are the same: open is empty
	// Ways that the text is open to weren't true of a request with these texts of
	// other members, and rest on nothing else.
	others []Member
	texts  []string
	// open are ways that the text is open to and that rest on more.
	open []*way
}

// same reports whether a request has the texts of other members.
func (j *judged) same(values Reader) bool {
	for i, m := range j.others {
		if text, ok := values.Text(m); !ok || text != j.texts[i] {
			return false
		}
	}
	return true
}

const (
	// longestKept bounds the texts that are remembered.
	longestKept = 512
	mostMissed  = 1 << 12
)

// remember remembers the texts of a request that a spot finds no fault with: those of
// the first, and of others the more rarely the more of them there are. It reports whether
// it has.
func (s *spot) remember(r *Request, text string) bool {
	missed := s.missed
	if missed.Load() >= mostMissed {
		return false
	}
	if n := missed.Add(1); n&(n-1) != 0 {
		return false
	}
	j := s.judge(r, text)
	if j != nil {
		s.known.Store(j)
	}
	return j != nil
}

// judge returns what is left to ask of requests with this text. It is nil if
// nothing is to be remembered: the texts are too long, or one of them isn't known.
func (s *spot) judge(r *Request, text string) *judged {
	size := len(text)
	if size > longestKept {
		return nil
	}
	j := &judged{text: strings.Clone(text)}
	var others MemberSet
	for i := range s.looks {
		w := s.looks[i].way
		if !w.pass(text) {
			continue
		}
		var own MemberSet
		// Spots of pure pairs only remember.
		if w.rule.When.restsOnTexts(r, true, &own) && remembered.Covers(&own) {
			others = others.Union(own)
		} else {
			j.open = append(j.open, w)
		}
	}
	others.Remove(s.trigger)
	j.others = others.IDs()
	for _, m := range j.others {
		other, ok := r.Text(m)
		if size += len(other); !ok || size > longestKept {
			return nil
		}
		j.texts = append(j.texts, strings.Clone(other))
	}
	j.closed = len(j.open) == 0
	return j
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
