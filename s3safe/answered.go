package s3safe

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	awsmiddleware "github.com/aws/aws-sdk-go-v2/aws/middleware"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go/middleware"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/s3safe/s3safe-go/s3safe/state"
)

// answered is the answer to a call.
type answered struct {
	// response is nil if there is none, or it isn't known. request is the one that it is
	// to, nil if that isn't known.
	response *http.Response
	request  *http.Request
	// failed is set if the error has a response.
	failed *smithyhttp.ResponseError
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
		var as struct { // allocated once, since errors.As may keep any of them
			amazon *awshttp.ResponseError
			other  *smithyhttp.ResponseError
		}
		x.stopped = stoppedBy(err)
		if errors.As(err, &as.amazon) {
			x.requestID = as.amazon.ServiceRequestID()
			x.failed = as.amazon.ResponseError
		}
		if x.failed == nil && errors.As(err, &as.other) {
			x.failed = as.other
		}
		if raw == nil && x.failed != nil {
			raw = x.failed.Response
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
	if x.failed == nil || x.failed.Response == nil || x.failed.Response.Response == nil {
		return 0, ""
	}
	return x.failed.HTTPStatusCode(), state.RegionOf(x.failed)
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
