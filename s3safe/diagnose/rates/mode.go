package rates

import (
	"net"
	"net/http"
	"net/url"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// endpointMode says how a request reaches S3. The low two bits are the style.
type endpointMode uint8

const (
	styleVirtual endpointMode = iota
	stylePath
	styleNone

	styleMask       endpointMode = 3
	modeAccelerate  endpointMode = 1 << 2
	modeDualStack   endpointMode = 1 << 3
	modeFIPS        endpointMode = 1 << 4
	modeCustom      endpointMode = 1 << 5
	endpointModeAll              = 1 << 6
)

// endpointNames are the attribute's values, so that none is made per request.
var endpointNames = func() (names [endpointModeAll]string) {
	for i := range names {
		m := endpointMode(i)
		s := [...]string{"virtual-hosted", "path", "none", "other"}[m&styleMask]
		for _, f := range []struct {
			bit  endpointMode
			name string
		}{{modeAccelerate, "+accelerate"}, {modeDualStack, "+dualstack"}, {modeFIPS, "+fips"}, {modeCustom, "+custom"}} {
			if m&f.bit != 0 {
				s += f.name
			}
		}
		names[i] = s
	}
	return names
}()

func (m endpointMode) String() string { return endpointNames[m] }

// endpointModeOf reads the mode off a URL; base is the host of the client's own
// endpoint, if it has one. It allocates nothing.
func endpointModeOf(u *url.URL, base string) endpointMode {
	host := u.Host
	if i := strings.LastIndexByte(host, ':'); i > strings.LastIndexByte(host, ']') {
		host = host[:i]
	}
	labels, ok := amazonLabels(host)
	if !ok {
		return modeCustom | customStyle(u, host, base)
	}
	m := styleVirtual
	// From the end, since the name of a bucket may hold any label.
	for end := len(labels); ; {
		start := strings.LastIndexByte(labels[:end], '.') + 1
		l := labels[start:end]
		switch {
		case l == "dualstack":
			m |= modeDualStack
		case strings.HasPrefix(l, "s3"):
			if l == "s3-accelerate" {
				m |= modeAccelerate
			}
			if strings.HasSuffix(l, "-fips") {
				m |= modeFIPS
			}
			if start == 0 {
				m |= pathStyle(u.Path)
			}
			return m
		}
		if start == 0 {
			return m
		}
		end = start - 1
	}
}

// amazonLabels returns the labels of an endpoint of Amazon's before its domain.
func amazonLabels(host string) (string, bool) {
	host = strings.TrimSuffix(host, ".")
	suffix, ok := compat.AmazonDomain(strings.ToLower(host))
	return host[:len(host)-len(suffix)], ok
}

// pathStyle is the style of a host without a bucket.
func pathStyle(path string) endpointMode {
	if len(path) <= 1 {
		return styleNone
	}
	return stylePath
}

// customStyle is the style at another provider's endpoint. Without the client's
// own endpoint to compare with, as for a call that has another one, it is a guess.
func customStyle(u *url.URL, host, base string) endpointMode {
	if base != "" && len(u.Host) >= len(base) && strings.EqualFold(u.Host[len(u.Host)-len(base):], base) {
		if len(u.Host) > len(base) {
			return styleVirtual
		}
		return pathStyle(u.Path)
	}
	if net.ParseIP(strings.Trim(host, "[]")) != nil || !strings.Contains(host, ".") || len(u.Path) > 1 {
		return pathStyle(u.Path) // no room for a bucket, or perhaps one in the path
	}
	return styleVirtual
}

// signatureMode says how a request is signed: scheme and payload.
type signatureMode uint8

var (
	schemeNames  = [...]string{"other", "SigV4", "SigV4A", "S3Express", "anonymous"}
	payloadNames = [...]string{"", "/signed", "/unsigned", "/unsigned-trailer", "/streaming", "/streaming-trailer"}
)

// signatureNames are the attribute's values.
var signatureNames = func() (names [len(schemeNames) * len(payloadNames)]string) {
	for i := range names {
		names[i] = schemeNames[i/len(payloadNames)] + payloadNames[i%len(payloadNames)]
	}
	return names
}()

func (m signatureMode) String() string { return signatureNames[m] }

// signatureModeOf reads the mode off a signed request's headers. The SDK writes
// canonical names, so they are looked up directly.
func signatureModeOf(h http.Header) signatureMode {
	scheme, payload := 0, 0
	auth := first(h["Authorization"])
	switch {
	case len(h["X-Amz-S3session-Token"]) > 0:
		scheme = 3
	case strings.HasPrefix(auth, "AWS4-ECDSA"):
		scheme = 2
	case strings.HasPrefix(auth, "AWS4-HMAC"):
		scheme = 1
	case auth == "":
		scheme = 4
	}
	switch sum := first(h["X-Amz-Content-Sha256"]); {
	case scheme == 4 || sum == "":
	case sum == "UNSIGNED-PAYLOAD":
		payload = 2
	case sum == "STREAMING-UNSIGNED-PAYLOAD-TRAILER":
		payload = 3
	case strings.HasSuffix(sum, "-TRAILER"):
		payload = 5
	case strings.HasPrefix(sum, "STREAMING-"):
		payload = 4
	default:
		payload = 1
	}
	return signatureMode(scheme*len(payloadNames) + payload)
}

func first(values []string) string {
	if len(values) == 0 {
		return ""
	}
	return values[0]
}
