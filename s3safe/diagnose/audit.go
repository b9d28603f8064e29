package diagnose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

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
	printable.Fprintf(&b, "%s: %s: expected %s, got %s", d.Kind, d.What, orAbsent(d.Expected), orAbsent(d.Got))
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

// quoteLimit bounds the values in a discrepancy; a header can be long.
const quoteLimit = 200

func orAbsent(s string) string {
	switch {
	case s == "":
		return "nothing"
	case s == Masked || s == MaskedChanged:
		return s
	}
	return fmt.Sprintf("%q", clip(s, quoteLimit))
}

// clip shortens a text to at most n bytes, without cutting a character.
func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	for n > 0 && s[n]&0xC0 == 0x80 {
		n--
	}
	return s[:n] + "…"
}

// Audit examines one attempt: what was signed against what was sent, how it was
// signed against where it went, and what the answer tells of the way. The result
// is empty if nothing is wrong, and if a proxy in between leaves no trace.
//
// Whatever the capture lacks isn't examined.
func Audit(c *Capture) []Discrepancy {
	if c == nil {
		return nil
	}
	a := newAuditor(c)
	if c.Signed.known() && c.Sent.known() {
		a.compare(&c.Signed, &c.Sent, "after signing")
	}
	a.unsigned(c.sentOrSigned())
	a.scope()
	a.style()
	a.clock()
	a.between()
	return a.sorted()
}

// AuditArrival examines what arrived behind a proxy, as an [Echo] recorded it,
// against what the capture says was sent.
func AuditArrival(c *Capture, arrived Message) []Discrepancy {
	if c == nil || !arrived.known() {
		return nil
	}
	a := newAuditor(c)
	a.arrival = true
	if sent := c.sentOrSigned(); sent.known() {
		a.compare(settled(sent), &arrived, "on the way")
	}
	return a.sorted()
}

// settled returns the message without the marks of what changed before it was
// sent: they would look like changes of what follows.
func settled(m *Message) *Message {
	out := *m
	out.Query = strings.ReplaceAll(m.Query, MaskedChanged, Masked)
	out.Header = make(map[string][]string, len(m.Header))
	for name, values := range m.Header {
		for _, v := range values {
			out.Header[name] = append(out.Header[name], strings.ReplaceAll(v, MaskedChanged, Masked))
		}
	}
	return &out
}

// known reports whether there is anything in the message.
func (m *Message) known() bool { return m.Method != "" || m.Path != "" || len(m.Header) > 0 }

// sentOrSigned returns the last form of the request that is known.
func (c *Capture) sentOrSigned() *Message {
	if c.Sent.known() {
		return &c.Sent
	}
	return &c.Signed
}

// auditor collects discrepancies of one capture.
type auditor struct {
	*Capture
	signed map[string]bool // by lower-case name
	// arrival is set where the second message was recorded on the other side
	// of the network, so net/http's own additions have to be allowed for.
	arrival bool
	out     []Discrepancy
}

func newAuditor(c *Capture) *auditor {
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
		return cmp.Compare(severityRank(x.Severity), severityRank(y.Severity))
	})
	return a.out
}

func severityRank(s Severity) int {
	if s == Breaks {
		return 0
	}
	return 1
}

// compare reports what changed between two forms of the request; where says on
// which part of the way.
func (a *auditor) compare(want, got *Message, where string) {
	a.compareMethod(want, got, where)
	a.compareHost(want, got, where)
	a.comparePath(want, got, where)
	a.compareQuery(want, got, where)
	a.compareHeaders(want, got, where)
	a.compareFraming(want, got, where)
}

func (a *auditor) compareMethod(want, got *Message, where string) {
	if want.Method == "" || got.Method == "" || want.Method == got.Method {
		return
	}
	severity, codes := a.bySignature()
	a.add(Discrepancy{Kind: MethodChanged, Severity: severity, What: "method", Expected: want.Method, Got: got.Method,
		Why:   "something changed the method " + where + "; it is part of what is signed, and S3 would do something else",
		Fix:   "make the proxy or middleware pass the method on; a redirection that is followed turns it into GET",
		Codes: append(codes, "MethodNotAllowed")})
}
