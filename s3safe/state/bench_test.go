package state

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
)

// tenFeatures are what a probed bucket is known by.
func tenFeatures() compat.Facts {
	return compat.Facts{}.
		With(compat.Exists, "true").With(compat.Versioning, "Enabled").With(compat.MFADelete, "Disabled").
		With(compat.ObjectLock, "Enabled").With(compat.DefaultRetention, "none").With(compat.Ownership, "BucketOwnerEnforced").
		With(compat.DefaultEncryption, "AES256").With(compat.BlockedSSEC, "false").With(compat.BlockPublicACLs, "true").
		With(compat.Acceleration, "none")
}

// filled returns a cache with that many probed buckets, and their names.
func filled(t testing.TB, buckets int) (*Cache, []string) {
	c, err := New()
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, buckets)
	for i := range names {
		names[i] = fmt.Sprintf("company-department-reports-%06d", i)
		c.apply(&evidence{bucket: names[i], facts: tenFeatures(), origin: Probed, at: c.now()})
	}
	return c, names
}

// 100,000 buckets with ten features take less than 50 MB.
func TestMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("measures memory")
	}
	var before, after runtime.MemStats
	_, names := filled(t, 100_000) // what isn't the cache's
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&before)
	c, _ := filled(t, 100_000)
	runtime.GC()
	runtime.GC()
	runtime.ReadMemStats(&after)
	used := float64(after.HeapAlloc-before.HeapAlloc) / 1e6
	t.Logf("%.1f MB", used)
	if used > 50 {
		t.Errorf("100,000 buckets take %.1f MB", used)
	}
	if s := c.Stats(); s.Buckets != 100_000 {
		t.Errorf("%d buckets", s.Buckets)
	}
	runtime.KeepAlive(names)
}

func TestHitAllocatesNothing(t *testing.T) {
	c, names := filled(t, 100)
	ctx := context.Background()
	i := 0
	if n := testing.AllocsPerRun(1000, func() {
		if c.Bucket(ctx, names[i%len(names)]) == nil {
			t.Fatal("a miss")
		}
		i++
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}

func BenchmarkHit(b *testing.B) {
	c, names := filled(b, 100_000)
	hot := names[:1000]
	ctx := context.Background()
	b.Run("One", func(b *testing.B) {
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			if c.Bucket(ctx, hot[i%len(hot)]) == nil {
				b.Fatal("a miss")
			}
			i++
		}
	})
	b.Run("Parallel", func(b *testing.B) {
		b.ReportAllocs()
		var start atomic.Int64
		b.RunParallel(func(pb *testing.PB) {
			i := int(start.Add(500))
			for pb.Next() {
				if c.Bucket(ctx, hot[i%len(hot)]) == nil {
					b.Fatal("a miss")
				}
				i++
			}
		})
	})
	b.Run("SameBucketParallel", func(b *testing.B) {
		b.RunParallel(func(pb *testing.PB) {
			for pb.Next() {
				c.Bucket(ctx, hot[0])
			}
		})
	})
	b.Run("Cold", func(b *testing.B) {
		i := 0
		for b.Loop() {
			c.Bucket(ctx, names[i%len(names)])
			i += 7919
		}
	})
}
