package redact

import (
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
)

// details are the elements of S3's error documents, beside code, message and ids,
// that may be shown. Some are numbered: ArgumentName1.
var details = lazySet(
	"ActualObjectSize", "ArgumentName", "ArgumentValue", "BadChunkSize", "Bucket", "BucketName", "CanonicalRequest", "Chunk",
	"ClientComputedContentSHA256", "Condition", "ContentLengthHeader", "Detail", "Details", "ETag", "Endpoint", "Expires", "Header",
	"HostId", "HeaderName", "Key", "LastPartNumber", "MaxMessageLengthBytes", "MaxSizeAllowed", "Method", "MinSizeAllowed", "PartNumber",
	"PartNumberRequested", "ProposedSize", "RangeRequested", "Region", "RequestTime", "Resource", "ResourceType", "S3ComputedContentSHA256",
	"ServerTime", "SignatureProvided", "StorageClass", "StringToSign", "UploadId", "VersionId", "CalculatedDigest", "ExpectedDigest",
	"MaxAllowedSkewMilliseconds", "X-Amz-Expires", "RestoreStatus", "AccessTier", "NumberBytesRead", "NumberBytesExpected",
)

// MayShowDetail reports whether an element of an error document may be shown.
func MayShowDetail(name string) bool {
	return details()[strings.TrimRight(name, "0123456789")]
}

// Detail masks the value of an element of an error document.
func (r *Redactor) Detail(name, value string) string {
	switch base := strings.TrimRight(name, "0123456789"); base {
	case "CanonicalRequest":
		return r.Canonical(value, nil)
	case "StringToSign":
		return r.stringToSign(value)
	case "SignatureProvided":
		return signatureForm(value)
	case "Resource", "Key":
		path, _, _ := strings.Cut(value, "?")
		return r.Text(path)
	}
	return r.Text(value)
}

// Argument masks the value of the argument with a name: that of a header or a
// parameter which may not be shown is withheld.
func (r *Redactor) Argument(name, value string) string {
	if IsSecretName(name) || strings.HasPrefix(strings.ToLower(name), "x-amz-") && !mayShowHeader(name) && !mayShowQuery(name) {
		return capture.Masked
	}
	return r.Text(value)
}

// stringToSign keeps what isn't computed: algorithm, time and scope.
func (r *Redactor) stringToSign(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	if len(lines) < 3 || !strings.HasPrefix(lines[0], "AWS4-") || !IsScope(strings.TrimSpace(lines[2])) {
		return capture.Masked
	}
	return r.Text(lines[0]) + "\n" + r.Text(lines[1]) + "\n" + r.Text(lines[2])
}

var formOfSignature = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[0-9]{1,6} (hexadecimal digits|characters that aren't all hexadecimal digits)$`)
})

// signatureForm says what a signature looks like.
func signatureForm(s string) string {
	s = strings.TrimSpace(s)
	if formOfSignature().MatchString(s) {
		return s // once masked, it stays as it is
	}
	if strings.Trim(strings.ToLower(s), "0123456789abcdef") == "" {
		return strconv.Itoa(len(s)) + " hexadecimal digits"
	}
	return strconv.Itoa(len(s)) + " characters that aren't all hexadecimal digits"
}

// Details masks the elements of an error document, in place. Where what was sent is
// known, withheld values of S3's canonical request say whether they are the same.
func (r *Redactor) Details(all map[string]string, sent *Sent) {
	for name, value := range all {
		if number, found := strings.CutPrefix(name, "ArgumentValue"); found {
			all[name] = r.Argument(all["ArgumentName"+number], value)
			continue
		}
		if name == "CanonicalRequest" {
			all[name] = r.Canonical(value, sent)
			continue
		}
		all[name] = r.Detail(name, value)
	}
}
