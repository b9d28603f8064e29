package wire

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
)

// Signature is how a request is signed, as far as it says so itself. Neither keys
// nor signatures are in it.
type Signature struct {
	// Presigned is set for a presigned URL.
	Presigned bool
	// Region and Service are those of the credential's scope.
	Region, Service string
}

const (
	algorithmV4  = "AWS4-HMAC-SHA256"
	algorithmV4A = "AWS4-ECDSA-P256-SHA256"
)

// header returns the first value of a header by its canonical name, and whether it
// is there.
func header(h http.Header, name string) (string, bool) {
	if list, ok := h[name]; ok && len(list) > 0 {
		return trim(list[0]), true
	}
	return "", false
}

// findFold is find without regard to case.
func findFold(list []parameter, name string) (string, bool) {
	for i := range list {
		if strings.EqualFold(list[i].name, name) {
			return list[i].value, true
		}
	}
	return "", false
}

// readSignature reads how the request is signed.
func (m *Message) readSignature(r *http.Request, params []parameter) {
	f := &m.signature
	scheme, form := "", "false"
	auth, signed := header(r.Header, "Authorization")
	algorithm, query := findFold(params, "X-Amz-Algorithm")
	_, session := header(r.Header, "X-Amz-S3session-Token")
	switch {
	case signed:
		algorithm, _, _ = strings.Cut(auth, " ")
		m.scope(credentialOf(auth))
		scheme = schemeOf(algorithm, session)
	case query:
		form = "url"
		m.Signature.Presigned = true
		_, token := findFold(params, "X-Amz-S3session-Token")
		credential, _ := findFold(params, "X-Amz-Credential")
		m.scope(credential)
		scheme = schemeOf(algorithm, session || token)
		if s, ok := findFold(params, "X-Amz-Expires"); ok {
			m.Request.Expires = seconds(s)
		}
	case isV2(params):
		form = "url"
		m.Signature.Presigned = true
	default:
		scheme = "anonymous"
	}
	if scheme != "" {
		set(f, compat.SignatureScheme, scheme)
	}
	set(f, compat.Presigned, form)
	sum, _ := header(r.Header, "X-Amz-Content-Sha256")
	streaming := strings.HasPrefix(sum, "STREAMING-")
	switch {
	case sum == "UNSIGNED-PAYLOAD":
		set(f, compat.Payload, "unsigned")
	case sum == "STREAMING-UNSIGNED-PAYLOAD-TRAILER":
		set(f, compat.Payload, "unsigned-trailer")
	case streaming && strings.HasSuffix(sum, "-TRAILER"):
		set(f, compat.Payload, "streaming-trailer")
	case streaming:
		set(f, compat.Payload, "streaming")
	case len(sum) == 64:
		set(f, compat.Payload, "signed")
	}
	if streaming {
		if _, ok := header(r.Header, "X-Amz-Decoded-Content-Length"); ok {
			set(f, compat.Length, "known")
		} else {
			set(f, compat.Length, "unknown")
		}
	}
	if hasDigest(r.Header) {
		set(f, compat.Digest, "some")
	} else {
		set(f, compat.Digest, "none")
	}
}

// schemeOf returns the scheme of an algorithm, empty if there is no value for it.
func schemeOf(algorithm string, session bool) string {
	switch {
	case algorithm == algorithmV4A:
		return "SigV4A"
	case algorithm == algorithmV4 && session:
		return "S3Express"
	case algorithm == algorithmV4:
		return "SigV4"
	}
	return ""
}

// isV2 reports whether a URL is presigned with Signature Version 2.
func isV2(params []parameter) bool {
	_, id := find(params, "AWSAccessKeyId")
	_, signature := find(params, "Signature")
	return id || signature
}

// credentialOf returns the credential of an Authorization header.
func credentialOf(auth string) string {
	_, rest, ok := strings.Cut(auth, "Credential=")
	if !ok {
		return ""
	}
	if i := strings.IndexAny(rest, ", "); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

// scope reads a credential: AKIDEXAMPLE/20260221/us-east-1/s3/aws4_request. That
// of SigV4A has no Region. An access key can't have a slash.
func (m *Message) scope(credential string) {
	rest, end := cutSlash(credential)
	if end != "aws4_request" {
		return
	}
	rest, m.Signature.Service = cutSlash(rest)
	rest, region := cutSlash(rest)
	if strings.IndexByte(rest, '/') >= 0 {
		m.Signature.Region = region
	}
}

func cutSlash(s string) (rest, last string) {
	i := strings.LastIndexByte(s, '/')
	if i < 0 {
		return "", s
	}
	return s[:i], s[i+1:]
}

// seconds reads a number of seconds; 0 if it isn't one. What a duration can't
// hold it holds as long as it can.
func seconds(s string) time.Duration {
	const most = 1<<63 - 1
	n, err := strconv.ParseUint(s, 10, 64)
	switch {
	case n > most/uint64(time.Second):
		return most
	case err != nil:
		return 0
	}
	return time.Duration(n) * time.Second
}

// hasDigest reports whether headers carry a digest of the body, or say that the
// trailer will.
func hasDigest(h http.Header) bool {
	if trailer, ok := header(h, "X-Amz-Trailer"); ok && isChecksum(http.CanonicalHeaderKey(trailer)) {
		return true
	}
	if len(h["Content-Md5"]) > 0 {
		return true
	}
	for name := range h {
		if isChecksum(name) {
			return true
		}
	}
	return false
}

// isChecksum reports whether a header carries a checksum.
func isChecksum(name string) bool {
	const prefix = "X-Amz-Checksum-"
	return strings.HasPrefix(name, prefix) && name != prefix+"Mode" && name != prefix+"Type" && name != prefix+"Algorithm"
}
