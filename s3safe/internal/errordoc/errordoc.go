// Package errordoc keeps S3's error documents: the SDK reads code, message and ids of
// them, and drops the rest.
package errordoc

import (
	"io"
	"net/http"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

// Limit is how many bytes of a document are kept. The longest elements that tell
// anything, S3's canonical request above all, stand in front of their hexadecimal
// forms.
const Limit = 12 << 10

// Body is the body of an answer, which remembers how it begins.
type Body struct {
	io.ReadCloser
	text []byte
}

// Read implements io.Reader.
func (b *Body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if room := Limit - len(b.text); room > 0 && n > 0 {
		b.text = append(b.text, p[:min(n, room)]...)
	}
	return n, err
}

// Keep lets the body of an answer that is an error be remembered when it is read. An
// answer that is none stays as it is.
func Keep(out *middleware.DeserializeOutput) {
	resp, ok := out.RawResponse.(*smithyhttp.Response)
	if !ok || resp == nil || resp.Response == nil || resp.StatusCode < 300 || resp.Body == nil ||
		resp.Body == http.NoBody || resp.ContentLength == 0 || resp.StatusCode == http.StatusNotModified {
		return
	}
	if _, kept := resp.Body.(*Body); !kept {
		resp.Body = &Body{ReadCloser: resp.Body}
	}
}

// Of returns what was read of an answer's body, as far as it is kept; nil if it isn't.
func Of(resp *http.Response) []byte {
	if b, ok := resp.Body.(*Body); ok {
		return b.text
	}
	return nil
}

// Below returns the body that an answer has without what keeps it.
func Below(resp *http.Response) io.ReadCloser {
	if b, ok := resp.Body.(*Body); ok {
		return b.ReadCloser
	}
	return resp.Body
}
