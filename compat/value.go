package compat

import "time"

// Kind is the form of a member's value.
type Kind uint8

// The kinds a value can have. KindUnknown is the kind of a value that is
// present but not known, such as one that source code computes at run time.
const (
	KindUnknown  Kind = iota
	KindString        // text: string members and enumerations
	KindInt           // whole numbers
	KindBool          // true or false
	KindTime          // timestamps
	KindStrings       // maps of text to text, such as user metadata
	KindDocument      // nested documents and lists: a pointer to the SDK's type
	KindStream        // bodies: an io.Reader
)

// Value is the value of one member, as it was given, without a copy and without
// an allocation.
type Value struct {
	kind Kind
	num  int64
	str  string
	obj  any
}

// UnknownValue is the value of a member that is set to something not known.
func UnknownValue() Value { return Value{} }

// StringValue is the value of a text or enumeration member.
func StringValue(s string) Value { return Value{kind: KindString, str: s} }

// IntValue is the value of a numeric member.
func IntValue(n int64) Value { return Value{kind: KindInt, num: n} }

// BoolValue is the value of a boolean member.
func BoolValue(b bool) Value {
	v := Value{kind: KindBool}
	if b {
		v.num = 1
	}
	return v
}

// TimeValue is the value of a timestamp member; the pointer is kept.
func TimeValue(t *time.Time) Value { return Value{kind: KindTime, obj: t} }

// StringsValue is the value of a map member; the map is kept.
func StringsValue(m map[string]string) Value { return Value{kind: KindStrings, obj: m} }

// DocumentValue is the value of a structure or list member: a pointer to the
// SDK's structure or to the slice. The pointer is kept.
func DocumentValue(p any) Value { return Value{kind: KindDocument, obj: p} }

// StreamValue is the value of a body member. The engine never reads from it.
func StreamValue(r any) Value { return Value{kind: KindStream, obj: r} }

// Kind returns the form of the value, KindUnknown when it isn't known.
func (v Value) Kind() Kind { return v.kind }

// Text returns the text of a string or enumeration value, and whether it is one.
func (v Value) Text() (string, bool) { return v.str, v.kind == KindString }

// Int returns the number, and whether the value is one.
func (v Value) Int() (int64, bool) { return v.num, v.kind == KindInt }

// Bool returns the truth value, and whether the value is a boolean.
func (v Value) Bool() (value, ok bool) { return v.num != 0, v.kind == KindBool }

// Time returns the timestamp, and whether the value is one.
func (v Value) Time() (time.Time, bool) {
	if t, ok := v.obj.(*time.Time); ok && v.kind == KindTime && t != nil {
		return *t, true
	}
	return time.Time{}, false
}

// Strings returns the map, and whether the value is one. It must not be changed.
func (v Value) Strings() (map[string]string, bool) {
	m, ok := v.obj.(map[string]string)
	return m, ok && v.kind == KindStrings
}

// Object returns a document's or a stream's underlying value.
func (v Value) Object() any { return v.obj }
