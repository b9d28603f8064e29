package errordoc

import (
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"
)

func answer(status int, body io.ReadCloser, length int64) middleware.DeserializeOutput {
	return middleware.DeserializeOutput{RawResponse: &smithyhttp.Response{Response: &http.Response{StatusCode: status, Body: body, ContentLength: length}}}
}

func TestKeep(t *testing.T) {
	for _, c := range []struct {
		status int
		text   string
		length int64
		kept   int
	}{
		{200, "an object", 9, 0},
		{304, "", 0, 0},
		{404, "", 0, 0},
		{400, "<Error/>", 8, 8},
		{500, "<Error/>", -1, 8}, // also that of a 200 with an error inside
		{400, strings.Repeat("x", 64<<10), -1, Limit},
	} {
		out := answer(c.status, io.NopCloser(strings.NewReader(c.text)), c.length)
		resp := out.RawResponse.(*smithyhttp.Response).Response
		before := resp.Body
		Keep(&out)
		Keep(&out)
		if kept := resp.Body != before; kept != (c.kept > 0) || Below(resp) != before {
			t.Errorf("%d: the body is another one: %v", c.status, kept)
		}
		raw, err := io.ReadAll(resp.Body)
		if err != nil || string(raw) != c.text {
			t.Errorf("%d: %d bytes were read, %v", c.status, len(raw), err)
		}
		if got := string(Of(resp)); got != c.text[:c.kept] {
			t.Errorf("%d: kept %d bytes, want %d", c.status, len(got), c.kept)
		}
	}
	Keep(&middleware.DeserializeOutput{})
}
