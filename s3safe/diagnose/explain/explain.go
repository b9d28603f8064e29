// Package explain explains why S3 rejected a request:
//
//	if _, err := client.PutObject(ctx, in); err != nil {
//		fmt.Println(explain.ExplainInput(err, in, client.Recorder().LastFor(err)))
//	}
//
// The causes are rules of the catalogue, and what is known of S3's codes beyond it.
package explain

import (
	"errors"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/audit"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
	"github.com/s3safe/s3safe-go/s3safe/internal/chain"

	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/internal/printable"
)

// Certainty says how sure a cause is.
type Certainty string

const (
	// Certain: the answer says so in words that only this cause has, or the
	// request fulfils the rule's condition and the answer is the rule's.
	Certain Certainty = "certain"
	// Likely: the answer fits this cause and nothing known of the request
	// contradicts it.
	Likely Certainty = "likely"
	// Possible: the answer fits this cause and others alike.
	Possible Certainty = "possible"
)

// Cause is one reason why a request may have failed.
type Cause struct {
	// ID is a rule's id, or that of a cause beyond the catalogue: "s3:no-such-key",
	// "audit:header-added:…", "answer:not-s3".
	ID        string    `json:"id"`
	Certainty Certainty `json:"certainty"`
	// Title says what is wrong.
	Title string `json:"title"`
	// Fits says why it fits this failure, Why what is behind it, Fix what to do.
	Fits string `json:"fits"`
	Why  string `json:"why"`
	Fix  string `json:"fix"`
	// Members are the members of the request that take part.
	Members []string `json:"members,omitempty"`
	Sources []string `json:"sources,omitempty"`

	score int
}

// Explanation is what [Explain] makes of a failure.
type Explanation struct {
	Operation string `json:"operation,omitempty"`
	Status    int    `json:"status,omitempty"`
	Code      string `json:"code,omitempty"`
	Message   string `json:"message,omitempty"`
	RequestID string `json:"requestId,omitempty"`
	HostID    string `json:"hostId,omitempty"`
	// NotSent is set if the request wasn't sent: the SDK refused it, or the guard
	// stopped it. Then there is no answer of S3.
	NotSent bool `json:"notSent,omitempty"`
	// Recognised is set if the answer's code and message are known, so that the
	// causes are more than guesses.
	Recognised bool `json:"recognised"`
	// Causes are ranked: the first fits best.
	Causes []Cause `json:"causes,omitempty"`
	// Discrepancies are what [audit.Audit] found.
	Discrepancies []audit.Discrepancy `json:"discrepancies,omitempty"`
	// Next are steps that would tell more.
	Next []string `json:"next,omitempty"`

	// unread is set if there was nothing but a text, and no answer of S3's in it:
	// whether anything failed isn't known.
	unread bool
}

// Explain explains a failure: an error that the SDK returned, or S3's error
// document (see [ParseError]), together with the capture of the attempt. Either
// may be nil. Neither error nor explanation repeats a secret of the request.
func Explain(err error, c *capture.Capture) *Explanation { return ExplainInput(err, nil, c) }

// ExplainInput is Explain for who has the operation's input still, such as
// *s3.PutObjectInput: a capture withholds most values, so more rules can be
// judged with it. The explanation names members, never their values.
func ExplainInput(err error, input any, c *capture.Capture) *Explanation {
	x := explainer{input: input, capture: c}
	x.belongs(err)
	x.read(err)
	if x.unsent(err) {
		x.rank()
		return &x.out
	}
	if x.otherService() {
		x.rank()
		return &x.out
	}
	x.audit()
	x.fromAnswer(err)
	x.fromRules()
	x.fromService()
	x.fromRequest()
	x.fromAudit()
	x.rank()
	x.next(err)
	return &x.out
}

// explainer works on one failure.
type explainer struct {
	input   any
	capture *capture.Capture
	red     redact.Redactor
	err     *S3Error // what an error document says beyond code and message
	out     Explanation
	spoken  bool // the message is that of a known cause
	foreign bool // the capture was another request's
	said    said // what a text alone tells
	// details are the elements of S3's document beyond code and message.
	details map[string]string
}

// read takes over what the error and the capture say of the answer.
func (x *explainer) read(err error) {
	o := &x.out
	x.red.LearnError(err)
	x.red.Stranger = x.capture == nil
	operation := ""
	if r := (compat.Request{}); x.input != nil && sdk.Describe(x.input, &r) {
		redact.LearnMembers(&x.red, &r)
		operation = r.Operation.String()
	}
	if c := x.capture; c != nil {
		o.Operation, o.Status, o.Code, o.Message = c.Operation, c.Answer.Status, c.Answer.Code, c.Answer.Message
		o.RequestID, o.HostID = c.Answer.RequestID, c.Answer.HostID
	}
	if _, called := chain.Operation(err); called != "" {
		o.Operation = called
	}
	var api smithy.APIError
	said := errors.As(err, &api)
	var status interface{ HTTPStatusCode() int }
	if errors.As(err, &status) && status.HTTPStatusCode() != 0 && !(o.Status >= 200 && o.Status < 300) {
		// The SDK makes a 500 of a 200 with an error inside, which the capture has.
		o.Status = status.HTTPStatusCode()
	}
	if code := ""; said {
		// The SDK makes up a code where it finds none: what the capture has of the
		// answer is S3's own.
		if code = api.ErrorCode(); o.Code == "" || code != statusText(o.Status) && code != unknownError {
			if message := api.ErrorMessage(); code != o.Code || o.Message == "" {
				// Of the same answer the capture's is the better one: it was masked by
				// who knew the request's secrets.
				o.Message = message
			}
			o.Code = code
		}
	}
	if o.Code == unknownError {
		o.Code = ""
	}
	if o.Message == unknownError {
		o.Message = ""
	}
	if !said && err != nil && (x.said.code+x.said.operation != "" || x.said.status != 0) {
		o.Code, o.Message = x.said.code, x.said.message
		if x.said.operation != "" {
			o.Operation = x.said.operation
		}
		if x.said.status != 0 {
			o.Status = x.said.status
		}
		o.RequestID, o.HostID = x.said.requestID, x.said.hostID
	}
	var ids interface {
		ServiceRequestID() string
		ServiceHostID() string
	}
	if errors.As(err, &ids) {
		o.RequestID, o.HostID = ids.ServiceRequestID(), ids.ServiceHostID()
	} else if id := (interface{ ServiceRequestID() string })(nil); errors.As(err, &id) {
		o.RequestID = id.ServiceRequestID()
	}
	if errors.As(err, &x.err) || x.said.document != nil {
		if x.err == nil {
			x.err = x.said.document
		}
		o.RequestID, o.HostID = x.err.RequestID, x.err.HostID
	}
	x.readDetails()
	if o.Message == "" && err != nil && o.Code == "" && o.Status == 0 && unreadable(err, x.capture) == "" {
		// The request wasn't answered. Such an error quotes URLs, so it is
		// masked more than others.
		o.Message = x.red.Text(redact.WithoutQueries(err.Error()))
	}
	if o.Operation == "" {
		o.Operation = operation
	}
	o.Operation = redact.Clip(x.red.Text(o.Operation), redact.QuoteLimit)
	o.Code = redact.Clip(x.red.Text(o.Code), redact.QuoteLimit)
	o.Message = x.red.Text(o.Message)
	x.red.Stranger = false // ids are made by chance, but no secrets
	o.RequestID, o.HostID = redact.Clip(x.red.Text(o.RequestID), redact.QuoteLimit), redact.Clip(x.red.Text(o.HostID), redact.QuoteLimit)
	// The SDK makes codes of the status where an answer has no body.
	if o.Code == "" && o.Status >= 300 && isStatusMessage(o.Message, o.Status) {
		o.Code = statusText(o.Status)
	}
}

// unknownError is what the SDK says where S3 says nothing.
const unknownError = "UnknownError"

func (x *explainer) audit() {
	if x.capture != nil {
		x.out.Discrepancies = audit.Audit(x.capture)
	}
}

// add notes a cause, unless it is there with a better score.
func (x *explainer) add(c Cause) {
	for i := range x.out.Causes {
		if old := &x.out.Causes[i]; old.ID == c.ID {
			if c.score > old.score {
				*old = c
			}
			return
		}
	}
	x.out.Causes = append(x.out.Causes, c)
}

// String returns the explanation as text for a person.
func (e *Explanation) String() string {
	var b strings.Builder
	subject := e.Operation
	if subject == "" {
		subject = "the request"
	}
	switch {
	case e.unread:
		b.WriteString("no answer of S3's was found in the text")
	case e.NotSent:
		printable.Fprintf(&b, "%s wasn't sent", subject)
	default:
		printable.Fprintf(&b, "%s failed", subject)
	}
	if e.Status != 0 || e.Code != "" {
		b.WriteByte(':')
	}
	if e.Status != 0 {
		printable.Fprintf(&b, " %d", e.Status)
	}
	if e.Code != "" {
		if e.Status >= 200 && e.Status < 300 {
			b.WriteString(" with an error inside,")
		}
		printable.Fprintf(&b, " %s", e.Code)
	}
	if e.Message != "" {
		printable.Fprintf(&b, ": %s", e.Message)
	}
	if e.RequestID != "" {
		printable.Fprintf(&b, "\nrequest id %s", e.RequestID)
		if e.HostID != "" {
			printable.Fprintf(&b, ", host id %s", e.HostID)
		}
	}
	if !e.Recognised && !e.unread {
		b.WriteString("\nThis answer isn't in the catalogue of known causes.")
	}
	for i, c := range e.Causes {
		line := func(format, text string) { printable.Fprintf(&b, format, text) }
		printable.Fprintf(&b, "\n%d. %s: %s (%s)", i+1, c.Certainty, c.Title, c.ID)
		line("\n   fits:   %s", c.Fits)
		line("\n   why:    %s", c.Why)
		line("\n   fix:    %s", c.Fix)
		for _, s := range c.Sources {
			line("\n   source: %s", s)
		}
	}
	if len(e.Discrepancies) > 0 {
		b.WriteString("\nthe way of the request:")
		for _, d := range e.Discrepancies {
			b.WriteString("\n- " + strings.ReplaceAll(d.String(), "\n", "\n  "))
		}
	}
	if len(e.Next) > 0 {
		b.WriteString("\nnext:")
		for _, s := range e.Next {
			b.WriteString("\n- " + printable.Line(s))
		}
	}
	return b.String()
}
