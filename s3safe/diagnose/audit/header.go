package audit

import (
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
)

// hopHeaders are between neighbours (RFC 9110, section 7.6.1), or carried by
// other fields of a Message. A proxy may change them as it likes.
var hopHeaders = map[string]bool{
	"Connection": true, "Keep-Alive": true, "Proxy-Connection": true, "Te": true, "Trailer": true, "Upgrade": true,
	"Proxy-Authorization": true, "Proxy-Authenticate": true,
	"Host": true, "Content-Length": true, "Transfer-Encoding": true,
}

// signatureHeaders are added by signing itself, so they can be missing from what
// was signed.
var signatureHeaders = map[string]bool{
	"Authorization": true, "X-Amz-Date": true, "X-Amz-Content-Sha256": true, "X-Amz-Security-Token": true,
	"X-Amz-S3session-Token": true, "X-Amz-Region-Set": true,
}

// compareHeaders reports headers that were added, changed or dropped.
func (a *auditor) compareHeaders(want, got *capture.Message, where string) {
	w, g := capture.Canonical(want.Header), capture.Canonical(got.Header)
	if w == nil || g == nil {
		return
	}
	for _, name := range sortedNames(w, g) {
		ws, wok := w[name]
		gs, gok := g[name]
		switch {
		case hopHeaders[name] || wok && gok && sameValues(ws, gs):
		case name == "Content-Encoding" && Chunked(want) != Chunked(got):
			// compareFraming says it better.
		case name == "X-Amz-Decoded-Content-Length" && !gok && Chunked(want) && !Chunked(got):
		case !wok:
			a.headerAdded(name, gs, where)
		case !gok:
			a.headerDropped(name, ws, where)
		default:
			a.headerChanged(name, ws, gs, where)
		}
	}
}

func (a *auditor) headerAdded(name string, values []string, where string) {
	signed := a.signed[strings.ToLower(name)]
	switch {
	case !a.arrival && (signatureHeaders[name] || signed):
		return // it was there when the request was signed, or is the signature
	case a.arrival && name == "Accept-Encoding" && len(values) == 1 && values[0] == "gzip",
		a.arrival && name == "User-Agent":
		return // net/http's own, if the request has none
	}
	d := Discrepancy{Kind: HeaderAdded, Severity: Noted, What: "header " + name, Got: Shown(values)}
	switch {
	case strings.HasPrefix(name, "X-Amz-") && a.hasSignature():
		d.Severity, d.Codes = Breaks, []string{"AccessDenied", "SignatureDoesNotMatch"}
		d.Why = "the header was added " + where + ", so the signature doesn't cover it, and S3 demands that of every x-amz-* header"
		d.Fix = "set it before signing (a member of the input, or middleware that runs before the Signing step), or take it out of the proxy"
	case signed:
		d.Severity, d.Codes = Breaks, []string{"SignatureDoesNotMatch"}
		d.Why = "the header was added " + where + " although the signature covers it"
		d.Fix = "take it out of the proxy or the middleware"
	default:
		d.Why = "the header was added " + where + "; the signature doesn't cover it, and S3 acts on it if it knows it" + effect(name)
		d.Fix = "set it before signing if it is wanted, else take it out of the proxy or the middleware"
	}
	d.Rules = a.headerRules(name)
	a.add(d)
}

func (a *auditor) headerDropped(name string, values []string, where string) {
	d := Discrepancy{Kind: HeaderDropped, Severity: Noted, What: "header " + name, Expected: Shown(values)}
	switch {
	case name == "Authorization":
		d.Severity, d.Codes = Breaks, []string{"AccessDenied", "MissingSecurityHeader"}
		d.Why = "the signature itself was dropped " + where + ", so the request arrives as an anonymous one"
		d.Fix = "make the proxy pass the Authorization header on; one that authenticates itself must use Proxy-Authorization"
	case a.signed[strings.ToLower(name)]:
		d.Severity, d.Codes = Breaks, []string{"SignatureDoesNotMatch"}
		d.Why = "a header that the signature covers was dropped " + where + ", so S3 computes another signature"
		d.Fix = "make the proxy or the middleware pass it on"
		if strings.Contains(name, "_") {
			d.Fix += "; nginx drops names with an underscore unless underscores_in_headers is on, and metadata keys can avoid them"
		}
	default:
		d.Why = "the header was dropped " + where + "; the signature doesn't cover it, so S3 goes on without it" + effect(name)
		d.Fix = "make the proxy or the middleware pass it on if it is wanted"
	}
	d.Rules = a.headerRules(name)
	a.add(d)
}

func (a *auditor) headerChanged(name string, want, got []string, where string) {
	d := Discrepancy{Kind: HeaderChanged, Severity: Noted, What: "header " + name, Expected: Shown(want), Got: Shown(got)}
	switch {
	case name == "Authorization":
		d.Severity, d.Codes = Breaks, []string{"SignatureDoesNotMatch", "InvalidAccessKeyId"}
		d.Why = "the signature itself was replaced " + where + ": something signs again, or puts credentials of its own in its place"
		d.Fix = "let only one side sign: send anonymously to a proxy that signs, or make it pass the header on"
	case a.signed[strings.ToLower(name)]:
		d.Severity, d.Codes = Breaks, []string{"SignatureDoesNotMatch"}
		d.Why = "a header that the signature covers was changed " + where + ", so S3 computes another signature"
		d.Fix = "make the proxy or the middleware leave it alone, or change it before signing"
		if name == "Accept-Encoding" {
			d.Fix += "; for a proxy that can't, exclude Accept-Encoding from the signature"
		}
	case strings.HasPrefix(name, "X-Amz-") && a.hasSignature():
		d.Severity, d.Codes = Breaks, []string{"AccessDenied"}
		d.Why = "the header was changed " + where + ", and the signature doesn't cover it, which S3 demands of every x-amz-* header"
		d.Fix = "set it before signing"
	default:
		d.Why = "the header was changed " + where + "; the signature doesn't cover it, so S3 acts on the new value" + effect(name)
		d.Fix = "make the proxy or the middleware leave it alone"
	}
	d.Rules = a.headerRules(name)
	a.add(d)
}

// unsigned reports x-amz-* headers that the signature doesn't cover, where no
// comparison has done so yet.
func (a *auditor) unsigned(m *capture.Message) {
	if len(a.signed) == 0 {
		return // anonymous, or it isn't known what is signed
	}
	for _, name := range sortedNames(capture.Canonical(m.Header)) {
		if !strings.HasPrefix(name, "X-Amz-") || a.signed[strings.ToLower(name)] || a.reported("header "+name) {
			continue
		}
		// The token of a query signature may be added after signing.
		if name == "X-Amz-Security-Token" {
			continue
		}
		a.add(Discrepancy{Kind: HeaderUnsigned, Severity: Breaks, What: "header " + name, Got: Shown(capture.Canonical(m.Header)[name]),
			Expected: "covered by the signature",
			Why:      "S3 demands that the signature covers every x-amz-* header of the request",
			Fix:      "set it before signing; a header that a presigned URL shall be used with has to be given when the URL is made",
			Codes:    []string{"AccessDenied"}, Rules: a.headerRules(name)})
	}
}

func (a *auditor) reported(what string) bool {
	return slices.ContainsFunc(a.out, func(d Discrepancy) bool { return d.What == what })
}

// effect says what an unsigned header does.
func effect(name string) string {
	switch name {
	case "Expect":
		return ": Expect makes S3 judge the headers before the body is sent; without it a refused upload is sent in full, and a proxy that doesn't know it stalls or answers 417"
	case "Accept-Encoding":
		return ": a proxy that asks for gzip may compress or decompress the object on the way, so length and checksum no longer fit"
	case "Content-Type", "Cache-Control", "Content-Disposition", "Content-Language", "Expires":
		return ": it is stored with the object"
	case "Content-Encoding":
		return ": it is stored with the object, and says how the body is framed"
	case "Content-Md5":
		return ": S3 compares the body with it (BadDigest)"
	case "Range":
		return ": another part of the object is answered"
	case "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since":
		return ": the request is conditional on it (PreconditionFailed, or 304)"
	}
	switch {
	case strings.HasPrefix(name, "X-Forwarded-") || name == "Forwarded" || name == "Via" || name == "X-Real-Ip":
		return ": it only tells that a proxy is in between"
	case strings.HasPrefix(name, "X-Amz-"):
		return ": it asks S3 for something"
	}
	return ""
}

// sameValues compares values as a signature does: joined by commas, and with
// runs of spaces as one.
func sameValues(a, b []string) bool {
	return Squeeze(a) == Squeeze(b)
}

// Squeeze returns the values as they are signed: joined by commas, and runs of
// spaces as one.
func Squeeze(values []string) string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = strings.Join(strings.Fields(v), " ")
	}
	return strings.Join(out, ",")
}
