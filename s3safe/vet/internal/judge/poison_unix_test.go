//go:build unix

package judge

import (
	"reflect"
	"runtime/debug"
	"slices"
	"syscall"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// looking is a request of which a condition looks at a value with the function.
func looking(look func()) (*compat.Rule, *compat.Request) {
	rule := &compat.Rule{When: compat.Matches(member.Key, compat.Text("looks", func(string) bool { look(); return true }, nil, nil))}
	r := new(compat.Request)
	key := "k"
	x := sdk.NewInputOf(operation.PutObject)
	reflect.ValueOf(x).Elem().FieldByName("Key").Set(reflect.ValueOf(&key))
	sdk.Describe(x, r)
	return rule, r
}

// TestPoison: looking at any part of what isn't known makes a rule uncertain, and
// afterwards a fault is again what it was; any other failure isn't swallowed.
func TestPoison(t *testing.T) {
	type large [600]uint64
	list, ok := poisonedList(reflect.TypeFor[[]large](), slices.Max(lengths))
	if !ok {
		t.Fatal("no list")
	}
	larges := list.Interface().([]large)
	text, _ := poisonedText(reflect.TypeFor[string](), maxText)
	pointer, _ := poisoned(reflect.TypeFor[*large]())
	var sum uint64
	for name, look := range map[string]func(){
		"first of a list": func() { sum += larges[0][0] },
		"last of a list":  func() { sum += larges[len(larges)-1][599] },
		"text":            func() { sum += uint64(text.String()[maxText-1]) },
		"comparison":      func() { _ = larges[1] == larges[2] },
		"copy":            func() { sum += uint64(len(append([]byte(nil), text.String()...))) },
		"pointer":         func() { sum += pointer.Interface().(*large)[7] },
	} {
		was := debug.SetPanicOnFault(false)
		rule, r := looking(look)
		if _, is := certain(rule, r); is {
			t.Errorf("%s: a rule that looks at what isn't known is certain", name)
		}
		if debug.SetPanicOnFault(was) {
			t.Errorf("%s: faults still panic", name)
		}
	}
	elsewhere, err := syscall.Mmap(-1, 0, 1<<12, syscall.PROT_NONE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	if err != nil {
		t.Fatal(err)
	}
	for name, look := range map[string]func(){
		"nil":       func() { sum += *(*uint64)(nil) },
		"elsewhere": func() { sum += uint64(elsewhere[0]) },
		"panic":     func() { panic("a mistake in a rule") },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: the failure was swallowed", name)
				}
				if debug.SetPanicOnFault(false) {
					t.Errorf("%s: faults still panic", name)
				}
			}()
			certain(looking(look))
		}()
	}
	_ = sum
	if _, ok := poisonedList(reflect.TypeFor[[]large](), poisonSize); ok {
		t.Error("a list is longer than the memory")
	}
}
