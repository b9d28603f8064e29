package compat

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/s3safe/s3safe-go/compat/operation"
)

// Effect is what Amazon S3 does with a request that a rule is true of.
type Effect uint8

const (
	// Rejected: S3 answers with an error, so the request can be stopped.
	Rejected Effect = iota
	// Ignored: S3 accepts the request and silently drops a part of what was
	// asked for. Such a request is never stopped, always reported.
	Ignored
)

// String returns "rejected" or "ignored".
func (e Effect) String() string {
	if e == Ignored {
		return "ignored"
	}
	return "rejected"
}

// Answer is what S3 answers to a request that a rule is true of.
type Answer struct {
	// Status is the HTTP status code: an error, or the redirection that an SDK
	// client doesn't follow.
	Status int
	// Code is the error code in S3's answer, such as "InvalidRequest".
	Code string
	// Message is S3's error message where it is documented or recorded, else
	// empty. It is a fact about S3, used to recognise an answer.
	Message string
}

// Rule is one cause for which S3 rejects a request, or silently drops a part of
// it, that can be known before the request is sent.
type Rule struct {
	// ID identifies the rule for ever: lower-case words joined by hyphens. It is
	// never reused.
	ID string
	// Topic groups rules in the documentation: "encryption".
	Topic string
	// Title says what S3 demands, for documentation: one sentence without a full
	// stop.
	Title string
	// Problem says what is wrong with a request that the rule is true of, with
	// slots in braces that the request fills: "{n} tags in Tagging; S3 allows 10".
	// The package's documentation lists the slots. A finding of a rule without a
	// problem text gives its title.
	Problem string
	// Needs are the members that a person should set if they are absent. Other
	// members that must be absent for the rule to hold are no concern of anybody.
	Needs []Member
	// Effect is what S3 does.
	Effect Effect
	// Operations are the operations the rule applies to.
	Operations []Operation
	// When is the condition under which S3 does it.
	When Condition
	// Answer is what S3 answers; empty for Ignored.
	Answer Answer
	// Why explains the reason.
	Why string
	// Remedy says what to do in a few words, for errors; empty means the first
	// sentence of Fix.
	Remedy string
	// Fix says what to do instead.
	Fix string
	// Sources are the pages, or recorded answers, which say so: AWS
	// documentation URLs, or "recorded:" with a case's id.
	Sources []string
	// ConfirmedBy are the servers, by the ids of package provider's profiles, that
	// refused requests which the rule is true of as the rule says, in a run that is
	// kept, and gave no answer that contradicts it. They follow Amazon S3; they aren't
	// Amazon S3. A catalogue derives it, so a rule isn't written with it.
	ConfirmedBy []string
	// AmazonOnly marks a rule that rests on Amazon's endpoints or on features
	// of an AWS account, so it is reported, not enforced, at other providers.
	// Rules about the endpoint are so anyway.
	AmazonOnly bool
	// Doubt, if not empty, says why the rule is reported but never enforced:
	// the sources disagree, or none is certain.
	Doubt string
	// Since is the minor release, such as "v0.3", that brought the rule, or that made
	// a rule stop requests which was only reported before. Empty means that the rule
	// is as old as the catalogue, or isn't of a catalogue with releases. In the release
	// that brings it a rule is only reported; see package s3safe.
	Since string
	// Rank orders findings by what S3 checks first; lower comes earlier.
	Rank int
	// Violating are requests that the rule is true of, Allowed ones which look
	// alike but that it isn't true of, and that S3 accepts.
	Violating, Allowed []Case

	place int // in the catalogue
}

// RestsOnAmazon reports whether the rule speaks of Amazon's endpoints or of
// features of an AWS account, which another provider need not share.
func (r *Rule) RestsOnAmazon() bool { return r.AmazonOnly || r.When.aboutEndpoint() }

// NeedsResolution reports whether the rule can be judged only when the endpoint
// is known: those about the endpoint and the signature, and those that are
// enforced at Amazon only.
func (r *Rule) NeedsResolution() bool { return r.RestsOnAmazon() }

// aboutEndpoint reports whether the condition mentions endpoint or signature.
func (c *Condition) aboutEndpoint() bool {
	switch c.op {
	case opRegionDiffers, opRegionRelated, opExpires:
		return true
	case opFact, opRegion:
		return c.scope == ScopeEndpoint || c.scope == ScopeSignature
	}
	for i := range c.kids {
		if c.kids[i].aboutEndpoint() {
			return true
		}
	}
	return false
}

// isID reports whether a text has the form of an id.
func isID(s string) bool {
	words := 0
	for word := range strings.SplitSeq(s, "-") {
		if word == "" || words == 0 && (word[0] < 'a' || word[0] > 'z') {
			return false
		}
		for i := range len(word) {
			if c := word[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') {
				return false
			}
		}
		words++
	}
	return words > 1
}

// validate reports everything that the rule lacks.
func (r *Rule) validate() error {
	var errs []error
	fail := func(format string, args ...any) {
		errs = append(errs, fmt.Errorf("rule %q: "+format, append([]any{r.ID}, args...)...))
	}
	if !isID(r.ID) {
		fail("the id must be lower-case words joined by hyphens")
	}
	for _, x := range [...]struct{ name, text string }{{"Topic", r.Topic}, {"Title", r.Title}, {"Why", r.Why}, {"Fix", r.Fix}} {
		if strings.TrimSpace(x.text) == "" {
			fail("%s is empty", x.name)
		}
	}
	if len(r.Operations) == 0 {
		fail("applies to no operation")
	}
	if r.When.op == opNever {
		fail("has no condition")
	}
	if len(r.Sources) == 0 {
		fail("has no source")
	}
	for _, s := range r.Sources {
		if !strings.HasPrefix(s, "https://docs.aws.amazon.com/") && !strings.HasPrefix(s, "recorded:") &&
			!strings.HasPrefix(s, "https://aws.amazon.com/") && !strings.HasPrefix(s, "https://github.com/") && !strings.HasPrefix(s, "https://pkg.go.dev/github.com/aws/") {
			fail("source %q is neither a page of AWS nor a recorded answer", s)
		}
	}
	if r.Effect == Rejected && (r.Answer.Status < 300 || r.Answer.Code == "") {
		fail("a rejected request needs S3's status and code")
	}
	if r.Effect == Ignored && r.Answer != (Answer{}) {
		fail("an ignored member has no error answer")
	}
	if len(r.Violating) == 0 || len(r.Allowed) == 0 {
		fail("needs at least one violating and one allowed example")
	}
	ops := operation.SetOf(r.Operations...)
	for _, cases := range [...][]Case{r.Violating, r.Allowed} {
		for i := range cases {
			if op := cases[i].Operation; !ops.Has(op) {
				fail("example of %s, which the rule doesn't apply to", op)
			}
		}
	}
	return errors.Join(errs...)
}

func isPointer(x any) bool { return reflect.ValueOf(x).Kind() == reflect.Pointer }
