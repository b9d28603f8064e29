package diagnose

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// builder makes a capture of what a source knows. Everything is masked here, and
// nowhere else does a raw value get into a capture.
type builder struct {
	source string
	// input is the SDK's typed input, if there is one; without it operation and
	// members are recovered from the request.
	input any
	// request is what is known of the input in its place.
	request *compat.Request
	// signed and sent are the forms of the request, nil where not known.
	signed, sent *rawRequest
	// answer is the raw answer; its body isn't read.
	answer *http.Response
	// body is the beginning of the answer's body where a source has it.
	body string
	err  error
}

func (b *builder) build() *Capture {
	c := &Capture{Schema: SchemaVersion, Source: b.source}
	var mask redactor
	main := b.sent
	if main == nil {
		main = b.signed
	}
	for _, r := range []*rawRequest{b.signed, b.sent} {
		if r != nil {
			mask.learnHeaders(r.header)
			mask.learnQuery(r.query)
			for _, s := range r.dropped {
				mask.learnParts(s)
			}
		}
	}
	var r compat.Request
	bucket := ""
	described := b.input != nil && sdk.Describe(b.input, &r)
	if b.request != nil {
		r, described = *b.request, true
	}
	if described {
		learnMembers(&mask, &r)
		c.Operation = r.Operation.String()
		c.Members = membersOf(&mask, &r)
		bucket = r.Target.Name
	} else if main != nil {
		bucket = recognise(&mask, c, main)
	}
	if main != nil {
		// What was signed tells how; what is sent may have lost it.
		origin := main
		if b.signed != nil {
			origin = b.signed
		}
		query, _ := url.ParseQuery(origin.query)
		c.Signature = signatureOf(origin.header, query)
		c.Payload = payloadOf(origin.header, main.length, c.Signature.Presigned)
		c.Endpoint = endpointOf(&mask, origin, bucket)
	}
	if b.signed != nil {
		c.Signed = mask.message(b.signed, nil)
	} else {
		c.Missing = append(c.Missing, "signed")
	}
	if b.sent != nil {
		c.Sent = mask.message(b.sent, b.signed)
	} else {
		c.Missing = append(c.Missing, "sent")
	}
	b.readAnswer(&mask, c)
	slices.Sort(c.Missing)
	return c
}

// message masks one form of the request; values that are withheld and differ
// from the reference's say so.
func (r *redactor) message(raw, reference *rawRequest) Message {
	m := Message{
		Method: limit(raw.method), Host: r.value(raw.host), Path: r.value(raw.path),
		Query:            r.query(raw.query),
		TransferEncoding: slices.Clone(raw.encoding),
		ContentLength:    raw.length,
	}
	var old http.Header
	if reference != nil {
		old = reference.header
		if raw.query != reference.query && r.query(reference.query) == m.Query {
			m.Query = strings.ReplaceAll(m.Query, Masked, MaskedChanged)
		}
	}
	m.Header = r.headers(raw.header, old)
	return m
}

// endpointOf reads where a request goes.
func endpointOf(mask *redactor, raw *rawRequest, bucket string) Endpoint {
	var e Endpoint
	if raw.host == "" {
		return e
	}
	host := mask.value(raw.host)
	if raw.scheme != "" {
		e.URL = raw.scheme + "://" + host
	}
	p := parseHost(raw.host)
	e.Provider = "other"
	if p.amazon {
		e.Provider = "Amazon"
		e.Accelerate, e.DualStack, e.FIPS = p.accelerate, p.dualStack, p.fips
		// The SDK's own configuration is put in its place where it is known.
		e.Region = p.region
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(raw.path, "/"), "/")
	switch {
	case p.bucket != "", bucket != "" && strings.HasPrefix(strings.ToLower(raw.host), strings.ToLower(bucket)+"."):
		e.Style = "virtual-hosted"
	case bucket != "" && unescapePath(first) == bucket:
		e.Style = "path"
	}
	return e
}

func unescapePath(s string) string {
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// readAnswer takes over S3's answer, or the error there is instead.
func (b *builder) readAnswer(mask *redactor, c *Capture) {
	a := &c.Answer
	if resp := b.answer; resp != nil {
		a.Status = resp.StatusCode
		a.Header = mask.answerHeaders(resp.Header)
		a.RequestID = mask.text(resp.Header.Get("X-Amz-Request-Id"))
		a.HostID = mask.text(resp.Header.Get("X-Amz-Id-2"))
		if resp.TLS != nil {
			a.TLSName = mask.value(resp.TLS.ServerName)
		}
	}
	var api smithy.APIError
	switch {
	case b.err == nil:
	case errors.As(b.err, &api):
		a.Code, a.Message = mask.text(api.ErrorCode()), mask.text(api.ErrorMessage())
		var ids interface {
			ServiceRequestID() string
			ServiceHostID() string
		}
		if errors.As(b.err, &ids) {
			a.RequestID, a.HostID = mask.text(ids.ServiceRequestID()), mask.value(ids.ServiceHostID())
		}
	default:
		a.Error = mask.text(b.err.Error())
	}
	if b.body != "" && a.Status >= 200 {
		x := parseErrorBody(b.body)
		if x.Code != "" && len(x.Code) <= 200 {
			a.Code, a.Message = mask.text(x.Code), mask.text(x.Message)
			if a.RequestID == "" {
				a.RequestID = mask.text(x.RequestID)
			}
			if a.HostID == "" {
				a.HostID = mask.text(x.HostID)
			}
		}
	}
	if a.Status == 0 && a.Error == "" {
		c.Missing = append(c.Missing, "answer")
	}
}
