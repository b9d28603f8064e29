package aws_test

import (
	"reflect"
	"strconv"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Documents with lists far beyond any limit are judged in bounded time: no rule
// compares every element with every other without an end.
func TestAbsurdDocuments(t *testing.T) {
	const elements = 5000
	catalog := aws.Source()
	for _, op := range sdk.Operations() {
		for _, m := range sdk.Schema.Members(op).IDs() {
			for _, sample := range sdk.Schema.Samples(op, m)[:1] {
				v := reflect.ValueOf(sample)
				if v.Kind() != reflect.Pointer {
					continue
				}
				grown := reflect.New(v.Type().Elem())
				grow(grown.Elem(), v.Elem(), elements, 0, new(int))
				r := compat.Complete(compat.Given(op, m, grown.Interface()), sdk.Schema).Request()
				start := time.Now()
				catalog.Check(r, nil)
				d := time.Since(start)
				if d > 100*time.Millisecond {
					t.Logf("%s.%s: %s", op, m, d)
				}
				if d > 5*time.Second {
					t.Errorf("%s.%s with %d elements takes %s", op, m, elements, d)
				}
			}
		}
	}
}

// grow copies a document and repeats the elements of its lists.
func grow(to, from reflect.Value, elements, depth int, seq *int) {
	switch from.Kind() {
	case reflect.Pointer:
		if !from.IsNil() {
			to.Set(reflect.New(from.Type().Elem()))
			grow(to.Elem(), from.Elem(), elements, depth, seq)
		}
	case reflect.Struct:
		if from.Type() == reflect.TypeFor[time.Time]() {
			to.Set(from)
			return
		}
		for i := range from.NumField() {
			if from.Type().Field(i).IsExported() {
				grow(to.Field(i), from.Field(i), elements, depth, seq)
			}
		}
	case reflect.Slice:
		if from.Len() == 0 {
			return
		}
		n := elements
		if depth > 0 {
			n = 10 // lists in lists, so that the whole stays finite
		}
		list := reflect.MakeSlice(from.Type(), n, n)
		for i := range n {
			grow(list.Index(i), from.Index(i%from.Len()), elements, depth+1, seq)
		}
		to.Set(list)
	case reflect.String:
		to.Set(from)
		if from.Type() == reflect.TypeFor[string]() && depth > 0 {
			*seq++
			to.SetString(from.String() + strconv.Itoa(*seq)) // no two alike
		}
	default:
		if to.CanSet() {
			to.Set(from)
		}
	}
}
