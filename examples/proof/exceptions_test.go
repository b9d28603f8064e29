package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/examples/internal/trial"
)

func TestExceptionsAreComplete(t *testing.T) {
	list, err := embedded().readExceptions()
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range list {
		for _, y := range list[:i] {
			if x.Rule != y.Rule {
				continue
			}
			overlap := len(x.Operations) == 0 || len(y.Operations) == 0 ||
				slices.ContainsFunc(x.Operations, func(op string) bool { return slices.Contains(y.Operations, op) })
			if overlap && slices.ContainsFunc(x.Answers, func(a string) bool { return slices.Contains(y.Answers, a) }) {
				t.Errorf("two exceptions of %s explain the same answer", x.Rule)
			}
		}
	}
}

func TestExceptionValidate(t *testing.T) {
	good := exception{Rule: "expected-owner-format", Kind: "other-code", Answers: []string{"403 AccessDenied"}, Server: "x", Source: "https://example.com"}
	if err := good.validate(); err != nil {
		t.Fatal(err)
	}
	for want, spoil := range map[string]func(*exception){
		"no rule":                 func(x *exception) { x.Rule = "no-such-rule" },
		"unknown kind":            func(x *exception) { x.Kind = "differs" },
		"what the server answers": func(x *exception) { x.Answers = nil },
		"what the server does":    func(x *exception) { x.Server = "" },
		"no source":               func(x *exception) { x.Source = "recorded:1" },
		"doesn't go with":         func(x *exception) { x.Kind = "lacks" },
		"doesn't apply":           func(x *exception) { x.Operations = []string{"ListBuckets"} },
	} {
		x := good
		spoil(&x)
		if err := x.validate(); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

// An exception that nothing needs is told, and so is the part of one.
func TestStaleException(t *testing.T) {
	x := &exception{Rule: "r", Operations: []string{"GetObject", "HeadObject"}, Answers: []string{"accepted", "404 NoSuchKey"}, used: map[string]bool{}}
	rule := &compat.Rule{ID: "r"}
	of := func(op compat.Operation, got trial.Answer) *trial.Trial {
		return &trial.Trial{Plan: trial.Plan{Example: trial.Example{Rule: rule}, Request: compat.Case{Operation: op}}, Got: got}
	}
	if x.explains(of(operation.PutObject, trial.Answer{Status: 200})) || x.explains(of(operation.GetObject, trial.Answer{Status: 403, Code: "AccessDenied"})) {
		t.Error("explains what it doesn't speak of")
	}
	if !x.explains(of(operation.GetObject, trial.Answer{Status: 200})) {
		t.Error("doesn't explain what it speaks of")
	}
	if got := x.stale(); !slices.Equal(got, []string{"HeadObject", "404 NoSuchKey"}) {
		t.Errorf("stale: %q", got)
	}
}
