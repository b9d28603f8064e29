package minimise

import (
	"fmt"
	"go/format"
	"slices"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// skeleton returns Go source for a rule that is true of the smallest request. It
// holds no value that the caller gave, but for those that the API itself
// enumerates.
func skeleton(r *Minimal, req *compat.Request) string {
	var ids []compat.Member
	for _, name := range r.Members {
		if id, ok := member.Parse(name); ok {
			ids = append(ids, id)
		}
	}
	op := "operation." + r.Operation
	var b strings.Builder
	fmt.Fprintf(&b, "compat.Rule{\n")
	fmt.Fprintf(&b, "ID: %q,\n", ruleID(r.Members))
	fmt.Fprintf(&b, "Topic: %q, // TODO: one of the catalogue's\n", "")
	fmt.Fprintf(&b, "Title: %q,\n", title(r))
	fmt.Fprintf(&b, "Operations: []compat.Operation{%s}, // TODO: others that share the members\n", op)
	fmt.Fprintf(&b, "When: %s,\n", conditionOf(req, ids))
	fmt.Fprintf(&b, "Answer: compat.Answer{Status: %d, Code: %q, Message: %q},\n", r.Status, r.Code, r.Message)
	fmt.Fprintf(&b, "Why: %q, // TODO\nFix: %q, // TODO\nSources: nil, // TODO: pages of AWS's documentation\n", "", "")
	fmt.Fprintf(&b, "Violating: []compat.Case{%s},\n", given(op, req, ids))
	fmt.Fprintf(&b, "Allowed: []compat.Case{%s},\n}\n", strings.Join(allowed(op, req, ids), ", "))
	src, err := format.Source([]byte(b.String()))
	if err != nil {
		return b.String() // still of use
	}
	return string(src)
}

// ruleID joins the words of the members' names.
func ruleID(names []string) string {
	var words []string
	for _, name := range names {
		words = append(words, kebab(name))
	}
	id := strings.Join(words, "-with-")
	if !strings.Contains(id, "-") {
		id += "-rejected"
	}
	return id
}

// kebab writes ChecksumCRC32 as checksum-crc32.
func kebab(name string) string {
	upper := func(c byte) bool { return c >= 'A' && c <= 'Z' }
	var b strings.Builder
	for i := range len(name) {
		c := name[i]
		// A capital begins a word after a small letter, and before one.
		if upper(c) && i > 0 && (!upper(name[i-1]) || i+1 < len(name) && name[i+1] >= 'a' && name[i+1] <= 'z') {
			b.WriteByte('-')
		}
		b.WriteByte(c)
	}
	return strings.ToLower(b.String())
}

func title(r *Minimal) string {
	if len(r.Members) == 1 {
		return r.Operation + " doesn't take this " + r.Members[0]
	}
	return r.Operation + " doesn't take " + strings.Join(r.Members, " together with ")
}

// conditionOf returns source for the condition: the value of a single member
// that is an enumeration, else that the members are set.
func conditionOf(req *compat.Request, ids []compat.Member) string {
	if len(ids) == 1 {
		if v, ok := literal(req, ids[0]); ok && sdk.Kind(req.Operation, ids[0]) == compat.KindString {
			return fmt.Sprintf("compat.Equals(member.%s, %s)", ids[0], v)
		}
		return fmt.Sprintf("compat.Set(member.%s)", ids[0])
	}
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = "member." + id.String()
	}
	return "compat.AllSet(" + strings.Join(names, ", ") + ")"
}

// given returns source for an example.
func given(op string, req *compat.Request, ids []compat.Member) string {
	args := []string{op}
	for _, id := range ids {
		v, ok := literal(req, id)
		if !ok {
			v = `"TODO"`
		}
		args = append(args, "member."+id.String(), v)
	}
	return "compat.Given(" + strings.Join(args, ", ") + ")"
}

// allowed returns an example without each of the members.
func allowed(op string, req *compat.Request, ids []compat.Member) []string {
	var cases []string
	for i := range ids {
		cases = append(cases, given(op, req, slices.Delete(slices.Clone(ids), i, i+1)))
	}
	return cases
}

// literal returns source for a member's value: the caller's if the API
// enumerates it, else a sample.
func literal(req *compat.Request, id compat.Member) (string, bool) {
	if text, ok := req.Text(id); ok && slices.Contains(sdk.Enum(req.Operation, id), text) {
		return strconv.Quote(text), true
	}
	if sdk.Kind(req.Operation, id) == compat.KindStream {
		return `strings.NewReader("")`, true
	}
	for _, sample := range sdk.Schema.Samples(req.Operation, id) {
		switch v := sample.(type) {
		case string:
			return strconv.Quote(v), true
		case int, int32, int64, bool:
			return fmt.Sprint(v), true
		case map[string]string:
			return fmt.Sprintf("%#v", v), true
		}
	}
	return "", false
}
