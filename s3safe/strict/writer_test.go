package strict_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/strict"
)

// offers is a ResponseWriter with what net/http's has beyond the interface.
type offers struct {
	*httptest.ResponseRecorder
	from    []io.Reader
	flushed int
	until   time.Time
}

func (w *offers) ReadFrom(r io.Reader) (int64, error) {
	w.from = append(w.from, r)
	return io.Copy(struct{ io.Writer }{w.ResponseRecorder}, r)
}

func (w *offers) Flush() { w.flushed++ }

func (w *offers) SetWriteDeadline(t time.Time) error { w.until = t; return nil }

// TestWriter: what a server's ResponseWriter offers reaches a server behind the handler:
// a file goes by sendfile, an answer is flushed, a deadline is set. So it is whether or
// not the body is judged as it passes.
func TestWriter(t *testing.T) {
	name := filepath.Join(t.TempDir(), "object")
	if err := os.WriteFile(name, []byte("hello"), 0o600); err != nil {
		t.Fatal(err)
	}
	until := time.Now().Add(time.Hour)
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for _, how := range []string{"flushes first", "copies first"} {
		next := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			_, _ = io.Copy(io.Discard, r.Body)
			if err := http.NewResponseController(w).SetWriteDeadline(until); err != nil {
				t.Error(err)
			}
			flush := func() {
				f, ok := w.(http.Flusher)
				if !ok {
					t.Fatal("it doesn't flush")
				}
				f.Flush()
			}
			if how == "flushes first" {
				flush()
			}
			if _, err := file.Seek(0, io.SeekStart); err != nil {
				t.Error(err)
			}
			if n, err := io.CopyN(w, file, 5); n != 5 || err != nil {
				t.Errorf("%d bytes are copied, %v", n, err)
			}
			flush()
		})
		handler := strict.Handler(next)
		get := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:9000/reports/k", nil)
		sign(get)
		put := httptest.NewRequest(http.MethodPut, "http://127.0.0.1:9000/reports/k", strings.NewReader(inChunks(8192, 0)))
		put.Header.Set("X-Amz-Decoded-Content-Length", "8192")
		sign(put)
		put.Header.Set("X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
		for _, r := range []*http.Request{get, put} {
			w := &offers{ResponseRecorder: httptest.NewRecorder()}
			handler.ServeHTTP(w, r)
			if w.Code != http.StatusOK || w.Body.String() != "hello" {
				t.Fatalf("%s, %s: answer %d %q", how, r.Method, w.Code, w.Body)
			}
			if len(w.from) != 1 {
				t.Fatalf("%s, %s: the answer isn't copied by the server", how, r.Method)
			}
			if l, ok := w.from[0].(*io.LimitedReader); !ok || l.R != io.Reader(file) {
				t.Errorf("%s, %s: the server copies from a %T, not from the file", how, r.Method, w.from[0])
			}
			if want := 1 + strings.Count(how, "flushes"); w.flushed != want || !w.until.Equal(until) {
				t.Errorf("%s, %s: flushed %d times, want %d; deadline %v", how, r.Method, w.flushed, want, w.until)
			}
		}
	}
}
