package explain

import (
	"errors"
	"net"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/audit"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// auditSpeaks reports whether a discrepancy leads to this error, as far as the
// answer tells which it is.
func (x *explainer) auditSpeaks(d audit.Discrepancy) bool {
	if slices.Contains(d.Codes, x.out.Code) {
		return true
	}
	return x.ofStatus() && slices.ContainsFunc(d.Codes, func(code string) bool { return givenWith(code, x.out.Status) })
}

// fromAudit makes causes of the discrepancies that lead to this very answer.
func (x *explainer) fromAudit() {
	for _, d := range x.out.Discrepancies {
		if !x.auditSpeaks(d) {
			continue
		}
		c := Cause{ID: "audit:" + string(d.Kind), Title: d.What + " isn't as it was signed or as the target demands", Why: d.Why, Fix: d.Fix,
			Certainty: Likely, score: scoreWords + scoreTrue - scoreUnknown,
			Fits: "the audit found it, and it leads to " + x.out.Code + ": expected " + audit.OrAbsent(d.Expected) + ", got " + audit.OrAbsent(d.Got)}
		if d.Severity != audit.Breaks {
			c.Certainty, c.score = Possible, scoreUnknown
		}
		switch d.Kind {
		case audit.HeaderNotASCII:
			// It breaks nothing by itself, but it is the request's only oddity.
			c.Certainty, c.score, c.Title = Likely, scoreTrue, "the "+d.What+" has characters beyond ASCII"
		case audit.CanonicalRequest, audit.StringToSign:
			// S3 says so itself; several lines are several causes.
			c.ID += ":" + strings.TrimPrefix(d.What, "header ")
			c.Title = d.What + " arrived otherwise than it was sent"
		case audit.TokenAge:
			c.Title = "the URL was presigned with a session token, and ends with it"
		case audit.TokenRegion:
			c.Title = "the session token may be one that isn't valid in this Region"
		case audit.MFASession:
			c.Title = "a code of an MFA device came with temporary credentials"
		case audit.ServiceMismatch, audit.DirectoryBucketHost:
			c.Title = "the " + d.What + " isn't that of the target"
		case audit.RegionMismatch, audit.ClockSkew, audit.AddressingStyle, audit.SigV4AMissing:
			c.Title = "the " + d.What + " isn't as it must be"
		}
		if strings.HasPrefix(string(d.Kind), "header-") {
			// Several headers are several causes.
			c.ID += ":" + strings.TrimPrefix(d.What, "header ")
		}
		c.Sources = []string{signingPage}
		x.add(c)
	}
}

// maxCauses bounds an explanation.
const maxCauses = 8

// rank puts the causes into order.
func (x *explainer) rank() {
	o := &x.out
	slices.SortStableFunc(o.Causes, func(a, b Cause) int { return b.score - a.score })
	// Words that another cause has as well make none of them certain.
	for i := range o.Causes {
		c := &o.Causes[i]
		if c.Certainty == Certain && c.score < scoreWords+scoreTrue && (i > 0 || len(o.Causes) > 1 && o.Causes[1].score == c.score) {
			c.Certainty = Likely
			c.Fits += ", which others have too"
		}
	}
	// Where a cause is certain, or has the message's words, those that only share
	// its code are noise.
	if len(o.Causes) > 0 && (o.Causes[0].Certainty == Certain || o.Causes[0].score >= scoreWords) {
		o.Causes = slices.DeleteFunc(o.Causes, func(c Cause) bool { return c.score <= scoreCodeOnly })
	}
	if x.spoken {
		o.Causes = slices.DeleteFunc(o.Causes, func(c Cause) bool { return c.score <= scoreWeak })
	}
	if len(o.Causes) > maxCauses {
		o.Causes = o.Causes[:maxCauses]
	}
	o.Recognised = x.spoken || len(o.Causes) > 0 && o.Causes[0].score >= scoreTrue
}

// next says what would tell more.
func (x *explainer) next(err error) {
	o := &x.out
	step := func(s string) { o.Next = append(o.Next, s) }
	var network net.Error
	switch {
	case o.Code == "" && errors.As(err, &network) && network.Timeout():
		step("the request timed out before an answer: check the network, the proxy, and the client's timeouts")
	case o.Code == "" && o.Status == 0 && x.unreadText(err):
		o.unread = true
		step("give S3's error document, or the line of the log that has code and message")
	case o.Code == "" && o.Status != 0 && !x.spoken:
		step("the text has no code of S3's, and the message isn't a known one: give S3's error document, or the code")
	case o.Code == "" && o.Status == 0:
		step("there was no answer of S3: check the host name, the network, the proxy and TLS on the way, then try again")
	}
	if !o.Recognised && o.Code != "" {
		step("take a working request of the same operation and compare the two captures, or compare this one with the SDK's defaults: the diff shows what is special")
		step("minimise the request: the smallest set of optional members that still fails names the conflict")
		if len(o.Discrepancies) == 0 && x.capture != nil {
			step("what the capture shows of signature and endpoint fits together; what a proxy changed on the way it can't show: audit the other side with an Echo")
		}
	}
	c := x.capture
	switch {
	case x.foreign:
		step("the capture that was given is of another request: it is left out; take the recorder's LastFor(err)")
	case c == nil || len(c.Missing) > 0 && !c.Signed.Known() && !c.Sent.Known() && len(c.Members) == 0:
		step("capture the attempt: endpoint, signature and headers weren't examined")
	case len(c.Missing) > 0:
		step("the capture lacks " + redact.Clip(strings.Join(c.Missing, ", "), redact.QuoteLimit) + ", so this wasn't examined")
	}
	if !o.Recognised && o.RequestID != "" {
		step("give AWS Support the request id and the host id")
	}
}
