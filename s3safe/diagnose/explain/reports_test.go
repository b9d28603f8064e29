package explain

import (
	"bufio"
	"bytes"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/diagtest"
)

// A report is a line of testdata/reports.jsonl: a request that people reported as
// refused, told again, and what a right explanation says of it.
type report struct {
	Source, What, Op string
	Input            json.RawMessage
	Answer           struct {
		Status        int
		Code, Message string
		Details       map[string]string
	}
	// Document is S3's, if the report has more of it than code and message.
	Document string
	// Text is the error as a program wrote it, in place of an answer.
	Text string
	// Sent changes the sound capture that is given along, by header; host, path and
	// query have names of their own.
	Sent    map[string]string
	Service string
	Signed  []string
	// First are the ids of which one is the first cause's; Has must be among the
	// causes, Not mustn't.
	First, Has, Not []string
	// Certainty of the first cause, if it matters.
	Certainty Certainty
	// Says are words that the explanation has.
	Says []string
}

func TestReports(t *testing.T) {
	raw, err := os.ReadFile("testdata/reports.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(bytes.NewReader(raw))
	n := 0
	for lines.Scan() {
		n++
		var r report
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Fatalf("line %d: %v", n, err)
		}
		t.Run(r.What, func(t *testing.T) { r.check(t) })
	}
	if n < 30 {
		t.Errorf("only %d reports", n)
	}
}

type textError string

func (e textError) Error() string { return string(e) }

func (r *report) check(t *testing.T) {
	var failed error = &S3Error{Status: r.Answer.Status, Code: r.Answer.Code, Message: r.Answer.Message}
	switch {
	case r.Document != "":
		e, err := ParseError([]byte(r.Document))
		if err != nil {
			t.Fatal(err)
		}
		e.Status = r.Answer.Status
		failed = e
	case r.Text != "":
		failed = textError(r.Text)
	}
	var input any
	if op, ok := operation.Parse(r.Op); ok && len(r.Input) > 0 && string(r.Input) != "null" {
		in, err := sdk.DecodeInput(op, r.Input)
		if err != nil {
			t.Fatal(err)
		}
		input = in
	}
	var c *capture.Capture
	if r.Sent != nil {
		c = r.capture()
	}
	x := ExplainInput(failed, input, c)
	var ids []string
	for _, cause := range x.Causes {
		ids = append(ids, cause.ID)
	}
	text := x.String()
	if len(ids) == 0 || !slices.Contains(r.First, ids[0]) {
		t.Errorf("the first cause isn't of %v:\n%s", r.First, text)
		return
	}
	if r.Certainty != "" && x.Causes[0].Certainty != r.Certainty {
		t.Errorf("%s, want %s:\n%s", x.Causes[0].Certainty, r.Certainty, text)
	}
	for _, id := range r.Has {
		if !slices.Contains(ids, id) {
			t.Errorf("%s is missing:\n%s", id, text)
		}
	}
	for _, id := range r.Not {
		if slices.Contains(ids, id) {
			t.Errorf("%s is there:\n%s", id, text)
		}
	}
	for _, w := range r.Says {
		if !strings.Contains(text, w) {
			t.Errorf("doesn't say %q:\n%s", w, text)
		}
	}
}

func (r *report) capture() *capture.Capture {
	c := diagtest.Sound()
	c.Answer.Status, c.Answer.Code, c.Answer.Message, c.Answer.RequestID = r.Answer.Status, r.Answer.Code, r.Answer.Message, ""
	c.Answer.Header, c.Answer.TLSName = nil, ""
	c.Answer.Details = r.Answer.Details
	if r.Op != "" {
		c.Operation = r.Op
	}
	if r.Service != "" {
		c.Signature.Service = r.Service
	}
	c.Signature.SignedHeaders = append(c.Signature.SignedHeaders, r.Signed...)
	c.Members = nil
	for name, v := range r.Sent {
		for _, m := range []*capture.Message{&c.Signed, &c.Sent} {
			switch name {
			case "method":
				m.Method = v
			case "host":
				m.Host = v
				c.Endpoint.URL = "https://" + v
			case "path":
				m.Path = v
			case "query":
				m.Query = v
			case "bucket":
				c.Members = []capture.Member{{Name: "Bucket", Value: v}}
			default:
				diagtest.SetHeader(m, name, v)
			}
		}
	}
	return c
}
