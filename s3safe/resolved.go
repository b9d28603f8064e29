package s3safe

import (
	"context"
	"errors"
	"math"
	"net/url"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	smithyendpoints "github.com/aws/smithy-go/endpoints"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// tables are what a guard finds out once and looks up in later calls.
type tables struct {
	operations [operation.Count]usually
	endpoints  endpointTable
	servers    serverTable
}

// usually is what there is to know of requests of one operation. It fits into a line of
// the processor's cache.
type usually struct {
	// asks holds the features of endpoint and signature that the rules ask for of a
	// request that is sent, and the bit asksRead.
	asks atomic.Uint64
	// ways are how the last requests got to S3.
	ways    usualWays
	headers atomic.Pointer[usualHeaders]
	_       [16]byte
}

// asksRead is a bit that is no feature's of a set.
const asksRead = 1 << 63

// asks returns the features of endpoint and signature that the operation's rules
// ask for of a request that is sent. What they ask of a presigned one alone isn't
// looked at in others.
func (g *guard) asks(op compat.Operation) compat.FeatureSet {
	set := g.tables.operations[op].asks.Load()
	if set == 0 {
		set = asksRead
		sent := compat.Request{Operation: op, Unsure: sdk.Schema.Members(op), Signature: notSigned[sent]}
		for _, rule := range g.catalog.RulesFor(op) {
			if rule.NeedsResolution() && rule.When.Eval(&sent) != compat.False {
				set |= uint64(rule.When.Asks())
			}
		}
		g.tables.operations[op].asks.Store(set)
	}
	return compat.FeatureSet(set &^ asksRead)
}

// signatureFeatures are those that are known after signing only.
var signatureFeatures = func() (set compat.FeatureSet) {
	for f := range compat.Features {
		if f.Scope() == compat.ScopeSignature && f != compat.Presigned {
			set |= compat.FeaturesOf(f)
		}
	}
	return set
}()

// rehearsedFeatures are those of them that a rehearsal with nobody's credentials tells.
var rehearsedFeatures = signatureFeatures &^ compat.FeaturesOf(compat.Credentials)

// resolved judges the rules that rest on the endpoint, and on the signature if the
// request is only presigned.
func (g *guard) resolved(ctx context.Context, c *call, req *smithyhttp.Request) error {
	c.judged = true
	if c.request.Operation == 0 && !c.live.late {
		return nil // the call isn't judged
	}
	c.endpoint = g.tables.endpoints.read(ctx, req.URL, c.request.Target.Name, g.amazon, c.foreseen.endpoint)
	c.request.Endpoint = c.endpoint.facts
	if c.endpoint.elsewhere {
		c.store = g.storeAt(c, req.URL)
	}
	foreseen := c.foreseen.by(c.endpoint)
	if foreseen {
		c.request.Signature = c.foreseen.signature
		if !c.foreseen.asks && c.store == nil {
			return nil // as nearly always
		}
	}
	if !c.live.late && !c.waiting && c.store == nil && !g.catalog.HasResolvedRules(c.request.Operation) {
		return nil
	}
	if c.live.late {
		style, _ := c.request.Endpoint.Get(compat.Addressing)
		c.resolved = destination{url: req.URL, region: awsmiddleware.GetRegion(ctx), path: style == "path"}
	}
	if c.form == presignedURL {
		c.request.Expires = expiresOf(req.URL)
	}
	// Most requests of an operation are signed alike. If this one breaks no rule
	// when it is signed like the last, nothing is left to judge once it is.
	way := g.tables.usualWay(&c.request)
	if !foreseen {
		c.request.Signature = way.signatureOr(c.form)
	}
	late, waited := c.live.late, c.waiting
	var found, own []compat.Finding
	if !foreseen || g.live != nil {
		found = g.checkResolved(ctx, c, nil)
	}
	if c.store != nil {
		own = g.checkStore(c, notSigned[c.form])
	}
	if len(found)+len(own) == 0 {
		if len(c.told) == 0 {
			way.goes(c.endpoint)
		}
		return nil
	}
	if c.form == sent {
		c.request.Signature = notSigned[sent]
		if late || waited {
			found = g.catalog.Check(&c.request, nil)
		} else {
			found = g.catalog.CheckResolved(&c.request, nil, nil)
		}
	}
	return g.conclude(ctx, c, append(found, own...))
}

// checkStore finds the own rules of the store, if it is known, that are true of the
// request when it is signed so.
func (g *guard) checkStore(c *call, signature *compat.Facts) []compat.Finding {
	if c.off {
		return nil
	}
	kept := c.request.Signature
	c.request.Signature = signature
	found := c.store.Check(&c.request, nil)
	c.request.Signature = kept
	return found
}

// signed judges the rules that rest on how the request was signed, and what other
// middleware added to it after it was judged.
func (g *guard) signed(ctx context.Context, c *call, req *smithyhttp.Request) error {
	c.signed = true
	if c.off {
		return nil
	}
	if !c.judged { // the place of the second moment was lost
		if err := g.resolved(ctx, c, req); err != nil {
			return err
		}
	}
	op := c.request.Operation
	if op == 0 {
		return nil
	}
	usual := g.tables.operations[op].headers.Load()
	if !usual.like(&c.request.Present, req.Header) {
		usual = nil
		if err := g.added(ctx, c, req); err != nil {
			return err
		}
	}
	if c.store.AsksPayload(op) {
		payload := readSignature(req, compat.FeaturesOf(compat.Payload), nil)
		if err := g.conclude(ctx, c, g.checkStore(c, payload)); err != nil {
			return err
		}
	}
	asks := g.asks(op) & signatureFeatures
	if asks == 0 {
		return nil
	}
	signature := readSignature(req, asks, usual)
	if signature == c.request.Signature {
		return nil
	}
	c.request.Signature = signature
	found := g.catalog.CheckResolved(&c.request, nil, nil)
	if len(found) > 0 && usual != nil {
		// Nothing is stopped for what is only usual.
		c.request.Signature = readSignature(req, asks, nil)
		found = g.catalog.CheckResolved(&c.request, nil, nil)
	}
	g.tables.usualWay(&c.request).signature.Store(c.request.Signature)
	return g.conclude(ctx, c, found)
}

// resolution is what an endpoint resolver was asked and answered.
type resolution struct {
	params   s3.EndpointParameters
	endpoint smithyendpoints.Endpoint

	// unencrypted is set if the client sends over HTTP whatever the endpoint says.
	unencrypted bool
}

// set records a fact; one that the engine has no value for stays unknown.
func set(f *compat.Facts, feature compat.Feature, value string) { _ = f.Set(feature, value) }

func setBool(f *compat.Facts, feature compat.Feature, value *bool) {
	if value != nil {
		set(f, feature, strconv.FormatBool(*value))
	}
}

// add takes over what only the resolver's parameters say.
func (r *resolution) add(f *compat.Facts) {
	p := &r.params
	setBool(f, compat.Accelerate, p.Accelerate)
	setBool(f, compat.DualStack, p.UseDualStack)
	setBool(f, compat.FIPS, p.UseFIPS)
	setBool(f, compat.UseARNRegion, p.UseArnRegion)
	sessions := p.DisableS3ExpressSessionAuth == nil || !*p.DisableS3ExpressSessionAuth
	setBool(f, compat.ExpressSessions, &sessions)
	if f.Region == "" {
		f.Region = realRegion(aws.ToString(p.Region))
	}
}

// realRegion returns the Region that a client's option means: the pseudo Region
// aws-global is us-east-1.
func realRegion(region string) string {
	if region == "aws-global" {
		return "us-east-1"
	}
	return region
}

// expiresOf returns the validity of a presigned URL, 0 if it isn't stated. What a
// duration can't hold, it holds as long as it can.
func expiresOf(u *url.URL) time.Duration {
	n, err := strconv.ParseInt(u.Query().Get("X-Amz-Expires"), 10, 64)
	switch {
	case err != nil && !errors.Is(err, strconv.ErrRange), n < 0:
		return 0
	case n > int64(math.MaxInt64/time.Second):
		return math.MaxInt64
	}
	return time.Duration(n) * time.Second
}
