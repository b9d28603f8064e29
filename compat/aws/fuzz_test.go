package aws_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// FuzzAnyInput fills the input of any operation with anything: nothing panics,
// making an unknown fact known never turns a finding off, what the tables find is
// what is true, and the compiled catalogue agrees with its source.
func FuzzAnyInput(f *testing.F) {
	for op := range sdk.Operations() {
		f.Add(uint8(op), uint64(op), "x")
	}
	f.Add(uint8(80), uint64(7), "arn:aws:s3:us-east-1:123456789012:accesspoint/a")
	f.Add(uint8(80), uint64(8), "%zz\x00é")
	catalog, source := aws.Catalog(), aws.Source()
	f.Fuzz(func(t *testing.T, n uint8, seed uint64, text string) {
		ops := sdk.Operations()
		op := ops[int(n)%len(ops)]
		in := sdk.NewInputOf(op)
		r := rand.New(rand.NewPCG(seed, seed))
		fill(reflect.ValueOf(in).Elem(), r, text, 0)

		req := compat.Request{Now: time.Unix(1800000000, 0)}
		if !sdk.Describe(in, &req) {
			t.Fatalf("%T isn't recognised", in)
		}
		before := ids(catalog, &req)
		agree(t, catalog, source, &req)
		allTrue(t, catalog, &req, before)
		// Make facts known one after another.
		for _, place := range []**compat.Facts{&req.Bucket, &req.CopyFrom, &req.Endpoint, &req.Signature, &req.Upload} {
			*place = randomFacts(r, place == &req.Bucket || place == &req.CopyFrom)
			after := ids(catalog, &req)
			for _, id := range before {
				if !slices.Contains(after, id) {
					t.Fatalf("%s: knowing more turned %s off", op, id)
				}
			}
			before = after
			allTrue(t, catalog, &req, before)
			agree(t, catalog, source, &req)
		}
		for _, u := range catalog.Undecided(&req) {
			if got := u.Rule.When.Eval(&req); got != compat.Unknown || u.Wants.Empty() {
				t.Fatalf("%s: %s is called undecided, but is %s", op, u.Rule.ID, got)
			}
		}
	})
}

// agree compares all that two forms of the catalogue say of a request.
func agree(t *testing.T, compiled, source *compat.Catalog, r *compat.Request) {
	t.Helper()
	a, b := compiled.Check(r, nil), source.Check(r, nil)
	if len(a) != len(b) {
		t.Fatalf("%s: compiled %v, source %v", r.Operation, a, b)
	}
	for i := range a {
		if a[i].Rule.ID != b[i].Rule.ID || a[i].String() != b[i].String() || !reflect.DeepEqual(a[i].Facts, b[i].Facts) {
			t.Fatalf("%s: compiled %v, source %v", r.Operation, a[i], b[i])
		}
	}
	u, v := compiled.Undecided(r), source.Undecided(r)
	if len(u) != len(v) {
		t.Fatalf("%s: undecided are %d rules compiled, %d in source form", r.Operation, len(u), len(v))
	}
	for i := range u {
		if u[i].Rule.ID != v[i].Rule.ID || u[i].Wants != v[i].Wants {
			t.Fatalf("%s: undecided is %s for %s compiled, %s for %s in source form", r.Operation, u[i].Rule.ID, u[i].Wants, v[i].Rule.ID, v[i].Wants)
		}
	}
	var x, y compat.Wants
	compiled.CheckResolved(r, nil, &x)
	source.CheckResolved(r, nil, &y)
	if x != y {
		t.Fatalf("%s: wanted are %s compiled, %s in source form", r.Operation, x, y)
	}
}

// allTrue compares what was found with every rule's condition.
func allTrue(t *testing.T, catalog *compat.Catalog, r *compat.Request, found []string) {
	n := 0
	for _, rule := range catalog.RulesFor(r.Operation) {
		if rule.When.Eval(r) != compat.True {
			continue
		}
		if n++; !slices.Contains(found, rule.ID) {
			t.Fatalf("%s: %s is true, but not found", r.Operation, rule.ID)
		}
	}
	if n != len(found) {
		t.Fatalf("%s: %d rules are true, but found were %v", r.Operation, n, found)
	}
}

func ids(catalog *compat.Catalog, r *compat.Request) []string {
	var out []string
	for _, f := range catalog.Check(r, nil) {
		out = append(out, f.Rule.ID)
		_ = f.String()
	}
	return out
}

func randomFacts(r *rand.Rand, bucket bool) *compat.Facts {
	f := new(compat.Facts)
	for x := compat.Feature(0); x < compat.Features; x++ {
		if (x.Scope() == compat.ScopeBucket) == bucket && r.IntN(2) == 0 {
			*f = f.With(x, x.Values()[r.IntN(len(x.Values()))])
		}
	}
	f.Region = []string{"", "us-east-1", "eu-west-1"}[r.IntN(3)]
	f.Owner = []string{"", "123456789012"}[r.IntN(2)]
	return f
}

// fill sets fields at random: absent, the text, or something of the right form.
func fill(v reflect.Value, r *rand.Rand, text string, depth int) {
	if !v.CanSet() || r.IntN(4) == 0 || depth > 6 {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		p := reflect.New(v.Type().Elem())
		fill(p.Elem(), r, text, depth)
		v.Set(p)
	case reflect.String:
		v.SetString([]string{text, "", "*", "aws:kms", "AES256", "COPY", "Enabled", "0", "123456789012", text + "/" + text,
			"reports/2026/q3.csv", "reports/" + text, "reports/q3.csv?versionId=" + text, "reports", "reports--usw2-az1--x-s3"}[r.IntN(15)])
	case reflect.Int32, reflect.Int64:
		v.SetInt(int64([]int{0, 1, -1, 30, 10000, 1 << 30}[r.IntN(6)]))
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Slice:
		list := reflect.MakeSlice(v.Type(), r.IntN(3), 3)
		for i := range list.Len() {
			fill(list.Index(i), r, text, depth+1)
		}
		v.Set(list)
	case reflect.Map:
		m := reflect.MakeMap(v.Type())
		for range r.IntN(3) {
			m.SetMapIndex(reflect.ValueOf(text).Convert(v.Type().Key()), reflect.ValueOf(text))
		}
		v.Set(m)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(r.Int64N(4e9), r.Int64N(1e9))))
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), r, text, depth+1)
			}
		}
	}
}
