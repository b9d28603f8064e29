// Package proxy finds out what a proxy does to requests:
//
//	go http.ListenAndServe(":9000", &proxy.Echo{}) // the proxy's upstream, in S3's place
//
//	found, err := proxy.AuditProxy(ctx, "http://proxy.example:8080")
//	for _, d := range found {
//		fmt.Println(d)
//	}
//
// What a proxy does is seen on its other side only.
package proxy

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/audit"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/build"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

// ProxyProbe is an HTTP client that sends requests through a proxy to an [Echo]
// behind it, and audits what arrived. It can be the HTTPClient of an S3 client
// whose endpoint is the proxy: then the audited requests are those of the
// application.
//
// The zero ProxyProbe is ready for use, and safe for concurrent use.
type ProxyProbe struct {
	// Client sends the requests; nil means one that neither compresses nor
	// follows redirections, and that takes no proxy from the environment.
	Client *http.Client
	// Answer makes the answer that the caller gets in place of the echo's; nil
	// means 200 with an empty body.
	Answer func(*http.Request) *http.Response

	mu      sync.Mutex
	results []ProxyResult
}

// ProxyResult is what became of one request on its way.
type ProxyResult struct {
	// Capture holds the request as it was sent, Arrived what came out of the
	// proxy; empty if nothing did.
	Capture *capture.Capture `json:"capture"`
	Arrived capture.Message  `json:"arrived"`
	// Discrepancies are empty if the proxy is transparent.
	Discrepancies []audit.Discrepancy `json:"discrepancies,omitempty"`
}

// Results returns what was found, in the order of the requests.
func (p *ProxyProbe) Results() []ProxyResult {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]ProxyResult(nil), p.results...)
}

var probeClient = sync.OnceValue(func() *http.Client {
	return &http.Client{
		Transport:     &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 2, IdleConnTimeout: 10 * time.Second},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
})

// Do sends the request, whose body must not be larger than 64 MB.
func (p *ProxyProbe) Do(r *http.Request) (*http.Response, error) {
	client := p.Client
	if client == nil {
		client = probeClient()
	}
	var body []byte
	if r.Body != nil {
		var err error
		if body, err = io.ReadAll(io.LimitReader(r.Body, echoMaxBody+1)); err != nil {
			return nil, fmt.Errorf("diagnose: the request's body: %w", err)
		}
		if err := r.Body.Close(); err != nil {
			return nil, fmt.Errorf("diagnose: the request's body: %w", err)
		}
		if len(body) > echoMaxBody {
			return nil, errors.New("diagnose: the request's body is too large for a probe")
		}
	}
	sent := r.Clone(r.Context())
	if r.Body != nil {
		sent.Body = io.NopCloser(bytes.NewReader(body))
	}
	if r.ContentLength == 0 && len(body) > 0 {
		// As net/http sends it: a body of unknown length goes in chunks.
		sent.ContentLength = -1
	}
	res := ProxyResult{Capture: probeCapture(sent)}
	digests := digestsOf(sent)
	resp, err := client.Do(sent)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	var got echoed
	switch err := readEcho(resp, &got); {
	case err != nil:
		res.Discrepancies = []audit.Discrepancy{{Kind: audit.ProxyBetween, Severity: audit.Breaks, What: "request", Expected: "an answer of the echo",
			Got: strings.TrimSpace(fmt.Sprintf("status %d %s", resp.StatusCode, redact.Clip(resp.Header.Get("Server"), redact.QuoteLimit))),
			Why: "the proxy answered the request itself, or sent it to something else than the echo: " + err.Error(),
			Fix: "look at the proxy's log; allow the method, the length and the host of the request"}}
	default:
		res.Arrived = got.Arrived
		markChanged(&res.Arrived, digests, got.Digests)
		res.Discrepancies = audit.AuditArrival(res.Capture, res.Arrived)
		sum := sha256.Sum256(body)
		if got.BodyLength == int64(len(body)) && got.Body != hex.EncodeToString(sum[:]) || got.BodyLength != int64(len(body)) && len(res.Discrepancies) == 0 {
			res.Discrepancies = append(res.Discrepancies, audit.Discrepancy{Kind: audit.BodyChanged, Severity: audit.Breaks, What: "body",
				Expected: fmt.Sprintf("%d bytes as sent", len(body)), Got: fmt.Sprintf("%d other bytes", got.BodyLength),
				Why: "the body was changed on the way, so it no longer fits its hash and checksums", Fix: "make the proxy leave the body alone",
				Codes: []string{"XAmzContentSHA256Mismatch", "BadDigest"}})
		}
	}
	p.mu.Lock()
	p.results = append(p.results, res)
	p.mu.Unlock()
	if p.Answer != nil {
		return p.Answer(r), nil
	}
	return &http.Response{Status: "200 OK", StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{}, Body: http.NoBody, Request: r}, nil
}

// probeCapture describes a request that is about to be sent.
func probeCapture(r *http.Request) *capture.Capture {
	m, _ := maskedMessage(sentMessage(r))
	c := &capture.Capture{Schema: capture.SchemaVersion, Source: "sdk", Time: time.Now(), Sent: m,
		Signature: build.SignatureOf(r.Header, r.URL.Query()), Payload: build.PayloadOf(r.Header, r.ContentLength, false)}
	c.Endpoint.URL = r.URL.Scheme + "://" + r.URL.Host
	c.Missing = []string{"signed", "members", "answer"}
	return c
}

// digestsOf returns those of the values that the capture withholds.
func digestsOf(r *http.Request) map[string]string {
	_, d := maskedMessage(sentMessage(r))
	return d
}

// sentMessage is the request as net/http writes it.
func sentMessage(r *http.Request) capture.Message {
	m := capture.Message{Method: r.Method, Host: r.Host, Path: r.URL.EscapedPath(), Query: r.URL.RawQuery, Header: r.Header,
		TransferEncoding: r.TransferEncoding, ContentLength: r.ContentLength}
	if m.Host == "" {
		m.Host = r.URL.Host
	}
	if m.Path == "" {
		m.Path = "/"
	}
	if r.ContentLength < 0 && len(m.TransferEncoding) == 0 {
		m.TransferEncoding = []string{"chunked"}
	}
	return m
}

// readEcho reads an echo's answer.
func readEcho(resp *http.Response, got *echoed) error {
	if resp.Header.Get("Content-Type") != echoType {
		return errors.New("the answer isn't an echo's")
	}
	body := []byte(resp.Header.Get(echoHeader))
	if len(body) == 0 {
		var err error
		if body, err = io.ReadAll(io.LimitReader(resp.Body, 4<<20)); err != nil {
			return errors.New("the answer can't be read")
		}
	}
	if err := json.Unmarshal(body, got); err != nil {
		return errors.New("the answer isn't what an echo writes")
	}
	return nil
}

// markChanged marks withheld values that aren't those that were sent.
func markChanged(m *capture.Message, sent, arrived map[string]string) {
	for what, d := range arrived {
		if sent[what] == "" || sent[what] == d {
			continue
		}
		kind, name, _ := strings.Cut(what, " ")
		if kind == "header" {
			for i, v := range m.Header[name] {
				m.Header[name][i] = strings.ReplaceAll(v, capture.Masked, redact.MaskedChanged)
			}
			continue
		}
		list := strings.Split(m.Query, "&")
		for i, part := range list {
			if n, _, _ := strings.Cut(part, "="); n == name {
				list[i] = strings.ReplaceAll(part, capture.Masked, redact.MaskedChanged)
			}
		}
		m.Query = strings.Join(list, "&")
	}
}

// AuditProxy sends S3 requests through a proxy at the URL to an [Echo] behind it,
// and returns what it did to them. The requests are made and signed by the SDK,
// with credentials that stand for nothing, and chosen for what proxies are known
// to break: keys with //, +, %2F and characters beyond ASCII, metadata, queries,
// bodies, and, over https, a body that is framed as aws-chunked. The result is
// empty if the proxy is transparent; a discrepancy that several requests have is
// returned once.
func AuditProxy(ctx context.Context, proxy string) ([]audit.Discrepancy, error) {
	return new(ProxyProbe).Audit(ctx, proxy)
}

// Audit is [AuditProxy] with this probe's client, for instance one that trusts
// the proxy's certificate.
func (p *ProxyProbe) Audit(ctx context.Context, proxy string) ([]audit.Discrepancy, error) {
	first := len(p.Results())
	client := s3.New(s3.Options{
		Region: "us-east-1", BaseEndpoint: &proxy, UsePathStyle: true, HTTPClient: p, Retryer: aws.NopRetryer{},
		RequestChecksumCalculation: aws.RequestChecksumCalculationWhenSupported,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "no-secret-at-all", SessionToken: "no-token"}, nil
		}),
	})
	bucket := aws.String("amzn-s3-demo-bucket")
	var failed []error
	done := first
	try := func(_ any, err error) {
		// What the SDK makes of the canned answer doesn't matter, if there was one.
		if n := len(p.Results()); n > done {
			done = n
		} else if err != nil {
			failed = append(failed, errors.New((&redact.Redactor{}).Text(err.Error())))
		}
	}
	for _, key := range []string{"plain.txt", "a//b", "a+b c", "zażółć/日本", "a%2Fb", "a/./b"} {
		try(client.GetObject(ctx, &s3.GetObjectInput{Bucket: bucket, Key: aws.String(key)}))
	}
	try(client.ListObjectsV2(ctx, &s3.ListObjectsV2Input{Bucket: bucket, Prefix: aws.String("a+b/ü "), Delimiter: aws.String("/"), MaxKeys: aws.Int32(7)}))
	try(client.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: aws.String("p.txt"), Body: strings.NewReader("probe body\n"),
		ContentType: aws.String("text/plain"), CacheControl: aws.String("no-cache"), ACL: types.ObjectCannedACLBucketOwnerFullControl,
		Metadata: map[string]string{"with_underscore": "1", "plain": "2"}, IfNoneMatch: aws.String("*")}))
	if strings.HasPrefix(proxy, "https:") {
		// The SDK frames a body that can't seek, but over TLS only.
		try(client.PutObject(ctx, &s3.PutObjectInput{Bucket: bucket, Key: aws.String("s.txt"), ContentLength: aws.Int64(7), Body: io.MultiReader(strings.NewReader("stream\n"))}))
	}
	try(client.DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: bucket, Key: aws.String("p.txt"), VersionId: aws.String("v.1")}))
	return distinct(p.Results()[first:]), errors.Join(failed...)
}

// distinct joins the results' discrepancies, each once.
func distinct(results []ProxyResult) []audit.Discrepancy {
	seen := map[string]audit.Discrepancy{}
	var order []string
	for _, r := range results {
		for _, d := range r.Discrepancies {
			id := string(d.Kind) + "\x00" + d.What
			if d.Kind == audit.PathReencoded || d.Kind == audit.PathChanged {
				id += "\x00" + d.Expected
			}
			if _, ok := seen[id]; !ok {
				seen[id] = d
				order = append(order, id)
			}
		}
	}
	out := make([]audit.Discrepancy, 0, len(order))
	for _, id := range order {
		out = append(out, seen[id])
	}
	slices.SortStableFunc(out, func(x, y audit.Discrepancy) int {
		return audit.SeverityRank(x.Severity) - audit.SeverityRank(y.Severity)
	})
	return slices.Clip(out)
}
