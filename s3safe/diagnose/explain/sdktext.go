package explain

import (
	"strings"

	"github.com/s3safe/s3safe-go/s3safe/internal/chain"
)

// What the SDK for Go writes around an error, as it wraps one around the other
// (smithy.OperationError, ResponseError of service/s3, GenericAPIError and the
// middlewares that refuse a request). Everything in this package that reads the text of
// an error of the SDK reads it by these.
const (
	// sdkCallMark begins the text of a call's error.
	sdkCallMark = chain.CallMark + "S3: "
	// sdkCallForm is sdkCallMark with the operation.
	sdkCallForm = sdkCallMark + `(?P<operation>\w+)`
	// sdkAnswerForm is a call's error that has an answer, with and without the
	// identifiers that S3's own error has; sdkOtherForm one in which they aren't.
	sdkAnswerForm = sdkCallForm + `, (?:exceeded maximum number of attempts, \d+, )?https? response error StatusCode: (?P<status>\d+), RequestID: (?P<request>[^,]*), HostID: (?P<host>[^,]*), (?:api error )?(?P<code>[\w.]+): ?(?P<message>.*)$`
	sdkOtherForm  = sdkCallForm + `, .*?\bapi error (?P<code>[\w.]+): ?(?P<message>.*)$`
	// sdkUnread is in the text of an error for an answer that couldn't be read.
	sdkUnread = "deserializ"

	// What stands in front of the sentence that says why a request wasn't sent.
	sdkSerialization   = "serialization failed"
	sdkEndpointRule    = "endpoint rule error"
	sdkResolve         = "ResolveEndpointV2"
	sdkGetIdentity     = "get identity: "
	sdkGetCredentials  = "get credentials: "
	sdkBindAuthScheme  = "bind auth scheme params"
	sdkResolveScheme   = "resolve auth scheme: "
	sdkResolveEndpoint = "resolve endpoint: "
)

// sdkFronts are those that stand before the SDK's own sentence, in the order in which
// they stand.
var sdkFronts = []string{
	sdkResolveScheme, sdkResolveEndpoint, sdkEndpointRule + ", ", "not found, " + sdkResolve + ", ", sdkGetIdentity, sdkGetCredentials, sdkSerialization + ": ",
}

var (
	sdkCall = expression(sdkCallForm)
	// sdkService is how the error of a call of any service begins.
	sdkService = expression(chain.CallMark + `([\w ]+): \w+, `)
)

// sdkOperation returns the operation of S3 that the text of an error names first, empty
// if there is none.
func sdkOperation(text string) string {
	if m := sdkCall().FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// innermost drops what the SDK puts in front of its own sentence.
func innermost(text string) string {
	for _, front := range sdkFronts {
		if i := strings.Index(text, front); i >= 0 {
			text = text[i+len(front):]
		}
	}
	return text
}
