package compat

import (
	"fmt"
	"slices"

	"github.com/s3safe/s3safe-go/compat/member"
)

// solveLimit bounds the alternatives that the solver follows at once; a rule's
// first alternatives are as good as its last.
const solveLimit = 48

// Solution is what the solver finds for a rule and an operation.
type Solution struct {
	// Violating are requests that the rule is true of.
	Violating []Case
	// Allowed are requests that differ from a violating one in one thing, and
	// that the rule is false of.
	Allowed []Case
}

// Solve finds requests of the operation that the rule is true of, and requests
// that just miss it. Every case it returns has been evaluated.
func Solve(rule *Rule, op Operation, schema Schema) Solution {
	s := solver{schema: schema, op: op, members: schema.Members(op)}
	var sol Solution
	seen := map[string]bool{}
	for _, c := range s.satisfy(&rule.When, true) {
		full := s.complete(c)
		if !s.sendable(full) || rule.When.Eval(full.Request()) != True {
			continue
		}
		if key := full.key(); !seen[key] {
			seen[key] = true
			sol.Violating = append(sol.Violating, full)
		}
		for _, near := range s.neighbours(rule, c) {
			near = s.complete(near)
			if !s.sendable(near) || rule.When.Eval(near.Request()) != False {
				continue
			}
			if key := near.key(); !seen[key] {
				seen[key] = true
				sol.Allowed = append(sol.Allowed, near)
			}
		}
	}
	return sol
}

type solver struct {
	schema  Schema
	op      Operation
	members MemberSet
}

// sendable reports whether the case has all members without which the SDK
// refuses to send.
func (s *solver) sendable(c Case) bool {
	required := s.schema.Required(s.op)
	for _, m := range required.IDs() {
		if _, ok := c.Members[m]; !ok {
			return false
		}
	}
	return true
}

// absent marks a member that must not be set. It is never the value of one.
type absent struct{}

// anyValue marks a member that must be set, no matter to what.
type anyValue struct{}

// satisfy returns partial cases that may give the condition the truth wanted.
// They are candidates: atoms about the same member can spoil each other, so the
// caller evaluates.
func (s *solver) satisfy(c *Condition, want bool) []Case {
	switch c.op {
	case opNot:
		return s.satisfy(&c.kids[0], !want)
	case opAll, opAny:
		if (c.op == opAll) != want {
			var out []Case
			for i := range c.kids {
				out = append(out, s.satisfy(&c.kids[i], want)...)
			}
			return s.limit(out)
		}
		out := []Case{{Operation: s.op}}
		for i := range c.kids {
			var next []Case
			for _, a := range out {
				for _, b := range s.satisfy(&c.kids[i], want) {
					next = append(next, merge(a, b)...)
				}
			}
			out = s.limit(next)
		}
		return out
	case opNever:
		return nil
	}
	return s.atom(c, want)
}

func (s *solver) limit(cs []Case) []Case {
	if len(cs) <= solveLimit {
		return cs
	}
	// Spread the choice: the alternatives of an Any come one after another.
	out := make([]Case, 0, solveLimit)
	for i := range solveLimit {
		out = append(out, cs[i*len(cs)/solveLimit])
	}
	return out
}

func (s *solver) one(m Member, v any) Case {
	return Case{Operation: s.op, Members: map[Member]any{m: v}}
}

func (s *solver) atom(c *Condition, want bool) []Case {
	var out []Case
	put := func(m Member, values ...any) {
		for _, v := range values {
			if s.members.Has(m) {
				out = append(out, s.one(m, v))
			}
		}
	}
	switch c.op {
	case opSet:
		if want {
			put(c.member, anyValue{})
		} else if put(c.member, absent{}); !s.members.Has(c.member) {
			out = append(out, Case{Operation: s.op})
		}
	case opEquals:
		if want {
			for _, t := range c.texts {
				put(c.member, s.typed(c.member, t))
			}
		} else {
			put(c.member, absent{})
			for _, v := range s.schema.Samples(s.op, c.member) {
				if !slices.Contains(c.texts, fmt.Sprint(v)) {
					put(c.member, v)
				}
			}
		}
	case opMatches:
		if want {
			put(c.member, c.pred.Yes...)
		} else {
			put(c.member, c.pred.No...)
			put(c.member, absent{})
		}
	case opRelated, opRegionRelated, opPartsRelated:
		samples := c.relation.Yes
		if !want {
			samples = c.relation.No
		}
		all := s.members.Intersect(c.mentions()) == c.mentions()
		for _, values := range samples {
			if !all {
				break // the relation can't hold: a member doesn't exist
			}
			x := Case{Operation: s.op, Members: map[Member]any{}}
			for i, m := range c.relation.Members {
				x.Members[m] = values[i]
			}
			if c.op == opRegionRelated {
				x.Endpoint.Region, _ = values[len(values)-1].(string)
			}
			if c.op == opPartsRelated {
				x.Upload.Parts, _ = values[len(values)-1].(*Parts)
			}
			out = append(out, x)
		}
		if !want && !all {
			out = append(out, Case{Operation: s.op})
		} else if !want {
			put(c.relation.Members[0], absent{})
		}
	case opTarget, opSourceTarget:
		set := c.targets
		if !want {
			set = AnyTarget &^ set
		}
		for _, k := range set.Kinds() {
			for _, name := range sampleTargets[k] {
				if c.op == opTarget {
					put(member.Bucket, name)
				} else {
					put(member.CopySource, sampleSource(name))
				}
			}
		}
	case opFact:
		for i, v := range c.feature.Values() {
			if c.values>>(i+1)&1 != 0 == want {
				out = append(out, s.fact(c.scope, c.feature, v))
			}
		}
	case opRegionDiffers:
		bucket := "eu-west-1"
		if !want {
			bucket = "us-east-1"
		}
		out = append(out, Case{Operation: s.op}.Regions(bucket, "us-east-1"))
	case opRegion:
		samples := c.pred.Yes
		if !want {
			samples = c.pred.No
		}
		for _, v := range samples {
			x := Case{Operation: s.op}
			f := &x.Endpoint
			if c.scope == ScopeBucket {
				f = &x.Bucket
			}
			f.Region, _ = v.(string)
			out = append(out, x)
		}
	case opOwnerDiffers:
		if !s.members.Has(c.member) {
			break
		}
		x := s.one(c.member, "111122223333")
		owner := &x.Bucket.Owner
		if c.scope == ScopeSource {
			owner = &x.CopyFrom.Owner
		}
		if *owner = "444455556666"; !want {
			*owner = "111122223333"
		}
		out = append(out, x)
	case opKeyDiffers:
		if !s.members.Has(c.member) {
			break
		}
		x := s.one(c.member, "JMwgiexXqwuPqIPjYFmIZQ==")
		if x.Upload.KeyMD5 = "KoitZ78ZSAQHz4+gxDpJqQ=="; !want {
			x.Upload.KeyMD5 = "JMwgiexXqwuPqIPjYFmIZQ=="
		}
		out = append(out, x)
	case opCopiesOntoItself:
		key := "photos/a.jpg"
		if !want {
			key = "photos/b.jpg"
		}
		out = append(out, Case{Operation: s.op, Members: map[Member]any{
			member.Bucket: "amzn-s3-demo-bucket", member.Key: key, member.CopySource: "amzn-s3-demo-bucket/photos/a.jpg",
		}})
	case opExpires:
		x := Case{Operation: s.op}
		var seconds int64
		fmt.Sscan(c.texts[0], &seconds)
		if want {
			seconds++
		}
		out = append(out, x.PresignedFor(secondsOf(seconds)))
	}
	return out
}

func (s *solver) fact(scope Scope, f Feature, v string) Case {
	x := Case{Operation: s.op}
	switch scope {
	case ScopeBucket:
		return x.InBucket(f, v)
	case ScopeSource:
		return x.FromBucket(f, v)
	}
	return x.Over(f, v)
}

// typed turns a condition's text into a value of the member's kind.
func (s *solver) typed(m Member, text string) any {
	for _, sample := range s.schema.Samples(s.op, m) {
		switch sample.(type) {
		case bool:
			return text == "true"
		case int, int32, int64:
			var n int
			fmt.Sscan(text, &n)
			return n
		}
	}
	return text
}

// merge joins two partial cases. Where both say something about the same
// member, each may be right: both are returned.
func merge(a, b Case) []Case {
	out := a
	out.Members = map[Member]any{}
	alt := map[Member]any{}
	for m, v := range a.Members {
		out.Members[m] = v
	}
	for m, v := range b.Members {
		old, clash := out.Members[m]
		switch {
		case !clash || isAny(old) && !isAbsent(v):
			out.Members[m] = v
		case isAny(v) && !isAbsent(old):
		default:
			alt[m] = v
		}
	}
	for _, x := range []struct{ to, from *Facts }{
		{&out.Bucket, &b.Bucket}, {&out.CopyFrom, &b.CopyFrom}, {&out.Endpoint, &b.Endpoint},
		{&out.Signature, &b.Signature}, {&out.Upload, &b.Upload}, {&out.Wire, &b.Wire},
	} {
		for f, v := range x.from.values {
			if v != 0 {
				x.to.values[f] = v
			}
		}
		if x.from.Region != "" {
			x.to.Region = x.from.Region
		}
		if x.from.Owner != "" {
			x.to.Owner = x.from.Owner
		}
		if x.from.Parts != nil {
			x.to.Parts = x.from.Parts
		}
		if x.from.KeyMD5 != "" {
			x.to.KeyMD5 = x.from.KeyMD5
		}
	}
	if b.Expires != 0 {
		out.Expires = b.Expires
	}
	if len(alt) == 0 {
		return []Case{out}
	}
	other := out
	other.Members = map[Member]any{}
	for m, v := range out.Members {
		other.Members[m] = v
	}
	for m, v := range alt {
		other.Members[m] = v
	}
	return []Case{out, other}
}

func isAny(v any) bool    { _, ok := v.(anyValue); return ok }
func isAbsent(v any) bool { _, ok := v.(absent); return ok }

// complete turns a partial case into one that the SDK would send: markers are
// replaced, required members filled in.
func (s *solver) complete(c Case) Case {
	members := map[Member]any{}
	for m, v := range c.Members {
		switch v.(type) {
		case absent:
		case anyValue:
			if samples := s.schema.Samples(s.op, m); len(samples) > 0 {
				members[m] = samples[0]
			}
		default:
			members[m] = v
		}
	}
	required := s.schema.Required(s.op)
	for _, m := range required.IDs() {
		if _, given := c.Members[m]; given {
			continue
		}
		if samples := s.schema.Samples(s.op, m); len(samples) > 0 {
			members[m] = samples[0]
		}
	}
	c.Members = members
	return c
}

// neighbours returns cases that differ from c in one thing.
func (s *solver) neighbours(rule *Rule, c Case) []Case {
	var out []Case
	for _, m := range rule.When.mentions().IDs() {
		if v, set := c.Members[m]; set && !isAbsent(v) {
			if !s.schemaRequires(m) {
				out = append(out, c.With(m, absent{}))
			}
		} else {
			out = append(out, c.With(m, anyValue{}))
		}
	}
	// Deny each atom in turn, keeping the rest.
	for _, atom := range rule.When.atoms() {
		for _, want := range []bool{true, false} {
			for _, change := range s.satisfy(atom, want) {
				out = append(out, override(c, change))
			}
		}
	}
	return s.limit(out)
}

func (s *solver) schemaRequires(m Member) bool {
	r := s.schema.Required(s.op)
	return r.Has(m)
}

// override returns a with everything that b says.
func override(a, b Case) Case {
	all := merge(a, b)
	return all[len(all)-1]
}

// atoms lists the conditions without sub-conditions.
func (c *Condition) atoms() []*Condition {
	if len(c.kids) == 0 {
		return []*Condition{c}
	}
	var out []*Condition
	for i := range c.kids {
		out = append(out, c.kids[i].atoms()...)
	}
	return out
}

// Complete returns the case with samples for the required members that it
// doesn't give, so that the SDK would send it.
func Complete(c Case, schema Schema) Case {
	s := solver{schema: schema, op: c.Operation, members: schema.Members(c.Operation)}
	return s.complete(c)
}
