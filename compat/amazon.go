package compat

import "strings"

// amazonDomains are the DNS suffixes of Amazon's endpoints, one or more for each
// partition; source: the partitions of the SDK's endpoint rules.
var amazonDomains = []string{
	".amazonaws.com",
	".api.aws",
	".amazonaws.com.cn",
	".api.amazonwebservices.com.cn",
	".amazonaws.eu",
	".api.amazonwebservices.eu",
	".c2s.ic.gov",
	".api.aws.ic.gov",
	".sc2s.sgov.gov",
	".api.aws.scloud",
	".cloud.adc-e.uk",
	".api.cloud-aws.adc-e.uk",
	".csp.hci.ic.gov",
	".api.aws.hci.ic.gov",
}

// AmazonDomain returns the DNS suffix by which a host, in lower case and without
// a port, is an endpoint of Amazon's, with its leading period; false if it isn't
// one. A final period of the host changes nothing, and isn't a part of the suffix: it
// only keeps resolvers from trying their search domains (RFC 1034, 3.1).
func AmazonDomain(host string) (suffix string, ok bool) {
	host = strings.TrimSuffix(host, ".")
	for _, d := range amazonDomains {
		if strings.HasSuffix(host, d) && len(d) > len(suffix) {
			suffix = d
		}
	}
	return suffix, suffix != ""
}
