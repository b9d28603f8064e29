// Package chain reads the chain of an SDK's error: a call may fail at another call
// that it needs, such as that for a session or for credentials.
package chain

import (
	"errors"
	"strings"

	"github.com/aws/smithy-go"
)

// Operation returns service and operation of the call that failed: the innermost
// one. Both are empty if the error isn't one of a call.
func Operation(err error) (service, operation string) {
	var op *smithy.OperationError
	for errors.As(err, &op) {
		service, operation, err = op.Service(), op.Operation(), op.Unwrap()
		op = nil
	}
	if service == "" || err == nil {
		return service, operation
	}
	// Of a call for credentials or a session the SDK keeps the text only.
	if inner, ok := innermost(err); ok {
		if s, rest, ok := strings.Cut(inner, ": "); ok {
			if o, _, ok := strings.Cut(rest, ", "); ok {
				return s, o
			}
		}
	}
	return service, operation
}

// RequestID returns the request id of the answer that an error is about, empty if
// there is none.
func RequestID(err error) string {
	var ids interface{ ServiceRequestID() string }
	if errors.As(err, &ids) {
		return ids.ServiceRequestID()
	}
	var op *smithy.OperationError
	if !errors.As(err, &op) || op.Err == nil {
		return ""
	}
	inner, ok := innermost(op.Err)
	if !ok {
		return ""
	}
	_, rest, ok := strings.Cut(inner, "RequestID: ")
	if !ok {
		return ""
	}
	id, _, _ := strings.Cut(rest, ",")
	return id
}

// CallMark begins what the SDK writes around the error of a call.
const CallMark = "operation error "

// innermost returns what stands behind the last call in the text of an error that has
// no answer of its own.
func innermost(err error) (inner string, ok bool) {
	var api smithy.APIError
	if errors.As(err, &api) {
		return "", false
	}
	text := err.Error()
	at := strings.LastIndex(text, CallMark)
	if at < 0 {
		return "", false
	}
	return text[at+len(CallMark):], true
}
