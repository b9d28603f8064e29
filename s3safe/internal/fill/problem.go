// Package fill is what package opt and the builders below s3safe/op share: the
// members that an option stands for, and what is wrong with them. It is internal
// so that options stay sealed: nobody else can name what their methods return.
package fill

// Problem is a list of things that are wrong with what a builder was given. The
// nil list is empty. Lists are immutable: a builder that is copied keeps its own.
type Problem struct {
	// Member is the member's name in the API, Reason what is wrong, as the end
	// of a sentence that begins with the member.
	Member, Reason string
	// stays: no later value makes it good.
	stays   bool
	earlier *Problem
}

// Add returns the list with one more problem.
func (p *Problem) Add(member, reason string) *Problem {
	return &Problem{Member: member, Reason: reason, earlier: p}
}

// contradict is Add for two calls that contradict each other, which no third one
// makes good.
func (p *Problem) contradict(member, reason string) *Problem {
	return &Problem{Member: member, Reason: reason, stays: true, earlier: p}
}

// Unmade returns the list with the complaint that an option is a zero value,
// which says nothing: a function, or several, would have given it one.
func (p *Problem) Unmade(member, function string) *Problem {
	return p.Add(member, "is an option without a value: make it with "+function)
}

// Forget returns the list without what was wrong with earlier values of the
// members, which are set anew.
func (p *Problem) Forget(members ...string) *Problem {
	if p == nil {
		return nil
	}
	var kept *Problem
	for _, x := range p.list() {
		forgotten := false
		for _, m := range members {
			forgotten = forgotten || x.Member == m && !x.stays
		}
		if !forgotten {
			kept = &Problem{x.Member, x.Reason, x.stays, kept}
		}
	}
	return kept
}

// Join returns the list followed by another.
func (p *Problem) Join(q *Problem) *Problem {
	if q == nil {
		return p
	}
	for _, x := range q.list() {
		p = &Problem{x.Member, x.Reason, x.stays, p}
	}
	return p
}

// List returns the problems in the order in which they were added, each once.
func (p *Problem) List() []Problem {
	var list []Problem
next:
	for _, x := range p.list() {
		for _, y := range list {
			if x.Member == y.Member && x.Reason == y.Reason {
				continue next
			}
		}
		list = append(list, Problem{Member: x.Member, Reason: x.Reason})
	}
	return list
}

func (p *Problem) list() []*Problem {
	n := 0
	for x := p; x != nil; x = x.earlier {
		n++
	}
	list := make([]*Problem, n)
	for x := p; x != nil; x = x.earlier {
		n--
		list[n] = x
	}
	return list
}
