package s3safe

import (
	"context"
	"hash/maphash"
	"net/url"
	"strings"
	"sync/atomic"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
)

// endpointTable holds the endpoints that a client sends to, as many as there is room for,
// so that they are read once.
type endpointTable struct {
	entries [64]atomic.Pointer[endpointEntry]
	// facts are those of the entries, each once: hosts of many buckets have the same.
	facts [16]atomic.Pointer[compat.Facts]
}

type endpointEntry struct {
	scheme string
	// host is without the bucket's name, if that leads.
	host string
	at   bucketPlace
	// bucket is the only one of which the facts are known; empty if they are those of
	// every bucket in this place.
	bucket string
	// regional is set if the facts' Region is the client's own, since the host
	// doesn't say one; region is the client's.
	regional bool
	// elsewhere is set if the facts say that it isn't Amazon's.
	elsewhere bool
	region    string
	// facts are shared with other entries that have equal ones, if there is room for them
	// in the table.
	facts *compat.Facts
	// home is the client of which it is known that the host is one of its service; nil
	// if that wasn't found out.
	home atomic.Pointer[s3.Options]
}

// bucketPlace says where a URL has the bucket's name: it can be in both places.
type bucketPlace struct{ host, path bool }

// placeOf finds the bucket's name in a URL. It also returns the URL's host without the
// name, if that leads.
func placeOf(u *url.URL, bucket string) (at bucketPlace, host string) {
	if bucket == "" {
		return at, u.Host
	}
	at = bucketPlace{host: leadsHost(u.Host, bucket), path: inPath(u.Path, bucket)}
	if at.host {
		return at, u.Host[len(bucket)+1:]
	}
	return at, u.Host
}

// leadsHost reports whether a host's first labels are the bucket's name.
func leadsHost(host, bucket string) bool {
	n := len(bucket)
	return len(host) > n && host[n] == '.' && (host[:n] == bucket || strings.EqualFold(host[:n], bucket))
}

// hosts reports whether the entry is that of a URL's host.
func (e *endpointEntry) hosts(u *url.URL, bucket string) bool {
	at, host := placeOf(u, bucket)
	return at.host == e.at.host && e.host == host && (e.bucket == "" || e.bucket == bucket)
}

// is reports whether the entry is that of a URL which has the bucket's name there and,
// apart from it, this host.
func (e *endpointEntry) is(ctx context.Context, scheme string, at bucketPlace, host, bucket string) bool {
	return e != nil && e.at == at && e.host == host && e.scheme == scheme && (e.bucket == "" || e.bucket == bucket) &&
		(!e.regional || e.region == awsmiddleware.GetRegion(ctx))
}

var hostSeed = maphash.MakeSeed()

// read returns what is known of the endpoint of a request's URL, taken for Amazon's if
// that is to be assumed. It must not be changed. Likely is the entry that is looked at
// first, if any.
func (t *endpointTable) read(ctx context.Context, u *url.URL, bucket string, assume bool, likely *endpointEntry) *endpointEntry {
	at, host := placeOf(u, bucket)
	if likely.is(ctx, u.Scheme, at, host, bucket) {
		return likely
	}
	slot := &t.entries[maphash.String(hostSeed, host)%uint64(len(t.entries))]
	if e := slot.Load(); e.is(ctx, u.Scheme, at, host, bucket) {
		return e
	}
	e := &endpointEntry{scheme: strings.Clone(u.Scheme), host: strings.Clone(host), at: at, region: awsmiddleware.GetRegion(ctx)}
	if at.host && !saysAll(host) {
		e.bucket = strings.Clone(bucket)
	}
	var facts compat.Facts
	readEndpoint(&facts, u, bucket)
	if assume {
		assumeAmazon(&facts)
	}
	e.elsewhere = elsewhere(&facts)
	if facts.Region == "" {
		e.regional, facts.Region = true, realRegion(e.region)
	}
	e.facts = t.shared(&facts)
	slot.Store(e)
	return e
}

// saysAll reports whether all that a host says, it says whichever bucket's name comes
// before it: it is one of Amazon's, and has the label of the service.
func saysAll(host string) bool {
	host = hostname(host)
	if _, amazon := compat.AmazonDomain(host); !amazon {
		return false
	}
	for label := range strings.SplitSeq(host, ".") {
		if strings.HasPrefix(label, "s3") {
			return true
		}
	}
	return false
}

// hostname returns a URL's host without the port, in lower case.
func hostname(host string) string { return strings.ToLower((&url.URL{Host: host}).Hostname()) }

// shared returns facts that are equal, the same for all that are as long as there is room.
func (t *endpointTable) shared(facts *compat.Facts) *compat.Facts {
	own := *facts
	own.Region = strings.Clone(facts.Region) // it may be a part of a URL
	for i := range t.facts {
		slot := &t.facts[i]
		if slot.Load() == nil && slot.CompareAndSwap(nil, &own) {
			return &own
		}
		if f := slot.Load(); *f == own {
			return f
		}
	}
	return &own
}

// inPath reports whether a URL's path begins with the bucket.
func inPath(path, bucket string) bool {
	return strings.HasPrefix(path, "/") && (path[1:] == bucket || leads(path[1:], bucket, '/'))
}

// readEndpoint reads an endpoint's URL: scheme, provider, addressing style, and
// what the names of Amazon's endpoints say.
func readEndpoint(f *compat.Facts, u *url.URL, bucket string) {
	if u.Scheme == "http" || u.Scheme == "https" {
		set(f, compat.Scheme, u.Scheme)
	}
	host := hostname(u.Host)
	if host == "" {
		return
	}
	_, amazon := compat.AmazonDomain(host)
	switch at, _ := placeOf(u, bucket); {
	case at.host && at.path && !amazon:
		// A bucket "files" at files.example.com, or a key "files/…" in it. No
		// bucket has the name of the first label of an endpoint of Amazon's.
	case at.host:
		set(f, compat.Addressing, "virtual-hosted")
	case at.path:
		set(f, compat.Addressing, "path")
	}
	if !amazon {
		set(f, compat.Provider, "other")
		return
	}
	set(f, compat.Provider, "Amazon")
	readLabels(f, host)
}

// leads reports whether s begins with the name and the separator.
func leads(s, name string, separator byte) bool {
	return len(s) > len(name) && s[len(name)] == separator && s[:len(name)] == name
}

// readLabels reads the labels of an Amazon host name, such as
// bucket.s3-fips.dualstack.us-east-1.amazonaws.com.
func readLabels(f *compat.Facts, host string) {
	accelerate, dualStack, fips, private := false, false, false, false
	// The service's labels come last; those of a dotted bucket name come first
	// and could look alike.
	for end := len(host); end >= 0; {
		start := strings.LastIndexByte(host[:end], '.') + 1
		l := host[start:end]
		end = start - 1
		switch {
		case l == "dualstack":
			dualStack = true
		case isRegionLabel(l) && f.Region == "":
			f.Region = l
		case l == "s3-accelerate":
			accelerate = true
		case strings.HasSuffix(l, "-fips"), strings.HasPrefix(l, "s3express-fips-"):
			fips = true
		}
		private = private || l == "vpce"
		if strings.HasPrefix(l, "s3") {
			if service := serviceOf(l); service != "" && !private {
				set(f, compat.EndpointService, service)
			}
			break
		}
	}
	setBool(f, compat.Accelerate, &accelerate)
	setBool(f, compat.DualStack, &dualStack)
	setBool(f, compat.FIPS, &fips)
}

// serviceOf returns whose requests an endpoint of Amazon's serves, by the label of its
// host name that begins with s3; empty if that isn't known.
func serviceOf(label string) string {
	switch l := strings.TrimSuffix(label, "-fips"); {
	case l == "s3", l == "s3-accelerate", strings.HasPrefix(l, "s3-external-"), strings.HasPrefix(l, "s3-") && isRegionLabel(l[len("s3-"):]):
		return "s3"
	case strings.HasPrefix(l, "s3express-"):
		return "s3express"
	case l == "s3-accesspoint", l == "s3-global", l == "s3-object-lambda", l == "s3-outposts":
		return "other"
	}
	return ""
}

// isRegionLabel reports whether a host label has the form of a Region's name:
// us-east-1, us-gov-west-1, eusc-de-east-1.
func isRegionLabel(l string) bool {
	last := strings.LastIndexByte(l, '-')
	if last < 0 || strings.Count(l, "-") < 2 || len(l)-last != 2 || strings.HasPrefix(l, "s3") {
		return false
	}
	return l[last+1] >= '1' && l[last+1] <= '9'
}
