package diagnose

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// signatureOf reads how a request was signed from its headers and query.
func signatureOf(h http.Header, query url.Values) Signature {
	var s Signature
	a := parseAuthorization(h.Get("Authorization"))
	date := h.Get("X-Amz-Date")
	algorithm := a.scheme
	if q := queryGet(query, "X-Amz-Algorithm"); q != "" && a.scheme == "" {
		s.Presigned = true
		algorithm = q
		_, a.scope, _ = strings.Cut(queryGet(query, "X-Amz-Credential"), "/")
		a.signedHeaders = queryGet(query, "X-Amz-SignedHeaders")
		date = queryGet(query, "X-Amz-Date")
		if n, err := strconv.ParseInt(queryGet(query, "X-Amz-Expires"), 10, 32); err == nil {
			s.Expires = time.Duration(n) * time.Second
		}
	}
	switch {
	case h.Get("X-Amz-S3session-Token") != "" || queryGet(query, "X-Amz-S3session-Token") != "":
		s.Scheme = "S3Express"
	case strings.HasPrefix(algorithm, "AWS4-ECDSA-P256-SHA256"):
		s.Scheme = "SigV4A"
	case strings.HasPrefix(algorithm, "AWS4-HMAC-SHA256"):
		s.Scheme = "SigV4"
	case h.Get("Authorization") == "" && queryGet(query, "Signature") == "":
		s.Scheme = "anonymous"
	}
	if isScope(a.scope) {
		// SigV4A has no Region in its scope: it names a set in a header.
		parts := strings.Split(a.scope, "/")
		s.Service = parts[len(parts)-2]
		if len(parts) == 4 {
			s.Region = parts[1]
		} else if set := h.Get("X-Amz-Region-Set"); len(set) <= 200 {
			s.Region = set
		}
	}
	if isHeaderList(a.signedHeaders) {
		s.SignedHeaders = strings.Split(a.signedHeaders, ";")
		slices.Sort(s.SignedHeaders)
	}
	if t, err := time.Parse("20060102T150405Z", date); err == nil {
		s.Date = t
	}
	return s
}

// queryGet returns a parameter whose name is in any case.
func queryGet(q url.Values, name string) string {
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

// payloadOf reads how the body is sent.
func payloadOf(h http.Header, length int64, presigned bool) Payload {
	p := Payload{Length: length}
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
		if isChecksumName(name) {
			p.Checksums = append(p.Checksums, http.CanonicalHeaderKey(name))
		}
	}
	for _, line := range h.Values("X-Amz-Trailer") {
		for name := range strings.SplitSeq(line, ",") {
			if name = strings.TrimSpace(name); isChecksumName(name) {
				p.Checksums = append(p.Checksums, http.CanonicalHeaderKey(name))
			}
		}
	}
	slices.Sort(p.Checksums)
	p.Checksums = slices.Compact(p.Checksums)
	return p
}

// isChecksumName reports whether a header or trailer holds a checksum of the
// body.
func isChecksumName(name string) bool {
	name = strings.ToLower(name)
	switch name {
	case "content-md5":
		return true
	case "x-amz-checksum-algorithm", "x-amz-checksum-type", "x-amz-checksum-mode":
		return false
	}
	return strings.HasPrefix(name, "x-amz-checksum-") && headerValues[name]
}
