package stricttest

import (
	"bytes"
	"cmp"
	"io"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/examples/s3server/s3servertest"
)

// plainProxy starts the standard library's reverse proxy in front of the lax server. It
// leaves the host as the client signed it.
func plainProxy(b *testing.B, s *Server) *s3.Client {
	u, err := url.Parse(s.Lax.Endpoint())
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
		r.SetURL(u)
		r.Out.Host = r.In.Host
	}})
	b.Cleanup(server.Close)
	return (&Server{URL: server.URL, Lax: s.Lax}).Client()
}

func median[T cmp.Ordered](list []T) T {
	sorted := slices.Sorted(slices.Values(list))
	return sorted[len(sorted)/2]
}

// BenchmarkServer compares, taking turns, uploads to and downloads from the S3 server
// itself, with the standard library's reverse proxy in front of it, and with the strict
// one. A proxy costs a second connection; what judging costs is what the strict one takes
// beyond the plain one.
func BenchmarkServer(b *testing.B) {
	strictly := New(b)
	bucket := aws.String(s3servertest.Bucket(b, strictly.Lax))
	object := bytes.Repeat([]byte("0123456789abcdef"), 4<<20)
	upload := func(b *testing.B, client *s3.Client) {
		if _, err := client.PutObject(b.Context(), &s3.PutObjectInput{Bucket: bucket, Key: aws.String("k"), Body: bytes.NewReader(object)}); err != nil {
			b.Fatal(err)
		}
	}
	download := func(b *testing.B, client *s3.Client) {
		out, err := client.GetObject(b.Context(), &s3.GetObjectInput{Bucket: bucket, Key: aws.String("k")})
		if err != nil {
			b.Fatal(err)
		}
		n, err := io.Copy(io.Discard, out.Body)
		_ = out.Body.Close()
		if err != nil || n != int64(len(object)) {
			b.Fatalf("%d bytes, %v", n, err)
		}
	}
	ways := []struct {
		name   string
		client *s3.Client
	}{{"bare", strictly.Lax.Client()}, {"plain-proxy", plainProxy(b, strictly)}, {"strict", strictly.Client()}}
	for _, to := range []struct {
		name string
		move func(*testing.B, *s3.Client)
	}{{"upload", upload}, {"download", download}} {
		b.Run(to.name, func(b *testing.B) {
			took := make([][]time.Duration, len(ways))
			for _, w := range ways {
				to.move(b, w.client) // connects
			}
			for turn := 0; b.Loop(); turn++ {
				for i := range ways {
					i = (i + turn) % len(ways)
					began := time.Now()
					to.move(b, ways[i].client)
					took[i] = append(took[i], time.Since(began))
				}
			}
			for i, w := range ways {
				// What slows the machine down for a while slows a whole turn.
				share := make([]float64, len(took[i]))
				for turn := range share {
					share[turn] = 100 * took[0][turn].Seconds() / took[i][turn].Seconds()
				}
				speed := func(d time.Duration) float64 { return float64(len(object)) / 1e6 / d.Seconds() }
				best, bare := slices.Min(took[i]), slices.Min(took[0])
				b.Logf("%-12s best %5.0f MB/s (%3.0f %% of bare), median %5.0f MB/s (of a turn's %3.0f %%)",
					w.name, speed(best), 100*bare.Seconds()/best.Seconds(), speed(median(took[i])), median(share))
				b.ReportMetric(median(share), w.name+"-%")
			}
		})
	}
}
