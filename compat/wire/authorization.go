package wire

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
)

// authorization is what an Authorization header or a presigned URL says.
type authorization struct {
	algorithm, credential, signed, signature string
	url                                      bool
}

// readHeaderAuthorization takes an Authorization header apart: its components may
// be in any order, with commas and blanks between them.
func readHeaderAuthorization(value string) authorization {
	var a authorization
	a.algorithm, value, _ = strings.Cut(value, " ")
	for value != "" {
		var component string
		component, value, _ = strings.Cut(value, ",")
		name, v, _ := strings.Cut(trim(component), "=")
		switch name {
		case "Credential":
			a.credential = v
		case "SignedHeaders":
			a.signed = v
		case "Signature":
			a.signature = v
		}
	}
	return a
}

func readURLAuthorization(params []parameter) authorization {
	a := authorization{url: true}
	for i := range params {
		p := &params[i]
		if len(p.name) < 15 || !strings.EqualFold(p.name[:6], "X-Amz-") {
			continue
		}
		switch rest := p.name[6:]; {
		case strings.EqualFold(rest, "Algorithm"):
			a.algorithm = p.value
		case strings.EqualFold(rest, "Credential"):
			a.credential = p.value
		case strings.EqualFold(rest, "SignedHeaders"):
			a.signed = p.value
		case strings.EqualFold(rest, "Signature"):
			a.signature = p.value
		}
	}
	return a
}

// is4 reports whether the algorithm is one of Signature Version 4.
func is4(algorithm string) bool { return algorithm == algorithmV4 || algorithm == algorithmV4A }

// in returns the value of a feature for the place of the authorization.
func (a *authorization) in(header, url string) string {
	if a.url {
		return url
	}
	return header
}

// judge states what is known of the form of the authorization.
func (a *authorization) judge(m *Message, h http.Header) {
	f := &m.wire
	switch {
	case a.credential == "" || a.signed == "" || a.signature == "":
		set(f, compat.Authorization, a.in("incomplete header", "incomplete URL"))
		return
	case !m.scope(a.credential, a.algorithm):
		set(f, compat.Authorization, a.in("malformed credential", "malformed credential in URL"))
		return
	}
	set(f, compat.Authorization, "well-formed")
	switch {
	case !lists(a.signed, "host"):
		set(f, compat.SignedHeaders, "without host")
	case allSigned(a.signed, h):
		set(f, compat.SignedHeaders, "all")
	default:
		set(f, compat.SignedHeaders, "not all")
	}
}

// allSigned reports whether every header is signed that S3 wants signed. What it
// makes of those that are left out here isn't known, or it accepts them.
func allSigned(signed string, h http.Header) bool {
	for name := range h {
		if len(name) < 7 || !strings.EqualFold(name[:6], "X-Amz-") {
			continue
		}
		switch name {
		case "X-Amz-Content-Sha256", "X-Amz-Date", "X-Amz-User-Agent":
			continue
		}
		if !lists(signed, name) {
			return false
		}
	}
	return true
}

// lists reports whether a list of signed headers has one, in any case.
func lists(signed, name string) bool {
	for signed != "" {
		i := strings.IndexByte(signed, ';')
		if i < 0 {
			i = len(signed)
		}
		if i == len(name) && strings.EqualFold(signed[:i], name) {
			return true
		}
		if i == len(signed) {
			break
		}
		signed = signed[i+1:]
	}
	return false
}

// scope reads a credential, AKIDEXAMPLE/20260221/us-east-1/s3/aws4_request, and
// reports whether it is one. That of SigV4A has no Region.
func (m *Message) scope(credential, algorithm string) bool {
	rest, end := cutSlash(credential)
	if end != "aws4_request" {
		return false
	}
	rest, m.Signature.Service = cutSlash(rest)
	if algorithm == algorithmV4 {
		rest, m.Signature.Region = cutSlash(rest)
	}
	id, day := cutSlash(rest)
	return id != "" && len(day) == len("20060102") && m.Signature.Service != ""
}

func cutSlash(s string) (rest, last string) {
	i := strings.LastIndexByte(s, '/')
	if i < 0 {
		return "", s
	}
	return s[:i], s[i+1:]
}

// judgeScope compares the credential's scope with the endpoint's.
func (d *Decoder) judgeScope(m *Message, at *place, a *authorization) {
	s := &m.Signature
	region := at.region
	if region == "" && !at.amazon {
		region = d.region
	}
	switch {
	case s.Service == "":
	case at.plain && s.Service != "s3" && s.Service != "s3express" && s.Service != "s3-outposts" && s.Service != "s3-object-lambda":
		set(&m.wire, compat.CredentialScope, a.in("another service", "another service in URL"))
	case s.Region == "":
	case region != "" && s.Region != region, at.amazon && !isRegion(s.Region):
		set(&m.wire, compat.CredentialScope, a.in("another region", "another region in URL"))
	case region != "":
		set(&m.wire, compat.CredentialScope, "right")
	}
}

// longForm is the form of X-Amz-Date.
const longForm = "20060102T150405Z"

// maxSkew is how far the time of a request may be from that of S3.
const maxSkew = 15 * time.Minute

// judgeTime states whether a signed header is of now, and a presigned URL still
// valid.
func (d *Decoder) judgeTime(m *Message, a *authorization, h http.Header, params []parameter) {
	f := &m.wire
	if a.url {
		s, _ := findFold(params, "X-Amz-Date")
		t, err := time.Parse(longForm, s)
		if err != nil {
			set(f, compat.RequestTime, "malformed in URL")
			return
		}
		if m.Request.Expires > 0 {
			d.judgeExpiry(m, t, m.Request.Expires)
		}
		return
	}
	s, ok := header(h, "X-Amz-Date")
	if !ok {
		s, ok = header(h, "Date")
	}
	if !ok {
		set(f, compat.RequestTime, "missing")
		return
	}
	t, err := time.Parse(longForm, s)
	if err != nil {
		if t, err = http.ParseTime(s); err != nil {
			set(f, compat.RequestTime, "malformed")
			return
		}
	}
	now := d.now()
	switch {
	case now.IsZero():
	case now.Sub(t).Abs() > maxSkew:
		set(f, compat.RequestTime, "skewed")
	default:
		set(f, compat.RequestTime, "current")
	}
}

func (d *Decoder) judgeExpiry(m *Message, signed time.Time, valid time.Duration) {
	now := d.now()
	switch {
	case now.IsZero():
	case now.Sub(signed) > valid:
		set(&m.wire, compat.RequestTime, "expired")
	case now.After(signed):
		set(&m.wire, compat.RequestTime, "current")
	}
}

// judgeV2Expiry does so for a URL presigned with Signature Version 2.
func (d *Decoder) judgeV2Expiry(m *Message, params []parameter) {
	s, _ := find(params, "Expires")
	n, err := strconv.ParseInt(s, 10, 64)
	now := d.now()
	switch {
	case err != nil || now.IsZero():
	case now.Unix() > n:
		set(&m.wire, compat.RequestTime, "expired")
	default:
		set(&m.wire, compat.RequestTime, "current")
	}
}

func (d *Decoder) now() time.Time {
	if d.clock != nil {
		return d.clock()
	}
	return time.Now()
}

// judgeHash states whether a request with a signed header says what its payload is.
func judgeHash(m *Message, sum string, ok bool) {
	value := "malformed"
	switch {
	case !ok:
		value = "missing"
	case sum == "UNSIGNED-PAYLOAD", isStreaming(sum), isSHA256(sum):
		value = "given"
	}
	set(&m.wire, compat.PayloadHash, value)
}

func isStreaming(sum string) bool {
	switch sum {
	case "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
		"STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER",
		"STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD", "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER":
		return true
	}
	return false
}

func isSHA256(s string) bool {
	if len(s) != 64 {
		return false
	}
	for _, c := range []byte(s) {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F') {
			return false
		}
	}
	return true
}
