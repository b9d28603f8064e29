package redact

import (
	"regexp"
	"slices"
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
		return r.Canonical(value)
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

// Canonical masks a canonical request, which holds all headers and the whole query:
// each as a capture has it. It keeps its lines.
func (r *Redactor) Canonical(s string) string {
	lines := strings.Split(strings.ReplaceAll(strings.Trim(s, "\n"), "\r", ""), "\n")
	if len(lines) < 4 || len(lines) > 300 {
		return capture.Masked
	}
	out := []string{r.Text(lines[0]), r.Text(lines[1]), r.Query(lines[2])}
	i := 3
	var names []string
	for ; i < len(lines) && lines[i] != ""; i++ {
		name, value, found := strings.Cut(lines[i], ":")
		if !found {
			return capture.Masked
		}
		names = append(names, name)
		out = append(out, r.Text(name)+":"+r.Text(r.header(name, strings.TrimSpace(value))))
	}
	listed := false
	for ; i < len(lines); i++ {
		switch {
		case lines[i] == "":
			out = append(out, "")
		case !listed && slices.Equal(strings.Split(lines[i], ";"), names):
			listed = true
			out = append(out, lines[i])
		case strings.HasPrefix(lines[i], "STREAMING-") && strings.Trim(lines[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == "", lines[i] == "UNSIGNED-PAYLOAD":
			out = append(out, lines[i])
		default:
			out = append(out, capture.Masked)
		}
	}
	return strings.Join(out, "\n")
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

// Details masks the elements of an error document, in place.
func (r *Redactor) Details(all map[string]string) {
	for name, value := range all {
		if number, found := strings.CutPrefix(name, "ArgumentValue"); found {
			all[name] = r.Argument(all["ArgumentName"+number], value)
			continue
		}
		all[name] = r.Detail(name, value)
	}
}
