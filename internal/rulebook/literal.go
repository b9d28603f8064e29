package rulebook

import (
	"bytes"
	"errors"
	"fmt"
	"go/format"
	"io"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/internal/gen/model"
)

// printer writes the SDK inputs that cases describe as Go code.
type printer struct {
	enums map[string]*model.Enum
	errs  []error
}

func (p *printer) err() error { return errors.Join(p.errs...) }

func (p *printer) failf(format string, args ...any) {
	p.errs = append(p.errs, fmt.Errorf(format, args...))
}

// input writes the case's input as a literal: &s3.PutObjectInput{…}. Members
// that the case leaves out, but without which the SDK wouldn't send, are added.
func (p *printer) input(c compat.Case) string {
	full := compat.Complete(c, sdk.Schema)
	in, err := sdk.NewInput(full)
	if err != nil {
		p.failf("%w", err)
		return ""
	}
	var b strings.Builder
	b.WriteString("&")
	p.value(&b, reflect.ValueOf(in).Elem(), "")
	text, err := format.Source([]byte(b.String()))
	if err != nil {
		p.failf("example of %s isn't Go: %w\n%s", c.Operation, err, b.String())
		return ""
	}
	return string(text)
}

var (
	timeType   = reflect.TypeFor[time.Time]()
	readerType = reflect.TypeFor[io.Reader]()
)

// shown is how many elements of a long list or map are written.
const shown = 2

// value writes a value. Where the context gives its type, elided is that type's
// name, and it is left out.
func (p *printer) value(b *strings.Builder, v reflect.Value, elided string) {
	t := v.Type()
	switch t.Kind() {
	case reflect.Pointer:
		p.pointer(b, v, elided)
	case reflect.Interface:
		if t == readerType {
			p.stream(b, v.Elem().Interface())
			return
		}
		p.value(b, v.Elem(), "")
	case reflect.Struct:
		if t == timeType {
			b.WriteString(goTime(v.Interface().(time.Time)))
			return
		}
		if t.String() != elided {
			b.WriteString(t.String())
		}
		p.fields(b, v)
	case reflect.Slice:
		b.WriteString(t.String() + "{\n")
		for i := range v.Len() {
			if i == shown && v.Len() > 4*shown {
				fmt.Fprintf(b, "// … %s in all\n", Thousands(v.Len()))
				break
			}
			p.value(b, v.Index(i), t.Elem().String())
			b.WriteString(",\n")
		}
		b.WriteString("}")
	case reflect.Map:
		p.pairs(b, v)
	case reflect.String:
		p.text(b, v)
	case reflect.Bool, reflect.Int32, reflect.Int64, reflect.Int:
		fmt.Fprint(b, v.Interface())
	default:
		p.failf("a value of type %s can't be written", t)
	}
}

func (p *printer) fields(b *strings.Builder, v reflect.Value) {
	b.WriteString("{\n")
	for i := range v.NumField() {
		f := v.Type().Field(i)
		if !f.IsExported() || v.Field(i).IsZero() {
			continue
		}
		b.WriteString(f.Name + ": ")
		p.value(b, v.Field(i), "")
		b.WriteString(",\n")
	}
	b.WriteString("}")
}

func (p *printer) pointer(b *strings.Builder, v reflect.Value, elided string) {
	e := v.Elem()
	name := map[reflect.Kind]string{reflect.String: "String", reflect.Int32: "Int32", reflect.Int64: "Int64", reflect.Bool: "Bool"}[e.Kind()]
	switch {
	case e.Type() == timeType:
		name = "Time"
	case e.Kind() == reflect.Struct:
		// In a list of pointers, gofmt -s would leave out & and type.
		if "*"+e.Type().String() == elided {
			p.fields(b, e)
			return
		}
		b.WriteString("&")
		p.value(b, e, "")
		return
	case name == "":
		p.failf("a pointer to %s can't be written", e.Type())
		return
	}
	b.WriteString("aws." + name + "(")
	p.value(b, e, "")
	b.WriteString(")")
}

func (p *printer) pairs(b *strings.Builder, v reflect.Value) {
	b.WriteString(v.Type().String() + "{\n")
	keys := v.MapKeys()
	slices.SortFunc(keys, func(a, b reflect.Value) int { return strings.Compare(a.String(), b.String()) })
	for i, k := range keys {
		if i == shown && len(keys) > 4*shown {
			fmt.Fprintf(b, "// … %s in all\n", Thousands(len(keys)))
			break
		}
		p.value(b, k, "")
		b.WriteString(": ")
		p.value(b, v.MapIndex(k), v.Type().Elem().String())
		b.WriteString(",\n")
	}
	b.WriteString("}")
}

// text writes a string, or the name of an enumeration's constant.
func (p *printer) text(b *strings.Builder, v reflect.Value) {
	if t := v.Type(); t.PkgPath() != "" {
		if name := p.constant(t.Name(), v.String()); name != "" {
			b.WriteString("types." + name)
			return
		}
	}
	b.WriteString(goString(v.String()))
}

// constant is the name of an enumeration's constant, empty if it has none.
func (p *printer) constant(enum, value string) string {
	if e := p.enums[enum]; e != nil {
		for _, v := range e.Values {
			if v.Value == value {
				return v.Const
			}
		}
	}
	return ""
}

// stream writes a body that is in memory.
func (p *printer) stream(b *strings.Builder, r any) {
	switch r := r.(type) {
	case *strings.Reader:
		text, _ := io.ReadAll(r)
		b.WriteString("strings.NewReader(" + goString(string(text)) + ")")
	case *bytes.Reader:
		text, _ := io.ReadAll(r)
		b.WriteString("strings.NewReader(" + goString(string(text)) + ")")
	default:
		p.failf("a body of type %T can't be written: use a strings.Reader or a bytes.Reader", r)
	}
}

func goTime(t time.Time) string {
	t = t.UTC()
	return fmt.Sprintf("time.Date(%d, time.%s, %d, %d, %d, %d, %d, time.UTC)",
		t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond())
}
