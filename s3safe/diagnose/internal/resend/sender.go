package resend

import "context"

// Sender sends an SDK input, such as *s3.PutObjectInput, and returns the error of
// the call. [Caller.Sender] makes one from a client; it can as well ask a stub,
// or the guard alone.
type Sender func(ctx context.Context, input any) error
