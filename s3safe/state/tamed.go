package state

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"sync/atomic"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/internal/printable"
	"github.com/s3safe/s3safe-go/s3safe/internal/document"
)

// The most that is read of the answer to a probe. S3's errors have a few hundred
// bytes; the longest configuration, of a thousand lifecycle rules, has less than
// a megabyte.
const (
	maxErrorBody  = 64 << 10
	maxAnswerBody = 1 << 20
)

// tamed is the option of a probe: whatever is at the other end, S3 or not, only
// an answer of S3's gets through, of a size that S3's have, and nobody leads the
// probe elsewhere.
func tamed(op compat.Operation) option {
	return func(o *s3.Options) {
		if client, ok := o.HTTPClient.(*http.Client); ok && client != nil {
			// S3 redirects by an answer of 301 or 307 that names the Region or the
			// endpoint. That is something to learn from; to follow it isn't a
			// probe's business.
			own := *client
			own.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
			o.HTTPClient = &own
		}
		o.APIOptions = append(o.APIOptions[:len(o.APIOptions):len(o.APIOptions)], func(stack *middleware.Stack) error {
			return stack.Deserialize.Add(&answerCheck{documentOf(op)}, middleware.After)
		})
	}
}

// answerCheck lets only answers of S3's through.
type answerCheck struct{ root string }

// ID implements middleware.DeserializeMiddleware.
func (*answerCheck) ID() string { return "s3safe:Answer" }

// HandleDeserialize reads the answer's body and puts it back.
func (m *answerCheck) HandleDeserialize(
	ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
) (middleware.DeserializeOutput, middleware.Metadata, error) {
	out, metadata, err := next.HandleDeserialize(ctx, in)
	response, ok := out.RawResponse.(*smithyhttp.Response)
	if err != nil || !ok {
		return out, metadata, err
	}
	most := maxErrorBody
	if response.StatusCode/100 == 2 {
		most = maxAnswerBody
	}
	body, err := io.ReadAll(io.LimitReader(response.Body, int64(most)+1))
	_ = response.Body.Close()
	switch {
	case err != nil:
	case len(body) > most:
		err = fmt.Errorf("state: the answer has more than %d bytes", most)
	default:
		err = m.check(response, body)
	}
	response.Body = io.NopCloser(bytes.NewReader(body[:min(len(body), most)]))
	return out, metadata, err
}

func (m *answerCheck) check(response *smithyhttp.Response, body []byte) error {
	expected := m.root
	if response.StatusCode/100 != 2 {
		expected = "Error"
	}
	if expected == "" || expected == "Error" && len(body) == 0 {
		// The answer to a HEAD, or a policy, which isn't XML.
		if response.Header.Get("X-Amz-Request-Id") == "" {
			return fmt.Errorf("state: an answer %d without a request id isn't S3's", response.StatusCode)
		}
		return nil
	}
	root, err := document.Whole(body)
	if err != nil {
		return fmt.Errorf("state: the answer isn't a document: %w", printable.Error(err))
	}
	if !isRoot(root, expected) {
		return fmt.Errorf("state: the answer is a %.50q, not a %s", root, expected)
	}
	return nil
}

// maxHops bounds the requests of one probe. The SDK's own HTTP client follows a
// 307 as often as it comes.
const maxHops = 4

// short returns a context that ends when a call has made too many requests.
func short(ctx context.Context) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	var hops atomic.Int32
	return httptrace.WithClientTrace(ctx, &httptrace.ClientTrace{GetConn: func(string) {
		if hops.Add(1) > maxHops {
			cancel()
		}
	}}), cancel
}
