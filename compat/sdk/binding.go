package sdk

import (
	"net/http"
	"strings"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// Location is the part of an HTTP request that carries a member.
type Location uint8

// The places where a member can be.
const (
	// Header is a header with the binding's name, in canonical form.
	Header Location = iota + 1
	// HeaderPrefix is one header for each entry of a map; the binding's name
	// begins their names: X-Amz-Meta-.
	HeaderPrefix
	// Query is a query parameter.
	Query
	// Label is a part of the path: the key.
	Label
	// Host is the endpoint: the bucket, which is in the host or is the path's
	// first segment, as the endpoint rules have it.
	Host
	// Payload is the body, as it is.
	Payload
	// Element is an XML element: the body's root, or, when members share a
	// body, the root and its child as "SelectObjectContentRequest>Expression".
	Element
)

// String returns the location's name.
func (l Location) String() string {
	names := [...]string{"nowhere", "header", "header prefix", "query", "label", "host", "payload", "element"}
	if int(l) < len(names) {
		return names[l]
	}
	return "unknown"
}

// Binding is the place of a member on the wire.
type Binding struct {
	Location Location
	Name     string
}

// String returns the location and the name.
func (b Binding) String() string { return b.Location.String() + " " + b.Name }

// BindingOf returns the place of an operation's member on the wire, and whether
// the operation has such a member.
func BindingOf(op operation.ID, m member.ID) (Binding, bool) {
	if u := use(op, m); u != nil {
		return u.binding, true
	}
	return Binding{}, false
}

// HeaderMember returns the member that a header of an operation's request comes
// from, and whether there is one. The header's name may be in any case.
func HeaderMember(op operation.ID, header string) (member.ID, bool) {
	header = http.CanonicalHeaderKey(header)
	for _, u := range usesOf(op) {
		switch u.binding.Location {
		case Header:
			if u.binding.Name == header {
				return u.member, true
			}
		case HeaderPrefix:
			if strings.HasPrefix(header, u.binding.Name) {
				return u.member, true
			}
		}
	}
	return 0, false
}

// QueryMember returns the member that a query parameter of an operation's
// request comes from, and whether there is one.
func QueryMember(op operation.ID, parameter string) (member.ID, bool) {
	for _, u := range usesOf(op) {
		if u.binding == (Binding{Query, parameter}) {
			return u.member, true
		}
	}
	return 0, false
}

// Route is the part of an operation's requests that is always the same.
type Route struct {
	// Method is the HTTP method.
	Method string
	// Path is the path below the bucket, with labels in braces: /{Key+}.
	Path string
	// Query holds the parameters that every request has, as in a URL: "acl",
	// "list-type=2". It includes the SDK's own x-id.
	Query string
}

// RouteOf returns the route of an operation, zero if there is no such operation.
func RouteOf(op operation.ID) Route {
	o := info(op)
	return Route{o.method, o.path, o.query}
}
