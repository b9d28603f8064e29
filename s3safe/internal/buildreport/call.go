package buildreport

import (
	"fmt"
	"reflect"
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/internal/build"
)

// value is a builder, seen through reflection.
type value struct{ v reflect.Value }

// begin calls the constructor.
func (b *Builder) begin(args []reflect.Value) value {
	f := reflect.ValueOf(b.New)
	if f.Type().IsVariadic() {
		return value{f.CallSlice(args)[0]}
	}
	return value{f.Call(args)[0]}
}

// from begins the builder with an input.
func (b *Builder) from(in any) value {
	begun := reflect.ValueOf(b.From).Call([]reflect.Value{reflect.ValueOf(in)})[0]
	return value{begun.MethodByName(b.Family).Call(nil)[0]}
}

// parameters are the types of the constructor's parameters.
func (b *Builder) parameters() []reflect.Type {
	t := reflect.TypeOf(b.New)
	out := make([]reflect.Type, t.NumIn())
	for i := range out {
		out[i] = t.In(i)
	}
	return out
}

// parameterSetters are those of Ctor that are parameters.
func (b *Builder) parameterSetters() []Setter {
	var out []Setter
	for _, s := range b.Ctor {
		if !strings.HasSuffix(s.Name, "*") {
			out = append(out, s)
		}
	}
	return out
}

// set calls a setter.
func (x value) set(name string, args ...reflect.Value) value {
	m := x.v.MethodByName(name)
	if m.Type().IsVariadic() {
		return value{m.CallSlice(args)[0]}
	}
	return value{m.Call(args)[0]}
}

// parametersOf are the types of a setter's parameters.
func (x value) parametersOf(name string) ([]reflect.Type, error) {
	m := x.v.MethodByName(name)
	if !m.IsValid() {
		return nil, fmt.Errorf("%s has no method %s", x.v.Type(), name)
	}
	out := make([]reflect.Type, m.Type().NumIn())
	for i := range out {
		out[i] = m.Type().In(i)
	}
	return out, nil
}

// draft returns what is built, before it is judged, and Build's error. It isn't
// safe for concurrent use: it listens to all builders.
func (x value) draft() (input reflect.Value, err error) {
	build.Observe = func(in any) { input = reflect.ValueOf(in).Elem() }
	defer func() { build.Observe = nil }()
	out := x.v.MethodByName("Build").Call(nil)
	if e, ok := out[1].Interface().(error); ok {
		err = e
	}
	return input, err
}
