package explain

import (
	"encoding/xml"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/audit"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/aws/smithy-go"
)

// scoreAnswer ranks causes that the answer's form speaks for above those that
// its status alone does.
const scoreAnswer = scoreUnknown + 3*scoreCodeOnly

// statusText is the code that the SDK makes of a status if an answer has no
// error document that it can read.
func statusText(status int) string {
	return strings.ReplaceAll(http.StatusText(status), " ", "")
}

// isStatusMessage reports whether a message says no more than the status, as clients
// make one up where there is no document.
func isStatusMessage(message string, status int) bool {
	plain := plainMessage(message)
	if plain == "" || plain == plainMessage(http.StatusText(status)) || plain == plainMessage(statusText(status)) {
		return true
	}
	return slices.ContainsFunc(usualMessages[statusText(status)], func(form string) bool {
		_, fits := wildcard(plainMessage(form), plain)
		return fits
	})
}

// ofStatus reports whether the code is nothing but the status.
func (x *explainer) ofStatus() bool {
	if x.err != nil && x.err.Code != "" {
		return false
	}
	// A sentence of S3's comes out of a document, although its code is the status's.
	message := plainMessage(x.out.Message)
	return x.out.Code != "" && x.out.Code == statusText(x.out.Status) &&
		(message == "" || message == plainMessage(x.out.Code) || message == plainMessage(http.StatusText(x.out.Status)))
}

// isHead reports whether the request was a HEAD, to whose errors S3 gives no
// document, as far as is known.
func (x *explainer) isHead() bool {
	if c := x.capture; c != nil && c.Sent.Method != "" {
		return c.Sent.Method == http.MethodHead
	}
	return x.out.Operation == "" || strings.HasPrefix(x.out.Operation, "Head")
}

// unreadable returns why the SDK couldn't read an answer that it got.
func unreadable(err error, c *capture.Capture) string {
	text := ""
	var e *smithy.DeserializationError
	var syntax *xml.SyntaxError
	switch {
	case errors.As(err, &e) && e.Err != nil:
		text = e.Err.Error()
	case errors.As(err, &syntax):
		text = syntax.Error()
	case err != nil:
		text = err.Error()
	case c != nil:
		text = c.Answer.Error
	}
	if e == nil && syntax == nil {
		// The SDK's words for both, where only the text is left.
		_, found, ok := strings.Cut(text, sdkUnread)
		if !ok {
			return ""
		}
		text = found[strings.IndexAny(found, ":,")+1:]
	}
	return strings.TrimSpace(text)
}

// fromAnswer finds out whether S3 answered at all: a proxy, a load balancer or a
// login page answers without S3's error document, and often without a request id.
func (x *explainer) fromAnswer(err error) {
	o := &x.out
	var signs []string
	broken := unreadable(err, x.capture)
	strong := broken != ""
	switch head := x.isHead(); {
	case broken != "":
		signs = append(signs, "its body isn't a document of S3's, or isn't whole ("+redact.Clip(x.red.Text(broken), redact.QuoteLimit)+")")
	case o.Status < 400 || !x.ofStatus():
		return
	case !head:
		signs = append(signs, "no error document was found in it, and S3 sends one with every error but to HEAD")
	}
	if c := x.capture; c != nil && len(c.Answer.Header) > 0 {
		h := capture.Canonical(c.Answer.Header)
		if o.RequestID == "" {
			signs = append(signs, "it has no request id, which every answer of S3's has")
			strong = true
		}
		if t := audit.Shown(h["Content-Type"]); t != "" && !strings.Contains(t, "xml") && o.Status >= 400 {
			signs = append(signs, "its Content-Type is "+t)
			strong = true
		}
		if s := audit.Shown(h["Server"]); s != "" && s != "AmazonS3" {
			signs = append(signs, "its Server is "+s)
		}
	}
	if len(signs) == 0 || x.isHead() && !strong && hasStatus(o.Status) {
		return
	}
	f, known := foreignAnswers[o.Status]
	if !known {
		f = foreignAnswer{"the answer isn't one of S3's, or didn't arrive whole",
			"a proxy, a load balancer, a login page or another server answered in S3's place; or the connection broke off, or something changed the answer",
			"see what answers at the endpoint's host and port (scheme too), and send the request around the proxy (NO_PROXY) to compare; an Echo behind it shows what it does to requests"}
	}
	c := Cause{ID: "answer:not-s3", Title: f.title, Why: f.why, Fix: f.fix, Certainty: Likely, score: scoreAnswer,
		Fits: strings.Join(signs, "; "), Sources: []string{apiPages + "ErrorResponses.html#RESTErrorResponses"}}
	if strong = strong || known; !strong {
		c.Certainty = Possible
	}
	x.add(c)
	x.spoken = x.spoken || strong
}

// A foreignAnswer says what a status means that S3 doesn't answer, or not without
// a document.
type foreignAnswer struct{ title, why, fix string }

var foreignAnswers = map[int]foreignAnswer{
	http.StatusUnauthorized: {"something in S3's place asks for credentials",
		"S3 answers 403 to a wrong signature, never 401", "check the endpoint; sign in to what answers, or go around it"},
	http.StatusProxyAuthRequired: {"the proxy asks for credentials of its own",
		"the request didn't get past it", "give the proxy's credentials in HTTPS_PROXY, or exempt the endpoint (NO_PROXY)"},
	http.StatusLengthRequired: {"something on the way doesn't take a body of unknown length",
		"S3's own answer would be MissingContentLength", "give ContentLength or a body that can seek, or go around the proxy"},
	http.StatusRequestEntityTooLarge: {"the body is larger than a proxy lets through",
		"proxies limit bodies (nginx: client_max_body_size, 1 MB unless told); S3's own answer would be EntityTooLarge", "raise the proxy's limit, upload in smaller parts, or go around it"},
	http.StatusRequestURITooLong: {"the URL is longer than a proxy lets through",
		"presigned URLs are long", "raise the proxy's limit, or go around it"},
	http.StatusRequestHeaderFieldsTooLarge: {"the headers are larger than a proxy lets through",
		"S3 takes 8 KB of headers, proxies often less", "raise the proxy's limit, send less metadata and shorter tokens, or go around it"},
	http.StatusBadGateway: {"a proxy or load balancer couldn't get an answer of S3's",
		"it didn't reach S3, or S3's answer wasn't to its liking", "look at its log; check that it resolves and reaches the endpoint, then try again"},
	http.StatusGatewayTimeout: {"a proxy or load balancer waited too long for S3's answer",
		"uploads and large copies take longer than the time-outs that proxies have by default", "raise its time-out, use smaller parts, or go around it"},
}

// hasStatus reports whether S3 gives a status to HEAD: it has no document there.
func hasStatus(status int) bool {
	switch status {
	case http.StatusBadRequest, http.StatusForbidden, http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusPreconditionFailed,
		http.StatusRequestedRangeNotSatisfiable, http.StatusNotImplemented, http.StatusServiceUnavailable, http.StatusInternalServerError:
		return true
	}
	return false
}

// otherService finds out whether the answer is one of another service's, which was
// asked for something that the call needs.
func (x *explainer) otherService() bool {
	service := x.said.service
	if service == "" {
		return false
	}
	x.spoken = true
	x.add(Cause{ID: "answer:other-service", Certainty: Certain, score: scoreWords + scoreTrue,
		Title: "the answer is one of " + clipped(service) + ", not of S3",
		Fits:  "the error names it as the service that was called",
		Why:   "a program, or the SDK for what a call needs (credentials above all), also calls other services; the rules of S3 say nothing about their answers",
		Fix:   "look the code up in that service's documentation"})
	return true
}
