package cli

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// TestBodiesSent: minimize and replay send a body as the text it is in the file.
func TestBodiesSent(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "id")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "secret")
	var mu sync.Mutex
	var bodies []string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		if r.Method != http.MethodPut {
			w.WriteHeader(http.StatusNoContent)
			return
		}
		mu.Lock()
		bodies = append(bodies, string(body))
		mu.Unlock()
		if r.Header.Get("X-Amz-Storage-Class") != "" {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, "<Error><Code>InvalidStorageClass</Code><Message>no</Message></Error>")
		}
	}))
	defer server.Close()
	dir := t.TempDir()
	file := func(name, text string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	input := file("in.json", `{"Bucket": "reports", "Key": "k", "Body": "the content", "StorageClass": "COLD", "ContentType": "text/csv"}`)
	many := file("many.jsonl", `{"Bucket": "reports", "Key": "k"}
{"Bucket": "reports", "Key": "l"}`)
	capture := file("capture.json", `{"schema": 1, "source": "sdk", "operation": "PutObject", "endpoint": {}, "signature": {}, "payload": {"length": 11}, "signed": {}, "sent": {}, "answer": {"status": 400, "code": "InvalidStorageClass", "message": "no"}}`)
	run := func(args ...string) (int, string, string) {
		var out, errs bytes.Buffer
		code := Main(append(args, "--endpoint-url", server.URL, "--region", "us-east-1", "--scratch-key", "scratch"), strings.NewReader(""), &out, &errs)
		return code, out.String(), errs.String()
	}
	for _, args := range [][]string{{"minimize", input, "--op", "PutObject"}, {"replay", input, "--op", "PutObject", "--capture", capture}} {
		bodies = nil
		code, out, errs := run(args...)
		if code != found || errs != "" || out == "" {
			t.Errorf("%s: status %d, output %q, error %q", args[0], code, out, errs)
		}
		if len(bodies) == 0 || !strings.Contains(bodies[0], "the content") {
			t.Errorf("%s: it sent %q", args[0], bodies)
		}
	}
	bodies = nil
	if code, out, errs := run("minimize", many, "--op", "PutObject"); code != failed || out != "" || !strings.Contains(errs, "it holds 2 inputs") || len(bodies) > 0 {
		t.Errorf("of two inputs: status %d, output %q, error %q, sent %q", code, out, errs, bodies)
	}
}
