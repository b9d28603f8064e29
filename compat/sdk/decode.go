package sdk

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/s3safe/s3safe-go/compat/operation"
)

// DecodeInput makes the SDK input that a JSON object describes, as recordings
// and captures hold them: members by API name, which are the SDK's field names;
// timestamps in RFC 3339; blobs in base64; bodies as text; unions as an object
// with the one member that is set. A name that the operation doesn't have is an
// error, which names its path.
func DecodeInput(op operation.ID, object []byte) (any, error) {
	in := NewInputOf(op)
	if in == nil {
		return nil, fmt.Errorf("sdk: no operation %d", uint8(op))
	}
	if err := decodeValue(object, reflect.ValueOf(in).Elem()); err != nil {
		return nil, fmt.Errorf("sdk: %s%w", op, err)
	}
	return in, nil
}

// unions holds, for every union of the SDK, its members by API name.
var unions = map[reflect.Type]map[string]reflect.Type{
	reflect.TypeFor[types.AnalyticsFilter](): {
		"And":    reflect.TypeFor[types.AnalyticsFilterMemberAnd](),
		"Prefix": reflect.TypeFor[types.AnalyticsFilterMemberPrefix](),
		"Tag":    reflect.TypeFor[types.AnalyticsFilterMemberTag](),
	},
	reflect.TypeFor[types.MetricsFilter](): {
		"AccessPointArn": reflect.TypeFor[types.MetricsFilterMemberAccessPointArn](),
		"And":            reflect.TypeFor[types.MetricsFilterMemberAnd](),
		"Prefix":         reflect.TypeFor[types.MetricsFilterMemberPrefix](),
		"Tag":            reflect.TypeFor[types.MetricsFilterMemberTag](),
	},
	reflect.TypeFor[types.ObjectEncryption](): {
		"SSEKMS": reflect.TypeFor[types.ObjectEncryptionMemberSSEKMS](),
	},
}

// decodeError is an error with the path below the input that it is at.
type decodeError struct {
	path string
	err  error
}

func (e *decodeError) Error() string { return e.path + ": " + e.err.Error() }
func (e *decodeError) Unwrap() error { return e.err }

// at puts a step in front of an error's path.
func at(step string, err error) error {
	var d *decodeError
	if errors.As(err, &d) {
		return &decodeError{step + d.path, d.err}
	}
	return &decodeError{step, err}
}

func decodeValue(raw json.RawMessage, v reflect.Value) error {
	raw = bytes.TrimSpace(raw)
	if bytes.Equal(raw, []byte("null")) {
		return nil
	}
	if v.Type() == timeType {
		return decodeTime(raw, v)
	}
	switch v.Kind() {
	case reflect.Pointer:
		p := reflect.New(v.Type().Elem())
		if err := decodeValue(raw, p.Elem()); err != nil {
			return err
		}
		v.Set(p)
		return nil
	case reflect.Struct:
		return decodeStruct(raw, v)
	case reflect.Interface:
		return decodeInterface(raw, v)
	case reflect.Slice:
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return decodeBlob(raw, v)
		}
		return decodeList(raw, v)
	case reflect.Map:
		m := map[string]string{}
		if err := json.Unmarshal(raw, &m); err != nil {
			return plain(err)
		}
		v.Set(reflect.ValueOf(m).Convert(v.Type()))
		return nil
	}
	err := json.Unmarshal(raw, v.Addr().Interface())
	if err == nil {
		return nil
	}
	// On the wire all are text: a number is a text member's value as it stands
	// (the SDK has PartNumberMarker as text), a text may be a number's.
	var number json.Number
	if v.Kind() == reflect.String && json.Unmarshal(raw, &number) == nil {
		v.SetString(number.String())
		return nil
	}
	var text string
	if v.CanInt() && json.Unmarshal(raw, &text) == nil {
		if n, perr := strconv.ParseInt(text, 10, v.Type().Bits()); perr == nil {
			v.SetInt(n)
			return nil
		}
	}
	return plain(err)
}

// plain keeps the reason of a JSON error without Go's type names.
func plain(err error) error {
	var t *json.UnmarshalTypeError
	if errors.As(err, &t) {
		return fmt.Errorf("a JSON %s doesn't fit here", t.Value)
	}
	return err
}

func decodeTime(raw json.RawMessage, v reflect.Value) error {
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return plain(err)
	}
	t, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return fmt.Errorf("%q isn't a time in RFC 3339", text)
	}
	v.Set(reflect.ValueOf(t))
	return nil
}

func decodeBlob(raw json.RawMessage, v reflect.Value) error {
	var text string
	if err := json.Unmarshal(raw, &text); err != nil {
		return plain(err)
	}
	b, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return errors.New("a blob isn't base64")
	}
	v.SetBytes(b)
	return nil
}

func decodeStruct(raw json.RawMessage, v reflect.Value) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return plain(err)
	}
	// In order, so that it is always the same of several mistakes that is told.
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		f, ok := v.Type().FieldByName(name)
		if !ok || !f.IsExported() {
			return at("."+name, errors.New("no such member"))
		}
		if err := decodeValue(fields[name], v.FieldByIndex(f.Index)); err != nil {
			return at("."+name, err)
		}
	}
	return nil
}

func decodeList(raw json.RawMessage, v reflect.Value) error {
	var items []json.RawMessage
	if err := json.Unmarshal(raw, &items); err != nil {
		return plain(err)
	}
	// An empty list isn't an absent one: the SDK sends its element.
	list := reflect.MakeSlice(v.Type(), len(items), len(items))
	for i, item := range items {
		if err := decodeValue(item, list.Index(i)); err != nil {
			return at(fmt.Sprintf("[%d]", i), err)
		}
	}
	v.Set(list)
	return nil
}

// decodeInterface decodes a body, or a union.
func decodeInterface(raw json.RawMessage, v reflect.Value) error {
	if v.Type() == readerType {
		var text string
		if err := json.Unmarshal(raw, &text); err != nil {
			return plain(err)
		}
		v.Set(reflect.ValueOf(strings.NewReader(text)))
		return nil
	}
	members, ok := unions[v.Type()]
	if !ok {
		return fmt.Errorf("values of type %s can't be decoded", v.Type())
	}
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return plain(err)
	}
	if len(fields) != 1 {
		return fmt.Errorf("a union has exactly one member, not %d", len(fields))
	}
	for name, value := range fields {
		t, ok := members[name]
		if !ok {
			return at("."+name, errors.New("no such member"))
		}
		p := reflect.New(t)
		if err := decodeValue(value, p.Elem().FieldByName("Value")); err != nil {
			return at("."+name, err)
		}
		v.Set(p)
	}
	return nil
}
