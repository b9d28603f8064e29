package s3safe

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe/internal/chain"
)

// answered is the answer to a call.
type answered struct {
	// response is nil if there is none, or it isn't known. request is the one that it is
	// to, nil if that isn't known.
	response *http.Response
	request  *http.Request
	// failed is the response that the error has, nil if none.
	failed *http.Response
	// requestID is the id that S3 gave the request, empty if none.
	requestID string
	// stopped is set if a guard has stopped the call, or one inside it.
	stopped bool
}

// answerOf finds a call's answer.
func answerOf(metadata middleware.Metadata, err error) (x answered) {
	raw, _ := awsmiddleware.GetRawResponse(metadata).(*smithyhttp.Response)
	if err == nil {
		x.requestID, _ = awsmiddleware.GetRequestIDMetadata(metadata)
	} else {
		var failed *smithyhttp.Response
		x.stopped = stoppedBy(err)
		failed, x.requestID = chain.Answer(err)
		if failed != nil {
			x.failed = failed.Response
		}
		if raw == nil {
			raw = failed
		}
	}
	if raw != nil && raw.Response != nil {
		x.response, x.request = raw.Response, raw.Response.Request
	}
	return x
}

// url returns the URL that the answer is from, nil if that isn't known.
func (x *answered) url() *url.URL {
	if x.request == nil {
		return nil
	}
	return x.request.URL
}

// failure returns the HTTP status of the answer to a request which failed, 0 if there was
// none, and the Region of the bucket that it names.
func (x *answered) failure() (status int, region string) {
	if x.failed == nil {
		return 0, ""
	}
	return x.failed.StatusCode, header(x.failed.Header, "X-Amz-Bucket-Region")
}

// lengthSent returns the length of the body that was sent, before it was encoded
// in chunks; -1 if it isn't known.
func (x *answered) lengthSent() int64 {
	r := x.request
	if r == nil {
		return -1
	}
	if decoded := r.Header.Get("X-Amz-Decoded-Content-Length"); decoded != "" {
		if n, err := strconv.ParseInt(decoded, 10, 64); err == nil && n >= 0 {
			return n
		}
		return -1
	}
	if r.Method != http.MethodPut || r.ContentLength < 0 || r.ContentLength == 0 && r.Body != nil && r.Body != http.NoBody ||
		strings.HasPrefix(r.Header.Get("X-Amz-Content-Sha256"), "STREAMING-") {
		return -1
	}
	return r.ContentLength
}
