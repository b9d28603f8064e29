package wire_test

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"runtime"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat"
	awsrules "github.com/s3safe/s3safe-go/compat/aws"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/compat/wire"
)

const fuzzBody = 4 << 10

// seeds are requests as text, to begin with.
func seeds(f *testing.F) {
	for _, op := range sdk.Operations() {
		in, err := sdk.NewInput(compat.Complete(compat.Given(op), sdk.Schema))
		if err != nil {
			f.Fatal(err)
		}
		w, err := send(op, in, nil)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(w.text(f))
	}
	for _, s := range []string{
		"GET / HTTP/1.1\r\nHost: bucket.s3.amazonaws.com\r\n\r\n",
		"PUT /b/k HTTP/1.1\r\nHost: 127.0.0.1:9000\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
		"PUT /b?tagging HTTP/1.1\r\nHost: localhost\r\nContent-Length: 12\r\n\r\n<Tagging><a>",
		"PUT /b?tagging HTTP/1.1\r\nHost: localhost\r\nX-Amz-Content-Sha256: STREAMING-UNSIGNED-PAYLOAD-TRAILER\r\nContent-Length: 15\r\n\r\n2\r\n<T\r\n0\r\n\r\n...",
		"GET /b/k%2?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=99999999999999999999 HTTP/1.1\r\nHost: s3.amazonaws.com\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: b.s3.amazonaws.com\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 120\r\n\r\n" +
			"--x\r\nContent-Disposition: form-data; name=\"policy\"\r\n\r\ne30=\r\n--x\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nabc\r\n--x--\r\n",
	} {
		f.Add([]byte(s))
	}
}

// FuzzDecode: whatever net/http reads is decoded or refused, without a panic; no
// more of the body is read than is allowed, the body stays what it was, and what is
// decoded can be judged.
func FuzzDecode(f *testing.F) {
	seeds(f)
	d := wire.NewDecoder(wire.MaxBody(fuzzBody), wire.Domains("store.example.com"))
	catalog := awsrules.WireCatalog()
	f.Fuzz(func(t *testing.T, text []byte) {
		r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(text)))
		if err != nil {
			return
		}
		body, bodyErr := io.ReadAll(r.Body)
		counted := &counting{Reader: bytes.NewReader(body)}
		r.Body = counted
		m, err := d.Decode(r)
		// A form may be read up to 64 KB, and its reader reads 4 KB ahead.
		if counted.n > 64<<10+4<<10 {
			t.Errorf("%d bytes of the body were read", counted.n)
		}
		again, err2 := io.ReadAll(r.Body)
		if err2 != nil || !bytes.Equal(again, body) {
			t.Errorf("the body is another: %q, %v; was %q, %v", again, err2, body, bodyErr)
		}
		var e *wire.Error
		switch {
		case err == nil && m.Operation == 0:
			t.Error("no operation")
		case err == nil:
			catalog.Check(&m.Request, nil)
		case !errors.As(err, &e):
			t.Errorf("an error of type %T", err)
		case (e.Rule == "") != errors.Is(err, wire.ErrNotDecodable) || (e.Rule == "") != (e.Message == nil) || e.Reason == "":
			t.Errorf("%+v", e)
		case e.Rule != "" && len(found(catalog, e.Message, e)) != 1:
			t.Errorf("the rule %s isn't true of it", e.Rule)
		}
	})
}

// counting counts what is read of a body.
type counting struct {
	io.Reader
	n int64
}

func (c *counting) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n += int64(n)
	return n, err
}

func (c *counting) Close() error { return nil }

// FuzzDocument: no document makes the reader of documents panic or nest deeply.
func FuzzDocument(f *testing.F) {
	for _, s := range []string{
		"<Tagging><TagSet><Tag><Key>a</Key><Value>b</Value></Tag></TagSet></Tagging>", "<a", "<!DOCTYPE x []><Tagging/>",
		"<Tagging xmlns='x'/>", "<Tagging>&x;</Tagging>", strings.Repeat("<Tagging>", 100), "<Tagging/><Tagging/>", "\ufeff<Tagging/>",
	} {
		f.Add("tagging", s)
		f.Add("lifecycle", s)
	}
	f.Fuzz(func(t *testing.T, subresource, body string) {
		r, err := http.NewRequest("PUT", "http://localhost/b", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.URL.RawQuery = subresource
		m, err := wire.Decode(r)
		if err == nil {
			awsrules.Catalog().Check(&m.Request, nil)
		}
	})
}

// TestMutations: requests that were changed at random are decoded or refused.
func TestMutations(t *testing.T) {
	var corpus [][]byte
	for _, op := range sdk.Operations() {
		in, err := sdk.NewInput(compat.Complete(compat.Given(op), sdk.Schema))
		if err != nil {
			t.Fatal(err)
		}
		w, err := send(op, in, nil)
		if err != nil {
			t.Fatal(err)
		}
		corpus = append(corpus, w.text(t))
	}
	d := wire.NewDecoder(wire.MaxBody(fuzzBody))
	rnd := rand.New(rand.NewPCG(17, 18))
	read, decoded := 0, 0
	for range 10_000 {
		x := mutated(rnd, corpus)
		r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(x)))
		if err != nil {
			continue
		}
		read++
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(bytes.NewReader(body))
		m, err := d.Decode(r)
		if err == nil {
			decoded++
			awsrules.WireCatalog().Check(&m.Request, nil)
		}
		if again, err := io.ReadAll(r.Body); err != nil || !bytes.Equal(again, body) {
			t.Fatalf("the body is another: %q", x)
		}
	}
	if decoded < 1000 {
		t.Errorf("%d requests, %d decoded", read, decoded)
	}
}

// mutated returns a request with bytes changed, cut, doubled, or followed by those of
// another.
func mutated(rnd *rand.Rand, corpus [][]byte) []byte {
	x := bytes.Clone(corpus[rnd.IntN(len(corpus))])
	for range 1 + rnd.IntN(6) {
		i, j := rnd.IntN(len(x)), rnd.IntN(len(x))
		switch rnd.IntN(4) {
		case 0:
			x[i] = byte(rnd.IntN(256))
		case 1:
			x = append(x[:i:i], x[min(len(x), i+rnd.IntN(8)):]...)
		case 2:
			x = append(append(bytes.Clone(x[:i]), x[min(i, j):max(i, j)]...), x[i:]...)
		case 3:
			y := corpus[rnd.IntN(len(corpus))]
			x = append(bytes.Clone(x[:i]), y[rnd.IntN(len(y)):]...)
		}
		if len(x) == 0 {
			x = []byte("G")
		}
	}
	return x
}

// text is the request as it goes over the connection.
func (w *sender) text(t testing.TB) []byte {
	t.Helper()
	r, err := w.received()
	if err != nil {
		t.Fatal(err)
	}
	r.URL.Scheme = ""
	var text bytes.Buffer
	if err := r.Write(&text); err != nil {
		t.Fatal(err)
	}
	return text.Bytes()
}

// TestMemory: documents that are made to take much memory take no more than a small
// multiple of what is read of them.
func TestMemory(t *testing.T) {
	for name, body := range map[string]string{
		"structures":   "<LifecycleConfiguration>" + strings.Repeat("<Rule/>", 1_000_000) + "</LifecycleConfiguration>",
		"pieces":       "<LifecycleConfiguration><Rule><ID>" + strings.Repeat("a<!---->", 900_000) + "</ID></Rule></LifecycleConfiguration>",
		"depth":        strings.Repeat("<LifecycleConfiguration>", 300_000),
		"attributes":   "<LifecycleConfiguration " + strings.Repeat(`a="b" `, 1_000_000) + "/>",
		"beyond bound": "<LifecycleConfiguration>" + strings.Repeat(" ", 64<<20),
	} {
		r, err := http.NewRequest("PUT", "http://localhost/b?lifecycle", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		r.ContentLength = -1
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err = wire.Decode(r)
		runtime.ReadMemStats(&after)
		if n := after.TotalAlloc - before.TotalAlloc; n > 32*wire.DefaultMaxBody {
			t.Errorf("%s: %d MB were allocated: %v", name, n>>20, err)
		} else {
			t.Logf("%s: %d MB, %v", name, n>>20, err)
		}
	}
}
