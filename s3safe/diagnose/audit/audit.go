// Package audit finds what became of a request after it was signed:
//
//	for _, d := range audit.Audit(c) { // a *capture.Capture
//		fmt.Println(d)
//	}
//
// It compares what was signed with what was sent, and both with what the target
// demands.
package audit

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/s3safe/s3safe-go/internal/printable"
)

// DiscrepancyKind names what a [Discrepancy] is about. The names are stable.
type DiscrepancyKind string

// The kinds of discrepancies.
const (
	MethodChanged     DiscrepancyKind = "method-changed"
	HostRewritten     DiscrepancyKind = "host-rewritten"
	PathReencoded     DiscrepancyKind = "path-reencoded"
	PathChanged       DiscrepancyKind = "path-changed"
	QueryChanged      DiscrepancyKind = "query-changed"
	HeaderAdded       DiscrepancyKind = "header-added"
	HeaderChanged     DiscrepancyKind = "header-changed"
	HeaderDropped     DiscrepancyKind = "header-dropped"
	HeaderUnsigned    DiscrepancyKind = "header-unsigned"
	LengthChanged     DiscrepancyKind = "length-changed"
	TransferChanged   DiscrepancyKind = "transfer-encoding-changed"
	ChunksDecoded     DiscrepancyKind = "chunks-decoded"
	ChunksReframed    DiscrepancyKind = "chunks-reframed"
	BodyChanged       DiscrepancyKind = "body-changed"
	RegionMismatch    DiscrepancyKind = "region-mismatch"
	SigV4AMissing     DiscrepancyKind = "sigv4a-missing"
	ClockSkew         DiscrepancyKind = "clock-skew"
	AddressingStyle   DiscrepancyKind = "addressing-style"
	ProxyBetween      DiscrepancyKind = "proxy-between"
	TLSNameUnexpected DiscrepancyKind = "tls-name"
	// HeaderMissing: the signature covers a header that the request doesn't have.
	HeaderMissing DiscrepancyKind = "header-missing"
	// HeaderNotASCII: a header has characters that are written in several ways.
	HeaderNotASCII DiscrepancyKind = "header-not-ascii"
	// ServiceMismatch: the signature is for another service than the host's.
	ServiceMismatch DiscrepancyKind = "service-mismatch"
	// DirectoryBucketHost: a directory bucket is asked for at a host that doesn't
	// serve directory buckets.
	DirectoryBucketHost DiscrepancyKind = "directory-bucket-host"
	// EmptyPayloadHash: the hash of an empty body is sent with a body.
	EmptyPayloadHash DiscrepancyKind = "empty-payload-hash"
	// TokenRegion: a session token in a Region that accounts must enable.
	TokenRegion DiscrepancyKind = "token-region"
	// TokenAge: a session token that is, or will be, older than tokens get.
	TokenAge DiscrepancyKind = "token-age"
	// MFASession: a code of an MFA device with temporary credentials.
	MFASession DiscrepancyKind = "mfa-session"
	// CanonicalRequest: S3 computed its signature of another request than the one
	// that was sent.
	CanonicalRequest DiscrepancyKind = "canonical-request"
	// StringToSign: S3 signed another algorithm, time or scope than the client.
	StringToSign DiscrepancyKind = "string-to-sign"
)

// Severity says what a discrepancy does to the request.
type Severity string

const (
	// Breaks: S3 rejects the request, or takes it for another one.
	Breaks Severity = "breaks"
	// Noted: S3 doesn't reject the request for it, but it has an effect, or
	// tells that something stands in between.
	Noted Severity = "noted"
)

// Discrepancy is one thing about a request that isn't as its signature, its
// target or S3 demands. Values that a capture withholds stay withheld.
type Discrepancy struct {
	Kind     DiscrepancyKind `json:"kind"`
	Severity Severity        `json:"severity"`
	// What names the part: "header Content-Type", "host", "path".
	What string `json:"what"`
	// Expected and Got are the two values; empty means absent.
	Expected string `json:"expected,omitempty"`
	Got      string `json:"got,omitempty"`
	// Why says why it matters, Fix what to do.
	Why string `json:"why"`
	Fix string `json:"fix"`
	// Codes are the S3 errors that it leads to.
	Codes []string `json:"codes,omitempty"`
	// Rules are the ids of the catalogue's rules that speak of it.
	Rules []string `json:"rules,omitempty"`
}

// String returns the discrepancy as a few lines.
func (d Discrepancy) String() string {
	var b strings.Builder
	printable.Fprintf(&b, "%s: %s: expected %s, got %s", d.Kind, d.What, OrAbsent(d.Expected), OrAbsent(d.Got))
	printable.Fprintf(&b, "\n  why: %s", d.Why)
	if len(d.Codes) > 0 {
		printable.Fprintf(&b, " (%s)", strings.Join(d.Codes, ", "))
	}
	printable.Fprintf(&b, "\n  fix: %s", d.Fix)
	if len(d.Rules) > 0 {
		printable.Fprintf(&b, "\n  rules: %s", strings.Join(d.Rules, ", "))
	}
	return b.String()
}

// OrAbsent returns a value in quotation marks, shortened, "nothing" if it is empty.
func OrAbsent(s string) string {
	switch {
	case s == "":
		return "nothing"
	case s == capture.Masked || s == redact.MaskedChanged || s == redact.MaskedSame:
		return s
	}
	return fmt.Sprintf("%q", redact.Clip(s, redact.QuoteLimit))
}

// Audit examines one attempt: what was signed against what was sent, how it was
// signed against where it went, and what the answer tells of the way. The result
// is empty if nothing that was examined is wrong: what the capture lacks isn't
// examined, and a proxy in between may leave no trace.
func Audit(c *capture.Capture) []Discrepancy {
	if c == nil {
		return nil
	}
	a := newAuditor(c)
	if c.Signed.Known() && c.Sent.Known() {
		a.compare(&c.Signed, &c.Sent, "after signing")
	}
	a.unsigned(c.SentOrSigned())
	a.missing(c.SentOrSigned())
	a.notASCII(c.SentOrSigned())
	a.payloadHash(c.SentOrSigned())
	a.scope()
	a.service()
	a.token()
	a.tokenAge()
	a.mfa()
	a.directoryBucket()
	a.style()
	a.clock()
	a.between()
	if document := c.Answer.Details["CanonicalRequest"]; document != "" {
		differences, _ := Canonical(c, document)
		a.out = append(a.out, differences...)
	}
	if text := c.Answer.Details["StringToSign"]; text != "" {
		a.out = append(a.out, ToSign(c, text)...)
	}
	return a.sorted()
}

// AuditArrival examines what arrived behind a proxy, as a proxy.Echo recorded it,
// against what the capture says was sent.
func AuditArrival(c *capture.Capture, arrived capture.Message) []Discrepancy {
	if c == nil || !arrived.Known() {
		return nil
	}
	a := newAuditor(c)
	a.arrival = true
	if sent := c.SentOrSigned(); sent.Known() {
		a.compare(settled(sent), &arrived, "on the way")
	}
	return a.sorted()
}

// settled returns the message without the marks of what changed before it was
// sent: they would look like changes of what follows.
func settled(m *capture.Message) *capture.Message {
	out := *m
	out.Query = strings.ReplaceAll(m.Query, redact.MaskedChanged, capture.Masked)
	out.Header = make(map[string][]string, len(m.Header))
	for name, values := range m.Header {
		for _, v := range values {
			out.Header[name] = append(out.Header[name], strings.ReplaceAll(v, redact.MaskedChanged, capture.Masked))
		}
	}
	return &out
}

// auditor collects discrepancies of one capture.
type auditor struct {
	*capture.Capture
	signed map[string]bool // by lower-case name
	// arrival is set where the second message was recorded on the other side
	// of the network, so net/http's own additions have to be allowed for.
	arrival bool
	out     []Discrepancy
}

func newAuditor(c *capture.Capture) *auditor {
	a := &auditor{Capture: c, signed: make(map[string]bool, len(c.Signature.SignedHeaders))}
	for _, h := range c.Signature.SignedHeaders {
		a.signed[strings.ToLower(h)] = true
	}
	return a
}

func (a *auditor) add(d Discrepancy) { a.out = append(a.out, d) }

// hasSignature reports whether the request is known to be signed.
func (a *auditor) hasSignature() bool {
	return len(a.signed) > 0 || a.Signature.Scheme != "" && a.Signature.Scheme != "anonymous"
}

// bySignature returns the severity of a change that only a signature notices,
// and the error that it leads to.
func (a *auditor) bySignature() (Severity, []string) {
	if a.hasSignature() {
		return Breaks, []string{"SignatureDoesNotMatch"}
	}
	return Noted, nil
}

// sorted puts what breaks the request first; otherwise the order is that of the
// examination.
func (a *auditor) sorted() []Discrepancy {
	slices.SortStableFunc(a.out, func(x, y Discrepancy) int {
		return cmp.Compare(SeverityRank(x.Severity), SeverityRank(y.Severity))
	})
	return a.out
}

// SeverityRank orders severities: the lower, the worse.
func SeverityRank(s Severity) int {
	if s == Breaks {
		return 0
	}
	return 1
}

// compare reports what changed between two forms of the request; where says on
// which part of the way.
func (a *auditor) compare(want, got *capture.Message, where string) {
	a.compareMethod(want, got, where)
	a.compareHost(want, got, where)
	a.comparePath(want, got, where)
	a.compareQuery(want, got, where)
	a.compareHeaders(want, got, where)
	a.compareFraming(want, got, where)
}

func (a *auditor) compareMethod(want, got *capture.Message, where string) {
	if want.Method == "" || got.Method == "" || want.Method == got.Method {
		return
	}
	severity, codes := a.bySignature()
	a.add(Discrepancy{Kind: MethodChanged, Severity: severity, What: "method", Expected: want.Method, Got: got.Method,
		Why:   "something changed the method " + where + "; it is part of what is signed, and S3 would do something else",
		Fix:   "make the proxy or middleware pass the method on; a redirection that is followed turns it into GET",
		Codes: append(codes, "MethodNotAllowed")})
}
