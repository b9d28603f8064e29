//go:build unix

package state

import (
	"context"
	"sync/atomic"
	"syscall"
	"testing"
)

// cpuTime returns the processor time that the process has used, in nanoseconds.
func cpuTime() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return u.Utime.Nano() + u.Stime.Nano()
}

// BenchmarkHitScaling reports the processor time of a hit. Run it with -cpu 1,2:
// throughput at two cores is twice that of one, times the one's figure divided
// by the other's. Unlike time on the wall, that doesn't depend on what else the
// machine does.
func BenchmarkHitScaling(b *testing.B) {
	c, names := filled(b, 1000)
	ctx := context.Background()
	var start atomic.Int64
	began := cpuTime()
	b.RunParallel(func(pb *testing.PB) {
		i := int(start.Add(500))
		for pb.Next() {
			if c.Bucket(ctx, names[i%len(names)]) == nil {
				b.Fatal("a miss")
			}
			i++
		}
	})
	b.ReportMetric(float64(cpuTime()-began)/float64(b.N), "cpu-ns/op")
}
