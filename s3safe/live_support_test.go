package s3safe_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/s3safe/state"
)

// fakeS3 is a transport that answers like S3 for one bucket: configurations by
// their subresource, everything else with success. It counts.
type fakeS3 struct {
	mu sync.Mutex
	// answers hold the XML of configurations by subresource; what isn't there
	// isn't configured.
	answers map[string]string
	// fault, if set, answers in the place of all else.
	fault func(r *http.Request) (*http.Response, error)
	sent  []string // method and subresource
	hosts []string
	heads []http.Header
}

const (
	lockEnabled   = `<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled></ObjectLockConfiguration>`
	ownerEnforced = `<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>`
	objectWriter  = `<OwnershipControls><Rule><ObjectOwnership>ObjectWriter</ObjectOwnership></Rule></OwnershipControls>`
)

var absentCodes = map[string]string{
	"object-lock":       "ObjectLockConfigurationNotFoundError",
	"ownershipControls": "OwnershipControlsNotFoundError",
	"publicAccessBlock": "NoSuchPublicAccessBlockConfiguration",
	"encryption":        "ServerSideEncryptionConfigurationNotFoundError",
}

func (f *fakeS3) Do(r *http.Request) (*http.Response, error) {
	if r.Body != nil {
		_, _ = io.Copy(io.Discard, r.Body)
	}
	sub := ""
	for _, known := range []string{"object-lock", "versioning", "ownershipControls", "publicAccessBlock", "encryption", "accelerate", "uploads", "abac", "tagging", "lifecycle", "requestPayment"} {
		if r.URL.Query().Has(known) {
			sub = known
		}
	}
	f.mu.Lock()
	f.sent = append(f.sent, r.Method+" "+sub)
	f.hosts = append(f.hosts, r.URL.Host)
	f.heads = append(f.heads, r.Header.Clone())
	fault := f.fault
	body, ok := f.answers[sub]
	f.mu.Unlock()
	if fault != nil {
		if response, err := fault(r); response != nil || err != nil {
			return response, err
		}
	}
	if r.Method == http.MethodGet && sub != "" && !ok {
		if code := absentCodes[sub]; code != "" {
			return errorAnswer(r, 404, code, "not there"), nil
		}
	}
	return answer(r, 200, body), nil
}

func answer(r *http.Request, status int, body string) *http.Response {
	header := http.Header{"X-Amz-Request-Id": {"4442587FB7D0A2F9"}}
	return &http.Response{StatusCode: status, Header: header, Body: io.NopCloser(strings.NewReader(body)), Request: r}
}

func errorAnswer(r *http.Request, status int, code, message string) *http.Response {
	return answer(r, status, fmt.Sprintf("<Error><Code>%s</Code><Message>%s</Message></Error>", code, message))
}

func (f *fakeS3) set(sub, body string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.answers == nil {
		f.answers = map[string]string{}
	}
	f.answers[sub] = body
}

func (f *fakeS3) setFault(fault func(r *http.Request) (*http.Response, error)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fault = fault
}

// count returns how many requests of a kind were sent: "GET object-lock".
func (f *fakeS3) count(kind string) int {
	f.mu.Lock()
	defer f.mu.Unlock()
	n := 0
	for _, s := range f.sent {
		if s == kind {
			n++
		}
	}
	return n
}

// probes returns the kinds of GETs of configurations that were sent.
func (f *fakeS3) probes() []string {
	f.mu.Lock()
	defer f.mu.Unlock()
	var kinds []string
	for _, s := range f.sent {
		if strings.HasPrefix(s, "GET ") && s != "GET " && !slices.Contains(kinds, s) {
			kinds = append(kinds, s)
		}
	}
	return kinds
}

func (f *fakeS3) options() s3.Options {
	return s3.Options{
		Region: "us-east-1", HTTPClient: f, RetryMaxAttempts: 1,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: "AKIAIOSFODNN7EXAMPLE", SecretAccessKey: "secret"}, nil
		}),
	}
}

func newCache(t testing.TB, opts ...state.Option) *state.Cache {
	t.Helper()
	c, err := state.New(opts...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Wait)
	return c
}

// putter is what clients, guarded either way or not at all, can do.
type putter interface {
	PutObject(context.Context, *s3.PutObjectInput, ...func(*s3.Options)) (*s3.PutObjectOutput, error)
}

// refuse answers every look at a configuration with an error.
func refuse(code string) func(*http.Request) (*http.Response, error) {
	return func(r *http.Request) (*http.Response, error) {
		if r.Method != http.MethodGet {
			return nil, nil
		}
		return errorAnswer(r, 403, code, "no"), nil
	}
}
