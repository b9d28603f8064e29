package compat

import (
	"math/bits"
	"slices"
	"sort"

	"github.com/s3safe/s3safe-go/compat/member"
)

// table holds the rules of one operation: those about the input alone, and
// those that need the endpoint to be resolved.
type table struct {
	input, resolved pair
	// whole is both, for requests that are judged once.
	whole pair
	list  []*Rule // all, in the order in which they are found
}

// pair holds rules three times: all, those which can be true of a general purpose
// bucket, which nearly every request addresses, and of these the ones that can be
// true though nothing is known but the request.
type pair struct {
	bare, plain, all index
	ways             []way
	// halves are the pairs that a whole is made of, nil in each of them: it has only
	// plans of its own.
	halves [2]*pair
	// scopes are those that ways rest on.
	scopes uint8
	// pure is set if what a value is judged by is known to depend on nothing else.
	pure  bool
	plans plans
}

// words is the size of a member set.
const words = uint8(len(MemberSet{}))

// newTable makes the table of an operation's rules, which are in order.
func newTable(list []*Rule, members, required MemberSet) *table {
	input := make([]way, 0, len(list))
	var resolved []way
	for _, rule := range list {
		ways := &input
		if rule.NeedsResolution() {
			ways = &resolved
		}
		*ways = appendWays(*ways, rule, members, required)
	}
	return tableOf(list, input, resolved)
}

func tableOf(list []*Rule, input, resolved []way) *table {
	t := &table{list: list}
	t.input.build(input)
	t.resolved.build(resolved)
	t.whole.halves = [2]*pair{&t.input, &t.resolved}
	t.whole.scopes = t.input.scopes | t.resolved.scopes
	return t
}

func (p *pair) build(ways []way) {
	p.ways = ways
	all := make([]*way, len(ways))
	for i := range ways {
		all[i] = &ways[i]
		p.scopes |= ways[i].scopes | ways[i].rule.When.restsOn()
	}
	p.all.build(all)
	plain := slices.DeleteFunc(all, func(w *way) bool { return !w.targets.Has(GeneralPurposeBucket) })
	p.plain.build(plain)
	p.plain.ease()
	p.bare.build(slices.DeleteFunc(plain, func(w *way) bool { return w.scopes != 0 }))
	p.bare.ease()
}

// check finds the rules of a pair that are true of the request.
func (p *pair) check(r *Request, dst []Finding) []Finding {
	kinds := r.Target.Kinds
	if kinds == 0 {
		kinds = r.kindsOrNone()
	}
	known := r.knownScopes()
	if plan := p.planned(r, kinds, known); plan != nil {
		return plan.check(r, kinds, known, dst)
	}
	return p.scan(r, kinds, known, dst, nil)
}

// check finds the rules that are true of a request of the plan's shape.
func (plan *plan) check(r *Request, kinds TargetSet, known uint8, dst []Finding) []Finding {
	first := len(dst)
	if open := plan.open(r.Values, &r.Ordinary); open != 0 {
		dst = plan.ask(r, open, dst, first)
	}
	if plan.more || plan.faulty && r.faultySource() {
		if !plan.many.empty() {
			dst = plan.many.scan(r, kinds, known, dst, first, nil)
		}
		dst = plan.bare.check(r, dst, first)
	}
	if len(dst)-first > 1 {
		sortFindings(dst[first:])
	}
	return dst
}

// want is check, and adds what would settle the undecided rules to w.
func (p *pair) want(r *Request, dst []Finding, w *Wants) []Finding {
	// What isn't known is what is asked for.
	return p.scan(r, r.kindsOrNone(), allScopes, dst, w)
}

// scan finds the rules that are true of a request for whose shape there is no plan.
func (p *pair) scan(r *Request, kinds TargetSet, known uint8, dst []Finding, w *Wants) []Finding {
	first := len(dst)
	if p.halves[0] != nil {
		for _, half := range p.halves {
			dst = half.scan(r, kinds, known, dst, w)
		}
		if len(dst)-first > 1 {
			sortFindings(dst[first:])
		}
		return dst
	}
	x := &p.all
	if kinds == 1<<GeneralPurposeBucket {
		x = &p.plain
		if known == 0 {
			x = &p.bare
		}
	}
	dst = x.scan(r, kinds, known, dst, first, w)
	if len(dst)-first > 1 {
		sortFindings(dst[first:])
	}
	return dst
}

// kindsOrNone is kinds with noTarget for requests that have none.
func (r *Request) kindsOrNone() TargetSet {
	if kinds := r.kinds(); kinds != 0 {
		return kinds
	}
	return noTarget
}

// scan finds the rules of an index that are true of the request.
func (x *index) scan(r *Request, kinds TargetSet, known uint8, dst []Finding, first int, w *Wants) []Finding {
	for i := range x.triggers {
		for set := r.Present[i] & x.triggers[i]; set != 0; set &= set - 1 {
			m := Member(i<<6 + bits.TrailingZeros64(set))
			// Most ways fail on the text of the member that leads to them: it
			// is read once for all, and not before it is needed.
			s := &x.at[m]
			text, isText, read := "", false, false
			run := s.common
			if s.rare != nil {
				text, isText = r.Text(m)
				read = true
			}
			var tested *Predicate // what the text was tested by last, and whether it held
			var held bool
			for rare := false; ; rare = true {
				heads := x.heads[run.from:run.to]
				for j := range heads {
					h := &heads[j]
					if r.Present[h.word&(words-1)]&h.mask != h.value ||
						!h.easy && (h.scopes&^known != 0 || kinds&h.targets == 0) {
						continue
					}
					if !read {
						if s.texts && r.Values != nil {
							text, isText = r.Values.Text(m)
						}
						read = true
					}
					if isText {
						// Rules that share a predicate over the member test it once.
						switch h.kind {
						case ofLength:
							if len(text) > h.longer == h.not {
								continue
							}
						case byFunc:
							if h.pred != tested {
								tested, held = h.pred, h.test(text)
							}
							if held == h.not {
								continue
							}
						}
						if h.more && !x.entries[run.from+j].pass(text) {
							continue
						}
					}
					dst = x.entries[run.from+j].find(r, dst, first, w)
				}
				if rare || s.rare == nil {
					break
				}
				run = s.rare.at(text, isText)
			}
		}
	}
	if len(x.faulty) > 0 && r.faultySource() {
		dst = findAll(x.faulty, r, kinds, known, dst, first, w)
	}
	if len(x.always) > 0 {
		dst = findAll(x.always, r, kinds, known, dst, first, w)
	}
	return dst
}

// faultySource reports whether the copy source may have a problem.
func (r *Request) faultySource() bool {
	return r.Present.Has(member.CopySource) && (r.Source.Problem != 0 || !r.Source.parsed())
}

func findAll(ways []*way, r *Request, kinds TargetSet, known uint8, dst []Finding, first int, w *Wants) []Finding {
	for _, e := range ways {
		if e.scopes&^known == 0 && kinds&e.targets != 0 {
			dst = e.find(r, dst, first, w)
		}
	}
	return dst
}

// sortFindings puts findings into S3's order.
func sortFindings(found []Finding) {
	if len(found) > 12 {
		sort.Stable(inRank(found))
		return
	}
	for i := 1; i < len(found); i++ {
		for j := i; j > 0 && inOrder(found[j-1].Rule, found[j].Rule) > 0; j-- {
			found[j-1], found[j] = found[j], found[j-1]
		}
	}
}

// inRank sorts findings. Package slices would do it with code of its own for them,
// which every program would carry.
type inRank []Finding

func (x inRank) Len() int           { return len(x) }
func (x inRank) Less(i, j int) bool { return inOrder(x[i].Rule, x[j].Rule) < 0 }
func (x inRank) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// find evaluates the rule that the way belongs to. A rule has several ways of
// being true, and is found once.
func (e *way) find(r *Request, dst []Finding, first int, w *Wants) []Finding {
	if !e.open(&r.Present) {
		return dst
	}
	for i := first; i < len(dst); i++ {
		if dst[i].Rule == e.rule {
			return dst
		}
	}
	if w == nil {
		if e.hold(r) && e.rule.When.eval(r, nil) == True {
			dst = appendFinding(dst, e.rule, r, nil)
		}
		return dst
	}
	var own Wants
	switch e.rule.When.eval(r, &own) {
	case True:
		dst = appendFinding(dst, e.rule, r, nil)
	case Unknown:
		w.add(&own)
	}
	return dst
}
