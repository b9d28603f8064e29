package wire

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// form is how a value is written in a header or a parameter.
type form uint8

const (
	text form = iota + 1
	number32
	number64
	boolean
	httpDate // Sat, 01 Jan 2000 00:00:00 GMT
	dateTime // 2000-01-01T00:00:00Z
	firstList
)

// use is a member in a header or a parameter.
type use struct {
	number uint8 // of the header or parameter
	member member.ID
	form   form
}

// operationInfo is where an operation's members are.
type operationInfo struct {
	headers, queries []use // in the order of their numbers
	bucket, key      bool
	metadata         bool      // X-Amz-Meta- headers
	payload          member.ID // the body as it is, 0 if it isn't
	textual          bool      // the payload is text
	document         bool      // the body is an XML document

	// inBody are the members that a request with a body has, perhapsInBody those
	// that it can have.
	inBody, perhapsInBody []member.ID
}

// of returns the use of a header or parameter, nil if there is none.
func of(list []use, number uint8) *use {
	if number == 0 {
		return nil
	}
	low, high := 0, len(list)
	for low < high {
		mid := (low + high) / 2
		switch u := &list[mid]; {
		case u.number == number:
			return u
		case u.number < number:
			low = mid + 1
		default:
			high = mid
		}
	}
	return nil
}

const awsChunked = "aws-chunked"

// readHeaders reads the members that are headers.
func (m *Message) readHeaders(o *operationInfo, h *headers) {
	for i := range h.bound.len() {
		b := h.bound.at(i)
		u := of(o.headers, b.number)
		switch {
		case u == nil:
		case b.number == contentEncoding:
			// S3 doesn't store what says how the body is sent.
			if s := withoutChunked(h.encoding.value); s != "" || h.encoding.value == "" {
				m.setText(u.member, s)
			}
		case u.form == text && len(b.values) == 1:
			m.setText(u.member, trim(b.values[0]))
		default:
			m.set(u.member, valueOf(u.form, trimmed(b.values)))
		}
	}
	if !o.metadata || !h.metadata {
		return
	}
	for i := range h.toSign.len() {
		if name := *h.toSign.at(i); isMetadata(name) {
			m.metadata(name[len(metadataPrefix):], strings.Join(trimmed(h.all[name]), ","))
		}
	}
}

// withoutChunked takes aws-chunked out of a list of encodings.
func withoutChunked(list string) string {
	if !strings.Contains(list, awsChunked) {
		return list
	}
	var kept []string
	for s := range strings.SplitSeq(list, ",") {
		if s = trim(s); s != awsChunked {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, ",")
}

// isMetadata reports whether a header is an entry of the user metadata.
func isMetadata(name string) bool {
	return len(name) >= len(metadataPrefix) && name[len(amzPrefix)]|0x20 == 'm' && strings.EqualFold(name[:len(metadataPrefix)], metadataPrefix)
}

// metadata adds an entry to the user metadata. The case of names is lost in HTTP,
// and S3 stores them in lower case.
func (m *Message) metadata(name, value string) {
	entries, ok := m.values.Value(member.Metadata).Strings()
	name = strings.ToLower(name)
	if !ok {
		m.set(member.Metadata, compat.StringsValue(map[string]string{name: value}))
		return
	}
	if old, ok := entries[name]; ok {
		value = old + "," + value
	}
	entries[name] = value
}

// readParameters reads the members that are parameters. In a presigned URL S3 takes
// Amazon's headers and the conditions from the parameters too; whether it does of
// others isn't known. What the request has as a header too has the header's value.
func (m *Message) readParameters(o *operationInfo, params []parameter, presigned bool) {
	inHeaders := m.Request.Present
	for i := range params {
		p := &params[i]
		if u := of(o.queries, queryNumber(p.name)); u != nil {
			value := valueOf(u.form, []string{p.value})
			if m.Request.Present.Has(u.member) {
				value = compat.UnknownValue() // given twice
			}
			m.set(u.member, value)
			continue
		}
		if !presigned {
			continue
		}
		name := http.CanonicalHeaderKey(p.name)
		if o.metadata && strings.HasPrefix(name, metadataPrefix) {
			m.metadata(name[len(metadataPrefix):], p.value)
			continue
		}
		switch u := of(o.headers, headerNumber(name)); {
		case u == nil, name == "Expires":
		case inHeaders.Has(u.member):
			m.doubled(u.member, p.value)
		case m.Request.Present.Has(u.member):
		case strings.HasPrefix(name, "X-Amz-"), strings.HasPrefix(name, "If-"):
			m.set(u.member, valueOf(u.form, []string{p.value}))
		default:
			m.Request.Unsure.Add(u.member)
		}
	}
}

// doubled notes what a presigned request says twice, of what S3 refuses that.
func (m *Message) doubled(what member.ID, parameter string) {
	switch what {
	case member.ChecksumMode:
		header, known := m.values.Value(member.ChecksumMode).Text()
		if signed, _ := m.wire.Get(compat.Authorization); signed == "version 2" {
			return // whose signature isn't computed so
		}
		if said, _ := m.wire.Get(compat.Headers); said == "right" && known && header != trim(parameter) {
			set(&m.wire, compat.Headers, "checksum mode twice")
		}
	case member.ExpectedBucketOwner:
		set(&m.wire, compat.Headers, "expected owner twice")
	case member.RequestPayer:
		if said, _ := m.wire.Get(compat.Headers); said == "right" {
			set(&m.wire, compat.Headers, "payer twice")
		}
	}
}

var serverSideEncryption = headerNumber("X-Amz-Server-Side-Encryption")

// judgeHeaders notes that a header is missing which the operation requires, or is there
// and encrypts nothing.
func (m *Message) judgeHeaders(o *operationInfo, h *headers) {
	r := &m.Request
	if said, _ := m.wire.Get(compat.Headers); said == "right" && h.says(serverSideEncryption) && of(o.headers, serverSideEncryption) == nil {
		set(&m.wire, compat.Headers, "encryption of no object")
	}
	if r.Operation == operation.GetObjectAttributes && !r.Present.Has(member.ObjectAttributes) && !r.Unsure.Has(member.ObjectAttributes) {
		if said, _ := m.wire.Get(compat.Headers); said == "right" {
			set(&m.wire, compat.Headers, "no object attributes")
		}
	}
}

// trimmed returns texts without the blanks around them, as HTTP takes headers.
func trimmed(list []string) []string {
	for _, s := range list {
		if trim(s) != s {
			out := make([]string, len(list))
			for i, s := range list {
				out[i] = trim(s)
			}
			return out
		}
	}
	return list
}

func trim(s string) string {
	if n := len(s); n == 0 || s[0] > ' ' && s[n-1] > ' ' {
		return s
	}
	return strings.Trim(s, " \t")
}

// valueOf makes a value of the texts of a header or parameter. What isn't of the
// form is a text, which no value of the form is. Numbers that are too large for the
// member's type are numbers.
func valueOf(f form, list []string) compat.Value {
	if f >= firstList {
		return listValue(f, list)
	}
	if len(list) > 1 {
		return compat.UnknownValue() // which one S3 takes isn't known
	}
	s := list[0]
	switch f {
	case text:
		return compat.StringValue(s)
	case number32, number64:
		if n, err := strconv.ParseInt(s, 10, 64); err == nil {
			return compat.IntValue(n)
		}
	case boolean:
		switch {
		case strings.EqualFold(s, "true"):
			return compat.BoolValue(true)
		case strings.EqualFold(s, "false"):
			return compat.BoolValue(false)
		}
	case httpDate:
		if t, ok := parseHTTPDate(s); ok {
			return compat.TimeValue(&t)
		}
	case dateTime:
		if t, err := time.Parse(time.RFC3339, s); err == nil {
			return compat.TimeValue(&t)
		}
	}
	return compat.StringValue(s)
}

func parseHTTPDate(s string) (time.Time, bool) {
	t, err := http.ParseTime(s)
	return t, err == nil
}

// listOf makes a list of texts that commas separate.
func listOf[T ~string](texts []string) *[]T {
	list := []T{}
	for _, t := range texts {
		for s := range strings.SplitSeq(t, ",") {
			if s = strings.TrimSpace(s); s != "" {
				list = append(list, T(s))
			}
		}
	}
	return &list
}
