package strict

import (
	"errors"
	"io"
	"net/http"
	"sync"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/wire"
)

// chunked is an object's body in aws-chunked, which is judged as it passes. At what S3
// refuses, reading it fails.
type chunked struct {
	io.ReadCloser
	call *call

	mu     sync.Mutex // it is read by another goroutine than answers
	chunks *wire.Chunks
	wrong  *violation
}

// violation is what S3 refuses of a body.
type violation struct {
	err     *wire.Error
	finding compat.Finding
	stops   bool
}

// judgeChunks lets the body of a request be judged as it passes. It returns nil if it
// isn't aws-chunked or is a document, which was read already.
func (c *call) judgeChunks() *chunked {
	transfer, _ := c.request.Wire.Get(compat.Transfer)
	if transfer != "aws-chunked" || c.http.Body == nil || !streams(&c.request) {
		return nil
	}
	b := &chunked{ReadCloser: c.http.Body, chunks: new(wire.Chunks), call: c}
	c.http.Body = b
	return b
}

// streams reports whether the body is an object's.
func streams(r *compat.Request) bool {
	for _, m := range r.Present.IDs() {
		if r.Value(m).Kind() == compat.KindStream {
			return true
		}
	}
	return false
}

// Read implements io.Reader.
func (b *chunked) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.chunks == nil {
		return n, err
	}
	_, problem := b.chunks.Write(p[:n])
	if problem == nil && errors.Is(err, io.EOF) {
		problem = b.chunks.Close()
	}
	if problem == nil {
		return n, err
	}
	b.chunks = nil // nothing more can be said of it
	var known *wire.Error
	if !errors.As(problem, &known) || known.Rule == "" {
		return n, err
	}
	f := b.call.violation(known)
	stops, told := b.call.counts(&f)
	if told {
		b.wrong = &violation{err: known, finding: f, stops: stops}
	}
	if stops {
		return 0, known
	}
	return n, err
}

// refused returns what S3 refuses of the body, nil if nothing was seen.
func (b *chunked) refused() *violation {
	if b == nil {
		return nil
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.wrong
}

// replacing is the answer to a request whose body is judged as it passes: if S3
// refuses it, S3's answer goes in the place of what becomes of the request otherwise.
type replacing struct {
	http.ResponseWriter
	body     *chunked
	begun    bool
	replaced bool
}

// Unwrap is for http.ResponseController.
func (w *replacing) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// WriteHeader implements http.ResponseWriter.
func (w *replacing) WriteHeader(status int) {
	if status >= http.StatusOK {
		if !w.begun && w.replace() {
			return
		}
		w.begun = true
	}
	if !w.replaced {
		w.ResponseWriter.WriteHeader(status)
	}
}

// Write implements http.ResponseWriter.
func (w *replacing) Write(p []byte) (int, error) {
	if !w.begun {
		w.WriteHeader(http.StatusOK)
	}
	if w.replaced {
		return len(p), nil
	}
	return w.ResponseWriter.Write(p)
}

// ReadFrom implements io.ReaderFrom: what answers an upload, if it is long, goes the way
// that it would go without the judging.
func (w *replacing) ReadFrom(r io.Reader) (int64, error) {
	if !w.begun {
		w.WriteHeader(http.StatusOK)
	}
	if w.replaced {
		return io.Copy(io.Discard, r)
	}
	return io.Copy(w.ResponseWriter, r)
}

// Flush implements http.Flusher.
func (w *replacing) Flush() {
	if !w.begun {
		w.WriteHeader(http.StatusOK)
	}
	if !w.replaced {
		_ = http.NewResponseController(w.ResponseWriter).Flush() // one that can't has nothing to flush
	}
}

// replace answers in S3's place if it refuses the body. It reports whether it did.
func (w *replacing) replace() bool {
	wrong := w.body.refused()
	if wrong == nil || !wrong.stops || w.begun || w.replaced {
		return w.replaced
	}
	w.replaced = true
	header := w.ResponseWriter.Header()
	for name := range header {
		delete(header, name)
	}
	w.body.call.reject(w.ResponseWriter, &wrong.finding)
	return true
}
