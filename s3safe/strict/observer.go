package strict

import (
	"bytes"
	"io"
	"net/http"
)

// mostError bounds what is kept of an error's document.
const mostError = 64 << 10

// observer passes an answer on to the client, and keeps what is to be learned from it:
// the status, and the body of an error or of an operation that tells something.
type observer struct {
	http.ResponseWriter
	// keep is how much of a successful answer's body is kept at most.
	keep   int
	status int
	body   bytes.Buffer
	// cut is set if the body is longer than what is kept.
	cut    bool
	failed error
}

// Unwrap is for http.ResponseController.
func (o *observer) Unwrap() http.ResponseWriter { return o.ResponseWriter }

// WriteHeader implements http.ResponseWriter.
func (o *observer) WriteHeader(status int) {
	o.begin(status)
	o.ResponseWriter.WriteHeader(status)
}

func (o *observer) begin(status int) {
	if o.status == 0 && status >= http.StatusOK { // what comes before is information
		o.status = status
		if status >= http.StatusMultipleChoices {
			o.keep = mostError
		}
	}
}

// Write implements http.ResponseWriter.
func (o *observer) Write(p []byte) (int, error) {
	o.begin(http.StatusOK)
	n, err := o.ResponseWriter.Write(p)
	if room := o.keep - o.body.Len(); n > room {
		o.cut = true
		o.body.Write(p[:max(room, 0)])
	} else {
		o.body.Write(p[:n])
	}
	if err != nil {
		o.failed = err
	}
	return n, err
}

// ReadFrom implements io.ReaderFrom: an object's body goes the way that it would go
// without the observer.
func (o *observer) ReadFrom(r io.Reader) (int64, error) {
	o.begin(http.StatusOK)
	to, ok := o.ResponseWriter.(io.ReaderFrom)
	if !ok || o.keep > 0 {
		return io.Copy(writerOnly{o}, r)
	}
	n, err := to.ReadFrom(r)
	o.cut = o.cut || n > 0
	if err != nil {
		o.failed = err
	}
	return n, err
}

// writerOnly hides ReadFrom.
type writerOnly struct{ io.Writer }

// Flush implements http.Flusher.
func (o *observer) Flush() {
	o.begin(http.StatusOK)
	_ = http.NewResponseController(o.ResponseWriter).Flush() // one that can't has nothing to flush
}
