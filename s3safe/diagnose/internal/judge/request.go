// Package judge makes of a capture the request that the rules are judged by.
package judge

import (
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Request describes the failed request for the engine: from the input, or from
// what the capture has of it.
func Request(c *capture.Capture, input any, op operation.ID) (*compat.Request, bool) {
	r := &compat.Request{Operation: op}
	switch {
	case input != nil && sdk.Describe(input, r) && r.Operation == op:
	case c == nil || c.Operation == "" || Lacks(c, "members"):
		return nil, false
	default:
		*r = compat.Request{Operation: op}
		values := capturedValues{}
		for i := range c.Members {
			m, ok := redact.MemberByName(c.Members[i].Name)
			if !ok {
				continue
			}
			r.Present.Add(m)
			if !c.Members[i].Masked {
				values[m] = capturedValue(op, m, c.Members[i].Value)
			}
		}
		r.Values = values
		r.Resolve()
	}
	if c != nil {
		r.Endpoint, r.Signature = endpointFacts(c), signatureFacts(c)
		r.Expires, r.Now = c.Signature.Expires, c.Time
		if region := capture.Canonical(c.Answer.Header)["X-Amz-Bucket-Region"]; len(region) == 1 {
			r.Bucket = &compat.Facts{Region: region[0]}
		}
	}
	return r, true
}

// Lacks reports whether a part is among those that the capture's source couldn't give.
func Lacks(c *capture.Capture, part string) bool {
	for _, m := range c.Missing {
		if m == part {
			return true
		}
	}
	return false
}

// capturedValues reads the values that a capture shows.
type capturedValues map[compat.Member]compat.Value

// Value implements compat.Reader.
func (v capturedValues) Value(m compat.Member) compat.Value { return v[m] }

// Text implements compat.Reader.
func (v capturedValues) Text(m compat.Member) (string, bool) {
	value, ok := v[m]
	if !ok {
		return "", false
	}
	return value.Text()
}

// capturedValue makes a value of its text, unknown for anything that isn't simple.
func capturedValue(op operation.ID, m member.ID, text string) compat.Value {
	// An empty text may stand for a value that wasn't taken over, and so may one
	// that was masked or cut in parts.
	if text == "" || strings.Contains(text, capture.Masked) || strings.HasSuffix(text, "…") {
		return compat.UnknownValue()
	}
	switch sdk.Kind(op, m) {
	case compat.KindString:
		return compat.StringValue(text)
	case compat.KindInt:
		if n, err := strconv.ParseInt(text, 10, 64); err == nil {
			return compat.IntValue(n)
		}
	case compat.KindBool:
		if b, err := strconv.ParseBool(text); err == nil {
			return compat.BoolValue(b)
		}
	case compat.KindTime:
		if t, err := time.Parse(time.RFC3339, text); err == nil {
			return compat.TimeValue(&t)
		}
	}
	return compat.UnknownValue()
}

func endpointFacts(c *capture.Capture) *compat.Facts {
	f := &compat.Facts{Region: c.Endpoint.Region}
	u, err := url.Parse(c.Endpoint.URL)
	if err != nil || u.Host == "" {
		return f
	}
	// A value that the engine doesn't know stays unknown.
	_ = f.Set(compat.Addressing, c.Endpoint.Style)
	_ = f.Set(compat.Scheme, u.Scheme)
	_ = f.Set(compat.Provider, c.Endpoint.Provider)
	_ = f.Set(compat.Accelerate, strconv.FormatBool(c.Endpoint.Accelerate))
	_ = f.Set(compat.DualStack, strconv.FormatBool(c.Endpoint.DualStack))
	_ = f.Set(compat.FIPS, strconv.FormatBool(c.Endpoint.FIPS))
	return f
}

func signatureFacts(c *capture.Capture) *compat.Facts {
	f := &compat.Facts{}
	_ = f.Set(compat.SignatureScheme, c.Signature.Scheme)
	_ = f.Set(compat.Payload, c.Payload.Mode)
	if c.Signature.Presigned {
		_ = f.Set(compat.Presigned, "url")
	} else if c.Signature.Scheme != "" {
		_ = f.Set(compat.Presigned, "false")
	}
	return f
}
