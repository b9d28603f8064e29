package build

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// SignatureOf reads how a request was signed from its headers and query.
func SignatureOf(h http.Header, query url.Values) capture.Signature {
	var s capture.Signature
	a := redact.ParseAuthorization(h.Get("Authorization"))
	date := h.Get("X-Amz-Date")
	algorithm := a.Scheme
	if q := QueryGet(query, "X-Amz-Algorithm"); q != "" && a.Scheme == "" {
		s.Presigned = true
		algorithm = q
		_, a.Scope, _ = strings.Cut(QueryGet(query, "X-Amz-Credential"), "/")
		a.SignedHeaders = QueryGet(query, "X-Amz-SignedHeaders")
		date = QueryGet(query, "X-Amz-Date")
		if n, err := strconv.ParseInt(QueryGet(query, "X-Amz-Expires"), 10, 32); err == nil {
			s.Expires = time.Duration(n) * time.Second
		}
	}
	switch {
	case h.Get("X-Amz-S3session-Token") != "" || QueryGet(query, "X-Amz-S3session-Token") != "":
		s.Scheme = "S3Express"
	case strings.HasPrefix(algorithm, "AWS4-ECDSA-P256-SHA256"):
		s.Scheme = "SigV4A"
	case strings.HasPrefix(algorithm, "AWS4-HMAC-SHA256"):
		s.Scheme = "SigV4"
	case h.Get("Authorization") == "" && QueryGet(query, "Signature") == "":
		s.Scheme = "anonymous"
	}
	if redact.IsScope(a.Scope) {
		// SigV4A has no Region in its scope: it names a set in a header.
		parts := strings.Split(a.Scope, "/")
		s.Service = parts[len(parts)-2]
		if len(parts) == 4 {
			s.Region = parts[1]
		} else if set := h.Get("X-Amz-Region-Set"); len(set) <= 200 {
			s.Region = set
		}
	}
	if redact.IsHeaderList(a.SignedHeaders) {
		s.SignedHeaders = strings.Split(a.SignedHeaders, ";")
		slices.Sort(s.SignedHeaders)
	}
	if t, err := time.Parse("20060102T150405Z", date); err == nil {
		s.Date = t
	}
	return s
}

// QueryGet returns a parameter whose name is in any case.
func QueryGet(q url.Values, name string) string {
	if v, ok := q[name]; ok && len(v) > 0 {
		return v[0]
	}
	for k, v := range q {
		if strings.EqualFold(k, name) && len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

// PayloadOf reads how the body is sent.
func PayloadOf(h http.Header, length int64, presigned bool) capture.Payload {
	p := capture.Payload{Length: length}
	switch sum := h.Get("X-Amz-Content-Sha256"); {
	case length == 0:
		p.Mode = "none"
	case sum == "UNSIGNED-PAYLOAD" || sum == "" && presigned:
		p.Mode = "unsigned"
	case sum == "STREAMING-UNSIGNED-PAYLOAD-TRAILER":
		p.Mode = "unsigned-trailer"
	case strings.HasPrefix(sum, "STREAMING-") && strings.HasSuffix(sum, "-TRAILER"):
		p.Mode = "streaming-trailer"
	case strings.HasPrefix(sum, "STREAMING-"):
		p.Mode = "streaming"
	case len(sum) == 64:
		p.Mode = "signed"
	}
	for name := range h {
		if IsChecksumName(name) {
			p.Checksums = append(p.Checksums, http.CanonicalHeaderKey(name))
		}
	}
	for _, line := range h.Values("X-Amz-Trailer") {
		for name := range strings.SplitSeq(line, ",") {
			if name = strings.TrimSpace(name); IsChecksumName(name) {
				p.Checksums = append(p.Checksums, http.CanonicalHeaderKey(name))
			}
		}
	}
	slices.Sort(p.Checksums)
	p.Checksums = slices.Compact(p.Checksums)
	return p
}

// IsChecksumName reports whether a header or trailer holds a checksum of the
// body.
func IsChecksumName(name string) bool {
	name = strings.ToLower(name)
	switch name {
	case "content-md5":
		return true
	case "x-amz-checksum-algorithm", "x-amz-checksum-type", "x-amz-checksum-mode":
		return false
	}
	return strings.HasPrefix(name, "x-amz-checksum-") && redact.HeaderValues()[name]
}
