package buildreport

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/opt"
)

// Outcome is what becomes of a rule's violations when they are to be written
// with builders.
type Outcome string

// The outcomes, from good to bad.
const (
	// Unwritable: no violation that is known can be written.
	Unwritable Outcome = "unwritable"
	// Caught: some can, and Build rejects every one of those.
	Caught Outcome = "caught by Build"
	// Passed: Build lets some pass that a guard would only report: the rule is
	// one of a doubt, or S3 ignores what it is about.
	Passed Outcome = "written, reported by the guard"
	// Missed: Build lets a violation pass that a guard would stop.
	Missed Outcome = "missed"
	// NotTried: the rule needs facts about buckets, the endpoint or the
	// signature, so it isn't about the request alone.
	NotTried Outcome = "needs other facts"
)

// Line is the result for a rule and an operation.
type Line struct {
	Rule    *compat.Rule
	Op      compat.Operation
	Outcome Outcome
	// Closed is the outcome of those violations that are made of nothing but
	// which members are present, the target, and enumerations; NotTried if there
	// are none.
	Closed Outcome
	// Proof is a request that could be written, if there is one.
	Proof any
}

// Judge tries to write violations of a rule: its examples, and what the solver
// finds.
func Judge(rule *compat.Rule, op compat.Operation) Line {
	line := Line{Rule: rule, Op: op, Outcome: NotTried, Closed: NotTried}
	for _, c := range violations(rule, op) {
		got, in := try(rule, c)
		if rank(got) > rank(line.Outcome) {
			line.Outcome, line.Proof = got, in
		}
		if closed(rule, c) && rank(got) > rank(line.Closed) {
			line.Closed = got
		}
	}
	return line
}

func rank(o Outcome) int {
	return slices.Index([]Outcome{NotTried, Unwritable, Caught, Passed, Missed}, o)
}

// violations are the requests that the rule is true of by themselves, without
// any fact about a bucket or an endpoint.
func violations(rule *compat.Rule, op compat.Operation) []compat.Case {
	cases := compat.Solve(rule, op, sdk.Schema).Violating
	for _, c := range rule.Violating {
		if c.Operation == op {
			cases = append(cases, compat.Complete(c, sdk.Schema))
		}
	}
	return slices.DeleteFunc(cases, func(c compat.Case) bool {
		c.Bucket, c.CopyFrom, c.Endpoint, c.Signature, c.Upload, c.Expires = compat.Facts{}, compat.Facts{}, compat.Facts{}, compat.Facts{}, compat.Facts{}, 0
		r := c.Request()
		r.Bucket, r.CopyFrom, r.Endpoint, r.Signature, r.Upload = nil, nil, nil, nil, nil
		return rule.When.Eval(r) != compat.True
	})
}

// try writes one violation.
func try(rule *compat.Rule, c compat.Case) (Outcome, any) {
	bucket, _ := c.Members[member.Bucket].(string)
	b := For(c.Operation.String(), bucket)
	if b == nil {
		return Unwritable, nil
	}
	in, err := sdk.NewInput(completed(b, rule, c))
	if err != nil {
		return Unwritable, nil // the SDK itself can't express it
	}
	x, err := Adapt(b, in)
	if err != nil {
		return Unwritable, nil
	}
	got, err := x.draft()
	var r compat.Request
	sdk.Describe(got.Addr().Interface(), &r)
	if rule.When.Eval(&r) != compat.True {
		// Only what S3 doesn't tell apart was given up, such as an empty list
		// for none; but the rule is about that.
		return Unwritable, nil
	}
	var form *opt.ValueError
	var stopped *s3safe.IncompatibleError
	switch {
	case errors.As(err, &form):
		return Caught, got.Interface()
	case errors.As(err, &stopped):
		if slices.ContainsFunc(stopped.Findings, func(f compat.Finding) bool { return f.Rule.ID == rule.ID }) {
			return Caught, got.Interface()
		}
	}
	if rule.Effect == compat.Ignored || rule.Doubt != "" {
		return Passed, got.Interface()
	}
	return Missed, got.Interface()
}

// completed adds what the constructor insists on, unless the rule is about it:
// otherwise a request would count as unwritable for want of something else.
func completed(b *Builder, rule *compat.Rule, c compat.Case) compat.Case {
	mentioned := rule.When.Members()
	for _, s := range b.parameterSetters() {
		given := false
		for _, name := range s.Members {
			m, _ := member.Parse(name)
			_, set := c.Members[m]
			given = given || set || mentioned.Has(m)
		}
		if m, _ := member.Parse(s.Members[0]); !given {
			if samples := sdk.Schema.Samples(c.Operation, m); len(samples) > 0 {
				c = c.With(m, samples[0])
			}
		}
	}
	return c
}

// onlyEnums reads the enumerations and booleans of a case; of all else only the
// presence is known.
type onlyEnums struct {
	compat.Reader
	op compat.Operation
}

func (o onlyEnums) known(m compat.Member) bool {
	return sdk.Enum(o.op, m) != nil && sdk.Kind(o.op, m) == compat.KindString || sdk.Kind(o.op, m) == compat.KindBool
}

// Value implements compat.Reader.
func (o onlyEnums) Value(m compat.Member) compat.Value {
	if o.known(m) {
		return o.Reader.Value(m)
	}
	return compat.UnknownValue()
}

// Text implements compat.Reader.
func (o onlyEnums) Text(m compat.Member) (string, bool) {
	if o.known(m) {
		return o.Reader.Text(m)
	}
	return "", false
}

// closed reports whether presence, targets and enumerations alone make the rule
// true of the violation, without any text, number or document.
func closed(rule *compat.Rule, c compat.Case) bool {
	r := c.Request()
	r.Bucket, r.CopyFrom, r.Endpoint, r.Signature, r.Upload = nil, nil, nil, nil, nil
	r.Values, r.Ordinary = onlyEnums{r.Values, c.Operation}, compat.MemberSet{}
	r.Source = compat.Source{Target: r.Source.Target} // the rest is text
	return rule.When.Eval(r) == compat.True
}

// All judges every rule for every operation it applies to.
func All() []Line {
	var lines []Line
	for op := compat.Operation(1); op < operation.Count; op++ {
		for _, rule := range aws.Source().RulesFor(op) {
			lines = append(lines, Judge(rule, op))
		}
	}
	return lines
}

// WritableReasons says of rules about presence, targets and enumerations why
// their violations can be written nevertheless.
var WritableReasons = map[string]string{
	"multi-region-operation":   "the sources leave open whether S3 serves it, so General takes the ARN",
	"access-point-bucket-read": "the list of what access points serve calls itself partial, so General takes them",
}

// Report is the whole result as text.
func Report(lines []Line) string {
	var b strings.Builder
	b.WriteString("| operation | rules about the request and target | unwritable | caught by Build | only reported | missed |\n|---|---|---|---|---|---|\n")
	total := map[Outcome]int{}
	for op := compat.Operation(1); op < operation.Count; op++ {
		n := map[Outcome]int{}
		for _, l := range lines {
			if l.Op == op {
				n[l.Outcome]++
				total[l.Outcome]++
			}
		}
		row(&b, op.String(), n)
	}
	row(&b, "**all**", total)
	rules := ByRule(lines)
	closedRules, writable := 0, []string(nil)
	counts := map[Outcome]int{}
	for _, r := range rules {
		counts[r.Outcome]++
		if r.Closed != NotTried {
			closedRules++
			if r.Closed != Unwritable {
				writable = append(writable, fmt.Sprintf("%s (%s, %s): %s", r.Rule.ID, r.Op, r.Closed, WritableReasons[r.Rule.ID]))
			}
		}
	}
	b.WriteString("\n")
	row(&b, "distinct rules", counts)
	fmt.Fprintf(&b, "\nOf %d rules about presence, targets and enumerations only, %d can be written (%.1f %%):\n", closedRules, len(writable), 100*float64(len(writable))/float64(max(closedRules, 1)))
	for _, w := range writable {
		fmt.Fprintf(&b, "- %s\n", w)
	}
	return b.String()
}

func row(b *strings.Builder, name string, n map[Outcome]int) {
	sum := n[Unwritable] + n[Caught] + n[Passed] + n[Missed]
	fmt.Fprintf(b, "| %s | %d | %d | %d | %d | %d |\n", name, sum, n[Unwritable], n[Caught], n[Passed], n[Missed])
}

// ByRule takes the lines of a rule together: the worst counts.
func ByRule(lines []Line) []Line {
	var out []Line
	at := map[*compat.Rule]int{}
	for _, l := range lines {
		i, ok := at[l.Rule]
		if !ok {
			at[l.Rule] = len(out)
			out = append(out, l)
			continue
		}
		worst := out[i]
		if rank(l.Outcome) > rank(worst.Outcome) {
			worst.Outcome, worst.Op, worst.Proof = l.Outcome, l.Op, l.Proof
		}
		if rank(l.Closed) > rank(worst.Closed) {
			worst.Closed = l.Closed
		}
		out[i] = worst
	}
	return out
}
