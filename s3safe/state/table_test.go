package state

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
)

func newIntTable(limit int) *table[int] {
	return newTable(limit, func(v *int) bool { return *v < 0 }, func() {})
}

func put(t *table[int], key string, v int) { t.update(key, func(*int) *int { return &v }) }

// The table does what a map does.
func TestTableIsAMap(t *testing.T) {
	x, m := newIntTable(1<<30), map[string]int{}
	for i := range 20_000 {
		key := fmt.Sprint(rand.IntN(3000))
		if rand.IntN(4) == 0 {
			x.update(key, func(*int) *int { return nil })
			delete(m, key)
		} else {
			put(x, key, i)
			m[key] = i
		}
	}
	for i := range 3000 {
		key := fmt.Sprint(i)
		got := x.get(key)
		want, ok := m[key]
		if ok != (got != nil) || ok && *got != want {
			t.Fatalf("%s: %v, want %d %v", key, got, want, ok)
		}
	}
	n := 0
	x.each(func(key string, v *int) {
		n++
		if m[key] != *v {
			t.Errorf("each: %s is %d", key, *v)
		}
	})
	if n != len(m) || x.size() != int64(len(m)) {
		t.Errorf("%d values, size %d; want %d", n, x.size(), len(m))
	}
}

// It keeps its limit, drops what isn't read first, and never what is pinned.
func TestTableLimit(t *testing.T) {
	for _, limit := range []int{1, 2, 10, 1000} {
		x := newIntTable(limit)
		for i := range 50 {
			put(x, fmt.Sprint("pinned", i), -1)
		}
		for i := range 3 * limit {
			key := fmt.Sprint("key", i)
			put(x, key, i)
			if x.get(key) == nil {
				t.Fatalf("limit %d: the newest value is gone", limit)
			}
		}
		if n := x.size(); n != int64(limit+50) {
			t.Errorf("limit %d: %d values", limit, n)
		}
		for i := range 50 {
			if x.get(fmt.Sprint("pinned", i)) == nil {
				t.Errorf("limit %d: a pinned value is gone", limit)
			}
		}
	}
	// Of a thousand, those that are read all the time stay.
	x := newIntTable(1000)
	for i := range 100 {
		put(x, fmt.Sprint("hot", i), i)
	}
	for i := range 5000 {
		put(x, fmt.Sprint("cold", i), i)
		if i%10 == 0 {
			for j := range 100 {
				x.get(fmt.Sprint("hot", j))
			}
		}
	}
	kept := 0
	for j := range 100 {
		if x.get(fmt.Sprint("hot", j)) != nil {
			kept++
		}
	}
	if kept < 95 {
		t.Errorf("%d of 100 values that are read all the time are kept", kept)
	}
}

func TestTableConcurrent(t *testing.T) {
	x := newIntTable(500)
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Go(func() {
			for i := range 5000 {
				key := fmt.Sprint(i % 700)
				switch (i + w) % 3 {
				case 0:
					put(x, key, i%700)
				case 1:
					if v := x.get(key); v != nil && fmt.Sprint(*v) != key {
						t.Errorf("%s holds %d", key, *v)
					}
				default:
					if i%50 == 0 {
						x.update(key, func(*int) *int { return nil })
					}
				}
			}
		})
	}
	wg.Wait()
	if n := x.size(); n > 500 {
		t.Errorf("%d values", n)
	}
	runtime.KeepAlive(x)
}

// A value that was read a moment ago is what the table has now, whatever has become of
// it meanwhile: it was replaced, its shard has grown, it was taken out or had to go.
func TestTableReadsNothingOld(t *testing.T) {
	for _, limit := range []int{4, 1 << 30} {
		x, m := newIntTable(limit), map[string]int{}
		for i := range 20_000 {
			key := fmt.Sprint("key", rand.IntN(40))
			switch rand.IntN(4) {
			case 0:
				x.update(key, func(*int) *int { return nil })
				delete(m, key)
			case 1:
				put(x, key, i)
				m[key] = i
			case 2:
				put(x, fmt.Sprint("other", i), i) // grows shards, or lets others go
			}
			for range 3 {
				got := x.get(key)
				want, ok := m[key]
				if got != nil && (!ok || *got != want) || got == nil && ok && limit > len(m) && limit > 1000 {
					t.Fatalf("limit %d: %s: %v, want %d %v", limit, key, got, want, ok)
				}
			}
		}
	}
}

// A key that is in the table all the time is found all the time: while others make its
// shard grow, and while it gets other values.
func TestTableGrowsUnderReaders(t *testing.T) {
	for range 300 {
		x := newIntTable(1 << 30)
		put(x, "here", 1)
		var done atomic.Bool
		var wg sync.WaitGroup
		missed := make([]int, 3)
		for i := range missed {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for j := 0; !done.Load(); j++ {
					// Another key in the place of the recent, so that it is looked up.
					x.recent[recentPlace("here")].Store(nil)
					if x.get("here") == nil {
						missed[i]++
					}
				}
			}()
		}
		for i := range 3000 {
			put(x, fmt.Sprint("key", i), i)
		}
		done.Store(true)
		wg.Wait()
		for _, n := range missed {
			if n > 0 {
				t.Fatalf("missed %d times", n)
			}
		}
	}
}
