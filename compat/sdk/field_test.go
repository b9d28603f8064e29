package sdk_test

import (
	"reflect"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// fieldSchema is what the engine asks the schema for.
type fieldSchema interface {
	TextField(values compat.Reader, m member.ID) (offset uintptr, pointer, ok bool)
}

// TestTextField: each text member of each operation lies where the schema says, and no
// other member does.
func TestTextField(t *testing.T) {
	schema := sdk.Schema.(fieldSchema)
	n := 0
	for _, op := range sdk.Operations() {
		in := sdk.NewInputOf(op)
		v := reflect.ValueOf(in).Elem()
		for i := range v.NumField() {
			switch f := v.Field(i); {
			case f.Kind() == reflect.String:
				f.SetString("text")
			case f.Kind() == reflect.Pointer && f.Type().Elem().Kind() == reflect.String:
				f.Set(reflect.New(f.Type().Elem()))
				f.Elem().SetString("text")
			}
		}
		var r compat.Request
		if !sdk.Describe(in, &r) {
			t.Fatalf("%T isn't recognised", in)
		}
		members := sdk.Schema.Members(r.Operation)
		for _, m := range members.IDs() {
			offset, pointer, ok := schema.TextField(r.Values, m)
			if _, isText := r.Values.Text(m); ok != isText {
				t.Errorf("%s.%s: is a text is %v, has a place is %v", r.Operation, m, isText, ok)
			}
			if !ok {
				continue
			}
			n++
			f, _ := v.Type().FieldByName(m.String())
			if f.Offset != offset || (f.Type.Kind() == reflect.Pointer) != pointer {
				t.Errorf("%s.%s: lies at %d, not %d", r.Operation, m, f.Offset, offset)
			}
		}
	}
	if n < 300 {
		t.Errorf("%d texts: nothing is tested", n)
	}
}

// foreign is a Reader of somebody else's, with a field like a member.
type foreign struct{ Key *string }

func (f *foreign) Text(member.ID) (string, bool)  { return "another", true }
func (f *foreign) Value(m member.ID) compat.Value { return compat.StringValue("another") }

// Nothing is said of Readers of other packages: what their fields are is theirs.
func TestTextFieldOfOthers(t *testing.T) {
	if _, _, ok := sdk.Schema.(fieldSchema).TextField(&foreign{aws.String("a")}, member.Key); ok {
		t.Error("a Reader of another package has a place")
	}
}
