package compat

import (
	"slices"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat/member"
)

// Finding is one rule that is true of one request.
type Finding struct {
	// Rule is the rule.
	Rule *Rule
	// Operation is the request's operation.
	Operation Operation
	// Members are the members that make the rule true by being set, Missing
	// those that do by being absent.
	Members, Missing []Member
	// Path leads to what is wrong inside a document:
	// "LifecycleConfiguration.Rules[2].Expiration". Empty otherwise.
	Path string
	// Facts are the known facts that took part.
	Facts []KnownFact
}

// KnownFact is a feature with the value that made a rule true.
type KnownFact struct {
	Scope   Scope
	Feature Feature
	Value   string
	// Origin says where the fact is known from, in a word or two: "declared",
	// "snapshot", "own change", "learned", "probed". Empty if that isn't known.
	Origin string
	// Age is how long ago it was known to be so, 0 if that is of no concern.
	Age time.Duration
}

// String returns the fact as prose: "the bucket's versioning is Enabled (probed,
// 3m0s ago)".
func (k KnownFact) String() string {
	s := k.Scope.String() + "'s " + k.Feature.String() + " is " + k.Value
	switch {
	case k.Origin == "":
	case k.Age > 0:
		s += " (" + k.Origin + ", " + k.Age.Round(time.Second).String() + " ago)"
	default:
		s += " (" + k.Origin + ")"
	}
	return s
}

// String returns the finding in one line: rule id, members, title.
func (f Finding) String() string {
	var b strings.Builder
	b.WriteString(f.Rule.ID)
	b.WriteString(": ")
	b.WriteString(f.Rule.Title)
	switch {
	case f.Path != "":
		b.WriteString(" (at " + f.Path + ")")
	case len(f.Members)+len(f.Missing) > 0:
		b.WriteString(" (")
		for i, m := range f.Members {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(m.String())
		}
		if len(f.Missing) > 0 {
			if len(f.Members) > 0 {
				b.WriteString("; ")
			}
			b.WriteString("missing: ")
			for i, m := range f.Missing {
				if i > 0 {
					b.WriteString(", ")
				}
				b.WriteString(m.String())
			}
		}
		b.WriteString(")")
	}
	return b.String()
}

// newFinding tells which members and facts made the rule true.
func newFinding(rule *Rule, r *Request) Finding {
	f := Finding{Rule: rule, Operation: r.Operation}
	var present, missing member.Set
	rule.When.explain(r, True, &f, &present, &missing)
	f.Members, f.Missing = present.IDs(), missing.IDs()
	return f
}

// explain walks the parts of a condition that give it its truth.
func (c *Condition) explain(r *Request, t Truth, f *Finding, present, missing *member.Set) {
	mention := func(m Member) {
		if r.Present.Has(m) {
			present.Add(m)
		} else {
			missing.Add(m)
		}
	}
	switch c.op {
	case opAll, opAny:
		for i := range c.kids {
			if c.kids[i].eval(r, nil) == t {
				c.kids[i].explain(r, t, f, present, missing)
			}
		}
	case opNot:
		c.kids[0].explain(r, t.Not(), f, present, missing)
	case opSet, opEquals, opOwnerDiffers:
		mention(c.member)
	case opMatches:
		mention(c.member)
		if path, got := c.pred.test(r.Value(c.member), r.now()); got == True && t == True && path != "" {
			f.Path = c.member.String() + pathTail(path)
		}
	case opRelated, opRegionRelated:
		for _, m := range c.relation.Members {
			mention(m)
		}
	case opTarget:
		if t == True {
			mention(member.Bucket) // that it isn't something else is no reason
		}
	case opSourceTarget:
		mention(member.CopySource)
	case opCopiesOntoItself:
		mention(member.CopySource)
		mention(member.Key)
	case opKeyDiffers:
		mention(member.SSECustomerKeyMD5)
	case opFact:
		if v, ok := r.facts(c.scope).Get(c.feature); ok {
			k := KnownFact{Scope: c.scope, Feature: c.feature, Value: v}
			if !slices.Contains(f.Facts, k) {
				f.Facts = append(f.Facts, k)
			}
		}
	}
}

// pathTail joins a document's member to the path below it.
func pathTail(path string) string {
	if strings.HasPrefix(path, "[") {
		return path
	}
	return "." + path
}
