// Package exampletest lets tests send the examples of rules: with a client that has
// what an example says of endpoint and signature, and with what it says of buckets.
package exampletest

import (
	"context"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
)

// State is a state source with what an example says of its buckets and its upload.
type State struct{ Case *compat.Case }

// Bucket implements state.Source.
func (s State) Bucket(_ context.Context, bucket string) *compat.Facts {
	if own, _ := s.Case.Members[member.Bucket].(string); bucket == own {
		return &s.Case.Bucket
	}
	return &s.Case.CopyFrom
}

// Upload implements state.Source.
func (s State) Upload(context.Context, string, string, string) *compat.Facts { return &s.Case.Upload }

// Configure changes the options of a client to what the example says of endpoint and
// signature, as far as options can say it.
func Configure(o *s3.Options, c *compat.Case) {
	o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenSupported
	is := func(f compat.Feature, value string) bool {
		facts := &c.Endpoint
		if f.Scope() == compat.ScopeSignature {
			facts = &c.Signature
		}
		v, _ := facts.Get(f)
		return v == value
	}
	if c.Endpoint.Region != "" {
		o.Region = c.Endpoint.Region
	}
	o.UseAccelerate = is(compat.Accelerate, "true")
	o.UsePathStyle = is(compat.Addressing, "path")
	o.EndpointOptions.DisableHTTPS = is(compat.Scheme, "http")
	if is(compat.FIPS, "true") {
		o.EndpointOptions.UseFIPSEndpoint = aws.FIPSEndpointStateEnabled
	}
	if is(compat.DualStack, "true") {
		o.EndpointOptions.UseDualStackEndpoint = aws.DualStackEndpointStateEnabled
	}
	if is(compat.SignatureScheme, "anonymous") {
		o.Credentials = aws.AnonymousCredentials{}
	}
	if is(compat.Digest, "none") {
		o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
	}
	if is(compat.PayerHeader, "requester") {
		o.APIOptions = append(o.APIOptions, smithyhttp.SetHeaderValue("X-Amz-Request-Payer", "requester"))
	}
	o.ExpressCredentials = Sessions{}
}

// Sessions gives sessions for directory buckets without asking for them.
type Sessions struct{}

// Retrieve implements s3.ExpressCredentialsProvider.
func (Sessions) Retrieve(context.Context, string) (aws.Credentials, error) {
	return aws.Credentials{AccessKeyID: "a", SecretAccessKey: "s", SessionToken: "t"}, nil
}
