package buildreport

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
)

// Adapt rebuilds an SDK input with a builder: for every constructor parameter
// and every setter it looks for an option that gives the members the values they
// have in the input. It fails if some member can't be given its value, which is
// how it is proved that a request can't be written.
func Adapt(b *Builder, input any) (built value, err error) {
	in := reflect.ValueOf(input).Elem()
	pool := candidates(in)
	var args []reflect.Value
	types := b.parameters()
	for i, s := range b.parameterSetters() {
		arg, ok := b.parameter(in, s, types[i], i, args, pool)
		if !ok {
			return value{}, fmt.Errorf("%s.%s: no value for the parameter %s", b.Op, b.Family, s.Name)
		}
		args = append(args, arg)
	}
	x := b.begin(args)
	for _, s := range b.Setters {
		if !slices.ContainsFunc(s.Members, func(m string) bool { return isSet(in.FieldByName(m)) }) {
			continue
		}
		x = applySetter(x, s, in, pool)
	}
	got, _ := x.draft()
	for i := range in.NumField() {
		f := in.Type().Field(i)
		if f.IsExported() && !same(in.Field(i), got.Field(i)) {
			return x, fmt.Errorf("%s.%s: %s can't be given its value", b.Op, b.Family, f.Name)
		}
	}
	return x, nil
}

// fits reports whether the members have the values of the input.
func fits(in, got reflect.Value, members []string) bool {
	for _, m := range members {
		if !same(in.FieldByName(m), got.FieldByName(m)) {
			return false
		}
	}
	return true
}

// parameter finds a value for a parameter of the constructor. Parameters that
// aren't decided yet are zero meanwhile.
func (b *Builder) parameter(in reflect.Value, s Setter, t reflect.Type, at int, before []reflect.Value, pool []any) (reflect.Value, bool) {
	for _, arg := range arguments(in, s, t, pool) {
		args := append(slices.Clone(before), arg)
		for _, rest := range b.parameters()[at+1:] {
			args = append(args, reflect.Zero(rest))
		}
		got, _ := b.begin(args).draft()
		if fits(in, got, s.Members) {
			return arg, true
		}
	}
	return reflect.Value{}, false
}

func applySetter(x value, s Setter, in reflect.Value, pool []any) value {
	types, err := x.parametersOf(s.Name)
	if err != nil {
		panic(err)
	}
	switch len(types) {
	case 0:
		return x.set(s.Name)
	case 2: // an entry of a map
		for _, k := range in.FieldByName(s.Members[0]).MapKeys() {
			x = x.set(s.Name, k, in.FieldByName(s.Members[0]).MapIndex(k))
		}
		if in.FieldByName(s.Members[0]).Len() == 0 {
			x = x.set(s.Name+"Map", in.FieldByName(s.Members[0]))
		}
		return x
	}
	if strings.HasSuffix(s.Name, "If") && types[0].Kind() == reflect.Slice {
		// Conditions add up: those that make a member what it is are given.
		for _, c := range pool {
			v := reflect.ValueOf(c)
			if !v.Type().Implements(types[0].Elem()) {
				continue
			}
			list := reflect.MakeSlice(types[0], 0, 1)
			y := x.set(s.Name, reflect.Append(list, v))
			if got, _ := y.draft(); partly(in, got, s.Members) {
				x = y
			}
		}
		return x
	}
	for _, arg := range arguments(in, s, types[0], pool) {
		y := x.set(s.Name, arg)
		if got, _ := y.draft(); fits(in, got, s.Members) {
			return y
		}
	}
	return x
}

// partly reports whether the members that are set have the input's values.
func partly(in, got reflect.Value, members []string) bool {
	for _, m := range members {
		if isSet(got.FieldByName(m)) && !same(in.FieldByName(m), got.FieldByName(m)) {
			return false
		}
	}
	return true
}

// arguments are values that a parameter may need.
func arguments(in reflect.Value, s Setter, t reflect.Type, pool []any) []reflect.Value {
	var out []reflect.Value
	for _, m := range s.Members {
		f := in.FieldByName(m)
		switch {
		case !isSet(f):
		case f.Type() == t:
			out = append(out, f)
		case f.Kind() == reflect.Pointer && f.Elem().CanConvert(t) && f.Elem().Kind() == t.Kind():
			out = append(out, f.Elem().Convert(t))
		case f.Kind() == reflect.Pointer && f.Elem().Type() == t:
			out = append(out, f.Elem())
		}
	}
	for _, c := range pool {
		if v := reflect.ValueOf(c); v.Type().AssignableTo(t) {
			out = append(out, v)
		}
	}
	if t.Kind() == reflect.Bool {
		out = append(out, reflect.ValueOf(true), reflect.ValueOf(false))
	}
	return out
}

// For returns the builder for an input: the one whose family takes its bucket,
// nil if there is none. A bucket that may be anything gets the first one.
func For(op string, bucket string) *Builder {
	t := compat.ParseTarget(bucket)
	for i := range Builders {
		b := &Builders[i]
		if b.Op != op {
			continue
		}
		if b.Takes == 0 || t.Kinds.Empty() || t.Problem != 0 || !b.Takes.Intersect(t.Kinds).Empty() {
			return b
		}
	}
	return nil
}
