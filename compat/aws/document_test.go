package aws_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
)

// TestSparseDocuments: no predicate panics on a document in which something is
// missing. A document that the SDK would refuse gets to the rules too, in the
// analyzer and in builders.
func TestSparseDocuments(t *testing.T) {
	now := time.Now()
	for _, rule := range aws.Source().Rules() {
		for _, p := range rule.When.Predicates() {
			for _, sample := range append(p.Yes, p.No...) {
				for _, d := range documents(sample) {
					func() {
						defer func() {
							if x := recover(); x != nil {
								t.Errorf("%s: predicate %q: %v on %+v", rule.ID, p.Name, x, d)
							}
						}()
						p.Judge(compat.DocumentValue(d), now)
					}()
				}
			}
		}
		for _, rel := range rule.When.Relations() {
			for _, samples := range append(rel.Yes, rel.No...) {
				for i, sample := range samples {
					for _, d := range documents(sample) {
						var v [3]compat.Value
						for j, x := range samples {
							v[j] = value(t, x)
						}
						v[i] = compat.DocumentValue(d)
						func() {
							defer func() {
								if x := recover(); x != nil {
									t.Errorf("%s: relation %q: %v on %+v", rule.ID, rel.Name, x, d)
								}
							}()
							rel.Test(v[0], v[1], v[2])
						}()
					}
				}
			}
		}
	}
}

// documents returns the document, without each thing in it in turn; nothing if
// the sample isn't a document.
func documents(sample any) []any {
	v := reflect.ValueOf(sample)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return nil
	}
	if k := v.Elem().Kind(); k != reflect.Struct && k != reflect.Slice {
		return nil
	}
	out := []any{reflect.New(v.Type().Elem()).Interface()}
	for _, d := range sparser(v) {
		if !d.IsNil() {
			out = append(out, d.Interface())
		}
	}
	return out
}

// sparser returns copies of a value that lack one thing each.
func sparser(v reflect.Value) []reflect.Value {
	var out []reflect.Value
	switch v.Kind() {
	case reflect.Pointer:
		out = append(out, reflect.Zero(v.Type()))
		if v.IsNil() || v.Type() == reflect.TypeFor[*time.Time]() {
			break
		}
		for _, x := range sparser(v.Elem()) {
			p := reflect.New(v.Type().Elem())
			p.Elem().Set(x)
			out = append(out, p)
		}
	case reflect.Interface:
		out = append(out, reflect.Zero(v.Type()))
		if v.IsNil() {
			break
		}
		for _, x := range sparser(v.Elem()) {
			i := reflect.New(v.Type()).Elem()
			i.Set(x) // a pointer to nothing among them
			out = append(out, i)
		}
	case reflect.Slice:
		out = append(out, reflect.Zero(v.Type()), reflect.MakeSlice(v.Type(), 0, 0))
		for i := range v.Len() {
			for _, x := range sparser(v.Index(i)) {
				s := reflect.MakeSlice(v.Type(), v.Len(), v.Len())
				reflect.Copy(s, v)
				s.Index(i).Set(x)
				out = append(out, s)
			}
			if i == 3 {
				break // further elements are like those before
			}
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if !v.Type().Field(i).IsExported() {
				continue
			}
			for _, x := range sparser(v.Field(i)) {
				s := reflect.New(v.Type()).Elem()
				s.Set(v)
				s.Field(i).Set(x)
				out = append(out, s)
			}
		}
	default:
		out = append(out, reflect.Zero(v.Type()))
	}
	return out
}
