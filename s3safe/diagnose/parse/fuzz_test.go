package parse_test

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/diff"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/parse"
)

// whole checks what holds of every capture: it can be written, read twice, and
// doesn't differ from itself.
func whole(t *testing.T, list []*capture.Capture, err error) {
	t.Helper()
	if err != nil {
		var at *parse.FileError
		if !errors.As(err, &at) || !strings.Contains(err.Error(), "file") {
			t.Fatalf("%v doesn't name the file", err)
		}
		return
	}
	for _, c := range list {
		var once, twice bytes.Buffer
		if err := parse.WriteJSON(&once, c); err != nil {
			t.Fatal(err)
		}
		if once.Len() > 1<<20 {
			return // a capture near the bounds of its parts can't be read again
		}
		again, err := parse.ReadJSON("file", bytes.NewReader(once.Bytes()))
		if err != nil {
			t.Fatalf("%v: %s", err, once.Bytes())
		}
		_ = parse.WriteJSON(&twice, again...)
		third, err := parse.ReadJSON("file", bytes.NewReader(twice.Bytes()))
		if err != nil || len(third) != 1 {
			t.Fatal(err)
		}
		if d := diff.Diff(c, c); len(d.List) != 0 {
			t.Fatalf("differs from itself: %v", d)
		}
		if len(c.Members) < 5 {
			_, _ = diff.Baseline(context.Background(), c)
		}
	}
}

func FuzzParseDump(f *testing.F) {
	f.Add("PUT /k?acl HTTP/1.1\r\nHost: b.s3.us-east-1.amazonaws.com\r\nX-Amz-Acl: private\r\n\r\n", "HTTP/1.1 400 Bad\r\nVia: x\r\n\r\n"+diagtest.InvalidRequest)
	f.Add("GET https://u:p@h/b/k?%zz&a=%41;b HTTP/1.1\nTransfer-Encoding: chunked\n\n", "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n<Error><Code><Code>")
	f.Fuzz(func(t *testing.T, request, answer string) {
		c, err := parse.ParseDump("file", strings.NewReader(request), strings.NewReader(answer))
		whole(t, []*capture.Capture{c}, err)
	})
}

func FuzzParseCurl(f *testing.F) {
	f.Add(curlLog)
	f.Add("> GET / HTTP/1.1\n> Content-Length: x")
	f.Fuzz(func(t *testing.T, log string) {
		list, err := parse.ParseCurl("file", strings.NewReader(log))
		whole(t, list, err)
	})
}

func FuzzParseHAR(f *testing.F) {
	f.Add(diagtest.HAR(harEntry("PUT", "https://s3.eu-west-1.amazonaws.com/b/k?tagging", 400)))
	f.Add(`{"log":{"entries":[{"request":{"method":"GET","url":"http://[::1]:9/"}}]}}`)
	f.Fuzz(func(t *testing.T, text string) {
		list, err := parse.ParseHAR("file", strings.NewReader(text))
		whole(t, list, err)
	})
}

func FuzzReadJSON(f *testing.F) {
	f.Add(`{"schema":1,"source":"sdk","operation":"PutObject","members":[{"name":"ACL","value":"x"}],"endpoint":{},"signature":{"expires":5},"payload":{"length":0},"signed":{},"sent":{"header":{"a":["b"]},"query":"a&b=%"},"answer":{"status":400}}`)
	f.Fuzz(func(t *testing.T, text string) {
		list, err := parse.ReadJSON("file", strings.NewReader(text))
		whole(t, list, err)
	})
}
