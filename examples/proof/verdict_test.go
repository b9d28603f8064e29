package main

import (
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
)

func example400(code, message string) *compat.Rule {
	return &compat.Rule{ID: "r-" + code, Answer: compat.Answer{Status: 400, Code: code, Message: message}}
}

func TestAssess(t *testing.T) {
	rule := example400("InvalidArgument", "Argument must be between 1 and 10")
	other := example400("InvalidRequest", "")
	same := example400("InvalidArgument", "Another matter")
	refused := answer{status: 400, code: "InvalidArgument", message: "Argument must be between 1 and 20."}
	accepted := answer{status: 200}
	for name, c := range map[string]struct {
		violating, told answer
		others          []*compat.Rule
		want, wantToo   outcome // of the violating and of the allowed example
	}{
		"as the rule says":            {refused, accepted, nil, agrees, agrees},
		"accepted":                    {accepted, accepted, nil, differs, agrees},
		"another code":                {answer{status: 400, code: "InvalidRequest"}, accepted, nil, differs, agrees},
		"another status":              {answer{status: 404, code: "InvalidArgument"}, accepted, nil, differs, agrees},
		"both refused alike":          {refused, answer{status: 400, code: "InvalidArgument", message: "Argument must be between 1 and 5"}, nil, agrees, differs},
		"refused for another reason":  {refused, answer{status: 400, code: "InvalidArgument", message: "Key missing"}, nil, agrees, beside},
		"another rule's code":         {answer{status: 400, code: "InvalidRequest"}, accepted, []*compat.Rule{other}, beside, agrees},
		"another rule's words":        {answer{status: 400, code: "InvalidArgument", message: "Another matter"}, accepted, []*compat.Rule{same}, beside, agrees},
		"neither rule's code":         {answer{status: 403, code: "AccessDenied"}, accepted, []*compat.Rule{other}, differs, agrees},
		"not sent":                    {answer{failure: "the SDK refuses"}, accepted, nil, untested, agrees},
		"not implemented":             {answer{status: 501, code: "NotImplemented"}, accepted, nil, untested, agrees},
		"the object's own conditions": {refused, answer{status: 412, code: "PreconditionFailed"}, nil, agrees, beside},
		"not modified":                {refused, answer{status: 304}, nil, agrees, agrees},
	} {
		violating := &trial{plan: plan{example: example{rule: rule, violating: true}, others: c.others}, got: c.violating}
		allowed := &trial{plan: plan{example: example{rule: rule}}, got: c.told}
		assess([]*trial{violating, allowed})
		if violating.outcome != c.want || allowed.outcome != c.wantToo {
			t.Errorf("%s: %s and %s, want %s and %s", name, violating.outcome, allowed.outcome, c.want, c.wantToo)
		}
	}
}

// What S3 ignores, it accepts.
func TestAssessIgnored(t *testing.T) {
	rule := &compat.Rule{ID: "ignored", Effect: compat.Ignored}
	for got, want := range map[answer]outcome{{status: 200}: agrees, {status: 400, code: "InvalidArgument"}: differs} {
		x := &trial{plan: plan{example: example{rule: rule, violating: true}}, got: got}
		assess([]*trial{x})
		if x.outcome != want {
			t.Errorf("answered %s: %s, want %s", got, x.outcome, want)
		}
	}
}

// The answer to HEAD has a status and no code.
func TestHeadComparesStatus(t *testing.T) {
	rule := example400("KeyTooLongError", "")
	x := &trial{plan: plan{example: example{rule: rule, violating: true}, request: compat.Case{Operation: operation.HeadObject}}}
	x.got = answer{status: 400, code: "BadRequest"}
	assess([]*trial{x})
	if x.outcome != agrees {
		t.Errorf("400 to HeadObject: %s", x.outcome)
	}
}

func TestVerdict(t *testing.T) {
	rule, doubted := &compat.Rule{ID: "r"}, &compat.Rule{ID: "d", Doubt: "no source"}
	excuse := &exception{}
	for _, c := range []struct {
		name   string
		rule   *compat.Rule
		trials []*trial
		want   verdict
	}{
		{"nothing tried", rule, nil, untestable},
		{"only allowed ones", rule, []*trial{{outcome: agrees}}, untestable},
		{"refused", rule, []*trial{{plan: plan{example: example{violating: true}}, outcome: agrees}}, confirmed},
		{"excused", rule, []*trial{{outcome: differs, excuse: excuse}}, excepted},
		{"not excused", rule, []*trial{{outcome: differs, excuse: excuse}, {outcome: differs}}, contradicted},
		{"in doubt", doubted, []*trial{{outcome: differs}}, doubtful},
	} {
		r := &result{rule: c.rule, trials: c.trials}
		if got := r.verdict(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
