package compat_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// padded returns a copy of an input with blanks around each text, which the SDK doesn't
// send in headers.
func padded(in any, with string) any {
	v := reflect.New(reflect.TypeOf(in).Elem())
	v.Elem().Set(reflect.ValueOf(in).Elem())
	for i := range v.Elem().NumField() {
		f := v.Elem().Field(i)
		switch {
		case !f.CanSet():
		case f.Kind() == reflect.String && f.Len() > 0:
			f.SetString(with + f.String() + with)
		case f.Kind() == reflect.Pointer && !f.IsNil() && f.Type().Elem().Kind() == reflect.String:
			p := reflect.New(f.Type().Elem())
			p.Elem().SetString(with + f.Elem().String() + with)
			f.Set(p)
		}
	}
	return v.Interface()
}

// TestPlansOfInputsAgree: what a plan reads of an SDK input without asking its Reader
// is what the Reader says, also where there are blanks around it, and a request with
// another Reader is judged by what that says.
func TestPlansOfInputsAgree(t *testing.T) {
	c := aws.Catalog()
	byShape := map[string][]*compat.Request{}
	blank := 0
	for _, rule := range aws.Rules() {
		for _, x := range slices.Concat(rule.Violating, rule.Allowed) {
			in, err := sdk.NewInput(x)
			if err != nil {
				continue // it has a value that isn't known
			}
			base := x.Request()
			for _, with := range []string{"", " ", "\t", "\n"} {
				r := *base
				if !sdk.Describe(padded(in, with), &r) {
					t.Fatalf("%T isn't recognised", in)
				}
				key := fmt.Sprint(r.Operation, r.Present, r.Target.Kinds)
				byShape[key] = append(byShape[key], &r)
				if with != "" {
					blank++
				}
			}
			key := fmt.Sprint(base.Operation, base.Present, base.Target.Kinds)
			byShape[key] = append(byShape[key], base)
		}
	}
	if len(byShape) < 100 || blank < 1000 {
		t.Fatalf("%d shapes, %d inputs with blanks", len(byShape), blank)
	}
	for shape, requests := range byShape {
		want := make([][]string, len(requests))
		for i, r := range requests {
			want[i] = evaluated(c, r)
		}
		for _, often := range []int{3, 1, 1} {
			for i, r := range requests {
				for range often {
					if got := checked(c, r); !slices.Equal(got, want[i]) {
						t.Fatalf("%s: request %d: found %v, true are %v", shape, i, got, want[i])
					}
				}
			}
		}
	}
}
