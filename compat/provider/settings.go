package provider

import (
	"context"
	"net/http"
	"strings"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// settings are the client settings that a store is known to work with. In endpoint
// and region, {at} stands for what the application says of its place.
type settings struct {
	// An empty region leaves the configuration's: the endpoint doesn't tell it.
	endpoint, region string
	// at says what {at} is; empty if there is none.
	at string
	// path is set for path-style addressing.
	path bool
	// whenRequired is set if the store doesn't take the checksums that the SDK sends by
	// default, or it isn't certain that it does.
	whenRequired bool
	// unsignedEncoding is set if Accept-Encoding mustn't be signed.
	unsignedEncoding bool
	// contentMD5 is set if DeleteObjects needs Content-MD5, which the SDK no longer
	// sends.
	contentMD5 bool
}

// Options returns a client option with the settings that the store is known to work
// with: endpoint, Region, addressing style and checksums.
//
//	client := s3.NewFromConfig(cfg, provider.R2.Options(account), s3safe.Guard())
//
// What at is depends on the store; see [Profile.At]. Credentials stay the
// configuration's, as does the Region where the store has several and its endpoint is
// told as a whole.
func (p *Profile) Options(at string) func(*s3.Options) {
	s := p.settings
	return func(o *s3.Options) {
		place := strings.NewReplacer("{at}", at)
		if s.endpoint != "" {
			o.BaseEndpoint = aws.String(place.Replace(s.endpoint))
		}
		if s.region != "" {
			o.Region = place.Replace(s.region)
		}
		o.UsePathStyle = s.path
		if s.whenRequired {
			o.RequestChecksumCalculation = aws.RequestChecksumCalculationWhenRequired
			o.ResponseChecksumValidation = aws.ResponseChecksumValidationWhenRequired
		}
		if s.unsignedEncoding {
			o.APIOptions = append(o.APIOptions, leaveEncodingUnsigned)
		}
		if s.contentMD5 {
			o.APIOptions = append(o.APIOptions, addContentMD5)
		}
	}
}

// At says what [Profile.Options] are to be told of the place: "the account id". It is
// empty if they need nothing.
func (p *Profile) At() string { return p.settings.at }

// addContentMD5 adds Content-MD5 to DeleteObjects.
func addContentMD5(stack *middleware.Stack) error {
	if stack.ID() != "DeleteObjects" {
		return nil
	}
	return smithyhttp.AddContentChecksumMiddleware(stack)
}

// leaveEncodingUnsigned takes Accept-Encoding off the request while it is signed: a
// front end changes the header on its way.
func leaveEncodingUnsigned(stack *middleware.Stack) error {
	const header = "Accept-Encoding"
	type key struct{}
	for _, m := range []struct {
		at middleware.RelativePosition
		do func(context.Context, *smithyhttp.Request) context.Context
	}{
		{middleware.Before, func(ctx context.Context, r *smithyhttp.Request) context.Context {
			values := r.Header[header]
			delete(r.Header, header)
			return context.WithValue(ctx, key{}, values)
		}},
		{middleware.After, func(ctx context.Context, r *smithyhttp.Request) context.Context {
			if values, _ := ctx.Value(key{}).([]string); len(values) > 0 {
				r.Header[http.CanonicalHeaderKey(header)] = values
			}
			return ctx
		}},
	} {
		name := "provider:EncodingOff"
		if m.at == middleware.After {
			name = "provider:EncodingOn"
		}
		if _, signs := stack.Finalize.Get("Signing"); !signs {
			return nil // a presigned request has no such header
		}
		err := stack.Finalize.Insert(middleware.FinalizeMiddlewareFunc(name, func(
			ctx context.Context, in middleware.FinalizeInput, next middleware.FinalizeHandler,
		) (middleware.FinalizeOutput, middleware.Metadata, error) {
			if r, ok := in.Request.(*smithyhttp.Request); ok {
				ctx = m.do(ctx, r)
			}
			return next.HandleFinalize(ctx, in)
		}), "Signing", m.at)
		if err != nil {
			return err
		}
	}
	return nil
}
