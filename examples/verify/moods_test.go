package verify

import (
	"bytes"
	"crypto/tls"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/s3safe/strict"
)

// amazonLike refuses what the catalogue says that Amazon S3 refuses, and otherwise
// accepts, unless it is in a mood to answer something else.
type amazonLike struct {
	stub
	strict http.Handler
	// mood answers in the place of it; nil: it doesn't.
	mood func(n int, r *http.Request) *http.Response

	mu      sync.Mutex
	n       int
	buckets map[string]bool
}

func newAmazonLike(mood func(int, *http.Request) *http.Response) *amazonLike {
	a := &amazonLike{mood: mood, buckets: map[string]bool{}}
	a.strict = strict.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		resp, _ := a.stub.Do(r)
		defer resp.Body.Close()
		for name, values := range resp.Header {
			w.Header()[name] = values
		}
		w.WriteHeader(resp.StatusCode)
		_, _ = io.Copy(w, resp.Body)
	}))
	return a
}

func (a *amazonLike) Do(r *http.Request) (*http.Response, error) {
	a.mu.Lock()
	a.n++
	n := a.n
	a.mu.Unlock()
	if a.mood != nil {
		if resp := a.mood(n, r); resp != nil {
			if r.Body != nil {
				_, _ = io.Copy(io.Discard, r.Body)
			}
			return resp, nil
		}
	}
	host, _, _ := strings.Cut(r.URL.Host, ".")
	if r.Method == http.MethodGet && host == "s3" && r.URL.Path == "/" {
		return answer(r, http.StatusOK, a.listing(r.URL.Query().Get("prefix"))), nil
	}
	switch plain := len(r.URL.Query()) == 0 || r.URL.Query().Has("x-id"); {
	case plain && r.Method == http.MethodPut && isBucket(r):
		a.bucket(host, true)
	case r.Method == http.MethodDelete && r.URL.Path == "/" && len(r.URL.RawQuery) == 0:
		a.bucket(host, false)
	}
	served := r.Clone(r.Context())
	served.RequestURI, served.Host = r.URL.RequestURI(), r.URL.Host
	if r.Body == nil {
		served.Body = http.NoBody
	} else {
		text, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		served.Body = io.NopCloser(bytes.NewReader(text))
	}
	if r.URL.Scheme == "https" {
		served.TLS = &tls.ConnectionState{}
	}
	w := httptest.NewRecorder()
	a.strict.ServeHTTP(w, served)
	resp := w.Result()
	resp.Request = r
	return resp, nil
}

func (a *amazonLike) listing(prefix string) string {
	a.mu.Lock()
	defer a.mu.Unlock()
	text := "<ListAllMyBucketsResult><Owner><ID>me</ID></Owner><Buckets>"
	for name := range a.buckets {
		if strings.HasPrefix(name, prefix) {
			text += "<Bucket><Name>" + name + "</Name></Bucket>"
		}
	}
	return text + "</Buckets></ListAllMyBucketsResult>"
}

func (a *amazonLike) bucket(name string, there bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if there {
		a.buckets[name] = true
	} else {
		delete(a.buckets, name)
	}
}

// fault answers with an error of S3's.
func fault(r *http.Request, status int, code, message string) *http.Response {
	text := "<Error><Code>" + code + "</Code><Message>" + message + "</Message></Error>"
	if r.Method == http.MethodHead {
		text = ""
	}
	return answer(r, status, text)
}

// everyTenth takes rules of every kind.
const everyTenth = 10

// moods are what Amazon S3 answers at times that has nothing to do with the request.
var moods = map[string]struct {
	mood func() func(n int, r *http.Request) *http.Response
	// still are the rules that are confirmed all the same, at least, of those that are
	// when it is calm, in percent.
	still int
	// ends is what the run ends with, if it ends before.
	ends string
	// left is set if buckets can't be removed.
	left bool
}{
	"busy": {still: 80, mood: func() func(int, *http.Request) *http.Response {
		return func(n int, r *http.Request) *http.Response {
			if n%7 == 3 {
				return fault(r, http.StatusServiceUnavailable, "SlowDown", "Please reduce your request rate.")
			}
			return nil
		}
	}},
	"faulty": {still: 80, mood: func() func(int, *http.Request) *http.Response {
		return func(n int, r *http.Request) *http.Response {
			if n%7 == 3 {
				return fault(r, http.StatusInternalServerError, "InternalError", "We encountered an internal error. Please try again.")
			}
			return nil
		}
	}},
	"at work on the bucket": {still: 80, mood: func() func(int, *http.Request) *http.Response {
		return firstOfEach(func(r *http.Request) bool { return r.Method != http.MethodGet && r.Method != http.MethodHead },
			http.StatusConflict, "OperationAborted", "A conflicting conditional operation is currently in progress against this resource.")
	}},
	"without the bucket's name": {still: 80, mood: func() func(int, *http.Request) *http.Response {
		return firstOfEach(func(r *http.Request) bool { return strings.Trim(r.URL.Path, "/") != "" },
			http.StatusTemporaryRedirect, "TemporaryRedirect", "Please re-send this request to the specified temporary endpoint.")
	}},
	"ignorant of a new bucket": {still: 80, mood: func() func(int, *http.Request) *http.Response {
		first := firstOfEach(func(r *http.Request) bool { return strings.Trim(r.URL.Path, "/") != "" },
			http.StatusNotFound, "NoSuchBucket", "The specified bucket does not exist")
		return func(n int, r *http.Request) *http.Response {
			if n > 100 {
				return nil // later it has had time to learn
			}
			return first(n, r)
		}
	}},
	"with expired credentials": {ends: "the credentials aren't valid any more", left: true, mood: func() func(int, *http.Request) *http.Response {
		return func(n int, r *http.Request) *http.Response {
			if n > 200 {
				return fault(r, http.StatusBadRequest, "ExpiredToken", "The provided token has expired.")
			}
			return nil
		}
	}},
	"denying an operation": {still: 60, mood: func() func(int, *http.Request) *http.Response {
		return func(_ int, r *http.Request) *http.Response {
			if r.Method == http.MethodPut && strings.Trim(r.URL.Path, "/") != "" && r.Header.Get("X-Amz-Copy-Source") != "" {
				return fault(r, http.StatusForbidden, "AccessDenied", "Access Denied")
			}
			return nil
		}
	}},
	"denying by IAM": {still: 60, mood: func() func(int, *http.Request) *http.Response {
		return func(n int, r *http.Request) *http.Response {
			if n%5 == 2 && strings.Trim(r.URL.Path, "/") != "" {
				return fault(r, http.StatusForbidden, "AccessDenied", "User: arn:aws:sts::444455556666:assumed-role/r/s is not authorized to perform: s3:PutObjectTagging on resource: x because no identity-based policy allows the s3:PutObjectTagging action")
			}
			return nil
		}
	}},
}

// firstOfEach answers so to the first fitting request to each bucket.
func firstOfEach(fits func(*http.Request) bool, status int, code, message string) func(int, *http.Request) *http.Response {
	var mu sync.Mutex
	seen := map[string]bool{}
	return func(_ int, r *http.Request) *http.Response {
		mu.Lock()
		defer mu.Unlock()
		bucket, _, _ := strings.Cut(r.URL.Host, ".")
		if seen[bucket] || !fits(r) {
			return nil
		}
		seen[bucket] = true
		return fault(r, status, code, message)
	}
}

// Whatever mood S3 is in, a rule that it keeps isn't contradicted, most are confirmed
// all the same, and what can't be removed is told.
func TestMoods(t *testing.T) {
	run := func(t *testing.T, network *amazonLike, wanted func(*compat.Rule) bool) (*Report, error) {
		t.Helper()
		r := &Run{
			Config:  aws.Config{Region: "us-east-1", HTTPClient: network, Credentials: aws.CredentialsProviderFunc(keys)},
			Account: "444455556666", Solved: -1, Settle: time.Millisecond, backoff: time.Millisecond,
			Rules: wanted, Ledger: filepath.Join(t.TempDir(), "ledger"),
		}
		return r.do(t.Context(), network, r.Ledger)
	}
	calm, err := run(t, newAmazonLike(nil), sample(everyTenth))
	if err != nil {
		t.Fatal(err)
	}
	kept := map[string]bool{}
	for _, x := range calm.Rules {
		if x.Standing == Confirmed {
			kept[x.ID] = true
		}
	}
	if len(kept) < 20 {
		t.Fatalf("only %d rules are confirmed when it is calm: %v", len(kept), calm.Counts)
	}
	for name, m := range moods {
		t.Run(name, func(t *testing.T) {
			network := newAmazonLike(m.mood())
			report, err := run(t, network, func(r *compat.Rule) bool { return kept[r.ID] })
			if report == nil {
				t.Fatal(err)
			}
			for _, x := range report.Rules {
				if x.Standing == Contradicted || x.Standing == Doubted {
					t.Errorf("%s is %s: %+v", x.ID, x.Standing, x.Examples)
				}
			}
			if n := report.Counts[string(Confirmed)]; n*100 < m.still*len(kept) {
				t.Errorf("%d of %d rules are confirmed: %v", n, len(kept), report.Counts)
			}
			if m.ends == "" && err != nil || m.ends != "" && (err == nil || !strings.Contains(err.Error(), m.ends)) {
				t.Errorf("it ends with %v, want %q", err, m.ends)
			}
			var text strings.Builder
			if err := report.Text(&text, false); err != nil {
				t.Fatal(err)
			}
			if left := len(network.buckets) > 0; left != m.left || strings.Contains(text.String(), "everything that was made is removed") == left {
				t.Errorf("%d buckets are left, and the report says %q", len(network.buckets), report.Left)
			}
			if m.ends != "" && network.n > 300 {
				t.Errorf("%d requests were sent in vain", network.n-200)
			}
		})
	}
}
