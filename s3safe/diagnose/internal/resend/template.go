package resend

import (
	"bytes"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Template is an input of which copies are sent.
type Template struct {
	Input   any
	Op      compat.Operation
	Present compat.MemberSet
	// bodies hold, for each field that is a stream, how to read it once more.
	bodies map[compat.Member]func() (io.Reader, error)
	// restore puts the caller's streams back to where they were.
	restore []func()
}

// NewTemplate reads an input.
func NewTemplate(input any) (*Template, error) {
	var r compat.Request
	if !sdk.Describe(input, &r) {
		return nil, fmt.Errorf("diagnose: %T is no input of an S3 operation, such as *s3.PutObjectInput", input)
	}
	t := &Template{Input: input, Op: r.Operation, Present: r.Present, bodies: map[compat.Member]func() (io.Reader, error){}}
	v := reflect.ValueOf(input).Elem()
	for _, id := range r.Present.IDs() {
		if sdk.Kind(r.Operation, id) != compat.KindStream {
			continue
		}
		body, _ := v.FieldByName(id.String()).Interface().(io.Reader)
		again, restore, err := rereadable(body)
		if err != nil {
			t.Rewind()
			return nil, fmt.Errorf("diagnose: %s.%s: %w", r.Operation, id, err)
		}
		t.bodies[id] = again
		if restore != nil {
			t.restore = append(t.restore, restore)
		}
	}
	return t, nil
}

// rereadable returns a function that gives the stream from where it begins. What
// is in memory is copied; any other stream must be able to seek.
func rereadable(body io.Reader) (again func() (io.Reader, error), restore func(), err error) {
	if v := reflect.ValueOf(body); v.Kind() == reflect.Pointer && v.IsNil() {
		// It can't be read even once; what comes of that, the call will tell.
		return func() (io.Reader, error) { return body, nil }, nil, nil
	}
	switch r := body.(type) {
	case *bytes.Buffer:
		data := slices.Clone(r.Bytes())
		return func() (io.Reader, error) { return bytes.NewReader(data), nil }, nil, nil
	case *bytes.Reader:
		from := startOf(r.Size(), int64(r.Len()))
		return func() (io.Reader, error) {
			c := *r
			_, err := c.Seek(from, io.SeekStart)
			return &c, err
		}, nil, nil
	case *strings.Reader:
		from := startOf(r.Size(), int64(r.Len()))
		return func() (io.Reader, error) {
			c := *r
			_, err := c.Seek(from, io.SeekStart)
			return &c, err
		}, nil, nil
	}
	s, ok := body.(io.ReadSeeker)
	if !ok {
		return nil, nil, fmt.Errorf("a %T can be read once only: give an io.Seeker, or a body in memory", body)
	}
	was, err := s.Seek(0, io.SeekCurrent)
	if err != nil {
		return nil, nil, fmt.Errorf("the body can't seek: %w", err)
	}
	end, err := s.Seek(0, io.SeekEnd)
	if err != nil {
		return nil, nil, fmt.Errorf("the body can't seek: %w", err)
	}
	restore = func() { _, _ = s.Seek(was, io.SeekStart) }
	restore()
	from := startOf(end, end-was)
	return func() (io.Reader, error) {
		_, err := s.Seek(from, io.SeekStart)
		return s, err
	}, restore, nil
}

// startOf returns where a body begins: where it stands, or at the front if it has
// been read to the end, as it is by the call that failed.
func startOf(size, left int64) int64 {
	if left <= 0 {
		return 0
	}
	return size - left
}

// CopyWithout returns a copy of the input without some members. A key that isn't
// empty takes the place of Key.
func (t *Template) CopyWithout(without compat.MemberSet, key string) (any, error) {
	v := reflect.New(reflect.TypeOf(t.Input).Elem())
	// Shallow: what the fields point to is only read.
	v.Elem().Set(reflect.ValueOf(t.Input).Elem())
	for _, id := range without.IDs() {
		v.Elem().FieldByName(id.String()).SetZero()
	}
	for id, again := range t.bodies {
		if without.Has(id) {
			continue
		}
		body, err := again()
		if err != nil {
			return nil, fmt.Errorf("diagnose: %s.%s: %w", t.Op, id, err)
		}
		v.Elem().FieldByName(id.String()).Set(reflect.ValueOf(body))
	}
	if f := v.Elem().FieldByName("Key"); key != "" && f.IsValid() {
		f.Set(reflect.ValueOf(&key))
	}
	return v.Interface(), nil
}

// Rewind puts the caller's streams back to where they were.
func (t *Template) Rewind() {
	for _, f := range t.restore {
		f()
	}
}

// Key returns the Key of the input, empty if there is none.
func (t *Template) Key() string {
	f := reflect.ValueOf(t.Input).Elem().FieldByName("Key")
	if p, ok := f.Interface().(*string); ok && p != nil {
		return *p
	}
	return ""
}
