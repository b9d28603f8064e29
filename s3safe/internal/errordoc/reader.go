package errordoc

import (
	"context"

	"github.com/aws/smithy-go/middleware"
)

// deserializerID is the id of the SDK's middleware that reads answers.
const deserializerID = "OperationDeserializer"

// Reader is a middleware in the place of the SDK's that reads answers, which it calls.
// It lets error documents be kept. It serves one call, as its stack does, and can be a
// part of what else serves the call, so that it costs no allocation.
type Reader struct {
	below middleware.DeserializeMiddleware // what was there
	next  middleware.DeserializeHandler    // what gets the answer
}

// Take takes the place in a stack, if the stack has it and the reader hasn't it yet. It
// reports whether the reader is the only one in the stack.
func (r *Reader) Take(stack *middleware.Stack) bool {
	if r.below == nil {
		r.below, _ = stack.Deserialize.Swap(deserializerID, r)
	}
	_, another := r.below.(*Reader)
	return r.below != nil && !another
}

// ID implements middleware.DeserializeMiddleware.
func (*Reader) ID() string { return deserializerID }

// HandleDeserialize lets the answer be read.
func (r *Reader) HandleDeserialize(
	ctx context.Context, in middleware.DeserializeInput, next middleware.DeserializeHandler,
) (middleware.DeserializeOutput, middleware.Metadata, error) {
	r.next = next
	return r.below.HandleDeserialize(ctx, in, (*keeper)(r))
}

// keeper is the reader in front of what gets the answer.
type keeper Reader

// HandleDeserialize gets the answer.
func (k *keeper) HandleDeserialize(ctx context.Context, in middleware.DeserializeInput) (
	middleware.DeserializeOutput, middleware.Metadata, error,
) {
	out, metadata, err := k.next.HandleDeserialize(ctx, in)
	Keep(&out)
	return out, metadata, err
}
