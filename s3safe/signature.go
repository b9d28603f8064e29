package s3safe

import (
	"net/http"
	"strconv"
	"strings"
	"sync/atomic"

	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
)

// signatureForm is how a request was signed, as far as it was looked at: positions
// in the values of the features, 0 for what isn't known.
type signatureForm struct{ scheme, payload, length, digest, credentials, payer uint8 }

var signatureOf = [...]compat.Feature{compat.SignatureScheme, compat.Payload, compat.Length, compat.Digest, compat.Credentials, compat.PayerHeader}

// signatureFacts hold the facts of every form that occurred. They are shared, so that
// a form is recognised by its pointer.
var signatureFacts [8 * 8 * 4 * 4 * 4 * 4]atomic.Pointer[compat.Facts]

// facts returns the facts of the form.
func (s signatureForm) facts() *compat.Facts {
	slot := &signatureFacts[int(s.scheme)<<11|int(s.payload)<<8|int(s.length)<<6|int(s.digest)<<4|int(s.credentials)<<2|int(s.payer)]
	if f := slot.Load(); f != nil {
		return f
	}
	f := new(compat.Facts)
	set(f, compat.Presigned, "false")
	for i, n := range [...]uint8{s.scheme, s.payload, s.length, s.digest, s.credentials, s.payer} {
		if n != 0 {
			set(f, signatureOf[i], signatureOf[i].Values()[n-1])
		}
	}
	if !slot.CompareAndSwap(nil, f) {
		return slot.Load()
	}
	return f
}

// notSigned is what is known of a signature before there is one, by form.
var notSigned = func() (facts [3]*compat.Facts) {
	for f := sent; f <= presignedPost; f++ {
		facts[f] = new(compat.Facts)
		set(facts[f], compat.Presigned, f.String())
	}
	return facts
}()

// The positions of values that readSignature finds.
const (
	anonymous = 1 + iota
	sigV4
	sigV4A
	s3Express
)
const (
	payloadSigned = 1 + iota
	payloadUnsigned
	payloadStreaming
	payloadStreamingTrailer
	payloadUnsignedTrailer
)
const (
	no      = 1 // unknown, none
	yes     = 2 // known, some
	tooLong = 3 // above 5 GiB
)
const (
	permanent = 1 + iota
	temporary
	expiringFirst
)
const (
	payerSilent = 1 + iota
	payerConfirmed
	payerOther
)

// maxSent is how many bytes of a body S3 takes in one request: 5 GiB.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html
const maxSent = 5 << 30

// aboveMaxSent reports whether a header's number is larger than maxSent.
func aboveMaxSent(n string) bool {
	size, err := strconv.ParseInt(n, 10, 64)
	return err == nil && size > maxSent
}

const (
	schemeFeature      compat.FeatureSet = 1 << compat.SignatureScheme
	credentialsFeature compat.FeatureSet = 1 << compat.Credentials
)

// readSignature reads how a request was signed, as far as it is asked for. Whether it
// has a digest is taken from a usual request that is like it, if there is one.
func readSignature(req *smithyhttp.Request, asks compat.FeatureSet, usual *usualHeaders) *compat.Facts {
	var s signatureForm
	if asks&(schemeFeature|credentialsFeature) != 0 {
		scheme := schemeOf(req)
		if asks&schemeFeature != 0 {
			s.scheme = scheme
		}
		if asks&credentialsFeature != 0 {
			s.credentials = credentialsOf(req, scheme)
		}
	}
	if asks.Has(compat.PayerHeader) {
		s.payer = payerOf(req.Header)
	}
	if asks.Has(compat.Payload) || asks.Has(compat.Length) {
		sum := header(req.Header, "X-Amz-Content-Sha256")
		streaming := strings.HasPrefix(sum, "STREAMING-")
		switch {
		case sum == "UNSIGNED-PAYLOAD":
			s.payload = payloadUnsigned
		case sum == "STREAMING-UNSIGNED-PAYLOAD-TRAILER":
			s.payload = payloadUnsignedTrailer
		case streaming && strings.HasSuffix(sum, "-TRAILER"):
			s.payload = payloadStreamingTrailer
		case streaming:
			s.payload = payloadStreaming
		case len(sum) == 64:
			s.payload = payloadSigned
		}
		if asks.Has(compat.Length) {
			s.length = lengthOf(req, streaming)
		}
	}
	if asks.Has(compat.Digest) {
		s.digest = no
		if usual != nil && usual.digest || usual == nil && hasDigest(req.Header) {
			s.digest = yes
		}
	}
	return s.facts()
}

// payerOf reads what a request says of who pays.
func payerOf(h http.Header) uint8 {
	switch values := h["X-Amz-Request-Payer"]; {
	case len(values) == 0:
		return payerSilent
	case values[0] == "requester":
		return payerConfirmed
	}
	return payerOther
}

// lengthOf reads how long the body is said to be. Of a body that isn't streamed, which
// always has a length, only that it is too long is told.
func lengthOf(req *smithyhttp.Request, streaming bool) uint8 {
	if !streaming {
		if req.ContentLength > maxSent {
			return tooLong
		}
		return 0
	}
	switch decoded := header(req.Header, "X-Amz-Decoded-Content-Length"); {
	case decoded == "":
		return no
	case aboveMaxSent(decoded):
		return tooLong
	}
	return yes
}

// header looks a header up that the SDK writes: it writes canonical names.
func header(h http.Header, name string) string {
	if values := h[name]; len(values) > 0 {
		return values[0]
	}
	return ""
}

func schemeOf(req *smithyhttp.Request) uint8 {
	switch auth := header(req.Header, "Authorization"); {
	case strings.HasPrefix(auth, "AWS4-ECDSA-P256-SHA256"):
		return sigV4A
	case header(req.Header, "X-Amz-S3session-Token") != "":
		return s3Express
	case strings.HasPrefix(auth, "AWS4-HMAC-SHA256"):
		return sigV4
	case auth == "" && !strings.Contains(req.URL.RawQuery, "X-Amz-Signature="):
		return anonymous
	}
	return 0
}

// credentialsOf tells long-term credentials from temporary ones, which a session token
// comes with. What a session of a directory bucket was made with, the request doesn't
// say.
func credentialsOf(req *smithyhttp.Request, scheme uint8) uint8 {
	switch scheme {
	case sigV4, sigV4A:
		if _, ok := req.Header["X-Amz-Security-Token"]; ok {
			return temporary
		}
		return permanent
	}
	return 0
}

// hasDigest reports whether headers carry a digest of the body, or say that the
// trailer will.
func hasDigest(h http.Header) bool {
	if isChecksum(http.CanonicalHeaderKey(header(h, "X-Amz-Trailer"))) || len(h["Content-Md5"]) > 0 {
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
