package partial

import (
	"os"
	"reflect"
	"sync"
	"syscall"
	"unsafe"
)

// memorySize is the size of the memory: it has room for the longest list that is
// tried, of the largest elements.
const memorySize = 8 << 20

// memory is zeros outside Go's heap of which can be told whether anybody looked at
// them: the system backs a page by a frame when it is first touched, and says of
// which it has. Reading is always safe. Memory that can't be read, which would fault,
// isn't: where a collection is under way, copying a structure out of it breaks off
// inside the runtime, and the process dies of pointers that it left behind.
//
// It is never given back: something may keep a pointer to it.
type memory struct {
	start unsafe.Pointer
	pages []byte // room for what the system says of each page
}

// free are the memories that nobody has at present.
var free struct {
	sync.Mutex
	list []*memory
}

// borrow returns memory that nobody else has and nobody looked at. It returns nil
// where the system doesn't tell what was looked at.
func borrow() *memory {
	free.Lock()
	defer free.Unlock()
	if n := len(free.list); n > 0 {
		m := free.list[n-1]
		free.list = free.list[:n-1]
		return m
	}
	page, err := syscall.Mmap(-1, 0, memorySize, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE|syscall.MAP_NORESERVE)
	if err != nil {
		return nil
	}
	m := &memory{unsafe.Pointer(unsafe.SliceData(page)), make([]byte, memorySize/os.Getpagesize())}
	if !m.works() {
		_ = syscall.Munmap(page)
		return nil
	}
	return m
}

// works tries whether the system says what this rests on.
func (m *memory) works() bool {
	bytes := unsafe.Slice((*byte)(m.start), memorySize)
	for _, at := range []int{0, memorySize / 2, memorySize - 1} {
		if m.lookedAt() || bytes[at] != 0 || !m.lookedAt() || !m.forget() {
			return false
		}
	}
	return !m.lookedAt()
}

// giveBack lets others have the memory.
func (m *memory) giveBack() {
	if m == nil || m.lookedAt() && !m.forget() {
		return
	}
	free.Lock()
	defer free.Unlock()
	free.list = append(free.list, m)
}

// lookedAt reports whether anything was read or written since the last forget. If
// the system doesn't say, it was.
func (m *memory) lookedAt() bool {
	if m == nil {
		return false // there was nothing to look at
	}
	_, _, errno := syscall.Syscall(syscall.SYS_MINCORE, uintptr(m.start), memorySize, uintptr(unsafe.Pointer(&m.pages[0])))
	if errno != 0 {
		return true
	}
	for _, p := range m.pages {
		if p&1 != 0 {
			return true
		}
	}
	return false
}

// forget makes the memory one that nobody looked at.
func (m *memory) forget() bool {
	return syscall.Madvise(unsafe.Slice((*byte)(m.start), memorySize), syscall.MADV_DONTNEED) == nil
}

// pointer returns a pointer to a value of which nothing is known.
func (m *memory) pointer(t reflect.Type) (reflect.Value, bool) {
	if m == nil {
		return reflect.Value{}, false
	}
	return reflect.NewAt(t.Elem(), m.start), true
}

// slice returns a list of whose elements nothing is known.
func (m *memory) slice(t reflect.Type, n int) (reflect.Value, bool) {
	if n == 0 {
		return reflect.MakeSlice(t, 0, 0), true
	}
	if m == nil || uintptr(n)*t.Elem().Size() > memorySize {
		return reflect.Value{}, false
	}
	return reflect.SliceAt(t.Elem(), m.start, n).Convert(t), true
}

// text returns a text of which only the length is known.
func (m *memory) text(t reflect.Type, n int) (reflect.Value, bool) {
	if m == nil {
		return reflect.Value{}, false
	}
	return reflect.ValueOf(unsafe.String((*byte)(m.start), n)).Convert(t), true
}
