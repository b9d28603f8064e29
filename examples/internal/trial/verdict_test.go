package trial

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
	refused := Answer{Status: 400, Code: "InvalidArgument", Message: "Argument must be between 1 and 20."}
	accepted := Answer{Status: 200}
	for name, c := range map[string]struct {
		violating, told Answer
		others          []*compat.Rule
		want, wantToo   Outcome // of the violating and of the allowed example
	}{
		"as the rule says":            {refused, accepted, nil, Agrees, Agrees},
		"accepted":                    {accepted, accepted, nil, Differs, Agrees},
		"another code":                {Answer{Status: 400, Code: "InvalidRequest"}, accepted, nil, Differs, Agrees},
		"another status":              {Answer{Status: 404, Code: "InvalidArgument"}, accepted, nil, Differs, Agrees},
		"both refused alike":          {refused, Answer{Status: 400, Code: "InvalidArgument", Message: "Argument must be between 1 and 5"}, nil, Agrees, Differs},
		"refused for another reason":  {refused, Answer{Status: 400, Code: "InvalidArgument", Message: "Key missing"}, nil, Agrees, Beside},
		"another rule's code":         {Answer{Status: 400, Code: "InvalidRequest"}, accepted, []*compat.Rule{other}, Beside, Agrees},
		"another rule's words":        {Answer{Status: 400, Code: "InvalidArgument", Message: "Another matter"}, accepted, []*compat.Rule{same}, Beside, Agrees},
		"neither rule's code":         {Answer{Status: 403, Code: "AccessDenied"}, accepted, []*compat.Rule{other}, Differs, Agrees},
		"not sent":                    {Answer{Failure: "the SDK refuses"}, accepted, nil, Untested, Agrees},
		"not implemented":             {Answer{Status: 501, Code: "NotImplemented"}, accepted, nil, Untested, Agrees},
		"the object's own conditions": {refused, Answer{Status: 412, Code: "PreconditionFailed"}, nil, Agrees, Beside},
		"not modified":                {refused, Answer{Status: 304}, nil, Agrees, Agrees},
	} {
		violating := &Trial{Plan: Plan{Example: Example{Rule: rule, Violating: true}, Others: c.others}, Got: c.violating}
		allowed := &Trial{Plan: Plan{Example: Example{Rule: rule}}, Got: c.told}
		assess([]*Trial{violating, allowed})
		if violating.Outcome != c.want || allowed.Outcome != c.wantToo {
			t.Errorf("%s: %s and %s, want %s and %s", name, violating.Outcome, allowed.Outcome, c.want, c.wantToo)
		}
	}
}

// What S3 ignores, it accepts.
func TestAssessIgnored(t *testing.T) {
	rule := &compat.Rule{ID: "ignored", Effect: compat.Ignored}
	for got, want := range map[Answer]Outcome{{Status: 200}: Agrees, {Status: 400, Code: "InvalidArgument"}: Differs} {
		x := &Trial{Plan: Plan{Example: Example{Rule: rule, Violating: true}}, Got: got}
		assess([]*Trial{x})
		if x.Outcome != want {
			t.Errorf("answered %s: %s, want %s", got, x.Outcome, want)
		}
	}
}

// The answer to HEAD has a status and no code.
func TestHeadComparesStatus(t *testing.T) {
	rule := example400("KeyTooLongError", "")
	x := &Trial{Plan: Plan{Example: Example{Rule: rule, Violating: true}, Request: compat.Case{Operation: operation.HeadObject}}}
	x.Got = Answer{Status: 400, Code: "BadRequest"}
	assess([]*Trial{x})
	if x.Outcome != Agrees {
		t.Errorf("400 to HeadObject: %s", x.Outcome)
	}
}

func TestVerdict(t *testing.T) {
	rule, doubted := &compat.Rule{ID: "r"}, &compat.Rule{ID: "d", Doubt: "no source"}
	excuse := "lacks"
	for _, c := range []struct {
		name   string
		rule   *compat.Rule
		trials []*Trial
		want   Verdict
	}{
		{"nothing tried", rule, nil, Untestable},
		{"only allowed ones", rule, []*Trial{{Outcome: Agrees}}, Untestable},
		{"refused", rule, []*Trial{{Plan: Plan{Example: Example{Violating: true}}, Outcome: Agrees}}, Confirmed},
		{"excused", rule, []*Trial{{Outcome: Differs, Excuse: excuse}}, Excepted},
		{"not excused", rule, []*Trial{{Outcome: Differs, Excuse: excuse}, {Outcome: Differs}}, Contradicted},
		{"in doubt", doubted, []*Trial{{Outcome: Differs}}, Doubtful},
	} {
		r := &Result{Rule: c.rule, Trials: c.trials}
		if got := r.Verdict(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
