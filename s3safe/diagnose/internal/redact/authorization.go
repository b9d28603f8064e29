package redact

import (
	"regexp"
	"strings"
	"sync"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
)

// authorization is a parsed Authorization header; scheme is empty for anything
// that isn't one of AWS's.
type authorization struct {
	Scheme, keyID, Scope, SignedHeaders, signature string
}

// ParseAuthorization reads the header of SigV4 and SigV4A.
func ParseAuthorization(s string) authorization {
	scheme, rest, ok := strings.Cut(s, " ")
	if !ok || !strings.HasPrefix(scheme, "AWS4-") || !isSimpleName(scheme) {
		return authorization{}
	}
	a := authorization{Scheme: scheme}
	for part := range strings.SplitSeq(rest, ",") {
		name, value, _ := strings.Cut(strings.TrimSpace(part), "=")
		switch name {
		case "Credential":
			a.keyID, a.Scope, _ = strings.Cut(value, "/")
		case "SignedHeaders":
			a.SignedHeaders = value
		case "Signature":
			a.signature = value
		}
	}
	return a
}

var credentialForm = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`/[0-9]{8}(/[a-z0-9-]{1,40}){1,2}/aws4_request$`) })

// withoutScope returns the access key id of a credential.
func withoutScope(credential string) string {
	if i := credentialForm().FindStringIndex(credential); i != nil {
		return credential[:i[0]]
	}
	return credential
}

// IsScope reports whether a text is the scope of a credential, which is all of a
// credential that may be shown.
func IsScope(s string) bool {
	rest, ok := strings.CutSuffix(s, "/aws4_request")
	date, rest, found := strings.Cut(rest, "/")
	region, service, two := strings.Cut(rest, "/")
	return ok && found && len(date) == 8 && strings.Trim(date, "0123456789") == "" &&
		within(region, 40, "-", false) && (!two || within(service, 40, "-", false))
}

// IsHeaderList reports whether a text is a list of signed headers.
func IsHeaderList(s string) bool { return within(s, 4000, ";_.-", false) }

// within reports whether a text has digits, lower-case letters, maybe upper-case
// ones, and the other characters only.
func within(s string, longest int, others string, upper bool) bool {
	for i := range len(s) {
		c := s[i]
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && (!upper || c < 'A' || c > 'Z') && strings.IndexByte(others, c) < 0 {
			return false
		}
	}
	return s != "" && len(s) <= longest
}

// masked returns the header with what is secret withheld.
func (a authorization) masked() string {
	if a.Scheme == "" {
		return capture.Masked
	}
	s := a.Scheme + " Credential=" + capture.Masked
	if IsScope(a.Scope) {
		s += "/" + a.Scope
	}
	s += ", SignedHeaders="
	if IsHeaderList(a.SignedHeaders) {
		s += a.SignedHeaders
	} else {
		s += capture.Masked
	}
	return s + ", Signature=" + capture.Masked
}

// IsRegionName reports whether a label has the form of a Region: us-east-1.
func IsRegionName(l string) bool {
	return strings.Count(l, "-") >= 2 && len(l) > 2 && l[len(l)-2] == '-' &&
		l[len(l)-1] >= '1' && l[len(l)-1] <= '9' && !strings.HasPrefix(l, "s3")
}
