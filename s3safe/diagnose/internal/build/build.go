// Package build makes captures of requests: what is masked is masked here.
package build

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Builder makes a capture of what a source knows. Everything is masked here, and
// nowhere else does a raw value get into a capture.
type Builder struct {
	Source string
	// Input is the SDK's typed input, if there is one; without it operation and
	// members are recovered from the request.
	Input any
	// Request is what is known of the input in its place.
	Request *compat.Request
	// Signed and Sent are the forms of the request, nil where not known.
	Signed, Sent *Raw
	// Answer is the raw answer; its body isn't read.
	Answer *http.Response
	// Body is the beginning of the answer's body where a source has it.
	Body string
	Err  error
}

// Build makes the capture.
func (b *Builder) Build() *capture.Capture {
	c := &capture.Capture{Schema: capture.SchemaVersion, Source: b.Source}
	var mask redact.Redactor
	main := b.Sent
	if main == nil {
		main = b.Signed
	}
	for _, r := range []*Raw{b.Signed, b.Sent} {
		if r != nil {
			mask.LearnHeaders(r.Header)
			mask.LearnQuery(r.Query)
			for _, s := range r.dropped {
				mask.LearnParts(s)
			}
		}
	}
	var r compat.Request
	bucket := ""
	described := b.Input != nil && sdk.Describe(b.Input, &r)
	if b.Request != nil {
		r, described = *b.Request, true
	}
	if described {
		redact.LearnMembers(&mask, &r)
		c.Operation = r.Operation.String()
		c.Members = membersOf(&mask, &r)
		bucket = r.Target.Name
	} else if main != nil {
		bucket = recognise(&mask, c, main)
	}
	if main != nil {
		// What was signed tells how; what is sent may have lost it.
		origin := main
		if b.Signed != nil {
			origin = b.Signed
		}
		query, _ := url.ParseQuery(origin.Query)
		c.Signature = SignatureOf(origin.Header, query)
		c.Payload = PayloadOf(origin.Header, main.Length, c.Signature.Presigned)
		c.Endpoint = endpointOf(&mask, origin, bucket)
	}
	if b.Signed != nil {
		c.Signed = messageOf(&mask, b.Signed, nil)
	} else {
		c.Missing = append(c.Missing, "signed")
	}
	if b.Sent != nil {
		c.Sent = messageOf(&mask, b.Sent, b.Signed)
	} else {
		c.Missing = append(c.Missing, "sent")
	}
	b.readAnswer(&mask, c, main)
	slices.Sort(c.Missing)
	return c
}

// messageOf masks one form of the request; values that are withheld and differ
// from the reference's say so.
func messageOf(r *redact.Redactor, raw, reference *Raw) capture.Message {
	m := capture.Message{
		Method: redact.Limit(raw.Method), Host: r.Value(raw.Host), Path: r.Value(raw.Path),
		Query:            r.Query(raw.Query),
		TransferEncoding: slices.Clone(raw.Encoding),
		ContentLength:    raw.Length,
	}
	var old http.Header
	if reference != nil {
		old = reference.Header
		if raw.Query != reference.Query && r.Query(reference.Query) == m.Query {
			m.Query = strings.ReplaceAll(m.Query, capture.Masked, redact.MaskedChanged)
		}
	}
	m.Header = r.Headers(raw.Header, old)
	return m
}

// endpointOf reads where a request goes.
func endpointOf(mask *redact.Redactor, raw *Raw, bucket string) capture.Endpoint {
	var e capture.Endpoint
	if raw.Host == "" {
		return e
	}
	host := mask.Value(raw.Host)
	if raw.Scheme != "" {
		e.URL = raw.Scheme + "://" + host
	}
	p := ParseHost(raw.Host)
	e.Provider = "other"
	if p.amazon {
		e.Provider = "Amazon"
		e.Accelerate, e.DualStack, e.FIPS = p.accelerate, p.dualStack, p.fips
		// The SDK's own configuration is put in its place where it is known.
		e.Region = p.Region
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(raw.Path, "/"), "/")
	switch {
	case p.bucket != "", bucket != "" && strings.HasPrefix(strings.ToLower(raw.Host), strings.ToLower(bucket)+"."):
		e.Style = "virtual-hosted"
	case bucket != "" && UnescapePath(first) == bucket:
		e.Style = "path"
	}
	return e
}

// UnescapePath returns a path without escapes, or as it is if they are wrong.
func UnescapePath(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// readAnswer takes over S3's answer to a request, or the error there is instead.
func (b *Builder) readAnswer(mask *redact.Redactor, c *capture.Capture, main *Raw) {
	a := &c.Answer
	if resp := b.Answer; resp != nil {
		a.Status = resp.StatusCode
		a.Header = mask.AnswerHeaders(resp.Header)
		a.RequestID = mask.Text(resp.Header.Get("X-Amz-Request-Id"))
		a.HostID = mask.Text(resp.Header.Get("X-Amz-Id-2"))
		if resp.TLS != nil {
			a.TLSName = mask.Value(resp.TLS.ServerName)
		}
	}
	var api smithy.APIError
	switch {
	case b.Err == nil:
	case errors.As(b.Err, &api):
		a.Code, a.Message = mask.Text(api.ErrorCode()), mask.Text(api.ErrorMessage())
		var ids interface {
			ServiceRequestID() string
			ServiceHostID() string
		}
		if errors.As(b.Err, &ids) {
			a.RequestID, a.HostID = mask.Text(ids.ServiceRequestID()), mask.Text(ids.ServiceHostID())
		}
	default:
		a.Error = mask.Text(b.Err.Error())
	}
	if b.Body != "" && a.Status >= 200 {
		x := ParseErrorBody(b.Body)
		if x.Code != "" && len(x.Code) <= 200 {
			a.Code, a.Message = mask.Text(x.Code), mask.Text(x.Message)
			var sent *redact.Sent
			if main != nil {
				sent = &redact.Sent{Header: main.Header, Query: main.Query}
			}
			mask.Details(x.Details, sent)
			a.Details = x.Details
			if a.RequestID == "" {
				a.RequestID = mask.Text(x.RequestID)
			}
			if a.HostID == "" {
				a.HostID = mask.Text(x.HostID)
			}
		}
	}
	if a.Status == 0 && a.Error == "" {
		c.Missing = append(c.Missing, "answer")
	}
}
