package proxy

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/audit"
)

// throughProxy puts an echo behind a reverse proxy and audits it.
func throughProxy(t *testing.T, rewrite func(*httputil.ProxyRequest)) []audit.Discrepancy {
	t.Helper()
	echo := httptest.NewServer(&Echo{})
	t.Cleanup(echo.Close)
	u, err := url.Parse(echo.URL)
	if err != nil {
		t.Fatal(err)
	}
	proxy := httptest.NewServer(&httputil.ReverseProxy{
		Transport: &http.Transport{DisableCompression: true},
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(u)
			r.Out.Host = r.In.Host
			if rewrite != nil {
				rewrite(r)
			}
		},
	})
	t.Cleanup(proxy.Close)
	found, err := AuditProxy(context.Background(), proxy.URL)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// assertPlanted names what an audit must find: kind and what, and that there is
// nothing else of severity Breaks.
func assertPlanted(t *testing.T, found []audit.Discrepancy, want ...string) {
	t.Helper()
	var got []string
	for _, d := range found {
		got = append(got, string(d.Kind)+" "+d.What)
		if d.Why == "" || d.Fix == "" || d.What == "" {
			t.Errorf("incomplete: %+v", d)
		}
		if d.Severity == audit.Breaks && len(d.Codes) == 0 {
			t.Errorf("breaks, but with no code: %s", d)
		}
	}
	slices.Sort(got)
	got = slices.Compact(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("found\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
		for _, d := range found {
			t.Log(d)
		}
	}
}

func TestTransparentProxy(t *testing.T) { assertPlanted(t, throughProxy(t, nil)) }

func TestPlantedChanges(t *testing.T) {
	header := func(f func(http.Header)) func(*httputil.ProxyRequest) {
		return func(r *httputil.ProxyRequest) { f(r.Out.Header) }
	}
	path := func(f func(string) string) func(*httputil.ProxyRequest) {
		return func(r *httputil.ProxyRequest) {
			raw := f(r.In.URL.EscapedPath())
			p, err := url.PathUnescape(raw)
			if err != nil {
				t.Error(err)
			}
			r.Out.URL.Path, r.Out.URL.RawPath = p, raw
		}
	}
	for _, test := range []struct {
		name    string
		rewrite func(*httputil.ProxyRequest)
		want    []string
	}{
		{"host", func(r *httputil.ProxyRequest) { r.Out.Host = "s3.example.com" }, []string{"host-rewritten host"}},
		{"plain header added", header(func(h http.Header) { h.Set("X-Request-Id", "7") }), []string{"header-added header X-Request-Id"}},
		{"forwarded", func(r *httputil.ProxyRequest) { r.SetXForwarded() },
			[]string{"header-added header X-Forwarded-For", "header-added header X-Forwarded-Host", "header-added header X-Forwarded-Proto"}},
		{"x-amz header added", header(func(h http.Header) { h.Set("X-Amz-Request-Payer", "requester") }), []string{"header-added header X-Amz-Request-Payer"}},
		{"signed header dropped", header(func(h http.Header) { h.Del("X-Amz-Acl") }), []string{"header-dropped header X-Amz-Acl"}},
		{"authorization dropped", header(func(h http.Header) { h.Del("Authorization") }), []string{"header-dropped header Authorization"}},
		{"authorization replaced", header(func(h http.Header) {
			h.Set("Authorization", strings.Replace(h.Get("Authorization"), "Signature=", "Signature=0", 1))
		}), []string{"header-changed header Authorization"}},
		{"token replaced", header(func(h http.Header) { h.Set("X-Amz-Security-Token", "another") }), []string{"header-changed header X-Amz-Security-Token"}},
		{"metadata changed", header(func(h http.Header) {
			if h.Get("X-Amz-Meta-Plain") != "" {
				h.Set("X-Amz-Meta-Plain", "3")
			}
		}), []string{"header-changed header X-Amz-Meta-Plain"}},
		{"content type", header(func(h http.Header) {
			if h.Get("Content-Type") == "text/plain" {
				h.Set("Content-Type", "text/plain; charset=utf-8")
			}
		}), []string{"header-changed header Content-Type"}},
		{"accept encoding", header(func(h http.Header) { h.Set("Accept-Encoding", "gzip, br") }), []string{"header-changed header Accept-Encoding"}},
		{"query added", func(r *httputil.ProxyRequest) { r.Out.URL.RawQuery += "&debug=1" }, []string{"query-changed query parameter debug"}},
		{"query dropped", func(r *httputil.ProxyRequest) {
			q := r.Out.URL.Query()
			q.Del("versionId")
			r.Out.URL.RawQuery = q.Encode()
		}, []string{"query-changed query parameter versionId"}},
		{"method", func(r *httputil.ProxyRequest) {
			if r.Out.Method == "DELETE" {
				r.Out.Method = "POST"
			}
		}, []string{"method-changed method"}},
		{"prefix", path(func(s string) string { return "/gateway" + s }), []string{"path-changed path"}},
		{"slashes merged", path(audit.MergeSlashes), []string{"path-reencoded path"}},
		{"plus", path(func(s string) string { return strings.ReplaceAll(s, "%2B", "+") }), []string{"path-reencoded path"}},
		{"encoded slash", path(func(s string) string { return strings.ReplaceAll(s, "%252F", "%2F") }), []string{"path-reencoded path"}},
		{"encoded twice", path(func(s string) string { return strings.ReplaceAll(s, "%20", "%2520") }), []string{"path-reencoded path"}},
		{"body replaced", func(r *httputil.ProxyRequest) {
			if r.Out.Method == "PUT" {
				body, err := io.ReadAll(r.Out.Body)
				if err != nil {
					t.Error(err)
				}
				r.Out.Body = io.NopCloser(strings.NewReader(strings.ToUpper(string(body))))
			}
		}, []string{"body-changed body"}},
		{"body compressed", func(r *httputil.ProxyRequest) {
			if r.Out.Method == "PUT" {
				r.Out.Body, r.Out.ContentLength = io.NopCloser(strings.NewReader("zz")), 2
				r.Out.Header.Set("Content-Length", "2")
			}
		}, []string{"length-changed Content-Length"}},
		{"length dropped", func(r *httputil.ProxyRequest) {
			if r.Out.Method == "PUT" {
				r.Out.ContentLength = -1
				r.Out.Header.Del("Content-Length")
			}
		}, []string{"transfer-encoding-changed Transfer-Encoding"}},
	} {
		t.Run(test.name, func(t *testing.T) { assertPlanted(t, throughProxy(t, test.rewrite), test.want...) })
	}
}

// TestChunkedThroughProxy sends a body that the SDK frames as aws-chunked, through
// a proxy that terminates TLS.
func TestChunkedThroughProxy(t *testing.T) {
	framed := func(r *http.Request) bool { return r.Header.Get("Content-Encoding") == "aws-chunked" }
	for _, test := range []struct {
		name    string
		rewrite func(*http.Request)
		want    []string
	}{
		{"transparent", func(*http.Request) {}, nil},
		{"decoded", func(r *http.Request) {
			if framed(r) {
				r.Header.Del("Content-Encoding")
				r.Body, r.ContentLength = io.NopCloser(strings.NewReader("stream\n")), 7
				r.Header.Set("Content-Length", "7")
			}
		}, []string{"chunks-decoded aws-chunked body", "length-changed Content-Length"}},
		{"reframed", func(r *http.Request) {
			if framed(r) {
				body := "4\r\nstre\r\n3\r\nam\n\r\n0\r\n\r\n"
				r.Body, r.ContentLength = io.NopCloser(strings.NewReader(body)), int64(len(body))
				r.Header.Set("Content-Length", fmt.Sprint(len(body)))
			}
		}, []string{"chunks-reframed length of the aws-chunked body"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			echo := httptest.NewServer(&Echo{})
			defer echo.Close()
			u, err := url.Parse(echo.URL)
			if err != nil {
				t.Fatal(err)
			}
			proxy := httptest.NewTLSServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) {
				r.SetURL(u)
				r.Out.Host = r.In.Host
				test.rewrite(r.Out)
			}})
			defer proxy.Close()
			p := &ProxyProbe{Client: proxy.Client()}
			found, err := p.Audit(context.Background(), proxy.URL)
			if err != nil {
				t.Fatal(err)
			}
			assertPlanted(t, found, test.want...)
			if !slices.ContainsFunc(p.Results(), func(r ProxyResult) bool { return audit.Chunked(&r.Capture.Sent) }) {
				t.Error("no request was framed")
			}
		})
	}
}

// startNginx starts the distribution's nginx in front of an echo.
func startNginx(t *testing.T, location string) string {
	t.Helper()
	program, err := exec.LookPath("nginx")
	if err != nil {
		program = "/usr/sbin/nginx" // not on the PATH of everybody
		if _, err := os.Stat(program); err != nil {
			if os.Getenv("S3SAFE_REQUIRE_NGINX") != "" {
				t.Fatal("nginx isn't installed: apt-get install nginx")
			}
			t.Skip("nginx isn't installed, so a real proxy isn't tested: apt-get install nginx")
		}
	}
	echo := httptest.NewServer(&Echo{})
	t.Cleanup(echo.Close)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	conf := filepath.Join(dir, "nginx.conf")
	text := fmt.Sprintf(`daemon off; master_process off; pid %[1]s/pid; error_log stderr;
events {}
http {
  access_log off; client_max_body_size 1g;
  client_body_temp_path %[1]s/body; proxy_temp_path %[1]s/proxy; fastcgi_temp_path %[1]s/f; uwsgi_temp_path %[1]s/u; scgi_temp_path %[1]s/s;
  server { listen %[2]s; underscores_in_headers on; location / { proxy_http_version 1.1; %[3]s } }
}`, dir, address, strings.ReplaceAll(location, "ECHO", strings.TrimPrefix(echo.URL, "http://")))
	if err := os.WriteFile(conf, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	var log strings.Builder
	cmd := exec.Command(program, "-p", dir, "-c", conf)
	cmd.Stderr = &log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if t.Failed() {
			t.Log(log.String())
		}
	})
	for range 100 {
		if c, err := net.Dial("tcp", address); err == nil {
			_ = c.Close()
			return "http://" + address
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("nginx doesn't listen")
	return ""
}

func TestNginx(t *testing.T) {
	for _, test := range []struct {
		name, location string
		want           []string
	}{
		{"transparent", `proxy_pass http://ECHO; proxy_set_header Host $http_host; proxy_set_header Connection "";`, nil},
		{"as installed", `proxy_pass http://ECHO;`, []string{"host-rewritten host"}},
		// A proxy_pass with a path makes nginx decode and normalise the path.
		{"with a path", `proxy_pass http://ECHO/; proxy_set_header Host $http_host;`, []string{"path-reencoded path"}},
		{"prefix and headers", `rewrite ^/(.*)$ /s3/$1 break; proxy_pass http://ECHO; proxy_set_header Host $http_host;
			proxy_set_header X-Amz-Acl ""; proxy_set_header X-Real-IP $remote_addr; proxy_set_header Accept-Encoding gzip;`,
			[]string{"header-added header X-Real-Ip", "header-changed header Accept-Encoding", "header-dropped header X-Amz-Acl", "path-changed path"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			found, err := AuditProxy(context.Background(), startNginx(t, test.location))
			if err != nil {
				t.Fatal(err)
			}
			assertPlanted(t, found, test.want...)
		})
	}
}
