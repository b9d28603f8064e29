package diagnose

import (
	"context"

	"github.com/s3safe/s3safe-go/s3safe/diagnose/internal/resend"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/minimise"
	"github.com/s3safe/s3safe-go/s3safe/diagnose/replay"
)

// Caller calls the operation that an SDK input belongs to, and leaves nothing
// of it open.
type Caller = resend.Caller

// OpenUploadError says that a multipart upload that was begun couldn't be
// aborted: it stays open, and its parts would be charged for.
type OpenUploadError = resend.OpenUploadError

// Outcome is what came of a request.
type Outcome = resend.Outcome

// Sender sends an SDK input, such as *s3.PutObjectInput, and returns the error
// of the call.
type Sender = resend.Sender

// The constants of package resend.
const (
	Accepted   = resend.Accepted
	Rejected   = resend.Rejected
	Unsendable = resend.Unsendable
	Unclear    = resend.Unclear
)

// The errors of package resend.
var (
	ErrUnsafe = resend.ErrUnsafe
)

// Through returns a Caller that uses a client's methods: an *s3.Client, the
// guarded client, or anything else that has the method of the operation.
func Through(client any) Caller {
	return resend.Through(client)
}

// MinimiseOptions say how [Minimise] goes about it.
type MinimiseOptions = minimise.MinimiseOptions

// Step is one request that [Minimise] sent.
type Step = minimise.Step

// Minimal is the result of [Minimise].
type Minimal = minimise.Minimal

// Cure says what becomes of the whole request without one member.
type Cure = minimise.Cure

// Minimise finds out which optional members of a failing request make it fail,
// by sending it with ever fewer of them (delta debugging, "ddmin"): a set from
// which no member can be left out without the failure going away.
func Minimise(ctx context.Context, input any, send Sender, opts ...func(*MinimiseOptions)) (*Minimal, error) {
	return minimise.Minimise(ctx, input, send, opts...)
}

// IncompleteCapture says what a capture lacks to be made into an input again.
type IncompleteCapture = replay.IncompleteCapture

// ReplayOptions say how [Replay] goes about it.
type ReplayOptions = replay.ReplayOptions

// Replayed compares what became of an operation before and now.
type Replayed = replay.Replayed

// Result is an outcome with its effect.
type Result = replay.Result

// ReplayDifference is one thing that isn't as before.
type ReplayDifference = replay.ReplayDifference

// InputOf makes the SDK input that a capture was taken of.
func InputOf(c Capture) (any, error) {
	return replay.InputOf(c)
}

// Replay sends an operation again, with the same members and a fresh signature,
// and compares outcome and effect with an earlier capture of it: to verify a
// fix in the client's configuration, in the bucket or in what is in between.
func Replay(ctx context.Context, input any, earlier Capture, call Caller, opts ...func(*ReplayOptions)) (*Replayed, error) {
	return replay.Replay(ctx, input, earlier, call, opts...)
}

// ReplayCapture is Replay for a capture alone.
func ReplayCapture(ctx context.Context, earlier Capture, call Caller, opts ...func(*ReplayOptions)) (*Replayed, error) {
	return replay.ReplayCapture(ctx, earlier, call, opts...)
}
