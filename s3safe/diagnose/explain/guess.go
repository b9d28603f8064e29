package explain

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/judge"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// A guess is what S3's document says of a request whose operation nobody told.
type guess struct {
	operations operation.Set
	// why says what it rests on; empty if there is nothing to guess from.
	why string
	// named are the wire names that the document blames.
	named []string
}

// guess reads what the document names: the resource, the method, an upload, a header
// or an argument. The operation, if it is known, needs no guess.
func (x *explainer) guess(op operation.ID, known bool) guess {
	var g guess
	for name, v := range x.details {
		switch strings.TrimRight(name, "0123456789") {
		case "ArgumentName", "Header", "HeaderName":
			if v != "" {
				g.named = append(g.named, v)
			}
		}
	}
	slices.Sort(g.named)
	if known {
		g.operations.Add(op)
		return g
	}
	var why []string
	tests := x.tests(&why)
	if len(why) == 0 {
		return g
	}
	for op := operation.ID(1); op < operation.Count; op++ {
		route := sdk.RouteOf(op)
		if !slices.ContainsFunc(tests, func(fits func(operation.ID, sdk.Route) bool) bool { return !fits(op, route) }) {
			g.operations.Add(op)
		}
	}
	if !g.operations.Empty() {
		g.why = strings.Join(why, ", ")
	}
	return g
}

// tests are what an operation must fulfil by what the document says, each with a few
// words of why.
func (x *explainer) tests(why *[]string) (tests []func(operation.ID, sdk.Route) bool) {
	test := func(reason string, fits func(operation.ID, sdk.Route) bool) {
		*why, tests = append(*why, reason), append(tests, fits)
	}
	method := x.details["Method"]
	if c := x.capture; c != nil && method == "" {
		method = c.Sent.Method
	}
	if isMethod(method) {
		test("the method is "+method, func(_ operation.ID, r sdk.Route) bool { return r.Method == method })
	}
	kind := strings.ToLower(x.details["ResourceType"])
	switch path := x.details["Resource"]; {
	case x.details["UploadId"] != "":
		test("it names an upload", func(_ operation.ID, r sdk.Route) bool { return strings.Contains(r.Query, "upload") || ofUpload(r) })
	case kind == "object", x.details["Key"] != "", objectPath(path):
		test("it names an object", func(_ operation.ID, r sdk.Route) bool { return ofObject(r) })
	case kind == "bucket", bucketPath(path) && x.bucketNamed(path):
		test("it names a bucket", func(op operation.ID, r sdk.Route) bool { return !ofObject(r) && ofBucket(op) })
	case kind == "service":
		test("it names no bucket", func(op operation.ID, _ sdk.Route) bool { return !ofBucket(op) })
	}
	if sub := subresource(kind); sub != "" {
		test("it names the resource "+sub, func(_ operation.ID, r sdk.Route) bool { return hasParameter(r, sub) })
	}
	return tests
}

func isMethod(s string) bool {
	switch s {
	case http.MethodGet, http.MethodHead, http.MethodPut, http.MethodPost, http.MethodDelete:
		return true
	}
	return false
}

func ofObject(r sdk.Route) bool { return strings.Contains(r.Path, "{Key") }

func ofUpload(r sdk.Route) bool {
	return ofObject(r) && (strings.Contains(r.Query, "x-id=UploadPart") || strings.Contains(r.Query, "x-id=ListParts") ||
		strings.Contains(r.Query, "x-id=AbortMultipartUpload"))
}

func ofBucket(op operation.ID) bool {
	for _, m := range sdk.Schema.Required(op).IDs() {
		if b, _ := sdk.BindingOf(op, m); b.Location == sdk.Host {
			return true
		}
	}
	return false
}

// objectPath reports whether a resource is that of an object: bucket and key.
func objectPath(path string) bool {
	bucket, key, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return bucket != "" && key != ""
}

// bucketPath reports whether a resource has one part only: a bucket, or the key in a
// bucket that the host names.
func bucketPath(path string) bool {
	first, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	return first != "" && rest == ""
}

// bucketNamed reports whether the one part of a resource is a bucket's name: because
// the document says so, or because it could be one and no file's.
func (x *explainer) bucketNamed(path string) bool {
	name := strings.Trim(path, "/")
	if told := cmp.Or(x.details["BucketName"], x.details["Bucket"]); told != "" {
		return told == name
	}
	return compat.ParseTarget(name).Problem == 0 && !strings.Contains(name, ".")
}

// subresource returns the parameter that a type of resource stands for, as S3 writes
// it: BUCKETPOLICY.
func subresource(kind string) string {
	if kind == "" {
		return ""
	}
	for name := range redact.Subresources() {
		if plain := strings.ReplaceAll(strings.ToLower(name), "-", ""); kind == plain || kind == "bucket"+plain || kind == "object"+plain {
			return name
		}
	}
	return ""
}

func hasParameter(r sdk.Route, name string) bool {
	for p := range strings.SplitSeq(r.Query, "&") {
		if n, _, _ := strings.Cut(p, "="); n == name {
			return true
		}
	}
	return false
}

// fits reports whether a rule is one of the operations that are guessed; it is if
// there is nothing to guess from.
func (g *guess) fits(r *compat.Rule) bool {
	return g.why == "" || slices.ContainsFunc(r.Operations, g.operations.Has)
}

// blames reports whether the document names a member that a rule is about.
func (g *guess) blames(r *compat.Rule) bool {
	if len(g.named) == 0 {
		return false
	}
	members := r.When.Members()
	for _, op := range r.Operations {
		if !g.operations.Empty() && !g.operations.Has(op) {
			continue
		}
		for _, m := range members.IDs() {
			if b, ok := sdk.BindingOf(op, m); ok && b.Name != "" && slices.ContainsFunc(g.named, func(s string) bool { return strings.EqualFold(s, b.Name) }) {
				return true
			}
		}
	}
	return false
}

// fulfilled returns the rules that the value fulfils which S3 blames, as far as that
// alone tells.
func (x *explainer) fulfilled(g *guess, rules []*compat.Rule) (out []*compat.Rule) {
	holds := map[string]bool{}
	for op := operation.ID(1); op < operation.Count; op++ {
		if !g.operations.Empty() && !g.operations.Has(op) {
			continue
		}
		c := &capture.Capture{Operation: op.String()}
		for name, argument := range x.details {
			number, ok := strings.CutPrefix(name, "ArgumentName")
			value := x.details["ArgumentValue"+number]
			if !ok || value == "" || strings.Contains(value, "(masked") {
				continue
			}
			if m, ok := wireMember(op, argument); ok {
				c.Members = append(c.Members, capture.Member{Name: m.String(), Value: value})
			}
		}
		if len(c.Members) == 0 {
			continue
		}
		if r, ok := judge.Request(c, nil, op); ok {
			for _, f := range aws.Catalog().Check(r, nil) {
				holds[f.Rule.ID] = true
			}
		}
	}
	for _, r := range rules {
		if holds[r.ID] {
			out = append(out, r)
		}
	}
	return out
}

// wireMember returns the member of an operation that a header or a parameter is.
func wireMember(op operation.ID, name string) (compat.Member, bool) {
	for _, m := range sdk.Schema.Members(op).IDs() {
		if b, ok := sdk.BindingOf(op, m); ok && b.Name != "" && strings.EqualFold(b.Name, name) {
			return m, true
		}
	}
	return 0, false
}

// order puts rules first whose member is blamed, then those of none but the guessed
// operations, and of these the ones with the fewest operations: they are about this
// one, and not about every request.
func (g *guess) order(rules []*compat.Rule) []*compat.Rule {
	type ranked struct {
		blamed, other, operations int
	}
	ranks := map[*compat.Rule]ranked{}
	for _, r := range rules {
		var k ranked
		if !g.blames(r) {
			k.blamed = 1
		}
		if g.why != "" && slices.ContainsFunc(r.Operations, func(op operation.ID) bool { return !g.operations.Has(op) }) {
			k.other = 1
		}
		if !g.operations.Empty() { // else the one with the most is the likeliest
			k.operations = len(r.Operations)
		}
		ranks[r] = k
	}
	out := slices.Clone(rules)
	slices.SortStableFunc(out, func(a, b *compat.Rule) int {
		p, q := ranks[a], ranks[b]
		return cmp.Or(cmp.Compare(p.blamed, q.blamed), cmp.Compare(p.other, q.other), cmp.Compare(p.operations, q.operations))
	})
	return out
}

// maxOperations bounds the operations that are listed.
const maxOperations = 6

// operationsOf lists the operations that rules are of, those with the most rules
// first.
func (g *guess) operationsOf(rules []*compat.Rule) string {
	count := map[operation.ID]int{}
	for _, r := range rules {
		for _, op := range r.Operations {
			if g.operations.Has(op) {
				count[op]++
			}
		}
	}
	var ops []operation.ID
	for op := range count {
		ops = append(ops, op)
	}
	slices.SortFunc(ops, func(a, b operation.ID) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b))
	})
	var list []string
	for _, op := range ops[:min(len(ops), maxOperations)] {
		list = append(list, fmt.Sprintf("%s (%d)", op, count[op]))
	}
	s := strings.Join(list, ", ")
	if more := len(ops) - maxOperations; more > 0 {
		s += fmt.Sprintf(" and %d more", more)
	}
	return s
}
