package s3safe

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go"
	smithyendpoints "github.com/aws/smithy-go/endpoints"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
)

// WithClientOptions tells [Check] and [Inspect] how the client that will send
// the request is configured: Region, UseAccelerate, UsePathStyle, dual-stack,
// FIPS, BaseEndpoint, UseARNRegion and so on. Then the SDK's own endpoint
// resolver is asked, without a network and without credentials:
//
//   - a request for which it has no endpoint is a finding of the rule
//     [SDKEndpoint], since the client would refuse to send it;
//   - otherwise the rules about the endpoint are judged by the one it resolved.
//
// How the request would be signed, and whether it would carry a digest and the length
// of its body, follows from the options too: the SDK's own stack makes the request and
// signs it with nobody's credentials, without sending it or reading the body. APIOptions
// of the application's own aren't run; then only the signature's scheme is known.
//
// The options of a client are client.Options(). What they leave open can be
// added with [WithEndpoint]. An EndpointResolverV2 among them is called; with
// the deprecated EndpointResolver nothing is known of the endpoint. A guard has
// its own client and ignores this option.
func WithClientOptions(o s3.Options) Option {
	return func(c *config) { c.resolve, c.rehearse = probeOf(o).resolve, rehearsalOf(o) }
}

// resolver tells which endpoint a client would send the request to. The error
// is what the client's call would fail with. No resolution and no error means
// that it can't be known.
type resolver func(ctx context.Context, input any, r *compat.Request) (*resolution, error)

// judgeEndpoint asks the SDK's resolver, if there is one, and fills in what is
// known of the endpoint. It returns the finding of a request that the SDK would
// refuse to send.
func (g *guard) judgeEndpoint(ctx context.Context, input any, c *call) []compat.Finding {
	r := &c.request
	r.Endpoint = g.endpoint
	c.store = g.storeAt(c, &url.URL{})
	if g.resolve == nil {
		return nil
	}
	res, err := g.resolve(ctx, input, r)
	switch {
	case err != nil:
		return []compat.Finding{unresolved(r, err, res)}
	case res == nil:
		return nil
	}
	u := res.endpoint.URI
	f := new(compat.Facts)
	if res.unencrypted {
		u.Scheme = "http"
	}
	readEndpoint(f, &u, r.Target.Name)
	if g.amazon {
		assumeAmazon(f)
	}
	res.add(f)
	if g.endpoint != nil {
		f.Join(g.endpoint)
	}
	r.Endpoint = f
	c.store = g.storeAt(c, &u)
	return nil
}

// probe is a client that goes no further than to the endpoint. The SDK binds a
// resolver's parameters inside its stack only, operation by operation, so the
// stack is run, which is exact for whatever release is linked in.
type probe struct {
	client      *s3.Client
	unencrypted bool
}

func probeOf(o s3.Options) *probe {
	if o.EndpointResolver != nil {
		return &probe{} // the deprecated one goes other ways
	}
	p := &probe{
		unencrypted: o.EndpointOptions.DisableHTTPS,
	}
	if o.EndpointResolverV2 == nil {
		o.EndpointResolverV2 = s3.NewDefaultEndpointResolverV2()
	}
	o.EndpointResolverV2 = capture{o.EndpointResolverV2}
	// Nothing of the application's is run: no middleware, no credentials, no
	// transport, no telemetry.
	o.Credentials = aws.AnonymousCredentials{}
	o.HTTPClient = noTransport{}
	o.Retryer = aws.NopRetryer{}
	o.AuthSchemeResolver, o.AuthSchemes = nil, nil
	o.ExpressCredentials = nil
	o.Logger, o.ClientLogMode = nil, 0
	o.MeterProvider, o.TracerProvider = nil, nil
	o.APIOptions = []func(*middleware.Stack) error{stripStack}
	p.client = s3.New(o)
	return p
}

func (p *probe) resolve(ctx context.Context, input any, r *compat.Request) (*resolution, error) {
	if p.client == nil {
		return nil, nil
	}
	seen := &captured{input: input}
	// Which operation is called doesn't matter: parameters are bound by the
	// input, and the input is exchanged.
	_, err := p.client.ListBuckets(context.WithValue(ctx, captureKey{}, seen), nil)
	bucket, named := r.Text(member.Bucket)
	bound := aws.ToString(seen.params.Bucket)
	switch {
	case seen.called && named && bucket != bound:
		// A release of the SDK that binds in another way: nothing is known.
		return nil, nil
	case seen.err != nil:
		return &resolution{params: seen.params}, seen.err
	case seen.called:
		return &resolution{params: seen.params, endpoint: seen.endpoint, unencrypted: p.unencrypted}, nil
	case errors.Is(err, errStop):
		return nil, nil
	}
	// The SDK refused before it asked the resolver. Its error names the wrong
	// operation, so what it wraps is told.
	var op *smithy.OperationError
	if errors.As(err, &op) {
		err = op.Err
	}
	return nil, err
}

// captureKey leads to the captured of one call.
type captureKey struct{}

// captured is what goes into one call of a probe and what comes out of it.
type captured struct {
	input    any
	called   bool
	params   s3.EndpointParameters
	endpoint smithyendpoints.Endpoint
	err      error
}

// errStop ends a probe's call when the endpoint is known.
var errStop = errors.New("s3safe: no further")

// capture keeps what the resolver was asked and answered, and ends the call.
type capture struct{ next s3.EndpointResolverV2 }

// ResolveEndpoint implements s3.EndpointResolverV2.
func (c capture) ResolveEndpoint(ctx context.Context, params s3.EndpointParameters) (smithyendpoints.Endpoint, error) {
	seen, ok := ctx.Value(captureKey{}).(*captured)
	if !ok {
		return smithyendpoints.Endpoint{}, errStop
	}
	seen.called, seen.params = true, params
	seen.endpoint, seen.err = c.next.ResolveEndpoint(ctx, params)
	return smithyendpoints.Endpoint{}, errStop
}

// stripStack leaves of a stack what binds the endpoint's parameters and asks
// the resolver. Above all the body isn't touched.
func stripStack(stack *middleware.Stack) error {
	stack.Initialize.Clear()
	stack.Build.Clear()
	stack.Deserialize.Clear()
	for _, id := range stack.Serialize.List() {
		if id != "setOperationInput" {
			if _, err := stack.Serialize.Remove(id); err != nil {
				return err
			}
		}
	}
	for _, id := range stack.Finalize.List() {
		if id != "ResolveAuthScheme" && id != "ResolveEndpointV2" {
			if _, err := stack.Finalize.Remove(id); err != nil {
				return err
			}
		}
	}
	return stack.Initialize.Add(exchangeInput, middleware.Before)
}

// exchangeInput puts the input to be judged in the place of the call's own.
var exchangeInput = middleware.InitializeMiddlewareFunc("s3safe:Exchange", func(
	ctx context.Context, in middleware.InitializeInput, next middleware.InitializeHandler,
) (middleware.InitializeOutput, middleware.Metadata, error) {
	if seen, ok := ctx.Value(captureKey{}).(*captured); ok {
		in.Parameters = seen.input
	}
	return next.HandleInitialize(ctx, in)
})

// noTransport sends nothing.
type noTransport struct{}

// Do implements s3.HTTPClient.
func (noTransport) Do(*http.Request) (*http.Response, error) { return nil, errStop }
