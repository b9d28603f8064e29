package trial

import (
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// looked is how many times as many are looked at in search of such of which no
// other rule is true.
const looked = 3

// Example is one request of a rule: violating, or allowed.
type Example struct {
	Rule      *compat.Rule
	Request   compat.Case
	Violating bool
	Written   bool // it is one of the rule's own, not the solver's
}

// Plan says how an example is tried.
type Plan struct {
	Example
	Session Session
	bucket  stage
	source  stage

	// Request is the example's, with everything known that the session and
	// the stages make known.
	Request compat.Case

	// Others are the rules besides the example's own that are true of it.
	Others []*compat.Rule
}

// Skip is an example that can't be tried, and why.
type Skip struct {
	Example
	Why string
}

// examplesOf plans the examples of a rule.
func (s *Store) examplesOf(rule *compat.Rule) (plans []Plan, skips []Skip) {
	take := func(list []compat.Case, violating, written bool, limit int) {
		var pure, mixed []Plan
		refused := ""
		var first compat.Case
		for i, c := range list {
			if len(pure) == limit || i == looked*limit {
				break
			}
			e := Example{Rule: rule, Request: compat.Complete(c, sdk.Schema), Violating: violating, Written: written}
			switch p, why := s.planFor(e); {
			case why != "":
				if refused == "" {
					refused, first = why, e.Request
				}
			case len(p.Others) == 0:
				pure = append(pure, p)
			default:
				mixed = append(mixed, p)
			}
		}
		taken := append(pure, mixed...)
		plans = append(plans, taken[:min(limit, len(taken))]...)
		// The first reason stands for all where nothing could be tried.
		if len(taken) == 0 && refused != "" {
			skips = append(skips, Skip{Example{rule, first, violating, written}, refused})
		}
	}
	for _, op := range rule.Operations {
		if why := s.uncovered(op); why != "" {
			skips = append(skips, Skip{Example{Rule: rule, Request: compat.Case{Operation: op}}, why})
			continue
		}
		of := func(cs []compat.Case) []compat.Case {
			return slices.DeleteFunc(slices.Clone(cs), func(c compat.Case) bool { return c.Operation != op })
		}
		take(of(rule.Violating), true, true, len(rule.Violating))
		take(of(rule.Allowed), false, true, len(rule.Allowed))
		solution := compat.Solve(rule, op, sdk.Schema)
		take(solution.Violating, true, false, s.Solved)
		take(solution.Allowed, false, false, s.Solved)
	}
	return plans, skips
}

// planFor finds a session and stages in which the example says something about
// its rule: the facts of the example hold, and no other rule is true of it. What
// the example leaves open may be chosen for that. A violating example of which
// another rule is always true is tried nevertheless, but decides only if the
// answer is the rule's own; an allowed one would be refused for the other's sake.
func (s *Store) planFor(e Example) (Plan, string) {
	if why := s.unreachable(e.Request); why != "" {
		return Plan{}, why
	}
	e.Request = s.plain(e)
	if s.Scratch != nil {
		if why := s.Scratch.Held(e.Request); why != "" {
			return Plan{}, why
		}
	}
	var fallback *Plan
	why := ""
	for _, choice := range s.choicesFor(e.Request) {
		p, cannot := choice.apply(s, e)
		if cannot != "" {
			if why == "" {
				why = cannot
			}
			continue
		}
		if lacks := s.lacks(p.Session); lacks != "" {
			if why == "" {
				why = lacks
			}
			continue
		}
		truth, others := judge(e.Rule, p.Request)
		if (truth == compat.True) != e.Violating {
			continue
		}
		if s.ID != "amazon" { // no other server shares Amazon's own forms
			others = slices.DeleteFunc(others, amazonsGuess)
		}
		p.Others = others
		if len(others) == 0 {
			return p, ""
		}
		if e.Violating && fallback == nil {
			fallback = &p
		}
	}
	if fallback != nil {
		return *fallback, ""
	}
	if why == "" {
		why = "another rule is true of it in any bucket the server can have"
	}
	return Plan{}, why
}

// judge evaluates the rule, and lists the other rules for which the request is
// refused.
func judge(rule *compat.Rule, c compat.Case) (compat.Truth, []*compat.Rule) {
	r := c.Request()
	var others []*compat.Rule
	for _, f := range aws.Source().Check(r, nil) {
		if f.Rule != rule && f.Rule.Effect == compat.Rejected {
			others = append(others, f.Rule)
		}
	}
	return rule.When.Eval(r), others
}

// plain returns the example's request without what isn't its point and what the
// server minds: a new bucket's name that is reserved for documentation, and a
// document left out that the operation is about.
func (s *Store) plain(e Example) compat.Case {
	c := e.Request
	truth := e.Rule.When.Eval(c.Request())
	try := func(changed compat.Case) {
		if e.Rule.When.Eval(changed.Request()) == truth {
			c = changed
		}
	}
	if c.Operation == operation.CreateBucket && c.Members[member.Bucket] == "amzn-s3-demo-bucket" {
		try(c.With(member.Bucket, "reports-2026"))
	}
	if s.Scratch != nil {
		try(releasable(c))
	}
	mentioned := e.Rule.When.Members()
	for _, m := range documents[c.Operation] {
		if _, given := c.Members[m]; !given && !mentioned.Has(m) {
			try(c.With(m, sdk.Schema.Samples(c.Operation, m)[0]))
		}
	}
	return c
}

// documents are the documents without which an operation says nothing, though
// the SDK sends it without.
var documents = map[compat.Operation][]compat.Member{
	operation.CompleteMultipartUpload:    {member.MultipartUpload},
	operation.PutObjectLegalHold:         {member.LegalHold},
	operation.PutObjectLockConfiguration: {member.ObjectLockConfiguration},
	operation.PutObjectRetention:         {member.Retention},
}
