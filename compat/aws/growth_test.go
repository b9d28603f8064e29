package aws_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// grown fills every list, map and text below a value: lists and maps with n
// entries, each different, texts with their number. One list at a time is long,
// so that the size grows with n and not with a power of it.
type grown struct {
	n     int
	long  int // number of the list that is long
	lists int // lists met so far
	text  string
}

func (g *grown) fill(v reflect.Value, number, depth int) {
	if depth > 8 {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		if v.Type().Elem() == reflect.TypeFor[time.Time]() {
			at := time.Unix(1893456000, 0).UTC()
			v.Set(reflect.ValueOf(&at))
			return
		}
		p := reflect.New(v.Type().Elem())
		g.fill(p.Elem(), number, depth+1)
		v.Set(p)
	case reflect.String:
		v.SetString(fmt.Sprintf("%s%d", g.text, number))
	case reflect.Int32, reflect.Int64:
		v.SetInt(int64(number))
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return
		}
		n := 1
		if g.lists == g.long {
			n = g.n
		}
		g.lists++
		after := g.lists
		list := reflect.MakeSlice(v.Type(), n, n)
		for i := range n {
			if g.lists = after; n > 1 {
				g.lists = 1 << 20 // within the long list the others are short
			}
			g.fill(list.Index(i), i, depth+1)
		}
		if n > 1 {
			g.lists = after
		}
		v.Set(list)
	case reflect.Map:
		n := 1
		if g.lists == g.long {
			n = g.n
		}
		g.lists++
		m := reflect.MakeMapWithSize(v.Type(), n)
		for i := range n {
			m.SetMapIndex(reflect.ValueOf(fmt.Sprintf("%s%d", g.text, i)).Convert(v.Type().Key()), reflect.ValueOf(fmt.Sprintf("%s%d", g.text, i)).Convert(v.Type().Elem()))
		}
		v.Set(m)
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				g.fill(v.Field(i), number, depth+1)
			}
		}
	}
}

// request returns a request whose member has one long list of n entries; false if
// the member has fewer lists.
func longRequest(op compat.Operation, m compat.Member, long, n int, text string) (*compat.Request, bool) {
	in := sdk.NewInputOf(op)
	field := reflect.ValueOf(in).Elem().FieldByName(m.String())
	g := grown{n: n, long: long, text: text}
	g.fill(field, 0, 0)
	r := &compat.Request{Now: time.Unix(1800000000, 0)}
	return r, g.lists > long && sdk.Describe(in, r)
}

// cost is the shortest time in which the condition was judged.
func cost(p *compat.Predicate, r *compat.Request, m compat.Member, runs int) time.Duration {
	best := time.Duration(1 << 62)
	for range runs {
		start := time.Now()
		p.Judge(r.Value(m), r.Now)
		best = min(best, time.Since(start))
	}
	return best
}

// TestGrowth: judging a map, a list or a document takes time in proportion to its
// size at most: four times as many entries take about four times as long, not
// sixteen times. Every predicate over such a member is measured, with each of its
// lists in turn being the long one.
func TestGrowth(t *testing.T) {
	const n, times, worst = 2000, 4, 11
	measured := 0
	type seen struct {
		p    *compat.Predicate
		m    compat.Member
		long int
	}
	done := map[seen]bool{}
	type shape struct {
		op   compat.Operation
		m    compat.Member
		long int
		n    int
	}
	type made struct {
		r  *compat.Request
		ok bool
	}
	requests := map[shape]made{}
	requestOf := func(op compat.Operation, m compat.Member, long, n int) (*compat.Request, bool) {
		s := shape{op, m, long, n}
		x, known := requests[s]
		if !known {
			x.r, x.ok = longRequest(op, m, long, n, "a")
			requests[s] = x
		}
		return x.r, x.ok
	}
	for _, rule := range aws.Source().Rules() {
		op := rule.Operations[0]
		mentioned := rule.When.Members()
		for _, m := range mentioned.IDs() {
			field, ok := reflect.TypeOf(sdk.NewInputOf(op)).Elem().FieldByName(m.String())
			if !ok {
				continue
			}
			switch k := field.Type; {
			case k.Kind() == reflect.Map, k.Kind() == reflect.Slice, k.Kind() == reflect.Pointer && k.Elem().Kind() == reflect.Struct:
			default:
				continue
			}
			for long := range 24 {
				small, ok := requestOf(op, m, long, n)
				if !ok {
					break
				}
				large, _ := requestOf(op, m, long, n*times)
				for _, p := range rule.When.Predicates() {
					if done[seen{p, m, long}] {
						continue
					}
					done[seen{p, m, long}] = true
					measured++
					a, b := cost(p, small, m, 2), cost(p, large, m, 2)
					// What is short isn't measured exactly: comparing each with each
					// takes longer.
					if b < 20*time.Millisecond || b < worst*a {
						continue
					}
					if a, b = cost(p, small, m, 7), cost(p, large, m, 7); b >= worst*a {
						t.Errorf("%s: %q of %s, list %d: %d entries take %v, %d take %v", rule.ID, p.Name, m, long, n, a, n*times, b)
					}
				}
			}
		}
	}
	if measured < 300 {
		t.Errorf("only %d lists were measured", measured)
	}
}

// A request that is far beyond the limits is judged in time in proportion to its
// size by all rules together.
func TestGrowthOfTexts(t *testing.T) {
	policy := func(kb int) *compat.Request {
		statement := `{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"},`
		text := `{"Version":"2012-10-17","Statement":[` + strings.Repeat(statement, kb<<10/len(statement)) + strings.TrimSuffix(statement, ",") + `]}`
		return request(t, compat.Given(operation.PutBucketPolicy, member.Policy, text))
	}
	judged := func(r *compat.Request) time.Duration {
		best := time.Duration(1 << 62)
		for range 5 {
			start := time.Now()
			if len(aws.Catalog().Check(r, nil)) == 0 {
				t.Fatal("a policy beyond all limits passes")
			}
			best = min(best, time.Since(start))
		}
		return best
	}
	a, b := judged(policy(256)), judged(policy(1024))
	if b > 11*a && b > 20*time.Millisecond {
		t.Errorf("256 KB of policy take %v, 1,024 KB %v", a, b)
	}
}
