package parse

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/build"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"

	"github.com/s3safe/s3safe-go/internal/printable"
)

const (
	// maxCaptureSize bounds one capture's JSON form, maxCaptures how many one
	// file may hold.
	maxCaptureSize = 1 << 20
	maxCaptures    = 10_000
	// maxKept bounds what the captures of one file take in memory, maxStrings the
	// values in one list of a capture and in all its headers together: an empty
	// value takes 16 bytes there, and 3 in the file.
	maxKept    = 64 << 20
	maxStrings = 1000
)

// WriteJSON writes captures, one JSON object for each line.
func WriteJSON(w io.Writer, captures ...*capture.Capture) error {
	for _, c := range captures {
		b, err := json.Marshal(c)
		if err != nil {
			return fmt.Errorf("diagnose: a capture can't be written: %w", err)
		}
		if _, err := w.Write(append(printable.JSON(b), '\n')); err != nil {
			return err
		}
	}
	return nil
}

// ReadJSON reads captures that WriteJSON wrote: JSON objects, one for each line.
// The name is that of the file, for errors. What a capture should have withheld,
// because somebody else wrote it, is masked again.
func ReadJSON(name string, r io.Reader) ([]*capture.Capture, error) {
	var list []*capture.Capture
	br := bufio.NewReaderSize(r, 64<<10)
	kept := 0
	for line := 1; ; line++ {
		text, err := readLine(br, maxCaptureSize)
		if errors.Is(err, io.EOF) {
			return list, nil
		}
		if err != nil {
			return nil, &FileError{File: name, Line: line, Problem: lineProblem(err, maxCaptureSize), Err: err}
		}
		text = bytes.TrimSpace(text)
		if len(text) == 0 {
			continue
		}
		if len(list) == maxCaptures {
			return nil, &FileError{File: name, Line: line, Problem: fmt.Sprintf("more than %d captures", maxCaptures)}
		}
		c, problem := decodeCapture(text)
		if problem != "" {
			return nil, &FileError{File: name, Line: line, Problem: problem}
		}
		if kept += sizeOf(c); kept > maxKept {
			return nil, &FileError{File: name, Line: line, Problem: fmt.Sprintf("its captures take more than %d MiB", maxKept>>20)}
		}
		list = append(list, c)
	}
}

// decodeCapture reads one capture. The problem never quotes the input, which may
// hold anything.
func decodeCapture(text []byte) (c *capture.Capture, problem string) {
	var version struct {
		Schema *int `json:"schema"`
	}
	if err := json.Unmarshal(text, &version); err != nil {
		return nil, "not a capture: " + jsonProblem(err)
	}
	switch {
	case version.Schema == nil:
		return nil, "not a capture: it has no schema"
	case *version.Schema != capture.SchemaVersion:
		return nil, fmt.Sprintf("schema %d; this version reads schema %d", *version.Schema, capture.SchemaVersion)
	}
	c = new(capture.Capture)
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	if err := d.Decode(c); err != nil {
		return nil, "not a capture of schema 1: " + jsonProblem(err)
	}
	if n := longestList(c); n > maxStrings {
		return nil, fmt.Sprintf("a list of %d values; %d are the most", n, maxStrings)
	}
	build.Mask(c)
	return c, ""
}

// listsOf returns the lists of a capture that aren't headers'.
func listsOf(c *capture.Capture) [][]string {
	return [][]string{c.Missing, c.Signature.SignedHeaders, c.Payload.Checksums, c.Signed.TransferEncoding, c.Sent.TransferEncoding}
}

// longestList returns how many values the longest list of a capture has; the
// values of all headers of a message count together.
func longestList(c *capture.Capture) int {
	n := max(len(c.Members), len(c.Answer.Details))
	for _, l := range listsOf(c) {
		n = max(n, len(l))
	}
	for _, h := range []map[string][]string{c.Signed.Header, c.Sent.Header, c.Answer.Header} {
		all := len(h)
		for _, values := range h {
			all += len(values)
		}
		n = max(n, all)
	}
	return n
}

// What a capture, a text in a list, and an entry of a map take besides the text.
const (
	captureSize = 2 << 10
	stringSize  = 16
	entrySize   = 96
)

// sizeOf returns about what a capture takes in memory.
func sizeOf(c *capture.Capture) int {
	a := &c.Answer
	n := captureSize + len(c.Operation) + len(c.Source) + len(c.Endpoint.URL) + len(a.Code) + len(a.Message) + len(a.Error) +
		len(a.RequestID) + len(a.HostID) + len(a.TLSName)
	for name, v := range a.Details {
		n += entrySize + len(name) + len(v)
	}
	for _, m := range c.Members {
		n += entrySize + len(m.Name) + len(m.Value)
	}
	for _, l := range listsOf(c) {
		for _, s := range l {
			n += stringSize + len(s)
		}
	}
	for _, m := range []*capture.Message{&c.Signed, &c.Sent} {
		n += len(m.Method) + len(m.Host) + len(m.Path) + len(m.Query)
	}
	for _, h := range []map[string][]string{c.Signed.Header, c.Sent.Header, c.Answer.Header} {
		for name, values := range h {
			n += entrySize + len(name)
			for _, v := range values {
				n += stringSize + len(v)
			}
		}
	}
	return n
}

// jsonProblem says what is wrong with JSON, without a part of it.
func jsonProblem(err error) string {
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		return fmt.Sprintf("broken JSON at byte %d", syntax.Offset)
	case errors.As(err, &typ) && typ.Field == "":
		return "it isn't a JSON object"
	case errors.As(err, &typ):
		return fmt.Sprintf("the field %s has the wrong type, at byte %d", redact.LimitTo(typ.Field, 80), typ.Offset)
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return "the JSON is cut off"
	}
	return "a field has a name or a value that the schema doesn't have"
}
