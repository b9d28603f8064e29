package compat

import (
	"encoding/json"
	"log/slog"
	"time"

	"github.com/s3safe/s3safe-go/internal/printable"
)

// The JSON forms below are stable: fields are added, never renamed. Lists that are
// empty are left out. Nothing in them is a value of the request but what a problem
// may hold.

type findingJSON struct {
	Rule      string      `json:"rule"`
	Operation string      `json:"operation"`
	Effect    string      `json:"effect"`
	Problem   string      `json:"problem"`
	Remedy    string      `json:"remedy"`
	Set       []string    `json:"set,omitempty"`
	Missing   []string    `json:"missing,omitempty"`
	Paths     []string    `json:"paths,omitempty"`
	MorePaths int         `json:"morePaths,omitempty"`
	Facts     []factJSON  `json:"facts,omitempty"`
	Answer    *answerJSON `json:"answer,omitempty"`
	Doubt     string      `json:"doubt,omitempty"`
}

type factJSON struct {
	Of      string `json:"of"`
	Feature string `json:"feature"`
	Value   string `json:"value"`
	Origin  string `json:"origin,omitempty"`
	Age     string `json:"age,omitempty"`
}

type answerJSON struct {
	Status  int    `json:"status"`
	Code    string `json:"code"`
	Message string `json:"message,omitempty"`
}

// MarshalJSON gives the finding the form
//
//	{"rule": "object-lock-mode-and-date", "operation": "PutObject", "effect": "rejected",
//	 "problem": "…", "remedy": "…", "set": ["ObjectLockMode"],
//	 "missing": ["ObjectLockRetainUntilDate"], "paths": ["…"], "morePaths": 3,
//	 "facts": [{"of": "the bucket", "feature": "object lock", "value": "none", "origin": "probed", "age": "3m0s"}],
//	 "answer": {"status": 400, "code": "InvalidArgument", "message": "…"}, "doubt": "…"}
func (f Finding) MarshalJSON() ([]byte, error) {
	out := findingJSON{
		Rule: f.Rule.ID, Operation: f.Operation.String(), Effect: f.Rule.Effect.String(),
		Problem: f.problem(), Remedy: printable.Line(f.Remedy()),
		Set: names(f.Members), Missing: names(f.Missing), Paths: f.Paths, MorePaths: f.MorePaths,
		Doubt: f.Rule.Doubt,
	}
	for _, k := range f.Facts {
		out.Facts = append(out.Facts, k.json())
	}
	if a := f.Answer(); a != (Answer{}) {
		out.Answer = &answerJSON{a.Status, a.Code, a.Message}
	}
	return json.Marshal(out)
}

func (k KnownFact) json() factJSON {
	out := factJSON{Of: k.Scope.String(), Feature: k.name(), Value: k.Value, Origin: k.Origin}
	if k.Age > 0 {
		out.Age = k.Age.Round(time.Second).String()
	}
	return out
}

// LogValue implements slog.LogValuer: a group with the attributes rule, problem,
// remedy, effect, set, missing, paths, facts and code. Lists that are empty are left
// out.
func (f Finding) LogValue() slog.Value {
	attrs := []slog.Attr{
		slog.String("rule", f.Rule.ID),
		slog.String("problem", f.problem()),
		slog.String("remedy", printable.Line(f.Remedy())),
		slog.String("effect", f.Rule.Effect.String()),
	}
	list := func(key string, words []string) {
		if len(words) > 0 {
			attrs = append(attrs, slog.Any(key, words))
		}
	}
	list("set", names(f.Members))
	list("missing", names(f.Missing))
	list("paths", f.Paths)
	if f.MorePaths > 0 {
		attrs = append(attrs, slog.Int("morePaths", f.MorePaths))
	}
	facts := make([]string, len(f.Facts))
	for i, k := range f.Facts {
		facts[i] = k.String()
	}
	list("facts", facts)
	if a := f.Answer(); a.Code != "" {
		attrs = append(attrs, slog.String("code", a.Code))
	}
	return slog.GroupValue(attrs...)
}

// MarshalJSON gives it the form
//
//	{"rule": "bucket-acl-needs-ownership", "needs": ["the bucket's object ownership"]}
func (u Undecided) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Rule  string   `json:"rule"`
		Needs []string `json:"needs"`
	}{u.Rule.ID, u.Wants.list()})
}

// LogValue implements slog.LogValuer: a group with the attributes rule and needs.
func (u Undecided) LogValue() slog.Value {
	return slog.GroupValue(slog.String("rule", u.Rule.ID), slog.Any("needs", u.Wants.list()))
}
