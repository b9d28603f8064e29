package redact

import (
	"net/http"
	"strings"
	"sync"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// HeaderValues are the headers whose values a capture holds, in lower case.
// Whatever isn't here is masked, so a header that nobody thought of can't leak.
// Tags, grants, user metadata, the encryption context and redirect locations are
// left out on purpose: they carry what applications put there.
var HeaderValues = lazySet(
	// HTTP
	"accept", "accept-encoding", "accept-ranges", "cache-control", "connection",
	"content-encoding", "content-language", "content-length", "content-md5",
	"content-range", "content-type", "content-disposition", "date", "etag",
	"expect", "expires", "host", "if-match", "if-modified-since",
	"if-none-match", "if-unmodified-since", "last-modified", "range", "server",
	"te", "trailer", "transfer-encoding", "user-agent", "via", "age", "allow",
	"retry-after", "vary", "upgrade",
	// What proxies tell of themselves; those that name clients are left out.
	"x-forwarded-proto", "x-forwarded-host", "x-forwarded-port", "x-cache",
	// The SDK's own.
	"amz-sdk-invocation-id", "amz-sdk-request",
	// S3's
	"x-amz-abort-date", "x-amz-abort-rule-id", "x-amz-acl",
	"x-amz-bucket-object-lock-enabled", "x-amz-bucket-region",
	"x-amz-bucket-namespace", "x-amz-bypass-governance-retention",
	"x-amz-checksum-algorithm", "x-amz-checksum-crc32", "x-amz-checksum-crc32c",
	"x-amz-checksum-crc64nvme", "x-amz-checksum-md5", "x-amz-checksum-mode",
	"x-amz-checksum-sha1", "x-amz-checksum-sha256", "x-amz-checksum-sha512",
	"x-amz-checksum-type", "x-amz-checksum-xxhash128",
	"x-amz-checksum-xxhash3", "x-amz-checksum-xxhash64",
	"x-amz-confirm-remove-self-bucket-access", "x-amz-content-sha256",
	"x-amz-copy-source-if-match", "x-amz-copy-source-if-modified-since",
	"x-amz-copy-source-if-none-match", "x-amz-copy-source-if-unmodified-since",
	"x-amz-copy-source-range",
	"x-amz-copy-source-server-side-encryption-customer-algorithm",
	"x-amz-create-session-mode", "x-amz-date", "x-amz-decoded-content-length",
	"x-amz-delete-marker", "x-amz-expected-bucket-owner", "x-amz-expiration",
	"x-amz-id-2", "x-amz-if-match-initiated-time",
	"x-amz-if-match-last-modified-time", "x-amz-if-match-size", "x-amz-max-parts",
	"x-amz-metadata-directive", "x-amz-missing-meta", "x-amz-mp-object-size",
	"x-amz-object-attributes", "x-amz-object-lock-legal-hold",
	"x-amz-object-lock-mode", "x-amz-object-lock-retain-until-date",
	"x-amz-object-ownership", "x-amz-optional-object-attributes",
	"x-amz-part-number-marker", "x-amz-region-set", "x-amz-request-charged",
	"x-amz-request-id", "x-amz-request-payer", "x-amz-sdk-checksum-algorithm",
	"x-amz-server-side-encryption",
	"x-amz-server-side-encryption-aws-kms-key-id",
	"x-amz-server-side-encryption-bucket-key-enabled",
	"x-amz-server-side-encryption-customer-algorithm",
	"x-amz-skip-destination-validation", "x-amz-source-expected-bucket-owner",
	"x-amz-storage-class", "x-amz-tagging-directive", "x-amz-trailer",
	"x-amz-transition-default-minimum-object-size", "x-amz-version-id",
	"x-amz-write-offset-bytes", "x-amz-rename-source-if-match",
	"x-amz-rename-source-if-modified-since", "x-amz-rename-source-if-none-match",
	"x-amz-rename-source-if-unmodified-since",
)

// queryValues are the query parameters whose values a capture holds, in lower
// case. A parameter that is a header put into a presigned URL counts as that.
var queryValues = lazySet(
	"annotation-prefix", "annotationname", "bucket-region", "delimiter",
	"encoding-type", "expires", "fetch-owner", "id", "key-marker", "list-type",
	"marker", "max-annotation-results", "max-buckets", "max-directory-buckets",
	"max-keys", "max-parts", "max-uploads", "part-number-marker", "partnumber",
	"prefix", "response-cache-control", "response-content-encoding",
	"response-content-language", "response-content-type", "response-expires",
	"select-type", "start-after", "upload-id-marker", "uploadid",
	"version-id-marker", "versionid", "x-amz-algorithm", "x-amz-date",
	"x-amz-expires", "x-amz-signedheaders", "x-id",
)

// secretNames are parts of the names of headers and parameters whose values are
// secret wherever they turn up, even in another place or in a text. They only
// add to the allow-lists above.
var secretNames = []string{
	"authorization", "credential", "signature", "token", "customer-key",
	"accesskeyid", "secret", "password", "cookie", "x-amz-mfa", "api-key", "apikey",
}

// lazySet returns a set of names that is made when it is first asked for: most
// processes never do.
func lazySet(names ...string) func() map[string]bool {
	return sync.OnceValue(func() map[string]bool { return NameSet(names...) })
}

// NameSet returns a set of names.
func NameSet(names ...string) map[string]bool {
	s := make(map[string]bool, len(names))
	for _, n := range names {
		s[n] = true
	}
	return s
}

// IsSecretName reports whether a header or parameter holds a secret.
func IsSecretName(name string) bool {
	name = strings.ToLower(name)
	for _, part := range secretNames {
		if strings.Contains(name, part) && !strings.Contains(name, "continuation-token") {
			return true
		}
	}
	return false
}

// mayShowHeader reports whether a header's value may be shown as it is.
func mayShowHeader(name string) bool { return HeaderValues()[strings.ToLower(name)] }

// mayShowQuery does so for a query parameter.
func mayShowQuery(name string) bool {
	name = strings.ToLower(name)
	return queryValues()[name] || strings.HasPrefix(name, "x-amz-") && HeaderValues()[name]
}

// Subresources are the parameters that tell operations apart: ?acl, ?uploads.
var Subresources = sync.OnceValue(func() map[string]bool {
	s := map[string]bool{}
	for op := operation.ID(1); op < operation.Count; op++ {
		for p := range strings.SplitSeq(sdk.RouteOf(op).Query, "&") {
			if name, _, _ := strings.Cut(p, "="); name != "" && name != "x-id" {
				s[name] = true
			}
		}
	}
	return s
})

// MayShowMember reports whether a text member's value may be shown: if the place
// that it has on the wire may be.
func MayShowMember(op operation.ID, name string) bool {
	m, ok := MemberByName(name)
	if !ok {
		return false
	}
	b, ok := sdk.BindingOf(op, m)
	if !ok {
		return false
	}
	switch b.Location {
	case sdk.Header:
		return mayShowHeader(b.Name) || IsSourceHeader(b.Name)
	case sdk.Query:
		return mayShowQuery(b.Name)
	case sdk.Label, sdk.Host:
		return true
	}
	return false
}

// IsSourceHeader reports whether a header names another object: its value is
// shown without the values of its query, which may be that of a presigned URL.
func IsSourceHeader(name string) bool {
	switch http.CanonicalHeaderKey(name) {
	case "X-Amz-Copy-Source", "X-Amz-Rename-Source", "Location":
		return true
	}
	return false
}
