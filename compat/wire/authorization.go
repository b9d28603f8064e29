package wire

import (
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
func (a *authorization) judge(m *Message, h *headers) {
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
	switch host, all := signs(a.signed, &h.toSign); {
	case !host:
		set(f, compat.SignedHeaders, "without host")
	case all:
		set(f, compat.SignedHeaders, "all")
	default:
		set(f, compat.SignedHeaders, "not all")
	}
}

// signs reports whether a list of signed headers has the host, and whether it has
// all that S3 wants signed.
func signs(signed string, names *few[string]) (host, all bool) {
	left := names.len()
	var found [4]uint64 // more names than that aren't looked at
	most := min(left, 64*len(found))
	for signed != "" {
		var name string
		name, signed, _ = strings.Cut(signed, ";")
		name = trim(name) // whether S3 does so isn't known
		if len(name) <= len(amzPrefix) || name[0]|0x20 != 'x' {
			host = host || name == "host"
			continue
		}
		for i := range most {
			if n := *names.at(i); found[i/64]>>(i%64)&1 == 0 && sameName(n, name) {
				found[i/64] |= 1 << (i % 64)
				left--
				break
			}
		}
	}
	return host, left <= 0
}

// sameName is strings.EqualFold for names of headers, which are ASCII. Most that
// differ do so in length or at their end.
func sameName(a, b string) bool {
	if len(a) != len(b) || a[len(a)-1]|0x20 != b[len(b)-1]|0x20 {
		return false
	}
	for i := range len(a) {
		if x, y := a[i], b[i]; x != y && (x|0x20 != y|0x20 || x|0x20 < 'a' || x|0x20 > 'z') {
			return false
		}
	}
	return true
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

// parseLong reads a time of that form, faster than time.Parse.
func parseLong(s string) (time.Time, bool) {
	if len(s) != len(longForm) || s[8] != 'T' || s[15] != 'Z' {
		return time.Time{}, false
	}
	century, year, month, day := twoDigits(s[0:]), twoDigits(s[2:]), twoDigits(s[4:]), twoDigits(s[6:])
	hour, minute, second := twoDigits(s[9:]), twoDigits(s[11:]), twoDigits(s[13:])
	if century|year|month|day|hour|minute|second < 0 {
		return time.Time{}, false
	}
	t := time.Date(100*century+year, time.Month(month), day, hour, minute, second, 0, time.UTC)
	return t, t.Day() == day && int(t.Month()) == month && hour < 24 && minute < 60 && second < 60
}

// twoDigits reads the number that a text begins with, -1 if it doesn't.
func twoDigits(s string) int {
	tens, ones := s[0]-'0', s[1]-'0'
	if tens > 9 || ones > 9 {
		return -1
	}
	return 10*int(tens) + int(ones)
}

// maxSkew is how far the time of a request may be from that of S3.
const maxSkew = 15 * time.Minute

// judgeTime states whether a signed header is of now, and a presigned URL still
// valid.
func (d *Decoder) judgeTime(m *Message, a *authorization, h *headers, params []parameter) {
	f := &m.wire
	if a.url {
		s, _ := findFold(params, "X-Amz-Date")
		t, ok := parseLong(s)
		if !ok {
			set(f, compat.RequestTime, "malformed in URL")
			return
		}
		if m.Request.Expires > 0 {
			d.judgeExpiry(m, t, m.Request.Expires)
		}
		return
	}
	date := h.amzDate
	if !date.ok {
		date = h.date
	}
	if !date.ok {
		set(f, compat.RequestTime, "missing")
		return
	}
	t, ok := parseLong(date.value)
	if !ok {
		if t, ok = parseHTTPDate(date.value); !ok {
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
func judgeHash(m *Message, hash given) {
	sum, value := hash.value, "malformed"
	switch {
	case !hash.ok:
		value = "missing"
	case strings.HasPrefix(sum, "STREAMING-") && strings.HasSuffix(sum, "-TRAILER") && isStreaming(sum):
		value = "trailer"
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
