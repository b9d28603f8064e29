package s3safe

import (
	"context"
	"errors"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	smithyauth "github.com/aws/smithy-go/auth"
	smithyendpoints "github.com/aws/smithy-go/endpoints"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
)

// resolution is what an endpoint resolver was asked and answered.
type resolution struct {
	params   s3.EndpointParameters
	endpoint smithyendpoints.Endpoint

	// anonymous is set if it is known that no credentials will be used.
	anonymous bool
}

// observer is an endpoint resolver that tells the call what was resolved. It is
// how the guard learns of per-call options such as UseAccelerate, which reach
// middleware in no other way. It belongs to the guard that was given to the
// client last.
type observer struct {
	next  s3.EndpointResolverV2
	guard *guard
}

// ResolveEndpoint implements s3.EndpointResolverV2. A call whose endpoint was judged
// asks again, when it signs and when it is retried, and is answered the same.
func (o *observer) ResolveEndpoint(ctx context.Context, params s3.EndpointParameters) (smithyendpoints.Endpoint, error) {
	endpoint, err := o.next.ResolveEndpoint(ctx, params)
	if c := callOf(ctx); c != nil && err == nil && !c.judged {
		c.observe(params, endpoint)
	}
	return endpoint, err
}

// observe notes what was resolved.
func (c *call) observe(params s3.EndpointParameters, endpoint smithyendpoints.Endpoint) {
	r := resolution{params: params, endpoint: endpoint}
	c.observed, c.endpoint, c.signature = true, compat.Facts{}, compat.Facts{}
	readEndpoint(&c.endpoint, &r.endpoint.URI, c.request.Target)
	r.add(&c.endpoint)
	r.readSignature(&c.signature, c.presign)
	if c.live.late {
		kept := r
		c.resolved = &kept
	}
}

// observe wraps the client's endpoint resolver.
func (g *guard) observe(o *s3.Options) {
	next := o.EndpointResolverV2
	if present, already := next.(*observer); already {
		if present.guard == g {
			return
		}
		next = present.next
	}
	if next != nil {
		o.EndpointResolverV2 = &observer{next, g}
	}
}

// signatureFeatures are the bits of the features of a signature, as in
// compat.Wants.
var signatureFeatures = func() (set uint64) {
	for f := range compat.Features {
		if f.Scope() == compat.ScopeSignature {
			set |= uint64(compat.FeaturesOf(f))
		}
	}
	return set
}()

// resolved judges the rules that rest on endpoint and signature.
func (g *guard) resolved(ctx context.Context, c *call, at place, req *smithyhttp.Request) error {
	switch {
	case !c.live.late && !c.waiting && !g.catalog.HasResolvedRules(c.request.Operation):
		return nil // nor if the call isn't judged: its operation isn't known then
	case c.judged && at == atSignature:
		if !c.signatureWanted {
			return nil
		}
		c.signatureWanted = false
		before := c.signature
		readSignature(&c.signature, req)
		if before == c.signature {
			return nil
		}
		return g.conclude(ctx, c, g.catalog.CheckResolved(&c.request, nil, nil))
	case c.judged, at == atAuthScheme && !c.observed:
		return nil
	case at == atAuthScheme:
	default:
		c.endpoint, c.signature = compat.Facts{}, compat.Facts{}
		readEndpoint(&c.endpoint, req.URL, c.request.Target)
		set(&c.signature, compat.Presigned, c.presign)
		if at == atSignature {
			readSignature(&c.signature, req)
		}
	}
	c.judged = true
	c.request.Endpoint, c.request.Signature = &c.endpoint, &c.signature
	if c.presign == "url" {
		c.request.Expires = expiresOf(req.URL)
	}
	c.signatureWanted = at != atSignature && c.presign == "false"
	wanted := &g.bySignature[c.request.Operation]
	if !c.signatureWanted || wanted.Load() {
		return g.conclude(ctx, c, g.checkResolved(ctx, c, nil))
	}
	// To ask what would decide the rest takes longer than to judge again, so an
	// operation is asked about until it once was the signature.
	var w compat.Wants
	found := g.checkResolved(ctx, c, &w)
	if c.signatureWanted = w.Call&signatureFeatures != 0; c.signatureWanted {
		wanted.Store(true)
	}
	return g.conclude(ctx, c, found)
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
	if region := aws.ToString(p.Region); f.Region == "" && region != "" {
		// The pseudo Region aws-global means us-east-1.
		if f.Region = region; region == "aws-global" {
			f.Region = "us-east-1"
		}
	}
}

// readSignature reads the scheme that the endpoint asks for. Without credentials
// the SDK sends anonymously instead, so this is only what will be tried; what
// was done is judged after signing.
func (r *resolution) readSignature(f *compat.Facts, presign string) {
	set(f, compat.Presigned, presign)
	if presign == "false" {
		return
	}
	// A presigned request is never anonymous.
	opts, ok := smithyauth.GetAuthOptions(&r.endpoint.Properties)
	if !ok || len(opts) == 0 {
		return
	}
	switch id := opts[0].SchemeID; {
	case strings.HasSuffix(id, "sigv4a"):
		set(f, compat.SignatureScheme, "SigV4A")
	case strings.HasSuffix(id, "sigv4"):
		set(f, compat.SignatureScheme, "SigV4")
	case strings.HasSuffix(id, "express"):
		set(f, compat.SignatureScheme, "S3Express")
	}
}

// readSignature reads how a request was signed.
func readSignature(f *compat.Facts, req *smithyhttp.Request) {
	set(f, compat.Presigned, "false")
	// The SDK writes canonical names, so they are looked up directly.
	header := func(name string) string {
		if values := req.Header[name]; len(values) > 0 {
			return values[0]
		}
		return ""
	}
	auth := header("Authorization")
	switch {
	case header("X-Amz-S3session-Token") != "":
		set(f, compat.SignatureScheme, "S3Express")
	case strings.HasPrefix(auth, "AWS4-ECDSA-P256-SHA256"):
		set(f, compat.SignatureScheme, "SigV4A")
	case strings.HasPrefix(auth, "AWS4-HMAC-SHA256"):
		set(f, compat.SignatureScheme, "SigV4")
	case auth == "" && !req.URL.Query().Has("X-Amz-Signature"):
		set(f, compat.SignatureScheme, "anonymous")
	}
	switch sum := header("X-Amz-Content-Sha256"); {
	case sum == "UNSIGNED-PAYLOAD":
		set(f, compat.Payload, "unsigned")
	case sum == "STREAMING-UNSIGNED-PAYLOAD-TRAILER":
		set(f, compat.Payload, "unsigned-trailer")
	case strings.HasPrefix(sum, "STREAMING-") && strings.HasSuffix(sum, "-TRAILER"):
		set(f, compat.Payload, "streaming-trailer")
	case strings.HasPrefix(sum, "STREAMING-"):
		set(f, compat.Payload, "streaming")
	case len(sum) == 64:
		set(f, compat.Payload, "signed")
	}
	if strings.HasPrefix(header("X-Amz-Content-Sha256"), "STREAMING-") {
		length := "unknown"
		if header("X-Amz-Decoded-Content-Length") != "" {
			length = "known"
		}
		set(f, compat.Length, length)
	}
	digest := "none"
	for name, values := range req.Header {
		if name == "Content-Md5" || isChecksum(name) ||
			name == "X-Amz-Trailer" && len(values) > 0 && isChecksum(http.CanonicalHeaderKey(values[0])) {
			digest = "some"
			break
		}
	}
	set(f, compat.Digest, digest)
}

// isChecksum reports whether a header carries a checksum, or says which one will
// be carried.
func isChecksum(name string) bool {
	const prefix = "X-Amz-Checksum-"
	return strings.HasPrefix(name, prefix) && name != prefix+"Mode" && name != prefix+"Type" && name != prefix+"Algorithm"
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
