// Package hook lets a guard record with the middleware that it has anyway: each
// middleware of its own that a recorder puts into a call's stack costs the call
// an allocation.
package hook

import (
	"context"
	"sync/atomic"

	"github.com/aws/smithy-go/middleware"
)

// The ids, in the Serialize step, by which a guard's and a recorder's middleware
// are found. A guard takes the place of the SDK's serializer, and its id.
const (
	GuardID    = "OperationSerializer"
	RecorderID = "s3safe:Capture"
)

// Call is what a recorder has to know of a call whose attempt it records.
type Call struct {
	// Input is the typed input.
	Input any
	// Attempts counts the attempts made.
	Attempts atomic.Int32
	// Untouched is set if nobody but the SDK gets the request after it was signed: what
	// was signed can be read off it when the attempt is over.
	Untouched bool
}

// Recorder records the attempts of calls that a guard hands to it.
type Recorder interface {
	// Attempt makes an attempt, by calling the next handler, and records it if
	// it fails. It belongs right after the signing.
	Attempt(context.Context, *Call, middleware.FinalizeInput, middleware.FinalizeHandler) (
		middleware.FinalizeOutput, middleware.Metadata, error)
}

// Guard is the middleware with GuardID.
type Guard interface {
	// Serves reports whether the guard hands the call to the recorder given, a
	// *diagnose.Recorder.
	Serves(recorder any) bool
}

// Stopped reports whether an error is that of a request which a guard stopped, and
// so no answer of S3's. Package s3safe sets it; nil where no guard is linked in.
var Stopped func(error) bool

// Of returns the Recorder of a *diagnose.Recorder, which sets this; nil if that
// needs middleware of its own.
var Of func(recorder any) Recorder
