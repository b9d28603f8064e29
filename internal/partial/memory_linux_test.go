package partial

import (
	"reflect"
	"runtime"
	"runtime/debug"
	"slices"
	"testing"
	"time"
)

type large struct {
	numbers [40]uint64
	text    *string
	next    *large
	list    []large
}

var (
	sum  uint64
	kept *large
)

// TestMemory: a rule that looks at any part of what isn't known is not certain, one
// that doesn't is, and what one saw is forgotten before the next.
func TestMemory(t *testing.T) {
	m := borrow()
	if m == nil {
		t.Fatal("the system doesn't tell what was looked at")
	}
	defer m.giveBack()
	list, ok := m.slice(reflect.TypeFor[[]large](), slices.Max(lengths))
	if !ok {
		t.Fatal("no list")
	}
	larges := list.Interface().([]large)
	text, _ := m.text(reflect.TypeFor[string](), maxText)
	pointer, _ := m.pointer(reflect.TypeFor[*large]())
	for name, look := range map[string]func(){
		"first of a list": func() { sum += larges[0].numbers[0] },
		"last of a list":  func() { sum += uint64(len(larges[len(larges)-1].list)) },
		"text":            func() { sum += uint64(text.String()[maxText-1]) },
		"comparison": func() {
			if larges[1].text == larges[2].next.pointerOf() {
				sum++
			}
		},
		"copy":    func() { sum += uint64(len(append([]byte(nil), text.String()...))) },
		"kept":    func() { x := larges[7]; kept = &x },
		"pointer": func() { sum += pointer.Interface().(*large).numbers[7] },
		"write":   func() { larges[3].numbers[1] = 1 },
	} {
		look()
		if !m.lookedAt() {
			t.Errorf("%s: nobody looked", name)
		}
		if !m.forget() || m.lookedAt() {
			t.Errorf("%s: it isn't forgotten", name)
		}
		if sum += larges[3].numbers[1]; larges[3].numbers[1] != 0 {
			t.Errorf("%s: something is left", name)
		}
		m.forget()
	}
	for name, look := range map[string]func(){
		"nothing":      func() {},
		"length":       func() { sum += uint64(len(larges) + len(text.String())) },
		"is it there":  func() { _ = pointer.Interface().(*large) == nil },
		"cut":          func() { _ = text.String()[3:9] },
		"copy of list": func() { _ = slices.Clip(larges) },
	} {
		if look(); m.lookedAt() {
			t.Errorf("%s: somebody looked", name)
		}
	}
	if _, ok := m.slice(reflect.TypeFor[[]large](), memorySize); ok {
		t.Error("a list is longer than the memory")
	}
}

func (l *large) pointerOf() *string {
	if l == nil {
		return nil
	}
	return l.text
}

// TestMemoryOfTwo: who evaluates at the same time has memory of their own.
func TestMemoryOfTwo(t *testing.T) {
	a, b := borrow(), borrow()
	defer a.giveBack()
	defer b.giveBack()
	x, _ := a.text(reflect.TypeFor[string](), 1)
	sum += uint64(x.String()[0])
	if !a.lookedAt() || b.lookedAt() {
		t.Errorf("looked at: %v, %v", a.lookedAt(), b.lookedAt())
	}
}

// TestCollected: structures can be copied out of the memory while garbage is
// collected. From memory that faults they can't: the write barrier leaves stale
// pointers behind, and the process dies within seconds.
func TestCollected(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(10))
	m := borrow()
	defer m.giveBack()
	list, _ := m.slice(reflect.TypeFor[[]large](), 100)
	larges := list.Interface().([]large)
	stop := make(chan bool)
	done := make(chan bool)
	go func() {
		defer close(done)
		var garbage [1 << 10]*[]*int
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			default:
			}
			l := make([]*int, i%700)
			for k := 0; k < len(l); k += 37 {
				l[k] = new(int)
			}
			garbage[i*7%len(garbage)] = &l
		}
	}()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for end := time.Now().Add(300 * time.Millisecond); time.Now().Before(end); {
		for i := range larges {
			x := larges[i]
			kept = &x
		}
		m.forget()
	}
	close(stop)
	<-done
	if runtime.ReadMemStats(&after); after.NumGC == before.NumGC {
		t.Error("nothing was collected")
	}
}
