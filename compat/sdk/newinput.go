package sdk

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"reflect"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
)

// NewInput makes the SDK input that a case describes. It is the reverse of
// Describe, for tests, replayed recordings and generated examples; it uses
// reflection. The error names the operation, the member and the type.
//
// Documents and lists are shared with the case. Bodies in memory are not: each
// input reads its own from the beginning, so that a case can be sent repeatedly.
func NewInput(c compat.Case) (any, error) {
	in := NewInputOf(c.Operation)
	if in == nil {
		return nil, fmt.Errorf("sdk: no operation %d", uint8(c.Operation))
	}
	v := reflect.ValueOf(in).Elem()
	// In order, so that of several mistakes it is always the same that is told.
	for _, u := range usesOf(c.Operation) {
		x, ok := c.Members[u.member]
		if !ok {
			continue
		}
		if err := assign(v.FieldByName(u.member.String()), x); err != nil {
			return nil, fmt.Errorf("sdk: %s.%s: %w", c.Operation, u.member, err)
		}
	}
	if err := aliens(c); err != nil {
		return nil, err
	}
	return in, nil
}

// aliens reports the members that the operation doesn't have.
func aliens(c compat.Case) error {
	all := info(c.Operation).members
	var first member.ID
	for m := range c.Members {
		if !all.Has(m) && (first == 0 || m < first) {
			first = m
		}
	}
	if first != 0 {
		return fmt.Errorf("sdk: %s has no member %s", c.Operation, first)
	}
	return nil
}

// assign converts a value that a case holds to the type of an input's field.
func assign(field reflect.Value, x any) error {
	if v := reflect.ValueOf(x); x == nil || v.Kind() == reflect.Pointer && v.IsNil() {
		return fmt.Errorf("a member that is set needs a value, not %T(nil)", x)
	}
	converted, ok, err := convert(field.Type(), x)
	if err != nil {
		return err
	}
	if !ok {
		return fmt.Errorf("a value of type %T doesn't fit the field's type %s", x, field.Type())
	}
	field.Set(converted)
	return nil
}

var (
	timeType   = reflect.TypeFor[time.Time]()
	readerType = reflect.TypeFor[io.Reader]()
)

func convert(t reflect.Type, x any) (v reflect.Value, ok bool, err error) {
	switch t.Kind() {
	case reflect.Pointer:
		return convertPointer(t.Elem(), x)
	case reflect.String: // an enumeration
		if s := reflect.ValueOf(x); s.Kind() == reflect.String {
			if s.Len() == 0 {
				return v, false, fmt.Errorf("an empty %s counts as not set", t)
			}
			return s.Convert(t), true, nil
		}
	case reflect.Map, reflect.Slice:
		v = reflect.ValueOf(x)
		if v.Kind() == reflect.Pointer {
			v = v.Elem()
		}
		if v.Type() != t {
			return v, false, nil
		}
		if v.IsNil() {
			return v, false, fmt.Errorf("a nil %s counts as not set", t)
		}
		return v, true, nil
	case reflect.Interface: // a body or a union
		if t == readerType {
			x = fresh(x)
		}
		v = reflect.ValueOf(x)
		return v, v.Type().Implements(t), nil
	}
	return v, false, nil
}

// convertPointer makes a pointer to the type from a value or a pointer.
func convertPointer(t reflect.Type, x any) (v reflect.Value, ok bool, err error) {
	given := reflect.ValueOf(x)
	if given.Type() == reflect.PointerTo(t) && t != timeType {
		return given, true, nil
	}
	p := reflect.New(t)
	switch {
	case given.Type() == t:
		if t.Kind() == reflect.Struct && t != timeType {
			// A document given by value can't be what Describe would report.
			return v, false, nil
		}
		p.Elem().Set(given)
	case t.Kind() == reflect.Int32 || t.Kind() == reflect.Int64:
		if !given.CanInt() || given.Type().PkgPath() != "" {
			return v, false, nil
		}
		n := given.Int()
		if t.Kind() == reflect.Int32 && (n < math.MinInt32 || n > math.MaxInt32) {
			return v, false, fmt.Errorf("%d exceeds the field's type %s", n, t)
		}
		p.Elem().SetInt(n)
	case t.Kind() == reflect.String && given.Kind() == reflect.String:
		p.Elem().SetString(given.String())
	default:
		return v, false, nil
	}
	return p, true, nil
}

// fresh returns a body of its own, at its beginning, if x is in memory.
func fresh(x any) any {
	switch r := x.(type) {
	case *strings.Reader:
		c := *r
		_, _ = c.Seek(0, io.SeekStart)
		return &c
	case *bytes.Reader:
		c := *r
		_, _ = c.Seek(0, io.SeekStart)
		return &c
	}
	return x
}

// Operations lists all operations in ascending order.
func Operations() []operation.ID {
	ids := make([]operation.ID, 0, operation.Count-1)
	for id := operation.ID(1); id < operation.Count; id++ {
		ids = append(ids, id)
	}
	return ids
}
