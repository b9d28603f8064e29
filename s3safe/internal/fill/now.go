package fill

import "reflect"

// Now returns an option as it is now. An option's methods have values as receivers, so
// pointers to options are options too, and what they point to may change before Build
// reads it. Like any call of such a method, it panics if the pointer is nil.
func Now(option any) any {
	if t := reflect.TypeOf(option); t == nil || t.Kind() != reflect.Pointer {
		return option // as nearly always
	}
	return pointed(option)
}

func pointed(option any) any {
	v := reflect.ValueOf(option)
	if v.IsNil() {
		panic("s3safe: the option is a nil " + v.Type().String())
	}
	return Now(v.Elem().Interface())
}

// Kept is Now for an option of a type that is an interface. It returns nil for nil.
func Kept[T any](option T) T {
	now, _ := Now(option).(T)
	return now
}
