// Package diff compares two requests, or one with what the SDK would send by itself:
//
//	base, err := diff.Baseline(ctx, failed) // a *capture.Capture
//	if err != nil {
//		return err
//	}
//	fmt.Println(diff.Diff(failed, base))
//
// It compares what requests mean, not how they are written.
package diff

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/build"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/judge"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/internal/printable"
)

// Group says which part of a request a difference is in.
type Group string

// The groups, in the order in which a diff lists them.
const (
	GroupMember    Group = "member"
	GroupEndpoint  Group = "endpoint"
	GroupSignature Group = "signature"
	GroupPayload   Group = "payload"
	GroupHeader    Group = "header" // what is neither of the others
)

var groups = []Group{GroupMember, GroupEndpoint, GroupSignature, GroupPayload, GroupHeader}

// Difference is one thing in which two requests differ.
type Difference struct {
	Group Group `json:"group"`
	// Name is the member, the header, or the aspect: "region", "mode".
	Name string `json:"name"`
	// A and B are the values in the first and in the second capture; empty if it
	// isn't there. Withheld values are Masked; then only that they are there is
	// compared, or their lengths.
	A string `json:"a,omitempty"`
	B string `json:"b,omitempty"`
	// Rules are the ids of the rules that speak of it: first those that are true
	// of the first request and not of the second.
	Rules []string `json:"rules,omitempty"`
}

// String returns the difference in one line.
func (d Difference) String() string {
	s := printable.Sprintf("%s %s: %s | %s", d.Group, d.Name, dash(d.A), dash(d.B))
	if len(d.Rules) > 0 {
		s += " (" + printable.Line(strings.Join(d.Rules, ", ")) + ")"
	}
	return s
}

func dash(s string) string {
	if s == "" {
		return "-"
	}
	return printable.Line(s)
}

// Differences is what two captures differ in.
type Differences struct {
	// List is sorted by group and name.
	List []Difference `json:"differences"`
	// Uncompared names the parts that one of the captures lacks.
	Uncompared []string `json:"uncompared,omitempty"`
}

// Of returns those of one group.
func (d *Differences) Of(g Group) []Difference {
	var list []Difference
	for _, x := range d.List {
		if x.Group == g {
			list = append(list, x)
		}
	}
	return list
}

// String returns a line for each difference, below a line for each group.
func (d *Differences) String() string {
	var b strings.Builder
	if len(d.List) == 0 {
		b.WriteString("no difference\n")
	}
	for _, g := range groups {
		for i, x := range d.Of(g) {
			if i == 0 {
				printable.Fprintf(&b, "%s:\n", g)
			}
			printable.Fprintf(&b, "  %s: %s | %s\n", x.Name, dash(x.A), dash(x.B))
			if len(x.Rules) > 0 {
				printable.Fprintf(&b, "    rules: %s\n", strings.Join(x.Rules, ", "))
			}
		}
	}
	if len(d.Uncompared) > 0 {
		printable.Fprintf(&b, "not compared: %s\n", strings.Join(d.Uncompared, ", "))
	}
	return b.String()
}

// Diff compares two requests by what they mean: usually one that failed with one
// that worked, or with its [Baseline]. What differs between any two requests,
// such as dates, ids, signatures and the values of checksums, is left out.
func Diff(a, b *capture.Capture) *Differences {
	d := differ{a: a, b: b, sideA: newSide(a), sideB: newSide(b)}
	if a.Operation != b.Operation {
		d.add(GroupMember, "Operation", a.Operation, b.Operation)
	}
	if judge.Lacks(a, "members") || judge.Lacks(b, "members") {
		d.uncompared("members")
	} else {
		d.members()
	}
	d.endpoint()
	d.signature()
	d.payload()
	d.headers()
	d.link()
	slices.SortStableFunc(d.out.List, func(x, y Difference) int {
		if x.Group != y.Group {
			return slices.Index(groups, x.Group) - slices.Index(groups, y.Group)
		}
		return strings.Compare(x.Name, y.Name)
	})
	return &d.out
}

// side is one capture, prepared.
type side struct {
	op      operation.ID
	members map[string]string
	message *capture.Message
	headers http.Header
	query   url.Values
}

// newSide reads a capture. What was sent counts; a presigned request was only
// signed.
func newSide(c *capture.Capture) side {
	s := side{members: map[string]string{}, message: &c.Sent, headers: http.Header{}}
	if c.Sent.Method == "" {
		s.message = &c.Signed
	}
	s.op, _ = build.OperationByName(c.Operation)
	for name, values := range s.message.Header {
		s.headers[http.CanonicalHeaderKey(name)] = values
	}
	s.query, _ = url.ParseQuery(s.message.Query)
	for _, m := range c.Members {
		s.members[m.Name] = shownMember(m)
	}
	// A header that the SDK adds counts as the member it belongs to, so that
	// captures of the SDK and from the wire can be compared.
	for name, values := range s.headers {
		if id, ok := sdk.HeaderMember(s.op, name); ok && len(values) > 0 && !isNoiseHeader(name) {
			if b, _ := sdk.BindingOf(s.op, id); b.Location == sdk.Header {
				s.members[id.String()] = values[0]
			}
		}
	}
	return s
}

func shownMember(m capture.Member) string {
	if m.Masked || m.Value == "" {
		return capture.Masked
	}
	return m.Value
}

type differ struct {
	a, b         *capture.Capture
	sideA, sideB side
	out          Differences
}

func (d *differ) add(g Group, name, a, b string) {
	d.out.List = append(d.out.List, Difference{Group: g, Name: name, A: a, B: b})
}

// compare adds a difference if there is one.
func (d *differ) compare(g Group, name, a, b string) {
	if a != b {
		d.add(g, name, a, b)
	}
}

// known is compare for what a capture may not know.
func (d *differ) known(g Group, name, a, b string) {
	if a != "" && b != "" {
		d.compare(g, name, a, b)
	}
}

func (d *differ) uncompared(part string) {
	if !slices.Contains(d.out.Uncompared, part) {
		d.out.Uncompared = append(d.out.Uncompared, part)
	}
}

// isNoiseMember reports whether a member has values that differ between any two requests.
func isNoiseMember(name string) bool {
	switch name {
	case "UploadId", "ClientToken", "ContinuationToken", "ContentMD5", "ContentLength", "RequestToken", "RequestRoute", "ETag":
		return true
	}
	return strings.HasPrefix(name, "Checksum") && name != "ChecksumAlgorithm" && name != "ChecksumType" && name != "ChecksumMode"
}

func (d *differ) members() {
	for _, name := range keys(d.sideA.members, d.sideB.members) {
		a, inA := d.sideA.members[name]
		b, inB := d.sideB.members[name]
		switch {
		case name == "ContentLength":
		case inA && inB && (isNoiseMember(name) || strings.Contains(a, capture.Masked) || strings.Contains(b, capture.Masked)):
		case inA && inB && sameList(a, b):
		default:
			d.compare(GroupMember, name, a, b)
		}
	}
}

// sameList reports whether two values are the same list, written differently.
func sameList(a, b string) bool {
	split := func(s string) []string {
		l := strings.FieldsFunc(s, func(c rune) bool { return c == ',' || c == ' ' })
		slices.Sort(l)
		return l
	}
	return slices.Equal(split(a), split(b))
}

func (d *differ) endpoint() {
	a, b := &d.a.Endpoint, &d.b.Endpoint
	schemeA, hostA, _ := strings.Cut(a.URL, "://")
	schemeB, hostB, _ := strings.Cut(b.URL, "://")
	if a.URL == "" || b.URL == "" {
		d.uncompared("scheme")
		hostA, hostB = d.sideA.message.Host, d.sideB.message.Host
	}
	d.known(GroupEndpoint, "scheme", schemeA, schemeB)
	d.known(GroupEndpoint, "host", service(hostA, memberValue(d.a, "Bucket")), service(hostB, memberValue(d.b, "Bucket")))
	d.known(GroupEndpoint, "style", a.Style, b.Style)
	d.known(GroupEndpoint, "region", a.Region, b.Region)
	d.known(GroupEndpoint, "provider", a.Provider, b.Provider)
	d.compare(GroupEndpoint, "accelerate", flag(a.Accelerate), flag(b.Accelerate))
	d.compare(GroupEndpoint, "dual-stack", flag(a.DualStack), flag(b.DualStack))
	d.compare(GroupEndpoint, "FIPS", flag(a.FIPS), flag(b.FIPS))
	d.known(GroupEndpoint, "method", d.sideA.message.Method, d.sideB.message.Method)
	if pa, pb := d.sideA.message.Path, d.sideB.message.Path; pa != pb && build.UnescapePath(pa) == build.UnescapePath(pb) {
		d.add(GroupEndpoint, "path encoding", pa, pb)
	}
}

// service returns a host without the bucket, which is a member.
func service(host, bucket string) string {
	if rest, ok := strings.CutPrefix(host, bucket+"."); ok && bucket != "" {
		return rest
	}
	return host
}

func flag(b bool) string {
	if b {
		return "on"
	}
	return ""
}

func (d *differ) signature() {
	a, b := &d.a.Signature, &d.b.Signature
	d.known(GroupSignature, "scheme", a.Scheme, b.Scheme)
	d.known(GroupSignature, "service", a.Service, b.Service)
	d.known(GroupSignature, "region", a.Region, b.Region)
	d.compare(GroupSignature, "presigned", flag(a.Presigned), flag(b.Presigned))
	d.compare(GroupSignature, "expires", duration(a), duration(b))
	d.compare(GroupSignature, "session token", d.sideA.has("X-Amz-Security-Token"), d.sideB.has("X-Amz-Security-Token"))
	if len(a.SignedHeaders) == 0 || len(b.SignedHeaders) == 0 {
		return
	}
	for _, name := range keys(redact.NameSet(a.SignedHeaders...), redact.NameSet(b.SignedHeaders...)) {
		inA, inB := slices.Contains(a.SignedHeaders, name), slices.Contains(b.SignedHeaders, name)
		// That a header isn't there is told where it belongs; here, only that it
		// is there and not signed.
		if inA != inB && d.sideA.has(name) != "" && d.sideB.has(name) != "" {
			d.add(GroupSignature, "signed header "+name, signedOrNot(inA), signedOrNot(inB))
		}
	}
}

func signedOrNot(b bool) string {
	if b {
		return "signed"
	}
	return "unsigned"
}

func duration(s *capture.Signature) string {
	if s.Expires == 0 {
		return ""
	}
	return s.Expires.String()
}

// has says that a header, or the parameter of its name, is there.
func (s *side) has(name string) string {
	if s.headers.Get(name) != "" || build.QueryGet(s.query, name) != "" {
		return "present"
	}
	if strings.EqualFold(name, "Host") && s.message.Host != "" || strings.EqualFold(name, "Content-Length") && s.message.ContentLength > 0 {
		return "present"
	}
	return ""
}

func (d *differ) payload() {
	a, b := &d.a.Payload, &d.b.Payload
	d.known(GroupPayload, "mode", a.Mode, b.Mode)
	if (a.Length < 0) != (b.Length < 0) {
		d.add(GroupPayload, "length", length(a.Length), length(b.Length))
	}
	d.compare(GroupPayload, "checksums", strings.Join(a.Checksums, ", "), strings.Join(b.Checksums, ", "))
	d.compare(GroupPayload, "transfer encoding",
		strings.Join(d.sideA.message.TransferEncoding, ", "), strings.Join(d.sideB.message.TransferEncoding, ", "))
}

func length(n int64) string {
	if n < 0 {
		return "unknown"
	}
	return strconv.FormatInt(n, 10)
}

// isNoiseHeader reports whether a header differs between any two requests, or is
// compared elsewhere.
func isNoiseHeader(name string) bool {
	switch http.CanonicalHeaderKey(name) {
	case "Authorization", "Date", "X-Amz-Date", "Amz-Sdk-Invocation-Id", "Amz-Sdk-Request", "User-Agent",
		"X-Amz-User-Agent", "Content-Length", "X-Amz-Content-Sha256", "X-Amz-Security-Token", "X-Amz-S3session-Token",
		"X-Amz-Trailer", "X-Amz-Decoded-Content-Length", "X-Amzn-Trace-Id", "Traceparent", "Tracestate", "Host", "Transfer-Encoding":
		return true
	}
	return false
}

func (d *differ) headers() {
	if len(d.sideA.headers) == 0 || len(d.sideB.headers) == 0 {
		d.uncompared("headers")
		return
	}
	for _, name := range keys(d.sideA.headers, d.sideB.headers) {
		if isNoiseHeader(name) || build.IsChecksumName(name) {
			continue
		}
		if _, ok := sdk.HeaderMember(d.sideA.op, name); ok {
			continue // compared as a member
		}
		a := strings.Join(d.sideA.headers[name], ", ")
		b := strings.Join(d.sideB.headers[name], ", ")
		if strings.Contains(a, capture.Masked) && strings.Contains(b, capture.Masked) {
			continue
		}
		d.compare(GroupHeader, name, a, b)
	}
}

// keys returns the keys of two maps, sorted.
func keys[V any](a, b map[string]V) []string {
	var list []string
	for k := range a {
		list = append(list, k)
	}
	for k := range b {
		if _, ok := a[k]; !ok {
			list = append(list, k)
		}
	}
	slices.Sort(list)
	return list
}
