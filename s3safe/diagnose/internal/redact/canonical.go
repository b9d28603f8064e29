package redact

import (
	"net/http"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/internal/printable"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
)

// Sent is the request that was sent, with the values that a capture withholds.
type Sent struct {
	Header http.Header
	Query  string
}

// Canonical masks a canonical request, which holds all headers and the whole query:
// each as a capture has it. It keeps its lines. Where what was sent is known, values
// that are withheld say whether they are the same.
func (r *Redactor) Canonical(s string, sent *Sent) string {
	lines := strings.Split(strings.ReplaceAll(strings.Trim(s, "\n"), "\r", ""), "\n")
	if len(lines) < 4 || len(lines) > 300 {
		return capture.Masked
	}
	out := []string{r.Text(lines[0]), r.Text(lines[1]), r.canonicalQuery(lines[2], sent)}
	i, hash := 3, ""
	var names []string
	for ; i < len(lines) && lines[i] != ""; i++ {
		name, value, found := strings.Cut(lines[i], ":")
		if !found {
			return capture.Masked
		}
		names = append(names, name)
		value = strings.TrimSpace(value)
		if strings.EqualFold(name, "X-Amz-Content-Sha256") && isPayloadHash(value) {
			hash = value
			out = append(out, r.Text(name)+":"+value)
			continue
		}
		out = append(out, r.Text(name)+":"+r.canonicalHeader(name, value, sent))
	}
	listed := false
	for ; i < len(lines); i++ {
		switch line := lines[i]; {
		case line == "":
			out = append(out, "")
		case !listed && slices.Equal(strings.Split(line, ";"), names):
			listed = true
			out = append(out, line)
		case line == hash || isPayloadHash(line) && len(line) != hashLength || isMark(line):
			out = append(out, line)
		default:
			out = append(out, capture.Masked)
		}
	}
	return strings.Join(out, "\n")
}

// hashLength is that of SHA-256 in hexadecimal digits.
const hashLength = 64

// isPayloadHash reports whether a value is one of x-amz-content-sha256: a hash, or
// what stands in its place. The hash of a body is no secret; a signature looks the
// same.
func isPayloadHash(s string) bool {
	return s == "UNSIGNED-PAYLOAD" || len(s) == hashLength && strings.Trim(s, "0123456789abcdef") == "" ||
		strings.HasPrefix(s, "STREAMING-") && len(s) < 80 && strings.Trim(s, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") == ""
}

// canonicalHeader masks the value of a header.
func (r *Redactor) canonicalHeader(name, value string, sent *Sent) string {
	masked := r.header(name, value)
	if isMark(value) || !isWithheld(masked) || sent == nil {
		return r.Text(masked)
	}
	had, there := []string(nil), false
	for key, values := range sent.Header {
		if strings.EqualFold(key, name) {
			had, there = append(had, values...), true
		}
	}
	if !there {
		return r.Text(masked)
	}
	return printable.Line(r.Value(marked(masked, squeezed(strings.Join(had, ",")) == squeezed(value))))
}

// squeezed is a value as it is signed: without blanks around it, and runs of them as
// one.
func squeezed(s string) string {
	var out []string
	for part := range strings.SplitSeq(s, ",") {
		out = append(out, strings.Join(strings.Fields(part), " "))
	}
	return strings.Join(out, ",")
}

// canonicalQuery masks the query, parameter by parameter.
func (r *Redactor) canonicalQuery(raw string, sent *Sent) string {
	if sent == nil {
		return r.Query(raw)
	}
	were := map[string]bool{}
	for p := range strings.FieldsFuncSeq(sent.Query, isSeparator) {
		name, value, _ := strings.Cut(p, "=")
		were[Unescape(name)+"="+Unescape(value)] = true
	}
	var list []string
	for p := range strings.FieldsFuncSeq(raw, isSeparator) {
		name, value, _ := strings.Cut(p, "=")
		name, value = Unescape(name), Unescape(value)
		masked := r.parameter(name, value)
		if isWithheld(masked) && !isMark(value) {
			masked = marked(masked, were[name+"="+value])
		}
		if list = append(list, masked); len(list) == 256 {
			break
		}
	}
	slices.Sort(list)
	return strings.Join(list, "&")
}

func isWithheld(masked string) bool { return strings.Contains(masked, capture.Masked) }

// marked says of a withheld value whether it is the one that was sent.
func marked(masked string, same bool) string {
	if same {
		return strings.ReplaceAll(masked, capture.Masked, MaskedSame)
	}
	return strings.ReplaceAll(masked, capture.Masked, MaskedChanged)
}
