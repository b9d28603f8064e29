package compat

import (
	"time"
)

// Predicate is a named test of one member's value, with samples that fulfil it
// and samples that don't. The samples are checked by tests and used by the
// solver.
type Predicate struct {
	// Name completes a sentence that begins with the member: "is longer than
	// 1,024 bytes".
	Name string

	// Yes are sample values that fulfil the predicate, No ones that don't, as
	// Go values of the member's type: string, int, bool, time.Time,
	// map[string]string, or a pointer to the SDK's type for documents.
	Yes, No []any

	// Measure, if not nil, measures what the predicate is about, such as the number
	// of tags, for the slot {n} of a rule's problem. It is asked only when a finding
	// is made.
	Measure func(Value) (n int64, ok bool)

	// Where, if not nil, returns every place in the value that fulfils the predicate,
	// such as a statement of a policy. It is asked only when a finding is made.
	Where func(Value) []Place

	// text is the test of a string member without the wrapping. It holds of the texts
	// of more than longer bytes, or with shorter of the others; longer is -1 if that
	// isn't all that it tests.
	text    func(string) bool
	longer  int
	shorter bool

	// problems is a bit set of source problems if the test asks for one of
	// them: the request has the text parsed already.
	problems uint32

	// timed is set when the test depends on the time.
	timed bool

	// unusual is set if no ordinary text fulfils the predicate; see Request.Ordinary.
	unusual bool

	// sieve, if not nil, is passed by all values that fulfil the predicate.
	sieve *Sieve

	// test judges a value. It returns the path below the member to what is
	// wrong, if there is one, and whether the value fulfils the predicate.
	test func(v Value, now time.Time) (path string, t Truth)
}

// Text is a predicate over string members.
func Text(name string, test func(string) bool, yes, no []any) *Predicate {
	return &Predicate{Name: name, Yes: yes, No: no, text: test, longer: -1, test: func(v Value, _ time.Time) (string, Truth) {
		if s, ok := v.Text(); ok {
			return "", TruthOf(test(s))
		}
		return "", Unknown
	}}
}

// Longer is a predicate over string members that holds of texts of more than a
// number of bytes. It is cheaper than the same test written with Text.
func Longer(name string, bytes int, yes, no []any) *Predicate {
	p := Text(name, func(s string) bool { return len(s) > bytes }, yes, no)
	p.longer = bytes
	return p
}

// Shorter is a predicate over string members that holds of texts of fewer than a
// number of bytes, at least 1. It is as cheap as Longer.
func Shorter(name string, bytes int, yes, no []any) *Predicate {
	p := Text(name, func(s string) bool { return len(s) < bytes }, yes, no)
	p.longer, p.shorter = bytes-1, true
	return p
}

// CopySourceProblem is a predicate over CopySource, which holds of texts that
// have one of the problems.
func CopySourceProblem(name string, yes, no []any, problems ...SourceProblem) *Predicate {
	var set uint32
	for _, problem := range problems {
		set |= 1 << problem
	}
	p := Text(name, func(s string) bool { return set>>ParseCopySource(s).Problem&1 != 0 }, yes, no)
	p.problems = set
	return p
}

// Every problem has a bit in a 32-bit set.
var _ = [1]struct{}{}[sourceProblems>>5]

// Int is a predicate over numeric members.
func Int(name string, test func(int64) bool, yes, no []any) *Predicate {
	return &Predicate{Name: name, Yes: yes, No: no, sieve: &Sieve{Int: test}, test: func(v Value, _ time.Time) (string, Truth) {
		if n, ok := v.Int(); ok {
			return "", TruthOf(test(n))
		}
		return "", Unknown
	}}
}

// Time is a predicate over timestamps. The test gets the time at which the
// request is judged as well.
func Time(name string, test func(t, now time.Time) bool, yes, no []any) *Predicate {
	return &Predicate{Name: name, Yes: yes, No: no, timed: true, test: func(v Value, now time.Time) (string, Truth) {
		if t, ok := v.Time(); ok {
			return "", TruthOf(test(t, now))
		}
		return "", Unknown
	}}
}

// Strings is a predicate over maps of text, such as user metadata.
func Strings(name string, test func(map[string]string) bool, yes, no []any) *Predicate {
	return &Predicate{Name: name, Yes: yes, No: no, test: func(v Value, _ time.Time) (string, Truth) {
		if m, ok := v.Strings(); ok {
			return "", TruthOf(test(m))
		}
		return "", Unknown
	}}
}

// Document is a predicate over a nested document or list. The test returns the
// path of what is wrong, relative to the document ("Rules[2].Expiration"; empty
// for the document itself), and whether anything is. T is the SDK's structure
// or slice type; a value of another type isn't judged.
func Document[T any](name string, test func(*T) (path string, found bool), yes, no []any) *Predicate {
	return &Predicate{Name: name, Yes: yes, No: no, test: func(v Value, _ time.Time) (string, Truth) {
		d, ok := v.Object().(*T)
		if !ok || d == nil || v.Kind() != KindDocument {
			return "", Unknown
		}
		path, found := test(d)
		return path, TruthOf(found)
	}}
}

// DocumentAt is Document for tests that depend on the time at which the request
// is judged, such as dates that must lie in the future.
func DocumentAt[T any](name string, test func(d *T, now time.Time) (path string, found bool), yes, no []any) *Predicate {
	return &Predicate{Name: name, Yes: yes, No: no, timed: true, test: func(v Value, now time.Time) (string, Truth) {
		d, ok := v.Object().(*T)
		if !ok || d == nil || v.Kind() != KindDocument {
			return "", Unknown
		}
		path, found := test(d, now)
		return path, TruthOf(found)
	}}
}

// Stream is a predicate over bodies. The test may return Unknown, and must not
// consume or move the stream.
func Stream(name string, test func(any) Truth, yes, no []any) *Predicate {
	return &Predicate{Name: name, Yes: yes, No: no, test: func(v Value, _ time.Time) (string, Truth) {
		if v.Kind() != KindStream {
			return "", Unknown
		}
		return "", test(v.Object())
	}}
}

// Sieve is a quick look at a value, which several predicates share: it reports whether
// the value may fulfil one of them, so that nearly all values are looked at once. The
// function for the predicates' kind of value is set, the others aren't. A predicate over
// numbers is its own sieve.
type Sieve struct {
	Text    func(string) bool
	Strings func(map[string]string) bool
	Int     func(int64) bool
}

// pass reports whether the value of a member that is set may fulfil a predicate that
// has the sieve.
func (s *Sieve) pass(values Reader, m Member) bool {
	if s.Text != nil {
		text, ok := values.Text(m)
		return !ok || s.Text(text)
	}
	v := values.Value(m)
	if s.Int != nil {
		n, ok := v.Int()
		return !ok || s.Int(n)
	}
	entries, ok := v.Strings()
	return !ok || s.Strings == nil || s.Strings(entries)
}

// Sifted returns the predicate with a sieve. Predicates share it if it is the same
// pointer.
func (p *Predicate) Sifted(by *Sieve) *Predicate {
	p.sieve = by
	return p
}

// Unusual returns the predicate over string members with the promise that no ordinary
// text fulfils it, as [Request.Ordinary] has them.
func (p *Predicate) Unusual() *Predicate {
	p.unusual = true
	return p
}

// IsUnusual reports whether the predicate was promised to be false of ordinary texts.
func (p *Predicate) IsUnusual() bool { return p.unusual }

// Sieve returns what values that fulfil the predicate pass, nil if there is nothing
// quicker than the predicate.
func (p *Predicate) Sieve() *Sieve { return p.sieve }

// Measuring returns the predicate with a measure of a string member's text.
func (p *Predicate) Measuring(measure func(string) int) *Predicate {
	p.Measure = func(v Value) (int64, bool) {
		s, ok := v.Text()
		return int64(measure(s)), ok
	}
	return p
}

// Locating returns the predicate with what finds the places in a string member's text.
func (p *Predicate) Locating(where func(string) []Place) *Predicate {
	p.Where = func(v Value) []Place {
		s, ok := v.Text()
		if !ok {
			return nil
		}
		return where(s)
	}
	return p
}

// Judge evaluates the predicate on a value.
func (p *Predicate) Judge(v Value, now time.Time) (path string, t Truth) {
	return p.test(v, now)
}

// Relation is a named test of several members together, all of which must be
// set.
type Relation struct {
	// Name is a sentence about the members: "SSECustomerKeyMD5 isn't the MD5
	// of SSECustomerKey".
	Name string

	// Members are the members the relation is about, at most three, in the order
	// in which Test gets their values.
	Members []Member

	// Test judges the values. It is called only if every member is set, and
	// must return Unknown when a value it needs is not known. Values beyond
	// those of the members are unknown, but see RelatedToRegion.
	Test func(a, b, c Value) Truth

	// Measure, if not nil, measures what the relation is about, for the slot {n} of
	// a rule's problem.
	Measure func(a, b, c Value) (n int64, ok bool)

	// Where, if not nil, returns every place that fulfils the relation, below the
	// last of its members. It is asked only when a finding is made.
	Where func(a, b, c Value) []Place

	// Yes are samples that fulfil the relation, No ones that don't: one Go
	// value for each member.
	Yes, No [][]any
}

// values returns the values of the relation's members.
func (rel *Relation) values(r *Request) (v [3]Value) {
	for i, m := range rel.Members {
		v[i] = r.Value(m)
	}
	return v
}
