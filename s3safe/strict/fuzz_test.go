package strict_test

import (
	"bufio"
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/strict"
)

// FuzzHandler: no request makes the handler panic, and one that goes on has the body
// that it came with.
func FuzzHandler(f *testing.F) {
	for _, seed := range []string{
		"PUT /b/k HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nX-Amz-Acl: private\r\n\r\nhello",
		"PUT /b?versioning HTTP/1.1\r\nHost: localhost\r\nContent-Length: 26\r\n\r\n<VersioningConfiguration/>",
		"POST /b?delete HTTP/1.1\r\nHost: b.s3.amazonaws.com\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n<De\r\n0\r\n\r\n",
		"GET /b/%zz?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Expires=-1 HTTP/1.1\r\nHost: s3.eu-west-1.amazonaws.com\r\n\r\n",
		"POST /b HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 60\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk\r\n--x--\r\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		read := func() *http.Request {
			r, err := http.ReadRequest(bufio.NewReader(bytes.NewReader(raw)))
			if err != nil {
				return nil
			}
			r.RemoteAddr = "127.0.0.1:1"
			return r
		}
		r, again := read(), read()
		if r == nil {
			return
		}
		want, wantErr := io.ReadAll(again.Body)
		next := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			got, err := io.ReadAll(r.Body)
			if !bytes.Equal(got, want) || (err == nil) != (wantErr == nil) {
				t.Errorf("the body %q, %v arrives as %q, %v", want, wantErr, got, err)
			}
		})
		for _, mode := range []s3safe.Mode{s3safe.Enforce, s3safe.Report} {
			if r = read(); r == nil {
				return
			}
			w := httptest.NewRecorder()
			strict.Handler(next, strict.WithMode(mode)).ServeHTTP(w, r)
			if w.Code != http.StatusOK && (mode == s3safe.Report || r.Method != http.MethodHead && !strings.Contains(w.Body.String(), "<Error><Code>")) {
				t.Errorf("%s: answer %d %q", mode, w.Code, w.Body)
			}
		}
	})
}
