package audit

import (
	"net/http"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// missing reports headers that the signature covers and the request doesn't have, as
// a presigned URL is sent that was made for more headers.
func (a *auditor) missing(m *capture.Message) {
	if len(m.Header) == 0 && !a.Signature.Presigned || m.Method == "" {
		return // the source has no headers, or they aren't known
	}
	header := capture.Canonical(m.Header)
	for _, name := range a.Signature.SignedHeaders {
		key := http.CanonicalHeaderKey(name)
		if _, there := header[key]; there || hopHeaders[key] || signatureHeaders[key] || a.reported("header "+key) {
			continue
		}
		d := Discrepancy{Kind: HeaderMissing, Severity: Breaks, What: "header " + key, Expected: "sent, as the signature covers it",
			Why: "the signature covers the header, and the request doesn't have it, so S3 computes another signature",
			Fix: "send the header with the value that it was signed with", Codes: []string{"SignatureDoesNotMatch"}, Rules: a.headerRules(key)}
		if a.Signature.Presigned {
			d.Fix = "send the header with the presigned URL, with the value it was presigned with (the presigner returns the headers to send); or presign without the option that adds it"
		}
		a.add(d)
	}
}

// notASCII reports headers with characters beyond ASCII.
func (a *auditor) notASCII(m *capture.Message) {
	for _, name := range sortedNames(capture.Canonical(m.Header)) {
		for _, v := range m.Header[name] {
			if v != redact.MaskedNotASCII && redact.IsASCII(v) {
				continue
			}
			d := Discrepancy{Kind: HeaderNotASCII, Severity: Noted, What: "header " + name, Expected: "ASCII", Got: v,
				Why: "headers are ASCII: clients, proxies and servers write other characters in different ways (UTF-8, Latin-1, RFC 2047), so what was signed may not be what arrives",
				Fix: "encode the value (percent-encoding or Base64) before it is set, and decode it after reading"}
			if strings.HasPrefix(name, "X-Amz-") && a.hasSignature() {
				d.Codes = []string{"SignatureDoesNotMatch"}
			}
			a.add(d)
			break
		}
	}
}

// emptyHash is SHA-256 of nothing.
const emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

// payloadHash reports the hash of an empty body with a body.
func (a *auditor) payloadHash(m *capture.Message) {
	v := capture.Canonical(m.Header)["X-Amz-Content-Sha256"]
	if len(v) != 1 || v[0] != emptyHash || m.Length() <= 0 {
		return
	}
	a.add(Discrepancy{Kind: EmptyPayloadHash, Severity: Breaks, What: "header X-Amz-Content-Sha256", Expected: "the hash of the body, or UNSIGNED-PAYLOAD", Got: "the hash of an empty body",
		Why: "the request has a body, and was signed with the hash of none: the body was set after signing, or its reader stood at its end",
		Fix: "set the body before signing, and rewind its reader", Codes: []string{"XAmzContentSHA256Mismatch", "SignatureDoesNotMatch", "BadDigest"}})
}

// services are those of a credential scope, by what S3's hosts begin with.
var services = []struct{ label, service string }{
	{"s3-outposts", "s3-outposts"}, {"s3-object-lambda", "s3-object-lambda"}, {"s3express-control", "s3express"}, {"s3express", "s3express"},
}

// service reports a signature for another service than the one the host is of.
func (a *auditor) service() {
	host, got := a.Host(), a.Signature.Service
	if got == "" || !a.AtAmazon() {
		return
	}
	want := ""
	for label := range strings.SplitSeq(host, ".") {
		for _, s := range services {
			if label == s.label || strings.HasPrefix(label, s.label+"-") {
				want = s.service
			}
		}
		if want == "" && (label == "s3" || strings.HasPrefix(label, "s3-")) {
			want = "s3"
		}
	}
	if want == "" || want == got {
		return
	}
	a.add(Discrepancy{Kind: ServiceMismatch, Severity: Breaks, What: "service in the credential scope", Expected: want, Got: got,
		Why: "the host is one of " + want + ", and the request is signed for " + got,
		Fix: "let the SDK resolve the endpoint and sign for it; a client that signs for s3 always can't reach this target", Codes: []string{"SignatureDoesNotMatch", "UnsupportedOperation", "AuthorizationHeaderMalformed", "AuthorizationQueryParametersError", "AccessDenied", "InvalidRequest"}})
}

// directoryBucket reports the name of a directory bucket at a host that serves none.
func (a *auditor) directoryBucket() {
	host, bucket := a.Host(), a.Member("Bucket")
	kinds := compat.ParseTarget(bucket).Kinds
	if host == "" || !a.AtAmazon() || strings.Contains(host, "s3express") ||
		kinds != compat.Targets(compat.DirectoryBucket) && kinds != compat.Targets(compat.DirectoryAccessPoint) {
		return
	}
	a.add(Discrepancy{Kind: DirectoryBucketHost, Severity: Breaks, What: "host", Expected: "a host of s3express", Got: host,
		Why: "the name is one of a directory bucket, and this host serves general purpose buckets only: there is none of that name",
		Fix: "don't set BaseEndpoint for directory buckets, so that the SDK resolves the Zonal endpoint; clients that don't know directory buckets can't reach them", Codes: []string{"NoSuchBucket", "NotFound", "InvalidBucketName"}})
}

// hasToken reports whether the request has a session token of STS.
func (a *auditor) hasToken() bool {
	m := a.SentOrSigned()
	_, inHeader := capture.Canonical(m.Header)["X-Amz-Security-Token"]
	_, inQuery := Parameters(m.Query)["X-Amz-Security-Token"]
	return inHeader || inQuery
}

// token notes a session token in a Region that accounts must enable.
func (a *auditor) token() {
	region := a.Signature.Region
	if region == "" || !a.hasToken() || !aws.MustBeEnabled(region) {
		return
	}
	a.add(Discrepancy{Kind: TokenRegion, Severity: Noted, What: "session token", Expected: "a token that is valid in " + region, Got: "a token, of which its version isn't known",
		Why:   region + " is a Region that accounts must enable, and tokens of the global STS endpoint (version 1) aren't valid in such Regions unless the account changed that",
		Fix:   "get the token from a Regional STS endpoint (AWS_STS_REGIONAL_ENDPOINTS=regional), or set the account's global endpoint to tokens of version 2, valid in all Regions",
		Codes: []string{"InvalidToken"}})
}

// The longest that STS lets tokens live: those of roles, and all of them.
const (
	maxRoleToken = 12 * time.Hour
	maxToken     = 36 * time.Hour
)

// tokenAge reports a presigned request that outlives the token it was signed with.
func (a *auditor) tokenAge() {
	s := a.Signature
	if !s.Presigned || !a.hasToken() {
		return
	}
	d := Discrepancy{Kind: TokenAge, What: "session token", Codes: []string{"ExpiredToken"},
		Fix: "presign with credentials that last as long as the URL shall (those of an IAM user for up to 7 days), or presign when the URL is asked for"}
	switch age := a.Time.Sub(s.Date); {
	case !a.Time.IsZero() && !s.Date.IsZero() && age > maxToken:
		d.Severity, d.Expected, d.Got = Breaks, "a token that is still valid", "one that signed "+age.Round(time.Minute).String()+" ago"
		d.Why = "the URL was presigned with temporary credentials, which live for 36 hours at most, and a URL ends with them"
	case s.Expires > maxRoleToken:
		d.Severity, d.Expected, d.Got = Noted, "a validity within that of the token", s.Expires.String()
		d.Why = "the URL was presigned with temporary credentials, and ends with them, however long its own validity is: a role's live for 12 hours at most, for 1 hour unless more was asked for, and all others for 36 hours at most"
	default:
		return
	}
	a.add(d)
}

// mfa notes a code of an MFA device that comes with temporary credentials.
func (a *auditor) mfa() {
	m := a.SentOrSigned()
	_, inHeader := capture.Canonical(m.Header)["X-Amz-Mfa"]
	_, inQuery := Parameters(m.Query)["X-Amz-Mfa"]
	if !inHeader && !inQuery || !a.hasToken() {
		return
	}
	a.add(Discrepancy{Kind: MFASession, Severity: Noted, What: "header X-Amz-Mfa", Expected: "the root user's own credentials", Got: "temporary credentials",
		Why:   "with MFA delete only the root user of the bucket's account may delete versions or change the versioning, with a code of its own device, and temporary credentials are hardly ever the root user's",
		Fix:   "sign with an access key of the root user, and give the serial number of its device and a fresh code",
		Codes: []string{"AccessDenied"}})
}
