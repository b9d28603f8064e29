package forward

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	v4 "github.com/aws/aws-sdk-go-v2/aws/signer/v4"
)

// raw sends bytes to a server and returns what the upstream got, byte by byte.
func raw(t *testing.T, request string, opts ...Option) string {
	t.Helper()
	upstream, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer upstream.Close()
	got := make(chan string, 1)
	go func() {
		conn, err := upstream.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
		var b bytes.Buffer
		buffer := make([]byte, 4096)
		for !strings.HasSuffix(b.String(), "\r\n\r\n") {
			n, err := conn.Read(buffer)
			b.Write(buffer[:n])
			if err != nil {
				break
			}
		}
		got <- b.String()
		_, _ = io.WriteString(conn, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
	}()
	u, err := url.Parse("http://" + upstream.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(To(u, opts...))
	defer front.Close()
	conn, err := net.Dial("tcp", front.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
	if _, err := io.WriteString(conn, request); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(conn)
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 200") {
		t.Fatalf("answer %q, %v", answer, err)
	}
	return <-got
}

// TestUntouched: what may be signed reaches the upstream as it was sent.
func TestUntouched(t *testing.T) {
	for _, target := range []string{
		"/b/k", "/b/a%2Fb", "/b/a%2fb", "/b/a//b", "/b/a/../b", "/b/a/./b", "/b/a+b", "/b/a%20b", "/b/%E2%82%AC", "/b/a;b=c", "/b/!*'()",
		"//k", "/b/?acl", "/b?acl=", "/b?", "/b?prefix=a%20b&delimiter=%2F", "/b?a;b", "/b?x=%zz", "/b?b=1&a=2&b=0", "/b?q=a+b", "/b/%C3%28",
	} {
		header := "Host: reports.s3.example.com:8080\r\nAuthorization: AWS4-HMAC-SHA256 Credential=x\r\nX-Amz-Date: 20261129T000000Z\r\n" +
			"X-Forwarded-For: 192.0.2.1\r\nForwarded: for=192.0.2.1\r\nX-Amz-Meta-A:  two  words \r\nAccept-Encoding: identity\r\n"
		got := raw(t, "GET "+target+" HTTP/1.1\r\n"+header+"Connection: close\r\n\r\n")
		line, rest, _ := strings.Cut(got, "\r\n")
		if line != "GET "+target+" HTTP/1.1" {
			t.Errorf("%s became %q", target, line)
		}
		for _, want := range []string{
			"Host: reports.s3.example.com:8080\r\n", "Authorization: AWS4-HMAC-SHA256 Credential=x\r\n", "X-Amz-Date: 20261129T000000Z\r\n",
			"X-Forwarded-For: 192.0.2.1\r\n", "Forwarded: for=192.0.2.1\r\n", "x-amz-meta-a: two  words\r\n", "Accept-Encoding: identity\r\n",
		} {
			if !strings.Contains(rest, want) {
				t.Errorf("%s: %q has no %q", target, rest, want)
			}
		}
		if strings.Contains(rest, "User-Agent") {
			t.Errorf("%s: a header was added: %q", target, rest)
		}
	}
}

// TestMetadataNames: a client gets the names of metadata in lower case, as from S3.
func TestMetadataNames(t *testing.T) {
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X-Amz-Meta-Colour", "blue") }))
	defer upstream.Close()
	u, err := url.Parse(upstream.URL)
	if err != nil {
		t.Fatal(err)
	}
	front := httptest.NewServer(To(u))
	defer front.Close()
	conn, err := net.Dial("tcp", front.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(5 * time.Second))
	if _, err := io.WriteString(conn, "GET /b/k HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	if answer, err := io.ReadAll(conn); err != nil || !strings.Contains(string(answer), "\r\nx-amz-meta-colour: blue\r\n") {
		t.Errorf("answer %q, %v", answer, err)
	}
}

// TestNoCompressionAsked: a header that the client didn't send isn't sent.
func TestNoCompressionAsked(t *testing.T) {
	if got := raw(t, "GET /b/k HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"); strings.Contains(got, "Accept-Encoding") {
		t.Errorf("the upstream got %q", got)
	}
}

func TestUnreachable(t *testing.T) {
	var log bytes.Buffer
	h := To(&url.URL{Scheme: "http", Host: "127.0.0.1:1"}, WithLog(slog.New(slog.NewTextHandler(&log, nil))))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/b/k?X-Amz-Signature=secret-thing", nil))
	if w.Code != http.StatusBadGateway || !strings.Contains(w.Body.String(), "<Code>ServiceUnavailable</Code>") {
		t.Errorf("answer %d %q", w.Code, w.Body)
	}
	if !strings.Contains(log.String(), "can't be forwarded") || strings.Contains(log.String(), "secret-thing") {
		t.Errorf("log %q", log.String())
	}
	head := httptest.NewRecorder()
	h.ServeHTTP(head, httptest.NewRequest(http.MethodHead, "/b/k", nil))
	if head.Code != http.StatusBadGateway || head.Body.Len() > 0 {
		t.Errorf("answer to HEAD %d %q", head.Code, head.Body)
	}
}

// The example of AWS's page: 66,560 bytes in chunks of 64 KB.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
func TestChunksAsDocumented(t *testing.T) {
	at := time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)
	const (
		secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
		seed   = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9"
		first  = "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648"
		second = "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497"
		last   = "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9"
	)
	other := strings.Repeat("0", 64)
	body := func(one, two, three string) string {
		return "10000;chunk-signature=" + one + "\r\n" + strings.Repeat("a", 65536) + "\r\n400;chunk-signature=" + two + "\r\n" +
			strings.Repeat("a", 1024) + "\r\n0;chunk-signature=" + three + "\r\n\r\n"
	}
	got, err := io.ReadAll(newChunks(io.NopCloser(strings.NewReader(body(other, other, other))), newKey(secret, "us-east-1", at), seed, false))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != body(first, second, last) {
		t.Errorf("the chunks have other signatures: %s … %s", got[:90], got[len(got)-90:])
	}
}

// The example of AWS's page for trailers.
// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
func TestTrailerAsDocumented(t *testing.T) {
	at := time.Date(2013, 5, 24, 0, 0, 0, 0, time.UTC)
	const (
		secret  = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
		seed    = "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e"
		first   = "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2"
		second  = "1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7"
		last    = "2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992"
		trailer = "d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435"
	)
	other := strings.Repeat("0", 64)
	body := func(one, two, three, four string) string {
		return "10000;chunk-signature=" + one + "\r\n" + strings.Repeat("a", 65536) + "\r\n400;chunk-signature=" + two + "\r\n" +
			strings.Repeat("a", 1024) + "\r\n0;chunk-signature=" + three + "\r\nx-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:" + four + "\r\n\r\n"
	}
	for _, end := range []string{"\r\n", "\n\r\n"} { // MinIO's client sends the second
		as := func(sums ...string) string {
			return strings.Replace(body(sums[0], sums[1], sums[2], sums[3]), "==\r\n", "=="+end, 1)
		}
		got, err := io.ReadAll(newChunks(io.NopCloser(strings.NewReader(as(other, other, other, other))), newKey(secret, "us-east-1", at), seed, true))
		if err != nil {
			t.Fatal(err)
		}
		if string(got) != as(first, second, last, trailer) {
			t.Errorf("other signatures: %s … %s", got[:90], got[len(got)-230:])
		}
	}
}

func TestWrongChunks(t *testing.T) {
	sig := ";chunk-signature=" + strings.Repeat("0", 64) + "\r\n"
	for name, body := range map[string]string{
		"empty": "", "no size": sig, "no signature": "3\r\nabc\r\n0\r\n\r\n", "short signature": "3;chunk-signature=00\r\nabc\r\n", "cut": "5" + sig + "abc",
		"huge": "7fffffff" + sig, "overlong": "fffffffffffffffff" + sig, "no end of data": "3" + sig + "abcd\r\n0" + sig + "\r\n",
		"long line": strings.Repeat("0", 70<<10), "trailer without end": "0" + sig + strings.Repeat("x-amz-checksum-a:b\r\n", 1000),
		"negative": "-1" + sig,
	} {
		if got, err := io.ReadAll(newChunks(io.NopCloser(strings.NewReader(body)), key{}, "", true)); err == nil {
			t.Errorf("%s: passes as %q", name, got)
		}
	}
}

// TestSigned: a request is signed for the upstream, whatever it came with.
func TestSigned(t *testing.T) {
	at := time.Date(2026, 11, 29, 10, 0, 0, 0, time.UTC)
	credentials := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "upstream-id", SecretAccessKey: "upstream-secret", SessionToken: "upstream-token"}, nil
	})
	s := &signer{credentials: credentials, region: "eu-west-1", now: func() time.Time { return at }}
	body := "hello"
	hash := sha256.Sum256([]byte(body))
	r := httptest.NewRequest(http.MethodPut, "http://front:1/b/a%2Fb?x-id=PutObject", strings.NewReader(body))
	r.RequestURI = ""
	for name, value := range map[string]string{
		"Authorization": "AWS4-HMAC-SHA256 Credential=client-id/20261129/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=client-signature",
		"X-Amz-Date":    "20261129T000000Z", "X-Amz-Security-Token": "client-token", contentSHA256: hex.EncodeToString(hash[:]), "X-Amz-Meta-A": "b",
	} {
		r.Header.Set(name, value)
	}
	if err := s.sign(r, "upstream:9000"); err != nil {
		t.Fatal(err)
	}
	// As the SDK would have signed it for the upstream.
	want := httptest.NewRequest(http.MethodPut, "http://upstream:9000/b/a%2Fb?x-id=PutObject", strings.NewReader(body))
	want.Header.Set(contentSHA256, hex.EncodeToString(hash[:]))
	want.Header.Set("X-Amz-Meta-A", "b")
	c, _ := credentials.Retrieve(t.Context())
	if err := v4.NewSigner(func(o *v4.SignerOptions) { o.DisableURIPathEscaping = true }).SignHTTP(t.Context(), c, want, hex.EncodeToString(hash[:]), "s3", "eu-west-1", at); err != nil {
		t.Fatal(err)
	}
	if got, want := r.Header.Get("Authorization"), want.Header.Get("Authorization"); got != want || !strings.Contains(got, "Credential=upstream-id/20261129/eu-west-1/") {
		t.Errorf("signed %s, want %s", got, want)
	}
	if r.Host != "upstream:9000" || r.Header.Get("X-Amz-Security-Token") != "upstream-token" {
		t.Errorf("host %q, token %q", r.Host, r.Header.Get("X-Amz-Security-Token"))
	}
	for _, left := range []func(*http.Request){
		func(*http.Request) {}, // anonymous, or presigned
		func(r *http.Request) {
			r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=c")
			r.Header.Set("X-Amz-S3session-Token", "t")
		},
	} {
		r := httptest.NewRequest(http.MethodGet, "http://front:1/b/k?X-Amz-Signature=s", nil)
		left(r)
		before := r.Header.Clone()
		if err := s.sign(r, "upstream:9000"); err != nil || r.Host != "front:1" || r.Header.Get("Authorization") != before.Get("Authorization") || r.URL.RawQuery != "X-Amz-Signature=s" {
			t.Errorf("signed anew: %v %v", r.Header, err)
		}
	}
}

// TestUnsignable: what can't be signed anew isn't forwarded, and its body is closed.
func TestUnsignable(t *testing.T) {
	var reached bool
	upstream := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer upstream.Close()
	u, err := url.Parse(upstream.URL)
	if err != nil {
		t.Fatal(err)
	}
	none := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) { return aws.Credentials{}, errors.New("there are none") })
	some := aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
		return aws.Credentials{AccessKeyID: "id", SecretAccessKey: "the-secret"}, nil
	})
	for name, x := range map[string]struct {
		credentials aws.CredentialsProvider
		payload     string
	}{
		"no credentials": {none, "UNSIGNED-PAYLOAD"}, "SigV4A chunks": {some, "STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD"},
	} {
		var log bytes.Buffer
		h := To(u, Signing(x.credentials, "us-east-1"), WithLog(slog.New(slog.NewTextHandler(&log, nil))), WithTransport(http.DefaultTransport))
		r := httptest.NewRequest(http.MethodPut, "http://front/b/k", strings.NewReader("hello"))
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=client")
		r.Header.Set(contentSHA256, x.payload)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusBadGateway || reached || log.Len() == 0 || strings.Contains(log.String(), "the-secret") {
			t.Errorf("%s: answer %d, reached %t, log %q", name, w.Code, reached, log.String())
		}
	}
}
