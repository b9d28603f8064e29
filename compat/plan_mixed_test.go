package compat_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// mixture makes requests out of the rules' examples: the members of one, with values,
// facts and times of others.
type mixture struct {
	*rand.Rand
	cases  map[compat.Operation][]compat.Case
	values map[compat.Operation]map[compat.Member][]any
}

func newMixture(rules []compat.Rule) *mixture {
	m := &mixture{rand.New(rand.NewPCG(1, 2)), map[compat.Operation][]compat.Case{}, map[compat.Operation]map[compat.Member][]any{}}
	for _, rule := range rules {
		for _, x := range slices.Concat(rule.Violating, rule.Allowed) {
			op := x.Operation
			m.cases[op] = append(m.cases[op], x)
			if m.values[op] == nil {
				m.values[op] = map[compat.Member][]any{}
			}
			for id, v := range x.Members {
				m.values[op][id] = append(m.values[op][id], v)
			}
		}
	}
	for op, values := range m.values {
		for id := range values {
			values[id] = append(values[id], sdk.Schema.Samples(op, id)...)
		}
	}
	return m
}

// like returns a request with the members and, mostly, the facts of the case.
func (m *mixture) like(x compat.Case, unsure compat.MemberSet) *compat.Request {
	others := m.cases[x.Operation]
	other := others[m.IntN(len(others))]
	for id := range x.Members {
		values := m.values[x.Operation][id]
		switch m.IntN(8) {
		case 0:
			x = x.With(id, values[m.IntN(len(values))])
		case 1:
			if s, ok := values[m.IntN(len(values))].(string); ok {
				x = x.With(id, []string{"", " " + s, s + "\n", s + s, s + "é"}[m.IntN(5)])
			}
		case 2:
			if m.IntN(4) == 0 {
				x = x.With(id, nil) // set to what isn't known
			}
		}
	}
	if from := m.values[x.Operation][member.CopySource]; x.Members[member.CopySource] != nil && m.IntN(3) == 0 {
		x = x.With(member.CopySource, from[m.IntN(len(from))])
	}
	switch m.IntN(12) {
	case 0:
		x.Bucket = other.Bucket
	case 1:
		x.CopyFrom = other.CopyFrom
	case 2:
		x.Endpoint = other.Endpoint
	case 3:
		x.Signature = other.Signature
	case 4:
		x.Upload, x.Wire = other.Upload, other.Wire
	case 5:
		x.Endpoint.Region = []string{"", "us-east-1", "eu-west-1"}[m.IntN(3)]
	case 6:
		x.Expires = other.Expires
	case 7:
		x = x.Over(compat.Scheme, []string{"http", "https"}[m.IntN(2)])
	case 8:
		x = x.Over(compat.Provider, []string{"Amazon", "other"}[m.IntN(2)])
	}
	r := x.Request()
	if m.IntN(2) == 0 {
		r.Unsure = unsure.Without(r.Present)
	}
	r.Now = time.Date(2016+m.IntN(20), 2, 1, 0, 0, 0, 0, time.UTC)
	switch m.IntN(12) {
	case 0:
		r.Endpoint = nil
	case 1:
		r.Signature = nil
	case 2:
		r.Bucket, r.CopyFrom = nil, nil
	case 3:
		r.Upload, r.Wire = nil, nil
	case 4:
		r.Target = compat.Target{}
	case 5:
		r.Source = compat.Source{}
	}
	return r
}

// TestMixedRequests: whatever was judged before, the findings are those that all rules
// have when each is evaluated: with the same members, places, facts and texts, and in
// the same order.
func TestMixedRequests(t *testing.T) {
	c := aws.Catalog()
	own, err := c.With(ownRules(40)...)
	if err != nil {
		t.Fatal(err)
	}
	m := newMixture(slices.Concat(aws.Rules(), ownRules(40)))
	var j judgements
	for op := range compat.Operation(operation.Count) {
		for range min(9, 3*len(m.cases[op])) {
			m.judge(t, &j, op, own, c)
		}
	}
	if j.judged < 100_000 || j.faulty < 1000 {
		t.Errorf("%d judgements, %d requests with faults", j.judged, j.faulty)
	}
}

// FuzzMixedRequests is the same with other requests.
func FuzzMixedRequests(f *testing.F) {
	c := aws.Catalog()
	own, err := c.With(ownRules(40)...)
	if err != nil {
		f.Fatal(err)
	}
	m := newMixture(slices.Concat(aws.Rules(), ownRules(40)))
	f.Add(uint64(1), uint8(operation.PutObject))
	f.Fuzz(func(t *testing.T, seed uint64, op uint8) {
		if op := compat.Operation(op); op < operation.Count && len(m.cases[op]) > 0 {
			m := *m
			m.Rand = rand.New(rand.NewPCG(seed, 0))
			m.judge(t, &judgements{until: time.Now().Add(time.Second)}, op, own, c)
		}
	})
}

// judgements counts what was judged, and the requests with faults. From a time on, unless
// that is zero, each request is judged only a few times: some have thousands of parts, and
// a fuzzer takes ten seconds for a deadlock.
type judgements struct {
	judged, faulty int
	until          time.Time
}

// judge judges requests like one case of the operation, each several times, and
// compares the findings with those of every rule.
func (m *mixture) judge(t *testing.T, j *judgements, op compat.Operation, catalogs ...*compat.Catalog) {
	t.Helper()
	cases := m.cases[op]
	x := cases[m.IntN(len(cases))]
	var unsure compat.MemberSet
	if all := sdk.Schema.Members(op); m.IntN(3) == 0 {
		ids := all.IDs()
		unsure.Add(ids[m.IntN(len(ids))])
	}
	for i := range 8 {
		r := m.like(x, unsure)
		often := 3
		if i == 0 {
			often = wellKnown / 3 // so that there is a plan, whatever came before
		}
		for _, catalog := range catalogs {
			var want []compat.Finding
			for _, rule := range catalog.RulesFor(op) {
				if rule.When.Eval(r) == compat.True {
					want = append(want, compat.NewFinding(rule, r))
				}
			}
			for n := range often {
				if n >= 3 && !j.until.IsZero() && time.Now().After(j.until) {
					break
				}
				j.judged++
				got := catalog.Check(r, nil)
				if len(got)+len(want) > 0 && !reflect.DeepEqual(got, want) {
					t.Fatalf("%s, %v: found %v, true are %v", op, r.Values, got, want)
				}
			}
			if len(want) > 0 {
				j.faulty++
			}
		}
	}
}
