//go:build unix

package judge

import (
	"reflect"
	"sync"
	"syscall"
	"unsafe"
)

// poison is memory that can be neither read nor written.
var poison = sync.OnceValue(func() unsafe.Pointer {
	page, err := syscall.Mmap(-1, 0, 1<<20, syscall.PROT_NONE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		return nil
	}
	return unsafe.Pointer(&page[0])
})

// poisoned returns a pointer that isn't nil and can't be followed.
func poisoned(t reflect.Type) (reflect.Value, bool) {
	p := poison()
	if p == nil {
		return reflect.Value{}, false
	}
	return reflect.NewAt(t.Elem(), p), true
}

// poisonedList returns a list whose elements can't be read.
func poisonedList(t reflect.Type, n int) (reflect.Value, bool) {
	if n == 0 {
		return reflect.MakeSlice(t, 0, 0), true
	}
	p := poison()
	if p == nil {
		return reflect.Value{}, false
	}
	x := reflect.New(t)
	*(*header)(x.UnsafePointer()) = header{p, n, n}
	return x.Elem(), true
}

// poisonedText returns a text of which only the length can be read.
func poisonedText(t reflect.Type, n int) (reflect.Value, bool) {
	p := poison()
	if p == nil {
		return reflect.Value{}, false
	}
	return reflect.ValueOf(unsafe.String((*byte)(p), n)).Convert(t), true
}

// header is how Go lays out a slice.
type header struct {
	data     unsafe.Pointer
	len, cap int
}
