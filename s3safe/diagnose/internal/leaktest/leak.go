// Package leaktest looks for secrets in what the diagnosis shows.
package leaktest

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/diff"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/parse"
)

// NoLeak fails the test if a text, or one of its usual encodings, is in captures
// in any of their forms.
func NoLeak(t *testing.T, where string, list []*capture.Capture, secrets ...string) {
	t.Helper()
	var b bytes.Buffer
	if err := parse.WriteJSON(&b, list...); err != nil {
		t.Fatal(err)
	}
	for _, c := range list {
		fmt.Fprintf(&b, "%+v", *c)
		if base, err := diff.Baseline(context.Background(), c); err == nil {
			b.WriteString(diff.Diff(c, base).String())
			b.WriteString(diff.Diff(base, c).String())
		}
		for _, d := range list {
			b.WriteString(diff.Diff(c, d).String())
		}
	}
	NoLeakIn(t, where, b.String(), secrets...)
}

// NoLeakIn fails the test if a text has one of the secrets, or one of its usual
// encodings.
func NoLeakIn(t *testing.T, where, text string, secrets ...string) {
	t.Helper()
	for _, s := range secrets {
		for _, form := range []string{s, url.QueryEscape(s), url.PathEscape(s), base64.StdEncoding.EncodeToString([]byte(s))} {
			if i := strings.Index(text, form); i >= 0 {
				t.Errorf("%s: %q leaks: …%s…", where, form, text[max(0, i-60):min(len(text), i+80)])
				return
			}
		}
	}
}
