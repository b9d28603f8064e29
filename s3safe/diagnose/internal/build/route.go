package build

import (
	"net/http"
	"net/url"
	"strings"
	"sync"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// routed is a request seen as S3 routes it.
type routed struct {
	method, bucket, key string
	query               url.Values
	header              http.Header
}

// candidate is what distinguishes an operation's requests.
type candidate struct {
	op               operation.ID
	method           string
	path             string // what is below the host, for the one with a fixed path
	bucket, key      bool
	fixed            url.Values // x-id left out
	queries, headers []string   // required ones
}

var candidates = sync.OnceValue(func() []candidate {
	var list []candidate
	for op := operation.ID(1); op < operation.Count; op++ {
		route := sdk.RouteOf(op)
		c := candidate{op: op, method: route.Method, key: strings.Contains(route.Path, "{Key")}
		c.fixed, _ = url.ParseQuery(route.Query)
		c.fixed.Del("x-id")
		if !c.key && route.Path != "/" {
			c.path = route.Path
		}
		for _, m := range sdk.Schema.Required(op).IDs() {
			switch b, _ := sdk.BindingOf(op, m); b.Location {
			case sdk.Host:
				c.bucket = true
			case sdk.Query:
				c.queries = append(c.queries, b.Name)
			case sdk.Header:
				c.headers = append(c.headers, b.Name)
			}
		}
		list = append(list, c)
	}
	return list
})

// fits returns how well a request fits, -1 if it doesn't.
func (c *candidate) fits(r *routed, id string) int {
	if c.method != r.method || c.bucket != (r.bucket != "") || c.key != (r.key != "") {
		return -1
	}
	score := 0
	for name, values := range c.fixed {
		if !r.query.Has(name) || values[0] != "" && r.query.Get(name) != values[0] {
			return -1
		}
		score += 4
	}
	for _, name := range c.queries {
		if !r.query.Has(name) {
			return -1
		}
		score += 2
	}
	for _, name := range c.headers {
		if _, ok := r.header[name]; !ok && QueryGet(r.query, name) == "" {
			return -1
		}
		score += 2
	}
	for name := range r.query {
		// A parameter that makes it another operation's request.
		if redact.Subresources()[name] && !c.fixed.Has(name) {
			if _, bound := sdk.QueryMember(c.op, name); !bound {
				return -1
			}
		}
	}
	if id != "" && c.op.String() == id {
		score += 100
	}
	return score
}

// operationOf finds the operation whose request it is.
func operationOf(r *routed) (operation.ID, bool) {
	var best operation.ID
	most := -1
	id := r.query.Get("x-id")
	for i := range candidates() {
		c := &candidates()[i]
		if c.path != "" {
			if c.method == r.method && "/"+r.bucket+strings.TrimSuffix("/"+r.key, "/") == c.path || c.path == "/"+r.key && c.method == r.method {
				return c.op, true
			}
			continue
		}
		if s := c.fits(r, id); s > most {
			best, most = c.op, s
		}
	}
	return best, most >= 0
}

// split tells bucket and key from host and path.
func split(raw *Raw) (bucket, key string) {
	path := strings.TrimPrefix(raw.Path, "/")
	p := ParseHost(raw.Host)
	if p.bucket != "" {
		return p.target(), UnescapePath(path)
	}
	bucket, key, _ = strings.Cut(path, "/")
	return UnescapePath(bucket), UnescapePath(key)
}

// recognise finds operation and members of a request that was captured on the
// wire. It returns the bucket.
func recognise(mask *redact.Redactor, c *capture.Capture, raw *Raw) string {
	query, _ := url.ParseQuery(raw.Query) // what can't be parsed is left out
	r := &routed{method: strings.ToUpper(raw.Method), query: query, header: raw.Header}
	r.bucket, r.key = split(raw)
	op, ok := operationOf(r)
	if !ok && ParseHost(raw.Host).bucket == "" && !ParseHost(raw.Host).amazon {
		// Another provider's virtual host can't be told from its endpoint.
		if name, _, found := strings.Cut(raw.Host, "."); found {
			r.bucket, r.key = name, UnescapePath(strings.TrimPrefix(raw.Path, "/"))
			op, ok = operationOf(r)
		}
	}
	if !ok {
		c.Missing = append(c.Missing, "operation", "members")
		return r.bucket
	}
	c.Operation = op.String()
	c.Members = wireMembers(mask, op, r, raw)
	return r.bucket
}

// wireMembers finds the members of a request on the wire.
func wireMembers(mask *redact.Redactor, op operation.ID, r *routed, raw *Raw) []capture.Member {
	var list []capture.Member
	seen := member.Set{}
	add := func(id member.ID, value string) {
		if seen.Has(id) {
			return
		}
		seen.Add(id)
		b, _ := sdk.BindingOf(op, id)
		switch b.Location {
		case sdk.Header, sdk.Query, sdk.Label, sdk.Host:
			list = append(list, textMember(mask, op, id, value))
		default:
			list = append(list, capture.Member{Name: id.String(), Masked: true})
		}
	}
	for name, values := range raw.Header {
		// Every request has a length; as a member it is hardly ever given.
		if id, ok := sdk.HeaderMember(op, name); ok && len(values) > 0 && id != member.ContentLength {
			add(id, values[0])
		}
	}
	for name, values := range r.query {
		if id, ok := sdk.QueryMember(op, name); ok {
			add(id, values[0])
		} else if id, ok := sdk.HeaderMember(op, name); ok && strings.HasPrefix(strings.ToLower(name), "x-amz-") {
			add(id, values[0]) // a presigned URL has headers in its query
		}
	}
	all := sdk.Schema.Members(op)
	required := sdk.Schema.Required(op)
	for _, id := range all.IDs() {
		b, _ := sdk.BindingOf(op, id)
		switch b.Location {
		case sdk.Host:
			add(id, r.bucket)
		case sdk.Label:
			if r.key != "" {
				add(id, r.key)
			}
		case sdk.Payload, sdk.Element:
			// Which of several elements it is, the body would say.
			if raw.Length != 0 && (required.Has(id) || onlyBody(op, all)) {
				add(id, "")
			}
		}
	}
	sortMembers(list)
	return list
}

// onlyBody reports whether an operation has exactly one member in its body.
func onlyBody(op operation.ID, all member.Set) bool {
	n := 0
	for _, id := range all.IDs() {
		if b, _ := sdk.BindingOf(op, id); b.Location == sdk.Payload || b.Location == sdk.Element {
			n++
		}
	}
	return n == 1
}
