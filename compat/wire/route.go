package wire

import (
	"net/http"
	"strings"

	"github.com/s3safe/s3safe-go/compat/operation"
)

// level is what a request's path leads to.
type level uint8

const (
	atService level = iota + 1
	atBucket
	atObject
	atPath // a path of the operation's own
)

// route is how requests are led to an operation.
type route struct {
	operation operation.ID
	method    string
	level     level
	path      string // at atPath
	// fixed are parameters that every request of the operation has; one without a
	// value may have any.
	fixed []parameter
	// needs are parameters that are members and without which it would be another
	// operation's request.
	needs []string
	// copies is set if the request has a copy source.
	copies bool
}

// perMethod holds the routes of a level and method.
var perMethod = func() (of [atPath + 1]map[string][]*route) {
	for l := range of {
		of[l] = map[string][]*route{}
	}
	for i := range routes {
		r := &routes[i]
		of[r.level][r.method] = append(of[r.level][r.method], r)
	}
	return of
}()

// perSubresource holds the routes of a level and method by the subresource that they
// name, empty if none: one or a few.
var perSubresource = func() (of [atPath + 1]map[string]map[string][]*route) {
	for l := range of {
		of[l] = map[string]map[string][]*route{}
		for method, list := range perMethod[l] {
			named := map[string][]*route{}
			for _, r := range list {
				name := ""
				for _, f := range r.fixed {
					if isSubresource(f.name) {
						name = f.name
					}
				}
				named[name] = append(named[name], r)
			}
			of[l][method] = named
		}
	}
	return of
}()

// findRoute finds the operation of a request.
func findRoute(method string, at level, path string, params []parameter, copies bool, p *place) (operation.ID, *Error) {
	if at == atService {
		return serviceRoute(method, path, params, p.directories)
	}
	subresource := ""
	for i := range params {
		if n := params[i].name; isSubresource(n) && n != subresource {
			if subresource != "" {
				return 0, twoSubresources(at, subresource, n)
			}
			subresource = n
		}
	}
	if p.general() {
		if err := strayParameter(method, at, subresource, params); err != nil {
			return 0, err
		}
	}
	var best *route
	score := -1
	for _, r := range perSubresource[at][method][subresource] {
		if n := r.fits(params, copies); n > score {
			best, score = r, n
		}
	}
	_, upload := find(params, "uploadId")
	switch {
	case best == nil && subresource != "":
		return wrongMethod(method, at, subresource)
	case best == nil:
		return 0, notDecodable("no operation has this method")
	case upload && !best.hasNeed("uploadId"):
		return 0, notDecodable("no operation of this method has just these parameters with uploadId")
	}
	return best.operation, nil
}

// fits returns -1 if the request can't be the route's, and otherwise how many of
// its parts say that it is.
func (r *route) fits(params []parameter, copies bool) int {
	if r.copies && !copies {
		return -1
	}
	n := 0
	for _, f := range r.fixed {
		v, ok := find(params, f.name)
		if !ok || f.value != "" && v != f.value {
			return -1
		}
		n++
	}
	for _, name := range r.needs {
		if _, ok := find(params, name); !ok {
			return -1
		}
		n++
	}
	if r.copies {
		n++
	}
	return n
}

func (r *route) hasNeed(name string) bool {
	for _, n := range r.needs {
		if n == name {
			return true
		}
	}
	return false
}

// settled are the subresources that S3 has had for many years, and that won't get
// other methods than they have. To others it still adds operations.
var settled = func() map[string]bool {
	m := map[string]bool{}
	for _, name := range strings.Fields("accelerate acl analytics cors delete inventory legal-hold lifecycle location logging metrics notification " +
		"object-lock policy policyStatus publicAccessBlock replication requestPayment restore retention tagging torrent uploads versioning versions website") {
		m[name] = true
	}
	return m
}()

// twoSubresources is the error of a request that names two subresources. Of newer ones,
// and of those of a bucket beside a key, it isn't known whether S3 takes them for any.
func twoSubresources(at level, a, b string) *Error {
	if settled[a] && settled[b] && belongs(at, a) && belongs(at, b) {
		return violates("subresources-conflict", "two subresources", "the query names "+a+" and "+b)
	}
	return notDecodable("the query names " + a + " and " + b)
}

// belongs reports whether there are operations of a subresource at a level.
func belongs(at level, subresource string) bool {
	for _, named := range perSubresource[at] {
		if len(named[subresource]) > 0 {
			return true
		}
	}
	return false
}

// strayParameter is the error of a parameter that S3 was seen to refuse where it is, and
// nil if there is none. Most others it leaves out. It looks at these before the bucket.
func strayParameter(method string, at level, subresource string, params []parameter) *Error {
	has := func(name string) bool { _, ok := find(params, name); return ok }
	if at == atBucket && subresource == "website" {
		if v, _ := find(params, "website"); v != "" && (method == http.MethodGet || method == http.MethodPut) {
			return violates("website-parameter-value", "website with a value", "the parameter website has a value")
		}
	}
	if has("versionId") && versionless(method, at, subresource, has) {
		return violates("version-id-not-accepted", "version of a bucket", "the operation takes no versionId")
	}
	if at != atBucket || method != http.MethodGet || subresource != "" {
		return nil
	}
	if kind, _ := find(params, "list-type"); kind == "2" {
		if has("marker") {
			return violates("listing-parameter-of-other-version", "parameter of another listing", "marker is one of the first listing")
		}
		return nil
	}
	for _, name := range [...]string{"continuation-token", "start-after"} {
		if has(name) {
			return violates("listing-parameter-of-other-version", "parameter of another listing", name+" is one of the second listing")
		}
	}
	return nil
}

// versionless reports whether S3 was seen to refuse a versionId of such requests for no
// other reason than that it is there.
func versionless(method string, at level, subresource string, has func(string) bool) bool {
	switch {
	case has("partNumber") && at == atBucket:
		return false
	case at == atBucket && method == http.MethodGet:
		return subresource != "acl" // where it is looked at, and is none
	case at == atBucket && method == http.MethodDelete:
		return subresource == ""
	case at == atBucket && method == http.MethodPut:
		return subresource == "versioning" || subresource == "tagging"
	case at == atObject && method == http.MethodPut:
		return subresource == "" && has("uploadId") && has("partNumber")
	case at == atObject && method == http.MethodGet:
		return subresource == "torrent" || subresource == "" && has("uploadId")
	}
	return false
}

// wrongMethod is the error of a method that a subresource doesn't have, with the
// operation if it is one that the request could only be of.
func wrongMethod(method string, at level, subresource string) (operation.ID, *Error) {
	switch method {
	case http.MethodGet, http.MethodPut, http.MethodPost, http.MethodDelete:
	default:
		return 0, notDecodable("no operation has this method and the parameter " + subresource)
	}
	for _, list := range perMethod[at] {
		for _, r := range list {
			for _, f := range r.fixed {
				if f.name != subresource {
					continue
				}
				if r.method == method {
					// It is the right one, and lacks another parameter.
					return 0, notDecodable("a parameter is missing beside " + subresource)
				}
			}
		}
	}
	if at == atObject && method == http.MethodGet && subresource == "uploads" {
		return operation.ListMultipartUploads, violates("uploads-with-key", "key with uploads", "the uploads of a bucket are asked for with a key")
	}
	if !settled[subresource] {
		return 0, notDecodable("no operation that is known has the method " + method + " and the parameter " + subresource)
	}
	for _, list := range perMethod[at] {
		for _, r := range list {
			for _, f := range r.fixed {
				if f.name == subresource {
					return 0, subresourceMethod(subresource + " doesn't have the method " + method)
				}
			}
		}
	}
	return 0, notDecodable("the parameter " + subresource + " doesn't belong here")
}

func serviceRoute(method, path string, params []parameter, directories bool) (operation.ID, *Error) {
	if path != "" && path != "/" {
		for _, r := range perMethod[atPath][method] {
			if r.path == path {
				return r.operation, nil
			}
		}
		return 0, notDecodable("no operation has this path")
	}
	if method != http.MethodGet {
		return 0, notDecodable("no operation has this method without a bucket")
	}
	id, _ := find(params, "x-id")
	if directories || id == operation.ListDirectoryBuckets.String() {
		return operation.ListDirectoryBuckets, nil
	}
	return operation.ListBuckets, nil
}
