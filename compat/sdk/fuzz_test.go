package sdk_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/internal/ordinary"
)

// source hands out fuzz data; when it is used up, zeros.
type source []byte

func (s *source) byte() byte {
	if len(*s) == 0 {
		return 0
	}
	b := (*s)[0]
	*s = (*s)[1:]
	return b
}

func (s *source) text() string {
	n := min(int(s.byte()), len(*s))
	t := string((*s)[:n])
	*s = (*s)[n:]
	return t
}

// fill sets a value of any type that an input is made of. Depth bounds documents.
func (s *source) fill(v reflect.Value, depth int) {
	switch v.Kind() {
	case reflect.Pointer:
		if s.byte()%3 == 0 || depth == 0 {
			return
		}
		v.Set(reflect.New(v.Type().Elem()))
		s.fill(v.Elem(), depth-1)
	case reflect.String:
		v.SetString(s.text())
	case reflect.Bool:
		v.SetBool(s.byte()%2 == 0)
	case reflect.Int32, reflect.Int64:
		v.SetInt(int64(int8(s.byte())) << (s.byte() % 56))
	case reflect.Map:
		if s.byte()%3 != 0 {
			v.Set(reflect.ValueOf(map[string]string{s.text(): s.text()}))
		}
	case reflect.Slice:
		if n := int(s.byte()) % 4; n > 0 && depth > 0 {
			v.Set(reflect.MakeSlice(v.Type(), n-1, n-1))
			for i := range v.Len() {
				s.fill(v.Index(i), depth-1)
			}
		}
	case reflect.Interface:
		s.fillInterface(v)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[time.Time]() {
			v.Set(reflect.ValueOf(time.Unix(int64(s.byte())<<(s.byte()%48), 0)))
			return
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !f.Anonymous {
				s.fill(v.Field(i), depth)
			}
		}
	}
}

func (s *source) fillInterface(v reflect.Value) {
	for _, x := range []any{
		nil, strings.NewReader(s.text()), (*strings.Reader)(nil),
		&types.ObjectEncryptionMemberSSEKMS{}, (*types.ObjectEncryptionMemberSSEKMS)(nil),
	}[s.byte()%5:] {
		if x != nil && reflect.TypeOf(x).Implements(v.Type()) {
			v.Set(reflect.ValueOf(x))
			return
		}
	}
}

// FuzzDescribe: whatever an input holds, describing it and reading every value
// doesn't panic, presence is what the fields say, and nothing is changed.
func FuzzDescribe(f *testing.F) {
	for _, op := range sdk.Operations() {
		f.Add(byte(op), []byte("\x01\x05hello\x02\x01\x04arn:\x01\x00\x03\x07s3--x-s3\x01\x01\x01\x01"))
	}
	f.Add(byte(operation.CopyObject), []byte{1, 200, '%', 'z', 'z'})
	f.Add(byte(operation.PutObject), []byte{})
	f.Fuzz(func(t *testing.T, which byte, data []byte) {
		op := operation.ID(which)%(operation.Count-1) + 1
		in := sdk.NewInputOf(op)
		v := reflect.ValueOf(in).Elem()
		s := source(data)
		s.fill(v, 3)

		var r compat.Request
		if !sdk.Describe(in, &r) || r.Operation != op {
			t.Fatalf("%s isn't described: %v", op, r.Operation)
		}
		again := compat.Request{Operation: op, Present: r.Present, Values: r.Values}
		again.Resolve()
		if !reflect.DeepEqual(again.Target, r.Target) || !reflect.DeepEqual(again.Source, r.Source) {
			t.Errorf("%s: Describe resolved to %+v, %+v; Resolve to %+v, %+v", op, r.Target, r.Source, again.Target, again.Source)
		}
		all := sdk.Schema.Members(op)
		for id := range member.ID(255) {
			value := r.Value(id)
			if !all.Has(id) {
				if r.Present.Has(id) {
					t.Errorf("%s: %s is present", op, id)
				}
				continue
			}
			set := !v.FieldByName(id.String()).IsZero()
			if text, ok := r.Text(id); r.Ordinary.Has(id) && !(ok && ordinary.Text(text)) {
				t.Errorf("%s.%s: %q is called ordinary", op, id, text)
			}
			if set != r.Present.Has(id) {
				t.Errorf("%s.%s: set %v, present %v", op, id, set, r.Present.Has(id))
			}
			if set != (value.Kind() == sdk.Kind(op, id)) {
				t.Errorf("%s.%s: set %v, kind %v", op, id, set, value.Kind())
			}
		}
	})
}
