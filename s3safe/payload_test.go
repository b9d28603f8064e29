package s3safe_test

import (
	"bytes"
	"errors"
	"io"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe"
)

// own is a payload whose methods mean something else than the ones of that name
// that the guard knows, and that it must not call.
type own struct{ t *testing.T }

func (o own) called() { o.t.Helper(); o.t.Error("a method of the payload was called") }

func (o own) Read([]byte) (int, error)          { o.called(); return 0, io.EOF }
func (o own) Seek(int64, int) (int64, error)    { o.called(); return 0, nil }
func (o own) Close() error                      { o.called(); return nil }
func (o own) Len() int                          { o.called(); return 0 }
func (o own) Size() int64                       { o.called(); return 0 }
func (o own) Bytes() []byte                     { o.called(); return nil }
func (o own) String() string                    { o.called(); return "" }
func (o own) Stat() (os.FileInfo, error)        { o.called(); return nil, errors.New("no") }
func (o own) ReadAt([]byte, int64) (int, error) { o.called(); return 0, io.EOF }
func (o own) WriteTo(io.Writer) (int64, error)  { o.called(); return 0, nil }

// What the guard doesn't know is a payload of unknown length: neither its own
// methods nor those of a nil pointer are called, whatever else the request has.
func TestForeignPayload(t *testing.T) {
	bodies := map[string]io.Reader{
		"of a type of its own": own{t}, "embedding a reader": struct{ *strings.Reader }{nil},
		"nil *bytes.Reader": (*bytes.Reader)(nil), "nil *strings.Reader": (*strings.Reader)(nil),
		"nil *bytes.Buffer": (*bytes.Buffer)(nil), "nil *os.File": (*os.File)(nil), "nil *own": (*own)(nil),
	}
	reader := reflect.TypeFor[io.Reader]()
	catalog := aws.Source()
	judged := 0
	for _, op := range allOperations() {
		in := complete(t, op)
		v := reflect.ValueOf(in).Elem()
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.Type != reader || !f.IsExported() {
				continue
			}
			cases := []any{in}
			for _, rule := range catalog.RulesFor(op) {
				for _, c := range append(rule.Violating, rule.Allowed...) {
					if c.Operation != op {
						continue
					}
					if in, err := sdk.NewInput(compat.Complete(c, sdk.Schema)); err == nil {
						cases = append(cases, in)
					}
				}
			}
			for name, body := range bodies {
				for _, in := range cases {
					judged++
					reflect.ValueOf(in).Elem().Field(i).Set(reflect.ValueOf(body))
					func() {
						defer func() {
							if p := recover(); p != nil {
								t.Errorf("%s with a payload that is %s: %v", op, name, p)
							}
						}()
						_, _ = s3safe.Inspect(in)
					}()
				}
			}
		}
	}
	if judged < 1000 {
		t.Errorf("only %d requests judged", judged)
	}
}

// A payload that says it is empty by a meaning of its own is sent.
type chunked struct{ io.ReadSeeker }

func (chunked) Len() int { return 0 }

func TestOwnLen(t *testing.T) {
	s := new(stub)
	in := &s3.PutObjectAnnotationInput{
		Bucket: plain().Bucket, Key: plain().Key, AnnotationName: plain().Key,
		AnnotationPayload: chunked{strings.NewReader(`{"a":1}`)},
	}
	if _, err := newClient(s).PutObjectAnnotation(t.Context(), in); err != nil || s.requests.Load() != 1 {
		t.Errorf("%v, %d requests", err, s.requests.Load())
	}
}
