package sidecar

import (
	"bytes"
	"context"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// buffer is a buffer for several goroutines.
type buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// start runs a sidecar and returns its two URLs and a function that ends it.
func start(t *testing.T, upstream http.Handler, findings io.Writer, log io.Writer) (clients, admin string, end func() error) {
	t.Helper()
	server := httptest.NewServer(upstream)
	t.Cleanup(server.Close)
	u, err := url.Parse(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	ready := make(chan [2]net.Addr, 1)
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() {
		ended <- Run(ctx, Config{
			Upstream: u, Listen: "127.0.0.1:0", Admin: "127.0.0.1:0", Drain: 5 * time.Second, Findings: findings,
			Log: slog.New(slog.NewTextHandler(log, nil)), Ready: func(c, a net.Addr) { ready <- [2]net.Addr{c, a} },
		})
	}()
	t.Cleanup(cancel)
	select {
	case a := <-ready:
		return "http://" + a[0].String(), "http://" + a[1].String(), func() error { cancel(); return <-ended }
	case err := <-ended:
		t.Fatal(err)
	}
	return "", "", nil
}

func get(t *testing.T, url string) (int, string) {
	t.Helper()
	r, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(body)
}

// TestSidecar: requests are judged, counted and told; secrets aren't.
func TestSidecar(t *testing.T) {
	var findings, log buffer
	clients, admin, end := start(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "from the upstream") }), &findings, &log)
	if status, body := get(t, clients+"/reports/k"); status != 200 || body != "from the upstream" {
		t.Errorf("answer %d %q", status, body)
	}
	const secret = "the-signature-of-somebody"
	now := time.Now().UTC()
	presigned := "/reports/k?partNumber=0&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIDEXAMPLE%2F" + now.Format("20060102") +
		"%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=" + now.Format("20060102T150405Z") + "&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=" + secret
	if status, body := get(t, clients+presigned); status != 400 || !strings.Contains(body, "<Code>InvalidArgument</Code>") {
		t.Errorf("answer %d %q", status, body)
	}
	lines := strings.Split(strings.TrimSpace(findings.String()), "\n")
	var last struct {
		Operation, Bucket, Code string
		Rejected                bool
		Status                  int
		Findings                []struct{ Rule string }
	}
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil {
		t.Fatalf("%v: %q", err, lines)
	}
	if last.Operation != "GetObject" || last.Bucket != "reports" || !last.Rejected || last.Status != 400 || last.Code != "InvalidArgument" || len(last.Findings) == 0 || last.Findings[0].Rule != "read-part-number-out-of-range" {
		t.Errorf("finding %+v of %q", last, lines)
	}
	// What is found in a body while it passes is counted, too.
	small, err := http.NewRequest(http.MethodPut, clients+"/reports/k", strings.NewReader("1\r\na\r\n1\r\nb\r\n0\r\n\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	small.Header.Set("X-Amz-Content-Sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER")
	small.Header.Set("X-Amz-Decoded-Content-Length", "2")
	answer, err := http.DefaultClient.Do(small)
	if err != nil {
		t.Fatal(err)
	}
	answer.Body.Close()
	_, metrics := get(t, admin+"/metrics")
	for _, want := range []string{
		`s3safe_proxy_requests_total{operation="GetObject",result="forwarded"} 1`, `s3safe_proxy_requests_total{operation="GetObject",result="rejected"} 1`,
		`s3safe_proxy_findings_total{rule="read-part-number-out-of-range",rejected="true"} 1`, `s3safe_proxy_findings_total{rule="chunk-too-small",rejected="true"} 1`, "s3safe_proxy_requests_under_way 0", "# TYPE s3safe_proxy_requests_total counter",
	} {
		if !strings.Contains(metrics, want) {
			t.Errorf("metrics lack %s:\n%s", want, metrics)
		}
	}
	for _, path := range []string{"/healthz", "/readyz"} {
		if status, body := get(t, admin+path); status != 200 || body != "ok\n" {
			t.Errorf("%s answers %d %q", path, status, body)
		}
	}
	if err := end(); err != nil {
		t.Errorf("it ends with %v", err)
	}
	if all := findings.String() + log.String() + metrics; strings.Contains(all, secret) {
		t.Errorf("a secret is told: %s", all)
	}
}

// TestNotReady: without an upstream the sidecar lives and isn't ready.
func TestNotReady(t *testing.T) {
	u := &url.URL{Scheme: "http", Host: "127.0.0.1:1"}
	ready := make(chan net.Addr, 1)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	var log buffer
	go func() {
		ended <- Run(ctx, Config{Upstream: u, Listen: "127.0.0.1:0", Admin: "127.0.0.1:0", Log: slog.New(slog.NewTextHandler(&log, nil)), Ready: func(_, a net.Addr) { ready <- a }})
	}()
	admin := "http://" + (<-ready).String()
	if status, _ := get(t, admin+"/healthz"); status != 200 {
		t.Errorf("/healthz answers %d", status)
	}
	if status, _ := get(t, admin+"/readyz"); status != 503 {
		t.Errorf("/readyz answers %d", status)
	}
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

// TestGracefulEnd: a request that is under way is answered; a new one isn't taken.
func TestGracefulEnd(t *testing.T) {
	arrived, goOn := make(chan struct{}), make(chan struct{})
	var log buffer
	clients, admin, end := start(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(arrived)
		<-goOn
		_, _ = io.WriteString(w, "at last")
	}), nil, &log)
	answered := make(chan string, 1)
	go func() {
		r, err := http.Get(clients + "/reports/k")
		if err != nil {
			answered <- err.Error()
			return
		}
		defer r.Body.Close()
		body, _ := io.ReadAll(r.Body)
		answered <- string(body)
	}()
	<-arrived
	ended := make(chan error, 1)
	go func() { ended <- end() }()
	for range 100 { // until it has noticed
		if status, _ := get(t, admin+"/readyz"); status == 503 {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if status, _ := get(t, admin+"/readyz"); status != 503 {
		t.Errorf("/readyz answers %d while it ends", status)
	}
	close(goOn)
	if got := <-answered; got != "at last" {
		t.Errorf("the client got %q", got)
	}
	if err := <-ended; err != nil {
		t.Error(err)
	}
	if _, err := http.Get(clients + "/reports/k"); err == nil {
		t.Error("a request is taken after the end")
	}
}

// TestWrong: an address that can't be listened on is told.
func TestWrong(t *testing.T) {
	var log buffer
	c := Config{Upstream: &url.URL{Scheme: "http", Host: "127.0.0.1:1"}, Listen: "127.0.0.1:99999", Log: slog.New(slog.NewTextHandler(&log, nil))}
	if err := Run(t.Context(), c); err == nil {
		t.Error("it runs")
	}
	c.Listen, c.Admin = "127.0.0.1:0", "127.0.0.1:99999"
	if err := Run(t.Context(), c); err == nil {
		t.Error("it runs without its admin address")
	}
}

// TestTLS: clients speak HTTPS where there is a certificate.
func TestTLS(t *testing.T) {
	known := httptest.NewTLSServer(http.NotFoundHandler())
	known.Close()
	pair := known.TLS.Certificates[0]
	key, err := x509.MarshalPKCS8PrivateKey(pair.PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write := func(name, kind string, der []byte) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "from the upstream") }))
	defer upstream.Close()
	u, err := url.Parse(upstream.URL)
	if err != nil {
		t.Fatal(err)
	}
	ready := make(chan net.Addr, 1)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	var log buffer
	go func() {
		ended <- Run(ctx, Config{
			Upstream: u, Listen: "127.0.0.1:0", Certificate: write("c.pem", "CERTIFICATE", pair.Certificate[0]), Key: write("k.pem", "PRIVATE KEY", key),
			Log: slog.New(slog.NewTextHandler(&log, nil)), Ready: func(c, _ net.Addr) { ready <- c }, Drain: time.Second,
		})
	}()
	client := known.Client()
	answer, err := client.Get("https://" + (<-ready).String() + "/reports/k")
	if err != nil {
		t.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	if err != nil || string(body) != "from the upstream" {
		t.Errorf("answer %q, %v", body, err)
	}
	client.CloseIdleConnections()
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}
