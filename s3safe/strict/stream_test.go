package strict_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/strict"
	"github.com/s3safe/s3safe-go/s3safe/strict/forward"
)

// store is a server that discards uploads and makes downloads of the length that the
// key names.
var store = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Amz-Request-Id", "STORE")
	if r.Method == http.MethodPut {
		n, _ := io.Copy(io.Discard, r.Body)
		w.Header().Set("X-Received", strconv.FormatInt(n, 10))
		return
	}
	var n int64
	_, _ = fmt.Sscanf(r.URL.Path, "/reports/%d", &n)
	w.Header().Set("Content-Length", strconv.FormatInt(n, 10))
	_, _ = io.CopyN(w, zeros{}, n)
})

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// inFront returns a strict server in front of the store: as a handler in its process,
// and as a proxy of a server.
func inFront(t testing.TB) (handler, proxy *httptest.Server) {
	t.Helper()
	server := httptest.NewServer(store)
	t.Cleanup(server.Close)
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	handler, proxy = httptest.NewServer(strict.Handler(store)), httptest.NewServer(strict.Handler(forward.To(u)))
	t.Cleanup(handler.Close)
	t.Cleanup(proxy.Close)
	return handler, proxy
}

// sign makes a request look signed, all of it.
func sign(r *http.Request) {
	r.Header.Set("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
	r.Header.Set("X-Amz-Date", time.Now().UTC().Format("20060102T150405Z"))
	signed := []string{"host"}
	for name := range r.Header {
		if name = strings.ToLower(name); strings.HasPrefix(name, "x-amz-") || name == "content-md5" {
			signed = append(signed, name)
		}
	}
	slices.Sort(signed)
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"+time.Now().UTC().Format("20060102")+"/us-east-1/s3/aws4_request, SignedHeaders="+
		strings.Join(signed, ";")+", Signature="+strings.Repeat("0", 64))
}

func upload(t testing.TB, url string, n int64) { uploadTo(t, url+"/reports/k", n) }

func uploadTo(t testing.TB, url string, n int64) {
	t.Helper()
	r, err := http.NewRequest(http.MethodPut, url, io.LimitReader(zeros{}, n))
	if err != nil {
		t.Fatal(err)
	}
	r.ContentLength = n
	sign(r)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != 200 || answer.Header.Get("X-Received") != strconv.FormatInt(n, 10) {
		body, _ := io.ReadAll(answer.Body)
		t.Fatalf("answer %d %v %s", answer.StatusCode, answer.Header, body)
	}
}

func download(t testing.TB, url string, n int64) {
	r, err := http.NewRequest(http.MethodGet, url+"/reports/"+strconv.FormatInt(n, 10), nil)
	if err != nil {
		t.Fatal(err)
	}
	sign(r)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if got, err := io.Copy(io.Discard, answer.Body); err != nil || got != n || answer.StatusCode != 200 {
		t.Fatalf("answer %d with %d bytes, %v", answer.StatusCode, got, err)
	}
}

// TestStreaming: however long an object is, the handler holds little of it.
func TestStreaming(t *testing.T) {
	handler, proxy := inFront(t)
	for name, x := range map[string]struct {
		url  string
		move func(testing.TB, string, int64)
	}{
		"upload": {handler.URL, upload}, "download": {handler.URL, download}, "upload by proxy": {proxy.URL, upload}, "download by proxy": {proxy.URL, download},
	} {
		x.move(t, x.url, 1<<20) // what is made once
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		before := m.HeapAlloc
		var most atomic.Uint64
		done, watched := make(chan struct{}), make(chan struct{})
		go func() {
			defer close(watched)
			var m runtime.MemStats
			for {
				runtime.ReadMemStats(&m)
				most.Store(max(most.Load(), m.HeapAlloc))
				select {
				case <-done:
					return
				case <-time.After(20 * time.Millisecond):
				}
			}
		}()
		began := time.Now()
		x.move(t, x.url, transfer)
		took := time.Since(began)
		close(done)
		<-watched
		grown := (int64(most.Load()) - int64(before)) >> 10
		t.Logf("%s of %d MiB in %s: the heap grew by at most %d KiB", name, transfer>>20, took.Round(time.Millisecond), grown)
		if grown > 16<<10 {
			t.Errorf("%s: the heap grew by %d KiB", name, grown)
		}
	}
}

// BenchmarkHandler compares the handler with the server alone for requests that
// transfer nothing: what judging costs.
func BenchmarkHandler(b *testing.B) {
	none := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusOK) })
	for _, x := range []struct {
		name string
		h    http.Handler
	}{{"bare", none}, {"handler", strict.Handler(none)}} {
		for _, method := range []string{http.MethodPut, http.MethodGet} {
			b.Run(method+"/"+x.name, func(b *testing.B) {
				r := httptest.NewRequest(method, "http://127.0.0.1:9000/reports/2026/q3.csv", nil)
				sign(r)
				b.ReportAllocs()
				for b.Loop() {
					x.h.ServeHTTP(discard{}, r)
				}
			})
		}
	}
}

// discard is an answer that nobody reads.
type discard struct{}

func (discard) Header() http.Header         { return http.Header{} }
func (discard) WriteHeader(int)             {}
func (discard) Write(p []byte) (int, error) { return len(p), nil }

// counted counts what is read of a body.
type counted struct{ n atomic.Int64 }

func (c *counted) Read(p []byte) (int, error) {
	c.n.Add(int64(len(p)))
	clear(p)
	return len(p), nil
}

// TestRejectedBeforeTheBody: a large upload is rejected before it is sent, by a client
// that waits for permission, and not read to its end from one that doesn't.
func TestRejectedBeforeTheBody(t *testing.T) {
	handler, proxy := inFront(t)
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.ExpectContinueTimeout = 10 * time.Second
	defer transport.CloseIdleConnections()
	for _, url := range []string{handler.URL, proxy.URL} {
		for _, waits := range []bool{true, false} {
			body := new(counted)
			r, err := http.NewRequest(http.MethodPut, url+"/reports/k", io.LimitReader(body, 1<<30))
			if err != nil {
				t.Fatal(err)
			}
			r.ContentLength = 1 << 30
			r.Header.Set("X-Amz-Storage-Class", "COLD")
			sign(r)
			if waits {
				r.Header.Set("Expect", "100-continue")
			}
			answer, err := (&http.Client{Transport: transport}).Do(r)
			if err != nil {
				if waits {
					t.Error(err)
				}
				continue // the connection was closed while it sent
			}
			text, _ := io.ReadAll(answer.Body)
			answer.Body.Close()
			if answer.StatusCode != 400 || !bytes.Contains(text, []byte("<Code>InvalidStorageClass</Code>")) {
				t.Errorf("answer %d %s", answer.StatusCode, text)
			}
			if n := body.n.Load(); waits && n > 0 || n > 256<<20 {
				t.Errorf("%d bytes were sent", n)
			}
		}
	}
}
