package parse

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/build"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
)

// ParseHAR reads a HAR file, as browsers and proxies write it, and returns one
// capture for each of its requests. The name is that of the file, for errors.
// Requests to anything but S3 are returned too: what they are, only their reader
// knows.
func ParseHAR(name string, r io.Reader) ([]*capture.Capture, error) {
	limited := &io.LimitedReader{R: r, N: maxInput}
	h := harReader{name: name, d: json.NewDecoder(limited), left: limited}
	list, err := h.read()
	if err != nil {
		return nil, err
	}
	if list == nil {
		return nil, &FileError{File: name, Problem: "not a HAR file: it has no log.entries"}
	}
	return list, nil
}

type harReader struct {
	name string
	d    *json.Decoder
	left *io.LimitedReader
}

// fail makes an error; the cause's text isn't repeated, for it quotes the file.
func (h *harReader) fail(place string, err error) error {
	e := &FileError{File: h.name, Byte: h.d.InputOffset(), Place: place}
	switch {
	case err != nil && h.left.N <= 0:
		e.Problem = fmt.Sprintf("the file is larger than %d MiB", maxInput>>20)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		e.Problem = "the file is cut off"
	case err != nil:
		e.Problem = "not a HAR file: " + jsonProblem(err)
	}
	return e
}

// read walks to log.entries and reads one after the other, so that the memory
// needed is that of one entry.
func (h *harReader) read() ([]*capture.Capture, error) {
	var list []*capture.Capture
	err := h.object("", func(key string) error {
		if key != "log" {
			return h.skip(key)
		}
		return h.object("log", func(key string) error {
			if key != "entries" {
				return h.skip("log." + key)
			}
			var err error
			list, err = h.entries()
			return err
		})
	})
	return list, err
}

// object calls f for each key of the object that comes next.
func (h *harReader) object(place string, f func(key string) error) error {
	if err := h.delim(place, '{'); err != nil {
		return err
	}
	for h.d.More() {
		t, err := h.d.Token()
		if err != nil {
			return h.fail(place, err)
		}
		key, _ := t.(string)
		if err := f(key); err != nil {
			return err
		}
	}
	if _, err := h.d.Token(); err != nil {
		return h.fail(place, err)
	}
	return nil
}

func (h *harReader) delim(place string, want json.Delim) error {
	t, err := h.d.Token()
	if err != nil {
		return h.fail(place, err)
	}
	if t != want {
		what := map[json.Delim]string{'{': "an object", '[': "a list"}[want]
		return &FileError{File: h.name, Byte: h.d.InputOffset(), Place: place, Problem: "not a HAR file: this isn't " + what}
	}
	return nil
}

// skip passes over a value, token by token. The key isn't told in an error: it
// may be anything.
func (h *harReader) skip(string) error {
	for depth := 0; ; {
		t, err := h.d.Token()
		if err != nil {
			return h.fail("", err)
		}
		switch t {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

type harPair struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

type harEntry struct {
	Started time.Time `json:"startedDateTime"`
	Time    float64   `json:"time"`
	Request *struct {
		Method   string    `json:"method"`
		URL      string    `json:"url"`
		Headers  []harPair `json:"headers"`
		BodySize int64     `json:"bodySize"`
		PostData *struct {
			Text string `json:"text"`
		} `json:"postData"`
	} `json:"request"`
	Response *struct {
		Status  int       `json:"status"`
		Headers []harPair `json:"headers"`
		Content struct {
			Text string `json:"text"`
		} `json:"content"`
	} `json:"response"`
}

func (h *harReader) entries() ([]*capture.Capture, error) {
	const place = "log.entries"
	if err := h.delim(place, '['); err != nil {
		return nil, err
	}
	list := []*capture.Capture{}
	for h.d.More() {
		at := fmt.Sprintf("%s[%d]", place, len(list))
		if len(list) == maxRequests {
			return nil, &FileError{File: h.name, Place: at, Problem: fmt.Sprintf("more than %d requests", maxRequests)}
		}
		var e harEntry
		if err := h.d.Decode(&e); err != nil {
			return nil, h.fail(at, err)
		}
		c, problem := e.capture()
		if problem != "" {
			return nil, &FileError{File: h.name, Byte: h.d.InputOffset(), Place: at, Problem: problem}
		}
		list = append(list, c)
	}
	if _, err := h.d.Token(); err != nil {
		return nil, h.fail(place, err)
	}
	return list, nil
}

// capture makes the capture of an entry.
func (e *harEntry) capture() (c *capture.Capture, problem string) {
	if e.Request == nil {
		return nil, "no request"
	}
	if len(e.Request.URL) > maxLine {
		return nil, fmt.Sprintf("the URL is longer than %d bytes", maxLine)
	}
	u, err := url.Parse(e.Request.URL)
	if err != nil || u.Host == "" || !isToken(e.Request.Method) {
		return nil, "request.method and request.url don't make a request"
	}
	raw := &build.Raw{Method: e.Request.Method, Length: e.Request.BodySize}
	raw.SetTarget(e.Request.URL)
	if raw.Path == "" {
		raw.Path = "/"
	}
	host := raw.Host
	if raw.Header, problem = harHeaders("request", e.Request.Headers); problem != "" {
		return nil, problem
	}
	if err := raw.Frame(func(p string) error { return errors.New(p) }); err != nil {
		return nil, "request.headers: " + err.Error()
	}
	if raw.Host == "" {
		raw.Host = host
	}
	var body io.Reader
	if p := e.Request.PostData; p != nil && int64(len(p.Text)) == raw.Length {
		body = strings.NewReader(p.Text)
	}
	b := build.Builder{Source: "har", Sent: raw, Request: decoded(raw, body)}
	// Status 0 is how browsers write that there was no answer.
	if e.Response != nil && e.Response.Status != 0 {
		b.Answer = &http.Response{StatusCode: e.Response.Status}
		if b.Answer.Header, problem = harHeaders("response", e.Response.Headers); problem != "" {
			return nil, problem
		}
		b.Body = strings.Clone(redact.LimitTo(e.Response.Content.Text, maxErrorBody))
	}
	c = b.Build()
	c.Time = e.Started
	if e.Time > 0 && e.Time < 1e12 {
		c.Answer.Duration = time.Duration(e.Time * float64(time.Millisecond))
	}
	return c, ""
}

func harHeaders(of string, pairs []harPair) (http.Header, string) {
	h := http.Header{}
	for i, p := range pairs {
		if strings.HasPrefix(p.Name, ":") && isToken(p.Name[1:]) {
			// HTTP/2 has method, host and path among its headers.
			if p.Name == ":authority" {
				h.Set("Host", p.Value)
			}
			continue
		}
		if len(p.Value) > maxLine {
			return nil, fmt.Sprintf("%s.headers[%d]: longer than %d bytes", of, i, maxLine)
		}
		if problem := addHeader(h, p.Name+":"+p.Value); problem != "" {
			return nil, fmt.Sprintf("%s.headers[%d]: %s", of, i, problem)
		}
	}
	return h, ""
}
