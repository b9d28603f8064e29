package s3safe

import (
	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Install guards every S3 client that is made from a configuration with
// s3.NewFromConfig, in libraries too:
//
//	cfg, err := config.LoadDefaultConfig(ctx)
//	s3safe.Install(&cfg)
//
// It adds the guard to cfg.ServiceOptions, which the SDK applies when a client is
// made: so clients of other services aren't touched, and clients that were made before
// aren't guarded. The options are those of [Guard]. All the clients share one guard,
// with its recorder, and a state cache if one is given. The cache counts for clients
// that reach where the configuration leads: one with another BaseEndpoint, endpoint
// resolver, HTTPClient or partition may reach other buckets of the same names. A
// client's own [Guard], or [New], takes its place.
//
// What it can't guard: a client that is made with s3.New from options of its own, or
// from a configuration that a library loads for itself, and one whose options replace
// APIOptions. [Guarded] tells.
//
// Copies of the configuration that were made before aren't changed. It must not be
// used by other goroutines meanwhile.
func Install(cfg *aws.Config, opts ...Option) {
	g, err := recordingGuard(opts)
	guard := g.option(err, ofConfig)
	own := cfg.ServiceOptions
	cfg.ServiceOptions = append(own[:len(own):len(own)], func(_ string, options any) {
		if o, ok := options.(*s3.Options); ok {
			guard(o)
		}
	})
}
