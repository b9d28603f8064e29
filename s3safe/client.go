package s3safe

import (
	"context"
	"reflect"
	"sync"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
	"github.com/s3safe/s3safe-go/s3safe/internal/endpoints"
)

// Client is an S3 client that stops requests which S3 would reject. It is a
// drop-in replacement for *s3.Client: paginators, waiters, presigners and the
// transfer manager made from it are guarded too. Make one with [New].
type Client struct {
	// Client is the guarded SDK client.
	*s3.Client

	guard *guard
	// options are the client's, as they were when it was made.
	options *s3.Options
	// protection is what is appended to the options of every call, if it must be;
	// unchanged is all there is of a call without options, made with Client as New made
	// it, which has the guard's place in its APIOptions; nil if there is nothing to know
	// of such a call.
	protection, unchanged []func(*s3.Options)
	made                  *s3.Client
	place                 int
	// known installs the guard for such a call.
	known func(*middleware.Stack) error
	// resolver is that of the calls, nil if it is the one in the options. There it would
	// be of a type that isn't the SDK's, which code that compares options would notice.
	resolver *endpoints.Resolver
}

// New returns a guarded client with the options of the client given, which is
// not changed. A nil client counts as one without any options.
//
// Options that are wrong (see [Validate]) are left out and logged.
func New(client *s3.Client, opts ...Option) *Client {
	var o s3.Options
	if client != nil {
		o = client.Options()
	}
	g, err := newGuard(opts)
	if g.recorder == nil && !g.unrecorded {
		g.use(recorder.NewRecorder(), false)
	}
	c := &Client{guard: g}
	c.Client = s3.New(unshared(o), g.option(err, newOrigin), func(o *s3.Options) {
		c.options, c.place = o, len(o.APIOptions)-1
		from := &origin{alone: alone(o), credentials: cacheOf(o.Credentials)}
		if g.live != nil {
			from.guard, from.client, from.call = g, o, o
		}
		c.known = func(stack *middleware.Stack) error { return g.add(stack, from, true) }
		if endpoints.Known(o.EndpointResolverV2) {
			c.resolver = endpoints.New()
		}
		if from.alone || g.live != nil || c.resolver != nil {
			c.unchanged = []func(*s3.Options){c.instead}
		}
	})
	c.protection = []func(*s3.Options){c.reinstall}
	c.made = c.Client
	return c
}

// Recorder returns the recorder of the client's last failures, from which
// package diagnose explains them; nil if the client has none, by
// [WithoutRecorder].
func (c *Client) Recorder() *recorder.Recorder { return c.guard.recorder }

// unshared returns options for another client than the one they are from. The
// SDK's own provider of S3 Express sessions calls the client it was made for;
// sharing it would turn that client's sessions over to the new one.
func unshared(o s3.Options) s3.Options {
	if o.ExpressCredentials != nil && reflect.TypeOf(o.ExpressCredentials) == ownSessions() {
		o.ExpressCredentials = nil
	}
	return o
}

// ownSessions is the type of the SDK's default provider of S3 Express sessions.
var ownSessions = sync.OnceValue(func() reflect.Type {
	return reflect.TypeOf(s3.New(s3.Options{}).Options().ExpressCredentials)
})

// Presign returns a presign client whose requests are guarded.
func (c *Client) Presign(optFns ...func(*s3.PresignOptions)) *s3.PresignClient {
	return s3.NewPresignClient(c.Client, optFns...)
}

// protect appends to a call's options one that puts the guard back if the
// others removed it, as an option that resets APIOptions does. It also tells a
// guard that looks facts up what the call's options are.
func (c *Client) protect(optFns []func(*s3.Options)) []func(*s3.Options) {
	switch {
	case len(optFns) > 0:
		return append(optFns[:len(optFns):len(optFns)], c.protection...)
	case c.Client == c.made:
		return c.unchanged // which the SDK only reads
	case c.guard.live == nil:
		return nil
	}
	return c.protection // the application has put another client there
}

// instead is the option of a call that has no others: the guard is installed in its
// place, and knows that the call's options are the client's, and so who else is in the
// stack. That costs no allocation: the SDK has copied the list for the call. Endpoints
// are remembered in calls only.
func (c *Client) instead(o *s3.Options) {
	o.APIOptions[c.place] = c.known
	if c.resolver != nil {
		o.EndpointResolverV2 = c.resolver
	}
}

// reinstall is the option.
func (c *Client) reinstall(o *s3.Options) {
	if c.resolver != nil && c.Client == c.made && o.EndpointResolverV2 == c.options.EndpointResolverV2 {
		o.EndpointResolverV2 = c.resolver
	}
	if c.guard.live == nil {
		o.APIOptions = append(o.APIOptions, c.guard.reinstall)
		return
	}
	o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
		return c.guard.add(stack, &origin{guard: c.guard, client: c.options, call: o}, false)
	})
}

// background keeps a nil context, with which the SDK would panic, from doing so.
func background(ctx context.Context) context.Context {
	if ctx == nil {
		return context.Background()
	}
	return ctx
}
