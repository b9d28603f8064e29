package diagnose

import (
	"regexp"
	"slices"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// mask withholds everything that isn't on the allow-lists. On what this package
// captured it changes nothing.
func maskCapture(c *Capture) {
	var mask redactor
	for _, m := range []*Message{&c.Signed, &c.Sent} {
		mask.learnHeaders(m.Header)
		mask.learnQuery(m.Query)
	}
	op, _ := operationByName(c.Operation)
	for i := range c.Members {
		m := &c.Members[i]
		if id, ok := memberByName(m.Name); ok && isSecretMember(op, id) {
			mask.learnParts(m.Value)
		}
	}
	for i := range c.Members {
		c.Members[i] = maskMember(&mask, op, c.Members[i])
	}
	for _, m := range []*Message{&c.Signed, &c.Sent} {
		m.Host, m.Path, m.Query = mask.value(m.Host), mask.value(m.Path), mask.query(m.Query)
		m.Method = limit(m.Method)
		m.Header = mask.headers(m.Header, nil)
		m.TransferEncoding = maskList(&mask, m.TransferEncoding)
	}
	c.Source, c.Operation = mask.value(c.Source), mask.value(c.Operation)
	c.Missing = maskList(&mask, c.Missing)
	e, s, a := &c.Endpoint, &c.Signature, &c.Answer
	e.URL, e.Style, e.Region, e.Provider = mask.text(e.URL), mask.value(e.Style), mask.value(e.Region), mask.value(e.Provider)
	s.Scheme, s.Service, s.Region = mask.value(s.Scheme), mask.value(s.Service), mask.value(s.Region)
	s.SignedHeaders = maskList(&mask, s.SignedHeaders)
	c.Payload.Mode, c.Payload.Checksums = mask.value(c.Payload.Mode), maskList(&mask, c.Payload.Checksums)
	a.Code, a.Message, a.Error = mask.text(a.Code), mask.text(a.Message), mask.text(a.Error)
	a.RequestID, a.HostID, a.TLSName = mask.value(a.RequestID), mask.value(a.HostID), mask.value(a.TLSName)
	a.Header = mask.answerHeaders(a.Header)
}

func maskList(r *redactor, in []string) []string {
	out := slices.Clone(in)
	for i, s := range out {
		out[i] = r.value(s)
	}
	return out
}

// member masks a member of a capture that somebody else may have written.
func maskMember(r *redactor, op operation.ID, m Member) Member {
	m.Name = r.value(m.Name)
	if m.Value == "" {
		return m
	}
	id, ok := memberByName(m.Name)
	if !ok {
		return Member{Name: m.Name, Masked: true, Length: len(m.Value)}
	}
	switch sdk.Kind(op, id) {
	case compat.KindInt, compat.KindBool, compat.KindTime:
		// Their form says that they are what they should be.
		if plainValue.MatchString(m.Value) {
			return m
		}
	case compat.KindString:
		if mayShowMember(op, m.Name) {
			if b, _ := sdk.BindingOf(op, id); isSourceHeader(b.Name) {
				m.Value = r.source(m.Value)
			} else {
				m.Value = r.value(m.Value)
			}
			return m
		}
	}
	return Member{Name: m.Name, Masked: true, Length: len(m.Value)}
}

// plainValue is the form of numbers, truth values and times.
var plainValue = regexp.MustCompile(`^(-?[0-9]{1,20}|true|false|[0-9]{4,5}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,20}Z)$`)
