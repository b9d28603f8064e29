package strict_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
	"github.com/aws/smithy-go"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/member"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/provider"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/strict"
)

// lax is a server that accepts everything, and counts.
type lax struct {
	requests atomic.Int64
	answer   func(http.ResponseWriter, *http.Request) bool
}

func (l *lax) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	l.requests.Add(1)
	_, _ = io.Copy(io.Discard, r.Body)
	w.Header().Set("X-Amz-Request-Id", "LAX")
	if l.answer != nil && l.answer(w, r) {
		return
	}
	w.WriteHeader(http.StatusOK)
}

// serve starts a strict server in front of a lax one and returns a client of it.
func serve(t *testing.T, next http.Handler, opts ...strict.Option) *s3.Client {
	t.Helper()
	if err := strict.Validate(opts...); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(strict.Handler(next, opts...))
	t.Cleanup(server.Close)
	return s3.New(s3.Options{
		Region: "us-east-1", BaseEndpoint: &server.URL, UsePathStyle: true, Credentials: credentials, Retryer: aws.NopRetryer{},
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported,
	})
}

// answer is what a client got.
func answer(err error) (status int, code, message string) {
	var response *smithyhttp.ResponseError
	var api smithy.APIError
	if errors.As(err, &response) {
		status = response.HTTPStatusCode()
	}
	if errors.As(err, &api) {
		code, message = api.ErrorCode(), api.ErrorMessage()
	}
	return status, code, message
}

func twoChecksums() *s3.PutObjectInput {
	return &s3.PutObjectInput{
		Bucket: aws.String("reports"), Key: aws.String("a b/ü"), Body: strings.NewReader("hello"),
		ChecksumCRC32: aws.String("NhCmhg=="), ChecksumSHA256: aws.String("LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ="),
	}
}

func TestRejects(t *testing.T) {
	server := new(lax)
	client := serve(t, server)
	_, err := client.PutObject(t.Context(), twoChecksums())
	status, code, message := answer(err)
	if status != 400 || code != "InvalidRequest" || message != "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed." {
		t.Errorf("answer %d %s %q", status, code, message)
	}
	if server.requests.Load() != 0 {
		t.Error("the request reached the server")
	}
	ok := twoChecksums()
	ok.ChecksumSHA256 = nil
	if _, err := client.PutObject(t.Context(), ok); err != nil || server.requests.Load() != 1 {
		t.Errorf("a compatible request: %v, %d requests", err, server.requests.Load())
	}
}

// TestDocument: the answer has the form of Amazon's.
func TestDocument(t *testing.T) {
	h := strict.Handler(new(lax))
	request := func(method string) *http.Request {
		r := httptest.NewRequest(method, "http://127.0.0.1/reports/a%20b?partNumber=0", nil)
		sign(r)
		return r
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, request(http.MethodGet))
	var d struct {
		XMLName                                    xml.Name `xml:"Error"`
		Code, Message, Resource, RequestId, HostId string
	}
	if err := xml.Unmarshal(w.Body.Bytes(), &d); err != nil {
		t.Fatal(err)
	}
	if w.Code != 400 || d.Code == "" || d.Message == "" || d.Resource != "/reports/a b" ||
		d.RequestId != w.Header().Get("X-Amz-Request-Id") || len(d.RequestId) != 16 || d.HostId != w.Header().Get("X-Amz-Id-2") || len(d.HostId) != 64 {
		t.Errorf("answer %d %v %s", w.Code, w.Header(), w.Body)
	}
	if rule := w.Header().Get(strict.RuleHeader); rule == "" || w.Header().Get("Content-Type") != "application/xml" {
		t.Errorf("header %v", w.Header())
	}
	head := httptest.NewRecorder()
	h.ServeHTTP(head, request(http.MethodHead))
	if head.Code != 400 || head.Body.Len() != 0 || head.Header().Get("X-Amz-Request-Id") == "" {
		t.Errorf("answer to HEAD %d %v %s", head.Code, head.Header(), head.Body)
	}
}

// TestMessageWithValues: where S3's message has values of the request in it, which the
// rules don't know, the client is told the problem.
func TestMessageWithValues(t *testing.T) {
	r := httptest.NewRequest(http.MethodGet, "http://reports.s3.eu-west-1.amazonaws.com/k", nil)
	sign(r) // for us-east-1
	w := httptest.NewRecorder()
	strict.Handler(new(lax)).ServeHTTP(w, r)
	if w.Code != 400 || !strings.Contains(w.Body.String(), "<Code>AuthorizationHeaderMalformed</Code>") || strings.Contains(w.Body.String(), "…") || strings.Contains(w.Body.String(), "<Message></Message>") {
		t.Errorf("answer %d %s", w.Code, w.Body)
	}
}

func TestModes(t *testing.T) {
	const rule = "checksum-several-values"
	for name, x := range map[string]struct {
		opts             []strict.Option
		rejected, events bool
	}{
		"enforce":             {nil, true, true},
		"report":              {[]strict.Option{strict.WithMode(s3safe.Report)}, false, true},
		"off":                 {[]strict.Option{strict.WithMode(s3safe.Off)}, false, false},
		"rule off":            {[]strict.Option{strict.WithRuleMode(s3safe.Off, rule)}, false, false},
		"rule reported":       {[]strict.Option{strict.WithRuleMode(s3safe.Report, rule)}, false, true},
		"only one rule":       {[]strict.Option{strict.WithMode(s3safe.Off), strict.WithRuleMode(s3safe.Enforce, rule)}, true, true},
		"as a store, unknown": {[]strict.Option{strict.As(provider.GCS)}, false, true},
		"as Amazon":           {[]strict.Option{strict.As(provider.Amazon)}, true, true},
	} {
		var events []strict.Event
		requests := 0
		server := new(lax)
		opts := append([]strict.Option{
			strict.OnFinding(func(_ context.Context, e strict.Event) { events = append(events, e) }),
			strict.OnRequest(func(context.Context, strict.Event) { requests++ }),
		}, x.opts...)
		_, err := serve(t, server, opts...).PutObject(t.Context(), twoChecksums())
		if (err != nil) != x.rejected || server.requests.Load() == 1 == x.rejected {
			t.Errorf("%s: %v, %d requests", name, err, server.requests.Load())
		}
		if (len(events) > 0) != x.events {
			t.Errorf("%s: events %v", name, events)
		}
		for _, e := range events {
			if e.Rejected != x.rejected || e.Operation != "PutObject" || e.Bucket != "reports" || len(e.Findings) == 0 || e.Findings[0].Rule.ID != rule {
				t.Errorf("%s: event %+v", name, e)
			}
		}
	}
}

func TestOwnRules(t *testing.T) {
	own := compat.Rule{
		ID: "example-no-glacier", Topic: "own", Title: "Nothing is archived", Operations: []compat.Operation{operation.PutObject},
		When: compat.Equals(member.StorageClass, "GLACIER"), Answer: compat.Answer{Status: 403, Code: "AccessDenied", Message: "No archives."},
		Why: "A policy says so.", Fix: "Use another class.", Sources: []string{"https://docs.aws.amazon.com/"},
		Violating: []compat.Case{compat.Given(operation.PutObject, member.StorageClass, "GLACIER")}, Allowed: []compat.Case{compat.Given(operation.PutObject)},
	}
	for _, store := range []*provider.Profile{nil, provider.Amazon, provider.MinIO} {
		_, err := serve(t, new(lax), strict.WithRules(own), strict.As(store)).PutObject(t.Context(), &s3.PutObjectInput{
			Bucket: aws.String("reports"), Key: aws.String("k"), StorageClass: types.StorageClassGlacier,
		})
		if status, code, message := answer(err); status != 403 || code != "AccessDenied" || message != "No archives." {
			t.Errorf("answer %d %s %q", status, code, message)
		}
	}
	own.Why = ""
	if err := strict.Validate(strict.WithRules(own)); err == nil {
		t.Error("an incomplete rule is valid")
	}
	if err := strict.Validate(strict.WithRuleMode(s3safe.Off, "no-such-rule"), strict.WithMode(9)); err == nil || !strings.Contains(err.Error(), "no-such-rule") || !strings.Contains(err.Error(), "mode 9") {
		t.Errorf("options that don't exist: %v", err)
	}
}

// TestUntouched: what goes on reaches the server as it came, bodies included.
func TestUntouched(t *testing.T) {
	var got, sent *http.Request
	var body []byte
	next := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r.Clone(r.Context())
		body, _ = io.ReadAll(r.Body)
		w.Header().Set("X-Custom", "v")
		w.WriteHeader(http.StatusTeapot)
		_, _ = io.WriteString(w, "tea")
	})
	document := "<VersioningConfiguration  xmlns='http://s3.amazonaws.com/doc/2006-03-01/' ><Status>Enabled</Status></VersioningConfiguration>\n"
	for _, x := range []struct{ method, target, body string }{
		{http.MethodPut, "/reports?versioning", document},
		{http.MethodPut, "/reports?versioning=", "not a document"},
		{http.MethodPut, "/reports/k?x-id=PutObject", "hello"},
		{http.MethodGet, "/reports/a%2Fb//c?partNumber=1", ""},
		{http.MethodPost, "/elsewhere/?nothing-of-s3", "a=b"},
	} {
		sent = httptest.NewRequest(x.method, "http://unknown.example.com"+x.target, strings.NewReader(x.body))
		sent.Header.Set("X-Amz-Meta-A", "b")
		if strings.HasPrefix(x.target, "/reports") {
			sent.Host = "127.0.0.1:9000"
		}
		before := sent.Clone(t.Context())
		w := httptest.NewRecorder()
		strict.Handler(next, strict.WithMode(s3safe.Report)).ServeHTTP(w, sent)
		if got.Method != before.Method || got.RequestURI != before.RequestURI || got.Host != before.Host || got.ContentLength != before.ContentLength ||
			len(got.Header) != len(before.Header) || got.Header.Get("X-Amz-Meta-A") != "b" || string(body) != x.body {
			t.Errorf("%s %s arrives as %s %s %v %q", x.method, x.target, got.Method, got.RequestURI, got.Header, body)
		}
		if w.Code != http.StatusTeapot || w.Body.String() != "tea" || w.Header().Get("X-Custom") != "v" {
			t.Errorf("%s %s: the answer arrives as %d %q", x.method, x.target, w.Code, w.Body)
		}
	}
}

// TestUnread: a request that can't be read goes on, and is told.
func TestUnread(t *testing.T) {
	server := new(lax)
	var events []strict.Event
	h := strict.Handler(server, strict.OnFinding(func(_ context.Context, e strict.Event) { events = append(events, e) }))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://reports.unknown.example.com/k", nil))
	if w.Code != http.StatusOK || server.requests.Load() != 1 || len(events) != 1 || events[0].Err == nil || events[0].Rejected {
		t.Errorf("answer %d, events %+v", w.Code, events)
	}
}

// TestSecrets: nothing that is secret is logged or answered.
func TestSecrets(t *testing.T) {
	var log bytes.Buffer
	h := strict.Handler(new(lax), strict.LogFindings(slog.New(slog.NewJSONHandler(&log, nil))))
	secrets := []string{"c2VjcmV0LWtleS1zZWNyZXQta2V5LXNlY3JldC1rZXk", "the-signature", "the-token", "the-body", "the-tag", "the-metadata"}
	r := httptest.NewRequest(http.MethodPut, "http://127.0.0.1/reports/the-name", strings.NewReader(secrets[3]))
	for name, value := range map[string]string{
		"X-Amz-Security-Token":                      secrets[2],
		"X-Amz-Server-Side-Encryption-Customer-Key": secrets[0], "X-Amz-Server-Side-Encryption-Customer-Algorithm": "AES128",
		"X-Amz-Tagging": "k=" + secrets[4] + "&k=" + secrets[4], "X-Amz-Meta-A": secrets[5] + strings.Repeat("m", 3000), "X-Amz-Storage-Class": "NO\x7fPE",
	} {
		r.Header.Set(name, value)
	}
	sign(r)
	r.Header.Set("Authorization", strings.Replace(r.Header.Get("Authorization"), strings.Repeat("0", 64), secrets[1], 1))
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if w.Code != 400 || log.Len() == 0 {
		t.Fatalf("answer %d, log %q", w.Code, log.String())
	}
	for _, s := range secrets {
		if strings.Contains(log.String(), s) || strings.Contains(w.Body.String(), s) {
			t.Errorf("%q is in the log %s or the answer %s", s, log.String(), w.Body)
		}
	}
}

// TestClock: dates reject a request only if no clock that may be S3's accepts it; with
// a clock that is given, they are judged by that.
func TestClock(t *testing.T) {
	now := time.Date(2026, 11, 29, 12, 0, 0, 0, time.UTC)
	clock := strict.WithClock(func() time.Time { return now })
	request := func(signed, until time.Time) *http.Request {
		r := httptest.NewRequest(http.MethodPut, "http://127.0.0.1/reports/k", strings.NewReader("hello"))
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/"+signed.Format("20060102")+"/us-east-1/s3/aws4_request, SignedHeaders=content-md5;host;x-amz-content-sha256;x-amz-date;x-amz-object-lock-mode;x-amz-object-lock-retain-until-date, Signature="+strings.Repeat("0", 64))
		r.Header.Set("X-Amz-Date", signed.Format("20060102T150405Z"))
		r.Header.Set("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
		r.Header.Set("Content-Md5", "XUFAKrxLKna5cZ2REBfFkg==")
		r.Header.Set("X-Amz-Object-Lock-Mode", "GOVERNANCE")
		r.Header.Set("X-Amz-Object-Lock-Retain-Until-Date", until.Format(time.RFC3339))
		return r
	}
	real := time.Now().UTC()
	for name, x := range map[string]struct {
		opts          []strict.Option
		signed, until time.Time
		code          string
	}{
		"all is well":               {nil, real, real.Add(time.Hour), ""},
		"long past":                 {nil, real, real.Add(-time.Hour), "InvalidArgument"},
		"just past":                 {nil, real, real.Add(-time.Minute), ""},
		"signed a while ago":        {nil, real.Add(-20 * time.Minute), real.Add(time.Hour), ""},
		"signed long ago":           {nil, real.Add(-time.Hour), real.Add(time.Hour), "RequestTimeTooSkewed"},
		"by a clock, well":          {[]strict.Option{clock}, now, now.Add(time.Second), ""},
		"by a clock, long past":     {[]strict.Option{clock}, now, now.Add(-time.Hour), "InvalidArgument"},
		"by a clock, signed before": {[]strict.Option{clock}, now.Add(-time.Hour), now.Add(time.Hour), "RequestTimeTooSkewed"},
	} {
		w := httptest.NewRecorder()
		strict.Handler(new(lax), x.opts...).ServeHTTP(w, request(x.signed, x.until))
		if (w.Code == http.StatusOK) != (x.code == "") || !strings.Contains(w.Body.String(), x.code) {
			t.Errorf("%s: answer %d %s", name, w.Code, w.Body)
		}
	}
}

// TestAsAStore: the rules are those of the store that the handler stands for: its own,
// and those of Amazon's that it keeps.
func TestAsAStore(t *testing.T) {
	tagged := &s3.PutObjectInput{Bucket: aws.String("reports"), Key: aws.String("k"), Tagging: aws.String("a=b")}
	for _, x := range []struct {
		store    *provider.Profile
		rejected bool
	}{{provider.Amazon, false}, {provider.R2, true}, {provider.MinIO, false}} {
		server := new(lax)
		_, err := serve(t, server, strict.As(x.store)).PutObject(t.Context(), tagged)
		if (err != nil) != x.rejected || server.requests.Load() == 1 == x.rejected {
			t.Errorf("as %s: %v, %d requests", x.store.Name, err, server.requests.Load())
		}
		if status, code, message := answer(err); x.rejected && (status < 400 || code == "" || message == "") {
			t.Errorf("as %s: answer %d %s %q", x.store.Name, status, code, message)
		}
	}
}

// TestUnreadByRule: a request that can't be read is dealt with by the rule that says what
// Amazon answers, like all others.
func TestUnreadByRule(t *testing.T) {
	for rule, x := range map[string]struct {
		method, target, contentType, body string
		status                            int
		code, operation, bucket           string
	}{
		"subresource-method": {"DELETE", "http://127.0.0.1:9000/reports?acl", "", "", 405, "MethodNotAllowed", "", "reports"},
		"website-method":     {"PUT", "http://reports.s3-website-us-east-1.amazonaws.com/k", "", "", 405, "MethodNotAllowed", "", ""},
		"uploads-with-key":   {"GET", "http://127.0.0.1:9000/reports/k?uploads", "", "", 400, "InvalidRequest", "ListMultipartUploads", "reports"},
		"document-malformed": {"PUT", "http://127.0.0.1:9000/reports?tagging", "", "<Tagging>", 400, "MalformedXML", "PutBucketTagging", "reports"},
		"form-malformed":     {"POST", "http://127.0.0.1:9000/reports", "multipart/form-data", "a=b", 400, "MalformedPOSTRequest", "PutObject", "reports"},
	} {
		for _, how := range []struct {
			name     string
			opts     []strict.Option
			rejected bool
			findings int
		}{
			{"enforced", nil, true, 1},
			{"reported", []strict.Option{strict.WithMode(s3safe.Report)}, false, 1},
			{"its rule reported", []strict.Option{strict.WithRuleMode(s3safe.Report, rule)}, false, 1},
			{"its rule off", []strict.Option{strict.WithRuleMode(s3safe.Off, rule)}, false, 0},
		} {
			passed := 0
			next := http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
				if got, err := io.ReadAll(r.Body); string(got) != x.body || err != nil {
					t.Errorf("%s, %s: the body arrives as %q, %v", rule, how.name, got, err)
				}
				passed++
			})
			var on, found []strict.Event
			opts := append([]strict.Option{
				strict.OnRequest(func(_ context.Context, e strict.Event) { on = append(on, e) }),
				strict.OnFinding(func(_ context.Context, e strict.Event) { found = append(found, e) }),
			}, how.opts...)
			r := httptest.NewRequest(x.method, x.target, strings.NewReader(x.body))
			if x.contentType != "" {
				r.Header.Set("Content-Type", x.contentType)
			}
			w := httptest.NewRecorder()
			strict.Handler(next, opts...).ServeHTTP(w, r)
			if len(on) != 1 || len(found) != 1 || len(on[0].Findings) != how.findings || on[0].Err == nil || on[0].Rejected != how.rejected ||
				on[0].Operation != x.operation || on[0].Bucket != x.bucket || how.findings == 1 && on[0].Findings[0].Rule.ID != rule {
				t.Errorf("%s, %s: told %+v and %+v", rule, how.name, on, found)
			}
			if !how.rejected {
				if w.Code != 200 || passed != 1 {
					t.Errorf("%s, %s: answer %d", rule, how.name, w.Code)
				}
				continue
			}
			if w.Code != x.status || passed != 0 || w.Header().Get(strict.RuleHeader) != rule || !strings.Contains(w.Body.String(), "<Code>"+x.code+"</Code>") || on[0].Answer.Code != x.code {
				t.Errorf("%s: answer %d %v %s", rule, w.Code, w.Header(), w.Body)
			}
		}
	}
}
