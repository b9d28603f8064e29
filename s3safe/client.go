package s3safe

import (
	"context"
	"reflect"

	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Client is an S3 client that stops requests which S3 would reject. It is a
// drop-in replacement for *s3.Client: paginators, waiters, presigners and the
// transfer manager made from it are guarded too. Make one with [New].
type Client struct {
	// Client is the guarded SDK client.
	*s3.Client

	guard *guard
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
	// The SDK's own provider of S3 Express sessions calls the client it was made
	// for; sharing it would turn the given client's sessions over to this one.
	if reflect.TypeOf(o.ExpressCredentials) == ownSessions {
		o.ExpressCredentials = nil
	}
	g, err := newGuard(opts)
	return &Client{Client: s3.New(o, g.option(err)), guard: g}
}

// ownSessions is the type of the SDK's default provider of S3 Express sessions.
var ownSessions = reflect.TypeOf(s3.New(s3.Options{}).Options().ExpressCredentials)

// Presign returns a presign client whose requests are guarded.
func (c *Client) Presign(optFns ...func(*s3.PresignOptions)) *s3.PresignClient {
	return s3.NewPresignClient(c.Client, optFns...)
}

// protect appends to a call's options one that puts the guard back if the
// others removed it, as an option that resets APIOptions does.
func (c *Client) protect(optFns []func(*s3.Options)) []func(*s3.Options) {
	if len(optFns) == 0 {
		return nil
	}
	return append(optFns[:len(optFns):len(optFns)], func(o *s3.Options) {
		c.guard.observe(o)
		o.APIOptions = append(o.APIOptions, c.guard.reinstall)
	})
}

// background keeps a nil context, with which the SDK would panic, from doing so.
func background(ctx context.Context) context.Context {
	if ctx == nil {
		return context.Background()
	}
	return ctx
}
