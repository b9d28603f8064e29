package build

import (
	"net"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/s3safe/s3safe-go/compat"
)

// hostParts is what a host name says.
type hostParts struct {
	amazon                      bool
	service                     string // "s3", "s3-accesspoint", …
	bucket                      string // what is in front of the service, if anything
	Region                      string
	accelerate, dualStack, fips bool
}

// ParseHost reads a host with or without port, such as
// bucket.s3-fips.dualstack.us-east-1.amazonaws.com.
func ParseHost(host string) hostParts {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	var p hostParts
	host = strings.TrimSuffix(host, ".")
	suffix, amazon := compat.AmazonDomain(strings.ToLower(host))
	if !amazon {
		return p
	}
	rest := host[:len(host)-len(suffix)]
	p.amazon = true
	labels := strings.Split(rest, ".")
	// The service comes after the bucket, whose name may hold any label.
	for i := len(labels) - 1; i >= 0; i-- {
		l := strings.ToLower(labels[i])
		if !strings.HasPrefix(l, "s3") {
			continue
		}
		p.service, p.bucket = l, strings.Join(labels[:i], ".")
		for _, after := range labels[i+1:] {
			after = strings.ToLower(after)
			switch {
			case after == "dualstack":
				p.dualStack = true
			case redact.IsRegionName(after):
				p.Region = after
			}
		}
		break
	}
	p.accelerate = p.service == "s3-accelerate"
	if s, ok := strings.CutSuffix(p.service, "-fips"); ok {
		p.fips, p.service = true, s
	}
	// The oldest form of the host has the Region in the same label.
	if s, ok := strings.CutPrefix(p.service, "s3-"); ok && redact.IsRegionName(s) {
		p.Region, p.service = s, "s3"
	}
	return p
}

// target returns the Bucket member that a virtual host stands for.
func (p hostParts) target() string {
	name, _, found := strings.Cut(p.bucket, ".")
	i := strings.LastIndexByte(name, '-')
	if !strings.HasPrefix(p.service, "s3-accesspoint") && p.service != "s3-object-lambda" || found || i < 0 || p.Region == "" {
		return p.bucket
	}
	service := "s3"
	if p.service == "s3-object-lambda" {
		service = p.service
	}
	return "arn:aws:" + service + ":" + p.Region + ":" + name[i+1:] + ":accesspoint/" + name[:i]
}
