package diagnose

import (
	"context"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/audit"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/diff"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/explain"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/proxy"
)

// Group says which part of a request a difference is in.
type Group = diff.Group

// Difference is one thing in which two requests differ.
type Difference = diff.Difference

// Differences is what two captures differ in.
type Differences = diff.Differences

// The constants of package diff.
const (
	GroupMember    = diff.GroupMember
	GroupEndpoint  = diff.GroupEndpoint
	GroupSignature = diff.GroupSignature
	GroupPayload   = diff.GroupPayload
	GroupHeader    = diff.GroupHeader
)

// Baseline returns the request that the SDK would build for the operation of a
// capture by itself: only the required members and a body if there was one, the
// SDK's defaults, the same Region and endpoint.
func Baseline(ctx context.Context, c *Capture) (*Capture, error) {
	return diff.Baseline(ctx, c)
}

// Diff compares two requests by what they mean: usually one that failed with
// one that worked, or with its [Baseline].
func Diff(a, b *Capture) *Differences {
	return diff.Diff(a, b)
}

// S3Error is S3's error document: what it says of a request that failed.
type S3Error = explain.S3Error

// Certainty says how sure a cause is.
type Certainty = explain.Certainty

// Cause is one reason why a request may have failed.
type Cause = explain.Cause

// Explanation is what [Explain] makes of a failure.
type Explanation = explain.Explanation

// The constants of package explain.
const (
	Certain  = explain.Certain
	Likely   = explain.Likely
	Possible = explain.Possible
)

// ParseError reads an error document of S3.
func ParseError(document []byte) (*S3Error, error) {
	return explain.ParseError(document)
}

// Explain explains a failure: an error that the SDK returned, or S3's error
// document (see [ParseError]), together with the capture of the attempt.
func Explain(err error, c *Capture) *Explanation {
	return explain.Explain(err, c)
}

// ExplainInput is Explain for who has the operation's input still, such as
// *s3.PutObjectInput: a capture withholds most values, so more rules can be
// judged with it.
func ExplainInput(err error, input any, c *Capture) *Explanation {
	return explain.ExplainInput(err, input, c)
}

// DiscrepancyKind names what a [Discrepancy] is about.
type DiscrepancyKind = audit.DiscrepancyKind

// Severity says what a discrepancy does to the request.
type Severity = audit.Severity

// Discrepancy is one thing about a request that isn't as its signature, its
// target or S3 demands.
type Discrepancy = audit.Discrepancy

// The constants of package audit.
const (
	MethodChanged     = audit.MethodChanged
	HostRewritten     = audit.HostRewritten
	PathReencoded     = audit.PathReencoded
	PathChanged       = audit.PathChanged
	QueryChanged      = audit.QueryChanged
	HeaderAdded       = audit.HeaderAdded
	HeaderChanged     = audit.HeaderChanged
	HeaderDropped     = audit.HeaderDropped
	HeaderUnsigned    = audit.HeaderUnsigned
	LengthChanged     = audit.LengthChanged
	TransferChanged   = audit.TransferChanged
	ChunksDecoded     = audit.ChunksDecoded
	ChunksReframed    = audit.ChunksReframed
	BodyChanged       = audit.BodyChanged
	RegionMismatch    = audit.RegionMismatch
	SigV4AMissing     = audit.SigV4AMissing
	ClockSkew         = audit.ClockSkew
	AddressingStyle   = audit.AddressingStyle
	ProxyBetween      = audit.ProxyBetween
	TLSNameUnexpected = audit.TLSNameUnexpected
	Breaks            = audit.Breaks
	Noted             = audit.Noted
)

// Audit examines one attempt: what was signed against what was sent, how it was
// signed against where it went, and what the answer tells of the way.
func Audit(c *Capture) []Discrepancy {
	return audit.Audit(c)
}

// AuditArrival examines what arrived behind a proxy, as an [Echo] recorded it,
// against what the capture says was sent.
func AuditArrival(c *Capture, arrived Message) []Discrepancy {
	return audit.AuditArrival(c, arrived)
}

// Echo is an HTTP handler that records what arrives and answers it back, for
// putting in S3's place behind a proxy: what a proxy does to requests is seen
// on its other side only.
type Echo = proxy.Echo

// ProxyProbe is an HTTP client that sends requests through a proxy to an [Echo]
// behind it, and audits what arrived.
type ProxyProbe = proxy.ProxyProbe

// ProxyResult is what became of one request on its way.
type ProxyResult = proxy.ProxyResult

// AuditProxy sends S3 requests through a proxy at the URL to an [Echo] behind
// it, and returns what it did to them.
func AuditProxy(ctx context.Context, url string) ([]Discrepancy, error) {
	return proxy.AuditProxy(ctx, url)
}
