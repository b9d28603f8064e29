// Package parse reads captures from files:
//
//	captures, err := parse.ParseCurl("curl.log", f) // what curl -v wrote
//	if err != nil {
//		return err
//	}
//	err = parse.WriteJSON(os.Stdout, captures...)
//
// It knows dumps, logs of curl, HAR files, and JSON, which it also writes.
package parse

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/s3safe/s3safe-go/internal/printable"
)

const (
	// maxLine bounds a line of a dump or a log, maxHeaders the lines of a header,
	// maxInput what is read of a file. S3 takes 8 KiB of headers.
	maxLine    = 64 << 10
	maxHeaders = 200
	maxInput   = 64 << 20
	// maxErrorBody is how much of an answer's body is read for S3's error.
	maxErrorBody = 64 << 10
	// maxRequests bounds how many requests are taken from one file.
	maxRequests = 10_000
)

// FileError says where a file isn't what it should be. It never quotes the
// file, which may hold secrets.
type FileError struct {
	// File is the name that the parser was given.
	File string
	// Line counts from 1; Byte is the offset where lines mean nothing; Place
	// names an element: log.entries[3].request. Each may be missing.
	Line  int
	Byte  int64
	Place string
	// Problem says what is wrong.
	Problem string
	// Err is the cause, if reading failed.
	Err error
}

// Error implements error.
func (e *FileError) Error() string {
	var b strings.Builder
	b.WriteString("diagnose: ")
	b.WriteString(printable.Line(e.File))
	if e.Line > 0 {
		fmt.Fprintf(&b, ":%d", e.Line)
	}
	if e.Byte > 0 {
		fmt.Fprintf(&b, " at byte %d", e.Byte)
	}
	if e.Place != "" {
		b.WriteString(": " + printable.Line(e.Place))
	}
	b.WriteString(": " + printable.Line(e.Problem))
	return b.String()
}

// Unwrap returns the cause.
func (e *FileError) Unwrap() error { return e.Err }

var errLongLine = errors.New("line too long")

// readLine reads a line without its end, in bounded memory. A last line without
// an end counts; after it comes io.EOF.
func readLine(r *bufio.Reader, most int) ([]byte, error) {
	var line []byte
	for {
		part, err := r.ReadSlice('\n')
		if len(line)+len(part) > most {
			return nil, errLongLine
		}
		line = append(line, part...)
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
		case err == nil:
			line = line[:len(line)-1]
			if n := len(line); n > 0 && line[n-1] == '\r' {
				line = line[:n-1]
			}
			return line, nil
		case errors.Is(err, io.EOF) && len(line) > 0:
			return line, nil
		default:
			return nil, err
		}
	}
}

func lineProblem(err error, most int) string {
	if errors.Is(err, errLongLine) {
		return fmt.Sprintf("the line is longer than %d bytes", most)
	}
	return "reading failed"
}

// startLine is the first line of a request or an answer.
type startLine struct {
	method, target string
}

// parseRequestLine reads "PUT /key HTTP/1.1".
func parseRequestLine(s string) (l startLine, ok bool) {
	method, rest, _ := strings.Cut(s, " ")
	i := strings.LastIndexByte(rest, ' ')
	if i <= 0 || !strings.HasPrefix(rest[i+1:], "HTTP/") || !isToken(method) {
		return l, false
	}
	l.method, l.target = method, rest[:i]
	return l, l.target[0] == '/' || strings.Contains(l.target, "://") || l.target == "*"
}

// parseStatusLine reads "HTTP/1.1 400 Bad Request".
func parseStatusLine(s string) (status int, ok bool) {
	proto, rest, _ := strings.Cut(s, " ")
	if !strings.HasPrefix(proto, "HTTP/") || len(rest) < 3 {
		return 0, false
	}
	for _, c := range rest[:3] {
		if c < '0' || c > '9' {
			return 0, false
		}
		status = status*10 + int(c-'0')
	}
	return status, status >= 100 && (len(rest) == 3 || rest[3] == ' ')
}

// isToken reports whether s is a method or the name of a header.
func isToken(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c <= ' ' || c >= 0x7f || strings.IndexByte(`"(),/:;<=>?@[\]{}`, c) >= 0 {
			return false
		}
	}
	return s != "" && len(s) <= 256
}

// addHeader adds a line of a header; the problem is empty if it is one.
func addHeader(h http.Header, line string) (problem string) {
	name, value, found := strings.Cut(line, ":")
	if !found || !isToken(name) {
		return "not a header line"
	}
	if len(h) >= maxHeaders {
		return fmt.Sprintf("more than %d headers", maxHeaders)
	}
	key := http.CanonicalHeaderKey(name)
	if len(h[key]) >= maxHeaders {
		return fmt.Sprintf("more than %d values of one header", maxHeaders)
	}
	h[key] = append(h[key], strings.TrimSpace(value))
	return ""
}
