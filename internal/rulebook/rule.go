package rulebook

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Effect says what S3 does, and what the guard does about it.
func (b *Book) Effect(r *compat.Rule) string {
	switch {
	case b.OnWire(r) && r.Doubt != "":
		return "rejected, but not certainly. It is judged of requests as they were sent; the SDK makes none of these. " + Sentence(r.Doubt)
	case b.OnWire(r):
		return "rejected. It is judged of requests as they were sent; the SDK makes none of these."
	case r.Effect == compat.Ignored:
		return "ignored: S3 accepts the request and drops a part of it. It is reported, and stopped only with s3safe.WithStrict()."
	case r.Doubt != "":
		return "rejected, but not certainly, so it is reported and never stopped, but with s3safe.WithStrict(\"" + r.ID + "\"). " + Sentence(r.Doubt)
	}
	var holds []compat.Operation
	for _, op := range r.Operations {
		switch provider.Elsewhere(r.ID, op) {
		case provider.Meaningless:
			return "rejected: the request is stopped at Amazon's endpoints. Other stores have ids and names of their own."
		case provider.Holds:
			holds = append(holds, op)
		}
	}
	switch len(holds) {
	case 0:
		return "rejected: the request is stopped at Amazon's endpoints, and reported at other stores', which may accept it."
	case len(r.Operations):
		return "rejected: the request is stopped. Other stores refuse it too, as far as is known."
	}
	return "rejected: the request is stopped. Other stores refuse it too, as far as is known, for " + b.OperationList(holds) + "; for other operations it is reported there."
}

// Grade says what the rule rests on, the strongest first.
func (b *Book) Grade(r *compat.Rule) string {
	kinds := r.Evidence()
	texts := make([]string, len(kinds))
	for i, e := range kinds {
		texts[i] = e.String() + " (" + gradeTexts[e] + ")"
	}
	return strings.Join(texts, ", ")
}

// Since is the release from which on the rule is what it is.
func Since(r *compat.Rule) string {
	if r.Since != "" {
		return r.Since
	}
	return aws.FirstRelease
}

// Off lists the ways to switch the rule off, as Go code or a setting of the
// environment, each with what it is for. A rule that the guard doesn't have needs none.
func (b *Book) Off(r *compat.Rule) []struct{ For, Code string } {
	if b.OnWire(r) {
		return nil
	}
	return []struct{ For, Code string }{
		{"a client", fmt.Sprintf("s3safe.Guard(s3safe.WithRuleMode(s3safe.Off, %q))", r.ID)},
		{"a call", fmt.Sprintf("ctx = s3safe.ContextWithRuleMode(ctx, %q, s3safe.Off)", r.ID)},
		{"a run, where the guard has s3safe.WithEnvironment()", "S3SAFE_RULES_OFF=" + r.ID},
	}
}

// OperationList lists operations, or those that are missing if they are few.
func (b *Book) OperationList(ops []compat.Operation) string {
	in, out := b.split(ops)
	switch {
	case len(out) == 0:
		return "all"
	case len(out) <= 16 && len(out)*2 < len(in):
		return "all but " + names(out)
	}
	return names(in)
}

// split tells operations from those that aren't among them.
func (b *Book) split(ops []compat.Operation) (in, out []compat.Operation) {
	has := map[compat.Operation]bool{}
	for _, op := range ops {
		has[op] = true
	}
	for _, op := range sdk.Operations() {
		if has[op] {
			in = append(in, op)
		} else {
			out = append(out, op)
		}
	}
	return in, out
}

func names(ops []compat.Operation) string {
	texts := make([]string, len(ops))
	for i, op := range ops {
		texts[i] = op.String()
	}
	return strings.Join(texts, ", ")
}

// Example is a request that a rule is true of, or not.
type Example struct {
	// Title says what becomes of it, Code is the SDK input in Go, Known what must be
	// known besides. Where there is no SDK input, Code is empty, and Request names the
	// operation.
	Title, Code string
	Request     string
	Known       []string
}

// Examples are one that the rule is true of and one that it isn't.
func (b *Book) Examples(r *compat.Rule) [2]Example {
	bad, good := "Rejected", "Accepted"
	switch {
	case r.Effect == compat.Ignored:
		bad, good = "Accepted, but a part of it is ignored", "As it is meant"
	case r.Doubt != "":
		bad = "Reported"
	}
	return [2]Example{b.example(r, bad, r.Violating[0]), b.example(r, good, r.Allowed[0])}
}

func (b *Book) example(r *compat.Rule, title string, c compat.Case) Example {
	if b.OnWire(r) {
		return Example{Title: title, Request: c.Operation.String(), Known: append(facts(c), texts(c)...)}
	}
	return Example{Title: title, Code: b.printer.input(c), Known: facts(c)}
}

// texts lists the numbers and times of a case, and what is in the place of one.
func texts(c compat.Case) []string {
	var out []string
	for _, m := range slices.Sorted(maps.Keys(c.Members)) {
		if kind := sdk.Kind(c.Operation, m); kind == compat.KindInt || kind == compat.KindTime {
			out = append(out, fmt.Sprintf("%s is %q", m, fmt.Sprint(c.Members[m])))
		}
	}
	return out
}

// facts lists what a case knows besides the input.
func facts(c compat.Case) []string {
	var out []string
	for _, x := range []struct {
		scope compat.Scope
		facts *compat.Facts
	}{
		{compat.ScopeBucket, &c.Bucket}, {compat.ScopeSource, &c.CopyFrom}, {compat.ScopeEndpoint, &c.Endpoint},
		{compat.ScopeSignature, &c.Signature}, {compat.ScopeUpload, &c.Upload}, {compat.ScopeWire, &c.Wire},
	} {
		for _, f := range x.facts.Known() {
			v, _ := x.facts.Get(f)
			out = append(out, compat.KnownFact{Scope: x.scope, Feature: f, Value: v}.String())
		}
		for _, y := range []struct{ what, value string }{
			{"Region", x.facts.Region}, {"owner", x.facts.Owner}, {"customer key's MD5", x.facts.KeyMD5},
		} {
			if y.value != "" {
				out = append(out, x.scope.String()+"'s "+y.what+" is "+y.value)
			}
		}
	}
	if c.Expires != 0 {
		out = append(out, "the presigned request is valid for "+c.Expires.String())
	}
	return out
}

// Recording splits a source that is a recorded answer of Amazon S3: its id, and the
// file it is in, below the module's root. It reports whether the source is one.
func Recording(source string) (id, file string, is bool) {
	id, is = strings.CutPrefix(source, "recorded:")
	file = "internal/recorded/testdata/cases.jsonl"
	if strings.HasPrefix(id, "cap-") {
		file = "internal/recorded/testdata/captures.jsonl"
	}
	return id, file, is
}

// Sentence adds a full stop if there is none.
func Sentence(s string) string {
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?") {
		return s
	}
	return s + "."
}

// Count writes a number with its noun.
func Count(n int, one string) string {
	if n == 1 {
		return "1 " + one
	}
	return Thousands(n) + " " + one + "s"
}
