// Footprint measures what a process pays for the guard: it builds two programs
// that make one client and one call over a stub, one with the SDK alone and one
// with the guard, runs them in turn, and prints a table.
//
//	go run ./internal/footprint -runs 30
//
// It judges nothing: times depend on the machine.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

var programs = []string{"sdk", "guarded"}

func main() {
	runs := flag.Int("runs", 30, "how often each program is run, for each setting of GOGC")
	flag.Parse()
	if err := measure(*runs); err != nil {
		fmt.Fprintln(os.Stderr, "footprint:", err)
		os.Exit(1)
	}
}

func measure(runs int) error {
	dir, err := os.MkdirTemp("", "footprint")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "program\tstripped binary")
	for _, p := range programs {
		file := filepath.Join(dir, p)
		build := exec.Command("go", "build", "-ldflags", "-s -w", "-o", file, "github.com/s3safe/s3safe-go/internal/footprint/"+p)
		build.Stderr = os.Stderr
		if err := build.Run(); err != nil {
			return err
		}
		info, err := os.Stat(file)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\t%.2f MB\n", p, float64(info.Size())/1e6)
	}
	fmt.Fprintln(w, "\nprogram\tinit of this module's packages, ms, min\tallocations")
	for _, p := range programs {
		least, allocs, err := inits(filepath.Join(dir, p), runs)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%s\t%.3f\t%d\n", p, least, allocs)
	}
	fmt.Fprintln(w, "\nGOGC\tprogram\tms, min\tmedian\tkB resident, min\tmedian\tkB allocated\tGCs at most")
	for _, gogc := range []string{"50", "100", "400"} {
		results := make([]result, len(programs))
		for range runs {
			for i, p := range programs {
				if err := results[i].run(filepath.Join(dir, p), gogc); err != nil {
					return err
				}
			}
		}
		for i, p := range programs {
			r := &results[i]
			fmt.Fprintf(w, "%s\t%s\t%.2f\t%.2f\t%.0f\t%.0f\t%.0f\t%.0f\n", gogc, p, slices.Min(r.ms), median(r.ms),
				slices.Min(r.resident), median(r.resident), median(r.allocated)/1000, slices.Max(r.collections))
		}
	}
	return w.Flush()
}

// inits returns how long it takes at least to initialise the module's packages, and
// what they allocate. Of each package the fastest run counts.
func inits(file string, runs int) (ms float64, allocs int, err error) {
	least, allocated := map[string]float64{}, map[string]int{}
	for range runs {
		cmd := exec.Command(file)
		cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
		var trace strings.Builder
		cmd.Stderr = &trace
		if err := cmd.Run(); err != nil {
			return 0, 0, err
		}
		for line := range strings.Lines(trace.String()) {
			var name string
			var at, took float64
			var bytes, n int
			_, err := fmt.Sscanf(line, "init %s @%f ms, %f ms clock, %d bytes, %d allocs", &name, &at, &took, &bytes, &n)
			if err != nil || !strings.HasPrefix(name, "github.com/s3safe/") {
				continue
			}
			if before, seen := least[name]; !seen || took < before {
				least[name] = took
			}
			allocated[name] = n
		}
	}
	for name := range least {
		ms += least[name]
		allocs += allocated[name]
	}
	return ms, allocs, nil
}

// result holds what the runs of a program needed.
type result struct{ ms, allocated, collections, resident []float64 }

func (r *result) run(file, gogc string) error {
	cmd := exec.Command(file)
	cmd.Env = append(os.Environ(), "GOGC="+gogc)
	start := time.Now()
	out, err := cmd.Output()
	ms := time.Since(start).Seconds() * 1000
	if err != nil {
		return err
	}
	var allocated, collections, resident float64
	if _, err := fmt.Fscan(strings.NewReader(string(out)), &allocated, &collections, &resident); err != nil {
		return err
	}
	r.ms = append(r.ms, ms)
	r.allocated = append(r.allocated, allocated)
	r.collections = append(r.collections, collections)
	r.resident = append(r.resident, resident)
	return nil
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	return x[len(x)/2]
}
