package wire

import (
	"errors"

	"github.com/s3safe/s3safe-go/compat"
)

// ErrNotDecodable is what an *Error is if S3's answer to the request isn't known:
// errors.Is(err, ErrNotDecodable). The request may well be one that S3 accepts, so
// it should be sent.
var ErrNotDecodable = errors.New("wire: the request can't be decoded")

// Error says why a request couldn't be decoded. It has nothing of the request in
// it but names that the API defines.
type Error struct {
	// Rule is the id of the rule that the request violates, one of aws.WireRules; it
	// says what S3 answers. Empty if that isn't known; then the error is
	// [ErrNotDecodable].
	Rule string

	// Message is the request as far as it was read. The rule's condition is true of its
	// Request, of which compat.NewFinding makes a finding. Its Operation is 0 if there is
	// none for the request. Nil if there is no rule.
	Message *Message

	// Reason says what is wrong with the request.
	Reason string

	err error // reading the body
}

// Error implements error.
func (e *Error) Error() string {
	if e.Rule == "" {
		return "wire: the request can't be decoded: " + e.Reason
	}
	return "wire: the request violates the rule " + e.Rule + ": " + e.Reason
}

// Is reports whether the target is ErrNotDecodable and S3's answer isn't known.
func (e *Error) Is(target error) bool { return target == ErrNotDecodable && e.Rule == "" }

// Unwrap returns the error of the body's reader, if that is the cause.
func (e *Error) Unwrap() error { return e.err }

func notDecodable(reason string) *Error { return &Error{Reason: reason} }

// violates is the error of a request that violates a rule, by a form that it has.
func violates(rule, form, reason string) *Error {
	e := &Error{Rule: rule, Reason: reason, Message: &Message{}}
	e.Message.violates(form)
	return e
}

func (m *Message) violates(form string) {
	set(&m.wire, compat.RequestForm, form)
	m.Request.Wire = &m.wire
}

// of makes the message that of the error, if there is a rule.
func (e *Error) of(m *Message) *Error {
	if e != nil && e.Rule != "" {
		form, _ := e.Message.wire.Get(compat.RequestForm)
		m.violates(form)
		m.Request.Signature = &m.signature
		e.Message = m
	}
	return e
}

func subresourceMethod(reason string) *Error {
	return violates("subresource-method", "method of a subresource", reason)
}

func malformedXML(reason string) *Error {
	return violates("document-malformed", "malformed document", reason)
}

func malformedACL(reason string) *Error {
	return violates("acl-document-elements", "malformed ACL", reason)
}

func malformedForm(reason string) *Error {
	return violates("form-malformed", "malformed form", reason)
}
