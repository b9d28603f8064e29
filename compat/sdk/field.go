package sdk

import (
	"reflect"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
)

// TextField returns where the text of a member lies in the input that a Reader of this
// package reads: its types have the SDK's fields, which are named like the members.
func (schema) TextField(values compat.Reader, m member.ID) (offset uintptr, pointer, ok bool) {
	t := reflect.TypeOf(values)
	if t.Kind() != reflect.Pointer || t.Elem().Kind() != reflect.Struct || t.Elem().PkgPath() != reflect.TypeFor[Binding]().PkgPath() {
		return 0, false, false
	}
	f, ok := t.Elem().FieldByName(m.String())
	if !ok || len(f.Index) != 1 {
		return 0, false, false
	}
	pointer = f.Type.Kind() == reflect.Pointer
	text := f.Type
	if pointer {
		text = text.Elem()
	}
	return f.Offset, pointer, text.Kind() == reflect.String
}
