package diagnose

import (
	"context"
	"io"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/capture"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/redact"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/parse"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/recorder"
)

// Capture is what is known of one attempt of a request.
type Capture = capture.Capture

// Member is one member of the operation's input.
type Member = capture.Member

// Endpoint is where the request went.
type Endpoint = capture.Endpoint

// Signature is how the request was signed.
type Signature = capture.Signature

// Payload is how the body was sent.
type Payload = capture.Payload

// Message is one form of the request.
type Message = capture.Message

// Answer is what S3, or something in between, answered.
type Answer = capture.Answer

// The constants of package capture.
const (
	SchemaVersion = capture.SchemaVersion
	Masked        = capture.Masked
	MaskedChanged = redact.MaskedChanged
)

// Recorder keeps what is known of the last failures of a client: the attempts
// that S3 answered with an error (4xx, 5xx, a redirection, an error inside a 200), and
// those that got no answer.
type Recorder = recorder.Recorder

// RecorderOption configures a recorder.
type RecorderOption = recorder.RecorderOption

// Keep sets how many failures are kept; the default is 16, and 0 keeps none.
func Keep(n int) RecorderOption {
	return recorder.Keep(n)
}

// CaptureAll captures every attempt for the hooks: those that succeed, too, and
// presigned requests.
func CaptureAll() RecorderOption {
	return recorder.CaptureAll()
}

// OnCapture adds a function that is called with every capture, on the caller's
// goroutine.
func OnCapture(hook func(context.Context, *Capture)) RecorderOption {
	return recorder.OnCapture(hook)
}

// NewRecorder makes a recorder.
func NewRecorder(opts ...RecorderOption) *Recorder {
	return recorder.NewRecorder(opts...)
}

// ContextWithout returns a context whose calls aren't captured: for requests
// that are expected to fail, such as a look whether something exists.
func ContextWithout(ctx context.Context) context.Context {
	return recorder.ContextWithout(ctx)
}

// FileError says where a file isn't what it should be.
type FileError = parse.FileError

// ParseCurl reads what curl -v writes: "> " before the lines of a request, "< "
// before those of an answer, "* " before what curl tells.
func ParseCurl(name string, r io.Reader) ([]*Capture, error) {
	return parse.ParseCurl(name, r)
}

// ParseDump reads a request as httputil.DumpRequest or DumpRequestOut write it,
// and if given, its answer as httputil.DumpResponse does.
func ParseDump(name string, request, answer io.Reader) (*Capture, error) {
	return parse.ParseDump(name, request, answer)
}

// ParseHAR reads a HAR file, as browsers and proxies write it, and returns one
// capture for each of its requests.
func ParseHAR(name string, r io.Reader) ([]*Capture, error) {
	return parse.ParseHAR(name, r)
}

// WriteJSON writes captures, one JSON object for each line.
func WriteJSON(w io.Writer, captures ...*Capture) error {
	return parse.WriteJSON(w, captures...)
}

// ReadJSON reads captures that WriteJSON wrote: JSON objects, one for each
// line.
func ReadJSON(name string, r io.Reader) ([]*Capture, error) {
	return parse.ReadJSON(name, r)
}
