package strict_test

import (
	"context"
	"crypto/md5"
	"encoding/base64"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/wire"
	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/state"
	"github.com/s3safe/s3safe-go/s3safe/strict"
	"github.com/s3safe/s3safe-go/s3safe/strict/forward"
)

// put sends an upload, by any client, and prints how it is answered.
func put(endpoint string, headers map[string]string) {
	r, err := http.NewRequest(http.MethodPut, endpoint+"/reports/2026/q3.csv", strings.NewReader("a,b\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for name, value := range headers {
		r.Header.Set(name, value)
	}
	sign(r)
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer answer.Body.Close()
	if rule := answer.Header.Get(strict.RuleHeader); rule != "" {
		fmt.Println(answer.StatusCode, rule)
		return
	}
	fmt.Println(answer.StatusCode)
}

// A server that takes everything becomes as strict as Amazon S3.
func Example() {
	lax := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	defer lax.Close()
	upstream, err := url.Parse(lax.URL)
	if err != nil {
		fmt.Println(err)
		return
	}
	amazon := httptest.NewServer(strict.Handler(forward.To(upstream)))
	defer amazon.Close()

	put(lax.URL, map[string]string{"X-Amz-Storage-Class": "COLD"})
	put(amazon.URL, map[string]string{"X-Amz-Storage-Class": "COLD"})
	put(amazon.URL, map[string]string{"X-Amz-Storage-Class": "GLACIER"})
	// Output:
	// 200
	// 400 storage-class-unknown
	// 200
}

// What is known of a bucket counts too.
func ExampleWithState() {
	known := state.Buckets{"reports": state.Bucket(state.Is(compat.Ownership, "BucketOwnerEnforced"))}
	next := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	amazon := httptest.NewServer(strict.Handler(next, strict.WithState(known)))
	defer amazon.Close()

	put(amazon.URL, map[string]string{"X-Amz-Acl": "public-read"})
	put(amazon.URL, map[string]string{"X-Amz-Acl": "bucket-owner-full-control"})
	// Output:
	// 400 acl-disabled
	// 200
}

// A fleet is observed before anything is rejected.
func ExampleWithMode() {
	next := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	amazon := httptest.NewServer(strict.Handler(next, strict.WithMode(s3safe.Report), strict.OnFinding(func(_ context.Context, e strict.Event) {
		for _, f := range e.Findings {
			fmt.Println(e.Operation, f)
		}
	})))
	defer amazon.Close()

	put(amazon.URL, map[string]string{"X-Amz-Object-Lock-Mode": "GOVERNANCE", "Content-MD5": "rSQAQNOtHLWDOFpDOYEkLA=="})
	// Output:
	// PutObject object-lock-mode-and-date: ObjectLockMode is set without ObjectLockRetainUntilDate
	// 200
}

// ask hands a request to a handler and prints the status and the rule of the answer.
func ask(h http.Handler, r *http.Request) {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	fmt.Println(strings.TrimSpace(fmt.Sprint(w.Code, " ", w.Header().Get(strict.RuleHeader))))
}

// The endpoint that clients will use in production is spoken to by HTTP there, too.
func ExampleWithEndpoint() {
	next := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	r := httptest.NewRequest(http.MethodGet, "/reports/2026/q3.csv", nil)
	r.Host = "127.0.0.1:9000"
	key := strings.Repeat("k", 32)
	r.Header.Set("X-Amz-Server-Side-Encryption-Customer-Algorithm", "AES256")
	r.Header.Set("X-Amz-Server-Side-Encryption-Customer-Key", base64.StdEncoding.EncodeToString([]byte(key)))
	sum := md5.Sum([]byte(key))
	r.Header.Set("X-Amz-Server-Side-Encryption-Customer-Key-Md5", base64.StdEncoding.EncodeToString(sum[:]))
	sign(r)
	ask(strict.Handler(next), r)
	ask(strict.Handler(next, strict.WithEndpoint(compat.Facts{}.With(compat.Scheme, "http"))), r)
	// Output:
	// 200
	// 400 sse-c-needs-https
}

// A store that is reached by names of its own has buckets in front of them.
func ExampleWithDecoding() {
	next := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	r := httptest.NewRequest(http.MethodPut, "/2026/q3.csv", nil)
	r.Host = "reports.store.example.com"
	r.Header.Set("X-Amz-Storage-Class", "COLD")
	sign(r)
	ask(strict.Handler(next), r)
	ask(strict.Handler(next, strict.WithDecoding(wire.Domains("store.example.com"))), r)
	// Output:
	// 200
	// 400 storage-class-unknown
}
