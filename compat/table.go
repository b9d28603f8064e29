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
	list            []ordered // all, in the order in which they are found
}

// ordered is a rule with its place in S3's order of checks.
type ordered struct {
	rule  *Rule
	order int
}

// pair holds rules three times: all, those which can be true of a general purpose
// bucket, which nearly every request addresses, and of these the ones that can be
// true though nothing is known but the request.
type pair struct {
	bare, plain, all index
}

// words is the size of a member set.
const words = uint8(len(MemberSet{}))

// index finds the ways in which a request's members can make rules true.
type index struct {
	// triggers holds the members that lead to at least one entry.
	triggers MemberSet
	// at leads from a member to its entries.
	at [256]span
	// entries are grouped by trigger; heads are theirs.
	entries []way
	heads   []head
	// faulty holds the ways for copy sources that have a problem, which hardly
	// any has.
	faulty []way
	// always holds the ways that need no member.
	always []way
}

// span leads to the entries of one trigger.
type span struct {
	from, to uint16
	texts    bool    // some of them test the trigger's text
	values   *values // if not nil, certain texts have entries of their own
}

// values leads from the text of a trigger to the entries that are open to it.
type values struct {
	each []value
	all  span // for a trigger that isn't text
}

type value struct {
	text string
	span span
}

func newTable(list []ordered, members, required MemberSet) *table {
	// What S3 checks first is found first; otherwise the catalogue's order.
	sort.SliceStable(list, func(i, j int) bool { return list[i].rule.Rank < list[j].rule.Rank })
	t := &table{list: list}
	var input, resolved []way
	for i := range list {
		list[i].order = i
		ways := waysOf(list[i].rule, members, required)
		if list[i].rule.NeedsResolution() {
			resolved = append(resolved, ways...)
		} else {
			input = append(input, ways...)
		}
	}
	t.input.build(input)
	t.resolved.build(resolved)
	return t
}

func (p *pair) build(ways []way) {
	p.all.build(ways)
	ways = slices.DeleteFunc(ways, func(w way) bool { return !w.targets.Has(GeneralPurposeBucket) })
	p.plain.build(ways)
	p.plain.ease()
	p.bare.build(slices.DeleteFunc(ways, func(w way) bool { return w.scopes != 0 }))
	p.bare.ease()
}

// ease marks the heads that hold for all that is looked up in the index, which
// must be one for general purpose buckets only.
func (x *index) ease() {
	for i := range x.heads {
		x.heads[i].easy = x.heads[i].scopes == 0
	}
}

func (x *index) build(ways []way) {
	groups := map[Member][]way{}
	for _, w := range ways {
		switch {
		case w.faulty:
			x.faulty = append(x.faulty, w)
			continue
		case w.trigger == 0:
			x.always = append(x.always, w)
			continue
		}
		groups[w.trigger] = append(groups[w.trigger], w)
		x.triggers.Add(w.trigger)
	}
	for _, m := range x.triggers.IDs() {
		x.at[m] = x.add(groups[m])
	}
}

// fewValues is how many ways must be open to certain texts only for these to be
// worth a look before the ways are.
const fewValues = 4

// add adds the ways of one trigger.
func (x *index) add(group []way) span {
	var common, rare []way
	var texts []string
	for _, w := range group {
		if in := w.values(); in != nil {
			rare = append(rare, w)
			texts = append(texts, in...)
		} else {
			common = append(common, w)
		}
	}
	if len(rare) < fewValues {
		return x.append(group)
	}
	slices.Sort(texts)
	var values values
	for _, text := range slices.Compact(texts) {
		open := slices.Clone(common)
		for _, w := range rare {
			if slices.Contains(w.values(), text) {
				open = append(open, w)
			}
		}
		values.each = append(values.each, value{text, x.append(open)})
	}
	values.all = x.append(group)
	s := x.append(common)
	s.values = &values
	return s
}

// append adds ways one after the other.
func (x *index) append(ways []way) span {
	s := span{from: uint16(len(x.entries))}
	for i := range ways {
		x.entries = append(x.entries, ways[i])
		x.heads = append(x.heads, ways[i].head())
		s.texts = s.texts || len(ways[i].texts) > 0
	}
	s.to = uint16(len(x.entries))
	return s
}

// byText returns the entries that are open to a request whose trigger has this
// text, or has no text.
func (s *span) byText(text string, isText bool) *span {
	if !isText {
		return &s.values.all
	}
	for i := range s.values.each {
		if v := &s.values.each[i]; v.text == text {
			return &v.span
		}
	}
	return s
}

// check finds the rules of a pair that are true of the request. With w, what
// would settle the undecided ones is added to it.
func (t *table) check(p *pair, r *Request, dst []Finding, w *Wants) []Finding {
	first := len(dst)
	kinds, known := r.kinds(), r.knownScopes()
	if w != nil {
		known = allScopes // what isn't known is what is asked for
	}
	x := &p.all
	switch {
	case kinds == 0:
		kinds = noTarget
	case kinds != 1<<GeneralPurposeBucket:
	case known == 0:
		x = &p.bare
	default:
		x = &p.plain
	}
	for i := range x.triggers {
		for set := r.Present[i] & x.triggers[i]; set != 0; set &= set - 1 {
			m := Member(i<<6 + bits.TrailingZeros64(set))
			// Most ways fail on the text of the member that leads to them: it
			// is read once for all, and not before it is needed.
			s := &x.at[m]
			text, isText, read := "", false, false
			if s.values != nil {
				text, isText = r.Text(m)
				s, read = s.byText(text, isText), true
			}
			heads := x.heads[s.from:s.to]
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
					// Written out: a call costs more than the comparison.
					switch q := &h.test; q.kind {
					case noTest:
					case ofLength:
						if len(text) > int(q.longer) == q.not {
							continue
						}
					case byFunc:
						if q.test(text) == q.not {
							continue
						}
					default:
						if !q.pass(text) {
							continue
						}
					}
					if h.more && !x.entries[int(s.from)+j].pass(text) {
						continue
					}
				}
				dst = x.entries[int(s.from)+j].find(r, dst, first, w)
			}
		}
	}
	if len(x.faulty) > 0 && r.Present.Has(member.CopySource) && (r.Source.Problem != 0 || !r.Source.parsed()) {
		for j := range x.faulty {
			e := &x.faulty[j]
			if e.scopes&^known == 0 && kinds&e.targets != 0 {
				dst = e.find(r, dst, first, w)
			}
		}
	}
	for j := range x.always {
		e := &x.always[j]
		if e.scopes&^known == 0 && kinds&e.targets != 0 {
			dst = e.find(r, dst, first, w)
		}
	}
	if len(dst)-first > 1 {
		t.sort(dst[first:])
	}
	return dst
}

// sort puts findings into S3's order.
func (t *table) sort(found []Finding) {
	order := map[*Rule]int{}
	for _, e := range t.list {
		order[e.rule] = e.order
	}
	sort.SliceStable(found, func(i, j int) bool { return order[found[i].Rule] < order[found[j].Rule] })
}

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
			dst = append(dst, newFinding(e.rule, r))
		}
		return dst
	}
	var own Wants
	switch e.rule.When.eval(r, &own) {
	case True:
		dst = append(dst, newFinding(e.rule, r))
	case Unknown:
		w.add(&own)
	}
	return dst
}
