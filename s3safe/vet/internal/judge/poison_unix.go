//go:build unix

package judge

import (
	"reflect"
	"sync"
	"syscall"
	"unsafe"
)

// poisonSize is the size of the memory: it has room for the longest list that is
// tried, of the largest elements. None of it is ever backed by a page.
const poisonSize = 64 << 20

// poison is memory that can be neither read nor written. It is never given back:
// pointers to it may be kept.
var poison = sync.OnceValue(func() unsafe.Pointer {
	page, err := syscall.Mmap(-1, 0, poisonSize, syscall.PROT_NONE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
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
	if p == nil || uintptr(n)*t.Elem().Size() > poisonSize {
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

// isPoison reports whether an address is in the memory that can't be read.
func isPoison(address uintptr) bool {
	p := poison()
	return p != nil && address-uintptr(p) < poisonSize
}

// header is how Go lays out a slice.
type header struct {
	data     unsafe.Pointer
	len, cap int
}
