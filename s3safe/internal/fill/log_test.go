package fill

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

// calls are those of a log, as Build does them.
func calls(l Log) []string {
	var list []string
	l.EachHeld(func(kinds []uint8, _ []string, values []any) {
		list = append(list, fmt.Sprint("held ", kinds[0]&^HasValue, " ", values[0]))
	})
	var all func(Log)
	all = func(l Log) {
		if before, some := l.Before(); some {
			all(before)
		}
		texts, values := l.Texts(), l.Values()
		for _, kind := range l.Kinds() {
			if kind&HasValue == 0 {
				list = append(list, fmt.Sprint(kind, " ", texts[0]))
				texts = texts[1:]
			} else {
				list = append(list, fmt.Sprint(kind&^HasValue, " ", values[0]))
				values = values[1:]
			}
		}
	}
	all(l)
	return list
}

// told is a log with the calls that it must have.
type told struct {
	log        Log
	held, rest []string
}

// tell returns the log with one more call, of any sort.
func (t told) tell(r *rand.Rand) told {
	kind, n := uint8(r.IntN(128)), r.Uint64()
	text := fmt.Sprint(kind, " ", n)
	rest := func() []string { return append(t.rest[:len(t.rest):len(t.rest)], text) }
	switch r.IntN(8) {
	case 0:
		t.log, t.held = t.log.Held(kind, n), append(t.held[:len(t.held):len(t.held)], "held "+text)
	case 1:
		long := strings.Repeat("x", longText+1)
		t.log, t.rest = t.log.Text(kind, long), append(t.rest[:len(t.rest):len(t.rest)], fmt.Sprint(kind, " ", long))
	case 2, 3, 4:
		t.log, t.rest = t.log.Value(kind, n), rest()
	default:
		t.log, t.rest = t.log.Text(kind, fmt.Sprint(n)), rest()
	}
	return t
}

func (t told) check(tb testing.TB) {
	tb.Helper()
	if got, want := calls(t.log), slices.Concat(t.held, t.rest); !slices.Equal(got, want) {
		tb.Errorf("%q\nwanted %q", got, want)
	}
}

// TestForks grows logs from any of those that are there already, and none of them
// ever changes.
func TestForks(t *testing.T) {
	for seed := range uint64(200) {
		r := rand.New(rand.NewPCG(seed, 1))
		logs := []told{{}}
		for range 100 {
			// Mostly the newest grows, as in a chain of calls.
			from := len(logs) - 1
			if r.IntN(3) == 0 {
				from = r.IntN(len(logs))
			}
			logs = append(logs, logs[from].tell(r))
		}
		for _, l := range logs {
			l.check(t)
		}
	}
}

// TestForksAtOnce grows logs from the same ones in several goroutines. Run with the
// race detector.
func TestForksAtOnce(t *testing.T) {
	for seed := range uint64(50) {
		base := []told{{}}
		r := rand.New(rand.NewPCG(seed, 2))
		for range 12 {
			base = append(base, base[len(base)-1].tell(r))
		}
		var wg sync.WaitGroup
		begin := make(chan struct{})
		for g := range uint64(4) {
			wg.Go(func() {
				r := rand.New(rand.NewPCG(seed, 3+g))
				<-begin
				for i := len(base) - 1; i >= 0; i-- {
					l := base[i]
					for range 8 {
						l = l.tell(r)
					}
					l.check(t)
					base[i].check(t)
				}
			})
		}
		close(begin)
		wg.Wait()
	}
}

// TestOneGoesOn: of two goroutines that go on from a log in the same moment, one does
// so in its memory.
func TestOneGoesOn(t *testing.T) {
	logs := make([]Log, 20_000)
	for i := range logs {
		logs[i] = Begin(1, "a", 2, "b")
	}
	var results [2][]Log
	var arrived atomic.Int64
	var wg sync.WaitGroup
	for g := range results {
		results[g] = make([]Log, len(logs))
		wg.Go(func() {
			for i, l := range logs {
				for arrived.Add(1); arrived.Load() < int64(2*i+2); {
					// The other comes in a moment.
					runtime.Gosched()
				}
				results[g][i] = l.Text(3, []string{"c", "d"}[g])
			}
		})
	}
	wg.Wait()
	for i := range logs {
		a, b := results[0][i], results[1][i]
		if a.last == b.last || a.Texts()[len(a.Texts())-1] != "c" || b.Texts()[len(b.Texts())-1] != "d" {
			t.Fatalf("%q and %q", calls(a), calls(b))
		}
	}
}

// TestBegin: two texts at once are two texts, long ones too.
func TestBegin(t *testing.T) {
	long := strings.Repeat("x", longText+1)
	for _, texts := range [][2]string{{"a", "b"}, {"", ""}, {long, "b"}, {"a", long}} {
		got := calls(Begin(3, texts[0], 4, texts[1]).Text(5, "c"))
		want := calls(Log{}.Text(3, texts[0]).Text(4, texts[1]).Text(5, "c"))
		if !slices.Equal(got, want) || len(got) != 3 {
			t.Errorf("%q\nwanted %q", got, want)
		}
	}
}

// TestHold: what is held is a copy, and what isn't goes on in the same memory.
func TestHold(t *testing.T) {
	n := 1
	l := Hold(Log{}, 1, n)
	n = 2
	l.EachHeld(func(_ []uint8, _ []string, values []any) {
		if *values[0].(*int) != 1 {
			t.Error("it changed")
		}
	})
	a := Log{}.Text(1, "a")
	b := a.Text(2, "b").Value(3, nil)
	if b.last != a.last || a.Text(2, "c").last == a.last {
		t.Error("not the first, but another goes on in a log's memory")
	}
	// What one fork holds, another doesn't reach, and neither does the beginning.
	if c := a.Held(4, &n); a.held != nil || b.held != nil || c.last != a.last {
		t.Error("what is held is shared")
	}
}
