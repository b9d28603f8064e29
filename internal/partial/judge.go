// Package partial judges inputs of which only a part is known: what source code, a
// plan or a template tells of them.
package partial

import (
	"go/token"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Input is an input as far as it is known, of one operation.
type Input struct {
	Operation operation.ID
	// Parts are the members of which anything is known, by name.
	Parts map[string]*Part
	// Pos is where the input was made.
	Pos token.Pos

	// Context is what is known of endpoint and signature.
	Context Context
}

// Context is what is known of a request but its input.
type Context struct {
	Endpoint, Signature *compat.Facts
	Expires             int64 // nanoseconds, 0 if not known
	// Presigned is set for URLs: who uses one sends a body of their own.
	Presigned bool
}

// Maybe makes members unknown that aren't set: what passes the input on may set
// them.
func (in *Input) Maybe(names ...string) {
	for _, name := range names {
		if p := in.Parts[name]; p == nil || p.Set != compat.True {
			in.Parts[name] = new(Part)
		}
	}
}

// Without returns the input without a member.
func (in *Input) Without(name string) *Input {
	out := *in
	out.Parts = maps.Clone(in.Parts)
	delete(out.Parts, name)
	return &out
}

// At returns the part that a path leads to, nil if it isn't known.
func (in *Input) At(path string) *Part {
	name, rest := step(path)
	p := in.Parts[name]
	for p != nil && rest != "" {
		name, rest = step(rest)
		if n, err := strconv.Atoi(name); err == nil {
			if n < 0 || n >= len(p.Elems) {
				return nil
			}
			p = p.Elems[n]
			continue
		}
		p = p.Fields[name]
	}
	return p
}

// partOf returns what is known of a member.
func (in *Input) partOf(m member.ID) *Part { return in.Parts[m.String()] }

// Finding is a rule that is certainly true of an input.
type Finding struct {
	compat.Finding
	// Pos is where what is wrong was written.
	Pos token.Pos
}

// maxWays bounds the ways in which a document is completed.
const maxWays = 8192

// catalogs holds, for each rule, a catalogue of it alone.
var catalogs struct {
	sync.Mutex
	byID map[string]*compat.Catalog
}

// rules are the rules in source form: compiled ones have no examples, and no
// catalogue is made of such rules.
var rules = sync.OnceValue(func() map[operation.ID][]*compat.Rule {
	byOp := map[operation.ID][]*compat.Rule{}
	for _, op := range sdk.Operations() {
		byOp[op] = aws.Source().RulesFor(op)
	}
	return byOp
})

func alone(r *compat.Rule) *compat.Catalog {
	catalogs.Lock()
	defer catalogs.Unlock()
	c := catalogs.byID[r.ID]
	if c == nil {
		var err error
		if c, err = compat.NewCatalog(sdk.Schema, *r); err != nil {
			return nil
		}
		if catalogs.byID == nil {
			catalogs.byID = map[string]*compat.Catalog{}
		}
		catalogs.byID[r.ID] = c
	}
	return c
}

// Judge returns the rules that are certainly true of the input: on all ways to
// complete what isn't known of it.
func Judge(in *Input) []Finding {
	var out []Finding
	base, documents := in.request()
	for _, rule := range rules()[in.Operation] {
		mentioned := rule.When.Members()
		var concerned []member.ID
		for _, m := range documents {
			if mentioned.Has(m) {
				concerned = append(concerned, m)
			}
		}
		if f, ok := in.judge(rule, base, concerned); ok {
			out = append(out, Finding{Finding: f, Pos: in.position(f)})
		}
	}
	return out
}

// JudgeAll returns what is certainly wrong with every input, as of the first: the
// findings for a request of which it isn't known as which of them it is sent.
func JudgeAll(inputs []*Input) []Finding {
	var found []Finding
	for i, in := range inputs {
		these := Judge(in)
		if i == 0 {
			found = these
			continue
		}
		found = slices.DeleteFunc(found, func(f Finding) bool {
			return !slices.ContainsFunc(these, func(g Finding) bool { return g.Rule.ID == f.Rule.ID })
		})
	}
	return found
}

// request returns the request without the documents that are known in part, and
// lists these.
func (in *Input) request() (base *compat.Request, documents []member.ID) {
	x := sdk.NewInputOf(in.Operation)
	v := reflect.ValueOf(x).Elem()
	var present, unsure member.Set
	for name, p := range in.Parts {
		m, ok := member.Parse(name)
		if !ok {
			continue
		}
		switch {
		case p.Set == compat.False:
		case p.Set == compat.Unknown:
			unsure.Add(m)
		case p.known():
			if value, ok := complete(p, new(choices)); ok {
				v.FieldByName(name).Set(value)
			} else {
				present.Add(m)
			}
		default:
			present.Add(m)
			if p.partial() {
				documents = append(documents, m)
			}
		}
	}
	slices.Sort(documents)
	r := new(compat.Request)
	sdk.Describe(x, r)
	r.Values, r.Ordinary = values{r.Values, present}, member.Set{}
	r.Present = r.Present.Union(present)
	r.Unsure = unsure
	c := &in.Context
	r.Endpoint, r.Signature = c.Endpoint, c.Signature
	r.Expires = time.Duration(c.Expires)
	if c.Presigned {
		r.Present.Remove(member.Body)
		r.Unsure.Add(member.Body)
	}
	return r, documents
}

// values reads the members whose values are known.
type values struct {
	compat.Reader
	unknown member.Set
}

func (v values) Value(m member.ID) compat.Value {
	if v.unknown.Has(m) {
		return compat.UnknownValue()
	}
	return v.Reader.Value(m)
}

func (v values) Text(m member.ID) (string, bool) {
	if v.unknown.Has(m) {
		return "", false
	}
	return v.Reader.Text(m)
}

// judge evaluates one rule.
func (in *Input) judge(rule *compat.Rule, base *compat.Request, documents []member.ID) (compat.Finding, bool) {
	if len(documents) == 0 {
		return certain(rule, base, nil)
	}
	var first compat.Finding
	c := &choices{memory: borrow()}
	defer func() { c.memory.giveBack() }()
	for n := 0; ; n++ {
		if n == maxWays {
			return first, false
		}
		x := sdk.NewInputOf(in.Operation)
		for _, m := range documents {
			value, ok := complete(in.partOf(m), c)
			if !ok {
				return first, false
			}
			reflect.ValueOf(x).Elem().FieldByName(m.String()).Set(value)
		}
		var with compat.Request
		sdk.Describe(x, &with)
		r := *base
		known := base.Values.(values)
		for _, m := range documents {
			known.unknown.Remove(m)
		}
		r.Values = both{known, with.Values, member.SetOf(documents...)}
		f, ok := certain(rule, &r, c.memory)
		if !ok {
			return first, false
		}
		if n == 0 {
			first = f
		} else {
			first = agreed(first, f)
		}
		if !c.advance() {
			return first, true
		}
	}
}

// both reads some members from one input and the others from another.
type both struct {
	values
	second compat.Reader
	of     member.Set
}

func (b both) Value(m member.ID) compat.Value {
	if b.of.Has(m) {
		return b.second.Value(m)
	}
	return b.values.Value(m)
}

func (b both) Text(m member.ID) (string, bool) {
	if b.of.Has(m) {
		return b.second.Text(m)
	}
	return b.values.Text(m)
}

// Panicked is told of a rule that panics. Such a rule is not certain: a mistake in
// a rule is no reason to break a build. Tests set it, and fail.
var Panicked = func(rule *compat.Rule, value any) {}

// certain reports whether the rule is true of the request, and nobody looked at the
// memory that stands for what isn't known to tell that.
func certain(rule *compat.Rule, r *compat.Request, unknown *memory) (f compat.Finding, is bool) {
	defer func() {
		if x := recover(); x != nil {
			is = false
			Panicked(rule, x)
		}
	}()
	if rule.When.Eval(r) != compat.True {
		return f, false
	}
	c := alone(rule)
	if c == nil {
		return f, false
	}
	found := c.Check(r, nil)
	if len(found) == 0 {
		return f, false
	}
	_ = found[0].Text() // it may look at what it shows
	return found[0], !unknown.lookedAt()
}

// agreed returns what two findings of one rule say alike: what they say of the
// values that were tried isn't known.
func agreed(a, b compat.Finding) compat.Finding {
	if a.Text() != b.Text() {
		a.Problem, a.Paths, a.MorePaths = "", nil, 0
		if a.Path = common(a.Path, b.Path); a.Path != "" {
			a.Paths = []string{a.Path}
		}
	}
	return a
}

// common returns the part of two paths that they have in common.
func common(a, b string) string {
	for a != b {
		if len(a) < len(b) {
			a, b = b, a
		}
		n := strings.LastIndexAny(a, ".[")
		if n < 0 {
			return ""
		}
		a = a[:n]
	}
	return a
}

// position returns where what is wrong was written: the path's end, or else the
// first of the finding's members that was written anywhere.
func (in *Input) position(f compat.Finding) token.Pos {
	if f.Path != "" {
		if pos := in.along(f.Path); pos != token.NoPos {
			return pos
		}
	}
	for _, address := range []bool{false, true} {
		for _, m := range f.Members {
			if (m == member.Bucket || m == member.Key) != address {
				continue
			}
			if p := in.partOf(m); p != nil && p.Pos != token.NoPos {
				return p.Pos
			}
		}
	}
	return in.Pos
}

// along returns where the deepest part on a path was written.
func (in *Input) along(path string) token.Pos {
	name, rest := step(path)
	p := in.Parts[name]
	pos := token.NoPos
	for p != nil {
		if p.Pos != token.NoPos {
			pos = p.Pos
		}
		if rest == "" {
			break
		}
		name, rest = step(rest)
		if n, err := strconv.Atoi(name); err == nil {
			if n < 0 || n >= len(p.Elems) {
				break
			}
			p = p.Elems[n]
			continue
		}
		p = p.Fields[name]
	}
	return pos
}

// step cuts the first step off a path such as Rules[2].Filter.
func step(path string) (first, rest string) {
	path = strings.TrimPrefix(path, ".")
	if strings.HasPrefix(path, "[") {
		first, rest, _ = strings.Cut(path[1:], "]")
		return first, rest
	}
	if n := strings.IndexAny(path, ".["); n >= 0 {
		return path[:n], path[n:]
	}
	return path, ""
}
