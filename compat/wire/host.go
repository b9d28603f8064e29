package wire

import (
	"net"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// place is what a request's host says.
type place struct {
	// bucket is the Bucket member, if the host has it; else the path has.
	bucket string
	// inHost is set if the bucket isn't in the path, whether or not there is one.
	inHost bool
	// directories is set at the endpoint that lists directory buckets.
	directories bool
	// lambda is set at the endpoint that takes the answers of Lambda functions.
	lambda bool

	// website is set at a website endpoint, which isn't one of the API.
	website bool

	amazon, accelerate, dualStack, fips bool
	// plain is set at Amazon's endpoints of the service s3 itself.
	plain bool
	// service is whose requests an endpoint of Amazon's serves: a value of
	// compat.EndpointService, empty if that isn't known.
	service string

	region string
}

// general reports whether a place may be one of general purpose buckets.
func (p *place) general() bool { return p.service == "" || p.service == "s3" }

// hostname returns a host in lower case, without port and final period.
func hostname(host string) string {
	if strings.IndexByte(host, ':') >= 0 {
		if h, _, err := net.SplitHostPort(host); err == nil {
			host = h
		}
	}
	host = strings.TrimSuffix(host, ".")
	host = strings.TrimSuffix(strings.TrimPrefix(host, "["), "]")
	return strings.ToLower(host)
}

// find reads a host, which is in lower case and has no port.
func (d *Decoder) find(host string) (place, *Error) {
	if host == "" {
		return place{}, notDecodable("there is no host")
	}
	if p, ok := d.ofDomain(host); ok {
		return p, nil
	}
	if suffix, ok := compat.AmazonDomain(host); ok {
		return amazonPlace(host[:len(host)-len(suffix)], suffix)
	}
	// An address or a plain name can't have a bucket in front of it.
	if strings.IndexByte(host, '.') < 0 || net.ParseIP(host) != nil {
		return place{}, nil
	}
	if bucket, ok := strings.CutSuffix(host, ".localhost"); ok {
		return place{bucket: bucket, inHost: true}, nil
	}
	return place{}, notDecodable("the host is unknown; name its domain with the option Domains")
}

// ofDomain reads a host of one of the domains that were named.
func (d *Decoder) ofDomain(host string) (place, bool) {
	longest := ""
	for _, domain := range d.domains {
		if len(domain) > len(longest) && strings.HasSuffix(host, domain) && (len(host) == len(domain) || host[len(host)-len(domain)-1] == '.') {
			longest = domain
		}
	}
	switch {
	case longest == "":
		return place{}, false
	case len(host) == len(longest):
		return place{}, true
	}
	return place{bucket: host[:len(host)-len(longest)-1], inHost: true}, true
}

// amazonPlace reads the labels in front of the DNS suffix of Amazon's endpoints:
// from the right a Region, dualstack, the service, and the bucket.
func amazonPlace(rest, suffix string) (place, *Error) {
	p := place{amazon: true}
	rest, last := cutLast(rest)
	if isRegion(last) {
		p.region = last
		rest, last = cutLast(rest)
	}
	if last == "dualstack" {
		p.dualStack = true
		rest, last = cutLast(rest)
	}
	service := last
	for _, f := range []string{"-fips", "-fips-"} {
		if i := strings.Index(service, f); i > 0 && (f == "-fips-" || i+len(f) == len(service)) && (f == "-fips" || strings.HasPrefix(service, "s3express")) {
			p.fips = true
			service = service[:i] + strings.TrimSuffix(f[5:]+service[i+len(f):], "-fips")
		}
	}
	switch {
	case service == "s3":
		p.plain, p.service = true, "s3"
	case service == "s3-accelerate":
		p.accelerate, p.service = true, "s3"
	case service == "s3-accesspoint":
		p.service = "other"
		name, account, ok := nameAndAccount(rest)
		if !ok {
			return p, notDecodable("the host isn't that of an access point")
		}
		return p.at("arn:" + partition(p.region, suffix) + ":s3:" + p.region + ":" + account + ":accesspoint/" + name), nil
	case service == "s3-global":
		p.service = "other"
		alias, ok := strings.CutSuffix(rest, ".accesspoint")
		if !ok {
			return p, notDecodable("the host isn't that of a Multi-Region Access Point")
		}
		return p.at("arn:" + partition(p.region, suffix) + ":s3:::accesspoint/" + alias), nil
	case service == "s3-object-lambda":
		p.service = "other"
		if name, account, ok := nameAndAccount(rest); ok {
			return p.at("arn:" + partition(p.region, suffix) + ":s3-object-lambda:" + p.region + ":" + account + ":accesspoint/" + name), nil
		}
		p.lambda = true // the host begins with the route of the answer
		return p, nil
	case service == "s3-outposts":
		p.service = "other"
		front, outpost := cutLast(rest)
		if name, account, ok := nameAndAccount(front); ok && outpost != "ec2" {
			return p.at("arn:" + partition(p.region, suffix) + ":s3-outposts:" + p.region + ":" + account + ":outpost/" + outpost + "/accesspoint/" + name), nil
		}
		if front == "" {
			return p, notDecodable("the host names no Outposts access point")
		}
		return p.at(front), nil
	case service == "s3express-control":
		p.directories, p.service = true, "s3express"
		return p, nil
	case strings.HasPrefix(service, "s3express-"):
		p.service = "s3express"
		if rest == "" {
			return p, notDecodable("the zonal host names no bucket")
		}
	case service == "s3-website", strings.HasPrefix(service, "s3-website-"):
		p.website = true
		return p, nil
	case strings.HasPrefix(service, "s3-external-"):
		p.region, p.service = "us-east-1", "s3"
	case strings.HasPrefix(service, "s3-") && isRegion(service[3:]) && p.region == "":
		p.region, p.service = service[3:], "s3"
	default:
		return p, notDecodable("the host isn't an endpoint of the S3 API")
	}
	if rest != "" {
		return p.at(rest), nil
	}
	return p, nil
}

func (p place) at(bucket string) place {
	p.bucket, p.inHost = bucket, true
	return p
}

// cutLast cuts the last label off.
func cutLast(s string) (rest, last string) {
	i := strings.LastIndexByte(s, '.')
	if i < 0 {
		return "", s
	}
	return s[:i], s[i+1:]
}

// nameAndAccount splits the label of an access point: name-123456789012.
func nameAndAccount(label string) (name, account string, ok bool) {
	const digits = 12
	i := len(label) - digits
	if i < 2 || label[i-1] != '-' || strings.IndexByte(label, '.') >= 0 {
		return "", "", false
	}
	for _, c := range []byte(label[i:]) {
		if c < '0' || c > '9' {
			return "", "", false
		}
	}
	return label[:i-1], label[i:], true
}

// isRegion reports whether a host label has the form of a Region's name:
// us-east-1, us-gov-west-1, eusc-de-east-1.
func isRegion(l string) bool {
	last := strings.LastIndexByte(l, '-')
	if last < 0 || len(l)-last < 2 || len(l)-last > 3 || strings.Count(l, "-") < 2 || strings.HasPrefix(l, "s3") {
		return false
	}
	for _, c := range []byte(l[last+1:]) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// partition returns the partition of an ARN of the Region.
func partition(region, suffix string) string {
	for _, p := range [...]struct{ prefix, partition string }{
		{"cn-", "aws-cn"}, {"us-gov-", "aws-us-gov"}, {"us-isob-", "aws-iso-b"}, {"us-isof-", "aws-iso-f"}, {"us-iso-", "aws-iso"},
		{"eu-isoe-", "aws-iso-e"}, {"eusc-", "aws-eusc"},
	} {
		if strings.HasPrefix(region, p.prefix) {
			return p.partition
		}
	}
	if strings.HasSuffix(suffix, ".cn") {
		return "aws-cn"
	}
	return "aws"
}
