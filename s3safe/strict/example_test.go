package strict_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"

	"github.com/s3safe/s3safe-go/compat"
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
