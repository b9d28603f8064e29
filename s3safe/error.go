package s3safe

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
)

// IncompatibleError says that a request was stopped because Amazon S3 would
// have rejected it. It lists every finding.
//
// It is a [smithy.APIError] with the code that S3 would have used and a client
// fault, so code that handles S3's errors handles it alike. Where the SDK has a
// type for the code (types.NoSuchBucket and others), errors.As finds that too.
//
// A request that the SDK itself refuses to send ([SDKEndpoint]) has no answer of
// S3: the code is empty and the status 0.
type IncompatibleError struct {
	// Operation is the name of the API operation.
	Operation string
	// Findings are the violated rules, those that S3 checks first coming first.
	// There is at least one.
	Findings []compat.Finding
	// Store is the name of the store that the endpoint belongs to; empty means
	// Amazon S3.
	Store string

	// refused is the SDK's own error for an input that lacks what it requires.
	refused error
}

var _ smithy.APIError = (*IncompatibleError)(nil)

// Error says in a line for each finding what is wrong, what to do, and which rule
// says so. It ends with a link to the first rule's page, and names [Off], which lets
// the call pass ([ContextWithMode], [WithRuleMode]) unless the SDK refuses it too.
// The format %+v tells everything.
func (e *IncompatibleError) Error() string {
	var b strings.Builder
	b.WriteString("s3safe: ")
	b.WriteString(e.head())
	b.WriteByte(':')
	between := " "
	if len(e.Findings) > 1 {
		between = "\n  "
	}
	for _, f := range e.Findings {
		b.WriteString(between)
		line(&b, f)
	}
	if page := e.page(); page != "" {
		b.WriteByte('\n')
		b.WriteString(page)
		switch {
		case e.first().ID == SDKEndpoint:
		case e.refused != nil:
			b.WriteString(" (the SDK refuses it too)")
		default:
			b.WriteString(" (s3safe.Off sends it)")
		}
	}
	return b.String()
}

// head says who would refuse what.
func (e *IncompatibleError) head() string {
	switch {
	case e.first().ID == SDKEndpoint:
		return "the SDK would refuse " + e.Operation
	case e.Store != "":
		return e.Store + " would reject " + e.Operation
	}
	return "Amazon S3 would reject " + e.Operation
}

// line writes a finding's problem, remedy and rule.
func line(b *strings.Builder, f compat.Finding) {
	b.WriteString(f.Text())
	b.WriteString(". ")
	b.WriteString(strings.TrimSuffix(f.Remedy(), "."))
	b.WriteString(" [")
	b.WriteString(f.Rule.ID)
	b.WriteByte(']')
}

// page is where the first rule is explained: its page in the catalogue's
// documentation, else the first page among its sources.
func (e *IncompatibleError) page() string {
	r := e.first()
	if page := aws.Page(r); page != "" {
		return page
	}
	for _, s := range r.Sources {
		if strings.HasPrefix(s, "https://") {
			return s
		}
	}
	return ""
}

// Format implements fmt.Formatter. The verb %+v prints each finding with the facts
// that decided and where they are known from, the reason, the whole remedy, what S3
// would have answered, and the sources.
func (e *IncompatibleError) Format(s fmt.State, verb rune) {
	switch {
	case verb == 'v' && s.Flag('+'):
		io.WriteString(s, e.details())
	case verb == 'q':
		fmt.Fprintf(s, "%q", e.Error())
	default:
		io.WriteString(s, e.Error())
	}
}

func (e *IncompatibleError) details() string {
	var b strings.Builder
	b.WriteString("s3safe: ")
	b.WriteString(e.head())
	b.WriteString("; it isn't sent")
	for _, f := range e.Findings {
		b.WriteString("\n  ")
		b.WriteString(f.String())
		for _, k := range f.Facts {
			fmt.Fprintf(&b, "\n    known:  %s", k)
		}
		fmt.Fprintf(&b, "\n    rule:   %s", f.Rule.Title)
		fmt.Fprintf(&b, "\n    why:    %s", f.Rule.Why)
		fmt.Fprintf(&b, "\n    fix:    %s", f.Rule.Fix)
		fmt.Fprintf(&b, "\n    answer: %s", answer(f.Rule.Answer))
		for _, s := range f.Rule.Sources {
			fmt.Fprintf(&b, "\n    source: %s", s)
		}
		if page := aws.Page(f.Rule); page != "" {
			fmt.Fprintf(&b, "\n    page:   %s#%s", page, f.Rule.ID)
		}
		if f.Rule.ID == SDKEndpoint || e.refused != nil {
			continue
		}
		fmt.Fprintf(&b, "\n    off:    s3safe.ContextWithRuleMode(ctx, %q, s3safe.Off)", f.Rule.ID)
	}
	if e.refused != nil {
		fmt.Fprintf(&b, "\n  the SDK refuses it too: %s", strings.TrimSpace(e.refused.Error()))
	}
	return b.String()
}

func answer(a compat.Answer) string {
	if a == (compat.Answer{}) {
		return "none: the request isn't sent"
	}
	s := fmt.Sprintf("%d %s", a.Status, a.Code)
	if a.Message != "" {
		s += ": " + a.Message
	}
	return s
}

func (e *IncompatibleError) first() *compat.Rule {
	if len(e.Findings) == 0 || e.Findings[0].Rule == nil {
		return &compat.Rule{}
	}
	return e.Findings[0].Rule
}

// ErrorCode returns the code that S3 would have answered with, such as
// "InvalidRequest".
func (e *IncompatibleError) ErrorCode() string { return e.first().Answer.Code }

// ErrorMessage returns the message that S3 would have answered with where that
// is known, else what the first finding says.
func (e *IncompatibleError) ErrorMessage() string {
	if r := e.first(); r.Answer.Message != "" {
		return r.Answer.Message
	}
	if len(e.Findings) == 0 {
		return ""
	}
	return e.Findings[0].Text()
}

// ErrorFault returns smithy.FaultClient.
func (e *IncompatibleError) ErrorFault() smithy.ErrorFault { return smithy.FaultClient }

// HTTPStatusCode returns the status that S3 would have answered with.
func (e *IncompatibleError) HTTPStatusCode() int { return e.first().Answer.Status }

// RetryableError tells the SDK's retryers not to try again: the same request
// would be stopped again.
func (e *IncompatibleError) RetryableError() bool { return false }

// Unwrap returns the SDK's own type for S3's answer, if it has one, and the SDK's
// own error ([smithy.InvalidParamsError]) for an input that lacks what it requires.
func (e *IncompatibleError) Unwrap() error {
	if e.refused != nil {
		return errors.Join(e.answered(), e.refused)
	}
	return e.answered()
}

// answered returns the SDK's own type for S3's answer, nil if it has none.
func (e *IncompatibleError) answered() error {
	msg := e.ErrorMessage()
	switch e.ErrorCode() {
	case "AccessDenied":
		return &types.AccessDenied{Message: &msg}
	case "AnnotationLimitExceeded":
		return &types.AnnotationLimitExceeded{Message: &msg}
	case "AnnotationNameTooLong":
		return &types.AnnotationNameTooLong{Message: &msg}
	case "BucketAlreadyExists":
		return &types.BucketAlreadyExists{Message: &msg}
	case "BucketAlreadyOwnedByYou":
		return &types.BucketAlreadyOwnedByYou{Message: &msg}
	case "EncryptionTypeMismatch":
		return &types.EncryptionTypeMismatch{Message: &msg}
	case "IdempotencyParameterMismatch":
		return &types.IdempotencyParameterMismatch{Message: &msg}
	case "InvalidAnnotationName":
		return &types.InvalidAnnotationName{Message: &msg}
	case "InvalidObjectState":
		return &types.InvalidObjectState{Message: &msg}
	case "InvalidPrefix":
		return &types.InvalidPrefix{Message: &msg}
	case "InvalidRequest":
		return &types.InvalidRequest{Message: &msg}
	case "InvalidWriteOffset":
		return &types.InvalidWriteOffset{Message: &msg}
	case "NoSuchAnnotation":
		return &types.NoSuchAnnotation{Message: &msg}
	case "NoSuchBucket":
		return &types.NoSuchBucket{Message: &msg}
	case "NoSuchKey":
		return &types.NoSuchKey{Message: &msg}
	case "NoSuchUpload":
		return &types.NoSuchUpload{Message: &msg}
	case "NotFound":
		return &types.NotFound{Message: &msg}
	case "ObjectAlreadyInActiveTierError":
		return &types.ObjectAlreadyInActiveTierError{Message: &msg}
	case "ObjectNotInActiveTierError":
		return &types.ObjectNotInActiveTierError{Message: &msg}
	case "TooManyParts":
		return &types.TooManyParts{Message: &msg}
	case "UnsupportedMediaType":
		return &types.UnsupportedMediaType{Message: &msg}
	}
	return nil
}
