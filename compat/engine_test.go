package compat

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// testSchema is a schema with two operations and few members, small enough to
// try everything.
type testSchema struct{}

var testMembers = []Member{member.ACL, member.Bucket, member.Key, member.Range, member.PartNumber, member.SSECustomerKey}

func (testSchema) Members(op Operation) MemberSet {
	switch op {
	case operation.PutObject, operation.GetObject:
		return member.SetOf(testMembers...)
	}
	return MemberSet{}
}

func (testSchema) Required(Operation) MemberSet { return member.SetOf(member.Bucket, member.Key) }

func (testSchema) Samples(_ Operation, m Member) []any {
	switch m {
	case member.PartNumber:
		return []any{1, 2}
	case member.Bucket:
		return []any{"amzn-s3-demo-bucket"}
	case member.ACL:
		return []any{"private", "public-read"}
	}
	return []any{"x", "y"}
}

func TestTruthTables(t *testing.T) {
	all := []Truth{Unknown, False, True}
	for _, a := range all {
		if a.Not().Not() != a {
			t.Errorf("not not %s is %s", a, a.Not().Not())
		}
		for _, b := range all {
			if a.And(b) != b.And(a) || a.Or(b) != b.Or(a) {
				t.Errorf("%s, %s: not commutative", a, b)
			}
			if a.And(b).Not() != a.Not().Or(b.Not()) {
				t.Errorf("%s, %s: De Morgan", a, b)
			}
		}
	}
	if True.And(Unknown) != Unknown || False.And(Unknown) != False || True.Or(Unknown) != True || False.Or(Unknown) != Unknown {
		t.Error("unknown isn't Kleene's")
	}
	var zero Truth
	if zero != Unknown {
		t.Error("what nobody stated counts as known")
	}
}

// randomCondition builds a condition over the test schema.
func randomCondition(r *rand.Rand, depth int) Condition {
	if depth > 0 {
		kids := make([]Condition, 1+r.IntN(3))
		for i := range kids {
			kids[i] = randomCondition(r, depth-1)
		}
		switch r.IntN(4) {
		case 0:
			return All(kids...)
		case 1:
			return Any(kids...)
		case 2:
			return Not(kids[0])
		}
	}
	m := testMembers[r.IntN(len(testMembers))]
	switch r.IntN(6) {
	case 0:
		return Equals(m, fmt.Sprint(testSchema{}.Samples(operation.PutObject, m)[0]))
	case 1:
		return Bucket(Versioning, "Enabled")
	case 2:
		return Endpoint(Scheme, "https")
	case 3:
		return On(DirectoryBucket)
	case 4:
		return Bucket(ObjectLock, "none")
	}
	return Set(m)
}

// randomRequest knows some things and not others.
func randomRequest(r *rand.Rand) *Request {
	values := caseValues{}
	req := &Request{Operation: operation.PutObject, Values: values}
	for _, m := range testMembers {
		switch r.IntN(3) {
		case 0:
			samples := testSchema{}.Samples(operation.PutObject, m)
			values[m] = samples[r.IntN(len(samples))]
			if r.IntN(4) == 0 {
				values[m] = nil // set, value unknown
			}
			req.Present.Add(m)
		case 1:
			req.Unsure.Add(m)
		}
	}
	if r.IntN(2) == 0 {
		req.Bucket = new(Facts)
		if r.IntN(2) == 0 {
			*req.Bucket = req.Bucket.With(Versioning, Versioning.Values()[r.IntN(3)])
		}
	}
	if r.IntN(2) == 0 {
		f := Facts{}.With(Scheme, Scheme.Values()[r.IntN(2)])
		req.Endpoint = &f
	}
	req.Target.Kinds = []TargetSet{0, Targets(GeneralPurposeBucket), Targets(DirectoryBucket), AnyTarget}[r.IntN(4)]
	return req
}

// settle makes one unknown thing known, at random; false if all is known.
func settle(r *rand.Rand, old *Request) (*Request, bool) {
	req := *old
	values := caseValues{}
	for m, v := range old.Values.(caseValues) {
		values[m] = v
	}
	req.Values = values
	var steps []func()
	for _, m := range req.Unsure.IDs() {
		steps = append(steps, func() {
			req.Unsure.Remove(m)
			if r.IntN(2) == 0 {
				req.Present.Add(m)
				samples := testSchema{}.Samples(operation.PutObject, m)
				values[m] = samples[r.IntN(len(samples))]
			}
		})
	}
	for m, v := range values {
		if v == nil {
			steps = append(steps, func() {
				samples := testSchema{}.Samples(operation.PutObject, m)
				values[m] = samples[r.IntN(len(samples))]
			})
		}
	}
	for _, f := range []Feature{Versioning, ObjectLock} {
		if _, known := req.Bucket.Get(f); !known {
			steps = append(steps, func() {
				x := Facts{}
				if req.Bucket != nil {
					x = *req.Bucket
				}
				x = x.With(f, f.Values()[r.IntN(len(f.Values()))])
				req.Bucket = &x
			})
		}
	}
	if _, known := req.Endpoint.Get(Scheme); !known {
		steps = append(steps, func() {
			f := Facts{}.With(Scheme, Scheme.Values()[r.IntN(2)])
			req.Endpoint = &f
		})
	}
	if kinds := req.kinds(); kinds == AnyTarget {
		steps = append(steps, func() {
			req.Target.Kinds = []TargetSet{Targets(GeneralPurposeBucket), Targets(DirectoryBucket)}[r.IntN(2)]
		})
	}
	if len(steps) == 0 {
		return &req, false
	}
	steps[r.IntN(len(steps))]()
	return &req, true
}

// Knowing more never turns a decision around, and once everything is known
// everything is decided.
func TestEvalIsMonotone(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 20000 {
		c := randomCondition(r, 3)
		req := randomRequest(r)
		before := c.Eval(req)
		for {
			next, more := settle(r, req)
			if !more {
				break
			}
			after := c.Eval(next)
			if before != Unknown && after != before {
				t.Fatalf("%s was %s and became %s\n%+v\n%+v", c, before, after, req, next)
			}
			req, before = next, after
		}
		if before == Unknown {
			t.Fatalf("%s is undecided although everything is known: %+v", c, req)
		}
	}
}

// EvalWants decides as Eval does; what is undecided names what would settle it,
// what is decided names nothing.
func TestEvalWants(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20000 {
		c := randomCondition(r, 3)
		req := randomRequest(r)
		var w Wants
		got := c.EvalWants(req, &w)
		if want := c.Eval(req); got != want {
			t.Fatalf("%s: EvalWants %s, Eval %s", c, got, want)
		}
		if got == Unknown && w.Empty() {
			t.Fatalf("%s is undecided for no reason: %+v", c, req)
		}
		if got == Unknown && w.String() == "nothing" {
			t.Fatalf("%s: the wants have no text", c)
		}
	}
}

func testRule(id string, when Condition) Rule {
	return Rule{
		ID: id, Topic: "test", Title: "no", Operations: []Operation{operation.PutObject}, When: when,
		Answer: Answer{Status: 400, Code: "InvalidRequest"}, Why: "a test", Fix: "nothing", Sources: []string{"recorded:x"},
		Violating: []Case{Given(operation.PutObject)}, Allowed: []Case{Given(operation.PutObject)},
	}
}

// The tables find exactly the rules that are true.
func TestCatalogFindsWhatIsTrue(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 300 {
		var rules []Rule
		for i := range 12 {
			rules = append(rules, testRule(fmt.Sprintf("test-rule-%d", i), randomCondition(r, 2)))
		}
		catalog, err := NewCatalog(testSchema{}, rules...)
		if err != nil {
			t.Fatal(err)
		}
		for range 50 {
			req := randomRequest(r)
			var want, got []string
			for i := range rules {
				if rules[i].When.Eval(req) == True {
					want = append(want, rules[i].ID)
				}
			}
			for _, f := range catalog.Check(req, nil) {
				got = append(got, f.Rule.ID)
				_ = f.String()
			}
			if !slices.Equal(got, want) {
				t.Fatalf("found %v, true are %v: %+v", got, want, req)
			}
		}
	}
}

// Findings come in the order of ranks, then in the catalogue's.
func TestRank(t *testing.T) {
	late, early := testRule("test-late", Set(member.ACL)), testRule("test-early", Set(member.Key))
	early.Rank = -1
	catalog, err := NewCatalog(testSchema{}, late, early)
	if err != nil {
		t.Fatal(err)
	}
	found := catalog.Check(Given(operation.PutObject, member.ACL, "private", member.Key, "k").Request(), nil)
	if len(found) != 2 || found[0].Rule.ID != "test-early" {
		t.Errorf("%v", found)
	}
}

// A catalogue that isn't complete isn't built, and everything wrong is told.
func TestNewCatalogRefuses(t *testing.T) {
	good := testRule("test-good", Set(member.ACL))
	for what, spoil := range map[string]func(*Rule){
		"id":         func(r *Rule) { r.ID = "Bad_ID" },
		"Topic":      func(r *Rule) { r.Topic = "" },
		"Title":      func(r *Rule) { r.Title = " " },
		"Why":        func(r *Rule) { r.Why = "" },
		"Fix":        func(r *Rule) { r.Fix = "" },
		"operation":  func(r *Rule) { r.Operations = nil },
		"condition":  func(r *Rule) { r.When = Condition{} },
		"no source":  func(r *Rule) { r.Sources = nil },
		"page":       func(r *Rule) { r.Sources = []string{"https://example.com/"} },
		"status":     func(r *Rule) { r.Answer.Code = "" },
		"no error":   func(r *Rule) { r.Effect = Ignored },
		"at least":   func(r *Rule) { r.Allowed = nil },
		"example of": func(r *Rule) { r.Violating = []Case{Given(operation.GetObject)} },
		"lacks":      func(r *Rule) { r.When = Set(member.Tagging) },
	} {
		bad := good
		spoil(&bad)
		if _, err := NewCatalog(testSchema{}, bad); err == nil || !strings.Contains(err.Error(), what) {
			t.Errorf("%s: %v", what, err)
		}
	}
	if _, err := NewCatalog(testSchema{}, good, good); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("twice: %v", err)
	}
}

func TestRender(t *testing.T) {
	short := Text("is short", func(s string) bool { return len(s) < 3 }, []any{"a"}, []any{"abc"})
	for _, c := range []struct {
		when Condition
		want string
	}{
		{AllSet(member.Range, member.PartNumber), "Range is set and PartNumber is set"},
		{Not(Set(member.Range)), "Range isn't set"},
		{All(Set(member.ACL), Any(Set(member.Range), Set(member.Key))), "ACL is set and (Range is set or Key is set)"},
		{AnySet(member.ACL, member.Range, member.Key), "any of ACL, Range, Key is set"},
		{Equals(member.ACL, "private", "public-read"), "ACL is private or public-read"},
		{Not(Equals(member.ACL, "private")), "ACL isn't private"},
		{Matches(member.Key, short), "Key is short"},
		{On(DirectoryBucket), "the target is a directory bucket"},
		{Bucket(Versioning, "Enabled", "Suspended"), "the bucket's versioning is Enabled or Suspended"},
		{CopyBucket(Payer, "Requester"), "the copy source's bucket's request payer is Requester"},
		{Endpoint(Scheme, "http"), "the endpoint's scheme is http"},
		{Not(AnySet(member.ACL, member.Key)), "ACL isn't set and Key isn't set"},
		{All(), "always"},
		{Any(), "never"},
	} {
		if got := c.when.String(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

// The solver's requests hold what they promise, for random rules.
func TestSolve(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	solved := 0
	for range 500 {
		rule := testRule("test-rule", randomCondition(r, 2))
		sol := Solve(&rule, operation.PutObject, testSchema{})
		for _, c := range sol.Violating {
			if rule.When.Eval(c.Request()) != True {
				t.Fatalf("%s isn't violated by %+v", rule.When, c)
			}
		}
		for _, c := range sol.Allowed {
			if rule.When.Eval(c.Request()) != False {
				t.Fatalf("%s isn't missed by %+v", rule.When, c)
			}
		}
		if len(sol.Violating) > 0 && len(sol.Allowed) > 0 {
			solved++
		}
	}
	if solved < 250 {
		t.Errorf("only %d of 500 random rules were solved", solved)
	}
}

func TestFindingExplains(t *testing.T) {
	rule := testRule("test-lock", All(Set(member.ACL), Not(Set(member.Range)), Not(Set(member.CopySource)), Bucket(ObjectLock, "none")))
	rule.Problem = "{set} is set without {missing}, in {a bucket|a bucket} whose object lock is {bucket object lock}"
	rule.Needs = []Member{member.Range}
	catalog, err := NewCatalog(testSchema{}, rule)
	if err != nil {
		t.Fatal(err)
	}
	found := catalog.Check(Given(operation.PutObject, member.ACL, "private").InBucket(ObjectLock, "none").Request(), nil)
	if len(found) != 1 {
		t.Fatal(found)
	}
	f := found[0]
	if !slices.Equal(f.Members, []Member{member.ACL}) || !slices.Equal(f.Missing, []Member{member.Range}) {
		t.Errorf("members %v, missing %v", f.Members, f.Missing)
	}
	if len(f.Facts) != 1 || f.Facts[0].String() != "the bucket's object lock is none" {
		t.Errorf("facts %v", f.Facts)
	}
	if got := f.String(); got != "test-lock: ACL is set without Range, in a bucket whose object lock is none" {
		t.Errorf("%q", got)
	}
}

func TestFacts(t *testing.T) {
	var x Facts
	if err := x.Set(Versioning, "enabled"); err == nil {
		t.Error("a value in the wrong case is taken")
	}
	if _, known := x.Get(Versioning); known {
		t.Error("a refused value is known")
	}
	y := x.With(Versioning, "Suspended")
	x.Join(&y)
	if v, _ := x.Get(Versioning); v != "Suspended" {
		t.Errorf("joined %q", v)
	}
	x.Forget(Versioning)
	if len(x.Known()) != 0 {
		t.Error("not forgotten")
	}
	var none *Facts
	if _, known := none.Get(Versioning); known {
		t.Error("nil knows something")
	}
	for f := Feature(0); f < Features; f++ {
		if f.String() == "" || len(f.Values()) < 2 || len(f.Values()) > 31 {
			t.Errorf("feature %d: name %q, values %v", f, f, f.Values())
		}
	}
}

func TestTimedPredicate(t *testing.T) {
	past := Time("is past", func(t, now time.Time) bool { return t.Before(now) }, nil, nil)
	c := Matches(member.Key, past)
	r := Given(operation.PutObject, member.Key, time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)).Request()
	if c.Eval(r) != True {
		t.Error("2020 isn't past")
	}
	r.Now = time.Date(2019, 1, 1, 0, 0, 0, 0, time.UTC)
	if c.Eval(r) != False {
		t.Error("2020 is past in 2019")
	}
}
