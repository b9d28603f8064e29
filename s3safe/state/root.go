package state

import (
	"bytes"
	"context"
	"encoding/xml"
	"fmt"
	"io"

	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
	"github.com/s3safe/s3safe-go/internal/printable"
)

// rooted is a call's option that refuses an answer which is another document
// than the one asked for. The SDK doesn't look at the root element, and where an
// empty document has a meaning, as in "never versioned", any page that a proxy
// puts in S3's place would have it.
func rooted(name string) func(*s3.Options) {
	return func(o *s3.Options) {
		o.APIOptions = append(o.APIOptions, func(stack *middleware.Stack) error {
			return stack.Deserialize.Add(&rootCheck{name}, middleware.After)
		})
	}
}

type rootCheck struct{ name string }

// ID implements middleware.DeserializeMiddleware.
func (*rootCheck) ID() string { return "s3safe:Root" }

// HandleDeserialize reads the answer's body, which is small, and puts it back.
func (m *rootCheck) HandleDeserialize(
	ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
) (middleware.DeserializeOutput, middleware.Metadata, error) {
	out, metadata, err := next.HandleDeserialize(ctx, in)
	response, ok := out.RawResponse.(*smithyhttp.Response)
	if err != nil || !ok || response.StatusCode != 200 {
		return out, metadata, err
	}
	const most = 64 << 10
	body, err := io.ReadAll(io.LimitReader(response.Body, most))
	if err == nil {
		err = m.check(body)
	}
	response.Body = struct {
		io.Reader
		io.Closer
	}{bytes.NewReader(body), response.Body}
	return out, metadata, err
}

func (m *rootCheck) check(body []byte) error {
	for d := xml.NewDecoder(bytes.NewReader(body)); ; {
		token, err := d.Token()
		if err != nil {
			return fmt.Errorf("state: the answer isn't a document: %w", printable.Error(err))
		}
		if start, ok := token.(xml.StartElement); ok {
			if start.Name.Local != m.name {
				return fmt.Errorf("state: the answer is a %q, not a %s", start.Name.Local, m.name)
			}
			return d.Skip() // it must be whole
		}
	}
}
