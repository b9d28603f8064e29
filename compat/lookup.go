package compat

import (
	"sync"
	"sync/atomic"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Lookups tells which facts about buckets are worth a request of their own: a
// guard looks such a fact up when a request can't be judged without it.
//
// A fact is worth it in a way for a rule to be true that would stop the request,
// that nothing else leaves undecided, and that is selective: the way needs a
// member which requests of the operation need not have, or tests the value of
// one beyond the request's address, or needs the accelerate endpoint. A way that
// is open to the plainest request of an operation would cost every caller a
// request more, so it never causes a lookup; but for operations that are as rare
// as the facts they rest on, such as those that configure a bucket, every way
// counts.
//
// What an operation needs is made when it is first asked for, once for all
// Lookups of a catalogue with the same policy but for Skip. To its users Lookups
// is immutable, and it is safe for concurrent use.
type Lookups struct {
	own  *lookupTables
	base *Lookups // of the catalogue's base, nil if there is none
	skip func(*Rule) bool
}

// LookupPolicy says what may be looked up.
type LookupPolicy struct {
	// Features are the bucket features that can be looked up, by what the
	// Bucket member addresses.
	Features map[TargetKind]FeatureSet
	// Rare are the operations of which every way counts.
	Rare []Operation
	// Skip leaves out rules, for instance those that are switched off. It must
	// be safe for concurrent use.
	Skip func(*Rule) bool
}

// Need says on which facts about buckets the judgement of a request rests.
type Need struct {
	// Bucket and Source are features that aren't known, of the request's bucket
	// and of the copy source's, and that would decide a rule.
	Bucket, Source FeatureSet
	// UsedBucket and UsedSource are those that are known and decided one.
	UsedBucket, UsedSource FeatureSet
}

// Missing reports whether anything isn't known.
func (n *Need) Missing() bool { return n.Bucket|n.Source != 0 }

// lookupTable holds the ways of one operation: for the input and the resolved
// request, and each for general purpose buckets and for all targets.
type lookupTable struct{ input, resolved [2]lookupIndex }

const (
	plainBucket = iota
	anyTarget
)

type lookupIndex struct {
	triggers MemberSet
	always   bool // some way has no trigger
	ways     []lookupWay
}

// lookupWay is a way that is worth a lookup.
type lookupWay struct {
	way
	// facts are the literals about buckets, rest the others.
	facts, rest []literal
	// can are the features that may be looked up, by kind of target.
	can *featuresByKind
}

type featuresByKind [targetKinds]FeatureSet

// Lookups returns what is worth looking up for the catalogue's rules.
func (c *Catalog) Lookups(p LookupPolicy) *Lookups {
	l := &Lookups{skip: p.Skip}
	if c.base != nil {
		l.base = c.base.Lookups(p)
	}
	policy := sharedPolicy{rare: operation.SetOf(p.Rare...)}
	for kind, features := range p.Features {
		policy.can[kind] = features
	}
	l.own = c.lookups.tables(c, policy)
	return l
}

// sharedPolicy is what the tables depend on.
type sharedPolicy struct {
	can  featuresByKind
	rare operation.Set
}

// sharedLookups holds a catalogue's tables, by policy.
type sharedLookups struct {
	mu       sync.Mutex
	byPolicy map[sharedPolicy]*lookupTables
}

func (s *sharedLookups) tables(c *Catalog, p sharedPolicy) *lookupTables {
	s.mu.Lock()
	defer s.mu.Unlock()
	t := s.byPolicy[p]
	if t == nil {
		if s.byPolicy == nil {
			s.byPolicy = map[sharedPolicy]*lookupTables{}
		}
		t = &lookupTables{catalog: c, policy: p}
		s.byPolicy[p] = t
	}
	return t
}

// lookupTables holds the tables of the operations that were asked for.
type lookupTables struct {
	catalog *Catalog
	policy  sharedPolicy
	made    [operation.Count]atomic.Pointer[lookupTable]
}

func (s *lookupTables) of(op Operation) *lookupTable {
	if int(op) >= len(s.made) {
		return nil
	}
	if t := s.made[op].Load(); t != nil {
		return t
	}
	// Whoever comes second makes an equal one.
	t := s.make(op)
	s.made[op].CompareAndSwap(nil, t)
	return t
}

func (s *lookupTables) make(op Operation) *lookupTable {
	lt := new(lookupTable)
	t := s.catalog.table(op)
	if t == nil {
		return lt
	}
	schema := s.catalog.schema
	members, required := schema.Members(op), schema.Required(op)
	for _, rule := range t.list {
		if rule.Effect != Rejected || rule.Doubt != "" || !rule.When.asksBucket() {
			continue
		}
		x := &lt.input
		if rule.NeedsResolution() {
			x = &lt.resolved
		}
		for _, conjunction := range rule.When.disjuncts(false) {
			w := way{targets: AnyTarget | noTarget, rule: rule}
			for _, lit := range conjunction {
				w.add(lit)
			}
			if !members.Covers(&w.needs) || !restsOn(conjunction, &s.policy.can) ||
				!s.policy.rare.Has(op) && !selective(conjunction, required) {
				continue
			}
			w.choose(conjunction, required)
			l := newLookupWay(w, conjunction, &s.policy.can)
			x[anyTarget].add(l)
			if w.targets.Has(GeneralPurposeBucket) {
				x[plainBucket].add(l)
			}
		}
	}
	return lt
}

// asksBucket reports whether the condition mentions a fact about a bucket.
func (c *Condition) asksBucket() bool {
	l := literal{atom: c}
	if l.aboutBucket() {
		return true
	}
	for i := range c.kids {
		if c.kids[i].asksBucket() {
			return true
		}
	}
	return false
}

func newLookupWay(w way, conjunction []literal, can *featuresByKind) lookupWay {
	out := lookupWay{way: w, can: can}
	for _, l := range conjunction {
		if l.aboutBucket() {
			out.facts = append(out.facts, l)
		} else {
			out.rest = append(out.rest, l)
		}
	}
	return out
}

func (l *literal) aboutBucket() bool {
	return l.atom.op == opFact && (l.atom.scope == ScopeBucket || l.atom.scope == ScopeSource)
}

func (x *lookupIndex) add(w lookupWay) {
	x.ways = append(x.ways, w)
	if w.trigger == 0 {
		x.always = true
		return
	}
	x.triggers.Add(w.trigger)
}

// restsOn reports whether a conjunction contains a fact about a bucket that can
// be looked up.
func restsOn(conjunction []literal, can *featuresByKind) bool {
	for i := range conjunction {
		l := &conjunction[i]
		for _, features := range can {
			if l.aboutBucket() && features.Has(l.atom.feature) {
				return true
			}
		}
	}
	return false
}

// address holds the members that say what a request is about. Every request of
// an operation has those it requires, whatever their values.
var address = member.SetOf(member.Bucket, member.Key, member.UploadId, member.PartNumber, member.CopySource)

// selective reports whether a conjunction is beyond the plainest request.
func selective(conjunction []literal, required MemberSet) bool {
	for _, l := range conjunction {
		c := l.atom
		if l.not {
			continue
		}
		switch c.op {
		case opSet:
			if !required.Has(c.member) {
				return true
			}
		case opEquals, opMatches:
			if !required.Has(c.member) || !address.Has(c.member) {
				return true
			}
		case opRelated:
			ms := c.mentions()
			if !required.Covers(&ms) {
				return true
			}
		case opFact:
			if c.scope == ScopeEndpoint && c.feature == Accelerate && c.values == 1<<2 {
				return true // true alone
			}
		}
	}
	return false
}

// Input adds to n what the rules rest on that Catalog.CheckInput judges, and
// Resolved what those do that Catalog.CheckResolved judges. Both allocate
// nothing, and cost next to nothing for a request that rests on no such fact.
func (l *Lookups) Input(r *Request, n *Need) {
	for ; l != nil; l = l.base {
		if t := l.own.of(r.Operation); t != nil {
			l.find(&t.input, r, n)
		}
	}
}

// Resolved is Input for the rules that need the endpoint to be resolved.
func (l *Lookups) Resolved(r *Request, n *Need) {
	for ; l != nil; l = l.base {
		if t := l.own.of(r.Operation); t != nil {
			l.find(&t.resolved, r, n)
		}
	}
}

// Check is [Catalog.Check] for the catalogue, and adds to n what Input and Resolved do.
// It takes less time than all three.
func (l *Lookups) Check(r *Request, dst []Finding, n *Need) []Finding {
	var t *table
	if l.base == nil {
		t = l.own.catalog.table(r.Operation)
	}
	if t == nil {
		dst = l.own.catalog.Check(r, dst)
		l.Input(r, n)
		l.Resolved(r, n)
		return dst
	}
	kinds, known := r.kindsOrNone(), r.knownScopes()
	plan := t.whole.planned(r, kinds, known)
	if plan == nil {
		dst = t.whole.scan(r, kinds, known, dst, nil)
		l.Input(r, n)
		l.Resolved(r, n)
		return dst
	}
	dst = plan.check(r, kinds, known, dst)
	asked := plan.lookups.Load()
	if asked == nil {
		asked = l.own.planned(r)
		plan.lookups.CompareAndSwap(nil, asked)
	}
	if asked.tables != l.own {
		l.Input(r, n)
		l.Resolved(r, n)
		return dst
	}
	for _, w := range asked.ways {
		if l.skip == nil || !l.skip(w.rule) {
			w.find(r, r.kinds(), n)
		}
	}
	return dst
}

// plannedLookups are the ways that are worth a lookup for some requests of a shape.
type plannedLookups struct {
	tables *lookupTables
	ways   []*lookupWay
}

// planned returns the ways for requests of the shape of r.
func (s *lookupTables) planned(r *Request) *plannedLookups {
	p := &plannedLookups{tables: s}
	kinds := r.kinds()
	t := s.of(r.Operation)
	for _, x := range [...]*lookupIndex{&t.input[anyTarget], &t.resolved[anyTarget]} {
		for i := range x.ways {
			if w := &x.ways[i]; w.openTo(r, kinds) && w.mayHold(r) && w.restMayHold(r) {
				p.ways = append(p.ways, w)
			}
		}
	}
	return p
}

// openTo reports whether the way is open to a request with these members and such a
// target.
func (w *lookupWay) openTo(r *Request, kinds TargetSet) bool {
	return kinds&w.targets != 0 && r.Present.Covers(&w.needs) && !r.Present.Meets(&w.absent)
}

// restMayHold reports whether what isn't about buckets may be true of a request of the
// shape of r.
func (w *lookupWay) restMayHold(r *Request) bool {
	for i := range w.rest {
		holds := True
		if w.rest[i].not {
			holds = False
		}
		if w.rest[i].atom.outcomes(r)>>holds&1 == 0 {
			return false
		}
	}
	return true
}

func (l *Lookups) find(pair *[2]lookupIndex, r *Request, n *Need) {
	x := &pair[anyTarget]
	if !x.always && !r.Present.Meets(&x.triggers) {
		return // nor does it meet those of some targets
	}
	kinds := r.kinds()
	if kinds == Targets(GeneralPurposeBucket) {
		x = &pair[plainBucket]
	}
	for i := range x.ways {
		w := &x.ways[i]
		if w.openTo(r, kinds) && w.mayHold(r) && (l.skip == nil || !l.skip(w.rule)) {
			w.find(r, kinds, n)
		}
	}
}

// mayHold reports whether what is known of endpoint and signature lets the way be open.
// It is quicker than to evaluate it.
func (w *lookupWay) mayHold(r *Request) bool {
	for i := range w.way.facts {
		t := &w.way.facts[i]
		if ofCall>>t.scope&1 == 0 || t.owner {
			continue
		}
		if f := r.facts(t.scope); f == nil || t.allowed>>f.values[t.feature]&1 == 0 {
			return false // not true: it is false, or unknown for want of something else
		}
	}
	return true
}

// find evaluates a way. It needs lookups only if nothing but them is missing.
func (w *lookupWay) find(r *Request, kinds TargetSet, n *Need) {
	if len(w.texts) > 0 {
		if text, ok := r.Text(w.trigger); ok && !w.pass(text) {
			return
		}
	}
	for i := range w.rest {
		if w.rest[i].eval(r) != True {
			return
		}
	}
	var found Need
	closed := false
	for i := range w.facts {
		l := &w.facts[i]
		t := l.eval(r)
		bit := FeatureSet(1) << l.atom.feature
		missing, used, where := &found.Bucket, &found.UsedBucket, kinds
		if l.atom.scope == ScopeSource {
			missing, used, where = &found.Source, &found.UsedSource, r.sourceKinds()
		}
		switch {
		case t != Unknown:
			// What is known counts as used whichever way it decided: it would
			// be asked for if it weren't known.
			*used |= bit
			closed = closed || t == False
		case w.canAll(where)&bit != 0:
			*missing |= bit
		default:
			return
		}
	}
	if !closed {
		n.Bucket |= found.Bucket
		n.Source |= found.Source
	}
	n.UsedBucket |= found.UsedBucket
	n.UsedSource |= found.UsedSource
}

func (l *literal) eval(r *Request) Truth {
	t := l.atom.eval(r, nil)
	if l.not {
		return t.Not()
	}
	return t
}

// canAll returns the features that can be looked up whichever of the kinds the
// target is.
func (w *lookupWay) canAll(kinds TargetSet) FeatureSet {
	if kinds == 0 {
		return 0
	}
	all := ^FeatureSet(0)
	for k, can := range w.can {
		if kinds>>k&1 != 0 {
			all &= can
		}
	}
	return all
}
