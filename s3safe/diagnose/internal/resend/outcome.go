package resend

import (
	"errors"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/aws/retry"
	"github.com/aws/smithy-go"

	"github.com/s3safe/s3safe-go/compat"
	"github.com/s3safe/s3safe-go/compat/operation"
	"github.com/s3safe/s3safe-go/compat/sdk"
)

// Outcome is what came of a request.
type Outcome string

const (
	// Accepted: there was no error.
	Accepted Outcome = "accepted"
	// Rejected: S3, or the guard, answered with an error.
	Rejected Outcome = "rejected"
	// Unsendable: the SDK refused to send it.
	Unsendable Outcome = "unsendable"
	// Unclear: there was no answer, or one that says to try again, which tells
	// nothing about the request.
	Unclear Outcome = "unclear"
)

// Answer is the outcome of a request with the answer's code and message.
type Answer struct {
	Outcome       Outcome
	Status        int
	Code, Message string
	Err           error
}

// statusError is an error that knows the answer's status: that of the SDK's
// transport, and that of the guard.
type statusError interface {
	error
	HTTPStatusCode() int
}

// AnswerOf reads the error of a call.
func AnswerOf(err error) Answer {
	if err == nil {
		return Answer{Outcome: Accepted}
	}
	a := Answer{Outcome: Unsendable, Err: err}
	var status statusError
	if errors.As(err, &status) {
		a.Status = status.HTTPStatusCode()
	}
	var api smithy.APIError
	if errors.As(err, &api) {
		a.Outcome, a.Code, a.Message = Rejected, api.ErrorCode(), api.ErrorMessage()
	} else if a.Status != 0 {
		a.Outcome = Rejected
	}
	if a.Code == "" {
		a.Message = err.Error() // tells one refusal of the SDK's from another
	}
	if retry.IsErrorRetryables(retry.DefaultRetryables).IsErrorRetryable(err) == aws.TrueTernary || a.Status >= 500 {
		a.Outcome = Unclear
	}
	return a
}

// ErrUnsafe is what errors wrap that say why a request isn't sent repeatedly.
var ErrUnsafe = errors.New("the request isn't safe to send repeatedly")

// Reads reports whether an operation changes nothing.
func Reads(op compat.Operation) bool {
	if op == operation.SelectObjectContent {
		return true // a POST only because of its document
	}
	method := sdk.RouteOf(op).Method
	return method == "GET" || method == "HEAD"
}
