package s3safe

import (
	"context"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/internal/known"
)

// Check judges an SDK input such as *s3.PutObjectInput without a client, for
// unit tests and CI. It returns an *IncompatibleError if S3 would reject the
// request, and an error of another type if the input isn't an S3 input.
//
// Facts about buckets and the endpoint are given with [WithState] and
// [WithEndpoint]; what isn't given is unknown. With [WithClientOptions] the
// endpoint is the one that a client would use, and a request for which the SDK
// has none is found too. Without them the SDK's defaults are assumed for the
// signature: credentials are given, the request is sent and not presigned, a body that
// can't seek has no length unless it tells one, and a checksum is sent when it is
// supported ([WithSignature] says otherwise).
//
// An input that lacks members which the SDK requires is a finding of the rule
// [SDKRequired].
//
// Inputs of the transfer manager (feature/s3/transfermanager) for uploads and
// downloads of one object are judged by the requests that become of them; an upload
// is rejected if it would be both in one request and in parts.
func Check(input any, opts ...Option) error {
	g, err := checker(opts)
	if err != nil {
		return err
	}
	c := calls.Get().(*call)
	defer c.release()
	rejected, _, refused, err := g.inspect(input, c, false)
	if err != nil {
		return g.checkTransfer(input, err)
	}
	if len(rejected) == 0 {
		return nil
	}
	e := &IncompatibleError{Operation: c.request.Operation.String(), Findings: rejected, Store: g.storeName(c)}
	if refused.Len() > 0 {
		e.refused = refused
	}
	return e
}

// plain is the guard that checks without options.
var plain = sync.OnceValues(func() (*guard, error) {
	g, err := newGuard(nil)
	g.tables = new(tables)
	return g, err
})

// checker returns a guard for a check.
func checker(opts []Option) (*guard, error) {
	if len(opts) == 0 {
		return plain()
	}
	return newGuard(opts)
}

// inspect judges an input that isn't sent. It also returns the SDK's own refusal of
// one that lacks required members. How the SDK would sign the request is found out
// only if it may matter, or if all is asked for: it takes a rehearsal of the call.
func (g *guard) inspect(input any, c *call, all bool) (rejected, reported []compat.Finding, refused smithy.InvalidParamsError, err error) {
	ctx := context.Background()
	if !g.describe(ctx, input, c) {
		return nil, nil, refused, fmt.Errorf("s3safe: %T isn't the input of an S3 operation, or is nil", input)
	}
	c.request.Signature = g.signature
	var found []compat.Finding
	if all || mayLack(&c.request) || g.signatureMatters(c) {
		if refused = g.judgeSignature(ctx, input, &c.request); refused.Len() > 0 {
			// What the SDK doesn't send, S3 doesn't answer: its refusal comes first.
			found = append(found, incomplete(&c.request, refused))
		}
	}
	if refused.Len() == 0 {
		found = g.judgeEndpoint(ctx, input, c)
	}
	if len(found) == 0 {
		found = g.catalog.Check(&c.request, nil)
	} else {
		found = append(found, g.catalog.Check(&c.request, nil)...)
	}
	found = append(found, g.checkStore(c, c.request.Signature)...)
	rejected, reported = g.sort(ctx, Enforce, &c.request, g.storeHere(c), found)
	return rejected, reported, refused, nil
}

// mayLack reports whether an input may lack what the SDK requires: a member, or
// something in a document, which only the SDK looks into.
func mayLack(r *compat.Request) bool {
	required := sdk.Schema.Required(r.Operation)
	if !r.Present.Covers(&required) {
		return true
	}
	return r.Present.Meets(&formsOf(r.Operation).documents)
}

// forms are the members of an operation that a check looks at by what they are.
type forms struct {
	documents compat.MemberSet
	stream    compat.Member // 0 if it has none
}

var formTables [operation.Count]atomic.Pointer[forms]

func formsOf(op compat.Operation) *forms {
	if f := formTables[op].Load(); f != nil {
		return f
	}
	f := new(forms)
	all := sdk.Schema.Members(op)
	for _, m := range all.IDs() {
		switch sdk.Kind(op, m) {
		case compat.KindDocument:
			f.documents.Add(m)
		case compat.KindStream:
			f.stream = m
		}
	}
	formTables[op].Store(f)
	return f
}

// signatureMatters reports whether a rule may be undecided for want of how the request
// would be signed, whatever its endpoint. Where a rehearsal serves all inputs that are
// alike, having one is cheaper than finding out for each.
func (g *guard) signatureMatters(c *call) bool {
	if g.tables != nil {
		if g.asks(c.request.Operation)&rehearsedFeatures == 0 {
			return false
		}
		if repeats(&c.request) {
			return true
		}
	}
	var w compat.Wants
	g.catalog.CheckResolved(&c.request, nil, &w)
	return compat.FeatureSet(w.Call)&rehearsedFeatures != 0
}

// Verdict is all that the catalogue says about one request.
type Verdict struct {
	// Operation is the name of the API operation.
	Operation string
	// Rejected are the findings for which a guard would stop the request, or the
	// SDK refuse to send it.
	Rejected []compat.Finding
	// Reported are the other findings: what S3 silently ignores, rules in the
	// mode Report, and rules that are never enforced.
	Reported []compat.Finding
	// Undecided are the rules that need facts which aren't known.
	Undecided []compat.Undecided
}

// Inspect is Check, and tells everything: what would be stopped, what would be
// reported, and which rules can't be decided for want of which facts.
func Inspect(input any, opts ...Option) (Verdict, error) {
	g, err := checker(opts)
	if err != nil {
		return Verdict{}, err
	}
	c := calls.Get().(*call)
	defer c.release()
	var v Verdict
	if v.Rejected, v.Reported, _, err = g.inspect(input, c, true); err != nil {
		return Verdict{}, err
	}
	v.Operation = c.request.Operation.String()
	v.Undecided = g.catalog.Undecided(&c.request)
	return v, nil
}

// judge judges the rules about the request, its target and its bucket.
func (g *guard) judge(ctx context.Context, input any, c *call) error {
	if !g.describe(ctx, input, c) {
		// An operation that the catalogue doesn't know: nothing is known, so
		// it is sent.
		return nil
	}
	var found []compat.Finding
	if !g.foresee(c) {
		found = g.catalog.CheckInput(&c.request, nil)
	} else if !c.foreseen.asks {
		return nil
	}
	if len(found) == 0 && g.live == nil {
		return nil
	}
	if g.live != nil {
		found = g.live.settle(ctx, g, c, forInput, found, judgement{input: true})
	}
	if stop, _ := g.certain(ctx, c, found); len(stop) > 0 {
		// The request may not get to the second moment: what rests on endpoint and
		// signature is told now, and may be what S3 would have answered first.
		found = g.catalog.Check(&c.request, nil)
	}
	if g.depends(ctx, c.mode, found) {
		// Options of the call decide whose endpoint it is. They are known when it
		// is resolved.
		c.waiting = true
		return nil
	}
	return g.conclude(ctx, c, found)
}

// judgeSignature fills in how the request would be signed. It returns the SDK's
// refusal of an input that lacks required members.
func (g *guard) judgeSignature(ctx context.Context, input any, r *compat.Request) (refused smithy.InvalidParamsError) {
	rehearse := g.rehearse
	if rehearse == nil {
		rehearse = usual()
	}
	facts := rehearse.alike(r)
	if facts == nil || mayLack(r) {
		facts, refused = rehearse.anew(ctx, input, r)
	}
	if r.Signature = g.signature; r.Signature == nil {
		r.Signature = facts
	}
	return refused
}

// describe fills the call from the SDK's input.
func (g *guard) describe(ctx context.Context, input any, c *call) bool {
	if !sdk.Describe(input, &c.request) {
		return false
	}
	doubtAbsence(input, &c.request)
	if c.form == presignedURL {
		// Whoever uses the URL sends a body of their own.
		c.request.Present.Remove(member.Body)
		c.request.Unsure.Add(member.Body)
	}
	c.request.Now = g.clock.now()
	switch {
	case g.states == nil:
	case c.live.late || c.live.foreign:
		known.Add(ctx, &c.request, g.live.fixed)
	case g.live != nil && g.live.sole != nil:
		c.live.sent = time.Since(epoch) // of the call's two readings of the clock the only one
		known.AddAt(ctx, epoch.Add(c.live.sent), &c.request, g.live.sole, g.states)
	default:
		known.Add(ctx, &c.request, g.states)
	}
	return true
}
