package proxy

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/audit"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// Echo is an HTTP handler that records what arrives and answers it back, for
// putting in S3's place behind a proxy: what a proxy does to requests is seen on
// its other side only.
//
//	http.ListenAndServe(":8080", &proxy.Echo{})
//
// [AuditProxy] and [ProxyProbe] are the client's side. An Echo records no
// secrets: values are withheld as in a [capture.Capture].
//
// The zero Echo is ready for use, and safe for concurrent use.
type Echo struct {
	// Limit is how many arrivals are kept, the oldest going first; 0 means 100.
	Limit int
	// Next, if not nil, answers in place of the echo. The arrival is recorded
	// all the same; the request's body has been read.
	Next http.Handler

	mu       sync.Mutex
	arrivals []capture.Message
}

const (
	echoLimit   = 100
	echoMaxBody = 64 << 20
	echoType    = "application/vnd.s3safe.echo+json"
)

// echoed is what an Echo answers.
type echoed struct {
	Arrived capture.Message `json:"arrived"`
	// Digests are those of withheld header values. They go back to where the
	// values came from, and tell it whether they have changed.
	Digests map[string]string `json:"digests,omitempty"`
	// Body is the digest of the body, BodyLength its length.
	Body       string `json:"body"`
	BodyLength int64  `json:"bodyLength"`
}

// ServeHTTP records the request and answers what arrived, as JSON.
func (e *Echo) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	sum := sha256.New()
	n, err := io.Copy(sum, http.MaxBytesReader(w, r.Body, echoMaxBody))
	m, digests := receivedMessage(r)
	e.mu.Lock()
	limit := e.Limit
	if limit <= 0 {
		limit = echoLimit
	}
	e.arrivals = append(e.arrivals, m)
	if over := len(e.arrivals) - limit; over > 0 {
		e.arrivals = append(e.arrivals[:0], e.arrivals[over:]...)
	}
	e.mu.Unlock()
	if e.Next != nil {
		e.Next.ServeHTTP(w, r)
		return
	}
	answer := echoed{Arrived: m, Digests: digests, Body: hex.EncodeToString(sum.Sum(nil)), BodyLength: n}
	if err != nil {
		http.Error(w, "the body can't be read", http.StatusBadRequest)
		return
	}
	body, err := json.Marshal(answer)
	if err != nil {
		http.Error(w, "the request can't be written as JSON", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Type", echoType)
	// An answer to HEAD has no body, so the message goes along as a header then.
	if r.Method == http.MethodHead {
		w.Header().Set(echoHeader, string(body))
		return
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body)
}

// echoHeader carries the answer to HEAD. JSON as encoding/json writes it has no
// line breaks; it may have characters beyond ASCII, which net/http sends as they
// are.
const echoHeader = "X-S3safe-Echo"

// Arrivals returns what arrived, the oldest first.
func (e *Echo) Arrivals() []capture.Message {
	e.mu.Lock()
	defer e.mu.Unlock()
	return append([]capture.Message(nil), e.arrivals...)
}

// receivedMessage describes a request that a server received, without secrets,
// and gives the digests of what it withholds.
func receivedMessage(r *http.Request) (capture.Message, map[string]string) {
	// The path as it stands in the request line: URL.Path is decoded.
	target := r.RequestURI
	if !strings.HasPrefix(target, "/") {
		target = r.URL.RequestURI()
	}
	path, query, _ := strings.Cut(target, "?")
	return maskedMessage(capture.Message{Method: r.Method, Host: r.Host, Path: path, Query: query, Header: r.Header,
		TransferEncoding: r.TransferEncoding, ContentLength: r.ContentLength})
}

// maskedMessage withholds the secrets of a message and returns their digests.
func maskedMessage(m capture.Message) (capture.Message, map[string]string) {
	var red redact.Redactor
	red.LearnHeaders(m.Header)
	red.LearnQuery(m.Query)
	digests := map[string]string{}
	header := red.Headers(m.Header, nil)
	for name, values := range m.Header {
		if strings.Contains(strings.Join(header[http.CanonicalHeaderKey(name)], ","), capture.Masked) {
			digests["header "+http.CanonicalHeaderKey(name)] = digest(audit.Squeeze(values))
		}
	}
	raw := audit.Parameters(m.Query)
	m.Query = red.Query(m.Query)
	for name, values := range audit.Parameters(m.Query) {
		if strings.Contains(strings.Join(values, ","), capture.Masked) {
			digests["query "+name] = digest(strings.Join(raw[name], ","))
		}
	}
	m.Header = header
	m.Path = red.Known(m.Path)
	return m, digests
}

func digest(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
