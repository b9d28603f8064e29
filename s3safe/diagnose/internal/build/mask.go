package build

import (
	"regexp"
	"slices"
	"sync"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Mask withholds everything that isn't on the allow-lists. On what this package
// captured it changes nothing.
func Mask(c *capture.Capture) {
	var mask redact.Redactor
	for _, m := range []*capture.Message{&c.Signed, &c.Sent} {
		mask.LearnHeaders(m.Header)
		mask.LearnQuery(m.Query)
	}
	op, _ := OperationByName(c.Operation)
	for i := range c.Members {
		m := &c.Members[i]
		if id, ok := redact.MemberByName(m.Name); ok && isSecretMember(op, id) {
			mask.LearnParts(m.Value)
		}
	}
	for i := range c.Members {
		c.Members[i] = maskMember(&mask, op, c.Members[i])
	}
	for _, m := range []*capture.Message{&c.Signed, &c.Sent} {
		m.Host, m.Path, m.Query = mask.Value(m.Host), mask.Value(m.Path), mask.Query(m.Query)
		m.Method = redact.Limit(m.Method)
		m.Header = mask.Headers(m.Header, nil)
		m.TransferEncoding = maskList(&mask, m.TransferEncoding)
	}
	c.Source, c.Operation = mask.Value(c.Source), mask.Value(c.Operation)
	c.Missing = maskList(&mask, c.Missing)
	e, s, a := &c.Endpoint, &c.Signature, &c.Answer
	e.URL, e.Style, e.Region, e.Provider = mask.Text(e.URL), mask.Value(e.Style), mask.Value(e.Region), mask.Value(e.Provider)
	s.Scheme, s.Service, s.Region = mask.Value(s.Scheme), mask.Value(s.Service), mask.Value(s.Region)
	s.SignedHeaders = maskList(&mask, s.SignedHeaders)
	c.Payload.Mode, c.Payload.Checksums = mask.Value(c.Payload.Mode), maskList(&mask, c.Payload.Checksums)
	a.Code, a.Message, a.Error = mask.Text(a.Code), mask.Text(a.Message), mask.Text(a.Error)
	a.RequestID, a.HostID, a.TLSName = mask.Value(a.RequestID), mask.Value(a.HostID), mask.Value(a.TLSName)
	a.Header = mask.AnswerHeaders(a.Header)
	for name := range a.Details {
		if !redact.MayShowDetail(name) {
			delete(a.Details, name)
		}
	}
	mask.Details(a.Details, nil)
}

func maskList(r *redact.Redactor, in []string) []string {
	out := slices.Clone(in)
	for i, s := range out {
		out[i] = r.Value(s)
	}
	return out
}

// maskMember masks a member of a capture that somebody else may have written.
func maskMember(r *redact.Redactor, op operation.ID, m capture.Member) capture.Member {
	m.Name = r.Value(m.Name)
	if m.Value == "" {
		return m
	}
	id, ok := redact.MemberByName(m.Name)
	if !ok {
		return capture.Member{Name: m.Name, Masked: true, Length: len(m.Value)}
	}
	switch sdk.Kind(op, id) {
	case compat.KindInt, compat.KindBool, compat.KindTime:
		// Their form says that they are what they should be.
		if plainValue().MatchString(m.Value) {
			return m
		}
	case compat.KindString:
		if redact.MayShowMember(op, m.Name) {
			if b, _ := sdk.BindingOf(op, id); redact.IsSourceHeader(b.Name) {
				m.Value = r.Source(m.Value)
			} else {
				m.Value = r.Value(m.Value)
			}
			return m
		}
	}
	return capture.Member{Name: m.Name, Masked: true, Length: len(m.Value)}
}

// plainValue is the form of numbers, truth values and times.
var plainValue = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(-?[0-9]{1,20}|true|false|[0-9]{4,5}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,20}Z)$`)
})
