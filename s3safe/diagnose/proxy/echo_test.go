package proxy

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/audit"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

func TestEchoKeepsTheLast(t *testing.T) {
	e := &Echo{Limit: 2, Next: http.NotFoundHandler()}
	server := httptest.NewServer(e)
	defer server.Close()
	for _, path := range []string{"/1", "/2", "/3//%2F?b=1&a=2"} {
		resp, err := http.Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		_ = resp.Body.Close()
		if resp.StatusCode != http.StatusNotFound {
			t.Errorf("status %d, not Next's", resp.StatusCode)
		}
	}
	got := e.Arrivals()
	if len(got) != 2 || got[0].Path != "/2" || got[1].Path != "/3//%2F" || !strings.HasPrefix(got[1].Query, "a=") {
		t.Errorf("arrivals %+v", got)
	}
}

func TestEchoInParallel(t *testing.T) {
	e := &Echo{Limit: 10}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 20 {
				w := httptest.NewRecorder()
				e.ServeHTTP(w, httptest.NewRequest(http.MethodPut, "/k", strings.NewReader("body")))
				if w.Code != http.StatusOK {
					t.Errorf("status %d", w.Code)
				}
				e.Arrivals()
			}
		})
	}
	wg.Wait()
	if n := len(e.Arrivals()); n != 10 {
		t.Errorf("%d arrivals", n)
	}
}

func echoSecretRequest(t *testing.T, url string) *http.Request {
	t.Helper()
	r, err := http.NewRequest(http.MethodPut, url+"/b/k?X-Amz-Signature="+diagtest.Secrets[2]+"&X-Amz-Security-Token=plantedSessionToken%2F%2B%3D%3D", strings.NewReader("b"))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential="+diagtest.Secrets[0]+"/20260301/us-east-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature="+diagtest.Secrets[2])
	r.Header.Set("X-Amz-Security-Token", diagtest.Secrets[1])
	r.Header.Set("X-Amz-Server-Side-Encryption-Customer-Key", diagtest.Secrets[3])
	r.Header.Set("Cookie", diagtest.Secrets[4])
	r.Header.Set("X-Amz-Meta-Note", diagtest.Secrets[1])
	return r
}

func TestEchoAndProbeKeepSecrets(t *testing.T) {
	e := &Echo{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		// A proxy that replaces and drops what is secret.
		r.Header.Set("X-Amz-Server-Side-Encryption-Customer-Key", "another")
		r.Header.Del("Cookie")
		e.ServeHTTP(w, r)
	}))
	defer server.Close()
	p := &ProxyProbe{}
	resp, err := p.Do(echoSecretRequest(t, server.URL))
	if err != nil {
		t.Fatal(err)
	}
	_ = resp.Body.Close()
	raw, err := json.Marshal(p.Results())
	if err != nil {
		t.Fatal(err)
	}
	diagtest.NoSecrets(t, "the result", raw)
	arrivals, err := json.Marshal(e.Arrivals())
	if err != nil {
		t.Fatal(err)
	}
	diagtest.NoSecrets(t, "the arrival", arrivals)
	found := p.Results()[0].Discrepancies
	var all strings.Builder
	for _, d := range found {
		all.WriteString(d.String())
	}
	diagtest.NoSecrets(t, "a discrepancy", []byte(all.String()))
	if !strings.Contains(all.String(), "header-changed: header X-Amz-Server-Side-Encryption-Customer-Key") || !strings.Contains(all.String(), "header-dropped: header Cookie") {
		t.Errorf("what was done to secrets isn't found:\n%s", all.String())
	}
}

// TestProbeOfAnApplication audits the requests of an S3 client as it is.
func TestProbeOfAnApplication(t *testing.T) {
	server := httptest.NewServer(&Echo{})
	defer server.Close()
	p := &ProxyProbe{}
	client := s3.New(s3.Options{Region: "us-east-1", BaseEndpoint: &server.URL, UsePathStyle: true, HTTPClient: p, Credentials: aws.AnonymousCredentials{}})
	if _, err := client.HeadObject(context.Background(), &s3.HeadObjectInput{Bucket: aws.String("amzn-s3-demo-bucket"), Key: aws.String("a//b")}); err != nil {
		t.Fatal(err)
	}
	res := p.Results()
	if len(res) != 1 || len(res[0].Discrepancies) != 0 || res[0].Arrived.Path != "/amzn-s3-demo-bucket/a//b" {
		t.Errorf("results %+v", res)
	}
}

// TestProbeWithoutEcho says so when something else answers, and when nothing does.
func TestProbeWithoutEcho(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	found, err := AuditProxy(context.Background(), server.URL)
	server.Close()
	if err != nil || len(found) != 1 || found[0].Kind != audit.ProxyBetween || found[0].Severity != audit.Breaks {
		t.Errorf("found %+v, %v", found, err)
	}
	if found, err := AuditProxy(context.Background(), server.URL); err == nil || len(found) != 0 {
		t.Errorf("found %+v, %v where nothing answers", found, err)
	}
}
