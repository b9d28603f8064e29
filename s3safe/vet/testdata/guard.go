package fixture

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe"
)

func clients(cfg aws.Config, options func(*s3.Options)) []*s3.Client {
	plain := s3.NewFromConfig(cfg) // want "client-without-guard"
	_ = s3.New(s3.Options{})       // want "client-without-guard"
	guarded := s3.NewFromConfig(cfg, s3safe.Guard())
	_ = s3.NewFromConfig(cfg, options) // it may have one
	wrapped := s3safe.New(s3.NewFromConfig(cfg))
	inner := s3.NewFromConfig(cfg)
	_ = s3safe.New(inner)
	_ = wrapped
	return []*s3.Client{plain, guarded}
}

func calls(ctx context.Context, c *s3.Client) {
	_, _ = c.ListBuckets(ctx, &s3.ListBucketsInput{}, func(o *s3.Options) {
		o.APIOptions = nil // want "call-removes-guard"
	})
	_, _ = c.ListBuckets(ctx, &s3.ListBucketsInput{}, func(o *s3.Options) {
		o.APIOptions = append(o.APIOptions, nil)
	})
}

type server struct{ cfg aws.Config }

func installed(cfg, other aws.Config, s *server) {
	s3safe.Install(&cfg)
	_ = s3.NewFromConfig(cfg)
	_ = s3.NewFromConfig(other) // want "client-without-guard"
	s3safe.Install(&s.cfg)
	_ = s3.NewFromConfig(s.cfg)
}
