package forward

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"testing"
)

// asked notes the most that it is asked for at once.
type asked struct {
	io.Reader
	most int
}

func (a *asked) Read(p []byte) (int, error) {
	a.most = max(a.most, len(p))
	return a.Reader.Read(p)
}

func (a *asked) Close() error { return nil }

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestPieces: bodies pass in large pieces, both ways.
func TestPieces(t *testing.T) {
	const size = 8 << 20
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n, err := io.Copy(io.Discard, r.Body); n != size || err != nil {
			t.Errorf("%d bytes arrive, %v", n, err)
		}
		_, _ = io.CopyN(w, zeros{}, size)
	}))
	defer upstream.Close()
	u, err := url.Parse(upstream.URL)
	if err != nil {
		t.Fatal(err)
	}
	body := &asked{Reader: io.LimitReader(zeros{}, size)}
	r := httptest.NewRequest(http.MethodPut, "http://front/b/k", body)
	r.ContentLength = size
	w := httptest.NewRecorder()
	To(u).ServeHTTP(w, r)
	if w.Body.Len() != size {
		t.Errorf("%d bytes come back", w.Body.Len())
	}
	if body.most != copySize {
		t.Errorf("the body is read in pieces of %d bytes at most", body.most)
	}
	b := buffers{}.Get()
	if len(b) != copySize {
		t.Errorf("the answer is read in pieces of %d bytes at most", len(b))
	}
	buffers{}.Put(b)
}
