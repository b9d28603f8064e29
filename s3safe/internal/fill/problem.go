// Package fill is what package opt and the builders below s3safe/op share: the
// members that an option stands for, and what is wrong with them. It is internal
// so that options stay sealed: nobody else can name what their methods return.
package fill

import (
	"time"
)

// Problem is a list of things that are wrong with what a builder was given. The
// nil list is empty. Lists are immutable: a builder that is copied keeps its own.
type Problem struct {
	// Member is the member's name in the API, Reason what is wrong, as the end
	// of a sentence that begins with the member.
	Member, Reason string
	earlier        *Problem
}

// Add returns the list with one more problem.
func (p *Problem) Add(member, reason string) *Problem {
	return &Problem{member, reason, p}
}

// Twice returns the list with the complaint that a setter was used twice with
// different values.
func (p *Problem) Twice(member string) *Problem {
	return p.Add(member, "is set twice, to different values")
}

// Unmade returns the list with the complaint that an option is a zero value,
// which says nothing: a function, or several, would have given it one.
func (p *Problem) Unmade(member, function string) *Problem {
	return p.Add(member, "is an option without a value: make it with "+function)
}

// Join returns the list followed by another.
func (p *Problem) Join(q *Problem) *Problem {
	if q == nil {
		return p
	}
	for _, x := range q.List() {
		p = p.Add(x.Member, x.Reason)
	}
	return p
}

// List returns the problems in the order in which they were added.
func (p *Problem) List() []Problem {
	n := 0
	for x := p; x != nil; x = x.earlier {
		n++
	}
	list := make([]Problem, n)
	for x := p; x != nil; x = x.earlier {
		n--
		list[n] = Problem{Member: x.Member, Reason: x.Reason}
	}
	return list
}

// Same reports whether two members are both absent, or have the same value.
func Same[T comparable](a, b *T) bool {
	return a == b || a != nil && b != nil && *a == *b
}

// SameTime is Same for timestamps.
func SameTime(a, b *time.Time) bool {
	return a == b || a != nil && b != nil && a.Equal(*b)
}

// SameValue is Same for bodies and documents, whose values may not be comparable.
// Those count as different.
func SameValue(a, b any) (same bool) {
	defer func() {
		if recover() != nil {
			same = false
		}
	}()
	return a == b
}
