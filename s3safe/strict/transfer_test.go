package strict_test

import (
	"cmp"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/strict"
	"github.com/s3safe/s3safe-go/s3safe/strict/forward"
)

// files is a store that keeps objects in files of a directory, as a server would: a
// download is one for sendfile.
func files(t testing.TB) http.Handler {
	dir := t.TempDir()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := filepath.Join(dir, filepath.Base(r.URL.Path))
		if r.Method == http.MethodPut {
			f, err := os.Create(name)
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			defer f.Close()
			n, err := io.Copy(f, r.Body)
			if err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
			w.Header().Set("X-Received", strconv.FormatInt(n, 10))
			return
		}
		http.ServeFile(w, r, name)
	})
}

// plain is the reverse proxy of the standard library as it comes.
func plain(u *url.URL) http.Handler {
	return &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(u) }}
}

func median[T cmp.Ordered](list []T) T {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}

// BenchmarkTransfer compares, taking turns, a server alone, the same with the handler
// in its process, and what is behind a proxy, which costs a second connection: the
// reverse proxy of the standard library, the one of package forward, and that with the
// handler. The figures of each are those of its quickest and of its median transfer, and
// what that is in per cent of the server's own throughput, in the same turn for the
// median.
func BenchmarkTransfer(b *testing.B) {
	const size = 64 << 20
	for _, s := range []struct {
		name  string
		store http.Handler
	}{{"memory", store}, {"file", files(b)}} {
		serve := func(h http.Handler) *httptest.Server {
			server := httptest.NewServer(h)
			b.Cleanup(server.Close)
			return server
		}
		bare := serve(s.store)
		u, err := url.Parse(bare.URL)
		if err != nil {
			b.Fatal(err)
		}
		ways := []struct {
			name   string
			server *httptest.Server
		}{
			{"bare", bare}, {"handler", serve(strict.Handler(s.store))},
			{"plain-proxy", serve(plain(u))}, {"forward", serve(forward.To(u))}, {"forward+handler", serve(strict.Handler(forward.To(u)))},
		}
		for _, to := range []struct {
			name string
			move func(testing.TB, string, int64)
		}{{"upload", func(t testing.TB, url string, n int64) { uploadTo(t, url+"/reports/"+strconv.Itoa(size), n) }}, {"download", download}} {
			b.Run(s.name+"/"+to.name, func(b *testing.B) {
				took := make([][]time.Duration, len(ways))
				for _, w := range ways {
					to.move(b, w.server.URL, size) // connects
				}
				for turn := 0; b.Loop(); turn++ {
					for i := range ways {
						i = (i + turn) % len(ways)
						began := time.Now()
						to.move(b, ways[i].server.URL, size)
						took[i] = append(took[i], time.Since(began))
					}
				}
				for i, w := range ways {
					// What slows the machine down for a while slows a whole turn.
					share := make([]float64, len(took[i]))
					for turn := range share {
						share[turn] = 100 * took[0][turn].Seconds() / took[i][turn].Seconds()
					}
					speed := func(d time.Duration) float64 { return size / 1e6 / d.Seconds() }
					best, bare := slices.Min(took[i]), slices.Min(took[0])
					b.Logf("%-16s best %5.0f MB/s (%3.0f %% of bare), median %5.0f MB/s (of a turn's %3.0f %%)",
						w.name, speed(best), 100*bare.Seconds()/best.Seconds(), speed(median(took[i])), median(share))
					b.ReportMetric(median(share), w.name+"-%")
				}
			})
		}
	}
}
