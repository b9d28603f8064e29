package s3safe_test

import (
	"errors"
	"reflect"
	"slices"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/internal/build"
	"github.com/s3safe/s3safe-go/s3safe/internal/exampletest"
)

// optionsOf are the options of a client that has what the example says of endpoint
// and signature, as far as options can say it.
func optionsOf(c *compat.Case, s *stub) s3.Options {
	o := s.options()
	exampletest.Configure(&o, c)
	return o
}

// tellApart lists rules of which Check and a guard with the same options say
// different things, each with the reason.
var tellApart = map[string]string{
	s3safe.SDKEndpoint:      "the guard leaves it to the SDK to refuse what has no endpoint",
	s3safe.SDKRequired:      "the guard leaves it to the SDK to refuse what lacks members",
	"object-lock-date-past": "a guard allows for a wrong clock, Check takes the clock as it is",
	"retention-past":        "a guard allows for a wrong clock, Check takes the clock as it is",
}

// Check, Inspect and the guard of a client with the same options and state say the
// same of every example of every rule: the guard stops what Check reports, for rules
// that Check reports too.
func TestOneTruth(t *testing.T) {
	checked, presigned := 0, 0
	for _, rule := range aws.Source().Rules() {
		for _, c := range slices.Concat(rule.Violating, rule.Allowed) {
			c := compat.Complete(c, sdk.Schema)
			if form, _ := c.Signature.Get(compat.Presigned); form == "url" || form == "post" || form == "form" {
				presigned++ // needs a presign client, which has its own tests
				continue
			}
			in, err := sdk.NewInput(c)
			if err != nil {
				continue // no input can say it
			}
			s := new(stub)
			o := optionsOf(&c, s)
			state := s3safe.WithState(exampletest.State{Case: &c})
			verdict, err := s3safe.Inspect(in, state, s3safe.WithClientOptions(o))
			if err != nil {
				t.Fatal(err)
			}
			var check *s3safe.IncompatibleError
			errors.As(s3safe.Check(in, state, s3safe.WithClientOptions(o)), &check)
			if (check == nil) != (len(verdict.Rejected) == 0) || check != nil && len(check.Findings) != len(verdict.Rejected) {
				t.Errorf("%s: Check says %v, Inspect %v", rule.ID, check, verdict.Rejected)
			}
			in, _ = sdk.NewInput(c) // bodies are read
			out := reflect.ValueOf(s3safe.New(s3.New(o), state, s3safe.WithoutRecorder())).MethodByName(c.Operation.String()).
				Call([]reflect.Value{reflect.ValueOf(t.Context()), reflect.ValueOf(in)})
			var stopped *s3safe.IncompatibleError
			if err, _ := out[1].Interface().(error); err != nil {
				errors.As(err, &stopped)
			}
			checked++
			told := map[string]bool{}
			excused := false
			for _, f := range verdict.Rejected {
				told[f.Rule.ID] = true
				excused = excused || tellApart[f.Rule.ID] != ""
			}
			if stopped == nil {
				if len(told) > 0 && !excused {
					t.Errorf("%s: Check reports what the guard lets pass: %v of %v", rule.ID, verdict.Rejected, in)
				}
				continue
			}
			for _, f := range stopped.Findings {
				if !told[f.Rule.ID] {
					t.Errorf("%s: the guard stops for %s, Check doesn't", rule.ID, f.Rule.ID)
				}
			}
		}
	}
	t.Logf("%d examples agree or are excused; %d are presigned", checked, presigned)
	if checked < 1500 {
		t.Errorf("only %d examples were held against each other", checked)
	}
}

// A builder says of its input what Check says without options and state, but for what
// the client decides, which a builder doesn't know: how the request is signed, and
// whether it is presigned.
func TestBuildersSayTheSame(t *testing.T) {
	signature := compat.FeatureSet(0)
	for f := range compat.Features {
		if f.Scope() == compat.ScopeSignature {
			signature |= compat.FeaturesOf(f)
		}
	}
	ids := func(err error) (list []string) {
		var stopped *s3safe.IncompatibleError
		if errors.As(err, &stopped) {
			for _, f := range stopped.Findings {
				if f.Rule.ID != s3safe.SDKRequired && f.Rule.When.Asks()&signature == 0 {
					list = append(list, f.Rule.ID)
				}
			}
		}
		return list
	}
	checked := 0
	for _, rule := range aws.Source().Rules() {
		for _, c := range slices.Concat(rule.Violating, rule.Allowed) {
			in, err := sdk.NewInput(compat.Complete(c, sdk.Schema))
			if err != nil {
				continue
			}
			built, checks := ids(build.Judge("builder", compat.AnyTarget, in, nil)), ids(s3safe.Check(in))
			if !slices.Equal(built, checks) {
				t.Errorf("%s: builders find %v, Check finds %v", rule.ID, built, checks)
			}
			checked++
		}
	}
	t.Logf("%d examples", checked)
}
