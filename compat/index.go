package compat

import "slices"

// index finds the ways in which a request's members can make rules true.
type index struct {
	// triggers holds the members that lead to at least one entry.
	triggers MemberSet
	// at leads from a member to its entries.
	at []span
	// entries are grouped by trigger; heads are theirs.
	entries []*way
	heads   []head
	// faulty holds the ways for copy sources that have a problem, which hardly
	// any has.
	faulty []*way
	// always holds the ways that need no member.
	always []*way
}

// members is how many a set has room for.
const members = len(MemberSet{}) * 64

// run is a part of an index's entries.
type run struct{ from, to int }

// span leads to the entries of one trigger.
type span struct {
	common run
	texts  bool    // some of them test the trigger's text
	rare   *values // if not nil, certain texts have entries besides
}

// values leads from the text of a trigger to the entries that are open to no
// other.
type values struct {
	few  []value // in the place of many, if there aren't many
	many map[string]run
	all  run // for a trigger that isn't text
}

type value struct {
	text string
	run  run
}

func (x *index) empty() bool { return len(x.entries)+len(x.faulty)+len(x.always) == 0 }

// ease marks the heads that hold for all that is looked up in the index, which
// must be one for general purpose buckets only.
func (x *index) ease() {
	for i := range x.heads {
		x.heads[i].easy = x.heads[i].scopes == 0
	}
}

func (x *index) build(ways []*way) {
	if len(ways) == 0 {
		return
	}
	var groups [members][]*way
	var count [members]int
	highest := Member(0)
	for _, w := range ways {
		if !w.faulty {
			count[w.trigger]++
			highest = max(highest, w.trigger)
		}
	}
	for _, w := range ways {
		switch {
		case w.faulty:
			x.faulty = append(x.faulty, w)
			continue
		case w.trigger == 0:
			x.always = append(x.always, w)
			continue
		}
		if groups[w.trigger] == nil {
			groups[w.trigger] = make([]*way, 0, count[w.trigger])
			x.triggers.Add(w.trigger)
		}
		groups[w.trigger] = append(groups[w.trigger], w)
	}
	x.at = make([]span, highest+1)
	x.entries = make([]*way, 0, len(ways))
	x.heads = make([]head, 0, len(ways))
	for m, group := range groups {
		if group != nil {
			x.at[m] = x.add(group)
		}
	}
}

const (
	// fewValues is how many ways must be open to certain texts only for these
	// to be worth a look before the ways are.
	fewValues = 4
	// manyValues is from how many texts on they are looked up.
	manyValues = 12
)

// add adds the ways of one trigger.
func (x *index) add(group []*way) span {
	rare := 0
	for _, w := range group {
		if w.values() != nil {
			rare++
		}
	}
	if rare < fewValues {
		s := span{common: x.append(group)}
		s.texts = slices.ContainsFunc(group, (*way).tests)
		return s
	}
	open := make([]*way, 0, rare)
	byText := map[string][]*way{}
	var texts []string // in order: what is compiled doesn't depend on a map's
	common := group[:0:0]
	for _, w := range group {
		in := w.values()
		if in == nil {
			common = append(common, w)
			continue
		}
		open = append(open, w)
		for _, text := range in {
			switch open := byText[text]; {
			case open == nil:
				texts = append(texts, text)
			case open[len(open)-1] == w:
				continue // the text is given twice
			}
			byText[text] = append(byText[text], w)
		}
	}
	s := span{common: x.append(common), rare: &values{all: x.append(open)}}
	s.texts = slices.ContainsFunc(common, (*way).tests)
	if len(texts) > manyValues {
		s.rare.many = make(map[string]run, len(texts))
	}
	for _, text := range texts {
		r := x.append(byText[text])
		if s.rare.many != nil {
			s.rare.many[text] = r
		} else {
			s.rare.few = append(s.rare.few, value{text, r})
		}
	}
	return s
}

// append adds ways one after the other, those with the same test together.
func (x *index) append(ways []*way) run {
	r := run{from: len(x.entries)}
	for _, w := range together(ways) {
		x.entries = append(x.entries, w)
		x.heads = append(x.heads, w.head())
	}
	r.to = len(x.entries)
	return r
}

// at returns the entries that are open to a request whose trigger has this text,
// or has no text.
func (v *values) at(text string, isText bool) run {
	if !isText {
		return v.all
	}
	if v.many != nil {
		return v.many[text]
	}
	for i := range v.few {
		if v.few[i].text == text {
			return v.few[i].run
		}
	}
	return run{}
}

// together orders ways so that those with the same test of the text follow each
// other.
func together(ways []*way) []*way {
	if len(ways) < 2 {
		return ways
	}
	first := map[*Predicate]int{}
	shared := false
	for i, w := range ways {
		if p := w.first(); p != nil {
			if _, ok := first[p]; ok {
				shared = true
			} else {
				first[p] = i
			}
		}
	}
	if !shared {
		return ways
	}
	places := make([]int, len(ways))
	order := make([]int, len(ways))
	for i, w := range ways {
		places[i], order[i] = i, i
		if p := w.first(); p != nil {
			places[i] = first[p]
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return places[a] - places[b] })
	out := make([]*way, len(ways))
	for i, o := range order {
		out[i] = ways[o]
	}
	return out
}
