package rulebook

import (
	"maps"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Operation is what the catalogue says of an operation, whatever else a request has:
// which members exclude or need each other, and what each kind of target takes. It is
// found by asking the rules about requests of which nothing is known but one or two
// members. What depends on more isn't in it: that is what the rules say.
type Operation struct {
	Op compat.Operation
	// Kinds are the kinds of target, in columns; none if the operation has no target.
	Kinds []Kind
	// Refused are the members that some kind refuses which takes the operation.
	Refused []Refusal
	// For is the target that Exclude and Need are of; its set is empty if there is none.
	For compat.TargetSet
	// Exclude and Need are the relations between members.
	Exclude []Relation
	Need    []Relation
}

// Kind is a kind of target, with the rules for which it refuses every request of the
// operation.
type Kind struct {
	Kind compat.TargetKind
	By   []*compat.Rule
}

// Takes reports whether the kind takes the operation, as far as is known.
func (k Kind) Takes() bool { return len(k.By) == 0 }

// Refusal is a member with the rules for which a kind of target refuses it, by kind:
// whatever its value, or a usual one. Some are those for which it refuses only some
// values of an enumeration.
type Refusal struct {
	Member   compat.Member
	By, Some map[compat.TargetKind][]*compat.Rule
}

// Sign is × if the kind refuses the member, (×) if it does so for some values, may do
// so or ignores the member, and empty if no rule says so.
func (x Refusal) Sign(k compat.TargetKind) string {
	for _, r := range x.By[k] {
		if r.Effect == compat.Rejected && r.Doubt == "" {
			return "×"
		}
	}
	if len(x.By[k])+len(x.Some[k]) > 0 {
		return "(×)"
	}
	return ""
}

// Relation is what one rule says about members by presence.
type Relation struct {
	Rule *compat.Rule
	// Members are those that are set: two that exclude each other, or one that needs
	// others. Missing are those of which it needs one.
	Members, Missing []compat.Member
	// Some is set if it is so for some values of an enumeration only.
	Some bool
}

// given are the members whose values are known; of others only the presence is.
type given map[compat.Member]compat.Value

// Value implements compat.Reader.
func (g given) Value(m compat.Member) compat.Value { return g[m] }

// Text implements compat.Reader.
func (g given) Text(m compat.Member) (string, bool) { return g[m].Text() }

// presence asks what follows from which members are present and absent, all else being
// unknown.
type presence struct {
	op       compat.Operation
	rules    []*compat.Rule
	all      compat.MemberSet
	required compat.MemberSet
	sent     compat.Facts
}

// truths lists the rules that are true of every request to one of the kinds that has
// the members and lacks those absent, whatever else it has.
func (p *presence) truths(on compat.TargetSet, rules []*compat.Rule, present given, absent compat.MemberSet) (list []*compat.Rule) {
	r := compat.Request{Operation: p.op, Values: present, Target: compat.Target{Kinds: on}, Signature: &p.sent}
	r.Present = p.required
	for m := range present {
		r.Present.Add(m)
	}
	r.Unsure = p.all.Without(r.Present)
	r.Unsure = r.Unsure.Without(absent)
	for _, rule := range rules {
		if rule.When.Eval(&r) == compat.True {
			list = append(list, rule)
		}
	}
	return list
}

// values are those of an enumeration, or a usual one of another member.
func (p *presence) values(m compat.Member) (list []compat.Value) {
	for _, sample := range sdk.Schema.Samples(p.op, m) {
		if v, err := compat.ValueOf(sample); err == nil {
			list = append(list, v)
		}
	}
	return list
}

// columns are the kinds of target that a request can have. An Outposts bucket isn't one:
// its objects are reached through access points.
var columns = compat.AnyTarget.Without(compat.Targets(compat.OutpostsBucket)).Kinds()

// Operation returns what is so for an operation whatever else a request has.
func (b *Book) Operation(op compat.Operation) Operation {
	o := Operation{Op: op}
	p := &presence{
		op: op, rules: b.Catalog.RulesFor(op), all: sdk.Schema.Members(op), required: sdk.Schema.Required(op),
		sent: compat.Facts{}.With(compat.Presigned, "false"),
	}
	var none compat.MemberSet
	if p.all.Has(member.Bucket) {
		for _, k := range columns {
			o.Kinds = append(o.Kinds, Kind{k, p.truths(compat.Targets(k), p.rules, nil, none)})
		}
		for _, k := range o.Kinds {
			if k.Takes() {
				o.For = compat.Targets(k.Kind)
				break
			}
		}
	}
	o.Refused = p.refused(o.Kinds)
	o.Exclude, o.Need = p.relations(o.For)
	return o
}

// refused lists the members that a kind refuses which takes the operation.
func (p *presence) refused(kinds []Kind) (list []Refusal) {
	optional := p.all.Without(p.required)
	var taking compat.TargetSet
	for _, k := range kinds {
		if k.Takes() {
			taking = taking.Union(compat.Targets(k.Kind))
		}
	}
	for _, m := range optional.IDs() {
		x := Refusal{m, map[compat.TargetKind][]*compat.Rule{}, map[compat.TargetKind][]*compat.Rule{}}
		for _, k := range taking.Kinds() {
			x.By[k], x.Some[k] = p.refuses(k, m, taking)
		}
		for _, k := range taking.Kinds() {
			if x.Sign(k) != "" {
				list = append(list, x)
				break
			}
		}
	}
	return list
}

// refuses returns the rules for which a kind refuses a member, and those for which it
// refuses some of its values only.
func (p *presence) refuses(k compat.TargetKind, m compat.Member, taking compat.TargetSet) (by, some []*compat.Rule) {
	var none compat.MemberSet
	on := compat.Targets(k)
	by = p.truths(on, p.rules, given{m: compat.UnknownValue()}, none)
	values := p.values(m)
	times := map[*compat.Rule]int{}
	var order []*compat.Rule
	for _, v := range values {
		for _, r := range p.truths(on, p.rules, given{m: v}, none) {
			if len(p.truths(taking, []*compat.Rule{r}, given{m: v}, none)) > 0 {
				continue // every kind refuses the value: it isn't the kind's doing
			}
			if times[r]++; times[r] == 1 {
				order = append(order, r)
			}
		}
	}
	for _, r := range order {
		switch {
		case slices.Contains(by, r):
		case times[r] == len(values):
			by = append(by, r)
		default:
			some = append(some, r)
		}
	}
	return by, some
}

// relations finds which members exclude and need each other at the kinds of target.
func (p *presence) relations(on compat.TargetSet) (exclude, need []Relation) {
	var none compat.MemberSet
	optional := p.all.Without(p.required)
	for _, rule := range p.rules {
		q := &question{p, on, []*compat.Rule{rule}}
		if q.is(nil, none) {
			continue // the target's doing
		}
		mentioned := rule.When.Members()
		mentioned = mentioned.Intersect(optional)
		members := mentioned.IDs()
		for i, a := range members {
			for _, other := range members[i+1:] {
				if n, of := q.exclude(a, other); n > 0 {
					exclude = append(exclude, Relation{Rule: rule, Members: []compat.Member{a, other}, Some: n < of})
				}
			}
			if missing, n, of := q.needs(a, optional); n > 0 {
				need = append(need, Relation{Rule: rule, Members: []compat.Member{a}, Missing: missing, Some: n < of})
			}
		}
	}
	byName := func(x, y Relation) int { return strings.Compare(key(x), key(y)) }
	slices.SortStableFunc(exclude, byName)
	slices.SortStableFunc(need, byName)
	return exclude, need
}

// question asks whether one rule is true.
type question struct {
	p    *presence
	on   compat.TargetSet
	rule []*compat.Rule
}

func (q *question) is(present given, absent compat.MemberSet) bool {
	return len(q.p.truths(q.on, q.rule, present, absent)) > 0
}

// exclude counts the values for which two members exclude each other, and those for
// which neither is to blame alone.
func (q *question) exclude(a, b compat.Member) (n, of int) {
	var none compat.MemberSet
	for _, x := range q.p.values(a) {
		if q.is(given{a: x}, none) {
			continue
		}
		for _, y := range apart(x, q.p.values(b)) {
			if q.is(given{b: y}, none) {
				continue
			}
			of++
			if q.is(given{a: x, b: y}, none) {
				n++
			}
		}
	}
	return n, of
}

// apart returns values, and for each text that is another value's one that differs from
// it: what two members exclude only because they have the same value is so for some.
func apart(from compat.Value, values []compat.Value) []compat.Value {
	list := slices.Clone(values)
	for _, v := range values {
		text, ok := v.Text()
		if other, _ := from.Text(); !ok || text != other || text == "" {
			continue
		}
		changed := []byte(text)
		i := len(changed) / 2
		if changed[i] == 'a' {
			changed[i] = 'b'
		} else {
			changed[i] = 'a'
		}
		list = append(list, compat.StringValue(string(changed)))
	}
	return list
}

// needs returns the members of which one settles what is wrong with a member that is
// alone, and counts the values for which it is wrong to be alone.
func (q *question) needs(a compat.Member, optional compat.MemberSet) (missing []compat.Member, n, of int) {
	var none compat.MemberSet
	others := optional
	others.Remove(a)
	for _, x := range q.p.values(a) {
		if q.is(given{a: x}, none) {
			continue // it is wrong in any company
		}
		of++
		if !q.is(given{a: x}, others) {
			continue
		}
		if n++; n > 1 {
			continue
		}
		// What need not be absent for the rule to be true settles nothing.
		rest := others
		for _, m := range others.IDs() {
			less := rest
			less.Remove(m)
			if q.is(given{a: x}, less) {
				rest = less
			}
		}
		missing = rest.IDs()
	}
	return missing, n, of
}

func key(x Relation) string {
	var b strings.Builder
	for _, m := range append(slices.Clone(x.Members), x.Missing...) {
		b.WriteString(m.String())
		b.WriteByte(' ')
	}
	return b.String()
}

// Group is members of which any two exclude each other, by one rule.
type Group struct {
	Rule    *compat.Rule
	Members []compat.Member
	// Against are members that each of Members excludes; if there are any, Members
	// don't exclude each other.
	Against []compat.Member
	// Some is set if it is so for some values of an enumeration only.
	Some bool
}

// Groups puts pairs that exclude each other together where one sentence says it: any
// two of several, or one of some against one of others.
func (o *Operation) Groups() (list []Group) {
	type kind struct {
		rule *compat.Rule
		some bool
	}
	var found []kind
	pairs := map[kind]map[compat.Member]compat.MemberSet{}
	for _, x := range o.Exclude {
		k := kind{x.Rule, x.Some}
		if pairs[k] == nil {
			pairs[k] = map[compat.Member]compat.MemberSet{}
			found = append(found, k)
		}
		for i, m := range x.Members {
			set := pairs[k][m]
			set.Add(x.Members[1-i])
			pairs[k][m] = set
		}
	}
	slices.SortStableFunc(found, func(x, y kind) int { return strings.Compare(x.rule.ID, y.rule.ID) })
	for _, k := range found {
		for _, g := range groups(k.rule, pairs[k]) {
			g.Some = k.some
			list = append(list, g)
		}
	}
	return list
}

func groups(r *compat.Rule, with map[compat.Member]compat.MemberSet) (list []Group) {
	members := slices.SortedFunc(maps.Keys(with), byMemberName)
	all := member.SetOf(members...)
	clique := len(members) > 1
	for _, m := range members {
		others := all
		others.Remove(m)
		clique = clique && with[m] == others
	}
	if clique {
		return []Group{{Rule: r, Members: members}}
	}
	// Members that exclude the same others go together.
	done := map[compat.Member]bool{}
	for _, m := range members {
		if done[m] {
			continue
		}
		g := Group{Rule: r}
		for _, other := range members {
			if with[other] == with[m] && !done[other] {
				g.Members = append(g.Members, other)
			}
		}
		against := with[m]
		for _, x := range slices.SortedFunc(slices.Values(against.IDs()), byMemberName) {
			if !done[x] {
				g.Against = append(g.Against, x)
			}
		}
		for _, x := range g.Members {
			done[x] = true
		}
		if len(g.Against) > 0 {
			list = append(list, g)
		}
	}
	return list
}

func byMemberName(a, b compat.Member) int { return strings.Compare(a.String(), b.String()) }

// Needs puts members together that need the same by the same rule.
func (o *Operation) Needs() (list []Relation) {
	for _, x := range o.Need {
		i := slices.IndexFunc(list, func(y Relation) bool {
			return y.Rule == x.Rule && y.Some == x.Some && slices.Equal(y.Missing, x.Missing)
		})
		if i < 0 {
			x.Members = slices.Clone(x.Members)
			list = append(list, x)
		} else {
			list[i].Members = append(list[i].Members, x.Members...)
		}
	}
	return list
}

// Related are the members between which there is a relation, by name: the rows and
// columns of a matrix.
func (o *Operation) Related() []compat.Member {
	var set compat.MemberSet
	for _, list := range [...][]Relation{o.Exclude, o.Need} {
		for _, x := range list {
			for _, m := range append(slices.Clone(x.Members), x.Missing...) {
				set.Add(m)
			}
		}
	}
	return slices.SortedFunc(slices.Values(set.IDs()), byMemberName)
}

// Cell says how the first member stands to the second: "×" if they exclude each other,
// "→" if the first needs the second, "(→)" if it needs it or another one; in
// parentheses too where it is so for some values only, or S3 doesn't certainly reject
// it. Empty if in no way.
func (o *Operation) Cell(a, b compat.Member) string {
	best := ""
	for _, x := range o.Exclude {
		if x.Members[0] == a && x.Members[1] == b || x.Members[0] == b && x.Members[1] == a {
			best = stronger(best, "×", certain(x.Rule) && !x.Some)
		}
	}
	for _, x := range o.Need {
		if x.Members[0] == a && slices.Contains(x.Missing, b) {
			best = stronger(best, "→", certain(x.Rule) && !x.Some && len(x.Missing) == 1)
		}
	}
	return best
}

func certain(r *compat.Rule) bool { return r.Effect == compat.Rejected && r.Doubt == "" }

func stronger(best, sign string, whole bool) string {
	switch {
	case whole:
		return sign
	case best == "":
		return "(" + sign + ")"
	}
	return best
}
