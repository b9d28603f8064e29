package main

import (
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// perKind bounds the solver's examples that are tried, per rule, operation and
// kind. The solver offers variations of the same thing; the first ones are as
// good as all of them. The written examples are all tried.
const perKind = 4

// looked is how many times as many are looked at in search of such of which no
// other rule is true.
const looked = 3

// example is one request of a rule: violating, or allowed.
type example struct {
	rule      *compat.Rule
	request   compat.Case
	violating bool
	written   bool
}

// plan says how an example is tried.
type plan struct {
	example
	session session
	bucket  stage
	source  stage

	// request is the example's, with everything known that the session and
	// the stages make known.
	request compat.Case

	// others are the rules besides the example's own that are true of it.
	others []*compat.Rule
}

// skipped is an example that can't be tried, and why.
type skipped struct {
	example
	why string
}

// examplesOf plans the examples of a rule.
func (s *store) examplesOf(rule *compat.Rule) (plans []plan, skips []skipped) {
	take := func(list []compat.Case, violating, written bool, limit int) {
		var pure, mixed []plan
		refused := ""
		var first compat.Case
		for i, c := range list {
			if len(pure) == limit || i == looked*limit {
				break
			}
			e := example{rule: rule, request: compat.Complete(c, sdk.Schema), violating: violating, written: written}
			switch p, why := s.planFor(e); {
			case why != "":
				if refused == "" {
					refused, first = why, e.request
				}
			case len(p.others) == 0:
				pure = append(pure, p)
			default:
				mixed = append(mixed, p)
			}
		}
		taken := append(pure, mixed...)
		plans = append(plans, taken[:min(limit, len(taken))]...)
		// The first reason stands for all where nothing could be tried.
		if len(taken) == 0 && refused != "" {
			skips = append(skips, skipped{example{rule, first, violating, written}, refused})
		}
	}
	for _, op := range rule.Operations {
		if why := s.uncovered(op); why != "" {
			skips = append(skips, skipped{example{rule: rule, request: compat.Case{Operation: op}}, why})
			continue
		}
		of := func(cs []compat.Case) []compat.Case {
			return slices.DeleteFunc(slices.Clone(cs), func(c compat.Case) bool { return c.Operation != op })
		}
		take(of(rule.Violating), true, true, len(rule.Violating))
		take(of(rule.Allowed), false, true, len(rule.Allowed))
		solution := compat.Solve(rule, op, sdk.Schema)
		take(solution.Violating, true, false, perKind)
		take(solution.Allowed, false, false, perKind)
	}
	return plans, skips
}

// planFor finds a session and stages in which the example says something about
// its rule: the facts of the example hold, and no other rule is true of it. What
// the example leaves open may be chosen for that. A violating example of which
// another rule is always true is tried nevertheless, but decides only if the
// answer is the rule's own; an allowed one would be refused for the other's sake.
func (s *store) planFor(e example) (plan, string) {
	if why := s.unreachable(e.request); why != "" {
		return plan{}, why
	}
	e.request = plain(e)
	var fallback *plan
	why := ""
	for _, choice := range choicesFor(e.request) {
		p, cannot := choice.apply(e)
		if cannot != "" {
			if why == "" {
				why = cannot
			}
			continue
		}
		if lacks := s.lacks(p.session); lacks != "" {
			if why == "" {
				why = lacks
			}
			continue
		}
		truth, others := judge(e.rule, p.request)
		if (truth == compat.True) != e.violating {
			continue
		}
		p.others = others
		if len(others) == 0 {
			return p, ""
		}
		if e.violating && fallback == nil {
			fallback = &p
		}
	}
	if fallback != nil {
		return *fallback, ""
	}
	if why == "" {
		why = "another rule is true of it in any bucket the server can have"
	}
	return plan{}, why
}

// judge evaluates the rule, and lists the other rules for which the request is
// refused.
func judge(rule *compat.Rule, c compat.Case) (compat.Truth, []*compat.Rule) {
	r := c.Request()
	var others []*compat.Rule
	for _, f := range aws.Catalog().Check(r, nil) {
		if f.Rule != rule && f.Rule.Effect == compat.Rejected {
			others = append(others, f.Rule)
		}
	}
	return rule.When.Eval(r), others
}

// plain returns the example's request without what isn't its point and what the
// server minds: a new bucket's name that is reserved for documentation, and a
// document left out that the operation is about.
func plain(e example) compat.Case {
	c := e.request
	truth := e.rule.When.Eval(c.Request())
	try := func(changed compat.Case) {
		if e.rule.When.Eval(changed.Request()) == truth {
			c = changed
		}
	}
	if c.Operation == operation.CreateBucket && c.Members[member.Bucket] == "amzn-s3-demo-bucket" {
		try(c.With(member.Bucket, "reports-2026"))
	}
	mentioned := e.rule.When.Members()
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
