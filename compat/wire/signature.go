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
	// Presigned is set for a presigned URL, Form for a browser's POST upload.
	Presigned, Form bool
	// Region and Service are those of the credential's scope.
	Region, Service string
}

const (
	algorithmV4  = "AWS4-HMAC-SHA256"
	algorithmV4A = "AWS4-ECDSA-P256-SHA256"
)

// findFold is find without regard to case.
func findFold(list []parameter, name string) (string, bool) {
	for i := range list {
		if len(list[i].name) == len(name) && strings.EqualFold(list[i].name, name) {
			return list[i].value, true
		}
	}
	return "", false
}

// readSignature reads how the request is signed.
func (d *Decoder) readSignature(m *Message, h *headers, at *place, params []parameter) {
	auth, signed := h.authorization.value, h.authorization.ok
	_, query := findFold(params, "X-Amz-Algorithm")
	v2 := isV2(params)
	_, hasSignature := find(params, "Signature")
	session := h.session.ok
	scheme, form, credentials := "", "false", ""
	switch {
	case auth == "" && signed:
		// What S3 makes of an empty header isn't known.
	case signed && (query || hasSignature):
		set(&m.wire, compat.Authorization, "two mechanisms")
	case signed:
		a := readHeaderAuthorization(auth)
		switch {
		case is4(a.algorithm):
			scheme = schemeOf(a.algorithm, session)
			credentials = credentialsOf(scheme, h.token)
			a.judge(m, h)
			d.judgeScope(m, at, &a)
			d.judgeTime(m, &a, h, params)
			judgeHash(m, h.payloadHash)
		case a.algorithm == "AWS":
			set(&m.wire, compat.Authorization, "version 2")
		case !strings.EqualFold(a.algorithm, algorithmV4) && !strings.EqualFold(a.algorithm, algorithmV4A) && !strings.EqualFold(a.algorithm, "AWS"):
			set(&m.wire, compat.Authorization, "unsupported")
		}
	case query:
		form = "url"
		m.Signature.Presigned = true
		a := readURLAuthorization(params)
		_, token := findFold(params, "X-Amz-S3session-Token")
		scheme = schemeOf(a.algorithm, session || token)
		inURL := given{}
		inURL.value, inURL.ok = findFold(params, "X-Amz-Security-Token")
		if credentials = credentialsOf(scheme, inURL); h.token.ok && !inURL.ok {
			credentials = credentialsOf(scheme, h.token)
		}
		expires, ok := findFold(params, "X-Amz-Expires")
		if ok {
			m.Request.Expires = seconds(expires)
		}
		if !is4(a.algorithm) {
			set(&m.wire, compat.Authorization, "unsupported in URL")
		} else {
			a.judge(m, h)
			switch {
			case !ok:
				set(&m.wire, compat.Authorization, "incomplete URL")
			case !isNumber(strings.TrimPrefix(trim(expires), "+")): // whether S3 reads those isn't known
				set(&m.wire, compat.Authorization, "malformed expiry")
			}
			d.judgeScope(m, at, &a)
			d.judgeTime(m, &a, h, params)
		}
	case v2:
		form = "url"
		m.Signature.Presigned = true
		set(&m.wire, compat.Authorization, "version 2")
		d.judgeV2Expiry(m, params)
	default:
		scheme = "anonymous"
	}
	f := &m.signature
	if scheme != "" {
		set(f, compat.SignatureScheme, scheme)
	}
	if credentials != "" {
		set(f, compat.Credentials, credentials)
	}
	set(f, compat.Presigned, form)
	readPayload(f, h)
	readPayer(f, h, params)
	if h.digest || m.Signature.Presigned && digestIn(params) {
		set(f, compat.Digest, "some")
	} else {
		set(f, compat.Digest, "none")
	}
}

var requestPayer = headerNumber("X-Amz-Request-Payer")

// readPayer reads what the request says of who pays. A presigned URL can say it too.
func readPayer(f *compat.Facts, h *headers, params []parameter) {
	said, ok := findFold(params, "X-Amz-Request-Payer")
	for i := range h.bound.len() {
		if b := h.bound.at(i); b.number == requestPayer {
			said, ok = trim(b.values[0]), true
		}
	}
	switch {
	case !ok:
		set(f, compat.PayerHeader, "none")
	case said == "requester":
		set(f, compat.PayerHeader, "requester")
	default:
		set(f, compat.PayerHeader, "other")
	}
}

// readPayload reads how the payload is signed.
func readPayload(f *compat.Facts, h *headers) {
	sum, streaming := h.payloadHash.value, h.streaming()
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
	if !streaming {
		return
	}
	if h.decodedLength.ok {
		set(f, compat.Length, "known")
	} else {
		set(f, compat.Length, "unknown")
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

// credentialsOf returns what a request of the scheme is signed with; empty if that isn't
// known, as of the credentials that a session of a directory bucket was made with.
func credentialsOf(scheme string, token given) string {
	switch {
	case scheme != "SigV4" && scheme != "SigV4A", token.ok && token.value == "":
		return ""
	case token.ok:
		return "temporary"
	}
	return "permanent"
}

// isV2 reports whether a URL is presigned with Signature Version 2.
func isV2(params []parameter) bool {
	_, id := find(params, "AWSAccessKeyId")
	_, signature := find(params, "Signature")
	return id || signature
}

// isNumber reports whether a text is a whole number that isn't below zero.
func isNumber(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
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

// digestIn reports whether the parameters of a presigned URL have a digest.
func digestIn(params []parameter) bool {
	for i := range params {
		name := http.CanonicalHeaderKey(params[i].name)
		if name == "Content-Md5" || isChecksum(name) {
			return true
		}
	}
	return false
}
