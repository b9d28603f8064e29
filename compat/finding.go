package compat

import (
	"math/bits"
	"slices"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/internal/printable"
)

// Finding is one rule that is true of one request.
type Finding struct {
	// Rule is the rule.
	Rule *Rule
	// Operation is the request's operation.
	Operation Operation
	// Problem says what is wrong with this request, with its numbers: "11 tags in
	// Tagging; S3 allows 10". It holds no key, tag, metadata or secret, and of a policy
	// only the Sid of a statement and names that S3 has.
	Problem string
	// Members are the members that make the rule true by being set, Missing
	// those that should be set and aren't.
	Members, Missing []Member
	// Path leads to what is wrong inside a document:
	// "LifecycleConfiguration.Rules[2].Expiration". Empty otherwise.
	Path string
	// Paths are all such places, Path being the first, at most MaxPaths of them;
	// MorePaths is how many more there are.
	Paths     []string
	MorePaths int
	// Facts are the known facts that decided.
	Facts []KnownFact

	// decided is the member whose value decided first, measured what the rule
	// measures of it. Both serve to fill the problem.
	decided  Member
	notes    map[string]string // what is told of a place, by its path
	measured struct {
		n     int64
		known bool
	}
}

// Remedy says what to do, in a few words or a sentence.
func (f Finding) Remedy() string { return f.Rule.remedy() }

// KnownFact is a feature with the value that made a rule true.
type KnownFact struct {
	Scope   Scope
	Feature Feature
	// Region is set if the fact is a Region and no feature.
	Region bool
	Value  string
	// Origin says where the fact is known from, in a word or two: "declared",
	// "snapshot", "own change", "learned", "probed". Empty if that isn't known.
	Origin string
	// Age is how long ago it was known to be so, 0 if that is of no concern.
	Age time.Duration
}

// String returns the fact as prose: "the bucket's versioning is Enabled (probed,
// 3m0s ago)".
func (k KnownFact) String() string {
	s := k.Scope.String() + "'s " + k.name() + " is " + printable.Line(k.Value)
	switch {
	case k.Origin == "":
	case k.Age > 0:
		s += " (" + k.Origin + ", " + k.Age.Round(time.Second).String() + " ago)"
	default:
		s += " (" + k.Origin + ")"
	}
	return s
}

func (k KnownFact) name() string {
	if k.Region {
		return "Region"
	}
	return k.Feature.String()
}

// String returns the finding in one line: rule id, problem, and the place in the
// document if the problem doesn't name it.
func (f Finding) String() string { return f.Rule.ID + ": " + f.Text() }

// Text returns the problem in one line without control characters. A rule without a
// problem text of its own gives its title, and the members. Places in lists that the
// problem doesn't name are added.
func (f Finding) Text() string {
	text, at := f.problem(), ""
	switch {
	case f.Path != "" && !strings.Contains(text, f.Path) && (f.Problem == "" || strings.Contains(f.Path, "[")):
		at = "at " + f.places()
	case len(f.Paths) > 1:
		at = "also at " + f.places()[len(f.noted(f.Path))+len(", "):]
	case f.Problem != "" || len(f.Members)+len(f.Missing) == 0:
	case len(f.Missing) == 0:
		at = andList(names(f.Members))
	default:
		at = strings.TrimPrefix(andList(names(f.Members))+"; missing: "+andList(names(f.Missing)), "; ")
	}
	if at != "" {
		text += " (" + at + ")"
	}
	return text
}

// problem returns the problem in one line, or the rule's title.
func (f Finding) problem() string {
	if f.Problem == "" {
		return printable.Line(f.Rule.Title)
	}
	return printable.Line(f.Problem)
}

// NewFinding is the finding of a rule that is true of the request, for rules that
// aren't in a catalogue.
func NewFinding(rule *Rule, r *Request) Finding {
	return appendFinding(nil, rule, r, nil)[0]
}

// appendFinding appends the finding of a rule that is true of the request. It is made
// where it stays: it is too large to be copied for nothing. What was told of the rule
// before is nil if it isn't kept.
func appendFinding(dst []Finding, rule *Rule, r *Request, before *told) []Finding {
	var members []Member
	switch n := len(dst); {
	case cap(dst) == 0:
		// Most requests that break a rule break one, in few members.
		one := new(struct {
			list    [1]Finding
			members [8]Member
		})
		dst, members = one.list[:], one.members[:0]
	case n < cap(dst):
		dst = dst[:n+1]
		dst[n] = Finding{}
	default:
		dst = append(dst, Finding{})
	}
	f := &dst[len(dst)-1]
	f.Rule, f.Operation = rule, r.Operation
	f.tell(r, members, before)
	return dst
}

// tell tells which members and facts made the rule true, and fills the problem. The
// list of the members is put into room if it fits.
func (f *Finding) tell(r *Request, room []Member, before *told) {
	var present, missing member.Set
	f.Rule.When.explain(r, True, f, &present, &missing)
	if n := present.Len(); n > 0 && n <= cap(room) {
		for i, word := range present {
			for ; word != 0; word &= word - 1 {
				room = append(room, Member(i<<6+bits.TrailingZeros64(word)))
			}
		}
		f.Members = slices.Clip(room)
	} else {
		f.Members = present.IDs()
	}
	for _, m := range f.Rule.Needs {
		if missing.Has(m) {
			f.Missing = append(f.Missing, m)
		}
	}
	if len(f.Facts) > 0 {
		f.settle()
	}
	if before == nil || f.Path != "" {
		f.Problem = f.fill(r, f.Rule.Problem)
		return
	}
	f.Problem = before.problem(f, r, &present, &missing)
}

// settle leaves out facts that only say that nothing unusual was the case: an
// endpoint without acceleration, a request that isn't presigned. They count where
// nothing else is known.
func (f *Finding) settle() {
	if len(f.Members) == 0 && len(f.Facts) < 2 {
		return
	}
	f.Facts = slices.DeleteFunc(f.Facts, func(k KnownFact) bool {
		return !k.Region && k.Value == "false" && (k.Scope == ScopeEndpoint || k.Scope == ScopeSignature)
	})
	if len(f.Facts) == 0 {
		f.Facts = nil
	}
}

// explain walks the parts of a condition that give it its truth.
func (c *Condition) explain(r *Request, t Truth, f *Finding, present, missing *member.Set) {
	mention := func(m Member) {
		if r.Present.Has(m) {
			present.Add(m)
		} else {
			missing.Add(m)
		}
	}
	switch c.op {
	case opAll, opAny:
		for i := range c.kids {
			if c.kids[i].eval(r, nil) == t {
				c.kids[i].explain(r, t, f, present, missing)
			}
		}
	case opNot:
		c.kids[0].explain(r, t.Not(), f, present, missing)
	case opSet, opOwnerDiffers:
		mention(c.member)
	case opEquals:
		mention(c.member)
		f.decide(c.member, t)
	case opMatches:
		mention(c.member)
		if t != True {
			break
		}
		f.decide(c.member, t)
		if c.pred.Measure != nil && !f.measured.known {
			f.measured.n, f.measured.known = c.pred.Measure(r.Value(c.member))
		}
		if c.pred.Where != nil {
			f.located(c.member, c.pred.Where(r.Value(c.member)))
			break
		}
		if c.pred.text != nil {
			break // there are no places in a text
		}
		var now time.Time
		if c.pred.timed {
			now = r.now()
		}
		for _, path := range c.pred.places(r.Value(c.member), now) {
			f.place(c.member.String() + pathTail(path))
		}
	case opRelated, opRegionRelated, opPartsRelated:
		for _, m := range c.relation.Members {
			mention(m)
		}
		if c.relation.Measure != nil && t == True && !f.measured.known {
			v := c.relation.values(r)
			f.measured.n, f.measured.known = c.relation.Measure(v[0], v[1], v[2])
		}
		if c.relation.Where != nil && t == True {
			v := c.relation.values(r)
			f.located(c.relation.Members[len(c.relation.Members)-1], c.relation.Where(v[0], v[1], v[2]))
		}
		if c.op == opRegionRelated {
			f.region(r, ScopeEndpoint)
		}
	case opRegionDiffers:
		f.region(r, ScopeBucket)
		f.region(r, ScopeEndpoint)
	case opRegion:
		f.region(r, c.scope)
	case opTarget:
		if t == True {
			mention(member.Bucket) // that it isn't something else is no reason
		}
	case opSourceTarget:
		mention(member.CopySource)
	case opCopiesOntoItself:
		mention(member.CopySource)
		mention(member.Key)
	case opKeyDiffers:
		mention(member.SSECustomerKeyMD5)
	case opFact:
		if v, ok := r.facts(c.scope).Get(c.feature); ok {
			f.know(KnownFact{Scope: c.scope, Feature: c.feature, Value: v})
		}
	}
}

func (f *Finding) know(k KnownFact) {
	if !slices.Contains(f.Facts, k) {
		f.Facts = append(f.Facts, k)
	}
}

func (f *Finding) region(r *Request, s Scope) {
	if x := r.facts(s); x != nil && x.Region != "" {
		f.know(KnownFact{Scope: s, Region: true, Value: x.Region})
	}
}

func (f *Finding) decide(m Member, t Truth) {
	if f.decided == 0 && t == True {
		f.decided = m
	}
}

// place adds a place in a document.
func (f *Finding) place(path string) {
	switch {
	case slices.Contains(f.Paths, path):
	case len(f.Paths) == MaxPaths:
		f.MorePaths++
	default:
		f.Paths = append(f.Paths, path)
		f.Path = f.Paths[0]
	}
}

// located adds places in the value of a member, with what is told of them.
func (f *Finding) located(m Member, places []Place) {
	for _, p := range places {
		path := m.String()
		if p.Path != "" {
			path += pathTail(p.Path)
		}
		if p.Note != "" && len(f.Paths) < MaxPaths {
			if f.notes == nil {
				f.notes = map[string]string{}
			}
			f.notes[path] = p.Note
		}
		f.place(path)
	}
}

// pathTail joins a document's member to the path below it.
func pathTail(path string) string {
	if strings.HasPrefix(path, "[") {
		return path
	}
	return "." + path
}
