//go:build !unix

package judge

import "reflect"

// Without memory that can't be read, documents of which a value isn't known are
// not judged.

func poisoned(reflect.Type) (reflect.Value, bool)              { return reflect.Value{}, false }
func poisonedList(t reflect.Type, n int) (reflect.Value, bool) { return reflect.Value{}, false }
func poisonedText(reflect.Type, int) (reflect.Value, bool)     { return reflect.Value{}, false }

func isPoison(uintptr) bool { return false }
