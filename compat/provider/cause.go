package provider

import (
	"slices"
	"strconv"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// cause is one way in which a store refuses, or silently drops a part of, what
// Amazon S3 takes. It is data; the rule is made of it on first use.
type cause struct {
	// id is the rule's, facts are the gathered facts that it rests on, by their ids in
	// facts.jsonl.
	id    string
	facts []string
	// effect is what the store does.
	effect compat.Effect
	// ops are the operations; nil stands for all that have a member.
	ops []compat.Operation
	// kind says how members and values are meant.
	kind    kind
	members []compat.Member
	values  []string
	// what completes "the store doesn't take", way says what to do, and when is the
	// condition, of the kind isSo.
	what, way string
	when      func() compat.Condition
	// instead are rules of Amazon's that it puts another bound in the place of.
	instead []string
	// since is the version from which on it is so, until the one from which on it no
	// longer is; empty: all before, all after.
	since, until string
	// more are members that make the rule true whatever their values.
	more   []compat.Member
	answer compat.Answer
	// doubt says why it is reported only, empty if it is enforced: it is then official,
	// or was measured.
	doubt   string
	sources []string
}

type kind uint8

const (
	always     kind = iota // the operation itself
	isSet                  // any of the members is set
	isNone                 // the member is set to none of the values
	isOne                  // the member is set to one of the values
	unlessOne              // the member isn't set to one of the values, or not at all
	isAbove                // the number is above the value
	beginsWith             // the text begins with one of the values
	hasDot                 // the text has a period
	hasTrailer             // the payload is streamed with a checksum as trailer
	isForm                 // the request is a presigned form
	isStyled               // the addressing style is the value
	isLarger               // the map has more bytes, keys and values together, than the value
	isLonger               // the body that ContentLength tells has more bytes than the value
	isSo                   // when is true
)

// condition is the rule's.
func (c *cause) condition() compat.Condition {
	var own compat.Condition
	switch c.kind {
	case always:
		own = compat.All()
	case isSet:
		own = compat.AnySet(c.members...)
	case isNone:
		own = compat.All(compat.Set(c.members[0]), compat.Not(compat.Equals(c.members[0], c.values...)))
	case isOne:
		own = compat.Equals(c.members[0], c.values...)
	case unlessOne:
		own = compat.Not(compat.Equals(c.members[0], c.values...))
	case isAbove:
		own = compat.Matches(c.members[0], compat.Int("is above "+c.values[0], func(n int64) bool { return n > c.bound() },
			[]any{int32(c.bound() + 1)}, []any{int32(c.bound())}))
	case beginsWith:
		own = compat.Matches(c.members[0], compat.Text("begins with "+strings.Join(c.values, " or "), func(s string) bool {
			return slices.ContainsFunc(c.values, func(v string) bool { return strings.HasPrefix(s, v) })
		}, []any{c.values[0] + "x"}, []any{"x"}))
	case hasDot:
		own = compat.Matches(c.members[0], compat.Text("has a period", func(s string) bool { return strings.Contains(s, ".") },
			[]any{"a.b"}, []any{"a-b"}))
	case hasTrailer:
		own = compat.Signature(compat.Payload, "unsigned-trailer")
	case isForm:
		own = compat.Signature(compat.Presigned, "post", "form")
	case isStyled:
		own = compat.Endpoint(compat.Addressing, c.values...)
	case isLarger:
		// A copy that keeps the source's metadata does nothing with those of the request.
		own = compat.All(compat.Matches(c.members[0], largerMap(c.bound())),
			compat.Any(compat.Not(compat.Set(member.CopySource)), compat.Equals(member.MetadataDirective, "REPLACE")))
	case isLonger:
		own = compat.Matches(c.members[0], compat.Int("is above "+c.values[0], func(n int64) bool { return n > c.bound() },
			[]any{c.bound() + 1}, []any{c.bound()}))
	case isSo:
		own = c.when()
	}
	if len(c.more) > 0 {
		return compat.Any(own, compat.AnySet(c.more...))
	}
	return own
}

// bound is the value as a number.
func (c *cause) bound() int64 {
	n, err := strconv.ParseInt(c.values[0], 10, 64)
	if err != nil {
		panic(err) // a test makes every rule
	}
	return n
}

// largerMap holds of maps whose keys and values have more bytes together.
func largerMap(bytes int64) *compat.Predicate {
	size := func(m map[string]string) (n int64) {
		for k, v := range m {
			n += int64(len(k) + len(v))
		}
		return n
	}
	return compat.Strings("has more than "+strconv.FormatInt(bytes, 10)+" bytes", func(m map[string]string) bool { return size(m) > bytes },
		[]any{map[string]string{"note": strings.Repeat("a", int(bytes)-3)}}, []any{map[string]string{"note": strings.Repeat("a", int(bytes)-4)}})
}

// concerns reports whether it is so in a version; one that isn't known may be any.
func (c *cause) concerns(version string) compat.Truth {
	t := compat.True
	if c.since != "" {
		t = t.And(before(version, c.since).Not())
	}
	if c.until != "" {
		t = t.And(before(version, c.until))
	}
	return t
}

// span says in which versions it is so.
func (c *cause) span() string {
	switch {
	case c.since == "":
		return "before " + c.until
	case c.until == "":
		return "from " + c.since + " on"
	}
	return "from " + c.since + " on and before " + c.until
}

// official reports whether it rests on more than a measurement.
func (c *cause) official() bool {
	return slices.ContainsFunc(c.sources, func(s string) bool { return strings.HasPrefix(s, "https://") })
}

// doubtAt says why it is reported only, at a store of the profile; empty if it is
// enforced.
func (c *cause) doubtAt(p *Profile) string {
	switch dated := c.since+c.until != ""; {
	case c.doubt != "":
		return c.doubt
	case dated && c.concerns(p.version) == compat.Unknown:
		return "It is so in versions " + c.span() + ", and the store's isn't known."
	case dated, p.measuredHere(), c.official() && !p.learned:
		return ""
	case len(numbers(p.version)) == 0:
		return "The store's version isn't known."
	case c.official():
		return "Whether it is so in this version isn't known."
	}
	return "It was measured with " + p.measured + ", not with this version."
}

// operations are those that the rule applies to.
func (c *cause) operations() []compat.Operation {
	wanted := member.SetOf(slices.Concat(c.members, c.more)...)
	var ops []compat.Operation
	for op := operation.ID(1); op < operation.Count; op++ {
		if c.ops != nil && !slices.Contains(c.ops, op) {
			continue
		}
		has := sdk.Schema.Members(op)
		if wanted.Empty() || has.Meets(&wanted) {
			ops = append(ops, op)
		}
	}
	return ops
}

// subject names the members, or the operation.
func (c *cause) subject() string {
	var names []string
	for _, m := range slices.Concat(c.members, c.more) {
		names = append(names, m.String())
	}
	if len(names) == 0 {
		return "the operation"
	}
	return strings.Join(names, ", ")
}

// title says what the store demands, fix what to do.
func (c *cause) title(store string) string {
	list := strings.Join(c.values, ", ")
	switch c.kind {
	case isNone:
		if len(c.more) > 0 {
			return store + " takes " + c.members[0].String() + " as " + list + " only, and no grants"
		}
		return store + " takes " + c.members[0].String() + " as " + list + " only"
	case isOne:
		return store + " doesn't take " + c.members[0].String() + " as " + list
	case unlessOne:
		return store + " asks for " + c.members[0].String() + " " + list
	case isAbove:
		return store + " takes " + c.members[0].String() + " up to " + c.values[0]
	case beginsWith:
		return c.members[0].String() + " can't begin with " + list + " at " + store
	case hasDot:
		return c.members[0].String() + " can't have a period at " + store
	case hasTrailer:
		return store + " doesn't take a checksum as trailer of the body"
	case isForm:
		return store + " has no uploads by form"
	case isStyled:
		return store + " doesn't take " + list + " requests"
	case isLarger:
		return store + " takes up to " + list + " bytes of " + c.members[0].String() + ", keys and values together"
	case isLonger:
		return store + " takes up to " + list + " bytes in one request"
	case isSo:
		if c.effect == compat.Ignored {
			return store + " silently drops " + c.what
		}
		return store + " doesn't take " + c.what
	}
	if c.effect == compat.Ignored {
		return store + " silently drops " + c.subject()
	}
	if c.kind == isSet {
		return store + " doesn't take " + c.subject()
	}
	return store + " doesn't implement the operation"
}

func (c *cause) fix() string {
	list := strings.Join(c.values, ", ")
	switch c.kind {
	case isNone, unlessOne:
		return "Set " + c.members[0].String() + " to one of " + list + "."
	case isOne:
		return "Leave out " + c.members[0].String() + ", or give another value."
	case isAbove:
		return "Make larger parts, so that there are fewer."
	case isLarger:
		return "Keep large values elsewhere."
	case isLonger:
		return "Upload it in parts."
	case isSo:
		return c.way
	case beginsWith, hasDot:
		return "Choose another name."
	case hasTrailer:
		return "Set the client's RequestChecksumCalculation to WhenRequired, as the profile's Options do, and give no ChecksumAlgorithm."
	case isForm:
		return "Presign a PUT instead."
	case isStyled:
		if list == "path" {
			return "Turn the client's UsePathStyle off, as the profile's Options do."
		}
		return "Turn the client's UsePathStyle on, as the profile's Options do."
	case isSet:
		if c.effect == compat.Ignored {
			return "Don't rely on it at this store; leave out " + c.subject() + "."
		}
		return "Leave out " + c.subject() + "."
	}
	return "Do without the operation at this store."
}

// rule makes the rule of a profile.
func (c *cause) rule(p *Profile) *compat.Rule {
	store, doubt := p.Name, c.doubtAt(p)
	if c.since+c.until != "" {
		store += " " + c.span()
	}
	why := "It is so by the store's documentation, or was measured."
	if doubt != "" {
		why = "It is reported only. " + doubt
	}
	return &compat.Rule{
		ID: c.id, Topic: "store", Title: c.title(store), Effect: c.effect, Operations: c.operations(), When: c.condition(),
		Answer: c.answer, Why: why, Fix: c.fix(), Sources: c.sources, Doubt: doubt,
	}
}
