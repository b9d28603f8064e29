package capture

import (
	"net"
	"net/textproto"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// Known reports whether there is anything in the message.
func (m *Message) Known() bool { return m.Method != "" || m.Path != "" || len(m.Header) > 0 }

// SentOrSigned returns the last form of the request that is known.
func (c *Capture) SentOrSigned() *Message {
	if c.Sent.Known() {
		return &c.Sent
	}
	return &c.Signed
}

// Host returns the host the request went to, without a port.
func (c *Capture) Host() string {
	h := c.SentOrSigned().Host
	if h == "" {
		if u, err := url.Parse(c.Endpoint.URL); err == nil {
			h = u.Host
		}
	}
	if name, _, err := net.SplitHostPort(h); err == nil {
		h = name
	}
	return strings.ToLower(h)
}

// AtAmazon reports whether the request went to a host of Amazon's, and the
// endpoint isn't said to be another provider's.
func (c *Capture) AtAmazon() bool {
	_, amazon := compat.AmazonDomain(c.Host())
	return c.Endpoint.Provider != "other" && amazon
}

// Member returns the value of a member, empty if it isn't known.
func (c *Capture) Member(name string) string {
	for _, m := range c.Members {
		if m.Name == name && !m.Masked {
			return m.Value
		}
	}
	return ""
}

// Length returns the length of the body, -1 if it isn't announced.
func (m *Message) Length() int64 {
	if slices.Contains(m.TransferEncoding, "chunked") || m.ContentLength < 0 {
		return -1
	}
	if m.ContentLength == 0 {
		// Some sources give the header only.
		if v := Canonical(m.Header)["Content-Length"]; len(v) == 1 {
			if n, err := strconv.ParseInt(v[0], 10, 64); err == nil {
				return n
			}
		}
	}
	return m.ContentLength
}

// Canonical returns the header with canonical names. Captures have them already;
// one from another source may not.
func Canonical(h map[string][]string) map[string][]string {
	if h == nil {
		return nil
	}
	out := make(map[string][]string, len(h))
	for name, values := range h {
		key := textproto.CanonicalMIMEHeaderKey(name)
		out[key] = append(out[key], values...)
	}
	return out
}
