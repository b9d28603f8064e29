package s3safe

import (
	"net/url"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// readEndpoint reads an endpoint's URL: scheme, provider, addressing style, and
// what the names of Amazon's endpoints say.
func readEndpoint(f *compat.Facts, u *url.URL, target compat.Target) {
	if u.Scheme == "http" || u.Scheme == "https" {
		set(f, compat.Scheme, u.Scheme)
	}
	host := strings.ToLower(u.Hostname())
	if host == "" {
		return
	}
	if target.Name != "" {
		switch {
		case leads(host, strings.ToLower(target.Name), '.'):
			set(f, compat.Addressing, "virtual-hosted")
		case strings.HasPrefix(u.Path, "/") && (u.Path[1:] == target.Name || leads(u.Path[1:], target.Name, '/')):
			set(f, compat.Addressing, "path")
		}
	}
	if _, amazon := compat.AmazonDomain(host); !amazon {
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
	accelerate, dualStack, fips := false, false, false
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
		case strings.HasSuffix(l, "-fips"):
			fips = true
		}
		if strings.HasPrefix(l, "s3") {
			break
		}
	}
	setBool(f, compat.Accelerate, &accelerate)
	setBool(f, compat.DualStack, &dualStack)
	setBool(f, compat.FIPS, &fips)
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
