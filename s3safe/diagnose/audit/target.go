package audit

import (
	"net"
	"regexp"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/build"

	"github.com/s3safe/s3safe-go/compat"
)

// expecting is what S3 says of a wrong Region in its message.
var expecting = regexp.MustCompile(`expecting '([a-z0-9-]+)'`)

// multiRegionHost is a host of Multi-Region Access Points.
func multiRegionHost(host string) bool { return strings.Contains(host, ".accesspoint.s3-global.") }

// scope examines the credential scope: its Region and its scheme.
func (a *auditor) scope() {
	target := compat.ParseTarget(a.Member("Bucket"))
	multi := target.Kinds == compat.Targets(compat.MultiRegionAccessPoint) || multiRegionHost(a.Host())
	if multi {
		// Where the request happens to arrive in the Region it is signed for, S3
		// takes it.
		if a.Signature.Scheme == "SigV4" && a.Answer.Status/100 != 2 {
			a.add(Discrepancy{Kind: SigV4AMissing, Severity: Breaks, What: "signature scheme", Expected: "SigV4A", Got: a.Signature.Scheme,
				Why:   "a Multi-Region Access Point is served by any of several Regions, and Signature Version 4 is made for one",
				Fix:   "leave the client's authentication scheme alone (the SDK chooses SigV4A for the ARN of such an access point), and address it by ARN, not by host name",
				Codes: []string{"InvalidRequest", "AccessDenied", "AuthorizationHeaderMalformed", "AuthorizationQueryParametersError"}, Rules: []string{"multi-region-needs-sigv4a"}})
		}
		return
	}
	got := a.Signature.Region
	if got == "" || a.Signature.Scheme == "SigV4A" || a.Signature.Scheme == "anonymous" || a.Answer.Status/100 == 2 {
		return
	}
	want, says := a.bucketRegion()
	if want == "" || want == got || got == "aws-global" && want == "us-east-1" {
		return
	}
	a.add(Discrepancy{Kind: RegionMismatch, Severity: Breaks, What: "Region in the credential scope", Expected: want, Got: got,
		Why:   "the signature is made for another Region than " + says,
		Fix:   "configure the client for " + want + " (or use one client for each Region; HeadBucket answers a bucket's Region)",
		Codes: []string{"AuthorizationHeaderMalformed", "PermanentRedirect", "IllegalLocationConstraintException"},
		Rules: []string{"bucket-in-another-region", "bucket-outside-enabled-region"}})
}

// bucketRegion returns the Region that the request should have been signed for,
// and who says so.
func (a *auditor) bucketRegion() (region, says string) {
	if v := capture.Canonical(a.Answer.Header)["X-Amz-Bucket-Region"]; len(v) == 1 && v[0] != "" {
		return v[0], "the bucket's, which the answer names (X-Amz-Bucket-Region)"
	}
	if m := expecting.FindStringSubmatch(a.Answer.Message); m != nil {
		return m[1], "the one that S3's message expects"
	}
	if a.AtAmazon() {
		if region := build.ParseHost(a.Host()).Region; region != "" {
			return region, "that of the endpoint it was sent to"
		}
	}
	return "", ""
}

// style examines the addressing style against what the target and the endpoint
// demand.
func (a *auditor) style() {
	bucket, host := a.Member("Bucket"), a.Host()
	if bucket == "" || host == "" || a.Endpoint.Style == "" {
		return
	}
	target := compat.ParseTarget(bucket)
	d := Discrepancy{Kind: AddressingStyle, Severity: Breaks, What: "addressing style", Got: a.Endpoint.Style}
	switch a.Endpoint.Style {
	case "path":
		d.Expected = "virtual-hosted"
		d.Fix = "don't set UsePathStyle for this target"
		switch {
		case strings.Contains(host, "s3-accelerate"):
			d.Why = "the accelerate endpoint finds the bucket by the host name only"
			d.Codes, d.Rules = []string{"InvalidRequest"}, []string{"accelerate-path-style"}
		case !a.AtAmazon():
			return // other providers may offer what Amazon doesn't
		case target.ARN:
			d.Why = "an ARN can't be a part of the path; its endpoint is made of it"
			d.Codes, d.Rules = []string{"InvalidBucketName"}, []string{"path-style-with-arn"}
		case strings.HasPrefix(host, "s3express-control"):
			return // where the buckets themselves are managed, by path
		case target.Kinds == compat.Targets(compat.DirectoryBucket), target.Kinds == compat.Targets(compat.DirectoryAccessPoint):
			d.Why = "directory buckets are served by Zonal endpoints, which take virtual-hosted requests only"
			d.Codes = []string{"InvalidRequest", "NoSuchBucket"}
		case target.Alias:
			d.Why = "the alias of an access point is made to be a host name"
			d.Codes = []string{"NoSuchBucket", "InvalidBucketName"}
			d.Severity = Noted // no source says what S3 answers
		default:
			return
		}
	case "virtual-hosted":
		d.Expected = "path"
		d.Fix = "set UsePathStyle"
		service := strings.TrimPrefix(host, strings.ToLower(bucket)+".")
		switch {
		case net.ParseIP(strings.Trim(service, "[]")) != nil && service != host:
			d.Why = "a label can't be put in front of an IP address, so the host isn't found"
		case target.ARN:
			return
		case strings.ContainsAny(bucket, "_ABCDEFGHIJKLMNOPQRSTUVWXYZ"):
			d.Why = "only path-style requests reach a bucket whose name can't be a host name: DNS knows neither case nor underscores"
			d.Codes = []string{"NoSuchBucket", "InvalidBucketName"}
		case strings.Contains(bucket, ".") && strings.HasPrefix(a.Endpoint.URL, "https:") && a.AtAmazon():
			d.Why = "S3's certificates stand for one label in front of the endpoint, so a name with periods fails their verification"
			d.Fix = "set UsePathStyle, or use a bucket without periods in its name"
		default:
			return
		}
	default:
		return
	}
	a.add(d)
}
