package opt

import (
	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/s3safe/internal/fill"
)

// Website is what a bucket does as a website: [ServeDocuments] or [RedirectAll],
// never both.
type Website interface {
	yieldsWebsite() fill.Value[*types.WebsiteConfiguration]
}

// Protocol is that of a redirect: [HTTP] or [HTTPS].
type Protocol interface{ protocol() types.Protocol }

// ProtocolChoice is a protocol of redirects. Its values are the constants below;
// Build refuses other numbers.
type ProtocolChoice uint8

var protocolTexts = [...]string{HTTP: "http", HTTPS: "https"}

// String returns the value as S3 writes it.
func (c ProtocolChoice) String() string { return textOf(protocolTexts[:], c) }

// Protocols of redirects.
const (
	// HTTP is plain HTTP.
	HTTP ProtocolChoice = 1
	// HTTPS is HTTP over TLS.
	HTTPS ProtocolChoice = 2
)

func (p ProtocolChoice) protocol() types.Protocol { return types.Protocol(p.String()) }

// AllRedirect sends every request elsewhere; see [RedirectAll].
type AllRedirect struct {
	host string
	over Protocol
}

// RedirectAll sends every request to another host. There are no documents then.
//
// Rules: website-redirect-all-only, website-redirect-all-host.
func RedirectAll(host string) AllRedirect { return AllRedirect{host: host} }

// Over sends them by the protocol; otherwise it stays that of the request.
func (r AllRedirect) Over(p Protocol) AllRedirect { r.over = p; return r }

// yieldsWebsite implements [Website].
func (r AllRedirect) yieldsWebsite() fill.Value[*types.WebsiteConfiguration] {
	to := &types.RedirectAllRequestsTo{HostName: &r.host}
	if r.over != nil {
		to.Protocol = r.over.protocol()
	}
	return fill.Value[*types.WebsiteConfiguration]{V: &types.WebsiteConfiguration{RedirectAllRequestsTo: to}}
}

// DocumentWebsite serves objects; see [ServeDocuments].
type DocumentWebsite struct {
	index  string
	error  *string
	routes []Route
}

// ServeDocuments serves the bucket's objects; requests for a directory get the
// object with this name in it, such as index.html.
//
// Rules: website-index-required, website-index-suffix.
func ServeDocuments(index string) DocumentWebsite { return DocumentWebsite{index: index} }

// ErrorDocument answers errors with an object.
//
// Rule: website-error-key.
func (w DocumentWebsite) ErrorDocument(key string) DocumentWebsite { w.error = &key; return w }

// Routes adds routing rules, at most 50.
//
// Rules: website-too-many-routing-rules, website-routing-rules-empty.
func (w DocumentWebsite) Routes(routes ...Route) DocumentWebsite {
	w.routes = append(w.routes[:len(w.routes):len(w.routes)], routes...)
	return w
}

// yieldsWebsite implements [Website].
func (w DocumentWebsite) yieldsWebsite() fill.Value[*types.WebsiteConfiguration] {
	d := &types.WebsiteConfiguration{IndexDocument: &types.IndexDocument{Suffix: &w.index}}
	if w.error != nil {
		d.ErrorDocument = &types.ErrorDocument{Key: w.error}
	}
	v := fill.Value[*types.WebsiteConfiguration]{V: d}
	for _, r := range w.routes {
		rule := types.RoutingRule{Redirect: &types.Redirect{
			HostName: r.to.HostName, HttpRedirectCode: r.to.HttpRedirectCode, Protocol: r.to.Protocol,
			ReplaceKeyPrefixWith: r.to.ReplaceKeyPrefixWith, ReplaceKeyWith: r.to.ReplaceKeyWith,
		}}
		if r.condition != nil {
			c := *r.condition
			rule.Condition = &c
		}
		d.RoutingRules = append(d.RoutingRules, rule)
	}
	return v
}

// Route redirects some requests; see [RouteToHost].
type Route struct {
	to        types.Redirect
	condition *types.Condition
}

// RouteToHost redirects to another host.
func RouteToHost(name string) Route { return Route{to: types.Redirect{HostName: &name}} }

// RouteToKey redirects to another key, which replaces the whole one.
//
// Rule: website-replace-key-once.
func RouteToKey(key string) Route { return Route{to: types.Redirect{ReplaceKeyWith: &key}} }

// RouteToPrefix redirects to another prefix, which replaces the one of the
// condition.
//
// Rule: website-replace-key-once.
func RouteToPrefix(prefix string) Route {
	return Route{to: types.Redirect{ReplaceKeyPrefixWith: &prefix}}
}

// RouteOver redirects to another protocol.
func RouteOver(p Protocol) Route { return Route{}.Over(p) }

// Over sends the request on by the protocol.
func (r Route) Over(p Protocol) Route {
	if p != nil {
		r.to.Protocol = p.protocol()
	}
	return r
}

// At sends the request on to a host.
//
// Rule: website-redirect-host.
func (r Route) At(host string) Route { r.to.HostName = &host; return r }

// Code answers with a status other than 301.
//
// Rule: website-redirect-code.
func (r Route) Code(status string) Route { r.to.HttpRedirectCode = &status; return r }

func (r Route) when(change func(*types.Condition)) Route {
	c := types.Condition{}
	if r.condition != nil {
		c = *r.condition
	}
	change(&c)
	r.condition = &c
	return r
}

// WhenPrefix redirects requests for keys that begin with the text.
func (r Route) WhenPrefix(prefix string) Route {
	return r.when(func(c *types.Condition) { c.KeyPrefixEquals = &prefix })
}

// WhenError redirects requests that would get the error status.
//
// Rule: website-error-code.
func (r Route) WhenError(status string) Route {
	return r.when(func(c *types.Condition) { c.HttpErrorCodeReturnedEquals = &status })
}
