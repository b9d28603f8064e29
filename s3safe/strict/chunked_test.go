package strict_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe"
	"github.com/s3safe/s3safe-go/s3safe/strict"
	"github.com/s3safe/s3safe-go/s3safe/strict/forward"
)

// inChunks encodes chunks of the sizes, as clients that sign each do.
func inChunks(sizes ...int) string {
	var b strings.Builder
	for _, n := range sizes {
		fmt.Fprintf(&b, "%x;chunk-signature=%064d\r\n%s\r\n", n, 0, strings.Repeat("x", n))
	}
	return b.String()
}

// TestChunks: a body in aws-chunked is judged as it passes, in front of a server in the
// process and of another.
func TestChunks(t *testing.T) {
	var mu sync.Mutex
	var got []byte
	store := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, "the body is cut", http.StatusInternalServerError)
			return
		}
		mu.Lock()
		got = body
		mu.Unlock()
	})
	behind := httptest.NewServer(store)
	defer behind.Close()
	u, err := url.Parse(behind.URL)
	if err != nil {
		t.Fatal(err)
	}
	whole := inChunks(8192, 100, 0)
	for name, x := range map[string]struct {
		body   string
		mode   s3safe.Mode
		status int
		code   string
		rule   string // that is told
		own    strict.Option
	}{
		"well":                  {whole, s3safe.Enforce, 200, "", "", nil},
		"a small chunk amid":    {inChunks(100, 8192, 0), s3safe.Enforce, 403, "InvalidChunkSizeError", "chunk-too-small", nil},
		"reported":              {inChunks(100, 8192, 0), s3safe.Report, 200, "", "chunk-too-small", nil},
		"its rule reported":     {inChunks(100, 8192, 0), s3safe.Enforce, 200, "", "chunk-too-small", strict.WithRuleMode(s3safe.Report, "chunk-too-small")},
		"its rule enforced":     {inChunks(100, 8192, 0), s3safe.Report, 403, "InvalidChunkSizeError", "chunk-too-small", strict.WithRuleMode(s3safe.Enforce, "chunk-too-small")},
		"its rule off":          {inChunks(100, 8192, 0), s3safe.Enforce, 200, "", "", strict.WithRuleMode(s3safe.Off, "chunk-too-small")},
		"without its last":      {inChunks(8192, 100), s3safe.Enforce, 400, "IncompleteBody", "chunk-last-missing", nil},
		"no chunks, so unknown": {"hello, this isn't in chunks", s3safe.Enforce, 200, "", "", nil},
	} {
		for which, next := range map[string]http.Handler{"handler": store, "proxy": forward.To(u)} {
			var told []strict.Event
			got = nil
			server := httptest.NewServer(strict.Handler(next, strict.WithMode(x.mode), x.own, strict.OnFinding(func(_ context.Context, e strict.Event) {
				mu.Lock()
				defer mu.Unlock()
				told = append(told, e)
			})))
			r, err := http.NewRequest(http.MethodPut, server.URL+"/reports/k", strings.NewReader(x.body))
			if err != nil {
				t.Fatal(err)
			}
			r.Header.Set("X-Amz-Decoded-Content-Length", "8292")
			sign(r)
			r.Header.Set("X-Amz-Content-Sha256", "STREAMING-AWS4-HMAC-SHA256-PAYLOAD")
			answer, err := http.DefaultClient.Do(r)
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(answer.Body)
			answer.Body.Close()
			server.Close()
			if err != nil || answer.StatusCode != x.status || x.code != "" && !bytes.Contains(text, []byte("<Code>"+x.code+"</Code>")) {
				t.Errorf("%s, %s: answer %d %s, %v", name, which, answer.StatusCode, text, err)
			}
			if x.status == 200 && string(got) != x.body {
				t.Errorf("%s, %s: the body arrives as %d bytes", name, which, len(got))
			}
			if x.rule == "" {
				if len(told) > 0 {
					t.Errorf("%s, %s: told %+v", name, which, told)
				}
				continue
			}
			if len(told) != 1 || len(told[0].Findings) != 1 || told[0].Findings[0].Rule.ID != x.rule || told[0].Err == nil ||
				told[0].Operation != "PutObject" || told[0].Rejected != (x.status != 200) || told[0].Answer.Code != x.code {
				t.Errorf("%s, %s: told %+v", name, which, told)
			}
			if got := answer.Header.Get(strict.RuleHeader); (got == x.rule) != (x.status != 200) {
				t.Errorf("%s, %s: the answer names the rule %q", name, which, got)
			}
		}
	}
}
