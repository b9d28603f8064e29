package state

import (
	"hash/maphash"
	"math/rand/v2"
	"strings"
	"sync"
	"sync/atomic"
)

// shardCount is the number of independently locked parts of a table, a power of
// two.
const shardCount = 64

// table is a bounded map from text to values. Reading takes no lock and
// allocates nothing, so that it scales with the cores; writing locks one shard.
// Values must not be changed once they are in.
//
// The standard library's sync.Map would allocate for the key on every read, and
// isn't bounded.
type table[V any] struct {
	// recent are nodes that are asked for often: the way to them through a shard takes
	// several more places in memory, which a program that does other things between
	// has no more in the processor's caches.
	recent [recentCount]atomic.Pointer[node[V]]
	seed   maphash.Seed
	limit  int64
	count  atomic.Int64  // without those that are pinned
	pinned func(*V) bool // values that must stay, whatever the limit
	onDrop func()        // called for each value that had to go
	shards [shardCount]shard[V]
}

type shard[V any] struct {
	heads atomic.Pointer[[]atomic.Pointer[node[V]]]
	mu    sync.Mutex
	count int
	hand  int      // where the search for a value to drop goes on
	_     [24]byte // a cache line of its own
}

// node is a link in the chain of one head. Only next and value change. Its value is nil
// once it isn't in the table any more.
type node[V any] struct {
	key   string
	hash  uint64
	next  atomic.Pointer[node[V]]
	value atomic.Pointer[V]
	used  atomic.Bool // since the hand last passed
}

func newTable[V any](limit int, pinned func(*V) bool, onDrop func()) *table[V] {
	return &table[V]{seed: maphash.MakeSeed(), limit: int64(limit), pinned: pinned, onDrop: onDrop}
}

const (
	// recentCount is a power of two.
	recentCount = 16
	// seldom is how many values are read, on average, before one takes the place of
	// another among the recent. They are shared by all cores: where many values take
	// turns, they aren't written all the time.
	seldom = 64
)

// recentPlace returns the place that a key can have among the recent.
func recentPlace(key string) int {
	n := len(key)
	if n == 0 {
		return 0
	}
	return (int(key[n-1]) ^ int(key[n/2])*5 ^ n*3) % recentCount
}

// get returns the value for the key, nil if there is none.
func (t *table[V]) get(key string) *V {
	place := &t.recent[recentPlace(key)]
	last := place.Load()
	if last != nil && last.key == key {
		if v := last.value.Load(); v != nil {
			last.use()
			return v
		}
	}
	for {
		n := t.node(key)
		if n == nil {
			return nil
		}
		v := n.value.Load()
		if v == nil {
			continue // it isn't in the table any more, but the key may be
		}
		if last == nil || last.value.Load() == nil || rand.Uint32()%seldom == 0 {
			place.Store(n)
		}
		n.use()
		return v
	}
}

// node returns the node of a key, nil if there is none.
func (t *table[V]) node(key string) *node[V] {
	h := maphash.String(t.seed, key)
	shard := &t.shards[h%shardCount]
	for heads := shard.heads.Load(); heads != nil; {
		n := (*heads)[h/shardCount&uint64(len(*heads)-1)].Load()
		for n != nil && (n.hash != h || n.key != key) {
			n = n.next.Load()
		}
		now := shard.heads.Load()
		if now == heads {
			return n
		}
		heads = now // the shard has grown meanwhile, and these nodes are none of it any more
	}
	return nil
}

// use notes that a node was read.
func (n *node[V]) use() {
	if !n.used.Load() { // don't write what is there: others read it
		n.used.Store(true)
	}
}

// update replaces the value for the key by what change makes of it; nil stands
// for no value, on either side.
func (t *table[V]) update(key string, change func(*V) *V) {
	h := maphash.String(t.seed, key)
	s := &t.shards[h%shardCount]
	s.mu.Lock()
	link, n := s.find(h, key)
	var old *V
	if n != nil {
		old = n.value.Load()
	}
	switch v := change(old); {
	case v == nil && n == nil:
	case v == nil:
		link.Store(n.next.Load())
		n.value.Store(nil)
		s.count--
		t.count.Add(-1)
	case n != nil:
		n.value.Store(v)
	default:
		// The key may be part of something bigger that must not be kept alive.
		s.insert(h, strings.Clone(key), v)
		if !t.pinned(v) {
			t.count.Add(1)
		}
	}
	s.mu.Unlock()
	// Any shard may have to give way: at a small limit the own one holds nothing
	// but what was just put in.
	for i := uint64(0); i < shardCount && t.count.Load() > t.limit; i++ {
		t.drop(&t.shards[(h+i)%shardCount], key)
	}
}

// find returns the node of a key and the link that leads to it; without such a
// node, nil.
func (s *shard[V]) find(h uint64, key string) (*atomic.Pointer[node[V]], *node[V]) {
	heads := s.heads.Load()
	if heads == nil {
		return nil, nil
	}
	link := &(*heads)[h/shardCount&uint64(len(*heads)-1)]
	for n := link.Load(); n != nil; n = link.Load() {
		if n.hash == h && n.key == key {
			return link, n
		}
		link = &n.next
	}
	return nil, nil
}

func (s *shard[V]) insert(h uint64, key string, v *V) {
	heads := s.heads.Load()
	if heads == nil || s.count >= len(*heads) {
		heads = s.grow(heads)
	}
	n := &node[V]{key: key, hash: h}
	n.value.Store(v)
	link := &(*heads)[h/shardCount&uint64(len(*heads)-1)]
	n.next.Store(link.Load())
	link.Store(n)
	s.count++
}

// grow makes room. Readers may be on their way along the old chains, so these
// stay as they are, but for the values.
func (s *shard[V]) grow(old *[]atomic.Pointer[node[V]]) *[]atomic.Pointer[node[V]] {
	size := 8
	if old != nil {
		size = 2 * len(*old)
	}
	heads := make([]atomic.Pointer[node[V]], size)
	if old != nil {
		for i := range *old {
			for n := (*old)[i].Load(); n != nil; n = n.next.Load() {
				c := &node[V]{key: n.key, hash: n.hash}
				c.value.Store(n.value.Load())
				c.used.Store(n.used.Load())
				link := &heads[n.hash/shardCount&uint64(size-1)]
				c.next.Store(link.Load())
				link.Store(c)
			}
		}
	}
	s.heads.Store(&heads)
	if old != nil {
		for i := range *old {
			for n := (*old)[i].Load(); n != nil; n = n.next.Load() {
				n.value.Store(nil)
			}
		}
	}
	return &heads
}

// drop makes room by one value of the shard: one that wasn't read since the hand
// last passed, if there is one. The value for the key spared stays.
func (t *table[V]) drop(s *shard[V], spared string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	heads := s.heads.Load()
	if heads == nil {
		return
	}
	// Twice around: the first time takes the marks away.
	for range 2 * len(*heads) {
		s.hand = (s.hand + 1) % len(*heads)
		link := &(*heads)[s.hand]
		for n := link.Load(); n != nil; n = link.Load() {
			if n.key != spared && !t.pinned(n.value.Load()) && !n.used.Swap(false) {
				link.Store(n.next.Load())
				n.value.Store(nil)
				s.count--
				t.count.Add(-1)
				t.onDrop()
				return
			}
			link = &n.next
		}
	}
}

// each calls f for every key with its value. It must not use the table.
func (t *table[V]) each(f func(key string, v *V)) {
	for i := range t.shards {
		t.shards[i].each(f)
	}
}

func (s *shard[V]) each(f func(key string, v *V)) {
	s.mu.Lock() // or a node might be in the chain of old heads, without its value
	defer s.mu.Unlock()
	heads := s.heads.Load()
	if heads == nil {
		return
	}
	for i := range *heads {
		for n := (*heads)[i].Load(); n != nil; n = n.next.Load() {
			f(n.key, n.value.Load())
		}
	}
}

// size returns the number of values.
func (t *table[V]) size() int64 {
	var n int64
	for i := range t.shards {
		t.shards[i].mu.Lock()
		n += int64(t.shards[i].count)
		t.shards[i].mu.Unlock()
	}
	return n
}
