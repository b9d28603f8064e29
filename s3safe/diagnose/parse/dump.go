package parse

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/build"
)

// ParseDump reads a request as httputil.DumpRequest or DumpRequestOut write it,
// and if given, its answer as httputil.DumpResponse does. The name is that of
// the file, for errors. The capture's Missing says what the dump doesn't tell.
// Of the request's body only a document is read: its members, not their values.
func ParseDump(name string, request, answer io.Reader) (*capture.Capture, error) {
	d := dumpReader{name: name, r: bufio.NewReaderSize(io.LimitReader(request, maxInput), 4<<10)}
	raw, err := d.request()
	if err != nil {
		return nil, err
	}
	b := build.Builder{Source: "dump", Sent: raw, Request: decoded(raw, d.r)}
	if answer != nil {
		d := dumpReader{name: name + " (answer)", r: bufio.NewReaderSize(io.LimitReader(answer, maxInput), 4<<10)}
		if b.Answer, b.Body, err = d.answer(); err != nil {
			return nil, err
		}
	}
	return b.Build(), nil
}

type dumpReader struct {
	name string
	r    *bufio.Reader
	line int
}

func (d *dumpReader) fail(problem string, err error) error {
	return &FileError{File: d.name, Line: max(d.line, 1), Problem: problem, Err: err}
}

// next returns the next line.
func (d *dumpReader) next() (string, error) {
	d.line++
	b, err := readLine(d.r, maxLine)
	switch {
	case errors.Is(err, io.EOF):
		return "", err
	case err != nil:
		return "", d.fail(lineProblem(err, maxLine), err)
	}
	return string(b), nil
}

// start returns the first line that isn't empty.
func (d *dumpReader) start() (string, error) {
	for {
		s, err := d.next()
		if errors.Is(err, io.EOF) {
			return "", d.fail("the dump is empty", nil)
		}
		if err != nil || s != "" {
			return s, err
		}
	}
}

// header reads the lines of a header up to the empty one. A dump that is cut in
// its header has the lines that are there.
func (d *dumpReader) header() (http.Header, error) {
	h := http.Header{}
	for {
		s, err := d.next()
		if errors.Is(err, io.EOF) || err == nil && s == "" {
			return h, nil
		}
		if err != nil {
			return nil, err
		}
		if p := addHeader(h, s); p != "" {
			return nil, d.fail(p, nil)
		}
	}
}

func (d *dumpReader) request() (*build.Raw, error) {
	s, err := d.start()
	if err != nil {
		return nil, err
	}
	l, ok := parseRequestLine(s)
	if !ok {
		return nil, d.fail(`not a request: no line like "PUT /key HTTP/1.1"`, nil)
	}
	raw := &build.Raw{Method: l.method}
	raw.SetTarget(l.target)
	if raw.Header, err = d.header(); err != nil {
		return nil, err
	}
	return raw, raw.Frame(func(p string) error { return d.fail(p, nil) })
}

func (d *dumpReader) answer() (*http.Response, string, error) {
	for {
		s, err := d.start()
		if err != nil {
			return nil, "", err
		}
		status, ok := parseStatusLine(s)
		if !ok {
			return nil, "", d.fail(`not an answer: no line like "HTTP/1.1 400 Bad Request"`, nil)
		}
		h, err := d.header()
		if err != nil {
			return nil, "", err
		}
		if status == http.StatusContinue {
			continue
		}
		body, err := io.ReadAll(io.LimitReader(d.r, maxErrorBody))
		if err != nil {
			return nil, "", d.fail(fmt.Sprintf("reading the body failed after %d bytes", len(body)), err)
		}
		return &http.Response{StatusCode: status, Header: h}, string(body), nil
	}
}
