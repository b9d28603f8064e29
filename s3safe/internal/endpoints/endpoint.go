package endpoints

import (
	"net/http"
	"net/url"

	"github.com/aws/smithy-go"
	smithyauth "github.com/aws/smithy-go/auth"
	smithyendpoints "github.com/aws/smithy-go/endpoints"
)

// endpoint is all that there is to most endpoints: a URL, and SigV4 as the one way to
// sign.
type endpoint struct {
	url    url.URL
	signer smithy.Properties
}

// sigV4 is what the SDK's endpoints call SigV4.
const sigV4 = "sigv4"

// is makes the endpoint that of an answer of the SDK's. It reports false if there is
// more to it, or something else: so it is with directory buckets, Multi-Region Access
// Points and Outposts.
func (e *endpoint) is(resolved *smithyendpoints.Endpoint) bool {
	ways, _ := smithyauth.GetAuthOptions(&resolved.Properties)
	if len(ways) != 1 || ways[0].SchemeID != sigV4 ||
		len(ways[0].IdentityProperties.Values()) > 0 || !simple(&ways[0].SignerProperties) ||
		len(resolved.Properties.Values()) != 1 || len(resolved.Headers) > 0 || resolved.URI.User != nil {
		return false
	}
	e.url = resolved.URI
	e.signer.SetAll(&ways[0].SignerProperties)
	return true
}

// simple reports whether the properties are nothing that somebody else could change.
func simple(p *smithy.Properties) bool {
	for _, v := range p.Values() {
		switch v.(type) {
		case string, bool:
		default:
			return false
		}
	}
	return true
}

// way is the one way to sign, and the list of it.
type way struct {
	option smithyauth.Option
	list   [1]*smithyauth.Option
}

// copied returns the endpoint as the SDK resolves it. The SDK completes the way to sign
// in place, so nothing of it may be shared.
func (e *endpoint) copied() smithyendpoints.Endpoint {
	w := new(way)
	w.list[0] = &w.option
	w.option.SchemeID = sigV4
	w.option.SignerProperties.SetAll(&e.signer)
	resolved := smithyendpoints.Endpoint{URI: e.url, Headers: http.Header{}}
	smithyauth.SetAuthOptions(&resolved.Properties, w.list[:])
	return resolved
}
