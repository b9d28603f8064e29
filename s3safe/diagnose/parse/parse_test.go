package parse_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/s3"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/leaktest"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/parse"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
)

// The requests of every operation, in both addressing styles, lead back to it
// and to the members that were set.
func TestParseDumpEveryOperation(t *testing.T) {
	for _, op := range sdk.Operations() {
		for _, path := range []bool{false, true} {
			_, dump := diagtest.DumpOf(t, compat.Given(op), func(o *s3.Options) { o.UsePathStyle = path })
			c, err := parse.ParseDump("dump", bytes.NewReader(dump), strings.NewReader("HTTP/1.1 400 Bad Request\r\nX-Amz-Request-Id: R1\r\n\r\n"+diagtest.InvalidRequest))
			if err != nil {
				t.Fatal(err)
			}
			if c.Operation != op.String() {
				t.Errorf("%s (path style %v): taken for %q\n%s", op, path, c.Operation, dump)
				continue
			}
			required := sdk.Schema.Required(op)
			for _, m := range required.IDs() {
				if !slices.ContainsFunc(c.Members, func(x capture.Member) bool { return x.Name == m.String() }) {
					t.Errorf("%s: no member %s in %v", op, m, c.Members)
				}
			}
			if c.Answer.Code != "InvalidRequest" || c.Answer.RequestID != "R1" || !slices.Equal(c.Missing, []string{"signed"}) || c.Signature.Scheme != "SigV4" {
				t.Errorf("%s: %+v %v", op, c.Answer, c.Missing)
			}
		}
	}
}

// Each optional member that has a place of its own is found in it.
func TestParseDumpMembers(t *testing.T) {
	for _, op := range sdk.Operations() {
		all, required := sdk.Schema.Members(op), sdk.Schema.Required(op)
		for _, m := range all.Without(required).IDs() {
			b, _ := sdk.BindingOf(op, m)
			if b.Location != sdk.Header && b.Location != sdk.Query && b.Location != sdk.HeaderPrefix || b.Name == "Content-Length" || b.Name == "X-Amz-Sdk-Checksum-Algorithm" {
				continue
			}
			_, dump := diagtest.DumpOf(t, compat.Given(op, m, sdk.Schema.Samples(op, m)[0]))
			c, err := parse.ParseDump("dump", bytes.NewReader(dump), nil)
			if err != nil {
				t.Fatal(err)
			}
			if c.Operation != op.String() || !slices.ContainsFunc(c.Members, func(x capture.Member) bool { return x.Name == m.String() }) {
				t.Errorf("%s.%s: %s %v", op, m, c.Operation, c.Members)
			}
		}
	}
}

const curlLog = `*   Trying 52.218.1.1:443...
* Connected to reports.s3.eu-west-1.amazonaws.com (52.218.1.1) port 443
* SSL connection using TLSv1.3 / TLS_AES_128_GCM_SHA256
> PUT /a%20b.txt?tagging HTTP/1.1
> Host: reports.s3.eu-west-1.amazonaws.com
> Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261122/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=aabbccddeeff
> X-Amz-Date: 20261122T101112Z
> Content-Length: 12
> Expect: 100-continue
>
< HTTP/1.1 100 Continue
<
} [12 bytes data]
< HTTP/1.1 400 Bad Request
< x-amz-request-id: R1
< Content-Type: application/xml
<
{ [100 bytes data]
<?xml version="1.0" encoding="UTF-8"?>
<Error><Code>MalformedXML</Code><Message>The XML you provided was not well-formed</Message>
<RequestId>R1</RequestId></Error>
* Connection #0 to host left intact
* Re-using existing connection with host reports.s3.eu-west-1.amazonaws.com port 443
> HEAD /k HTTP/2
> host: reports.s3.eu-west-1.amazonaws.com
>
< HTTP/2 404
<
`

func TestParseCurl(t *testing.T) {
	list, err := parse.ParseCurl("curl.log", strings.NewReader(curlLog))
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 {
		t.Fatalf("%d captures", len(list))
	}
	c := list[0]
	if c.Operation != "PutObjectTagging" || c.Answer.Code != "MalformedXML" || c.Answer.Status != 400 || c.Answer.RequestID != "R1" ||
		c.Endpoint.URL != "https://reports.s3.eu-west-1.amazonaws.com" || c.Endpoint.Region != "eu-west-1" || c.Signature.Region != "eu-west-1" || c.Source != "curl" {
		t.Errorf("%+v", c)
	}
	if c := list[1]; c.Operation != "HeadObject" || c.Answer.Status != 404 || c.Signature.Scheme != "anonymous" {
		t.Errorf("%+v", c)
	}
	leaktest.NoLeak(t, "curl", list, "AKIAIOSFODNN7EXAMPLE", "aabbccddeeff")
}

func harEntry(method, url string, status int) string {
	return fmt.Sprintf(`{"startedDateTime":"2026-11-22T10:11:12Z","time":12.5,"request":{"method":%q,"url":%q,"headers":[{"name":":authority","value":"s3.eu-west-1.amazonaws.com"},{"name":"x-amz-acl","value":"private"}],"bodySize":3},`+
		`"response":{"status":%d,"headers":[{"name":"x-amz-request-id","value":"R1"}],"content":{"text":%q}}}`, method, url, status, diagtest.InvalidRequest)
}

func TestParseHAR(t *testing.T) {
	text := diagtest.HAR(harEntry("PUT", "https://s3.eu-west-1.amazonaws.com/reports/k?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20261122%2Feu-west-1%2Fs3%2Faws4_request&X-Amz-Expires=60&X-Amz-SignedHeaders=host&X-Amz-Signature=aabbccddeeff", 400),
		harEntry("GET", "https://s3.eu-west-1.amazonaws.com/reports?list-type=2&prefix=a%2F", 0))
	list, err := parse.ParseHAR("x.har", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != 2 {
		t.Fatalf("%d captures", len(list))
	}
	c := list[0]
	if c.Operation != "PutObject" || !c.Signature.Presigned || c.Answer.Code != "InvalidRequest" || c.Endpoint.Style != "path" || c.Time.IsZero() || c.Payload.Length != 3 {
		t.Errorf("%+v", c)
	}
	if want := "X-Amz-Credential=(masked)/20261122/eu-west-1/s3/aws4_request"; !strings.Contains(c.Sent.Query, want) {
		t.Error(c.Sent.Query)
	}
	c = list[1]
	if c.Operation != "ListObjectsV2" || !slices.Contains(c.Missing, "answer") || c.Sent.Query != "list-type=2&prefix=a%2F" {
		t.Errorf("%+v", c)
	}
	leaktest.NoLeak(t, "har", list, "AKIAIOSFODNN7EXAMPLE", "aabbccddeeff")
}

// Bad input of every kind is an error that names the file and the place, and
// quotes nothing of it.
func TestParseErrors(t *testing.T) {
	dump := func(name, s string) error { _, err := parse.ParseDump(name, strings.NewReader(s), nil); return err }
	answer := func(name, s string) error {
		_, err := parse.ParseDump(name, strings.NewReader("GET / HTTP/1.1\r\n\r\n"), strings.NewReader(s))
		return err
	}
	curl := func(name, s string) error { _, err := parse.ParseCurl(name, strings.NewReader(s)); return err }
	har1 := func(name, s string) error { _, err := parse.ParseHAR(name, strings.NewReader(s)); return err }
	captures := func(name, s string) error { _, err := parse.ReadJSON(name, strings.NewReader(s)); return err }
	const secret = "SECRETsecret1234567890"
	long := strings.Repeat("a", 2<<20)
	for _, x := range []struct {
		parse       func(string, string) error
		input, want string
	}{
		{dump, "", "f:1: the dump is empty"},
		{dump, secret, "f:1: not a request"},
		{dump, "\x00\xff\x01binary\n", "f:1: not a request"},
		{dump, "PUT /k HTTP/1.1\r\n" + secret + "\r\n\r\n", "f:2: not a header line"},
		{dump, "PUT /k HTTP/1.1\r\nHost: h\r\nContent-Length: " + secret + "\r\n\r\n", "Content-Length isn't a length"},
		{dump, "PUT /k HTTP/1.1\r\nA: " + long, "f:2: the line is longer than"},
		{dump, "PUT /k HTTP/1.1\r\n" + strings.Repeat("A: b\r\n", 300), "f:202: more than 200 values"},
		{answer, secret, "f (answer):1: not an answer"},
		{answer, "HTTP/1.1 400 Bad\r\n" + secret, "f (answer):2: not a header line"},
		{curl, "", "f:1: no request"},
		{curl, "> " + secret, "f:1: a request's header without"},
		{curl, "< HTTP/1.1 200 OK", "f:1: an answer without a request"},
		{curl, "> GET / HTTP/1.1\n> " + secret, "f:2: not a header line"},
		{curl, "< x: y", "f:1: an answer's header without"},
		{har1, "", "the file is cut off"},
		{har1, "[]", "this isn't an object"},
		{har1, `{"a":"` + secret, "the file is cut off"},
		{har1, `{"log":{"entries":[{"request":{"method":"GET","url":"https://h/` + secret, "log.entries[0]: the file is cut off"},
		{har1, `{"log":{"entries":{}}}`, "log.entries: not a HAR file: this isn't a list"},
		{har1, `{"log":{}}`, "it has no log.entries"},
		{har1, `{"log":{"entries":[{"request":"` + secret + `"}]}}`, "log.entries[0]: not a HAR file: the field request has the wrong type"},
		{har1, diagtest.HAR(harEntry("GET", "https://h/", 200), `{}`), "log.entries[1]: no request"},
		{har1, diagtest.HAR(harEntry("GET", ":"+secret, 200)), "log.entries[0]: request.method and request.url"},
		{har1, diagtest.HAR(`{"request":{"method":"GET","url":"https://h/","headers":[{"name":"bad ` + secret + `"}]}}`), "log.entries[0]: request.headers[0]: not a header line"},
		{captures, `{"schema":1}` + "\n{" + secret, "f:2: not a capture: broken JSON"},
		{captures, `{}`, "f:1: not a capture: it has no schema"},
		{captures, `{"schema":7}`, "f:1: schema 7; this version reads schema 1"},
		{captures, `{"schema":1,"` + secret + `":1}`, "f:1: not a capture of schema 1"},
		{captures, `{"schema":1,"answer":{"status":"` + secret + `"}}`, "the field answer.status has the wrong type"},
		{captures, `{"schema":1,"source":"` + long, "f:1: the line is longer than"},
	} {
		err := x.parse("f", x.input)
		var at *parse.FileError
		if !errors.As(err, &at) || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%.60q: %v, want %s", x.input, err, x.want)
		} else if strings.Contains(err.Error(), secret) {
			t.Errorf("%.60q: quoted: %v", x.input, err)
		}
	}
}

// endless repeats a text for ever after a beginning.
type endless struct {
	begin, again string
	at           int
}

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.begin)
	e.begin = e.begin[n:]
	for n < len(p) {
		c := copy(p[n:], e.again[e.at:])
		n += c
		e.at = (e.at + c) % len(e.again)
	}
	return n, nil
}

// What never ends is given up, in bounded memory.
func TestParseEndless(t *testing.T) {
	for name, read := range map[string]func() error{
		"dump": func() error { _, err := parse.ParseDump("f", &endless{again: "a"}, nil); return err },
		"header": func() error {
			_, err := parse.ParseDump("f", &endless{"GET / HTTP/1.1\n", "A: b\n", 0}, nil)
			return err
		},
		"curl": func() error {
			_, err := parse.ParseCurl("f", &endless{"> GET / HTTP/1.1\n>\n", "body\n", 0})
			return err
		},
		"log":  func() error { _, err := parse.ParseCurl("f", &endless{again: "> GET / HTTP/1.1\n>\n"}); return err },
		"har":  func() error { _, err := parse.ParseHAR("f", &endless{`{"log":{"entries":[`, "[", 0}); return err },
		"json": func() error { _, err := parse.ReadJSON("f", &endless{"", "a", 0}); return err },
	} {
		var at *parse.FileError
		if err := read(); !errors.As(err, &at) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A capture that lacks parts says which.
func TestMissing(t *testing.T) {
	for s, want := range map[string][]string{
		"GET / HTTP/1.1\r\nHost: s3.amazonaws.com\r\n\r\n":                {"answer", "signed"},
		"PATCH /b/k HTTP/1.1\r\nHost: s3.amazonaws.com":                   {"answer", "members", "operation", "signed"},
		"GET https://u:p@b.s3.amazonaws.com/k?versionId=1#x HTTP/1.1\r\n": {"answer", "signed"},
	} {
		c, err := parse.ParseDump("d", strings.NewReader(s), nil)
		if err != nil || !slices.Equal(c.Missing, want) {
			t.Errorf("%q: %v %v", s, c, err)
		}
	}
}

// What is written can be read, and is the same.
func TestJSONRoundTrip(t *testing.T) {
	r := recorder.NewRecorder()
	_, _ = diagtest.FakeClient(&diagtest.Fake{Status: 400, Body: diagtest.InvalidRequest}, r).PutObject(context.Background(), diagtest.SmallPut())
	list, _ := parse.ParseCurl("c", strings.NewReader(curlLog))
	list = append(list, r.Failures()...)
	var b bytes.Buffer
	if err := parse.WriteJSON(&b, list...); err != nil {
		t.Fatal(err)
	}
	text := b.String()
	again, err := parse.ReadJSON("f", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	b.Reset()
	if err := parse.WriteJSON(&b, again...); err != nil {
		t.Fatal(err)
	}
	if b.String() != text {
		t.Errorf("\n%s\n%s", text, b.String())
	}
}

// What somebody else wrote is masked when it is read.
func TestReadJSONMasks(t *testing.T) {
	const secret = "SECRETsecret1234567890"
	c := &capture.Capture{Schema: 1, Operation: "PutObject",
		Members: []capture.Member{{Name: "SSECustomerKey", Value: secret}, {Name: "Tagging", Value: secret}, {Name: "Foreign", Value: secret}},
		Sent: capture.Message{
			Header: map[string][]string{"Authorization": {"Bearer " + secret}, "X-Other": {secret}, "X-Amz-Server-Side-Encryption-Customer-Key": {secret}},
			Query:  "X-Amz-Security-Token=" + secret, Path: "/" + secret,
		},
		Answer: capture.Answer{Message: "the token is " + secret, Header: map[string][]string{"Set-Cookie": {secret}}},
	}
	text, _ := json.Marshal(c)
	list, err := parse.ReadJSON("f", bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	leaktest.NoLeak(t, "json", list, secret)
}
