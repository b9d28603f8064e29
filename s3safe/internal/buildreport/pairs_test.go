package buildreport

import (
	"reflect"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

var sampleBuckets = map[string]string{
	"General":      "reports-2026",
	"FSx":          "reports-ap-abcdefghijklmnopqrstuvwxyz12345678-ext-s3alias",
	"Directory":    "reports--usw2-az1--x-s3",
	"ObjectLambda": "arn:aws:s3-object-lambda:us-west-2:123456789012:accesspoint/reports-olap",
	"Outposts":     "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/reports-ap",
}

var sampleSources = map[string]string{
	"FSx":       "reports-ap-abcdefghijklmnopqrstuvwxyz12345678-ext-s3alias/q3.csv",
	"Directory": "reports--usw2-az1--x-s3/q3.csv",
	"Outposts":  "arn:aws:s3-outposts:us-west-2:123456789012:outpost/op-01ac5d28a6a232904/accesspoint/reports-ap/object/q3.csv",
}

// use is a call of a setter with an argument.
type use struct {
	name string
	args []reflect.Value
}

// pairs calls every pair of setters of a builder, each with every option that
// there is, and hands over what is built.
func pairs(t *testing.T, b *Builder, check func(reflect.Value)) (n int) {
	op, _ := operation.Parse(b.Op)
	everything := compat.Case{Operation: op, Members: map[compat.Member]any{}}
	all := sdk.Schema.Members(op)
	for _, m := range all.IDs() {
		everything.Members[m] = sdk.Schema.Samples(op, m)[0]
	}
	if bucket := sampleBuckets[b.Family]; bucket != "" {
		everything.Members[member.Bucket] = bucket
	}
	if source := sampleSources[b.Family]; source != "" && all.Has(member.CopySource) {
		everything.Members[member.CopySource] = source
	}
	full, err := sdk.NewInput(everything)
	if err != nil {
		t.Fatal(err)
	}
	in := reflect.ValueOf(full).Elem()
	pool := candidates(in)

	// The constructor's first arguments that fit.
	var args []reflect.Value
	for i, s := range b.parameterSetters() {
		options := arguments(in, s, b.parameters()[i], pool)
		if len(options) == 0 {
			t.Fatalf("%s.%s: no argument for %s", b.Op, b.Family, s.Name)
		}
		args = append(args, options[0])
	}
	base := b.begin(args)
	var uses []use
	for _, s := range b.Setters {
		types, err := base.parametersOf(s.Name)
		if err != nil {
			t.Fatal(err)
		}
		switch {
		case len(types) == 0:
			uses = append(uses, use{s.Name, nil})
		case len(types) == 2:
			uses = append(uses, use{s.Name, []reflect.Value{reflect.ValueOf("key"), reflect.ValueOf("value")}})
		default:
			element := types[0]
			list := element.Kind() == reflect.Slice && element.Elem().Kind() == reflect.Interface
			if list {
				element = element.Elem()
			}
			options := arguments(in, s, element, pool)
			if len(options) == 0 {
				t.Errorf("%s.%s: no option for %s(%s)", b.Op, b.Family, s.Name, element)
			}
			for _, o := range options {
				if list {
					o = reflect.Append(reflect.MakeSlice(types[0], 0, 1), o)
				}
				uses = append(uses, use{s.Name, []reflect.Value{o}})
			}
		}
	}
	one := func(x value) {
		n++
		got, _ := x.draft()
		check(got)
	}
	one(base)
	for i, u := range uses {
		first := base.set(u.name, u.args...)
		one(first)
		for _, v := range uses[i+1:] {
			// Twice the same setter is a finding by itself, unless it adds up.
			one(first.set(v.name, v.args...))
		}
	}
	return n
}

// TestPairs: whatever two setters make of a request, no rule about presence,
// targets and enumerations alone is true of it.
func TestPairs(t *testing.T) {
	total, calls := 0, map[string]int{}
	for i := range Builders {
		b := &Builders[i]
		found := map[string]bool{}
		n := pairs(t, b, func(got reflect.Value) {
			var r compat.Request
			sdk.Describe(got.Addr().Interface(), &r)
			for _, f := range aws.Source().Check(&r, nil) {
				if found[f.Rule.ID] || WritableReasons[f.Rule.ID] != "" {
					continue
				}
				known := r
				known.Values = onlyEnums{r.Values, r.Operation}
				if f.Rule.When.Eval(&known) == compat.True {
					found[f.Rule.ID] = true
					t.Errorf("%s.%s: %v", b.Op, b.Family, f)
				}
			}
		})
		total += n
		calls[b.Op] += n
	}
	t.Logf("%d requests of %d builders; most for PutObject: %d", total, len(Builders), calls["PutObject"])
}
