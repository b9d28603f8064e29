// Package chain reads the chain of an SDK's error: a call may fail at another call
// that it needs, such as that for a session or for credentials.
package chain

import (
	"errors"

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
	return service, operation
}
