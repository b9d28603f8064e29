package cli

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// written is what a command writes while it runs.
type written struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (w *written) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.Write(p)
}

func (w *written) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.b.String()
}

// TestProxy: the command forwards, rejects, looks up and signs as its flags say, and
// neither prints nor forwards what is secret.
func TestProxy(t *testing.T) {
	t.Setenv("AWS_ACCESS_KEY_ID", "upstream-id")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "upstream-secret")
	var mu sync.Mutex
	var got []*http.Request
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		mu.Lock()
		got = append(got, r)
		mu.Unlock()
		w.Header().Set("X-Amz-Request-Id", "id")
		if r.URL.Query().Has("ownershipControls") {
			_, _ = io.WriteString(w, "<OwnershipControls><Rule><ObjectOwnership>BucketOwnerEnforced</ObjectOwnership></Rule></OwnershipControls>")
		}
	}))
	defer upstream.Close()
	for _, x := range []struct {
		flags            []string
		status, requests int
		signed           string // the access key of the last request
	}{
		{nil, 200, 1, "client-id"},
		// An ACL rests on the bucket's ownership, and a public one on its public access block.
		{[]string{"--look-up"}, 400, 2, "upstream-id"},
		{[]string{"--look-up", "--report"}, 200, 3, "client-id"},
		{[]string{"--look-up", "--off", "acl-disabled"}, 200, 2, "client-id"},
		{[]string{"--sign", "--region", "eu-west-1"}, 200, 1, "upstream-id"},
	} {
		got = nil
		var out, errs written
		a := &app{out: &out, err: &errs}
		root := a.root()
		root.SetArgs(append([]string{"proxy", "--upstream", upstream.URL, "--listen", "127.0.0.1:0"}, x.flags...))
		ctx, cancel := context.WithCancel(t.Context())
		ended := make(chan error, 1)
		go func() { ended <- root.ExecuteContext(ctx) }()
		address := regexp.MustCompile(`address=(\S+)`)
		var at []string
		for deadline := time.Now().Add(10 * time.Second); at == nil && time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
			at = address.FindStringSubmatch(errs.String())
		}
		if at == nil {
			t.Fatalf("%v: it doesn't listen: %s", x.flags, errs.String())
		}
		r, err := http.NewRequest(http.MethodPut, "http://"+at[1]+"/reports/k", strings.NewReader("the-content"))
		if err != nil {
			t.Fatal(err)
		}
		now := time.Now().UTC()
		r.Header.Set("Authorization", "AWS4-HMAC-SHA256 Credential=client-id/"+now.Format("20060102")+"/us-east-1/s3/aws4_request, "+
			"SignedHeaders=host;x-amz-acl;x-amz-content-sha256;x-amz-date, Signature=client-signature")
		r.Header.Set("X-Amz-Date", now.Format("20060102T150405Z"))
		r.Header.Set("X-Amz-Content-Sha256", "UNSIGNED-PAYLOAD")
		r.Header.Set("X-Amz-Acl", "public-read")
		answer, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		answer.Body.Close()
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("%v: it ends with %v", x.flags, err)
		}
		if answer.StatusCode != x.status || len(got) != x.requests {
			t.Errorf("%v: status %d, %d requests", x.flags, answer.StatusCode, len(got))
			continue
		}
		last := got[len(got)-1]
		if auth := last.Header.Get("Authorization"); !strings.Contains(auth, "Credential="+x.signed+"/") {
			t.Errorf("%v: the last request is signed %s", x.flags, auth)
		}
		if all := out.String() + errs.String(); strings.Contains(all, "upstream-secret") || strings.Contains(all, "signature") || strings.Contains(all, "the-content") {
			t.Errorf("%v: a secret is printed: %s", x.flags, all)
		}
		if lines := strings.Count(out.String(), "\n"); x.status == 400 && (lines != 1 || !strings.Contains(out.String(), `"rule":"acl-disabled"`)) {
			t.Errorf("%v: findings %q", x.flags, out.String())
		}
	}
}
